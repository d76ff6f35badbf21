// What Python has and JavaScript lacks, for checkers: each takes of it what it calls. Days are proleptic ordinals,
// times of day and moments are microseconds. Every name of ours starts with a dollar, which `naming` makes short.

// ---------- numbers, truth, order
const $floor = Math.floor;
function $mod($a, $b) {
  return $a - $b * $floor($a / $b);
}
function $divmod($a, $b) {
  return [$floor($a / $b), $mod($a, $b)];
}
function $truth($x) {
  return $x !== $x || (!!$x && (typeof $x != "object" || Object.keys($x).length > 0));
}
function $same($a, $b) {
  if ($a === $b || ($a == null && $b == null)) return !0;
  if (!$a || !$b || typeof $a != "object" || typeof $b != "object") return !1;
  const $keys = Object.keys($a);
  return $keys.length == Object.keys($b).length && $keys.every(($key) => $same($a[$key], $b[$key]));
}
function $compare($a, $b) {
  if (typeof $a != "object") return $a < $b ? -1 : $a > $b ? 1 : 0;
  for (let $i = 0; $i < Math.min($a.length, $b.length); $i++) {
    const $c = $compare($a[$i], $b[$i]);
    if ($c) return $c;
  }
  return $a.length - $b.length;
}
function $sorted($xs, $key = ($x) => $x) {
  return [...$xs].sort(($a, $b) => $compare($key($a), $key($b)));
}
function $last($xs, $key = ($x) => $x) {
  return [...$each($xs)].reduce(($a, $b) => ($a === void 0 || $compare($key($b), $key($a)) > 0 ? $b : $a), void 0);
}

// ---------- what holds others
function $own($record, $key) {
  return Object.hasOwn($record, $key);
}
function $get($record, $key, $other = null) {
  return $own($record, $key) ? $record[$key] : $other;
}
function $in($x, $where) {
  return Array.isArray($where)
    ? $where.some(($one) => $same($one, $x))
    : typeof $where == "string"
      ? $where.includes($x)
      : $where instanceof Set
        ? $where.has($x)
        : $own($where, $x);
}
function $isRecord($x) {
  return !!$x && typeof $x == "object" && !Array.isArray($x);
}
function $each($x) {
  return $x[Symbol.iterator] ? $x : Object.keys($x);
}
function $range($from, $until, $step = 1) {
  const $found = [];
  for (let $i = $from; $step > 0 ? $i < $until : $i > $until; $i += $step) $found.push($i);
  return $found;
}
function $find($xs, $is) {
  for (const $x of $xs) if ($is($x)) return $x;
}
function $zip($first, ...$others) {
  return $first
    .slice(0, Math.min(...$others.map(($one) => $one.length)))
    .map(($x, $i) => [$x, ...$others.map(($one) => $one[$i])]);
}
function $pairwise($xs) {
  return $xs.slice(1).map(($x, $i) => [$xs[$i], $x]);
}
function $accumulate($xs, $start) {
  let $sum = $start ?? 0;
  const $sums = $xs.map(($x) => ($sum += $x));
  return $start == null ? $sums : [$start, ...$sums];
}
function $takewhile($is, $xs) {
  const $end = $xs.findIndex(($x) => !$is($x));
  return $end < 0 ? $xs : $xs.slice(0, $end);
}
function $bisect_left($xs, $x) {
  let $low = 0,
    $high = $xs.length;
  while ($low < $high) {
    const $middle = ($low + $high) >> 1;
    if ($xs[$middle] < $x) $low = $middle + 1;
    else $high = $middle;
  }
  return $low;
}
function $bisect_right($xs, $x) {
  let $low = 0,
    $high = $xs.length;
  while ($low < $high) {
    const $middle = ($low + $high) >> 1;
    if ($xs[$middle] <= $x) $low = $middle + 1;
    else $high = $middle;
  }
  return $low;
}
function $setdefault($map, $key, $value) {
  if (!$map.has($key)) $map.set($key, $value);
  return $map.get($key);
}
// A dictionary whose keys are tuples.
class $Keyed extends Map {
  has($key) {
    return super.has(JSON.stringify($key));
  }
  get($key) {
    return super.get(JSON.stringify($key))?.[1];
  }
  set($key, $value) {
    return super.set(JSON.stringify($key), [$key, $value]);
  }
  keys() {
    return [...super.values()].map(($pair) => $pair[0]);
  }
  [Symbol.iterator]() {
    return super.values();
  }
}

