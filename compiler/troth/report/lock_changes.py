"""What a change of a holiday lock does, in words and as data: which days appear or go, and which due dates move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import unified_diff
from typing import Any

from rich.text import Text

from troth.calendars.lock import Holiday, Lock, installed_version, is_newer, write_lock, year_spans
from troth.diagnostics import Diagnostic
from troth.project import LockUpdate
from troth.report.calendars import anyway_text
from troth.report.findings import finding_data, finding_text
from troth.review.calendar_days import DayChange, Turn
from troth.review.due_moves import Due, Moved, Moves, NotDue
from troth.wording.style import day_text, end_of_day_text, instant_text, listed, plural

_MIDNIGHT = datetime.min.time()
_ONE_DAY = timedelta(days=1)
_MOST_LINES = 20
"""Of the difference from a lock that cannot be read: more would say nothing."""
_END = "by the end of "


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyChange:
    """What a change of a lock does to a policy.

    `moves`: None where its due dates cannot be compared. `findings`: errors that it would have after the change.
    """

    id: str
    days: tuple[DayChange, ...] = ()
    moves: tuple[Moves, ...] | None = ()
    findings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LockChange:
    """A lock against the library. `newer`: why the two cannot be compared."""

    of: LockUpdate
    differs: bool
    newer: Diagnostic | None = None
    policies: tuple[PolicyChange, ...] = ()

    @property
    def is_rewritten(self) -> bool:
        """Would an update write another text, though no day differs?"""
        if self.differs or (self.of.lock is not None and is_newer(self.of.lock)):
            return False
        return (self.of.text or "").replace("\r\n", "\n") != write_lock(self.of.fresh)


# ---------- in words


def change_lines(change: LockChange) -> Iterator[str | Text]:
    """The whole difference: what is damaged, what the lock covers, what it does to each policy, and its lines."""
    of = change.of
    path = of.path.as_posix()
    yield from (finding_text(finding, "") for finding in of.damage)
    if change.newer is not None:
        yield finding_text(change.newer, "")
        return
    if not change.differs:
        return
    if of.text is None:
        yield f"{path}: {len(of.fresh.holidays)} holidays"
        return
    yield f"{path} differs from what holidays {installed_version()} says"
    if of.lock is not None:
        yield from (f"  {line}" for line in (*_coverage(of.lock, of.fresh), *_proclaimed_lines(of.lock, of.fresh)))
    if _marks_lost(of):
        yield "  the marks of its years are lost: mark them again with `troth calendar --proclaimed YEAR`"
    for policy in change.policies:
        yield from _policy_lines(policy)
    readable = of.text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    now, then = readable.splitlines(), write_lock(of.fresh).splitlines()
    lines = list(unified_diff(now, then, fromfile=path, tofile="the library", lineterm="", n=0))
    if of.lock is None and len(lines) > _MOST_LINES:
        yield f"  it is written anew, with {len(of.fresh.holidays)} holidays"
        return
    yield from lines


def change_line(change: LockChange) -> Iterator[str | Text]:
    """That there is a difference, and how to see it; nothing where there is none."""
    if change.newer is not None:
        yield finding_text(change.newer, "")
    elif change.of.text is None:
        yield f"{change.of.path.as_posix()} is not there: `troth calendar --update` writes it"
    elif change.differs:
        path = change.of.path.as_posix()
        yield f"{path} differs from what holidays {installed_version()} says: `troth calendar --check` shows how"


def _coverage(old: Lock, fresh: Lock) -> Iterator[str]:
    """Where a lock covers other regions or years than the policies beside it need."""
    no_more, new = "which no policy beside it uses any more", "which is new in it, by rule"
    gone = [*sorted({*old.regions} - {*fresh.regions}), *year_spans(sorted({*old.years} - {*fresh.years}))]
    if gone:
        yield f"it covers {listed(gone, 'and')}, {no_more}"
    regions, years = sorted({*fresh.regions} - {*old.regions}), sorted({*fresh.years} - {*old.years})
    for said, number in (
        (regions, sum(one.region in regions for one in fresh.holidays)),
        (year_spans(years), sum(one.day.year in years for one in fresh.holidays)),
    ):
        if said:
            yield f"it lacks {listed(said, 'and')}, {new}: {plural(number, 'holiday')}"


def _proclaimed_changes(old: Lock, fresh: Lock) -> dict[str, list[int]]:
    """The years of each region that are marked as proclaimed, and of which a fresh lock has other days."""
    changed = {(one.region, one.day.year) for one in {*old.holidays} ^ {*fresh.holidays}}
    found: dict[str, list[int]] = {}
    for region, year in sorted(changed & old.proclaimed & fresh.proclaimed):
        found.setdefault(region, []).append(year)
    return found


def _proclaimed_lines(old: Lock, fresh: Lock) -> Iterator[str]:
    for region, years in _proclaimed_changes(old, fresh).items():
        said, are = listed(year_spans(years), "and"), "is" if len(years) == 1 else "are"
        yield f"ATTENTION: {said} of {region} {are} marked as proclaimed, and days change: see the official list again"


def _marks_lost(of: LockUpdate) -> bool:
    """Were years marked in a lock that was so damaged that the marks are not kept?"""
    return ": proclaimed " in (of.text or "") and (of.lock is None or not of.lock.proclaimed)


def _policy_lines(one: PolicyChange) -> Iterator[str | Text]:
    if not one.days and not one.findings:
        yield f"  {one.id}: no day that it uses changes"
        return
    yield f"  {one.id}:"
    yield from (f"    {changed_day_text(day)}" for day in one.days)
    yield from (f"    {moves_text(moves)}" for moves in one.moves or ())
    if one.findings:
        yield "    with the lock of the library it would not compile:"
        yield from (finding_text(finding, "") for finding in one.findings)
    elif one.moves is None:
        yield "    due dates are compared when what `troth check` finds is mended"
    elif not one.moves:
        yield "    no due date moves that an arrival alone decides"


def changed_day_text(change: DayChange) -> str:
    """`Monday 15 June 2026 is now a holiday: World Cup`; and why it changes nothing, where it does not."""
    regions = f" (only {listed(list(change.regions), 'and')})" if change.regions else ""
    where = f" in the calendar {change.calendar}" if change.calendar else ""
    day = day_text(change.day)
    if change.turn is Turn.RENAMED:
        return f"{day} is now called “{change.after}”{where}, before “{change.before}”"
    is_now = change.turn is Turn.CLOSED
    says = "is now a holiday" if is_now else "is no longer a holiday"
    text = f"{day} {says}{where}: {change.after if is_now else change.before}{regions}"
    return f"{text}; {anyway_text(change.anyway)}, so that it changes nothing" if change.anyway else text


def moves_text(moves: Moves) -> str:
    """How many arrival days of a promise get another due date, by how much, and the first of them."""
    counted = Counter(_how(day) for day in moves.days).most_common()
    total = len(moves.days)
    said = f"due dates of {total:,} arrival days move" if total > 1 else "the due date of 1 arrival day moves"
    if len(counted) > 1:
        said += ": " + listed([f"{count:,} {how}" for how, count in counted], "and")
    else:
        way, _, by = counted[0][0].partition(" by ")
        said += f", all {way}" if total > 1 else f" {way}"
        said += f", by {by}" if by and total > 1 else f" by {by}" if by else ""
    line = f"{moves.promise} ({moves.says})" if moves.says else moves.promise
    return f"{line}: {said} (first: {_first(moves.days[0])})"


def _how(day: Moved) -> str:
    if day.by is not None:
        return f"{'earlier' if day.by < timedelta() else 'later'} by {_amount(abs(day.by))}"
    match day.before, day.after:
        case _, NotDue.BEYOND:
            return "to beyond the calendar's years"
        case _, NotDue():
            return "to none"
        case NotDue.BEYOND, _:
            return "to within the calendar's years"
        case _:
            return "from none"


def _amount(by: timedelta) -> str:
    minutes, seconds = divmod(by.seconds, 60)
    parts = ((by.days, "day"), (minutes // 60, "hour"), (minutes % 60, "minute"))
    said = [plural(n, unit) for n, unit in parts if n]
    if seconds or by.microseconds:
        said.append(f"{seconds + by.microseconds / 1e6:g} seconds")
    return listed(said, "and")


def _first(day: Moved) -> str:
    at = day.arrives
    arrives = f"on {day_text(at.date())}" if at.time() == _MIDNIGHT else f"at {instant_text(at)}"
    before, after = _due(day.before), _due(day.after)
    if before.startswith(_END) and after.startswith(_END):
        before = before.removeprefix(_END)
    return f"arrives {arrives}, {'' if isinstance(day.after, NotDue) else 'due '}{after} instead of {before}"


def _due(due: Due | NotDue) -> str:
    if isinstance(due, NotDue):
        return str(due)
    if not due.included and due.at.time() == _MIDNIGHT:
        return end_of_day_text(due.at.date() - _ONE_DAY)
    return f"{'by' if due.included else 'before'} {instant_text(due.at)}"


# ---------- as data


def change_data(change: LockChange) -> dict[str, Any]:
    """A lock against the library as JSON data."""
    old, fresh = change.of.lock, change.of.fresh
    before, after = set(old.holidays if old else ()), set(fresh.holidays)
    is_known = change.newer is None
    return {
        "path": change.of.path.as_posix(),
        "differs": change.differs,
        "library": {"lock": old.library if old else None, "installed": installed_version()},
        "regions": list(fresh.regions),
        "years": [fresh.first_year, fresh.last_year],
        "appeared": [_holiday_data(one) for one in sorted(after - before)] if is_known else [],
        "went": [_holiday_data(one) for one in sorted(before - after)] if is_known else [],
        "proclaimed_changed": _proclaimed_changes(old, fresh) if old and is_known else {},
        "marks_lost": _marks_lost(change.of),
        "findings": [finding_data(one) for one in (*change.of.damage, *([change.newer] if change.newer else []))],
        "policies": [
            {
                "policy": one.id,
                "days": [_day_data(day) for day in one.days],
                "due_dates": None if one.moves is None else [_moves_data(moves) for moves in one.moves],
                "findings": [finding_data(finding) for finding in one.findings],
            }
            for one in change.policies
        ],
    }


def _holiday_data(one: Holiday) -> dict[str, str]:
    return {"region": one.region, "date": one.day.isoformat(), "name": one.name}


def _day_data(change: DayChange) -> dict[str, Any]:
    return {
        "date": change.day.isoformat(),
        "change": str(change.turn),
        "before": change.before or None,
        "after": change.after or None,
        "changes_nothing": bool(change.anyway),
        "calendar": change.calendar or None,
        "says": changed_day_text(change),
    }


def _moves_data(moves: Moves) -> dict[str, Any]:
    """Times are local, and amounts are differences of local times; null where one of the two is no deadline."""
    by = Counter(day.by for day in moves.days)
    return {
        "promise": moves.promise,
        "case": moves.says or None,
        "arrival_days": len(moves.days),
        "later": sum(count for one, count in by.items() if one is not None and one > timedelta()),
        "earlier": sum(count for one, count in by.items() if one is not None and one < timedelta()),
        "by": [
            {"seconds": None if one is None else int(one.total_seconds()), "arrival_days": count}
            for one, count in by.most_common()
        ],
        "first": {
            "arrives": moves.days[0].arrives.isoformat(),
            "before": _due(moves.days[0].before),
            "after": _due(moves.days[0].after),
        },
        "says": moves_text(moves),
    }
