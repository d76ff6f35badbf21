"""`troth due`: every promise for one contact, and why: in a sentence, or day by day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from troth.cli.as_of import as_of_instant
from troth.cli.output import load_sound, say, say_json, wrong
from troth.cli.several import measure_file
from troth.deadlines.answer import Reading
from troth.deadlines.reading import Unreadable, contact_from_flags
from troth.model.calendar import Calendar
from troth.model.limit import Vague
from troth.model.policy import Policy
from troth.project import work_calendar
from troth.report.answers import answer_text, no_deadline_text, would_apply_text
from troth.wording.answer import Answers

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _many(name: str, metavar: str, help: str) -> Callable[[_Command], _Command]:
    return click.option(name, multiple=True, metavar=metavar, help=help)


@click.command()
@click.argument("policy")
@click.option("--channel", help="How the contact came: email, phone, letter …")
@click.option("--kind", help="What it is about: complaint, repair …")
@click.option("--priority", help="Its priority, where the policy has that category.")
@click.option("--stage", help="Its stage, where the policy has that category.")
@click.option("--party", help="From whom: customer (the default), colleague …")
@_many("--category", "NAME=VALUE", "Another category of the policy's own.")
@click.option("--arrives", metavar="TIME", help='When: "2024-11-29T16:50", local unless it has an offset.')
@_many("--at", "EVENT=TIME", "An event that happened; a time of day alone is on the day of arrival.")
@_many("--fact", "NAME=VALUE", "A fact, a state at arrival (yes or no), or a count: rings=4.")
@_many("--date", "NAME=DATE", "A date that the contact carries: promised, agreed, told.")
@_many("--missed", "PROMISE=DATE", "A deadline that an earlier contact of the same customer missed.")
@click.option(
    "--calendar",
    "reading",
    type=click.Choice([str(one) for one in Reading]),
    default=str(Reading.ANNOUNCED),
    help="Which closed days count: those announced while a deadline was open, or only those known on arrival.",
)
@click.option("--as-of", metavar="DATE", help="As of when the status is: a date (its end) or an instant. Default: now.")
@click.option(
    "--contacts", metavar="FILE", help="Several contacts, a line of JSON each (`-`: standard input), measured together."
)
@click.option("--why", is_flag=True, help="Every day with why it counts or not, and all that moved the deadline.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How the answer is written."
)
def due(policy: str, form: str, as_of: str | None, why: bool, reading: str, contacts: str | None, **given: Any) -> None:
    """Say when each promise to one contact is due, and why. POLICY is a path, or an id in `policies/`.

    As JSON, the whole answer is there with `--why` or without. With `--contacts`, how far the targets are reached by
    all of a file's contacts together.
    """
    _check_flags(contacts, why, given)
    compiled = load_sound([policy])
    if len(compiled) > 1:
        wrong(f"`{policy}` holds {len(compiled)} policies", "name one of them")
    one = compiled[0]
    assert one.policy is not None
    calendar = one.calendar or work_calendar(_NO_CALENDAR)
    if contacts is not None:
        measure_file(one, calendar, contacts, as_of_instant(as_of, calendar), Reading(reading), form)
        return
    try:
        contact = contact_from_flags(given)
    except Unreadable as problem:
        wrong(problem.message, problem.help, problem.code)
    answers = Answers(one.policy, calendar, one.fingerprints)
    instant = as_of_instant(as_of, calendar)
    data = answers.to(contact, instant, Reading(reading))
    if "error" in data:
        wrong(data["error"]["message"], data["error"]["help"], data["error"]["code"])
    if form == "json":
        say_json(data)
    elif data["promises"] or data["unmeasured"]:
        say(answer_text(data, calendar.clock, why=why))
    elif not _is_measured(one.policy):
        say(no_deadline_text(one.policy.id))
    else:
        say(answer_text(data, calendar.clock))
        say(would_apply_text(_would_apply(one.policy, contact, answers, instant)))


def _check_flags(contacts: str | None, why: bool, given: dict[str, Any]) -> None:
    """One contact by its flags, or several from a file."""
    if contacts is None:
        for name in ("channel", "arrives"):
            if given[name] is None:
                raise click.MissingParameter(param_hint=f"'--{name}'", param_type="option")
        return
    said = [name for name, value in (("why", why), *given.items()) if value]
    if said:
        wrong(f"`--{said[0]}` says something of one contact", "with `--contacts`, the file says it of each")


_NO_CALENDAR = Calendar(name="", zone="UTC", first_year=1971, last_year=2099)
"""By which a contact is read where the policy has no calendar: none of its promises is measured."""


def _is_measured(policy: Policy) -> bool:
    limits = (limit for promise in policy.promises() for limit in promise.every_limit())
    return any(not isinstance(limit, Vague) for limit in limits)


def _would_apply(
    policy: Policy, contact: dict[str, Any], answers: Answers, as_of: int
) -> dict[tuple[str, ...], list[str]]:
    """The flags that would make promises apply to a contact that has none, each with their identities.

    A kind or a party alone, where that is enough; else both.
    """
    ways = {name: [(name, term.name) for term in policy.words.terms(name)] for name in _ASKED if name not in contact}
    alone = [(pair,) for pairs in ways.values() for pair in pairs]
    both = [(kind, party) for kind in ways.get("kind", ()) for party in ways.get("party", ())]
    for tried in (alone, both):
        found: dict[tuple[str, ...], list[str]] = {}
        for given in tried:
            data = answers.to({**contact, **dict(given)}, as_of)
            listed = [one["id"] for part in ("promises", "unmeasured") for one in data.get(part, ())]
            if listed:
                found[tuple(f"--{name} {_quoted(value)}" for name, value in given)] = listed
        if found:
            return found
    return {}


_ASKED = ("kind", "party")


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value
