"""The rows of the tables that a policy's SQL checker has: its calendars' days, its limits, its words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from itertools import pairwise
from typing import Any

from troth.calendars.local_time import SECOND
from troth.calendars.opening import DAY_MINUTES
from troth.targets.runtime_calendar import Calendar
from troth.targets.runtime_deadlines import COUNTED, seconds_of, two_of

NEVER = 9_000_000_000_000_000_000
UNITS = {"working day": "w", "day": "d", "week": "k", "month": "m", "year": "m"}
MONTHS = {"year": 12}
_YEAR = 400 * 86_400 * SECOND
_OWN_NAME = re.compile(r"\|\S+")

_TEXTS = frozenset(
    (
        "avg",
        "bare_prom",
        "by_kind",
        "channel",
        "claim",
        "counting",
        "currency",
        "dated",
        "each",
        "e1",
        "e2",
        "end_event",
        "event",
        "from_event",
        "kind",
        "name",
        "or_event",
        "own_e1",
        "own_e2",
        "own_what",
        "own_which",
        "payment",
        "prom",
        "restart",
        "risk_u",
        "role",
        "roll",
        "said",
        "says",
        "start_event",
        "state",
        "strength",
        "to_event",
        "u",
        "u1",
        "u2",
        "unit",
        "unless",
        "what",
        "which",
        "xu",
        "zeroed",
    )
)
COLUMNS: dict[str, str] = {
    name: ", ".join(f"{column} {'VARCHAR' if column in _TEXTS else 'BIGINT'}" for column in columns.split())
    for name, columns in (
        ("raw_day", "cal day start_at mon dom flags opens closes"),
        ("raw_span", "cal opens closes"),
        ("clock", "cal since til ofs"),
        ("ever", "p since til ofs"),
        ("cal", "cal first_day last_day start_at end_at dim_until"),
        ("month", "mon first days"),
        ("version", "p v cal from_day until_day start_at in_years"),
        ("version_cal", "p v name cal"),
        ("word", "p what said name"),
        ("state", "p state start_event end_event"),
        ("deemed", "p channel before_tod n u event roll"),
        (
            "lim",
            "lim v cal kind what which e1 e2 own_what own_which own_e1 own_e2 sg in_days is_elapsed counting "
            "n1 u1 n2 u2 total risk_u risk_total xslot xn xu xtotal less mend rolls roll by_kind by_at incl "
            "zeroed most at_most over cutoff step first_day last_day cal_start cal_end",
        ),
        ("part", "prom role k lim"),
        ("promise", "prom event unless restart has_ext ext_told once dated or_event moves xu strength shown ord"),
        ("pause", "prom k from_event to_event both_days"),
        ("stop", "p from_event to_event"),
        ("misses", "p event n prom within unit over cal"),
        ("remedy", "prom currency places minors delayed started most late claim claim_timed payment payment_timed"),
        ("tier", "prom tier says each bare_prom unit avg size"),
        ("stint", "prom role k n u sum"),
    )
}
"""The tables that rows are inserted in, and their columns."""


@dataclass(slots=True)
class Tables:
    """Rows by table; several policies may share one of these, and then share the calendars that are the same."""

    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=lambda: {name: [] for name in COLUMNS})
    cals: dict[str, int] = field(default_factory=dict)
    days: dict[int, Calendar] = field(default_factory=dict)
    months: set[int] = field(default_factory=set)
    limits: int = 0

    def add(self, table: str, *values: Any) -> None:
        """Put a row in a table."""
        self.rows[table].append(values)

    def cal(self, calendar: Calendar) -> int:
        """The number of a calendar, whose days become rows once."""
        key = json.dumps(calendar._data, sort_keys=True)
        if key not in self.cals:
            number = self.cals[key] = len(self.cals) + 1
            self.days[number] = calendar
            self._add_calendar(number, calendar)
        return self.cals[key]

    def _add_calendar(self, cal: int, calendar: Calendar) -> None:
        overhang = max((end - DAY_MINUTES for rule in calendar.rules for _, end in rule["spans"]), default=0)
        dim = calendar.start + max(overhang, 0) * 60 * SECOND
        self.add("cal", cal, calendar.first, calendar.last, calendar.start, calendar.end, dim)
        for since, until, offset in _offsets(calendar):
            if until > calendar.start - _YEAR and since < calendar.end + _YEAR:
                self.add("clock", cal, since, until, offset)
        skipped = set(calendar.skipped)
        for day in range(calendar.first - 1, calendar.last + 2):
            here = date.fromordinal(day)
            month = here.year * 12 + here.month - 1
            inside = calendar.first <= day <= calendar.last
            start = calendar.end_of(day - 1) if day >= calendar.first else None
            spans = calendar.open_on(day) if inside else []
            is_worked = inside and calendar.is_worked(day)
            flags = is_worked + 2 * (inside and calendar.is_counted(day))
            flags += 4 * (inside and day not in skipped and day not in calendar.uncounted)
            flags += 8 * (not calendar.rules and bool(spans))
            closes = spans[-1][1] if spans and calendar.rules else None
            opens = spans[0][0] if spans else None
            self.add("raw_day", cal, day, start, month, here.day, int(flags), opens, closes)
            if calendar.rules:
                for opening, closing in spans:
                    self.add("raw_span", cal, opening, closing)
        last = date.fromordinal(calendar.last + 1)
        for month in range(1970 * 12, last.year * 12 + last.month):
            if month not in self.months:
                self.months.add(month)
                start_day = date(month // 12, month % 12 + 1, 1).toordinal()
                following = date((month + 1) // 12, (month + 1) % 12 + 1, 1).toordinal()
                self.add("month", month, start_day, following - start_day)


def _offsets(calendar: Calendar) -> Iterator[tuple[int, int, int]]:
    """From when until when local time has which offset."""
    for one, after in pairwise([*calendar.clock.transitions, None]):
        assert one is not None
        yield (
            -NEVER if one.at is None else one.at * SECOND,
            NEVER if after is None else (after.at or 0) * SECOND,
            one.offset,
        )


def zone_problem(calendar: Calendar) -> str:
    """Why local days cannot be told by a table of their starts; "" where they can."""
    clock = calendar.clock
    for change in clock.transitions[1:]:
        at = (change.at or 0) * SECOND
        if calendar.start <= at < calendar.end:
            before, after = clock.local(at - 1).toordinal(), clock.local(at).toordinal()
            if after < before:
                return "clocks that go back over midnight"
    return ""


class PolicyTables:
    """The rows of one policy, put in tables: number `p`, its limits by a number of their own."""

    def __init__(self, program: dict[str, Any], tables: Tables, p: int) -> None:
        self.program, self.tables, self.p = program, tables, p
        calendar = Calendar(program["calendar"], program["calendars"])
        heard = list(calendar.announcements)
        days = [calendar.known_on(heard[0] - 1), *(calendar.known_on(day) for day in heard)] if heard else [calendar]
        self.versions = days
        aims = [target for promise in program["promises"] for target in promise["targets"]]
        self.counting: dict[str, str] = aims[0]["counting"] if aims else {}
        for number, (one, since) in enumerate(zip(days, [0, *heard], strict=True)):
            until = heard[number] if number < len(heard) else 9_000_000
            start = calendar.end_of(since - 1) if since else -NEVER
            in_years = int(since <= calendar.last)
            tables.add("version", p, number, tables.cal(one), since, until, start, in_years)
            for name in ("", *one.others):
                tables.add("version_cal", p, number, name, tables.cal(one.named(name)))
        self.problem = next((found for one in days for found in [zone_problem(one)] if found), "")
        self._add_words(program["words"])

    def _add_words(self, words: dict[str, Any]) -> None:
        p, add = self.p, self.tables.add
        for dimension, names in words["terms"].items():
            for said, name in names.items():
                add("word", p, dimension, said, name)
        for said, name in words["events"].items():
            add("word", p, "event", said, name)
        for what, names in (("fact", words["facts"]), ("count", words["counts"]), ("date", words["dates"])):
            for name in names:
                add("word", p, what, name, name)
        for category, values in words["categories"].items():
            for value in values:
                add("word", p, category, value, value)
        for short, id_ in words["missed"].items():
            for said in dict.fromkeys((short, id_)):
                add("word", p, "missed", said, id_)
        for state, (start, end) in words["states"].items():
            add("state", p, state, start, end)
        calendar = self.versions[-1]
        for offset in _offsets(calendar) if words["misses"] else ():
            add("ever", p, *offset)
        for event, (n, id_, within) in words["misses"].items():
            amount, unit = (None, None) if within is None else (within[0] * MONTHS.get(within[1], 1), UNITS[within[1]])
            add("misses", p, event, n, id_, amount, unit, int(bool(calendar.overflow)), self.tables.cal(calendar))
        for channel, rule in words["deemed"].items():
            if "before" in rule:
                add("deemed", p, channel, _tod(rule["before"]), None, None, None, None)
            else:
                add("deemed", p, channel, None, rule["n"], UNITS[rule["unit"]], rule["of"], _roll(rule["roll"]))

    def add_promise(self, promise: dict[str, Any], order: int, *, shown: bool = True) -> None:
        """What holds for every row of a promise; `shown`: is it one of an answer's?"""
        extension, dated, other = promise["extension"], promise["dated"], promise["or"]
        self.tables.add(
            *("promise", promise["id"], promise["event"], promise["unless"] or None, promise["restart"] or None),
            *(int(extension is not None), int(bool(extension and extension["told"]))),
            *(int(bool(extension and extension["once"])), None if dated is None else dated["name"]),
            other[0]["event"] if other else None,
            int(bool(promise["pauses"] or promise["restart"] or (extension and extension["told"]))),
            *(UNITS.get(extension["by"][1]) if extension else None, promise["strength"], int(shown), order),
        )
        stops = {(one["from"], one["to"]) for one in promise["pauses"]}
        known = {row[1:] for row in self.tables.rows["stop"] if row[0] == self.p}
        for one in sorted(stops - known):
            self.tables.add("stop", self.p, *one)
        for number, one in enumerate(promise["pauses"]):
            self.tables.add("pause", promise["id"], number, one["from"], one["to"], int(one["both"]))
        parts: list[tuple[str, Any]] = [("latest", promise["latest"]), ("earliest", promise["earliest"])]
        parts += [("telling", extension["limit"])] if extension and extension["told"] else []
        parts += [("dated", dated["limit"])] if dated else []
        parts += [("or", one["limit"]) for one in other]
        for role, limit in parts:
            if limit is not None:
                self.tables.add("part", promise["id"], role, 0, self.limit(limit, None))

    def limit(self, limit: dict[str, Any], promise: dict[str, Any] | None) -> int:
        """The number of a limit whose rows this adds, one a version; `promise`: whose extension it may have."""
        self.tables.limits += 1
        number = self.tables.limits
        step = self.limit(limit["step"], None) if limit["kind"] == "every" else None
        extension = promise["extension"] if promise else None
        for v, version in enumerate(self.versions):
            calendar = version.named(limit.get("calendar", ""))
            values = _limit_values(limit, extension, calendar)
            values |= {"zeroed": self.counting.get(limit.get("calendar", ""))}
            values |= {"lim": number, "v": v, "cal": self.tables.cal(calendar), "step": step}
            names = [column.split()[0] for column in COLUMNS["lim"].split(", ")]
            self.tables.add("lim", *(values.get(name) for name in names))
        return number


