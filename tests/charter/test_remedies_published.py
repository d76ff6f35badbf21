"""A policy with remedies, published: their sentences stand on the pages, and `troth verify` reads each again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.charter.by_python import verify
from tests.charter.conftest import publish_one, rows_of, verify_damaged

CHARTER = "site/paid/index.html"
CHECKER = "paid/checker.py"
SQL = "paid/checker.sql"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_one("paid", tmp_path_factory.mktemp("paid"))


def test_what_is_built_together_agrees(published: Path) -> None:
    assert verify(published / "site", published, lambda _: None, every=2_000) == []


def test_the_sentences_and_their_lists_stand_on_the_charter(published: Path) -> None:
    text = (published / CHARTER).read_text(encoding="utf-8")
    lead = text.index("If this is late, we pay you an amount that depends on the customer type.")
    row = text.index("<li>Customer type business: £50.</li>", lead)
    more = text.index("For each further 90 minutes", lead)
    assert lead < row < more < text.index("<li>Customer type household: £10.</li>", more)


def test_staff_are_told_in_their_own_voice(published: Path) -> None:
    pages = [path.read_text(encoding="utf-8") for path in (published / "site" / "paid" / "handbook").rglob("*.html")]
    assert any("If this is late, pay them £30." in page and "They must claim it within" in page for page in pages)


def test_policy_json_has_them(published: Path) -> None:
    policy = json.loads((published / "paid" / "policy.json").read_text(encoding="utf-8"))
    reply = policy["standards"][0]["promises"][0]
    assert reply["remedy"]["sums"]["plain"] == {"is": "Money", "minor": 3000, "currency": "GBP"}
    assert reply["remedy"]["further"]["started"] is True
    assert "If this is late, we pay you £30." in reply["passage"]


# Where, what stands there, what is put in its place, the finding.
DAMAGES = {
    "a sum": (CHARTER, "If this is late, we pay you £30.", "If this is late, we pay you £31.", "T803"),
    "a row": (CHARTER, "Customer type business: £50.", "Customer type business: £60.", "T803"),
    "a delay": (CHARTER, "From 4 working days late: £25.", "From 5 working days late: £25.", "T803"),
    "a further period": (CHARTER, "For each further 24 hours or part", "For each further 25 hours or part", "T803"),
    "the most": (CHARTER, "£90 at most each month", "£95 at most each month", "T803"),
    "when it is not paid": (CHARTER, "Nothing is paid if the weather is severe.", "", "T803"),
    "a claim": (CHARTER, "You must claim it within 3 months", "You must claim it within 4 months", "T803"),
    "a payment": (CHARTER, "We pay this within 10 working days", "We pay this within 11 working days", "T803"),
    "a sum for paying late": (CHARTER, "we pay £20 more", "we pay £19 more", "T803"),
    "a sum that is none": (CHARTER, "we pay £20 more", "we pay £20.00 more", "T802"),
    "a sum outside of every promise": (CHARTER, "</main>", "<p>We always pay £99.</p></main>", "T806"),
    "a sum in the checker": (CHECKER, "'plain': 3000", "'plain': 3100", "T803"),
    "a sum in the SQL checker": (SQL, "CAST(3000 AS BIGINT) AS base", "CAST(3100 AS BIGINT) AS base", "T803"),
    "a sum for paying late in the SQL checker": (
        SQL,
        "'GBP',2,100,0,1,9000,2000,",
        "'GBP',2,100,0,1,9000,2100,",
        "T803",
    ),
    "a period in the checker": (CHECKER, "'by': [24, 'hour', 3600]", "'by': [23, 'hour', 3600]", "T803"),
}


@pytest.mark.parametrize("damage", rows_of(DAMAGES))
def test_what_differs_is_found(damage: tuple[str, str, str, str], published: Path, tmp_path: Path) -> None:
    file, old, new, code = damage
    found = verify_damaged(published, tmp_path / "build", file, old, new, 20_000, 20_000)
    assert any(finding.code == code for finding in found), [finding.message for finding in found]
