"""Corrections: how they are shown, and how the edits of findings are made in a text, round by round."""

from __future__ import annotations

import pytest

from troth.diagnostics import Diagnostic, Edit, Fix
from troth.report.findings import finding_text, mended_text
from troth.source import Position, Span
from troth.syntax.fixing import MOST_ROUNDS, Overlap, apply, mend, sole_fix

# ---------- how a correction is shown


def made(help_: str, *fixes: tuple[str, str]) -> str:
    span = Span(path="x.policy", start=Position(1, 1), end=Position(1, 2))
    found = tuple(Fix(title, (Edit(span, text),)) for title, text in fixes)
    return finding_text(Diagnostic(code="T007", message="m", span=span, help=help_, fixes=found), "").plain


def test_a_correction_is_shown_where_the_help_does_not_say_it() -> None:
    assert made("did you mean `email`?", ("replace `emial` by `email`", "email")).count("fix:") == 0
    assert made("leave it out", ("remove `.`", "")).count("fix:") == 0
    assert made("say which", ("add `a`", ", a one"), ("add `b`", ", b one")).splitlines()[2:] == [
        "      fix: add `a`",
        "      fix: add `b`",
    ]
    assert "      fix: remove `.`\n" in made("", ("remove `.`", ""))


def test_a_title_of_another_kind_is_said_too() -> None:
    span = Span(path="x.policy", start=Position(3, 4), end=Position(3, 5))
    finding = Diagnostic(code="T007", message="m", span=span)
    assert mended_text(finding, Fix("insert `:`")) == "x.policy:3:4: T007 inserted `:`"
    assert mended_text(finding, Fix("turn it round")) == "x.policy:3:4: T007 made the correction: turn it round"


# ---------- edits applied to a text


def edit(start: tuple[int, int], end: tuple[int, int], text: str) -> Edit:
    return Edit(Span(path="x.policy", start=Position(*start), end=Position(*end)), text)


@pytest.mark.parametrize(
    ("text", "edits", "result"),
    [
        ("abc", [edit((1, 2), (1, 3), "X")], "aXc"),
        ("abc", [edit((1, 4), (1, 4), "!")], "abc!"),
        ("", [edit((1, 1), (1, 1), "a")], "a"),
        ("\ufeffabc\r\ndef", [edit((2, 1), (2, 2), "D"), edit((1, 1), (1, 2), "A")], "\ufeffAbc\r\nDef"),
        ("a\r\nb\r\n", [edit((1, 2), (2, 1), " ")], "a b\r\n"),
        ("a\r\nb\r\n", [edit((2, 1), (2, 1), "new\n  ")], "a\r\nnew\r\n  b\r\n"),
        ("a\nb", [edit((2, 2), (2, 2), "\n  c")], "a\nb\n  c"),
        ("a\r\nb", [edit((2, 2), (2, 2), "\nc")], "a\r\nb\r\nc"),
        ("ab", [edit((1, 1), (1, 2), "x"), edit((1, 2), (1, 3), "y")], "xy"),
        ("é\u2028𝄞x", [edit((2, 2), (2, 3), "y")], "é\u2028𝄞y"),
    ],
)
def test_edits_are_made(text: str, edits: list[Edit], result: str) -> None:
    assert apply(text, edits) == result
    assert apply(text, reversed(edits)) == result


def test_edits_that_meet_are_refused() -> None:
    with pytest.raises(Overlap):
        apply("abc", [edit((1, 1), (1, 3), "x"), edit((1, 2), (1, 3), "y")])
    with pytest.raises(Overlap):
        apply("abc", [edit((1, 2), (1, 2), "x"), edit((1, 2), (1, 2), "y")])


@pytest.mark.parametrize("place", [(0, 1), (3, 1), (1, 5), (2, 2)])
def test_a_place_that_is_not_there_is_refused(place: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="has no line"):
        apply("abc\n", [edit(place, place, "x")])


# ---------- rounds, with findings that are made for it


def finding(message: str, *fixes: Fix, code: str = "T101", at: int = 1) -> Diagnostic:
    here = Position(at, 1)
    return Diagnostic(code=code, message=message, span=Span(path="x.policy", start=here, end=here), fixes=fixes)


def replace_line(at: int, old: str, new: str) -> Fix:
    return Fix(f"replace `{old}` by `{new}`", (edit((at, 1), (at, 1 + len(old)), new),))


def test_a_correction_that_makes_more_errors_is_undone_and_the_others_made() -> None:
    """`b` becomes `c`, of which two things are wrong; `a` becomes `A`, of which nothing is."""

    def check(text: str) -> tuple[Diagnostic, ...]:
        rows, found = text.split("\n"), []
        if rows[0] == "b":
            found.append(finding("b", replace_line(1, "b", "c"), code="T007", at=1))
        if rows[0] == "c":
            found += [finding("c1", code="T007", at=1), finding("c2", code="T007", at=1), finding("c3", code="T007")]
        if rows[1] == "a":
            found.append(finding("a", replace_line(2, "a", "A"), code="T007", at=2))
        return tuple(found)

    mended = mend("b\na", check)
    assert mended.text == "b\nA"
    assert [one.message for one in mended.findings] == ["a"]


def test_a_correction_that_does_not_end_its_finding_is_not_kept() -> None:
    added = Fix("insert `x`", (edit((1, 1), (1, 1), "x"),))
    assert mend("a", lambda text: (finding("still there", added),)).text == "a"


def test_rounds_come_to_an_end() -> None:
    """A text in which each correction makes one new finding: after ten rounds it is enough."""

    def check(text: str) -> tuple[Diagnostic, ...]:
        return (finding(f"{len(text)} letters", Fix("insert `x`", (edit((1, 1), (1, 1), "x"),))),)

    assert mend("", check).text == "x" * MOST_ROUNDS


def test_only_one_correction_with_edits_is_one() -> None:
    one, other = replace_line(1, "a", "b"), replace_line(1, "a", "c")
    assert sole_fix(finding("m")) is None
    assert sole_fix(finding("m", Fix("think about it"))) is None
    assert sole_fix(finding("m", Fix("think about it"), one)) == one
    assert sole_fix(finding("m", one, other)) is None
    assert sole_fix(finding("m", one, code="T206")) is None
