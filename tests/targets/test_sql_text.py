"""The text of the SQL checker: no time of an engine, the same bytes again; its tables and conditions, by themselves."""

from __future__ import annotations

import re
import sqlite3
from datetime import date, datetime
from itertools import product
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from troth import __version__
from troth.calendars.local_time import to_instant
from troth.project import Compiled, load
from troth.tables.program import lower
from troth.targets.runtime_calendar import Calendar
from troth.targets.sql import MARK, OVER_SEVERAL, left_out, sql_checker
from troth.targets.sql_logic import Wide, unsupported
from troth.targets.sql_steps import blocks, expanded
from troth.targets.sql_tables import PolicyTables, Tables, literal

TIME = re.compile(
    r"\b(now|today|current_\w+|localtime\w*|extract|date_\w+|datediff|to_timestamp|make_\w+|strf\w+|strp\w+|age|epoch\w*"
    r"|timestamp\w*|interval|timezone|at\s+time\s+zone|isoyear|dayof\w+)\b\s*[('\"]?|\bdate\s*['(]|::\s*date\b|\btime\s*['(]",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"'(?:[^']|'')*'")


def polha(root: Path) -> Compiled:
    return load(root / "policies" / "polha" / "polha.policy")


def text_of(one: Compiled) -> str:
    assert one.policy is not None
    return sql_checker(lower(one.policy, one.calendar), one.fingerprints, one.policy.id)


def times_in(text: str) -> list[str]:
    """The words of a text that are an engine's own time, dates or zones."""
    bare = _QUOTED.sub("''", "\n".join(line for line in text.splitlines() if not line.startswith("--")))
    return [found[0] for found in TIME.finditer(bare)]


def test_no_engine_is_asked_about_time(root: Path) -> None:
    text = text_of(polha(root))
    assert times_in(text) == []
    for bad in ("SELECT now()", "x AT TIME ZONE 'UTC'", "DATE '2026-01-01' + 1", "x::date", "CAST(x AS TIMESTAMP)",
                "EXTRACT(day FROM x)", "d + INTERVAL '1 day'", "date_trunc('day', x)", "epoch_us(x)"):  # fmt: skip
        assert times_in(f"{text}\n{bad}") != [], bad


def test_the_text_says_what_it_is_of_and_is_the_same_again(root: Path) -> None:
    one = polha(root)
    text = text_of(one)
    assert text == text_of(polha(root))
    head = text[: text.index("CREATE SCHEMA")]
    for said in ("polha", __version__, *one.fingerprints.values(), "2015 to 2030"):
        assert said in head
    assert text.count(MARK) == 1
    assert "{" not in text
    assert "@" not in text
    assert max(len(row) for row in re.findall(r"^\(.*\)[,;]$", text, re.MULTILINE)) < 500


def test_days_are_those_of_the_calendar_and_of_numpy(root: Path) -> None:
    one = polha(root)
    assert one.policy is not None
    program = lower(one.policy, one.calendar)
    tables = Tables()
    PolicyTables(program, tables, 1)
    calendar = Calendar(program["calendar"], program["calendars"])
    rows = {row[1]: row for row in tables.rows["raw_day"]}
    days = [day for day in rows if calendar.first <= day <= calendar.last]
    assert len(days) == (date(2031, 1, 1) - date(2015, 1, 1)).days
    closed = [date.fromordinal(day).isoformat() for day in calendar.closed]
    dates = np.array([date.fromordinal(day).isoformat() for day in days], dtype="datetime64[D]")
    worked = np.is_busday(dates, holidays=np.array(closed, dtype="datetime64[D]"))
    assert [bool(rows[day][5] % 2) for day in days] == worked.tolist()
    zone = ZoneInfo("Europe/London")
    for day in (date(2026, 3, 29), date(2026, 3, 30), date(2026, 10, 25), date(2026, 10, 26), date(2027, 1, 1)):
        _cal, _, start, month, in_month, *_ = rows[day.toordinal()]
        assert start == to_instant(datetime(day.year, day.month, day.day, tzinfo=zone))
        assert (month, in_month) == (day.year * 12 + day.month - 1, day.day)
    months = {mon: (first, length) for mon, first, length in tables.rows["month"]}
    assert months[2028 * 12 + 1] == (date(2028, 2, 1).toordinal(), 29)
    assert months[2027 * 12 + 1] == (date(2027, 2, 1).toordinal(), 28)


