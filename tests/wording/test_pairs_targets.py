"""How often a promise is to be kept: the sentences of a target and what they say."""

from __future__ import annotations

from typing import Any

import pytest
from tests.wording.models import QUOTED
from tests.wording.pairs import Pair, check_reading, check_writing, in_time, reply

from troth.model.condition import ArrivedOnClosedDay, Condition, FactIs, InSeason, StateIs, ValueIs
from troth.model.duration import Duration, Unit
from troth.model.limit import DuringContact, Notice, Roll, SameDay
from troth.model.measure import Period, Target, Tier

LEAD = "When you contact us, we reply within 5 working days."
TO_STAFF = "When people contact us, reply within 5 working days."
FIVE = in_time(5)


def aims(said: str, *targets: Target) -> Pair:
    """A pair that differs from others in its targets alone; they are said to customers and to staff alike."""
    return Pair(f"{LEAD} {said}", f"{TO_STAFF} {said}", reply(FIVE, targets=targets))


def in_time_for(thousandths: int, each: Period | None = None, *only: Condition, **more: Any) -> Target:
    return Target(tiers=(Tier(share=thousandths),), each=each, only=only, **more)


def average(n: int, unit: Unit, each: Period | None = None, **more: Any) -> Target:
    return Target(average=Duration(n, unit), each=each, **more)


