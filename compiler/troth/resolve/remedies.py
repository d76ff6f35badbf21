"""The lines of a remedy → what is paid where a promise is missed: sums, further periods, claims, by when it is paid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from troth.diagnostics import Label
from troth.model.condition import Condition, ValueIs
from troth.model.currencies import SIGNS, currency_codes, places
from troth.model.duration import Duration, Unit
from troth.model.limit import Every, Limit, NextWorkingDay, Notice, Rings, SameDay, Vague, Within
from troth.model.measure import MISSED, Further, Money, Period, Remedy, SumCase, SumFromDelay, Sums
from troth.model.policy import US, Case, Promise, Strength
from troth.model.words import CLAIMED, COMPENSATED, Event, Words, parts_of
from troth.resolve.acts import check_anchor
from troth.resolve.conditions import find_values, is_excepted, resolve_condition, values_of
from troth.resolve.limits import resolve_amount, resolve_side_limit
from troth.resolve.modifiers import versions
from troth.resolve.scope import Scope
from troth.source import Position, Span
from troth.syntax import measure_tree as m
from troth.syntax import tree as t

WHERE_PAID = "put it beneath the promise itself; a case there has a sum of its own: `remedy, by priority`"
"""Of a remedy that stands beneath a case."""
_DELAY = "delay"


def with_remedy(promise: Promise, line: m.RemedyLine | None, scope: Scope) -> Promise:
    """The promise with the remedy that a line beneath it says; without, and a finding, where that is none."""
    if line is None:
        return promise
    remedy = _Reader(scope, promise.conditions).read(line)
    problem = None if remedy is None else _misplaced(promise) or _without_deadline(remedy, promise)
    if problem is None:
        return replace(promise, remedy=remedy)
    code, message, help_ = problem
    scope.error(code, message, line.span, help_)
    return promise


_Problem = tuple[str, str, str]


def _misplaced(promise: Promise) -> _Problem | None:
    """What nobody can miss, or is not ours to keep, has no remedy."""
    if promise.actor != US:
        return "T008", "what others must do has no remedy of ours", "put it beneath a promise of your own"
    if promise.strength is Strength.MAY:
        return "T008", "what you may do is never missed", "promise it with `must`, `should` or `aim to`"
    return None


def _without_deadline(remedy: Remedy, promise: Promise) -> _Problem | None:
    limits = [limit for _, limit in promise.limits()]
    if limits and all(isinstance(limit, Vague) for limit in limits):
        return "T211", "this promise says no time, so nothing is late", "say by when: `within 4 hours`"
    if any(isinstance(limit, Every) for limit in limits):
        return "T211", "a remedy does not go with updates again and again", "leave it out, or promise one deadline"
    if any(isinstance(limit, Notice) and limit.after for limit in limits):
        message = "what is done at least so long after an event is never late"
        return "T211", message, "leave the remedy out, or promise a deadline"
    if any(isinstance(limit, Rings) for limit in limits) and (counted := _from_the_deadline(remedy)):
        message = f"rings have no deadline from which {counted} could be counted"
        return "T211", message, "say the sum alone, or a limit in minutes"
    return None


def _from_the_deadline(remedy: Remedy) -> str:
    """What of a remedy is counted from the deadline; "" for nothing."""
    if remedy.further is not None:
        return "further periods"
    if remedy.sums.by_delay:
        return "a delay"
    for limit, what in ((remedy.paid, "a payment"), (remedy.claimed, "a claim")):
        if limit is not None and MISSED in parts_of(getattr(limit, "event", ""))[1]:
            return what
    return ""


def resolve_remedy_limit(limit: t.Limit, default: str, scope: Scope) -> Limit | None:
    """By when something is paid or claimed: a deadline; counted from `default` where it names no event.

    `the deadline` is the one that was missed.
    """
    missed = Words(events=(Event(name=MISSED, noun=MISSED.removeprefix("the ")),))
    found = resolve_side_limit(limit, replace(scope, words=missed.joined(scope.words)))
    if isinstance(found, Within | NextWorkingDay | SameDay) and getattr(limit.bound, "event", None) is None:
        return replace(found, event=default)
    return found


@dataclass(slots=True)
class _Reader:
    """Reads the lines of one remedy, which is all of one currency."""

    scope: Scope
    above: tuple[Condition, ...]
    first: tuple[str, Span] | None = None
    seen: dict[str, Span] = field(default_factory=dict)
    only: list[Condition] = field(default_factory=list)
    excludes: list[Condition] = field(default_factory=list)

    def read(self, line: m.RemedyLine) -> Remedy | None:
        before = len(self.scope.found)
        claim = next((one for one in line.lines if isinstance(one, m.ClaimedLine)), None)
        sums = self._sums(line)
        said: dict[str, Any] = {}
        for one in line.lines:
            said |= self._line(one, claim)
        said["only"], said["excludes"] = tuple(self.only), tuple(self.excludes)
        remedy = Remedy(sums=sums, span=line.span, **said)
        if len(self.scope.found) > before:
            return None
        self._check(remedy, line)
        return remedy if len(self.scope.found) == before else None

    def _line(self, line: t.LineNode, claim: m.ClaimedLine | None) -> dict[str, Any]:
        """What a line beneath the remedy says, but for its sums."""
        match line:
            case m.FurtherLine() if self._once("plus", line):
                return {"further": self._further(line)}
            case m.AtMostLine(sum=said, each=None) if self._once("at most", line):
                return {"at_most": self._money(said)}
            case m.AtMostLine(sum=said, each=str(each)) if self._once("at most … each", line):
                money = self._money(said)
                return {} if money is None else {"at_most_each": (money, Period(each))}
            case m.PaidLine() if self._once("paid", line):
                return self._paid(line, claim)
            case m.ClaimedLine(limit=limit) if self._once("claimed", line):
                found = resolve_remedy_limit(limit, MISSED, self.scope)
                check_anchor(found, CLAIMED, line.span, self.scope)
                return {"claimed": found}
            case m.PaidLateLine(sum=said) if self._once("if paid late", line):
                return {"if_late": self._money(said)}
            case t.ConditionLine():
                self._condition(line)
            case _:
                pass
        return {}

    def _once(self, name: str, line: t.LineNode) -> bool:
        return self.scope.only_once(name, line, self.seen)

    def _condition(self, line: t.ConditionLine) -> None:
        if isinstance(line.condition, t.ForValues):
            help_ = "give it a sum: `for email: £20`"
            self.scope.error("T008", "`for` alone has no meaning beneath a remedy", line.span, help_)
            return
        found = resolve_condition(line.condition, self.scope)
        if found is not None:
            (self.excludes if is_excepted(line.condition) else self.only).append(found)

    def _paid(self, line: m.PaidLine, claim: m.ClaimedLine | None) -> dict[str, Any]:
        if line.automatically and claim is not None:
            message = "what has to be claimed is not paid automatically"
            labels = (Label(claim.span, "it has to be claimed here"),)
            self.scope.error("T211", message, line.span, "keep one of the two lines", labels=labels)
        if line.limit is None:
            if not line.automatically:
                help_ = "say by when, such as `paid within 10 working days`"
                self.scope.error("T013", "`paid` does not say by when", line.span, help_)
            return {"automatically": line.automatically}
        found = resolve_remedy_limit(line.limit, MISSED if claim is None else CLAIMED, self.scope)
        check_anchor(found, COMPENSATED, line.span, self.scope)
        return {"automatically": line.automatically, "paid": found}

    # ---------- sums

    def _money(self, said: m.Sum) -> Money | None:
        """A sum in minor units; None for `nothing`, and with a finding for what is no sum."""
        if not said.digits:
            return None
        code = SIGNS.get(said.currency, said.currency)
        if code not in currency_codes():
            start = said.span.start
            end = Position(start.line, start.column + len(code))
            name = t.Words(span=Span(path=said.span.path, start=start, end=end), text=code)
            self.scope.unknown(name, "currency", currency_codes(), listed=("GBP", "EUR", "USD"))
            return None
        whole, _, part = said.digits.partition(".")
        most = places(code)
        if len(part) > most:
            message = f"a sum in {code} has at most {most} places after the point"
            if not most:
                message = f"a sum in {code} has no places after the point"
            help_ = f"write it as in `{said.currency}{'' if said.currency in SIGNS else ' '}{whole}`"
            self.scope.error("T211", message, said.span, help_)
            return None
        if self.first is None:
            self.first = (code, said.span)
        elif self.first[0] != code:
            labels = (Label(self.first[1], "the first of them"),)
            message = f"this remedy is in two currencies, {self.first[0]} and {code}"
            self.scope.error("T211", message, said.span, "say every sum of it in one currency", labels=labels)
            return None
        minor = int(whole + part.ljust(most, "0"))
        if minor == 0:
            self.scope.error("T211", "a sum of nothing is none", said.span, "write `nothing`")
            return None
        return Money(minor, code)

    def _sums(self, line: m.RemedyLine) -> Sums:
        if line.by is not None and line.by.text == _DELAY and not self.scope.words.values(_DELAY):
            return self._by_delay(line)
        return self._by_case(line, line.sum, line.by, line.lines)

    def _by_delay(self, line: m.RemedyLine) -> Sums:
        rows: list[SumFromDelay] = []
        for one in line.lines:
            if isinstance(one, m.DelayRowLine):
                amount = resolve_amount(one.amount, self.scope)
                money = self._money(one.sum)
                if amount is not None:
                    rows.append(SumFromDelay(amount, money, one.span))
            elif isinstance(one, m.SumRowLine | m.SumCaseLine):
                help_ = "leave one of the two out: a table by delay has rows such as `from 5 working days: £25`"
                self.scope.error("T008", "a table by delay has no other cases", one.span, help_)
        if not rows:
            example = "add a row for each, such as `from 5 working days: £25`"
            self.scope.error("T013", "the table says nothing", line.span, example)
        for before, after in pairwise(rows):
            first, second = _length(before.delay), _length(after.delay)
            if first[0] != second[0]:
                message = f"`{before.delay}` and `{after.delay}` are not of one unit"
                self.scope.error("T211", message, after.span, f"say each delay in {before.delay.unit}s")
            elif second[1] <= first[1]:
                message = f"`{after.delay}` is not more than `{before.delay}` above it"
                self.scope.error("T211", message, after.span, "put the rows in order, the shortest delay first")
        return Sums(by_delay=tuple(rows))

    def _by_case(self, line: t.LineNode, said: m.Sum | None, by: t.Words | None, lines: Iterable[t.LineNode]) -> Sums:
        """A sum with its cases, or a table by a category."""
        words = self.scope.words
        if by is not None and not words.values(by.text):
            names = [*(category.name for category in words.categories), "channel", "kind", "party"]
            self.scope.unknown(by, "category", names, f"category {by.text}: …")
            return Sums()
        plain = None if said is None else self._money(said)
        otherwise = None if said is None else line.span
        cases: list[SumCase] = []
        before = len(self.scope.found)
        for one in lines:
            if isinstance(one, m.DelayRowLine):
                help_ = "make it a table: `remedy, by delay`, with a row for each"
                self.scope.error("T008", "only a table by delay has rows by delay", one.span, help_)
            elif isinstance(one, m.SumRowLine) and not one.names:
                if otherwise is not None:
                    labels = (Label(otherwise, "said here first"),)
                    message = "the sum for all other cases is said twice"
                    self.scope.error("T014", message, one.span, "keep the one that is meant", labels=labels)
                    continue
                plain, otherwise = self._money(one.sum), one.span
            elif isinstance(one, m.SumRowLine | m.SumCaseLine):
                condition = self._case_of(one, None if by is None else by.text)
                if condition is not None:
                    cases.append(SumCase(condition, self._money(one.sum), one.span))
        if by is not None and not cases and otherwise is None:
            example = f"{words.values(by.text)[0]}: £20"
            help_ = f"add a row for each {by.text}, such as `{example}`"
            self.scope.error("T013", "the table says nothing", line.span, help_)
        elif otherwise is None and by is not None and len(self.scope.found) == before:
            self._check_covered(by.text, cases, line.span)
        self._check_values(cases)
        return Sums(plain=plain, cases=self._versions(cases))

    def _case_of(self, line: m.SumRowLine | m.SumCaseLine, dimension: str | None) -> Condition | None:
        if isinstance(line, m.SumRowLine):
            if dimension is not None:
                return values_of(dimension, line.names, self.scope)
            categories = (category.name for category in self.scope.words.categories)
            return find_values(line.names, self.scope, (*categories, "channel", "kind", "party"))
        if is_excepted(line.condition):
            help_ = "write `if …:` or `while …:`; where nothing is paid, the sum is `nothing`"
            self.scope.error("T008", "an exception has no sum of its own", line.span, help_)
            return None
        return resolve_condition(line.condition, self.scope)

    def _versions(self, cases: list[SumCase]) -> tuple[SumCase, ...]:
        """Sums `from` one day after the other: each holds until the next begins."""
        as_cases = [Case(condition=case.condition, limit=None, span=case.span) for case in cases]
        return tuple(
            replace(case, condition=one.condition)
            for case, one in zip(cases, versions(as_cases, self.scope), strict=True)
        )

    def _check_values(self, cases: list[SumCase]) -> None:
        taken: dict[tuple[str, str], Span] = {}
        for case in cases:
            if not isinstance(case.condition, ValueIs):
                continue
            for value in case.condition.values:
                key = (case.condition.dimension, value)
                if key in taken:
                    labels = (Label(taken[key], "said here first"),)
                    message = f"`{value}` has a row above already"
                    self.scope.error("T301", message, case.span, "name each once", labels=labels)
                taken.setdefault(key, case.span)

    def _check_covered(self, dimension: str, cases: list[SumCase], span: Span) -> None:
        """A table says a sum for each value for which the promise is made."""
        left = list(self.scope.words.values(dimension))
        for condition in self.above:
            if isinstance(condition, ValueIs) and condition.dimension == dimension:
                left = [value for value in left if value in condition.values]
        for case in cases:
            if isinstance(case.condition, ValueIs) and case.condition.dimension == dimension:
                left = [value for value in left if value not in case.condition.values]
        if left:
            named = " and ".join(f"`{value}`" for value in left) if len(left) < 3 else f"{len(left)} values"
            help_ = "add a row for each, or `otherwise: …`; `nothing` says that nothing is paid"
            self.scope.error("T303", f"nothing is said for {named}", span, help_)

    def _further(self, line: m.FurtherLine) -> Further | None:
        period = resolve_amount(line.amount, self.scope)
        sums = self._by_case(line, line.sum, line.by, line.lines)
        if period is None:
            return None
        return Further(sums=sums, period=period, started=line.started)

    # ---------- one with the other

    def _check(self, remedy: Remedy, line: m.RemedyLine) -> None:
        further = () if remedy.further is None else tuple(remedy.further.sums.every())
        if not any(remedy.sums.every()) and not further:
            help_ = "say a sum, or leave the remedy out"
            self.scope.error("T211", "a remedy of nothing is none", line.span, help_)
            return
        if remedy.further is not None and not further:
            self.scope.error("T211", "nothing more is paid here", self.seen["plus"], "say a sum, or leave it out")
        for name, most in (("at most", remedy.at_most), ("at most … each", remedy.at_most_each)):
            money = most[0] if isinstance(most, tuple) else most
            if money is not None and any(one > money for one in remedy.sums.every()):
                message = "this is less than what is paid for one miss"
                self.scope.error("T218", message, self.seen[name], "one of the two sums is not meant")
        if remedy.if_late is not None and remedy.paid is None:
            help_ = "add a line such as `paid within 10 working days`"
            message = "nothing says by when it is paid, so it is never late"
            self.scope.error("T013", message, self.seen["if paid late"], help_)


_FAMILIES = {Unit.DAY: ("day", 1), Unit.WORKING_DAY: ("working day", 1), Unit.WEEK: ("week", 1)}


def _length(amount: Duration) -> tuple[str, int]:
    """How long a delay is, and of what it is so much; only what is of one kind can be compared."""
    unit = amount.unit
    if unit.is_timed:
        return ("open" if unit.is_opening else "by the clock", amount.seconds)
    if unit in (Unit.MONTH, Unit.YEAR):
        return ("month", amount.n * (12 if unit is Unit.YEAR else 1))
    family, one = _FAMILIES[unit]
    return family, amount.n * one
