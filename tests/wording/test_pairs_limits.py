"""By when: a sentence and what it says for each shape of a limit, and each of its endings."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.wording.pairs import Pair, check_reading, check_writing, in_time, made, reply

from troth.model.condition import ValueIs
from troth.model.duration import Duration, Unit
from troth.model.limit import (
    AtEvent,
    BeforeEvent,
    CarriedDate,
    Every,
    Limit,
    NextWorkingDay,
    Notice,
    Rings,
    Roll,
    SameDay,
    Vague,
    Within,
)
from troth.model.policy import OtherAct, Strength

PHONE = ValueIs("channel", ("phone",))
HOME = ValueIs("channel", ("home visit",))
HEARING = ValueIs("kind", ("hearing",))
LEAK = ValueIs("kind", ("leak",))


def amount(n: int, unit: Unit) -> Duration:
    return Duration(n, unit)


def replies(limit: Limit, by_when: str) -> Pair:
    """A pair that differs from others in its limit alone."""
    return Pair(f"When you contact us, we reply {by_when}.", f"When people contact us, reply {by_when}.", reply(limit))


LIMITS = [
    # ---------- amounts, and their numbers
    replies(in_time(1, Unit.SECOND), "within 1 second"),
    replies(in_time(90, Unit.MINUTE), "within 90 minutes"),
    replies(in_time(1, Unit.OPENING_HOUR), "within 1 opening hour"),
    replies(in_time(4, Unit.OPENING_HOUR), "within 4 opening hours"),
    replies(in_time(30, Unit.OPENING_MINUTE), "within 30 opening minutes"),
    replies(in_time(6, Unit.WEEK), "within 6 weeks"),
    replies(in_time(1, Unit.YEAR), "within 1 year"),
    replies(in_time(1500), "within 1,500 working days"),
    replies(in_time(20, promptly=True, event="informed"), "promptly and within 20 working days of the information"),
    # ---------- two amounts, and less
    replies(
        in_time(16, then=amount(5, Unit.DAY)),
        "within 16 working days and 5 days",
    ),
    replies(
        in_time(2, Unit.HOUR, then=amount(30, Unit.MINUTE)),
        "within 2 hours and 30 minutes",
    ),
    replies(
        in_time(1, Unit.OPENING_HOUR, then=amount(15, Unit.OPENING_MINUTE)),
        "within 1 opening hour and 15 opening minutes",
    ),
    replies(in_time(3, Unit.MONTH, less=1), "within 3 months less 1 day"),
    replies(
        in_time(1, Unit.YEAR, less=2, event="fees notice"),
        "within 1 year less 2 days of the fees notice",
    ),
    replies(in_time(6, Unit.WEEK, less=1, roll=Roll.BACK), "within 6 weeks less 1 day, rolling back"),
    # ---------- where it ends
    replies(in_time(3, Unit.MONTH, month_end=True), "within 3 months, to the end of the month"),
    replies(
        in_time(10, month_end=True, roll=Roll.FORWARD),
        "within 10 working days, to the end of the month, rolling forward",
    ),
    replies(in_time(1, same_time=True), "within 1 working day, at the same time of day"),
    replies(in_time(5, Unit.DAY, by=dt.time(9)), "within 5 days, by 9am"),
    replies(in_time(5, Unit.DAY, by=dt.time(0, 30)), "within 5 days, by 12:30am"),
    replies(in_time(2, Unit.WEEK, roll=Roll.NONE, by=dt.time(17, 15)), "within 2 weeks, as it falls, by 5:15pm"),
    replies(in_time(1, Unit.YEAR, roll=Roll.BACK, by_closing=True), "within 1 year, rolling back, by closing time"),
    replies(in_time(28, Unit.DAY, day_and_night=True), "within 28 days, day and night"),
    replies(in_time(1, Unit.OPENING_HOUR, roll=Roll.NONE), "within 1 opening hour, as it falls"),
    # ---------- from when
    replies(in_time(2, event="informed"), "within 2 working days of the information"),
    replies(
        in_time(1, Unit.MONTH, event="later of arrives and informed"),
        "within 1 month of the later of the arrival and the information",
    ),
    replies(
        in_time(5, event="earlier of fee paid and informed"),
        "within 5 working days of the earlier of the payment and the information",
    ),
    # ---------- calendars
    replies(in_time(4, Unit.OPENING_HOUR, calendar="helpline"), "within 4 opening hours, on calendar helpline"),
    replies(
        in_time(2, by=dt.time(13), calendar="helpline"),
        "within 2 working days, by 1pm, on calendar helpline",
    ),
    replies(
        in_time(1, Unit.MONTH, roll=Roll.FORWARD, calendar="court"),
        "within 1 month, rolling forward, on calendar court",
    ),
    replies(
        NextWorkingDay(event="informed", calendar="helpline"),
        "by the end of the next working day of the information, on calendar helpline",
    ),
    # ---------- the next working day and the same day
    replies(NextWorkingDay(by=dt.time(10, 30)), "by the end of the next working day, by 10:30am"),
    replies(NextWorkingDay(by_closing=True), "by the end of the next working day, by closing time"),
    replies(NextWorkingDay(same_time=True), "by the end of the next working day, at the same time of day"),
    replies(SameDay(by=dt.time(16)), "on the same day, by 4pm"),
    replies(SameDay(by_closing=True, calendar="helpline"), "on the same day, by closing time, on calendar helpline"),
    replies(SameDay(event="ordered"), "on the day of the order"),
    replies(SameDay(event="fees notice", same_time=True), "on the day of the fees notice, at the same time of day"),
    replies(SameDay(event="moved", by=dt.time(12)), "on the day of the move, by 12pm"),
    # ---------- again and again
    replies(
        Every(step=in_time(1, Unit.HOUR), until="interruption"),
        "every hour until the loss of supply",
    ),
    replies(Every(step=in_time(3, Unit.HOUR), until="resolved"), "every 3 hours until the resolution"),
    replies(Every(step=in_time(1), until="replied"), "every working day until the reply"),
    replies(
        Every(step=in_time(5, by=dt.time(17), calendar="helpline"), until="resolved"),
        "every 5 working days until the resolution, by 5pm, on calendar helpline",
    ),
    replies(
        Every(step=in_time(1, Unit.OPENING_HOUR), until="rectified"),
        "every opening hour until the repair",
    ),
    # ---------- by something that the contact carries
    replies(CarriedDate(name="told"), "by the time told"),
    replies(Vague(words="promptly"), "promptly"),
    replies(Vague(words="as quickly as possible"), "as quickly as possible"),
    replies(AtEvent(event="hearing"), "at the hearing"),
    replies(BeforeEvent(event="ordered"), "before the order"),
    replies(Rings(most=1, said_before=True), "before ring 2"),
    replies(Rings(most=1), "within 1 ring"),
]

NOTICES = [
    Pair(
        "When you contact us about a court hearing, we file our argument at least 3 clear days before the hearing.",
        "When people contact us about a court hearing, file our argument at least 3 clear days before the hearing.",
        made("file", "filed", Notice(amount=amount(3, Unit.DAY), event="hearing", clear=True), HEARING),
    ),
    Pair(
        "When you contact us, we send you a fees notice at least 1 clear working day before the hearing, as it falls.",
        "When people contact us, send them a fees notice at least 1 clear working day before the hearing, as it falls.",
        made(
            "charge",
            "fees notice",
            Notice(amount=amount(1, Unit.WORKING_DAY), event="hearing", clear=True, roll=Roll.NONE),
        ),
    ),
    Pair(
        "When you contact us, we call you at most 2 hours before the appointment.",
        "When people contact us, call them at most 2 hours before the appointment.",
        made("call", "called", Notice(amount=amount(2, Unit.HOUR), event="appointment", at_most=True)),
    ),
    Pair(
        "When you contact us, we may delete the images at least 28 days after the reply.",
        "When people contact us, you may delete the images at least 28 days after the reply.",
        made(
            "delete",
            "deleted",
            Notice(amount=amount(28, Unit.DAY), event="replied", after=True),
            strength=Strength.MAY,
        ),
    ),
    Pair(
        "When you contact us, we file our argument at least 16 working days and 5 days before the hearing, "
        "rolling forward.",
        "When people contact us, file our argument at least 16 working days and 5 days before the hearing, "
        "rolling forward.",
        made(
            "file",
            "filed",
            Notice(
                amount=amount(16, Unit.WORKING_DAY),
                then=amount(5, Unit.DAY),
                event="hearing",
                roll=Roll.FORWARD,
            ),
        ),
    ),
    Pair(
        "When you contact us, we file our argument at least 2 weeks before the hearing, rolling back, "
        "on calendar court.",
        "When people contact us, file our argument at least 2 weeks before the hearing, rolling back, "
        "on calendar court.",
        made(
            "file",
            "filed",
            Notice(amount=amount(2, Unit.WEEK), event="hearing", roll=Roll.BACK, calendar="court"),
        ),
    ),
    # a window: so long of an event, and either act
    Pair(
        "When we visit you at home, we arrive within 2 hours of the appointment. "
        "Or we cancel at least 24 hours before the appointment.",
        "When we visit people at home, arrive within 2 hours of the appointment. "
        "Or cancel at least 24 hours before the appointment.",
        made(
            "arrive",
            "attended",
            in_time(2, Unit.HOUR, event="appointment"),
            HOME,
            or_acts=(
                OtherAct(
                    verb="cancel",
                    event="cancelled",
                    limit=Notice(amount=amount(24, Unit.HOUR), event="appointment"),
                ),
            ),
        ),
    ),
]

# ---------- what the customer is to do, and by when
CUSTOMERS = [
    Pair(
        "When you contact us, you must apply for a refund within 3 months.",
        "When people contact us, they must apply for a refund within 3 months.",
        made("apply", "applied", in_time(3, Unit.MONTH), actor="customer"),
    ),
    Pair(
        "When you contact us about a leak, you should tell us of it at least 5 working days before the move.",
        "When people contact us about a leak, they should tell us of it at least 5 working days before the move.",
        made(
            "notify",
            "moved",
            Notice(amount=amount(5, Unit.WORKING_DAY), event="moved"),
            LEAK,
            actor="customer",
            strength=Strength.SHOULD,
        ),
    ),
    Pair(
        "When you contact us, you may call us back within 6 months of the reply, as it falls.",
        "When people contact us, they may call us back within 6 months of the reply, as it falls.",
        made(
            "call back",
            "called back",
            in_time(6, Unit.MONTH, event="replied", roll=Roll.NONE),
            actor="customer",
            strength=Strength.MAY,
        ),
    ),
    Pair(
        "When you phone us, you aim to pay the fee on the day of the fees notice.",
        "When people phone us, they aim to pay the fee on the day of the fees notice.",
        made(
            "pay",
            "fee paid",
            SameDay(event="fees notice"),
            PHONE,
            actor="customer",
            strength=Strength.AIM,
        ),
    ),
]

# ---------- the latest and the earliest
LEAD = "When you contact us, we reply within 20 working days."
TO_STAFF = "When people contact us, reply within 20 working days."
TWENTY = in_time(20)


def bounded(more: str, **bounds: Within) -> Pair:
    return Pair(f"{LEAD} {more}", f"{TO_STAFF} {more}", reply(TWENTY, **bounds))


BOUNDS = [
    bounded("The deadline is never later than 8 weeks.", cap=in_time(8, Unit.WEEK, event="")),
    bounded(
        "The deadline is never earlier than 60 working days after the arrival.",
        floor=in_time(60, event="arrives"),
    ),
    bounded(
        "The deadline is never later than 6 months after the information, as it falls, by closing time.",
        cap=in_time(6, Unit.MONTH, event="informed", roll=Roll.NONE, by_closing=True),
    ),
    bounded(
        "The deadline is never later than 30 working days, on calendar helpline. "
        "The deadline is never earlier than 2 days after the order.",
        cap=in_time(30, event="", calendar="helpline"),
        floor=in_time(2, Unit.DAY, event="ordered"),
    ),
]

PAIRS = [*LIMITS, *NOTICES, *CUSTOMERS, *BOUNDS]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.customer[20:80])
def test_what_is_written(pair: Pair) -> None:
    check_writing(pair)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.customer[20:80])
def test_what_is_read(pair: Pair) -> None:
    check_reading(pair)
