"""A count among the facts of a contact: what is said after it is read too."""

from __future__ import annotations

from tests.deadlines.made import ask, compiled

BODY = """
fact complex "the matter is complex"

standard phone "Calls"
    for phone
    must answer within 5 rings
    must reply within 3 working days
        if complex: within 10 working days
"""


def test_a_fact_after_a_count() -> None:
    """Ten working days from Monday 1 June 2026, with the Scottish holiday of 15 June: Tuesday 16 June."""
    facts = {"rings": 4, "complex": "yes"}
    found = ask(compiled(BODY), "2026-06-02", channel="phone", arrives="2026-06-01T10:00", facts=facts)
    assert found["made.phone.answer"]["status"] == "met"
    assert found["made.phone.reply"]["last_day"] == "2026-06-16"
