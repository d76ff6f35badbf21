"""What a program never needs, so that its checker need not carry it.

A row says what a program may lack, and which expressions of the checker's modules then have a known value. What is
behind them is not translated. Rows hold for a program alone: never for what a contact may say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from troth.targets.to_javascript.facts import Facts

_SAY_STEPS = ("reason_text", "why_text", "_elapsed", "_in_days", "_from_day_0")
"""The functions in which `kind` is that of a step."""
_ROW = "{'targets': [], 'uncounted': [], 'amounts': sum_amounts(answers)}"


@dataclass(frozen=True, slots=True)
class Has:
    """What a program has: kinds of limits and conditions, features of promises, words, units, ways of counting."""

    limits: frozenset[str]
    conditions: frozenset[str]
    features: frozenset[str]
    words: frozenset[str]
    units: frozenset[str]
    countings: frozenset[str | None]
    calendars: tuple[dict[str, Any], ...]
    limit_features: frozenset[str] = field(default_factory=frozenset)


def read_program(program: Mapping[str, Any]) -> Has:
    """What a program has, in every promise, remedy, case and bound."""
    found = list(_records(program["promises"]))
    limits = [one for one in found if "kind" in one]
    promises = [one for one in found if "excuses" in one]
    remedies = [one["remedy"] for one in promises if one["remedy"]]
    features = {name for one in promises for name, value in one.items() if value}
    features |= {"most each" for one in remedies if one["most each"]}
    features |= {"told" for one in promises if one["extension"] and one["extension"]["told"]}
    targets = [one["counting"] for one in found if isinstance(one.get("counting"), dict)]
    limits = [one for one in limits if not isinstance(one.get("counting"), dict)]
    amounts = [amount for one in limits for amount in one.get("amounts", ())]
    amounts += [one["extension"]["by"] for one in promises if one["extension"]]
    return Has(
        limits=frozenset(one["kind"] for one in limits),
        conditions=frozenset(_conditions(program["promises"])),
        features=frozenset(features),
        words=frozenset(name for name, value in program["words"].items() if value),
        units=frozenset(amount[1] for amount in amounts),
        countings=frozenset({one.get("counting") for one in limits} | {way for one in targets for way in one.values()}),
        calendars=(program["calendar"], *program["calendars"].values()),
        limit_features=frozenset(name for one in limits for name, value in one.items() if value),
    )


def _records(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        yield part
        for one in part.values():
            yield from _records(one)
    elif isinstance(part, list):
        for one in part:
            yield from _records(one)


_CONDITIONS = ("value", "fact", "state", "closed", "season", "between")


def _conditions(part: Any) -> Iterator[str]:
    """The kind of each condition; a list that begins with such a word counts as one, which is never too few."""
    if isinstance(part, dict):
        for one in part.values():
            yield from _conditions(one)
    elif isinstance(part, list):
        if part and part[0] in _CONDITIONS:
            yield part[0]
        for one in part:
            yield from _conditions(one)


@dataclass(frozen=True, slots=True)
class Lack:
    """A program that lacks something, and what then stands for what."""

    lacks: Callable[[Has], bool]
    pairs: dict[str, str]


def _no_limit(kind: str) -> Callable[[Has], bool]:
    return lambda has: kind not in has.limits


def _no_condition(kind: str) -> Callable[[Has], bool]:
    return lambda has: kind not in has.conditions


def _no(feature: str) -> Callable[[Has], bool]:
    return lambda has: feature not in has.features


def _no_word(word: str) -> Callable[[Has], bool]:
    return lambda has: word not in has.words


def _none_has(name: str) -> Callable[[Has], bool]:
    return lambda has: not any(calendar[name] for calendar in has.calendars)


def _steps(*kinds: str) -> dict[str, str]:
    """No step of a deadline is of these kinds."""
    return {f"{where}: kind == {kind!r}": "False" for where in _SAY_STEPS for kind in kinds}


def _effects(*kinds: str) -> dict[str, str]:
    """Nothing that moved a deadline, or did not, is of these kinds."""
    return {f"effect_text: kind == {kind!r}": "False" for kind in kinds}


def _limits(kind: str) -> dict[str, str]:
    return {f"limit['kind'] == {kind!r}": "False", f"limit['kind'] != {kind!r}": "True"}


_DAY_0 = "Deadlines._day_zero_at"
_IS_CUT = "works and calendar.cutoff is not None and (calendar.clock.local(instant).time() >= calendar.cutoff)"
_IS_UNCOUNTED = "day in self.uncounted and (day in self.worked_set or (unit == 'day' and day not in self.skipped))"

TABLE: tuple[Lack, ...] = (
    # ---------- what is the same in any program
    Lack(lambda has: True, {"_MONTH_NAMES": "MONTHS", "_WEEKDAY_NAMES": "WEEKDAYS"}),
    # ---------- kinds of limits
    *(Lack(_no_limit(kind), _limits(kind)) for kind in ("notice", "rings", "every", "not before", "vague", "event")),
    Lack(
        _no_limit("carried"),
        {"Deadlines.due: kind == 'carried'": "False", "Wording._why: kind == 'carried' and (not is_bound)": "False"},
    ),
    Lack(
        _no_limit("event"),
        {"Deadlines.due: kind == 'event'": "False", "Wording._why: kind == 'event' and (not is_bound)": "False"},
    ),
    Lack(
        _no_limit("notice"),
        {
            "'opens' in due": "False",
            "due is not None and 'opens' in due": "False",
            "Wording._why: kind == 'notice' and (not is_bound)": "False",
            "why_text: 'before' if is_notice else 'after'": "'after'",
            "_while_open: is_notice": "False",
            **_steps("earlier"),
        },
    ),
    Lack(
        lambda has: not has.limits & {"elapsed"},
        {
            "Deadlines.counted: kind == 'elapsed'": "False",
            "Deadlines.at_risk: limit['kind'] == 'elapsed'": "False",
        },
    ),
    Lack(
        _no_limit("open"),
        {
            "Deadlines.counted: kind == 'elapsed'": "True",
            "Deadlines.day_zero: limit['kind'] == 'open' or limit.get('by') == 'same'": "limit.get('by') == 'same'",
            "Deadlines.at_risk: 'last' not in due": "False",
            "Deadlines.at_risk: limit['kind'] not in ('days', 'open')": "limit['kind'] != 'days'",
        },
    ),
    Lack(
        lambda has: not has.limits & {"elapsed", "notice", "not before"},
        {"why_text: 'elapsed' in kinds": "False", **_steps("elapsed", "clock change")},
    ),
    Lack(
        lambda has: not has.limits & {"open", "notice", "not before"},
        {
            "why_text: 'open' in kinds": "False",
            "Wording.explained: any((step[1] == 'open' for step in binding['steps']))": "False",
            **_steps("open"),
        },
    ),
    Lack(lambda has: not has.limits & {"open", "elapsed"}, {"Deadlines.counted: kind == 'days'": "True"}),
    # ---------- what else a limit may have
    Lack(lambda has: "less" not in has.limit_features, {"limit['less']": "0", **_steps("less")}),
    Lack(
        lambda has: "month end" not in has.limit_features,
        {
            "limit['month end']": "False",
            **_steps("month end"),
            "_in_days: any((kind == 'month end' for (_, kind, *_) in walk))": "False",
        },
    ),
    Lack(
        lambda has: "by" not in has.limit_features,
        {"self._time_of_day(limit['by'], last, instant)": "None", "limit.get('by') == 'same'": "False"},
    ),
    Lack(
        lambda has: "roll" not in has.limit_features and "deemed" not in has.words,
        {
            "self.rolled(last, limit['roll'], steps)": "last",
            "self.rolled(day, limit['roll'], steps)": "day",
            "_roll(walk)": "[]",
            **_steps("rolled"),
        },
    ),
    Lack(lambda has: "short" not in has.limit_features, {"limit['short']": "False"}),
    Lack(
        lambda has: not has.units & {"week", "month", "year"} and not has.limits & {"notice", "not before"},
        {
            "Deadlines.walked: unit in ('working day', 'day')": "True",
            **_steps("later"),
            "_in_days: kind in ('later', 'earlier')": "False",
        },
    ),
    Lack(
        lambda has: not has.countings - {None, "day 0"},
        {
            f"{_DAY_0}: counting == 'day 0'": "True",
            "_in_days: zero == 0 and steps[0][1] not in ('anchor', 'day 0')": "False",
            "_from_day_0: zero < 0": "False",
        },
    ),
    # ---------- calendars
    Lack(
        _none_has("cutoff"),
        {
            f"{_DAY_0}: {_IS_CUT}": "False",
            "_from_day_0: next((one for (one, kind, *_) in steps[:zero] if kind == 'cut-off'), None)": "None",
            "None if data['cutoff'] is None else time.fromisoformat(data['cutoff'])": "None",
            **_steps("cut-off"),
        },
    ),
    Lack(
        lambda has: not any(one["cutoff"] for one in has.calendars) and not has.countings - {None, "day 0", "day 1"},
        {**_steps("day 0", "not open"), "_from_day_0: kind == 'anchor'": "kind != 'deemed'"},
    ),
    Lack(_none_has("hours"), {"calendar.rules": "[]", "self.rules": "[]"}),
    Lack(
        _none_has("uncounted"),
        {
            "day in self.uncounted": "False",
            "self.uncounted": "{}",
            "day not in self.uncounted": "True",
            "[day for day in self.worked if day not in self.uncounted]": "self.worked",
            f"Calendar.why_not: {_IS_UNCOUNTED}": "False",
            "{date.fromisoformat(day).toordinal(): name for (day, name) in data['uncounted'].items()}": "None",
        },
    ),
    Lack(
        _none_has("announced"),
        {
            "self.announcements": "{}",
            "self._heard_of(arrived, as_of) if reading == READINGS[0] else ()": "()",
            "'announced' not in row and 'waits' not in row": "'waits' not in row",
        },
    ),
    Lack(
        lambda has: len(has.calendars) == 1,
        {
            "limit.get('calendar')": "''",
            "limit['calendar']": "''",
            "self.on(limit)": "self",
            "self.calendar.named(condition[1])": "self.calendar",
            "{name: self.__class__(one, nouns, explains=explains) for (name, one) in others}": "{}",
            "{name: Calendar(other) for (name, other) in (others or {}).items()}": "{}",
        },
    ),
    # ---------- what a promise may have
    Lack(_no("remedy"), {"promise['remedy']": "None", "sum_amounts(answers)": "[]"}),
    Lack(_no("most each"), {"cut_amounts(answers)": "answers"}),
    Lack(_no("targets"), {"promise['targets']": "()", "measure_answers(answers, promises)": _ROW}),
    Lack(
        _no("extension"),
        {
            "promise['extension']": "None",
            "extension": "None",
            "with_extension(limit, extension)": "limit['amounts']",
            "with_extension(limit, None)": "limit['amounts']",
            **_effects("extended", "told", "told late", "told early", "told, not so", "told again"),
        },
    ),
    Lack(
        _no("restart"),
        {
            "promise['restart']": "''",
            **_effects("restarted", "restarted late"),
            "any((effect[0] == 'restarted' for effect in moved['effects']))": "False",
        },
    ),
    Lack(
        _no("pauses"),
        {
            "still": "None",
            "moved['paused']": "False",
            **_steps("paused", "resumed"),
            "_in_days: kind == 'paused' and detail": "False",
            "Deadlines._counted_steps: day in still": "False",
            "[(start, done[0]), *spans]": "[(start, done[0])]",
            "Deadlines._days: days": "frozenset()",
            "Deadlines.walked: days": "()",
            "Deadlines.walked: sum(start < day <= last for day in days)": "0",
            "Deadlines.walked: self._still(days, start, last, unit)": "0",
            **_effects("paused", "paused late", "still paused"),
        },
    ),
    Lack(
        lambda has: not has.features & {"pauses", "extension", "restart"},
        {
            "MovedDeadlines.moved: limit['kind'] not in COUNTED": "True",
            "moved['more']": "None",
            "moved['missing']": "''",
        },
    ),
    Lack(_no("latest"), {"self.deadlines.bound(promise['latest'], 'latest', own, contact)": "None"}),
    Lack(_no("earliest"), {"self.deadlines.bound(promise['earliest'], 'earliest', own, contact)": "None"}),
    Lack(
        lambda has: not has.features & {"latest", "earliest"},
        {
            "last is not None and last[1] == 'bound'": "False",
            **_steps("bound"),
            "(('latest', latest), ('earliest', earliest))": "()",
            "('latest', 'earliest')": "()",
        },
    ),
    Lack(_no("unless"), {"promise['unless']": "None"}),
    Lack(_no("or"), {"promise['or']": "()"}),
    Lack(_no("basis"), {"promise['basis']": "''"}),
    Lack(_no("cases"), {"promise['cases']": "()"}),
    Lack(_no("replaced"), {"promise['replaced']": "()"}),
    Lack(_no("excuses"), {"self._excuse(promise, contact)": "None"}),
    Lack(
        _no("dated"),
        {
            "promise['dated']": "None",
            "self._dated(promise, due, contact, moved['effects'])": "None",
            **_effects("dated", "dated late", "dated early", "dated, not so", "undated"),
        },
    ),
    # ---------- conditions
    *(
        Lack(_no_condition(kind), {f"Judge._holds: kind == {kind!r}": "False", f"condition[0] == {kind!r}": "False"})
        for kind in ("value", "closed", "season", "between")
    ),
    Lack(
        _no_condition("between"),
        {"case['if'][0] == 'between'": "False", "version_in_force(spans, date.fromordinal(day))": "None"},
    ),
    Lack(_no_word("states"), {"Judge._holds: kind == 'fact'": "True"}),
    # ---------- words
    Lack(
        _no_word("misses"),
        {
            "self._with_set_off({**parts, 'day': day}, until, reading)": "{**parts, 'day': day}",
            "self.words['misses'].get(event)": "None",
            "_answer_all: watched": "()",
            "list(dict.fromkeys(self.words['missed'].values()))": "()",
            "[contact['unsure'][part] for part in (one, other) if part in contact['unsure']]": "[]",
        },
    ),
    Lack(
        _no_word("deemed"),
        {
            "self.words['deemed'].get(contact['channel'])": "None",
            "contact.get('deemed')": "None",
            "isinstance(anchor, Day) and anchor.sent": "False",
            "self._deemed(contact, calendar)": "contact",
            "self._deemed(contact, on_arrival)": "contact",
            **_steps("sent", "deemed"),
            "[channel for channel in possible if channel in words['deemed']]": "()",
            "not data['cases'] and (not words['deemed'])": "not data['cases']",
        },
    ),
    Lack(lambda has: "deemed" not in has.words and "remedy" not in has.features, {"isinstance(anchor, Day)": "False"}),
)


def facts_of(program: Mapping[str, Any]) -> Facts:
    """What is known of a program before anybody asks."""
    has = read_program(program)
    found: dict[str, str] = {}
    for row in TABLE:
        if row.lacks(has):
            found.update(row.pairs)
    return Facts(tuple(found.items()))
