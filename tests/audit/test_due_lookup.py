"""A lookup by buckets gives what a search in the table gives, on tables that no policy makes."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from troth.audit.arrival import NOT_A_TIME
from troth.audit.due_lookup import OUTSIDE, Lookup
from troth.tables.due_table import DueTable, Piece

DAY = 86_400_000_000
FIRST, LAST = -(2**63) + 1, 2**63 - 1


@st.composite
def tables(draw: st.DrawFn) -> DueTable:
    """Pieces of a microsecond, of days and of decades, side by side, before 1970 and after."""
    start = draw(st.integers(-60 * 365 * DAY, 60 * 365 * DAY))
    lengths = draw(
        st.lists(
            st.one_of(st.integers(1, 5), st.integers(1, 3 * DAY), st.integers(1, 9_000 * DAY)), min_size=1, max_size=40
        )
    )
    pieces = []
    for length in lengths:
        due = draw(st.one_of(st.none(), st.just(NOT_A_TIME), st.integers(start, start + 30 * DAY)))
        slope = draw(st.integers(0, 1)) if due not in (None, NOT_A_TIME) else 0
        pieces.append(Piece(start, due, False, slope))
        start += length
    return DueTable(pieces, start)


@settings(max_examples=120, deadline=None)
@given(tables(), st.data())
def test_a_lookup_is_the_table(table: DueTable, data: st.DataObject) -> None:
    near = [start + off for start in (*table.starts, table.end) for off in (-1, 0, 1)]
    within = data.draw(st.lists(st.integers(table.starts[0], table.end - 1), max_size=20))
    far = [FIRST, FIRST + 1, -1, 0, 1, LAST - 1, LAST, table.starts[0] - 2**44, table.end + 2**44]
    arrivals = [*near, *within, *far]
    found, is_outside = Lookup(table).due(np.array([*arrivals, NOT_A_TIME], dtype=np.int64))
    ends = [table.due(at) for at in arrivals]
    wanted = [OUTSIDE if end is None else end[0] for end in ends]
    assert found.tolist() == [*wanted, NOT_A_TIME]
    assert is_outside


def test_one_day_of_pieces_of_a_microsecond() -> None:
    """More changes of course than a bucket has room for."""
    pieces = [Piece(number, number * DAY, False, 0) for number in range(1_000)]
    lookup = Lookup(DueTable(pieces, 400 * DAY))
    found, is_outside = lookup.due(np.arange(2_000, dtype=np.int64))
    assert found.tolist() == [min(number, 999) * DAY for number in range(2_000)]
    assert not is_outside
