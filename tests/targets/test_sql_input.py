"""What the SQL checker does with input that is not as it should be: refused with a reason, and nothing is lost."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.targets.engines import ENGINES, opened

from troth.calendars.local_time import to_instant
from troth.charter.run_sql import Database
from troth.project import load
from troth.tables.program import lower
from troth.targets.sql import MARK, sql_checker

pytestmark = pytest.mark.database

NOW = to_instant(datetime(2027, 1, 1, tzinfo=UTC))
MONDAY = to_instant(datetime(2026, 6, 1, 9, tzinfo=UTC))
LAST = to_instant(datetime(2030, 12, 31, 12, tzinfo=UTC))


def contact(id_: str | None, channel: str | None = "email", at: int | None = MONDAY, **more: Any) -> tuple[Any, ...]:
    """A row of the table `contact`."""
    names = ("kind", "party", "arrives_last", "customer", "as_of", "reading")
    given: dict[str, Any] = {"as_of": NOW, **more}
    kind, party, last, customer, as_of, reading = (given.get(name) for name in names)
    return (id_, channel, kind, party, at, last, customer, as_of, reading)


CONTACTS = {
    "fine": contact("fine"),
    "no arrival": contact("no arrival", at=None),
    "no channel": contact("no channel", channel=None),
    "owl": contact("owl", channel="owl"),
    "no as-of": contact("no as-of", as_of=None),
    "backwards": contact("backwards", arrives_last=MONDAY - 1),
    "1969": contact("1969", at=-1),
    "least number": contact("least number", at=-(2**63)),
    "asked long ago": contact("asked long ago", as_of=-(2**63)),
    "past the years": contact("past the years", at=LAST + 86_400_000_000),
    "due past the years": contact("due past the years", at=LAST),
    "reading": contact("reading", reading="tarot"),
    "kind": contact("kind", kind="sonnet"),
    "event": contact("event"),
    "no time": contact("no time"),
    "fact": contact("fact"),
    "carried": contact("carried"),
}
REASONS = {
    "no arrival": ("T701", "the contact has no `arrives_first`"),
    "no channel": ("T701", "the contact has no `channel`"),
    "owl": ("T101", "`owl` is not a channel"),
    "no as-of": ("T701", "the contact has no `as_of`"),
    "backwards": ("T701", "`arrives_last` lies before `arrives_first`"),
    "1969": ("T207", "the arrival or a deadline lies outside of the calendar's years, 2015 to 2030"),
    "least number": ("T207", "the arrival or a deadline lies outside of the calendar's years, 2015 to 2030"),
    "past the years": ("T207", "the arrival or a deadline lies outside of the calendar's years, 2015 to 2030"),
    "due past the years": ("T207", "the arrival or a deadline lies outside of the calendar's years, 2015 to 2030"),
    "reading": ("T701", "`tarot` is no reading of the calendar: announced, known-on-arrival"),
    "kind": ("T101", "`sonnet` is not a kind"),
    "event": ("T101", "`flown` is not an event"),
    "no time": ("T701", "an event has no name or no time"),
    "fact": ("T101", "`it rains` is not a fact or state of this policy"),
    "carried": ("T101", "`some day` is not a date that a contact carries"),
    "twice": ("T701", "the contact is given twice"),
    None: ("T701", "the contact has no id"),
}


@pytest.mark.parametrize("name", ENGINES)
def test_bad_input_is_refused_and_nothing_is_lost(name: str, root: Path, tmp_path: Path) -> None:
    one = load(root / "policies" / "polha" / "polha.policy")
    assert one.policy is not None
    text = sql_checker(lower(one.policy, one.calendar), one.fingerprints, "polha")
    with opened(name, tmp_path) as engine:
        engine.run(text)
        given = [*CONTACTS.values(), contact("twice"), contact("twice"), contact(None), contact(None)]
        engine.load("polha.contact", given)
        events = [
            ("event", "flown", MONDAY, None),
            ("no time", "replied", None, None),
            ("nobody", "replied", MONDAY, None),
        ]
        engine.load("polha.event", [*events, ("fine", "replied", MONDAY + 1, None)])
        engine.load("polha.fact", [("fact", "it rains", "true")])
        engine.load("polha.dates", [("carried", "some day", MONDAY, None)])
        engine.run(text[text.index(MARK) :])
        rows = engine.ask("SELECT * FROM polha.result")
        refused = engine.ask("SELECT * FROM polha.refused")
        assert {row["contact"] for row in rows} == {"fine", "asked long ago"}
        assert {(row["contact"], row["status"]) for row in rows if row["event"] == "replied"} == {
            ("fine", "met"),
            ("asked long ago", "open"),
        }
        assert {row["contact"]: (row["code"], row["reason"]) for row in refused} == REASONS
        assert len({row["contact"] for row in rows}) + len(refused) == len(given)
        assert engine.ask("SELECT * FROM polha.stray") == [{"contact": "nobody"}]
        (about,) = engine.ask("SELECT * FROM polha.about")
        assert (about["policy"], about["first_year"], about["last_year"]) == ("polha", 2015, 2030)
        assert {"promises": about["promises"], "calendar": about["calendar"]} == one.fingerprints
        assert {(row["promises"], row["calendar"]) for row in rows} == {tuple(one.fingerprints.values())}
        _a_word_is_no_number(engine, name)


@pytest.mark.parametrize("name", ENGINES)
def test_a_count_that_is_not_there_is_no_answer_that_never_came(name: str, root: Path, tmp_path: Path) -> None:
    """Phones are answered within 5 rings (IPS): none is late, and what is not known is refused."""
    one = load(root / "policies" / "ips" / "ips.policy")
    assert one.policy is not None
    text = sql_checker(lower(one.policy, one.calendar), one.fingerprints, "ips")
    given = {"answered": 5, "late": 6, "never": -1, "null": None, "below": -2}
    with opened(name, tmp_path) as engine:
        engine.run(text)
        engine.load("ips.contact", [contact(id_, channel="phone") for id_ in given])
        engine.load("ips.counts", [(id_, "rings", n) for id_, n in given.items()])
        engine.run(text[text.index(MARK) :])
        select = "SELECT contact, status FROM ips.result WHERE promise = 'ips.phone.answer'"
        found = {row["contact"]: row["status"] for row in engine.ask(select)}
        refused = {row["contact"]: row["reason"] for row in engine.ask("SELECT * FROM ips.refused")}
    assert found == {"answered": "met", "late": "late", "never": "late"}
    assert refused == {
        "null": "`rings` has no number: write -1 where nobody answered",
        "below": "`rings` is less than none",
    }


def _a_word_is_no_number(engine: Database, name: str) -> None:
    import duckdb
    import psycopg

    kind = duckdb.Error if name == "duckdb" else psycopg.Error
    for value in ("'tomorrow'", "'2026-06-01T09:00'", "'12.5 minutes'"):
        with pytest.raises(kind, match=r"(?i)convert|invalid input syntax"):
            engine.run(f"INSERT INTO polha.contact (contact, arrives_first) VALUES ('word', {value})")


@pytest.mark.parametrize("name", ENGINES)
def test_two_policies_lie_side_by_side_and_can_be_run_again(name: str, root: Path, tmp_path: Path) -> None:
    with opened(name, tmp_path) as engine:
        for id_ in ("polha", "company-template", "polha"):
            one = load(root / "policies" / id_ / f"{id_}.policy")
            assert one.policy is not None
            engine.run(sql_checker(lower(one.policy, one.calendar), one.fingerprints, id_))
            if id_ == "polha" and not engine.ask("SELECT * FROM polha.contact"):
                engine.load("polha.contact", [contact("kept")])
        assert {row["contact"] for row in engine.ask("SELECT contact FROM polha.result")} == {"kept"}
        assert engine.ask("SELECT * FROM company_template.result") == []
