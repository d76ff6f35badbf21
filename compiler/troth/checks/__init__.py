"""What a careful reader would find in a policy that reads well: one file a check, listed here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from troth.calendars.workdays import WorkCalendar
from troth.checks import (
    ambiguous_clear_days,
    ambiguous_count,
    ambiguous_month_end,
    ambiguous_roll,
    ambiguous_same_day,
    bound_against_limit,
    case_never_holds,
    cases_overlap,
    dates_run_back,
    days_among_working_days,
    deemed_without_time,
    limit_beyond_years,
    limits_conflict,
    long_sentences,
    no_calendar,
    no_working_days,
    past_the_law,
    replaces_in_a_circle,
    replaces_nothing,
    review_dates,
    sentence_not_readable,
    set_off_in_a_circle,
    sums_overlap,
    value_not_covered,
    words_used_twice,
)
from troth.diagnostics import Diagnostic
from troth.model.policy import Policy


class Check(Protocol):
    """A check reads a policy and its calendar and yields what it finds; its docstring is its page."""

    def __call__(self, policy: Policy, calendar: WorkCalendar | None, /) -> Iterator[Diagnostic]: ...


CHECKS: tuple[Check, ...] = (
    no_calendar.check,
    no_working_days.check,
    ambiguous_count.check,
    ambiguous_clear_days.check,
    ambiguous_month_end.check,
    ambiguous_roll.check,
    ambiguous_same_day.check,
    days_among_working_days.check,
    past_the_law.check,
    limit_beyond_years.check,
    bound_against_limit.check,
    deemed_without_time.check,
    dates_run_back.check,
    case_never_holds.check,
    cases_overlap.check,
    sums_overlap.check,
    value_not_covered.check,
    limits_conflict.check,
    set_off_in_a_circle.check,
    replaces_in_a_circle.check,
    replaces_nothing.check,
    words_used_twice.check,
    sentence_not_readable.check,
    long_sentences.check,
    review_dates.check,
)


def run_checks(policy: Policy, calendar: WorkCalendar | None) -> list[Diagnostic]:
    """Every finding of every check."""
    return [finding for check in CHECKS for finding in check(policy, calendar)]
