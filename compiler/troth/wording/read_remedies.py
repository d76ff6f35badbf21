"""The sentences of a remedy → the remedy, for the reader of a passage."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from lark import Token, Tree

from troth.model.condition import ArrivedOnClosedDay, Condition, FactIs, is_denied
from troth.model.currencies import SIGNS, currency_codes, places
from troth.model.limit import Limit
from troth.model.measure import MISSED, Further, Money, Period, Remedy, SumCase, SumFromDelay, Sums
from troth.model.words import CLAIMED
from troth.resolve.remedies import resolve_remedy_limit
from troth.wording.lexicon import content
from troth.wording.read_targets import TargetSentences
from troth.wording.remedies import covers, money_text, period_text
from troth.wording.sentence_values import NotRead

_MONEY = re.compile(r"([A-Z]{3}|[£€$]) ?([\d,]+)(?:\.(\d+))?")


class RemedySentences(TargetSentences):
    """Takes the sentences of a remedy, whose items belong to the sum that stands before them."""

    remedy: Remedy | None = None
    _is_further = _depends = _says_otherwise = False

    def _when_case(self, part: Any) -> Condition:
        raise NotImplementedError

    def check_remedy(self) -> None:
        """Nothing of the remedy must be missing at the end.

        Raises NotRead.
        """
        self._check_items()
        remedy = self.remedy
        if remedy is None:
            return
        if not any(remedy.sums.every()) and (remedy.further is None or not any(remedy.further.sums.every())):
            raise NotRead("the remedy says no sum")
        if len({money.currency for money in _every(remedy)}) > 1:
            raise NotRead("the remedy is in two currencies")

    # ---------- sums

    def _take_pays(self, tree: Tree[Token]) -> None:
        if self.remedy is not None:
            raise NotRead("there are two remedies")
        (said,) = tree.children
        self.remedy = Remedy(sums=self._sums(said))

    def _take_pays_more(self, tree: Tree[Any]) -> None:
        number, unit, part, said = tree.children
        self._check_items()
        amount = Tree("amount", [Token("NUMBER", "1") if number is None else number, unit])
        period = self._amount_of(amount)
        if period_text(period, is_started=part is not None) != _as_said(number, unit, part):
            raise NotRead(f"“{_as_said(number, unit, part)}” is not how a page says a period")
        self._is_further = True
        self._set("further", Further(sums=self._sums(said), period=period, started=part is not None))

    def _sums(self, said: Any) -> Sums:
        self._depends, self._says_otherwise = str(said.type).endswith("DEPENDS"), False
        return Sums(plain=_money(said) if said.type == "MONEY" else None)

    def _take_pays_item(self, tree: Tree[Any]) -> None:
        parts: list[Any] = list(tree.children)
        when, said = parts
        sums = self._sums_so_far()
        if isinstance(when, Token):
            if sums.plain is not None or not sums.cases or said.type == "MONEY":
                raise NotRead("what is paid otherwise is said twice")
            self._says_otherwise = True
            return
        condition = self._when_case(when)
        if any(case.condition == condition for case in sums.cases):
            raise NotRead("a case is said twice")
        self._set_sums(replace(sums, cases=(*sums.cases, SumCase(condition, _money_or_nothing(said)))))

    def _take_pays_delay(self, tree: Tree[Any]) -> None:
        amount, said = tree.children
        sums = self._sums_so_far()
        row = SumFromDelay(self._amount_of(amount), _money_or_nothing(said))
        if sums.plain is not None or self._is_further:
            raise NotRead("only a sum that depends on the delay has rows by delay")
        self._set_sums(replace(sums, by_delay=(*sums.by_delay, row)))

    def _sums_so_far(self) -> Sums:
        remedy = self._remedy()
        return remedy.further.sums if self._is_further and remedy.further is not None else remedy.sums

    def _set_sums(self, sums: Sums) -> None:
        remedy = self._remedy()
        if self._is_further and remedy.further is not None:
            self.remedy = replace(remedy, further=replace(remedy.further, sums=sums))
        else:
            self.remedy = replace(remedy, sums=sums)

    def _check_items(self) -> None:
        """A sum that depends on something has items, which say on what; one that is nothing at first has none."""
        if self.remedy is None:
            return
        sums = self._sums_so_far()
        has_items = bool(sums.cases or sums.by_delay)
        if self._depends and not has_items:
            raise NotRead("it does not say on what the amount depends")
        if not self._depends and sums.plain is None and has_items:
            raise NotRead("what is nothing at first depends on nothing")
        leaves_some = bool(sums.cases) and sums.plain is None and not covers(sums, self._known)
        if leaves_some is not self._says_otherwise:
            raise NotRead("it says what is paid otherwise where nothing is left, or does not say it")
        if sums.cases and sums.by_delay:
            raise NotRead("a sum depends on a case and on the delay")

    # ---------- the most, and when nothing is paid

    def _take_pays_most(self, tree: Tree[Token]) -> None:
        self._set("at_most", _money(tree.children[0]))

    def _take_pays_most_each(self, tree: Tree[Token]) -> None:
        money, each = tree.children
        self._set("at_most_each", (_money(money), Period(str(each).rpartition(" ")[2])))

    def _take_pays_nothing(self, tree: Tree[Any]) -> None:
        (part,) = tree.children
        if part.data == "on_closed_day":
            (calendar,) = part.children
            self._add_condition("excludes", ArrivedOnClosedDay("" if calendar is None else str(calendar)))
        else:
            self._add_condition("excludes", self._when_case(part))

    def _take_pays_only(self, tree: Tree[Any]) -> None:
        condition = self._when_case(tree.children[0])
        if is_denied(condition):
            raise NotRead("what must not be so is said with “unless”")
        self._add_condition("only", condition)

    def _take_pays_unless(self, tree: Tree[Any]) -> None:
        self._add_condition("only", FactIs(content(tree.children[0]), False))

    def _add_condition(self, name: str, condition: Condition) -> None:
        known: tuple[Condition, ...] = getattr(self._remedy(), name)
        if condition in known:
            raise NotRead("one thing is said twice of a remedy")
        changes: dict[str, Any] = {name: (*known, condition)}
        self.remedy = replace(self._remedy(), **changes)

    # ---------- claims and payments

    def _take_claimed(self, tree: Tree[Token]) -> None:
        self._set("claimed", self._remedy_limit(tree.children[0], MISSED))

    def _take_paid(self, tree: Tree[Any]) -> None:
        automatically, limit = tree.children
        if automatically is None and limit is None:
            raise NotRead("it does not say by when it is paid")
        remedy = self._remedy()
        if remedy.automatically:
            raise NotRead("one thing is said twice of a remedy")
        if limit is not None:
            self._set("paid", self._remedy_limit(limit, MISSED if remedy.claimed is None else CLAIMED))
        self.remedy = replace(self._remedy(), automatically=automatically is not None)

    def _take_paid_late(self, tree: Tree[Token]) -> None:
        self._set("if_late", _money(tree.children[0]))

    def _remedy_limit(self, tree: Any, default: str) -> Limit:
        return self._limit_of(tree, lambda limit, scope: resolve_remedy_limit(limit, default, scope))

    def _remedy(self) -> Remedy:
        if self.remedy is None:
            raise NotRead("nothing stands before it that is paid")
        return self.remedy

    def _set(self, name: str, value: Any) -> None:
        remedy = self._remedy()
        if getattr(remedy, name) is not None:
            raise NotRead("one thing is said twice of a remedy")
        self.remedy = replace(remedy, **{name: value})


def _every(remedy: Remedy) -> list[Money]:
    further = [] if remedy.further is None else list(remedy.further.sums.every())
    most = [] if remedy.at_most_each is None else [remedy.at_most_each[0]]
    single = [money for money in (remedy.at_most, remedy.if_late) if money is not None]
    return [*remedy.sums.every(), *further, *most, *single]


def _money_or_nothing(token: Any) -> Money | None:
    return None if token.type == "NOTHING" else _money(token)


def _money(token: Any) -> Money:
    """A sum as a page says it, and in no other way."""
    found = _MONEY.fullmatch(str(token))
    assert found is not None, "the grammar reads nothing else as money"
    sign, whole, part = found.groups("")
    code = SIGNS.get(sign, sign)
    if code not in currency_codes():
        raise NotRead(f"“{code}” is no currency")
    money = Money(int(whole.replace(",", "") + part.ljust(places(code), "0")), code)
    if money_text(money) != str(token):
        raise NotRead(f"“{token}” is not how a page says a sum")
    return money


def _as_said(number: object, unit: object, part: object) -> str:
    return " ".join(str(one) for one in (number, unit, part) if one is not None)
