"""Three invented policies of the size that organisations have: a water company, information rights, an IT service desk.

Between them they use every construct in time that the language has. What their examples cannot say, money, earlier
misses and shares of many contacts, is worked out by hand here.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from tests.charter.by_python import verify
from tests.charter.conftest import publish

import troth
from troth.checks.examples import run_examples
from troth.cli.main import main
from troth.model.calendar import Calendar, YearlyDays
from troth.model.condition import ArrivedBetween, ArrivedOnClosedDay, FactIs, InSeason, StateIs, ValueIs
from troth.model.duration import Unit
from troth.model.limit import Every, Nothing, Notice, Within
from troth.model.measure import MISSED, Remedy, Target
from troth.model.policy import Case, Policy, Promise, Strength
from troth.model.words import DeemedAfter, DeemedWhenSent, Misses, parts_of
from troth.project import Compiled, load

HERE = Path(__file__).parent
IDS = ("aldermere", "marnock", "larkfield")
LONDON = ZoneInfo("Europe/London")


@pytest.fixture(scope="module")
def compiled() -> dict[str, Compiled]:
    return {id: load(HERE / id / f"{id}.policy") for id in IDS}


@pytest.fixture(scope="module")
def policies(compiled: dict[str, Compiled]) -> dict[str, Policy]:
    return {id: one.policy for id, one in compiled.items() if one.policy is not None}


@pytest.fixture(scope="module")
def asked() -> dict[str, troth.Policy]:
    return {id: troth.load(HERE / id / f"{id}.policy") for id in IDS}


@pytest.fixture(scope="module", params=IDS)
def published(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One of them, built and published; its folder."""
    base = tmp_path_factory.mktemp(request.param)
    shutil.copytree(HERE / request.param, base / "policies" / request.param)
    return publish(base / "policies", base / "build")


# ---------- what they are


@pytest.mark.parametrize("id", IDS)
def test_it_compiles(id: str, compiled: dict[str, Compiled]) -> None:
    # A law that counts days stands beside promises that count working days: that is meant.
    allowed = {"aldermere": set(), "marnock": {"T210"}, "larkfield": set()}[id]
    found = [f"{one.code} {one.span}: {one.message}" for one in compiled[id].findings if one.code not in allowed]
    assert found == []
    assert len(compiled[id].findings) <= 3


@pytest.mark.parametrize("id", IDS)
def test_it_is_of_some_size(id: str, policies: dict[str, Policy]) -> None:
    assert len(list(policies[id].promises())) >= 30
    assert len(policies[id].examples) >= 8
    assert len(policies[id].duties) >= 3
    assert len({standard.section for standard in policies[id].standards}) >= 5


@pytest.mark.parametrize("id", IDS)
def test_its_examples_are_as_they_were_worked_out(id: str, compiled: dict[str, Compiled]) -> None:
    policy = compiled[id].policy
    assert policy is not None
    assert [f"{one.span}: {one.message}" for one in run_examples(policy, compiled[id].calendar)] == []
    assert CliRunner().invoke(main, ["test", str(HERE / id)]).exit_code == 0


def test_a_wrong_example_would_be_found(tmp_path: Path) -> None:
    shutil.copytree(HERE / "marnock", tmp_path / "marnock")
    path = tmp_path / "marnock" / "marnock.policy"
    text = path.read_text(encoding="utf-8")
    assert text.count("Tuesday 7 July 2026") == 2
    path.write_text(text.replace("Tuesday 7 July 2026", "Monday 6 July 2026"), encoding="utf-8")
    result = CliRunner().invoke(main, ["test", str(path.parent)])
    assert result.exit_code == 1
    assert result.output.count("T601") == 2


# ---------- every construct, decided from what was compiled


def _promises(policies: list[Policy]) -> Iterator[Promise]:
    for policy in policies:
        yield from policy.promises()


def _calendars(policies: list[Policy]) -> Iterator[Calendar]:
    for policy in policies:
        yield from (policy.calendar, *policy.calendars) if policy.calendar else ()


def _cases(cases: tuple[Case, ...]) -> Iterator[Case]:
    for case in cases:
        yield case
        yield from _cases(case.cases)


def _every_case(policies: list[Policy]) -> Iterator[Case]:
    for promise in _promises(policies):
        yield from _cases(promise.cases)


def _limits(policies: list[Policy], kind: type) -> Iterator[Any]:
    yield from (limit for promise in _promises(policies) for limit in promise.every_limit() if isinstance(limit, kind))


