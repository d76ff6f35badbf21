"""When a policy must be reviewed: what is written, else its approval and cycle; a month counts as its last day."""

from __future__ import annotations

from datetime import date, timedelta

from troth.calendars.months import add_months
from troth.model.duration import Unit
from troth.model.policy import Header


def computed_review(header: Header) -> date | None:
    """Approval, or the last revision after it, plus the cycle; None where either is missing."""
    approved = [revision.when.last for revision in header.revisions]
    if header.approved is not None:
        approved.append(header.approved.last)
    if header.review_every is None or not approved:
        return None
    n, unit = header.review_every.n, header.review_every.unit
    start = max(approved)
    try:
        return _after(start, n, unit)
    except OverflowError:
        return date.max


def _after(start: date, n: int, unit: Unit) -> date:
    match unit:
        case Unit.YEAR:
            return add_months(start, 12 * n)
        case Unit.MONTH:
            return add_months(start, n)
        case Unit.WEEK:
            return start + timedelta(weeks=n)
        case _:
            return start + timedelta(days=n)


def next_review(header: Header) -> date | None:
    """The last day on which the next review is in time."""
    if header.next_review is not None:
        return header.next_review.last
    return computed_review(header)
