"""What checkers are asked by `troth verify`: its random contacts have everything in them that a contact can have."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from tests.charter.conftest import HERE

from troth.charter.compared import _SEED, RANDOM_CONTACTS
from troth.deadlines.reading import read_moment
from troth.model.limit import Every, Vague
from troth.project import load
from troth.tables.contacts import random_contacts
from troth.wording.answer import Answers

POLICIES = {
    "polha": HERE.parent.parent / "policies" / "polha" / "polha.policy",
    "ips": HERE.parent.parent / "policies" / "ips" / "ips.policy",
    "larkfield": HERE.parent / "policies" / "larkfield" / "larkfield.policy",
}
STATUSES = {"open", "late", "met", "unknown", "overdue", "waiting", "excused", "at risk"}


def asked(path: Path) -> tuple[list[dict[str, Any]], Counter[str], set[str], set[str]]:
    """The random contacts of a policy, the statuses that they meet, the promises that are judged, and all there are."""
    one = load(path)
    assert one.policy is not None
    assert one.calendar is not None
    answers = Answers(one.policy, one.calendar, {})
    contacts: list[dict[str, Any]] = []
    statuses: Counter[str] = Counter()
    judged: set[str] = set()
    for contact, as_of in random_contacts(one.policy, one.calendar, _SEED, RANDOM_CONTACTS):
        contacts.append(contact)
        answer = answers.to(contact, read_moment("as of", as_of, one.calendar.clock, one.calendar.rules.zone)[1])
        for promise in answer.get("promises", ()):
            statuses[promise["status"]] += 1
            judged.add(promise["id"])
    measured = {p.id for p in one.policy.promises() if not isinstance(p.limit, Vague | Every)}
    return contacts, statuses, judged, measured


@pytest.mark.parametrize("policy", POLICIES)
def test_random_contacts_have_everything(policy: str) -> None:
    contacts, statuses, judged, measured = asked(POLICIES[policy])
    assert measured <= judged, "a promise is asked of no random contact"
    assert set(statuses) >= STATUSES - ({"waiting"} if policy == "polha" else set())
    if policy == "larkfield":
        assert statuses["paused"] > 0
    assert min(statuses["met"], statuses["late"], statuses["overdue"]) > 100
    arrivals = [one["arrives"] for one in contacts]
    events = [text for one in contacts for text in chain.from_iterable(one["events"].values())]
    for texts in (arrivals, events):
        assert sum("." in text for text in texts) > len(texts) // 5, "fractional seconds"
        assert sum(len(text) == len("2026-01-01") for text in texts) > len(texts) // 20, "days alone"
        assert sum(text.endswith("+00:00") for text in texts) > len(texts) // 5, "instants with their offset"
    assert sum(bool(one["facts"]) for one in contacts) > RANDOM_CONTACTS // 2
    assert sum("promised" in one["events"] and "promised" in one["dates"] for one in contacts) > RANDOM_CONTACTS // 20
    assert sum("told" in one["events"] for one in contacts) > RANDOM_CONTACTS // 10
    if policy == "larkfield":
        assert sum(bool(one["missed"]) for one in contacts) > RANDOM_CONTACTS // 2
        assert all(any(event in one["events"] for one in contacts) for event in _pausing(POLICIES[policy]))


def _pausing(path: Path) -> set[str]:
    """The events that begin or end a pause of a promise."""
    policy = load(path).policy
    assert policy is not None
    return {event for p in policy.promises() for pause in p.pauses for event in (pause.start, pause.end) if event}
