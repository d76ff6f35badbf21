"""`troth verify`: shows that published pages and built checkers promise the same."""

from __future__ import annotations

from pathlib import Path

import click

from troth.charter.verify import verify as verify_site
from troth.cli.output import FINDINGS, say, say_json, tell, wrong
from troth.report.findings import finding_data, finding_text
from troth.wording.style import plural


@click.command()
@click.argument("site", type=click.Path(path_type=Path))
@click.argument("build", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How findings are written.")
def verify(site: Path, build: Path, form: str) -> None:
    """Read the pages of SITE and the checkers of BUILD, and show that they promise the same."""
    for folder in (site, build):
        if not folder.is_dir():
            wrong(f"there is no folder {folder.as_posix()}", "build first: `troth build`, then `mkdocs build`")
    found = verify_site(site, build, tell)
    if form == "json":
        say_json([finding_data(finding) for finding in found])
    else:
        for finding in found:
            say(finding_text(finding, ""))
    if found:
        tell(f"the pages and the checkers differ: {plural(len(found), 'finding')}")
        raise SystemExit(FINDINGS)
    tell("the pages and the checkers promise the same")
