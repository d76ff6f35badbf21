"""How many due dates a change of the holiday lock moves, and by how much: by hand, and by numpy's business days."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.oracle.days import every_day, public_holidays

from troth.calendars.lock import Holiday, Lock, make_lock, write_lock
from troth.calendars.workdays import WorkCalendar
from troth.model.policy import Policy
from troth.project import compile_text
from troth.report.lock_changes import changed_day_text, moves_text
from troth.review.calendar_days import DayChange, changed_days
from troth.review.due_moves import Moves, due_moves

YEARS = (2025, 2027)
SCOTLAND = make_lock(("GB-SCT",), *YEARS)
DAY = dt.timedelta(days=1)
HEAD = """\
policy made "Made"
    organisation   "Harbour Homes"
    approved       3 March 2026 by "Board"
    review every   3 years
    calendar       office

calendar office
    time zone      Europe/London
    years          2025 to 2027
    holidays       GB-SCT
    working days   Monday to Friday
"""
DAY_0 = "counting       the day of arrival is day 0"
OPEN = "counting       a contact that arrives while closed arrives when we next open"


def compiled(body: str, lock: Lock, calendar: str = DAY_0) -> tuple[Policy, WorkCalendar]:
    lines = textwrap.indent(textwrap.dedent(calendar), "    ")
    text = f"{HEAD}{lines}\n\nstandard email\n    for email\n{textwrap.indent(textwrap.dedent(body), '    ')}"
    one = compile_text(Path("made.policy"), "made.policy", text.encode(), write_lock(lock))
    assert not one.has_errors, [finding.message for finding in one.findings if finding.is_error]
    assert one.policy is not None
    assert one.calendar is not None
    return one.policy, one.calendar


def with_days(*changes: str, lock: Lock = SCOTLAND) -> Lock:
    """The lock of Scotland with days put in (`+2026-06-08`) or taken out (`-2026-06-15`)."""
    days = {one.day: one for one in lock.holidays}
    for change in changes:
        day = dt.date.fromisoformat(change[1:])
        if change[0] == "+":
            assert day not in days
            days[day] = Holiday("GB-SCT", day, "Extra")
        else:
            del days[day]
    return replace(lock, holidays=tuple(sorted(days.values())))


def moved(body: str, *changes: str, calendar: str = DAY_0) -> tuple[Moves, ...]:
    """What moves when the lock of Scotland gets these changes."""
    policy, before = compiled(body, SCOTLAND, calendar)
    _, after = compiled(body, with_days(*changes), calendar)
    return due_moves(policy, before, after)


def days_changed(*changes: str, calendar: str = DAY_0) -> tuple[DayChange, ...]:
    locks = (SCOTLAND, with_days(*changes))
    before, after = (compiled("must reply within 3 working days\n", lock, calendar)[1] for lock in locks)
    return changed_days(before, after, locks)


def arrivals(moves: Moves) -> list[dt.date]:
    return [day.arrives.date() for day in moves.days]


# ---------- by hand


def test_a_new_holiday_moves_what_counts_over_it() -> None:
    """3 working days over Monday 8 June 2026: an email of Wednesday 3 June was due on that Monday.

    One of Thursday was due on Tuesday, those of Friday to Sunday on Wednesday. One of the Monday itself is counted from
    it, holiday or not.
    """
    (moves,) = moved("must reply within 3 working days\n", "+2026-06-08")
    assert arrivals(moves) == [dt.date(2026, 6, day) for day in (3, 4, 5, 6, 7)]
    assert {day.by for day in moves.days} == {DAY}
    assert moves_text(moves) == (
        "made.email.reply: due dates of 5 arrival days move, all later, by 1 day (first: arrives on Wednesday 3 June "
        "2026, due by the end of Tuesday 9 June 2026 instead of Monday 8 June 2026)"
    )


def test_a_holiday_that_goes_moves_them_back() -> None:
    """1 working day over Monday 15 June 2026, a holiday: Friday to Sunday were due on Tuesday, and now on Monday."""
    (moves,) = moved("must reply within 1 working day\n", "-2026-06-15")
    assert arrivals(moves) == [dt.date(2026, 6, day) for day in (12, 13, 14)]
    assert "due dates of 3 arrival days move, all earlier, by 1 day" in moves_text(moves)
    assert "due by the end of Monday 15 June 2026 instead of Tuesday 16 June 2026" in moves_text(moves)


def test_before_a_weekend_one_moves_by_three_days() -> None:
    """1 working day over Friday 5 June 2026: only the email of Thursday was due then, and is now due on Monday."""
    (moves,) = moved("must reply within 1 working day\n", "+2026-06-05")
    assert moves_text(moves) == (
        "made.email.reply: the due date of 1 arrival day moves later by 3 days (first: arrives on Thursday 4 June "
        "2026, due by the end of Monday 8 June 2026 instead of Friday 5 June 2026)"
    )


def test_when_next_open_the_day_itself_moves_too() -> None:
    """A closed Monday 8 June 2026: its own emails, and those of the weekend, now arrive on Tuesday."""
    (moves,) = moved("must reply within 1 working day\n", "+2026-06-08", calendar=OPEN)
    assert arrivals(moves) == [dt.date(2026, 6, day) for day in (5, 6, 7, 8)]
    assert {day.by for day in moves.days} == {DAY}


def test_a_cut_off_divides_a_day_and_the_day_counts_once_with_the_most() -> None:
    """1 working day, cut off at 15:00, a holiday on Friday 5 June 2026: the end of that Friday moves to Monday.

    Of Wednesday 3 June only what comes from 15:00 on was due then; of Thursday 4 June, only what comes earlier.
    """
    (moves,) = moved("must reply within 1 working day\n", "+2026-06-05", calendar=f"{DAY_0}\ncutoff 15:00")
    assert [(str(day.arrives), day.by) for day in moves.days] == [
        ("2026-06-03 15:00:00", 3 * DAY),
        ("2026-06-04 00:00:00", 3 * DAY),
    ]
    assert "due dates of 2 arrival days move, all later, by 3 days" in moves_text(moves)
    assert "(first: arrives at 3pm on Wednesday 3 June 2026, due" in moves_text(moves)


def test_opening_hours_move_by_hours() -> None:
    """2 opening hours from after 15:00 on end on the next working day: a holiday on Tuesday 9 June 2026 is in between.

    It moves those of Monday after 15:00 by a day, and those of the Tuesday to Wednesday.
    """
    calendar = f"{OPEN}\nopen Monday to Friday, 09:00 to 17:00"
    (moves,) = moved("must reply within 2 opening hours\n", "+2026-06-09", calendar=calendar)
    monday, tuesday = moves.days
    assert (monday.arrives.date(), monday.by) == (dt.date(2026, 6, 8), DAY)
    assert dt.datetime(2026, 6, 8, 15) <= monday.arrives <= dt.datetime(2026, 6, 8, 15, 0, 0, 1)
    assert (str(tuesday.arrives), tuesday.by) == ("2026-06-09 00:00:00", DAY)


def test_elapsed_time_moves_only_where_it_rolls() -> None:
    assert moved("must reply within 24 hours\n", "+2026-06-08") == ()
    (moves,) = moved("must reply within 24 hours, rolling forward\n", "+2026-06-08")
    # What ends on Monday 8 June came on Sunday; what ended at the weekend rolled to the Monday: Friday and Saturday.
    assert arrivals(moves) == [dt.date(2026, 6, day) for day in (5, 6, 7)]
    assert {day.by for day in moves.days} == {DAY}


def test_a_cap_holds_what_would_move() -> None:
    """3 working days from Wednesday 3 June 2026, never later than 5 days: Monday 8 June is 5 days after it."""
    body = "must reply within 3 working days\n    never later than 5 days after the arrival, as it falls\n"
    (moves,) = moved(body, "+2026-06-08")
    # Thursday 4: Tuesday 9 is 5 days, and stays. Friday 5: Wednesday 10 is 5 days, and stays. Saturday and Sunday:
    # Wednesday 10, and now Thursday 11, which is 5 days and 4.
    assert arrivals(moves) == [dt.date(2026, 6, 6), dt.date(2026, 6, 7)]


def test_a_floor_too() -> None:
    body = "must reply within 1 working day\n    never earlier than 5 days after the arrival, as it falls\n"
    assert moved(body, "+2026-06-09") == ()


def test_each_case_is_a_line_and_each_version_is_not() -> None:
    """Over Tuesday 9 June 2026 two working days go from Friday 5 June to Monday, and one from Monday alone.

    The version of 5 June makes one working day two, but not for what is urgent.
    """
    body = """\
        must reply within 1 working day
            from 5 June 2026: within 2 working days
                if "urgent": within 1 working day
        """
    urgent, plain = moved(body, "+2026-06-09")
    assert (urgent.says, arrivals(urgent)) == ("if urgent", [dt.date(2026, 6, 8)])
    assert (plain.says, arrivals(plain)) == ("", [dt.date(2026, 6, day) for day in (5, 6, 7, 8)])
    urgent, plain = moved(body, "+2026-06-04")
    assert arrivals(urgent) == arrivals(plain) == [dt.date(2026, 6, 3)]


def test_nothing_is_due_on_a_closed_day() -> None:
    """On the same day, except on closed days: a new holiday takes the due date of its own day, and moves no other."""
    (moves,) = moved("must reply on the same day\n    except on closed days\n", "+2026-06-08")
    assert arrivals(moves) == [dt.date(2026, 6, 8)]
    assert "moves to none (first: arrives on Monday 8 June 2026, nothing is due for an arrival" in moves_text(moves)
    (back,) = moved("must reply on the same day\n    except on closed days\n", "-2026-06-15")
    assert "moves from none (first: arrives on Monday 15 June 2026, due by the end of Monday" in moves_text(back)


def test_what_ends_beyond_the_years() -> None:
    """2 working days over Thursday 30 December 2027, which is now closed."""
    (moves,) = moved("must reply within 2 working days\n", "+2027-12-30")
    counted = Counter(str(day.after) if day.by is None else f"{day.by.days}" for day in moves.days)
    # 27 and 28 December 2027 are substitute days. The 24th to the 28th: the 29th and the 30th, now the 31st. The 29th:
    # the 30th and the 31st, now beyond. The 30th: beyond before and after.
    assert counted == {"1": 5, "it is due beyond the calendar's years": 1}
    assert "due dates of 6 arrival days move: 5 later by 1 day and 1 to beyond the calendar's years" in moves_text(
        moves
    )


def test_what_hangs_on_another_event_is_not_counted() -> None:
    assert moved("must reply within 3 working days of the acknowledgement\n", "+2026-06-08") == ()


def test_another_act_and_a_date_told_are_lines_of_their_own() -> None:
    body = """\
        must reply within 3 working days
            or promise a date within 1 working day
        """
    reply, told = moved(body, "+2026-06-08")
    assert [(one.says, len(one.days)) for one in (reply, told)] == [("", 5), ("telling a date", 3)]


def test_no_change_moves_nothing() -> None:
    assert moved("must reply within 3 working days\n") == ()


# ---------- by numpy


@pytest.mark.parametrize("n", [1, 3, 10, 40])
@pytest.mark.parametrize("next_open", [False, True])
@pytest.mark.parametrize(
    "changes",
    [("+2026-06-08",), ("-2026-12-25",), ("-2026-06-15", "+2026-06-12"), ("+2026-06-08", "+2026-06-09", "-2026-05-25")],
)
def test_counts_and_amounts_against_numpy(n: int, next_open: bool, changes: tuple[str, ...]) -> None:
    (moves,) = moved(f"must reply within {n} working days\n", *changes, calendar=OPEN if next_open else DAY_0)
    days = np.array(every_day(*YEARS), dtype="datetime64[D]")
    ends = []
    for lock in (SCOTLAND, with_days(*changes)):
        closed = np.array([one.day for one in lock.holidays], dtype="datetime64[D]")
        zero = np.busday_offset(days, 0, roll="forward", holidays=closed) if next_open else days
        # Day n after a day 0 that is closed too: from the working day before it.
        ends.append(np.busday_offset(zero, n, roll="forward" if next_open else "preceding", holidays=closed))
    inside = np.all([end <= np.datetime64("2027-12-31") for end in ends], axis=0)
    by = (ends[1] - ends[0]).astype(int)
    expected = {day: int(moved_by) for day, moved_by in zip(days[inside].tolist(), by[inside], strict=True) if moved_by}
    assert {day.arrives.date(): day.by.days for day in moves.days if day.by is not None} == expected
    assert expected


# ---------- the days


def test_the_days_in_words() -> None:
    assert [changed_day_text(day) for day in days_changed("+2026-06-08", "-2026-06-15", "+2026-06-20")] == [
        "Monday 8 June 2026 is now a holiday: Extra",
        "Monday 15 June 2026 is no longer a holiday: Scotland's participation in the FIFA World Cup final",
        "Saturday 20 June 2026 is now a holiday: Extra; a weekend anyway, so that it changes nothing",
    ]


def test_a_holiday_on_which_we_would_be_open_changes_something_at_the_weekend_too() -> None:
    calendar = f"{OPEN}\nopen Monday to Saturday, 09:00 to 17:00"
    (day,) = days_changed("+2026-06-20", calendar=calendar)
    assert changed_day_text(day) == "Saturday 20 June 2026 is now a holiday: Extra"
    body = "must reply within 2 opening hours\n"
    (moves,) = moved(body, "+2026-06-20", calendar=calendar)
    assert arrivals(moves) == [dt.date(2026, 6, 19)]


def test_a_day_that_is_closed_anyway_is_only_called_otherwise() -> None:
    calendar = f'{DAY_0}\nclosed 8 June 2026, "Works outing"'
    (day,) = days_changed("+2026-06-08", calendar=calendar)
    assert changed_day_text(day) == "Monday 8 June 2026 is now called “Extra, Works outing”, before “Works outing”"
    assert moved("must reply within 3 working days\n", "+2026-06-08", calendar=calendar) == ()


def test_a_day_that_the_policy_drops_is_no_change() -> None:
    calendar = f'{DAY_0}\nholidays except "Summer Bank Holiday"'
    assert "2026-08-03" in {day.isoformat() for day in public_holidays("GB-SCT", 2026, 2026)}
    assert days_changed("-2026-08-03", calendar=calendar) == ()
    assert moved("must reply within 3 working days\n", "-2026-08-03", calendar=calendar) == ()
