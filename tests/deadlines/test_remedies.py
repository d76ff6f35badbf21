"""What is owed where a promise is missed: by hand, with dates and money; both engines answer the same.

Weeks of June 2026: 1 June is a Monday. Times are local in London, which is on British Summer Time.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.deadlines.paid import Row, row, rows

THREE_DAYS = "must reply within 3 working days"  # from Monday 1 June: to the end of Thursday 4 June
FOUR_HOURS = "must reply within 4 hours"  # from 10am on Monday 1 June: 2pm on that day
MONDAY = "2026-06-01T10:00"
LATER = "2026-12-31T12:00"


def owed(remedy: str, done: str = "", as_of: str = LATER, promise: str = THREE_DAYS, **contact: Any) -> Row:
    """The row of a promise with a remedy, done at a time or never."""
    events = contact.pop("events", {}) | ({"replied": done} if done else {})
    return row(remedy, promise, as_of, arrives=contact.pop("arrives", MONDAY), events=events, **contact)


def amount(remedy: str, done: str = "", as_of: str = LATER, promise: str = THREE_DAYS, **contact: Any) -> str | None:
    found: str | None = owed(remedy, done, as_of, promise, **contact)["amount"]
    return found


# ---------- a miss


@pytest.mark.parametrize(
    ("done", "as_of", "status", "sum"),
    [
        ("2026-06-04T23:59:59.999999", LATER, "met", "0.00"),
        ("2026-06-05T00:00", LATER, "late", "30.00"),
        ("", "2026-06-04T23:59:59.999999", "open", "0.00"),
        ("", "2026-06-05T00:00", "overdue", "30.00"),
    ],
)
def test_late_and_overdue_are_misses(done: str, as_of: str, status: str, sum: str) -> None:
    found = owed("remedy £30", done, as_of)
    assert (found["status"], found["amount"], found["currency"]) == (status, sum, "GBP")
    assert found["remedy"] == {"says": "£30" if sum != "0.00" else "nothing", "because": []}


def test_an_excused_promise_and_one_that_waits_owe_nothing() -> None:
    storm = "must reply within 3 working days\n        except if storm"
    found = owed("remedy £30", "", promise=storm, facts={"storm": "yes"})
    assert (found["status"], found["amount"]) == ("excused", "0.00")
    found = owed("remedy £30", "", promise="must reply within 3 working days of the visit")
    assert (found["status"], found["amount"]) == ("waiting", "0.00")


def test_a_promise_of_which_it_is_not_known_owes_an_unknown_sum() -> None:
    storm = "must reply within 3 working days\n        except if storm"
    found = owed("remedy £30", "", promise=storm)
    assert (found["status"], found["amount"], found["currency"]) == ("unknown", None, "GBP")
    assert found["remedy"]["missing"] == "fact storm"
    assert found["remedy"]["says"] == "not known: fact storm is not given"


def test_a_promise_without_a_remedy_says_nothing_of_money() -> None:
    assert not {"amount", "currency", "remedy"} & set(owed('saying "what happens"', "2026-06-09"))


def test_each_currency_has_its_own_places() -> None:
    assert amount("remedy JPY 500", "2026-06-05") == "500"
    assert amount("remedy KWD 1.5", "2026-06-05") == "1.500"
    assert amount("remedy £1,234.56", "2026-06-05") == "1234.56"


# ---------- which sum


@pytest.mark.parametrize(
    ("contact", "sum"),
    [
        ({"customer type": "household"}, "20.00"),
        ({"customer type": "business"}, "50.00"),
        ({"customer type": "charity"}, "0.00"),
        ({}, None),
    ],
)
def test_a_table_by_category(contact: dict[str, str], sum: str | None) -> None:
    table = "remedy, by customer type\n    household: £20\n    business: £50\n    otherwise: nothing"
    found = owed(table, "2026-06-05", **contact)
    assert found["amount"] == sum
    if sum is None:
        assert found["remedy"]["missing"] == "category customer type"


def test_the_sum_is_that_of_the_day_of_arrival() -> None:
    """£40 from 2 June: for what arrives then, not for what is late then."""
    versions = "remedy £30\n    from 2 June 2026: £40\n    from 1 July 2026: £45"
    assert amount(versions, arrives="2026-06-01T23:59:59.999999") == "30.00"
    assert amount(versions, arrives="2026-06-02T00:00") == "40.00"
    assert amount(versions, arrives="2026-06-30T23:59") == "40.00"
    assert amount(versions, arrives="2026-07-01T00:00") == "45.00"


def test_a_case_of_the_sum() -> None:
    cases = "remedy £30\n    if storm: nothing"
    assert amount(cases, facts={"storm": "yes"}) == "0.00"
    assert amount(cases, facts={"storm": "no"}) == "30.00"
    assert owed(cases)["remedy"]["missing"] == "fact storm"


@pytest.mark.parametrize(
    ("line", "contact", "sum", "says"),
    [
        ("except if storm", {"facts": {"storm": "yes"}}, "0.00", "nothing, as there is a storm"),
        ("except if storm", {"facts": {"storm": "no"}}, "30.00", "£30"),
        ("except if storm", {}, None, "not known: fact storm is not given"),
        (
            "except if not storm",
            {"facts": {"storm": "no"}},
            "0.00",
            "nothing, as it is not true that there is a storm",
        ),
        ("if storm", {"facts": {"storm": "yes"}}, "30.00", "£30"),
        ("if storm", {"facts": {"storm": "no"}}, "0.00", "nothing, as it is not true that there is a storm"),
        ("except while away", {"facts": {"away": "yes"}}, "0.00", "nothing, as the officer is away"),
        ("except on closed days", {"arrives": "2026-06-06T10:00"}, "0.00", "nothing, as it arrived on a closed day"),
        ("except on closed days", {"arrives": "2026-06-05T10:00"}, "30.00", "£30"),
        (
            "except while summer",
            {},
            "0.00",
            "nothing, as it arrived in the season from 1 June to 31 August",
        ),
        (
            "while summer",
            {"arrives": "2026-05-28T10:00"},
            "0.00",
            "nothing, as it did not arrive in the season from 1 June to 31 August",
        ),
    ],
)
def test_where_nothing_is_paid(line: str, contact: dict[str, Any], sum: str | None, says: str) -> None:
    found = owed(f"remedy £30\n    {line}", **contact)
    assert (found["amount"], found["remedy"]["says"]) == (sum, says)


def test_one_reason_is_enough_where_another_is_not_known() -> None:
    both = "remedy £30\n    except if storm\n    if agreed upon"
    assert amount(both, facts={"agreed upon": "no"}) == "0.00"
    assert amount(both, facts={"storm": "yes"}) == "0.00"
    assert owed(both, facts={"agreed upon": "yes"})["remedy"]["missing"] == "fact storm"


# ---------- by delay: due at the end of Thursday 4 June


@pytest.mark.parametrize(
    ("done", "sum"),
    [
        ("2026-06-05T00:00", "0.00"),  # Friday is the first working day after it, and not over
        ("2026-06-05T23:59:59.999999", "0.00"),
        ("2026-06-06T00:00", "10.00"),  # it is over
        ("2026-06-11T23:59:59.999999", "10.00"),  # Thursday is the fifth
        ("2026-06-12T00:00", "25.00"),
        ("2026-12-30T12:00", "25.00"),
    ],
)
def test_a_table_by_delay(done: str, sum: str) -> None:
    table = "remedy, by delay\n    from 1 working day: £10\n    from 5 working days: £25"
    assert amount(table, done) == sum
    assert amount(table, "", done) == sum


@pytest.mark.parametrize(
    ("done", "sum"),
    [
        ("2026-06-01T14:59:59.999999", "0.00"),
        ("2026-06-01T15:00", "1.00"),
        ("2026-06-02T13:59:59.999999", "1.00"),
        ("2026-06-02T14:00", "2.00"),
    ],
)
def test_a_delay_by_the_clock(done: str, sum: str) -> None:
    table = "remedy, by delay\n    from 60 minutes: £1\n    from 24 hours: £2"
    assert amount(table, done, promise=FOUR_HOURS) == sum


# ---------- further periods


@pytest.mark.parametrize(
    ("done", "complete", "begun"),
    [
        ("2026-06-01T14:00:00.000001", "30.00", "60.00"),
        ("2026-06-02T13:59:59.999999", "30.00", "60.00"),
        ("2026-06-02T14:00", "60.00", "60.00"),  # over, and the next one has not begun
        ("2026-06-02T14:00:00.000001", "60.00", "90.00"),
        ("2026-06-05T20:00", "150.00", "180.00"),  # 102 hours: 4 are over, the fifth has begun
    ],
)
def test_periods_by_the_clock(done: str, complete: str, begun: str) -> None:
    further = "remedy £30\n    plus £30 for each further 24 hours"
    assert amount(further, done, promise=FOUR_HOURS) == complete
    assert amount(further, "", done, promise=FOUR_HOURS) == complete
    assert amount(f"{further} or part of it", done, promise=FOUR_HOURS) == begun
    assert amount(f"{further} or part of it", "", done, promise=FOUR_HOURS) == begun


def test_a_period_by_the_clock_is_as_long_when_the_clocks_go_back() -> None:
    """On 25 October 2026 they go back at 2am: 24 hours after 2pm on Saturday it is 1pm on Sunday."""
    further = "remedy £30\n    plus £5 for each further 24 hours"
    contact: dict[str, Any] = {"arrives": "2026-10-24T10:00", "promise": FOUR_HOURS}
    assert amount(further, "2026-10-25T12:59:59.999999", **contact) == "30.00"
    assert amount(further, "2026-10-25T13:00", **contact) == "35.00"
    days = further.replace("24 hours", "day")
    assert amount(days, "2026-10-25T23:59:59.999999", **contact) == "30.00"
    assert amount(days, "2026-10-26T00:00", **contact) == "35.00"


@pytest.mark.parametrize(
    ("done", "complete", "begun"),
    [
        ("2026-06-01T16:00", "30.00", "31.00"),  # two of the three opening hours from 2pm to 5pm
        ("2026-06-01T17:00", "31.00", "31.00"),
        ("2026-06-02T09:00", "31.00", "31.00"),  # the night does not count
        ("2026-06-02T09:00:00.000001", "31.00", "32.00"),
        ("2026-06-02T12:00", "32.00", "32.00"),
    ],
)
def test_periods_while_we_are_open(done: str, complete: str, begun: str) -> None:
    further = "remedy £30\n    plus £1 for each further 3 opening hours"
    assert amount(further, done, promise=FOUR_HOURS) == complete
    assert amount(f"{further} or part of it", done, promise=FOUR_HOURS) == begun


@pytest.mark.parametrize(
    ("unit", "done", "complete", "begun"),
    [
        # Due at the end of Thursday 4 June, which is day 0.
        ("day", "2026-06-05T00:00", "30.00", "31.00"),
        ("day", "2026-06-06T00:00", "31.00", "32.00"),
        ("2 days", "2026-06-06T23:59:59.999999", "30.00", "31.00"),
        ("2 days", "2026-06-07T00:00", "31.00", "32.00"),
        ("working day", "2026-06-06T12:00", "31.00", "32.00"),  # Friday is over, and on Saturday the next has begun
        ("working day", "2026-06-08T12:00", "31.00", "32.00"),
        ("working day", "2026-06-09T00:00", "32.00", "33.00"),
        ("week", "2026-06-11T23:59:59.999999", "30.00", "31.00"),
        ("week", "2026-06-12T00:00", "31.00", "32.00"),
        ("month", "2026-07-04T23:59:59.999999", "30.00", "31.00"),
        ("month", "2026-07-05T00:00", "31.00", "32.00"),
        ("2 months", "2026-12-05T00:00", "33.00", "34.00"),  # to 4 August, 4 October and 4 December
        ("year", "2027-06-04T23:59", "30.00", "31.00"),
        ("year", "2027-06-05T00:00", "31.00", "32.00"),
    ],
)
def test_periods_in_days(unit: str, done: str, complete: str, begun: str) -> None:
    further = f"remedy £30\n    plus £1 for each further {unit}"
    assert amount(further, done) == complete
    assert amount(f"{further} or part of it", done) == begun


def test_a_month_without_that_day_ends_on_its_last() -> None:
    """Due at the end of Friday 30 January 2026: February's period ends on the 28th, March's on the 30th."""
    further = "remedy £30\n    plus £1 for each further month"
    contact = {"arrives": "2026-01-27T10:00"}
    assert amount(further, "2026-02-28T23:59:59.999999", **contact) == "30.00"
    assert amount(further, "2026-03-01T00:00", **contact) == "31.00"
    assert amount(further, "2026-03-30T23:59:59.999999", **contact) == "31.00"
    assert amount(further, "2026-03-31T00:00", **contact) == "32.00"


def test_a_day_on_which_it_was_due_by_a_time_is_day_0() -> None:
    """Due by 5pm on Thursday 4 June: late on that evening, no further day has begun."""
    further = "remedy £30\n    plus £1 for each further day or part of it"
    assert amount(further, "2026-06-04T18:00", promise=f"{THREE_DAYS}, by 17:00") == "30.00"
    assert amount(further, "2026-06-05T00:00", promise=f"{THREE_DAYS}, by 17:00") == "31.00"


def test_days_that_are_not_counted_make_no_period() -> None:
    """3 and 4 August are not counted: due at the end of Friday 31 July, the second day is over on 6 August."""
    further = "remedy £30\n    plus £1 for each further 2 days"
    contact = {"arrives": "2026-07-28T10:00"}
    assert amount(further, "2026-08-02T23:59", **contact) == "30.00"
    assert amount(further, "2026-08-03T00:00", **contact) == "31.00"
    assert amount(further, "2026-08-06T23:59", **contact) == "31.00"
    assert amount(further, "2026-08-07T00:00", **contact) == "32.00"
    working = further.replace("2 days", "2 working days")  # Wednesday 5 and Thursday 6 August
    assert amount(working, "2026-08-06T23:59", **contact) == "30.00"
    assert amount(working, "2026-08-07T00:00", **contact) == "31.00"


def test_what_is_added_has_cases_of_its_own() -> None:
    rows = "    plus, by customer type, for each further day\n        household: £10\n        otherwise: £25"
    table = f"remedy £30\n{rows}"
    assert amount(table, "2026-06-07T12:00", **{"customer type": "household"}) == "50.00"
    assert amount(table, "2026-06-07T12:00", **{"customer type": "charity"}) == "80.00"
    assert amount(table, "2026-06-07T12:00") is None


def test_nothing_at_first_and_more_later() -> None:
    table = "remedy nothing\n    plus £3 for each further working day"
    assert amount(table, "2026-06-05T12:00") == "0.00"
    assert amount(table, "2026-06-09T12:00") == "6.00"


@pytest.mark.parametrize(
    ("done", "sum"), [("2026-06-05T00:00", "30.00"), ("2026-06-07T00:00", "90.00"), ("2026-06-08T00:00", "100.00")]
)
def test_the_most_for_one_miss(done: str, sum: str) -> None:
    assert amount("remedy £30\n    plus £30 for each further day\n    at most £100", done) == sum


# ---------- what only the day is known of


def test_an_act_of_which_only_the_day_is_known() -> None:
    """24 hours after 2pm on Monday: some time on Tuesday they were over, and on Wednesday they certainly were."""
    further = "remedy £30\n    plus £30 for each further 24 hours"
    found = owed(further, "2026-06-02", promise=FOUR_HOURS)
    assert (found["status"], found["amount"]) == ("late", None)
    assert found["remedy"]["missing"] == "time of the act"
    assert amount("remedy £30\n    plus £30 for each further 48 hours", "2026-06-02", promise=FOUR_HOURS) == "30.00"
    assert amount("remedy £30\n    plus £30 for each further 2 days", "2026-06-04", promise=FOUR_HOURS) == "60.00"


def test_a_deadline_of_which_only_the_day_is_known() -> None:
    further = "remedy £30\n    plus £30 for each further {}"
    visit: dict[str, Any] = {"promise": "must reply at the visit", "events": {"visit": "2026-06-03"}}
    found = owed(further.format("24 hours"), "2026-06-05T12:00", **visit)
    assert (found["amount"], found["remedy"]["missing"]) == (None, "time of event the deadline")
    assert amount(further.format("2 days"), "2026-06-06T12:00", **visit) == "60.00"


def test_a_day_beyond_the_years() -> None:
    """The calendar ends with 2030: an act in 2031 is late, and how many days lie between is not known."""
    found = owed("remedy £30\n    plus £1 for each further day", "2031-01-05T12:00")
    assert (found["status"], found["amount"]) == ("late", None)
    assert found["remedy"]["missing"] == "a day beyond the calendar's years"
    assert amount("remedy £30\n    plus £1 for each further 100,000 months", "2030-12-31T12:00") == "30.00"
    assert amount("remedy £30\n    plus £1 for each further 9,000 days or part of it", "2030-12-31T12:00") == "31.00"


# ---------- the deadline that binds


def test_the_delay_runs_from_the_extended_deadline() -> None:
    """Extended by 2 working days, to the end of Monday 8 June."""
    extended = f"{THREE_DAYS}\n        extended by 2 working days, if storm"
    further = "remedy £30\n    plus £1 for each further day or part of it"
    assert amount(further, "2026-06-08T12:00", promise=extended, facts={"storm": "yes"}) == "0.00"
    assert amount(further, "2026-06-09T12:00", promise=extended, facts={"storm": "yes"}) == "31.00"
    assert amount(further, "2026-06-09T12:00", promise=extended, facts={"storm": "no"}) == "35.00"


def test_either_act_keeps_it() -> None:
    """Called on the 5th of June, in time for the second act: nothing is owed."""
    either = f"{THREE_DAYS}\n        or call within 4 working days"
    found = owed("remedy £30", "", promise=either, events={"called": "2026-06-05T12:00"})
    assert (found["status"], found["amount"]) == ("met", "0.00")
    found = owed("remedy £30", "", promise=either, events={"called": "2026-06-06T12:00"})
    assert (found["status"], found["amount"]) == ("late", "30.00")


def test_rings_have_a_sum_and_no_more() -> None:
    rings = "must answer before ring 4"
    assert amount("remedy £1", promise=rings, facts={"rings": "3"}) == "0.00"
    assert amount("remedy £1", promise=rings, facts={"rings": "4"}) == "1.00"
    assert amount("remedy £1", promise=rings, facts={"rings": "none"}) == "1.00"


def test_a_closed_day_that_was_announced_counts_from_then_on() -> None:
    """3 June is closed: periods that were counted before that was announced stay as they were counted."""
    contact = {"arrives": "2026-05-29T10:00", "calendar": 'closed 3 June 2026, "Jubilee", announced 2 June 2026'}
    working = "remedy £30\n    plus £1 for each further working day"
    promise = "must reply within 1 working day"  # the end of Monday 1 June, before it was announced
    assert amount(working, "2026-06-05T12:00", promise=promise, **contact) == "32.00"  # 2 and 4 June
    assert amount(working, "2026-06-04T00:00", promise=promise, **contact) == "31.00"
    contact["calendar"] = 'closed 3 June 2026, "Jubilee", announced 5 June 2026'
    assert amount(working, "2026-06-04T00:00", promise=promise, **contact) == "32.00"  # 2 and 3 June: not yet known


# ---------- payments: missed at the end of Thursday 4 June

PAID = "remedy £30\n    paid automatically within 5 working days\n    if paid late: £20"


def paid(remedy: str, done: str, as_of: str = LATER, **events: str) -> dict[str, Row]:
    """The rows of a promise, its claim and its payment by what stands after its identity."""
    known = {"replied": done, **events} if done else events
    return rows(remedy, THREE_DAYS, as_of, arrives=MONDAY, events=known)


@pytest.mark.parametrize(
    ("compensated", "as_of", "status", "sum"),
    [
        ("2026-06-11T23:59:59.999999", LATER, "met", "0.00"),  # Friday 5 to Thursday 11 June
        ("2026-06-12T00:00", LATER, "late", "20.00"),
        ("", "2026-06-11T12:00", "open", "0.00"),
        ("", "2026-06-12T00:00", "overdue", "20.00"),
    ],
)
def test_a_payment_is_a_row_of_its_own(compensated: str, as_of: str, status: str, sum: str) -> None:
    events = {"compensated": compensated} if compensated else {}
    found = paid(PAID, "2026-06-05T12:00", as_of, **events)
    assert list(found) == ["", "remedy"]
    assert found[""]["amount"] == "30.00"
    payment = found["remedy"]
    assert (payment["event"], payment["strength"]) == ("compensated", "must")
    assert (payment["status"], payment["amount"], payment["currency"]) == (status, sum, "GBP")
    assert payment["says"] == "by the end of Thursday 11 June 2026"
    assert payment["rule"]["text"] == "must compensate within 5 working days of the deadline"
    assert payment["summary"].startswith("5 working days after the deadline on Thursday 4 June 2026")


def test_without_a_miss_there_is_no_payment() -> None:
    assert list(paid(PAID, "2026-06-04T12:00")) == [""]
    assert list(paid(PAID, "", "2026-06-04T12:00")) == [""]
    none = "remedy, by delay\n    from 5 days: £10\n    paid within 5 working days"
    assert list(paid(none, "2026-06-05T12:00")) == [""]
    assert list(paid(none, "2026-06-11T12:00")) == ["", "remedy"]


def test_a_payment_without_a_sum_for_paying_late_says_nothing_of_money() -> None:
    found = paid("remedy £30\n    paid within 5 working days", "2026-06-05T12:00")
    assert found["remedy"]["status"] == "overdue"
    assert "amount" not in found["remedy"]


def test_a_payment_by_the_clock_is_counted_from_the_last_instant_in_time() -> None:
    found = paid("remedy £30\n    paid within 48 hours", "2026-06-05T12:00")
    assert found["remedy"]["due"] == "2026-06-06T22:59:59.999999+00:00"  # one microsecond before midnight of the 6th


def test_a_payment_counted_from_another_event_waits_for_it() -> None:
    remedy = "remedy £30\n    paid within 5 working days of the visit"
    assert paid(remedy, "2026-06-05T12:00")["remedy"]["status"] == "waiting"
    found = paid(remedy, "2026-06-05T12:00", visit="2026-06-08T09:00")["remedy"]
    assert found["says"] == "by the end of Monday 15 June 2026"


# ---------- claims

CLAIMED = "remedy £30\n    claimed within 10 working days\n    paid within 5 working days\n    if paid late: £20"


def test_what_is_claimed_in_time_is_owed() -> None:
    """Ten working days after Thursday 4 June end on Thursday 18 June; five after Monday 15 June on 22 June."""
    found = paid(CLAIMED, "2026-06-05T12:00", "2026-06-16T12:00", claimed="2026-06-15T12:00")
    assert list(found) == ["", "claim", "remedy"]
    assert (found[""]["amount"], found["claim"]["status"], found["remedy"]["status"]) == ("30.00", "met", "open")
    assert found["claim"]["rule"]["text"] == "customer must claim within 10 working days of the deadline"
    assert found["claim"]["says"] == "by the end of Thursday 18 June 2026"
    assert found["remedy"]["says"] == "by the end of Monday 22 June 2026"
    assert "claimable" not in found[""]


def test_what_is_not_claimed_yet_can_be() -> None:
    found = paid(CLAIMED, "2026-06-05T12:00", "2026-06-15T12:00")
    assert (found[""]["amount"], found[""]["claimable"], found["claim"]["status"]) == ("0.00", "30.00", "open")
    assert found[""]["remedy"] == {
        "says": "£30 once it is claimed",
        "because": ["it has to be claimed by the end of Thursday 18 June 2026"],
    }
    assert found["remedy"]["status"] == "waiting"
    assert found["remedy"]["says"] == "waiting for the claim"


def test_what_is_claimed_too_late_is_not_owed() -> None:
    found = paid(CLAIMED, "2026-06-05T12:00", claimed="2026-06-19T00:00")
    assert list(found) == ["", "claim"]
    assert (found[""]["amount"], found["claim"]["status"]) == ("0.00", "late")
    assert found[""]["remedy"]["says"] == "nothing, as it was not claimed in time"
    found = paid(CLAIMED, "2026-06-05T12:00", "2026-06-19T00:00")
    assert (found[""]["amount"], found["claim"]["status"]) == ("0.00", "overdue")


def test_a_claim_of_which_only_the_day_is_known() -> None:
    remedy = "remedy £30\n    claimed within 36 hours"
    found = paid(remedy, "2026-06-05T12:00", claimed="2026-06-06")
    assert (found[""]["amount"], found["claim"]["status"]) == (None, "unknown")
    assert found[""]["remedy"]["missing"] == found["claim"]["missing"] == "time of the act"


def test_nothing_is_claimed_where_nothing_is_owed() -> None:
    assert list(paid(CLAIMED, "2026-06-04T12:00", claimed="2026-06-05")) == [""]
    found = rows(f"{CLAIMED}\n    if storm", THREE_DAYS, LATER, arrives=MONDAY, facts={"storm": "no"})
    assert list(found) == [""]


def test_a_claim_grows_while_the_promise_is_overdue() -> None:
    remedy = "remedy £30\n    plus £10 for each further week\n    claimed within 28 days"
    found = paid(remedy, "", "2026-06-19T00:00")  # two weeks after the end of Thursday 4 June
    assert (found[""]["amount"], found[""]["claimable"]) == ("0.00", "50.00")
    found = paid(remedy, "", "2026-06-19T00:00", claimed="2026-06-06T12:00")
    assert (found[""]["amount"], found["claim"]["status"]) == ("50.00", "met")


# ---------- in words


def test_how_it_was_counted() -> None:
    further = "remedy £30\n    plus £30 for each further 24 hours or part of it\n    at most £100"
    found = owed(further, "2026-06-02T15:00", promise=FOUR_HOURS)["remedy"]
    assert found == {
        "says": "£90: £30, and £30 for each of 2 further periods of 24 hours",
        "because": [
            "it was due by 2pm on Monday 1 June 2026, and done at 3pm on Tuesday 2 June 2026: "
            "2 further periods of 24 hours had begun"
        ],
    }
    found = owed(further, "2026-06-04T15:00", promise=FOUR_HOURS)["remedy"]
    assert found["says"] == "£100: £30, and £30 for each of 4 further periods of 24 hours, but £100 at most"
    assert found["because"][-1] == "£100 is the most for one miss"
    found = owed("remedy £30\n    plus £5 for each further day", "", "2026-06-06T12:00")["remedy"]
    assert found == {
        "says": "£35: £30, and £5 for 1 further day",
        "because": [
            "it was due by the end of Thursday 4 June 2026, and not done at midday on Saturday 6 June 2026: "
            "1 further day was over"
        ],
    }


def test_which_case_chose_the_sum() -> None:
    table = (
        "remedy, by customer type\n    household: £20\n    otherwise: £50\n"
        "    plus, by customer type, for each further day\n        household: £1\n        otherwise: nothing"
    )
    found = owed(table, "2026-06-05", **{"customer type": "household"})["remedy"]
    assert found == {
        "says": "£20",
        "because": [
            "£20: customer type household",
            "£1 for each further day: customer type household",
            "it was due by the end of Thursday 4 June 2026, and done on Friday 5 June 2026: no further day was over",
        ],
    }
    delays = "remedy, by delay\n    from 1 working day: £10\n    from 5 working days: £25"
    assert owed(delays, "2026-06-05")["remedy"] == {
        "says": "nothing",
        "because": ["nothing: the delay is less than 1 working day"],
    }
    assert owed(delays, "2026-06-15")["remedy"]["because"] == ["£25: from a delay of 5 working days"]
