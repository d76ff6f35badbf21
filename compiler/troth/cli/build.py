"""`troth build`: the compiled artefacts of policies."""

from __future__ import annotations

from pathlib import Path

import click

from troth.cli.output import load_sound, say, wrong
from troth.project import build as build_all


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--out", type=click.Path(path_type=Path), default=Path("build"), show_default=True, help="Where to.")
def build(paths: tuple[str, ...], out: Path) -> None:
    """Build `policy.json`, `checker.py`, `checker.sql` and `manifest.json` of each policy."""
    compiled = load_sound(paths)
    try:
        built = build_all(compiled, out)
    except OSError as problem:
        wrong(f"{out} cannot be written: {problem.strerror}")
    for one in compiled:
        assert one.policy is not None
        say(f"{(out / one.policy.id).as_posix()}  promises {one.fingerprints['promises'][:19]}…")
        without = built[one.policy.id]["not_in_sql"]
        assert isinstance(without, dict)
        for promise, what in without.items():
            say(f"  checker.sql does not say of {promise}: {what}")
