"""The compiled table of a limit gives what the walk gives: at every breakpoint, and a microsecond either side of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.properties.drawn import LAWS, at_work, calendars, instants, limits, policy_of

from troth.calendars.workdays import OutsideYears, WorkCalendar
from troth.deadlines.contact import Moment
from troth.deadlines.deadline import Due
from troth.deadlines.due import count
from troth.model.calendar import Calendar
from troth.model.limit import DayEnded
from troth.tables.due_table import DueTable, Ends, read_table, write_table
from troth.tables.program import lower
from troth.targets.due_tables import table_of
from troth.targets.runtime_calendar import Calendar as Compiled


def by_the_walk(limit: DayEnded, at: int, calendar: WorkCalendar) -> Ends | None:
    try:
        due = count(limit, Moment(at, at), calendar)
    except OutsideYears:
        return None
    assert isinstance(due, Due)
    return due.instant, due.included


def made_table(limit: DayEnded, rules: Calendar) -> tuple[DueTable, WorkCalendar]:
    calendar = at_work(rules)
    program = lower(policy_of(limit, rules), calendar)
    return table_of(program["promises"][0]["limit"], Compiled(program["calendar"])), calendar


def check(table: DueTable, walk: Callable[[int], Ends | None], more: list[int]) -> list[int]:
    """The instants at which the two differ."""
    near = [start + off for start in (*table.starts, table.end) for off in (-1, 0, 1)]
    within = [at for at in (*near, *more) if table.starts[0] <= at < table.end]
    return [at for at in within if table.due(at) != walk(at)]


@settings(LAWS, max_examples=16, phases=(Phase.generate,))  # a table takes too long for a failing one to be made small
@given(calendars(), limits(), st.data())
def test_a_table_is_the_walk(rules: Calendar, limit: DayEnded, data: st.DataObject) -> None:
    rules = replace(
        rules, last_year=rules.first_year, closed=tuple(one for one in rules.closed if one.day.year == rules.first_year)
    )
    table, calendar = made_table(limit, rules)
    more = [data.draw(instants(calendar)) for _ in range(20)]
    assert table.starts[0] == calendar.start
    assert table.end == calendar.end
    assert check(table, lambda at: by_the_walk(limit, at, calendar), more) == []
    assert table.due(calendar.start - 1) is None
    assert table.due(calendar.end) is None
    again = read_table(write_table(table))
    assert (again.pieces, again.end) == (table.pieces, table.end)
