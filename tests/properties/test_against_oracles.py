"""A slice of `make oracle`, and each of its gates going red."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from itertools import product
from random import Random
from typing import Any

import pytest
from tests.deadlines.made import lock_text
from tests.oracle import clocks
from tests.oracle.days import Beyond, every_day, public_holidays
from tests.oracle.exhaustive import Block, by_numpy, by_walking, ends_of
from tests.oracle.hours_drawn import draw_limit, draw_office
from tests.oracle.hours_intervals import KnownOffice, Years
from tests.oracle.time_of_day import Limit
from tests.properties import against_oracles, hours_compared
from tests.properties.against_oracles import compare_days, run, tasks
from tests.properties.days_compared import (
    ENGINES,
    LONDON,
    REGIONS,
    Compared,
    Office,
    by_the_checker,
    by_the_clock,
    by_the_steps,
    by_walking_each,
    compare,
    differences,
)
from tests.properties.hours_compared import Engine, Made, by_the_sweep, by_the_walk
from tests.properties.hours_compared import by_the_checker as by_the_hours_checker

from troth.calendars.workdays import WorkCalendar
from troth.targets.runtime_calendar import Calendar
from troth.targets.runtime_deadlines import Deadlines

FIRST_YEAR, LAST_YEAR, MOST = 2024, 2027, 400
SEED = 2


@cache
def office(region: str, next_open: bool) -> Office:
    return Office(region=region, next_open=next_open, first_year=FIRST_YEAR, last_year=LAST_YEAR)


def arrivals(region: str, next_open: bool) -> list[dt.date]:
    """The days around a year's end, and every 17th of two years; other ones for each region and reading."""
    start = REGIONS.index(region) * 2 + next_open
    return sorted({*every_day(2024, 2025)[start::17], *every_day(2025, 2026)[355:375]})


@pytest.mark.parametrize("next_open", [False, True], ids=["day 0", "when next open"])
@pytest.mark.parametrize("region", REGIONS)
def test_working_days(region: str, next_open: bool) -> None:
    found = compare(office(region, next_open), arrivals(region, next_open), MOST, 40)
    assert found.differences == []
    assert set(found.counts) >= set(ENGINES)
    assert found.counts["checker"] == MOST * len(arrivals(region, next_open))


@pytest.mark.parametrize("part", range(4))
def test_opening_hours(part: int) -> None:
    for number, (made, random) in enumerate(hours_compared.offices(100 * SEED + part, 12)):
        assert list(hours_compared.compare(made, random, 25)) == []
        if number % 4 == 0:
            assert [one for one in hours_compared.compare_oracles(made, random, 1) if one] == []
        if number % 6 == 0:
            assert list(hours_compared.compare_table(made, random, 50)) == []


# ---------- the oracles by hand

MON_TO_FRI = frozenset(range(5))


def test_the_blocks_by_hand() -> None:
    """Friday 29 November 2024 in Scotland, where Monday 2 December is a holiday."""
    closed = public_holidays("GB-SCT", 2024, 2025)
    friday, saturday = dt.date(2024, 11, 29), dt.date(2024, 11, 30)
    for next_open, wanted in ((False, [[3, 4, 5], [3, 4, 5]]), (True, [[3, 4, 5], [4, 5, 6]])):
        days = [[dt.date(2024, 12, day).toordinal() for day in row] for row in wanted]
        last = dt.date(2025, 12, 31)
        assert by_numpy([friday, saturday], 3, closed, next_open=next_open).tolist() == days
        assert by_walking([friday, saturday], 3, closed, last, next_open=next_open).tolist() == days
    with pytest.raises(Beyond):
        by_walking([friday], 3, closed, dt.date(2024, 12, 4), next_open=False)
    assert ends_of(by_numpy([friday], 1, closed, next_open=False), LONDON).tolist() == [[london("2024-12-04T00:00")]]


SHOP = KnownOffice(
    zone=LONDON,
    closed=frozenset({dt.date(2026, 6, 3)}),
    first=dt.date(2026, 6, 1),
    last=dt.date(2026, 6, 12),
    weekdays=MON_TO_FRI,
    hours=lambda day: [("09:00", "12:30"), ("13:30", "17:00"), ("22:00", "02:00")] if day.weekday() < 5 else [],
    counting="next open",
    cutoff="16:00",
)


def london(text: str) -> int:
    return clocks.shown(text, LONDON)


