"""Sentences of targets and what they mean, pair by pair: a fault that is the same in both directions is found here."""

from __future__ import annotations

import pytest
from hypothesis import given, note, settings
from tests.wording.drawn import targets
from tests.wording.models import QUOTED, heard, promise, said, within
from tests.wording.test_both_ways import EXAMPLES

from troth.model.condition import ArrivedOnClosedDay, Condition, FactIs, InSeason, StateIs, ValueIs
from troth.model.duration import Duration, Unit
from troth.model.limit import BeforeEvent, NextWorkingDay
from troth.model.measure import Period, Target, Tier
from troth.wording.reader import NotRead, flattened
from troth.wording.voice import Voice

LEAD = "When you contact us, we reply within 3 working days."
STAFF_LEAD = "When people contact us, reply within 3 working days."


def share(thousandths: int, *only: Condition, each: Period | None = Period.MONTH, **more: object) -> Target:
    excludes = more.pop("excludes", ())
    assert isinstance(excludes, tuple)
    return Target(tiers=(Tier(share=thousandths),), each=each, only=only, excludes=excludes)


PAIRS: tuple[tuple[tuple[Target, ...], str], ...] = (
    ((share(95_000),), "The target each month is to do this in time for 95% of contacts."),
    ((share(99_500, each=None),), "The target is to do this in time for 99.5% of contacts."),
    ((share(1, each=Period.DAY),), "The target each day is to do this in time for 0.001% of contacts."),
    ((share(100_000, each=Period.QUARTER),), "The target each quarter is to do this in time for 100% of contacts."),
    (
        (Target(tiers=(Tier(share=90_000, limit=within(20, "second")),), each=Period.MONTH),),
        "The target each month is to do this for 90% of contacts within 20 seconds.",
    ),
    (
        (Target(tiers=(Tier(share=50_000, limit=within(3)), Tier(share=85_000, limit=within(5))), each=Period.YEAR),),
        "The target each year is to do this for 50% of contacts within 3 working days, and for 85% within 5 working "
        "days.",
    ),
    (
        (
            Target(
                tiers=(
                    Tier(share=50_000, limit=NextWorkingDay()),
                    Tier(share=85_000, limit=BeforeEvent(event="appointment")),
                    Tier(share=99_000),
                )
            ),
        ),
        "The target is to do this for 50% of contacts by the end of the next working day, for 85% before the "
        "appointment, and for 99% in time.",
    ),
    (
        (Target(tiers=(Tier(share=50_000), Tier(share=90_000, limit=within(5)))),),
        "The target is to do this for 50% of contacts in time, and for 90% within 5 working days.",
    ),
    (
        (Target(average=Duration(4, Unit.WORKING_DAY), each=Period.MONTH),),
        "The target each month is to take 4 working days or less on average.",
    ),
    ((Target(average=Duration(1, Unit.HOUR)),), "The target is to take 1 hour or less on average."),
    (
        (
            share(95_000, ValueIs("priority", ("emergency",))),
            share(90_000, ValueIs("priority", ("urgent", "routine"))),
        ),
        "The target each month for priority emergency is to do this in time for 95% of contacts. The target each month "
        "for priority urgent or routine is to do this in time for 90% of contacts.",
    ),
    (
        (share(90_000, ValueIs("customer type", ("business",)), FactIs("urgent"), each=None),),
        "The target for customer type business is to do this in time for 90% of contacts. It counts only contacts "
        "where it is urgent.",
    ),
    (
        (share(95_000, excludes=(FactIs("urgent"), FactIs("unresolved", False), StateIs("away"))),),
        "The target each month is to do this in time for 95% of contacts. It leaves out contacts where it is urgent. "
        "It leaves out contacts other than those where we cannot deal with the enquiry at once. It leaves out "
        "contacts that arrive while the member of staff is on leave or absent.",
    ),
    (
        (share(95_000, excludes=(ArrivedOnClosedDay(), ArrivedOnClosedDay("helpline"), InSeason((10, 1), (11, 15)))),),
        "The target each month is to do this in time for 95% of contacts. It leaves out contacts that arrive on a "
        "closed day. It leaves out contacts that arrive on a closed day of calendar helpline. It leaves out contacts "
        "that arrive from 1 October to 15 November each year.",
    ),
    (
        (
            share(95_000, FactIs("urgent", False), StateIs("busy"), InSeason((12, 1), (2, 28))),
            Target(average=Duration(90, Unit.SECOND), each=Period.WEEK, only=(FactIs(QUOTED[0]),)),
        ),
        "The target each month is to do this in time for 95% of contacts. It counts only contacts other than "
        "those where it is urgent. It counts only contacts that arrive while our lines are busy. It counts only "
        "contacts that arrive from 1 December to 28 February each year. The target each week is to take 90 seconds or "
        "less on average. It counts only contacts where the boiler is broken.",
    ),
)


@pytest.mark.parametrize(("model", "text"), PAIRS)
def test_what_is_written_and_read(model: tuple[Target, ...], text: str) -> None:
    one = promise("reply", within(3), targets=model)
    assert said(one) == f"{LEAD} {text}"
    assert heard(f"{LEAD} {text}", one.id) == flattened(one)
    assert said(one, Voice.STAFF) == f"{STAFF_LEAD} {text}"
    assert heard(f"{STAFF_LEAD} {text}", one.id, Voice.STAFF) == flattened(one)


@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
@given(targets(), targets())
def test_targets_read_back_as_themselves(first: Target, second: Target) -> None:
    one = promise("reply", within(3), targets=(first, second))
    note(said(one))
    assert heard(said(one), one.id).targets == (first, second)
    assert (said(one) == said(promise("reply", within(3), targets=(first, first)))) == (first == second)


def test_where_they_stand() -> None:
    one = promise("reply", within(3), targets=(share(95_000),), unless_by_then="resolved", replaces=("letter",))
    assert said(one).startswith(f"{LEAD} This is not needed if it is resolved by then. The target each month is")
    assert said(one).endswith("95% of contacts. This replaces “Letters”.")


@pytest.mark.parametrize(
    "text",
    [
        "The target each month is to do this in time for 0% of contacts.",
        "The target each month is to do this in time for 101% of contacts.",
        "The target each month is to do this in time for 95.0% of contacts.",
        "The target each month is to do this in time for 95 % of contacts.",
        "The target each month is to do this in time for 95.1234% of contacts.",
        "The target each month is to do this in time for 95%.",
        "The target each month is to do this in time for most contacts.",
        "The target each decade is to do this in time for 95% of contacts.",
        "The target for priority soon is to do this in time for 95% of contacts.",
        "The target is to do this for 95% of contacts within 3 rings.",
        "The target is to do this for 95% of contacts as soon as possible.",
        "The target is to do this for 95% of contacts every 5 days until the resolution.",
        "The target is to do this for 95% of contacts within 2 days, and 99% within 3 days.",
        "The target is to take 2 months or less on average.",
        "The target is to take 2 days on average.",
        "The target is to take less on average.",
        "It leaves out contacts where it is urgent.",
        "The target is to take 2 days or less on average. It leaves out contacts where it rains.",
        "The target is to take 2 days or less on average. It leaves out contacts that arrive while it is urgent.",
        "The target is to take 2 days or less on average. It leaves out contacts where it is urgent. It leaves out "
        "contacts where it is urgent.",
    ],
)
def test_no_target_of_ours(text: str) -> None:
    with pytest.raises(NotRead):
        heard(f"{LEAD} {text}", "made.email.reply")
