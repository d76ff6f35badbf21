"""What moves a deadline of the corpus: pauses, restarts and tellings, in the order of time; and a date that was told.

Nothing here is the compiler's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.oracle.corpus_contact import Contact
from tests.oracle.corpus_due import Found, Interval, Since, Wait, anchor_of, counted_from, end_of_day, find_due
from tests.oracle.corpus_place import Place, place
from tests.oracle.corpus_spec import Limit, Pause, Policy, Promise
from tests.oracle.corpus_when import Unknown

NEVER = 1 << 62
COUNTED = ("within", "next working day", "same day")


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A deadline with what moved it. `since`: what it is counted from at last, where it was counted `anew`.

    `paused`: a pause is not over; `pauses`: those that count. `times`: how often it was extended.
    """

    due: Found | Wait
    since: Since | None = None
    anew: tuple[int, ...] = ()
    paused: bool = False
    pauses: tuple[Interval, ...] = ()
    times: int = 0


@dataclass(frozen=True)
class Mover:
    """Moves the deadlines of one promise of one exact contact as of an instant."""

    policy: Policy
    contact: Contact
    as_of: int
    promise: Promise

    def moved(self, limit: Limit, at: Place) -> Moved:
        """The deadline with what moved it. Raises Beyond, Unknown.

        Pauses, restarts and tellings come in the order of time, each asked whether the deadline then in force has not
        passed.
        """
        contact, extension = self.contact, self.promise.extension
        due = find_due(limit, contact, at)
        if isinstance(due, Wait) or limit.kind not in COUNTED:
            return Moved(due=due)
        fact = extension is None or not extension.fact or contact.facts.get(extension.fact)
        if extension is not None and fact is None and not extension.told:
            raise Unknown(f"fact {extension.fact}")
        times = 1 if extension is not None and fact and not extension.told else 0
        began = anchor_of(limit.of, contact)
        assert began is not None
        since: Since = began
        pauses: list[Interval] = []
        anew: list[int] = []

        def now() -> Found:
            more = None if extension is None or not times else (times * extension.more[0], extension.more[1])
            return counted_from(limit, since, at, more, pauses)

        due = now()
        for happened, kind, pause in sorted(self._timeline(fact), key=lambda one: one[:2]):
            if pause is not None:
                if happened < due.at:
                    if pause[1] == NEVER or happened <= self.as_of < pause[1]:
                        return Moved(due=due, since=since, anew=tuple(anew), paused=True, times=times)
                    pauses.append(pause)
                    due = now()
            elif kind == 1:
                if since.at <= happened <= due.last_in_time:
                    since = Since(happened)
                    anew.append(happened)
                    due = now()
            elif self._extends(happened, due, times, at):
                if fact is None:
                    assert extension is not None
                    raise Unknown(f"fact {extension.fact}")
                times += 1
                due = now()
        return Moved(due=due, since=since, anew=tuple(anew), pauses=tuple(pauses), times=times)

    def _timeline(self, fact: bool | None) -> Iterator[tuple[int, int, Interval | None]]:
        """When, what of one instant comes first (pauses, restarts, tellings), and which pause."""
        promise, events = self.promise, self.contact.events
        for pause in promise.pauses:
            yield from ((one[0], 0, one) for one in self._intervals(pause))
        for event in promise.restarts:
            yield from ((at, 1, None) for at in events.get(event, ()))
        if promise.extension is not None and promise.extension.told and fact is not False:
            yield from ((told, 2, None) for told in events.get("told", ()))

    def _extends(self, told: int, due: Found, times: int, at: Place) -> bool:
        """Is it told in time: by the extension's own limit, and before the deadline in force has passed?"""
        extension = self.promise.extension
        assert extension is not None
        own: Found | Wait = due
        if extension.told_by is not None:
            own = find_due(extension.told_by, self.contact, self.on(extension.told_by, at))
        in_time = told <= due.last_in_time and isinstance(own, Found) and told <= own.last_in_time
        return in_time and not (extension.once and times > 0)

    def _intervals(self, pause: Pause) -> Iterator[Interval]:
        """From each start that lies in no pause to the first end after it that has ended none; or to no end at all."""
        ends = list(self.contact.events.get(pause.end, ()))
        over = -NEVER
        for start in self.contact.events.get(pause.start, ()):
            if start < over:
                continue
            while ends and ends[0] < start:
                ends.pop(0)
            over = ends.pop(0) if ends else NEVER
            yield start, over, pause.both_days

    def told(self, due: Found, at: Place) -> Found | None:
        """The end of the date that was promised or told in time; only the first telling counts. Raises Unknown."""
        dated, contact = self.promise.dated, self.contact
        if dated is None or (dated.fact and contact.facts.get(dated.fact) is False):
            return None
        tellings, date = contact.events.get(dated.kind, ()), contact.dates.get(dated.kind)
        if not tellings:
            if date is not None:
                raise Unknown(f"event {dated.kind}")
            return None
        own = due if dated.limit is None else find_due(dated.limit, contact, self.on(dated.limit, at))
        if isinstance(own, Wait) or tellings[0] > own.last_in_time or date is None:
            return None
        if dated.fact and dated.fact not in contact.facts:
            raise Unknown(f"fact {dated.fact}")
        day = at.day(date) if isinstance(date, int) else date
        return end_of_day(day, at, {"dated": True})

    def on(self, limit: Limit, at: Place) -> Place:
        """The calendar of a limit: its own, if it names one."""
        return place(self.policy.calendar(limit.calendar)) if limit.calendar else at
