"""`troth due`: what is wrong use and unreadable input (exit 2), and that no status is a failure."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Ask, Troth

EMAIL = ("--channel", "email", "--arrives", "2024-11-29T16:50")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("polhaa", *EMAIL), ["`polhaa`", "polha"]),
        (("nosuch/nosuch.policy", *EMAIL), ["`nosuch/nosuch.policy`"]),
        (("policies", *EMAIL), ["policies", "name one of them"]),
        (
            ("polha", "--channel", "emial", "--arrives", "2024-11-29"),
            ["`emial` is not a channel", "did you mean `email`?"],
        ),
        (("polha", *EMAIL, "--kind", "complant"), ["`complant` is not a kind", "did you mean `complaint`?"]),
        (("polha", *EMAIL, "--priority", "urgnet"), ["`urgnet`", "did you mean `urgent`?"]),
        (("polha", *EMAIL, "--stage", "3"), ["`3`", "`1`", "`2`"]),
        (("polha", *EMAIL, "--party", "collegue"), ["`collegue`", "did you mean `colleague`?"]),
        (("polha", *EMAIL, "--category", "colour=red"), ["`colour`"]),
        (("polha", *EMAIL, "--fact", "unresloved=yes"), ["`unresloved`", "did you mean `unresolved`?"]),
        (("polha", *EMAIL, "--fact", "unresolved=perhaps"), ["`unresolved=perhaps`", "neither yes nor no"]),
        (("polha", *EMAIL, "--fact", "unresolved"), ["`--fact unresolved` is not NAME=VALUE"]),
        (("polha", *EMAIL, "--fact", "rings=-1"), ["`rings=-1`"]),
        (("polha", *EMAIL, "--fact", "rings=2.5"), ["`rings=2.5`"]),
        (("polha", *EMAIL, "--at", "repleid=2024-12-02"), ["`repleid`", "did you mean `replied`?"]),
        (
            ("polha", *EMAIL, "--at", "replied=02/12/2024"),
            ["error[T701]: `replied`: `02/12/2024` is not a time", "such as `2026-11-27`"],
        ),
        (("polha", *EMAIL, "--at", "=2024-12-02"), ["is not NAME=VALUE"]),
        (("polha", *EMAIL, "--date", "promissed=2024-12-02"), ["`promissed`", "did you mean `promised`?"]),
        (("polha", *EMAIL, "--date", "promised=2024-02-30"), ["`2024-02-30`"]),
        (("polha", *EMAIL, "--as-of", "yesterday"), ["`--as-of`", "`yesterday`"]),
        (("polha", *EMAIL, "--format", "yaml"), ["--format"]),
        (("polha", *EMAIL, "--chanel", "email"), ["--chanel"]),
        (("polha", "--channel", "email"), ["--arrives"]),
        (("polha", "--arrives", "2024-11-29"), ["--channel"]),
        ((), ["POLICY"]),
        (("polha", "--channel", "email", "--arrives", ""), ["arrives"]),
        (("polha", "--channel", "email", "--arrives", "2024-11-31"), ["`2024-11-31`"]),
        (
            ("polha", "--channel", "email", "--arrives", "29 November 2024"),
            ["error[T701]: `29 November 2024`", "write `2024-11-29`, or `2024-11-29T16:50`"],
        ),
        (("polha", "--channel", "email", "--arrives", "31 November 2024"), ["such as `2026-11-27`"]),
        (("polha", "--channel", "email", "--arrives", "2024-11-29T24:30"), ["`2024-11-29T24:30`"]),
        # Clocks go from 01:00 to 02:00 on 29 March 2026 and from 02:00 to 01:00 on 25 October.
        (
            ("polha", "--channel", "email", "--arrives", "2026-03-29T01:30"),
            ["error[T702]: 1:30am on Sunday 29 March 2026 did not exist", "forward", "`2026-03-29T01:30+00:00` (Green"],
        ),
        (
            ("polha", "--channel", "email", "--arrives", "2026-10-25T01:30"),
            [
                "error[T703]: 1:30am on Sunday 25 October 2026 came twice in Europe/London: clocks went back over it",
                "`2026-10-25T01:30+01:00` (British Summer Time) for the first",
                "`2026-10-25T01:30+00:00` (Greenwich Mean Time) for the second",
            ],
        ),
        (("polha", "--channel", "email", "--arrives", "2026-10-25T01:00:00.5"), ["1:00:00.5", "T01:00:00.5"]),
        (
            ("polha", *EMAIL, "--at", "replied=2026-03-29T01:30"),
            ["error[T702]: `replied`: 1:30am on Sunday 29 March 2026"],
        ),
        (
            ("polha", *EMAIL, "--as-of", "2026-10-25T01:00"),
            ["error[T703]: `--as-of`: 1am on Sunday 25 October 2026", "twice"],
        ),
        # The years of the calendar are 2015 to 2030.
        (("polha", "--channel", "email", "--arrives", "2014-12-31T23:59"), ["2015 to 2030"]),
        (("polha", "--channel", "email", "--arrives", "2031-01-01"), ["2015 to 2030"]),
        (("polha", "--channel", "email", "--arrives", "2030-12-30"), ["2015 to 2030"]),
        (("polha", "--channel", "email", "--arrives", "9999-12-31"), ["2015 to 2030"]),
        (("polha", "--channel", "email", "--arrives", "0001-01-01"), ["2015 to 2030"]),
        # A count that nobody has: more digits than Python would read, and one more than is read.
        (("polha", *EMAIL, "--fact", f"rings={'9' * 5_000}"), ["rings=999", "…", "at most 9 digits"]),
        (("polha", *EMAIL, "--fact", "rings=1000000000"), ["`rings=1000000000` is no count"]),
        (("polha", *EMAIL, "--at", f"replied={'9' * 5_000}"), ["is not a time as it is given here"]),
        # Flags that contradict each other.
        (
            ("polha", *EMAIL, "--priority", "urgent", "--category", "priority=routine"),
            ["`priority` is given twice", "`--priority urgent`", "`--category priority=routine`", "give it once"],
        ),
        (("polha", *EMAIL, "--category", "priority=urgent", "--category", "priority=routine"), ["given twice"]),
        (("polha", *EMAIL, "--fact", "unresolved=yes", "--fact", "unresolved=no"), ["`unresolved` is given twice"]),
        (("polha", *EMAIL, "--fact", "rings=3", "--fact", "rings=4"), ["`--fact rings=3`", "`--fact rings=4`"]),
        (
            ("polha", *EMAIL, "--date", "promised=2024-12-12", "--date", "promised=2024-12-13"),
            ["`promised` is given twice"],
        ),
        (("polha", *EMAIL, "--category", "channel=letter"), ["`channel` is no category", "`--channel`"]),
        (("polha", *EMAIL, "--category", "kind=complaint"), ["`kind` is no category", "`--kind`"]),
        (("polha", *EMAIL, "--category", "arrives=2024-11-29"), ["`--arrives`"]),
        (("polha", *EMAIL, "--category", "events=x"), ["`--at EVENT=TIME`"]),
    ],
)
def test_wrong_use(arguments: tuple[str, ...], said: list[str], troth: Troth) -> None:
    result = troth("due", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert [word for word in said if word not in result.stderr] == []


@pytest.mark.parametrize(
    ("arrives", "utc"),
    [
        ("2026-03-29T00:59:59", "2026-03-29T00:59:59+00:00"),
        ("2026-03-29T02:00", "2026-03-29T01:00:00+00:00"),
        ("2026-03-29T01:30+00:00", "2026-03-29T01:30:00+00:00"),
        ("2026-10-25T01:30+01:00", "2026-10-25T00:30:00+00:00"),
        ("2026-10-25T01:30+00:00", "2026-10-25T01:30:00+00:00"),
        ("2026-10-25T02:00", "2026-10-25T02:00:00+00:00"),
        ("2026-07-01 09:00", "2026-07-01T08:00:00+00:00"),
        ("2026-07-01T09:00:00.000001Z", "2026-07-01T09:00:00.000001+00:00"),
        ("2026-07-01T04:00-05:00", "2026-07-01T09:00:00+00:00"),
        ("2026-07-01", "2026-07-01"),
        ("2015-01-01T00:00", "2015-01-01T00:00:00+00:00"),
    ],
)
def test_how_an_arrival_is_read(arrives: str, utc: str, ask: Ask) -> None:
    assert ask("polha", "--channel", "email", "--arrives", arrives)["contact"]["arrives"] == utc


def test_the_last_arrival_whose_deadline_is_known(ask: Ask) -> None:
    """Of 3 working days, 30 December 2030 (a Monday) leaves only one; 25 December is a holiday, and the 26th."""
    (promise,) = ask("polha", "--channel", "email", "--arrives", "2030-12-26T09:00")["promises"]
    assert promise["last_day"] == "2030-12-31"  # Friday 27, Monday 30, Tuesday 31


def test_no_status_is_a_failure(troth: Troth) -> None:
    for as_of in ("2024-11-29", "2024-12-05", "2030-01-01"):
        assert troth("due", "polha", *EMAIL, "--as-of", as_of).exit_code == 0


def test_a_policy_by_its_path(ask: Ask) -> None:
    by_id = ask("polha", *EMAIL, "--as-of", "2024-12-02")
    assert ask("policies/polha/polha.policy", *EMAIL, "--as-of", "2024-12-02") == by_id
    assert ask("policies/polha", *EMAIL, "--as-of", "2024-12-02") == by_id


def test_the_same_said_twice_is_no_contradiction(ask: Ask) -> None:
    once = ("--priority", "urgent", "--fact", "unresolved=yes", "--date", "promised=2024-12-12")
    more = ("--category", "priority=urgent", "--fact", "unresolved=yes", "--date", "promised = 2024-12-12")
    at = (*EMAIL, "--as-of", "2024-12-02")
    assert ask("polha", *at, *once, *more) == ask("polha", *at, *once)


def test_a_count_as_long_as_is_read(ask: Ask) -> None:
    answer = ask("polha", *EMAIL, "--fact", "rings=999999999")
    assert answer["contact"]["facts"] == {"rings": 999_999_999}


def test_other_names_of_a_channel(ask: Ask) -> None:
    at = ("--arrives", "2026-12-31", "--as-of", "2027-01-01")
    assert ask("polha", "--channel", "voicemail", *at) == ask("polha", "--channel", "phone message", *at)


def test_an_event_given_twice_happened_twice(ask: Ask) -> None:
    again = ("--at", "replied=2024-12-03T10:00", "--at", "replied=2024-12-02T10:00")
    answer = ask("polha", *EMAIL, *again)
    assert answer["contact"]["events"]["replied"] == ["2024-12-02T10:00:00+00:00", "2024-12-03T10:00:00+00:00"]
    assert answer["promises"][0]["done"] == "2024-12-02T10:00:00+00:00"


def test_a_contact_that_nothing_is_promised_to(troth: Troth, ask: Ask) -> None:
    assert ask("ledcom", "--channel", "fax", "--arrives", "2026-06-01")["promises"] == []
    result = troth("due", "ledcom", "--channel", "fax", "--arrives", "2026-06-01")
    assert (result.exit_code, result.stdout) == (0, "The policy ledcom promises nothing for this contact.\n")


def test_as_text(troth: Troth) -> None:
    result = troth("due", "polha", *EMAIL, "--as-of", "2024-12-02", "--why")
    assert result.exit_code == 0
    for said in (
        "polha.email.reply",
        "open",
        "by the end of Thursday 5 December 2024",
        "Saint Andrew's Day (observed)",
    ):
        assert said in result.stdout


def test_the_installed_command(root: Path) -> None:
    """Through a process of its own: result on standard output, messages on standard error."""
    command = [sys.executable, "-m", "troth", "due", "polha"]
    good = subprocess.run([*command, *EMAIL], cwd=root, capture_output=True, text=True, check=False)
    assert (good.returncode, good.stderr) == (0, "")
    assert "by the end of Thursday 5 December 2024" in good.stdout
    bad = subprocess.run([*command, *EMAIL, "--kind", "x"], cwd=root, capture_output=True, text=True, check=False)
    assert (bad.returncode, bad.stdout) == (2, "")
    assert "Traceback" not in bad.stderr
