"""The sentences of remedies, by hand and both ways, in both voices; and passages that say no remedy."""

from __future__ import annotations

import contextlib
import re
from datetime import date

import pytest
from hypothesis import given, note
from tests.deadlines.made import compiled
from tests.wording.drawn import remedies
from tests.wording.models import heard, promise, said, within
from tests.wording.test_both_ways import MANY

from troth.model.condition import ArrivedBetween, ArrivedOnClosedDay, FactIs, InSeason, StateIs, ValueIs
from troth.model.duration import Duration, Unit
from troth.model.limit import NextWorkingDay
from troth.model.measure import MISSED, Further, Money, Period, Remedy, SumCase, SumFromDelay, Sums
from troth.wording.money import decimal_text, sum_text
from troth.wording.reader import NotRead, flattened
from troth.wording.remedies import money_text
from troth.wording.sentence import passage
from troth.wording.voice import Voice

HOUSEHOLD = ValueIs("customer type", ("household",))
BUSINESS = ValueIs("customer type", ("business",))


def pounds(sum: float) -> Money:
    return Money(round(sum * 100), "GBP")


THIRTY = Sums(plain=pounds(30))
BY_TYPE = Sums(cases=(SumCase(HOUSEHOLD, pounds(20)), SumCase(BUSINESS, pounds(50))))
DAY = Duration(24, Unit.HOUR)

BY_HAND = [
    (Remedy(sums=THIRTY), "If this is late, we pay you £30.", "If this is late, pay them £30."),
    (
        Remedy(sums=BY_TYPE),
        "If this is late, we pay you an amount that depends on the customer type. Customer type household: £20. "
        "Customer type business: £50.",
        "If this is late, pay them an amount that depends on the customer type. Customer type household: £20. "
        "Customer type business: £50.",
    ),
    (
        Remedy(sums=Sums(cases=(SumCase(HOUSEHOLD, pounds(20)),))),
        "If this is late, we pay you an amount that depends on the customer type. Customer type household: £20. "
        "Otherwise: nothing.",
        "If this is late, pay them an amount that depends on the customer type. Customer type household: £20. "
        "Otherwise: nothing.",
    ),
    (
        Remedy(
            sums=Sums(
                plain=pounds(30),
                cases=(
                    SumCase(ArrivedBetween(date(2027, 4, 1), None), pounds(40)),
                    SumCase(FactIs("unresolved", False), None),
                ),
            )
        ),
        "If this is late, we pay you £30. From 1 April 2027: £40. Unless we cannot deal with the enquiry "
        "at once: nothing.",
        "If this is late, pay them £30. From 1 April 2027: £40. Unless we cannot deal with the enquiry "
        "at once: nothing.",
    ),
    (
        Remedy(
            sums=Sums(
                by_delay=(
                    SumFromDelay(Duration(1, Unit.WORKING_DAY), pounds(10)),
                    SumFromDelay(Duration(5, Unit.WORKING_DAY), pounds(25)),
                )
            )
        ),
        "If this is late, we pay you an amount that depends on the delay. From 1 working day late: £10. "
        "From 5 working days late: £25.",
        "If this is late, pay them an amount that depends on the delay. From 1 working day late: £10. "
        "From 5 working days late: £25.",
    ),
    (
        Remedy(sums=THIRTY, further=Further(sums=THIRTY, period=DAY, started=True), at_most=pounds(1050)),
        "If this is late, we pay you £30. For each further 24 hours or part of it, we pay £30 more. "
        "We pay £1,050 at most.",
        "If this is late, pay them £30. For each further 24 hours or part of it, pay £30 more. Pay £1,050 at most.",
    ),
    (
        Remedy(sums=THIRTY, further=Further(sums=BY_TYPE, period=DAY)),
        "If this is late, we pay you £30. "
        "For each further 24 hours, we add an amount that depends on the customer type. "
        "Customer type household: £20. Customer type business: £50.",
        "If this is late, pay them £30. For each further 24 hours, add an amount that depends on the customer type. "
        "Customer type household: £20. Customer type business: £50.",
    ),
    (
        Remedy(sums=Sums(), further=Further(sums=Sums(plain=pounds(2.5)), period=Duration(1, Unit.WORKING_DAY))),
        "If this is late, we pay you nothing at first. For each further working day, we pay £2.50 more.",
        "If this is late, pay them nothing at first. For each further working day, pay £2.50 more.",
    ),
    (
        Remedy(sums=THIRTY, at_most_each=(pounds(600), Period.YEAR)),
        "If this is late, we pay you £30. We pay you £600 at most each year.",
        "If this is late, pay them £30. Pay them £600 at most each year.",
    ),
    (
        Remedy(sums=THIRTY, automatically=True, paid=within(10, event=MISSED), if_late=pounds(20)),
        "If this is late, we pay you £30. We pay this automatically within 10 working days of the deadline. "
        "If we pay this late, we pay £20 more.",
        "If this is late, pay them £30. Pay this automatically within 10 working days of the deadline. "
        "If you pay this late, pay £20 more.",
    ),
    (
        Remedy(sums=THIRTY, claimed=within(3, "month", event=MISSED), paid=within(10, event="claimed")),
        "If this is late, we pay you £30. You must claim it within 3 months of the deadline. "
        "We pay this within 10 working days of the claim.",
        "If this is late, pay them £30. They must claim it within 3 months of the deadline. "
        "Pay this within 10 working days of the claim.",
    ),
    (
        Remedy(sums=THIRTY, paid=NextWorkingDay()),
        "If this is late, we pay you £30. We pay this by the end of the next working day of the arrival.",
        "If this is late, pay them £30. Pay this by the end of the next working day of the arrival.",
    ),
    (
        Remedy(
            sums=THIRTY,
            excludes=(FactIs("urgent"), FactIs("urgent", False), StateIs("away"), ArrivedOnClosedDay("helpline")),
        ),
        "If this is late, we pay you £30. Nothing is paid if it is urgent. Nothing is paid unless it is "
        "urgent. Nothing is paid while the member of staff is on leave or absent. Nothing is paid for a contact that "
        "arrives on a closed day of calendar helpline.",
        "If this is late, pay them £30. Nothing is paid if it is urgent. Nothing is paid unless it is "
        "urgent. Nothing is paid while the member of staff is on leave or absent. Nothing is paid for a contact that "
        "arrives on a closed day of calendar helpline.",
    ),
    (
        Remedy(sums=THIRTY, only=(FactIs("urgent", False),)),
        "If this is late, we pay you £30. This is paid unless it is urgent.",
        "If this is late, pay them £30. This is paid unless it is urgent.",
    ),
    (
        Remedy(sums=THIRTY, only=(FactIs("urgent"), StateIs("away"), InSeason((10, 1), (3, 31)))),
        "If this is late, we pay you £30. This is paid only if it is urgent. This is paid only while the member of "
        "staff is on leave or absent. This is paid only from 1 October to 31 March each year.",
        "If this is late, pay them £30. This is paid only if it is urgent. This is paid only while the member of "
        "staff is on leave or absent. This is paid only from 1 October to 31 March each year.",
    ),
]


