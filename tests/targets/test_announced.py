"""Days that were announced late, in the compiled tables: the deadline of an arrival as it came to be."""

from __future__ import annotations

import datetime as dt
import sys
from types import ModuleType
from typing import Any

import pytest
from tests.deadlines.made import compiled

from troth.tables.program import lower
from troth.targets.due_tables import with_tables
from troth.targets.python import python_checker

BODY = """\
channel first class post
    arrives on second working day after posting

standard letter "Letters"
    for letter
    must reply within 5 working days
    must complete within 10 opening hours

standard post "Post"
    for first class post, email
    must reply within 5 working days
"""
CALENDAR = """\
open           Monday to Friday, 09:00 to 17:00
holidays also  19 September 2022, "State funeral", announced 10 September 2022
holidays also  18 October 2022, "Flood", announced 20 October 2022
"""


@pytest.fixture(scope="module")
def checker() -> Any:
    one = compiled(BODY, region="GB-ENG", years=(2022, 2023), calendar=CALENDAR)
    assert one.policy is not None
    program = with_tables(lower(one.policy, one.calendar))
    module = ModuleType("announced_checker")
    sys.modules[module.__name__] = module
    exec(compile(python_checker(program, one.fingerprints, "made"), "checker.py", "exec"), vars(module))
    return module


@pytest.mark.parametrize(
    ("promise", "start", "due"),
    [
        # Of Monday 12 September: 13 to 16 are the first four; the 19th is closed, so the fifth is Tuesday 20.
        ("reply", "2022-09-12T10:00", "2022-09-21T00:00"),
        # Of Wednesday 7 September: 8, 9, 12, 13, 14: the funeral is not among them.
        ("reply", "2022-09-07T10:00", "2022-09-15T00:00"),
        # Of Friday 9 September, before it was announced: 12 to 16. The 19th comes after.
        ("reply", "2022-09-09T10:00", "2022-09-17T00:00"),
        # Of Monday 12: two working days, eight hours each, from 10:00: 7 hours on Monday and 3 on Tuesday.
        ("complete", "2022-09-12T10:00", "2022-09-13T12:00"),
        # Of Friday 16 at 10:00: 7 hours, and 3 more on Tuesday 20, as Monday 19 is closed.
        ("complete", "2022-09-16T10:00", "2022-09-20T12:00"),
        # Told of on 20 October only: of Tuesday 11 October the fifth day was the 18th, which had passed, and stays.
        ("reply", "2022-10-11T10:00", "2022-10-19T00:00"),
        # Of Wednesday 12 October the fifth was the 19th, over as the 20th began.
        ("reply", "2022-10-12T10:00", "2022-10-20T00:00"),
        # Of Thursday 13 October it was the 20th, still open then: 14, 17, 19, 20, 21.
        ("reply", "2022-10-13T10:00", "2022-10-22T00:00"),
    ],
)
def test_as_it_came_to_be(checker: Any, promise: str, start: str, due: str) -> None:
    found = checker.deadline(f"made.letter.{promise}", dt.datetime.fromisoformat(start))
    local = dt.datetime.fromisoformat(due) - dt.timedelta(hours=1)  # British Summer Time
    assert found == local.replace(tzinfo=dt.UTC)
    contact = {"channel": "letter", "arrives": start}
    rows = {row["id"]: row for row in checker.due(contact, "2023-01-01T00:00")["promises"]}
    assert dt.datetime.fromisoformat(rows[f"made.letter.{promise}"]["due"]) == found


def test_what_counts_as_arriving_on_another_day_is_not_looked_up(checker: Any) -> None:
    with pytest.raises(ValueError, match="counts as arriving on another day"):
        checker.deadline("made.post.reply", dt.datetime(2022, 10, 3, 10))
    assert checker.deadline("made.post.reply", dt.datetime(2022, 10, 3, 10), channel="email")
