"""`troth build`: what it writes, that it writes the same again, and that a failure leaves what was there."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import Ask, Troth

POLICIES = ("best-practice", "company-template", "ips", "ledcom", "polha")
WITHOUT_DEADLINES = "best-practice"


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_built(root: Path, troth: Troth, ask: Ask, tmp_path: Path) -> None:
    result = troth("build", "policies", "--out", tmp_path / "out")
    assert result.exit_code == 0
    built = files(tmp_path / "out")
    each = ("checker.py", "checker.sql", "manifest.json", "policy.json")
    assert set(built) == {"manifest.json", *(f"{policy}/{name}" for policy in POLICIES for name in each)} - {
        f"{WITHOUT_DEADLINES}/checker.py",
        f"{WITHOUT_DEADLINES}/checker.sql",
    }
    whole = json.loads(built["manifest.json"])
    assert set(whole["policies"]) == set(POLICIES)
    for policy in set(POLICIES) - {WITHOUT_DEADLINES}:
        manifest = json.loads(built[f"{policy}/manifest.json"])
        assert manifest["policy"] == policy
        assert {key: manifest[key] for key in whole["policies"][policy]} == whole["policies"][policy]
        assert manifest["years"] == [2015, 2030]
        assert manifest["files"] == {
            name: hashlib.sha256(built[f"{policy}/{name}"]).hexdigest()
            for name in ("checker.py", "checker.sql", "policy.json")
        }
        asked = ask(policy, "--channel", "email", "--arrives", "2026-07-01T09:00")
        assert manifest["fingerprints"] == asked["fingerprints"]
        assert asked["promises"][0]["id"] in manifest["promises"]
        text = (root / "policies" / policy / f"{policy}.policy").read_text(encoding="utf-8")
        promised = re.findall(r"^    (?:must|should|aim to|may) [a-z]", text, re.MULTILINE)
        assert len(manifest["promises"]) == len(promised)
        assert json.loads(built[f"{policy}/policy.json"])["policy"] == policy


def test_a_policy_without_deadlines_has_no_checker(troth: Troth, tmp_path: Path) -> None:
    """It has no calendar, and nothing that a checker could answer; the manifest says so."""
    assert troth("build", WITHOUT_DEADLINES, "--out", tmp_path / "out").exit_code == 0
    built = files(tmp_path / "out" / WITHOUT_DEADLINES)
    assert set(built) == {"manifest.json", "policy.json"}
    manifest = json.loads(built["manifest.json"])
    assert (manifest["years"], manifest["promises"]) == (None, [])
    assert manifest["files"] == {"policy.json": hashlib.sha256(built["policy.json"]).hexdigest()}


def test_the_same_again(root: Path, troth: Troth, tmp_path: Path) -> None:
    """Byte for byte: in the same folder, in another one, and in a process that orders its sets otherwise."""
    for out in ("a", "a", "b"):
        assert troth("build", "policies", "--out", tmp_path / out).exit_code == 0
    first = files(tmp_path / "a")
    assert files(tmp_path / "b") == first
    command = [sys.executable, "-m", "troth", "build", "policies", "--out", str(tmp_path / "c")]
    for seed in ("1", "4711"):
        subprocess.run(command, cwd=root, check=True, capture_output=True, env=os.environ | {"PYTHONHASHSEED": seed})
        assert files(tmp_path / "c") == first


def test_a_failure_leaves_what_was_there(copied: Path, troth: Troth, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert troth("build", copied, "--out", out).exit_code == 0
    before = files(out)
    policy = copied / "polha" / "polha.policy"
    policy.write_text(policy.read_text(encoding="utf-8").replace("3 working days", "3 wroking days"), encoding="utf-8")
    assert troth("build", copied, "--out", out).exit_code == 1
    assert files(out) == before


def test_a_file_that_cannot_be_written_leaves_what_was_there(copied: Path, troth: Troth, tmp_path: Path) -> None:
    """A folder stands where a file should be written: none of the others is replaced."""
    out = tmp_path / "out"
    assert troth("build", copied / "polha", "--out", out).exit_code == 0
    (out / "polha" / "manifest.json").unlink()
    (out / "polha" / "manifest.json").mkdir()
    before = files(out)
    policy = copied / "polha" / "polha.policy"
    text = policy.read_text(encoding="utf-8").replace('"Customer contact"', '"Contact"', 1)
    policy.write_text(text, encoding="utf-8")
    result = troth("build", copied / "polha", "--out", out)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "cannot be written" in result.stderr
    assert files(out) == before
    assert sorted(path.name for path in out.iterdir()) == ["manifest.json", "polha"]  # and nothing half-done beside it


def test_out_that_is_a_file(troth: Troth, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    result = troth("build", "polha", "--out", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (2, "")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def test_a_damaged_manifest_is_no_traceback(troth: Troth, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for content in ("", "{", "[]", '{"policies": 3}'):
        out.mkdir(exist_ok=True)
        (out / "manifest.json").write_text(content, encoding="utf-8")
        result = troth("build", "polha", "--out", out)
        assert result.exit_code in (0, 2), content


def test_other_files_stay(troth: Troth, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for place in ("polha/notes.txt", "site/index.html", "other/policy.json"):
        (out / place).parent.mkdir(parents=True, exist_ok=True)
        (out / place).write_text("mine", encoding="utf-8")
    assert troth("build", "polha", "--out", out).exit_code == 0
    built = files(out)
    for place in ("polha/notes.txt", "site/index.html", "other/policy.json"):
        assert built[place] == b"mine"


def test_building_one_policy_keeps_the_others_in_the_manifest(troth: Troth, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert troth("build", "policies", "--out", out).exit_code == 0
    before = files(out)
    assert troth("build", "ledcom", "--out", out).exit_code == 0
    assert files(out) == before


def test_a_changed_promise_changes_its_fingerprint_and_a_changed_layout_does_not(
    copied: Path, troth: Troth, tmp_path: Path
) -> None:
    policy = copied / "ledcom" / "ledcom.policy"
    text = policy.read_text(encoding="utf-8")

    def prints(changed: str) -> dict[str, str]:
        policy.write_text(changed, encoding="utf-8")
        assert troth("build", policy, "--out", tmp_path / "out").exit_code == 0
        manifest = json.loads((tmp_path / "out" / "ledcom" / "manifest.json").read_bytes())
        found: dict[str, str] = manifest["fingerprints"]
        return found

    before = prints(text)
    assert prints(text.replace("\n\n", "\n\n\n# a comment\n")) == before
    assert prints(text.replace('"Text messages"', '"Texts"')) == before
    changed = prints(text.replace("before ring 4", "before ring 5").replace("rings is 4", "rings is 5"))
    assert changed["promises"] != before["promises"]
    assert changed["calendar"] == before["calendar"]
