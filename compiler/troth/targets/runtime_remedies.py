"""What is owed for a missed promise, and the rows of its claim and of its payment, in a compiled checker.

The generator writes this module into a checker after `runtime`, whose rows it looks at. Periods are found by division
and in the calendar's tables, with no walk.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from troth.calendars.local_time import SECOND, to_instant
from troth.calendars.periods import period_name
from troth.deadlines.reading import read_moment
from troth.targets.runtime import Judge
from troth.targets.runtime_calendar import Calendar, Day, Moment, Outside, Unknown
from troth.targets.runtime_targets import Row
from troth.wording.owed import Account, account_data, until_text

MISSED = "the deadline"
_MISSES = ("late", "overdue")
_NOT_SAID = (None, None)
"""In place of the limit by which a row was judged, and its anchor."""


class Remedies:
    """Says what is owed for rows of a promise that has a remedy, of one contact as of an instant.

    `judge`: by the calendar that was known on arrival; `at_end`: the calendar that was known when it was done, or now;
    `ask`: the rows of another promise, for a contact.
    """

    def __init__(self, judge: Judge, at_end: Calendar, as_of: int, ask: Callable[[Row, Row], list[Row]]) -> None:
        self._judge, self._at_end, self._as_of, self._ask = judge, at_end, as_of, ask

    def rows(self, row: Row, promise: Row, contact: Row) -> Iterator[Row]:
        """The row with what is owed for it; then, where something is, the rows of the claim and of the payment."""
        remedy = promise["remedy"]
        account: Row = {"currency": remedy["currency"], "places": remedy["places"], "minor": 0}
        account["most"] = remedy["most"]
        try:
            if row["status"] == "unknown":
                raise Unknown(row["missing"])
            if row["status"] in _MISSES:
                account |= self._account(row, remedy, contact)
        except Unknown as missing:
            yield row | _said(account | {"minor": None, "missing": missing.args[0]})
            return
        if not account["minor"]:
            yield row | _said(account)
            return
        claim, payment = (self._row(remedy[name], row, contact) for name in ("claim", "paid"))
        yield row | _said(account if claim is None else account | _as_claimed(account["minor"], claim))
        if claim is not None:
            yield claim
        if payment is not None and (claim is None or claim["status"] != "late"):
            yield payment if remedy["late"] is None else payment | self._for_late(payment, remedy)

    def _row(self, promise: Row | None, missed: Row, contact: Row) -> Row | None:
        if promise is None:
            return None
        if missed.get("due"):
            moment = self._missed(missed, promise["limit"]["kind"])
            contact = {**contact, "events": {**contact["events"], MISSED: (moment,)}}
        (row,) = self._ask(promise, contact)
        return row

    def _for_late(self, payment: Row, remedy: Row) -> Row:
        account: Row = {"currency": remedy["currency"], "places": remedy["places"], "minor": 0}
        if payment["status"] == "unknown":
            account |= {"minor": None, "missing": payment["missing"]}
        elif payment["status"] in _MISSES:
            account |= {"minor": remedy["late"], "base": remedy["late"], "why": remedy["why late"]}
        return _said(account)

    # ---------- the amount

    def _account(self, row: Row, remedy: Row, contact: Row) -> Row:
        """How the amount of a miss comes about. Raises Unknown."""
        missing = ""
        for condition, wanted, says in remedy["nothing"]:
            truth = self._judge._holds(condition, contact)
            if isinstance(truth, str):
                missing = missing or truth
            elif truth is not wanted:
                return {"minor": 0, "nothing": says}
        if missing:
            raise Unknown(missing)
        clock = self._at_end.clock
        is_done = row["done"] is not None
        until = read_moment("done", row["done"], clock, self._at_end.zone) if is_done else (self._as_of, self._as_of)
        is_instant = until[0] == until[1]
        account: Row = {"due": row["says"], "until": until_text(clock.local(until[0]), is_instant=is_instant,
                                                                is_done=row["status"] == "late")}  # fmt: skip
        sums = remedy["sums"]
        if sums["delays"]:
            account |= {"base": 0, "why": sums["short"]}
            for amount, says, sum_ in sums["delays"]:
                if self._periods(amount, row, until)[0]:
                    account |= {"base": sum_, "why": says}
        else:
            account["base"], account["why"] = self._chosen(sums, contact)
        further = remedy["further"]
        if further is not None:
            account["each"], account["each_why"] = self._chosen(further["sums"], contact)
            complete, begun = self._periods(further["by"], row, until)
            account["periods"] = begun if further["started"] else complete
            account["period"], account["started"] = (further["by"][0], further["by"][1]), further["started"]
        total = account["base"] + account.get("each", 0) * account.get("periods", 0)
        most = [] if remedy["most"] is None else [remedy["most"]]
        if remedy["most each"] is not None:
            cap, each = remedy["most each"]
            last = _last_in_time(row) if row.get("due") else contact["arrives"][0]
            most.append(cap)
            account["most_each"] = (cap, each, period_name(clock.local(last).date(), each))
        return account | {"minor": min([total, *most])}

    def _chosen(self, sums: Row, contact: Row) -> tuple[int, str]:
        """The sum of the first case that holds at the arrival, and that case; else the plain one. Raises Unknown."""
        missing = ""
        for condition, says, sum_ in sums["cases"]:
            truth = self._judge._holds(condition, contact)
            if truth is True:
                return sum_, says
            if isinstance(truth, str):
                missing = missing or truth
        if missing:
            raise Unknown(missing)
        return sums["plain"], ""

    # ---------- periods after a deadline

    def _missed(self, row: Row, kind: str) -> Moment:
        """The last day of a deadline, which is day 0; for time by the clock or while open, its last instant.

        That is a day too, where only that is known.
        """
        last = _last_in_time(row)
        if kind in ("elapsed", "open"):
            return min(self._earliest(row, to_instant(datetime.fromisoformat(row["due"]))), last), last
        day = self._at_end.day_of(last)
        return Day((self._at_end.end_of(day - 1), self._at_end.end_of(day) - 1))

    def _earliest(self, row: Row, due: int) -> int:
        """The first instant that a deadline could be which hangs on an event of which only the day is known."""
        _, anchor, *_ = row.get("by", _NOT_SAID)
        is_unclear = "last_day" not in row and anchor is not None and anchor[0] != anchor[1] == due
        return int(anchor[0]) if is_unclear else due

    def _periods(self, amount: Sequence[Any], row: Row, until: Moment) -> tuple[int, int]:
        """How many periods after a missed deadline are over, and how many have begun. Raises Unknown."""
        limit, *_ = row.get("by", _NOT_SAID)
        name = "" if limit is None else limit.get("calendar", "")
        calendar = self._at_end.named(name)
        due = to_instant(datetime.fromisoformat(row["due"]))
        last = due - (not row["met_at_due"])
        try:
            least = _between(amount, last, due, until[0], calendar)
            most = _between(amount, last, self._earliest(row, due), until[1], calendar)
        except Outside:
            raise Unknown("a day beyond the calendar's years") from None
        if least != most:
            raise Unknown("time of the act" if until[0] != until[1] else f"time of event {MISSED}")
        return least


def _last_in_time(row: Row) -> int:
    """The last instant at which a row's deadline was kept."""
    return to_instant(datetime.fromisoformat(row["due"])) - (not row["met_at_due"])


