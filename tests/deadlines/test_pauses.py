"""`paused …`: by hand on the Scottish calendar, and on random pauses by an oracle that steps over what stands still.

In June 2026 the 1st is a Monday and the 15th a holiday. From Monday 1 June working days 1 to 5 are 2 to 5 and 8 June.
"""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

import pytest
from tests.deadlines.made import DAY_0, compiled, only
from tests.deadlines.test_hours import COUNTINGS, LATER, LONDON, SHOP, SHOP_HOLIDAYS, due, last_in_time, shop_hours
from tests.oracle import clocks
from tests.oracle.time_of_day import Limit, Office, last_instant

LIMITS = {
    "email": ("5 working days", Limit(n=5, unit="working day")),
    "letter": ("5 days", Limit(n=5, unit="day")),
    "fax": ("5 working days", Limit(n=5, unit="working day", both_days=True)),
    "web form": ("5 days", Limit(n=5, unit="day", both_days=True)),
    "web chat": ("2 weeks", Limit(n=2, unit="week")),
    "text message": ("1 month", Limit(n=1, unit="month")),
    "visit": ("6 hours", Limit(n=6, unit="hour")),
    "home visit": ("6 opening hours", Limit(n=6, unit="opening hour")),
    "phone": ("2 working days, by closing time", Limit(n=2, unit="working day", ends="closing")),
}
BODY = "".join(
    f"standard {channel.replace(' ', '-')}\n    for {channel}\n    must reply within {text}\n"
    f"        paused from paused to resumed{', both days included' if limit.both_days else ''}\n"
    for channel, (text, limit) in LIMITS.items()
)
ROLLS = {"as it falls": None, "forward": "forward", "back": "back"}
MADE = {roll: compiled(BODY, roll=roll) for roll in ROLLS}
MONDAY = "2026-06-01T10:00"


def one(channel: str, paused: list[str], resumed: list[str], roll: str = "as it falls") -> dict[str, Any]:
    """The promise to a contact of Monday that was paused and resumed at these times, long after."""
    events = {name: times for name, times in (("paused", paused), ("resumed", resumed)) if times}
    return only(MADE[roll], LATER, channel=channel, arrives=MONDAY, events=events)


DAYS = [
    # channel, paused, resumed: the last day
    ("email", [], [], "2026-06-08"),
    ("email", ["2026-06-03T15:00"], ["2026-06-05T09:00"], "2026-06-10"),  # Thursday and Friday
    ("fax", ["2026-06-03T15:00"], ["2026-06-05T09:00"], "2026-06-11"),  # Wednesday too
    ("letter", ["2026-06-03T15:00"], ["2026-06-05T09:00"], "2026-06-08"),
    ("web form", ["2026-06-03T15:00"], ["2026-06-05T09:00"], "2026-06-09"),
    ("email", ["2026-06-03T15:00"], ["2026-06-03T16:00"], "2026-06-08"),  # within a day: nothing …
    ("fax", ["2026-06-03T15:00"], ["2026-06-03T16:00"], "2026-06-09"),  # … unless that day is included
    ("fax", ["2026-06-03T15:00"], ["2026-06-03T15:00"], "2026-06-09"),
    ("email", ["2026-06-03T15:00"], ["2026-06-03T15:00"], "2026-06-08"),  # empty
    ("email", ["2026-06-05T12:00"], ["2026-06-08T12:00"], "2026-06-09"),  # over a weekend: Monday
    ("letter", ["2026-06-05T12:00"], ["2026-06-08T12:00"], "2026-06-09"),
    # ---------- only the days are known
    ("email", ["2026-06-03"], ["2026-06-05"], "2026-06-10"),
    ("fax", ["2026-06-03"], ["2026-06-05"], "2026-06-11"),
    # ---------- several
    ("email", ["2026-06-02T10:00", "2026-06-04T10:00"], ["2026-06-03T10:00", "2026-06-05T10:00"], "2026-06-10"),
    ("email", ["2026-06-02T10:00", "2026-06-03T10:00"], ["2026-06-04T10:00"], "2026-06-10"),  # begun twice, one pause
    ("email", ["2026-06-02", "2026-06-04"], ["2026-06-04", "2026-06-08"], "2026-06-12"),  # one ends as another begins
    ("fax", ["2026-06-02T10:00", "2026-06-02T15:00"], ["2026-06-02T11:00", "2026-06-02T16:00"], "2026-06-09"),
    # The second begins when the first has moved the deadline from the 8th to the 10th.
    ("email", ["2026-06-03T15:00", "2026-06-09T10:00"], ["2026-06-05T09:00", "2026-06-10T10:00"], "2026-06-11"),
    ("email", ["2026-06-03T15:00", "2026-06-11T00:00"], ["2026-06-05T09:00", "2026-06-12T10:00"], "2026-06-10"),
    # ---------- begun at the deadline, and a microsecond before
    ("email", ["2026-06-08T23:59:59.999999"], ["2026-06-10T10:00"], "2026-06-10"),
    ("email", ["2026-06-09T00:00"], ["2026-06-10T10:00"], "2026-06-08"),
    ("email", ["2026-06-09T00:00"], [], "2026-06-08"),
    ("email", ["2026-06-08"], ["2026-06-10"], "2026-06-10"),
    ("email", ["2026-06-09"], ["2026-06-10"], "2026-06-08"),
    # ---------- before the arrival
    ("email", ["2026-05-20T10:00"], ["2026-05-22T10:00"], "2026-06-08"),
    ("email", ["2026-05-29T10:00"], ["2026-06-02T10:00"], "2026-06-09"),  # Tuesday; Monday is day 0
    ("fax", ["2026-06-01T12:00"], ["2026-06-02T10:00"], "2026-06-09"),
    # ---------- the last day is not before the pause has ended
    ("email", ["2026-06-08T10:00"], ["2026-06-13T10:00"], "2026-06-16"),  # a Saturday; Monday is a holiday
    ("letter", ["2026-06-06T10:00"], ["2026-06-07T10:00"], "2026-06-07"),
    # ---------- weeks and months: the calendar days
    ("web chat", ["2026-06-03T15:00"], ["2026-06-05T09:00"], "2026-06-17"),
    ("text message", ["2026-06-03T15:00"], ["2026-06-15T09:00"], "2026-07-13"),
    ("text message", ["2026-06-03T15:00", "2026-07-02T10:00"], ["2026-06-05T09:00", "2026-07-04T10:00"], "2026-07-05"),
]


