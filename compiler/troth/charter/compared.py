"""What checkers answer against what the pages promise, contact by contact, and an arrival that shows a difference."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from troth.calendars.local_time import to_instant, to_utc
from troth.calendars.workdays import OutsideYears, WorkCalendar
from troth.charter.edges import edge_questions
from troth.charter.published import PageProblem
from troth.charter.runners import Answer, Question, Runner, Stopped
from troth.deadlines.answer import answer
from troth.deadlines.contact import ContactReader
from troth.deadlines.reading import read_moment
from troth.model.policy import Policy
from troth.tables.contacts import Shape, around, breakpoints, random_contacts, shapes, told_by_events
from troth.tables.program import lower
from troth.wording import style
from troth.wording.answer import Answers

RANDOM_CONTACTS = 2_000
_SEED = 20_261_122
_TOLD_EVERY = 20_000
_SAID = {"T207": "that it lies outside of the calendar's years"}

Progress = Callable[[str], None]


def questions(
    policy: Policy, calendar: WorkCalendar, every: int, at_edges: Sequence[Question] = ()
) -> Iterator[Question]:
    """Contacts, each with its as-of: every shape around every so many-th breakpoint, at edges, then random ones."""
    instants = sorted({instant for point in [*breakpoints(calendar)][::every] for instant in around(point)})
    starts = [to_utc(instant).isoformat() for instant in instants]
    for shape in distinct_shapes(policy, calendar):
        for start in starts:
            yield Question(shape.at(start), start)
        for instant in instants[:: len(instants) // 50 or 1]:
            for contact in told_by_events(shape, policy, instant):
                yield Question(contact, to_utc(instant).isoformat())
    yield from at_edges
    for contact, as_of in random_contacts(policy, calendar, _SEED, RANDOM_CONTACTS):
        yield Question(contact, as_of)


def distinct_shapes(policy: Policy, calendar: WorkCalendar) -> list[Shape]:
    """Shapes enough to meet every limit of every promise: those that show nothing new are left out."""
    reader = ContactReader(policy, calendar)
    middle = to_utc((calendar.start + calendar.end) // 2).isoformat()
    shown: set[tuple[str, Any, str]] = set()
    kept = []
    ranked = []
    for shape in shapes(policy):
        contact = reader.read(shape.at(middle))
        try:
            judged = answer(policy, contact, calendar, contact.arrives.first).judged
        except OutsideYears:  # a limit so long that it leaves the years from their middle
            kept.append(shape)
            continue
        ranked.append(
            (shape, {(one.promise.id, one.path, str(one.status)) for one in judged if one.status != "waiting"})
        )
    for shape, shows in sorted(ranked, key=lambda item: -len(item[1])):
        if not shows <= shown:
            shown |= shows
            kept.append(shape)
    return kept


@dataclass(slots=True)
class _Run:
    """A checker that is running, and the simplest contact that shows each promise in which it differs."""

    policy: str
    runner: Runner
    checker: Path
    answers: Iterator[Answer]
    left_out: frozenset[str]
    stopped: str = ""
    shown: dict[str, tuple[tuple[Any, ...], str]] = field(default_factory=dict)

    def note(self, id_: str, question: Question, mine: Any, its: Any, calendar: WorkCalendar) -> None:
        """Keep this contact for a promise, if none that is simpler, shorter or earlier shows it already."""
        rank = _rank(question.contact)
        if id_ not in self.shown or rank < self.shown[id_][0]:
            by_page, by_checker = _said_differently(mine, its)
            contact = shown(question.contact, calendar)
            message = f"for {contact} the page says {by_page}, and `{self.runner.file}` {by_checker}"
            self.shown[id_] = (rank, message)


def compare(
    policy: Policy,
    calendar: WorkCalendar,
    where: dict[str, str],
    checkers: Sequence[tuple[Runner, Path]],
    progress: Progress,
    every: int,
) -> Iterator[tuple[Path, str, PageProblem]]:
    """Where checkers answer otherwise than the policy that the pages say; `where`: promise → page.

    Of each difference: the checker, the promise (or the policy) that it is of, and the problem.
    """
    expect = Answers(policy, calendar, {})
    said = {"policy": policy.id, **lower(policy, calendar)}
    edges = [*edge_questions(policy, calendar)]
    runs = []
    for runner, checker in checkers:
        left_out = runner.leaves_out(said)
        if left_out:
            progress(f"{policy.id}: {runner.file} says nothing of {style.listed(sorted(left_out), 'and')}")
        answers = runner.answers(checker, questions(policy, calendar, every, edges), said)
        runs.append(_Run(policy.id, runner, checker, answers, left_out))
    compared = 0
    for question in questions(policy, calendar, every, edges):
        running = [run for run in runs if not run.stopped]
        if not running:
            break
        until = read_moment("as of", question.as_of, calendar.clock, calendar.rules.zone)[1]
        expected = expect.to(question.contact, until)
        for run in running:
            _ask(run, question, expected, calendar)
        compared += 1
        if compared % _TOLD_EVERY == 0:
            progress(f"{policy.id}: {compared:,} contacts compared")
    for run in runs:
        _end(run)
        path = run.checker.as_posix()
        for id_, (_, message) in run.shown.items():
            page = next(iter(where.values()), path)
            on = where.get(id_, page if id_ == policy.id else path)
            yield run.checker, id_, PageProblem("T803", f"`{id_}`: {message}", on)
        if run.stopped and not run.shown:
            message = f"`{run.runner.file}` of `{policy.id}` {run.stopped}"
            yield run.checker, policy.id, PageProblem("T803", message, path)
    progress(f"{policy.id}: {compared:,} contacts compared")


def _ask(run: _Run, question: Question, expected: Answer, calendar: WorkCalendar) -> None:
    """Read the next answer of a checker, and note where it is not the one that is expected."""
    try:
        got = next(run.answers)
    except StopIteration:
        run.stopped = "gives fewer answers than it is asked"
        return
    except Stopped as problem:
        run.stopped = problem.args[0]
        return
    for id_, mine, its in differences(expected, got, run.policy, run.runner.parts):
        if id_ not in run.left_out:
            run.note(id_, question, mine, its, calendar)


def _end(run: _Run) -> None:
    """Let a checker say how it ends, after its last answer."""
    if run.stopped:
        return
    try:
        if next(run.answers, None) is not None:
            run.stopped = "gives more answers than it is asked"
    except Stopped as problem:
        run.stopped = problem.args[0]


def differences(
    expected: Answer, got: Answer, policy_id: str, parts: frozenset[str] | None = None
) -> Iterator[tuple[str, Any, Any]]:
    """Promise by promise, what is expected of an answer and what it says where that is something else.

    `parts`: what answers of this kind hold of a promise; None: everything.
    """
    if not got:
        yield policy_id, "an answer", "none that can be read"
        return
    if "error" in expected or "error" in got:
        codes = [_code(one) for one in (expected, got)]
        if codes[0] != codes[1]:
            answered = got if "error" in expected else expected
            names = [one.get("id") for one in _listed(answered, "promises")]
            mine_says, its_says = (_SAID.get(code, code) for code in codes)
            yield str(names[0] if names else policy_id), mine_says, its_says
        return
    for part in ("policy", "contact") if parts is None else ():
        if expected[part] != got.get(part):
            yield policy_id, f"{part} {expected[part]}", f"{part} {got.get(part)}"
    mine = {one["id"]: _kept(one, parts) for one in (*expected["promises"], *expected["unmeasured"])}
    its = {one.get("id"): _kept(one, parts) for one in (*_listed(got, "promises"), *_listed(got, "unmeasured"))}
    for id_ in dict.fromkeys((*mine, *its)):
        if mine.get(id_) != its.get(id_):
            yield str(id_), mine.get(id_), its.get(id_)


def _code(one: Answer) -> str:
    error = one.get("error")
    return str(error.get("code")) if isinstance(error, dict) else "an answer"


def _listed(one: Answer, part: str) -> list[dict[str, Any]]:
    found = one.get(part)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _kept(one: dict[str, Any], parts: frozenset[str] | None) -> dict[str, Any]:
    """An answer without the place of its rule: a page stands in no file of policies."""
    if parts is not None:
        return {name: value for name, value in one.items() if name == "id" or (name in parts and value is not None)}
    rule = one.get("rule")
    return {**one, "rule": rule.get("text")} if isinstance(rule, dict) else one


def _said_differently(mine: Any, its: Any) -> tuple[str, str]:
    if isinstance(mine, str) or isinstance(its, str):
        return str(mine), str(its)
    if mine is None or its is None:
        return _says(mine), _says(its)
    names = [name for name in mine if mine[name] != its.get(name)] or [name for name in its if name not in mine]
    name = "says" if "says" in names else names[0]
    inner = mine.get(name), its.get(name)
    if name == "because":
        reasons = zip(mine[name], its.get(name, ()), strict=False)
        pair = next(((m, i) for m, i in reasons if m != i), inner)
        return f"because {_reason(pair[0])}", f"because {_reason(pair[1])}"
    what = "" if name == "says" else f"{name.replace('_', ' ')} "
    if all(isinstance(one, dict) for one in inner):
        by_page, by_checker = _said_differently(*inner)
        return f"{what}{by_page}", by_checker
    return f"{what}“{inner[0]}”", f"“{inner[1]}”"


def _says(one: dict[str, Any] | None) -> str:
    return "nothing" if one is None else f"“{one.get('says') or one.get('due') or one.get('status')}”"


def _reason(reason: Any) -> str:
    return f"{reason['date']}: {reason['why']}" if isinstance(reason, dict) and "why" in reason else str(reason)


_PARTS = ("facts", "dates", "events", "missed")


def _rank(contact: dict[str, Any]) -> tuple[Any, ...]:
    """By how much must be said of a contact, by how finely its arrival is told, and by when it is."""
    said = len(contact) + sum(len(contact.get(part) or ()) for part in _PARTS)
    return said, len(str(contact["arrives"])), str(contact["arrives"])


def shown(contact: dict[str, Any], calendar: WorkCalendar) -> str:
    """`channel email arriving at 4pm on Friday 29 November 2024 (2024-11-29T16:00:00+00:00)`."""
    said = [f"{name} {value}" for name, value in contact.items() if name not in ("arrives", *_PARTS)]
    for part in _PARTS:
        for name, value in (contact.get(part) or {}).items():
            times = value if isinstance(value, list) else [value]
            told = style.listed([str(one) for one in times], "and")
            said.append(f"{name} is {told}" if part == "dates" else f"{name} {told}")
    arrives = str(contact["arrives"])
    when = datetime.fromisoformat(arrives)
    if len(arrives) == len("2026-01-01"):
        return f"{', '.join(said)} arriving on {style.day_text(when.date())} ({arrives})"
    local = when if when.tzinfo is None else calendar.clock.local(to_instant(when))
    return f"{', '.join(said)} arriving at {style.instant_text(local)} ({arrives})"
