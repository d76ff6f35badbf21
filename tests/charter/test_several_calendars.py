"""A policy of several calendars, published: each is said, and `troth verify` reads each again."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.charter.by_python import verify
from tests.charter.conftest import publish_one, verify_damaged
from tests.deadlines.made import lock_text

HERE = Path(__file__).parent
CHARTER = "site/several/index.html"
DAYS = "site/several/working-days/index.html"
SHEET = "site/several/sheets/phone/index.html"


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lock = lock_text("GB-SCT", 2024, 2027)
    return publish_one("several", tmp_path_factory.mktemp("several"), lock, HERE.parent / "targets")


def test_what_is_built_together_agrees(several: Path) -> None:
    assert verify(several / "site", several, lambda _: None, every=60) == []


def test_each_calendar_is_said(several: Path) -> None:
    text = (several / DAYS).read_text(encoding="utf-8")
    for sentence in (
        "We are open Monday to Friday, 9am to 5pm.",
        "We are open Monday to Saturday, 7am to 10pm, from 1 December to 28 February each year.",
        "A deadline in months or years that leads to a month without that day ends on the last day of the month.",
        "winter closure (counts as a working day)",
    ):
        assert sentence in text
    assert '<time datetime="2026-12-27">' not in text.partition("winter closure (counts")[0].rpartition("<tr>")[2]


# Where, what stands there, what is put in its place, the finding.
DAMAGES = {
    "hours of a further calendar": (
        CHARTER,
        "Monday to Saturday, 8am to 8pm",
        "Monday to Saturday, 8am to 9pm",
        "T804",
    ),
    "hours where they are read": (DAYS, "Monday to Saturday, 8am to 8pm", "Monday to Saturday, 8am to 9pm", "T80"),
    "its working days": (DAYS, "A working day is Monday to Saturday", "A working day is Monday to Friday", "T80"),
    "its name": (DAYS, 'data-name="helpline"', 'data-name="hotline"', "T80"),
    "another calendar for a promise": (CHARTER, "4 opening hours, on calendar helpline", "4 opening hours", "T80"),
    "a season": (CHARTER, "From 1 October to 15 November", "From 1 October to 16 November", "T80"),
    "an excuse by season": (
        CHARTER,
        "from 1 December to 28 February each year.",
        "from 2 December to 28 February each year.",
        "T80",
    ),
    "how early it may be": (CHARTER, "at most 5 days before", "at most 6 days before", "T80"),
    "how long after": (CHARTER, "at least 14 days after", "at least 13 days after", "T80"),
    "less a day": (CHARTER, "1 month less 1 day", "1 month less 2 days", "T80"),
    "how often": (CHARTER, "every 5 working days until", "every 6 working days until", "T80"),
    "a closure that counts as work": (DAYS, "winter closure (counts as a working day)", "winter closure", "T80"),
    "where months lead": (DAYS, "ends on the last day of the month", "ends on the first day of the next month", "T80"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damage_is_found(name: str, several: Path, tmp_path: Path) -> None:
    file, old, new, code = DAMAGES[name]
    found = verify_damaged(several, tmp_path / "build", file, old, new, every=600)
    assert found, name
    assert any(one.code.startswith(code) for one in found)
