"""What a careful reader would find in a policy that reads well: one file a check."""

from __future__ import annotations

from troth.calendars.workdays import WorkCalendar
from troth.diagnostics import Diagnostic
from troth.model.policy import Policy


def run_checks(policy: Policy, calendar: WorkCalendar | None) -> list[Diagnostic]:
    return []
