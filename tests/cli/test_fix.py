"""`troth check --fix`, and the corrections that findings carry."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Troth

DIAGNOSTICS = Path(__file__).parent.parent / "diagnostics"
POLICIES = sorted(DIAGNOSTICS.rglob("*.policy"))
SOUND = (DIAGNOSTICS / "sound.policy").read_text(encoding="utf-8")


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """`put(text)`: a file `x.policy` of that text, in the folder where the commands run."""

    def write(text: str | bytes) -> Path:
        path = tmp_path / "x.policy"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.fixture
def here(troth: Troth, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Troth:
    monkeypatch.chdir(tmp_path)
    return troth


def slipped(old: str, new: str) -> str:
    """The sound policy with one slip."""
    assert SOUND.count(old) == 1, old
    return SOUND.replace(old, new)


# ---------- edits as JSON, made by hand


def by_hand(text: str, edits: list[dict[str, Any]]) -> str:
    """The edits of a fix made as an editor would: lines and columns from 1, columns in characters."""
    rows = re.split(r"\r\n|[\n\r\v\f\x85\u2028\u2029]", text.removeprefix("\ufeff"))
    for edit in sorted(edits, key=lambda one: (one["start"]["line"], one["start"]["column"]), reverse=True):
        first, last = edit["start"]["line"] - 1, edit["end"]["line"] - 1
        head, tail = rows[first][: edit["start"]["column"] - 1], rows[last][edit["end"]["column"] - 1 :]
        rows[first : last + 1] = (head + edit["text"] + tail).split("\n")
    return "\n".join(rows)


def findings(troth: Troth, path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(troth("check", path, "--format", "json").stdout)
    return found


def is_text(path: Path) -> bool:
    try:
        path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return False
    return True


@pytest.mark.parametrize("path", [path for path in POLICIES if is_text(path)], ids=lambda path: path.stem)
def test_the_edits_of_json_end_the_finding(path: Path, tmp_path: Path, troth: Troth) -> None:
    text = path.read_bytes().decode()
    if (lock := path.with_name("calendar.lock")).is_file():
        (tmp_path / lock.name).write_bytes(lock.read_bytes())
    fresh = tmp_path / path.name
    fresh.write_bytes(text.encode())
    before = findings(troth, fresh)
    for finding in before:
        for fix in finding["fixes"]:
            assert fix["edits"], fix["title"]
            fresh.write_text(by_hand(text, fix["edits"]), encoding="utf-8")
            same = [(one["code"], one["message"]) for one in findings(troth, fresh)]
            was = [(one["code"], one["message"]) for one in before]
            key = (finding["code"], finding["message"])
            assert same.count(key) < was.count(key), fix["title"]


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_every_fixture_is_mended_as_far_as_it_can_be(path: Path, tmp_path: Path, here: Troth) -> None:
    """No traceback, no correction that could still be made, and a second run changes nothing."""
    for beside in (path, path.with_name("calendar.lock")):
        if beside.is_file():
            (tmp_path / beside.name).write_bytes(beside.read_bytes())
    fresh = tmp_path / path.name
    before = findings(here, Path(path.name))
    first = here("check", path.name, "--fix", "--format", "json")
    after = json.loads(first.stdout)
    mended = fresh.read_bytes()
    second = here("check", path.name, "--fix", "--format", "json")
    assert (second.stdout, fresh.read_bytes()) == (first.stdout, mended)
    assert "0 findings mended" in second.stderr
    alone = [one for one in before if len([fix for fix in one["fixes"] if fix["edits"]]) == 1 and one["code"] != "T206"]
    assert (mended != path.read_bytes()) == bool(alone)
    assert first.exit_code == (1 if any(one["severity"] == "error" for one in after) else 0)
    for title in (fix["title"] for one in before for fix in one["fixes"]):
        assert title.split(" ")[0] in {"add", "indent", "insert", "remove", "replace", "write"}, title


# ---------- what is said, and what is left alone


def test_what_was_mended_is_said_on_standard_error(put: Callable[[str], Path], here: Troth) -> None:
    path = put(slipped("  email", "  emial").replace("within", "witin").replace("3 March", "31 April"))
    result = here("check", path.name, "--fix")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "x.policy:15:16: T101 replaced `emial` by `email`",
        "x.policy:16:16: T007 replaced `witin` by `within`",
        "2 findings mended, 1 left",
        "1 error and 0 warnings in 1 policy",
    ]
    assert [line for line in result.stdout.splitlines() if "error[" in line] == [
        "x.policy:3:20: error[T009] there is no 31 April 2026"
    ]


def test_as_json_what_is_left_stands_on_standard_output(put: Callable[[str], Path], here: Troth) -> None:
    path = put(slipped("within", "witin").replace("3 March", "31 April"))
    result = here("check", path.name, "--fix", "--format", "json")
    assert result.exit_code == 1
    assert [one["code"] for one in json.loads(result.stdout)] == ["T009"]
    assert "1 finding mended, 1 left" in result.stderr
    assert here("check", put(slipped("within", "witin")).name, "--fix", "--format", "json").stdout == "[]\n"


def test_strict_fails_for_what_is_left(put: Callable[[str], Path], here: Troth) -> None:
    text = slipped("    review every   3 years\n", "").replace("within", "witin")
    assert here("check", put(text).name, "--fix").exit_code == 0
    assert here("check", put(text).name, "--fix", "--strict").exit_code == 1


@pytest.mark.parametrize("name", ["no-counting", "no-roll", "date-slashes", "unknown-region-two", "same-day"])
def test_what_can_be_meant_in_two_ways_is_left(name: str, put: Callable[[bytes], Path], here: Troth) -> None:
    content = (DIAGNOSTICS / f"{name}.policy").read_bytes()
    path = put(content)
    result = here("check", path.name, "--fix")
    assert (result.exit_code, path.read_bytes()) == (1, content)
    assert "0 findings mended, 1 left" in result.stderr


def test_a_mended_word_brings_more_to_light(put: Callable[[str], Path], here: Troth) -> None:
    """Beneath a line that is not understood nothing is read: the second round mends what the first made readable."""
    path = put(SOUND + "\nstandrad letter\n    for        lettre\n    must reply witin 7 working days\n")
    result = here("check", path.name, "--fix")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "3 findings mended, 0 left" in result.stderr
    assert path.read_text(encoding="utf-8").endswith(
        "\nstandard letter\n    for        letter\n    must reply within 7 working days\n"
    )


def test_a_word_in_the_way_of_the_checks_is_mended_all_the_same(put: Callable[[str], Path], here: Troth) -> None:
    """Two limits without a roll are seen only when every line is understood: more errors, none of them made."""
    text = slipped("within 7 working days", "witin 7 days") + "\nstandard letter\n    for letter\n"
    path = put(text + "    must reply within 5 days\n    should acknowledge within 2 days\n")
    result = here("check", path.name, "--fix")
    assert "1 finding mended, 3 left" in result.stderr
    assert result.stdout.count("error[T205]") == 3


@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r", "\u2028"], ids=["CRLF", "LF", "CR", "LS"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no mark", "BOM"])
def test_every_other_byte_stays(ends: str, mark: str, put: Callable[[bytes], Path], here: Troth) -> None:
    text = slipped('"Harbour Homes"', "“Höfe — Café”  \t").replace("years          2024", "years\t2024\u00a0")
    text = mark + text.replace("\n", ends) + ends * 3 + "# the end, without a line end"
    path = put(text.replace("  email", "  emial").replace("within", "witin").encode())
    assert here("check", path.name, "--fix").exit_code == 0
    assert path.read_bytes() == text.encode()


def test_who_may_read_a_file_stays_and_a_link_stays_a_link(put: Callable[[str], Path], here: Troth) -> None:
    path = put(slipped("within", "witin"))
    path.chmod(0o640)
    link = path.with_name("link.policy")
    link.symlink_to(path)
    assert here("check", link.name, "--fix").exit_code == 0
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == SOUND
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert sorted(one.name for one in path.parent.iterdir()) == ["link.policy", "x.policy"]


def test_a_file_that_cannot_be_written(
    put: Callable[[str], Path], here: Troth, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(slipped("within", "witin"))
    before = path.read_bytes()

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    result = here("check", path.name, "--fix")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "x.policy cannot be written: Permission denied" in result.stderr
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == ["x.policy"]


def test_without_fix_nothing_is_written(put: Callable[[str], Path], here: Troth) -> None:
    path = put(slipped("within", "witin"))
    before = path.read_bytes()
    assert here("check", path.name).exit_code == 1
    assert path.read_bytes() == before


def test_several_files(tmp_path: Path, here: Troth) -> None:
    for name in ("one", "two"):
        text = SOUND.replace("policy harbour", f"policy {name}").replace("within", "witin")
        (tmp_path / f"{name}.policy").write_text(text, encoding="utf-8")
    result = here("check", tmp_path, "--fix")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "2 findings mended, 0 left" in result.stderr
