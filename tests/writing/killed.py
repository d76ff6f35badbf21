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

from tests.writing.shown import lay_others, lies_in, ours

from troth import writing
from troth.project import build, load_all

MOMENTS = 50
_CHANGES = (
    *((os, name) for name in ("link", "mkdir", "rename", "replace", "unlink", "rmdir", "chmod", "symlink")),
    (writing, "_exchange"),
)


def main(folder: Path) -> None:
    """A line of JSON for each killed build: when it was killed, whether it ran, and what then lay there."""
    old, new = (load_all([str(folder / name)]) for name in ("old", "new"))
    out = (folder / "out").resolve()
    build(old, folder / "kept")
    lay_others(folder / "kept")
    _lay(folder)
    whole = _took(lambda: build(new, out))
    files = {name: data.decode() for name, data in ours(out).items()}
    writes = _took(lambda: writing.put_in_place(out, files))
    chance = random.Random(20_261_122)
    for _ in range(MOMENTS // 2):
        _report(folder, lambda: build(new, out), chance.uniform(0, whole), "build")
        _report(folder, lambda: writing.put_in_place(out, files), chance.uniform(0, writes), "writing")
    call = 1
    while _report(folder, partial(_stops, out, files, call), None, f"call {call}"):
        call += 1


def _took(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _report(folder: Path, work: Callable[[], object], after: float | None, said: str) -> bool:
    """Whether the work was killed, rather than ending by itself; writes what it left, and what a build then leaves.

    `after`: the seconds after which it is killed; None for one that ends itself.
    """
    _lay(folder)
    reads, ready = os.pipe()
    process = os.fork()
    if not process:
        try:
            os.write(ready, b".")
            work()
        finally:
            os._exit(0)
    if after is not None:
        os.read(reads, 1)
        time.sleep(after)
        os.kill(process, signal.SIGKILL)
    was_killed = os.WIFSIGNALED(os.waitpid(process, 0)[1])
    os.close(reads)
    os.close(ready)
    found: dict[str, Any] = {"when": said, "killed": was_killed, "left": _state(folder)}
    lying = {name: data.decode() for name, data in ours(folder / "out").items()}
    writing.put_in_place((folder / "out").resolve(), lying)
    found["then"] = _state(folder)
    found["beside"] = sorted(path.name for path in folder.iterdir())
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()  # a child would write what is left in it again
    return was_killed


def _state(folder: Path) -> dict[str, str]:
    return {name: data.decode() for name, data in lies_in(folder / "out").items()}


def _lay(folder: Path) -> None:
    """The old build, with files of others in it and nothing beside it."""
    shutil.rmtree(folder / "out", ignore_errors=True)
    shutil.copytree(folder / "kept", folder / "out")


def _stops(out: Path, files: dict[str, str], at: int) -> None:
    """End as if killed, before that many-th call that changes the file system."""
    left = at

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def stopping(*given: Any, **named: Any) -> Any:
            nonlocal left
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*given, **named)

        return stopping

    for module, name in _CHANGES:
        setattr(module, name, counted(getattr(module, name)))
    writing.put_in_place(out, files)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
