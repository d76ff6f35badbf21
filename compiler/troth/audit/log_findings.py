"""The problems of a log as findings: what refuses it, and what is said of it beside the result."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from troth.audit.ahead import AHEAD
from troth.audit.fields import BEFORE, MISSING, NO_ROW, TWICE, TWO_VALUES, VALUE, fields_of, moment_of
from troth.audit.local_instants import FOLD, GAP
from troth.audit.mapping import Column, LogMapping
from troth.audit.moments import DAY_FIRST, EITHER, ISO, MONTH_FIRST, NO_ZONE, NUMBER, OTHER, REASONS, SLASHES, Moments
from troth.audit.read_files import LogFile
from troth.audit.read_plain import moments_of
from troth.audit.read_rows import Cell, rows_of
from troth.audit.survey import Problem, Survey
from troth.calendars.workdays import WorkCalendar
from troth.diagnostics import Diagnostic, in_order
from troth.model.words import CONTACT_STARTS
from troth.source import Span, line_start, whole_file
from troth.wording.style import plural

_MOST_VALUES = 20
_OTHER_FORMS = SLASHES | {ISO}
_CLOCK = re.compile(
    r"( |T|, )([0-9]{1,2}):[0-9]{2}(:[0-9]{2})?([.][0-9]{1,6})?( ?[AaPp][Mm])?( ?(?:Z|UTC|[+-][0-9:]+))?"
)
_SLASHED = re.compile(r"[0-9]{1,2}([/.-])[0-9]{1,2}[/.-]([0-9]{4}|[0-9]{2})(.*)", re.DOTALL)


def log_findings(
    survey: Survey, mapping: LogMapping, files: Sequence[LogFile], calendar: WorkCalendar
) -> tuple[Diagnostic, ...]:
    """What is to be said of a log; an error among them refuses it: nothing of it is judged.

    Rows that a message shows are read from the files again.
    """
    if not survey.read:
        span = whole_file(str(files[0].path))
        help_ = "export it again: it has column names and no rows"
        return (Diagnostic(code="T711", message="the log has no rows", span=span, help=help_),)
    told = _Told(mapping, files, calendar, survey.problems)
    return in_order([*told.refusals(), *told.times(), *told.values(), *told.rejected(), *told.noted(survey.doubled)])


class _Told:
    def __init__(
        self, mapping: LogMapping, files: Sequence[LogFile], calendar: WorkCalendar, problems: Sequence[Problem]
    ) -> None:
        self._mapping, self._files, self._problems = mapping, files, problems
        self._zone = calendar.rules.zone
        self._moments: Moments = moments_of(mapping, calendar)
        self._columns = {f.name: f.origin for f in fields_of(mapping) if isinstance(f.origin, Column)}

    def refusals(self) -> Iterator[Diagnostic]:
        """What makes every time of a column doubtful, column by column."""
        by_column: dict[tuple[str, ...], list[Problem]] = {}
        for problem in self._problems:
            if problem.reason in _OTHER_FORMS | {NO_ZONE}:
                by_column.setdefault(self._column(problem.name).names, []).append(problem)
        for names, problems in by_column.items():
            forms = {problem.reason for problem in problems} & _OTHER_FORMS
            if forms:
                yield self._other_form(names, forms, problems[0])
            if any(problem.reason == NO_ZONE for problem in problems):
                yield self._no_zone(names)

    def _other_form(self, names: tuple[str, ...], forms: set[str], problem: Problem) -> Diagnostic:
        seen = self._first_of(names, forms)
        column = _columns_text(names)
        others = [seen[one] for one in (DAY_FIRST, MONTH_FIRST, ISO, "") if one in seen]
        if {DAY_FIRST, MONTH_FIRST} <= forms or ("" in seen and forms):
            first, second = (others if len(others) > 1 else [*others, seen[EITHER]])[:2]
            message = f"{column} has times of two forms: {_row_text(first)}, and {_row_text(second)}"
            help_ = "export the log again with all times in one form, ISO 8601 best of all"
            return Diagnostic(code="T715", message=message, span=_span(first), help=help_)
        if forms == {ISO}:
            message = f"no time of {column} has the form that the mapping names: {_row_text(seen[ISO])}"
            help_ = "leave `time format` out of the mapping: these are ISO 8601"
            return Diagnostic(code="T714", message=message, span=_span(seen[ISO]), help=help_)
        sure = next((one for one in (DAY_FIRST, MONTH_FIRST) if one in seen), None)
        rows = [seen[one] for one in (EITHER, "again", DAY_FIRST, MONTH_FIRST) if one in seen][:2]
        if sure is not None and seen[sure] not in rows:
            rows = [*rows[:1], seen[sure]]
        shown = " and ".join(map(_row_text, rows))
        message = f"the day and the month of {column} cannot be told apart: {shown}"
        lines = [
            _format_line(rows[0][2], day_first)
            for day_first in ((True, False) if sure is None else (sure == DAY_FIRST,))
        ]
        if sure is None:
            help_ = f"say in the mapping which is first: {lines[0]} or {lines[1]}"
        else:
            which = "day" if sure == DAY_FIRST else "month"
            help_ = f"if the {which} is first, as {_row_text(seen[sure])} has it, say so in the mapping: {lines[0]}"
        return Diagnostic(code="T714", message=message, span=_span(rows[0]), help=help_)

    def _no_zone(self, names: tuple[str, ...]) -> Diagnostic:
        seen = self._first_of(names, {NO_ZONE})[NO_ZONE]
        message = (
            f"{_columns_text(names)} has times without an offset, and the mapping names no time zone: {_row_text(seen)}"
        )
        help_ = f"say in the mapping where the clocks stood, such as `time zone: {self._zone}`"
        return Diagnostic(code="T716", message=message, span=_span(seen), help=help_)

    def _first_of(self, names: tuple[str, ...], reasons: set[str]) -> dict[str, tuple[str, int, str]]:
        """For each reason the first cell that has it: file, row, text; "" for the first that is read.

        `again`: the second whose day and month cannot be told apart.
        """
        found: dict[str, tuple[str, int, str]] = {}
        wanted = {*reasons, ""} if reasons != {NO_ZONE} else reasons
        wanted |= {"again"} if EITHER in reasons else set()
        for file, row, cell in self._cells(names):
            _, why = moment_of(cell, self._moments)
            reason = why or ""
            if reason and reason not in reasons:
                continue
            if reason == EITHER and EITHER in found and found[EITHER][2] != cell:
                found.setdefault("again", (file, row, str(cell)))
            found.setdefault(reason, (file, row, str(cell)))
            if wanted <= found.keys():
                break
        return found

    def _cells(self, names: tuple[str, ...]) -> Iterator[tuple[str, int, Cell]]:
        for file in self._files:
            for row, cells in rows_of(file, names, frozenset(self._mapping.missing)):
                yield from ((str(file.path), row, cell) for cell in cells or () if cell is not None)

    def _column(self, name: str) -> Column:
        """The column of a field; of an event of a long log's rows that of their times."""
        return self._columns.get(name) or self._mapping.at or self._mapping.contact

    def times(self) -> Iterator[Diagnostic]:
        """Times that cannot be read, and are not known."""
        for problem in self._problems:
            if problem.part == "unreadable" and (problem.reason in REASONS or problem.reason == MISSING):
                if problem.reason in _OTHER_FORMS | {NO_ZONE}:
                    continue
                why = REASONS.get(problem.reason, "it is empty")
                message = f"{_field_text(problem.name)} is not known of {_contacts(problem.count)}: {why}"
                yield _warning("T717", message, problem, _time_help(problem.reason))

    def values(self) -> Iterator[Diagnostic]:
        """Values that the policy does not know, and two different ones."""
        unknown: dict[str, list[Problem]] = {}
        for problem in self._problems:
            if problem.part == "unreadable" and problem.reason.startswith(VALUE):
                unknown.setdefault(problem.name, []).append(problem)
            elif problem.reason == TWO_VALUES:
                message = f"{_contacts(problem.count)} {_has(problem.count)} two values of {_field_text(problem.name)}"
                help_ = "see what the export means by them; it is taken as not known"
                yield _warning("T722", message, problem, help_)
        for name, problems in unknown.items():
            ordered = sorted(problems, key=lambda one: (-one.count, one.reason))
            listed = ", ".join(f"`{one.reason.removeprefix(VALUE)}` ({one.count:,})" for one in ordered[:_MOST_VALUES])
            more = f" and {len(ordered) - _MOST_VALUES:,} more" if len(ordered) > _MOST_VALUES else ""
            message = f"{_field_text(name)} has values that mean nothing to the policy: {listed}{more}"
            help_ = "say under `values` what each means; until then it is not known of these contacts"
            if name == "event":
                help_ = "say under `values` which event each is, or `no`; `others: no` if none of the others is one"
            yield _warning("T718", message, min(ordered, key=self._order), help_)

    def rejected(self) -> Iterator[Diagnostic]:
        """Rows that are not judged."""
        for problem in self._problems:
            if problem.part == "rejected" and problem.reason not in _OTHER_FORMS | {NO_ZONE}:
                message = f"{plural(problem.count, 'row')} {_is(problem.count)} rejected: {rejection_text(problem)}"
                help_ = "a contact needs an id and a time at which it came; mend the export, or leave the row out"
                is_clock = problem.reason in (NUMBER, GAP, FOLD)
                yield _warning("T719", message, problem, _time_help(problem.reason) if is_clock else help_)

    def noted(self, doubled: Problem | None) -> Iterator[Diagnostic]:
        """What is judged as it stands, and looks wrong."""
        for problem in self._problems:
            if problem.reason == BEFORE:
                message = f"{_field_text(problem.name)} lies before the arrival of {_contacts(problem.count)}"
                yield _warning(
                    "T721", message, problem, "check the columns, and the zone of each; they are judged as they stand"
                )
            elif problem.reason == AHEAD:
                message = f"{_field_text(problem.name)} of {_contacts(problem.count)} lies after as-of, in the future"
                help_ = (
                    "give a later `--as-of`, or check the years; they are judged as they stand: what is done is done"
                )
                yield _warning("T725", message, problem, help_)
            elif problem.reason == TWICE and problem.part == "noted":
                message = f"{_field_text(problem.name)} of {_contacts(problem.count)} stands twice at the same time"
                yield _warning("T720", message, problem, "it is counted once; see whether the log was exported twice")
        if doubled is not None:
            count = f"{doubled.count:,} ids stand" if doubled.count != 1 else "1 id stands"
            help_ = "see whether the log was exported twice; each row is judged as a contact of its own"
            yield _warning("T720", f"{count} in more than one row", doubled, help_)

    def _order(self, problem: Problem) -> tuple[int, int]:
        paths = [str(file.path) for file in self._files]
        return paths.index(problem.file), problem.row


