"""The command `troth`: its subcommands are listed here."""

from __future__ import annotations

import click

from troth import __version__
from troth.cli.audit import audit
from troth.cli.build import build
from troth.cli.calendar import calendar
from troth.cli.check import check
from troth.cli.due import due
from troth.cli.explain import explain
from troth.cli.format import format_policies
from troth.cli.init import init
from troth.cli.review import review
from troth.cli.streams import Guarded
from troth.cli.test import test
from troth.cli.trace import trace
from troth.cli.verify import verify

COMMANDS: tuple[click.Command, ...] = (
    init,
    check,
    format_policies,
    due,
    test,
    build,
    verify,
    audit,
    trace,
    review,
    calendar,
    explain,
)


@click.group(cls=Guarded, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="troth")
def main() -> None:
    """Service standards as code: one policy text, the checkers that run and the charter that is published."""


for command in COMMANDS:
    main.add_command(command)
