"""`troth calendar`: the holiday locks beside policies."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import click

from troth.calendars.lock import same_days
from troth.cli.output import FINDINGS, load_policies, say, tell, wrong
from troth.project import update_locks, write_file


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--update", is_flag=True, help="Write the locks anew.")
@click.option("--check", "only_check", is_flag=True, help="Fail where a lock differs from the library.")
def calendar(paths: tuple[str, ...], update: bool, only_check: bool) -> None:
    """Compare the holiday locks with what the library `holidays` says now, and update them."""
    if update and only_check:
        wrong("--update and --check exclude each other")
    differ = 0
    locks = update_locks(load_policies(paths))
    for path, (now, fresh) in locks.items():
        if path.exists() and not path.is_file():
            wrong(f"{path.as_posix()} is no file", "the holiday lock is a file: move away what has its name")
        old, new = now.splitlines(), fresh.splitlines()
        if same_days(now, fresh) and (old[:1] == new[:1] or not update):
            continue
        differ += 1
        if now:
            for line in unified_diff(old, new, fromfile=path.as_posix(), tofile="the library", lineterm="", n=0):
                say(line)
        else:
            say(f"{path.as_posix()}: {len(new) - 1} holidays")
        if update:
            _write(path, fresh)
    tell(f"{differ} of {len(locks)} locks {'written' if update else 'differ'}")
    if differ and not update:
        raise SystemExit(FINDINGS)


def _write(path: Path, text: str) -> None:
    try:
        write_file(path, text)
    except OSError as problem:
        wrong(f"{path.as_posix()} cannot be written: {problem.strerror}")
