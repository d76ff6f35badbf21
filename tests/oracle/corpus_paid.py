"""A theme of remedies: what is owed for a miss, when it must be claimed, and when it is paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tests.oracle.corpus_around import AWAY, COMPLEX, MONDAY
from tests.oracle.corpus_cases import Theme
from tests.oracle.corpus_counted import SHOP_HOURS
from tests.oracle.corpus_spec import (
    Amount,
    Limit,
    Pause,
    Policy,
    Promise,
    Remedy,
    When,
    standards,
    within,
)
from tests.oracle.corpus_years import ENGLAND, day

TYPES = (("customer type", ("household", "business", "charity")),)
COVER = "remedy"
LATER, SOON = "2026-12-31T12:00", "2026-06-01T12:00"
OFFICE = replace(ENGLAND, hours=SHOP_HOURS[:2], counting="day 0", roll="forward")
FIVE = within("5 working days")  # from Monday 1 June 2026 at ten: to the end of Monday 8 June


def policy_of(name: str, *remedies: Remedy, limits: Sequence[Limit] = (), **more: Any) -> Policy:
    """A policy with a promise for each remedy."""
    calendar = more.pop("calendar", OFFICE)
    listed = limits or [FIVE] * len(remedies)
    promises = (
        Promise(limit=limit, verb="complete", remedy=remedy) for limit, remedy in zip(listed, remedies, strict=True)
    )
    return Policy(
        name=name,
        calendars=(calendar,),
        standards=standards(*promises),
        categories=TYPES if "customer type" in repr(remedies) else (),
        facts=COMPLEX if "complex" in repr(remedies) or "storm" in repr(remedies) else (),
        states=AWAY if "'away'" in repr(remedies) else (),
        **more,
    )


def ask(
    theme: Theme,
    name: str,
    policy: Policy,
    channel: str,
    done: str = "",
    as_of: str = LATER,
    covers: Sequence[str] = (),
    arrives: str = MONDAY,
    **more: Any,
) -> None:
    """A case of one contact; `done` and the events of `more` are local times."""
    events = dict(more.pop("events", {})) | ({"completed": done} if done else {})
    contact: dict[str, Any] = {"channel": channel, "arrives": arrives} | ({"events": events} if events else {})
    contact |= {key.replace("_", " "): value for key, value in more.items()}
    theme.case(f"{policy.name}, {name.replace(':', ' ')}", policy, contact, as_of, [COVER, *covers])


def remedies() -> Theme:
    theme = Theme("remedies", "What is owed for a miss: flat, by a category, by the delay, for each further period.")
    _flat(theme)
    _by_category(theme)
    _by_delay(theme)
    _further(theme)
    _cases(theme)
    return theme


def _flat(theme: Theme) -> None:
    policy = policy_of(
        "flat",
        Remedy(amount=3000),
        Remedy(amount=250, currency="EUR"),
        Remedy(amount=1050, currency="USD"),
        Remedy(amount=3000, currency="CHF"),
        Remedy(amount=500, currency="JPY", digits=0),
        Remedy(amount=1500, currency="KWD", digits=3),
        Remedy(amount=3000, plus=1000, step=(1, "working day"), most=4500),
        Remedy(amount=123456),
        limits=(*[FIVE] * 7, within("4 hours")),
    )
    last, after = "2026-06-08T23:59:59.999999", "2026-06-09T00:00"
    for channel in ("email", "letter", "web form", "fax", "text message", "web chat"):
        ask(theme, f"{channel}, in time", policy, channel, last, covers=("money",))
        ask(theme, f"{channel}, late", policy, channel, after, covers=("money",))
    ask(theme, "overdue", policy, "email", as_of=after)
    ask(theme, "not yet", policy, "email", as_of=last)
    ask(theme, "by the hour, in time", policy, "phone message", "2026-06-01T14:00")
    ask(theme, "by the hour, late", policy, "phone message", "2026-06-01T14:00:00.000001")
    excused = Policy(
        name="flat-excused",
        calendars=(OFFICE,),
        facts=COMPLEX,
        standards=standards(
            Promise(limit=FIVE, excuses=(When(kind="if", names=("storm",)),), remedy=Remedy(amount=3000)),
            Promise(limit=FIVE, pauses=(Pause(),), remedy=Remedy(amount=3000)),
            Promise(limit=within("5 rings"), verb="answer", remedy=Remedy(amount=100)),
            Promise(limit=within("2 days", of="visit"), remedy=Remedy(amount=3000)),
        ),
    )
    excused = replace(
        excused,
        standards=tuple(
            replace(one, promises=(replace(one.promises[0], limit=replace(one.promises[0].limit, kind="rings")),))
            if one.promises[0].verb == "answer"
            else one
            for one in excused.standards
        ),
    )
    for name, channel, contact in (
        ("excused", "email", {"facts": {"storm": "yes"}}),
        ("not excused", "email", {"facts": {"storm": "no"}}),
        ("not known", "email", {}),
        ("paused", "letter", {"events": {"paused": "2026-06-02T10:00"}}),
        ("four rings", "web form", {"facts": {"rings": 4}}),
        ("six rings", "web form", {"facts": {"rings": 6}}),
        ("waiting", "fax", {}),
    ):
        ask(theme, name, excused, channel, as_of="2026-06-30T12:00", covers=("remedy × excuse",), **contact)


def _by_category(theme: Theme) -> None:
    rows = ((("household",), 2000), (("business", "charity"), 5000))
    otherwise = ((("business",), 5000), ((), None))
    further = ((("household",), 1000), ((), 2500))
    policy = policy_of(
        "by-category",
        Remedy(by="customer type", rows=rows),
        Remedy(by="customer type", rows=otherwise),
        Remedy(amount=3000, plus_by="customer type", plus_rows=further, step=(24, "hour")),
        Remedy(
            by="customer type", rows=rows, plus_by="customer type", plus_rows=further, step=(1, "day"), or_part=True
        ),
    )
    for channel in ("email", "letter", "web form", "fax"):
        for value in ("household", "business", "charity", ""):
            given = {"customer_type": value} if value else {}
            covers = ("remedy × category",)
            ask(
                theme, f"{channel}, {value or 'not known'}", policy, channel, "2026-06-10T12:00", covers=covers, **given
            )
    ask(theme, "in time, not known", policy, "email", "2026-06-08T12:00", covers=("remedy × category",))


def _by_delay(theme: Theme) -> None:
    rows: tuple[tuple[tuple[Amount, int], ...], ...] = (
        (((1, "working day"), 1000), ((5, "working day"), 2500), ((10, "working day"), 4000)),
        (((1, "day"), 1000), ((7, "day"), 2500)),
        (((1, "week"), 1000), ((4, "week"), 2500)),
        (((1, "hour"), 1000), ((24, "hour"), 2500)),
        (((1, "opening hour"), 1000), ((4, "opening hour"), 2500)),
        (((1, "month"), 1000), ((2, "month"), 2500)),
        (((30, "minute"), 500), ((90, "minute"), 1000)),
    )
    hours = within("4 hours")
    limits = (FIVE, FIVE, FIVE, hours, hours, FIVE, hours)
    policy = policy_of("by-delay", *(Remedy(delays=listed) for listed in rows), limits=limits)
    edges = {
        "email": (
            "2026-06-09T23:59:59.999999",
            "2026-06-10T00:00",
            "2026-06-15T23:59:59.999999",
            "2026-06-16T00:00",
            "2026-06-23T00:00",
        ),
        "letter": ("2026-06-09T23:59:59.999999", "2026-06-10T00:00", "2026-06-15T23:59:59.999999", "2026-06-16T00:00"),
        "web form": (
            "2026-06-15T23:59:59.999999",
            "2026-06-16T00:00",
            "2026-07-08T23:59:59.999999",
            "2026-07-09T00:00",
        ),
        "fax": (
            "2026-06-01T14:00:00.000001",
            "2026-06-01T14:59:59.999999",
            "2026-06-01T15:00",
            "2026-06-02T13:59:59.999999",
            "2026-06-02T14:00",
        ),
        "text message": (
            "2026-06-01T14:59:59.999999",
            "2026-06-01T15:00",
            "2026-06-02T09:59:59.999999",
            "2026-06-02T10:00",
        ),
    }
    for channel, times in edges.items():
        ask(theme, f"{channel}, in time", policy, channel, SOON, covers=("remedy × delay",))
        for number, at in enumerate(times):
            covers = ("remedy × delay",)
            if number % 2:
                ask(theme, f"{channel}, done {at}", policy, channel, at, covers=covers)
            else:
                ask(theme, f"{channel}, overdue {at}", policy, channel, as_of=at, covers=covers)


def _further(theme: Theme) -> None:
    steps: tuple[tuple[Amount, Limit, tuple[str, ...]], ...] = (
        ((24, "hour"), within("4 hours"), ("2026-06-02T14:00", "2026-06-02T14:00:00.000001", "2026-06-03T14:00")),
        ((24, "hour"), FIVE, ("2026-06-09T00:00", "2026-06-09T23:59:59.999999", "2026-06-10T00:00")),
        (
            (90, "minute"),
            within("4 hours"),
            ("2026-06-01T15:29:59.999999", "2026-06-01T15:30", "2026-06-01T17:00:00.000001"),
        ),
        (
            (2, "opening hour"),
            within("4 hours"),
            ("2026-06-01T16:00", "2026-06-02T09:00", "2026-06-02T09:00:00.000001"),
        ),
        ((1, "working day"), FIVE, ("2026-06-09T12:00", "2026-06-10T00:00", "2026-06-13T12:00", "2026-06-16T00:00")),
        ((2, "day"), FIVE, ("2026-06-09T00:00", "2026-06-10T23:59:59.999999", "2026-06-11T00:00", "2026-06-14T12:00")),
        ((1, "week"), FIVE, ("2026-06-15T23:59:59.999999", "2026-06-16T00:00", "2026-06-30T12:00")),
        ((1, "month"), within("1 month"), ("2026-08-01T23:59:59.999999", "2026-08-02T00:00", "2026-10-02T00:00")),
        (
            (1, "working day"),
            within("3 working days", ends="16:00"),
            ("2026-06-04T16:00:00.000001", "2026-06-05T00:00", "2026-06-06T00:00"),
        ),
    )
    for or_part in (False, True):
        listed = [Remedy(amount=3000, plus=1000, step=step, or_part=or_part) for step, _, _ in steps]
        policy = policy_of(
            "further-or-part" if or_part else "further", *listed, limits=[limit for _, limit, _ in steps]
        )
        for standard, (step, _, times) in zip(policy.standards, steps, strict=True):
            covers = ("remedy × further periods", f"further {step[1]}s")
            ask(theme, f"{standard.name}, in time", policy, standard.channels[0], SOON, covers=covers)
            for number, at in enumerate(times):
                name = f"{standard.name}, {step[0]} {step[1]}, {at}"
                if number % 2:
                    ask(theme, name, policy, standard.channels[0], as_of=at, covers=covers)
                else:
                    ask(theme, name, policy, standard.channels[0], at, covers=covers)
    day_clocks = Remedy(amount=3000, plus=1000, step=(24, "hour"))
    policy = policy_of(
        "further-clocks", day_clocks, replace(day_clocks, step=(1, "day")), limits=[within("4 hours")] * 2
    )
    for channel in ("email", "letter"):
        for at in (
            "2026-10-24T12:00",
            "2026-10-25T12:59:59.999999",
            "2026-10-25T13:00",
            "2026-10-25T14:00",
            "2026-10-26T00:00",
        ):
            covers = ("remedy × further periods", "DST × remedy")
            ask(theme, f"{channel}, {at}", policy, channel, at, covers=covers, arrives="2026-10-24T10:00")
    most = policy_of(
        "at-most",
        Remedy(amount=3000, plus=3000, step=(24, "hour"), or_part=True, most=30000),
        Remedy(amount=3000, plus=500, step=(1, "working day"), most=3999),
        Remedy(amount=3000, plus=500, step=(1, "working day"), most=4500, most_yearly=4000),
    )
    for channel, at in (
        ("email", SOON),
        ("email", "2026-06-17T23:00"),
        ("email", "2026-06-18T00:00:00.000001"),
        ("email", "2026-07-30T12:00"),
        ("letter", "2026-06-10T00:00"),
        ("letter", "2026-06-11T00:00"),
        ("web form", "2026-06-11T00:00"),
        ("web form", "2026-06-12T00:00"),
    ):
        ask(theme, f"{channel}, {at}", most, channel, at, covers=("remedy × at most",))


def _cases(theme: Theme) -> None:
    version = (When(kind="from", day=day("2026-06-02")), 4000)
    older = (When(kind="until", day=day("2026-05-29")), 1000)
    complex_, storm = When(kind="if", names=("complex",)), When(kind="if", names=("storm",))
    away, not_storm = When(kind="while", names=("away",)), replace(storm, holds=False)
    policy = policy_of(
        "sums",
        Remedy(amount=3000, cases=(version,)),
        Remedy(amount=3000, cases=(older,)),
        Remedy(amount=3000, cases=((complex_, 5000),)),
        Remedy(amount=3000, cases=((complex_, None),)),
        Remedy(amount=3000, excuses=(storm,)),
        Remedy(amount=3000, conditions=(complex_,)),
        Remedy(amount=3000, excuses=(away,), conditions=(not_storm,)),
        Remedy(amount=None, cases=((complex_, 2000),)),
        Remedy(amount=3000, cases=(version,), plus=1000, step=(1, "day"), most=6000, excuses=(storm,)),
    )
    listed: dict[str, tuple[Mapping[str, Any], ...]] = {
        "email": ({"arrives": "2026-06-01T23:59:59.999999"}, {"arrives": "2026-06-02T00:00"}),
        "letter": ({"arrives": "2026-05-29T23:59:59.999999"}, {"arrives": "2026-05-30T00:00"}),
        "web form": tuple({"facts": {"complex": one} if one else {}} for one in ("yes", "no", "")),
        "fax": tuple({"facts": {"complex": one} if one else {}} for one in ("yes", "no", "")),
        "text message": tuple({"facts": {"storm": one} if one else {}} for one in ("yes", "no", "")),
        "web chat": tuple({"facts": {"complex": one} if one else {}} for one in ("yes", "no", "")),
        "phone": (
            {"facts": {"away": "yes"}},
            {"facts": {"away": "no", "storm": "yes"}},
            {"facts": {"away": "no", "storm": "no"}},
            {"facts": {"away": "no"}},
            {"facts": {"storm": "no"}, "events": {"leaving": "2026-05-29T10:00", "returned": "2026-06-03T10:00"}},
        ),
        "phone message": tuple({"facts": {"complex": one}} for one in ("yes", "no")),
        "social media": (
            {"arrives": "2026-06-02T10:00", "facts": {"storm": "no"}},
            {"arrives": "2026-06-01T10:00", "facts": {"storm": "no"}},
            {"arrives": "2026-06-01T10:00", "facts": {"storm": "yes"}},
        ),
    }
    ask(theme, "in time", policy, "email", SOON, covers=("remedy × cases",))
    for channel, contacts in listed.items():
        for number, contact in enumerate(contacts):
            given = dict(contact)
            arrives = given.pop("arrives", MONDAY)
            name, covers = f"{channel}, {number + 1}", ("remedy × cases",)
            ask(theme, name, policy, channel, "2026-06-12T12:00", covers=covers, arrives=arrives, **given)


def payments() -> Theme:
    theme = Theme("payments", "Remedies that are paid within a time, or must be claimed: rows of their own.")
    ten = within("10 working days")
    policy = policy_of(
        "paid",
        Remedy(amount=3000, automatically=True, paid_in=ten, paid_late=2000),
        Remedy(amount=3000, paid_in=within("10 days"), paid_late=1000),
        Remedy(amount=3000, automatically=True, paid_in=within("1 month")),
        Remedy(amount=3000, paid_in=within("48 hours"), paid_late=500),
        Remedy(amount=3000, paid_in=within("8 opening hours")),
        Remedy(amount=3000, paid_in=within("5 working days", of="visit"), paid_late=2000),
        Remedy(amount=3000, plus=1000, step=(1, "day"), most=10000, automatically=True, paid_in=within("1 week")),
    )
    # Missed at the end of Monday 8 June: the payment's day 0. Ten working days end on 22 June.
    edges = {
        "email": ("2026-06-22T23:59:59.999999", "2026-06-23T00:00"),
        "letter": ("2026-06-18T23:59:59.999999", "2026-06-19T00:00"),
        "web form": ("2026-07-08T23:59:59.999999", "2026-07-09T00:00"),
        "fax": ("2026-06-10T23:59:59.999999", "2026-06-11T00:00"),
        "text message": ("2026-06-09T16:59:59.999999", "2026-06-09T17:00"),
        "web chat": ("2026-06-17T23:59:59.999999", "2026-06-18T00:00"),
        "phone": ("2026-06-15T23:59:59.999999", "2026-06-16T00:00"),
    }
    for channel, times in edges.items():
        events = {"visit": "2026-06-10T10:00"} if channel == "web chat" else {}
        for name, done, paid, as_of in (
            ("done in time", "2026-06-08T12:00", "", LATER),
            ("paid in time", "2026-06-09T12:00", times[0], LATER),
            ("paid late", "2026-06-09T12:00", times[1], LATER),
            ("not yet paid", "2026-06-09T12:00", "", times[0]),
            ("overdue and not paid", "", "", times[1]),
        ):
            given = events | ({"compensated": paid} if paid else {})
            ask(theme, f"{channel}, {name}", policy, channel, done, as_of, ("payment",), events=given)
    ask(theme, "no visit", policy, "web chat", "2026-06-09T12:00", covers=("payment", "waiting"))
    ask(theme, "paid before it is missed", policy, "email", "2026-06-09T12:00", covers=("payment",),
        events={"compensated": "2026-06-05T12:00"})  # fmt: skip
    for counting, cutoff in (("next open", ""), ("day 1", ""), ("day 0", "15:00")):
        calendar = replace(OFFICE, counting=counting, cutoff=cutoff)
        name = f"paid-{counting.replace(' ', '-')}{'-cut-off' if cutoff else ''}"
        other = policy_of(
            name,
            Remedy(amount=3000, automatically=True, paid_in=within("2 working days"), paid_late=1000),
            Remedy(amount=3000, automatically=True, paid_in=within("2 days"), paid_late=1000),
            calendar=calendar,
            limits=(within("3 working days", ends="16:00"), within("3 working days", ends="12:00")),
        )
        for channel in ("email", "letter"):
            ask(theme, channel, other, channel, "2026-06-19T12:00", covers=("payment", f"payment × {counting}"))
            ask(theme, f"{channel}, in time", other, channel, SOON, covers=("payment", f"payment × {counting}"))
            ask(theme, f"{channel}, not yet", other, channel, "2026-06-05T12:00", "2026-06-05T13:00", ("payment",))
    _claims(theme)
    return theme


def _claims(theme: Theme) -> None:
    policy = policy_of(
        "claimed",
        Remedy(amount=3000, claimed_in=within("3 months")),
        Remedy(amount=3000, claimed_in=within("10 working days"), paid_in=within("5 working days"), paid_late=1000),
        Remedy(amount=3000, plus=1000, step=(1, "week"), most=6000, claimed_in=within("28 days")),
    )
    edges = {
        "email": ("2026-09-08T23:59:59.999999", "2026-09-09T00:00"),
        "letter": ("2026-06-22T23:59:59.999999", "2026-06-23T00:00"),
        "web form": ("2026-07-06T23:59:59.999999", "2026-07-07T00:00"),
    }
    for channel, (last, after) in edges.items():
        for name, done, claimed, as_of in (
            ("done in time", "2026-06-08T12:00", "", LATER),
            ("claimed at the last moment", "2026-06-17T12:00", last, last),
            ("not yet claimed", "2026-06-17T12:00", "", "2026-06-18T12:00"),
            ("never claimed", "2026-06-17T12:00", "", after),
            ("claimed and not done", "", "2026-06-15T12:00", "2026-06-16T12:00"),
        ):
            events = {"claimed": claimed} if claimed else {}
            ask(theme, f"{channel}, {name}", policy, channel, done, as_of, ("claim",), events=events)
        given = {"claimed": after}
        ask(theme, f"{channel}, claimed too late", policy, channel, "2026-06-17T12:00", after, ("claim",), events=given)
    for name, paid, as_of in (
        ("paid in time", "2026-06-22T23:59:59.999999", LATER),
        ("paid late", "2026-06-23T00:00", LATER),
        ("not yet paid", "", "2026-06-22T12:00"),
        ("not paid", "", "2026-06-23T00:00"),
    ):
        events = {"claimed": "2026-06-15T12:00"} | ({"compensated": paid} if paid else {})
        ask(theme, f"then {name}", policy, "letter", "2026-06-09T12:00", as_of, ("claim", "payment"), events=events)


THEMES = (remedies, payments)
