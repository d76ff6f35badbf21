"""`troth check`: parse, resolve, check; every finding with code, place and what to write instead; `--fix` mends."""

from __future__ import annotations

import click

from troth.cli.output import FINDINGS, MESSAGE, load_policies, show_findings, tell, wrong
from troth.project import Compiled, mend
from troth.report.findings import mended_text, mending_text, summary_text
from troth.syntax.fixing import sole_fix


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How findings are written.")
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option("--fix", is_flag=True, help="First mend the files, wherever one correction alone can be meant.")
def check(paths: tuple[str, ...], form: str, strict: bool, fix: bool) -> None:
    """Check policies: files, folders, or ids of policies in `policies/` (all of them by default)."""
    compiled = load_policies(paths)
    mended = 0
    if fix:
        mended = sum(_mend(one) for one in compiled)
        compiled = load_policies(paths)
    show_findings(compiled, form)
    findings = [finding for one in compiled for finding in one.findings]
    if fix:
        tell(mending_text(mended, len(findings)))
    tell(summary_text(findings, len(compiled)))
    errors = [finding.code for finding in findings if finding.is_error]
    if errors and MESSAGE.is_terminal:
        tell(f"run `troth explain {errors[0]}` for more")
    if errors or (strict and findings):
        raise SystemExit(FINDINGS)


def _mend(one: Compiled) -> int:
    """Mend a file, and say what was done to it; returns how many findings that ended."""
    try:
        mended = mend(one)
    except OSError as problem:
        wrong(f"{one.path} cannot be written: {problem.strerror}", "nothing was changed in it")
    for finding in mended:
        if fix := sole_fix(finding):
            tell(mended_text(finding, fix))
    return len(mended)
