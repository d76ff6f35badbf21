"""A finding points at the right characters, and a correction that it offers, made, ends it."""

from pathlib import Path

import pytest

from troth.diagnostics import Diagnostic, Edit
from troth.project import compile_text
from troth.source import Position

FIXTURES = Path(__file__).parent.parent / "diagnostics"
SOUND = (FIXTURES / "sound.policy").read_text(encoding="utf-8")


def findings(text: str, lock: str | None = None) -> tuple[Diagnostic, ...]:
    return compile_text(Path("x.policy"), "x.policy", text.encode(), lock).findings


def lock_beside(path: Path) -> str | None:
    """The holiday lock in the folder of a fixture, if it has one."""
    lock = path.with_name("calendar.lock")
    return lock.read_text(encoding="utf-8") if lock.is_file() else None


def between(text: str, start: Position, end: Position) -> str:
    """The characters of one line from a place up to another."""
    assert start.line == end.line
    return text.split("\n")[start.line - 1][start.column - 1 : end.column - 1]


PLACED = [
    ("must reply", "msut reply", "T007", "msut"),
    ("within", "witin", "T007", "witin"),
    ("7 working", "7\u00a0wroking", "T007", "wroking"),
    ("for        email", "for\t\temial", "T101", "emial"),
    ("for        email", "for        email, lettre", "T101", "lettre"),
    ('"Harbour Homes"', "“Café – Höfe”, knwon as “CH”", "T007", "knwon"),
    ('"Harbour Homes"', '"Harbour Homes', "T006", '"'),
    ("3 March 2026", "01/02/2026", "T009", "01/02/2026"),
    ("3 March 2026", "31 April 2026", "T009", "31 April 2026"),
    ("7 working days", "3\u00a0–\u00a05 working days", "T010", "3\u00a0–\u00a05 working days"),
    ("within 7 working days", "within 7", "T011", "within 7"),
    ("holidays       none", "holidays       GB-SOC", "T104", "GB-SOC"),
    ("7 working days", "7 working days.", "T007", "."),
    ("2024 to 2030", "2030 to 2024", "T105", "years          2030 to 2024"),
    ("Europe/London", "GMT+1", "T103", "GMT+1"),
    ("Europe/London", "London", "T103", "London"),
    ("holidays       none", "holidays       none\n    closed  24 December 2031", "T207", "24 December 2031"),
    ("holidays       none", 'holidays none\n    holidays except "May Day"', "T107", '"May Day"'),
    ("7 working days", '7 working days\n        saying "it takes 3 days"', "T401", "3 days"),
    ("7 working days", '7 working days\n        saying "it  takes\t {that}"', "T404", "{that}"),
    ("7 working days", "7 days", "T205", "within 7 days"),
    ("reply within 7 working days", "not reply", "T007", "not reply"),
    ("    for        email\n", "    for        email\n    aliases    mail\n", "T012", "aliases"),
    ("7 working days", "7 working days less 1 day", "T211", "1 day"),
    ("7 working days", "2 days and 4 hours", "T211", "4 hours"),
    ("7 working days", "7 working days, on calendar offise", "T101", "offise"),
    ("7 working days", "1 month, rolling forward", "T215", "must reply within 1 month, rolling forward"),
    ("review every   3 years", "next review March 2027\n    review every 3 years", "T504", "March 2027"),
    ('    approved       3 March 2026 by "Board"\n', "", "T505", 'policy harbour "Customer contact"'),
]


@pytest.mark.parametrize(("old", "new", "code", "shown"), PLACED)
def test_a_finding_points_at_the_characters(old: str, new: str, code: str, shown: str) -> None:
    assert SOUND.count(old) == 1
    text = SOUND.replace(old, new)
    (finding,) = findings(text)
    assert finding.code == code
    assert between(text, finding.span.start, finding.span.end) == shown


def test_a_finding_in_text_over_lines_points_at_its_line() -> None:
    text = SOUND.replace("for        email", "for        email,\n               letter, emial, fax")
    (finding,) = findings(text)
    assert between(text, finding.span.start, finding.span.end) == "emial"
    assert finding.span.start == Position(16, 24)


def corrected(text: str, edits: tuple[Edit, ...]) -> str:
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda edit: edit.span.start, reverse=True):
        start, end = edit.span.start, edit.span.end
        assert start.line == end.line
        line = lines[start.line - 1]
        lines[start.line - 1] = line[: start.column - 1] + edit.text + line[end.column - 1 :]
    return "\n".join(lines)


FIXED = [
    path
    for path in sorted(FIXTURES.rglob("*.policy"))
    if path.stem not in {"not-utf-8", "not-text"}
    and any(
        fix.edits for finding in findings(path.read_text(encoding="utf-8"), lock_beside(path)) for fix in finding.fixes
    )
]


@pytest.mark.parametrize("path", FIXED, ids=lambda path: path.stem)
def test_a_correction_ends_its_finding(path: Path) -> None:
    text, lock = path.read_text(encoding="utf-8"), lock_beside(path)
    found = findings(text, lock)
    for finding in found:
        for fix in finding.fixes:
            if not fix.edits:
                continue
            left = findings(corrected(text, fix.edits), lock)
            same = [other for other in left if (other.code, other.span.start) == (finding.code, finding.span.start)]
            assert same == [], fix.title
            known = {(other.code, other.span.start.line) for other in found}
            if all(other.code.startswith("T0") for other in left if (other.code, other.span.start.line) not in known):
                assert len([o for o in left if o.code < "T1"]) <= len([o for o in found if o.code < "T1"])


def test_many_findings_offer_a_correction() -> None:
    assert len(FIXED) > 50