def _targets(policies: list[Policy]) -> Iterator[Target]:
    yield from (target for promise in _promises(policies) for target in promise.targets)


def _remedies(policies: list[Policy]) -> Iterator[Remedy]:
    yield from (promise.remedy for promise in _promises(policies) if promise.remedy is not None)


def _misses(policies: list[Policy]) -> Iterator[tuple[str, Misses]]:
    yield from ((e.name, e.misses) for policy in policies for e in policy.declared.events if e.misses is not None)


def _deemed(policies: list[Policy]) -> Iterator[object]:
    yield from (term.deemed for policy in policies for term in policy.declared.channels if term.deemed is not None)


def _set_off(policies: list[Policy]) -> bool:
    """A promise is counted from an event that misses set off."""
    events = {name for name, _ in _misses(policies)}
    return any(limit.event in events for limit in _limits(policies, Within))


Holds = Callable[[list[Policy]], bool]
CONSTRUCTS: dict[str, Holds] = {
    "6 all strengths": lambda p: {one.strength for one in _promises(p)} == set(Strength),
    "6 the customer's side": lambda p: any(one.actor == "customer" for one in _promises(p)),
    "6 another party's side": lambda p: any(one.actor == "colleague" for one in _promises(p)),
    "11 another event": lambda p: any(limit.event not in ("arrives", "") for limit in _limits(p, Within)),
    "12 a fact": lambda p: any(isinstance(case.condition, FactIs) for case in _every_case(p)),
    "12 a state": lambda p: any(isinstance(case.condition, StateIs) for case in _every_case(p)),
    "12 a table": lambda p: any(isinstance(case.condition, ValueIs) for case in _every_case(p)),
    "12 a case in a case": lambda p: any(case.cases for case in _every_case(p)),
    "13 or promise a date": lambda p: any(one.dated and one.dated.name == "promised" for one in _promises(p)),
    "13 by a limit of its own": lambda p: any(one.dated and one.dated.limit for one in _promises(p)),
    "14 a date told binds": lambda p: any(one.dated and one.dated.name == "told" for one in _promises(p)),
    "15 never later": lambda p: any(one.cap for one in _promises(p)),
    "15 never earlier": lambda p: any(one.floor for one in _promises(p)),
    "16 paused by a state": lambda p: any(pause.state for one in _promises(p) for pause in one.pauses),
    "16 paused by events": lambda p: any(not pause.state for one in _promises(p) for pause in one.pauses),
    "17 extended if told in time": lambda p: any(one.extension and one.extension.told_by for one in _promises(p)),
    "18 excused by a fact": lambda p: any(isinstance(e, FactIs) for one in _promises(p) for e in one.excuses),
    "18 excused by a season": lambda p: any(isinstance(e, InSeason) for one in _promises(p) for e in one.excuses),
    "18 excused on closed days": lambda p: any(
        isinstance(e, ArrivedOnClosedDay) for one in _promises(p) for e in one.excuses
    ),
    "18 excused by an event": lambda p: any(one.unless_by_then for one in _promises(p)),
    "19 from a date": lambda p: any(
        isinstance(case.condition, ArrivedBetween) and not case.variation for case in _every_case(p)
    ),
    "20 a share in time": lambda p: any(tier.limit is None for target in _targets(p) for tier in target.tiers),
    "20 a share within a time": lambda p: any(tier.limit for target in _targets(p) for tier in target.tiers),
    "20 each week, month, quarter, year": lambda p: len({target.each for target in _targets(p)} - {None}) >= 4,
    "20 by case": lambda p: any(isinstance(o, ValueIs) for target in _targets(p) for o in target.only),
    "20 exclusions": lambda p: any(isinstance(o, FactIs) for target in _targets(p) for o in target.excludes),
    "20 exclusions by a state": lambda p: any(
        isinstance(o, StateIs) for target in _targets(p) for o in target.excludes
    ),
    "20 only some": lambda p: any(isinstance(o, InSeason) for target in _targets(p) for o in target.only),
    "20 a share with a fraction": lambda p: any(tier.share % 1000 for t in _targets(p) for tier in t.tiers),
    "21 a plain sum": lambda p: any(remedy.sums.plain for remedy in _remedies(p)),
    "21 by a category": lambda p: any(
        isinstance(case.condition, ValueIs) for remedy in _remedies(p) for case in remedy.sums.cases
    ),
    "21 from a date": lambda p: any(
        isinstance(case.condition, ArrivedBetween) for remedy in _remedies(p) for case in remedy.sums.cases
    ),
    "34 updates": lambda p: any(_limits(p, Every)),
    "34 updates by the hour": lambda p: any(limit.step.amount.unit is Unit.HOUR for limit in _limits(p, Every)),
    "35 the later of two": lambda p: any(parts_of(limit.event)[0] == "later" for limit in _limits(p, Within)),
    "36 restarts": lambda p: any(one.restart for one in _promises(p)),
    "37 clear days": lambda p: any(limit.clear for limit in _limits(p, Notice)),
    "33 notice": lambda p: any(not limit.after and not limit.at_most for limit in _limits(p, Notice)),
    "33 not too early": lambda p: any(limit.at_most for limit in _limits(p, Notice)),
    "33 not before": lambda p: any(limit.after for limit in _limits(p, Notice)),
    "38 days after posting": lambda p: any(isinstance(one, DeemedAfter) and not one.working for one in _deemed(p)),
    "38 working days after posting": lambda p: any(isinstance(one, DeemedAfter) and one.working for one in _deemed(p)),
    "38 rolled": lambda p: any(isinstance(one, DeemedAfter) and one.roll for one in _deemed(p)),
    "38 when sent": lambda p: any(isinstance(one, DeemedWhenSent) for one in _deemed(p)),
    "39 law": lambda p: any(one.basis for one in _promises(p)),
    "39 promises among it": lambda p: any(
        {one.basis is None for one in standard.promises} == {True, False}
        for policy in p
        for standard in policy.standards
    ),
    "39 a duty of the law": lambda p: any(duty.basis for policy in p for duty in policy.duties),
    "40 further periods": lambda p: any(remedy.further and not remedy.further.started for remedy in _remedies(p)),
    "40 started periods": lambda p: any(remedy.further and remedy.further.started for remedy in _remedies(p)),
    "40 further periods by a category": lambda p: any(
        remedy.further and remedy.further.sums.cases for remedy in _remedies(p)
    ),
    "40 by delay": lambda p: any(remedy.sums.by_delay for remedy in _remedies(p)),
    "40 at most": lambda p: any(remedy.at_most for remedy in _remedies(p)),
    "40 at most each year": lambda p: any(remedy.at_most_each for remedy in _remedies(p)),
    "40 automatically": lambda p: any(remedy.automatically for remedy in _remedies(p)),
    "40 paid from the deadline": lambda p: any(
        isinstance(remedy.paid, Within) and remedy.paid.event == MISSED for remedy in _remedies(p)
    ),
    "40 paid from the claim": lambda p: any(
        isinstance(remedy.paid, Within) and remedy.paid.event == "claimed" for remedy in _remedies(p)
    ),
    "40 claimed": lambda p: any(remedy.claimed for remedy in _remedies(p)),
    "40 paid late": lambda p: any(remedy.if_late for remedy in _remedies(p)),
    "40 exempt by a fact": lambda p: any(isinstance(o, FactIs) for remedy in _remedies(p) for o in remedy.excludes),
    "40 exempt by a state": lambda p: any(isinstance(o, StateIs) for remedy in _remedies(p) for o in remedy.excludes),
    "40 paid only if": lambda p: any(remedy.only for remedy in _remedies(p)),
    "41 tiers": lambda p: any(len(target.tiers) > 1 for target in _targets(p)),
    "41 averages": lambda p: any(target.average for target in _targets(p)),
    "41 an average of working days": lambda p: any(
        target.average and target.average.unit is Unit.WORKING_DAY for target in _targets(p)
    ),
    "41 an average of seconds": lambda p: any(
        target.average and target.average.unit is Unit.SECOND for target in _targets(p)
    ),
    "42 one miss": lambda p: any(misses.n == 1 for _, misses in _misses(p)),
    "42 three misses within 90 days": lambda p: any(
        misses.n == 3 and str(misses.within) == "90 days" for _, misses in _misses(p)
    ),
    "42 a promise that it sets off": _set_off,
    "42 a duty that it sets off": lambda p: any(duty.after for policy in p for duty in policy.duties),
    "43 a variation": lambda p: any(case.variation and case.limit for case in _every_case(p)),
    "43 no promise for a while": lambda p: any(
        case.variation and isinstance(case.limit, Nothing) for case in _every_case(p)
    ),
    "44 several calendars": lambda p: all(policy.calendars for policy in p),
    "44 seasons": lambda p: any(isinstance(case.condition, InSeason) for case in _every_case(p)),
    "44 unions": lambda p: any(one.holidays and len(one.holidays.regions) > 1 for one in _calendars(p)),
    "44 day and night": lambda p: any(limit.day_and_night for limit in _limits(p, Within)),
    "44 always open": lambda p: any(one.always_open for one in _calendars(p)),
    "44 closures that are working days": lambda p: any(one.shut for one in _calendars(p)),
    "45 announced holidays": lambda p: any(
        one.holidays and any(day.announced for day in one.holidays.added) for one in _calendars(p)
    ),
    "45 announced closures": lambda p: any(any(day.announced for day in one.closures) for one in _calendars(p)),
    "46 either of two acts": lambda p: any(one.or_acts for one in _promises(p)),
    "49 month end": lambda p: any(limit.month_end for limit in _limits(p, Within)),
    "49 less one day": lambda p: any(limit.less for limit in _limits(p, Within)),
    "49 short periods": lambda p: any(one.short for one in _calendars(p)),
    "49 not counted each year": lambda p: any(
        isinstance(days.days, YearlyDays) for one in _calendars(p) for days in one.not_counted
    ),
    "49 not counted once": lambda p: any(
        not isinstance(days.days, YearlyDays) for one in _calendars(p) for days in one.not_counted
    ),
}


