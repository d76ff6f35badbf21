"""`troth check`: parse, resolve, check; every finding with code, place and what to write instead."""

from __future__ import annotations

import click

from troth.cli.output import FINDINGS, load_policies, show_findings, tell
from troth.report.findings import summary_text


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How findings are written.")
@click.option("--strict", is_flag=True, help="Warnings fail too.")
def check(paths: tuple[str, ...], form: str, strict: bool) -> None:
    """Check policies: files, folders, or ids of policies in `policies/` (all of them by default)."""
    compiled = load_policies(paths)
    show_findings(compiled, form)
    findings = [finding for one in compiled for finding in one.findings]
    tell(summary_text(findings, len(compiled)))
    if any(finding.is_error for finding in findings) or (strict and findings):
        raise SystemExit(FINDINGS)
