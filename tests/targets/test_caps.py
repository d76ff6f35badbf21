"""What one customer is owed at most in a year, over several contacts: by hand, in the order of deadlines."""

from __future__ import annotations

from typing import Any

from tests.deadlines.paid import made

from troth import Policy
from troth.calendars.local_time import to_utc
from troth.deadlines.reading import read_moment

REMEDY = "remedy £30\n    at most £70 each year\n    paid automatically within 5 working days"
PROMISE = "must reply within 3 working days"


def together(*contacts: dict[str, Any], remedy: str = REMEDY, as_of: str = "2027-06-01T12:00") -> dict[str, Any]:
    """What the contacts say together; the same from the reference and from the checker."""
    one, checker = made(remedy, PROMISE, "")
    assert one.calendar is not None
    until = read_moment("as of", as_of, one.calendar.clock, one.calendar.rules.zone)[1]
    listed = [{"channel": "email", **contact} for contact in contacts]
    found = Policy(one).measure(listed, to_utc(until))
    answered = checker.measure(listed, to_utc(until))
    del found["fingerprints"], answered["fingerprints"]
    for answer in (*found["contacts"], *answered["contacts"]):
        del answer["fingerprints"]
    assert found == answered
    return found


def late(customer: str, day: str, **more: Any) -> dict[str, Any]:
    """A contact that is never answered."""
    return {"customer": customer, "arrives": f"{day}T10:00", **more}


def amounts(found: dict[str, Any]) -> list[str | None]:
    return [answer["promises"][0]["amount"] for answer in found["contacts"]]


def test_sums_are_cut_in_the_order_of_deadlines() -> None:
    """Missed on 4 March, 9 June and 7 April 2026: £30, then £30 in April, and £10 are left in June."""
    found = together(late("Ann", "2026-02-27"), late("Ann", "2026-06-04"), late("Ann", "2026-04-01"))
    assert amounts(found) == ["30.00", "10.00", "30.00"]
    assert found["amounts"] == [{"currency": "GBP", "total": "70.00"}]
    said = found["contacts"][1]["promises"][0]["remedy"]
    assert said["says"] == "£10, as £70 is the most for one customer each year; else £30"
    assert said["at_most"] == {"amount": "70.00", "each": "year", "period": "2026"}


def test_each_customer_and_each_year_has_a_most_of_its_own() -> None:
    """Of a deadline at the end of Friday 1 January 2027 the year is 2027."""
    found = together(
        *(late("Ann", f"2026-0{month}-02") for month in (2, 3, 4, 6)),
        late("Bo", "2026-06-02"),
        late("Ann", "2026-12-29"),
        {"arrives": "2026-07-02T10:00"},
    )
    assert amounts(found) == ["30.00", "30.00", "10.00", "0.00", "30.00", "30.00", "30.00"]


def test_where_nothing_is_left_there_is_no_payment() -> None:
    found = together(*(late("Ann", f"2026-0{month}-02") for month in (2, 3, 4, 6)))
    assert [len(answer["promises"]) for answer in found["contacts"]] == [2, 2, 2, 1]
    said = found["contacts"][3]["promises"][0]["remedy"]["says"]
    assert said == "nothing, as £70 is the most for one customer each year; else £30"


def test_of_two_deadlines_at_one_instant_the_earlier_line_comes_first() -> None:
    found = together(*(late("Ann", "2026-02-02", id=name) for name in ("a", "b", "c")))
    assert amounts(found) == ["30.00", "30.00", "10.00"]


def test_what_is_not_claimed_uses_up_nothing() -> None:
    """Both can still claim £30; the third, who claimed, is owed it."""
    remedy = "remedy £30\n    at most £40 each year\n    claimed within 3 months"
    contacts = [late("Ann", "2026-02-02"), late("Ann", "2026-02-03"), late("Ann", "2026-02-04")]
    contacts[2]["events"] = {"claimed": "2026-02-20"}
    found = together(*contacts, late("Ann", "2026-02-05"), remedy=remedy, as_of="2026-03-01")
    rows = [answer["promises"][0] for answer in found["contacts"]]
    assert [(row["amount"], row.get("claimable")) for row in rows] == [
        ("0.00", "30.00"),
        ("0.00", "30.00"),
        ("30.00", None),
        ("0.00", "10.00"),
    ]


def test_one_miss_alone_is_cut_too() -> None:
    """£30 and £5 for each of 9 days would be £75."""
    remedy = "remedy £30\n    plus £5 for each further day\n    at most £70 each year"
    found = together({"arrives": "2026-06-01T10:00", "events": {"replied": "2026-06-14T12:00"}}, remedy=remedy)
    assert amounts(found) == ["70.00"]
    assert found["contacts"][0]["promises"][0]["remedy"]["because"][-1] == (
        "£70 is the most for one customer each year"
    )


def test_the_customers_are_those_of_one_promise() -> None:
    """Other periods than the year: of a month, the one to which the last day in time belongs."""
    remedy = "remedy £30\n    at most £40 each month"
    found = together(late("Ann", "2026-05-29"), late("Ann", "2026-05-26"), late("Ann", "2026-05-22"), remedy=remedy)
    # Missed on Wednesday 3 June, Friday 29 May and Thursday 28 May (25 May is a holiday).
    assert amounts(found) == ["30.00", "10.00", "30.00"]
