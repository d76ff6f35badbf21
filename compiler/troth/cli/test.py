"""`troth test`: runs the examples of policies."""

from __future__ import annotations

import click

from troth.checks.examples import run_examples
from troth.cli.output import FINDINGS, load_sound, say, say_json, tell
from troth.report.findings import finding_data, finding_text
from troth.wording.style import plural


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How findings are written.")
def test(paths: tuple[str, ...], form: str) -> None:
    """Run the `example` blocks of policies."""
    compiled = load_sound(paths)
    total, failures = 0, []
    for one in compiled:
        assert one.policy is not None
        found = list(run_examples(one.policy, one.calendar))
        failures.extend(found)
        total += len(one.policy.examples)
        if form == "text":
            for finding in found:
                say(finding_text(finding, one.text))
    if form == "json":
        say_json([finding_data(finding) for finding in failures])
    where = "1 policy" if len(compiled) == 1 else f"{len(compiled)} policies"
    tell(
        f"{total} example{'' if total == 1 else 's'} in {where}: "
        + (plural(len(failures), "finding") if failures else "as expected")
    )
    if failures:
        raise SystemExit(FINDINGS)