@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_a_construct_is_used(construct: str, policies: dict[str, Policy]) -> None:
    assert CONSTRUCTS[construct](list(policies.values()))


def test_a_policy_without_them_does_not_pass_for_one_with_them(root: Path) -> None:
    plain = load(root / "policies" / "best-practice" / "best-practice.policy").policy
    assert plain is not None
    assert [construct for construct, holds in CONSTRUCTS.items() if holds([plain])] == []


# ---------- the charters


@pytest.fixture(autouse=True)
def _fewer_contacts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("troth.charter.compared.RANDOM_CONTACTS", 200)


def test_its_charter_and_checker_promise_the_same(published: Path) -> None:
    # 2003 is prime to 7 and to 24: of the instants at which an answer can change, a few of each year, day and hour.
    found = verify(published / "site", published, lambda _: None, every=2003)
    assert [f"{one.code} {one.message}" for one in found] == []


def test_every_sentence_is_short(published: Path) -> None:
    (path,) = published.glob("*/policy.json")
    sentences = [
        sentence
        for standard in json.loads(path.read_text(encoding="utf-8"))["standards"]
        for promise in standard["promises"]
        for sentence in re.split(r"(?<=[.:]) (?=[A-Z“])", promise["passage"])
    ]
    assert len(sentences) > 60
    assert [sentence for sentence in sentences if len(sentence.split()) > 25] == []


