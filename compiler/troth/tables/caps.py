"""What is owed to one customer at most in a period, over several contacts: sums are cut in the order of deadlines.

Standard library only: the compiled checkers carry it. Answers are those of `troth due --format json`, with `customer`
where the contact has one; a row whose remedy has a most says it with its period (`remedy.at_most`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from troth.wording.money import decimal_text, sum_text
from troth.wording.owed import NOTHING_OWED

_Key = tuple[str, str, str]


def cut_amounts(answers: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The answers, in their own order, with no more owed to a customer for a promise in a period than the most.

    Of two deadlines at one instant, that of the earlier answer comes first. What is not known, or still has to be
    claimed, uses up nothing. Where nothing is left of a sum, neither its claim nor its payment is a row any more.
    """
    rows: dict[_Key, list[tuple[datetime, int]]] = {}
    for index, answer in enumerate(answers):
        for row in answer["promises"] if "customer" in answer else ():
            if (most := row.get("remedy", {}).get("at_most")) is not None:
                key = (answer["customer"], row["id"], most["period"])
                rows.setdefault(key, []).append((_when(row, answer), index))
    found = list(answers)
    for (_, id_, _), misses in rows.items():
        left: int | None = None
        for _, index in sorted(misses):
            row = next(row for row in found[index]["promises"] if row["id"] == id_)
            left = _in_minor(row["remedy"]["at_most"]["amount"]) if left is None else left
            cut = _cut(row, left)
            left -= _in_minor(cut["amount"]) if cut["amount"] is not None else 0
            found[index] = _with_row(found[index], row, cut)
    return found


def _when(row: Mapping[str, Any], answer: Mapping[str, Any]) -> datetime:
    """The last instant at which it was kept; of what has no deadline, the arrival."""
    if row.get("due"):
        due = datetime.fromisoformat(row["due"])
        return due if row["met_at_due"] else due - timedelta(microseconds=1)
    arrives: str = answer["contact"]["arrives"]
    return datetime.fromisoformat(arrives if "T" in arrives else f"{arrives}T00:00:00+00:00")


def _cut(row: dict[str, Any], left: int) -> dict[str, Any]:
    cut = dict(row)
    for name in ("amount", "claimable"):
        if row.get(name) is not None and _in_minor(row[name]) > left:
            cut[name] = decimal_text(left, _decimals(row[name]))
            cut["remedy"] = {**row["remedy"], "says": _cut_says(row, left)}
    return cut


def _cut_says(row: Mapping[str, Any], left: int) -> str:
    """`£10, as £600 is the most for one customer each year; else £30`."""
    most = row["remedy"]["at_most"]
    places = _decimals(most["amount"])
    owed = sum_text(left, row["currency"], places) if left else NOTHING_OWED
    cap = sum_text(_in_minor(most["amount"]), row["currency"], places)
    return f"{owed}, as {cap} is the most for one customer each {most['each']}; else {row['remedy']['says']}"


def _with_row(answer: dict[str, Any], row: Mapping[str, Any], cut: dict[str, Any]) -> dict[str, Any]:
    was, now = (_in_minor(one.get("claimable") or one["amount"] or "0") for one in (row, cut))
    gone = (f"{row['id']}.claim", f"{row['id']}.remedy") if was and not now else ()
    promises = [cut if one is row else one for one in answer["promises"] if one["id"] not in gone]
    return {**answer, "promises": promises}


def _in_minor(amount: str) -> int:
    return int(amount.replace(".", ""))


def _decimals(amount: str) -> int:
    return len(amount.partition(".")[2])
