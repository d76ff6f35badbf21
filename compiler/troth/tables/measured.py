"""Several contacts of a policy, judged and measured together: the form of `troth due --contacts --format json`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from troth.calendars.local_time import to_utc
from troth.calendars.workdays import WorkCalendar
from troth.deadlines.answer import Reading
from troth.deadlines.contact import word_tables
from troth.model.policy import Policy
from troth.tables.shares import measure_contacts
from troth.wording.answer import Answers


def measure(
    policy: Policy,
    calendar: WorkCalendar,
    fingerprints: dict[str, str],
    contacts: Iterable[tuple[int, Any]],
    as_of: int,
    reading: Reading = Reading.ANNOUNCED,
) -> dict[str, Any]:
    """The answers to numbered contacts as of an instant, those `rejected`, and how far the targets are reached.

    In the place of a contact that cannot be read may stand why: Unreadable. See `shares.measure_contacts`.
    """
    answers = Answers(policy, calendar, fingerprints)
    promises = [promise.id for promise in policy.promises()]
    watched = list(dict.fromkeys(word_tables(policy)["missed"].values()))
    head: dict[str, Any] = {"policy": policy.id, "as_of": to_utc(as_of).isoformat()}
    if reading is not Reading.ANNOUNCED:
        head["calendar"] = str(reading)
    found = measure_contacts(contacts, lambda contact: answers.to(contact, as_of, reading), promises, watched)
    return {**head, "fingerprints": fingerprints, **found}
