"""What several contacts come to: the targets by period, what is owed in all, earlier misses of the same customer.

Nothing here is the compiler's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from typing import Any

from tests.oracle import clocks
from tests.oracle.corpus_contact import Contact, instants, read
from tests.oracle.corpus_due import SECONDS
from tests.oracle.corpus_judge import Answer, answer
from tests.oracle.corpus_misses import day_of
from tests.oracle.corpus_promise import Row
from tests.oracle.corpus_remedies import money
from tests.oracle.corpus_spec import Policy, Remedy
from tests.oracle.corpus_targets import COUNTED


@dataclass
class One:
    """A contact of several, with its customer ("" where none is given) and its answer."""

    contact: Contact
    customer: str
    answer: Answer


def measured(policy: Policy, listed: Sequence[Mapping[str, Any]], as_of: str) -> dict[str, Any]:
    """`targets` by promise, target and period; `amounts` by currency; of each contact what its rows owe.

    Every moment must be exact. Raises Beyond.
    """
    zone = policy.calendar().zone
    until = instants(as_of, zone)[1]
    found = []
    for data in listed:
        (contact,) = read(data, zone)
        found.append(One(contact, data.get("customer", ""), answer(policy, contact, until)))
    for _ in policy.breaches:
        found = [_with_earlier(one, found, policy, until) for one in found]
    _cut(policy, found)
    rows = [
        [{"id": name} | {key: row[key] for key in ("status", "amount") if key in row} for name, row in _rows(one)]
        for one in found
    ]
    return {"targets": _targets(found), "amounts": _amounts(found), "contacts": rows}


def _rows(one: One) -> Iterator[tuple[str, Row]]:
    for name, (_, _, judged) in one.answer.rows.items():
        yield name, judged.row


def _with_earlier(one: One, others: Sequence[One], policy: Policy, until: int) -> One:
    """A contact with the misses of the same customer's other contacts."""
    missed = {name: list(days) for name, days in one.contact.missed.items()}
    for other in others:
        if other is one or not one.customer or other.customer != one.customer:
            continue
        for breach in policy.breaches:
            row = other.answer.rows.get(f"{policy.name}.{breach.promise}")
            if row is not None and row[2].is_missed:
                missed.setdefault(breach.promise, []).append(day_of(row[2], policy.calendar().zone))
    if not missed:
        return one
    contact = replace(one.contact, missed={name: tuple(sorted(set(days))) for name, days in missed.items()})
    return One(one.contact, one.customer, answer(policy, contact, until))


def _cut(policy: Policy, found: Sequence[One]) -> None:
    """What a customer is owed in a calendar year is cut to the most, in the order of the deadlines."""
    zone = policy.calendar().zone
    paid: dict[tuple[str, str, int], int] = {}
    owed = []
    for number, one in enumerate(found):
        for name, (standard, promise, judged) in one.answer.rows.items():
            remedy = promise.remedy
            is_own = remedy is not None and remedy.most_yearly is not None and not name.endswith((".remedy", ".claim"))
            if is_own and one.customer and judged.due is not None and judged.row.get("amount"):
                owed.append((judged.due.last_in_time, number, name, standard, promise, judged))
    for at, number, name, standard, promise, judged in sorted(owed, key=lambda one: one[:2]):
        remedy = promise.remedy
        assert remedy is not None
        assert remedy.most_yearly is not None
        key = (found[number].customer, name, clocks.local(at, zone).year)
        left = remedy.most_yearly - paid.get(key, 0)
        amount = min(left, _minor(judged.row["amount"], remedy))
        paid[key] = paid.get(key, 0) + amount
        row = judged.row | {"amount": money(amount, remedy)}
        found[number].answer.rows[name] = (standard, promise, replace(judged, row=row))


def _minor(amount: str, remedy: Remedy) -> int:
    return int(Fraction(amount) * 10**remedy.digits)


def _targets(found: Sequence[One]) -> list[Row]:
    """Each target in each of its periods, over the contacts that count, as far as they can be judged."""
    gathered: dict[tuple[str, str, str | None, str], list[Row]] = {}
    firsts: dict[tuple[str, str, str | None, str], Row] = {}
    for one in found:
        for name, (_, _, judged) in one.answer.rows.items():
            for target in judged.row.get("targets", ()):
                if not target["counts"] or target["period"] is None:
                    continue
                key = (name, target["says"], target["for"], target["period"])
                firsts.setdefault(key, target)
                is_judged = target["status"] in COUNTED if "share" in target else target["taken"] is not None
                gathered.setdefault(key, []).extend([target] * is_judged)
    return [_reached(key, firsts[key], listed) for key, listed in gathered.items()]


def _reached(key: tuple[str, str, str | None, str], first: Row, listed: Sequence[Row]) -> Row:
    """Reached, exactly; None where there is nothing to judge. A share is said rounded down, an average rounded up."""
    name, says, whose, period = key
    row: Row = {"id": name, "says": says, "for": whose, "period": period, "counted": len(listed)}
    if "share" in first:
        met = sum(target["status"] == "met" for target in listed)
        if not listed:
            return row | {"met": met, "share": None, "reached": None}
        share = Fraction(100 * met, len(listed))
        return row | {"met": met, "share": _figure(share, floor), "reached": share >= Fraction(first["share"])}
    n, unit = first["average"]
    if not listed:
        return row | {"average": None, "reached": None}
    each = sum((_in_unit(target["taken"], unit) for target in listed), Fraction()) / len(listed)
    return row | {"average": [_figure(each, ceil), unit], "reached": each <= n}


def _figure(number: Fraction, rounded: Callable[[Fraction], int]) -> str:
    """A number with up to three decimals."""
    whole, places = divmod(rounded(1000 * number), 1000)
    return f"{whole}.{places:03}".rstrip("0").rstrip(".")


def _in_unit(taken: Sequence[Any], unit: str) -> Fraction:
    """What was taken, in another unit: a part of one where it is in seconds."""
    n, own = taken
    if own == unit:
        return Fraction(n)
    return Fraction(n, SECONDS[unit.removeprefix("opening ")])


def _amounts(found: Sequence[One]) -> list[Row]:
    """What is owed in all, in each currency: promises and late payments alike."""
    totals: dict[str, int] = {}
    remedies: dict[str, Remedy] = {}
    for one in found:
        for _, promise, judged in one.answer.rows.values():
            if promise.remedy is not None and judged.row.get("amount") is not None:
                currency = promise.remedy.currency
                remedies[currency] = promise.remedy
                totals[currency] = totals.get(currency, 0) + _minor(judged.row["amount"], promise.remedy)
    return [
        {"currency": currency, "total": money(total, remedies[currency])} for currency, total in sorted(totals.items())
    ]
