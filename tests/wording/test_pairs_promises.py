"""Who, what, how strongly, in which case and what changes it: a passage and what it says for each of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.wording.pairs import Pair, check_reading, check_writing, in_time, made, reply

from troth.model.condition import ArrivedBetween, ArrivedOnClosedDay, FactIs, InSeason, StateIs, ValueIs
from troth.model.duration import Duration, Unit
from troth.model.limit import BeforeEvent, DuringContact, NextWorkingDay, Nothing, SameDay
from troth.model.policy import Case, DatedReply, Extension, OtherAct, Pause, Strength
from troth.model.words import TOLD

PHONE = ValueIs("channel", ("phone",))
LEAK = ValueIs("kind", ("leak",))
COLLEAGUES = ValueIs("party", ("colleague",))
URGENT, COMPLEX = FactIs("urgent"), FactIs("complex")
WINTER = InSeason((12, 1), (2, 28))

LEADS = [
    Pair(
        "When you phone us about a leak from 1 December to 28 February each year, we mend it within 2 days.",
        "When people phone us about a leak from 1 December to 28 February each year, mend it within 2 days.",
        made("mend", "rectified", in_time(2, Unit.DAY), PHONE, LEAK, WINTER),
    ),
    Pair(
        "When you post us a letter at stage 1 or 2, we reply within 10 working days.",
        "When people post us a letter at stage 1 or 2, reply within 10 working days.",
        reply(in_time(10), ValueIs("channel", ("first class post",)), ValueIs("stage", ("1", "2"))),
    ),
    Pair(
        "When you contact us and a major incident is on, we update you within 1 hour.",
        "When people contact us and a major incident is on, update them within 1 hour.",
        made("update", "updated", in_time(1, Unit.HOUR), StateIs("incident")),
    ),
    Pair(
        "When you contact us but not if severe weather prevents us, we mend it within 1 day.",
        "When people contact us but not if severe weather prevents us, mend it within 1 day.",
        made("mend", "rectified", in_time(1, Unit.DAY), FactIs("severe weather", False)),
    ),
    Pair(
        "When colleagues contact us about a leak, they must tell us of it within 4 hours.",
        "When colleagues contact us about a leak, they must tell us of it within 4 hours.",
        made("notify", "moved", in_time(4, Unit.HOUR), COLLEAGUES, LEAK, actor="colleague"),
    ),
    Pair(
        "When customers or agencies phone us, we aim to call them back within 1 working day.",
        "When customers or agencies phone us, aim to call them back within 1 working day.",
        made(
            "call back",
            "called back",
            in_time(1),
            PHONE,
            ValueIs("party", ("customer", "agency")),
            strength=Strength.AIM,
        ),
    ),
    Pair(
        "When you phone us or use our web chat, we should see you on the same day.",
        "When people phone us or use our web chat, you should see them on the same day.",
        made("see", "seen", SameDay(), ValueIs("channel", ("phone", "web chat")), strength=Strength.SHOULD),
    ),
]

# ---------- words that speak to a customer, which speak of them to staff and of parties
YOURS = [
    Pair(
        "When you phone us about your bill and you are on our register, we ask you what you mean during the contact.",
        "When people phone us about their bill and they are on our register, ask them what they mean "
        "during the contact.",
        made("ask", "asked", DuringContact(), PHONE, ValueIs("kind", ("bill",)), FactIs("register")),
    ),
    Pair(
        "When colleagues contact us about their bill, we send them their final bill within 3 days.",
        "When colleagues contact us about their bill, send them their final bill within 3 days.",
        made("settle", "settled", in_time(3, Unit.DAY), COLLEAGUES, ValueIs("kind", ("bill",))),
    ),
    Pair(
        "When you contact us, we reply within 5 working days. If you are on our register: within 1 working day. "
        "The time stands still while we wait until you let us in. "
        "This does not apply unless you ask us to call you back.",
        "When people contact us, reply within 5 working days. If they are on our register: within 1 working day. "
        "The time stands still while we wait until they let us in. "
        "This does not apply unless they ask us to call them back.",
        reply(
            in_time(5),
            cases=(Case(condition=FactIs("register"), limit=in_time(1)),),
            pauses=(Pause(start="paused", end="resumed", state="locked out"),),
            excuses=(FactIs("call wanted", False),),
        ),
    ),
    # what must not be so comes last, where it denies nothing else
    Pair(
        "When you phone us and a major incident is on but not if you are on our register, we reply within 2 days.",
        "When people phone us and a major incident is on but not if they are on our register, reply within 2 days.",
        reply(in_time(2, Unit.DAY), PHONE, StateIs("incident"), FactIs("register", False)),
    ),
    Pair(
        "When you contact us, you may apply for a refund within 6 months of the reply. "
        "The law gives this right: “Consumer Rights Act 2015, section 45”.",
        "When people contact us, they may apply for a refund within 6 months of the reply. "
        "The law gives this right: “Consumer Rights Act 2015, section 45”.",
        made(
            "apply",
            "applied",
            in_time(6, Unit.MONTH, event="replied"),
            actor="customer",
            strength=Strength.MAY,
            basis="Consumer Rights Act 2015, section 45",
        ),
    ),
]

# ---------- cases, categories, seasons, dates, variations
LEAD = "When you contact us about a leak, we mend it within 5 working days."
TO_STAFF = "When people contact us about a leak, mend it within 5 working days."


def mends(more: str, to_staff: str = "", **said: Any) -> Pair:
    """A pair that differs from others in what follows its lead."""
    meant = made("mend", "rectified", in_time(5), LEAK, **said)
    return Pair(f"{LEAD} {more}", f"{TO_STAFF} {to_staff or more}", meant)


def depends(on: str, items: str, *cases: Case, otherwise: Nothing | None = None) -> Pair:
    """A pair whose limit depends on something."""
    return Pair(
        f"When you contact us, we reply in a time that depends on the {on}. {items}",
        f"When people contact us, reply in a time that depends on the {on}. {items}",
        reply(otherwise, cases=cases),
    )


CASES = [
    mends(
        "From 1 December to 28 February each year: within 10 working days.",
        cases=(Case(condition=WINTER, limit=in_time(10)),),
    ),
    mends(
        "Until 31 March 2027: within 7 working days. From 1 April 2027: within 4 working days.",
        cases=(
            Case(condition=ArrivedBetween(None, dt.date(2027, 3, 31)), limit=in_time(7)),
            Case(condition=ArrivedBetween(dt.date(2027, 4, 1), None), limit=in_time(4)),
        ),
    ),
    # what is denied ends at a comma
    mends(
        "Unless it is urgent: within 7 working days. "
        "Unless it is urgent, and from 1 April 2027: within 6 working days. "
        "If it is urgent: within 2 working days. "
        "If it is urgent and from 1 April 2027: within 1 working day.",
        cases=(
            Case(
                condition=FactIs("urgent", False),
                limit=in_time(7),
                cases=(Case(condition=ArrivedBetween(dt.date(2027, 4, 1), None), limit=in_time(6)),),
            ),
            Case(
                condition=FactIs("urgent"),
                limit=in_time(2),
                cases=(Case(condition=ArrivedBetween(dt.date(2027, 4, 1), None), limit=in_time(1)),),
            ),
        ),
    ),
    # a variation is a case that stands first, and holds whatever else does
    mends(
        "From 1 December 2026 to 31 January 2027, in every case: within 10 working days. "
        "If the case is complex: within 8 working days.",
        cases=(
            Case(
                condition=ArrivedBetween(dt.date(2026, 12, 1), dt.date(2027, 1, 31)),
                limit=in_time(10),
                variation="winter-backlog",
            ),
            Case(condition=COMPLEX, limit=in_time(8)),
        ),
    ),
    mends(
        "From 24 December 2026 to 2 January 2027: no promise.",
        cases=(
            Case(
                condition=ArrivedBetween(dt.date(2026, 12, 24), dt.date(2027, 1, 2)),
                limit=Nothing(),
                variation="christmas",
            ),
        ),
    ),
    mends(
        "While a major incident is on: within 3 days. While a major incident is on and if the case is complex: "
        "within 6 days.",
        cases=(
            Case(
                condition=StateIs("incident"),
                limit=in_time(3, Unit.DAY),
                cases=(Case(condition=COMPLEX, limit=in_time(6, Unit.DAY)),),
            ),
        ),
    ),
    mends(
        "By email, letter or first class post: within 6 working days.",
        cases=(Case(condition=ValueIs("channel", ("email", "letter", "first class post")), limit=in_time(6)),),
    ),
    mends(
        "About a leak or information that we hold: within 5 days. If the case is complex and by phone: within 8 days.",
        cases=(
            Case(condition=ValueIs("kind", ("leak", "information request")), limit=in_time(5, Unit.DAY)),
            Case(
                condition=COMPLEX,
                limit=None,
                cases=(Case(condition=PHONE, limit=in_time(8, Unit.DAY)),),
            ),
        ),
    ),
    mends(
        "From agencies: by the end of the next working day. Stage 2 and from colleagues: during the contact.",
        cases=(
            Case(condition=ValueIs("party", ("agency",)), limit=NextWorkingDay()),
            Case(
                condition=ValueIs("stage", ("2",)),
                limit=None,
                cases=(Case(condition=COLLEAGUES, limit=DuringContact()),),
            ),
        ),
    ),
    depends(
        "customer type",
        "Customer type household: within 2 working days. Customer type business: within 4 opening hours.",
        Case(condition=ValueIs("customer type", ("household",)), limit=in_time(2)),
        Case(condition=ValueIs("customer type", ("business",)), limit=in_time(4, Unit.OPENING_HOUR)),
    ),
    depends(
        "priority",
        "Priority emergency or immediate: within 2 hours. Otherwise: no promise.",
        Case(condition=ValueIs("priority", ("emergency", "immediate")), limit=in_time(2, Unit.HOUR)),
        otherwise=Nothing(),
    ),
    depends(
        "stage",
        "From 1 December 2026 to 31 January 2027, in every case: within 9 days. "
        "Stage 1: within 5 days. Stage 2: within 8 days.",
        Case(
            condition=ArrivedBetween(dt.date(2026, 12, 1), dt.date(2027, 1, 31)),
            limit=in_time(9, Unit.DAY),
            variation="winter-backlog",
        ),
        Case(condition=ValueIs("stage", ("1",)), limit=in_time(5, Unit.DAY)),
        Case(condition=ValueIs("stage", ("2",)), limit=in_time(8, Unit.DAY)),
    ),
    depends(
        "case",
        "If it is urgent: within 1 day. Priority routine: within 9 days.",
        Case(condition=URGENT, limit=in_time(1, Unit.DAY)),
        Case(condition=ValueIs("priority", ("routine",)), limit=in_time(9, Unit.DAY)),
    ),
]

# ---------- what stops the clock, and what starts it anew
MODIFIERS = [
    mends("The time is counted anew from the information.", restart="informed"),
    mends(
        "The time is counted anew from the later of the payment and the order.", restart="later of fee paid and ordered"
    ),
    mends(
        "The time stands still from the fees notice to the payment.",
        pauses=(Pause(start="fees notice", end="fee paid"),),
    ),
    mends(
        "The time stands still from the information to the order, both days included.",
        pauses=(Pause(start="informed", end="ordered", both_days=True),),
    ),
    mends(
        "The time stands still while we wait for the answer. The time stands still while our lines are busy, both days "
        "included.",
        pauses=(
            Pause(start="paused", end="resumed", state="waiting"),
            Pause(start="paused", end="resumed", state="busy", both_days=True),
        ),
    ),
    mends(
        "The time stands still while we wait for the answer. The time is counted anew from the information.",
        pauses=(Pause(start="paused", end="resumed", state="waiting"),),
        restart="informed",
    ),
    mends(
        "If the case is complex, we may take 2 months more, once. This holds only if we tell you so within 1 month.",
        "If the case is complex, you may take 2 months more, once. This holds only if you tell them so within 1 month.",
        extension=Extension(
            amount=Duration(2, Unit.MONTH),
            once=True,
            if_told=True,
            told_by=in_time(1, Unit.MONTH),
            condition=COMPLEX,
        ),
    ),
    mends(
        "We may take 40 working days more each time. This holds only if we tell you so by then.",
        "You may take 40 working days more each time. This holds only if you tell them so by then.",
        extension=Extension(amount=Duration(40, Unit.WORKING_DAY), if_told=True),
    ),
    mends(
        "Unless it is urgent, if we tell you of another date before the hearing, that date holds.",
        "Unless it is urgent, if you tell them of another date before the hearing, that date holds.",
        dated=DatedReply(limit=BeforeEvent(event="hearing"), name=TOLD, condition=FactIs("urgent", False)),
    ),
    mends(
        "If we cannot do that, we tell you by the end of the next working day when to expect it.",
        "If you cannot do that, tell them by the end of the next working day when to expect it.",
        dated=DatedReply(limit=NextWorkingDay()),
    ),
    mends(
        "Or we call you on the same day. Or we see you within 2 days.",
        "Or call them on the same day. Or see them within 2 days.",
        or_acts=(
            OtherAct(verb="call", event="called", limit=SameDay()),
            OtherAct(verb="see", event="seen", limit=in_time(2, Unit.DAY)),
        ),
    ),
    mends(
        "This does not apply from 1 December to 28 February each year. "
        "This does not apply to a contact that arrives on a closed day of calendar helpline.",
        excuses=(WINTER, ArrivedOnClosedDay("helpline")),
    ),
    mends(
        "This does not apply unless the case is complex. This does not apply while a major incident is on.",
        excuses=(FactIs("complex", False), StateIs("incident")),
    ),
    mends(
        "This is not needed if the call back comes by then.",
        unless_by_then="called back",
    ),
    mends(
        "This is not needed if the payment comes by then.",
        unless_by_then="fee paid",
    ),
    mends(
        "We do this by email or first class post. We say who comes and when.",
        "Do this by email or first class post. Say who comes and when.",
        manner=("email", "first class post"),
        saying=("who comes and when",),
    ),
    mends(
        "The law requires this: “Freedom of Information Act 2000, section 10”.",
        basis="Freedom of Information Act 2000, section 10",
    ),
    mends(
        "The law requires this: “UK General Data Protection Regulation, article 12”. "
        "This replaces “Repairs” and “Letters, cards and parcels”.",
        basis="UK General Data Protection Regulation, article 12",
        replaces=("repairs", "letters"),
    ),
    # what an event brings that misses set off
    Pair(
        "When you contact us, we call you within 2 working days of the missed appointment.",
        "When people contact us, call them within 2 working days of the missed appointment.",
        made("call", "called", in_time(2, event="missed appointment")),
    ),
    # everything in its order
    Pair(
        "When you email us about a leak, we mend it within 5 working days. If it is urgent: within 1 day. "
        "Or we call you on the same day. If we cannot do that, we tell you by then when to expect it. "
        "If the case is complex, we may take 2 days more. The time stands still while we wait for the answer. "
        "The time is counted anew from the information. The deadline is never later than 3 weeks. We do this by visit. "
        "We say who comes. This does not apply if a drought order is in force. "
        "This is not needed if it is resolved by then. This replaces “Repairs”.",
        "When people email us about a leak, mend it within 5 working days. If it is urgent: within 1 day. "
        "Or call them on the same day. If you cannot do that, tell them by then when to expect it. "
        "If the case is complex, you may take 2 days more. The time stands still while we wait for the answer. "
        "The time is counted anew from the information. The deadline is never later than 3 weeks. Do this by visit. "
        "Say who comes. This does not apply if a drought order is in force. "
        "This is not needed if it is resolved by then. This replaces “Repairs”.",
        made(
            "mend",
            "rectified",
            in_time(5),
            ValueIs("channel", ("email",)),
            LEAK,
            cases=(Case(condition=URGENT, limit=in_time(1, Unit.DAY)),),
            or_acts=(OtherAct(verb="call", event="called", limit=SameDay()),),
            dated=DatedReply(limit=None),
            extension=Extension(amount=Duration(2, Unit.DAY), condition=COMPLEX),
            pauses=(Pause(start="paused", end="resumed", state="waiting"),),
            restart="informed",
            cap=in_time(3, Unit.WEEK, event=""),
            manner=("visit",),
            saying=("who comes",),
            excuses=(FactIs("drought"),),
            unless_by_then="resolved",
            replaces=("repairs",),
        ),
    ),
]

PAIRS = [*LEADS, *YOURS, *CASES, *MODIFIERS]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.customer[-60:])
def test_what_is_written(pair: Pair) -> None:
    check_writing(pair)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.customer[-60:])
def test_what_is_read(pair: Pair) -> None:
    check_reading(pair)
