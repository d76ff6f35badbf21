"""Which promises a contact of the corpus has, and which limit of each: by what is so at its arrival.

Nothing here is the compiler's.
"""

from __future__ import annotations

from collections.abc import Sequence

from tests.oracle.corpus_contact import Contact
from tests.oracle.corpus_place import place
from tests.oracle.corpus_spec import Case, Limit, Policy, Promise, When


class Unknown(Exception):
    """Something is needed that is not given: `args[0]`, as a person would ask for it."""


class Conditions:
    """The conditions of a policy, asked of one exact contact; closed days are those of one of its calendars."""

    def __init__(self, policy: Policy, contact: Contact, calendar: str) -> None:
        self.policy, self.contact = policy, contact
        self.place = place(policy.calendar(calendar))
        self.place.day(contact.arrives)

    def holds(self, when: When) -> bool:
        """Does it hold? Raises Unknown."""
        contact = self.contact
        day = self.place.day(contact.arrives)
        match when.kind:
            case "if":
                if when.names[0] not in contact.facts:
                    raise Unknown(f"fact {when.names[0]}")
                return contact.facts[when.names[0]] is when.holds
            case "while":
                return self._in_state(when.names[0]) is when.holds
            case "while season":
                calendar = self.policy.calendar()
                first, last = next((one[1], one[2]) for one in calendar.seasons if one[0] == when.names[0])
                here = (day.month, day.day)
                return first <= here <= last if first <= last else here >= first or here <= last
            case "for":
                return self._is_any_of(when.names)
            case "stage":
                return self.holds(When(kind="value", names=("stage", *when.names)))
            case "value":
                category, *values = when.names
                if category not in contact.values:
                    raise Unknown(f"category {category}")
                return contact.values[category] in values
            case "closed":
                return not self.place.is_worked(day)
            case "from" | "until":
                assert when.day is not None
                return day >= when.day if when.kind == "from" else day <= when.day
            case _:
                return True

    def _is_any_of(self, names: Sequence[str]) -> bool:
        """Is one of some names the channel, the party, or the value of a category that has it?"""
        contact = self.contact
        if contact.channel in names or contact.values.get("party") in names:
            return True
        for category, values in self.policy.categories:
            if set(values) & set(names):
                if category not in contact.values:
                    raise Unknown(f"category {category}")
                return contact.values[category] in names
        return False

    def _in_state(self, name: str) -> bool:
        if name in self.contact.facts:
            return self.contact.facts[name]
        start, end = next((one[2], one[3]) for one in self.policy.states if one[0] == name)
        starts = self.contact.events.get(start, ())
        if not starts:
            raise Unknown(f"state {name}")
        begun = [at for at in starts if at <= self.contact.arrives]
        ended = [at for at in self.contact.events.get(end, ()) if begun and begun[-1] <= at <= self.contact.arrives]
        return bool(begun) and not ended

    def every(self, conditions: Sequence[When]) -> bool:
        """No where one is no; else unknown where one is."""
        missing: Unknown | None = None
        for when in conditions:
            try:
                if not self.holds(when):
                    return False
            except Unknown as one:
                missing = missing or one
        if missing is not None:
            raise missing
        return True

    def excuse(self, promise: Promise) -> str:
        """What excuses it, by its name; empty where nothing does. Raises Unknown."""
        missing: Unknown | None = None
        for when in promise.excuses:
            try:
                if self.holds(when):
                    return "closed day" if when.kind == "closed" else when.names[0]
            except Unknown as one:
                missing = missing or one
        if missing is not None:
            raise missing
        return ""

    def choose(self, cases: Sequence[Case], plain: Limit) -> Limit:
        """The limit of the innermost case that holds; of several dates the last that has come."""
        dated = [case for case in cases if case.when.kind == "from"]
        missing: Unknown | None = None
        for case in [*reversed(dated), *(case for case in cases if case not in dated)]:
            if case.when.kind == "otherwise" and missing is not None:
                raise missing
            try:
                if self.holds(case.when):
                    return self.choose(case.cases, case.limit)
            except Unknown as one:
                missing = missing or one
        if missing is not None:
            raise missing
        return plain
