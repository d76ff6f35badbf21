"""What to say about a line that is not understood: Lark's errors into ours.

Lark names the first word that did not fit, which is seldom the word that is wrong (`witin` reads as part of the verb,
so the error comes at the figure). So the slips that owners make are looked for first, and each correction that is
proposed has been tried: the corrected line parses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lark import Lark, UnexpectedEOF, UnexpectedInput, UnexpectedToken

from troth.diagnostics import Diagnostic, Edit, Fix
from troth.source import Position, Span
from troth.spelling import nearest
from troth.syntax.lines import Line
from troth.syntax.openers import HOMES, shape, stands
from troth.syntax.slips import (
    DATE_SAID,
    MONTHS,
    NO_END,
    NO_EVENT,
    NO_UNIT,
    NOT_SAID_SO,
    NOT_YET,
    NUMBER,
    OWN_WORDS,
    PART,
    SLASHED,
    TWO_FIGURES,
    TWO_LIMITS,
    TWO_WAYS,
    UNITS,
    YEARLESS,
    named_day,
)

_WORD = re.compile(r"[A-Za-z][A-Za-z-]*")
_ACT = re.compile(r"(?:[Ww]e )?([A-Za-z][a-z]*(?: [a-z]+)?) (?=(?:within|no later|by|before|on|as soon)\b)")
_QUOTED = re.compile(r'"[^"]*"')
_LISTS = frozenset({"for", "by", "source", "includes", "replaces", "author", "audience"})
"""Words that begin a line with a list, which another such line beneath it was to go on with."""
_LOOKED_AT = 1_000
"""Characters of a line in which slips are looked for."""
_PHRASE = 70
"""Characters of the longest fixed phrase: where one is misspelt, the parser stops at its beginning."""


def nothing_beneath(line: Line) -> Diagnostic:
    """A line that takes no lines beneath it has some: usually one space too many."""
    first = line.children[0]
    place = first.origins[0]
    before = Span(path=line.path, start=Position(place.line, 1), end=place)
    word, _, rest = first.text.partition(" ")
    if word in _LISTS and line.text.startswith(f"{word} ") and rest:
        return Diagnostic(
            code="T008",
            message=f"nothing can stand beneath `{_short(line.text)}`",
            help=f"join the two: `{_short(line.text, 60)}, {_short(rest, 60)}`",
            span=first.span(),
        )
    return Diagnostic(
        code="T008",
        message=f"nothing can stand beneath `{_short(line.text)}`",
        help="indent this line like the one above it",
        span=first.span(),
        fixes=(Fix(f"indent by {line.indent}", (Edit(before, " " * line.indent),)),),
    )


def explain(
    line: Line, context: str, problem: UnexpectedInput, grammar: Lark, contexts: tuple[str, ...], briefly: bool = False
) -> Diagnostic:
    """The one finding about a line that does not parse in its context.

    `briefly`, for a file with very many, it says where the line stops being one, and looks for no correction.
    """
    if line.finding is not None:
        return line.finding
    bare = _QUOTED.sub(lambda found: '"' + " " * (len(found[0]) - 2) + '"', line.text)
    if briefly or len(bare) > _LOOKED_AT:
        return _stopped(line, context, problem)
    return (
        _carried_on(line, context, grammar)
        or _not_yet(line, bare, context)
        or _known_slip(line, bare, context)
        or _repair(line, bare, context, problem, grammar)
        or _belongs_elsewhere(line, context, grammar, contexts)
        or _without_strength(line, bare, context, grammar)
        or _stopped(line, context, problem)
    )


def _carried_on(line: Line, context: str, grammar: Lark) -> Diagnostic | None:
    """A comma at the end, or a quotation that is not closed, made one line of two."""
    rows = [place.line for place in line.origins[:-1]]
    for at in (i for i in range(1, len(rows)) if rows[i] > rows[i - 1]):
        head = line.text[:at].rstrip(" ,")
        if line.text[:at].rstrip().endswith(",") and _parses(grammar, head, context):
            return Diagnostic(
                code="T007",
                message="this line ends in a comma, so it goes on in the next, and the two do not fit together",
                help="leave the comma out, or finish the list",
                span=line.span(len(head), len(head) + 1),
                fixes=(_replace(line, len(head), len(head) + 1, ""),),
            )
    for found in _QUOTED.finditer(line.text):
        if rows[found.end() - 1] > rows[found.start()]:
            return Diagnostic(
                code="T006",
                message=f"the quotation that begins here goes on to line {rows[found.end() - 1]}: is its closing quote "
                "missing?",
                help='put a `"` after the last of your own words',
                span=line.span(found.start(), found.start() + 1),
            )
    return None


def _known_slip(line: Line, bare: str, context: str) -> Diagnostic | None:
    if context == "in_text":  # words of one's own without their quotes
        return None
    if found := TWO_FIGURES.search(bare):
        unit = re.sub(r"s$", "", found[3])
        both = [f"{figure} {unit}" + "s" * (figure not in ("1", "one")) for figure in found.group(1, 2)]
        return Diagnostic(
            code="T010",
            message=f"`{found[0]}` has two figures; a promise has one",
            help=f"write the one you can be held to: `{both[0]}` or `{both[1]}`",
            span=line.span(*found.span()),
            fixes=tuple(_replace(line, *found.span(), one) for one in both),
        )
    if found := TWO_LIMITS.search(bare):
        return Diagnostic(
            code="T010",
            message="two limits stand here; a promise has one",
            help=f"write the one you can be held to: `{found[1]}` or `{found[2]}`",
            span=line.span(*found.span()),
            fixes=tuple(_replace(line, *found.span(), one) for one in found.group(1, 2)),
        )
    if found := SLASHED.search(bare):
        return _slashed(line, found)
    if found := NO_UNIT.search(bare):
        return Diagnostic(
            code="T011",
            message=f"`{found[0]}` has no unit",
            help=f"say of what: `{found[0]} working days`, `{found[0]} days` or `{found[0]} hours`",
            span=line.span(*found.span()),
        )
    if found := NO_END.search(bare):
        return Diagnostic(
            code="T007",
            message=f"`{found[0]}`: until when?",
            help=f"say until which event, such as `{found[0]} until the resolution`",
            span=line.span(*found.span()),
            fixes=(_replace(line, *found.span(), f"{found[0]} until the resolution"),),
        )
    if found := PART.search(bare):
        return Diagnostic(
            code="T007",
            message=f"`{found[0]}` is not a whole number",
            help="say it in a smaller unit: `90 minutes` for one and a half hours",
            span=line.span(*found.span()),
        )
    for pattern, message, puts in TWO_WAYS:
        if found := re.match(pattern, bare):
            return Diagnostic(
                code="T007",
                message=message,
                help=f"write {' or '.join(f'`{put}`' for put in puts)}",
                span=line.span(*found.span()),
                fixes=tuple(_replace(line, *found.span(), put) for put in puts),
            )
    if found := NO_EVENT.search(bare):
        return Diagnostic(
            code="T007",
            message=f"`{found[0]}`: before which event?",
            help=f"say before or after which, such as `{found[0]} before the appointment`",
            span=line.span(*found.span()),
        )
    if not re.search(r"^season\b|\beach year\b", bare) and (found := YEARLESS.search(bare)):
        return Diagnostic(
            code="T009",
            message=f"`{found[0]}` has no year",
            help=f"add it: `{found[0]} 2026`",
            span=line.span(*found.span()),
        )
    if context == "in_duty" and (found := re.match(r"((?:if|while|except) [^:]+): ?\S", bare)):
        return Diagnostic(
            code="T008",
            message="a duty is not measured, so no limit stands beneath it",
            help=f"write `{_short(line.text[: found.end(1)], 60)}` alone; a limit belongs to a promise of a standard",
            span=line.span(),
        )
    if context == "in_calendar" and (found := re.match(r"time zone (\S.*)", bare)):
        return Diagnostic(
            code="T103",
            message=f"`{found[1]}` is not a time zone",
            help="write its IANA name, such as `Europe/London`",
            span=line.span(*found.span(1)),
        )
    return None


def _slashed(line: Line, found: re.Match[str]) -> Diagnostic:
    first, second, year = found.groups()
    readings = dict.fromkeys(filter(None, (named_day(first, second, year), named_day(second, first, year))))
    message = f"`{found[0]}` is not how a policy writes a date"
    if len(readings) > 1:
        message = f"`{found[0]}` can be read as two dates"
    if not readings:
        message = f"`{found[0]}` is not a date"
    written = " or ".join(f"`{one}`" for one in readings) or "such as `1 February 2026`"
    return Diagnostic(
        code="T009",
        message=message,
        help=f"write the month as a word: {written}",
        span=line.span(*found.span()),
        fixes=tuple(_replace(line, *found.span(), one) for one in readings),
    )


def _not_yet(line: Line, bare: str, context: str) -> Diagnostic | None:
    for contexts, pattern, name in NOT_YET:
        if context in contexts.split() and (found := re.search(pattern, bare)):
            return Diagnostic(
                code="T012",
                message=f"`{name}` is not in this version of the language yet",
                help=f"leave it out for now, or {_KEPT if context in _TAKES_TEXT else _ELSEWHERE}",
                span=line.span(*found.span()),
            )
    return None


_TAKES_TEXT = frozenset({"in_standard", "in_promise", "in_text"})
_KEPT = 'keep it here as a text: `not a promise "…"`'
_ELSEWHERE = 'say it in a `text` block: `not a promise "…"`'


# ---------- corrections that were tried


_Edits = tuple[tuple[int, int, str], ...]


def _repair(line: Line, bare: str, context: str, problem: UnexpectedInput, grammar: Lark) -> Diagnostic | None:
    for code, message, help_, start, end, text in _candidates(line, bare, context):
        if _parses(grammar, line.text[:start] + text + line.text[end:], context):
            return _mended(line, code, message, help_, ((start, end, text),))
    edits = _respelt(line.text, bare, context, grammar)
    if not edits:
        return None
    message = "; ".join(dict.fromkeys(_wrong(line.text[start:end], text) for start, end, text in edits))
    if len(edits) == 1:
        (_, _, text), said = edits[0], line.text[edits[0][0] : edits[0][1]]
        help_ = "leave it out" if not text else f"write `{text}`" if said.lower() == text else f"did you mean `{text}`?"
    else:
        help_ = f"did you mean `{_short(_edited(line.text, edits), 100)}`?"
    return _mended(line, "T007", message, help_, edits)


def _wrong(said: str, meant: str) -> str:
    if not meant:
        return f"a line does not end in {_ENDS[said]}"
    if said.lower() == meant:
        return f"`{said}` begins with a capital"
    return f"`{said}` is not a word of the language here"


def _mended(line: Line, code: str, message: str, help_: str, edits: _Edits) -> Diagnostic:
    start, end, _ = edits[0]
    changes = [_replace(line, *edit) for edit in edits]
    fix = changes[0]
    if len(changes) > 1:
        said = f"write `{_short(_edited(line.text, edits), 100)}`"
        fix = Fix(said, tuple(edit for change in changes for edit in change.edits))
    return Diagnostic(code=code, message=message, help=help_, span=line.span(start, max(end, start + 1)), fixes=(fix,))


def _edited(text: str, edits: _Edits) -> str:
    for start, end, put in sorted(edits, reverse=True):
        text = text[:start] + put + text[end:]
    return text


def _candidates(line: Line, bare: str, context: str) -> Iterator[tuple[str, str, str, int, int, str]]:
    """Corrections worth trying: code, message, help, and what to put in place of `text[start:end]`."""
    text = line.text
    if context == "in_file" and (
        found := re.match(r"(policy|standard|duty|calendar) ([\w-]+(?: [a-z][\w-]*)+)(?= \"|$)", bare)
    ):
        name = found[2].replace(" ", "-")
        help_ = f"join its words by hyphens: `{name}`"
        yield "T007", "a name is one word", help_, found.start(2), found.end(2), name
    for pattern, meant, message in NOT_SAID_SO:
        for found in re.finditer(pattern, bare):
            put = meant(found)
            if put is not None and put != found[0]:
                code = "T009" if message is DATE_SAID else "T007"
                help_ = f"write `{_short(_edited(text, ((found.start(), found.end(), put),)), 100)}`"
                yield code, message.format(found[0]), help_, found.start(), found.end(), put
    if context == "in_promise" and ":" not in bare:
        for found in re.finditer(r" (?=within\b|no later\b|by the\b|on the same\b|before\b|no promise\b)", bare):
            at = found.start()
            help_ = f"write `{text[:at]}:{text[at:]}`"
            yield "T007", "a case needs a colon before its limit", help_, at, at, ":"
    starts = [found.end() + 1 for found in OWN_WORDS.finditer(bare)] if '"' not in text else []
    if context == "in_text" and '"' not in text:
        starts.insert(0, 2 if text.startswith("- ") else 0)
    for start in starts:
        own = text[start:]
        put = f'"{own}"'
        if not re.search(rf"\b(?:within|no later than)\b|\b{NUMBER} {UNITS}\b", own) or context == "in_text":
            help_ = f"write `{_short(text[:start] + put, 100)}`"
            yield "T007", "words of your own stand in quotes", help_, start, len(text), put


def _respelt(text: str, bare: str, context: str, grammar: Lark) -> _Edits:
    """The fewest corrections of spelling with which a line parses; none where there are none.

    A step mends what keeps the parser from going on, so what stands far beyond where it stopped is not tried.
    """
    tried: list[tuple[str, _Edits]] = [(text, ())]
    slips = _slips(text, bare, _keywords(grammar))
    for _ in range(4):
        further: list[tuple[str, _Edits]] = []
        for now, edits in tried:
            stop = (_fails_at(grammar, now, context) or 0) - (len(now) - len(text))
            taken = {start for start, _, _ in edits}
            reach = [slip for slip in slips if slip[0] not in taken and slip[0] <= stop + _PHRASE]
            for slip in sorted(reach, key=lambda slip: abs(slip[0] - stop)):
                both = tuple(sorted((*edits, slip)))
                mended = _edited(text, both)
                at = _fails_at(grammar, mended, context)
                if at is None:
                    return both
                further.append((mended, both))
        tried = further[:12]
    return ()


_ENDS = {".": "a full stop", ";": "a semicolon", ",": "a comma", "!": "an exclamation mark"}


def _slips(text: str, bare: str, known: frozenset[str]) -> list[tuple[int, int, str]]:
    """Every word that may be a misspelt one, with what it may have been; and what no line begins or ends with."""
    slips: list[tuple[int, int, str]] = []
    for found in list(_WORD.finditer(bare))[:30]:
        if found[0] not in known:
            slips.extend((found.start(), found.end(), meant) for meant in _near(found[0], known))
    first = _WORD.match(bare)
    if first and first[0][0].isupper() and not first[0].isupper():
        slips.append((0, first.end(), first[0].lower()))
    if text.endswith(tuple(_ENDS)):
        slips.append((len(text) - 1, len(text), ""))
    return slips


@cache
def _near(word: str, known: frozenset[str]) -> tuple[str, ...]:
    """Up to four words of the language that `word` may have been meant to be, the nearest first."""
    if len(word) == 2:  # too short for a letter more, less or other: only `fo` for `of`
        return (word[::-1],) if word[::-1] in known else ()
    most = max(1, len(word) // 3)
    letters = set(word.lower())
    rest = [
        one
        for one in known
        if abs(len(one) - len(word)) <= most
        and len(letters ^ set(one.lower())) <= 2 * most
        and one[0].isupper() <= word[0].isupper()
    ]
    found: list[str] = []
    while rest and len(found) < 4:
        meant = nearest(word, rest)
        if meant is None:
            break
        found.append(meant)
        rest.remove(meant)
    return tuple(found)


def _fails_at(grammar: Lark, text: str, context: str) -> int | None:
    """Where the parser stops in a line, or None where it does not."""
    try:
        grammar.parse(text, start=context)
    except UnexpectedInput as problem:
        return len(text) if _is_end(problem) else _stops_at(problem)
    return None


def _stops_at(problem: UnexpectedInput) -> int:
    place: int | None = getattr(problem, "pos_in_stream", None)  # Lark declares it as nothing but None
    return place or 0


def _parses(grammar: Lark, text: str, context: str) -> bool:
    return _fails_at(grammar, text, context) is None


def _is_end(problem: UnexpectedInput) -> bool:
    return isinstance(problem, UnexpectedEOF) or (isinstance(problem, UnexpectedToken) and problem.token.type == "$END")


@cache
def _keywords(grammar: Lark) -> frozenset[str]:
    words: set[str] = set()
    for terminal in grammar.terminals:
        if terminal.name.endswith(("WEEKDAY", "DATE", "TIME", "WORD", "ZONE", "REGION", "UNIT")):
            continue
        pattern = re.sub(r"\\.|\(\?.|\[[^\]]*\]", " ", terminal.pattern.value)
        words.update(word for word in re.findall(r"[A-Za-z]+", pattern) if len(word) > 1)
    words.update(
        unit + s for unit in ("second", "minute", "hour", "day", "week", "month", "year", "ring") for s in ("", "s")
    )
    words.update(("working", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", *MONTHS))
    return frozenset(words)


# ---------- where nothing better is known


def _belongs_elsewhere(line: Line, context: str, grammar: Lark, contexts: tuple[str, ...]) -> Diagnostic | None:
    homes = [HOMES[other] for other in contexts if other != context and _parses(grammar, line.text, other)]
    if not homes:
        return None
    return Diagnostic(
        code="T008",
        message=f"`{_short(line.text)}` stands in the wrong place",
        help=f"it belongs {' or '.join(homes[:3])}; {stands(context)}",
        span=line.span(),
    )


def _without_strength(line: Line, bare: str, context: str, grammar: Lark) -> Diagnostic | None:
    """`Reply within 3 days`: a promise, but for how strongly it is meant, which only its owner can say."""
    found = _ACT.match(bare) if context == "in_standard" else None
    if found is None:
        return None
    act, limit = found[1].lower(), line.text[found.end() :]
    if not _parses(grammar, f"must {act} {limit}", context):
        return None
    return Diagnostic(
        code="T007",
        message="a promise says how strongly it is meant",
        help=f"write `must {act} {_short(limit)}`; or `should`, `aim to` or `may` instead of `must`",
        span=line.span(0, found.end(1)),
        fixes=tuple(_replace(line, 0, found.end(1), f"{strength} {act}") for strength in ("must", "should", "aim to")),
    )


def _stopped(line: Line, context: str, problem: UnexpectedInput) -> Diagnostic:
    if context == "in_standard" and not re.search(
        r"\b(must|should|aim to|may|for|replaces|audience|calendar)\b", line.text
    ):
        message = f"`{_short(line.text)}` is no line of a standard"
        return Diagnostic(code="T007", message=message, help=stands(context), span=line.span())
    if _is_end(problem):
        message, help_ = f"`{_short(line.text)}` stops too early", f"say what follows; {stands(context)}"
        if reads := shape(context, line.text):
            help_ = f"such a line reads {reads}"
        return Diagnostic(code="T007", message=message, help=help_, span=line.span())
    at = _stops_at(problem)
    found = re.compile(r'"[^"]*"|[\w\'’-]+|.').match(line.text, at)
    what = found[0] if found else ""
    message = f"this line is not understood from `{_short(what)}` on" if at else f"`{_short(what)}` begins no line here"
    reads = shape(context, line.text) if at else ""
    help_ = f"such a line reads {reads}" if reads else stands(context)
    return Diagnostic(code="T007", message=message, help=help_, span=line.span(at, at + len(what)))


def _replace(line: Line, start: int, end: int, text: str) -> Fix:
    span = line.span(start, end)
    if end == start:
        place = line.origins[start]
        span = Span(path=line.path, start=place, end=place)
    title = f"replace `{_short(line.text[start:end])}` by `{_short(text)}`" if end > start else f"insert `{text}`"
    if not text:
        title = f"remove `{line.text[start:end]}`"
    return Fix(title, (Edit(span, text),))


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
