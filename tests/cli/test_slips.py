"""The twenty slips that owners make most often: one finding each, in its place, and what `--fix` makes of it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Troth

SOUND = (Path(__file__).parent.parent / "diagnostics" / "sound.policy").read_text(encoding="utf-8")
EXAMPLE = '\nexample "x"\n    email arrives {} at 16:50\n    reply due by the end of Monday 9 December 2024\n'
CASES = (
    "\ncategory priority: urgent, routine\n\nstandard repairs\n    for        every contact about repair\n"
    "    must complete, by priority\n        urgent{}\n        routine: within 15 working days\n"
)
TWO_FACTS = (
    '\nfact urgent "it is urgent"\nfact complex "it is complex"\n\n'
    "standard letter\n    for        letter\n    must reply within 7 working days\n"
    "        if complex: within 9 working days\n        if urgent: within 2 working days\n"
)
LIMIT = "within 7 working days"


def slipped(old: str, new: str) -> str:
    """The sound policy with one slip."""
    assert SOUND.count(old) == 1, old
    return SOUND.replace(old, new)


SLIPS: dict[str, tuple[str, str, str, str, str]] = {
    # name: the text, the code, the characters that the finding shows, what its help says, what --fix makes of the line
    "misspelt within": (slipped("within", "witin"), "T007", "witin", "`within`", f"    must reply {LIMIT}"),
    "misspelt must": (slipped("must", "msut"), "T007", "msut", "`must`", f"    must reply {LIMIT}"),
    "two figures": (
        slipped("7 working", "3 to 5 working"), "T010", "3 to 5 working days",
        "`3 working days` or `5 working days`", "",
    ),
    "no unit": (slipped("7 working days", "7"), "T011", "within 7", "`within 7 working days`", ""),
    "no colon": (
        SOUND + CASES.format(" within 5 working days"), "T007", " ", "`urgent: within 5 working days`",
        "        urgent: within 5 working days",
    ),
    "full stop": (slipped(LIMIT, f"{LIMIT}."), "T007", ".", "leave it out", f"    must reply {LIMIT}"),
    "no closing quote": (
        slipped('"Emails"', '"Emails'), "T006", '"', "after the last of your own words", 'standard email "Emails"',
    ),
    "no opening quote": (
        slipped('"Emails"', 'Emails"'), "T006", '"', "before the first of your own words", 'standard email "Emails"',
    ),
    "name of two words": (
        slipped("standard email", "standard email reply"), "T007", "email reply", "`email-reply`",
        'standard email-reply "Emails"',
    ),
    "wrong weekday": (
        SOUND + EXAMPLE.format("Friday 28 November 2024"), "T009", "Friday 28 November 2024 at 16:50",
        "`Thursday 28 November 2024`", "",
    ),
    "31 April": (slipped("3 March 2026", "31 April 2026"), "T009", "31 April 2026", "30 days", ""),
    "text without quotes": (
        SOUND + "\ntext\n    We answer every email.\n", "T007", "We answer every email.", '`"We answer every email."`',
        '    "We answer every email."',
    ),
    "duty without quotes": (
        SOUND + '\nduty kind "Kindness"\n    for every contact\n    must be kind\n', "T007", "be kind",
        '`must "be kind"`', '    must "be kind"',
    ),
    "a space too few": (
        slipped("    must reply", "   must reply"), "T005", "   ", "put 4 spaces before it", f"    must reply {LIMIT}",
    ),
    "a space too many": (
        slipped("    must reply", "     must reply"), "T008", f"must reply {LIMIT}", "like the one above it",
        f"    must reply {LIMIT}",
    ),
    "unknown channel": (slipped("  email", "  emial"), "T101", "emial", "`email`", "    for        email"),
    "unknown event": (
        slipped(LIMIT, f"{LIMIT} of the arival"), "T101", "the arival", "`the arrival`",
        f"    must reply {LIMIT} of the arrival",
    ),
    "figure in a text": (
        SOUND + '\ntext\n    "We answer in 3 days."\n', "T401", "3 days", "`{3 days}`", "",
    ),
    "two conditions at once": (
        SOUND + TWO_FACTS, "T302", "if urgent: within 2 working days", "add `if not complex: within 7", "",
    ),
    "no calendar": (
        re.sub(r"(?ms)^calendar office.*?\n\n", "", SOUND).replace("    calendar       office\n", ""), "T201",
        f"must reply {LIMIT}", "a block `calendar office`", "",
    ),
    "no strength": (
        slipped(f"must reply {LIMIT}", "Reply within 3 days"), "T007", "Reply", "`must reply within 3 days`", "",
    ),
    "a capital": (slipped("must reply", "Must reply"), "T007", "Must", "`must`", f"    must reply {LIMIT}"),
    "a title missing its opening quote, and quotes beneath": (
        SOUND + '\nduty kind Kindness"\n    for every contact\n    must "be kind"\n', "T006", '"',
        "before the first of your own words", 'duty kind "Kindness"',
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_one_finding_in_its_place(
    name: str, tmp_path: Path, troth: Troth, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text, code, shown, said, line = SLIPS[name]
    path = tmp_path / "x.policy"
    path.write_text(text, encoding="utf-8")
    result = troth("check", path.name, "--format", "json")
    assert result.exit_code == 1
    (finding,) = json.loads(result.stdout)
    assert finding["code"] == code
    assert between(text, finding) == shown
    assert said in finding["help"]
    printed = troth("check", path.name).stdout
    assert printed.count(" error[") == 1
    assert f"help: {finding['help']}" in printed
    fixed = troth("check", path.name, "--fix")
    if line:
        assert (fixed.exit_code, fixed.stdout) == (0, ""), fixed.stdout
        assert line in path.read_text(encoding="utf-8").splitlines()
    else:
        assert fixed.exit_code == 1
        assert path.read_text(encoding="utf-8") == text


def test_there_are_twenty() -> None:
    assert len(SLIPS) >= 20


def between(text: str, finding: dict[str, Any]) -> str:
    """The characters that a finding of one line points at."""
    start, end = finding["start"], finding["end"]
    assert start["line"] == end["line"]
    row: str = text.split("\n")[start["line"] - 1]
    return row[start["column"] - 1 : end["column"] - 1]
