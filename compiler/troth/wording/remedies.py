"""A remedy → the sentences and list items that a charter publishes: `If this is late, we pay you £30.`"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from troth.model.condition import Condition, ValueIs, is_denied
from troth.model.currencies import places
from troth.model.duration import Duration
from troth.model.limit import ARRIVAL, Limit, NextWorkingDay, SameDay, Within
from troth.model.measure import Further, Money, Remedy, Sums
from troth.model.words import Words
from troth.wording import phrases
from troth.wording.money import sum_text
from troth.wording.voice import Voice

Said = tuple[bool, str]
"""A sentence, or an item (True) of the list that follows one."""
AT_FIRST = "nothing at first"


def remedy_texts(
    remedy: Remedy, parties: tuple[str, ...], words: Words, voice: Voice, case: Callable[[Condition, Words], str]
) -> Iterator[Said]:
    """What is paid, what more, when not, on a claim or without, and by when.

    `parties`: whom the promise names; `case`: how a case begins.
    """
    whom = voice.whom(parties)
    yield False, f"If this is late, {voice.order('pay')} {whom} {_first(remedy.sums)}."
    yield from _items(remedy.sums, words, case)
    if remedy.further is not None:
        yield False, f"For each further {_period(remedy.further)}, {_more(remedy.further.sums, voice)}."
        yield from _items(remedy.further.sums, words, case)
    pay = _capital(voice.order("pay"))
    if remedy.at_most is not None:
        yield False, f"{pay} {money_text(remedy.at_most)} at most."
    if remedy.at_most_each is not None:
        most, each = remedy.at_most_each
        yield False, f"{pay} {whom} {money_text(most)} at most each {each}."
    for condition in remedy.excludes:
        yield False, f"Nothing is paid {phrases.condition_text(condition, words, 'for')}."
    for condition in remedy.only:
        only = "" if is_denied(condition) else "only "
        yield False, f"This is paid {only}{phrases.condition_text(condition, words, 'for')}."
    if remedy.claimed is not None:
        yield False, f"{'You' if whom == 'you' else 'They'} must claim it {limit_text(remedy.claimed, words)}."
    if remedy.automatically or remedy.paid is not None:
        how = " automatically" if remedy.automatically else ""
        when = "" if remedy.paid is None else f" {limit_text(remedy.paid, words)}"
        yield False, f"{pay} this{how}{when}."
    if remedy.if_late is not None:
        yield False, f"If {voice.us} pay this late, {voice.order('pay')} {money_text(remedy.if_late)} more."


def money_text(money: Money) -> str:
    """`£30`."""
    return sum_text(money.minor, money.currency, places(money.currency))


def period_text(period: Duration, *, is_started: bool) -> str:
    """`24 hours or part of it`, `hour`."""
    text = str(period.unit) if period.n == 1 else str(period)
    return f"{text} or part of it" if is_started else text


def limit_text(limit: Limit, words: Words) -> str:
    """By when something is paid or claimed, always with the event from which that is counted."""
    if isinstance(limit, Within | NextWorkingDay | SameDay) and limit.event == ARRIVAL:
        limit = replace(limit, event=phrases.event_text(ARRIVAL, words))
    return phrases.limit_text(limit, words)


def _period(further: Further) -> str:
    return period_text(further.period, is_started=further.started)


def _first(sums: Sums) -> str:
    if sums.plain is not None:
        return money_text(sums.plain)
    if sums.by_delay:
        return "an amount that depends on the delay"
    return f"an amount that depends on the {_dimension(sums) or 'case'}" if sums.cases else AT_FIRST


def _more(sums: Sums, voice: Voice) -> str:
    if sums.plain is not None:
        return f"{voice.order('pay')} {money_text(sums.plain)} more"
    return f"{voice.order('add')} an amount that depends on the {_dimension(sums) or 'case'}"


def _dimension(sums: Sums) -> str:
    """The one dimension of which all the cases are values; "" where there is none."""
    named = {case.condition.dimension if isinstance(case.condition, ValueIs) else "" for case in sums.cases}
    return named.pop() if len(named) == 1 else ""


def _items(sums: Sums, words: Words, case: Callable[[Condition, Words], str]) -> Iterator[Said]:
    for one in sums.cases:
        yield True, f"{_capital(case(one.condition, words))}: {_sum(one.sum)}."
    for row in sums.by_delay:
        yield True, f"From {row.delay} late: {_sum(row.sum)}."
    if sums.cases and sums.plain is None and not covers(sums, words):
        yield True, "Otherwise: nothing."


def covers(sums: Sums, words: Words) -> bool:
    """Is there a sum for every value of the one dimension that its cases are of, so that nothing is left otherwise?"""
    dimension = _dimension(sums)
    named = {value for one in sums.cases if isinstance(one.condition, ValueIs) for value in one.condition.values}
    return bool(dimension) and set(words.values(dimension)) <= named


def _sum(money: Money | None) -> str:
    return "nothing" if money is None else money_text(money)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
