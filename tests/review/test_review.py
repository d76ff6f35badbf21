"""`troth review`: overdue from the day after the last day that is in time, and what each policy leaves open."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from troth.cli.main import main

HEAD = """\
policy made "Made for a test"
    organisation   "Made"
    owner          "Head of Made"
{lines}
"""


def review(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["review", *(str(argument) for argument in arguments)])


@pytest.fixture(autouse=True)
def at_the_top(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)


@pytest.mark.parametrize(
    ("as_of", "code"), [("2020-10-31", 0), ("2020-11-01", 1), ("2017-10-01", 0), ("2026-11-22", 1)]
)
def test_polha_is_reviewed_by_the_end_of_october_2020(as_of: str, code: int) -> None:
    result = review("polha", "--as-of", as_of, "--format", "json")
    assert result.exit_code == code
    (found,) = json.loads(result.stdout)["reviews"]
    assert (found["policy"], found["due"], found["owner"]) == ("polha", "2020-10-31", "Claire Ironside")
    assert (found["status"] == "overdue") == (code == 1)


def test_overdue_comes_first_and_a_policy_without_a_date_does_not_fail() -> None:
    assert review("ledcom", "--as-of", "2099-01-01").exit_code == 0
    result = review("--as-of", "2026-11-22", "--format", "json")
    assert [(one["policy"], one["status"]) for one in json.loads(result.stdout)["reviews"]] == [
        ("polha", "overdue"),
        ("best-practice", "no date"),
        ("company-template", "no date"),  # a cycle of a year, and no approval to count it from
        ("ips", "no date"),
        ("ledcom", "no date"),
    ]


def test_every_assumed_line_is_listed_as_a_question(root: Path) -> None:
    text = (root / "policies" / "ledcom" / "ledcom.policy").read_text(encoding="utf-8")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.endswith(" assumed")]
    assert lines
    (found,) = json.loads(review("ledcom", "--as-of", "2026-11-22", "--format", "json").stdout)["reviews"]
    assert [one["line"] for one in found["assumed"]] == lines
    shown = review("ledcom", "--as-of", "2026-11-22").stdout
    assert [int(number) for number in re.findall(r"assumed, line (\d+):", shown)] == lines


def test_what_cannot_be_measured_is_listed() -> None:
    (found,) = json.loads(review("polha", "--as-of", "2020-01-01", "--format", "json").stdout)["reviews"]
    assert {(one["id"], one["says"]) for one in found["unmeasured"]} == {
        ("polha.phone.answer.aim", "as quickly as possible"),
        ("polha.lost-appointment.contact", "as soon as possible"),
    }


@pytest.mark.parametrize(
    ("lines", "due"),
    [
        ('approved 3 March 2026 by "Board"\nreview every 3 years', "2029-03-03"),
        ('approved 29 February 2028 by "Board"\nreview every 1 year', "2029-02-28"),
        ('approved 31 August 2026 by "Board"\nreview every 6 months', "2027-02-28"),
        ('approved September 2017 by "Board"\nreview every 3 years', "2020-09-30"),  # the last day a month allows
        ('approved 3 March 2026 by "Board"\nreview every 2 weeks', "2026-03-17"),
        ('approved 3 March 2026 by "Board"\nreview every 13 weeks', "2026-06-02"),  # 91 days: 28, 30, 31 and 2
        ('approved 3 March 2026 by "Board"\nnext review May 2027', "2027-05-31"),
        ('approved 3 March 2026 by "Board"\nreview every 3 years\nnext review 2 March 2029', "2029-03-02"),
        (
            'approved 3 March 2026 by "Board"\nreview every 3 years\nrevised 1 May 2027, "2", "a reason" by "B"',
            "2030-05-01",
        ),
        ('approved 3 March 2026 by "Board"', None),
    ],
)
def test_when_it_is_due(lines: str, due: str | None, tmp_path: Path) -> None:
    body = '\nduty kind "Kindness"\n    for every contact\n    must "be kind"\n'
    path = tmp_path / "made.policy"
    indented = "".join(f"    {line}\n" for line in lines.splitlines())
    path.write_text(HEAD.format(lines=indented) + body, encoding="utf-8")
    result = review(path, "--as-of", "2026-03-04", "--format", "json")
    (found,) = json.loads(result.stdout)["reviews"]
    assert found["due"] == due
    if due is not None:
        assert review(path, "--as-of", due).exit_code == 0
        year, month, day = map(int, due.split("-"))
        following = f"{year}-{month:02}-{day + 1:02}" if day < 28 else f"{year + month // 12}-{month % 12 + 1:02}-01"
        assert review(path, "--as-of", following).exit_code == 1


@pytest.mark.parametrize("as_of", ["soon", "31/10/2020", "2020-02-30", ""])
def test_wrong_use(as_of: str) -> None:
    result = review("polha", "--as-of", as_of)
    assert (result.exit_code, result.stdout) == (2, "")


def test_an_instant_is_read_where_it_is(tmp_path: Path) -> None:
    """As-of takes an instant too: 23:30 UTC on 31 October 2020 is still that day in London, in winter time."""
    assert review("polha", "--as-of", "2020-10-31T23:30:00+00:00").exit_code == 0
    assert review("polha", "--as-of", "2020-11-01T00:30:00+00:00").exit_code == 1


@pytest.mark.parametrize("amount", ["3 days", "90 days", "10 working days", "1 hour", "30 minutes", "5 seconds"])
def test_a_cycle_shorter_than_a_week_is_refused(amount: str, tmp_path: Path) -> None:
    """Nobody reviews a policy every three days: it is a slip, and a policy is not overdue for a slip."""
    path = tmp_path / "made.policy"
    lines = f'    approved 3 March 2026 by "Board"\n    review every {amount}\n'
    body = '\nduty kind "Kindness"\n    for every contact\n    must "be kind"\n'
    path.write_text(HEAD.format(lines=lines) + body, encoding="utf-8")
    result = CliRunner().invoke(main, ["check", str(path), "--format", "json"])
    assert result.exit_code == 1
    (finding,) = json.loads(result.stdout)
    assert (finding["code"], finding["start"]["line"]) == ("T211", 5)
    assert "weeks, months or years" in finding["message"]
