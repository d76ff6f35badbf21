"""Laws as functions of what is drawn: checked on many examples, and on as many until a damaged compiler breaks one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.properties.drawn import LAWS

Law = Callable[..., None]
_DRAWN: dict[Law, tuple[st.SearchStrategy[object], ...]] = {}
_RED = settings(LAWS, max_examples=400, phases=(Phase.generate,))
"""The first example that breaks a law is enough: it is not made small."""


def law(*drawn: st.SearchStrategy[object]) -> Callable[[Law], Law]:
    """A law about what is drawn, in the order of the function's parameters."""

    def register(function: Law) -> Law:
        _DRAWN[function] = drawn
        return function

    return register


def laws_of(module: str) -> list[Law]:
    """The laws of a module, in its order."""
    return [function for function in _DRAWN if function.__module__ == module]


def check(function: Law, most: int = LAWS.max_examples) -> None:
    """Raises AssertionError where an example breaks the law."""
    settings(LAWS, max_examples=most)(given(*_DRAWN[function])(function))()


def is_broken(function: Law) -> bool:
    """Does some example break the law?"""
    try:
        _RED(given(*_DRAWN[function])(function))()
    except AssertionError:
        return True
    return False


def damaged_by(test: Any) -> set[Law]:
    """The laws that a test, parametrized by laws and damages, shows to be broken by a damage."""
    (marker,) = (mark for mark in test.pytestmark if mark.name == "parametrize")
    return {one for one, _ in marker.args[1]}
