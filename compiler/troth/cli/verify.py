"""`troth verify`: shows that published pages and built checkers promise the same."""

from __future__ import annotations

from pathlib import Path

import click

from troth.charter.fetched import NotReached, fetched
from troth.charter.verify import KINDS, verify_files
from troth.charter.verify import verify as verify_site
from troth.cli.output import FINDINGS, say, say_json, tell, wrong
from troth.diagnostics import Diagnostic
from troth.report.findings import finding_data, finding_text
from troth.wording.style import plural

_KINDS = ", ".join(KINDS)
_EVERY = "Ask at one in N of the instants at which a deadline can change; 1, all of them, is the proof."


@click.command()
@click.argument("folders", metavar="[SITE] BUILD", nargs=-1, type=click.Path(path_type=Path))
@click.option("--url", metavar="ADDRESS", help="Read the pages of a site on the web in place of SITE.")
@click.option("--only", metavar="KINDS", help=f"Run checkers of these kinds only: {_KINDS}.")
@click.option("--every", metavar="N", default=1, type=click.IntRange(1), help=_EVERY)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How findings are written.")
def verify(folders: tuple[Path, ...], url: str | None, only: str | None, every: int, form: str) -> None:
    """Read the pages of SITE and the checkers of BUILD, and show that they promise the same.

    SITE is a folder of pages, whatever made them; what is marked on them (data-troth) is read, as a visitor sees it.
    What is hidden, struck out or in a comment is not published. Each sentence and the calendar are read back into a
    policy, and every checker of BUILD is asked for the deadlines that this policy gives: around every instant at which
    one can change, and for random contacts.

    Whatever differs is a finding with its page, its promise and an arrival that shows it, and the command ends with 1;
    with 2 where a folder or the site cannot be read at all.
    """
    kinds = _kinds(only)
    build = folders[-1] if folders else Path()
    if len(folders) != (2 if url is None else 1):
        usage = "troth verify SITE BUILD" if url is None else "troth verify --url ADDRESS BUILD"
        wrong("the pages of one site are compared with one build", f"write `{usage}`")
    for folder in folders:
        if not folder.is_dir():
            wrong(f"there is no folder {folder.as_posix()}", "build first: `troth build`, then `mkdocs build`")
    if url is None:
        found = verify_site(folders[0], build, tell, every, kinds)
    else:
        try:
            found = verify_files(fetched(url, tell), url, build, tell, every, kinds)
        except NotReached as problem:
            wrong(problem.args[0], problem.help, "T810")
    _show(found, form)


def _kinds(only: str | None) -> tuple[str, ...]:
    """The kinds of checkers that are named; () for all."""
    if only is None:
        return ()
    kinds = tuple(kind.strip() for kind in only.split(","))
    for kind in kinds:
        if kind not in KINDS:
            wrong(f"there is no kind of checker `{kind}`", f"the kinds are: {_KINDS}")
    return kinds


def _show(found: list[Diagnostic], form: str) -> None:
    if form == "json":
        say_json([finding_data(finding) for finding in found])
    else:
        for finding in found:
            say(finding_text(finding, ""))
    if found:
        tell(f"the pages and the checkers differ: {plural(len(found), 'finding')}")
        raise SystemExit(FINDINGS)
    tell("the pages and the checkers promise the same")
