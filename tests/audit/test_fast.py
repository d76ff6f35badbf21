"""The fast pass of DuckDB over a log, by hand: nothing is left to the stages, and each status is at its instant."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from tests.agree.drawn import policy

from troth.audit.asked import Asked
from troth.audit.tally import Tally
from troth.audit.times import percentile
from troth.calendars.local_time import to_instant

pytestmark = [pytest.mark.database, pytest.mark.xdist_group("audit agree")]
SECOND = 1_000_000
EMERGENCY = "2026-03-29T00:30:00+00:00"
"""In the night when the clocks go forward; two hours, day and night, are over at 02:30 UTC."""


def at(text: str) -> int:
    return to_instant(datetime.fromisoformat(text))


def judged(name: str, as_of: int, rows: list[dict[str, Any]]) -> tuple[Tally, list[tuple[Any, ...]]]:
    """The tally of a log, and its result rows in the order of the log; fails where contacts are left to the stages."""
    import duckdb
    import pyarrow as pa

    from troth.audit.judged_duckdb import judge_log, result_rows
    from troth.audit.relation import relation

    one = policy(name)
    assert one.policy is not None
    assert one.calendar is not None
    nothing = dict.fromkeys(("kind", "party", "customer", "arrives_last", "rejected", "unreadable"))
    whole = [{"file": "a log", "row": n, "contact": f"C{n}", **nothing, **row} for n, row in enumerate(rows, 1)]
    names = list(dict.fromkeys(column for row in whole for column in row))
    texts = {"file", "contact", "channel", *nothing} - {"arrives_last"}
    fields = [(n, pa.string() if n in texts or n.startswith("category ") else pa.int64()) for n in names]
    with duckdb.connect() as connection:
        connection.register("given", pa.Table.from_pylist(whole, schema=pa.schema(fields)))
        connection.execute("CREATE TABLE log AS SELECT * FROM given")
        asked = Asked(one.policy, one.calendar, one.fingerprints, as_of, relation(connection, "log").columns)
        tally = judge_log(connection, asked)
        assert connection.execute("SELECT count(*) FROM staged_log").fetchone() == (0,)
        columns = "promise, status, due, done, late_by_seconds, period, missing"
        found = connection.execute(f"SELECT {columns} FROM ({result_rows(connection)}) ORDER BY row, promise")
        return tally, found.fetchall()


def emergency(arrives: int, completed: int | None = None) -> dict[str, Any]:
    values = {"channel": "phone message", "kind": "repair", "category priority": "emergency"}
    return {**values, "arrives": arrives, "event completed": completed, "event replied": arrives}


def statuses(as_of: int, rows: list[dict[str, Any]]) -> list[str]:
    return [status for promise, status, *_ in judged("polha", as_of, rows)[1] if promise == "polha.repairs.complete"]


# 24 minutes are a fifth of two hours: at risk is what has less. What arrives after as-of is open.
AS_OF = at(EMERGENCY)
LEFT = [
    (2 * 3600 * SECOND, "open"),  # arrives at this instant
    (2 * 3600 * SECOND + 1, "open"),  # and a microsecond later
    (24 * 60 * SECOND, "open"),
    (24 * 60 * SECOND - 1, "at risk"),
    (0, "at risk"),
    (-1, "overdue"),
]


def arriving() -> list[dict[str, Any]]:
    return [emergency(AS_OF + left - 2 * 3600 * SECOND) for left, _ in LEFT]


def test_hours_are_at_risk_to_the_microsecond() -> None:
    assert statuses(AS_OF, arriving()) == [status for _, status in LEFT]


def test_done_at_the_deadline_is_in_time_and_a_microsecond_later_late() -> None:
    due = at("2026-03-29T02:30:00+00:00")
    rows = [emergency(AS_OF, done) for done in (due, due + 1, due + 90 * SECOND + 1)]
    tally, found = judged("polha", at("2027-01-01T00:00:00+00:00"), rows)
    repairs = [row[1:] for row in found if row[0] == "polha.repairs.complete"]
    assert repairs == [
        ("met", due, due, None, "2026-03", None),
        ("late", due, due + 1, 0, "2026-03", None),
        ("late", due, due + 90 * SECOND + 1, 90, "2026-03", None),
    ]
    assert (tally.read, tally.judged, tally.rejected) == (3, 3, {})
    times = tally.times["polha.repairs.complete", "2026-03"]
    assert (list(times.minutes), list(times.upto)) == ([120, 121], [2, 3])


def test_what_took_months_is_counted_to_the_minute_too() -> None:
    """A hundred days, twice, and one of 65,536 minutes: more than are counted in an array."""
    lengths = (144_000, 65_536, 144_000, 65_535)
    rows = [emergency(AS_OF, AS_OF + minutes * 60 * SECOND + 59 * SECOND) for minutes in lengths]
    tally, _ = judged("polha", at("2027-01-01T00:00:00+00:00"), rows)
    times = tally.times["polha.repairs.complete", "2026-03"]
    assert (list(times.minutes), list(times.upto)) == ([65_535, 65_536, 144_000], [1, 2, 4])
    assert (percentile([times], 50), percentile([times], 90)) == (65_536, 144_000)


def test_days_are_at_risk_by_whole_days() -> None:
    """Of 20 working days, three are less than a fifth: the last of them is Thursday 21 January 2027."""
    complaint = {"channel": "letter", "kind": "complaint", "category stage": "2"}
    arrives = at("2026-12-18T10:00:00+00:00")
    row = {**complaint, "arrives": arrives, "event acknowledged": arrives, "event replied": None}
    for as_of, status in (
        ("2027-01-18T23:59:59.999999+00:00", "open"),
        ("2027-01-19T00:00:00+00:00", "at risk"),
        ("2027-01-21T23:59:59.999999+00:00", "at risk"),
        ("2027-01-22T00:00:00+00:00", "overdue"),
    ):
        _, found = judged("polha", at(as_of), [row])
        due = at("2027-01-22T00:00:00+00:00")
        assert found[1] == ("polha.complaint.reply", status, due, None, None, "2027-01", None)


def test_the_month_changes_with_the_deadline() -> None:
    """A limit in hours: what arrives two hours before April, summer time, is due as it begins, and so still in time."""
    start = at("2026-04-01T00:00:00+01:00")
    rows = [emergency(start - 2 * 3600 * SECOND + off, 0) for off in (-1, 0)]
    _, found = judged("polha", start, rows)
    assert [row[5] for row in found if row[0] == "polha.repairs.complete"] == ["2026-03", "2026-04"]


def test_closed_days_excuse_unless_it_is_done() -> None:
    """A post on a Saturday, and one on a Tuesday."""
    saturday, tuesday = at("2026-08-01T10:00:00+01:00"), at("2026-08-04T10:00:00+01:00")
    rows = [
        {"channel": "social media", "arrives": arrives, "event replied": replied}
        for arrives, replied in ((saturday, None), (saturday, saturday + 1), (tuesday, None))
    ]
    _, found = judged("polha", at("2026-09-01T00:00:00+01:00"), rows)
    assert [row[1] for row in found] == ["excused", "met", "overdue"]
    assert [row[2] for row in found] == [None, None, at("2026-08-05T00:00:00+01:00")]


def test_rings_are_counted() -> None:
    """Within five: a call of five is kept, of six not; one never answered is late, and one without a count unknown."""
    rows = [
        {"channel": "phone", "arrives": AS_OF, "count rings": rings, "event called back": None}
        for rings in (5, 6, -1, None)
    ]
    _, found = judged("ips", AS_OF, rows)
    answers = [(row[1], row[6]) for row in found if row[0] == "ips.phone.answer"]
    assert answers == [("met", None), ("late", None), ("late", None), ("unknown", "count rings")]


def test_a_log_without_the_column_is_unknown_and_never_overdue() -> None:
    rows = [{"channel": "phone message", "arrives": AS_OF}, {"channel": "phone", "arrives": AS_OF}]
    tally, found = judged("polha", at("2026-12-01T00:00:00+00:00"), rows)
    assert [(row[0], row[1], row[6]) for row in found] == [
        ("polha.phone-message.reply", "unknown", "event replied"),
        ("polha.phone.call-back", "unknown", "fact unresolved"),
    ]
    assert tally.missing == {
        ("polha.phone-message.reply", None, "event replied"): 1,
        ("polha.phone.call-back", None, "fact unresolved"): 1,
    }


def test_rejected_rows_are_counted_and_not_judged() -> None:
    rows = [{"channel": "phone message", "arrives": AS_OF, "event replied": None} for _ in range(3)]
    rows[1] |= {"rejected": "contact\tmissing", "contact": None}
    tally, found = judged("polha", AS_OF, rows)
    assert (tally.read, tally.judged, tally.rejected) == (3, 2, {"contact\tmissing": 1})
    assert len(found) == 2


def test_a_log_without_contacts_has_an_empty_tally() -> None:
    rows: list[dict[str, Any]] = [{"channel": "email", "arrives": None, "rejected": "arrives\tmissing"}]
    tally, found = judged("polha", AS_OF, rows)
    assert (tally.read, tally.judged, found) == (1, 0, [])


@pytest.mark.parametrize("status", ["open", "overdue"])
def test_a_judge_without_risk_is_found(status: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from troth.audit.lookup import Lookup
    from troth.deadlines.judge import Status

    monkeypatch.setattr(Lookup, "_status", lambda *_: Status(status))
    assert statuses(AS_OF, arriving()) != [status for _, status in LEFT]