def _between(amount: Sequence[Any], last: int, start: int, end: int, calendar: Calendar) -> tuple[int, int]:
    n, unit, *seconds = amount
    if not seconds:
        return _days_between(n, unit, calendar.day_of(last), calendar.day_of(end), calendar)
    passed = max(end - start, 0)
    if unit.startswith("opening"):
        calendar.day_of(end)
        passed = calendar.open_between(start, end) if end > start else 0
    one = n * seconds[0] * SECOND
    return passed // one, -(-passed // one)


def _days_between(n: int, unit: str, day_0: int, today: int, calendar: Calendar) -> tuple[int, int]:
    """A period is over at the end of its last day; one has begun on the day after that."""
    if today <= day_0:
        return 0, 0
    if unit == "working day":
        days = calendar.counted_days
        complete = (bisect_left(days, today) - bisect_right(days, day_0)) // n
    elif unit == "day":
        passed_over = calendar.passed_over
        complete = (today - day_0 - 1 - bisect_left(passed_over, today) + bisect_right(passed_over, day_0)) // n
    elif unit == "week":
        complete = (today - day_0 - 1) // (7 * n)
    else:
        complete = _months_between(n * (12 if unit == "year" else 1), day_0, today, calendar)
    return complete, complete + 1


def _months_between(n: int, day_0: int, today: int, calendar: Calendar) -> int:
    """How many times so many months after a day were over before another."""
    first, last = date.fromordinal(day_0), date.fromordinal(today)
    complete = ((last.year - first.year) * 12 + last.month - first.month) // n
    while complete and calendar.later_day(day_0, n * complete, "month") >= today:
        complete -= 1
    return complete


def _as_claimed(minor: int, claim: Row) -> Row:
    """It is owed once it was claimed in time."""
    known = {"claim": claim["status"], "claim_due": claim["says"]}
    match claim["status"]:
        case "met":
            return known
        case "unknown":
            return known | {"minor": None, "missing": claim["missing"]}
        case "late" | "overdue":
            return known | {"minor": 0}
        case _:
            return known | {"minor": 0, "claimable": minor}


def _said(account: Row) -> Row:
    return account_data(Account(**account))
