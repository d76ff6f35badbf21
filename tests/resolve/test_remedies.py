"""Remedies: policy text and what it means, and what is refused, by hand."""

from __future__ import annotations

import textwrap
from datetime import date

import pytest
from tests.deadlines.made import compiled
from tests.deadlines.paid import findings

from troth.model.condition import ArrivedBetween, ArrivedOnClosedDay, Condition, FactIs, StateIs, ValueIs
from troth.model.duration import Duration, Unit
from troth.model.limit import NextWorkingDay, Within
from troth.model.measure import MISSED, Further, Money, Period, Remedy, SumCase, SumFromDelay, Sums

WORDS = """\
category customer type: household, business
fact bad weather "the weather is severe"
state away "the officer is away"
    from leaving to the return
"""
BUSINESS = ValueIs("customer type", ("business",))
HOUSEHOLD = ValueIs("customer type", ("household",))


def pounds(sum: float) -> Money:
    return Money(round(sum * 100), "GBP")


def remedy(lines: str, promise: str = "must reply within 3 working days") -> Remedy:
    """The remedy of a promise that has these lines beneath it."""
    body = f"standard email\n    for email\n    {promise}\n{textwrap.indent(textwrap.dedent(lines), ' ' * 8)}"
    policy = compiled(WORDS + body, roll="forward").policy
    assert policy is not None
    (one,) = policy.promises()
    assert one.remedy is not None
    return one.remedy


def within(n: int, unit: str, event: str) -> Within:
    return Within(amount=Duration(n, Unit(unit)), event=event)


def codes(lines: str, promise: str = "must reply within 3 working days") -> list[tuple[str, int]]:
    """The findings of a promise with these lines beneath it, each with its line of them, from 1."""
    return [(code, line) for code, line, _, _ in said(lines, promise)]


def said(lines: str, promise: str = "must reply within 3 working days") -> list[tuple[str, int, str, str]]:
    head = f"{WORDS}standard email\n    for email\n    {promise}\n"
    before = len(head.splitlines())
    return [
        (one.code, line - before, one.message, one.help)
        for one, line in findings(head + textwrap.indent(textwrap.dedent(lines), " " * 8))
        if one.is_error
    ]


# ---------- sums


@pytest.mark.parametrize(
    ("written", "minor", "currency"),
    [
        ("£30", 3000, "GBP"),
        ("£2.50", 250, "GBP"),
        ("£2.5", 250, "GBP"),
        ("£0.05", 5, "GBP"),
        ("£1,050", 105_000, "GBP"),
        ("€30", 3000, "EUR"),
        ("$30", 3000, "USD"),
        ("GBP 30", 3000, "GBP"),
        ("CHF 30.25", 3025, "CHF"),
        ("JPY 500", 500, "JPY"),
        ("KWD 1.125", 1125, "KWD"),
    ],
)
def test_a_sum_is_kept_in_minor_units(written: str, minor: int, currency: str) -> None:
    assert remedy(f"remedy {written}") == Remedy(sums=Sums(plain=Money(minor, currency)))


def test_a_table_by_category() -> None:
    found = remedy("remedy, by customer type\n    household: £20\n    business: £50")
    assert found.sums == Sums(cases=(SumCase(HOUSEHOLD, pounds(20)), SumCase(BUSINESS, pounds(50))))


def test_the_rest_of_a_table() -> None:
    found = remedy("remedy, by customer type\n    household: £20\n    otherwise: £50")
    assert found.sums == Sums(plain=pounds(50), cases=(SumCase(HOUSEHOLD, pounds(20)),))
    found = remedy("remedy, by customer type\n    household: £20\n    otherwise: nothing")
    assert found.sums == Sums(cases=(SumCase(HOUSEHOLD, pounds(20)),))


def test_a_table_by_delay() -> None:
    found = remedy("remedy, by delay\n    from 1 working day: £10\n    from 5 working days: £25")
    rows = ((1, 10), (5, 25))
    assert found.sums == Sums(
        by_delay=tuple(SumFromDelay(Duration(n, Unit.WORKING_DAY), pounds(sum)) for n, sum in rows)
    )
    found = remedy("remedy, by delay\n    from 90 minutes: £10\n    from 2 hours: £25")
    assert [row.delay for row in found.sums.by_delay] == [Duration(90, Unit.MINUTE), Duration(2, Unit.HOUR)]


def test_cases_of_a_sum_and_versions_of_it() -> None:
    found = remedy("remedy £30\n    if bad weather: nothing")
    assert found.sums == Sums(plain=pounds(30), cases=(SumCase(FactIs("bad weather"), None),))
    found = remedy("remedy £30\n    business: £50")
    assert found.sums == Sums(plain=pounds(30), cases=(SumCase(BUSINESS, pounds(50)),))
    found = remedy("remedy £30\n    from 1 April 2027: £40\n    from 1 April 2028: £45")
    assert found.sums.cases == (
        SumCase(ArrivedBetween(date(2027, 4, 1), date(2028, 3, 31)), pounds(40)),
        SumCase(ArrivedBetween(date(2028, 4, 1), None), pounds(45)),
    )


