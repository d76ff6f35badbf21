"""What decides only long after an arrival, or long before it, is found where it differs: by contacts at its edge."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from tests.charter.by_python import verify
from tests.charter.conftest import HERE, publish_one, rows_of, verify_damaged

from troth.charter.edges import edge_questions
from troth.project import load

FACTS = "site/edges/facts/index.html"
CHECKER = "edges/checker.py"
SQL = "edges/checker.sql"
FEW = 100_000


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_one("edges", tmp_path_factory.mktemp("edges"))


def test_what_is_built_together_agrees(published: Path) -> None:
    assert verify(published / "site", published, lambda _: None, every=FEW) == []


MISSES = "[3, 'edges.repairs.complete', [12, 'month']]"
SUM = "[[130, 'working day'], 'from a delay of 130 working days', 25000]"
# Where, what stands there, what is put in its place, the finding.
DAMAGES = {
    "a shorter window of misses": (FACTS, "missed 3 times within 12 months", "missed 3 times within 11 months", "T803"),
    "a longer window of misses": (FACTS, "missed 3 times within 12 months", "missed 3 times within 2 years", "T803"),
    "more misses": (FACTS, "missed 3 times within 12 months", "missed 4 times within 12 months", "T803"),
    "fewer misses": (FACTS, "missed 3 times within 12 months", "missed 2 times within 12 months", "T803"),
    "a window in the checker": (CHECKER, MISSES, MISSES.replace("12", "13"), "T803"),
    "misses in the checker": (CHECKER, MISSES, MISSES.replace("3", "4"), "T803"),
    "a long delay": (CHECKER, SUM, SUM.replace("[130", "[131"), "T803"),
    "the sum of a long delay": (CHECKER, SUM, SUM.replace("25000", "26000"), "T803"),
    "the most for one": (CHECKER, "'most': 4000", "'most': 4500", "T803"),
    "a long delay in the SQL checker": (SQL, "'delay',1,130,'w',25000", "'delay',1,131,'w',25000", "T803"),
}


@pytest.mark.parametrize("damage", rows_of(DAMAGES))
def test_what_differs_at_an_edge_is_found(damage: tuple[str, str, str, str], published: Path, tmp_path: Path) -> None:
    file, old, new, code = damage
    found = verify_damaged(published, tmp_path / "build", file, old, new, FEW, FEW)
    assert {finding.code for finding in found} == {code}, [finding.message for finding in found]
    assert any("`edges.repairs." in finding.message for finding in found)


def test_the_edges_are_where_they_were_counted_by_hand() -> None:
    """Done as 130 working days of delay are over, and a microsecond before that: by NumPy, as no day is a holiday."""
    one = load(HERE / "edges.policy")
    assert one.policy is not None
    assert one.calendar is not None
    done: dict[str, set[datetime]] = {}
    for question in edge_questions(one.policy, one.calendar):
        events = question.contact.get("events", {})
        if "completed" in events:
            done.setdefault(question.contact["arrives"][:10], set()).add(datetime.fromisoformat(events["completed"]))
    assert len(done) == 2
    for arrival, instants in done.items():
        due = np.busday_offset(arrival, 5, roll="backward")
        last = np.busday_offset(due, 130).astype(date)
        over = datetime.combine(last + timedelta(days=1), time(), ZoneInfo("Europe/London")).astimezone(UTC)
        assert {over - timedelta(microseconds=1), over} <= instants
