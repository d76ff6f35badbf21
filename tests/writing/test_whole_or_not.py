"""A build is written whole or not at all: killed at any moment, on a full disk, beside another, in odd places."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.writing.shown import OTHERS, lay_others, lies_in, ours

from troth import writing
from troth.cli.main import main

POLICY = """\
policy {id} "Made"
    organisation   "Made"
    owner          "Nobody"
    approved       3 March 2026 by "Nobody"
    review every   3 years
    applies to     customers
    calendar       office

calendar office
    time zone      Europe/London
    years          2026 to 2027
    holidays       none
    working days   Monday to Friday
    counting       the day of arrival is day 0

standard email "Emails"
    for email
    must reply within {n} working days
"""


def write(folder: Path, n: int, *ids: str) -> Path:
    """A folder of policies that each reply within so many working days."""
    for id_ in ids:
        path = folder / id_ / f"{id_}.policy"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(POLICY.format(id=id_, n=n), encoding="utf-8")
    return folder


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, ["build", *map(str, arguments)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise AssertionError(f"a traceback: {result.exception!r}") from result.exception
    return result


def test_a_build_that_is_killed_leaves_the_old_one_or_the_new_one(root: Path, tmp_path: Path) -> None:
    """At fifty random moments, half of them while it writes, and before each call that changes the file system."""
    write(tmp_path / "old", 3, "one", "two")
    write(tmp_path / "new", 4, "one", "two", "three")
    for name in ("old", "new"):
        assert run(tmp_path / name, "--out", tmp_path / f"{name}-built").exit_code == 0
    expected = {
        name: {path: data.decode() for path, data in ours(tmp_path / f"{name}-built").items()} | OTHERS
        for name in ("old", "new")
    }
    (tmp_path / "at").mkdir()
    for name in ("old", "new"):
        (tmp_path / name).rename(tmp_path / "at" / name)
    command = [sys.executable, "-m", "tests.writing.killed", str(tmp_path / "at")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(root / "compiler"), str(root)))}
    written = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True, env=environment).stdout
    found: list[dict[str, Any]] = [json.loads(line) for line in written.splitlines()]
    which = []
    for one in found:
        left = [name for name in expected if one["left"] == expected[name]]
        assert left, f"killed at {one['when']}: {sorted(one['left'])}"
        assert one["then"] == one["left"], one["when"]
        assert one["beside"] == ["kept", "new", "old", "out"], one["when"]
        which.append((one["when"].split()[0], left[0]))
    assert sum(kind != "call" for kind, _ in which) == 50
    calls = [name for kind, name in which if kind == "call"]
    assert [one["killed"] for one in found[50:]] == [True] * (len(calls) - 1) + [False]
    assert calls == ["old"] * calls.count("old") + ["new"] * calls.count("new")  # there is one step from old to new
    assert min(calls.count("old"), calls.count("new")) > 20
    assert {name for kind, name in which if kind == "writing"} == {"old", "new"}


def test_the_gate_goes_red(tmp_path: Path) -> None:
    """A build of which one file is of another one is found by its manifests."""
    assert run(write(tmp_path / "old", 3, "one", "two"), "--out", tmp_path / "a").exit_code == 0
    assert run(write(tmp_path / "new", 4, "one", "two"), "--out", tmp_path / "b").exit_code == 0
    for name in ours(tmp_path / "a"):
        if name.endswith("schema.json"):  # the same in both
            continue
        data = (tmp_path / "a" / name).read_bytes()
        (tmp_path / "a" / name).write_bytes((tmp_path / "b" / name).read_bytes())
        with pytest.raises(AssertionError, match="is not of this build"):
            ours(tmp_path / "a")
        (tmp_path / "a" / name).write_bytes(data)
    assert ours(tmp_path / "a")


def test_the_folder_and_what_others_keep_in_it_stay_the_same(tmp_path: Path) -> None:
    """Not only their names and bytes: whoever watches a folder, serves it or works in it sees what is built next."""
    out = tmp_path / "out"
    assert run(write(tmp_path / "old", 3, "one"), "--out", out).exit_code == 0
    lay_others(out)
    (out / "one" / "link").symlink_to("nowhere")
    (out / "empty").mkdir()
    places = (out, out / "one", out / "site", out / "notes.txt", out / "one" / "notes.txt", out / "empty")
    before = [path.stat().st_ino for path in places]
    result = run(write(tmp_path / "new", 4, "one", "two"), "--out", out)
    assert (result.exit_code, result.stderr) == (0, "")
    assert [path.stat().st_ino for path in places] == before
    assert {name: lies_in(out)[name].decode() for name in OTHERS} == OTHERS
    assert str((out / "one" / "link").readlink()) == "nowhere"
    assert set(ours(out)) >= {"one/checker.py", "two/checker.py"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "old", "out"]


def test_what_others_write_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site that is built into the folder at the same time, before, between and after the two steps."""
    out = tmp_path / "out"
    assert run(write(tmp_path / "old", 3, "one"), "--out", out).exit_code == 0
    (out / "site").mkdir()
    for name in ("a", "b", "c"):
        (out / "site" / name).write_text("old", encoding="utf-8")
    exchange, steps = writing._exchange, iter("bc")

    def slowly(one: Path, other: Path) -> None:
        step = next(steps)
        for name in (step, f"{step}-new"):
            fresh = out / "site" / ".fresh"
            fresh.write_text(step, encoding="utf-8")
            fresh.replace(out / "site" / name)
        exchange(one, other)

    monkeypatch.setattr(writing, "_exchange", slowly)
    assert run(write(tmp_path / "new", 4, "one"), "--out", out).exit_code == 0
    site = {path.name: path.read_text(encoding="utf-8") for path in (out / "site").iterdir()}
    assert site == {"a": "old", "b": "b", "b-new": "b", "c": "c", "c-new": "c"}


