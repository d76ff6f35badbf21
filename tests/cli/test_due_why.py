"""`troth due` as text: short without `--why`, every day with it; in plain words, with the rule's line."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from tests.cli.conftest import Ask, Troth
from tests.deadlines.made import lock_text

CONTACTS = (
    "polha|--channel email --arrives 2024-11-29T16:50 --as-of 2024-12-02",
    "polha|--channel letter --kind complaint --stage 2 --arrives 2026-12-18T10:00 --as-of 2026-12-24",
    "polha|--channel letter --kind complaint --arrives 2026-12-18T10:00 --as-of 2026-12-24",
    "polha|--channel phone --kind repair --priority emergency --arrives 2026-03-29T00:30 --fact unresolved=yes"
    " --at completed=2026-03-29T03:45 --as-of 2026-03-30",
    "polha|--channel email --arrives 2026-05-12T09:00 --at promised=2026-05-18T12:00 --date promised=2026-05-29",
    "polha|--channel visit --arrives 2026-08-04T10:00 --at resolved=2026-08-04 --fact unresolved=no",
    "ips|--channel phone --arrives 2027-01-04T10:00 --fact rings=6",
    "ips|--channel voicemail --arrives 2026-12-24T16:00 --fact return+date+left=yes",
    "ips|--channel letter --arrives 2026-12-23 --fact better+answered+elsewhere=no --at promised=2026-12-27T11:00"
    " --date promised=2027-01-15 --at replied=2027-01-07T09:30",
    "extended|--channel email --arrives 2026-06-05T11:30 --at told=2026-06-08 --at told=2026-07-30 --fact complex=yes",
    "extended|--channel letter --arrives 2026-07-01T11:30 --at told=2026-07-08 --fact complex=yes",
    "timed|--channel email --arrives 2026-06-26T14:30 --at paused=2026-06-29T10:00 --at resumed=2026-07-01T12:00",
    "timed|--channel email --arrives 2026-06-27T14:30 --at paused=2026-06-29T10:00",
    "timed|--channel fax --arrives 2026-06-26T11:30 --at appointment=2026-06-26T13:00",
    "timed|--channel home+visit --arrives 2026-06-26T11:30 --at visit=2026-07-15T13:00",
)
LONGEST = 80


@pytest.fixture
def policies(root: Path, tmp_path: Path) -> dict[str, Path]:
    """Real policies, and those of all constructs of time with a lock of their own."""
    found = {name: root / "policies" / name / f"{name}.policy" for name in ("polha", "ips", "ledcom")}
    for name in ("extended", "timed"):
        found[name] = tmp_path / f"{name}.policy"
        found[name].write_bytes((root / "tests" / "targets" / f"{name}.policy").read_bytes())
    (tmp_path / "calendar.lock").write_text(lock_text("GB-SCT", 2015, 2030), encoding="utf-8")
    return found


def command(contact: str, policies: dict[str, Path]) -> list[str]:
    name, _, flags = contact.partition("|")
    return [str(policies[name]), *(flag.replace("+", " ") for flag in flags.split())]


def line_of(path: Path, text: str) -> int:
    """The first line of a policy that begins so."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.strip().startswith(text))


def printed(text: str) -> list[list[str]]:
    """The lines of each promise, folded ones put together again."""
    found: list[list[str]] = []
    for line in text.splitlines():
        if not line.startswith(" "):
            found.append([line])
        elif re.match(r"    (?! |\+)\S", line):
            found[-1][-1] += f" {line.strip()}"
        else:
            found[-1].append(line)
    return found


@pytest.mark.parametrize("contact", CONTACTS)
def test_at_most_five_lines_a_promise(contact: str, policies: dict[str, Path], troth: Troth) -> None:
    result = troth("due", *command(contact, policies))
    promises = printed(result.stdout)
    assert promises
    assert all(len(lines) <= 5 for lines in promises), result.stdout
    assert all(len(line) <= LONGEST for line in result.stdout.splitlines() if line.startswith(" "))
    longer = printed(troth("due", *command(contact, policies), "--why").stdout)
    assert [lines[0] for lines in longer] == [lines[0] for lines in promises]
    assert all(set(short) <= set(long) for short, long in zip(promises, longer, strict=True))


@pytest.mark.parametrize("contact", CONTACTS)
def test_the_words_are_plain(contact: str, policies: dict[str, Path], troth: Troth) -> None:
    """No date or time of day but in words, other than in a flag that is proposed."""
    said = re.sub(r"`[^`]*`", "", troth("due", *command(contact, policies), "--why").stdout)
    assert re.findall(r"\d{4}-\d\d|\d\dT\d\d|\d\d:\d\d:\d\d|None|True|False", said) == []