def test_further_periods() -> None:
    found = remedy("remedy £30\n    plus £30 for each further 24 hours or part of it")
    assert found.further == Further(sums=Sums(plain=pounds(30)), period=Duration(24, Unit.HOUR), started=True)
    found = remedy("remedy £30\n    plus £5 for each further day")
    assert found.further == Further(sums=Sums(plain=pounds(5)), period=Duration(1, Unit.DAY))
    rows = "    plus, by customer type, for each further 24 hours\n        household: £10\n        business: £25"
    found = remedy(f"remedy £30\n{rows}")
    assert found.further == Further(
        sums=Sums(cases=(SumCase(HOUSEHOLD, pounds(10)), SumCase(BUSINESS, pounds(25)))),
        period=Duration(24, Unit.HOUR),
    )


def test_the_most_that_is_paid() -> None:
    found = remedy("remedy £30\n    at most £300\n    at most £600 each year")
    assert (found.at_most, found.at_most_each) == (pounds(300), (pounds(600), Period.YEAR))


# ---------- payments and claims


def test_a_payment_is_counted_from_the_deadline_where_nothing_is_claimed() -> None:
    found = remedy("remedy £30\n    paid automatically within 10 working days\n    if paid late: £20")
    assert found.automatically
    assert found.paid == within(10, "working day", MISSED)
    assert found.if_late == pounds(20)


def test_a_payment_is_counted_from_the_claim_where_there_is_one() -> None:
    found = remedy("remedy £30\n    claimed within 3 months\n    paid within 10 working days")
    assert found.claimed == within(3, "month", MISSED)
    assert found.paid == within(10, "working day", "claimed")
    assert not found.automatically


@pytest.mark.parametrize(
    ("named", "event"),
    [
        ("of the deadline", MISSED),
        ("of the claim", "claimed"),
        ("of the arrival", "arrives"),
        ("of the later of the deadline and the claim", f"later of {MISSED} and claimed"),
    ],
)
def test_a_payment_that_names_its_event(named: str, event: str) -> None:
    found = remedy(f"remedy £30\n    claimed within 3 months\n    paid within 10 days {named}, rolling forward")
    assert isinstance(found.paid, Within)
    assert found.paid.event == event


def test_a_payment_by_the_next_working_day() -> None:
    found = remedy("remedy £30\n    paid by the end of the next working day")
    assert found.paid == NextWorkingDay(event=MISSED)


def test_paid_automatically_without_saying_by_when() -> None:
    found = remedy("remedy £30\n    paid automatically")
    assert (found.automatically, found.paid) == (True, None)


# ---------- where it is not paid


@pytest.mark.parametrize(
    ("line", "only", "excludes"),
    [
        ('except if "severe weather"', (), (FactIs("severe weather"),)),
        ("except if not bad weather", (), (FactIs("bad weather", False),)),
        ("except while away", (), (StateIs("away"),)),
        ("except on closed days", (), (ArrivedOnClosedDay(),)),
        ("if bad weather", (FactIs("bad weather"),), ()),
        ("while away", (StateIs("away"),), ()),
    ],
)
def test_a_condition(line: str, only: tuple[Condition, ...], excludes: tuple[Condition, ...]) -> None:
    found = remedy(f"remedy £30\n    {line}")
    assert (found.only, found.excludes) == (only, excludes)


