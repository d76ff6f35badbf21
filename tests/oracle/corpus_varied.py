"""Themes of variations, of what law requires, and of events that misses set off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tests.oracle.corpus_around import COMPLEX, MONDAY, NO_PROMISE
from tests.oracle.corpus_cases import Theme
from tests.oracle.corpus_spec import (
    Amount,
    Breach,
    Case,
    Dated,
    Extension,
    Limit,
    Pause,
    Policy,
    Promise,
    Standard,
    Variation,
    When,
    within,
)
from tests.oracle.corpus_years import ENGLAND, day

PRIORITY = (("priority", ("emergency", "routine")),)
EDGES = (
    ("2026-11-30T23:59:59.999999", "the last microsecond before"),
    ("2026-12-01T00:00", "the first instant"),
    ("2027-01-31T23:59:59.999999", "the last microsecond"),
    ("2027-02-01T00:00", "the first instant after"),
)


def variations() -> Theme:
    theme = Theme("variations", "Other limits for contacts that arrive in some days, in place of the whole limit.")
    version = Case(when=When(kind="from", day=day("2026-12-10")), limit=within("4 working days"))
    table = (
        Case(when=When(kind="value", names=("priority", "emergency")), limit=within("4 hours")),
        Case(when=When(kind="otherwise"), limit=within("5 working days")),
    )
    complex_ = Case(when=When(kind="if", names=("complex",)), limit=within("12 working days"))
    email = Standard(
        name="email",
        channels=("email",),
        promises=(
            Promise(limit=within("3 working days"), cases=(version,)),
            Promise(limit=within("1 working day"), verb="acknowledge", strength="should"),
            Promise(limit=within("2 working days"), verb="acknowledge"),
        ),
    )
    letter = Standard(
        name="letter",
        channels=("letter",),
        promises=(
            Promise(
                limit=within("5 working days"),
                pauses=(Pause(),),
                extension=Extension(more=(2, "working day"), once=True),
                cap=within("20 working days", of=""),
            ),
        ),
    )
    repairs = Standard(
        name="repairs",
        channels=("phone",),
        promises=(Promise(verb="complete", by="priority", cases=table),),
    )
    form = Standard(
        name="forms",
        channels=("web form",),
        promises=(Promise(limit=within("5 working days"), cases=(complex_,), dated=Dated()),),
    )
    policy = Policy(
        name="varied",
        calendars=(replace(ENGLAND, roll="forward"),),
        categories=PRIORITY,
        facts=COMPLEX,
        standards=(email, letter, repairs, form),
        variations=(
            Variation(
                name="winter-backlog",
                first=day("2026-12-01"),
                last=day("2027-01-31"),
                limits=(
                    ("email.reply", within("10 working days")),
                    ("email.acknowledge.should", within("2 working days", ends="16:00")),
                    ("letter", within("15 days")),
                    ("repairs.complete", within("8 working days")),
                    ("forms.reply", NO_PROMISE),
                ),
            ),
            Variation(
                name="move",
                first=day("2026-06-01"),
                last=day("2026-06-01"),
                limits=(
                    ("email.acknowledge", Limit(kind="next working day", of="resolved")),
                    ("forms.reply", within("6 hours")),
                    ("email.acknowledge.should", NO_PROMISE),
                ),
            ),
            Variation(
                name="spring-backlog",
                first=day("2027-02-01"),
                last=day("2027-02-28"),
                limits=(("email.reply", within("6 working days")), ("letter.reply", within("1 month"))),
            ),
        ),
    )
    cover = ["variation"]
    for arrives, where in EDGES:
        theme.situation(f"email, {where}", policy, {"channel": "email", "arrives": arrives}, cover)
        for priority in ("emergency", "routine"):
            contact: dict[str, Any] = {"channel": "phone", "arrives": arrives, "priority": priority}
            theme.situation(f"repair, {priority}, {where}", policy, contact, [*cover, "variation × table"])
        contact = {"channel": "web form", "arrives": arrives, "facts": {"complex": "yes"}}
        theme.situation(f"form, {where}", policy, contact, [*cover, "variation × case"])
    unknown = {"channel": "phone", "arrives": EDGES[1][0]}
    theme.situation("repair, no priority is needed in it", policy, unknown, [*cover, "variation × table"])
    theme.situation("repair, a priority is needed before it", policy, {**unknown, "arrives": MONDAY}, cover)
    for arrives, where in (("2026-12-10T10:00", "after the version"), ("2027-02-28T23:59", "in spring")):
        theme.situation(f"email, {where}", policy, {"channel": "email", "arrives": arrives}, [*cover, "version"])
    for name, events in (
        ("paused", {"paused": "2026-12-03T10:00", "resumed": "2026-12-10T10:00"}),
        ("told", {"told": "2026-12-08T10:00"}),
        ("told after its own limit would be over", {"told": "2026-12-15T10:00"}),
        ("to the cap", {"paused": "2026-12-03T10:00", "resumed": "2027-01-15T10:00"}),
    ):
        contact = {"channel": "letter", "arrives": "2026-12-01T10:00", "events": events}
        theme.situation(f"letter, {name}", policy, contact, [*cover, "variation × what moves"])
    for channel in ("email", "web form"):
        for arrives, where in (
            (MONDAY, "on the one day"),
            ("2026-05-31T23:59", "before the one day"),
            ("2026-06-02T00:00", "after the one day"),
        ):
            contact = {"channel": channel, "arrives": arrives, "facts": {"complex": "no"}}
            theme.situation(f"{channel}, {where}", policy, contact, cover)
    contact = {"channel": "letter", "arrives": "2027-02-01T10:00"}
    theme.situation("letter, in spring", policy, contact, [*cover, "months"])
    contact = {"channel": "email", "arrives": "2026-12-01"}
    theme.situation("email, only the day is known", policy, contact, [*cover, "only the day is known"])
    return theme


def law_or_promise() -> Theme:
    theme = Theme("law-or-promise", "What a law requires: the nearest citation is said; it changes no deadline.")
    act, own = "Freedom of Information Act 2000, section 10", "promise"
    rules = "Environmental Information Regulations 2004, regulation 5"
    policy = Policy(
        name="basis",
        calendars=(ENGLAND,),
        basis=act,
        standards=(
            Standard(name="email", channels=("email",), promises=(Promise(limit=within("20 working days")),)),
            Standard(
                name="letter",
                channels=("letter",),
                basis=rules,
                promises=(
                    Promise(limit=within("20 working days")),
                    Promise(limit=within("2 working days"), verb="acknowledge", basis=own),
                    Promise(limit=within("40 working days"), verb="resolve", basis=act),
                ),
            ),
            Standard(
                name="phone",
                channels=("phone",),
                basis=own,
                promises=(
                    Promise(limit=within("1 working day")),
                    Promise(limit=within("2 days"), verb="see", basis=rules),
                ),
            ),
        ),
    )
    policy = replace(policy, calendars=(replace(ENGLAND, roll="forward"),))
    for channel in ("email", "letter", "phone"):
        theme.situation(channel, policy, {"channel": channel, "arrives": MONDAY}, ["law or promise"])
    return theme


# ---------- misses


def _policy(name: str, misses: int, window: Amount | None, **more: Any) -> Policy:
    return Policy(
        name=name,
        calendars=(replace(ENGLAND, roll="forward"),),
        breaches=(Breach(event="trouble", noun="trouble", misses=misses, promise="repairs.complete", window=window),),
        standards=(
            Standard(
                name="repairs",
                channels=("phone",),
                promises=(
                    more.get("promise", Promise(limit=within("5 working days"), verb="complete")),
                    Promise(limit=within("2 working days", of="trouble"), verb="call back"),
                ),
            ),
        ),
    )


def misses() -> Theme:
    theme = Theme("misses", "Events that misses set off: in this contact, with the customer's earlier ones.")
    late, kept = {"completed": "2026-06-10T10:00"}, {"completed": "2026-06-08T10:00"}

    def ask(
        name: str,
        policy: Policy,
        earlier: Sequence[str],
        events: Any,
        as_of: str = "2026-06-30T12:00",
        covers: Sequence[str] = (),
    ) -> None:
        contact: dict[str, Any] = {"channel": "phone", "arrives": MONDAY} | ({"events": events} if events else {})
        contact |= {"missed": {"repairs.complete": list(earlier)}} if earlier else {}
        theme.case(f"{policy.name}, {name}", policy, contact, as_of, ["misses", *covers])

    one = _policy("a-miss", 1, None)
    ask("kept", one, (), kept)
    ask("late", one, (), late)
    ask("late, called back in time", one, (), late | {"called back": "2026-06-10T23:59:59.999999"})
    ask("late, called back late", one, (), late | {"called back": "2026-06-11T00:00"})
    ask("called back before it", one, (), late | {"called back": "2026-06-04T10:00"})
    ask("not yet overdue", one, (), {}, "2026-06-08T23:59:59.999999")
    ask("overdue", one, (), {}, "2026-06-09T00:00")
    ask("overdue, and the next too", one, (), {}, "2026-06-11T00:00")
    ask("said itself", one, (), kept | {"trouble": "2026-06-12T10:00"}, covers=("misses × given",))
    ask("said itself, and late", one, (), late | {"trouble": "2026-06-12T10:00"}, covers=("misses × given",))
    ask("earlier ones do not matter", one, ("2026-06-01",), kept)

    # The own miss is on Monday 8 June. Ninety days before it is 10 March, three months 8 March, 13 weeks 9 March.
    windows: tuple[tuple[str, Amount, str, str], ...] = (
        ("days", (90, "day"), "2026-03-10", "2026-03-09"),
        ("months", (3, "month"), "2026-03-08", "2026-03-07"),
        ("weeks", (13, "week"), "2026-03-09", "2026-03-08"),
        ("years", (1, "year"), "2025-06-08", "2025-06-07"),
    )
    for unit, window, inside, outside in windows:
        three = _policy(f"three-misses-{unit}", 3, window)
        ask("two earlier", three, (inside, "2026-05-11"), late)
        ask("two earlier, called back", three, (inside, "2026-05-11"), late | {"called back": "2026-06-10T12:00"})
        ask("two earlier, overdue", three, (inside, "2026-05-11"), {}, "2026-06-11T00:00")
        ask("one of them too early", three, (outside, "2026-05-11"), late)
        ask("one earlier", three, (inside,), late)
        ask("three earlier, this one kept", three, (inside, "2026-05-11", "2026-06-01"), kept)
    three = _policy("three-misses", 3, (90, "day"))
    ask("on the same day", three, ("2026-06-08", "2026-06-08"), late)
    ask("later ones do not count", three, ("2026-06-09", "2026-06-10"), late)
    ask("one of them later", three, ("2026-05-11", "2026-06-09"), late)
    ask("many", three, ("2026-04-01", "2026-04-02", "2026-05-01", "2026-05-29"), late)
    ask("said itself", three, (), late | {"trouble": "2026-06-09T10:00"}, covers=("misses × given",))
    month = _policy("months-ends", 2, (1, "month"))
    ask("from the 31st", month, ("2026-05-08",), late)
    ask("a day too early", month, ("2026-05-07",), late)
    february = replace(month, name="months-of-february")
    for earlier, where in (("2026-01-31", "the 31st of January"), ("2026-01-27", "the 27th")):
        contact = {"channel": "phone", "arrives": "2026-02-20T10:00", "missed": {"repairs.complete": [earlier]}}
        theme.case(f"from {where} to the 27th of February", february, contact, "2026-03-31T12:00", ["misses"])
    hours = _policy("misses-of-hours", 1, None, promise=Promise(limit=within("4 hours"), verb="complete"))
    ask("at the instant", hours, (), {"completed": "2026-06-01T14:00:00.000001"}, covers=("misses × hours",))
    ask("in time by the microsecond", hours, (), {"completed": "2026-06-01T14:00"}, covers=("misses × hours",))
    ask("overdue by an hour", hours, (), {}, "2026-06-01T15:00", covers=("misses × hours",))
    paused = _policy(
        "misses-paused", 1, None, promise=Promise(limit=within("5 working days"), verb="complete", pauses=(Pause(),))
    )
    stood = {"paused": "2026-06-03T10:00", "resumed": "2026-06-05T10:00"}
    ask("not late by grace of the pause", paused, (), stood | late, covers=("misses × pause",))
    ask("late all the same", paused, (), stood | {"completed": "2026-06-11T00:00"}, covers=("misses × pause",))
    ask("paused", paused, (), {"paused": "2026-06-03T10:00"}, covers=("misses × pause",))
    _chains(theme)
    return theme


def _chains(theme: Theme) -> None:
    policy = Policy(
        name="misses-in-turn",
        calendars=(replace(ENGLAND, roll="forward"),),
        breaches=(
            Breach(event="second trouble", noun="second trouble", misses=1, promise="repairs.call-back"),
            Breach(event="trouble", noun="trouble", misses=2, promise="repairs.complete", window=(6, "month")),
        ),
        standards=(
            Standard(
                name="repairs",
                channels=("phone",),
                promises=(
                    Promise(limit=within("2 hours", of="second trouble"), verb="see"),
                    Promise(limit=within("2 working days", of="trouble"), verb="call back"),
                    Promise(limit=within("5 working days"), verb="complete"),
                    Promise(limit=within("10 working days"), verb="resolve", cap=within("1 working day", of="trouble")),
                    Promise(
                        limit=within("20 working days"), verb="reply", pauses=(Pause(start="trouble", end="resolved"),)
                    ),
                ),
            ),
        ),
    )
    earlier = {"missed": {"repairs.complete": ["2026-02-03"]}}
    late = {"completed": "2026-06-09T12:00"}
    for name, events, as_of in (
        ("nothing is late", {"completed": "2026-06-08T12:00"}, "2026-06-10T12:00"),
        ("the first", late, "2026-06-09T12:00"),
        ("the second", late, "2026-06-10T23:59:59.999999"),
        ("the third", late, "2026-06-11T00:00"),
        ("the third is over", late, "2026-06-11T12:00"),
        ("kept at last", late | {"called back": "2026-06-11T09:00", "seen": "2026-06-11T01:00"}, "2026-06-11T12:00"),
        ("resolved", late | {"resolved": "2026-06-09T23:00"}, "2026-06-12T12:00"),
    ):
        contact = {"channel": "phone", "arrives": MONDAY, "events": events, **earlier}
        theme.case(f"in turn, {name}", policy, contact, as_of, ["misses", "misses in turn"])
    contact = {"channel": "phone", "arrives": MONDAY, "events": late}
    theme.case("in turn, no earlier miss", policy, contact, "2026-06-30T12:00", ["misses", "misses in turn"])


THEMES = (variations, law_or_promise, misses)
