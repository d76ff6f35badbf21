"""Every page of a policy states its fingerprints, for a reader and for a program; so does everything that is built."""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from troth import __version__
from troth.charter.markup import Element, read_html
from troth.project import Compiled, build, load_all
from troth.tables.measured import measure
from troth.wording.answer import Answers

CONTACT = {"channel": "email", "arrives": "2026-07-01T09:00"}
AS_OF = int(dt.datetime(2026, 7, 2, tzinfo=dt.UTC).timestamp()) * 1_000_000


@pytest.fixture(scope="module")
def compiled(root: Path) -> list[Compiled]:
    return load_all([str(root / "policies")])


def page(path: Path) -> Element:
    root = read_html(path.read_bytes())
    assert root is not None
    return root


def stated(element: Element) -> dict[str, str]:
    return {name: value for name, value in element.attributes.items() if name.startswith("data-")}


def expected(one: Compiled) -> dict[str, str]:
    assert one.policy is not None
    calendar = one.policy.calendar
    years = {} if calendar is None else {"data-years": f"{calendar.first_year}/{calendar.last_year}"}
    return {
        "data-troth": "fingerprints",
        "data-policy": one.policy.id,
        "data-promises": one.fingerprints["promises"],
        "data-calendar": one.fingerprints["calendar"],
        "data-compiler": __version__,
        **years,
    }


def test_every_page_of_a_policy(site: Path, compiled: list[Compiled]) -> None:
    count = 0
    for one in compiled:
        assert one.policy is not None
        for path in sorted((site / one.policy.id).rglob("*.html")):
            (element,) = page(path).marked("fingerprints")
            found = stated(element)
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", found.pop("data-as-of")), path
            assert found == expected(one), path
            for value in (*one.fingerprints.values(), __version__, *re.findall(r"\d{4}", found.get("data-years", ""))):
                assert value in element.text(), path
            count += 1
    assert count > 40


def test_the_first_page_states_those_of_every_policy(site: Path, compiled: list[Compiled]) -> None:
    home = page(site / "index.html")
    assert [stated(element) for element in home.marked("fingerprints")] == [expected(one) for one in compiled]
    for element, one in zip(home.marked("fingerprints"), compiled, strict=True):
        for name, value in one.fingerprints.items():
            assert f"{name.capitalize()} {value[:18]}…" in element.text()


def test_everything_that_is_built_or_answered(
    compiled: list[Compiled], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`policy.json`, both manifests, the checker, its answers and those of the reference."""
    (one,) = (one for one in compiled if one.policy is not None and one.policy.id == "ledcom")
    assert one.policy is not None
    assert one.calendar is not None
    build([one], tmp_path)
    head = {"fingerprints": one.fingerprints, "compiler": __version__, "years": [2015, 2030]}

    def head_of(data: dict[str, Any]) -> dict[str, Any]:
        return {name: data[name] for name in head}

    assert head_of(json.loads((tmp_path / "ledcom" / "policy.json").read_bytes())) == head
    assert head_of(json.loads((tmp_path / "ledcom" / "manifest.json").read_bytes())) == head
    assert head_of(json.loads((tmp_path / "manifest.json").read_bytes())["policies"]["ledcom"]) == head
    text = (tmp_path / "ledcom" / "checker.py").read_text(encoding="utf-8")
    doc = text.partition('"""')[2].partition('"""')[0]
    for said in (*one.fingerprints.values(), f"troth {__version__}", "2015 to 2030"):
        assert said in doc
    checker = ModuleType("checker")
    monkeypatch.setitem(sys.modules, "checker", checker)
    exec(compile(text, "checker.py", "exec"), vars(checker))
    program = checker.PROGRAM
    assert (program["fingerprints"], program["compiler"]) == (one.fingerprints, __version__)
    assert program["calendar"]["years"] == [2015, 2030]
    found = measure(one.policy, one.calendar, one.fingerprints, [(1, CONTACT)], AS_OF)
    answers = (checker.due(CONTACT), checker.measure([CONTACT]), found)
    answered = Answers(one.policy, one.calendar, one.fingerprints).to(CONTACT, AS_OF)
    for answer in (*answers, answered):
        assert answer["fingerprints"] == one.fingerprints, answer
