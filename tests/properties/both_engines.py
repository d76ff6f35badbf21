"""A policy in text put to both engines: to the reference semantics, and to the checker that is generated from it."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from functools import cache
from typing import Any

from tests.conformance.running import Both, checker_program, checker_source, compiled, engine
from tests.deadlines.made import lock_text
from tests.oracle import clocks

from troth import Policy

LONDON = "Europe/London"
HEAD = """\
policy made "Made for a test"
    organisation "Made"
    calendar office

calendar office
    time zone {zone}
    years {first} to {last}
    holidays {region}
    working days Monday to Friday
    month end the last day of the month
{lines}
"""
SMALL = """\
standard email
    for email
    must reply within 3 working days
"""


def policy_text(body: str, lines: Iterable[str], region: str, years: tuple[int, int], zone: str = LONDON) -> str:
    """A policy with these lines of its calendar besides, and these blocks beneath it."""
    beneath = "".join(f"    {line}\n" for line in lines)
    head = HEAD.format(zone=zone, first=years[0], last=years[1], region=region, lines=beneath)
    return head + textwrap.dedent(body)


@cache
def both(body: str, lines: tuple[str, ...], region: str, years: tuple[int, int], zone: str = LONDON) -> Both:
    """Compiled once a text, with the holidays that the library `holidays` says; fails where it has an error."""
    text = policy_text(body, lines, region, years, zone)
    lock = None if region == "none" else lock_text(region, *years)
    checker = _engine().Checker(checker_program(text, lock))
    return Both(Policy(compiled(text, lock)), checker)


@cache
def _engine() -> Any:
    """The code of a checker, which is the same for all policies."""
    text = policy_text(SMALL, ("counting the day of arrival is day 0",), "none", (2024, 2024))
    return engine(checker_source(text, None))


def answers(one: Both, contact: Mapping[str, Any], as_of: int, reading: str = "announced") -> dict[str, dict[str, Any]]:
    """The promises of a contact by identity, of each engine by its name.

    `as_of`: in microseconds. A contact that is refused has none.
    """
    until = dt.datetime.fromisoformat(clocks.utc(as_of))
    found = {name: engine.due(contact, until, reading) for name, engine in one._asdict().items()}
    return {name: {row["id"]: row for row in answer.get("promises", ())} for name, answer in found.items()}


def damaged(one: Both, change: Callable[[dict[str, Any]], None]) -> Both:
    """A policy whose checker has another program."""
    program = deepcopy(one.checker.program)
    change(program)
    return Both(one.reference, _engine().Checker(program))


def measured(one: Both, contacts: Sequence[Mapping[str, Any]], as_of: int) -> dict[str, dict[str, Any]]:
    """What several contacts come to, of each engine by its name."""
    until = dt.datetime.fromisoformat(clocks.utc(as_of))
    return {name: engine.measure(contacts, until) for name, engine in one._asdict().items()}