@pytest.mark.parametrize(
    ("at", "n", "unit", "ends", "expected"),
    [
        ("2026-06-01T12:00", 60, "opening minute", "", "2026-06-01T14:00"),  # over the lunch break
        ("2026-06-01T11:30", 60, "opening minute", "", "2026-06-01T12:30"),  # used up as it closes
        ("2026-06-01T16:00", 60, "opening minute", "", "2026-06-02T10:00"),  # the cut-off: not again that day
        ("2026-06-02T01:00", 2, "opening hour", "", "2026-06-02T10:00"),  # Monday's night, open, is a Tuesday
        ("2026-06-04T01:00", 60, "opening minute", "", "2026-06-04T02:00"),
        ("2026-06-05T15:00", 3, "opening hour", "", "2026-06-05T23:00"),
        ("2026-06-05T23:00", 60, "opening minute", "", "2026-06-08T10:00"),  # after the cut-off of Friday
        ("2026-06-12T15:00", 7, "opening hour", "", None),  # used up on the 13th, after what is known
        ("2026-06-12T15:00", 1, "working day", "", None),
        ("2026-06-01T10:00", 1, "working day", "closing", "2026-06-03T02:00"),
        ("2026-06-01T10:00", 1, "working day", "same time", "2026-06-02T10:00"),
        ("2026-06-01T17:30", 1, "working day", "same time", "2026-06-04T09:00"),
    ],
)
def test_the_sweep_by_hand(at: str, n: int, unit: str, ends: str, expected: str | None) -> None:
    years = Years(office=SHOP)
    limit = Limit(n=n, unit=unit, ends=ends)
    if expected is None:
        with pytest.raises(Beyond):
            years.last_instant(limit, london(at))
    else:
        assert years.last_instant(limit, london(at)) == london(expected)


# ---------- each gate goes red


def found(differences: list[str]) -> Compared:
    return Compared(counts={"one": 2}, differences=differences)


def test_the_command_goes_red(capsys: pytest.CaptureFixture[str]) -> None:
    fine, bad = partial(found, []), partial(found, [f"difference {number}" for number in range(30)])
    assert run([fine, fine], 1, 1) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[-1].split(maxsplit=1) == ["4", "comparisons at seed 1, and no difference"]
    assert run([fine, bad, fine], 1, 1) == 1
    shown = capsys.readouterr()
    assert shown.out.count("\ndifference ") == 10
    assert "1 of 3: 2 comparisons" in shown.err


def fails() -> Compared:
    raise KeyError("a fault of ours")


def test_a_task_that_fails_stops_the_command() -> None:
    with pytest.raises(KeyError, match="a fault of ours"):
        run([fails, partial(found, [])], 1, 1)


def test_the_command_compares_all() -> None:
    """Every day of 16 years, each region and reading once, and the offices of 100,000 arrivals."""
    asked = [task for task in tasks(1) if isinstance(task, partial)]
    days = Counter(task.args for task in asked if task.func is compare_days)
    years = range(2015, 2031, 4)
    assert days == Counter(product(REGIONS, (False, True), years))
    assert len(every_day(2015, 2030)) * against_oracles.MOST * len(REGIONS) * 2 == 18_700_800
    seeds = {task.args for task in asked if task.func is against_oracles.compare_hours}
    assert len(seeds) * against_oracles.OFFICES_A_TASK * against_oracles.ARRIVALS == 100_000


SOME = every_day(2025, 2025)[100:220]


def wrong(engine: str, found: Block, of: Office, most: int) -> list[str]:
    wanted = by_numpy(SOME, most, of.closed, next_open=of.next_open)
    return list(differences(engine, of, SOME, found, ends_of(wanted, LONDON) if engine == "checker" else wanted))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_holiday_that_is_lost_goes_red(engine: str) -> None:
    """Of the lock only the spring bank holiday of 2025 is missing: the 26th of May counts, and all after it."""
    lines = lock_text("GB-ENG", FIRST_YEAR, LAST_YEAR).splitlines(keepends=True)
    lock = "".join(line for line in lines if "2025-05-26" not in line)
    lost = Office(region="GB-ENG", next_open=False, first_year=FIRST_YEAR, last_year=LAST_YEAR, lock=lock)
    assert len(lost.lock.splitlines()) == len(lines) - 1
    assert wrong(engine, ENGINES[engine](lost, SOME, 30), lost, 30)
    assert wrong(engine, ENGINES[engine](office("GB-ENG", False), SOME, 30), office("GB-ENG", False), 30) == []


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("next_open", [False, True])
def test_a_number_that_is_one_off_goes_red(engine: str, next_open: bool) -> None:
    one = office("GB-SCT", next_open)
    found = ENGINES[engine](one, SOME, 6)
    assert wrong(engine, found[:, 1:], one, 5)
    assert wrong(engine, found[:, :5], one, 5) == []


