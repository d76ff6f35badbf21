"""Contacts of a log judged in Python: what a log does not say is unknown, and nothing else is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from tests.agree.drawn import policy
from tests.audit.canonical import draw

from troth.audit.asked import Asked
from troth.audit.judged_plain import judge_plainly
from troth.audit.rows import OUTSIDE, JudgedRow, LogContact, Refused
from troth.calendars.local_time import to_instant, to_utc
from troth.tables.measured import measure

EVERYTHING = frozenset(("event replied", "event promised", "date promised", "event called back"))


def at(text: str) -> int:
    return to_instant(datetime.fromisoformat(text))


def asked(columns: frozenset[str] = EVERYTHING, as_of: str = "2024-12-31T00:00:00+00:00", name: str = "polha") -> Asked:
    one = policy(name)
    assert one.policy is not None
    assert one.calendar is not None
    return Asked(one.policy, one.calendar, one.fingerprints, at(as_of), columns)


def rows(of: Asked, data: dict[str, Any], unreadable: tuple[str, ...] = ()) -> list[JudgedRow]:
    contact = LogContact("a log", 1, "C1", None, data, unreadable)
    ((_, found),) = judge_plainly(of, lambda: [contact])
    assert not isinstance(found, Refused)
    return found


def email(**events: Any) -> dict[str, Any]:
    """An email before Saint Andrew's Day 2024, kept on the Monday: due by the end of Thursday 5 December."""
    return {"channel": "email", "arrives": "2024-11-29T16:50:00+00:00", "events": events}


def test_a_reply_in_time_has_its_deadline_its_month_and_its_minutes() -> None:
    (found,) = rows(asked(), email(replied="2024-12-05T23:59:59.999999+00:00"))
    row = found.row
    assert (row.promise, row.status, row.period) == ("polha.email.reply", "met", "2024-12")
    assert row.due == at("2024-12-06T00:00:00+00:00")
    assert row.anchor == at("2024-11-29T16:50:00+00:00")
    assert (row.anchor_last, row.done_last) == (None, None)


def test_a_reply_after_it_is_late_by_seconds() -> None:
    (found,) = rows(asked(), email(replied="2024-12-06T00:01:30.9+00:00"))
    assert (found.row.status, found.row.late_by_seconds) == ("late", 90)


def test_the_month_is_that_of_the_last_instant_in_time() -> None:
    """Due at the very start of May, and so in April."""
    data = {"channel": "email", "arrives": "2025-04-25T10:00:00+01:00", "events": {}}
    (found,) = rows(asked(as_of="2026-01-01T00:00:00+00:00"), data)
    assert found.row.due == at("2025-05-01T00:00:00+01:00")
    assert found.row.period == "2025-04"


def test_an_empty_column_is_no_reply_and_no_column_is_not_known() -> None:
    (found,) = rows(asked(), email())
    assert found.row.status == "overdue"
    (found,) = rows(asked(EVERYTHING - {"event replied"}), email())
    assert (found.row.status, found.missing) == ("unknown", "event replied")
    assert (found.row.due, found.row.done, found.row.period) == (None, None, None)


def test_a_log_that_does_not_say_whether_a_date_was_promised_says_nothing_of_that_promise() -> None:
    (found,) = rows(asked(EVERYTHING - {"event promised"}), email(replied="2024-12-02T10:00:00+00:00"))
    assert (found.row.status, found.missing) == ("unknown", "event promised")


def test_the_date_is_asked_for_only_where_one_was_promised() -> None:
    without = asked(EVERYTHING - {"date promised"})
    (found,) = rows(without, email(replied="2024-12-02T10:00:00+00:00"))
    assert found.row.status == "met"
    (found,) = rows(without, email(promised="2024-12-02T10:00:00+00:00"))
    assert (found.row.status, found.missing) == ("unknown", "date promised")


def test_an_event_that_could_not_be_read_is_as_one_without_a_column() -> None:
    (found,) = rows(asked(), email(), ("event replied",))
    assert (found.row.status, found.missing) == ("unknown", "event replied")
    (found,) = rows(asked(), email(), ("event acknowledged",))
    assert found.row.status == "overdue"