@pytest.mark.parametrize(("remedy", "to_customers", "to_staff"), BY_HAND)
def test_what_a_page_says(remedy: Remedy, to_customers: str, to_staff: str) -> None:
    one = promise("reply", within(3), remedy=remedy)
    lead = "When you contact us, we reply within 3 working days."
    assert said(one) == f"{lead} {to_customers}"
    assert heard(said(one), one.id) == flattened(one)
    assert said(one, Voice.STAFF) == f"When people contact us, reply within 3 working days. {to_staff}"
    assert heard(said(one, Voice.STAFF), one.id, Voice.STAFF) == flattened(one)


def test_a_party_that_is_named_is_paid_by_its_name() -> None:
    one = promise("reply", within(3), ValueIs("party", ("agency",)), remedy=Remedy(sums=THIRTY, claimed=within(5)))
    assert said(one).endswith(
        "If this is late, we pay them £30. They must claim it within 5 working days of the arrival."
    )
    assert heard(said(one), one.id) == flattened(one)


@MANY
@given(remedies())
def test_a_remedy_reads_back_as_itself(remedy: Remedy) -> None:
    one = promise("reply", within(3), remedy=remedy)
    for voice in Voice:
        text = said(one, voice)
        note(text)
        assert heard(text, one.id, voice).remedy == remedy


@MANY
@given(remedies(), remedies())
def test_two_remedies_that_differ_are_said_in_two_ways(one: Remedy, other: Remedy) -> None:
    if one != other:
        assert said(promise("reply", within(3), remedy=one)) != said(promise("reply", within(3), remedy=other))


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(3000, "GBP"), "£30"),
        (Money(250, "GBP"), "£2.50"),
        (Money(5, "GBP"), "£0.05"),
        (Money(105_000, "GBP"), "£1,050"),
        (Money(123_456_789, "EUR"), "€1,234,567.89"),
        (Money(100, "USD"), "$1"),
        (Money(3000, "CHF"), "CHF 30"),
        (Money(500, "JPY"), "JPY 500"),
        (Money(1_050_500, "KWD"), "KWD 1,050.500"),
    ],
)
def test_a_sum_in_words(money: Money, text: str) -> None:
    assert money_text(money) == text