# ---------- what is refused


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("remedy GPB 30", [("T101", 1)]),
        ("remedy £2.505", [("T211", 1)]),
        ("remedy JPY 500.50", [("T211", 1)]),
        ("remedy £0", [("T211", 1)]),
        ("remedy nothing", [("T211", 1)]),
        ("remedy £30\n    at most €300", [("T211", 2)]),
        ("remedy £30\n    at most £20", [("T218", 2)]),
        ("remedy £30\n    business: £50\n    at most £40", [("T218", 3)]),
        ("remedy £30\n    at most £20 each year", [("T218", 2)]),
        ("remedy £30\nremedy £40", [("T014", 2)]),
        ("remedy £30\n    at most £300\n    at most £400", [("T014", 3)]),
        ("remedy £30\n    plus £1 for each further day\n    plus £2 for each further week", [("T014", 3)]),
        ("remedy £30\n    claimed within 3 months\n    paid automatically within 3 days", [("T211", 3)]),
        ("remedy £30\n    if paid late: £20", [("T013", 2)]),
        ("remedy £30\n    paid automatically\n    if paid late: £20", [("T013", 3)]),
        ("remedy £30\n    paid", [("T013", 2)]),
        ("remedy £30\n    paid as soon as possible", [("T211", 2)]),
        ("remedy £30\n    paid every 3 days until the reply", [("T211", 2)]),
        ("remedy £30\n    claimed at least 3 days after the reply", [("T211", 2)]),
        ("remedy £30\n    paid within 3 days of the compensation", [("T305", 2)]),
        ("remedy £30\n    claimed within 3 days of the claim", [("T305", 2)]),
        ("remedy £30\n    paid within 3 days of the invoice", [("T101", 2)]),
        ("remedy, by customer type\n    household: £20", [("T303", 1)]),
        ("remedy, by customer type", [("T013", 1)]),
        ("remedy, by colour\n    red: £20", [("T101", 1)]),
        ("remedy, by customer type\n    household: £20\n    tenant: £20", [("T101", 3)]),
        ("remedy, by customer type\n    household, business: £20\n    business: £50", [("T301", 3)]),
        ("remedy, by customer type\n    otherwise: £20\n    otherwise: £50", [("T014", 3)]),
        ("remedy £30\n    otherwise: £50", [("T014", 2)]),
        ("remedy £30\n    if bad weather: nothing\n    business: £50", [("T302", 3)]),
        ("remedy £30\n    except if bad weather: £5", [("T008", 2)]),
        ("remedy £30\n    for email", [("T008", 2)]),
        ("remedy £30\n    from 5 days: £50", [("T008", 2)]),
        ("remedy, by delay\n    from 5 days: £50\n    if bad weather: £5", [("T008", 3)]),
        ("remedy, by delay", [("T013", 1)]),
        ("remedy, by delay\n    from 5 days: £50\n    from 5 days: £60", [("T211", 3)]),
        ("remedy, by delay\n    from 5 days: £50\n    from 4 days: £60", [("T211", 3)]),
        ("remedy, by delay\n    from 90 minutes: £50\n    from 1 hour: £60", [("T211", 3)]),
        ("remedy, by delay\n    from 5 days: £50\n    from 6 working days: £60", [("T211", 3)]),
        ("remedy £30\n    from 1 April 2028: £40\n    from 1 April 2027: £50", [("T105", 3)]),
        ('remedy 25% of "the fare"', [("T012", 1)]),
        ('remedy £30\n    business: 25% of "the fare"', [("T012", 2)]),
    ],
)
def test_what_is_refused(lines: str, expected: list[tuple[str, int]]) -> None:
    assert codes(lines) == expected


@pytest.mark.parametrize(
    ("promise", "lines", "expected"),
    [
        ("customer must reply within 3 working days", "remedy £30", [("T008", 1)]),
        ("may reply within 3 working days", "remedy £30", [("T008", 1)]),
        ("must reply as soon as possible", "remedy £30", [("T211", 1)]),
        ("must reply every 5 working days until the resolution", "remedy £30", [("T211", 1)]),
        ("must reply at least 3 days after the posting, as it falls", "remedy £30", [("T211", 1)]),
        ("must answer before ring 4", "remedy £30", []),
        ("must answer before ring 4", "remedy £30\n    plus £1 for each further day", [("T211", 1)]),
        ("must answer before ring 4", "remedy, by delay\n    from 1 hour: £1", [("T211", 1)]),
        ("must answer before ring 4", "remedy £30\n    paid within 3 working days", [("T211", 1)]),
        ("must answer before ring 4", "remedy £30\n    claimed within 3 working days", [("T211", 1)]),
        ("must answer before ring 4", "remedy £30\n    paid within 3 working days of the arrival", []),
    ],
)
def test_promises_without_a_deadline_and_those_of_others(
    promise: str, lines: str, expected: list[tuple[str, int]]
) -> None:
    assert codes(lines, promise) == expected


def test_a_table_needs_no_row_for_a_value_that_its_promise_is_not_for() -> None:
    head = "standard a\n    for every contact\n    must reply within 3 working days\n"
    body = "        remedy, by channel\n            email: £20\n            phone: £30\n"
    assert [one.code for one, _ in findings(WORDS + head + body) if one.is_error] == ["T303"]
    both = head.replace("every contact", "email, phone")
    assert [one.code for one, _ in findings(WORDS + both + body) if one.is_error] == []


def test_where_it_stands() -> None:
    standard = f"{WORDS}standard email\n    for email\n    must reply within 3 working days\n    remedy £30\n"
    assert [one.code for one, _ in findings(standard)] == ["T008"]
    case = "        if bad weather: within 9 working days\n            remedy £30\n"
    (found,) = (one for one, _ in findings(standard.replace("    remedy £30\n", case)) if one.is_error)
    assert found.code == "T008"
    assert "`remedy, by priority`" in found.help


def test_what_the_owner_reads() -> None:
    assert said("remedy GPB 30")[0][2:] == ("`GPB` is not a currency", "did you mean `GBP`?")
    assert said("remedy £2.505")[0][2:] == (
        "a sum in GBP has at most 2 places after the point",
        "write it as in `£2`",
    )
    assert said("remedy JPY 500.5")[0][2:] == ("a sum in JPY has no places after the point", "write it as in `JPY 500`")
    assert said("remedy £30\n    at most €300")[0][2] == "this remedy is in two currencies, GBP and EUR"
    assert said('remedy 25% of "the fare"')[0][2] == (
        "`a share of an amount` is not in this version of the language yet"
    )
