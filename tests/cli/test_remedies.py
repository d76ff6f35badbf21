"""`troth due` says what is owed, why, and for several contacts in all; a sum in free text is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Troth

POLICY = """\
policy harbour "Customer contact"
    organisation   "Harbour Homes"
    approved       3 March 2026 by "Board"
    review every   3 years
    calendar       office

calendar office
    time zone      Europe/London
    years          2025 to 2027
    holidays       none
    working days   Monday to Friday
    counting       the day of arrival is day 0

fact storm "there is a storm"

standard repairs "Repairs"
    for        every contact about repair
    must complete within 3 working days
        remedy £30
            plus £5 for each further working day
            at most £40
            except if storm
            claimed within 20 working days
            paid within 5 working days
            if paid late: £20
"""
LATE = (
    "--channel phone --kind repair --arrives 2026-03-02T10:00 --as-of 2026-03-31 --fact storm=no "
    "--at completed=2026-03-12T12:00"
)


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.policy"
    path.write_text(POLICY, encoding="utf-8")
    return path


def said(troth: Troth, harbour: Path, flags: str) -> list[str]:
    """What `troth due` prints, line by line."""
    result = troth("due", str(harbour), *flags.split())
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


def test_what_is_owed_is_a_line_of_its_own(troth: Troth, harbour: Path) -> None:
    """Due on Thursday 5 March 2026; on the 12th the 6th, 9th, 10th and 11th are over: £30 and 4 × £5, £40 at most."""
    lines = said(troth, harbour, f"{LATE} --at claimed=2026-03-16")
    owed = "  owed £40: £30, and £5 for each of 4 further working days, but £40 at most"
    assert lines[lines.index(owed) - 1].startswith("  done at midday on Thursday 12 March 2026")
    assert "harbour.repairs.complete.claim  met" in lines
    payment = lines.index("harbour.repairs.complete.remedy  overdue")  # from Monday 16 March: to the 23rd
    assert "  by the end of Monday 23 March 2026" in lines[payment:]
    assert lines[-1] == "  owed £20"


def test_why_it_is_owed(troth: Troth, harbour: Path) -> None:
    text = " ".join(" ".join(said(troth, harbour, f"{LATE} --at claimed=2026-03-16 --why")).split())
    assert (
        "it was due by the end of Thursday 5 March 2026, and done at midday on Thursday 12 March 2026: "
        "4 further working days were over £40 is the most for one miss"
    ) in text
    assert "£20: this is paid late" in text


def test_what_has_to_be_claimed(troth: Troth, harbour: Path) -> None:
    lines = said(troth, harbour, LATE.replace("2026-03-31", "2026-03-13"))
    assert "  owed £40 once it is claimed: £30, and £5 for each of 4 further working days," in lines
    assert "harbour.repairs.complete.claim  open" in lines
    assert "harbour.repairs.complete.remedy  waiting" in lines


def test_what_is_not_owed(troth: Troth, harbour: Path) -> None:
    lines = said(troth, harbour, LATE.replace("storm=no", "storm=yes"))
    assert lines[-1] == "  owed nothing, as there is a storm"
    lines = said(troth, harbour, LATE.replace(" --fact storm=no", ""))
    assert lines[-1] == "  owed: not known: fact storm is not given"
    lines = said(troth, harbour, LATE.replace("2026-03-12T12:00", "2026-03-05T12:00"))
    assert not [line for line in lines if "owed" in line]


def test_as_data(troth: Troth, harbour: Path) -> None:
    result = troth("due", str(harbour), *LATE.split(), "--format", "json")
    rows = json.loads(result.output)["promises"]
    assert [row["id"].removeprefix("harbour.repairs.complete") for row in rows] == ["", ".claim", ".remedy"]
    assert {name: rows[0][name] for name in ("amount", "currency", "claimable")} == {
        "amount": "0.00",
        "currency": "GBP",
        "claimable": "40.00",
    }
    assert set(rows[0]["remedy"]) == {"says", "because"}
    assert {"amount", "currency", "remedy"}.isdisjoint(rows[1])


def test_several_contacts_in_all(troth: Troth, harbour: Path, tmp_path: Path) -> None:
    contacts = tmp_path / "contacts.jsonl"
    one = {"channel": "phone", "kind": "repair", "arrives": "2026-03-02T10:00", "facts": {"storm": "no"}}
    claimed = {**one, "events": {"claimed": "2026-03-16T12:00", "completed": "2026-03-09T12:00"}}
    contacts.write_text("".join(f"{json.dumps(line)}\n" for line in (one, claimed)), encoding="utf-8")
    flags = ("--contacts", str(contacts), "--as-of", "2026-03-31", "--format", "json")
    found = json.loads(troth("due", str(harbour), *flags).output)
    # Of the second £35 are owed (the 6th is over) and £20 for paying late; the first is not claimed.
    assert found["amounts"] == [{"currency": "GBP", "total": "55.00"}]


@pytest.mark.parametrize(
    "text", ["We pay £30 where we are late.", "It costs us 30 pounds.", "Up to €1,050 are paid.", "We pay GBP 30."]
)
def test_a_sum_in_free_text_is_refused(text: str, troth: Troth, harbour: Path) -> None:
    harbour.write_text(f'{POLICY}\ntext\n    "{text}"\n', encoding="utf-8")
    result = troth("check", str(harbour))
    assert result.exit_code == 1
    assert "error[T401]" in result.output


def test_a_sum_in_braces_is_the_owners_word(troth: Troth, harbour: Path) -> None:
    harbour.write_text(f'{POLICY}\ntext\n    "The call-out charge is {{£30}}."\n', encoding="utf-8")
    assert troth("check", str(harbour)).exit_code == 0
