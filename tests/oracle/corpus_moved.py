"""Themes of what moves a deadline, or keeps it from moving: promised dates, extensions, pauses, bounds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tests.oracle import clocks
from tests.oracle.corpus_around import COMPLEX, FEE, LATER, MONDAY
from tests.oracle.corpus_cases import Theme
from tests.oracle.corpus_counted import SHOP
from tests.oracle.corpus_spec import Dated, Extension, Limit, Pause, Policy, Promise, standards, within
from tests.oracle.corpus_years import ENGLAND

PAUSED = (Pause(),)
BOTH = (Pause(both_days=True),)
WAITING = (("waiting for the customer", "we wait for your answer", "paused", "resumed"),)


def asked(
    theme: Theme,
    policy: Policy,
    channel: str,
    listed: Sequence[tuple[str, Mapping[str, Any]]],
    covers: Sequence[str],
    arrives: str = MONDAY,
) -> None:
    """A promise asked with several lists of events; what stands under `facts` and `dates` goes there."""
    for name, happened in listed:
        contact: dict[str, Any] = {"channel": channel, "arrives": arrives}
        events = {key: at for key, at in happened.items() if key not in ("facts", "dates")}
        contact |= {"events": events} if events else {}
        contact |= {key: happened[key] for key in ("facts", "dates") if key in happened}
        theme.situation(f"{policy.name}, {channel}, {name}", policy, contact, covers)


def around(policy: Policy, channel: str, **contact: Any) -> tuple[str, str]:
    """The last instant in time of a contact, and the one after."""
    from tests.oracle.corpus_judge import expected

    row = expected(policy, {"channel": channel, "arrives": MONDAY, **contact}, "2028-12-31")["promises"][0]
    due = clocks.instant(dt.datetime.fromisoformat(row["due"]))
    last = due if row["met_at_due"] else due - 1
    return clocks.utc(last), clocks.utc(last + 1)


def dates_promised() -> Theme:
    theme = Theme(
        "dates-promised", "A date told in time binds instead, earlier or later; told late it replaces nothing."
    )
    policy = Policy(
        name="dates",
        calendars=(replace(ENGLAND, roll="forward"),),
        facts=COMPLEX,
        standards=standards(
            Promise(limit=within("3 working days"), dated=Dated()),
            Promise(limit=within("3 working days"), dated=Dated(limit=within("1 working day"))),
            Promise(limit=within("3 working days"), dated=Dated(kind="told")),
            Promise(limit=within("1 month"), dated=Dated(kind="told", limit=within("3 weeks"), fact="complex")),
            Promise(limit=within("4 hours"), dated=Dated(limit=within("1 hour"))),
        ),
    )
    for channel, kind, facts in (
        ("email", "promised", {}),
        ("letter", "promised", {}),
        ("web form", "told", {}),
        ("fax", "told", {"complex": "yes"}),
        ("text message", "promised", {}),
    ):
        limit = (
            policy.standards[("email", "letter", "web form", "fax", "text message").index(channel)].promises[0].dated
        )
        own = limit is not None and limit.limit
        given = {"facts": facts} if facts else {}
        if own:
            asked_by = replace(
                policy,
                standards=tuple(
                    replace(one, promises=(replace(one.promises[0], limit=own, dated=None),))
                    for one in policy.standards
                ),
            )
            last, after = around(asked_by, channel, **given)
        else:
            last, after = around(policy, channel, **given)
        late, early = {"dates": {kind: "2026-07-30"}, **given}, {"dates": {kind: "2026-06-02"}, **given}
        listed: list[tuple[str, Mapping[str, Any]]] = [
            ("told at the last moment", {kind: last, **late}),
            ("told a microsecond late", {kind: after, **late}),
            ("an earlier date", {kind: MONDAY, **early}),
            ("only the first telling counts", {kind: [MONDAY, last], **late}),
            ("told without a date", {kind: MONDAY, **given}),
            ("a Saturday, which is not rolled", {kind: MONDAY, **given, "dates": {kind: "2026-07-04"}}),
            ("a time of a day, which binds to its end", {kind: MONDAY, **given, "dates": {kind: "2026-07-03T12:00"}}),
            ("nothing told", given),
        ]
        asked(theme, policy, channel, listed, ["a date promised" if kind == "promised" else "a date told"])
    more: list[tuple[str, Mapping[str, Any]]] = [
        ("not complex", {"told": MONDAY, "facts": {"complex": "no"}, "dates": {"told": "2026-07-30"}}),
        ("nobody knows if complex", {"told": MONDAY, "dates": {"told": "2026-07-30"}}),
        ("a date, and no telling", {"facts": {"complex": "yes"}, "dates": {"told": "2026-07-30"}}),
    ]
    asked(theme, policy, "fax", more, ["a date told"])
    return theme


def extensions() -> Theme:
    theme = Theme("extensions", "Extended once or again, if told in time, in the limit's own unit or in another.")
    ten, one_day = within("10 working days"), within("1 working day")
    listed = (
        Promise(limit=within("5 working days"), extension=Extension(more=(5, "working day"))),
        Promise(limit=within("5 working days"), extension=Extension(more=(5, "working day"), once=True)),
        Promise(
            limit=within("5 working days"),
            extension=Extension(more=(3, "working day"), once=True, told_by=within("3 working days"), fact="complex"),
        ),
        Promise(limit=within("5 working days"), extension=Extension(more=(5, "day"), once=True)),
        Promise(limit=within("5 days"), extension=Extension(more=(5, "working day"), once=True)),
        Promise(limit=within("1 month"), extension=Extension(more=(2, "month"), once=True)),
        Promise(limit=within("4 hours"), extension=Extension(more=(90, "minute"))),
        Promise(limit=ten, extension=Extension(more=(1, "month"), told=False, fact="complex")),
        Promise(limit=within("4 opening hours"), extension=Extension(more=(2, "opening hour"))),
        Promise(limit=Limit(kind="next working day"), extension=Extension(more=(1, "working day"), told_by=one_day)),
    )
    policy = Policy(
        name="extended", calendars=(replace(SHOP, roll="forward"),), facts=COMPLEX, standards=standards(*listed)
    )
    for standard in policy.standards:
        channel, extension = standard.channels[0], standard.promises[0].extension
        assert extension is not None
        given: dict[str, Any] = {"facts": {"complex": "yes"}} if extension.fact else {}
        if not extension.told:
            facts = ("yes", "no", "")
            facts_only = [
                (f"complex {fact or 'not known'}", {"facts": {"complex": fact}} if fact else {}) for fact in facts
            ]
            asked(theme, policy, channel, facts_only, ["extension"])
            continue
        plain = replace(policy, standards=tuple(_plain(one, policy) for one in policy.standards))
        last, after = around(plain, channel, **given)
        by_limit = extension.told_by
        if by_limit is not None:
            asked_by = replace(policy, standards=tuple(_told_by(one) for one in policy.standards))
            last, after = around(asked_by, channel, **given)
        again = around(policy, channel, events={"told": last}, **given)[0]
        some: list[tuple[str, Mapping[str, Any]]] = [
            ("told at the last moment", {"told": last, **given}),
            ("told a microsecond late", {"told": after, **given}),
            ("told twice", {"told": [MONDAY, last], **given}),
            ("told again at the last moment of the extension", {"told": [last, again], **given}),
        ]
        if extension.fact:
            some += [("not complex", {"told": last, "facts": {"complex": "no"}}), ("not known", {"told": last})]
        asked(theme, policy, channel, some, ["extension", f"extension in {extension.more[1]}s"])
    return theme


def _plain(standard: Any, policy: Policy) -> Any:
    return replace(standard, promises=(replace(standard.promises[0], extension=None),))


def _told_by(standard: Any) -> Any:
    promise = standard.promises[0]
    by = promise.extension and promise.extension.told_by
    return replace(standard, promises=(replace(promise, extension=None, limit=by or promise.limit),))


def pauses() -> Theme:
    theme = Theme("pauses", "Time that stands still: days, open hours and hours; one pause, several, and one not over.")
    both = ", both days included"
    limits = ("5 working days", "5 days", "2 weeks", "1 month", "6 hours", "6 opening hours")
    for name, listed in (("pauses", PAUSED), ("pauses-both-days", BOTH)):
        policy = Policy(
            name=name,
            calendars=(replace(SHOP, roll="falls"),),
            standards=standards(*(Promise(limit=within(text), pauses=listed) for text in limits)),
        )
        days: list[tuple[str, Mapping[str, Any]]] = [
            ("none", {}),
            ("two days", {"paused": "2026-06-03T15:00", "resumed": "2026-06-05T09:00"}),
            ("within a day", {"paused": "2026-06-03T15:00", "resumed": "2026-06-03T16:00"}),
            ("empty", {"paused": "2026-06-03T15:00", "resumed": "2026-06-03T15:00"}),
            ("over a weekend", {"paused": "2026-06-05T12:00", "resumed": "2026-06-08T12:00"}),
            ("from midnight to midnight", {"paused": "2026-06-03T00:00", "resumed": "2026-06-04T00:00"}),
            ("a microsecond over midnight", {"paused": "2026-06-02T23:59:59.999999", "resumed": "2026-06-03T00:00"}),
            (
                "two that meet",
                {
                    "paused": ["2026-06-02T10:00", "2026-06-03T10:00"],
                    "resumed": ["2026-06-03T10:00", "2026-06-04T10:00"],
                },
            ),
            ("begun twice", {"paused": ["2026-06-02T10:00", "2026-06-03T10:00"], "resumed": "2026-06-04T10:00"}),
            ("before the arrival", {"paused": "2026-05-27T10:00", "resumed": "2026-05-29T10:00"}),
            ("over the arrival", {"paused": "2026-05-29T10:00", "resumed": "2026-06-02T10:00"}),
            ("not over", {"paused": "2026-06-01T12:00"}),
            ("not over, and done", {"paused": "2026-06-01T12:00", "replied": "2026-06-04T12:00"}),
        ]
        for number, channel in enumerate(("email", "letter", "web form", "fax")):
            some = [one for index, one in enumerate(days) if number == 0 or (index + number) % 3 == 0 or index == 11]
            asked(theme, policy, channel, some, ["pause", f"pause{both if listed is BOTH else ''}"])
        for channel in ("email", "letter", "fax"):
            last, after = around(policy, channel)
            first_of_day = last[:10]
            some = [
                ("begun at the last moment", {"paused": last, "resumed": _days_after(first_of_day, 3)}),
                ("begun a microsecond later", {"paused": after, "resumed": _days_after(first_of_day, 3)}),
                ("begun after it, not over", {"paused": after}),
            ]
            asked(theme, policy, channel, some, ["pause"])
        if listed is BOTH:
            continue
        hours: list[tuple[str, Mapping[str, Any]]] = [
            ("an hour and a half", {"paused": "2026-06-01T11:00", "resumed": "2026-06-01T12:30"}),
            ("begun before the arrival", {"paused": "2026-06-01T09:00", "resumed": "2026-06-01T10:30"}),
            (
                "a microsecond before the deadline",
                {"paused": "2026-06-01T15:59:59.999999", "resumed": "2026-06-01T18:00"},
            ),
            ("at the deadline itself", {"paused": "2026-06-01T16:00", "resumed": "2026-06-01T18:00"}),
            ("over night", {"paused": "2026-06-01T15:30", "resumed": "2026-06-02T08:00"}),
            ("in lunch only", {"paused": "2026-06-01T12:00", "resumed": "2026-06-01T13:00"}),
            (
                "the second by grace of the first",
                {
                    "paused": ["2026-06-01T11:00", "2026-06-01T16:30"],
                    "resumed": ["2026-06-01T12:00", "2026-06-01T16:45"],
                },
            ),
            ("not over", {"paused": "2026-06-01T15:00"}),
        ]
        for channel in ("text message", "web chat"):
            asked(theme, policy, channel, hours, ["pause", "hours"])
    states = Policy(
        name="pauses-state",
        calendars=(ENGLAND,),
        states=WAITING,
        standards=standards(
            Promise(limit=within("5 working days"), pauses=(Pause(state="waiting for the customer"),)),
            Promise(limit=within("5 working days"), pauses=(*PAUSED, Pause(start="leaving", end="returned"))),
            Promise(limit=Limit(kind="next working day"), pauses=PAUSED),
        ),
    )
    two = {"paused": "2026-06-02T15:00", "resumed": "2026-06-04T16:00"}
    asked(theme, states, "email", [("by a state", two)], ["pause", "state"])
    overlap = {**two, "leaving": "2026-06-03T10:00", "returned": "2026-06-05T10:00"}
    apart = {**two, "leaving": "2026-06-05T10:00", "returned": "2026-06-09T10:00"}
    one_open = {**two, "leaving": "2026-06-03T10:00"}
    asked(theme, states, "letter", [("that overlap", overlap), ("apart", apart), ("one not over", one_open)], ["pause"])
    day = {"paused": "2026-06-02T15:00", "resumed": "2026-06-06T12:00"}
    asked(theme, states, "web form", [("to a Saturday", day), ("two days", two)], ["pause", "next working day"])
    return theme


def _days_after(day: str, days: int) -> str:
    return f"{dt.date.fromisoformat(day) + dt.timedelta(days=days)}T12:00"


def caps_and_floors() -> Theme:
    theme = Theme("caps-and-floors", "Never later than, never earlier than: limits of their own, that nothing moves.")
    twenty, own = within("8 working days", of=""), within("2 working days", of="")
    policy = Policy(
        name="bounds",
        calendars=(replace(SHOP, counting="next open", roll="forward"),),
        events=FEE,
        standards=standards(
            Promise(limit=within("5 working days"), pauses=PAUSED, cap=twenty),
            Promise(limit=within("3 days"), floor=own),
            Promise(limit=within("5 working days", of="paid"), cap=within("10 working days", of="arrives")),
            Promise(limit=within("2 working days", of="paid"), floor=within("1 month", of="arrives")),
            Promise(limit=within("4 hours"), pauses=PAUSED, cap=within("8 hours", of="")),
            Promise(limit=within("48 hours"), cap=within("2 days", of="")),
            Promise(limit=within("3 working days"), floor=within("5 days", of="visit", roll="back")),
            Promise(limit=within("3 working days", of="later arrives|paid"), cap=within("1 week", of="arrives")),
            Promise(limit=within("6 opening hours"), cap=within("1 working day", of="", ends="closing")),
            Promise(limit=within("2 working days"), cap=within("4 days", of=""), floor=within("1 day", of="visit")),
        ),
    )
    asked(theme, policy, "email", [
        ("nothing moves it", {}),
        ("a short pause", {"paused": "2026-06-03T10:00", "resumed": "2026-06-04T10:00"}),
        ("a long pause", {"paused": "2026-06-03T10:00", "resumed": "2026-07-06T10:00"}),
        ("a pause not over", {"paused": "2026-06-03T10:00"}),
    ], ["cap"])  # fmt: skip
    asked(theme, policy, "letter", [("the floor does not bind", {})], ["floor"])
    asked(theme, policy, "letter", [("before Easter the floor binds", {})], ["floor"], "2026-04-02T10:00")
    asked(theme, policy, "web form", [
        ("the fee soon", {"paid": "2026-06-02T10:00"}),
        ("the fee late", {"paid": "2026-06-12T10:00"}),
        ("no fee, the cap binds", {}),
    ], ["cap", "waiting"])  # fmt: skip
    asked(theme, policy, "fax", [
        ("the fee soon", {"paid": "2026-06-02T10:00"}),
        ("the fee late", {"paid": "2026-07-10T10:00"}),
        ("no fee", {}),
    ], ["floor", "waiting"])  # fmt: skip
    asked(theme, policy, "text message", [
        ("nothing moves it", {}),
        ("three hours", {"paused": "2026-06-01T11:00", "resumed": "2026-06-01T14:00"}),
        ("five hours", {"paused": "2026-06-01T11:00", "resumed": "2026-06-01T16:00"}),
        ("a pause not over", {"paused": "2026-06-01T11:00"}),
    ], ["cap", "hours"])  # fmt: skip
    for arrives, where in (("2026-06-02T00:00", "from midnight"), ("2026-06-02T10:00", "from ten")):
        asked(theme, policy, "web chat", [(where, {})], ["cap", "hours"], arrives)
    asked(theme, policy, "phone", [
        ("a visit soon", {"visit": "2026-05-29T10:00"}),
        ("a visit later", {"visit": "2026-06-02T10:00"}),
        ("no visit", {}),
    ], ["floor"])  # fmt: skip
    asked(theme, policy, "phone message", [
        ("no fee, the cap binds", {}), ("the fee soon", {"paid": "2026-06-02T10:00"})
    ], ["cap", "later of"])  # fmt: skip
    for arrives, where in ((MONDAY, "in the morning"), ("2026-06-05T15:00", "on Friday afternoon")):
        asked(theme, policy, "social media", [(where, {})], ["cap", "opening hours"], arrives)
    asked(theme, policy, "visit", [
        ("neither binds", {"visit": "2026-06-01T12:00"}),
        ("the floor has the last word", {"visit": "2026-06-08T12:00"}),
    ], ["cap", "floor"])  # fmt: skip
    asked(theme, policy, "visit", [("before Easter the cap binds", {})], ["cap", "floor"], "2026-04-02T10:00")
    return theme


THEMES = (dates_promised, extensions, pauses, caps_and_floors)
assert LATER
