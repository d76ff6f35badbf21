"""What is paid where a promise is late: the sentences of a remedy and what they say."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.wording.pairs import Pair, check_reading, check_writing, in_time, made, reply

from troth.model.condition import ArrivedBetween, ArrivedOnClosedDay, FactIs, InSeason, StateIs, ValueIs
from troth.model.duration import Duration, Unit
from troth.model.limit import BeforeEvent, NextWorkingDay, Roll, SameDay
from troth.model.measure import MISSED, Further, Money, Period, Remedy, SumCase, SumFromDelay, Sums, Target, Tier

LEAD = "When you contact us, we reply within 5 working days."
TO_STAFF = "When people contact us, reply within 5 working days."
FIVE = in_time(5)
HOUSEHOLD, BUSINESS = ValueIs("customer type", ("household",)), ValueIs("customer type", ("business",))


def pence(n: int) -> Money:
    return Money(n, "GBP")


THIRTY = Sums(plain=pence(3000))


def pays(said: str, to_staff: str, remedy: Remedy) -> Pair:
    """A pair that differs from others in its remedy alone."""
    return Pair(f"{LEAD} {said}", f"{TO_STAFF} {to_staff}", reply(FIVE, remedy=remedy))


def thirty(said: str, to_staff: str = "", sums: Sums = THIRTY, **more: Any) -> Pair:
    """A remedy of £30, and what else is said of it."""
    return pays(
        f"If this is late, we pay you £30. {said}",
        f"If this is late, pay them £30. {to_staff or said}",
        Remedy(sums=sums, **more),
    )


def further(n: int, unit: Unit, sums: Sums, *, started: bool = False) -> Further:
    return Further(sums=sums, period=Duration(n, unit), started=started)


def flat(said: str, money: Money) -> Pair:
    """A sum, whatever the case."""
    return pays(
        f"If this is late, we pay you {said}.", f"If this is late, pay them {said}.", Remedy(sums=Sums(plain=money))
    )


SUMS = [
    flat("£30", pence(3000)),
    flat("£2.50", pence(250)),
    flat("£0.05", pence(5)),
    flat("£12,000", pence(1_200_000)),
    flat("€1,250.75", Money(125_075, "EUR")),
    flat("$10", Money(1_000, "USD")),
    flat("CHF 30", Money(3_000, "CHF")),
    flat("JPY 5,000", Money(5_000, "JPY")),
    flat("KWD 1.250", Money(1_250, "KWD")),
    # ---------- tables
    pays(
        "If this is late, we pay you an amount that depends on the customer type. "
        "Customer type household: £20. Customer type business: £50.",
        "If this is late, pay them an amount that depends on the customer type. "
        "Customer type household: £20. Customer type business: £50.",
        Remedy(sums=Sums(cases=(SumCase(HOUSEHOLD, pence(2000)), SumCase(BUSINESS, pence(5000))))),
    ),
    pays(
        "If this is late, we pay you an amount that depends on the priority. "
        "Priority emergency or immediate: £500. Priority urgent: £150. Otherwise: nothing.",
        "If this is late, pay them an amount that depends on the priority. "
        "Priority emergency or immediate: £500. Priority urgent: £150. Otherwise: nothing.",
        Remedy(
            sums=Sums(
                cases=(
                    SumCase(ValueIs("priority", ("emergency", "immediate")), pence(50_000)),
                    SumCase(ValueIs("priority", ("urgent",)), pence(15_000)),
                )
            )
        ),
    ),
    pays(
        "If this is late, we pay you an amount that depends on the stage. Stage 1: nothing. Stage 2: £25.",
        "If this is late, pay them an amount that depends on the stage. Stage 1: nothing. Stage 2: £25.",
        Remedy(
            sums=Sums(cases=(SumCase(ValueIs("stage", ("1",)), None), SumCase(ValueIs("stage", ("2",)), pence(2500))))
        ),
    ),
    # ---------- by delay
    pays(
        "If this is late, we pay you an amount that depends on the delay. "
        "From 1 working day late: £10. From 5 working days late: £25. From 4 weeks late: £100.",
        "If this is late, pay them an amount that depends on the delay. "
        "From 1 working day late: £10. From 5 working days late: £25. From 4 weeks late: £100.",
        Remedy(
            sums=Sums(
                by_delay=(
                    SumFromDelay(Duration(1, Unit.WORKING_DAY), pence(1000)),
                    SumFromDelay(Duration(5, Unit.WORKING_DAY), pence(2500)),
                    SumFromDelay(Duration(4, Unit.WEEK), pence(10_000)),
                )
            )
        ),
    ),
    pays(
        "If this is late, we pay you an amount that depends on the delay. "
        "From 30 minutes late: nothing. From 2 hours late: £5.",
        "If this is late, pay them an amount that depends on the delay. "
        "From 30 minutes late: nothing. From 2 hours late: £5.",
        Remedy(
            sums=Sums(
                by_delay=(
                    SumFromDelay(Duration(30, Unit.MINUTE), None),
                    SumFromDelay(Duration(2, Unit.HOUR), pence(500)),
                )
            )
        ),
    ),
    # ---------- cases of a sum
    thirty(
        "From 1 April 2027: £40. Until 31 March 2026: £20.",
        sums=Sums(
            plain=pence(3000),
            cases=(
                SumCase(ArrivedBetween(dt.date(2027, 4, 1), None), pence(4000)),
                SumCase(ArrivedBetween(None, dt.date(2026, 3, 31)), pence(2000)),
            ),
        ),
    ),
    thirty(
        "If it is urgent: £60. While a major incident is on: nothing. From 1 December to 28 February each year: £45.",
        sums=Sums(
            plain=pence(3000),
            cases=(
                SumCase(FactIs("urgent"), pence(6000)),
                SumCase(StateIs("incident"), None),
                SumCase(InSeason((12, 1), (2, 28)), pence(4500)),
            ),
        ),
    ),
    thirty(
        "Unless the case is complex: £35. From 5 January 2026 to 9 January 2026: nothing.",
        sums=Sums(
            plain=pence(3000),
            cases=(
                SumCase(FactIs("complex", False), pence(3500)),
                SumCase(ArrivedBetween(dt.date(2026, 1, 5), dt.date(2026, 1, 9)), None),
            ),
        ),
    ),
    pays(
        "If this is late, we pay you an amount that depends on the case. If it is urgent: £60. Otherwise: nothing.",
        "If this is late, pay them an amount that depends on the case. If it is urgent: £60. Otherwise: nothing.",
        Remedy(sums=Sums(cases=(SumCase(FactIs("urgent"), pence(6000)),))),
    ),
]

PERIODS = [
    thirty(
        "For each further 24 hours, we pay £15 more.",
        "For each further 24 hours, pay £15 more.",
        further=further(24, Unit.HOUR, Sums(plain=pence(1500))),
    ),
    thirty(
        "For each further 12 hours or part of it, we pay £15 more.",
        "For each further 12 hours or part of it, pay £15 more.",
        further=further(12, Unit.HOUR, Sums(plain=pence(1500)), started=True),
    ),
    thirty(
        "For each further working day, we pay £1 more.",
        "For each further working day, pay £1 more.",
        further=further(1, Unit.WORKING_DAY, Sums(plain=pence(100))),
    ),
    thirty(
        "For each further opening hour or part of it, we pay £1 more.",
        "For each further opening hour or part of it, pay £1 more.",
        further=further(1, Unit.OPENING_HOUR, Sums(plain=pence(100)), started=True),
    ),
    thirty(
        "For each further 2 weeks, we pay £12.50 more.",
        "For each further 2 weeks, pay £12.50 more.",
        further=further(2, Unit.WEEK, Sums(plain=pence(1250))),
    ),
    thirty(
        "For each further month or part of it, we pay £12.50 more.",
        "For each further month or part of it, pay £12.50 more.",
        further=further(1, Unit.MONTH, Sums(plain=pence(1250)), started=True),
    ),
    thirty(
        "For each further 24 hours, we add an amount that depends on the customer type. "
        "Customer type household: £10. Customer type business: £25.",
        "For each further 24 hours, add an amount that depends on the customer type. "
        "Customer type household: £10. Customer type business: £25.",
        further=further(
            24,
            Unit.HOUR,
            Sums(cases=(SumCase(HOUSEHOLD, pence(1000)), SumCase(BUSINESS, pence(2500)))),
        ),
    ),
    thirty(
        "For each further 4 hours, we add an amount that depends on the priority. "
        "Priority emergency: £250. Otherwise: nothing. We pay £2,500 at most.",
        "For each further 4 hours, add an amount that depends on the priority. "
        "Priority emergency: £250. Otherwise: nothing. Pay £2,500 at most.",
        further=further(
            4,
            Unit.HOUR,
            Sums(cases=(SumCase(ValueIs("priority", ("emergency",)), pence(25_000)),)),
        ),
        at_most=pence(250_000),
    ),
    thirty(
        "For each further 5 days, we pay £5 more. If it is urgent: £10.",
        "For each further 5 days, pay £5 more. If it is urgent: £10.",
        further=further(
            5,
            Unit.DAY,
            Sums(plain=pence(500), cases=(SumCase(FactIs("urgent"), pence(1000)),)),
        ),
    ),
    pays(
        "If this is late, we pay you nothing at first. For each further day, we pay £5 more.",
        "If this is late, pay them nothing at first. For each further day, pay £5 more.",
        Remedy(sums=Sums(), further=further(1, Unit.DAY, Sums(plain=pence(500)))),
    ),
]

MOST = [
    thirty("We pay £300 at most.", "Pay £300 at most.", at_most=pence(30_000)),
    thirty(
        "We pay you £600 at most each year.",
        "Pay them £600 at most each year.",
        at_most_each=(pence(60_000), Period.YEAR),
    ),
    thirty(
        "We pay £90 at most. We pay you £200 at most each quarter.",
        "Pay £90 at most. Pay them £200 at most each quarter.",
        at_most=pence(9_000),
        at_most_each=(pence(20_000), Period.QUARTER),
    ),
]

PAYMENTS = [
    thirty(
        "We pay this automatically within 10 working days of the deadline.",
        "Pay this automatically within 10 working days of the deadline.",
        automatically=True,
        paid=in_time(10, event=MISSED),
    ),
    thirty("We pay this automatically.", "Pay this automatically.", automatically=True),
    thirty(
        "We pay this within 1 month of the reply, as it falls.",
        "Pay this within 1 month of the reply, as it falls.",
        paid=in_time(1, Unit.MONTH, event="replied", roll=Roll.NONE),
    ),
    thirty(
        "We pay this by the end of the next working day of the deadline.",
        "Pay this by the end of the next working day of the deadline.",
        paid=NextWorkingDay(event=MISSED),
    ),
    thirty(
        "We pay this on the day of the deadline.",
        "Pay this on the day of the deadline.",
        paid=SameDay(event=MISSED),
    ),
    thirty(
        "We pay this within 5 days of the arrival.",
        "Pay this within 5 days of the arrival.",
        paid=in_time(5, Unit.DAY),
    ),
    thirty(
        "You must claim it within 3 months of the deadline.",
        "They must claim it within 3 months of the deadline.",
        claimed=in_time(3, Unit.MONTH, event=MISSED),
    ),
    thirty(
        "You must claim it before the hearing. We pay this within 20 working days of the claim. "
        "If we pay this late, we pay £20 more.",
        "They must claim it before the hearing. Pay this within 20 working days of the claim. "
        "If you pay this late, pay £20 more.",
        claimed=BeforeEvent(event="hearing"),
        paid=in_time(20, event="claimed"),
        if_late=pence(2000),
    ),
    thirty(
        "You must claim it within 6 weeks of the deadline. We pay this within 4 weeks of the deadline.",
        "They must claim it within 6 weeks of the deadline. Pay this within 4 weeks of the deadline.",
        claimed=in_time(6, Unit.WEEK, event=MISSED),
        paid=in_time(4, Unit.WEEK, event=MISSED),
    ),
    thirty(
        "We pay this automatically within 10 working days of the deadline, on calendar helpline. "
        "If we pay this late, we pay £40 more.",
        "Pay this automatically within 10 working days of the deadline, on calendar helpline. "
        "If you pay this late, pay £40 more.",
        automatically=True,
        paid=in_time(10, event=MISSED, calendar="helpline"),
        if_late=pence(4000),
    ),
]

EXEMPTIONS = [
    thirty("Nothing is paid if severe weather prevents us.", excludes=(FactIs("severe weather"),)),
    thirty(
        "Nothing is paid if you are on our register. This is paid unless you ask us to call you back.",
        "Nothing is paid if they are on our register. This is paid unless they ask us to call them back.",
        excludes=(FactIs("register"),),
        only=(FactIs("call wanted", False),),
    ),
    thirty("Nothing is paid unless the case is complex.", excludes=(FactIs("complex", False),)),
    thirty("Nothing is paid while a major incident is on.", excludes=(StateIs("incident"),)),
    thirty("Nothing is paid for a contact that arrives on a closed day.", excludes=(ArrivedOnClosedDay(),)),
    thirty("Nothing is paid from 1 July to 31 August each year.", excludes=(InSeason((7, 1), (8, 31)),)),
    thirty("This is paid only if severe weather prevents us.", only=(FactIs("severe weather"),)),
    thirty("This is paid unless it is urgent.", only=(FactIs("urgent", False),)),
    thirty("This is paid only while a major incident is on.", only=(StateIs("incident"),)),
    thirty(
        "Nothing is paid if a drought order is in force. This is paid only from 1 July to 31 August each year.",
        excludes=(FactIs("drought"),),
        only=(InSeason((7, 1), (8, 31)),),
    ),
]

WHOLE = [
    # those who are named are paid by their name
    Pair(
        "When agencies phone us, we call them back within 1 working day. If this is late, we pay them £30. "
        "They must claim it within 1 month of the deadline.",
        "When agencies phone us, call them back within 1 working day. If this is late, pay them £30. "
        "They must claim it within 1 month of the deadline.",
        made(
            "call back",
            "called back",
            in_time(1),
            ValueIs("channel", ("phone",)),
            ValueIs("party", ("agency",)),
            remedy=Remedy(sums=THIRTY, claimed=in_time(1, Unit.MONTH, event=MISSED)),
        ),
    ),
    # the law before it, and a target after it
    Pair(
        f"{LEAD} The law requires this: “Water Industry Act 1991, section 38”. If this is late, we pay you £30. "
        "Nothing is paid if a drought order is in force. "
        "The target each month is to do this in time for 95% of contacts. "
        "It leaves out contacts where a drought order is in force. This replaces “Repairs”.",
        f"{TO_STAFF} The law requires this: “Water Industry Act 1991, section 38”. If this is late, pay them £30. "
        "Nothing is paid if a drought order is in force. "
        "The target each month is to do this in time for 95% of contacts. "
        "It leaves out contacts where a drought order is in force. This replaces “Repairs”.",
        reply(
            FIVE,
            targets=(Target(tiers=(Tier(share=95_000),), each=Period.MONTH, excludes=(FactIs("drought"),)),),
            remedy=Remedy(sums=THIRTY, excludes=(FactIs("drought"),)),
            basis="Water Industry Act 1991, section 38",
            replaces=("repairs",),
        ),
    ),
    # all of a remedy in its order
    thirty(
        "From 1 April 2027: £40. For each further 24 hours or part of it, we pay £30 more. We pay £300 at most. "
        "We pay you £600 at most each year. Nothing is paid if severe weather prevents us. "
        "This is paid only if it is urgent. We pay this automatically within 10 working days of the deadline. "
        "If we pay this late, we pay £20 more.",
        "From 1 April 2027: £40. For each further 24 hours or part of it, pay £30 more. Pay £300 at most. "
        "Pay them £600 at most each year. Nothing is paid if severe weather prevents us. "
        "This is paid only if it is urgent. Pay this automatically within 10 working days of the deadline. "
        "If you pay this late, pay £20 more.",
        sums=Sums(plain=pence(3000), cases=(SumCase(ArrivedBetween(dt.date(2027, 4, 1), None), pence(4000)),)),
        further=further(24, Unit.HOUR, THIRTY, started=True),
        at_most=pence(30_000),
        at_most_each=(pence(60_000), Period.YEAR),
        excludes=(FactIs("severe weather"),),
        only=(FactIs("urgent"),),
        automatically=True,
        paid=in_time(10, event=MISSED),
        if_late=pence(2000),
    ),
]

PAIRS = [*SUMS, *PERIODS, *MOST, *PAYMENTS, *EXEMPTIONS, *WHOLE]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.customer[53:140])
def test_what_is_written(pair: Pair) -> None:
    check_writing(pair)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.customer[53:140])
def test_what_is_read(pair: Pair) -> None:
    check_reading(pair)
