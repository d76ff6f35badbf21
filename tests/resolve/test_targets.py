"""Lines of targets → targets of the model; and what is refused, where, and with what the owner is told."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from tests.deadlines.made import compiled, lock_text

from troth.diagnostics import Diagnostic
from troth.model.condition import ArrivedOnClosedDay, FactIs, InSeason, StateIs, ValueIs
from troth.model.duration import Duration, Unit
from troth.model.limit import BeforeEvent, NextWorkingDay, Within
from troth.model.measure import Period, Target, Tier
from troth.project import compile_text

WORDS = """\
category priority: p1, p2, p3
fact complex "the case is complex"
state away "the officer is away"
    from leaving to the return
"""
HEAD = """\
policy made "Made for a test"
    organisation   "Made"
    approved       3 March 2026 by "Nobody"
    review every   3 years
    calendar       office

calendar office
    time zone      Europe/London
    years          2025 to 2027
    holidays       GB-SCT
    working days   Monday to Friday
    counting       the day of arrival is day 0
    season peak, 1 October to 15 November each year
"""


def targets(lines: str, limit: str = "within 5 working days") -> tuple[Target, ...]:
    """The targets of one promise to reply to emails."""
    body = f"{WORDS}standard email\n    for email\n    must reply {limit}\n{textwrap.indent(lines, '        ')}\n"
    policy = compiled(body, calendar="season peak, 1 October to 15 November each year\n").policy
    assert policy is not None
    (promise,) = policy.promises()
    return promise.targets


def findings(lines: str, limit: str = "within 5 working days", who: str = "email") -> list[Diagnostic]:
    body = f"{WORDS}standard email\n    for {who}\n    must reply {limit}\n{textwrap.indent(lines, '        ')}\n"
    found = compile_text(
        Path("made.policy"), "made.policy", f"{HEAD}\n{body}".encode(), lock_text("GB-SCT", 2025, 2027)
    )
    return [one for one in found.findings if one.is_error]


def within(n: int, unit: Unit = Unit.WORKING_DAY) -> Within:
    return Within(amount=Duration(n, unit))


# ---------- what lines mean


@pytest.mark.parametrize(
    ("said", "share"),
    [("95%", 95_000), ("99.5%", 99_500), ("0.001%", 1), ("100%", 100_000), ("87.25 per cent", 87_250)],
)
def test_a_share_in_thousandths_of_a_per_cent(said: str, share: int) -> None:
    assert targets(f"target {said}") == (Target(tiers=(Tier(share=share),)),)


@pytest.mark.parametrize("each", list(Period))
def test_each_period(each: Period) -> None:
    assert targets(f"target 95% each {each}") == (Target(tiers=(Tier(share=95_000),), each=each),)


def test_tiers_with_limits() -> None:
    (target,) = targets("target 50% by the end of the next working day, 85% within 3 working days, 99% each year")
    assert target.tiers == (
        Tier(share=50_000, limit=NextWorkingDay()),
        Tier(share=85_000, limit=within(3)),
        Tier(share=99_000),
    )
    (target,) = targets("target 90% before the appointment")
    assert target.tiers == (Tier(share=90_000, limit=BeforeEvent(event="appointment")),)


def test_a_tier_that_names_no_event_counts_from_that_of_the_promise() -> None:
    limit = "within 5 working days of the return"
    (target,) = targets("target 50% within 2 working days, 90% within 3 working days of the arrival", limit)
    assert target.tiers == (
        Tier(share=50_000, limit=Within(amount=Duration(2, Unit.WORKING_DAY), event="returned")),
        Tier(share=90_000, limit=within(3)),
    )


def test_an_average() -> None:
    assert targets("target average 90 seconds") == (Target(average=Duration(90, Unit.SECOND)),)
    assert targets("target average 4 working days each month") == (
        Target(average=Duration(4, Unit.WORKING_DAY), each=Period.MONTH),
    )


def test_whom_it_leaves_out_and_whom_alone_it_counts() -> None:
    (target,) = targets(
        "target 95%\n    except if complex\n    except while away\n    except on closed days\n"
        '    if "the form is whole"\n    while peak\n    except if not "it rains"'
    )
    assert target.excludes == (
        FactIs("complex"),
        StateIs("away"),
        ArrivedOnClosedDay(),
        FactIs("it rains", False),
    )
    assert target.only == (FactIs("the form is whole"), InSeason((10, 1), (11, 15)))


def test_a_row_is_a_target_of_its_own() -> None:
    found = targets(
        "target, by priority, each week\n    p1: 95%\n    otherwise: 50% within 1 working day, 90%\n    if complex\n"
        "    except while away"
    )
    is_complex, away = FactIs("complex"), (StateIs("away"),)
    rest = (Tier(share=50_000, limit=within(1)), Tier(share=90_000))
    p1, others = ValueIs("priority", ("p1",)), ValueIs("priority", ("p2", "p3"))
    assert found == (
        Target(tiers=(Tier(share=95_000),), each=Period.WEEK, only=(p1, is_complex), excludes=away),
        Target(tiers=rest, each=Period.WEEK, only=(others, is_complex), excludes=away),
    )


def test_several_targets_in_their_order() -> None:
    found = targets("target 95% each month\ntarget 95% each year\ntarget average 3 days")
    assert [(target.each, target.average is None) for target in found] == [
        (Period.MONTH, True),
        (Period.YEAR, True),
        (None, False),
    ]


# ---------- what is refused


@pytest.mark.parametrize(
    ("lines", "code", "message"),
    [
        ("target 0%", "T211", "`0%` is no share of anything"),
        ("target 100.001%", "T211", "`100.001%` is no share of anything"),
        ("target 95.1234%", "T211", "`95.1234%` is no share of anything"),
        ("target average 2 months", "T211", "an average is not taken in months"),
        ("target average 0 days", "T211", "a limit of nothing cannot be kept"),
        ("target 90% within 3 rings", "T211", "this is no deadline"),
        ("target 90% as soon as possible", "T211", "this is no deadline"),
        ("target 90% within 2 days of the moonrise", "T101", "`the moonrise` is not an event"),
        ("target 85% within 2 days, 50% within 3 days", "T211", "the share of a longer time is the larger one"),
        ("target 85% within 2 days, 85% within 3 days", "T211", "the share of a longer time is the larger one"),
        ("target 50% within 3 days, 85% within 2 days", "T211", "the larger share has the longer time"),
        ("target 50% within 3 days, 85% within 3 days", "T211", "the larger share has the longer time"),
        ("target 50% within 2 hours, 85% within 90 minutes", "T211", "the larger share has the longer time"),
        ("target 50%, 85%", "T211", "the larger share has the longer time"),
        ("target 90%\n    except if fast", "T101", "`fast` is not a fact"),
        ("target 90%\n    for email", "T008", "`for` has no meaning beneath a target"),
        ("target 90% each month\ntarget 90% each month", "T014", "this target is said twice"),
        ("target, by urgency\n    p1: 95%", "T101", "`urgency` is not a category"),
        ("target, by priority", "T013", "the table says nothing"),
        ("target, by priority\n    p1: 95%\n    p2: 90%", "T303", "no target is set for `p3`"),
        ("target, by priority\n    p1, p9: 95%\n    otherwise: 9%", "T101", "`p9` is not a value of `priority`"),
        ("target, by priority\n    p1: 95%\n    p1, p2: 9%\n    p3: 1%", "T301", "`p1` has a row above already"),
        (
            "target, by priority\n    p1, p2, p3: 95%\n    otherwise: 9%",
            "T301",
            "`otherwise` never holds: the rows cover every value",
        ),
        (
            "target, by priority\n    p1: 95%\n    otherwise: 9%\n    otherwise: 8%",
            "T014",
            "`otherwise` is said twice",
        ),
        (
            "target 90%\n    if complex\n    except if complex",
            "T301",
            "no contact of the promise counts for this target",
        ),
        (
            "extended by 2 working days, if complex\ntarget 90% within 4 hours",
            "T211",
            "the limit is counted in hours, and its extension in working days",
        ),
        (
            "if complex: within 9 working days of the return\ntarget 90% within 2 working days",
            "T211",
            "the limits of this promise count from several events, and its target does not say from which",
        ),
    ],
)
def test_what_is_refused(lines: str, code: str, message: str) -> None:
    (found,) = findings(lines)
    assert (found.code, found.message) == (code, message)
    assert found.help
    assert found.span.start.line > len(HEAD.splitlines())


@pytest.mark.parametrize(
    ("limit", "lines", "message"),
    [
        ("as soon as possible", "target 90%", "this promise says no time, so no share of it can be in time"),
        (
            "every 5 working days until the resolution",
            "target 90% within 2 days",
            "of updates a target takes no time of its own",
        ),
        (
            "at least 3 working days after the appointment",
            "target 90% within 2 working days",
            "what is never late has no share that is in time",
        ),
        (
            "at least 3 working days before the appointment",
            "target average 2 working days",
            "what is done before an event takes no time from it",
        ),
    ],
)
def test_what_does_not_go_with_the_promise(limit: str, lines: str, message: str) -> None:
    found = findings(lines, limit)
    assert ("T211", message) in [(one.code, one.message) for one in found]


def test_a_value_that_the_promise_is_not_for_needs_no_row() -> None:
    assert findings("if complex\ntarget 90%\n    except if not complex") == []
    assert [one.message for one in findings("if complex\ntarget 90%\n    except if complex")] == [
        "no contact of the promise counts for this target"
    ]


@pytest.mark.parametrize("case", ["if complex: within 2 working days", "otherwise: within 2 working days"])
def test_beneath_a_case_it_is_refused(case: str) -> None:
    found = findings(f"p1: within 1 working day\n{case}\n    target 95%", ", by priority")
    said = [(one.code, one.help) for one in found if one.code == "T008"]
    assert said == [
        ("T008", "put it beneath the promise itself; a case there has lines of its own: `target, by priority`")
    ]
