"""The sentences of targets → targets, for the reader of a passage."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from lark import Token, Tree

from troth.model.condition import ArrivedOnClosedDay, Condition, FactIs, StateIs
from troth.model.duration import Duration
from troth.model.measure import Period, Target, Tier
from troth.model.words import Words
from troth.resolve.limits import resolve_side_limit
from troth.resolve.targets import is_averaged
from troth.wording.lexicon import content, values_in
from troth.wording.sentence_values import NotRead, PromiseValues


class TargetSentences(PromiseValues):
    """Takes the sentences of targets, each with what follows it: what it leaves out, and what alone it counts."""

    def __init__(self, known: Words) -> None:
        super().__init__(known)
        self.targets: list[Target] = []

    def _take_target_in_time(self, tree: Tree[Token]) -> None:
        *about, share = tree.children
        self._add(about, tiers=(Tier(share=_share(share)),))

    def _take_target_tiers(self, tree: Tree[Token]) -> None:
        about, tiers = tree.children[:2], tree.children[2:]
        self._add(about, tiers=tuple(self._tier(tier) for tier in tiers))

    def _take_target_average(self, tree: Tree[Token]) -> None:
        *about, amount = tree.children
        average = self._amount_of(amount)
        if not is_averaged(average):
            raise NotRead(f"an average is not taken in {average.unit}s")
        self._add(about, average=average)

    def _add(self, about: list[Any], tiers: tuple[Tier, ...] = (), average: Duration | None = None) -> None:
        each, values = about
        target = Target(
            tiers=tiers,
            average=average,
            each=None if each is None else Period(str(each).rpartition(" ")[2]),
            only=() if values is None else (values_in(values),),
        )
        self.targets.append(target)

    def _tier(self, tree: Any) -> Tier:
        share, limit = tree.children
        is_deadline = not isinstance(limit, Token)
        return Tier(share=_share(share), limit=self._limit_of(limit, resolve_side_limit) if is_deadline else None)

    def _take_side_if(self, tree: Tree[Token]) -> None:
        self._side(tree.children[0], FactIs(content(tree.children[1])))

    def _take_side_if_not(self, tree: Tree[Token]) -> None:
        self._side(tree.children[0], FactIs(content(tree.children[1]), False))

    def _take_side_while(self, tree: Tree[Token]) -> None:
        self._side(tree.children[0], StateIs(content(tree.children[1])))

    def _take_side_closed(self, tree: Tree[Token]) -> None:
        parts: list[Any] = list(tree.children)  # None where no calendar is named
        side, calendar = parts
        self._side(side, ArrivedOnClosedDay("" if calendar is None else str(calendar)))

    def _take_side_season(self, tree: Tree[Token]) -> None:
        side, season = tree.children
        self._side(side, self._in_season(Tree("season", [season])))

    def _side(self, side: Any, condition: Condition) -> None:
        """What the target before leaves out, or what alone it counts."""
        if not self.targets:
            raise NotRead("nothing stands before it that could leave anything out")
        target = self.targets.pop()
        leaves_out = "leaves out" in str(side)
        if condition in (target.excludes if leaves_out else target.only):
            raise NotRead("one thing is said twice of a target")
        if leaves_out:
            self.targets.append(replace(target, excludes=(*target.excludes, condition)))
        else:
            self.targets.append(replace(target, only=(*target.only, condition)))


def _share(token: Any) -> int:
    """`99.5%` in thousandths of a per cent; as a page says it, with no more places than it needs."""
    found = re.fullmatch(r"(\d{1,3})(?:\.(\d{0,2}[1-9]))?%", str(token))
    share = int(found[1]) * 1000 + int((found[2] or "").ljust(3, "0")) if found else 0
    if not 0 < share <= 100_000:
        raise NotRead(f"“{token}” is no share of anything")
    return share