// ---------- texts
function $comma($n) {
  return String($n).replace(/\B(?=(\d{3})+$)/g, ",");
}
function $pad($n, $width) {
  return String($n).padStart($width, "0");
}
function $part($text, $from, $until) {
  return [...$text].slice($from, $until).join("");
}
const $space = /^[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/g;
function $strip($text) {
  return $text.replace($space, "");
}
function $rstrip($text, $letter) {
  while ($text.endsWith($letter)) $text = $text.slice(0, -1);
  return $text;
}
function $partition($text, $sign) {
  const $at = $text.indexOf($sign);
  return $at < 0 ? [$text, "", ""] : [$text.slice(0, $at), $sign, $text.slice($at + $sign.length)];
}
function $rpartition($text, $sign) {
  const $at = $text.lastIndexOf($sign);
  return $at < 0 ? ["", "", $text] : [$text.slice(0, $at), $sign, $text.slice($at + $sign.length)];
}
function $removeprefix($text, $start) {
  return $text.startsWith($start) ? $text.slice($start.length) : $text;
}
function $removesuffix($text, $end) {
  return $text.endsWith($end) ? $text.slice(0, $text.length - $end.length) : $text;
}
function $str($x) {
  return typeof $x == "string" ? $x : $repr($x);
}
// A value as Python shows it.
function $repr($x) {
  if ($x == null) return "None";
  if ($x === !0) return "True";
  if ($x === !1) return "False";
  if (Array.isArray($x)) return `[${$x.map($repr).join(", ")}]`;
  if (typeof $x == "object")
    return `{${Object.entries($x).map(($pair) => $pair.map($repr).join(": ")).join(", ")}}`;
  if (typeof $x == "number") {
    if ($x !== $x) return "nan";
    if (Math.abs($x) == 1 / 0) return $x < 0 ? "-inf" : "inf";
    if (Number.isInteger($x)) return BigInt($x).toString();
    return Math.abs($x) < 1e-4 ? $x.toExponential().replace(/-(\d)$/, "-0$1") : String($x);
  }
  if (typeof $x != "string") return String($x);
  const $quote = $x.includes("'") && !$x.includes("\"") ? "\"" : "'";
  return (
    $quote +
    $x.replace(/[\\\x22\x27\p{C}\p{Z}]/gu, ($letter) => {
      if ($letter == " " || ("'\"".includes($letter) && $letter != $quote)) return $letter;
      if ("\\'\"".includes($letter)) return "\\" + $letter;
      const $known = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[$letter];
      if ($known) return $known;
      const $code = $letter.codePointAt(0),
        $digits = $code.toString(16);
      return $code < 256
        ? "\\x" + $digits.padStart(2, "0")
        : $code < 65536
          ? "\\u" + $digits.padStart(4, "0")
          : "\\U" + $digits.padStart(8, "0");
    }) +
    $quote
  );
}

// ---------- what is raised
class $Exception {
  constructor(...$given) {
    this.$$args = $given;
  }
}
class $ValueError extends $Exception {}
class $OverflowError extends $Exception {}
class $AssertionError extends $Exception {}

// ---------- days and times
function $moment($x) {
  if (!($x >= -62135596800e6 && $x < 253402300800e6)) throw new $OverflowError();
  return $x;
}
function $dated($day) {
  if ($day < 1 || $day > 3652059) throw new $OverflowError();
  return $day;
}
function $dayOf($x) {
  return $floor($x / 864e8) + 719163;
}
function $midnight($day) {
  return ($day - 719163) * 864e8;
}
// A fraction of a second so far away that a number cannot hold it is refused, not rounded.
function $combined($day, $at) {
  const $x = $midnight($day) + $at;
  if ($at % 1e6 && !Number.isSafeInteger($x)) throw new $OverflowError();
  return $x;
}
function $date($day) {
  return new Date(($day - 719163) * 864e5);
}
function $ymd($day) {
  const $d = $date($day);
  return [$d.getUTCFullYear(), $d.getUTCMonth() + 1, $d.getUTCDate()];
}
function $day($year, $month, $of) {
  const $d = new Date(0);
  $d.setUTCFullYear($year, $month - 1, $of);
  if ($year < 1 || $year > 9999 || $d.getUTCMonth() != $month - 1 || $d.getUTCDate() != $of) throw new $ValueError();
  return +$d / 864e5 + 719163;
}
function $monthrange($year, $month) {
  const $d = new Date(0);
  $d.setUTCFullYear($year, $month, 0);
  return [0, $d.getUTCDate()];
}
function $isoDay($day) {
  return $date($day).toISOString().slice(0, 10);
}
function $isoTime($at) {
  const $rest = $at % 1e6;
  return new Date($floor($at / 1e3)).toISOString().slice(11, 19) + ($rest ? "." + $pad($rest, 6) : "");
}
function $isoMoment($x) {
  return `${$isoDay($dayOf($x))}T${$isoTime($mod($x, 864e8))}+00:00`;
}
function $isoWeek($ordinal) {
  const $weekday = ($ordinal + 6) % 7,
    $thursday = $ordinal - $weekday + 3,
    $year = $ymd($thursday)[0];
  return [$year, $floor(($thursday - $day($year, 1, 1)) / 7) + 1, $weekday + 1];
}
function $readDay($text) {
  return $day(+$text.slice(0, 4), +$text.slice(5, 7), +$text.slice(8));
}
function $clock($hour, $minute = 0, $second = 0, $part = "") {
  if ($hour > 23 || $minute > 59 || $second > 59) throw new $ValueError();
  return ($hour * 3600 + $minute * 60 + +$second) * 1e6 + +$part.slice(0, 6).padEnd(6, "0");
}
function $readTime($text) {
  const [$hour, $minute, $second = 0] = $text.split(/[:.]/);
  return $clock($hour, $minute, $second, $text.slice(9));
}
// As Python's datetime.fromisoformat, of what has an offset: with signs between the figures or without.
function $readMoment($text) {
  const $found =
    /^(\d{4})(-?)(\d\d)\2(\d\d).(\d\d)(?:(:?)(\d\d)(?:\6(\d\d)(?:[.,](\d+))?)?)?(?:Z|([+-])(\d\d)(?:(:?)(\d\d)(?:\12(\d\d)(?:\.(\d+))?)?)?)$/.exec(
      $text,
    );
  if (!$found) throw new $ValueError();
  const [, $year, , $month, $of, $hour, , $minute, $second, $part, $sign, $h, , $m, $s, $rest] = $found;
  const $by = $sign ? $clock($h, $m, $s, $rest) : 0;
  const $x = $combined($day(+$year, +$month, +$of), $clock($hour, $minute, $second, $part));
  const $utc = $moment($sign == "-" ? $x + $by : $x - $by);
  if ($utc % 1e6 && !Number.isSafeInteger($utc)) throw new $OverflowError();
  return $utc;
}

// ---------- at the door
// What is given from outside, as JSON has it: a time as text, and nothing that is no data.
function $plain($x, $depth = 0) {
  if ($depth > 500) throw new RangeError();
  if ($x == null) return null;
  if ($x instanceof Date) return isNaN($x) ? "Invalid Date" : $x.toISOString();
  if (Array.isArray($x)) return Array.from($x, ($one) => $plain($one, $depth + 1));
  if (typeof $x != "object") return typeof $x == "function" || typeof $x == "symbol" ? String($x) : $x;
  return Object.fromEntries(Object.entries($x).map(([$key, $one]) => [$key, $plain($one, $depth + 1)]));
}
function $asked($ask) {
  try {
    return $ask();
  } catch ($error) {
    if (!($error instanceof RangeError)) throw $error;
    const $message = "the contact has too many brackets within each other";
    return { error: { code: "T701", message: $message, help: "write its parts by name, one value each" } };
  }
}

// ---------- data that was packed
// Numbers and letters in turn: how far after the one before, and the place in a list.
function $steps($text, $list, $each) {
  let $sum = 0;
  $text.replace(/(-?\d*)(\D)/g, ($all, $by, $letter) => $each(($sum += +$by), $list[$letter.charCodeAt(0) - 58], $by));
}
function $days($names, $text) {
  const $found = {};
  $steps($text, $names, ($day, $name) => ($found[$isoDay($day)] = $name));
  return $found;
}
function $clocks($unit, $pairs, $text) {
  const $found = [];
  $steps($text, $pairs, ($at, $pair, $by) => $found.push([$by ? $at * $unit : null, ...$pair]));
  return $found;
}
