"""`channel`, `kind`, `party`, `event`, `fact`, `state`, `category` → the words of a policy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import time

from troth.diagnostics import Edit, Fix
from troth.model.duration import Unit
from troth.model.limit import Roll
from troth.model.words import (
    DIMENSIONS,
    Category,
    Deemed,
    DeemedAfter,
    DeemedWhenSent,
    Event,
    Fact,
    Misses,
    State,
    Term,
    Verb,
    Words,
)
from troth.resolve.limits import resolve_amount
from troth.resolve.scope import Scope
from troth.resolve.texts import short_text, situation
from troth.source import Span
from troth.syntax import measure_tree as m
from troth.syntax import tree as t

_TAKES: dict[str, tuple[type[t.LineNode], ...]] = {
    "channel": (t.SaysLine, t.SituationLine, t.IncludesLine, m.DeemedAfterLine, m.DeemedSentLine, t.SourceLine),
    "kind": (t.SaysLine, t.SituationLine, t.IncludesLine, t.SourceLine),
    "party": (t.PluralLine, t.IncludesLine, t.SourceLine),
    "event": (t.VerbLine, t.NounLine, m.MissesLine, t.SourceLine),
    "fact": (t.SourceLine,),
    "state": (t.IntervalLine, t.SourceLine),
}


_BEGIN_LINES = frozenset({"says", "situation", "verb", "noun", "includes", "plural"})
"""Words that begin the lines beneath a declaration. `situation` may stand within a name."""


def declare(blocks: Iterable[t.LineNode], scope: Scope) -> Words:
    """The words that these blocks declare; `scope.words` are those known before (the shipped vocabulary)."""
    declared = Words()
    for block in blocks:
        if isinstance(block, t.CategoryBlock):
            words = _category(block, scope, scope.words.joined(declared))
        elif isinstance(block, t.DeclaredBlock):
            words = _declared(block, scope, scope.words.joined(declared))
        else:
            continue
        declared = declared.joined(words)
    _check_events(blocks, scope, scope.words.joined(declared))
    return declared


def _category(block: t.CategoryBlock, scope: Scope, known: Words) -> Words:
    name = block.name.text
    if name in DIMENSIONS or known.category(name):
        scope.error("T102", f"there is already a category `{name}`", block.name.span, "give this one another name")
        return Words()
    values: list[str] = []
    for value in block.values:
        if value.text in values:
            scope.error("T102", f"`{value.text}` stands twice in `{name}`", value.span, "name each value once")
        else:
            values.append(value.text)
    return Words(categories=(Category(name=name, values=tuple(values)),))


def _declared(block: t.DeclaredBlock, scope: Scope, known: Words) -> Words:
    as_written, block = block, _with_own_name(block, scope)
    for line in block.lines:
        if not isinstance(line, _TAKES[block.kind]):
            scope.error(
                "T008",
                f"this line has no meaning beneath `{block.kind}`",
                line.span,
                "leave it out; the language reference lists what stands beneath each declaration",
            )
    name = block.name.text
    says = next((short_text(line.text, line.span, scope) for line in block.lines if isinstance(line, t.SaysLine)), None)
    text = None if block.text is None else short_text(block.text, block.span, scope)
    includes = tuple(word.text for line in block.lines if isinstance(line, t.IncludesLine) for word in line.names)
    if block.kind in DIMENSIONS:
        for alias in (name, *includes):
            if known.term(block.kind, alias):
                scope.error("T102", f"there is already a {block.kind} `{alias}`", block.span, "use it, or another name")
                return Words()
        plural = next((line.words.text for line in block.lines if isinstance(line, t.PluralLine)), None)
        if block.kind == "party":
            return Words(parties=(Term(name=name, includes=includes, plural=plural or f"{name}s"),))
        term = Term(name=name, includes=includes, says=says or text, situation=situation(block.lines, scope) or None)
        if block.kind == "channel":
            return Words(channels=(replace(term, deemed=_deemed(block, scope)),))
        return Words(kinds=(term,))
    if block.kind == "event":
        return _event(block, scope, known)
    if known.fact(name) or known.state(name):
        scope.error("T102", f"`{name}` is declared twice", block.name.span, "use one name for one thing")
        return Words()
    if block.kind == "fact":
        if name.startswith("not "):
            scope.error(
                "T106",
                f"the name `{name}` begins with `not`, which says the opposite of a fact",
                block.name.span,
                "name what is so, such as `unresolved`; `if not unresolved` then says the opposite",
            )
        if text is None:
            scope.error(
                "T013",
                f"the fact `{name}` does not say what it means",
                block.span,
                f'say it as a clause: `fact {name} "we cannot deal with the enquiry at once"`',
            )
        return Words(facts=(Fact(name=name, text=text or name),))
    interval = next((line for line in block.lines if isinstance(line, t.IntervalLine)), None)
    if interval is None and block is as_written:
        scope.error(
            "T013",
            f"the state `{name}` does not say from when to when",
            block.span,
            "write beneath it: `from EVENT to EVENT`, such as `from leaving to the return`",
        )
        return Words()
    text = text or name
    start, end = ("", "") if interval is None else (interval.start.text, interval.end.text)
    return Words(states=(State(name=name, text=text, start=start, end=end),))


def _with_own_name(block: t.DeclaredBlock, scope: Scope) -> t.DeclaredBlock:
    """The declaration without what belongs on a line of its own beneath it, with a finding: `fact urgent says "…"`."""
    words = block.name.text.split(" ")
    begin = _BEGIN_LINES | {"from"} if block.kind == "state" else _BEGIN_LINES
    at = next((i for i, word in enumerate(words) if i and word in begin), None)
    if at is None or (words[at] == "situation" and at < len(words) - 1):
        return block
    head, text = f"{block.kind} {' '.join(words[:at])}", f'"{block.text or "…"}"'
    name = replace(block.name, text=" ".join(words[:at]))
    scope.unread += f"\n{block.name.text}"
    if block.kind == "fact" and block.text is None:  # what it lacks is said of every such fact
        return replace(block, name=name)
    fixes: tuple[Fix, ...] = ()
    if words[at] == "says":
        help_ = f"write `{head} {text}`"
        if block.text is not None and at == len(words) - 1:
            fixes = (Fix("remove `says`", (Edit(block.name.span, name.text),)),)
    elif words[at] in ("verb", "situation"):
        help_ = f"write it beneath `{head}`: `{' '.join(words[at:])} {text}`"
    else:
        own = f" {text}" if block.text is not None else ""
        help_ = f"write it beneath `{head}{own}`: `{' '.join(words[at:])}`"
    message = f"`{words[at]}` begins a line of its own, and is no part of a name"
    scope.error("T008", message, block.name.span, help_, fixes)
    return replace(block, name=name)


def _event(block: t.DeclaredBlock, scope: Scope, known: Words) -> Words:
    name = block.name.text
    if known.event(name):
        scope.error("T102", f"there is already an event `{name}`", block.name.span, "use it, or another name")
        return Words()
    if name.startswith("the "):
        message = f"the name `{name}` begins with `the`, as the noun of an event does"
        help_ = f"name what happened, such as `resolved`, and write `noun {name.removeprefix('the ')}` beneath it"
        scope.error("T106", message, block.name.span, help_)
    noun = next((line.words.text for line in block.lines if isinstance(line, t.NounLine)), None)
    verbs: list[Verb] = []
    for line in block.lines:
        if not isinstance(line, t.VerbLine):
            continue
        for verb, says in line.verbs:
            if known.verb(verb.text):
                scope.error("T102", f"`{verb.text}` already leads to another event", verb.span, "use another verb")
            else:
                verbs.append(Verb(name=verb.text, says=says or verb.text))
    plain_noun = noun.removeprefix("the ") if noun else None
    return Words(events=(Event(name=name, noun=plain_noun, verbs=tuple(verbs), misses=_misses(block, scope)),))


def _misses(block: t.DeclaredBlock, scope: Scope) -> Misses | None:
    """What sets an event off; its promise is still as the owner names it."""
    found: Misses | None = None
    seen: dict[str, Span] = {}
    for line in block.lines:
        if not isinstance(line, m.MissesLine) or not scope.only_once("when … misses", line, seen):
            continue
        within = None if line.within is None else resolve_amount(line.within, scope)
        if line.n == 0:
            scope.error("T211", "an event needs at least one miss", line.span, "write `when a miss of …`")
        elif within is not None and within.unit not in _WINDOWS:
            message = f"misses are counted over days, weeks, months or years, not over {within}"
            scope.error("T211", message, line.span, "write a time such as `within 90 days`")
        else:
            found = Misses(n=line.n, promise=line.promise.text, within=within)
    return found


_WINDOWS = (Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR)


def _deemed(block: t.DeclaredBlock, scope: Scope) -> Deemed | None:
    """When what comes by a channel counts as arriving; the event is still as the owner names it."""
    found: Deemed | None = None
    seen: dict[str, Span] = {}
    for line in block.lines:
        if isinstance(line, m.DeemedSentLine) and scope.only_once("arrives", line, seen):
            found = DeemedWhenSent(before=time(line.minute // 60 % 24, line.minute % 60))
        elif isinstance(line, m.DeemedAfterLine) and scope.only_once("arrives", line, seen):
            if line.working and line.roll:
                help_ = "leave the ending out"
                scope.error("T211", "a working day is never closed, so it takes no roll", line.span, help_)
            roll = None if line.roll is None or line.roll == Roll.NONE else Roll(line.roll)
            found = DeemedAfter(n=line.n, working=line.working, event=line.event.text, roll=roll)
    return found


def _check_events(blocks: Iterable[t.LineNode], scope: Scope, words: Words) -> None:
    """The events from which and to which states last, and after which something arrives, are known."""
    for block in blocks:
        if not isinstance(block, t.DeclaredBlock):
            continue
        for line in block.lines:
            named: tuple[t.Words, ...] = ()
            if isinstance(line, t.IntervalLine) and block.kind == "state":
                named = (line.start, line.end)
            elif isinstance(line, m.DeemedAfterLine) and block.kind == "channel":
                named = (line.event,)
            for name in named:
                if words.event(name.text) is None:
                    known = [event.name for event in words.events]
                    scope.unknown(name, "event", known, f"event {name.text.removeprefix('the ')}")


def canonical_events(words: Words, known: Words) -> Words:
    """The same words, which name events by their past forms rather than their nouns."""
    states = tuple(
        replace(state, start=_event_name(known, state.start), end=_event_name(known, state.end))
        for state in words.states
    )
    channels = tuple(
        replace(term, deemed=replace(term.deemed, event=_event_name(known, term.deemed.event)))
        if isinstance(term.deemed, DeemedAfter)
        else term
        for term in words.channels
    )
    return replace(words, states=states, channels=channels)


def _event_name(words: Words, name: str) -> str:
    event = words.event(name)
    return event.name if event else name