def test_a_channel_that_is_not_known_may_be_any() -> None:
    """Every promise with a deadline to a customer without a kind; the emails of colleagues are none of them."""
    known = {"arrives": "2024-11-29T16:50:00+00:00", "events": {}, "facts": {"unresolved": "no"}}
    found = rows(asked(), known, ("channel",))
    assert {one.row.promise for one in found} == {
        *("polha.phone-message.reply", "polha.email.reply", "polha.letter.reply", "polha.home-visit.arrive"),
        *("polha.visit.resolve.aim", "polha.social-media.reply.aim"),
    }
    assert {(str(one.row.status), one.missing) for one in found} == {("unknown", "channel")}


@pytest.mark.parametrize("arrives", ["2014-12-31T12:00:00+00:00", "2030-12-31T12:00:00+00:00", "2031-06-01"])
def test_beyond_the_years_is_unknown(arrives: str) -> None:
    """Of the last one that arrives within them, the deadline lies beyond."""
    (found,) = rows(asked(), {"channel": "email", "arrives": arrives, "events": {}})
    assert (found.row.promise, found.row.status, found.missing) == ("polha.email.reply", "unknown", OUTSIDE)


def test_a_log_with_one_moment_a_contact_cannot_say_whether_updates_were_sent() -> None:
    data = {"channel": "phone", "kind": "security incident", "arrives": "2026-06-01T10:00:00+01:00"}
    data |= {"customer type": "council"}
    columns = frozenset(f"event {name}" for name in ("contained", "disclosed", "discovery", "resolved", "reviewed"))
    of = asked(columns | {"event updated"}, "2026-06-03T00:00:00+01:00", "larkfield")
    updates = [one for one in rows(of, data) if "update" in one.row.promise]
    assert [(one.row.promise, str(one.row.status), one.missing) for one in updates] == [
        ("larkfield.security.update.1", "unknown", "every event updated")
    ]
    of = asked(columns | {"events updated"}, "2026-06-03T00:00:00+01:00", "larkfield")
    updates = rows(of, {**data, "events": {"updated": ["2026-06-01T11:00:00+01:00"]}})
    numbered = [(one.row.promise, str(one.row.status)) for one in updates if "update" in one.row.promise]
    assert numbered == [("larkfield.security.update.1", "met"), ("larkfield.security.update.2", "overdue")]


def test_what_cannot_be_read_at_all_is_refused() -> None:
    contact = LogContact("a log", 1, "C1", None, {"channel": "email", "arrives": "soon"})
    ((_, found),) = judge_plainly(asked(), lambda: [contact])
    assert isinstance(found, Refused)
    assert found.code == "T701"


@pytest.mark.parametrize("name", ["larkfield", "aldermere"])
def test_what_hangs_on_several_contacts_is_as_several_contacts_have_it(name: str) -> None:
    """Misses that set something off, and the most that is owed to a customer: as in `troth due --contacts`."""
    log = draw(name, 11, 120, repeats=True, unreadable=False)
    of = log.asked
    given = [
        (contact.row, {**contact.data, "id": contact.id} | ({"customer": contact.customer} if contact.customer else {}))
        for contact in log.contacts
    ]
    wanted = measure(of.policy, of.calendar, of.fingerprints, given, of.as_of)
    expected = {
        (answer["id"], row["id"]): (row["status"], row.get("due"), row.get("amount"))
        for answer in wanted["contacts"]
        for row in answer["promises"]
    }
    refused = {one["id"] for one in wanted["rejected"]}
    found = {}
    for contact, judged in judge_plainly(of, lambda: log.contacts):
        if contact.id not in refused:
            assert not isinstance(judged, Refused)
            for row, _, _ in judged:
                due = None if row.due is None else to_utc(row.due).isoformat()
                amount = None if row.amount is None else f"{row.amount // 100}.{row.amount % 100:02}"
                found[contact.id, row.promise] = (str(row.status), due, amount)
    assert found == expected
    assert any(amount not in (None, "0.00") for *_, amount in found.values())