WORDS: dict[str, Any] = {"terms": {"channel": {}, "kind": {}}}
CONDITIONS: list[list[Any]] = [["fact", "urgent", True], ["value", "size", ["big", "it's"]], ["fact", "old", False]]


@pytest.mark.parametrize(
    ("urgent", "size", "old"), list(product((None, 0, 1), (None, "big", "it's", "small"), (None, 0, 1)))
)
def test_conditions_are_true_false_or_not_known(urgent: int | None, size: str | None, old: int | None) -> None:
    wide = Wide(WORDS)
    so, missing = wide.every(CONDITIONS)
    columns = {wide.facts["urgent"]: urgent, wide.values["size"]: size, wide.facts["old"]: old}
    listed = ", ".join(f"{literal(value)} AS {column}" for column, value in columns.items())
    (got,) = sqlite3.connect(":memory:").execute(f"SELECT {so}, {missing} FROM (SELECT {listed}) w")
    truths = [urgent, None if size is None else int(size in ("big", "it's")), None if old is None else 1 - old]
    names = ["fact urgent", "category size", "fact old"]
    first = next((name for name, truth in zip(names, truths, strict=True) if truth is None), None)
    assert got == ((0, None) if 0 in truths else (None, first) if first else (1, None))


def test_words_in_capitals_are_written_out() -> None:
    asked = sqlite3.connect(":memory:")
    for instant, day in ((0, 0), (-1, -1), (86_399_999_999, 0), (86_400_000_000, 1), (-86_400_000_001, -2)):
        assert asked.execute(f"SELECT {expanded(f'UDAY({instant})')}").fetchone() == (day,)
    for late, seconds in ((-5, 0), (0, 0), (999_999, 0), (1_000_000, 1), (61_500_000, 61)):
        assert asked.execute(f"SELECT {expanded(f'SECONDS({late})')}").fetchone() == (seconds,)
    for first, last, is_in, kept in (
        (5, 5, 1, 1),
        (5, 5, 0, 0),
        (4, 4, 0, 1),
        (4, 5, 0, None),
        (6, 6, 1, 0),
        (4, 6, 1, None),
    ):
        assert asked.execute(f"SELECT {expanded(f'KEPT({first}, {last}, 5, {is_in}, NUL)')}").fetchone() == (kept,)
    assert not re.search(r"\b(UDAY|SECONDS|KEPT|AT|IDIV|PIVOT|NULT?)\b", "".join(map(expanded, blocks().values())))


def test_what_has_no_sql_is_said(root: Path) -> None:
    one = load(root / "policies" / "polha" / "polha.policy")
    assert one.policy is not None
    program = lower(one.policy, one.calendar)
    assert left_out(program) == {}
    promise = next(one for one in program["promises"] if one["limit"])
    program["promises"] = [{**promise, "or": [{"event": "seen", "limit": promise["limit"]}] * 2}]
    what = "more than two acts, either of which will do"
    assert unsupported(program["promises"][0]) == what
    assert left_out(program) == {promise["id"]: what}
    text = sql_checker(program, one.fingerprints, "polha")
    assert f"'not in SQL: {what}'" in text


def test_the_most_for_a_customer_over_several_contacts_is_said_to_be_left_out(root: Path) -> None:
    one = load(root / "tests" / "targets" / "paid.policy")
    assert one.policy is not None
    program = lower(one.policy, one.calendar)
    capped = [promise["id"] for promise in program["promises"] if (promise["remedy"] or {}).get("most each")]
    assert left_out(program) == dict.fromkeys(capped, OVER_SEVERAL)
    assert capped == ["paid.all.reply", "paid.all.resolve"]
    assert f"paid.all.reply: {OVER_SEVERAL}" in text_of(one)