@pytest.mark.parametrize("contact", CONTACTS)
def test_data_is_complete_either_way(contact: str, policies: dict[str, Path], ask: Ask) -> None:
    asked = (*command(contact, policies), "--as-of", "2026-07-01")
    assert ask(*asked) == ask(*asked, "--why")
    for promise in ask(*asked)["promises"]:
        assert set(promise) >= {"rule", "because", "summary", "moved"}


def days_listed(lines: list[str]) -> list[dt.date]:
    found = [re.match(r"    [ +] (\w{3}) (\d+ \w+ \d{4})  ", line) for line in lines]
    days = [(one[1], dt.datetime.strptime(one[2], "%d %B %Y").date()) for one in found if one]
    assert [f"{day:%a}" for _, day in days] == [name for name, _ in days]
    return [day for _, day in days]


IDS = (
    *("polha.email.reply", "polha.complaint.acknowledge", "polha.complaint.reply", "polha.complaint.acknowledge"),
    *("polha.phone.call-back", "polha.email.reply", "ips.letter.reply"),
    *("extended.email.reply", "extended.email.acknowledge", "timed.email.reply", "timed.email.resolve.aim"),
)
IN_DAYS = re.compile(r"(within [\d,]+ (working )?days?|by the end of the next working day)\b")


def test_each_day_from_the_arrival_to_the_deadline_once(policies: dict[str, Path], troth: Troth, ask: Ask) -> None:
    """Of limits in days and working days that no bound and no date took the place of."""
    shown = []
    for contact in CONTACTS:
        answer = ask(*command(contact, policies))
        listed = printed(troth("due", *command(contact, policies), "--why").stdout)
        for promise, lines in zip(answer["promises"], listed, strict=False):
            is_moved = promise["summary"].startswith(("never", "the date"))
            if not IN_DAYS.search(promise["rule"]["text"]) or "last_day" not in promise or is_moved:
                continue
            local = dt.datetime.fromisoformat(promise["anchor"]).date()  # none of these is at night
            last = dt.date.fromisoformat(promise["last_day"])
            days = days_listed(lines)
            if "month" not in promise.get("extended_by", ""):
                assert days == [local + dt.timedelta(days=step) for step in range((last - local).days + 1)], lines
                shown.append(promise["id"])
    assert sorted(shown) == sorted(IDS)


def test_all_of_an_email_by_hand(troth: Troth) -> None:
    """Saturday 30 November 2024 is Saint Andrew's Day, kept on the Monday: days 1 to 3 are 3, 4 and 5 December."""
    email = ("due", "polha", "--channel", "email", "--arrives", "2024-11-29T16:50", "--as-of", "2024-12-06")
    short = [
        "polha.email.reply  late",
        "  must reply within 3 working days (polha.policy:108)",
        "  by the end of Thursday 5 December 2024",
        "  3 working days after Friday 29 November 2024, not counting Saturday 30",
        "    November to Monday 2 December (weekend, Saint Andrew's Day)",
    ]
    days = [
        "      Fri 29 November 2024   the day it arrived",
        "      Sat 30 November 2024   Saint Andrew's Day",
        "      Sun 1 December 2024    weekend",
        "      Mon 2 December 2024    Saint Andrew's Day (observed)",
        "    + Tue 3 December 2024    working day 1 of 3",
        "    + Wed 4 December 2024    working day 2 of 3",
        "    + Thu 5 December 2024    working day 3 of 3",
    ]
    done = "  done at 12:20am on Friday 6 December 2024, 20 minutes late"
    replied = ("--at", "replied=2024-12-06T00:20")
    assert troth(*email, *replied).stdout.splitlines() == [*short, done]
    assert troth(*email, *replied, "--why").stdout.splitlines() == [*short, *days, done]


RULE = "must reply within 7 working days"


def test_what_moved_it_by_hand(policies: dict[str, Path], troth: Troth) -> None:
    """7 working days from Wednesday 1 July 2026: 2, 3, 6 to 10 July; with 10 more, to Friday 24 July.

    Of the limit alone, Friday 10 July. A second telling extends nothing.
    """
    asked = ("--channel", "letter", "--arrives", "2026-07-01T11:30", "--fact", "complex=no", "--as-of", "2026-07-02")
    told = ("--at", "told=2026-07-08", "--at", "told=2026-07-09")
    lines = printed(troth("due", policies["extended"], *asked, *told, "--why").stdout)[0]
    again = "told again on Thursday 9 July 2026, which extends nothing: it is extended once only"
    assert lines[:4] == [
        "extended.letter.reply  open",
        f"  must reply within 7 working days (extended.policy:{line_of(policies['extended'], RULE)})",
        "  by the end of Friday 24 July 2026",
        "  17 working days after Wednesday 1 July 2026, not counting 3 weekends; extended by 10 working days; " + again,
    ]
    assert len(lines) == 4 + 24 + 2
    assert lines[-2:] == [
        "  extended by 10 working days, as told on Wednesday 8 July 2026",
        "  without that: by the end of Friday 10 July 2026",
    ]


