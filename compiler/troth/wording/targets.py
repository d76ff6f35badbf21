"""A target → its sentences: `The target each month is to do this in time for 95% of contacts.`"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from troth.calendars.local_time import to_utc
from troth.deadlines.targets import Measured
from troth.model.condition import ArrivedBetween, ArrivedOnClosedDay, Condition, FactIs, InSeason, StateIs, ValueIs
from troth.model.measure import Target, Tier
from troth.model.words import DIMENSIONS, Words
from troth.wording import phrases, style


def target_texts(target: Target, words: Words) -> Iterator[str]:
    """What is to be reached, then what is left out, then what alone is counted: a sentence each."""
    each = "" if target.each is None else f" each {target.each}"
    whose = _whose(target)
    yield f"The target{each}{_for(whose, words)} is to {_measure(target, words)}."
    for condition in target.excludes:
        yield f"It leaves out contacts {_clause(condition, words)}."
    for condition in target.only if whose is None else target.only[1:]:
        yield f"It counts only contacts {_clause(condition, words)}."


def _whose(target: Target) -> ValueIs | None:
    """Of a row of a table, the values that it is for."""
    first = target.only[0] if target.only else None
    return first if isinstance(first, ValueIs) else None


def _for(whose: ValueIs | None, words: Words) -> str:
    """` for priority p1`, ` for contacts by phone`."""
    if whose is None:
        return ""
    contacts = "contacts " if whose.dimension in DIMENSIONS else ""
    return f" for {contacts}{phrases.contacts_text(whose.dimension, whose.values, words)}"


def _measure(target: Target, words: Words) -> str:
    if target.average is not None:
        return f"take {target.average} or less on average"
    first, *further = target.tiers
    if first.limit is None and not further:
        return f"do this in time for {share_text(first.share)} of contacts"
    said = [f"for {share_text(first.share)} of contacts {_by_when(first, words)}"]
    said += [f"for {share_text(tier.share)} {_by_when(tier, words)}" for tier in further]
    return f"do this {', '.join(said[:-1])}, and {said[-1]}" if further else f"do this {said[0]}"


def _by_when(tier: Tier, words: Words) -> str:
    return "in time" if tier.limit is None else phrases.limit_text(tier.limit, words)


def _clause(condition: Condition, words: Words) -> str:
    match condition:
        case FactIs(fact=fact, holds=holds):
            return f"{'where' if holds else 'other than those where'} {phrases.fact_text(fact, words)}"
        case StateIs(state=state):
            return f"that arrive while {phrases.state_text(state, words)}"
        case ArrivedOnClosedDay(calendar=calendar):
            return f"that arrive on a closed day{f' of calendar {calendar}' if calendar else ''}"
        case InSeason(first=begins, last=ends):
            return f"that arrive {style.season_text(begins, ends)} each year"
        case ValueIs() | ArrivedBetween():
            raise AssertionError("values are those of a row, and dates choose a case, not what a target counts")


# ---------- as data


def target_data(target: Target, words: Words) -> list[dict[str, Any]]:
    """Each tier of a target, or its average, in the words of a policy: what answers and programs say of it.

    `{"says": "90% within 20 seconds each month", "each": "month", "for": None, "share": "90"}`, or `"average":
    [4, "working day"]` in place of the share; `for`: of a row of a table, whom it is for: "priority p1".
    """
    each = None if target.each is None else str(target.each)
    every = "" if each is None else f" each {each}"
    shared = {"each": each, "for": target_for(target)}
    if target.average is not None:
        amount = target.average
        return [{"says": f"average {amount}{every}", **shared, "average": [amount.n, str(amount.unit)]}]
    found = []
    for tier in target.tiers:
        limit = "" if tier.limit is None else f" {phrases.limit_text(tier.limit, words)}"
        says = f"{share_text(tier.share)}{limit}{every}"
        found.append({"says": says, **shared, "share": share_text(tier.share).removesuffix("%")})
    return found


def measured_data(measured: Iterable[Measured], words: Words) -> list[dict[str, Any]]:
    """What the targets of a promise say of a contact, ready for JSON."""
    found = []
    for one in measured:
        target, tier = one.target, one.tier
        data = target_data(target, words)[target.tiers.index(tier) if tier is not None else 0]
        data["due"] = None if one.due is None else to_utc(one.due.instant).isoformat()
        data["status"] = str(one.status)
        if target.average is not None:
            data["taken"] = None if one.taken is None else [one.taken[0], str(one.taken[1])]
        data |= {"counts": one.counts, "period": one.period}
        found.append({**data, "missing": one.missing} if one.missing else data)
    return found


def target_for(target: Target) -> str | None:
    """Of a row of a table, whom it is for: `priority p1`."""
    whose = _whose(target)
    return None if whose is None else phrases.values_text(whose.dimension, whose.values)


def share_text(share: int) -> str:
    """A share in thousandths of a per cent: `99.5%`."""
    whole, places = divmod(share, 1000)
    return f"{f'{whole}.{places:03}'.rstrip('0').rstrip('.')}%"
