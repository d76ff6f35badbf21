"""A judged promise with a remedy → what is owed for it, as an answer's row says it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from troth.calendars.periods import period_name
from troth.calendars.workdays import WorkCalendar
from troth.deadlines.judge import Judged, Status
from troth.deadlines.remedies import Owed
from troth.model.condition import ArrivedBetween, ArrivedOnClosedDay, Condition, FactIs, InSeason, StateIs, ValueIs
from troth.model.currencies import places
from troth.model.duration import Duration
from troth.model.measure import Money, Sums
from troth.model.words import Words
from troth.wording.effects import so_text
from troth.wording.explained import due_text
from troth.wording.owed import Account, account_data, until_text
from troth.wording.phrases import fact_text, state_text
from troth.wording.style import season_text

PAID_LATE = "this is paid late"
CaseText = Callable[[tuple[Condition, ...]], str | None]


def owed_data(judged: Judged, owed: Owed, words: Words, calendar: WorkCalendar, case: CaseText) -> dict[str, Any]:
    """`amount`, `currency`, `remedy` and `claimable` of a row; `case`: a case in the words of an answer."""
    remedy = owed.remedy
    further, claim = remedy.further, owed.claim
    local = None if owed.until is None else calendar.clock.local(owed.until.first)
    account = Account(
        currency=remedy.currency,
        places=places(remedy.currency),
        minor=owed.minor,
        missing=owed.missing,
        base=_minor(owed.base),
        why=PAID_LATE if owed.is_late_payment else _why(owed, case),
        each=_minor(owed.each),
        each_why="" if owed.each_by is None else case((owed.each_by,)) or "",
        periods=owed.periods,
        period=None if further is None else (further.period.n, str(further.period.unit)),
        started=further is not None and further.started,
        most=None if remedy.at_most is None else remedy.at_most.minor,
        most_each=_most_each(owed),
        nothing="" if owed.nothing is None else nothing_text(*owed.nothing, words),
        due="" if judged.due is None else due_text(judged.due, judged.anchor, calendar),
        until=""
        if owed.until is None or local is None
        else until_text(local, is_instant=owed.until.is_instant, is_done=judged.status is Status.LATE),
        claim="" if claim is None else str(claim.status),
        claimable=owed.claimable,
        claim_due="" if claim is None or claim.due is None else due_text(claim.due, claim.anchor, calendar),
    )
    return account_data(account)


def _most_each(owed: Owed) -> tuple[int, str, str] | None:
    most = owed.remedy.at_most_each
    if most is None or owed.missed_on is None:
        return None
    money, each = most
    return money.minor, str(each), period_name(owed.missed_on, str(each))


def _minor(money: Money | None) -> int:
    return 0 if money is None else money.minor


def _why(owed: Owed, case: CaseText) -> str:
    if isinstance(owed.by, Duration):
        return delay_text(owed.by)
    if owed.by is not None:
        return case((owed.by,)) or ""
    return "" if owed.until is None else too_short_text(owed.remedy.sums)


def delay_text(delay: Duration) -> str:
    """Which row of a table by delay chose the sum."""
    return f"from a delay of {delay}"


def too_short_text(sums: Sums) -> str:
    """Why a table by delay has no sum yet; "" for what is no such table."""
    return f"the delay is less than {sums.by_delay[0].delay}" if sums.by_delay else ""


def nothing_text(condition: Condition, holds: bool, words: Words) -> str:
    """Why nothing is paid: a condition at the arrival, which holds or does not."""
    match condition:
        case FactIs(fact=fact, holds=wanted):
            return so_text(fact_text(fact, words), wanted is holds)
        case StateIs(state=state, holds=wanted):
            return so_text(state_text(state, words), wanted is holds)
        case ArrivedOnClosedDay():
            return "it arrived on a closed day"
        case InSeason(first=begins, last=ends):
            return f"it {'arrived' if holds else 'did not arrive'} in the season {season_text(begins, ends)}"
        case ValueIs() | ArrivedBetween():
            raise AssertionError("a value or a date chooses a sum, and excludes none")
