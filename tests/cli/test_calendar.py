"""`troth calendar`: the holiday lock against the library, and what an edited or missing lock does."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.cli.conftest import Troth
from tests.cli.locks import lock, older
from tests.oracle.days import public_holidays

from troth.cli.main import main

ANDREW = "GB-SCT 2024-12-02 Saint Andrew's Day (observed)\n"


def test_the_locks_are_what_the_library_says(root: Path, troth: Troth) -> None:
    assert troth("calendar", "--check").exit_code == 0
    assert troth("calendar", "policies").exit_code == 0
    for policy, region in (("polha", "GB-SCT"), ("ledcom", "GB-NIR")):
        text = (root / "policies" / policy / "calendar.lock").read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if not line.startswith("#")]
        days = public_holidays(region, 2015, 2030)
        assert lines == [f"{region} {day.isoformat()} {name}" for day, name in sorted(days.items())]


def test_an_edited_lock_differs_until_it_is_written_anew(copied: Path, troth: Troth) -> None:
    path = lock(copied)
    whole = path.read_text(encoding="utf-8")
    assert ANDREW in whole
    path.write_text(whole.replace(ANDREW, ""), encoding="utf-8")
    checked = troth("calendar", copied, "--check")
    assert checked.exit_code == 1
    assert f"+{ANDREW}" in checked.stdout
    locks = len(list(copied.rglob("calendar.lock")))
    assert checked.stderr == f"1 of {locks} locks differ\n"
    assert path.read_text(encoding="utf-8") == whole.replace(ANDREW, "")
    updated = troth("calendar", copied, "--update")
    assert updated.exit_code == 0
    assert f"+{ANDREW}" in updated.stdout
    assert path.read_text(encoding="utf-8") == whole
    assert troth("calendar", copied, "--check").exit_code == 0


def test_a_day_too_many(copied: Path, troth: Troth) -> None:
    path = lock(copied)
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace(ANDREW, f"{ANDREW}GB-SCT 2024-12-03 Day after\n"), encoding="utf-8")
    checked = troth("calendar", copied, "--check")
    assert (checked.exit_code, "-GB-SCT 2024-12-03 Day after" in checked.stdout) == (1, True)


def test_what_is_locked_is_what_counts(copied: Path, troth: Troth) -> None:
    """Without the holiday on Monday 2 December the reply is due a day earlier: what is locked is compiled."""
    older(lock(copied), lambda days: [day for day in days if f"{day}\n" != ANDREW])
    policy = copied / "polha" / "polha.policy"
    text = policy.read_text(encoding="utf-8").replace("of Thursday 5 December 2024", "of Wednesday 4 December 2024")
    policy.write_text(text, encoding="utf-8")
    result = troth("due", policy, "--channel", "email", "--arrives", "2024-11-29T16:50")
    assert (result.exit_code, "by the end of Wednesday 4 December 2024" in result.stdout) == (0, True)


def test_a_missing_lock_is_an_error_until_it_is_written(copied: Path, troth: Troth) -> None:
    path = lock(copied)
    whole = path.read_text(encoding="utf-8")
    path.unlink()
    checked = troth("check", copied)
    assert checked.exit_code == 1
    assert "troth calendar --update" in checked.stdout
    assert troth("calendar", copied, "--check").exit_code == 1
    assert troth("calendar", copied, "--update").exit_code == 0
    assert path.read_text(encoding="utf-8") == whole
    assert troth("check", copied).exit_code == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("GB-SCT 2024-12-02", "GB-SCT 2024-12-32"),
        ("GB-SCT 2024-12-02", "GB-SCT 02/12/2024"),
        ("GB-SCT 2024-12-02", "GB-ENG 2024-12-02"),
        ("GB-SCT 2024-12-02", "GB-SCT 2034-12-02"),
        (ANDREW, ANDREW + ANDREW),
        ("# holidays of", "holidays of"),
        ("from holidays", "by"),
    ],
)
def test_a_damaged_lock_names_its_line(old: str, new: str, copied: Path, troth: Troth) -> None:
    path = lock(copied)
    text = path.read_text(encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1 + (old == ANDREW)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    result = troth("check", copied / "polha")
    assert result.exit_code == 1
    assert f"calendar.lock:{line}:" in result.stdout
    assert troth("calendar", copied / "polha", "--check").exit_code == 1
    assert troth("calendar", copied / "polha", "--update").exit_code == 0
    assert path.read_text(encoding="utf-8") == text


def test_a_lock_that_is_no_text(copied: Path, troth: Troth) -> None:
    lock(copied).write_bytes(b"\xff\xfe\x00\x01")
    assert troth("check", copied / "polha").exit_code == 1


def test_a_lock_of_fewer_years_than_the_calendar(copied: Path, troth: Troth) -> None:
    policy = copied / "polha" / "polha.policy"
    text = policy.read_text(encoding="utf-8")
    policy.write_text(text.replace("2015 to 2030", "2015 to 2031"), encoding="utf-8")
    assert troth("check", policy).exit_code == 1
    assert troth("calendar", policy, "--update").exit_code == 0
    assert troth("check", policy).exit_code == 0
    last = lock(copied).read_text(encoding="utf-8").splitlines()[-1]
    assert last.startswith("GB-SCT 2031-12-2")


@pytest.mark.parametrize("flag", ["--update", "--check"])
def test_a_lock_that_is_a_folder(flag: str, copied: Path, troth: Troth) -> None:
    path = lock(copied)
    path.unlink()
    path.mkdir()
    result = troth("calendar", copied / "polha", flag)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "calendar.lock is no file" in result.stderr
    assert path.is_dir()
    assert [one.name for one in path.parent.iterdir() if one.name.startswith("tmp")] == []
    checked = troth("check", copied / "polha")
    assert (checked.exit_code, "troth calendar --update" in checked.stdout) == (1, True)


def test_a_lock_that_cannot_be_written(copied: Path, troth: Troth, monkeypatch: pytest.MonkeyPatch) -> None:
    path = lock(copied)
    path.unlink()

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    result = troth("calendar", copied / "polha", "--update")
    assert result.exit_code == 2
    assert "calendar.lock cannot be written: Permission denied" in result.stderr
    assert sorted(one.name for one in path.parent.iterdir()) == ["clauses.csv", "polha.policy"]


def test_update_and_check_exclude_each_other(copied: Path, troth: Troth) -> None:
    before = lock(copied).read_bytes()
    result = troth("calendar", copied, "--check", "--update")
    assert (result.exit_code, result.stdout) == (2, "")
    assert lock(copied).read_bytes() == before


def test_a_lock_serves_every_policy_of_its_folder(tmp_path: Path) -> None:
    """Updating for one policy keeps what another beside it needs."""
    for name, region, years in (("one", "GB-SCT", "2026 to 2026"), ("two", "GB-NIR", "2027 to 2027")):
        (tmp_path / f"{name}.policy").write_text(
            f'policy {name} "X"\n    organisation "X"\n    calendar c\n\ncalendar c\n    time zone Europe/London\n'
            f"    years {years}\n    holidays {region}\n    working days Monday to Friday\n",
            encoding="utf-8",
        )
    assert CliRunner().invoke(main, ["calendar", "--update", str(tmp_path / "one.policy")]).exit_code == 0
    head = (tmp_path / "calendar.lock").read_text(encoding="utf-8").splitlines()[0]
    assert head.startswith("# holidays of GB-NIR, GB-SCT, 2026 to 2027, from holidays ")