VERSIONS = ("must reply within 5 working days", "from 1 April 2025:", "from 1 December 2026:")


def test_the_version_is_said_where_the_case_does_not_say_it(policies: dict[str, Path], troth: Troth) -> None:
    asked = ("due", policies["timed"], "--channel", "email", "--as-of", "2026-07-01", "--arrives")
    rules = [
        next(lines[1] for lines in printed(troth(*asked, arrives).stdout) if lines[0].startswith("timed.email.reply"))
        for arrives in ("2025-03-31T10:00", "2025-04-01T10:00", "2026-12-01T10:00")
    ]
    plain, april, december = (line_of(policies["timed"], text) for text in VERSIONS)
    assert rules == [
        f"  must reply within 5 working days, in force until 31 March 2025 (timed.policy:{plain})",
        f"  must reply within 4 working days (timed.policy:{april})",
        f"  must reply within 2 working days (timed.policy:{december})",
    ]


@pytest.mark.parametrize("contact", CONTACTS)
def test_the_line_is_that_of_the_rule(contact: str, policies: dict[str, Path], ask: Ask) -> None:
    """The limit stands on it; where a case is its own, beneath the promise."""
    arguments = command(contact, policies)
    text = Path(arguments[0]).read_text(encoding="utf-8").splitlines()
    for promise in ask(*arguments)["promises"]:
        rule = promise["rule"]
        assert rule["path"] == Path(arguments[0]).name
        line = text[rule["line"] - 1].strip()
        assert rule["text"] == line.split("  ")[0] or rule["text"].endswith(line.partition(": ")[2].split("  ")[0])


def test_a_line_more_moves_the_place_and_no_fingerprint(copied: Path, ask: Ask) -> None:
    path = copied / "polha" / "polha.policy"
    asked = (path, "--channel", "email", "--arrives", "2024-11-29T16:50", "--as-of", "2024-12-02")
    before = ask(*asked)
    path.write_text(f"# A line more.\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    after = ask(*asked)
    assert after["promises"][0]["rule"].pop("line") == before["promises"][0]["rule"].pop("line") + 1
    assert after == before


UNKNOWN = (
    ("polha", "--channel email --kind complaint --arrives 2026-06-01", "reply"),
    ("polha", "--channel phone --arrives 2026-06-01T10:00", "call-back"),
    ("polha", "--channel phone --kind repair --arrives 2026-06-01T10:00", "complete"),
    ("ips", "--channel phone --arrives 2027-01-04T10:00", "answer"),
    ("ips", "--channel voicemail --arrives 2026-12-24T16:00", "call-back"),
    ("ledcom", "--channel voicemail --arrives 2026-06-01T09:30", "should"),
    ("extended", "--channel email --arrives 2026-06-05T11:30 --at told=2026-06-05", "acknowledge"),
    ("timed", "--channel email --arrives 2026-06-26", "acknowledge"),
)


@pytest.mark.parametrize(("name", "flags", "verb"), UNKNOWN)
def test_a_flag_that_is_proposed_is_what_was_missing(
    name: str, flags: str, verb: str, policies: dict[str, Path], ask: Ask
) -> None:
    def promise(*more: str) -> dict[str, str]:
        promises = ask(policies[name], *flags.split(), *more)["promises"]
        return next((one for one in promises if one["id"].endswith(f".{verb}")), {})

    unknown = promise()
    assert unknown["status"] == "unknown"
    proposed = re.findall(r"`(--\w+) (.+?)`", unknown["summary"])
    assert proposed
    last_value = re.split(r", | or ", unknown["summary"].rpartition(": ")[2])[-1]
    for flag, pair in proposed:
        given = pair.strip('"').replace("NUMBER", "4").replace("VALUE", last_value)
        assert promise(flag, given).get("missing") != unknown["missing"]


def test_the_whole_answer_says_why_in_json(policies: dict[str, Path], troth: Troth) -> None:
    """The pause lets Tuesday 30 June and Wednesday 1 July stand still; day 1 is Monday 29 June."""
    arguments = command(CONTACTS[11], policies)
    found = json.loads(troth("due", *arguments, "--as-of", "2026-07-01", "--format", "json").stdout)["promises"][0]
    line = line_of(policies["timed"], VERSIONS[1])
    assert found["rule"] == {"text": "must reply within 4 working days", "path": "timed.policy", "line": line}
    assert found["version"] == {"from": "2025-04-01", "until": "2026-11-30"}
    assert found["last_day"] == "2026-07-06"
    assert found["summary"] == (
        "4 working days after Friday 26 June 2026, when we next open, not counting 2 weekends, nor Tuesday 30 June and "
        "Wednesday 1 July, when the time stood still"
    )
    assert found["moved"] == ["paused from Monday 29 June 2026 to Wednesday 1 July 2026"]
    assert found["unmoved"] == {"due": "2026-07-02T23:00:00+00:00", "says": "by the end of Thursday 2 July 2026"}