@pytest.mark.parametrize(
    ("minor", "places", "text"), [(6000, 2, "60.00"), (5, 2, "0.05"), (0, 2, "0.00"), (0, 0, "0"), (1125, 3, "1.125")]
)
def test_a_sum_as_data(minor: int, places: int, text: str) -> None:
    assert decimal_text(minor, places) == text
    assert sum_text(minor, "CHF", places).replace("CHF ", "").replace(",", "") == text.removesuffix(".00")


LEAD = "When you contact us, we reply within 3 working days. "
PAYS = "If this is late, we pay you £30. "


@pytest.mark.parametrize(
    "text",
    [
        "If this is late, we pay you £30.00.",
        "If this is late, we pay you £1050.",
        "If this is late, we pay you £1,05.",
        "If this is late, we pay you GBP 30.",
        "If this is late, we pay you ABC 30.",
        "If this is late, we pay you £2.505.",
        "If this is late, we pay you nothing.",
        "If this is late, we pay you nothing at first.",
        "If this is late, we pay you nothing at first. Customer type household: £20.",
        "If this is late, we pay you an amount that depends on the delay.",
        "If this is late, we pay you an amount that depends on the delay. From 1 day late: £5. If it is urgent: £6.",
        "If this is late, we pay you an amount that depends on the case. If it is urgent: £5. If it is urgent: £6.",
        "If this is late, we pay you an amount that depends on the case. Otherwise: nothing. If it is urgent: £5.",
        f"{PAYS}From 5 days late: £40.",
        f"{PAYS}Otherwise: £40.",
        f"{PAYS}If this is late, we pay you £40.",
        f"{PAYS}For each further 1 day, we pay £5 more.",
        f"{PAYS}For each further two days, we pay £5 more.",
        f"{PAYS}For each further day, we add an amount that depends on the customer type.",
        f"{PAYS}We pay €300 at most.",
        f"{PAYS}We pay £300 at most. We pay £400 at most.",
        f"{PAYS}We pay this.",
        f"{PAYS}We pay this automatically. We pay this within 3 days of the claim.",
        f"{PAYS}We pay this as soon as possible.",
        f"{PAYS}Nothing is paid if it is urgent. Nothing is paid if it is urgent.",
        f"{PAYS}This is paid only for a contact that arrives on a closed day.",
        f"{PAYS}This is paid only unless it is urgent.",
        f"{PAYS}We pay you £40.",
        "We pay £300 at most.",
        "Nothing is paid if it is urgent.",
        "You must claim it within 3 days of the deadline.",
        "For each further day, we pay £5 more.",
    ],
)
def test_what_says_no_remedy(text: str) -> None:
    with pytest.raises(NotRead):
        heard(LEAD + text, "made.email.reply")


@pytest.mark.parametrize(("remedy", "to_customers", "_"), BY_HAND)
def test_a_sum_changed_on_the_page_is_another_promise(remedy: Remedy, to_customers: str, _: str) -> None:
    """Every figure of every sentence counts: with another in its place, the passage says another remedy or none."""
    for found in re.finditer(r"\d+", to_customers):
        put = str(int(found[0]) + 1).zfill(len(found[0]))
        changed = to_customers[: found.start()] + put + to_customers[found.end() :]
        with contextlib.suppress(NotRead):
            assert heard(LEAD + changed, "made.email.reply").remedy != remedy


def test_words_of_a_policy_that_the_sentences_use_themselves() -> None:
    """A verb `pay`, kinds called amount and customer, a category called delay: the passage is still read back."""
    policy = compiled(
        """\
        category delay: short, long
        kind amount
        kind customer
        event paid
            verb pay "pay you"
            noun payment
        fact late "we pay this late"
        standard bills
            for email about amount, customer
            must pay within 3 working days
                remedy, by delay
                    short: £5
                    long: £10
                    plus £1 for each further day
                    at most £50
                    at most £90 each year
                    except if late
                    paid automatically within 5 working days
                    if paid late: £2
        """
    ).policy
    assert policy is not None
    (one,) = policy.promises()
    assert one.remedy is not None
    assert "an amount that depends on the delay. Delay short: £5." in passage(one, policy.words, {})
