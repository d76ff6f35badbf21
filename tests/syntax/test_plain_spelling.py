"""What a word processor does to a text is read: each of these gives the same policy as the plain spelling."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from troth.model.policy import Policy
from troth.project import compile_text
from troth.source import NOWHERE, Span

PLAIN = """policy harbour "Customer contact"
    organisation   "Harbour Homes", known as "HH"
    approved       3 March 2026 by "Board"
    review every   3 years
    calendar       office

calendar office
    time zone      Europe/London
    years          2024 to 2030
    holidays       none
    working days   Monday to Friday
    closed         24 December 2026 to 4 January 2027, "winter closure"
    counting       the day of arrival is day 0

duty welcome "Welcome"
    for        every contact
    must       "handle the contact in a positive, welcoming manner"

standard email "Emails"
    for        email, letter
    must acknowledge within 1 working day
    must reply within 3 working days, by 09:00

example "an email"
    email arrives Monday 2 March 2026 at 09:00
    reply due by Thursday 5 March 2026 at 09:00
"""


def read(text: str | bytes) -> Policy:
    """The policy of a text that has no finding."""
    data = text if isinstance(text, bytes) else text.encode()
    compiled = compile_text(Path("harbour.policy"), "harbour.policy", data, None)
    assert compiled.findings == ()
    assert compiled.policy is not None
    return compiled.policy


def without_places(value: Any) -> Any:
    """A model without where it stood in the file."""
    if isinstance(value, Span):
        return NOWHERE
    if isinstance(value, tuple):
        return tuple(without_places(item) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kept = (field.name for field in dataclasses.fields(value) if field.name != "layout")
        return type(value), tuple((name, without_places(getattr(value, name))) for name in kept)
    return value


SPELLINGS: dict[str, str | bytes] = {
    "curly quotes": PLAIN.replace(' "', " “").replace('"', "”"),
    "low quotes": PLAIN.replace(' "', " „").replace('"', "“"),
    "angle quotes": PLAIN.replace(' "', " «").replace('"', "»"),
    "non-breaking spaces": PLAIN.replace("3 working", "3\u00a0working").replace("Harbour Homes", "Harbour\u00a0Homes"),
    "narrow spaces": PLAIN.replace("3 March", "3\u202fMarch"),
    "indentation of non-breaking spaces": PLAIN.replace("    for ", "\u00a0\u00a0\u00a0\u00a0for "),
    "zero-width spaces": PLAIN.replace("working", "work\u200bing"),
    "soft hyphens": PLAIN.replace("standard", "stan\u00addard"),
    "en dashes": PLAIN.replace("Monday to Friday", "Monday – Friday").replace("2024 to 2030", "2024–2030"),
    "CRLF": PLAIN.replace("\n", "\r\n"),
    "CR": PLAIN.replace("\n", "\r"),
    "line separators": PLAIN.replace("\n", "\u2028"),
    "soft line breaks": PLAIN.replace("\n", "\v"),
    "a BOM": b"\xef\xbb\xbf" + PLAIN.encode(),
    "tabs before": PLAIN.replace("    ", "\t"),
    "tabs between": PLAIN.replace("       ", "\t"),
    "no line end at the end": PLAIN.rstrip("\n"),
    "spaces at the end": PLAIN.replace("\n", "   \n"),
    "everything indented": "".join(f"  {line}" if line.strip() else line for line in PLAIN.splitlines(True)),
    "indented by two": PLAIN.replace("    ", "  "),
    "three": PLAIN.replace("3 working", "three working").replace("3 years", "three years"),
    "9am": PLAIN.replace("by 09:00", "by 9am").replace("at 09:00", "at 9.00 am"),
    "business days": PLAIN.replace("3 working days", "3 business days").replace("1 working", "one business"),
    "Mon": PLAIN.replace("Monday to Friday", "Mon to Fri").replace("Monday 2", "Mon 2"),
    "short months": PLAIN.replace("3 March 2026 by", "3 Mar 2026 by").replace("December", "Dec"),
    "lists with or": PLAIN.replace("email, letter", "email or letter"),
    "lists with and": PLAIN.replace("email, letter", "email and letter"),
    "comments": PLAIN.replace("3 years", "3 years   # as the board asked").replace("\nduty", "\n# ours\n  # too\nduty"),
    "quoted text over lines": PLAIN.replace("contact in a", "contact\n               in\n               a"),
    "lines that end in a comma": PLAIN.replace("email, letter", "email,\n               letter"),
    "a comment after a comma": PLAIN.replace("email, letter", "email,  # and\n\n    # also\n               letter"),
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_it_reads_as_the_plain_spelling(name: str) -> None:
    other = SPELLINGS[name]
    assert other not in (PLAIN, PLAIN.encode())
    assert without_places(read(other)) == without_places(read(PLAIN))


def test_a_real_difference_is_seen() -> None:
    for old, new in (("3 working", "4 working"), ("positive, ", ""), ("2030", "2031"), ("email, letter", "email")):
        assert without_places(read(PLAIN.replace(old, new))) != without_places(read(PLAIN)), old


def test_a_dash_in_quoted_text_is_kept() -> None:
    policy = read(PLAIN.replace("positive, welcoming", "positive – and welcoming"))
    assert policy.duties[0].text == "handle the contact in a positive – and welcoming manner"


def test_a_number_sign_in_quoted_text_is_no_comment() -> None:
    assert read(PLAIN.replace("Harbour Homes", "Harbour #1")).header.organisation == "Harbour #1"
