"""`troth explain`: what a finding means, why it is refused, and what to write instead."""

from __future__ import annotations

from typing import Any

import click
from rich.markdown import Markdown
from rich.theme import Theme

from troth.charter.findings import FindingPage, finding_page, finding_pages
from troth.cli.output import RESULT, say, say_json, wrong
from troth.diagnostics import CATALOGUE
from troth.spelling import nearest

_WIDEST = 100
_THEME = Theme({"markdown.code": "bold cyan"})
_LISTED = "`troth explain --list` lists every finding"


@click.command()
@click.argument("finding", required=False, metavar="[CODE]")
@click.option("--list", "everything", is_flag=True, help="Every finding, a line each.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How it is written.")
def explain(finding: str | None, everything: bool, form: str) -> None:
    """Explain a finding: CODE is its code, such as T203, or its name, such as ambiguous-count."""
    if everything == (finding is not None):
        wrong("name one finding, or list them all", "`troth explain T203`, or `troth explain --list`")
    if finding is None:
        _show_all(form)
    else:
        _show(_page_of(finding), form)


def _page_of(said: str) -> FindingPage:
    """The page of a code or name, in capitals or not; exits with 2 where there is none."""
    codes = {name: code for code, (name, _) in CATALOGUE.items()} | {code.lower(): code for code in CATALOGUE}
    key = "-".join(said.lower().split())
    if key not in codes:
        meant = codes.get(nearest(key, codes) or "")
        wrong(f"there is no finding `{said}`", f"did you mean {meant}, `{CATALOGUE[meant][0]}`?" if meant else _LISTED)
    page = finding_page(codes[key])
    if page is None:
        wrong(f"the finding {codes[key]}, `{CATALOGUE[codes[key]][0]}`, has no page", _LISTED)
    return page


def _show(page: FindingPage, form: str) -> None:
    if form == "json":
        say_json(_data(page) | {"text": page.markdown})
    elif RESULT.is_terminal:
        width = min(RESULT.width, _WIDEST)
        with RESULT.use_theme(_THEME):
            RESULT.print(Markdown(page.markdown, code_theme="ansi_dark"), width=width, soft_wrap=False)
    else:
        say(page.markdown.rstrip("\n"))


def _show_all(form: str) -> None:
    pages = finding_pages()
    if form == "json":
        say_json([_data(page) for page in pages])
        return
    widest = max(len(page.name) for page in pages)
    for page in pages:
        say(f"{page.code}  {page.severity:<7}  {page.name:<{widest}}  {page.summary}")


def _data(page: FindingPage) -> dict[str, Any]:
    return {"code": page.code, "name": page.name, "severity": str(page.severity), "summary": page.summary}
