"""What a check offers to write fits where it belongs, however the policy is laid out, and ends the finding."""

from collections.abc import Callable
from pathlib import Path

import pytest

from troth.diagnostics import Diagnostic, Edit
from troth.project import compile_text

BAD = Path(__file__).parent / "bad"
OFFERED = ("ambiguous_clear_days", "ambiguous_count", "ambiguous_month_end", "ambiguous_roll", "ambiguous_same_day")


def findings(text: str) -> tuple[Diagnostic, ...]:
    return compile_text(Path("x.policy"), "x.policy", text.encode(), None).findings


def edited(text: str, edits: tuple[Edit, ...]) -> str:
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda edit: edit.span.start, reverse=True):
        start, end = edit.span.start, edit.span.end
        assert start.line == end.line
        line = lines[start.line - 1]
        lines[start.line - 1] = line[: start.column - 1] + edit.text + line[end.column - 1 :]
    return "\n".join(lines)


LAYOUTS: dict[str, Callable[[str], str]] = {
    "as stored": lambda text: text,
    "tabs": lambda text: text.replace("    ", "\t"),
    "indented by two": lambda text: text.replace("    ", "  "),
    "all of it indented": lambda text: "".join(f"   {line}" for line in text.splitlines(keepends=True)),
    "with a comment at the end of each line": lambda text: text.replace("\n    ", "  # so\n    "),
    "with words at the end": lambda text: text.replace("same day", "same day assumed").replace(
        "5 days", "5 days assumed"
    ),
    "with a line beneath": lambda text: text.replace("  # T206", '\n        saying "how it went"  # T206'),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", OFFERED)
def test_each_correction_leaves_one_finding_less(name: str, layout: str) -> None:
    text = LAYOUTS[layout]((BAD / f"{name}.policy").read_text(encoding="utf-8"))
    found = findings(text)
    assert found != ()
    for finding in found:
        assert len(finding.fixes) == {"T203": 2, "T205": 3, "T206": 1, "T215": 2, "T217": 2}[finding.code]
        for fix in finding.fixes:
            left = findings(edited(text, fix.edits))
            assert [other.code for other in left] == [other.code for other in found if other is not finding], fix.title


def test_no_line_is_offered_that_would_excuse_other_cases() -> None:
    text = (BAD / "ambiguous_same_day.policy").read_text(encoding="utf-8")
    cases = text.replace("aim to", "must").replace(
        "reply on the same day", 'reply within 3 working days\n        if "it is urgent": on the same day'
    )
    (finding,) = findings(cases)
    assert finding.code == "T206"
    assert finding.fixes == ()
