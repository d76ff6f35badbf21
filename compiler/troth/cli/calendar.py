"""`troth calendar`: the calendars as policies use them, and the holiday locks beside them."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import click

from troth.calendars.lock import Lock, installed_version, is_newer, joined, marks_line, same_days, write_lock
from troth.cli.output import FINDINGS, MESSAGE, load_policies, say, say_json, tell, wrong
from troth.diagnostics import Diagnostic
from troth.project import Compiled, LockUpdate, lock_of, update_locks, with_lock
from troth.report.calendars import calendar_data, calendar_head, calendar_lines
from troth.report.findings import finding_text
from troth.report.lock_changes import LockChange, PolicyChange, change_data, change_line, change_lines
from troth.review.calendar_days import changed_days, used_days
from troth.review.due_moves import Progress, due_moves
from troth.source import line_start
from troth.writing import write_file

_OF_THE_LOCK = frozenset({"T015", "T107", "T202", "T208", "T209"})
_SLOW = 1.5


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--update", is_flag=True, help="Write the locks anew, after the difference is shown.")
@click.option(
    "--check", "only_check", is_flag=True, help="Show how the locks differ from the library; fail if they do."
)
@click.option(
    "--proclaimed",
    metavar="YEAR",
    type=int,
    help="Mark the years up to and with YEAR as proclaimed, and the later ones as by rule: you have compared their "
    "holidays in the lock with the official list.",
)
@click.option("--year", "years", metavar="YEAR", type=int, multiple=True, help="Show the calendar of this year alone.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How it is written.")
def calendar(
    paths: tuple[str, ...], update: bool, only_check: bool, proclaimed: int | None, years: tuple[int, ...], form: str
) -> None:
    """Show the calendars of policies: every closed day with its reason, and each holiday that a policy drops.

    With --check, compare the holiday locks with what the library `holidays` says now: which days appear or go, and how
    many due dates move, by how much. With --update, write them after that.
    """
    chosen = [name for name, on in (("--update", update), ("--check", only_check), ("--proclaimed", proclaimed)) if on]
    if len(chosen) > 1:
        wrong(f"{' and '.join(chosen)} exclude each other")
    if chosen and years:
        wrong(f"--year and {chosen[0]} exclude each other")
    compiled = load_policies(paths)
    updates = update_locks(compiled)
    for one in updates:
        _refuse_unreadable(one)
    if proclaimed is not None:
        _mark(updates, proclaimed)
        return
    changes = [_change(one, compares=bool(chosen)) for one in updates]
    shown = [] if chosen else [_Shown(one, years) for one in compiled if one.policy and one.policy.calendar]
    if form == "json":
        calendars = [data for one in shown for data in one.data()]
        say_json({"calendars": calendars, "locks": [change_data(change) for change in changes]})
    else:
        for one_shown in shown:
            one_shown.say()
        for change in changes:
            for line in change_lines(change) if chosen else change_line(change):
                say(line)
    is_newer_than_us = any(change.newer is not None for change in changes)
    writes = update and not is_newer_than_us
    unlike = [change for change in changes if change.differs or (writes and change.is_rewritten)]
    for change in unlike if writes else ():
        _write(change.of, write_lock(change.of.fresh))
    tell(f"{len(unlike)} of {len(changes)} locks {'written' if writes else 'differ'}")
    if unlike and not writes:
        raise SystemExit(FINDINGS)


def _refuse_unreadable(one: LockUpdate) -> None:
    path = one.path.as_posix()
    if one.path.exists() and not one.path.is_file():
        wrong(f"{path} is no file", "the holiday lock is a file: move away what has its name")
    for finding in one.damage:
        if finding.code == "T015":
            wrong(f"{path}: {finding.message}", finding.help, finding.code)


def _write(one: LockUpdate, text: str) -> None:
    try:
        write_file(one.path, text)
    except OSError as problem:
        wrong(f"{one.path.as_posix()} cannot be written: {problem.strerror}")


def _mark(updates: Iterable[LockUpdate], year: int) -> None:
    """Mark the years of the locks, whose days stay as they are."""
    written, found = 0, list(updates)
    marked: list[tuple[LockUpdate, Lock]] = []
    for one in found:
        path = one.path.as_posix()
        if one.text is None:
            wrong(f"{path} is not there", "write it first: `troth calendar --update`", "T202")
        if one.damage or one.lock is None:
            _say_findings(one.damage)
            raise SystemExit(FINDINGS)
        if year not in one.lock.years:
            covered = f"{one.lock.first_year} to {one.lock.last_year}"
            wrong(f"{path} covers {covered}, and not {year}", "give one of these years")
        years = range(one.lock.first_year, year + 1)
        marks = frozenset((region, one_year) for region in one.lock.regions for one_year in years)
        marked.append((one, replace(one.lock, proclaimed=marks)))
    for one, lock in marked:
        if write_lock(lock) != one.text:
            written += 1
            _write(one, write_lock(lock))
        for region in lock.regions:
            say(f"{one.path.as_posix()}: {marks_line(region, lock).removeprefix('# ')}")
    tell(f"{written} of {len(found)} locks written")


# ---------- a calendar as it is used


class _Shown:
    """The calendars of a policy, with the days of these years, or of all."""

    def __init__(self, one: Compiled, years: tuple[int, ...]) -> None:
        self._lock = lock_of(one)
        self._one, self._years = one, years
        self._findings = [finding for finding in one.findings if finding.code in _OF_THE_LOCK]
        policy = one.policy
        assert policy is not None
        assert policy.calendar is not None
        self._id = policy.id
        self._calendars = (policy.calendar, *policy.calendars)
        for year in years:
            if not policy.calendar.first_year <= year <= policy.calendar.last_year:
                covered = f"{policy.calendar.first_year} to {policy.calendar.last_year}"
                wrong(f"the calendar of {policy.id} covers {covered}, and not {year}", "give one of these years")

    def _years_of(self, first: int, last: int) -> list[int]:
        return sorted(set(self._years)) or list(range(first, last + 1))

    def data(self) -> list[dict[str, Any]]:
        return [
            calendar_data(self._id, one, used_days(one, self._lock), self._years_of(one.first_year, one.last_year))
            for one in self._calendars
        ]

    def say(self) -> None:
        for one in self._calendars:
            say(f"{self._id}: {calendar_head(one)}")
            for line in calendar_lines(one, used_days(one, self._lock), self._years_of(one.first_year, one.last_year)):
                say(line)
        _say_findings(self._findings)


def _say_findings(findings: Iterable[Diagnostic]) -> None:
    for finding in findings:
        say(finding_text(finding, ""))


# ---------- a change of a lock


def _change(one: LockUpdate, *, compares: bool) -> LockChange:
    """A lock against the library; with `compares`, what the difference does to each policy that uses it."""
    old, fresh = one.lock, one.fresh
    differs = old is None or bool(one.damage) or not same_days(old, fresh)
    if differs and old is not None and is_newer(old):
        return LockChange(of=one, differs=True, newer=_newer(one, old))
    policies: tuple[PolicyChange, ...] = ()
    if differs and compares and old is not None:
        progress = _Progress()
        policies = tuple(_policy_change(policy, old, fresh, progress.told) for policy in one.policies)
    return LockChange(of=one, differs=differs, policies=policies)


def _newer(one: LockUpdate, old: Lock) -> Diagnostic:
    installed = installed_version()
    return Diagnostic(
        code="T220",
        message=f"this holiday lock is of holidays {old.library}; {installed} is installed, older, and has other days",
        help="policies are compiled with the lock as it is; to compare or update it, install what wrote it: "
        f"`pip install 'holidays>={old.library}'`",
        span=line_start(one.path.as_posix(), 1),
    )


def _policy_change(one: Compiled, old: Lock, fresh: Lock, progress: Progress) -> PolicyChange:
    """What the days that changed do to a policy, which is compiled twice from the same text."""
    locks = (joined(old, fresh), fresh)
    before, after = (with_lock(one, lock) for lock in locks)
    policy = after.policy
    assert policy is not None
    new = tuple(finding for finding in after.findings if finding.is_error and finding not in before.findings)
    if before.calendar is None or after.calendar is None:
        return PolicyChange(id=policy.id, moves=None, findings=new)
    days = changed_days(before.calendar, after.calendar, locks)
    if before.has_errors or after.has_errors:
        return PolicyChange(id=policy.id, days=days, moves=None, findings=new)
    if all(day.anyway for day in days):
        return PolicyChange(id=policy.id, days=days)
    return PolicyChange(id=policy.id, days=days, moves=due_moves(policy, before.calendar, after.calendar, progress))


class _Progress:
    """Says on a terminal which promise is being compared, once that takes long."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def told(self, promise: str) -> None:
        if MESSAGE.is_terminal and time.monotonic() - self._began > _SLOW:
            tell(f"comparing the due dates of {promise}")