def rejection_text(problem: Problem) -> str:
    """Why a row is rejected, for a message and for the file of rejected rows."""
    return reason_text(problem.name, problem.reason)


def reason_text(name: str, reason: str) -> str:
    """Why a row is rejected: `name` and `reason` as in a line of `rejected`."""
    if reason == NO_ROW:
        return "the line is no JSON object"
    what = "the arrival" if name == CONTACT_STARTS else "the id"
    if reason == MISSING:
        return f"{what} is missing"
    if reason == TWO_VALUES:
        return f"{what} has two values"
    return f"{what} cannot be read: {REASONS.get(reason, reason)}"


def _time_help(reason: str) -> str:
    match reason:
        case "gap":
            assert reason == GAP
            return "is the time zone of the mapping right? Else export the times with their offset from UTC"
        case "fold":
            assert reason == FOLD
            return "export the times with their offset; or say which is meant: `time zone: {zone: …, twice: first}`"
        case "number":
            return "give the column a date format in Excel, or export it as text in ISO 8601"
        case "other form":
            assert reason == OTHER
            return "write it in ISO 8601, or name its form in the mapping under `time format`"
        case _:
            return "mend it in the export; what is not known is judged as not known"


def _format_line(text: str, day_first: bool) -> str:
    """The line of a mapping that names the form of a time."""
    return f'`time format: "{format_text(text, day_first)}"`'