@pytest.mark.parametrize(("channel", "paused", "resumed", "last_day"), DAYS)
def test_days(channel: str, paused: list[str], resumed: list[str], last_day: str) -> None:
    found = one(channel, paused, resumed)
    assert (found["last_day"], found["status"]) == (last_day, "overdue")


@pytest.mark.parametrize(
    ("channel", "paused", "resumed", "falls", "forward", "back"),
    [
        # Due on Saturday 6 June; rolled forward it still counts on Monday, and rolled back not on Saturday.
        ("letter", "2026-06-05T10:00", "2026-06-05T11:00", "2026-06-06", "2026-06-08", "2026-06-05"),
        ("letter", "2026-06-08T10:00", "2026-06-09T11:00", "2026-06-06", "2026-06-09", "2026-06-05"),
        ("letter", "2026-06-06T10:00", "2026-06-09T11:00", "2026-06-09", "2026-06-09", "2026-06-05"),
        ("letter", "2026-06-02T10:00", "2026-06-03T11:00", "2026-06-07", "2026-06-08", "2026-06-05"),
        # It ends on Saturday 13 June, and is rolled from there.
        ("web form", "2026-06-04T10:00", "2026-06-13T11:00", "2026-06-16", "2026-06-16", "2026-06-16"),
        ("letter", "2026-06-05T10:00", "2026-06-13T11:00", "2026-06-14", "2026-06-16", "2026-06-12"),
    ],
)
def test_then_the_roll(channel: str, paused: str, resumed: str, falls: str, forward: str, back: str) -> None:
    found = [one(channel, [paused], [resumed], roll=roll)["last_day"] for roll in ROLLS]
    assert found == [falls, forward, back]


@pytest.mark.parametrize(
    ("paused", "resumed", "expected"),
    [
        (["2026-06-01T11:00"], ["2026-06-01T12:30"], "2026-06-01 17:30"),
        (["2026-06-01T09:00"], ["2026-06-01T10:30"], "2026-06-01 16:30"),  # only what lies after the arrival
        (["2026-06-01T15:59:59.999999"], ["2026-06-01T18:00"], "2026-06-01 18:00:00.000001"),
        (["2026-06-01T16:00"], ["2026-06-01T18:00"], "2026-06-01 16:00"),  # at the deadline itself
        (["2026-06-01T11:00", "2026-06-01T12:00"], ["2026-06-01T12:00", "2026-06-01T13:00"], "2026-06-01 18:00"),
        (["2026-06-01T11:00", "2026-06-01T11:30"], ["2026-06-01T12:00", "2026-06-01T13:00"], "2026-06-01 17:00"),
        (["2026-06-01T11:00", "2026-06-01T16:30"], ["2026-06-01T12:00", "2026-06-01T17:00"], "2026-06-01 17:30"),
        (["2026-06-01T11:00", "2026-06-01T17:00"], ["2026-06-01T12:00", "2026-06-01T18:00"], "2026-06-01 17:00"),
    ],
)
def test_hours(paused: list[str], resumed: list[str], expected: str) -> None:
    contact = {"channel": "visit", "arrives": MONDAY, "events": {"paused": paused, "resumed": resumed}}
    found = only(MADE["forward"], LATER, **contact)
    assert found["due"] == clocks.utc(clocks.shown(expected, LONDON))
    assert found["met_at_due"] is True


