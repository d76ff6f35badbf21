"""A policy with targets, published: their sentences stand on the pages, and `troth verify` reads each again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.charter.by_python import verify
from tests.charter.conftest import publish_one, rows_of, verify_damaged
from tests.deadlines.made import lock_text

HERE = Path(__file__).parent
CHARTER = "site/measured/index.html"
SHEET = "site/measured/sheets/phone/index.html"
CHECKER = "measured/checker.py"
SQL = "measured/checker.sql"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lock = lock_text("GB-SCT", 2024, 2027)
    return publish_one("measured", tmp_path_factory.mktemp("measured"), lock, HERE.parent / "targets")


def test_what_is_built_together_agrees(published: Path) -> None:
    assert verify(published / "site", published, lambda _: None, every=2_000) == []


@pytest.mark.parametrize("page", [CHARTER, SHEET])
def test_the_sentences_stand_on_the_pages_and_are_quiet(page: str, published: Path) -> None:
    text = (published / page).read_text(encoding="utf-8")
    assert '<p class="say measure">The target each day is to do this in time for 90% of contacts.</p>' in text


def test_policy_json_has_them(published: Path) -> None:
    policy = json.loads((published / "measured" / "policy.json").read_text(encoding="utf-8"))
    (phone,) = [one for one in policy["standards"] if one["id"] == "measured.phone"]
    first, average, tier = phone["promises"][0]["targets"]
    assert (first["each"], [one["share"] for one in first["tiers"]]) == ("day", [90_000])
    assert (average["average"]["n"], average["average"]["unit"]) == (20, "second")
    assert tier["tiers"][0]["limit"]["amount"] == {"is": "Duration", "n": 1, "unit": "minute"}
    assert "The target each day is to do this in time for 90% of contacts." in phone["promises"][0]["passage"]


# Where, what stands there, what is put in its place, the finding.
DAMAGES = {
    "a share": (CHARTER, "in time for 90% of contacts", "in time for 91% of contacts", "T803"),
    "a period": (CHARTER, "The target each day is to do this", "The target each week is to do this", "T803"),
    "a tier's limit": (CHARTER, "for 85.5% within 4 working days", "for 85.5% within 5 working days", "T803"),
    "an average": (CHARTER, "to take 20 seconds or less", "to take 30 seconds or less", "T803"),
    "a row": (CHARTER, "each week for priority p2 is", "each week for priority p3 is", "T803"),
    "what is left out": (CHARTER, "It leaves out contacts where the boiler is broken.", "", "T803"),
    "a sentence of no target": (CHARTER, "for 90% of contacts.", "for most contacts.", "T802"),
    "the handbook": (SHEET, "in time for 90% of contacts", "in time for 91% of contacts", "T80"),
    "a share in the checker": (CHECKER, "'says': '90% each day'", "'says': '91% each day'", "T803"),
    "a share in the SQL checker": (SQL, "'90% each day'", "'91% each day'", "T803"),
    "a tier in the checker": (CHECKER, "'amounts': [[1, 'minute', 60]]", "'amounts': [[2, 'minute', 60]]", "T803"),
}


@pytest.mark.parametrize("damage", rows_of(DAMAGES))
def test_what_differs_is_found(damage: tuple[str, str, str, str], published: Path, tmp_path: Path) -> None:
    file, old, new, code = damage
    found = verify_damaged(published, tmp_path / "build", file, old, new, 20_000, 20_000)
    assert any(finding.code.startswith(code) for finding in found), [finding.message for finding in found]
