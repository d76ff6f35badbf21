"""What goes into the judging of a log and comes out of it: contacts, and the rows of their promises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from troth.audit.result_row import ResultRow

OUTSIDE = "a calendar of that year"
"""What is missing where the arrival or a deadline of a contact lies beyond the calendar's years."""


class JudgedRow(NamedTuple):
    """A result row; what is missing, of an unknown one; and what its promise's targets say of it.

    `targets`: in the form of `wording.targets.measured_data`.
    """

    row: ResultRow
    missing: str = ""
    targets: Sequence[Mapping[str, Any]] = ()


class LogContact(NamedTuple):
    """A contact of a log: where it stands, its id and customer, and the rest in the form of `troth due`.

    `unreadable`: names of what could not be read, as the canonical relation names its columns (`event replied`, `fact
    away`, `channel`), left out of `data`.
    """

    file: str
    row: int
    id: str
    customer: str | None
    data: Mapping[str, Any]
    unreadable: tuple[str, ...] = ()


class Refused(NamedTuple):
    """A contact that cannot be judged at all: a finding's code, and its message."""

    code: str
    message: str