PAIRS = [
    # ---------- a share, and its figure
    aims("The target each week is to do this in time for 80% of contacts.", in_time_for(80_000, Period.WEEK)),
    aims("The target each year is to do this in time for 99.9% of contacts.", in_time_for(99_900, Period.YEAR)),
    aims("The target each day is to do this in time for 97.25% of contacts.", in_time_for(97_250, Period.DAY)),
    aims("The target is to do this in time for 100% of contacts.", in_time_for(100_000)),
    aims("The target is to do this in time for 0.5% of contacts.", in_time_for(500)),
    # ---------- tiers
    aims(
        "The target each quarter is to do this for 75% of contacts on the same day.",
        Target(tiers=(Tier(share=75_000, limit=SameDay()),), each=Period.QUARTER),
    ),
    aims(
        "The target is to do this for 40% of contacts during the contact, for 70% within 2 days, and for 95% in time.",
        Target(
            tiers=(
                Tier(share=40_000, limit=DuringContact()),
                Tier(share=70_000, limit=in_time(2, Unit.DAY)),
                Tier(share=95_000),
            ),
        ),
    ),
    aims(
        "The target is to do this for 90% of contacts within 2 opening hours of the information, on calendar helpline.",
        Target(tiers=(Tier(share=90_000, limit=in_time(2, Unit.OPENING_HOUR, event="informed", calendar="helpline")),)),
    ),
    aims(
        "The target each year is to do this for 90% of contacts at least 10 days before the hearing.",
        Target(
            tiers=(Tier(share=90_000, limit=Notice(amount=Duration(10, Unit.DAY), event="hearing")),),
            each=Period.YEAR,
        ),
    ),
    aims(
        "The target is to do this for 60.5% of contacts in time, and for 80% within 8 weeks, rolling forward.",
        Target(
            tiers=(
                Tier(share=60_500),
                Tier(share=80_000, limit=in_time(8, Unit.WEEK, roll=Roll.FORWARD)),
            )
        ),
    ),
    # ---------- averages, in each unit that has one
    aims("The target each week is to take 45 seconds or less on average.", average(45, Unit.SECOND, Period.WEEK)),
    aims("The target each day is to take 1 minute or less on average.", average(1, Unit.MINUTE, Period.DAY)),
    aims("The target each year is to take 6 hours or less on average.", average(6, Unit.HOUR, Period.YEAR)),
    aims(
        "The target each month is to take 12 opening hours or less on average.",
        average(12, Unit.OPENING_HOUR, Period.MONTH),
    ),
    aims("The target is to take 30 opening minutes or less on average.", average(30, Unit.OPENING_MINUTE)),
    aims("The target each quarter is to take 10 days or less on average.", average(10, Unit.DAY, Period.QUARTER)),
    aims("The target is to take 1 working day or less on average.", average(1, Unit.WORKING_DAY)),
    # ---------- by category
    aims(
        "The target each month for priority emergency or immediate is to do this for 98% of contacts within 4 hours. "
        "The target each month for priority routine is to do this in time for 90% of contacts.",
        Target(
            tiers=(Tier(share=98_000, limit=in_time(4, Unit.HOUR)),),
            each=Period.MONTH,
            only=(ValueIs("priority", ("emergency", "immediate")),),
        ),
        in_time_for(90_000, Period.MONTH, ValueIs("priority", ("routine",))),
    ),
    aims(
        "The target for contacts by phone is to take 20 minutes or less on average.",
        average(20, Unit.MINUTE, only=(ValueIs("channel", ("phone",)),)),
    ),
    aims(
        "The target each year for stage 2 is to do this for 50% of contacts within 3 working days, and for 85% in "
        "time. It leaves out contacts where the case is complex. It counts only contacts where it is urgent.",
        Target(
            tiers=(Tier(share=50_000, limit=in_time(3)), Tier(share=85_000)),
            each=Period.YEAR,
            only=(ValueIs("stage", ("2",)), FactIs("urgent")),
            excludes=(FactIs("complex"),),
        ),
    ),
    # ---------- what is left out
    aims(
        "The target each month is to do this in time for 95% of contacts. "
        "It leaves out contacts where severe weather prevents us.",
        in_time_for(95_000, Period.MONTH, excludes=(FactIs("severe weather"),)),
    ),
    aims(
        "The target each month is to do this in time for 95% of contacts. "
        "It leaves out contacts other than those where the boiler is broken.",
        in_time_for(95_000, Period.MONTH, excludes=(FactIs(QUOTED[0], False),)),
    ),
    aims(
        "The target each month is to do this in time for 95% of contacts. "
        "It leaves out contacts that arrive while a major incident is on.",
        in_time_for(95_000, Period.MONTH, excludes=(StateIs("incident"),)),
    ),
    aims(
        "The target each month is to do this in time for 95% of contacts. "
        "It leaves out contacts that arrive on a closed day.",
        in_time_for(95_000, Period.MONTH, excludes=(ArrivedOnClosedDay(),)),
    ),
    aims(
        "The target is to take 4 hours or less on average. It leaves out contacts that arrive on a closed day of "
        "calendar helpline. It leaves out contacts that arrive from 24 December to 2 January each year.",
        average(4, Unit.HOUR, excludes=(ArrivedOnClosedDay("helpline"), InSeason((12, 24), (1, 2)))),
    ),
    Pair(
        f"{LEAD} The target is to do this in time for 95% of contacts. "
        "It leaves out contacts where you are on our register.",
        f"{TO_STAFF} The target is to do this in time for 95% of contacts. "
        "It leaves out contacts where they are on our register.",
        reply(FIVE, targets=(in_time_for(95_000, excludes=(FactIs("register"),)),)),
    ),
    # ---------- what alone is counted
    aims(
        "The target each month is to do this in time for 95% of contacts. "
        "It counts only contacts where severe weather prevents us.",
        in_time_for(95_000, Period.MONTH, FactIs("severe weather")),
    ),
    aims(
        "The target each month is to do this in time for 95% of contacts. "
        "It counts only contacts other than those where the case is complex.",
        in_time_for(95_000, Period.MONTH, FactIs("complex", False)),
    ),
    aims(
        "The target each month is to do this in time for 95% of contacts. "
        "It counts only contacts that arrive while a major incident is on.",
        in_time_for(95_000, Period.MONTH, StateIs("incident")),
    ),
    aims(
        "The target is to take 4 hours or less on average. "
        "It counts only contacts that arrive from 1 July to 31 August each year.",
        average(4, Unit.HOUR, only=(InSeason((7, 1), (8, 31)),)),
    ),
    # ---------- several, each with its own
    aims(
        "The target each week is to do this for 80% of contacts within 20 seconds. "
        "It leaves out contacts that arrive from 24 August to 30 September each year. "
        "The target each week is to do this for 70% of contacts within 20 seconds. "
        "It counts only contacts that arrive from 24 August to 30 September each year.",
        Target(
            tiers=(Tier(share=80_000, limit=in_time(20, Unit.SECOND)),),
            each=Period.WEEK,
            excludes=(InSeason((8, 24), (9, 30)),),
        ),
        Target(
            tiers=(Tier(share=70_000, limit=in_time(20, Unit.SECOND)),),
            each=Period.WEEK,
            only=(InSeason((8, 24), (9, 30)),),
        ),
    ),
]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.customer[53:140])
def test_what_is_written(pair: Pair) -> None:
    check_writing(pair)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.customer[53:140])
def test_what_is_read(pair: Pair) -> None:
    check_reading(pair)
