"""The mappings that ship with troth, for the exports of help desks as their public documentation describes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path

from troth.audit.mapping import LogMapping
from troth.audit.mapping_read import read_mapping
from troth.diagnostics import Diagnostic
from troth.model.policy import Policy

_SUFFIX = ".yml"


@cache
def ready_mappings() -> dict[str, str]:
    """Name (`zendesk`) → the text of its mapping, for `read_mapping(…, ready=True)`."""
    folder = resources.files("troth.audit").joinpath("mappings")
    found = sorted((one for one in folder.iterdir() if one.name.endswith(_SUFFIX)), key=lambda one: one.name)
    return {one.name.removesuffix(_SUFFIX): one.read_text(encoding="utf-8") for one in found}


def ready_text(name: str) -> str | None:
    """The text of a mapping that ships; None where a file has that name, or none ships with it."""
    return None if Path(name).is_file() else ready_mappings().get(name)


def remedied(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Findings; of those about a mapping that ships, which is no file that anybody could mend, with a way to one."""
    return tuple(
        one if ready_text(one.span.path) is None else replace(one, help=f"{one.help}; {_own_file(one.span.path)}")
        for one in found
    )


def _own_file(name: str) -> str:
    return f"`--map {name} --suggest-map > mapping.yml` writes this mapping to a file that you can complete"


def named_mapping(
    name: str, policy: Policy, text_of: Callable[[str], str], other: Policy | None = None
) -> tuple[LogMapping | None, tuple[Diagnostic, ...]]:
    """The mapping that a name means, and what is to be said of it: that of a file, if there is one, or one that ships.

    `text_of`: reads a file; what it raises is raised. `other`: another policy by which the log is judged too.
    """
    text = ready_text(name)
    if text is not None:
        return read_mapping(text, name, policy, ready=True, other=other)
    return read_mapping(text_of(name), name, policy, other=other)
