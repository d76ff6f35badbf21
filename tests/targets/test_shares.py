"""Shares and averages over answers, by hand: exact where a rounded figure would say something else."""

from __future__ import annotations

from typing import Any

import pytest

from troth.tables.shares import measure_answers, promise_of, sum_amounts

REPLY = "made.email.reply"


def said(status: str, **more: Any) -> dict[str, Any]:
    """What a target of 90% each month says of a contact due in March."""
    row = {"says": "90% each month", "for": None, "each": "month", "share": "90", "status": status}
    return row | {"counts": True, "period": "2026-03"} | more


def average(n: int, unit: str, taken: list[Any] | None, status: str = "met", **more: Any) -> dict[str, Any]:
    row = said(status, says=f"average {n} {unit}s each month", average=[n, unit], taken=taken, **more)
    return {name: value for name, value in row.items() if name != "share"}


def answer(*rows: dict[str, Any], id: str = REPLY) -> dict[str, Any]:
    return {"promises": [{"id": id, "targets": list(rows)}]}


def measured(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = measure_answers([answer(row) for row in rows], [REPLY])["targets"]
    return found


@pytest.mark.parametrize(
    ("share", "met", "missed", "figure", "reached"),
    [
        ("90", 9, 1, "90", True),
        ("90.001", 9, 1, "90", False),
        ("66.666", 2, 1, "66.666", True),  # two thirds are 66.6666…
        ("66.667", 2, 1, "66.666", False),
        ("100", 999_999, 1, "99.999", False),
        ("0.001", 1, 99_999, "0.001", True),
        ("0.001", 1, 100_000, "0", False),
        ("87.5", 7, 1, "87.5", True),
        ("100", 1, 0, "100", True),
    ],
)
def test_a_share_is_compared_exactly(share: str, met: int, missed: int, figure: str, reached: bool) -> None:
    rows = [said("met", share=share)] * met + [said("late", share=share)] * missed
    (row,) = measured(rows)
    assert (row["counted"], row["met"]) == (met + missed, met)
    assert (row["share"], row["reached"]) == (figure, reached)


def test_a_whole_row() -> None:
    assert measured([said("met"), said("overdue")]) == [
        {
            "id": REPLY,
            "says": "90% each month",
            "for": None,
            "period": "2026-03",
            "counted": 2,
            "met": 1,
            "share": "50",
            "average": None,
            "reached": False,
        }
    ]


def test_what_is_late_overdue_or_early_counts_against_it() -> None:
    (row,) = measured([said("met"), said("late"), said("overdue"), said("early")])
    assert (row["counted"], row["met"], row["share"]) == (4, 1, "25")


def test_what_is_not_counted_is_said() -> None:
    rows = [said(status) for status in ("open", "at risk", "open", "paused", "waiting", "excused")]
    rows += [said("unknown", missing="fact complex"), said("met", counts=None, missing="state away")]
    rows += [said("met", period=None), said("met", counts=False)]
    found = measure_answers([answer(row) for row in rows], [REPLY])
    (row,) = found["targets"]
    assert (row["counted"], row["met"], row["share"], row["reached"]) == (0, 0, None, None)
    assert [(one["why"], one["contacts"]) for one in found["uncounted"]] == [
        ("at risk", 1),
        ("excused", 1),
        ("no deadline", 1),
        ("not known: fact complex is not given", 1),
        ("not known: state away is not given", 1),
        ("open", 2),
        ("paused", 1),
        ("waiting", 1),
    ]


@pytest.mark.parametrize(
    ("amount", "taken", "figure", "reached"),
    [
        ((3, "working day"), [[3, "working day"], [3, "working day"]], "3", True),
        ((3, "working day"), [[3, "working day"], [4, "working day"]], "3.5", False),
        ((4, "day"), [[3, "day"], [3, "day"], [4, "day"]], "3.334", True),  # 3.3333…
        ((3, "day"), [[3, "day"]] * 1_999 + [[4, "day"]], "3.001", False),  # 3.0005
        ((2, "minute"), [[1, "minute"], [180, "second"]], "2", True),
        ((2, "minute"), [[1, "minute"], [181, "second"]], "2.009", False),  # 120.5 seconds
        ((1, "opening hour"), [[5_400, "second"], [30 * 60, "second"]], "1", True),
        ((20, "second"), [[0, "second"], [41, "second"]], "20.5", False),
    ],
)
def test_an_average_is_compared_exactly(amount: tuple[int, str], taken: list[Any], figure: str, reached: bool) -> None:
    n, unit = amount
    (row,) = measured([average(n, unit, one) for one in taken])
    assert (row["counted"], row["average"], row["reached"]) == (len(taken), [figure, unit], reached)
    assert (row["met"], row["share"]) == (None, None)


def test_an_average_is_of_what_is_done() -> None:
    rows = [average(3, "day", [2, "day"]), average(3, "day", [6, "day"], "late"), average(3, "day", None, "overdue")]
    rows.append(average(3, "day", None, "met", missing="time of the act"))
    found = measure_answers([answer(row) for row in rows], [REPLY])
    (row,) = found["targets"]
    assert (row["counted"], row["average"], row["reached"]) == (2, ["4", "day"], False)
    assert [(one["why"], one["contacts"]) for one in found["uncounted"]] == [
        ("not known: time of the act is not given", 1),
        ("overdue", 1),
    ]


def test_rows_are_in_the_order_of_the_policy_and_of_time() -> None:
    answers = [
        answer(said("met", period="2026-04"), average(1, "day", [1, "day"]), id="made.b.reply"),
        answer(said("met"), id="made.a.update.12"),
        answer(said("late"), average(1, "day", [1, "day"]), id="made.b.reply"),
    ]
    found = measure_answers(answers, ["made.b.reply", "made.a.update"])
    assert [(row["id"], row["says"], row["period"]) for row in found["targets"]] == [
        ("made.b.reply", "90% each month", "2026-03"),
        ("made.b.reply", "90% each month", "2026-04"),
        ("made.b.reply", "average 1 days each month", "2026-03"),
        ("made.a.update", "90% each month", "2026-03"),
    ]


def test_an_update_is_of_its_promise() -> None:
    promises = ["made.email.update", "made.email.reply.aim"]
    assert promise_of("made.email.update.3", promises) == "made.email.update"
    assert promise_of("made.email.reply.aim", promises) == "made.email.reply.aim"
    assert promise_of("made.email.reply", promises) is None


def test_sums_are_exact() -> None:
    sums = [
        ("0.10", "GBP"),
        ("0.20", "GBP"),
        ("1000000000000.05", "GBP"),
        ("300", "JPY"),
        (None, "GBP"),
        ("0.00", "EUR"),
    ]
    answers = [{"promises": [{"id": REPLY, "amount": amount, "currency": currency}]} for amount, currency in sums]
    assert sum_amounts(answers) == [
        {"currency": "EUR", "total": "0.00"},
        {"currency": "GBP", "total": "1000000000000.35"},
        {"currency": "JPY", "total": "300"},
    ]