def test_hours_need_the_times_of_a_pause() -> None:
    for paused, resumed in (("2026-06-01", "2026-06-02"), ("2026-06-01T11:00", "2026-06-02")):
        found = one("visit", [paused], [resumed])
        assert (found["status"], found["missing"]) == ("unknown", "time of a pause")
    assert one("visit", ["2026-06-02"], ["2026-06-03"])["due"] == "2026-06-01T15:00:00+00:00"


@pytest.mark.parametrize(
    ("events", "status"),
    [
        ({"paused": "2026-06-03T15:00"}, "paused"),
        ({"paused": "2026-06-08T23:59:59.999999"}, "paused"),
        ({"paused": "2026-06-09T00:00"}, "overdue"),
        ({"paused": "2026-06-03T15:00", "resumed": "2026-06-03T14:00"}, "paused"),
        ({"paused": "2026-06-03T15:00", "replied": "2026-06-04T09:00"}, "met"),
        ({"paused": ["2026-06-03T15:00", "2026-06-05T09:00"], "resumed": "2026-06-05T09:00"}, "paused"),
        ({"paused": ["2026-06-03T15:00", "2026-06-12T09:00"], "resumed": "2026-06-05T09:00"}, "overdue"),
    ],
)
def test_not_over(events: dict[str, Any], status: str) -> None:
    found = only(MADE["forward"], LATER, channel="email", arrives=MONDAY, events=events)
    assert (found["status"], found["due"] is None) == (status, status != "overdue")


MORE = """\
standard email
    for email
    must reply within 5 working days
        paused from paused to resumed
        extended by 3 working days, once, if told
standard letter
    for letter
    must reply within 5 working days
        paused from paused to resumed
        or promise a date
standard fax
    for fax
    must reply on the same day
        except on closed days
        paused from paused to resumed
standard web-form
    for web form
    must reply within 5 working days
        paused from paused to resumed
        paused from leaving to the return
"""


TWO_DAYS = {"paused": "2026-06-03T15:00", "resumed": "2026-06-05T09:00"}  # the deadline moves from the 8th to the 10th
A_DAY = {"paused": "2026-06-10T15:00", "resumed": "2026-06-11T09:00"}


@pytest.mark.parametrize(
    ("as_of", "status", "last_day"),
    [
        ("2026-06-03T14:59:59.999999", "open", "2026-06-10"),  # it has not begun, and is known
        ("2026-06-03T15:00:00", "paused", None),
        ("2026-06-05T08:59:59.999999", "paused", None),
        ("2026-06-05T09:00:00", "open", "2026-06-10"),  # Thursday 4 and Friday 5 June stood still
    ],
)
def test_as_of_within_a_pause(as_of: str, status: str, last_day: str | None) -> None:
    """5 working days from Monday 1 June 2026 are 8 June; two of them stood still."""
    events = {"paused": "2026-06-03T15:00", "resumed": "2026-06-05T09:00"}
    found = only(MADE["forward"], as_of, channel="email", arrives=MONDAY, events=events)
    assert (found["status"], found.get("last_day")) == (status, last_day)


