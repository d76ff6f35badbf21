"""What pages say beside their promises is compared, too: duties, texts, reports, facts, titles, other times."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.charter.by_python import verify
from tests.charter.conftest import publish_one, verify_damaged

CHARTER = "site/beside/index.html"
FACTS = "site/beside/facts/index.html"
BOOK = "site/beside/handbook/index.html"
PHONE = "site/beside/handbook/the-phone-rings/index.html"
DUTIES = "site/beside/handbook/duties/index.html"
SHEET = "site/beside/sheets/phone/index.html"
JSON = "beside/policy.json"
LEAD = '<p class="lead">'
WINTER = "from 1 December 2026 to 31 January 2027, other times"


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_one("beside", tmp_path_factory.mktemp("beside"))


def test_what_is_built_together_agrees(beside: Path) -> None:
    assert verify(beside / "site", beside, lambda _: None, every=400) == []


# What is damaged: where, what stands there, what is put in its place, the finding and what it names.
DAMAGES = {
    "a duty": (CHARTER, "We do not hang up first.", "We hang up first.", "T804", "We hang up first."),
    "a duty emptied": (CHARTER, "We give your name.", "", "T804", "says “”, which is no duty"),
    "a duty left out": (CHARTER, '<li data-troth="text">We give your name.</li>', "", "T804", "We give your name."),
    "a duty for staff": (PHONE, "Do not hang up first.", "Hang up first.", "T804", "Hang up first."),
    "a duty on a sheet": (SHEET, "Aim to stay calm.", "Stay calm.", "T804", "Stay calm."),
    "a duty in the table": (DUTIES, "Aim to stay calm.", "Stay calm.", "T804", "Stay calm."),
    "how strongly": (DUTIES, ">aim to<", ">must<", "T804", "The phone rings must staff"),
    "who reads it": (DUTIES, ">staff<", ">everyone<", "T804", "The phone rings aim to everyone"),
    "a text": (FACTS, "We like to hear from you.", "We never answer.", "T804", "We never answer."),
    "how often is reported": (FACTS, "Monthly to managers", "Yearly to managers", "T804", "Yearly to managers"),
    "how often is reported to staff": (BOOK, "monthly to managers", "yearly to managers", "T804", "yearly to"),
    "when it was approved": (FACTS, "3 March 2026", "3 March 2025", "T804", "3 March 2025, by Board"),
    "when it was approved, on the charter": (CHARTER, "3 March 2026", "3 March 2025", "T804", "3 March 2025"),
    "when it was approved, on a sheet": (SHEET, "3 March 2026", "3 March 2025", "T804", "3 March 2025"),
    "when it is reviewed": (CHARTER, "by 3 March 2029", "by 3 March 2039", "T804", "by 3 March 2039"),
    "to whom it applies": (CHARTER, "customers and colleagues.", "customers.", "T804", "It applies to customers."),
    "who owns it": (FACTS, "Head of Customer Services", "Nobody", "T804", "Policy owner Nobody"),
    "how long other times hold": (CHARTER, WINTER, WINTER.replace("2027", "2028"), "T804", "31 January 2028"),
    "for what other times hold": (CHARTER, "Phone calls: call back</a>", "Emails: reply</a>", "T804", "Emails: reply"),
    "where other times stand": (CHARTER, '"#beside.calls.call-back"', '"#beside.email.reply"', "T804", "no notice"),
    "a title": (CHARTER, "Emails</h3>", "Letters</h3>", "T804", "calls `beside.email` “Letters”"),
    "a fact of nobody": (CHARTER, LEAD, f'<p data-troth="facts">Within 1 day.</p>{LEAD}', "T804", "Within 1 day."),
    "a fact where none stand": (PHONE, LEAD, f'<p data-troth="facts">Within 1 day.</p>{LEAD}', "T804", "Within 1 day."),
    "what only is heard": (CHARTER, LEAD, f'<p data-troth="aside">Within 1 day.</p>{LEAD}', "T806", "1 day"),
    "versions": (CHARTER, LEAD, f'<p data-troth="fingerprints">Within 1 day.</p>{LEAD}', "T806", "1 day"),
    "what is assumed": (CHARTER, LEAD, f'<p data-troth="assumed">Within 1 day.</p>{LEAD}', "T806", "1 day"),
    "what a duty does": (JSON, '"text": "give your name"', '"text": "give no name"', "T804", "Give no name."),
    "what a duty says": (JSON, '"says": "Give your name."', '"says": "Give no name."', "T804", "`beside.name` says"),
    "when a duty is met": (JSON, '"The phone rings"', '"An email arrives"', "T804", "The phone rings must"),
    "how often is reported, as built": (JSON, '"monthly"', '"yearly"', "T804", "Monthly to managers"),
    "when it was approved, as built": (JSON, '"first": "2026-03-03"', '"first": "2025-03-03"', "T804", "3 March 2026"),
    "a title, as built": (JSON, '"title": "Emails"', '"title": "Letters"', "T804", "calls `beside.email` “Emails”"),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGES)
def test_what_is_said_beside_changed_by_hand(
    name: str, beside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("troth.charter.checker_program.differing_promises", lambda *_: iter(()))
    file, old, new, code, names = DAMAGES[name]
    found = verify_damaged(beside, tmp_path / "build", file, old, new, 4_000, 4_000)
    assert {finding.code for finding in found} == {code}, [finding.message for finding in found]
    assert any(names in finding.message for finding in found), [finding.message for finding in found]
    if file != JSON:
        assert {finding.span.path for finding in found} == {file.removeprefix("site/")}, "one page is changed"
