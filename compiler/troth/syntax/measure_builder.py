"""Lark's parse tree of a line of a target, a remedy, a variation → our node."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from lark import Token

from troth.diagnostics import Diagnostic
from troth.source import Span
from troth.syntax import measure_tree as m
from troth.syntax import tree as t
from troth.syntax.phrases import Child, NotAValue, PhraseBuilder, quoted

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_MOST_PLACES = 3


class MeasureBuilder(PhraseBuilder):
    """Builds the phrases of shares and sums, in policies and in published sentences."""

    def _tier(self, span: Span, parts: Sequence[Child]) -> m.TierPhrase:
        share, limit = parts
        return m.TierPhrase(span=span, share=self._share(share), limit=limit)

    def _share(self, token: Token) -> int:
        """`95%` in thousandths of a per cent."""
        figure = re.match(r"[\d.]+", token)
        assert figure is not None
        whole, _, places = figure[0].partition(".")
        if len(places) > _MOST_PLACES or len(whole) > len("100"):
            self._no_share(token, "a share has at most three places after the point, and no more than 100%")
        share = int(whole) * 1000 + int(places.ljust(_MOST_PLACES, "0"))
        if not 0 < share <= 100_000:
            self._no_share(token, "a share lies between 0% and 100%")
        return share

    def _no_share(self, token: Token, help_: str) -> None:
        message = f"`{token}` is no share of anything"
        raise NotAValue(Diagnostic(code="T211", message=message, help=help_, span=self._token_span(token)))

    def _sum(self, token: Token) -> m.Sum:
        if token.type.endswith("NOTHING"):
            return m.Sum(span=self._token_span(token), digits="", currency="")
        found = re.fullmatch(r"([A-Z]{3}|[£€$]) ?([\d,]+)(\.\d+)?", token)
        assert found is not None
        digits = found[2].replace(",", "") + (found[3] or "")
        if "," in found[2] and not re.fullmatch(r"\d{1,3}(,\d{3})+", found[2]):
            whole, _, rest = found[2].rpartition(",")
            meant = f"`{found[1]}{whole}.{rest}` or `{found[1]}{digits}`"
            message = f"`{token}` is not how a sum is written"
            span = self._token_span(token)
            raise NotAValue(Diagnostic(code="T211", message=message, help=f"write {meant}", span=span))
        return m.Sum(span=self._token_span(token), digits=digits, currency=found[1])

    def _each(self, token: Token | None) -> str | None:
        return None if token is None else token.rsplit(" ", 1)[-1]


class MeasureLineBuilder(MeasureBuilder):
    """Builds the lines; `_own` gives what every line has."""

    def _own(self) -> dict[str, Any]:
        raise NotImplementedError

    def _basis(self, _: Span, parts: Sequence[Child]) -> m.BasisLine:
        return m.BasisLine(citation=quoted(parts[1]) if len(parts) > 1 else None, **self._own())

    def _after_event(self, _: Span, parts: Sequence[Child]) -> m.AfterEventLine:
        return m.AfterEventLine(event=parts[0], **self._own())

    def _restarted(self, _: Span, parts: Sequence[Child]) -> m.RestartedLine:
        return m.RestartedLine(event=parts[0], **self._own())

    # ---------- of a target

    def _target(self, _: Span, parts: Sequence[Child]) -> m.TargetLine:
        *tiers, each = parts
        return m.TargetLine(tiers=tuple(tiers), each=self._each(each), **self._own())

    def _target_average(self, _: Span, parts: Sequence[Child]) -> m.TargetLine:
        return m.TargetLine(average=parts[0], each=self._each(parts[1]), **self._own())

    def _target_by(self, _: Span, parts: Sequence[Child]) -> m.TargetLine:
        return m.TargetLine(by=parts[0], each=self._each(parts[1]), **self._own())

    def _target_row(self, _: Span, parts: Sequence[Child]) -> m.TargetRowLine:
        names, *tiers = parts
        return m.TargetRowLine(names=_named(names), tiers=tuple(tiers), **self._own())

    # ---------- of a remedy

    def _remedy(self, _: Span, parts: Sequence[Child]) -> m.RemedyLine:
        return m.RemedyLine(sum=self._sum(parts[0]), **self._own())

    def _remedy_by(self, _: Span, parts: Sequence[Child]) -> m.RemedyLine:
        return m.RemedyLine(by=parts[0], **self._own())

    def _sum_row(self, _: Span, parts: Sequence[Child]) -> m.SumRowLine:
        return m.SumRowLine(names=_named(parts[0]), sum=self._sum(parts[1]), **self._own())

    def _sum_case(self, _: Span, parts: Sequence[Child]) -> m.SumCaseLine:
        return m.SumCaseLine(condition=parts[0], sum=self._sum(parts[1]), **self._own())

    def _delay_row(self, _: Span, parts: Sequence[Child]) -> m.DelayRowLine:
        return m.DelayRowLine(amount=parts[0], sum=self._sum(parts[1]), **self._own())

    def _further(self, span: Span, parts: Sequence[Child]) -> m.FurtherLine:
        total, *period = parts
        return m.FurtherLine(sum=self._sum(total), **self._period(span, period), **self._own())

    def _further_by(self, span: Span, parts: Sequence[Child]) -> m.FurtherLine:
        by, *period = parts
        return m.FurtherLine(by=by, **self._period(span, period), **self._own())

    def _period(self, span: Span, parts: Sequence[Child]) -> dict[str, Any]:
        """`24 hours or part of it`, or `hour`."""
        number, unit, part = parts
        said = number if number is not None else Token("NUMBER", "1")
        return {"amount": self._amount(span, [said, unit]), "started": part is not None}

    def _at_most(self, _: Span, parts: Sequence[Child]) -> m.AtMostLine:
        return m.AtMostLine(sum=self._sum(parts[0]), each=self._each(parts[1]), **self._own())

    def _paid(self, _: Span, parts: Sequence[Child]) -> m.PaidLine:
        return m.PaidLine(automatically=parts[0] is not None, limit=parts[1], **self._own())

    def _claimed(self, _: Span, parts: Sequence[Child]) -> m.ClaimedLine:
        return m.ClaimedLine(limit=parts[0], **self._own())

    def _paid_late(self, _: Span, parts: Sequence[Child]) -> m.PaidLateLine:
        return m.PaidLateLine(sum=self._sum(parts[0]), **self._own())

    # ---------- of a variation, and of a declared word

    def _variation(self, _: Span, parts: Sequence[Child]) -> m.VariationBlock:
        return m.VariationBlock(name=parts[0], title=self._text(parts[1]), **self._own())

    def _variation_days(self, span: Span, parts: Sequence[Child]) -> m.VariationDaysLine:
        days = self._dates_case(span, parts)
        assert days.first is not None
        assert days.last is not None
        return m.VariationDaysLine(first=days.first, last=days.last, **self._own())

    def _variation_limit(self, _: Span, parts: Sequence[Child]) -> m.VariationLimitLine:
        return m.VariationLimitLine(promise=self._name(parts[0]), limit=self._promised_limit(parts[1]), **self._own())

    def _deemed_after(self, _: Span, parts: Sequence[Child]) -> m.DeemedAfterLine:
        ordinal, unit, event, roll = parts
        n = ORDINALS.index(ordinal) + 1 if ordinal in ORDINALS else int(ordinal[:-2])
        kind = re.sub("s$", "", str(unit)).replace("business", "working")
        if kind not in ("day", "working day") or n == 0:
            help_ = "count days or working days, such as `arrives on second working day after posting`"
            message = f"`{ordinal} {unit}` is no day on which something arrives"
            raise NotAValue(Diagnostic(code="T211", message=message, help=help_, span=self._token_span(unit)))
        return m.DeemedAfterLine(
            n=n,
            working=kind == "working day",
            event=event,
            roll=None if roll is None else roll.lstrip(", ").removeprefix("rolling "),
            **self._own(),
        )

    def _deemed_sent(self, _: Span, parts: Sequence[Child]) -> m.DeemedSentLine:
        return m.DeemedSentLine(minute=self._minute_of(parts[0]), **self._own())

    def _misses(self, _: Span, parts: Sequence[Child]) -> m.MissesLine:
        *number, promise, within = parts
        n = self._number(number[0]) if number and number[0] is not None else 1
        return m.MissesLine(n=n, promise=self._name(promise), within=within, **self._own())

    def _name(self, token: Token) -> t.Words:
        return t.Words(span=self._token_span(token), text=str(token))


def _named(part: Child) -> tuple[t.Words, ...]:
    return part if isinstance(part, tuple) else ()
