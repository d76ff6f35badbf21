"""Every promise of one contact: by the days that were known when, and with the events that its own misses set off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from troth.calendars.months import add_months
from troth.calendars.workdays import WorkCalendar
from troth.deadlines.arrival import with_deemed_arrival
from troth.deadlines.contact import Contact, Moment
from troth.deadlines.holds import Chosen, Missing, applies, choose
from troth.deadlines.judge import Judged, Status, find_excuse, judge
from troth.deadlines.moved import Effect, EffectKind
from troth.deadlines.remedies import with_remedy
from troth.deadlines.targets import find_targets
from troth.model.duration import Duration, Unit
from troth.model.limit import Nothing, Vague
from troth.model.policy import Policy, Promise
from troth.model.words import Event, Misses, parts_of


class Reading(StrEnum):
    """Which closed days count that were announced after the arrival."""

    ANNOUNCED = "announced"
    """Those that were announced while the deadline was open."""
    KNOWN_ON_ARRIVAL = "known-on-arrival"
    """None of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Every promise of one contact; `unmeasured`: those without a limit that could be judged."""

    contact: Contact
    as_of: int
    judged: tuple[Judged, ...]
    unmeasured: tuple[tuple[Promise, Vague], ...]


def answer(
    policy: Policy, contact: Contact, calendar: WorkCalendar, as_of: int, reading: Reading = Reading.ANNOUNCED
) -> Answer:
    """Judge a contact.

    Raises OutsideYears where the arrival or a deadline lies beyond the calendar's years.
    """
    calendar.day_of(contact.arrives.first)
    asked = _Asked(policy, calendar, as_of, reading)
    contact = asked.with_set_off(contact)
    judged: list[Judged] = []
    unmeasured: list[tuple[Promise, Vague]] = []
    for promise in policy.promises():
        found = asked.rows(promise, contact)
        if isinstance(found, Vague):
            unmeasured.append((promise, found))
        else:
            judged.extend(one for row in found for one in asked.with_remedy(asked.measured(row, contact), contact))
    contact = with_deemed_arrival(contact, policy.words, calendar)
    return Answer(contact=contact, as_of=as_of, judged=tuple(judged), unmeasured=tuple(unmeasured))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of every contact in the same way."""

    policy: Policy
    calendar: WorkCalendar
    as_of: int
    reading: Reading

    def rows(self, promise: Promise, contact: Contact) -> list[Judged] | Vague:
        """A row of a promise, or one for each update; none where it is not made.

        By the days that were known on arrival; then, announcement by announcement, with those announced while the
        deadline was open or there was none yet. One that had passed stays.
        """
        arrived = self.calendar.day_of(contact.arrives.first)
        found = self._rows_on(self.calendar.known_on(arrived), promise, contact)
        for day in self._heard_of(arrived):
            if isinstance(found, Vague):
                break
            later = self._rows_on(self.calendar.known_on(day), promise, contact)
            assert not isinstance(later, Vague), "a limit is chosen by what was so on arrival"
            kept = {row.number: row for row in found if self._had_passed(row, day)}
            before = {row.number: row for row in found}
            found = [kept.get(row.number) or self._moved(row, before.get(row.number), day) for row in later]
        return found if isinstance(found, Vague) else [_not_sure(row, contact) for row in found]

    def _heard_of(self, arrived: date) -> Iterator[date]:
        """The days after the arrival, up to as-of, on which closed days were announced."""
        if self.reading is Reading.KNOWN_ON_ARRIVAL:
            return
        for day in self.calendar.announcements:
            if day > arrived and day <= self.calendar.last and self.calendar.start_of(day) <= self.as_of:
                yield day

    def _had_passed(self, row: Judged, day: date) -> bool:
        return row.due is not None and row.due.last_in_time < self.calendar.start_of(day)

    def _moved(self, row: Judged, before: Judged | None, day: date) -> Judged:
        """The row, which says so where the days announced on that day moved its deadline."""
        if before is None or before.due is None:
            return row
        said = tuple(one for one in before.effects if one.kind is EffectKind.ANNOUNCED)
        if row.due is None or row.due.last_in_time != before.due.last_in_time:
            closed = self.calendar.announcements[day]
            said += (Effect(kind=EffectKind.ANNOUNCED, day=day, by=before.due, closed=closed),)
        return replace(row, effects=(*row.effects, *said))

    def _rows_on(self, calendar: WorkCalendar, promise: Promise, contact: Contact) -> list[Judged] | Vague:
        contact = with_deemed_arrival(contact, self.policy.words, calendar)
        truth = applies(promise, contact, self.policy, calendar)
        if truth is False:
            return []
        if isinstance(truth, Missing):
            return [Judged(promise=promise, limit=None, status=Status.UNKNOWN, missing=truth.what)]
        chosen = choose(promise, contact, self.policy, calendar)
        if isinstance(chosen, Chosen) and isinstance(chosen.limit, Vague):
            return chosen.limit
        if isinstance(chosen, Chosen) and isinstance(chosen.limit, Nothing | None):
            return []
        excuse = find_excuse(promise, contact, self.policy, calendar)
        return list(judge(promise, chosen, excuse, contact, self.policy, calendar, self.as_of))

    def with_remedy(self, row: Judged, contact: Contact) -> Iterator[Judged]:
        """The row with what its remedy says of it, and the rows of the claim and of the payment."""
        if row.promise.remedy is None:
            yield row
            return
        on_arrival, at_end = self._known(contact, self.as_of if row.done is None else row.done.first)
        yield from with_remedy(row, contact, self.policy, on_arrival, at_end, self.as_of, self.rows)

    def measured(self, row: Judged, contact: Contact) -> Judged:
        """The row, with what the targets of its promise say of it."""
        if not row.promise.targets:
            return row

        def judge_as(promise: Promise) -> list[Judged]:
            found = self.rows(promise, contact)
            assert not isinstance(found, Vague), "the limit of a tier is a deadline"
            return found

        on_arrival, at_act = self._known(contact, None if row.done is None else row.done.first)
        here = with_deemed_arrival(contact, self.policy.words, on_arrival)
        return replace(row, targets=find_targets(row, here, self.policy, on_arrival, at_act, judge_as))

    def _known(self, contact: Contact, until: int | None) -> tuple[WorkCalendar, WorkCalendar]:
        """The calendar as it was known on arrival, and as it was at an instant; on arrival too where there is none."""
        arrived = self.calendar.day_of(contact.arrives.first)
        day = arrived
        if self.reading is Reading.ANNOUNCED and until is not None:
            day = max(arrived, self.calendar.clock.local(until).date())
        return self.calendar.known_on(arrived), self.calendar.known_on(day)

    # ---------- events that misses set off

    def with_set_off(self, contact: Contact) -> Contact:
        """The contact with the events that its own misses, with the customer's earlier ones, set off.

        What one event sets off can be missed too and set off another, so it is asked until nothing more happens.
        """
        waited_for = [event for event in self.policy.words.events if event.misses and event.name not in contact.events]
        for _ in waited_for:
            known = contact
            for event in waited_for:
                contact = self._set_off(event, contact)
            if contact == known:
                break
        return contact

    def _set_off(self, event: Event, contact: Contact) -> Contact:
        misses = event.misses
        promise = None if misses is None else self.policy.promise(misses.promise)
        found = [] if promise is None else self.rows(promise, contact)
        if misses is None or isinstance(found, Vague):
            return contact
        set_off, unsure = dict(contact.set_off), dict(contact.unsure)
        for row in found:
            if row.status is Status.UNKNOWN:
                unsure[event.name] = row.missing
            elif row.status in (Status.LATE, Status.OVERDUE) and row.due is not None:
                last = row.due.last_in_time
                if 1 + self._earlier(misses, self.calendar.day_of(last), contact) >= misses.n:
                    set_off[event.name] = Moment(last, last)
        return replace(contact, set_off=set_off, unsure=unsure)

    def _earlier(self, misses: Misses, day: date, contact: Contact) -> int:
        """How many of the customer's earlier misses lie at most so long before a day."""
        earlier = [self.calendar.clock.local(one.first).date() for one in contact.missed.get(misses.promise, ())]
        within = misses.within
        overflows = self.calendar.months_overflow
        return sum(one <= day and (within is None or day <= _later(one, within, overflows)) for one in earlier)


def _later(day: date, within: Duration, overflows: bool) -> date:
    """The last day of a time in days, weeks, months or years that begins on a day."""
    match within.unit:
        case Unit.DAY:
            return day + timedelta(days=within.n)
        case Unit.WEEK:
            return day + timedelta(weeks=within.n)
        case _:
            return add_months(day, within.n * (12 if within.unit is Unit.YEAR else 1), overflows=overflows)


def _not_sure(row: Judged, contact: Contact) -> Judged:
    """The row; unknown where it waits for an event of which it is not known whether it happened."""
    missing = [contact.unsure[event] for event in parts_of(row.waiting)[1] if event in contact.unsure]
    if row.status is not Status.WAITING or not missing:
        return row
    return replace(row, status=Status.UNKNOWN, missing=missing[0], waiting="")