@pytest.mark.parametrize("engine", [by_the_clock, by_the_steps, by_the_checker, by_walking_each])
def test_the_other_reading_goes_red(engine: object) -> None:
    assert callable(engine)
    name = "checker" if engine in (by_the_checker, by_walking_each) else "days"
    assert wrong(name, engine(office("GB-SCT", True), SOME, 3), office("GB-SCT", False), 3)


def test_a_walk_that_counts_a_sunday_goes_red(monkeypatch: pytest.MonkeyPatch) -> None:
    why = WorkCalendar.why_closed
    sunday = dt.date(2025, 6, 1)
    monkeypatch.setattr(WorkCalendar, "why_closed", lambda self, day: None if day == sunday else why(self, day))
    one = office("GB-SCT", False)
    assert wrong("walk", by_the_steps(one, SOME, 20), one, 20)
    assert wrong("checker", by_walking_each(one, SOME[::10], 20), one, 20)


@cache
def drawn(number: int, cutoffs: tuple[str | None, ...] = ("12:00", "15:30", "17:00")) -> Made:
    """An office with hours and one of these cut-offs, and the counting that asks whether it is open."""
    random = Random(f"red {number}")
    while True:
        one = draw_office(random)
        spans = [span for spans in one.years.spans.values() for span in spans]
        if one.office.counting == "next open" and one.office.cutoff in cutoffs and len(spans) > 300:
            limits = (Limit(n=1, unit="working day"), *(draw_limit(random) for _ in hours_compared.CHANNELS[1:]))
            return hours_compared.make(one, limits)


def hours_wrong(engine: Engine, mend: Callable[[Made], Made] = lambda made: made) -> list[str]:
    """The differences of an engine, or of offices that are not what they were."""
    found: list[str] = []
    for number in range(3):
        found += hours_compared.compare(mend(drawn(number)), Random(number), 150, {"one": engine})
    return found


def test_a_closing_that_is_still_open_goes_red(monkeypatch: pytest.MonkeyPatch) -> None:
    """At 17:00:00 it is closed: what arrives then arrives with the next opening."""

    def is_open(self: WorkCalendar, instant: int) -> bool:
        day = self.day_of(instant)
        days = [day] if day == self.first else [day - dt.timedelta(days=1), day]
        return any(start <= instant <= end for one in days for start, end in self.open_spans(one))

    def wrong_at_closings() -> list[int]:
        made = drawn(0, (None,))
        closings = [end for spans in made.drawn.years.spans.values() for _, end in spans][1:200]
        return [at for at in closings if by_the_walk(made, 0, at) != by_the_sweep(made, 0, at)]

    assert wrong_at_closings() == []
    monkeypatch.setattr(WorkCalendar, "is_open", is_open)
    assert wrong_at_closings()


def test_spans_that_are_a_microsecond_longer_go_red(monkeypatch: pytest.MonkeyPatch) -> None:
    spans = WorkCalendar.open_spans
    assert hours_wrong(by_the_walk) == []
    monkeypatch.setattr(WorkCalendar, "open_spans", lambda self, day: [(a, b + 1) for a, b in spans(self, day)])
    assert hours_wrong(by_the_walk)


Data = dict[str, Any]


def late_cutoff(data: Data) -> Data:
    return {**data, "cutoff": dt.time(int(data["cutoff"][:2]), 59).isoformat("minutes")}


def lost_holidays(data: Data) -> Data:
    return {**data, "closed": {}}


def lost_lunch_breaks(data: Data) -> Data:
    whole = [{**rule, "spans": [[rule["spans"][0][0], rule["spans"][-1][1]]]} for rule in data["hours"]]
    return {**data, "hours": whole}


def longer_spans(data: Data) -> Data:
    return {**data, "hours": [{**rule, "spans": [[a, b + 1] for a, b in rule["spans"]]} for rule in data["hours"]]}


def the_same(data: Data) -> Data:
    return data


@pytest.mark.parametrize("change", [late_cutoff, lost_holidays, lost_lunch_breaks, longer_spans, the_same])
def test_a_checker_with_another_calendar_goes_red(change: Callable[[Data], Data]) -> None:
    def changed(made: Made) -> Made:
        calendar = Calendar(change(made.program["calendar"]))
        return replace(made, deadlines=Deadlines(calendar, {}, explains=False))

    assert bool(hours_wrong(by_the_hours_checker, changed)) == (change is not the_same)


def test_a_checker_that_is_one_off_goes_red() -> None:
    def more(made: Made) -> Made:
        lowered = [
            {**limit, "amounts": [[limit["amounts"][0][0] + 1, *limit["amounts"][0][1:]]]} for limit in made.lowered
        ]
        return replace(made, lowered=tuple(lowered))

    assert len(hours_wrong(by_the_hours_checker, more)) > 150