def test_two_builds_at_once(tmp_path: Path) -> None:
    """Each waits for the other: neither is lost."""
    ids = [f"p{number}" for number in range(4)]
    for id_ in ids:
        write(tmp_path / id_, 3, id_)
    commands = [
        [sys.executable, "-m", "troth", "build", str(tmp_path / id_), "--out", str(tmp_path / "out")] for id_ in ids
    ]
    running = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for command in commands]
    assert [process.wait() for process in running] == [0] * len(ids)
    assert {name.split("/")[0] for name in ours(tmp_path / "out")} == {"manifest.json", "manifest.schema.json", *ids}


def test_a_full_disk(tmp_path: Path) -> None:
    """Files can grow to 4,000 bytes: the first manifests can be written, and no checker."""
    out = tmp_path / "out"
    assert run(write(tmp_path / "old", 3, "one"), "--out", out).exit_code == 0
    before = lies_in(out)
    new = write(tmp_path / "new", 4, "one", "two")
    limited = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000));"
        "from troth.cli.main import main; main()"
    )
    command = [sys.executable, "-c", limited, "build", str(new), "--out", str(out)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == (f"error: {out} cannot be written: File too large\n  help: what was there is as it was\n")
    assert lies_in(out) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "old", "out"]


@pytest.mark.parametrize("code", [errno.ENOSYS, errno.EINVAL, errno.EBUSY])
def test_a_file_system_without_such_a_step(code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files are put in place one by one, and it says so."""

    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    out = tmp_path / "out"
    assert run(write(tmp_path / "old", 3, "one"), "--out", out).exit_code == 0
    monkeypatch.setattr(writing, "_exchange", refuse)
    result = run(write(tmp_path / "new", 4, "one", "two"), "--out", out)
    assert result.exit_code == 0
    reason = os.strerror(code).lower()
    assert result.stderr == f"note: {out} was written file by file, the manifest last, and not in one step: {reason}\n"
    assert {name.split("/")[0] for name in ours(out)} == {"manifest.json", "manifest.schema.json", "one", "two"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "old", "out"]


def test_another_problem_is_not_taken_for_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    out = tmp_path / "out"
    assert run(write(tmp_path / "old", 3, "one"), "--out", out).exit_code == 0
    before = lies_in(out)
    monkeypatch.setattr(writing, "_exchange", refuse)
    result = run(write(tmp_path / "new", 4, "one"), "--out", out)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "cannot be written: Input/output error" in result.stderr
    assert lies_in(out) == before


def test_a_folder_that_may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    out = tmp_path / "out"
    assert run(write(tmp_path / "old", 3, "one"), "--out", out).exit_code == 0
    before = lies_in(out)
    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    result = run(write(tmp_path / "new", 3, "one"), "--out", out)
    assert (result.exit_code, "not in one step: permission denied" in result.stderr) == (0, True)
    assert lies_in(out) == before
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    result = run(write(tmp_path / "new", 4, "one"), "--out", out)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "cannot be written: Permission denied" in result.stderr
    assert lies_in(out) == before


def test_out_that_is_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to("real")
    assert run(write(tmp_path / "old", 3, "one"), "--out", tmp_path / "out").exit_code == 0
    assert str((tmp_path / "out").readlink()) == "real"
    assert ours(tmp_path / "real")


def test_a_link_in_place_of_a_policy(tmp_path: Path) -> None:
    """What it leads to is somebody else's."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "one").symlink_to(tmp_path / "elsewhere")
    result = run(write(tmp_path / "old", 3, "one"), "--out", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "a link stands where a folder is needed" in result.stderr
    assert not any((tmp_path / "elsewhere").iterdir())


@pytest.mark.parametrize("place", ["", "one", "one/built"])
def test_out_among_the_policies(place: str, tmp_path: Path) -> None:
    policies = write(tmp_path / "old", 3, "one")
    text = (policies / "one" / "one.policy").read_bytes()
    result = run(policies, "--out", policies / place)
    assert result.exit_code == 0
    assert ("a policy lies in it" in result.stderr) is (place != "one/built")
    assert ours(policies / place)
    assert (policies / "one" / "one.policy").read_bytes() == text


def test_out_that_holds_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    policies = write(tmp_path / "old", 3, "one")
    (tmp_path / "out" / "deep").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "out" / "deep")
    result = run(policies, "--out", "..")
    assert (result.exit_code, "the working directory lies in it" in result.stderr) == (0, True)
    assert ours(tmp_path / "out")
