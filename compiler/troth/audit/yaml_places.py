"""YAML as text and places: every scalar is text (`no` is the word), and everything knows where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from troth.source import Position, Span

MOST_CHARACTERS = 1_000_000


@dataclass(frozen=True, slots=True)
class Scalar:
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Items:
    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Entries:
    """Keys and their values, in order, as often as they are written."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span


Node = Scalar | Items | Entries


class NotYaml(Exception):
    """A text is no YAML that a mapping can be: `message` says why, `span` where."""

    def __init__(self, message: str, span: Span) -> None:
        super().__init__(message)
        self.message, self.span = message, span


def read_yaml(text: str, path: str) -> Node | None:
    """The text as nodes; None where it is empty.

    Raises NotYaml: also for an anchor, and for a key that is no plain text.
    """
    here = Span(path=path, start=Position(1, 1), end=Position(1, 1))
    if len(text) > MOST_CHARACTERS:
        raise NotYaml(f"it has more than {MOST_CHARACTERS:,} characters", here)
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise NotYaml("it refers to another place of itself (`*`)", _span(event, path))
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        place = here if mark is None else _at(mark, mark, path)
        raise NotYaml(f"it is no YAML: {problem.problem or problem.context}", place) from None
    except (yaml.YAMLError, RecursionError) as problem:
        raise NotYaml(f"it is no YAML: {str(problem).splitlines()[0]}", here) from None
    return None if node is None else _node(node, path)


def _node(node: yaml.Node, path: str) -> Node:
    span = _span(node, path)
    match node:
        case yaml.ScalarNode():
            return Scalar(str(node.value).strip(), span)
        case yaml.SequenceNode():
            return Items(tuple(_node(one, path) for one in node.value), span)
        case _:
            entries = []
            for key, value in node.value:
                read = _node(key, path)
                if not isinstance(read, Scalar):
                    raise NotYaml("a key of it is no plain text", read.span)
                entries.append((read, _node(value, path)))
            return Entries(tuple(entries), span)


def _span(of: yaml.Node | yaml.Event, path: str) -> Span:
    return _at(of.start_mark, of.end_mark, path)


def _at(start: Any, end: Any, path: str) -> Span:
    first = Position(start.line + 1, start.column + 1)
    return Span(path=path, start=first, end=max(first, Position(end.line + 1, end.column + 1)))
