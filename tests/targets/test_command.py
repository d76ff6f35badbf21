"""The checker as a command: a line that is no contact costs that line, and an output that fails no traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.targets.conftest import Built

ALONE = (sys.executable, "-S", "-I", "checker.py")
GOOD = b'{"channel": "email", "arrives": "2024-11-29T16:50"}'
AS_OF = ("--as-of", "2024-12-02")
DUE = "by the end of Thursday 5 December 2024"  # 2 December is a holiday: Tue 3, Wed 4, Thu 5


def run(built: Built, *flags: str, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The checker with bytes on its standard input; a traceback fails here."""
    command = [*ALONE[:2], *(() if environment else ALONE[2:3]), ALONE[3], *flags]
    ran = subprocess.run(
        command, cwd=built.checker.parent, input=given, capture_output=True, check=False, env=environment
    )
    assert b"Traceback" not in ran.stderr
    return ran


def answers(ran: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    assert (ran.returncode, ran.stderr) == (0, b"")
    return [json.loads(line) for line in ran.stdout.splitlines()]


BAD_LINES = {
    "half a letter as an escape": b'{"channel": "\\ud800", "arrives": "2024-11-29"}',
    "half a letter as bytes": b'{"channel": "\xed\xa0\x80", "arrives": "2024-11-29"}',
    "half a letter in a name": b'{"channel": "email", "arrives": "2024-11-29", "\\udfff": 1}',
    "half a letter in an event": b'{"channel": "email", "arrives": "2024-11-29", "events": {"replied": "\\ud8ff"}}',
    "half a letter in as_of": b'{"channel": "email", "arrives": "2024-11-29", "as_of": "\\ud800"}',
    "not UTF-8": b'{"channel": "caf\xe9", "arrives": "2024-11-29"}',
    "UTF-16": '{"channel": "email"}'.encode("utf-16").replace(b"\n", b""),
    "100,000 brackets": b"[" * 100_000,
    "100,000 brackets in a value": b'{"channel": "email", "arrives": "2024-11-29", "facts": ' + b'{"a":' * 100_000,
    "900 brackets that close": b'{"channel": "email", "arrives": ' + b"[" * 900 + b"]" * 900 + b"}",
    "100,000 brackets that close": b'{"channel": "email", "arrives": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "a number of 5,000 digits": b'{"channel": "email", "arrives": "2024-11-29", "facts": {"rings": ' + b"9" * 5_000
    + b"}}",
    "a count of 5,000 digits": b'{"channel": "email", "arrives": "2024-11-29", "facts": {"rings": "' + b"9" * 5_000
    + b'"}}',
    "no number": b'{"channel": "email", "arrives": "2024-11-29", "facts": {"rings": NaN}}',
    "a null byte": b'{"channel": "em\x00ail", "arrives": "2024-11-29"}',
    "an arrival before there are days": b'{"channel": "email", "arrives": "0001-01-01T00:00+14:00"}',
    "an arrival after all days": b'{"channel": "email", "arrives": "9999-12-31T23:59-14:00"}',
    "an event after all days": b'{"channel": "email", "arrives": "2024-11-29", "events": {"replied": "9999-12-31"}}',
    "half of a line": GOOD[:20],
    "two objects": GOOD + GOOD,
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_LINES)
def test_a_bad_line_is_one_error_and_the_rest_go_on(name: str, built: dict[str, Built]) -> None:
    given = b"\n".join([GOOD, BAD_LINES[name], GOOD])
    first, bad, last = answers(run(built["polha"], *AS_OF, given=given))
    assert first == last
    assert first["promises"][0]["says"] == DUE
    assert set(bad) == {"error"}
    assert set(bad["error"]) == {"code", "message", "help"}
    assert len(json.dumps(bad)) < 2_000


def test_a_mark_and_windows_line_ends_are_read(built: dict[str, Built]) -> None:
    given = b"\xef\xbb\xbf" + GOOD + b"\r\n\r\n" + GOOD + b"\r\n"
    found = answers(run(built["polha"], *AS_OF, given=given))
    assert [one["promises"][0]["says"] for one in found] == [DUE, DUE]


def test_letters_that_the_output_lacks_are_written_as_escapes(built: dict[str, Built]) -> None:
    line = '{"channel": "café", "arrives": "2024-11-29"}'.encode()
    wide = run(built["polha"], *AS_OF, given=line, PYTHONIOENCODING="utf-8")
    narrow = run(built["polha"], *AS_OF, given=line, PYTHONIOENCODING="ascii")
    assert "`café`" in wide.stdout.decode()
    assert b"caf\\u00e9" in narrow.stdout
    assert answers(wide) == answers(narrow)


@pytest.mark.parametrize("flags", [(), ("--channel", "email", "--arrives", "2024-11-29")], ids=["lines", "flags"])
def test_a_full_disk(flags: tuple[str, ...], built: dict[str, Built]) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [*ALONE, *flags, *AS_OF], cwd=built["polha"].checker.parent, input=GOOD * (not flags), stdout=full,
            stderr=subprocess.PIPE, check=False, env={},
        )  # fmt: skip
    assert ran.returncode == 2
    assert ran.stderr == b"error: standard input or output fails: No space left on device\n"


def test_a_reader_that_has_had_enough(built: dict[str, Built]) -> None:
    """As with `head -1`: no word, no traceback."""
    process = subprocess.Popen(
        [*ALONE, *AS_OF], cwd=built["polha"].checker.parent, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env={},
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    process.stdin.write((GOOD + b"\n") * 200)
    process.stdin.close()
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), said) == (1, b"")


CONTRADICTIONS = (
    ("--fact", "unresolved=yes", "--fact", "unresolved=no"),
    ("--date", "promised=2024-12-12", "--date", "promised=2024-12-13"),
    ("--priority", "urgent", "--category", "priority=routine"),
    ("--category", "channel=letter"),
    ("--fact", "unresolved"),
)


@pytest.mark.parametrize("flags", CONTRADICTIONS, ids=" ".join)
def test_flags_that_contradict_each_other(flags: tuple[str, ...], built: dict[str, Built]) -> None:
    ran = run(built["polha"], "--channel", "email", "--arrives", "2024-11-29", *AS_OF, *flags)
    assert (ran.returncode, ran.stderr) == (2, b"")
    assert set(json.loads(ran.stdout)) == {"error"}
