"""The text of a log's file, line by line in bounded memory, and what encoding it is in."""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from troth.diagnostics import Diagnostic
from troth.source import line_start, whole_file

MOST_IN_A_LINE = 2_000_000
"""Characters: no export has a longer line, and one of 200 MB is none."""
HEADER_FIRST = "let one row of column names be the first, without merged cells and without a title above it"
"""The remedy where the first row is no header."""
_UTF8 = "utf-8-sig"
_CHUNK = 1 << 20
_HEAD = 1 << 16
_WIDE = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", codecs.BOM_UTF32_BE: "utf-32"}


class LogRefused(Exception):
    """A log that is not judged: `findings` say why, each with its place and remedy."""

    def __init__(self, *findings: Diagnostic) -> None:
        super().__init__("\n".join(f"{one.span}: {one.code} {one.message}; {one.help}" for one in findings))
        self.findings = findings


def refused(path: Path, message: str, help: str, line: int = 0, code: str = "T710") -> LogRefused:
    """A file that cannot be read, or a line of it."""
    span = line_start(str(path), line) if line else whole_file(str(path))
    return LogRefused(Diagnostic(code=code, message=message, span=span, help=help))


def is_packed(path: Path) -> bool:
    """Is a file packed, by the end of its name?"""
    return path.suffix.lower() == ".gz"


def open_log(path: Path) -> IO[bytes]:
    """The bytes of a file, unpacked if it ends in `.gz`.

    Raises LogRefused.
    """
    try:
        if not path.stat().st_size:
            raise refused(path, "the file is empty", "export it again: not even a row of column names", 0, "T711")
        return cast(IO[bytes], gzip.open(path)) if is_packed(path) else path.open("rb")
    except (OSError, EOFError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise refused(path, f"the file cannot be read: {reason}", "check its name and who may read it") from None


def encoding_of(path: Path, named: str) -> str:
    """The encoding of a file: UTF-8 with or without a mark at its beginning, unless one is `named`.

    Raises LogRefused for a file that begins as UTF-8 does not.
    """
    if named:
        return _UTF8 if named == "utf-8" else named
    with open_log(path) as file:
        head = _read(file, path, _HEAD)
    for mark, wide in _WIDE.items():
        if head.startswith(mark):
            raise _not_utf8(path, f"the file begins as {wide.upper()} does", wide)
    if b"\0" in head:
        raise _not_utf8(path, "the file holds bytes that no text in UTF-8 holds", "utf-16")
    return _UTF8


def _not_utf8(path: Path, message: str, likely: str, line: int = 0) -> LogRefused:
    """`likely`: another encoding, if there is one to be proposed."""
    say = f"say in the mapping how it is written, such as `encoding: {likely}`"
    help_ = f"export it as UTF-8, {f'or {say}' if likely else 'and leave `encoding` out of the mapping'}"
    return refused(path, message, help_, line, "T712")


def text_lines(path: Path, encoding: str) -> Iterator[str]:
    """The lines of a file with their ends.

    Raises LogRefused: for bytes that are none of the encoding, and for a line beyond all measure.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    line, rest = 1, ""
    with open_log(path) as file:
        while True:
            chunk = _read(file, path)
            try:
                rest += decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as problem:
                here = line + rest.count("\n") + problem.object[: problem.start].count(b"\n")
                name = encoding.removesuffix("-sig").upper()
                message = f"line {here} holds a byte that is no {name}: {problem.object[problem.start]:#04x}"
                raise _not_utf8(path, message, "windows-1252" if encoding == _UTF8 else "", here) from None
            *lines, rest = rest.split("\n")
            for text in lines:
                _check_length(path, text, line)
                yield text + "\n"
                line += 1
            _check_length(path, rest, line)
            if not chunk:
                break
    if rest:
        yield rest


def unpack(path: Path, to: Path) -> None:
    """Write what is packed in a file to another.

    Raises LogRefused: also where its sum is wrong. OSError of writing.
    """
    with open_log(path) as file, to.open("wb") as unpacked:
        while chunk := _read(file, path):
            unpacked.write(chunk)


def _read(file: IO[bytes], path: Path, size: int = _CHUNK) -> bytes:
    try:
        return file.read(size)
    except (OSError, EOFError, zlib.error) as problem:
        raise refused(path, f"the file is damaged: {problem}", "export it, or copy it here, again") from None


def _check_length(path: Path, text: str, line: int) -> None:
    if len(text) > MOST_IN_A_LINE:
        message = f"line {line} has more than {MOST_IN_A_LINE:,} characters"
        raise refused(path, message, "this is no log with a line a row: export it again as CSV", line)
