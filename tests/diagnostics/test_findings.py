"""What `troth check` says of a faulty policy: `NAME.policy` beside the whole of what it prints, `NAME.txt`."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from troth.cli.main import main
from troth.diagnostics import CATALOGUE

HERE = Path(__file__).parent
POLICIES = sorted(HERE.rglob("*.policy"))
LIMIT = 1_000_000
SOUND = (HERE / "sound.policy").read_text(encoding="utf-8")


def check(path: Path, *options: str) -> tuple[str, int]:
    """Standard output and exit code of `troth check`, run in the folder of the policy."""
    before = Path.cwd()
    os.chdir(path.parent)
    try:
        result = CliRunner().invoke(main, ["check", path.name, *options])
    finally:
        os.chdir(before)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.stdout, result.exit_code


def unpaired(folder: Path) -> list[str]:
    """Policies without an expected output, and outputs without a policy."""
    inputs = {path.with_suffix("") for path in folder.rglob("*.policy")}
    outputs = {path.with_suffix("") for path in folder.rglob("*.txt")}
    return sorted(path.name for path in inputs ^ outputs)


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_the_output_is_as_stored(path: Path) -> None:
    expected = path.with_suffix(".txt").read_text(encoding="utf-8")
    printed, code = check(path)
    assert printed == expected
    assert code == (1 if " error[" in expected else 0)


def test_every_policy_has_an_output_and_the_reverse(tmp_path: Path) -> None:
    assert unpaired(HERE) == []
    (tmp_path / "one.policy").touch()
    (tmp_path / "two.txt").touch()
    assert unpaired(tmp_path) == ["one", "two"]


def test_a_changed_output_goes_red(tmp_path: Path) -> None:
    changed = tmp_path / "sound.policy"
    changed.write_text(SOUND.replace("within", "witin"), encoding="utf-8")
    assert check(changed) != (HERE.joinpath("sound.txt").read_text(encoding="utf-8"), 0)


def test_the_command_itself_prints_the_same() -> None:
    name = "keyword-within"
    command = [sys.executable, "-m", "troth", "check", f"{name}.policy"]
    plain = {key: value for key, value in os.environ.items() if key not in {"FORCE_COLOR", "CLICOLOR_FORCE"}}
    ran = subprocess.run(command, cwd=HERE, env=plain, check=False, capture_output=True, encoding="utf-8")
    assert (ran.stdout, ran.returncode) == ((HERE / f"{name}.txt").read_text(encoding="utf-8"), 1)
    assert ran.stderr == "1 error and 0 warnings in 1 policy\n"


# ---------- too large and too deep: generated, not stored


def nested(levels: int) -> str:
    return "".join(" " * depth + "line\n" for depth in range(levels))


LONG_LINE = "a line has at most 20,000"
TOO_MUCH = {
    "bytes": (SOUND + "#" * LIMIT, "T002", "a policy has at most 1,000,000"),
    "levels": (nested(21), "T003", "more than 20 levels deep"),
    "1 MB of levels": (nested(1400), "T003", "more than 20 levels deep"),
    "1 MB of one word": ("a" * (LIMIT - 1), "T002", LONG_LINE),
    "1 MB of words in one line": ("must " + "a " * (LIMIT // 2 - 10), "T002", LONG_LINE),
    "1 MB of quotes": ('"' * (LIMIT - 1), "T002", LONG_LINE),
    "1 MB of commas": ("for " + "a," * (LIMIT // 2 - 10), "T002", LONG_LINE),
    "1 MB of lines that go on": ("a,\n" * (LIMIT // 3), "T002", LONG_LINE),
    "1 MB that is never closed": ('text\n    "' + "a " * (LIMIT // 2 - 10), "T002", LONG_LINE),
    "words in a row": (SOUND.replace("must reply", "must" + " reply" * 5000), "T002", LONG_LINE),
    "some words in a row": (SOUND.replace("must reply", "must" + " reply" * 999), "T002", "than 100 words in a row"),
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_too_much_is_one_error_that_names_the_limit(name: str, tmp_path: Path) -> None:
    text, code, words = TOO_MUCH[name]
    path = tmp_path / "large.policy"
    path.write_text(text, encoding="utf-8")
    start = time.perf_counter()
    printed, exit_code = check(path)
    assert time.perf_counter() - start < 20
    # A file that is nothing but one such line holds no policy either, and may say so.
    placed = [line for line in printed.splitlines() if line.startswith("large.policy:") and "T013" not in line]
    assert len(placed) == 1, placed
    assert f"error[{code}]" in placed[0]
    assert words in printed
    assert exit_code == 1


def test_the_limits_themselves_are_allowed(tmp_path: Path) -> None:
    path = tmp_path / "large.policy"
    path.write_text(SOUND + "#" * (LIMIT - len(SOUND)), encoding="utf-8")
    assert check(path) == ("", 0)
    path.write_text(nested(20), encoding="utf-8")
    assert "T003" not in check(path)[0]


# ---------- as JSON


def is_place(value: Any) -> bool:
    if not isinstance(value, dict) or set(value) != {"line", "column"}:
        return False
    return all(isinstance(number, int) and number > 0 for number in value.values())


def faults(finding: dict[str, Any]) -> list[str]:
    """What in a finding is not as the interface says."""
    texts = ("code", "name", "severity", "message", "help", "path", "page")
    found = [f"{key} is no text" for key in texts if not isinstance(finding.get(key), str)]
    if CATALOGUE.get(finding["code"], ("",))[0] != finding["name"]:
        found.append("code and name do not go together")
    if finding["severity"] not in {"error", "warning"}:
        found.append("severity")
    if finding["page"] != f"{finding['code']}-{finding['name']}":
        found.append("page")
    message = finding["message"]
    if message.endswith(".") or "\n" in message or message[:1].isupper():
        found.append("message")
    for span in (finding, *finding["labels"], *(edit for fix in finding["fixes"] for edit in fix["edits"])):
        if not is_place(span.get("start")) or not is_place(span.get("end")):
            found.append("a place")
        elif (span["start"]["line"], span["start"]["column"]) > (span["end"]["line"], span["end"]["column"]):
            found.append("a place that ends before it starts")
    found.extend("label" for label in finding["labels"] if set(label) != {"text", "path", "start", "end"})
    found.extend("fix" for fix in finding["fixes"] if set(fix) != {"title", "edits"} or not fix["title"])
    return found


def place_of(finding: dict[str, Any]) -> str:
    """As text says it: of what is about a whole file, the file alone."""
    start = finding["start"]
    whole = start == finding["end"] == {"line": 1, "column": 1}
    path: str = finding["path"]
    return path if whole else f"{path}:{start['line']}:{start['column']}"


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_json_has_every_field(path: Path) -> None:
    printed, code = check(path, "--format", "json")
    findings = json.loads(printed)
    assert [fault for finding in findings for fault in faults(finding)] == []
    assert code == (1 if any(finding["severity"] == "error" for finding in findings) else 0)
    heads = [f"{place_of(one)}: {one['severity']}[{one['code']}] {one['message']}" for one in findings]
    plain = path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    assert heads == [line for line in plain if " error[" in line or " warning[" in line]


def test_the_reading_of_json_goes_red() -> None:
    place = {"line": 1, "column": 1}
    good: dict[str, Any] = {"code": "T007", "name": "line-not-understood", "severity": "error", "message": "no"}
    good |= {"help": "", "path": "a", "page": "T007-line-not-understood"}
    good |= {"start": place, "end": place, "labels": [], "fixes": []}
    assert faults(good) == []
    wrong = {"name": "other", "severity": "bad", "start": {"line": 0, "column": 1}, "message": "No.", "page": ""}
    for key, value in wrong.items():
        assert faults(good | {key: value}) != [], key
