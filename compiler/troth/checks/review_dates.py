"""When the policy was approved, how often it is reviewed, and when next: what is written wins, if it is plausible."""

from __future__ import annotations

from collections.abc import Iterator

from troth.calendars.review_cycle import computed_review
from troth.calendars.workdays import WorkCalendar
from troth.diagnostics import Diagnostic
from troth.model.policy import ApproximateDate, Header, Policy
from troth.wording.style import MONTHS, date_text

_TOLERATED_DAYS = 31


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T501, T504: the next review that is written against the one that follows from the cycle; T502, T505: none."""
    header, here = policy.header, policy.header.span
    if header.approved is None:
        yield Diagnostic(
            code="T505",
            message="the policy does not say when it was approved",
            span=here,
            help='add `approved 3 March 2026 by "Board"`',
        )
    if header.review_every is None and header.next_review is None:
        yield Diagnostic(
            code="T502",
            message="the policy does not say when it is reviewed",
            span=here,
            help="add `review every 3 years` or `next review March 2029`",
        )
    computed = computed_review(header)
    if computed is None or header.next_review is None:
        return
    differ = abs((header.next_review.last - computed).days)
    if header.next_review.first <= computed <= header.next_review.last:
        return
    written = _month_text(header.next_review) if header.next_review.is_month else date_text(header.next_review.last)
    message = (
        f"`{written}` is written as the next review; {header.review_every} from {_counted_from(header)} is "
        f"{date_text(computed)}"
    )
    tolerated = differ <= _TOLERATED_DAYS
    yield Diagnostic(
        code="T501" if tolerated else "T504",
        message=message,
        span=header.next_review.span,
        help="what is written is used; mend one of the two" if tolerated else "mend `next review` or `review every`",
    )


def _month_text(month: ApproximateDate) -> str:
    return f"{MONTHS[month.first.month - 1]} {month.first.year}"


def _counted_from(header: Header) -> str:
    """What the cycle is counted from: the approval, or a revision after it."""
    revised = max((revision.when.last for revision in header.revisions), default=None)
    if revised is None or (header.approved is not None and header.approved.last >= revised):
        return "the approval"
    return "the last revision"
