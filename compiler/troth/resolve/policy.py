"""The tree of a policy's file → the policy, and everything that keeps it from being one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from troth.calendars.lock import Lock
from troth.diagnostics import Label
from troth.model.calendar import Calendar
from troth.model.policy import Assumption, Duty, Policy, Prose, Report, Standard, Written
from troth.model.words import Words
from troth.resolve.braces import fill
from troth.resolve.calendar import resolve_calendar
from troth.resolve.conditions import find_values, resolve_audience
from troth.resolve.declarations import canonical_events, declare
from troth.resolve.examples import resolve_example
from troth.resolve.header import resolve_header
from troth.resolve.promises import resolve_duty, resolve_standard
from troth.resolve.scope import Scope
from troth.resolve.sources import resolve_sources
from troth.resolve.texts import owner_text, short_text
from troth.resolve.variations import with_promises_missed, with_variations
from troth.source import Span, whole_file
from troth.syntax import tree as t
from troth.syntax.parser import SyntaxTree

RESERVED = frozenset({"site", "manifest"})
"""Names of folders and files in a build, which no policy may take."""
_SHORT_NAME = "choose another name, such as a short form of your organisation's"


def resolve_vocabulary(tree: SyntaxTree) -> Words:
    """The words of a vocabulary file.

    Raises AssertionError for a fault in it: the one that ships is ours.
    """
    scope = Scope("vocabulary")
    words = declare(tree.blocks, scope)
    assert not scope.found, scope.found
    return canonical_events(words, words)


def resolve(tree: SyntaxTree, vocabulary: Words, lock: Lock | None) -> tuple[Policy | None, Scope]:
    """A policy from its tree, its vocabulary and its holiday lock.

    Returns None where the file holds no policy; a policy with errors among the findings is for further findings only.
    """
    headers = [block for block in tree.blocks if isinstance(block, t.PolicyBlock)]
    scope = Scope(headers[0].name.text if headers else "", words=vocabulary, unread=tree.unread, broken=tree.broken)
    if not headers:
        scope.error(
            "T013", "the file holds no policy", whole_file(tree.path), 'begin with `policy harbour "Customer contact"`'
        )
        return None, scope
    for extra in headers[1:]:
        scope.error("T014", "a file holds one policy", extra.span, "move this one to a file of its own")
    block = headers[0]
    if block.name.text in RESERVED:
        scope.error("T106", f"`{block.name.text}` is a name that the build needs", block.name.span, _SHORT_NAME)
    declared = declare(tree.blocks, scope)
    declared = canonical_events(declared, vocabulary.joined(declared))
    scope.words = vocabulary.joined(declared)
    header, uses = resolve_header(block, scope)
    calendar, *others = _calendars(tree, uses, lock, scope) or (None,)
    standards: list[Standard] = []
    duties: list[Duty] = []
    texts: list[Prose] = []
    reports: list[Report] = []
    section, sources = "", list(header.sources)
    for node in tree.blocks:
        match node:
            case t.SectionBlock():
                heading = short_text(node.title, node.span, scope)
                section = heading if node.label is None else f"{node.label} {heading}"
                sources.extend(resolve_sources(node.lines))
            case t.CalendarBlock() | t.DeclaredBlock():
                sources.extend(resolve_sources(node.lines))
            case t.StandardBlock():
                standard, own_duties = resolve_standard(node, section, scope)
                standards.append(standard)
                duties.extend(own_duties)
            case t.DutyBlock():
                duties.extend(resolve_duty(node, section, scope))
            case t.TextBlock():
                texts.append(_prose(node, section, scope))
            case t.ReportBlock():
                reports.append(_report(node, scope))
            case _:
                pass
    _check_names(tree, standards, scope)
    varied, variations = with_variations(tree.blocks, standards, scope.standard_calendars, scope)
    declared = with_promises_missed(tree.blocks, declared, varied, scope)
    scope.words = vocabulary.joined(declared)
    found = (resolve_example(node, scope) for node in tree.blocks if isinstance(node, t.ExampleBlock))
    examples = tuple(example for example in found if example is not None)
    policy = Policy(
        id=block.name.text,
        title=short_text(block.title, block.span, scope) if block.title else block.name.text,
        header=header,
        calendar=calendar,
        calendars=tuple(other for other in others if other is not None),
        words=scope.words,
        declared=declared,
        standards=varied,
        variations=variations,
        duties=tuple(duties),
        texts=tuple(texts),
        reports=tuple(reports),
        examples=examples,
        assumptions=tuple(_assumptions(tree.blocks)),
        sources=tuple(sources),
        path=tree.path,
        layout=dict(_layout(tree.blocks)),
    )
    return fill(policy, scope), scope


def _calendars(tree: SyntaxTree, uses: t.Words | None, lock: Lock | None, scope: Scope) -> tuple[Calendar | None, ...]:
    """The calendars of a policy: first the one by which it counts where nothing else is said."""
    blocks = [block for block in tree.blocks if isinstance(block, t.CalendarBlock)]
    names = [block.name.text for block in blocks]
    main = uses.text if uses is not None else names[0] if names else ""
    if uses is not None and uses.text not in names:
        scope.unknown(uses, "calendar", names, f"calendar {uses.text}")
    elif uses is None and len(blocks) > 1:
        message = f"there are {len(blocks)} calendars, and the policy does not say by which it counts"
        help_ = f"add beneath `policy` a line such as `calendar {main}`"
        scope.error("T013", message, blocks[1].name.span, help_)
    scope.calendars, scope.main_calendar = frozenset(names), main
    first = next((block for block in blocks if block.name.text == main), None)
    if first is None:
        return ()
    found = resolve_calendar(first, lock, scope)
    return (found, *(resolve_calendar(block, lock, scope, found) for block in _others(blocks, first, scope)))


def _others(blocks: list[t.CalendarBlock], first: t.CalendarBlock, scope: Scope) -> Iterator[t.CalendarBlock]:
    seen = {first.name.text: first}
    for block in blocks:
        if block is first:
            continue
        if block.name.text in seen:
            labels = (Label(seen[block.name.text].name.span, "the other one"),)
            message = f"there are two calendars named `{block.name.text}`"
            scope.error("T102", message, block.name.span, "give one of them another name", labels=labels)
            continue
        seen[block.name.text] = block
        yield block


def _prose(block: t.TextBlock, section: str, scope: Scope) -> Prose:
    def texts(kind: type[t.ParagraphLine] | type[t.BulletLine]) -> tuple[str, ...]:
        return tuple(owner_text(line.text, scope) for line in block.lines if isinstance(line, kind))

    return Prose(
        section=section,
        paragraphs=texts(t.ParagraphLine),
        bullets=texts(t.BulletLine),
        not_promises=tuple(line.text for line in block.lines if isinstance(line, t.NotAPromiseLine)),
        audience=resolve_audience(block.lines, scope),
        sources=resolve_sources(block.lines),
        span=block.span,
    )


def _report(block: t.ReportBlock, scope: Scope) -> Report:
    value = find_values(block.on, scope, ("channel",))
    channels = value.values if value else ()
    return Report(frequency=block.frequency, to=block.to, channels=channels, sources=resolve_sources(block.lines))


def _check_names(tree: SyntaxTree, standards: Iterable[Standard], scope: Scope) -> None:
    seen: dict[str, Span] = {}
    for block in tree.blocks:
        if not isinstance(block, t.StandardBlock | t.DutyBlock):
            continue
        name = block.name.text
        if name in seen:
            scope.error(
                "T102",
                f"there are two standards or duties named `{name}`",
                block.name.span,
                "give one of them another name: a name is an identity that others refer to",
                labels=(Label(seen[name], "the first one"),),
            )
        else:
            seen[name] = block.name.span
    names = [standard.name for standard in standards]
    for block in tree.blocks:
        if isinstance(block, t.StandardBlock):
            for line in block.lines:
                if isinstance(line, t.ReplacesLine):
                    for word in line.names:
                        if word.text not in names or word.text == block.name.text:
                            scope.unknown(
                                word, "standard of this policy that it could replace", set(names) - {block.name.text}
                            )


def _layout(lines: Iterable[t.LineNode]) -> Iterator[tuple[Span, Written]]:
    for line in lines:
        last = line.lines[-1].span if line.lines else None
        yield line.span, Written(said=line.said, before=line.before, last=last)
        yield from _layout(line.lines)


def _assumptions(blocks: Iterable[t.LineNode]) -> Iterator[Assumption]:
    for block in blocks:
        if block.assumed:
            yield Assumption(text=block.said, span=block.span)
        yield from _assumptions(block.lines)
