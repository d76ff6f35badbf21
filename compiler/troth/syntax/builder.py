"""Lark's parse tree of one policy line → our node."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lark import Token, Tree

from troth.diagnostics import Diagnostic
from troth.source import Span
from troth.syntax import tree as t
from troth.syntax.lines import Line
from troth.syntax.measure_builder import MeasureLineBuilder
from troth.syntax.phrases import Child, NotAValue, quoted


class Builder(MeasureLineBuilder):
    """Builds the node of one line; `children` are the nodes of the lines beneath it."""

    def __init__(self, line: Line, children: tuple[t.LineNode, ...]) -> None:
        super().__init__(line)
        self.children = children

    def build(self, tree: Tree[Token]) -> t.LineNode:
        """The node of the line.

        Raises NotAValue with the finding.
        """
        node = self.visit(tree)
        assert isinstance(node, t.LineNode)
        return node

    def _own(self) -> dict[str, Any]:
        line = self.line
        shared: dict[str, Any] = {"span": line.span(), "said": line.text, "before": line.before}
        return shared | {"assumed": line.assumed, "lines": self.children}

    def _own_text(self, token: Token) -> t.OwnText:
        start, chars, places = (token.start_pos or 0) + 1, [], []
        for offset, char in enumerate(token[1:-1]):
            if not char.isspace():
                chars.append(char)
            elif chars and chars[-1] != " ":
                chars.append(" ")
            else:
                continue
            places.append(self.line.origins[start + offset])
        text = "".join(chars).rstrip()
        end = self.line.origins[start + len(token) - 2]
        return t.OwnText(span=self._token_span(token), text=text, places=(*places[: len(text)], end))

    def _strings(self, _: Span, parts: Sequence[Child]) -> tuple[t.Words, ...]:
        return tuple(self._key(self._token_span(part), [part]) for part in parts)

    # ---------- lines at the margin

    def _policy(self, _: Span, parts: Sequence[Child]) -> t.PolicyBlock:
        return t.PolicyBlock(name=parts[0], title=self._text(parts[1]), **self._own())

    def _calendar(self, _: Span, parts: Sequence[Child]) -> t.CalendarBlock:
        return t.CalendarBlock(name=parts[0], **self._own())

    def _category(self, _: Span, parts: Sequence[Child]) -> t.CategoryBlock:
        return t.CategoryBlock(name=parts[0], values=parts[1], **self._own())

    def _declared(self, _: Span, parts: Sequence[Child]) -> t.DeclaredBlock:
        return t.DeclaredBlock(kind=str(parts[0]), name=parts[1], text=self._text(parts[2]), **self._own())

    def _section(self, _: Span, parts: Sequence[Child]) -> t.SectionBlock:
        label = None if parts[0] is None else str(parts[0])
        return t.SectionBlock(label=label, title=quoted(parts[1]), **self._own())

    def _standard(self, _: Span, parts: Sequence[Child]) -> t.StandardBlock:
        return t.StandardBlock(name=parts[0], title=self._text(parts[1]), **self._own())

    def _duty(self, _: Span, parts: Sequence[Child]) -> t.DutyBlock:
        return t.DutyBlock(name=parts[0], title=self._text(parts[1]), **self._own())

    def _text_(self, _: Span, __: Sequence[Child]) -> t.TextBlock:
        return t.TextBlock(**self._own())

    def _report(self, _: Span, parts: Sequence[Child]) -> t.ReportBlock:
        return t.ReportBlock(frequency=str(parts[0]), to=quoted(parts[1]), on=parts[2], **self._own())

    def _example(self, _: Span, parts: Sequence[Child]) -> t.ExampleBlock:
        return t.ExampleBlock(title=quoted(parts[0]), **self._own())

    # ---------- lines beneath `policy`

    def _organisation(self, _: Span, parts: Sequence[Child]) -> t.OrganisationLine:
        return t.OrganisationLine(name=quoted(parts[0]), known_as=self._text(parts[1]), **self._own())

    def _owner(self, _: Span, parts: Sequence[Child]) -> t.OwnerLine:
        return t.OwnerLine(name=quoted(parts[0]), **self._own())

    def _author(self, _: Span, parts: Sequence[Child]) -> t.AuthorLine:
        return t.AuthorLine(names=tuple(name.text for name in parts[0]), **self._own())

    def _approved(self, _: Span, parts: Sequence[Child]) -> t.ApprovedLine:
        return t.ApprovedLine(day=parts[0], by=self._text(parts[1]), **self._own())

    def _review_every(self, _: Span, parts: Sequence[Child]) -> t.ReviewEveryLine:
        return t.ReviewEveryLine(amount=parts[0], **self._own())

    def _next_review(self, _: Span, parts: Sequence[Child]) -> t.NextReviewLine:
        return t.NextReviewLine(day=parts[0], **self._own())

    def _revised(self, _: Span, parts: Sequence[Child]) -> t.RevisedLine:
        day, part, reason, by = parts
        return t.RevisedLine(day=day, part=quoted(part), reason=quoted(reason), by=self._text(by), **self._own())

    def _applies_to(self, _: Span, parts: Sequence[Child]) -> t.AppliesToLine:
        return t.AppliesToLine(names=parts[0], **self._own())

    def _see_also(self, _: Span, parts: Sequence[Child]) -> t.SeeAlsoLine:
        return t.SeeAlsoLine(titles=tuple(title.text for title in parts[0]), **self._own())

    def _uses_calendar(self, _: Span, parts: Sequence[Child]) -> t.UsesCalendarLine:
        return t.UsesCalendarLine(name=parts[0], **self._own())

    def _note(self, _: Span, parts: Sequence[Child]) -> t.NoteLine:
        return t.NoteLine(label=quoted(parts[0]), text=quoted(parts[1]), **self._own())

    def _source(self, _: Span, parts: Sequence[Child]) -> t.SourceLine:
        return t.SourceLine(locators=tuple(parts), **self._own())

    # ---------- lines beneath `calendar`

    def _time_zone(self, _: Span, parts: Sequence[Child]) -> t.TimeZoneLine:
        return t.TimeZoneLine(zone=t.Words(span=self._token_span(parts[0]), text=str(parts[0])), **self._own())

    def _years(self, span: Span, parts: Sequence[Child]) -> t.YearsLine:
        first, last = int(parts[0]), int(parts[1])
        if last < first:
            raise NotAValue(
                Diagnostic(
                    code="T105",
                    message=f"the years end ({last}) before they start ({first})",
                    help=f"write `years {last} to {first}`",
                    span=span,
                )
            )
        return t.YearsLine(first=first, last=last, **self._own())

    def _holidays(self, _: Span, parts: Sequence[Child]) -> t.HolidaysLine:
        regions = tuple(
            t.Words(span=self._token_span(part), text=str(part))
            for part in parts
            if part is not None and part.type.endswith("REGION")
        )
        return t.HolidaysLine(regions=regions, **self._own())

    def _holidays_except(self, _: Span, parts: Sequence[Child]) -> t.HolidaysExceptLine:
        return t.HolidaysExceptLine(names=parts[0], **self._own())

    def _holidays_also(self, _: Span, parts: Sequence[Child]) -> t.HolidaysAlsoLine:
        days, reason, announced = parts
        return t.HolidaysAlsoLine(days=days, reason=self._text(reason), announced=announced, **self._own())

    def _working_days(self, _: Span, parts: Sequence[Child]) -> t.WorkingDaysLine:
        return t.WorkingDaysLine(weekdays=parts[0], **self._own())

    def _closed(self, _: Span, parts: Sequence[Child]) -> t.ClosedLine:
        days, reason, worked, announced = parts
        said = {"reason": self._text(reason), "worked": worked is not None, "announced": announced}
        return t.ClosedLine(days=days, **said, **self._own())

    def _month_end(self, _: Span, parts: Sequence[Child]) -> t.MonthEndLine:
        return t.MonthEndLine(words=str(parts[0]), **self._own())

    def _season_line(self, _: Span, parts: Sequence[Child]) -> t.SeasonLine:
        return t.SeasonLine(name=parts[0], season=parts[1], **self._own())

    def _open(self, _: Span, parts: Sequence[Child]) -> t.OpenLine:
        return t.OpenLine(weekdays=parts[0], spans=parts[1], during=parts[2], **self._own())

    def _open_on(self, _: Span, parts: Sequence[Child]) -> t.OpenOnLine:
        return t.OpenOnLine(days=parts[0], spans=parts[1], **self._own())

    def _always_open(self, _: Span, __: Sequence[Child]) -> t.AlwaysOpenLine:
        return t.AlwaysOpenLine(**self._own())

    def _closed_yearly(self, _: Span, parts: Sequence[Child]) -> t.ClosedYearlyLine:
        season, reason, worked = parts
        return t.ClosedYearlyLine(season=season, reason=self._text(reason), worked=worked is not None, **self._own())

    def _cutoff(self, _: Span, parts: Sequence[Child]) -> t.CutoffLine:
        return t.CutoffLine(at=self._time_of(parts[0]), **self._own())

    def _counting(self, _: Span, parts: Sequence[Child]) -> t.CountingLine:
        return t.CountingLine(words=str(parts[0]), **self._own())

    def _not_counted(self, _: Span, parts: Sequence[Child]) -> t.NotCountedLine:
        return t.NotCountedLine(days=parts[0], reason=self._text(parts[1]), **self._own())

    def _not_counted_yearly(self, _: Span, parts: Sequence[Child]) -> t.NotCountedLine:
        return self._not_counted(_, parts)

    def _short_periods(self, _: Span, parts: Sequence[Child]) -> t.ShortPeriodsLine:
        return t.ShortPeriodsLine(amount=parts[0], **self._own())

    def _roll(self, _: Span, parts: Sequence[Child]) -> t.RollLine:
        return t.RollLine(words=str(parts[0]), **self._own())

    # ---------- lines beneath a declaration

    def _verbs(self, _: Span, parts: Sequence[Child]) -> t.VerbLine:
        return t.VerbLine(verbs=tuple(parts), **self._own())

    def _verb(self, _: Span, parts: Sequence[Child]) -> tuple[t.Words, str | None]:
        return parts[0], self._text(parts[1])

    def _noun(self, _: Span, parts: Sequence[Child]) -> t.NounLine:
        return t.NounLine(words=parts[0], **self._own())

    def _includes(self, _: Span, parts: Sequence[Child]) -> t.IncludesLine:
        return t.IncludesLine(names=parts[0], **self._own())

    def _says(self, _: Span, parts: Sequence[Child]) -> t.SaysLine:
        return t.SaysLine(text=quoted(parts[0]), **self._own())

    def _plural(self, _: Span, parts: Sequence[Child]) -> t.PluralLine:
        return t.PluralLine(words=parts[0], **self._own())

    def _interval(self, _: Span, parts: Sequence[Child]) -> t.IntervalLine:
        return t.IntervalLine(start=parts[0], end=parts[1], **self._own())

    # ---------- lines beneath `standard` and `duty`

    def _who(self, _: Span, parts: Sequence[Child]) -> t.WhoLine:
        head, *rest = parts
        said: dict[str, tuple[Any, ...]] = {"parties": (), "kinds": (), "stages": (), "facts": ()}
        for name, values in rest:
            said[name] += values
        names = head if isinstance(head, tuple) else ()
        return t.WhoLine(
            every_contact=not names,
            names=names,
            parties=said["parties"],
            kinds=said["kinds"],
            stages=said["stages"],
            facts=said["facts"],
            **self._own(),
        )

    def _from_parties(self, _: Span, parts: Sequence[Child]) -> tuple[str, Child]:
        return "parties", parts[0]

    def _about(self, _: Span, parts: Sequence[Child]) -> tuple[str, Child]:
        return "kinds", parts[0]

    def _at_stage(self, _: Span, parts: Sequence[Child]) -> tuple[str, Child]:
        return "stages", (parts[0],)

    def _if_fact(self, _: Span, parts: Sequence[Child]) -> tuple[str, Child]:
        return "facts", (parts[0],)

    def _promise(self, _: Span, parts: Sequence[Child]) -> t.PromiseLine:
        party, strength, verb, *rest = parts
        last = rest[0] if rest else None
        return t.PromiseLine(
            party=party,
            strength=str(strength),
            verb=verb,
            limit=last if isinstance(last, t.Limit) else None,
            by=last if isinstance(last, t.Words) else None,
            **self._own(),
        )

    def _duty_text(self, _: Span, parts: Sequence[Child]) -> t.DutyLine:
        return t.DutyLine(party=parts[0], strength=str(parts[1]), text=self._own_text(parts[2]), **self._own())

    def _replaces(self, _: Span, parts: Sequence[Child]) -> t.ReplacesLine:
        return t.ReplacesLine(names=parts[0], **self._own())

    def _situation(self, _: Span, parts: Sequence[Child]) -> t.SituationLine:
        return t.SituationLine(title=quoted(parts[0]), **self._own())

    def _record(self, _: Span, parts: Sequence[Child]) -> t.RecordLine:
        return t.RecordLine(what=quoted(parts[0]), where=quoted(parts[1]), **self._own())

    def _audience(self, _: Span, parts: Sequence[Child]) -> t.AudienceLine:
        return t.AudienceLine(names=parts[0], **self._own())

    # ---------- lines beneath a promise

    def _case(self, _: Span, parts: Sequence[Child]) -> t.CaseLine:
        return t.CaseLine(condition=parts[0], limit=self._promised_limit(parts[1]), **self._own())

    def _row(self, _: Span, parts: Sequence[Child]) -> t.RowLine:
        names = parts[0] if isinstance(parts[0], tuple) else ()
        return t.RowLine(names=names, limit=self._promised_limit(parts[1]), by=None, **self._own())

    def _row_by(self, _: Span, parts: Sequence[Child]) -> t.RowLine:
        return t.RowLine(names=parts[0], limit=None, by=parts[1], **self._own())

    def _condition(self, _: Span, parts: Sequence[Child]) -> t.ConditionLine:
        return t.ConditionLine(condition=parts[0], **self._own())

    def _or_promise(self, _: Span, parts: Sequence[Child]) -> t.OrPromiseLine:
        return t.OrPromiseLine(limit=parts[0], **self._own())

    def _if_told(self, span: Span, parts: Sequence[Child]) -> t.IfTold:
        return t.IfTold(span=span, limit=parts[0])

    def _extended_by(self, _: Span, parts: Sequence[Child]) -> t.ExtendedByLine:
        amount, once, told, fact = parts
        return t.ExtendedByLine(amount=amount, once=once is not None, told=told, fact=fact, **self._own())

    def _extended_to(self, _: Span, parts: Sequence[Child]) -> t.ExtendedToLine:
        return t.ExtendedToLine(told=parts[0], fact=parts[1], **self._own())

    def _paused_while(self, _: Span, parts: Sequence[Child]) -> t.PausedWhileLine:
        return t.PausedWhileLine(state=parts[0], both_days=parts[1] is not None, **self._own())

    def _paused_from(self, _: Span, parts: Sequence[Child]) -> t.PausedFromLine:
        start, end, both = parts
        return t.PausedFromLine(start=start, end=end, both_days=both is not None, **self._own())

    def _never_later(self, _: Span, parts: Sequence[Child]) -> t.NeverLine:
        return t.NeverLine(later=True, bound=parts[0], **self._own())

    def _never_earlier(self, _: Span, parts: Sequence[Child]) -> t.NeverLine:
        return t.NeverLine(later=False, bound=parts[0], **self._own())

    def _or_act(self, _: Span, parts: Sequence[Child]) -> t.OrActLine:
        return t.OrActLine(verb=parts[0], limit=parts[1], **self._own())

    def _manner(self, _: Span, parts: Sequence[Child]) -> t.MannerLine:
        return t.MannerLine(names=parts[0], **self._own())

    def _saying(self, _: Span, parts: Sequence[Child]) -> t.SayingLine:
        return t.SayingLine(text=self._own_text(parts[0]), **self._own())

    def _unless_by_then(self, _: Span, parts: Sequence[Child]) -> t.UnlessByThenLine:
        return t.UnlessByThenLine(event=parts[0], **self._own())

    # ---------- lines of text

    def _paragraph(self, _: Span, parts: Sequence[Child]) -> t.ParagraphLine:
        return t.ParagraphLine(text=self._own_text(parts[0]), **self._own())

    def _bullet(self, _: Span, parts: Sequence[Child]) -> t.BulletLine:
        return t.BulletLine(text=self._own_text(parts[0]), **self._own())

    def _not_a_promise(self, _: Span, parts: Sequence[Child]) -> t.NotAPromiseLine:
        return t.NotAPromiseLine(text=quoted(parts[0]), **self._own())

    # ---------- lines beneath `example`

    def _by_party(self, _: Span, parts: Sequence[Child]) -> tuple[str, Child]:
        return "party", parts[0]

    def _about_kind(self, _: Span, parts: Sequence[Child]) -> tuple[str, Child]:
        return "kind", parts[0]

    def _with_value(self, span: Span, parts: Sequence[Child]) -> tuple[str, Child]:
        words, number = parts
        text = words.text if number is None else f"{words.text} {number}"
        return "value", t.Words(span=span, text=text)

    def _arrives(self, _: Span, parts: Sequence[Child]) -> t.ArrivesLine:
        channel, *rest, when = parts
        said: dict[str, Any] = {"party": None, "kind": None, "stages": None}
        values: list[t.Words] = []
        for name, value in rest:
            if name == "value":
                values.append(value)
            else:
                said[name] = value[0] if isinstance(value, tuple) else value
        return t.ArrivesLine(
            channel=channel,
            party=said["party"],
            kind=said["kind"],
            stage=said["stages"],
            values=tuple(values),
            when=when,
            **self._own(),
        )

    def _happened(self, _: Span, parts: Sequence[Child]) -> t.HappenedLine:
        return t.HappenedLine(event=parts[0], when=parts[1], **self._own())

    def _due_by_end(self, _: Span, parts: Sequence[Child]) -> t.DueLine:
        return t.DueLine(verb=parts[0], when=parts[1], end_of_day=True, **self._own())

    def _due_by(self, _: Span, parts: Sequence[Child]) -> t.DueLine:
        return t.DueLine(verb=parts[0], when=parts[1], end_of_day=False, **self._own())

    def _not_promised(self, _: Span, parts: Sequence[Child]) -> t.NotPromisedLine:
        return t.NotPromisedLine(verb=parts[0], **self._own())

    def _has_status(self, _: Span, parts: Sequence[Child]) -> t.StatusLine:
        return t.StatusLine(verb=parts[0], status=str(parts[1]), **self._own())

    def _given(self, span: Span, parts: Sequence[Child]) -> t.GivenLine:
        value = (
            parts[1] if isinstance(parts[1], t.Words) else t.Words(span=self._token_span(parts[1]), text=str(parts[1]))
        )
        name = parts[0] if isinstance(parts[0], t.Words) else self._key(self._token_span(parts[0]), [parts[0]])
        return t.GivenLine(name=name, value=value, **self._own())

    def _given_date(self, _: Span, parts: Sequence[Child]) -> t.GivenLine:
        return t.GivenLine(name=parts[0], value=parts[1], **self._own())

    def _as_of(self, _: Span, parts: Sequence[Child]) -> t.AsOfLine:
        return t.AsOfLine(when=parts[0], **self._own())
