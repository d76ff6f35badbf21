"""`troth calendar`: what a change of the lock moves, the marks of its years, and locks that cannot be read."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.cli.conftest import Troth
from tests.cli.locks import data_of, lock, older, without

from troth.calendars.lock import Holiday, installed_version, write_lock
from troth.calendars.locked import read_lock

ANDREW = "GB-SCT 2024-12-02 Saint Andrew's Day (observed)\n"
CUP = "2026-06-15"
"""A Monday: the World Cup, a holiday of Scotland by proclamation."""


def test_what_a_lock_of_another_version_would_move(copied: Path, troth: Troth) -> None:
    """3 working days over Monday 15 June 2026: emails of Wednesday 10 to Sunday 14 June, 5 days, each by a day."""
    older(lock(copied), without(CUP))
    checked = troth("calendar", copied / "polha", "--check")
    assert checked.exit_code == 1
    lines = checked.stdout.splitlines()
    assert lines[0].endswith(f"calendar.lock differs from what holidays {installed_version()} says")
    assert lines[1] == "  polha:"
    cup = "Scotland's participation in the FIFA World Cup final"
    assert lines[2] == f"    Monday 15 June 2026 is now a holiday: {cup}"
    assert (
        "    polha.email.reply: due dates of 5 arrival days move, all later, by 1 day (first: arrives on Wednesday "
        "10 June 2026, due by the end of Tuesday 16 June 2026 instead of Monday 15 June 2026)"
    ) in lines
    # 5 working days: Monday 8 to Thursday 11 June by a day; Friday 12 to Sunday 14 from Friday 19 to Monday 22.
    (urgent,) = (line for line in lines if "polha.repairs.complete (priority urgent)" in line)
    assert "7 arrival days move: 4 later by 1 day and 3 later by 3 days" in urgent
    assert f"+GB-SCT {CUP} {cup}" in lines


def test_the_difference_as_data(copied: Path, troth: Troth) -> None:
    older(lock(copied), without(CUP))
    (found,) = data_of(troth, copied / "polha", "--check")["locks"]
    assert (found["differs"], found["library"]) == (True, {"lock": "0.1", "installed": installed_version()})
    assert [one["date"] for one in found["appeared"]] == [CUP]
    assert (found["went"], found["findings"], found["proclaimed_changed"]) == ([], [], {})
    (policy,) = found["policies"]
    (email,) = (one for one in policy["due_dates"] if one["promise"] == "polha.email.reply")
    assert (email["arrival_days"], email["later"], email["earlier"]) == (5, 5, 0)
    assert email["by"] == [{"seconds": 86_400, "arrival_days": 5}]
    assert email["first"]["arrives"] == "2026-06-10T00:00:00"
    assert [day["date"] for day in policy["days"]] == [CUP]


def test_the_difference_is_shown_before_it_is_written(copied: Path, troth: Troth) -> None:
    older(lock(copied), without(CUP))
    updated = troth("calendar", copied / "polha", "--update")
    assert (updated.exit_code, "polha.email.reply: due dates of 5 arrival days move" in updated.stdout) == (0, True)
    assert updated.stderr == "1 of 1 locks written\n"
    again = troth("calendar", copied / "polha", "--check")
    assert (again.exit_code, again.stdout) == (0, "")


def test_without_a_flag_it_says_only_that_there_is_a_difference(copied: Path, troth: Troth) -> None:
    older(lock(copied), without(CUP))
    shown = troth("calendar", copied / "polha", "--year", 2026)
    assert shown.exit_code == 1
    assert shown.stdout.splitlines()[-1].endswith("says: `troth calendar --check` shows how")
    assert "arrival days" not in shown.stdout


def test_only_what_a_policy_uses_is_told_of_it(copied: Path, troth: Troth) -> None:
    """Beside polha one that drops the World Cup: of that day only polha is told, of May Day both are."""
    policy = copied / "polha" / "polha.policy"
    text = policy.read_text(encoding="utf-8")
    region = next(line for line in text.splitlines() if line.strip().startswith("holidays "))
    dropped = f'{region}\n    holidays except "Scotland\'s participation in the FIFA World Cup final"\n'
    other = text.replace(f"{region}\n", dropped).replace("policy polha", "policy away", 1)
    policy.with_name("away.policy").write_text(other, encoding="utf-8")

    cup = "Scotland's participation in the FIFA World Cup final"
    older(lock(copied), without("2026-05-04"))
    told = troth("calendar", copied / "polha", "--check").stdout
    assert told.count("Monday 4 May 2026 is now a holiday: May Day") == 2
    assert "World Cup" not in told
    moved = [line for line in told.splitlines() if "email.reply: due dates of 5 arrival days move" in line]
    assert [line.split(".")[0].strip() for line in moved] == ["away", "polha"]
    # A day of the same name that only the library has: for the one that drops the name nothing changes.
    assert troth("calendar", copied / "polha", "--update").exit_code == 0
    older(lock(copied), lambda days: [*days, Holiday("GB-SCT", date(2026, 6, 16), cup)])
    told = troth("calendar", copied / "polha", "--check").stdout
    assert told.count(f"Tuesday 16 June 2026 is no longer a holiday: {cup}") == 1
    assert "  away: no day that it uses changes\n  polha:\n" in told


def test_a_lock_of_more_regions_and_fewer_years(copied: Path, troth: Troth) -> None:
    path = lock(copied)
    found, _ = read_lock("", path.read_text(encoding="utf-8"))
    assert found is not None
    days = tuple(one for one in found.holidays if one.day.year < 2030)
    other = replace(found, regions=("GB-ENG", "GB-SCT"), last_year=2029, holidays=days)
    path.write_text(write_lock(other), encoding="utf-8")
    told = troth("calendar", copied / "polha", "--check")
    assert told.exit_code == 1
    assert "  it covers GB-ENG, which no policy beside it uses any more" in told.stdout
    assert "  it lacks 2030, which is new in it, by rule: " in told.stdout
    assert "  polha: no day that it uses changes" in told.stdout


def test_an_update_after_which_a_policy_would_not_compile(copied: Path, troth: Troth) -> None:
    """The library now calls a holiday otherwise that the policy drops by name."""
    policy = copied / "polha" / "polha.policy"
    text = policy.read_text(encoding="utf-8")
    region = next(line for line in text.splitlines() if line.strip().startswith("holidays "))
    policy.write_text(text.replace(region, f'{region}\n    holidays except "Early May Bank Holiday"'), encoding="utf-8")
    older(
        lock(copied),
        lambda days: [replace(one, name="Early May Bank Holiday") if one.name == "May Day" else one for one in days],
    )
    assert troth("check", policy).exit_code == 0
    told = troth("calendar", policy, "--check")
    assert told.exit_code == 1
    assert "with the lock of the library it would not compile:" in told.stdout
    assert "error[T107] no holiday of the lock is called `Early May Bank Holiday`" in told.stdout
    assert "Monday 4 May 2026 is now a holiday: May Day" in told.stdout


# ---------- proclaimed or by rule


def marks(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if ": " in line and line.startswith("#")]


def test_years_are_marked_as_proclaimed(copied: Path, troth: Troth) -> None:
    path = lock(copied)
    assert marks(path) == ["# GB-SCT: by rule 2015 to 2030"]
    days = older(path, without(CUP)).holidays
    marked = troth("calendar", copied / "polha", "--proclaimed", 2027)
    assert (marked.exit_code, marked.stderr) == (0, "1 of 1 locks written\n")
    assert marks(path) == ["# GB-SCT: proclaimed 2015 to 2027; by rule 2028 to 2030"]
    found, _ = read_lock("", path.read_text(encoding="utf-8"))
    assert found is not None
    assert (found.holidays, found.library) == (days, "0.1")
    assert troth("calendar", copied / "polha", "--proclaimed", 2027).stderr == "0 of 1 locks written\n"
    troth("calendar", copied / "polha", "--proclaimed", 2025)
    assert marks(path) == ["# GB-SCT: proclaimed 2015 to 2025; by rule 2026 to 2030"]


def test_a_mark_moves_no_deadline_and_no_fingerprint(copied: Path, troth: Troth) -> None:
    asked = ("due", copied / "polha" / "polha.policy", "--channel", "email", "--arrives", "2026-06-10T09:00")
    before = json.loads(troth(*asked, "--format", "json", "--as-of", "2026-06-10").stdout)
    troth("calendar", copied / "polha", "--proclaimed", 2027)
    assert json.loads(troth(*asked, "--format", "json", "--as-of", "2026-06-10").stdout) == before


def test_an_update_keeps_the_marks_and_says_so_of_days_in_a_proclaimed_year(copied: Path, troth: Troth) -> None:
    path = lock(copied)
    older(path, without(CUP, "2029-12-25"))
    troth("calendar", copied / "polha", "--proclaimed", 2027)
    loud = "ATTENTION: 2026 of GB-SCT is marked as proclaimed, and days change"
    assert loud in troth("calendar", copied / "polha", "--check").stdout
    (found,) = data_of(troth, copied / "polha", "--check")["locks"]
    assert found["proclaimed_changed"] == {"GB-SCT": [2026]}
    updated = troth("calendar", copied / "polha", "--update")
    assert (updated.exit_code, loud in updated.stdout) == (0, True)
    assert marks(path) == ["# GB-SCT: proclaimed 2015 to 2027; by rule 2028 to 2030"]


def test_a_year_that_comes_to_a_lock_is_by_rule(copied: Path, troth: Troth) -> None:
    troth("calendar", copied / "polha", "--proclaimed", 2030)
    policy = copied / "polha" / "polha.policy"
    text = policy.read_text(encoding="utf-8")
    policy.write_text(text.replace("2015 to 2030", "2014 to 2031"), encoding="utf-8")
    assert troth("calendar", policy, "--update").exit_code == 0
    assert marks(lock(copied)) == ["# GB-SCT: proclaimed 2015 to 2030; by rule 2014, 2031"]


@pytest.mark.parametrize("year", [2014, 2031])
def test_a_year_that_the_lock_does_not_cover_is_not_marked(year: int, copied: Path, troth: Troth) -> None:
    before = lock(copied).read_bytes()
    result = troth("calendar", copied, "--proclaimed", year)
    assert (result.exit_code, f"covers 2015 to 2030, and not {year}" in result.stderr) == (2, True)
    assert lock(copied).read_bytes() == before


def test_a_lock_that_is_missing_or_was_changed_is_not_marked(copied: Path, troth: Troth) -> None:
    path = lock(copied)
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace(ANDREW, ""), encoding="utf-8")
    result = troth("calendar", copied / "polha", "--proclaimed", 2027)
    assert (result.exit_code, "error[T209]" in result.stdout) == (1, True)
    path.unlink()
    result = troth("calendar", copied / "polha", "--proclaimed", 2027)
    assert (result.exit_code, "error[T202]" in result.stderr, path.exists()) == (2, True, False)


def test_a_mark_made_by_hand_is_refused_and_its_loss_is_said(copied: Path, troth: Troth) -> None:
    path = lock(copied)
    text = path.read_text(encoding="utf-8")
    made = "# GB-SCT: proclaimed 2015 to 2026; by rule 2027 to 2030"
    path.write_text(text.replace("# GB-SCT: by rule 2015 to 2030", made), encoding="utf-8")
    checked = troth("check", copied / "polha")
    assert (checked.exit_code, "`troth calendar --proclaimed YEAR`" in checked.stdout) == (1, True)
    updated = troth("calendar", copied / "polha", "--update")
    assert "the marks of its years are lost" in updated.stdout
    assert path.read_text(encoding="utf-8") == text


def test_the_first_form_is_written_anew_by_an_update(copied: Path, troth: Troth) -> None:
    path = lock(copied)
    whole = path.read_text(encoding="utf-8")
    head, _, _, *days = whole.splitlines(keepends=True)
    path.write_text("".join([head, *days]), encoding="utf-8")
    assert troth("check", copied / "polha").exit_code == 0
    checked = troth("calendar", copied / "polha", "--check")
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert troth("calendar", copied / "polha", "--update").stderr == "1 of 1 locks written\n"
    assert path.read_text(encoding="utf-8") == whole


# ---------- a newer library


def test_a_lock_of_a_newer_library_is_compiled_and_not_gone_back_on(copied: Path, troth: Troth) -> None:
    older(lock(copied), without(CUP), library="999.0")
    before = lock(copied).read_bytes()
    assert troth("check", copied / "polha").exit_code == 0
    asked = troth("due", copied / "polha" / "polha.policy", "--channel", "email", "--arrives", "2026-06-10T09:00")
    assert "by the end of Monday 15 June 2026" in asked.stdout
    for flags in (["--check"], ["--update"], ["--year", "2026"]):
        result = troth("calendar", copied / "polha", *flags)
        assert (result.exit_code, "calendar.lock:1:1: error[T220]" in result.stdout) == (1, True), flags
        assert "`pip install 'holidays>=999.0'`" in result.stdout
        assert lock(copied).read_bytes() == before


def test_a_newer_library_with_the_same_days_needs_nothing(copied: Path, troth: Troth) -> None:
    older(lock(copied), lambda days: days, library="999.0")
    before = lock(copied).read_bytes()
    for flag in ("--check", "--update"):
        result = troth("calendar", copied / "polha", flag)
        assert (result.exit_code, result.stdout, lock(copied).read_bytes()) == (0, "", before)


# ---------- a lock that cannot be read


def test_a_lock_that_may_not_be_read(copied: Path, troth: Troth, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self.name == "calendar.lock":
            raise PermissionError(13, "Permission denied", str(self))
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    checked = troth("check", copied / "polha")
    assert checked.exit_code == 1
    assert "calendar.lock: error[T015] the holiday lock cannot be read: Permission denied" in checked.stdout
    assert "T202" not in checked.stdout
    result = troth("calendar", copied / "polha", "--update")
    assert (result.exit_code, result.stdout, "error[T015]" in result.stderr) == (2, "", True)


def test_bytes_that_are_no_text_are_shown_as_such(copied: Path, troth: Troth) -> None:
    path = lock(copied)
    path.write_bytes(path.read_bytes().replace(b"2026-12-25 Christmas Day", b"2026-12-25 Christm\xe4s"))
    checked = troth("check", copied / "polha")
    assert (checked.exit_code, "this holiday lock is not in UTF-8" in checked.stdout) == (1, True)
    result = troth("calendar", copied / "polha", "--check")
    assert (result.exit_code, "-GB-SCT 2026-12-25 Christm\ufffds" in result.stdout) == (1, True)
    path.write_bytes(b"\xff\xfe" * 4000)
    result = troth("calendar", copied / "polha", "--update")
    assert (result.exit_code, "it is written anew, with " in result.stdout) == (0, True)
    assert len(result.stdout.splitlines()) < 10
