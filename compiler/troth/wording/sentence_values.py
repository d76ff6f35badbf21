"""The phrases in a published sentence → values, by the builder that reads them in a policy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import Any

from lark import Token, Tree

from troth.model.condition import InSeason
from troth.model.duration import Duration
from troth.model.limit import Limit
from troth.model.words import Words
from troth.resolve.limits import resolve_amount, resolve_event, resolve_limit
from troth.resolve.scope import Scope
from troth.source import Position
from troth.syntax import tree as t
from troth.syntax.lines import Line
from troth.syntax.phrases import NotAValue, PhraseBuilder
from troth.wording.style import MIDDAY


class NotRead(Exception):
    """A sentence that says no promise of the language; `args[0]` is it, with why."""


class SentenceValues(PhraseBuilder):
    """Reads the phrases in one sentence, with the builder that reads them in a policy."""

    def __init__(self, text: str = "") -> None:
        super().__init__(Line(path="", text=text, origins=tuple(Position(1, i + 1) for i in range(len(text) + 1))))

    def time_of(self, token: Any) -> time:
        """A time of day, as a policy says it, or `midday`.

        Raises NotRead.
        """
        try:
            return time(12) if token == MIDDAY else self._time_of(token)
        except NotAValue as problem:
            raise NotRead(problem.args[0].message) from None


class PromiseValues(SentenceValues):
    """Reads what the sentences of a promise share: limits, amounts, events."""

    def __init__(self, known: Words) -> None:
        super().__init__()
        self._known = known

    def _limit_of(self, tree: Any, resolve: Callable[[Any, Scope], Limit | None] = resolve_limit) -> Limit:
        node = self.visit(tree)
        assert isinstance(node, t.Limit | t.CapBound)
        scope = Scope("", words=self._known)
        limit = resolve(node, scope)
        if limit is None or scope.found:
            raise NotRead(scope.found[0].message)
        return limit

    def _amount_of(self, tree: Any) -> Duration:
        node = self.visit(tree)
        assert isinstance(node, t.Amount)
        amount = resolve_amount(node, Scope(""))
        if amount is None:
            raise NotRead("an amount of nothing is none")
        return amount

    def _event(self, tree: Any) -> str:
        words = self.visit(tree)
        event = resolve_event(words, Scope("", words=self._known))
        if event is None:
            raise NotRead(f"“{words.text}” is no event")
        return event

    def _in_season(self, tree: Tree[Token]) -> InSeason:
        season = self.visit(tree.children[0])
        assert isinstance(season, t.Season)
        return InSeason(season.first, season.last)
