"""`troth check` and `troth test` on the two policies, and when they fail."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.cli.conftest import Troth

TWO = ("policies/ledcom", "policies/polha")
WARNINGS = {
    ("policies/ledcom/ledcom.policy", "T502", "does not say when it is reviewed"),
    ("policies/ledcom/ledcom.policy", "T505", "does not say when it was approved"),
    # October 2020 is written; three years from September 2017 give September.
    ("policies/polha/polha.policy", "T501", "`October 2020`"),
}


def test_the_two_policies_have_three_warnings_and_no_error(troth: Troth) -> None:
    result = troth("check", *TWO, "--format", "json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert {(one["path"], one["code"], one["severity"]) for one in found} == {
        (path, code, "warning") for path, code, _ in WARNINGS
    }
    for path, code, said in WARNINGS:
        assert [said in one["message"] for one in found if (one["path"], one["code"]) == (path, code)] == [True]
    assert result.stderr == "0 errors and 3 warnings in 2 policies\n"


def test_as_text_each_finding_has_its_place(troth: Troth) -> None:
    result = troth("check", *TWO)
    assert result.exit_code == 0
    places = re.findall(r"^(\S+\.policy):\d+:\d+: warning\[(T\d+)\]", result.stdout, re.MULTILINE)
    assert set(places) == {(path, code) for path, code, _ in WARNINGS}


def test_strict_makes_warnings_fail(troth: Troth) -> None:
    assert troth("check", "policies", "--strict").exit_code == 1
    assert troth("check", "polha", "--strict").exit_code == 1


def test_no_names_means_the_folder_policies(troth: Troth) -> None:
    assert troth("check").output == troth("check", "policies").output


def test_an_error_exits_1_and_the_other_commands_refuse(copied: Path, troth: Troth, tmp_path: Path) -> None:
    policy = copied / "polha" / "polha.policy"
    text = policy.read_text(encoding="utf-8")
    policy.write_text(
        text.replace("for        email\n    must reply", "for        emial\n    must reply"), encoding="utf-8"
    )
    result = troth("check", copied)
    assert result.exit_code == 1
    assert "`emial` is not a channel" in result.stdout
    assert "did you mean `email`?" in result.stdout
    contact = ("--channel", "email", "--arrives", "2024-11-29")
    for command in (
        ("due", policy, *contact),
        ("test", copied),
        ("trace", copied),
        ("review", copied),
        ("build", copied, "--out", tmp_path / "out"),
    ):
        refused = troth(*command)
        assert (refused.exit_code, refused.stdout) == (1, ""), command
        assert "`emial` is not a channel" in refused.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", ["check", "test", "trace", "review", "calendar", "build"])
def test_an_unknown_policy_is_wrong_use(command: str, troth: Troth) -> None:
    result = troth(command, "no-such-policy")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "`no-such-policy`" in result.stderr
    assert {"ledcom", "polha"} <= set(re.findall(r"[\w-]+", result.stderr))


@pytest.mark.parametrize("command", ["check", "test", "trace", "review", "calendar", "build", "due", "verify"])
def test_an_unknown_flag_is_wrong_use(command: str, troth: Troth) -> None:
    result = troth(command, "--no-such-flag")
    assert (result.exit_code, result.stdout) == (2, "")


def test_a_folder_without_policies_is_wrong_use(troth: Troth, tmp_path: Path) -> None:
    assert troth("check", tmp_path).exit_code == 2


def test_two_files_of_one_policy(copied: Path, troth: Troth) -> None:
    text = (copied / "polha" / "polha.policy").read_bytes()
    (copied / "polha" / "copy.policy").write_bytes(text)
    result = troth("check", copied)
    assert result.exit_code == 1
    assert "`polha`" in result.stdout


# ---------- troth test


def test_the_examples_of_the_policies_hold(root: Path, troth: Troth) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (root / "policies").rglob("*.policy")]
    examples = sum(len(re.findall(r"^example ", text, re.MULTILINE)) for text in texts)
    assert examples >= 10
    result = troth("test", "policies")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"{examples} examples in {len(texts)} policies: as expected\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("reply due by the end of Thursday 5 December 2024", "reply due by the end of Wednesday 4 December 2024"),
        ("complete due by Sunday 29 March 2026 at 03:30", "complete due by Sunday 29 March 2026 at 02:30"),
        ("    complete met", "    complete late"),
        ("    reply excused", "    reply open"),
        ("must reply within 3 working days\n        by email, letter, phone or visit\n        or promise a date\n"
         '    source     "4.2', "must reply within 4 working days\n        by email, letter, phone or visit\n"
         '        or promise a date\n    source     "4.2'),
    ],
)  # fmt: skip
def test_a_wrong_example_fails(old: str, new: str, copied: Path, troth: Troth) -> None:
    policy = copied / "polha" / "polha.policy"
    text = policy.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    policy.write_text(text.replace(old, new, 1), encoding="utf-8")
    result = troth("test", policy)
    assert result.exit_code == 1
    assert str(policy) in result.stdout


def test_a_measured_promise_wants_an_example(copied: Path, troth: Troth) -> None:
    policy = copied / "ledcom" / "ledcom.policy"
    text = policy.read_text(encoding="utf-8")
    policy.write_text(text[: text.index("\nexample ")], encoding="utf-8")
    assert troth("test", policy).exit_code == 1
