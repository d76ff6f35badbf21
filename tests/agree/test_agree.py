"""A share of `make agree`, and that it goes red."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.agree import agree, engines
from tests.agree.drawn import contacts, judged

SHARE = 200
OF_ENGINES = [
    pytest.param("python", SHARE),
    pytest.param("javascript", SHARE, marks=pytest.mark.node),
    pytest.param("duckdb", 100, marks=pytest.mark.database),
    pytest.param("postgresql", 50, marks=pytest.mark.database),
]
# One worker: a policy is compiled once for all of these tests.


@pytest.mark.parametrize(("name", "share"), OF_ENGINES)
@pytest.mark.parametrize("policy", judged())
def test_an_engine_answers_as_the_reference(policy: str, name: str, share: int) -> None:
    found = agree.compare(policy, [name], len(policy), share)
    assert found.differences == []
    assert found.counts == {f"{policy}, {name}": share}


def test_every_engine_is_compared() -> None:
    assert {param.values[0] for param in OF_ENGINES} == engines.ENGINES.keys() - {agree.REFERENCE}


def test_five_and_four_policies_are_asked_but_for_the_one_that_promises_no_deadline() -> None:
    known = ["company-template", "ips", "ledcom", "polha", "aldermere", "dyffryn", "larkfield", "marnock"]
    assert judged() == known


def test_arrivals_stand_close_to_the_clock_changes_and_the_years() -> None:
    """Of a thousand: dozens within two hours of a change of London's clocks, or of a new year, and with fractions."""
    arrivals = [one.contact["arrives"] for one in contacts("polha", 5, 1_000)]
    sundays = r"\d{4}-(?:03-(?:2[5-9]|3[01])|10-(?:2[5-9]|3[01]))T0[0-2]:"
    assert sum(bool(re.match(sundays, one)) for one in arrivals) > 20
    assert sum(bool(re.match(r"\d{4}-(?:12-31T2[23]|01-01T0[01])", one)) for one in arrivals) > 20
    assert sum("." in one for one in arrivals) > 200
    assert sum(bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", one)) for one in arrivals) > 50


@pytest.mark.parametrize(
    "damage",
    [
        lambda answer: answer["promises"].pop(),
        lambda answer: answer["promises"][0].update(status="of no kind"),
        lambda answer: answer["fingerprints"].update(calendar="sha256:0"),
        lambda answer: answer.update({"policy": answer.pop("policy")}),
    ],
    ids=["a promise missing", "a status", "a fingerprint", "the order of keys"],
)
def test_a_difference_is_shown(damage: Any) -> None:
    drawn = list(contacts("polha", 1, 100))
    expected = list(engines.Reference("polha").answers(drawn, "UTC"))
    answers = [json.loads(one) for one in expected]
    at = next(number for number, one in enumerate(answers) if one.get("promises"))
    damage(answers[at])
    found = list(agree.differences("polha", drawn, expected, iter(map(engines.text, answers))))
    assert len(found) == 1
    assert json.dumps(drawn[at].contact, ensure_ascii=False) in found[0]


def test_an_engine_that_stops_is_a_difference() -> None:
    drawn = list(contacts("ledcom", 1, 3))
    expected = list(engines.Reference("ledcom").answers(drawn, "UTC"))
    assert len(list(agree.differences("ledcom", drawn, expected, iter(expected[:1])))) == 2


@pytest.mark.node
@pytest.mark.parametrize(
    ("old", "new"),
    [("1e6", "1e5"), ("Math.floor", "Math.ceil"), ('"late"', '"met"')],
    ids=["a constant", "an operator", "a word"],
)
def test_a_damaged_module_is_found(old: str, new: str, monkeypatch: pytest.MonkeyPatch) -> None:
    files = engines.built("ledcom")
    assert old in files["checker.mjs"]
    damaged = {**files, "checker.mjs": files["checker.mjs"].replace(old, new)}
    monkeypatch.setattr(engines, "built", lambda _: damaged)
    drawn = list(contacts("ledcom", 1, SHARE))
    expected = list(engines.Reference("ledcom").answers(drawn, "UTC"))
    answers = engines.JavaScriptChecker("ledcom").answers(drawn, "UTC")
    assert list(agree.differences("ledcom", drawn, expected, answers))


def test_the_command_is_documented() -> None:
    makefile = (Path(__file__).resolve().parents[2] / "Makefile").read_text(encoding="utf-8")
    assert "-m tests.agree.agree" in makefile
