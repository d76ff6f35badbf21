"""The generated checker, run by `python -S -I` alone in a folder, answers as `troth due` does: the whole answer."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.targets.conftest import Built
from tests.targets.drawn import drawn

from troth.cli.main import main
from troth.deadlines.reading import read_moment
from troth.tables.contacts import random_contacts
from troth.wording.answer import Answers

POLICIES = ("ledcom", "polha", "extended", "timed", "several")
ALONE = (sys.executable, "-S", "-I", "checker.py")
SHARDS = 2
EACH = 2_500


def reference(built: Built, line: dict[str, Any]) -> dict[str, Any]:
    """What `troth due` answers for a contact, with its refusals as the checker writes them."""
    one = built.compiled
    assert one.policy is not None
    assert one.calendar is not None
    data = {key: value for key, value in line.items() if key != "as_of"}
    until = read_moment("--as-of", line["as_of"], one.calendar.clock, one.calendar.rules.zone)[1]
    answers = Answers(one.policy, one.calendar, dict(one.fingerprints))
    whole: dict[str, Any] = json.loads(json.dumps(answers.to(data, until)))
    return whole


def checked(built: Built, lines: Iterable[str], *flags: str) -> list[dict[str, Any]]:
    """What the checker answers to lines on its standard input."""
    text = "".join(f"{line}\n" for line in lines)
    ran = subprocess.run(
        [*ALONE, *flags], cwd=built.checker.parent, input=text, capture_output=True, text=True, check=False, env={}
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert [path.name for path in built.checker.parent.iterdir()] == ["checker.py"]
    return [json.loads(line) for line in ran.stdout.splitlines()]


def compare(built: Built, contacts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The answers to contacts, which are the same from both."""
    found = checked(built, (json.dumps(contact) for contact in contacts))
    assert len(found) == len(contacts)
    for contact, own in zip(contacts, found, strict=True):
        assert own == reference(built, contact), contact
    return found


def extensions(answers: Iterable[dict[str, Any]]) -> set[str]:
    """By how much deadlines were extended."""
    promises = [promise for one in answers for promise in one.get("promises", ())]
    return {promise["extended_by"] for promise in promises if "extended_by" in promise}


def statuses(answers: Iterable[dict[str, Any]]) -> set[str]:
    return {promise["status"] for one in answers for promise in one.get("promises", ())}


@pytest.mark.parametrize("shard", range(SHARDS))
@pytest.mark.parametrize("policy", POLICIES)
def test_contacts_of_the_compilers_own_generator(policy: str, shard: int, built: dict[str, Built]) -> None:
    one = built[policy].compiled
    assert one.policy is not None
    assert one.calendar is not None
    contacts = [
        {**data, "as_of": as_of} for data, as_of in random_contacts(one.policy, one.calendar, 4711 + shard, EACH)
    ]
    found = compare(built[policy], contacts)
    assert statuses(found) >= {"met", "late", "overdue", "open", "unknown"}
    assert extensions(found) >= EXTENDED.get(policy, set())


@pytest.mark.parametrize("shard", range(SHARDS))
@pytest.mark.parametrize("policy", POLICIES)
def test_contacts_that_are_drawn_here(policy: str, shard: int, built: dict[str, Built]) -> None:
    found = compare(built[policy], list(drawn(policy, shard, EACH)))
    wanted = {"met", "late", "overdue", "open", "unknown", "waiting"}
    if policy in ("polha", "extended"):
        wanted.add("excused")
    if policy in ("extended", "timed"):
        wanted.add("at risk")
    if policy == "timed":
        wanted.add("paused")
    assert statuses(found) >= wanted
    assert extensions(found) >= EXTENDED.get(policy, set())
    codes = {one["error"]["code"] for one in found if "error" in one}
    assert codes >= {"T101", "T207", "T701", *({"T703"} if policy != "several" else ())}


# Of each promise of that policy that is extended, and of those that can be so more than once.
EXTENDED = {
    "extended": {
        *("2 working days", "4 working days", "1 working day", "10 working days", "1 month", "3 working days"),
        *("6 working days", "5 days", "10 days", "2 weeks", "3 days", "2 hours", "30 minutes", "20 working days"),
        "1 year",
    },
    "timed": {"3 days", "2 opening hours", "4 opening hours"},
}

FLAGS = {
    "polha": (
        "--channel email --arrives 2024-11-29T16:50 --as-of 2024-12-02",
        "--channel letter --kind complaint --stage 2 --arrives 2026-12-18T10:00 --as-of 2026-12-24T00:00",
        "--channel phone --kind repair --priority emergency --arrives 2026-03-29T00:30 --as-of 2026-03-29T00:31+00:00",
        "--channel phone --category priority=urgent --kind repair --arrives 2026-03-29 --as-of 2026-04-01",
        "--channel phone --fact unresolved=yes --at call-back=2026-01-01 --arrives 2026-03-29 --as-of 2026-04-01",
        "--channel email --arrives 2026-05-12T09:00 --at promised=12:00 --date promised=2026-05-29 --as-of 2026-05-20",
        "--channel email --arrives 2026-05-12T09:00 --at replied=2026-05-30 --at replied=2026-05-29 --as-of 2026-06-01",
        "--channel email --party colleague --arrives 2026-05-12T09:00 --as-of 2026-05-20",
        "--channel emial --arrives 2026-05-12 --as-of 2026-05-20",
        "--channel email --arrives 2026-03-29T01:30 --as-of 2026-05-20",
        "--channel email --arrives 2031-03-29 --as-of 2031-05-20",
        "--channel email --arrives 2026-03-29 --as-of soon",
    ),
    "ledcom": (
        "--channel voicemail --arrives 2026-06-01T09:30 --fact away=yes --as-of 2026-06-02",
        "--channel voicemail --arrives 2026-06-01T09:30 --at leaving=2026-05-29T17:00 --as-of 2026-06-02",
        "--channel phone --arrives 2026-06-01 --fact rings=4 --as-of 2026-06-02",
        "--channel visit --arrives 2026-06-01T09:55 --at appointment=10:00 --at seen=10:06 --as-of 2026-06-02",
        "--channel fax --arrives 2026-06-01 --as-of 2026-06-02",
        "--channel email --arrives 2026-06-01 --fact rings=many --as-of 2026-06-02",
    ),
}


