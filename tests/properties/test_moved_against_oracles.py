"""A slice of what `make oracle` compares besides working days and opening hours, and each of its gates going red."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from tests.oracle.deemed import Post
from tests.oracle.hours_drawn import COUNTINGS
from tests.properties import (
    announced_compared,
    deemed_compared,
    misses_compared,
    oracle_tasks,
    owed_compared,
    payments_compared,
    restarts_compared,
    shares_compared,
    uncounted_compared,
)
from tests.properties.announced_compared import CROWDED, RULED, Ruled
from tests.properties.both_engines import damaged
from tests.properties.days_compared import Compared
from tests.properties.test_moved_laws import (
    forgets_pauses,
    knows_the_wrong_days,
    moves_what_had_passed,
    restarts_once,
    restarts_too_late,
)
from tests.properties.uncounted_compared import KINDS, CourtRules

from troth.calendars.workdays import WorkCalendar, WorkingDayClock
from troth.deadlines import answer, arrival, due, notice, remedies
from troth.deadlines.answer import _Asked
from troth.tables import shares
from troth.targets import due_tables
from troth.targets.runtime_asked import Checker
from troth.targets.runtime_calendar import Calendar
from troth.targets.runtime_notice import NoticeDeadlines

Patch = pytest.MonkeyPatch


@pytest.mark.parametrize("kind", KINDS)
def test_days_not_counted_and_short_periods(kind: str) -> None:
    parts = [part for part in uncounted_compared.parts() if part[1] == kind][::2]
    for number, part in enumerate(parts):
        found = uncounted_compared.compare(*part, uncounted_compared.arrivals(360, 31 * number % 360))
        assert found.differences == []
        assert len(found.counts) == 3


def test_days_not_counted_in_tables() -> None:
    """6 days, where periods up to 5 are short, rolling forward."""
    rules, tabled = uncounted_compared.RULES[3], uncounted_compared.TABLED[4:5]
    assert uncounted_compared.compare_tables(rules, uncounted_compared.arrivals(3), tabled).differences == []


@pytest.mark.parametrize("counting", COUNTINGS)
def test_deemed_arrival(counting: str) -> None:
    start = 31 * list(COUNTINGS).index(counting)
    sent = deemed_compared.sent_on(300, start)
    assert deemed_compared.compare(counting, sent, cutoff=counting == "next open").differences == []


@pytest.mark.parametrize("number", range(len(RULED)))
def test_announced_holidays(number: int) -> None:
    """In both readings; days around the funeral, and every 150th."""
    made = RULED[number]
    days = {*announced_compared.arrivals(150, 13 * number), *announced_compared.around(16)}
    assert announced_compared.compare(made, sorted(days)).differences == []


@pytest.mark.parametrize("number", range(len(CROWDED)))
def test_several_announcements(number: int) -> None:
    made = CROWDED[number]
    assert announced_compared.compare(made, announced_compared.around(16)).differences == []
    asked = announced_compared.around(14)[1:]
    assert announced_compared.compare_as_of(made, announced_compared.around(20), asked).differences == []


def test_announced_holidays_in_tables() -> None:
    made = replace(CROWDED[1], most=8)
    found = announced_compared.compare(made, announced_compared.around(4), tables=True)
    assert found.differences == []
    assert found.counts["announced holidays, tables"] == 8 * 12


def test_restarts() -> None:
    places = (*restarts_compared.PAUSED_AT[::2], *restarts_compared.TOLD_AT[::3])
    found = restarts_compared.compare(1, 1, [pair for pair in restarts_compared.PAIRS if pair[1] in places])
    assert found.differences == []
    assert all(found.counts[f"restarts, {number} of them in time"] > 8 for number in range(4))


def test_further_periods() -> None:
    assert owed_compared.compare(1, 1, owed_compared.LIMITS[::2], step=4).differences == []


def test_payments_and_claims() -> None:
    assert payments_compared.compare(1, 1, owed_compared.LIMITS[1:2]).differences == []


@pytest.mark.parametrize("counting", COUNTINGS)
def test_targets(counting: str) -> None:
    assert shares_compared.compare(1, counting, 36).differences == []


def test_misses() -> None:
    assert misses_compared.compare_given(1, 10).differences == []
    assert misses_compared.compare_customers(1, 14).differences == []


# ---------- what `make oracle` asks


def test_the_command_compares_all() -> None:
    """Each part once; every arrival of 2022 and 2023 with up to 40 working days."""
    asked = [(task.func, task.args) for task in oracle_tasks.tasks(1)]
    assert len(asked) == len(set(asked))
    names = {name for name in vars(oracle_tasks) if name.startswith("compare_")}
    assert {function.__name__ for function, _ in asked} == names
    assert len(announced_compared.arrivals()) * announced_compared.MOST == 730 * 40
    assert {args for function, args in asked if function is oracle_tasks.compare_announced} == {
        (number,) for number in range(len(RULED))
    }
    days = [
        day
        for function, args in asked
        if function is oracle_tasks.compare_deemed and args[:2] == ("day 0", False)
        for day in deemed_compared.sent_on(args[3], args[2])
    ]
    assert sorted(days) == deemed_compared.sent_on(1)


# ---------- the oracles by hand


def test_deemed_days_by_hand() -> None:
    """Friday 22 May 2026 at 17:00, before the holiday of Monday 25 May."""
    closed = {dt.date(2026, 5, 25)}
    sent = dt.datetime(2026, 5, 22, 17, 0)
    for post, day in (
        (Post(n=2, unit="working day"), 27),
        (Post(n=2, unit="day"), 24),
        (Post(n=2, unit="day", roll="forward"), 26),
        (Post(n=3, unit="day", roll="back"), 22),
        (Post(sent_before=dt.time(17, 1)), 22),
        (Post(sent_before=dt.time(17)), 26),
    ):
        assert post.arrives(sent, closed) == dt.date(2026, 5, day)
        assert post.walked(sent, closed) == dt.date(2026, 5, day)


def test_mornings_by_hand() -> None:
    """7 working days from Friday 9 September 2022: Tuesday 20th; by the morning of the 10th, when the funeral of the
    19th is announced, Wednesday 21st. What was due on Friday 9th was over by then.
    """
    told = RULED[0].told
    friday, last = dt.date(2022, 9, 9), dt.date(2022, 12, 31)
    assert list(dict.fromkeys(told.mornings(friday, 7, "working day", last))) == [
        dt.date(2022, 9, 20),
        dt.date(2022, 9, 21),
    ]
    assert told.final(friday, 7, "working day", friday) == dt.date(2022, 9, 20)
    assert list(told.mornings(dt.date(2022, 9, 8), 1, "working day", last)) == [friday, friday]


# ---------- each gate goes red


def only(found: Compared, engine: str) -> bool:
    """Are there differences, and are they those of one engine, or of both?"""
    engines = {"reference", "walk"} if engine == "reference" else {engine}
    said = {line.split(",")[0].split(":")[0] for line in found.differences}
    return bool(said) and (engine == "both" or said <= engines)


SHORT = CourtRules(counting="day 0", roll="forward", short=5)


def uncounted(kind: str = "within", unit: str = "day") -> Compared:
    days = [dt.date(2026, 5, 1), dt.date(2026, 5, 7), dt.date(2026, 6, 1)]
    return uncounted_compared.compare(replace(SHORT), kind, unit, days)


def lacks_single_days(patch: Patch) -> None:
    uncounted = WorkCalendar.__dict__["uncounted"].func

    @cache
    def damaged(self: WorkCalendar) -> dict[dt.date, str]:
        return {day: why for day, why in uncounted(self).items() if day != dt.date(2026, 5, 12)}

    patch.setattr(WorkCalendar, "uncounted", property(damaged))
    patch.setattr(WorkCalendar, "working_days", property(cache(WorkingDayClock)))


def is_short_below(patch: Patch) -> None:
    """A period of 5 days itself is not short."""
    for module in (due, notice):
        short = module.is_short
        patch.setattr(module, "is_short", lambda amounts, most, short=short: short(amounts, most - 1))


def never_rolls(patch: Patch) -> None:
    patch.setattr(NoticeDeadlines, "rolled", lambda self, day, roll, steps: day)


@pytest.mark.parametrize(
    ("damage", "engine"), [(lacks_single_days, "both"), (is_short_below, "both"), (never_rolls, "checker")]
)
def test_days_not_counted_go_red(damage: Callable[[Patch], None], engine: str, monkeypatch: Patch) -> None:
    assert uncounted().differences == uncounted("before").differences == []
    damage(monkeypatch)
    assert only(uncounted(), engine)
    assert only(uncounted("before"), engine)


def test_deemed_days_go_red(monkeypatch: Patch) -> None:
    days = [dt.date(2026, 5, 22)]
    one = deemed_compared.office("day 0", False)

    def late(program: dict[str, Any]) -> None:
        for rule in program["words"]["deemed"].values():
            rule |= {"n": rule["n"] + 1} if "n" in rule else {"before": "16:31"}

    monkeypatch.setattr(deemed_compared, "office", lambda counting, cutoff: damaged(one, late))
    for name in ("second post", "third mail back", "inbox"):
        assert only(deemed_compared.compare("day 0", days, names=(name,)), "checker")
    monkeypatch.setattr(deemed_compared, "office", lambda counting, cutoff: one)
    assert deemed_compared.compare("day 0", days).differences == []
    day_of = arrival._day
    monkeypatch.setattr(arrival, "_day", lambda rule, at, work: day_of(rule, at, work) + dt.timedelta(days=1))
    assert only(deemed_compared.compare("day 0", days), "reference")


def crowded(*, tables: bool = False) -> Compared:
    made: Ruled = replace(CROWDED[0], most=6)
    return announced_compared.compare(made, announced_compared.around(6), tables=tables)


def hears_nothing(patch: Patch) -> None:
    patch.setattr(Checker, "_heard_of", lambda self, arrived, as_of: iter(()))


@pytest.mark.parametrize(
    ("damage", "engine"),
    [(moves_what_had_passed, "reference"), (knows_the_wrong_days, "reference"), (hears_nothing, "checker")],
)
def test_announced_holidays_go_red(damage: Callable[[Patch], None], engine: str, monkeypatch: Patch) -> None:
    assert crowded().differences == []
    damage(monkeypatch)
    assert only(crowded(), engine)


def test_tables_of_announced_holidays_go_red(monkeypatch: Patch) -> None:
    assert crowded(tables=True).differences == []
    monkeypatch.setattr(Calendar, "announcements", {})
    for kept in ("_written", "_calendar"):  # none that was made before
        monkeypatch.setattr(due_tables, kept, getattr(due_tables, kept).__wrapped__)
    assert any(line.startswith("tables") for line in crowded(tables=True).differences)


def test_what_is_announced_after_the_as_of_goes_red(monkeypatch: Patch) -> None:
    made, day, asked = replace(CROWDED[0], most=6), [dt.date(2022, 9, 9)], [dt.date(2022, 9, 13)]
    assert announced_compared.compare_as_of(made, day, asked).differences == []
    monkeypatch.setattr(
        _Asked, "_heard_of", lambda self, arrived: (one for one in self.calendar.announcements if one > arrived)
    )
    assert only(announced_compared.compare_as_of(made, day, asked), "reference")


@pytest.mark.parametrize("damage", [forgets_pauses, restarts_once, restarts_too_late])
def test_restarts_go_red(damage: Callable[[Patch], None], monkeypatch: Patch) -> None:
    damage(monkeypatch)
    pairs = [(restarts_compared.PAUSED_ONES[1], restarts_compared.PAUSED_AT[0])]
    assert only(restarts_compared.compare(2, 40, pairs), "reference")


def test_restarts_of_a_checker_go_red(monkeypatch: Patch) -> None:
    pairs = [(restarts_compared.TOLD_ONES[0], restarts_compared.TOLD_AT[0])]
    one = restarts_compared.made(pairs[0][1], told=True)
    assert restarts_compared.compare(2, 12, pairs).differences == []

    def never(program: dict[str, Any]) -> None:
        for promise in program["promises"]:
            promise["restart"] = None

    monkeypatch.setattr(restarts_compared, "made", lambda place, told: damaged(one, never))
    assert only(restarts_compared.compare(2, 12, pairs), "checker")


def owed(step: int = 20) -> Compared:
    return owed_compared.compare(1, 2, owed_compared.LIMITS[::2], step=step)


@pytest.mark.parametrize("which", [0, 1])
def test_further_periods_go_red(which: int, monkeypatch: Patch) -> None:
    """One period fewer of those that are over, or of those that have begun."""
    between = remedies._between

    def fewer(*given: Any) -> tuple[int, int]:
        complete, begun = between(*given)
        return (max(complete - 1, 0), begun) if which == 0 else (complete, complete)

    monkeypatch.setattr(remedies, "_between", fewer)
    assert only(owed(step=7), "reference")


def test_further_periods_of_a_checker_go_red(monkeypatch: Patch) -> None:
    made = owed_compared.made

    def other_way(program: dict[str, Any]) -> None:
        for promise in program["promises"]:
            if promise["remedy"]["further"]:
                promise["remedy"]["further"]["started"] ^= True

    monkeypatch.setattr(owed_compared, "made", lambda limit: damaged(made(limit), other_way))
    assert only(owed(), "checker")


def test_payments_and_claims_go_red(monkeypatch: Patch) -> None:
    """Counted from the last instant as any event is, whose day may be day 1; and a day more."""
    limits = owed_compared.LIMITS[1:2]
    missed, made = remedies._missed, payments_compared.made
    monkeypatch.setattr(remedies, "_missed", lambda *given: replace(missed(*given), is_day=False))
    assert only(payments_compared.compare(1, 1, limits), "reference")
    monkeypatch.undo()

    def longer(program: dict[str, Any]) -> None:
        for promise in program["promises"]:
            for one in (promise["remedy"]["paid"], promise["remedy"]["claim"]):
                if one is not None:
                    one["limit"]["amounts"][0][0] += 1

    monkeypatch.setattr(payments_compared, "made", lambda limit, counting: damaged(made(limit, counting), longer))
    assert only(payments_compared.compare(1, 1, limits), "checker")


def test_targets_go_red(monkeypatch: Patch) -> None:
    """A share that is exactly reached; and what is left out."""
    one = shares_compared.made("day 0")

    def leaves_nobody_out(program: dict[str, Any]) -> None:
        for promise in program["promises"]:
            for target in promise["targets"]:
                target["excludes"] = []

    monkeypatch.setattr(shares_compared, "made", lambda counting: damaged(one, leaves_nobody_out))
    assert only(shares_compared.compare(1, "day 0", 30), "checker")
    monkeypatch.setattr(shares_compared, "made", lambda counting: one)
    thousandths = shares._thousandths
    monkeypatch.setattr(shares, "_thousandths", lambda figure: thousandths(figure) + 1)
    assert only(shares_compared.compare(1, "day 0", 30), "reference")


def test_misses_go_red(monkeypatch: Patch) -> None:
    """A window that is a day longer; and one miss more than it takes."""
    one, later = misses_compared.made(), answer._later
    monkeypatch.setattr(answer, "_later", lambda *given: later(*given) + dt.timedelta(days=1))
    assert only(misses_compared.compare_given(1, 6), "reference")
    monkeypatch.undo()

    def one_more(program: dict[str, Any]) -> None:
        for rule in program["words"]["misses"].values():
            rule[0] += 1

    monkeypatch.setattr(misses_compared, "made", lambda: damaged(one, one_more))
    assert only(misses_compared.compare_given(1, 6), "checker")
    assert only(misses_compared.compare_customers(1, 10), "checker")
