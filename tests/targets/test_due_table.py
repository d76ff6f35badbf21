"""The compiled layers by themselves: clocks by hand, and tables that hold what was put into them."""

from __future__ import annotations

import json

import pytest

from troth.tables.clocks import BeyondTable, DayClock, TimeClock
from troth.tables.due_table import DueTable, Ends, compile_table, read_table, write_table

DAYS = DayClock([0, 20, 30], [10, 30, 40])
"""Three counted days; from 10 to 20 lies one that does not count."""

TIME = TimeClock([(20, 25), (0, 10), (22, 30)])
"""Ten, then ten more in two spans that overlap."""


def test_days_by_hand() -> None:
    assert [DAYS.read(at) for at in (-1, 0, 9, 10, 19, 20, 30, 50)] == [0, 1, 1, 1, 1, 2, 3, 3]
    assert [DAYS.forward(at) for at in (0, 9, 10, 29, 30, 39, 40)] == [1, 1, 2, 2, 3, 3, 4]
    assert [DAYS.back(n) for n in (1, 2, 3)] == [10, 30, 40]
    for n in (0, 4):
        with pytest.raises(BeyondTable):
            DAYS.back(n)


def test_time_by_hand() -> None:
    assert [TIME.read(at) for at in (-5, 0, 4, 10, 15, 20, 26, 30, 99)] == [0, 0, 4, 10, 10, 10, 16, 20, 20]
    assert [TIME.back(n) for n in (1, 10, 11, 20)] == [1, 10, 21, 30]
    assert [TIME.last_back(n) for n in (0, 1, 10, 19)] == [0, 1, 20, 29]
    for n in (0, 21):
        with pytest.raises(BeyondTable):
            TIME.back(n)


def test_a_deadline_is_a_shift() -> None:
    """Two days after one in the first: the third. Eight after the fourth microsecond of ten: two of the next ten."""
    assert DAYS.shift(5, 2) == DAYS.back(3) == 40
    assert TIME.shift(4, 8) == TIME.back(12) == 22
    with pytest.raises(BeyondTable):
        DAYS.shift(35, 1)


def test_the_laws() -> None:
    for at in range(-3, 45):
        for n in (1, 2, 3):
            assert (DAYS.forward(at) <= n) is (at < DAYS.back(n))
        for n in range(1, 21):
            assert (TIME.forward(at) < n) is (at < TIME.back(n))


def stairs(at: int) -> Ends | None:
    """Stays at 50, goes along from 7 to 12, jumps at 23 to another kind, and ends at 31."""
    if at < 7:
        return 50, False
    if at <= 12:
        return 43 + at, True
    return (60, True) if at < 23 else (60, False) if at < 31 else None


@pytest.mark.parametrize("candidates", [[0], [0, 7, 13, 23, 31], list(range(40))])
def test_breakpoints_are_found_whatever_was_guessed(candidates: list[int]) -> None:
    table = compile_table(stairs, candidates, 40)
    assert table.starts == [0, 7, 13, 23, 31]
    assert [table.due(at) for at in range(40)] == [stairs(at) for at in range(40)]
    assert table.due(-1) is table.due(40) is None


@pytest.mark.parametrize("scale", [1, 1_000_000, 60_000_000, 3_600_000_000])
def test_a_table_is_read_as_it_was_written(scale: int) -> None:
    made = compile_table(stairs, [0], 40)
    pieces = [
        piece._replace(start=piece.start * scale, due=None if piece.due is None else piece.due * scale)
        for piece in made.pieces
    ]
    data = write_table(DueTable(pieces, 40 * scale))
    again = read_table(json.loads(json.dumps(data)))
    assert (again.pieces, again.end) == (pieces, 40 * scale)
    assert data["unit"] == scale


def test_more_kinds_of_steps_than_letters() -> None:
    table = compile_table(lambda at: (at * at, False), range(200), 200)
    data = write_table(table)
    assert data["width"] == 2
    assert read_table(data).pieces == table.pieces
