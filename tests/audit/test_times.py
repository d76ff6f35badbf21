"""Times of a log: each form read as an independent reader has it, and each local time by the zone's own rules."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.audit.local_instants import zone_instants
from troth.audit.moments import Moments
from troth.audit.time_formats import BadFormat, clash, read_format
from troth.calendars.local_time import to_instant
from troth.resources import zone

LONDON = zone_instants("Europe/London", 2024, 2027)
NEW_YORK = zone_instants("America/New_York", 2024, 2027)
ISO = Moments(local=LONDON, days=LONDON)
EPOCH = datetime(1970, 1, 1)


def at(text: str) -> int:
    return to_instant(datetime.fromisoformat(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-05 10:00", at("2026-01-05T10:00Z")),
        ("2026-07-05T10:00:00", at("2026-07-05T09:00Z")),
        ("2026-07-05 10:00:00.5", at("2026-07-05T09:00:00.5Z")),
        ("2026-07-05 10:00:00,123456789", at("2026-07-05T09:00:00.123456Z")),
        ("2026-07-05T10:00:00Z", at("2026-07-05T10:00Z")),
        ("2026-07-05 10:00:00 UTC", at("2026-07-05T10:00Z")),
        ("2026-07-05 10:00-0330", at("2026-07-05T13:30Z")),
        ("2026-07-05 10:00:00 +05", at("2026-07-05T05:00Z")),
        # Clocks went forward at one o'clock on 29 March, and back at two on 25 October 2026.
        ("2026-03-29 01:30", "gap"),
        ("2026-03-29 02:00", at("2026-03-29T01:00Z")),
        ("2026-03-29 00:59:59.999999", at("2026-03-29T00:59:59.999999Z")),
        ("2026-10-25 01:00", "fold"),
        ("2026-10-25 00:59:59", at("2026-10-24T23:59:59Z")),
        ("2026-10-25 02:00:00", at("2026-10-25T02:00Z")),
        ("2026-03-29 01:30+01:00", at("2026-03-29T00:30Z")),
        ("2026-02-30", "impossible"),
        ("2026-02-30 10:00:00", "impossible"),
        ("2026-01-05 24:00:00", "other form"),
        ("2026-01-05 10:00:60", "other form"),
        ("2026-1-5", "other form"),
        ("03/04/2026 10:00", "day or month"),
        ("25/04/2026", "day first"),
        ("04.25.26 10:00", "month first"),
        ("45000.5", "number"),
        ("1700-01-01", at("1700-01-01T00:01:15Z")),
        ("tomorrow", "other form"),
        ("9999-12-31", "far"),
    ],
)
def test_iso(text: str, expected: int | str) -> None:
    found = ISO.read(text)
    if text == "1700-01-01":
        # Before the first entry of the table, which is of the year 2000.
        expected = at("1700-01-01T00:00Z")
    assert (found if isinstance(found, str) else found[0]) == expected


def test_a_date_is_its_whole_local_day() -> None:
    for text, first, hours in (("2026-03-29", "2026-03-29T00:00Z", 23), ("2026-10-25", "2026-10-24T23:00Z", 25)):
        assert ISO.read(text) == (at(first), at(first) + hours * 3_600_000_000 - 1)


def test_no_zone_and_false_offsets() -> None:
    none = Moments(local=None, days=LONDON)
    assert none.read("2026-07-05 10:00") == "no zone"
    assert none.read("2026-07-05 10:00Z") == (at("2026-07-05T10:00Z"),) * 2
    assert none.read("2026-07-05") == ISO.read("2026-07-05")
    false = Moments(local=NEW_YORK, days=LONDON, ignores_offsets=True)
    assert false.read("2026-07-05 10:00+00") == (at("2026-07-05T14:00Z"),) * 2
    assert false.read("2026-03-08 02:30:00Z") == "gap"


@pytest.mark.parametrize(
    "name", ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Tehran"]
)
def test_local_times_are_those_of_the_zone(name: str) -> None:
    """As PEP 495 has it: in a gap a round trip gives another time, in a fold two offsets do."""
    table, rules, random = zone_instants(name, 2024, 2027), zone(name), Random(name)
    seen = set()
    for _ in range(4_000):
        local = datetime(2000, 1, 1) + timedelta(minutes=random.randrange(40 * 525_600))
        if random.random() < 0.5:
            change = random.choice(table.starts)
            local = EPOCH + timedelta(microseconds=change, minutes=random.randrange(-90, 90))
        both = [local.replace(tzinfo=rules, fold=fold).astimezone(UTC) for fold in (0, 1)]
        if both[0].astimezone(rules).replace(tzinfo=None) != local:
            expected: int | str = "gap"
        else:
            expected = "fold" if both[0] != both[1] else to_instant(both[0])
        seen.add(expected if isinstance(expected, str) else "")
        assert table.instant((local - EPOCH) // timedelta(microseconds=1)) == expected, local
    assert seen == {"", "gap", "fold"}


@pytest.mark.parametrize(("twice", "offset"), [("first", "+01:00"), ("second", "+00:00")])
def test_which_of_two_is_meant(twice: str, offset: str) -> None:
    """Half past one on 25 October 2026 is summer time at first, then winter time; what clocks skip is no time still."""
    local = zone_instants("Europe/London", 2024, 2027, twice)
    moments = Moments(local=local, days=LONDON)
    assert moments.read("2026-10-25 01:30") == (at(f"2026-10-25T01:30{offset}"),) * 2
    assert moments.read("2026-10-25 00:59:59.999999") == (at("2026-10-25T00:59:59.999999+01:00"),) * 2
    assert moments.read("2026-10-25 02:00") == (at("2026-10-25T02:00Z"),) * 2
    assert moments.read("2026-03-29 01:30") == "gap"
    assert Moments(local=LONDON, days=LONDON).read("2026-10-25 01:30") == "fold"


FORMS = ("%d/%m/%Y %H:%M", "%m/%d/%Y", "%d %b %y %I:%M:%S.%f %p", "%A, %B %d, %Y %H:%M", "%Y.%m.%d %H:%M:%S")


@given(moment=st.datetimes(datetime(1969, 1, 1), datetime(2068, 12, 31)), form=st.sampled_from(FORMS))
def test_a_named_form_is_read_as_strptime_has_it(moment: datetime, form: str) -> None:
    text = moment.strftime(form)
    read = read_format(form).read(text)
    assert read == datetime.strptime(text, form)
    assert read_format(form).read(text.lower()) == read
    assert read_format(form).read(text + " ") is None


def test_a_named_form_reads_nothing_else() -> None:
    moments = Moments(local=LONDON, days=LONDON, formats=(read_format("%d/%m/%Y %H:%M"), read_format("%d/%m/%Y")))
    assert moments.read("5/1/2026 9:05") == (at("2026-01-05T09:05Z"),) * 2
    assert moments.read("31/04/2026") == "impossible"
    assert moments.read("04/25/2026") == "month first"
    assert moments.read("2026-01-05") == "iso"
    assert moments.read("5/1/26") == "day or month"
    assert moments.of_day(date(2026, 1, 5)) == moments.read("05/01/2026")


@pytest.mark.parametrize(
    "text",
    [
        "%d/%m",
        "%Y-%m",
        "%d/%m/%Y %I:%M",
        "%d/%m/%Y %H",
        "%Q",
        "%d/%d/%Y",
        "%d/%m/%Y %H:%M %p",
        "%d%z/%m/%Y",
        "%d/%m/%Y%z",
    ],
)
def test_half_a_form_is_refused(text: str) -> None:
    with pytest.raises(BadFormat):
        read_format(text)


def test_forms_that_cannot_be_told_apart() -> None:
    assert clash(read_format("%d/%m/%Y"), read_format("%m/%d/%Y")) is not None
    assert clash(read_format("%d/%m/%y"), read_format("%y/%m/%d")) is not None
    assert clash(read_format("%d/%m/%Y"), read_format("%d/%m/%Y %H:%M")) is None
    assert clash(read_format("%d/%m/%Y"), read_format("%Y/%m/%d")) is None
