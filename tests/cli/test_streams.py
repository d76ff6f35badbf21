"""Standard output that fails: a full disk, a closed pipe, an encoding that lacks a letter. One line, no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TROTH = (sys.executable, "-m", "troth")
EMAIL = ("--channel", "email", "--arrives", "2024-11-29T16:50", "--as-of", "2024-12-02")
COMMANDS = (
    ("check", "policies"),
    ("check", "policies", "--format", "json"),
    ("due", "polha", *EMAIL),
    ("due", "polha", *EMAIL, "--format", "json"),
    ("trace", "polha", "--format", "csv"),
    ("--help",),
)
FOREIGN = 'policy harbour "Customer contact"\n    organisation "Harbour Homes"\n    approved 3 Mai — 2026\n'


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_full_disk(command: tuple[str, ...], root: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run([*TROTH, *command], cwd=root, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    said = [line for line in ran.stderr.splitlines() if " warnings in " not in line and " are held" not in line]
    assert (ran.returncode, said) == (2, ["error: the result cannot be written: No space left on device"])


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_reader_that_has_had_enough(command: tuple[str, ...], root: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        ran = subprocess.run([*TROTH, *command], cwd=root, stdout=pipe, stderr=subprocess.PIPE, text=True, check=False)
    assert ran.returncode == 1
    assert "rror" not in ran.stderr.replace("0 errors and", "")


@pytest.mark.parametrize(("encoding", "code"), [("ascii", 2), ("latin-1", 2), ("utf-8", 1)])
def test_an_encoding_that_lacks_a_letter(encoding: str, code: int, tmp_path: Path) -> None:
    """`—` is in UTF-8 and in neither of the others."""
    (tmp_path / "x.policy").write_text(FOREIGN, encoding="utf-8")
    ran = subprocess.run(
        [*TROTH, "check", "x.policy"], cwd=tmp_path, capture_output=True, check=False,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )  # fmt: skip
    assert (ran.returncode, b"Traceback" in ran.stderr) == (code, False)
    if code == 2:
        assert ran.stderr.splitlines()[-1] == (
            f"error: '\\u2014' cannot be written in {encoding}; set PYTHONIOENCODING=utf-8".encode()
        )


def test_no_standard_output_at_all(root: Path) -> None:
    command = f"exec {sys.executable} -m troth check policies >&-"
    ran = subprocess.run(["sh", "-c", command], cwd=root, stderr=subprocess.PIPE, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (2, "error: standard output is closed\n")


def test_a_file_of_ours_that_fails_is_not_hidden(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    """Only a stream has no name: what goes wrong with a file is ours to answer for."""
    from troth.cli import check
    from troth.cli.main import main

    def refuse(paths: object) -> None:
        raise PermissionError(13, "Permission denied", "a-file")

    monkeypatch.setattr(check, "load_policies", refuse)
    with pytest.raises(PermissionError):
        main(["check"], standalone_mode=False)
