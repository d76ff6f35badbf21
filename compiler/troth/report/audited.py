"""What an audit says, for a terminal or a file: tables that fit the width that there is, then what is not known.

Where all columns of the table do not fit side by side, it goes on below with the rest of them; nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from troth.audit.figures import minutes_text
from troth.audit.summary import ORDER, Summary
from troth.audit.summary_data import summary_data
from troth.audit.verdict import Goal, Reached, Verdict, places_of
from troth.calendars.local_time import LocalTime
from troth.deadlines.judge import Status
from troth.diagnostics import Diagnostic
from troth.model.currencies import places
from troth.report.findings import finding_data
from troth.wording.money import sum_text
from troth.wording.style import day_text, instant_text, plural

NARROWEST = 60
"""Characters below which the tables are written as if there were so many."""
_GAP = 2
"""Between two columns: a space that pads a cell, and the one in the place of a rule."""
_LONGEST_NAME = 30
_COLOURS = {
    Verdict.MET: "green",
    Verdict.MISSED: "bold red",
    Verdict.NOT_KNOWN: "bold yellow",
    Verdict.NOTHING: "dim",
    Verdict.NO_TARGET: "dim",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    head: str
    cells: Sequence[Text]
    is_words: bool = False

    @property
    def width(self) -> int:
        return max(len(self.head), *(cell.cell_len for cell in self.cells))


def audit_data(summary: Summary, found: Iterable[Diagnostic]) -> dict[str, Any]:
    """A summary with what was found in the log, for `--format json` and `summary.json`."""
    return {**summary_data(summary), "findings": [finding_data(one) for one in found]}


def summary_view(summary: Summary, clock: LocalTime, width: int) -> Text:
    """The whole summary in lines of at most `width` characters; `clock`: by which as-of is said."""
    width = max(width, NARROWEST)
    parts: list[RenderableType] = [_head(summary, clock)]
    for table in _tables(summary, width) if summary.promises else ():
        parts += [Text(), table]
    lists: tuple[tuple[str, Iterator[str | Text]], ...] = (
        ("Targets", _targets(summary)),
        ("Not known", _unknown(summary)),
        ("Owed in all", (sum_text(minor, name, places(name)) for name, minor in summary.amounts)),
        ("Rejected", (f"{plural(n, 'contact')}: {reason}" for reason, n in summary.rejected.items())),
    )
    for title, lines in lists:
        if listed := list(lines):
            parts.append(_listed(title, listed))
    return _in_lines(Group(*parts, Text(), _last(summary)), width)


def _in_lines(view: RenderableType, width: int) -> Text:
    """What rich lays out, as one text whose lines end where their words do."""
    console = Console(width=width, color_system="truecolor", highlight=False, markup=False, emoji=False)
    text = Text()
    for line in console.render_lines(view, console.options.update(width=width), pad=False):
        one = Text.assemble(*((segment.text, segment.style or "") for segment in line))
        one.rstrip()
        text.append_text(one).append("\n")
    return text


def _head(summary: Summary, clock: LocalTime) -> Text:
    text = Text(f"{summary.organisation}: {summary.title}\n", style="bold")
    text.append(f"{summary.policy}, as of {_as_of(summary.as_of, clock)}\n", style="not bold")
    for name, print_ in summary.fingerprints.items():
        text.append(f"{name} {print_}\n", style="not bold dim")
    text.rstrip()
    return text


def _as_of(instant: int, clock: LocalTime) -> str:
    """`the end of Sunday 22 November 2026`, where a day was named."""
    local = clock.local(instant)
    if clock.local(instant + 1).date() != local.date():
        return f"the end of {day_text(local.date())}"
    return instant_text(local, clock.transition(instant).name)


def _tables(summary: Summary, width: int) -> Iterator[Table]:
    names = [Text(kept.promise.removeprefix(f"{summary.policy}.")) for kept in summary.promises]
    name = _Column(head="Promise", cells=names, is_words=True)
    room = width - min(name.width, _LONGEST_NAME)
    row: list[_Column] = []
    for column in _columns(summary):
        if row and sum(one.width + _GAP for one in (*row, column)) > room:
            yield _table(name, row, width)
            row = []
        row.append(column)
    yield _table(name, row, width)


def _columns(summary: Summary) -> Iterator[_Column]:
    """Each column of figures, in the order of their weight."""
    every = summary.promises
    yield _numbers("Contacts", (kept.rows for kept in every))
    yield _Column(head="On time", cells=[Text(kept.share.text(places_of(kept.goals))) for kept in every])
    yield _Column(head="Verdict", cells=[_verdict(kept.verdict) for kept in every], is_words=True)
    yield _Column(head="Target", cells=[Text(_wanted(kept.goals)) for kept in every])
    yield _Column(head="Median", cells=[Text(minutes_text(kept.median)) for kept in every])
    yield _Column(head="90% took at most", cells=[Text(minutes_text(kept.ninetieth)) for kept in every])
    for status in ORDER:
        if status is not Status.EARLY or any(kept.counts.get(status) for kept in every):
            head = str(status).capitalize()
            yield _numbers(head, (kept.counts.get(status, 0) for kept in every))


def _numbers(head: str, numbers: Iterable[int]) -> _Column:
    return _Column(head=head, cells=[Text(f"{n:,}") for n in numbers])


def _table(name: _Column, columns: Sequence[_Column], width: int) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, _GAP - 1, 0, 0))
    taken = sum(column.width + _GAP for column in columns)
    table.add_column(name.head, overflow="fold", max_width=max(width - taken, len(name.head)))
    for column in columns:
        table.add_column(column.head, justify="left" if column.is_words else "right", no_wrap=True)
    for cells in zip(name.cells, *(column.cells for column in columns), strict=True):
        table.add_row(*cells)
    return table


def _wanted(goals: Sequence[Goal]) -> str:
    """The target, where it is one; how many, where they are several."""
    if len(goals) < 2:
        return goals[0].wanted if goals else ""
    return f"{len(goals)} targets"


def _verdict(verdict: Verdict) -> Text:
    return Text(str(verdict), style=_COLOURS[verdict])


def _targets(summary: Summary) -> Iterator[str | Text]:
    """What each target wants, in how many periods it was met; each period in which it was not, by its name."""
    for kept in summary.promises:
        for goal in kept.goals:
            periods = [one for one in kept.reached if one.goal == goal]
            whose = f", for {goal.for_}" if goal.for_ else ""
            text = Text(f"{kept.promise.removeprefix(f'{summary.policy}.')} {goal.says}{whose}: ")
            text.append_text(_in_all(goal, periods))
            for one in periods:
                if one.verdict in (Verdict.MISSED, Verdict.NOT_KNOWN) and len(periods) > 1:
                    text.append("\n    ")
                    text.append_text(_in_period(one))
            yield text


def _in_all(goal: Goal, periods: Sequence[Reached]) -> Text:
    if not periods:
        return _verdict(Verdict.NOTHING)
    if len(periods) == 1:
        return _in_period(periods[0])
    met = sum(one.verdict is Verdict.MET for one in periods)
    judged = sum(one.verdict is not Verdict.NOTHING for one in periods)
    assert goal.each is not None, "what has several periods is measured by them"
    style = "green" if met == judged else ""
    return Text(f"met in {met:,} of {plural(judged, goal.each)}", style=style)


def _in_period(one: Reached) -> Text:
    """`2026-03 missed, 91.2% (912 of 1,000)`."""
    text = Text(f"{one.period} " if one.period else "")
    text.append_text(_verdict(one.verdict))
    if one.counted and one.goal.share is not None:
        text.append(f", {one.text} ({one.met:,} of {one.counted:,} in time)")
    elif one.counted:
        text.append(f", {one.text} on average ({plural(one.counted, 'contact')})")
    if one.unknown:
        text.append(f", {one.unknown:,} not known", style="yellow")
    return text


def _unknown(summary: Summary) -> Iterator[str | Text]:
    """What is missing, the most frequent first, and of which promises."""
    missing: dict[str, list[tuple[str, int]]] = {}
    for kept in summary.promises:
        for what, n in kept.missing:
            missing.setdefault(what, []).append((kept.promise.removeprefix(f"{summary.policy}."), n))
    for what, promises in sorted(missing.items(), key=lambda one: (-sum(n for _, n in one[1]), one[0])):
        why = f"{what} is not given" if what else "it cannot be read"
        of = ", ".join(f"{promise} {n:,}" for promise, n in promises)
        yield f"{plural(sum(n for _, n in promises), 'row')}: {why} ({of})"


def _listed(title: str, lines: Iterable[str | Text]) -> RenderableType:
    """Lines beneath a title; one that is too long goes on further in."""
    table = Table.grid()
    table.add_column(overflow="fold")
    for line in lines:
        table.add_row(line)
    return Group(Text(f"\n{title}", style="bold"), Padding(table, (0, 0, 0, 2)))


def _last(summary: Summary) -> Text:
    text = Text(f"{plural(summary.read, 'contact')} read = {summary.judged:,} judged + {summary.lost:,} rejected\n")
    match summary.verdict:
        case Verdict.MISSED:
            missed = sum(kept.verdict is Verdict.MISSED for kept in summary.promises)
            text.append(f"{plural(missed, 'promise')} missed a target", style="bold red")
        case Verdict.NOT_KNOWN:
            text.append("Whether every target is met cannot be known", style="bold yellow")
        case Verdict.MET:
            text.append("Every target that can be judged is met", style="green")
        case Verdict.NOTHING | Verdict.NO_TARGET:
            text.append(
                "No target could be judged" if summary.verdict is Verdict.NOTHING else "No promise has a target"
            )
    if summary.lost and summary.verdict is not Verdict.NO_TARGET:
        rejected = plural(summary.lost, "rejected contact")
        text.append(f"; {rejected} might change that: their promises and months are not known", style="bold yellow")
    if summary.unknown:
        text.append(f"; {plural(summary.unknown, 'row')} cannot be judged, see “Not known”", style="bold yellow")
    return text
