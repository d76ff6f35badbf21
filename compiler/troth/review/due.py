"""Who must review what by when, and what each policy leaves open: assumptions, and promises that nobody can measure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from troth.calendars.review_cycle import next_review
from troth.model.limit import Vague
from troth.model.policy import Assumption, Policy

SOON = timedelta(days=90)


class ReviewStatus(StrEnum):
    OVERDUE = "overdue"
    SOON = "due soon"
    LATER = "later"
    NONE = "no date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    policy: str
    title: str
    organisation: str
    owner: str | None
    due: date | None
    status: ReviewStatus
    assumptions: tuple[Assumption, ...]
    vague: tuple[tuple[str, str], ...]


def reviews(policies: Iterable[Policy], today: date) -> tuple[Review, ...]:
    """A review for each policy, the most pressing first; overdue from the day after the last day that is in time."""
    found = [_review(policy, today) for policy in policies]
    order = list(ReviewStatus)
    return tuple(sorted(found, key=lambda review: (order.index(review.status), review.due or date.max, review.policy)))


def _review(policy: Policy, today: date) -> Review:
    due = next_review(policy.header)
    if due is None:
        status = ReviewStatus.NONE
    elif due < today:
        status = ReviewStatus.OVERDUE
    else:
        status = ReviewStatus.SOON if due - today <= SOON else ReviewStatus.LATER
    vague = [
        (promise.id, limit.words)
        for promise in policy.promises()
        for limit in promise.every_limit()
        if isinstance(limit, Vague)
    ]
    return Review(
        policy=policy.id,
        title=policy.title,
        organisation=policy.header.organisation,
        owner=policy.header.owner,
        due=due,
        status=status,
        assumptions=policy.assumptions,
        vague=tuple(vague),
    )
