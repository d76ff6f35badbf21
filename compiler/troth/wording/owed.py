"""What is owed for a missed promise, in words: the sum, how it was counted, and on what it depends.

Standard library only: compiled checkers carry it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from troth.wording.money import decimal_text, sum_text
from troth.wording.style import day_text, instant_text, not_known_text, plural

NOTHING_OWED = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What is owed, in minor units, and how it came about, in words; `minor` None: not known for want of `missing`.

    `why` of the sum itself, and `each_why` of what is added for each of so many `periods`: the case or the delay that
    chose it. `period`: its number and unit; None where nothing is added. `most`: the most for one miss; `most_each`:
    for one customer in a day, week, month, quarter or year, and the name of that to which the miss belongs.
    `nothing`: why nothing is paid. `due` and `until`: from when to when periods were counted. `claim`: the status of
    the claim on which it depends, `claimable` what is owed once it is made, and `claim_due` by when.
    """

    currency: str
    places: int
    minor: int | None
    missing: str = ""
    base: int = 0
    why: str = ""
    each: int = 0
    each_why: str = ""
    periods: int = 0
    period: tuple[int, str] | None = None
    started: bool = False
    most: int | None = None
    most_each: tuple[int, str, str] | None = None
    nothing: str = ""
    due: str = ""
    until: str = ""
    claim: str = ""
    claimable: int | None = None
    claim_due: str = ""


def account_data(account: Account) -> dict[str, Any]:
    """The amount of an answer's row, its currency, and its `remedy`: what it says and why."""
    if account.minor is None:
        remedy = {"says": not_known_text(account.missing), "because": [], "missing": account.missing}
        return {"amount": None, "currency": account.currency, "remedy": remedy}
    data: dict[str, Any] = {
        "amount": decimal_text(account.minor, account.places),
        "currency": account.currency,
        "remedy": {"says": _says(account), "because": list(_because(account))},
    }
    if account.claimable is not None:
        data["claimable"] = decimal_text(account.claimable, account.places)
    if account.most_each is not None and (account.minor or account.claimable):
        most, each, period = account.most_each
        data["remedy"]["at_most"] = {"amount": decimal_text(most, account.places), "each": each, "period": period}
    return data


def until_text(local: datetime, *, is_instant: bool, is_done: bool) -> str:
    """`done at 6pm on Tuesday 2 June 2026`, `not done on …`."""
    when = f"at {instant_text(local)}" if is_instant else f"on {day_text(local.date())}"
    return f"{'done' if is_done else 'not done'} {when}"


def _says(account: Account) -> str:
    """`£60: £30, and £30 for 1 further period of 24 hours`."""
    if account.nothing:
        return f"{NOTHING_OWED}, as {account.nothing}"
    if account.claim in ("late", "overdue"):
        return f"{NOTHING_OWED}, as it was not claimed in time"
    total = account.minor if account.claimable is None else account.claimable
    if not total:
        return NOTHING_OWED
    said = _sum(total, account)
    if account.claimable is not None:
        said += " once it is claimed"
    if not account.each or not account.periods:
        return said
    for_each = f"for {_periods(account.periods, account)}"
    if account.periods > 1:
        for_each = f"for each of {_periods(account.periods, account)}"
    parts = [_sum(account.base, account)] if account.base else []
    parts.append(f"{_sum(account.each, account)} {for_each}")
    cut = account.base + account.each * account.periods > total
    return f"{said}: {', and '.join(parts)}" + (f", but {_sum(total, account)} at most" if cut else "")


def _because(account: Account) -> Iterator[str]:
    if account.nothing:
        return
    if account.why:
        yield f"{_sum(account.base, account) if account.base else NOTHING_OWED}: {account.why}"
    if account.period is not None and account.until:
        if account.each_why:
            each = _sum(account.each, account) if account.each else NOTHING_OWED
            yield f"{each} for each further {_unit(account)}: {account.each_why}"
        yield f"it was due {account.due}, and {account.until}: {_counted(account)}"
    total = account.base + account.each * account.periods
    if account.most is not None and total > account.most:
        yield f"{_sum(account.most, account)} is the most for one miss"
    if account.most_each is not None and total > account.most_each[0]:
        yield f"{_sum(account.most_each[0], account)} is the most for one customer each {account.most_each[1]}"
    if account.claimable is not None:
        yield f"it has to be claimed {account.claim_due}"


def _counted(account: Account) -> str:
    """`1 further period of 24 hours was over`, `no further day had begun`."""
    periods = _periods(account.periods, account) if account.periods else f"no further {_unit(account)}"
    if account.started:
        return f"{periods} had begun"
    return f"{periods} {'was' if account.periods < 2 else 'were'} over"


def _periods(n: int, account: Account) -> str:
    assert account.period is not None, "periods are counted of something"
    length, unit = account.period
    return plural(n, f"further {unit}") if length == 1 else f"{plural(n, 'further period')} of {plural(length, unit)}"


def _unit(account: Account) -> str:
    assert account.period is not None, "periods are counted of something"
    length, unit = account.period
    return unit if length == 1 else f"period of {plural(length, unit)}"


def _sum(minor: int, account: Account) -> str:
    return sum_text(minor, account.currency, account.places)