def _limit_values(limit: dict[str, Any], extension: dict[str, Any] | None, calendar: Calendar) -> dict[str, Any]:
    kind, of = limit["kind"], limit.get("of")
    own = of if kind in (*COUNTED, "notice", "not before") else of if kind == "event" and of != "ended" else "arrives"
    own = own or "arrives"
    values: dict[str, Any] = {"kind": kind, "what": None if of is None else _what(of), "own_what": _what(own)}
    values |= zip(("which", "e1", "e2"), (None, None, None) if of is None else _parts(of), strict=True)
    values |= zip(("own_which", "own_e1", "own_e2"), _parts(own), strict=True)
    values |= {
        "sg": -1 if kind == "notice" else 1,
        "in_days": 0,
        "is_elapsed": 0,
        "at_most": int(limit.get("at most", 0)),
    }
    values |= {"first_day": calendar.first, "last_day": calendar.last}
    values |= {"cal_start": calendar.start, "cal_end": calendar.end, "over": int(bool(calendar.overflow))}
    values |= {"incl": int(bool(limit.get("included"))), "most": limit.get("most"), "n1": 0, "n2": 0, "total": 0}
    values |= {"xslot": 0, "xn": 0, "xtotal": 0, "less": 0, "mend": 0, "rolls": 0}
    if "amounts" not in limit:
        return values
    amounts = limit["amounts"]
    is_timed = bool(amounts) and len(amounts[0]) > 2
    values |= {"in_days": int(not is_timed), "roll": _roll(limit["roll"]), "counting": limit.get("counting")}
    values["cutoff"] = None if calendar.cutoff is None else _tod(calendar.cutoff.isoformat())
    if is_timed:
        values["is_elapsed"] = int(not amounts[0][1].startswith("opening"))
        values["total"] = values["risk_total"] = seconds_of(amounts) * SECOND
        values["rolls"] = int(limit["roll"] is not None)
        if extension is not None:
            values["xtotal"] = extension["by"][0] * extension["by"][2] * SECOND
        return values
    for place, (n, unit, *_) in enumerate(amounts, 1):
        values |= {f"n{place}": n * MONTHS.get(unit, 1), f"u{place}": UNITS[unit]}
    if extension is not None:
        n, unit = extension["by"][:2]
        unit = "working day" if limit.get("short") and unit == "day" else unit
        own_place = next((place for place, one in enumerate(amounts, 1) if one[1] == unit), None if amounts else 1)
        values |= {"xslot": own_place or 3, "xn": n * MONTHS.get(unit, 1), "xu": UNITS[unit]}
        if not amounts:
            values["u1"] = UNITS[unit]
    values["risk_u"] = UNITS[amounts[0][1]] if amounts else None
    sign = -1 if kind == "not before" else 1
    values["less"] = limit.get("less", 0) + sign * int(limit.get("clear", False))
    values["mend"] = int(limit.get("month end", False))
    is_rolled = kind != "days" or values["less"] or values["mend"] or any(one[1] != "working day" for one in amounts)
    values["rolls"] = int(bool(is_rolled))
    by = limit.get("by")
    if by is not None:
        values["by_kind"] = by if by in ("closing", "same") else "at"
        values["by_at"] = _tod(by) if values["by_kind"] == "at" else None
    return values


