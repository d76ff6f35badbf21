"""Lark's parse tree of a phrase → our node: limits, conditions, amounts, dates, names.

What is well-formed but no value (31 April) becomes a finding here. Policy lines and published sentences are read by the
same builder, so one phrase has one meaning.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from datetime import date, time
from typing import Any

from lark import Token, Tree

from troth.diagnostics import Diagnostic
from troth.source import Span
from troth.syntax import tree as t
from troth.syntax.lines import Line

Child = Any  # a node, a tuple of parts, or None: what the grammar rule beneath gave

_MOST_DIGITS = 9
_DAY_MINUTES = 1_440
_LONGEST_NIGHT = 720
_LEAP_YEAR = 2024
NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = tuple(calendar.month_name)[1:]


class NotAValue(Exception):
    """The line reads well, but a date or time in it does not exist; the finding is in `args[0]`."""


class PhraseBuilder:
    """Builds the phrases in one line."""

    def __init__(self, line: Line) -> None:
        self.line = line

    # ---------- walking

    def visit(self, item: Tree[Token] | Token | None) -> Child:
        """What stands beneath in the parse tree, built: a node or parts of one; a token as it is, None for None.

        Raises NotAValue with the finding.
        """
        if item is None:
            return None
        if isinstance(item, Token):
            return item
        name = str(item.data).rsplit("__", 1)[-1]
        if name.startswith("in_"):
            return self.visit(item.children[0])
        if name in _WORDS:
            return self._words(item)
        parts = [self.visit(child) for child in item.children]
        build: Callable[[Span, Sequence[Child]], Child] = getattr(self, _METHODS.get(name, f"_{name}"))
        return build(self._span(item), parts)

    def _span(self, item: Tree[Token]) -> Span:
        if item.meta.empty:
            return self.line.span()
        return self.line.span(item.meta.start_pos, item.meta.end_pos)

    def _token_span(self, token: Token) -> Span:
        return self.line.span(token.start_pos or 0, token.end_pos)

    def _words(self, item: Tree[Token]) -> t.Words:
        text = " ".join(str(token) for token in item.scan_values(lambda _: True))
        return t.Words(span=self._span(item), text=text)

    # ---------- values

    def _text(self, token: Token | None) -> str | None:
        return None if token is None else quoted(token)

    def _number(self, token: Token) -> int:
        if len(token) > _MOST_DIGITS and token not in NUMBERS:
            raise NotAValue(
                Diagnostic(
                    code="T207",
                    message="this figure is larger than any calendar",
                    help="check the figure",
                    span=self._token_span(token),
                )
            )
        return NUMBERS.index(token) if token in NUMBERS else int(token.replace(",", ""))

    def _day_of(self, token: Token) -> t.Day:
        *day, month, year = token.split(" ")
        number = next(i for i, name in enumerate(MONTHS, 1) if name.startswith(month[:3]))
        value = t.Day(span=self._token_span(token), year=int(year), month=number, day=int(day[0]) if day else None)
        if value.year == 0:
            raise NotAValue(
                Diagnostic(code="T009", message="there is no year 0000", help="check the year", span=value.span)
            )
        most = calendar.monthrange(value.year, number)[1] if value.year else 31
        if value.day is not None and not 1 <= value.day <= most:
            raise NotAValue(
                Diagnostic(
                    code="T009",
                    message=f"there is no {value.day} {MONTHS[number - 1]} {value.year}",
                    help=f"{MONTHS[number - 1]} {value.year} has {most} days",
                    span=value.span,
                )
            )
        return value

    def _whole_day(self, token: Token) -> date:
        value = self._day_of(token)
        if value.day is None:
            raise NotAValue(
                Diagnostic(
                    code="T009",
                    message=f"`{token}` names a month where a day is needed",
                    help=f"write the day too, such as `1 {token}`",
                    span=value.span,
                )
            )
        return value.first

    def _time_of(self, token: Token) -> time:
        found = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))? ?([ap]m)?", token)
        assert found is not None
        hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
        valid = hour <= 23 if half is None else 1 <= hour <= 12
        if not valid or minute > 59:
            raise NotAValue(
                Diagnostic(
                    code="T009",
                    message=f"there is no time `{token}`",
                    help="write a time such as `09:00`, `16:30`, `9am` or `4:30pm`",
                    span=self._token_span(token),
                )
            )
        return time(hour % 12 + (12 if half == "pm" else 0) if half else hour, minute)

    def _weekday(self, token: Token) -> int:
        return next(i for i, name in enumerate(WEEKDAYS) if name.startswith(token[:3]))

    # ---------- phrases

    def _key(self, span: Span, parts: Sequence[Child]) -> t.Words:
        (part,) = parts
        if isinstance(part, t.Words):
            return part
        is_quoted = part.type.endswith("STRING")
        return t.Words(span=span, text=quoted(part) if is_quoted else str(part), quoted=is_quoted)

    def _names(self, _: Span, parts: Sequence[Child]) -> tuple[t.Words, ...]:
        return tuple(part for part in parts if part is not None)

    def _name_list(self, span: Span, parts: Sequence[Child]) -> tuple[t.Words, ...]:
        return self._names(span, parts)

    def _fact(self, span: Span, parts: Sequence[Child]) -> t.FactPhrase:
        negation, words = parts
        return t.FactPhrase(span=span, words=self._key(span, [words]), negated=negation is not None)

    def _state(self, span: Span, parts: Sequence[Child]) -> t.StatePhrase:
        return t.StatePhrase(span=span, words=self._key(span, parts))

    def _amount(self, span: Span, parts: Sequence[Child]) -> t.Amount:
        number, unit = parts
        singular = re.sub(r"s$", "", str(unit)).replace("business", "working")
        return t.Amount(span=span, n=self._number(number), unit=singular)

    def _one_amount(self, span: Span, parts: Sequence[Child]) -> t.Amounts:
        """`hour`, of `every hour`."""
        amount = self._amount(span, [Token("NUMBER", "1"), parts[0]])
        return t.Amounts(span=span, first=amount, then=None, less=None)

    def _amounts(self, span: Span, parts: Sequence[Child]) -> t.Amounts:
        first, then, less = parts
        return t.Amounts(span=span, first=first, then=then, less=less)

    def _date(self, _: Span, parts: Sequence[Child]) -> t.Day:
        return self._day_of(parts[0])

    def _when(self, span: Span, parts: Sequence[Child]) -> t.When:
        weekday, day_token, at = parts
        day = self._whole_day(day_token)
        if weekday is not None and self._weekday(weekday) != day.weekday():
            raise NotAValue(
                Diagnostic(
                    code="T009",
                    message=f"{day_token} is a {WEEKDAYS[day.weekday()]}, not a {WEEKDAYS[self._weekday(weekday)]}",
                    help=f"write `{WEEKDAYS[day.weekday()]} {day_token}`, or another date",
                    span=span,
                )
            )
        return t.When(span=span, day=day, at=None if at is None else self._time_of(at))

    def _span_(self, span: Span, parts: Sequence[Child]) -> t.DateRange:
        first = self._whole_day(parts[0])
        last = first if parts[1] is None else self._whole_day(parts[1])
        if last < first:
            raise NotAValue(
                Diagnostic(
                    code="T105",
                    message=f"the range ends ({parts[1]}) before it starts ({parts[0]})",
                    help="write the earlier date first",
                    span=span,
                )
            )
        return t.DateRange(span=span, first=first, last=last)

    def _weekdays(self, _: Span, parts: Sequence[Child]) -> tuple[int, ...]:
        return tuple(sorted({day for days in parts if isinstance(days, tuple) for day in days}))

    def _day_range(self, _: Span, parts: Sequence[Child]) -> tuple[int, ...]:
        first = self._weekday(parts[0])
        last = first if parts[1] is None else self._weekday(parts[1])
        return tuple((first + step) % 7 for step in range((last - first) % 7 + 1))

    def _time_spans(self, _: Span, parts: Sequence[Child]) -> tuple[t.TimeSpan, ...]:
        return tuple(part for part in parts if part is not None)

    def _time_span(self, span: Span, parts: Sequence[Child]) -> t.TimeSpan:
        """An end that is not after the start lies in the next day, as for a night desk; refused where that is too long
        to be meant.
        """
        start, end = (self._minute_of(part) for part in parts)
        if start == _DAY_MINUTES:
            raise NotAValue(
                Diagnostic(
                    code="T105",
                    message="24:00 is the end of a day, and nothing begins then",
                    help=f"write `00:00 to {parts[1]}` on the next day",
                    span=span,
                )
            )
        if end <= start:
            end += _DAY_MINUTES
        if end - start > _LONGEST_NIGHT and end > _DAY_MINUTES:
            raise NotAValue(
                Diagnostic(
                    code="T105",
                    message=f"these hours end ({parts[1]}) before they start ({parts[0]})",
                    help=f"write the earlier time first; or for a night `{parts[0]} to 24:00 and 00:00 to {parts[1]}`",
                    span=span,
                )
            )
        return t.TimeSpan(span=span, start=start, end=end)

    def _minute_of(self, token: Token) -> int:
        if re.fullmatch(r"24[:.]00", token):
            return _DAY_MINUTES
        at = self._time_of(token)
        return at.hour * 60 + at.minute

    def _season(self, span: Span, parts: Sequence[Child]) -> t.Season:
        first, last = (self._day_of_year(part) for part in parts)
        return t.Season(span=span, first=first, last=last)

    def _day_of_year(self, token: Token) -> tuple[int, int]:
        day, month = token.split(" ")
        number = MONTHS.index(month) + 1
        if not 1 <= int(day) <= calendar.monthrange(_LEAP_YEAR, number)[1]:
            raise NotAValue(
                Diagnostic(
                    code="T009",
                    message=f"there is no {token}",
                    help="check the day",
                    span=self._token_span(token),
                )
            )
        return number, int(day)

    def _locator(self, span: Span, parts: Sequence[Child]) -> t.Locators:
        return t.Locators(span=span, first=quoted(parts[0]), last=self._text(parts[1]))

    # ---------- limits

    def _limit(self, span: Span, parts: Sequence[Child]) -> t.Limit:
        promptly, bound, *endings = parts
        ends = self._endings(span, endings)
        return t.Limit(span=span, promptly=promptly is not None, bound=bound, endings=ends)

    def _endings(self, span: Span, parts: Sequence[tuple[str, Any]]) -> t.Endings:
        said: dict[str, Any] = {}
        for name, value in parts:
            if name in said:
                raise NotAValue(
                    Diagnostic(
                        code="T014",
                        message="this limit has two endings of one kind",
                        help="keep the one that is meant",
                        span=span,
                    )
                )
            said[name] = value
        return t.Endings(span=span, **said)

    def _bound(self, span: Span, parts: Sequence[Child]) -> t.CapBound:
        amounts, *rest = parts
        event = next((part for part in rest if isinstance(part, t.Words)), None)
        endings = self._endings(span, [part for part in rest if isinstance(part, tuple)])
        return t.CapBound(span=span, amounts=amounts, event=event, endings=endings)

    def _dates_case(self, span: Span, parts: Sequence[Child]) -> t.DatesCase:
        first, last = parts
        if last is not None and _last_of(last) < first.first:
            raise NotAValue(
                Diagnostic(
                    code="T105",
                    message="this time ends before it starts",
                    help="write the earlier date first",
                    span=span,
                )
            )
        return t.DatesCase(span=span, first=first, last=last)

    def _until_case(self, span: Span, parts: Sequence[Child]) -> t.DatesCase:
        return t.DatesCase(span=span, first=None, last=parts[0])

    def _ending(self, _: Span, parts: Sequence[Child]) -> tuple[str, Any]:
        (token,) = parts
        if token.type.endswith("WORD"):
            return "calendar", t.Words(span=self._token_span(token), text=str(token))
        if token.type.endswith("MONTH_END"):
            return "month_end", True
        if token.type.endswith("BY_CLOSING"):
            return "by_closing", True
        if token.type.endswith("SAME_TIME"):
            return "same_time", True
        if token.type.endswith("TIME"):
            return "by", self._time_of(token)
        if token.type.endswith("ROLLING"):
            return "roll", token.lstrip(", ").removeprefix("rolling ")
        return "day_and_night", True

    def _within(self, span: Span, parts: Sequence[Child]) -> t.WithinLimit:
        return t.WithinLimit(span=span, amounts=parts[0], event=optional(parts, 1))

    def _within_clear(self, span: Span, parts: Sequence[Child]) -> t.WithinLimit:
        number, _, unit, *event = parts
        amounts = t.Amounts(span=span, first=self._amount(span, [number, unit]), then=None, less=None)
        return t.WithinLimit(span=span, amounts=amounts, event=optional(event, 0), clear=True)

    def _notice(self, span: Span, parts: Sequence[Child]) -> t.NoticeLimit:
        return self._notice_of(span, parts, after=False)

    def _notice_after(self, span: Span, parts: Sequence[Child]) -> t.NoticeLimit:
        return self._notice_of(span, parts, after=True)

    def _notice_of(self, span: Span, parts: Sequence[Child], *, after: bool) -> t.NoticeLimit:
        margin, number, clear, unit, then, event = parts
        amounts = t.Amounts(span=span, first=self._amount(span, [number, unit]), then=then, less=None)
        most = margin.endswith("most")
        return t.NoticeLimit(span=span, amounts=amounts, clear=clear is not None, event=event, most=most, after=after)

    def _every(self, span: Span, parts: Sequence[Child]) -> t.EveryLimit:
        return t.EveryLimit(span=span, amounts=parts[0], until=parts[1])

    def _next_working_day(self, span: Span, parts: Sequence[Child]) -> t.NextWorkingDayLimit:
        return t.NextWorkingDayLimit(span=span, event=optional(parts, 0))

    def _same_day(self, span: Span, parts: Sequence[Child]) -> t.SameDayLimit:
        return t.SameDayLimit(span=span, event=optional(parts, 0))

    def _before_ring(self, span: Span, parts: Sequence[Child]) -> t.BeforeRingLimit:
        return t.BeforeRingLimit(span=span, ring=self._number(parts[0]))

    def _at_event(self, span: Span, parts: Sequence[Child]) -> t.AtEventLimit:
        return t.AtEventLimit(span=span, event=parts[0])

    def _before_event(self, span: Span, parts: Sequence[Child]) -> t.BeforeEventLimit:
        return t.BeforeEventLimit(span=span, event=parts[0])

    def _during(self, span: Span, _: Sequence[Child]) -> t.DuringLimit:
        return t.DuringLimit(span=span)

    def _carried(self, span: Span, parts: Sequence[Child]) -> t.CarriedLimit:
        return t.CarriedLimit(span=span, date=parts[0].rsplit(" ", 1)[-1])

    def _vague(self, span: Span, parts: Sequence[Child]) -> t.VagueLimit:
        return t.VagueLimit(span=span, words=str(parts[0]))

    def _promised_limit(self, part: Child) -> t.Limit | t.NoPromise:
        return part if isinstance(part, t.Limit) else t.NoPromise(span=self._token_span(part))

    # ---------- conditions

    def _if_case(self, span: Span, parts: Sequence[Child]) -> t.IfFact:
        return t.IfFact(span=span, fact=parts[0])

    def _except_if(self, span: Span, parts: Sequence[Child]) -> t.IfFact:
        return t.IfFact(span=span, fact=parts[0], excepted=True)

    def _while_state(self, span: Span, parts: Sequence[Child]) -> t.WhileState:
        return t.WhileState(span=span, state=parts[0])

    def _except_while(self, span: Span, parts: Sequence[Child]) -> t.WhileState:
        return t.WhileState(span=span, state=parts[0], excepted=True)

    def _except_closed(self, span: Span, _: Sequence[Child]) -> t.ExceptClosedDays:
        return t.ExceptClosedDays(span=span)

    def _for_values(self, span: Span, parts: Sequence[Child]) -> t.ForValues:
        return t.ForValues(span=span, names=parts[0])


_WORDS = frozenset(
    (
        "key_words",
        "fact_words",
        "state_words",
        "event",
        "declared_words",
        "verb_words",
        "dimension",
        "party",
        "subject",
        "value_words",
        "name",
    )
)
"""Grammar rules that are nothing but words."""


def _last_of(day: t.Day) -> date:
    """The day, or the last day of a month that is named alone."""
    return day.first.replace(day=day.day or calendar.monthrange(day.year, day.month)[1])


def optional(parts: Sequence[Child], index: int) -> Child:
    """The part at an index; None where the rule has fewer parts."""
    return parts[index] if index < len(parts) else None


def quoted(token: Token) -> str:
    """A quoted text without its quotation marks, each run of white space as one space."""
    return re.sub(r"\s+", " ", token[1:-1]).strip()


_METHODS = {"span": "_span_", "text": "_text_"}
"""Rules whose names are taken by helpers above."""