# Whose passage; what stands in it; what is put in its place.
DAMAGES = {
    "appointment.arrive": ("we pay you £25", "we pay you £35"),
    "planned.warn": ("Customer type business: £100", "Customer type business: £10"),
    "calls.answer": ("80% of contacts within 30 seconds", "70% of contacts within 30 seconds"),
    "burst.restore": ("Regulations 2008, regulation 9”", "Regulations 2008, regulation 8”"),
    "enquiry.acknowledge": ("From 12 January 2026 to 6 February 2026", "From 12 January 2026 to 9 February 2026"),
}


@pytest.mark.parametrize("published", ["aldermere"], indirect=True)
def test_a_damaged_charter_is_found(published: Path, tmp_path: Path) -> None:
    shutil.copytree(published, tmp_path / "build")
    path = tmp_path / "build" / "site" / "aldermere" / "index.html"
    text = path.read_text(encoding="utf-8")
    for old, new in DAMAGES.values():
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    found = verify(tmp_path / "build" / "site", tmp_path / "build", lambda _: None, every=100_003)
    messages = " ".join(one.message for one in found)
    assert [name for name in DAMAGES if f"aldermere.{name}`" not in messages] == []


# ---------- money, misses and shares, worked out by hand


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def _rows(answer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    assert "promises" in answer, answer
    return {row["id"]: row for row in answer["promises"]}


def _of(kind: str, arrives: str, channel: str = "phone", **given: Any) -> dict[str, Any]:
    return {"channel": channel, "kind": kind, "arrives": arrives, **given}


CALM = {"severe weather": False, "drought": False, "industrial action": False, "strategic main": False}
LATE_VISIT = {"appointment": "2026-06-05T10:00", "attended": "2026-06-05T12:30"}
SHUT_OFF = {"shut-off": "2026-06-18T09:00", "warned": "2026-06-17T10:00"}

# Contacts, each with what is owed as of then, in pounds, and how it was worked out.
OWED = {
    f"{id}, {one['name']}": (id, one)
    for id in ("aldermere", "larkfield")
    for one in json.loads((HERE / id / "owed.json").read_text(encoding="utf-8"))
}


@pytest.mark.parametrize("name", OWED)
def test_what_is_owed(name: str, asked: dict[str, troth.Policy]) -> None:
    id, case = OWED[name]
    row = _rows(asked[id].due(case["contact"], _at(case["as of"])))[f"{id}.{case['promise']}"]
    assert (row["amount"], row["currency"]) == (case["owed"], "GBP"), case["how"]


def test_a_payment_and_what_is_added_to_it_if_it_is_late(asked: dict[str, troth.Policy]) -> None:
    # The deadline was Friday 5 June: 8 to 12 and 15 to 19 June are ten working days.
    events = LATE_VISIT
    contact = _of("appointment", "2026-06-01T09:00", events=events, facts=CALM)
    row = _rows(asked["aldermere"].due(contact, _at("2026-06-10")))["aldermere.appointment.arrive.remedy"]
    assert (row["last_day"], row["status"], row["amount"]) == ("2026-06-19", "open", "0.00")
    contact["events"] = events | {"compensated": "2026-06-22T09:00"}
    row = _rows(asked["aldermere"].due(contact, _at("2026-06-23")))["aldermere.appointment.arrive.remedy"]
    assert (row["last_day"], row["status"], row["amount"]) == ("2026-06-19", "late", "40.00")


def test_a_claim_and_the_payment_that_follows_it(asked: dict[str, troth.Policy]) -> None:
    # The warning was due on Tuesday 16 June. From Wednesday 1 July: 2, 3, 6 to 10, 13 to 17, 20 to 24, 27, 28, 29 July.
    known: dict[str, Any] = {"customer type": "household", "facts": CALM}
    contact = _of("planned work", "2026-06-08T10:00", events=SHUT_OFF, **known)
    rows = _rows(asked["aldermere"].due(contact, _at("2026-06-20")))
    claim = rows["aldermere.planned.warn.claim"]
    assert (claim["last_day"], claim["status"]) == ("2026-09-16", "open")
    assert rows["aldermere.planned.warn"]["claimable"] == "50.00"
    contact["events"] = SHUT_OFF | {"claimed": "2026-07-01T10:00"}
    rows = _rows(asked["aldermere"].due(contact, _at("2026-07-02")))
    assert rows["aldermere.planned.warn.claim"]["status"] == "met"
    assert rows["aldermere.planned.warn.remedy"]["last_day"] == "2026-07-29"


# Our own miss is on Monday 1 June. 11 May and 28 days are 8 June; 3 May and 28 days are 31 May.
@pytest.mark.parametrize(
    ("earlier", "due"), [(["2026-05-11"], "2026-06-15"), (["2026-05-03"], None), ([], None), (None, None)]
)
def test_two_misses_within_four_weeks(
    earlier: list[str] | None, due: str | None, asked: dict[str, troth.Policy]
) -> None:
    events = {"drop": "2026-06-01T07:00", "pressure restored": "2026-06-01T09:00"}
    contact = _of("low pressure", "2026-06-01T07:10", events=events, facts=CALM)
    if earlier is not None:
        contact["missed"] = {"pressure.restore-pressure": earlier}
    row = _rows(asked["aldermere"].due(contact, _at("2026-06-02")))["aldermere.pressure.survey"]
    assert (row.get("last_day"), row["status"]) == (due, "open" if due else "waiting")


# Due on Monday 1 June at 14:00, and missed. Ninety days after 3 March are 1 June, after 2 March 31 May. From Monday 1
# June, 2 to 5, 8 to 12 and 16 June are ten working days of the desk: 15 June is a holiday in Scotland.
@pytest.mark.parametrize(
    ("earlier", "due"),
    [
        (["2026-03-03", "2026-04-01"], "2026-06-16"),
        (["2026-03-02", "2026-04-01"], None),
        (["2026-04-01"], None),
        (["2026-04-01", "2026-05-01", "2026-05-04"], "2026-06-16"),
    ],
)
def test_three_misses_within_ninety_days(earlier: list[str], due: str | None, asked: dict[str, troth.Policy]) -> None:
    contact = _of(
        "incident",
        "2026-05-29T16:00",
        priority="high",
        **{"customer type": "college"},
        events={"restored": "2026-06-01T15:00"},
        missed={"incident.restore": earlier},
    )
    row = _rows(asked["larkfield"].due(contact, _at("2026-06-02")))["larkfield.incident.plan"]
    assert row.get("last_day") == due


# Day 20 is Tuesday 30 June. The apology is due two working days after that.
def test_a_missed_answer_sets_off_what_follows(asked: dict[str, troth.Policy]) -> None:
    contact = _of("information request", "2026-06-01T11:00", channel="email")
    rows = _rows(asked["marnock"].due(contact, _at("2026-07-02")))
    assert rows["marnock.foi.reply"]["status"] == "overdue"
    assert rows["marnock.foi.explain"]["last_day"] == "2026-07-02"
    assert rows["marnock.foi.report"]["status"] == "waiting"


def test_a_law_is_named_in_the_answer(asked: dict[str, troth.Policy]) -> None:
    rows = _rows(
        asked["marnock"].due(_of("information request", "2026-06-01T11:00", channel="email"), _at("2026-06-02"))
    )
    assert rows["marnock.foi.reply"]["basis"] == "Freedom of Information (Scotland) Act 2002, section 10"
    assert "basis" not in rows["marnock.foi.acknowledge"]


# Day 10 was Monday 19 September 2022. The holiday of that day was announced on the 10th.
@pytest.mark.parametrize(("reading", "last_day"), [("announced", "2022-09-20"), ("known-on-arrival", "2022-09-19")])
def test_a_holiday_announced_late(reading: str, last_day: str) -> None:
    arguments = ["--channel", "email", "--kind", "account query", "--arrives", "2022-09-05T11:00"]
    result = CliRunner().invoke(
        main,
        [
            "due",
            str(HERE / "aldermere" / "aldermere.policy"),
            *arguments,
            *("--fact", "bill wrong=no", "--as-of", "2022-09-12", "--calendar", reading, "--format", "json"),
        ],
    )
    assert result.exit_code == 0, result.output
    row = _rows(json.loads(result.stdout))["aldermere.query.reply"]
    assert row["last_day"] == last_day
    assert any("announced" in text for text in row["moved"]) is (reading == "announced")


# Four enquiries of Monday 1 June, answered on working days 1, 2, 4 and 7: 2 of 4 within two, 3 of 4 within four; on
# average 14/4 working days. All were due on Monday 8 June.
def test_targets_of_several_contacts(asked: dict[str, troth.Policy]) -> None:
    answered = ("2026-06-02T10:00", "2026-06-03T10:00", "2026-06-05T10:00", "2026-06-10T10:00")
    contacts = [
        _of("enquiry", "2026-06-01T10:00", channel="email", id=f"c{n}", events={"replied": at})
        for n, at in enumerate(answered)
    ]
    found = asked["aldermere"].measure(contacts, _at("2026-07-01"))
    targets = [one for one in found["targets"] if one["id"] == "aldermere.enquiry.reply"]
    assert {one["period"] for one in targets} == {"2026-06"}
    shares = [(one["counted"], one["met"], one["share"], one["reached"]) for one in targets if one.get("share")]
    assert shares == [(4, 2, "50", True), (4, 3, "75", False)]
    averages = [(one["counted"], one["average"], one["reached"]) for one in targets if not one.get("share")]
    assert averages == [(4, ["3.5", "working day"], False)]


# Seven surveys that nobody made, £50 each: a customer is paid £250 at most in a year.
def test_what_one_customer_is_paid_in_a_year(asked: dict[str, troth.Policy]) -> None:
    contacts = [
        _of(
            "low pressure",
            f"2026-0{month}-01T07:10",
            id=f"p{month}",
            customer="A1",
            events={"second drop": f"2026-0{month}-01T08:00"},
            facts=CALM,
        )
        for month in range(1, 8)
    ]
    found = asked["aldermere"].measure(contacts, _at("2026-12-31"))
    assert found["amounts"] == [{"currency": "GBP", "total": "250.00"}]
