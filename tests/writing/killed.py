"""Builds that are killed, in a process of their own: `python -m tests.writing.killed FOLDER` writes what each left.

FOLDER holds `old/` and `new/`, the policies of two builds. A child is forked for each build, so that nothing is
imported twice; some are killed at a random moment of the build, some at a random moment of the writing, and one before
each call that changes the file system.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from tests.writing.shown import OTHERS, ours

from troth import project, writing
from troth.project import Compiled, build, load_all

MOMENTS = 50
_CHANGES = ((os, "link"), (os, "mkdir"), (os, "rename"), (os, "replace"), (os, "unlink"), (os, "rmdir"), (os, "chmod"))


def main(folder: Path) -> None:
    """A line of JSON for each killed build: when it was killed, whether it ran, and what then lay there."""
    old, new = (load_all([str(folder / name)]) for name in ("old", "new"))
    chance = random.Random(20_261_122)
    whole, writes = _took(folder, old, new)
    for number in range(MOMENTS):
        if number % 2:
            _report(folder, old, lambda ready: _waits(ready, new, folder), chance.uniform(0, whole), "build")
        else:
            _report(folder, old, lambda ready: _signals(ready, new, folder), chance.uniform(0, writes), "writing")
    call = 1
    while _report(folder, old, partial(_stops, new=new, folder=folder, at=call), None, f"call {call}"):
        call += 1


def _took(folder: Path, old: list[Compiled], new: list[Compiled]) -> tuple[float, float]:
    """The seconds of a whole build, and of its writing alone."""
    _lay(folder, old)
    started = time.perf_counter()
    build(new, folder / "out")
    whole = time.perf_counter() - started
    files = {name: data.decode() for name, data in ours(folder / "out").items()}
    started = time.perf_counter()
    writing.put_in_place((folder / "out").resolve(), files)
    return whole, time.perf_counter() - started


def _report(folder: Path, old: list[Compiled], child: Callable[[int], None], after: float | None, said: str) -> bool:
    """Whether the build was killed, rather than ending by itself; writes what it left, and what a build then leaves."""
    _lay(folder, old)
    reads, ready = os.pipe()
    process = os.fork()
    if not process:
        try:
            child(ready)
        finally:
            os._exit(0)
    os.close(ready)
    if after is not None:
        os.read(reads, 1)
        time.sleep(after)
        os.kill(process, signal.SIGKILL)
    status = os.waitpid(process, 0)[1]
    os.close(reads)
    was_killed = os.WIFSIGNALED(status)
    found: dict[str, Any] = {"when": said, "killed": was_killed, "left": _state(folder)}
    _again(folder)
    found["then"] = _state(folder)
    found["beside"] = sorted(path.name for path in folder.iterdir())
    sys.stdout.write(json.dumps(found) + "\n")
    return was_killed


def _again(folder: Path) -> None:
    """Build what lies there once more, which clears what was left."""
    files = {name: data.decode() for name, data in ours(folder / "out").items()}
    writing.put_in_place((folder / "out").resolve(), files)


def _state(folder: Path) -> dict[str, str]:
    out = folder / "out"
    return {path.relative_to(out).as_posix(): path.read_text() for path in out.rglob("*") if path.is_file()}


def _lay(folder: Path, old: list[Compiled]) -> None:
    """The old build, with files of others in it and nothing beside it."""
    kept = folder / "kept"
    if not kept.is_dir():
        build(old, kept)
        for name, text in OTHERS.items():
            (kept / name).parent.mkdir(parents=True, exist_ok=True)
            (kept / name).write_text(text)
    for path in folder.glob(".out.*"):
        shutil.rmtree(path)
    shutil.rmtree(folder / "out", ignore_errors=True)
    shutil.copytree(kept, folder / "out")


def _waits(ready: int, new: list[Compiled], folder: Path) -> None:
    os.write(ready, b".")
    build(new, folder / "out")


def _signals(ready: int, new: list[Compiled], folder: Path) -> None:
    place = writing.put_in_place

    def signalling(*given: Any) -> None:
        os.write(ready, b".")
        place(*given)

    vars(project)["put_in_place"] = signalling
    build(new, folder / "out")


def _stops(ready: int, new: list[Compiled], folder: Path, at: int) -> None:
    """End as if killed, before that many-th call that changes the file system."""
    left = [at]

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def stopping(*given: Any, **named: Any) -> Any:
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*given, **named)

        return stopping

    for module, name in _CHANGES:
        setattr(module, name, counted(getattr(module, name)))
    vars(writing)["_exchange"] = counted(writing._exchange)
    os.close(ready)
    build(new, folder / "out")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
