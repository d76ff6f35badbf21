"""`troth build`: the compiled artefacts of policies."""

from __future__ import annotations

from pathlib import Path

import click

from troth.cli.output import load_sound, say, tell, wrong
from troth.project import build as build_all


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--out", type=click.Path(path_type=Path), default=Path("build"), show_default=True, help="Where to.")
def build(paths: tuple[str, ...], out: Path) -> None:
    """Build `policy.json`, `manifest.json` and the checkers of each policy: `checker.py`, `checker.mjs`, `checker.sql`.

    What is JSON has its schema beside it. All of it is put in place in one step, or nothing is changed. Other files in
    the folder stay as they are.
    """
    compiled = load_sound(paths)
    try:
        built = build_all(compiled, out)
    except OSError as problem:
        wrong(f"{out} cannot be written: {problem.strerror}", "what was there is as it was")
    if built.not_at_once:
        tell(f"note: {out} was written file by file, the manifest last, and not in one step: {built.not_at_once}")
    for one in compiled:
        assert one.policy is not None
        say(f"{(out / one.policy.id).as_posix()}  promises {one.fingerprints['promises'][:19]}")
        without = built.policies[one.policy.id]["not_in_sql"]
        assert isinstance(without, dict)
        for promise, what in without.items():
            say(f"  checker.sql does not say of {promise}: {what}")
