"""Policies made for a test: a few lines of policy text, with holidays from the oracle, compiled as any policy is."""

from __future__ import annotations

import textwrap
from functools import cache
from pathlib import Path
from typing import Any

from tests.oracle.days import public_holidays

from troth.calendars.workdays import WorkCalendar
from troth.deadlines.answer import Answer, answer
from troth.deadlines.contact import ContactReader
from troth.deadlines.reading import read_moment
from troth.project import Compiled, compile_text
from troth.wording.answer import answer_data

DAY_0 = "the day of arrival is day 0"
NEXT_OPEN = "a contact that arrives while closed arrives when we next open"

_HEAD = """\
policy made "Made for a test"
    organisation   "Made"
    owner          "Nobody"
    approved       3 March 2026 by "Nobody"
    review every   3 years
    applies to     customers, colleagues
    calendar       office

calendar office
    time zone      {zone}
    years          {first} to {last}
    holidays       {region}
    working days   {weekdays}
    counting       {counting}
    month end      the last day of the month
"""


@cache
def compiled(
    body: str,
    *,
    region: str = "GB-SCT",
    counting: str = DAY_0,
    roll: str | None = None,
    zone: str = "Europe/London",
    years: tuple[int, int] = (2015, 2030),
    weekdays: str = "Monday to Friday",
    calendar: str = "",
) -> Compiled:
    """The policy `made` with these standards and facts beneath its header; fails where the text has an error.

    `calendar`: further lines of the calendar block.
    """
    first, last = years
    head = _HEAD.format(zone=zone, first=first, last=last, region=region, weekdays=weekdays, counting=counting)
    if roll is not None:
        head += f"    roll           {roll}\n"
    head += textwrap.indent(textwrap.dedent(calendar), "    ")
    text = f"{head}\n{textwrap.dedent(body)}"
    found = compile_text(Path("made.policy"), "made.policy", text.encode(), lock_text(region, first, last))
    assert not found.has_errors, [finding.message for finding in found.findings if finding.is_error]
    return found


def lock_text(region: str, first: int, last: int) -> str:
    """A holiday lock, written here from what the library `holidays` says."""
    days = public_holidays(region, first, last)
    lines = [f"{region} {day.isoformat()} {name}" for day, name in sorted(days.items())]
    return "\n".join([f"# holidays of {region}, {first} to {last}, from holidays 0", *lines]) + "\n"


def calendar_of(one: Compiled) -> WorkCalendar:
    assert one.calendar is not None
    return one.calendar


def judged(one: Compiled, contact: dict[str, Any], as_of: str) -> Answer:
    """The answer of the reference semantics for a contact in plain values, as of a time in ISO 8601."""
    calendar = calendar_of(one)
    assert one.policy is not None
    until = read_moment("as of", as_of, calendar.clock, calendar.rules.zone)[1]
    return answer(one.policy, ContactReader(one.policy, calendar).read(contact), calendar, until)


def ask(one: Compiled, as_of: str = "2015-01-01", **contact: Any) -> dict[str, dict[str, Any]]:
    """The promises of a contact by identity, as `troth due --format json` gives them."""
    assert one.policy is not None
    data = answer_data(judged(one, contact, as_of), one.policy, calendar_of(one), {})
    return {promise["id"]: promise for promise in data["promises"]}


def only(one: Compiled, as_of: str = "2015-01-01", **contact: Any) -> dict[str, Any]:
    """The one promise of a contact."""
    (promise,) = ask(one, as_of, **contact).values()
    return promise
