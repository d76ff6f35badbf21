"""`example` blocks → contacts in the policy's words, with what is expected of them."""

from __future__ import annotations

from datetime import date, datetime

from troth.diagnostics import Edit, Fix
from troth.model.policy import Example, Expected, Happened
from troth.model.words import COUNTS, DATES
from troth.resolve.conditions import canonical
from troth.resolve.limits import resolve_event
from troth.resolve.scope import Scope
from troth.spelling import nearest
from troth.syntax import tree as t


def resolve_example(block: t.ExampleBlock, scope: Scope) -> Example | None:
    """The contact and what is expected of it; None, with a finding, without one arrival on a known channel.

    What is wrong with its other lines is found in any case.
    """
    found_before = len(scope.found)
    arrival = _arrival(block, scope)
    channel = _named("channel", arrival.channel, scope) if arrival else None
    kind = _named("kind", arrival.kind, scope) if arrival and arrival.kind else None
    party = _named("party", arrival.party, scope) if arrival and arrival.party else None
    values = [pair for pair in (_value(words, scope) for words in arrival.values) if pair] if arrival else []
    if arrival is not None and arrival.stage is not None:
        values.append(("stage", arrival.stage.text))
    events: list[Happened] = []
    given: list[tuple[str, str]] = []
    expected: list[Expected] = []
    as_of: date | datetime | None = None

    def event_of(verb: t.Words) -> str:
        known = scope.words.verb(verb.text)
        return "" if known is None else known[1].name

    for line in block.lines:
        match line:
            case t.HappenedLine(event=name, when=when):
                event = None if _misspelt(name, scope) else resolve_event(name, scope)
                if event is not None:
                    events.append(Happened(event=event, at=local(when)))
            case t.DueLine(verb=verb, when=when, end_of_day=end_of_day):
                if not end_of_day and when.at is None:
                    scope.error(
                        "T603", "`due by` a day needs the time", line.span, "write `due by the end of …`, or `at 16:00`"
                    )
                elif _is_verb(verb, scope):
                    day, at = (when.day, None) if end_of_day else (None, local(when))
                    expected.append(
                        Expected(verb=verb.text, event=event_of(verb), due_day=day, due_at=at, span=line.span)
                    )
            case t.StatusLine(verb=verb, status=status):
                if _is_verb(verb, scope):
                    expected.append(Expected(verb=verb.text, event=event_of(verb), status=status, span=line.span))
            case t.NotPromisedLine(verb=verb):
                if _is_verb(verb, scope):
                    expected.append(Expected(verb=verb.text, event=event_of(verb), absent=True, span=line.span))
            case t.GivenLine(name=name, value=value):
                text = value.text if isinstance(value, t.Words) else _iso(value)
                if scope.words.category(name.text):
                    pair = _value(t.Words(span=value.span, text=f"{name.text} {text}"), scope)
                    values.extend([pair] if pair else [])
                else:
                    _check_given(name, scope)
                    given.append((name.text, text))
            case t.AsOfLine(when=when):
                as_of = local(when)
            case _:
                pass
    if not expected and len(scope.found) == found_before:
        scope.error("T603", "the example expects nothing", block.span, "add `reply due by the end of …` or `reply met`")
    if arrival is None or channel is None:
        return None
    return Example(
        title=block.title,
        channel=channel,
        kind=kind,
        party=party,
        values=tuple(values),
        arrives=local(arrival.when),
        events=tuple(events),
        given=tuple(given),
        as_of=as_of,
        expected=tuple(expected),
        span=block.span,
    )


def _arrival(block: t.ExampleBlock, scope: Scope) -> t.ArrivesLine | None:
    """The one arrival; None, with a finding, where there is none or several."""
    arrivals = [line for line in block.lines if isinstance(line, t.ArrivesLine)]
    if len(arrivals) == 1:
        return arrivals[0]
    if not arrivals and any(
        isinstance(line, t.HappenedLine) and _is_arrival(line.event, scope) for line in block.lines
    ):
        return None  # said of that line
    what = "has two arrivals" if arrivals else "has no arrival"
    help_ = "an example is one contact: `email arrives Friday 29 November 2024 at 16:50`"
    scope.error("T603", f"the example {what}", arrivals[1].span if arrivals else block.span, help_)
    return None


def _is_arrival(said: t.Words, scope: Scope) -> bool:
    """Is this `email arives`, which reads as an event of that name?"""
    channel, _, last = said.text.rpartition(" ")
    return canonical("channel", channel, scope) is not None and nearest(last, ["arrives"]) is not None


def _misspelt(said: t.Words, scope: Scope) -> bool:
    """With a finding: does what reads as an event mean `email arrives`, `reply due by` or `reply due by the end of`?"""
    if scope.words.event(said.text):
        return False
    meant: str | None = None
    if _is_arrival(said, scope):
        meant = f"{said.text.rpartition(' ')[0]} arrives"
    else:
        verbs = [verb.name for verb, _ in scope.words.verbs() if said.text.startswith(f"{verb.name} ")]
        for verb in verbs:
            due = nearest(said.text.removeprefix(f"{verb} "), _DUE)
            meant = f"{verb} {due}" if due else meant
    if meant is None:
        return False
    fix = Fix(f"replace `{said.text}` by `{meant}`", (Edit(said.span, meant),))
    scope.error("T101", f"`{said.text}` is not an event", said.span, f"did you mean `{meant}`?", (fix,))
    return True


_DUE = ("due by", "due by the end of")


def local(when: t.When) -> date | datetime:
    """A day, or a day with a time, as a naive local value."""
    return when.day if when.at is None else datetime.combine(when.day, when.at)


def _iso(when: t.When) -> str:
    return local(when).isoformat()


def _named(dimension: str, name: t.Words, scope: Scope) -> str | None:
    value = canonical(dimension, name.text, scope)
    if value is None:
        scope.unknown(name, dimension, scope.words.values(dimension), f"{dimension} {name.text}")
    return value


def _value(words: t.Words, scope: Scope) -> tuple[str, str] | None:
    """`priority emergency` → (priority, emergency)."""
    for category in scope.words.categories:
        prefix = f"{category.name} "
        if words.text.startswith(prefix):
            value = words.text.removeprefix(prefix)
            if value in category.values:
                return category.name, value
            scope.unknown(t.Words(span=words.span, text=value), f"value of `{category.name}`", category.values)
            return None
    names = [category.name for category in scope.words.categories]
    scope.unknown(t.Words(span=words.span, text=words.text.split(" ")[0]), "category", names)
    return None


def _is_verb(verb: t.Words, scope: Scope) -> bool:
    if scope.words.verb(verb.text):
        return True
    scope.unknown(verb, "verb", [one.name for one, _ in scope.words.verbs()])
    return False


def _check_given(name: t.Words, scope: Scope) -> None:
    words = scope.words
    if name.quoted:
        if name.text not in scope.quoted:
            scope.unknown(name, "fact that the policy names", scope.quoted)
        return
    known = [*(fact.name for fact in words.facts), *(state.name for state in words.states), *COUNTS, *DATES]
    known += [category.name for category in words.categories]
    if name.text not in known:
        scope.unknown(name, "fact, state, count, category or date", known)