@pytest.mark.parametrize(
    ("channel", "events", "last_day"),
    [
        # Told while it is paused, and after the deadline without the pause: the 10th is in force.
        ("email", {**TWO_DAYS, "told": "2026-06-04T10:00"}, "2026-06-16"),
        ("email", {**TWO_DAYS, "told": "2026-06-10T10:00"}, "2026-06-16"),
        ("email", {**TWO_DAYS, "told": "2026-06-11T00:00"}, "2026-06-10"),
        # Told first, then paused after the deadline without the extension.
        ("email", {"told": "2026-06-08T10:00", **A_DAY}, "2026-06-12"),
        ("email", {**A_DAY, "told": "2026-06-11T10:00"}, "2026-06-08"),
        # A date promised by the deadline as the pause has moved it, and after it.
        ("letter", {**TWO_DAYS, "promised": "2026-06-10"}, "2026-06-30"),
        ("letter", {**TWO_DAYS, "promised": "2026-06-11"}, "2026-06-10"),
        ("letter", {"paused": "2026-06-03T15:00", "promised": "2026-06-04"}, "2026-06-30"),
        # The same day is not over before the pause is.
        ("fax", {}, "2026-06-01"),
        ("fax", {"paused": "2026-06-01T15:00", "resumed": "2026-06-01T16:00"}, "2026-06-01"),
        ("fax", {"paused": "2026-06-01T15:00", "resumed": "2026-06-03T16:00"}, "2026-06-03"),
        ("fax", {"paused": "2026-06-02T00:00", "resumed": "2026-06-03T16:00"}, "2026-06-01"),
        # Two pauses that overlap are one: Wednesday to Friday.
        ("web form", {"paused": "2026-06-02T15:00", "resumed": "2026-06-04T16:00", "leaving": "2026-06-03T10:00",
                      "returned": "2026-06-05T10:00"}, "2026-06-11"),
    ],
)  # fmt: skip
def test_with_what_else_moves_it(channel: str, events: dict[str, str], last_day: str) -> None:
    dates = {"promised": "2026-06-30"} if channel == "letter" else {}
    found = only(compiled(MORE), LATER, channel=channel, arrives=MONDAY, events=events, dates=dates)
    assert found["last_day"] == last_day


SHOPS = {
    name: compiled(BODY, counting=text, calendar=SHOP, roll="forward")
    for name, text in COUNTINGS.items()
}  # fmt: skip


def test_a_pause_within_opening_hours() -> None:
    """Six hours from 10:00: 12:30, lunch, 17:00; 11:00 to 14:00 has two open hours, which are had on Tuesday."""
    events = {"paused": "2026-06-01T11:00", "resumed": "2026-06-01T14:00"}
    assert due(SHOPS["day 0"], "home visit", MONDAY) == "2026-06-01 17:00"
    assert due(SHOPS["day 0"], "home visit", MONDAY, events=events) == "2026-06-02 11:00"
    at_night = {"paused": "2026-06-01T16:00", "resumed": "2026-06-02T08:00"}
    assert due(SHOPS["day 0"], "home visit", MONDAY, events=at_night) == "2026-06-02 10:00"


@pytest.mark.parametrize("counting", COUNTINGS)
@pytest.mark.parametrize("channel", LIMITS)
def test_as_the_oracle_has_it(channel: str, counting: str) -> None:
    """Up to three pauses that do not overlap, begun anywhere or a microsecond off what may be in force."""
    limit = LIMITS[channel][1]
    random = Random(f"{channel} {counting}")
    office = Office(zone=LONDON, closed=SHOP_HOLIDAYS, hours=shop_hours, counting=counting, roll="forward")
    hours = limit.unit in ("hour", "opening hour")
    for _ in range(25):
        day = dt.date(2026, random.choice((3, 5, 6, 10, 12)), random.randrange(1, 28))
        at = clocks.shown(f"{day}T{random.choice(('08:00', '10:00', '12:45', '17:00'))}", LONDON)
        pauses: list[tuple[int, int]] = []
        here = at - 86_400_000_000
        for _ in range(random.choice((1, 2, 3))):
            start = here + random.randrange(1, 60 if hours else 100) * (10 if hours else 60) * 60_000_000
            if not hours and random.random() < 0.3:
                start = max(here + 1, last_instant(office, limit, at, pauses) + random.choice((0, 1)))
            here = start + random.randrange(1, 40) * (10 if hours else 120) * 60_000_000
            pauses.append((start, here))
        events = {"paused": [clocks.utc(a) for a, _ in pauses], "resumed": [clocks.utc(b) for _, b in pauses]}
        expected = last_instant(office, limit, at, pauses)
        found = last_in_time(SHOPS[counting], channel=channel, arrives=clocks.utc(at), events=events)
        assert found == expected, (clocks.utc(at), events)


def test_it_goes_red() -> None:
    """A pause that the oracle is not told of makes it differ."""
    office = Office(zone=LONDON, closed=SHOP_HOLIDAYS)
    at = clocks.shown(MONDAY, LONDON)
    events = {"paused": ["2026-06-03T15:00"], "resumed": ["2026-06-05T09:00"]}
    found = last_in_time(compiled(BODY, roll="forward", counting=DAY_0), channel="email", arrives=MONDAY, events=events)
    assert found != last_instant(office, LIMITS["email"][1], at)
