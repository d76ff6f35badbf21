"""Why a promise is due when it is, in one sentence, from the steps of its deadline; and what moved it, or did not.

Standard library only: compiled checkers carry it, so that they explain a deadline in the very words of `troth due`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import takewhile

from troth.wording.style import (
    MONTHS,
    WEEKDAYS,
    date_text,
    day_text,
    instant_text,
    listed,
    plural,
    reason_text,
)

Reason = tuple[date, str, str, int, int, bool]
"""A step of a deadline: its day, kind (`deadlines.deadline.StepKind`), detail, number, of how many; does it count?"""

_MOST_NAMED, _MOST_DAYS = 4, 3
"""Holidays that a sentence names, and runs of days that it lists."""
_BEFORE_DAY_0 = ("anchor", "closed", "not open", "cut-off")
_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


def why_text(steps: Sequence[Reason], since: str, start: date, at: datetime | None, is_notice: bool = False) -> str:
    """`3 working days after Friday 29 November 2024, not counting Saturday 30 November to Monday 2 December (…)`.

    `since`: the event from which it is counted, with its article; empty for the arrival. `start`: its local day, and
    `at` its local time where that is known. `is_notice`: counted back from it.
    """
    if not steps:
        return f"the day of {since}" if since else "the day it arrived"
    _, kind, detail, *_ = steps[-1]
    if kind == "bound":
        return f"never {'later' if detail == 'latest' else 'earlier'} than {why_text(steps[:-1], since, start, at)}"
    kinds = [kind for _, kind, *_ in steps]
    side = "before" if is_notice else "after"
    when = f"at {instant_text(at)}" if at is not None else f"on {day_text(start)}"
    place = f"{since} {when}" if since else when.partition(" ")[2]
    if "elapsed" in kinds:
        return _elapsed(steps, f"{side} {place}")
    if "open" in kinds:
        return _while_open(steps, place, is_notice=is_notice)
    return _in_days(steps, since, start, side)


def _elapsed(steps: Sequence[Reason], place: str) -> str:
    _, _, amount, *_ = steps[0]
    text = f"{amount} {place}, counted day and night"
    for _, kind, detail, number, of, _ in steps[1:]:
        if kind == "paused":
            text += f"; {_stood_still(detail)}"
        else:
            text += f"; {reason_text(kind, detail, number, of)}"
    return text


def _stood_still(detail: str) -> str:
    """Of `3:15` or of `2 days`."""
    hours, colon, minutes = detail.partition(":")
    if colon:
        parts = [(int(hours), "hour"), (int(minutes), "minute")]
        detail = " ".join(plural(n, unit) for n, unit in parts if n) or "less than a minute"
    return f"the time stood still for {detail}"


def _while_open(steps: Sequence[Reason], place: str, *, is_notice: bool) -> str:
    spans = [(day, detail) for day, kind, detail, *_ in steps if kind == "open"]
    if is_notice:
        return f"{spans[0][1]} before {place}, counted while we are open"
    amount = spans[0][1].rpartition(" of ")[2]
    moved = next((day for day, kind, *_ in steps if kind == "day 0"), None)
    text = f"{amount} from {place if moved is None else f'our opening on {day_text(moved)}'}, counted while we are open"
    days = list(dict.fromkeys(day for day, _ in spans))
    if len(days) > _MOST_DAYS:
        return f"{text} on {len(days)} days"
    return f"{text} on {_days_text(days, days[0].year)}" if len(days) > 1 else text


def _in_days(steps: Sequence[Reason], since: str, start: date, side: str) -> str:
    """Day 0, the days that count, those that do not, the roll."""
    zero = next((index for index, step in enumerate(steps) if step[1] in ("day 0", "deemed")), 0)
    if zero == 0 and steps[0][1] not in ("anchor", "day 0"):
        zero = -1  # the day after the last of the closed days, or that of the arrival, is day 1
    walk = list(steps[zero + 1 :])
    rolled = _roll(walk)
    amounts: list[str] = []
    closed: list[tuple[date, str]] = []
    still: list[date] = []
    more: list[str] = []
    for day, kind, detail, number, of, _ in walk:
        if kind == "counted":
            amounts += [plural(of, detail)] * (number == 1)
        elif kind in ("later", "earlier"):
            amounts = [detail] if " clear " in detail else [*amounts, detail]
        elif kind == "less":
            amounts[-1] = f"{amounts[-1]} less {detail}"
        elif kind == "closed":
            closed.append((day, detail))
        elif kind == "paused" and detail:
            more.append(_stood_still(detail))
        elif kind == "resumed":
            more.append(f"the pause moves it on to {_short(day, start.year)}")
        elif kind == "paused":
            still.append(day)
        elif kind not in ("cut-off", "month end"):
            more.append(reason_text(kind, detail, number, of))
    counted = " and ".join(amounts)
    text = _from_day_0(steps, zero, counted, since, start, side)
    if any(kind == "month end" for _, kind, *_ in walk):
        text += ", to the end of the month"
    if closed:
        text += f", not counting {closed_text(closed, start.year)}"
    if still:
        text += f", {'nor' if closed else 'not counting'} {_days_text(still, start.year)}, when the time stood still"
    return "; ".join([text, *rolled, *more])


def _from_day_0(steps: Sequence[Reason], zero: int, counted: str, since: str, start: date, side: str) -> str:
    """`3 working days after Friday 29 November 2024`; of the same day, that day itself."""
    if zero < 0:
        lead = [day for day, *_ in takewhile(lambda step: step[1] in _BEFORE_DAY_0, steps)]
        first = lead[-1] + _ONE_DAY if lead else start
        return f"{counted}, the first of them {day_text(first)}" if counted else day_text(first)
    day, kind, *_ = steps[zero]
    if kind == "anchor":
        if not counted:
            return f"the day of {since}" if since else "the day it arrived"
        return f"{counted} {side} {since} on {day_text(day)}" if since else f"{counted} {side} {day_text(day)}"
    cut = next((one for one, kind, *_ in steps[:zero] if kind == "cut-off"), None)
    why = "when we next open" if cut is None else f"as it came after the cut-off on {_short(cut, day.year)}"
    if kind == "deemed":
        sent = next(one for one, kind, *_ in steps if kind == "sent")
        why = "on which it counts as arriving" + ("" if sent == day else f" (it was sent on {_short(sent, day.year)})")
    return f"{counted} {side} {day_text(day)}, {why}" if counted else f"{day_text(day)}, {why}"


def _roll(walk: list[Reason]) -> list[str]:
    """What a roll says; takes it, and the closed days over which it goes, from the end of the walk."""
    index = next((index for index, step in enumerate(walk) if step[1] == "rolled"), None)
    if index is None:
        return []
    way = walk.pop(index)[2]
    whys: list[str] = []
    while index and walk[index - 1][1] == "closed":
        index -= 1
        whys.insert(0, walk.pop(index)[2])
    day, *_ = walk[index - 1]
    because = f" ({whys[0]})" if whys else ""
    to = "the next one" if way == "forward" else "the one before"
    return [f"as {_short(day, day.year)} is no working day{because}, it moves to {to}"]


# ---------- days in a sentence


def closed_text(closed: Sequence[tuple[date, str]], year: int) -> str:
    """Closed days with why, shortly: one run of them by its dates, several by their names.

    The `year` of the sentence is not said again.
    """
    days = sorted(closed)
    runs = list(_runs(day for day, _ in days))
    named = [(day, why) for day, why in days if why != "weekend"]
    names = _names(why for _, why in named)
    if len(runs) == 1:
        if not named:
            return "the weekend"
        whys = [*(["weekend"] if len(named) < len(days) else []), *names]
        return f"{_range_text(*runs[0], year)} ({', '.join(whys)})"
    weekends = {(day.toordinal() - 1) // 7 for day, why in days if why == "weekend"}
    said = [plural(len(weekends), "weekend")] if weekends else []
    off = [day for day, why in named if why == "not a working day"]
    weekdays = sorted({day.weekday() for day in off})
    said += [plural(sum(day.weekday() == one for day in off), WEEKDAYS[one]) for one in weekdays]
    others = [name for name in names if name != "not a working day"]
    if len(others) > _MOST_NAMED:
        elsewhere = [day for day, _ in named if day not in off and day.weekday() < _SATURDAY]
        others = [plural(len(elsewhere), "other closed day")]
    return listed([*said, *others], "and")


def _names(whys: Iterable[str]) -> list[str]:
    """Each name once: a holiday that is kept on another day too is the same."""
    names: list[str] = []
    for why in whys:
        if why not in names and why.removesuffix(" (observed)") not in names:
            names.append(why)
    return names


def _runs(days: Iterable[date]) -> Iterable[tuple[date, date]]:
    """Days one after the other, as the first and the last of each run."""
    first = last = None
    for day in days:
        if first is None or last is None or day != last + _ONE_DAY:
            if first is not None and last is not None:
                yield first, last
            first = day
        last = day
    if first is not None and last is not None:
        yield first, last


def _days_text(days: Sequence[date], year: int) -> str:
    """`Monday 15 June`, `Tuesday 16 to Thursday 18 June`, or only how many where they are many."""
    runs = list(_runs(sorted(days)))
    if len(runs) > _MOST_DAYS:
        return f"{len(days)} days"
    return listed([_range_text(*run, year) for run in runs], "and")


def _range_text(first: date, last: date, year: int) -> str:
    if first == last:
        return _short(first, year)
    word = "and" if last == first + _ONE_DAY else "to"
    if first.year != last.year:
        return f"{day_text(first)} {word} {day_text(last)}"
    start = f"{WEEKDAYS[first.weekday()]} {first.day}"
    if first.month != last.month:
        start += f" {MONTHS[first.month - 1]}"
    return f"{start} {word} {_short(last, year)}"


def _short(day: date, year: int) -> str:
    """`Monday 30 November`, with its year where that is another."""
    text = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return text if day.year == year else f"{text} {day.year}"


# ---------- other reasons


def date_carried_text(name: str, day: date | None = None) -> str:
    """The date or time that a contact carries, by its name: agreed, told or promised; that was said on a `day`."""
    if day is not None:
        return f"the date that was {name} on {day_text(day)}"
    return f"the {'date' if name == 'promised' else 'time'} that was {name}"


def event_at_text(since: str, when: str, day: date, *, is_end: bool) -> str:
    """Why something is due at or before an event; `when`: its local time in words, empty where only its day is known.

    `is_end`: the event is the end of the contact itself.
    """
    happens = "the contact ended" if is_end else f"{since} is"
    return f"{happens} at {when}" if when else f"{happens} on {day_text(day)}, and the time of day is not given"


def rings_counted_text(rings: int | None) -> str:
    """How often it rang; None for never answered."""
    return "it was never answered" if rings is None else f"it was answered after {plural(rings, 'ring')}"


# ---------- versions


def version_in_force(spans: Sequence[tuple[date | None, date | None]], day: date) -> dict[str, str | None] | None:
    """From and until which day the rule stands that a day's arrivals have: `{"from": …, "until": …}`, in ISO 8601.

    `spans`: the first and last days of each date case that was looked at; None is open. None for no such case.
    """
    if not spans:
        return None
    starts: list[date] = []
    ends: list[date] = []
    for first, last in spans:
        if first is not None and day < first:
            ends.append(first - _ONE_DAY)
        elif last is not None and day > last:
            starts.append(last + _ONE_DAY)
        else:
            starts += [first] if first else []
            ends += [last] if last else []
    return {
        "from": max(starts).isoformat() if starts else None,
        "until": min(ends).isoformat() if ends else None,
    }


def in_force_text(version: dict[str, str | None]) -> str:
    """`in force from 1 April 2026 to 31 March 2027`."""
    first, last = (None if day is None else date_text(date.fromisoformat(day)) for day in version.values())
    if first is None:
        return f"in force until {last}"
    return f"in force from {first}" + (f" to {last}" if last else "")
