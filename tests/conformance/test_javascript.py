"""Every case of the corpus in Node: `checker.mjs` answers what is expected, and in the very letters of `checker.py`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.conformance.running import answer_of, both, compiled, corpus, differences, program, texts
from tests.targets.in_node import as_line, lines

from troth.targets.javascript import javascript_checker
from troth.targets.to_javascript.facts import Facts
from troth.targets.to_javascript.shaking import facts_of, read_program

ONE_IN = 40
"""Of so many policies one gets a checker of its own, which takes time; the others share the code of all."""

Text = tuple[str, str | None]


def cases() -> Iterator[tuple[Mapping[str, Any], Text]]:
    for data in corpus():
        for case in data["cases"]:
            yield case, texts(data, case["policy"])


def record(case: Mapping[str, Any], checker: Path) -> dict[str, Any]:
    asked = {"checker": str(checker), "as_of": case["as_of"]}
    if "contacts" in case:
        return {**asked, "contacts": case["contacts"]}
    return {**asked, "contact": case["contact"], "reading": case.get("calendar", "announced")}


def written(text: Text, facts: Facts | None, path: Path) -> Path:
    one = compiled(*text)
    assert one.policy is not None
    path.write_text(javascript_checker(program(one), one.fingerprints, one.policy.id, facts), encoding="utf-8")
    return path


def wrong(found: list[str], asked: list[tuple[Mapping[str, Any], Text]]) -> list[Any]:
    """Each case whose answer is not the one expected, or not that of the Python checker."""
    assert len(found) == len(asked)
    faults = []
    for line, (case, text) in zip(found, asked, strict=True):
        expected = as_line(answer_of(both(*text).checker, case))
        if line != expected:
            faults.append((case["id"], "unlike checker.py"))
        faults += [(case["id"], fault) for fault in differences(case, json.loads(line), text[0])]
    return faults


@pytest.mark.node
def test_every_case(tmp_path: Path) -> None:
    asked = list(cases())
    own: dict[Text, Path] = {}
    for _, text in asked:
        if text not in own:
            facts = None if len(own) % ONE_IN == 0 else Facts()
            own[text] = written(text, facts, tmp_path / f"{len(own)}.mjs")
    assert wrong(lines((record(case, own[text]) for case, text in asked), tmp_path), asked) == []
    assert len(asked) > 6_000


LEFT_OUT = {
    "or": "()",
    "unless": "None",
    "dated": "None",
    "cases": "()",
    "latest": "None",
    "remedy": "None",
    "targets": "()",
}
"""A field of a promise, and what is taken for it where no promise has it."""


@pytest.mark.node
@pytest.mark.parametrize("field", list(LEFT_OUT))
def test_it_goes_red_where_what_a_policy_has_is_left_out(field: str, tmp_path: Path) -> None:
    asked = [(case, text) for case, text in cases() if "contact" in case]
    chosen = next(text for _, text in asked if field in read_program(program(compiled(*text))).features)
    asked = [(case, text) for case, text in asked if text == chosen]
    pairs = facts_of(program(compiled(*chosen))).pairs
    checker = written(chosen, Facts((*pairs, (f"promise[{field!r}]", LEFT_OUT[field]))), tmp_path / "lacking.mjs")
    assert wrong(lines((record(case, checker) for case, _ in asked), tmp_path), asked) != []
