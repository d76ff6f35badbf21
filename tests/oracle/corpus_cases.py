"""Cases of the corpus as they are gathered: a theme, its policies, and what is asked of each.

A situation is one contact before anybody has acted. The cases made of it stand where answers change: the act at the
last instant in time and a microsecond later; or nothing done, on either side of the deadline.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

from tests.oracle import clocks
from tests.oracle.corpus_contact import instants
from tests.oracle.corpus_judge import ANNOUNCED, expected
from tests.oracle.corpus_measure import measured
from tests.oracle.corpus_promise import event_of
from tests.oracle.corpus_spec import Policy
from tests.oracle.corpus_text import policy_lines

WAYS = (("met", "late"), ("open", "late"), ("met", "overdue"), ("last moment", "overdue"))
MONTH = 30 * 86_400_000_000


@dataclass
class Theme:
    """One file of the corpus. `pair`: the two constructs that meet in it, for the table of pairs."""

    name: str
    about: str
    policies: dict[str, Policy] = field(default_factory=dict)
    cases: list[dict[str, Any]] = field(default_factory=list)
    _ways: Any = field(default_factory=lambda: cycle(WAYS))

    def policy(self, policy: Policy) -> Policy:
        assert self.policies.setdefault(policy.name, policy) == policy, policy.name
        return policy

    def case(
        self,
        name: str,
        policy: Policy,
        contact: Mapping[str, Any],
        as_of: str,
        covers: Sequence[str] = (),
        **more: Any,
    ) -> dict[str, Any]:
        """One case, expected by the oracle; `more` may say that it was worked out by hand or published, and by which
        reading of announcements (`calendar`).
        """
        self.policy(policy)
        as_of = clocks.utc(instants(as_of, policy.calendar().zone)[1])
        found = {
            "id": f"{self.name}/{_slug(name)}",
            "policy": policy.name,
            "contact": dict(contact),
            "as_of": as_of,
            "covers": sorted(set(covers)),
            "from": "oracle",
            **more,
            "expected": expected(policy, contact, as_of, more.get("calendar", ANNOUNCED)),
        }
        assert found["id"] not in {one["id"] for one in self.cases}, found["id"]
        self.cases.append(found)
        return found

    def several(
        self,
        name: str,
        policy: Policy,
        contacts: Sequence[Mapping[str, Any]],
        as_of: str,
        covers: Sequence[str],
        asked: Sequence[str] = ("targets",),
        **more: Any,
    ) -> dict[str, Any]:
        """One case of several contacts; `asked`: which parts of the answer it is about."""
        self.policy(policy)
        as_of = clocks.utc(instants(as_of, policy.calendar().zone)[1])
        answer = measured(policy, contacts, as_of)
        found = {
            "id": f"{self.name}/{_slug(name)}",
            "policy": policy.name,
            "contacts": [dict(contact) for contact in contacts],
            "as_of": as_of,
            "covers": sorted(set(covers)),
            "from": "oracle",
            **more,
            "expected": {"targets": answer["targets"]} | {part: answer[part] for part in asked},
        }
        assert found["id"] not in {one["id"] for one in self.cases}, found["id"]
        self.cases.append(found)
        return found

    def situation(
        self,
        name: str,
        policy: Policy,
        contact: Mapping[str, Any],
        covers: Sequence[str] = (),
        ways: Sequence[str] | None = None,
        **more: Any,
    ) -> None:
        """The cases of one contact: one that passes and one that fails, of different kinds in turn; or `ways`.

        What is asked is the first promise of its standard.
        """
        calendar = policy.calendar()
        end = clocks.utc(clocks.shown(f"{calendar.years[1]}-12-31T12:00", calendar.zone))
        rows = expected(policy, contact, end, more.get("calendar", ANNOUNCED)).get("promises", ())
        row = rows[0] if rows else {}
        if not row or row.get("due") is None or row["status"] != "overdue":
            self.case(name, policy, contact, end, covers, **more)
            return
        due = instants(row["due"], calendar.zone)[0]
        last = due if row["met_at_due"] else due - 1
        standard = next(one for one in policy.standards if contact["channel"] in one.channels)
        act = event_of(standard.promises[0].verb, policy)
        for way in ways or next(self._ways):
            done = {"met": last, "late": last + 1}.get(way)
            events = dict(contact.get("events", {})) | ({} if done is None else {act: clocks.utc(done)})
            asked = dict(contact) | ({"events": events} if events else {})
            looked = {"open": instants(contact["arrives"], calendar.zone)[0], "last moment": last, "overdue": last + 1}
            self.case(f"{name}: {way}", policy, asked, clocks.utc(looked.get(way, last + MONTH)), covers, **more)

    def data(self) -> dict[str, Any]:
        """The theme as the file holds it."""
        policies: dict[str, Any] = {}
        locks: dict[str, list[str]] = {}
        for name, policy in self.policies.items():
            policies[name] = {"text": policy_lines(policy)}
            lock = next((one.lock for one in policy.calendars if one.lock), "")
            if lock:
                held = lock.partition("holidays of ")[2].partition(", from")[0]
                regions = held.split(", 20")[0]
                if locks.get(regions, lock.splitlines()) != lock.splitlines():
                    regions = held
                locks[regions] = lock.splitlines()
                policies[name]["lock"] = regions
        head = {"$schema": "schema.json", "theme": self.name, "about": self.about}
        return head | {"locks": locks, "policies": policies, "cases": self.cases}


def _slug(name: str) -> str:
    """`day 0, letter Monday: late` as `day-0-letter-monday/late`."""
    return "/".join(re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-") for part in name.split(":"))
