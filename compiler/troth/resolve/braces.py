"""What stands in braces, said out: `{3 hours}` is itself, `{repairs.complete emergency}` is that rule's figure."""

from __future__ import annotations

import dataclasses
from typing import TypeVar

from troth.model.condition import ValueIs
from troth.model.limit import Limit, NextWorkingDay, Rings, Within
from troth.model.policy import Duty, Policy, Promise, Prose, Standard
from troth.resolve.scope import Scope
from troth.resolve.texts import BRACES, is_figure
from troth.source import Span

_T = TypeVar("_T", Duty, Prose, Promise)
_TEXTS = ("text", "paragraphs", "bullets", "saying")


def fill(policy: Policy, scope: Scope) -> Policy:
    """The policy with its texts said out; a reference that names no figure is a finding."""

    def said(text: str, span: Span) -> str:
        for content in BRACES.findall(text):
            figure = content if is_figure(content) else _figure(policy, content)
            if figure is None:
                ids = ", ".join(f"`{p.id.removeprefix(policy.id + '.')}`" for p in policy.promises())
                scope.error(
                    "T404",
                    f"`{{{content}}}` is neither a figure nor a promise with one",
                    span,
                    f"write a figure such as `{{3 hours}}`, or one of {ids or 'the promises'}",
                )
                figure = content
            text = text.replace(f"{{{content}}}", figure)
        return text

    def fill_one(item: _T) -> _T:
        changes: dict[str, object] = {}
        for name in _TEXTS:
            value = getattr(item, name, None)
            if isinstance(value, str):
                changes[name] = said(value, item.span)
            elif isinstance(value, tuple):
                changes[name] = tuple(said(text, item.span) for text in value)
        return dataclasses.replace(item, **changes)  # type: ignore[arg-type]

    def fill_standard(standard: Standard) -> Standard:
        return dataclasses.replace(standard, promises=tuple(fill_one(promise) for promise in standard.promises))

    return dataclasses.replace(
        policy,
        standards=tuple(fill_standard(standard) for standard in policy.standards),
        duties=tuple(fill_one(duty) for duty in policy.duties),
        texts=tuple(fill_one(prose) for prose in policy.texts),
    )


def _figure(policy: Policy, content: str) -> str | None:
    """The figure of `repairs.complete emergency`: the limit of that promise where those values hold."""
    name, *values = content.split()
    promise = policy.promise(f"{policy.id}.{name}")
    if promise is None:
        return None
    for path, limit in promise.limits():
        said = [value for condition in path if isinstance(condition, ValueIs) for value in condition.values]
        if (not values and not path) or (values and " ".join(values) in said):
            return _amount(limit)
    return None


def _amount(limit: Limit) -> str | None:
    match limit:
        case Within(amount=amount):
            return str(amount)
        case NextWorkingDay():
            return "1 working day"
        case Rings(most=most):
            return f"{most} rings"
        case _:
            return None
