"""A theme of the customer's own deadlines, and of categories of a policy's own with their tables."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.oracle.corpus_around import COMPLEX, MONDAY, NO_PROMISE
from tests.oracle.corpus_cases import Theme
from tests.oracle.corpus_moved import asked
from tests.oracle.corpus_spec import (
    Case,
    Extension,
    Pause,
    Policy,
    Promise,
    Standard,
    When,
    before,
    standards,
    within,
)
from tests.oracle.corpus_years import ENGLAND

CUSTOMERS, CATEGORIES = "the customer's side", "categories"
TYPES = ("household", "business", "charity")


def value(category: str, *values: str) -> When:
    return When(kind="value", names=(category, *values))


def sides() -> Theme:
    theme = Theme(
        "sides-and-categories", "The customer's own deadlines; categories of a policy's own, and their tables."
    )
    _customers(theme)
    _categories(theme)
    return theme


def _customers(theme: Theme) -> None:
    policy = Policy(
        name="customers",
        calendars=(replace(ENGLAND, roll="forward"),),
        events=(("accepted", "accept", "acceptance"), ("informed", "inform", "information")),
        facts=COMPLEX,
        standards=standards(
            Promise(party="customer", limit=before("24 hours", "visit"), verb="cancel"),
            Promise(party="customer", limit=within("28 days", of="replied"), verb="accept"),
            Promise(party="customer", limit=within("10 working days"), verb="inform", pauses=(Pause(),)),
            Promise(
                party="customer",
                limit=within("3 months", of="visit"),
                verb="accept",
                cap=within("6 months", of="arrives"),
            ),
            Promise(
                party="customer",
                limit=within("10 working days"),
                verb="inform",
                extension=Extension(more=(5, "working day"), once=True),
                excuses=(When(kind="if", names=("storm",)),),
            ),
            Promise(
                party="customer",
                strength="may",
                limit=within("5 working days", of="replied"),
                verb="accept",
                cases=(Case(when=When(kind="if", names=("complex",)), limit=within("1 month", of="replied")),),
            ),
        ),
    )
    asked(theme, policy, "email", [("the day before", {"visit": "2026-06-18T14:00"}), ("no visit", {})], [CUSTOMERS])
    asked(theme, policy, "letter", [
        ("28 days to a Friday", {"replied": "2026-06-05T10:00"}),
        ("28 days to a Sunday", {"replied": "2026-06-07T10:00"}),
        ("no reply yet", {}),
    ], [CUSTOMERS])  # fmt: skip
    stood = {"paused": "2026-06-03T10:00", "resumed": "2026-06-05T10:00"}
    asked(theme, policy, "web form", [("as it is", {}), ("paused", stood)], [CUSTOMERS])
    asked(theme, policy, "fax", [
        ("a visit soon", {"visit": "2026-06-30T10:00"}),
        ("a visit late, the cap binds", {"visit": "2026-11-03T10:00"}),
    ], [CUSTOMERS, "cap"])  # fmt: skip
    asked(theme, policy, "text message", [
        ("told", {"told": "2026-06-09T10:00", "facts": {"storm": "no"}}),
        ("excused", {"facts": {"storm": "yes"}}),
        ("not known", {}),
    ], [CUSTOMERS])  # fmt: skip
    for fact in ("yes", "no"):
        name = f"may, complex {fact}"
        asked(
            theme,
            policy,
            "web chat",
            [(name, {"replied": "2026-06-05T10:00", "facts": {"complex": fact}})],
            [CUSTOMERS],
        )
    both = Policy(
        name="both-sides",
        calendars=(replace(ENGLAND, roll="forward"),),
        events=(("informed", "inform", "information"),),
        standards=(
            Standard(
                name="email",
                channels=("email",),
                promises=(
                    Promise(limit=within("2 working days")),
                    Promise(party="customer", limit=within("5 working days", of="replied"), verb="inform"),
                    Promise(limit=within("10 working days", of="informed"), verb="resolve"),
                ),
            ),
        ),
    )
    for name, events, as_of in (
        ("we wait for nobody", {}, "2026-06-04T12:00"),
        ("they are to inform", {"replied": "2026-06-03T12:00"}, "2026-06-10T23:59:59.999999"),
        ("they are overdue", {"replied": "2026-06-03T12:00"}, "2026-06-11T00:00"),
        ("we are to resolve", {"replied": "2026-06-03T12:00", "informed": "2026-06-11T09:00"}, "2026-06-25T12:00"),
        ("we are overdue", {"replied": "2026-06-03T12:00", "informed": "2026-06-10T09:00"}, "2026-06-25T00:00"),
    ):
        contact: dict[str, Any] = {"channel": "email", "arrives": MONDAY} | ({"events": events} if events else {})
        theme.case(f"in turn, {name}", both, contact, as_of, [CUSTOMERS])


def _categories(theme: Theme) -> None:
    deep = Case(when=value("size", "large"), limit=within("9 working days"))
    policy = Policy(
        name="categories",
        calendars=(replace(ENGLAND, roll="forward"),),
        categories=(("customer type", TYPES), ("size", ("small", "large")), ("stage", ("1", "2"))),
        standards=(
            Standard(
                name="email",
                channels=("email",),
                promises=(
                    Promise(
                        by="customer type",
                        cases=(
                            Case(when=value("customer type", "household"), limit=within("5 working days")),
                            Case(when=value("customer type", "business", "charity"), limit=within("2 working days")),
                        ),
                    ),
                    Promise(
                        verb="resolve",
                        by="size",
                        cases=(
                            Case(when=value("size", "small"), limit=within("1 week")),
                            Case(when=When(kind="otherwise"), limit=NO_PROMISE),
                        ),
                    ),
                ),
            ),
            Standard(
                name="letter",
                channels=("letter",),
                promises=(
                    Promise(
                        limit=within("3 working days"),
                        cases=(
                            Case(
                                when=When(kind="for", names=("charity",)), limit=within("6 working days"), cases=(deep,)
                            ),
                        ),
                    ),
                ),
            ),
            Standard(
                name="first",
                channels=("phone",),
                promises=(Promise(limit=within("10 working days")),),
                only=(When(kind="stage", names=("1",)),),
            ),
            Standard(
                name="second",
                channels=("phone",),
                promises=(Promise(limit=within("20 working days")),),
                only=(When(kind="stage", names=("2",)),),
            ),
        ),
    )
    for number, kind in enumerate((*TYPES, "")):
        given = {"customer type": kind} if kind else {}
        for size in ("small", "large", ""):
            sized = {"size": size} if size else {}
            if number != 2 or size:
                contact = {"channel": "email", "arrives": MONDAY, **given, **sized}
                name = f"email, {kind or 'no type'}, {size or 'no size'}"
                theme.case(name, policy, contact, "2026-06-04T12:00", [CATEGORIES, "table"])
            if size != "small" or number > 1:
                contact = {"channel": "letter", "arrives": MONDAY, **given, **sized}
                theme.situation(f"letter, {kind or 'no type'}, {size or 'no size'}", policy, contact, [CATEGORIES])
    for stage in ("1", "2", ""):
        contact = {"channel": "phone", "arrives": MONDAY} | ({"stage": stage} if stage else {})
        name = f"phone, {'stage ' + stage if stage else 'no stage'}"
        for as_of in ("2026-06-15T12:00", "2026-06-30T12:00"):
            theme.case(f"{name}, {as_of[5:10]}", policy, contact, as_of, [CATEGORIES, "selectors"])


THEMES = (sides,)