def _parts(event: str) -> tuple[str, str, str | None]:
    which, one, other = two_of(event)
    return which, one, other or None


def _what(event: str) -> str:
    """As it is said where it is missing; the deadline that a claim is counted from has a name of its own."""
    return "arrival" if event == "arrives" else f"event {_OWN_NAME.sub('', event)}"


def _tod(text: str) -> int:
    at = time.fromisoformat(text)
    return (at.hour * 3600 + at.minute * 60 + at.second) * SECOND + at.microsecond


def _roll(roll: str | None) -> str | None:
    """`f` forward, `b` back."""
    return None if roll is None else "f" if roll == "forward" else "b"


def insert_rows(table: str, rows: Sequence[tuple[Any, ...]]) -> Iterator[str]:
    """Statements that insert rows in a table, some hundreds each."""
    for start in range(0, len(rows), 1000):
        lines = ",\n".join(f"({','.join(map(literal, row))})" for row in rows[start : start + 1000])
        yield f"INSERT INTO {table} VALUES\n{lines};\n"


def literal(value: Any) -> str:
    """A value as SQL has it."""
    if value is None:
        return "NULL"
    if isinstance(value, int):
        return str(int(value))
    assert isinstance(value, str), value
    return "'" + value.replace("'", "''") + "'"