@pytest.mark.parametrize(("policy", "flags"), [(policy, flags) for policy, listed in FLAGS.items() for flags in listed])
def test_the_same_flags(
    policy: str, flags: str, built: dict[str, Built], root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same exit code, and the same answer; where there is none, the same message."""
    monkeypatch.chdir(root)
    arguments = flags.split()
    asked = CliRunner().invoke(main, ["due", policy, *arguments, "--format", "json"])
    ran = subprocess.run(
        [*ALONE, *arguments], cwd=built[policy].checker.parent, capture_output=True, text=True, check=False, env={}
    )
    assert "Traceback" not in ran.stderr
    assert ran.returncode == asked.exit_code
    if asked.exit_code == 0:
        assert json.loads(ran.stdout) == json.loads(asked.stdout)
    elif ran.stdout:
        assert json.loads(ran.stdout)["error"]["message"] in asked.stderr


@pytest.mark.parametrize("flags", ["--channel email", "--channel email --arrives 2026-03-29 --fact unresolved"])
def test_flags_that_are_incomplete(flags: str, built: dict[str, Built]) -> None:
    command = [*ALONE, *flags.split(), "--as-of", "2026-05-20"]
    ran = subprocess.run(
        command, cwd=built["polha"].checker.parent, capture_output=True, text=True, check=False, env={}
    )
    assert (ran.returncode, "Traceback" in ran.stderr) == (2, False)


@pytest.mark.parametrize("policy", POLICIES)
def test_lines_that_are_no_contact(policy: str, built: dict[str, Built]) -> None:
    good = json.dumps({"channel": "email", "arrives": "2026-07-01T09:00"})
    bad = [
        "",
        "no JSON",
        "[]",
        "3",
        "null",
        '"email"',
        "{}",
        '{"channel": "email"}',
        '{"channel": ["email"], "arrives": 1}',
    ]
    more = ['{"channel": "email", "arrives": "2026-07-01", "events": []}', '{"channel": "email", "arrives": {}}']
    worse = [
        '{"channel": {"a": 1}, "arrives": "2026-07-01"}',
        '{"channel": "email", "arrives": "2026-07-01", "facts": "x"}',
    ]
    found = checked(built[policy], [good, *bad, *more, *worse, good], "--as-of", "2026-07-02")
    answered = [line for line in found if "error" not in line]
    assert (found[0], found[-1]) == (answered[0], answered[1])
    assert found[0] == found[-1] == reference(built[policy], {**json.loads(good), "as_of": "2026-07-02"})
    assert len(found) == 2 + len(bad) - 1 + len(more) + len(worse)  # an empty line is no contact and no mistake
    assert len(answered) == 2


@pytest.mark.parametrize("policy", POLICIES)
def test_it_needs_the_standard_library_and_nothing_else(policy: str, built: dict[str, Built]) -> None:
    tree = ast.parse(built[policy].checker.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            names.add((node.module or "").partition(".")[0])
        assert not (isinstance(node, ast.Name) and node.id in {"__import__", "open", "exec", "eval"})
    assert names <= set(sys.stdlib_module_names)
    assert not names & {"zoneinfo", "importlib", "socket", "urllib", "os", "subprocess"}


def test_as_a_module(built: dict[str, Built]) -> None:
    code = (
        "import sys; sys.path.insert(0, '.'); sys.dont_write_bytecode = True; import checker, json;"
        "print(json.dumps(checker.due({'channel': 'email', 'arrives': '2024-11-29T16:50'}, '2024-12-02')))"
    )
    ran = subprocess.run(
        [sys.executable, "-S", "-I", "-c", code],
        cwd=built["polha"].checker.parent, capture_output=True, text=True, check=True, env={},
    )  # fmt: skip
    found = json.loads(ran.stdout)
    assert found["promises"][0]["says"] == "by the end of Thursday 5 December 2024"


def test_a_contact_is_left_as_it_was_given(built: dict[str, Built]) -> None:
    code = (
        "import sys; sys.path.insert(0, '.'); sys.dont_write_bytecode = True; import checker;"
        "c = {'channel': 'email', 'arrives': '2024-11-29', 'events': {'replied': ['2024-12-02', '2024-12-01']}};"
        "d = repr(c); checker.due(c, '2024-12-02'); assert repr(c) == d, c"
    )
    subprocess.run([sys.executable, "-S", "-I", "-c", code], cwd=built["polha"].checker.parent, check=True, env={})


def test_the_comparison_goes_red(built: dict[str, Built]) -> None:
    """A number in the checker's tables that is changed by hand gives another answer."""
    path = built["polha"].checker
    whole = path.read_text(encoding="utf-8")
    contact = {"channel": "email", "arrives": "2024-11-29T16:50", "as_of": "2024-12-02T00:00:00+00:00"}
    compare(built["polha"], [contact])
    try:
        for old, new in (("[[3, 'working day']]", "[[4, 'working day']]"), ("'2024-12-02': ", "'2024-12-07': ")):
            assert old in whole
            path.write_text(whole.replace(old, new), encoding="utf-8")
            with pytest.raises(AssertionError):
                compare(built["polha"], [contact])
    finally:
        path.write_text(whole, encoding="utf-8")