def format_text(text: str, day_first: bool) -> str:
    """The form of a time whose day and month are told apart by order alone, as `strptime` has it."""
    found = _SLASHED.fullmatch(text)
    assert found is not None, text
    order = ("%d", "%m") if day_first else ("%m", "%d")
    form = found[1].join((*order, "%Y" if len(found[2]) == 4 else "%y"))
    clock = _CLOCK.fullmatch(found[3])
    if clock is not None:
        hour, half = ("%I", clock[5].replace(clock[5].strip(), "%p")) if clock[5] else ("%H", "")
        form += f"{clock[1]}{hour}:%M{':%S' if clock[3] else ''}{'.%f' if clock[4] else ''}{half}"
        form += (" " if (clock[6] or "").startswith(" ") else "") + ("%z" if clock[6] else "")
    return form


def _columns_text(names: Sequence[str]) -> str:
    return " and ".join(f"`{name}`" for name in names)


def _field_text(name: str) -> str:
    part, _, rest = name.partition(" ")
    return f"`{rest}`" if rest and part in ("event", "fact", "count", "date", "category") else f"`{name}`"


def _row_text(seen: tuple[str, int, str]) -> str:
    return f"`{seen[2]}` in row {seen[1]}"


def _span(seen: tuple[str, int, str]) -> Span:
    return line_start(seen[0], seen[1])


def _contacts(count: int) -> str:
    return plural(count, "contact")


def _has(count: int) -> str:
    return "has" if count == 1 else "have"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _warning(code: str, message: str, problem: Problem, help: str) -> Diagnostic:
    return Diagnostic(code=code, message=message, span=line_start(problem.file, problem.row), help=help)
