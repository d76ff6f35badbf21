"""`troth verify`: shows that published pages and built checkers promise the same."""

from __future__ import annotations

import click


@click.command()
@click.argument("site", type=click.Path())
@click.argument("build", type=click.Path())
def verify(site: str, build: str) -> None:
    """Read the pages of SITE and the checkers of BUILD, and show that they promise the same."""
