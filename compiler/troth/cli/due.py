"""`troth due`: every promise for one contact, with the day-by-day reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from troth.cli.as_of import as_of_instant
from troth.cli.output import load_sound, say, say_json, wrong
from troth.deadlines.reading import Unreadable, contact_from_flags
from troth.report.answers import answer_text
from troth.wording.answer import Answers

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _many(name: str, metavar: str, help: str) -> Callable[[_Command], _Command]:
    return click.option(name, multiple=True, metavar=metavar, help=help)


@click.command()
@click.argument("policy")
@click.option("--channel", required=True, help="How the contact came: email, phone, letter …")
@click.option("--kind", help="What it is about: complaint, repair …")
@click.option("--priority", help="Its priority, where the policy has that category.")
@click.option("--stage", help="Its stage, where the policy has that category.")
@click.option("--party", help="From whom: customer (the default), colleague …")
@_many("--category", "NAME=VALUE", "Another category of the policy's own.")
@click.option(
    "--arrives", required=True, metavar="TIME", help='When: "2024-11-29T16:50", local unless it has an offset.'
)
@_many("--at", "EVENT=TIME", "An event that happened; a time of day alone is on the day of arrival.")
@_many("--fact", "NAME=VALUE", "A fact, a state at arrival (yes or no), or a count: rings=4.")
@_many("--date", "NAME=DATE", "A date that the contact carries: promised, agreed, told.")
@click.option("--as-of", metavar="DATE", help="As of when the status is: a date (its end) or an instant. Default: now.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How the answer is written."
)
def due(policy: str, form: str, as_of: str | None, **given: Any) -> None:
    """Say when each promise to one contact is due, and why. POLICY is a path, or an id in `policies/`."""
    compiled = load_sound([policy])
    if len(compiled) > 1:
        wrong(f"`{policy}` holds {len(compiled)} policies", "name one of them")
    one = compiled[0]
    assert one.policy is not None
    if one.calendar is None:
        wrong(f"the policy `{one.policy.id}` has no calendar: it promises no deadline")
    try:
        contact = contact_from_flags(given)
    except Unreadable as problem:
        wrong(problem.message, problem.help)
    instant = as_of_instant(as_of, one.calendar)
    data = Answers(one.policy, one.calendar, one.fingerprints).to(contact, instant)
    if "error" in data:
        wrong(data["error"]["message"], data["error"]["help"])
    if form == "json":
        say_json(data)
    else:
        say(answer_text(data))
