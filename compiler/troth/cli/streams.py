"""Where standard output fails: a full disk, a closed pipe, an encoding that lacks a letter. No traceback."""

from __future__ import annotations

import errno
import sys
from contextlib import suppress
from typing import Any, NoReturn

import click

_FAILED = 2


class Guarded(click.Group):
    """A group of commands that ends with 2 and one line on standard error where a result cannot be written.

    A reader that closes the pipe, as `head` does, has had enough: then it ends with 1 and says nothing.
    """

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command that the arguments name, and write out what it said."""
        if sys.stdout is None:
            _give_up("standard output is closed")
        try:
            try:
                return super().main(*args, **kwargs)
            finally:
                sys.stdout.flush()
        except UnicodeEncodeError as problem:
            letter = problem.object[problem.start : problem.start + 1]
            _give_up(f"{letter!a} cannot be written in {problem.encoding}; set PYTHONIOENCODING=utf-8")
        except OSError as problem:
            if problem.filename is not None:
                raise  # a file of ours, not a stream
            with suppress(OSError):  # what is still held would be tried once more when Python ends
                sys.stdout.close()
            if problem.errno == errno.EPIPE:
                raise SystemExit(1) from None
            _give_up(f"the result cannot be written: {problem.strerror}")


def _give_up(message: str) -> NoReturn:
    with suppress(OSError):
        sys.stderr.write(f"error: {message}\n")
    raise SystemExit(_FAILED) from None
