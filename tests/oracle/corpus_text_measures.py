"""Targets and remedies of the corpus as text of the language, line by line. Nothing here is the compiler's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.oracle.corpus_spec import ARRIVES, Amount, Policy, Promise, Remedy, Target, Tier
from tests.oracle.corpus_text_limits import amount_text, except_text, limit_text, when_text

STEP = "    "
SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}


def target_lines(target: Target, policy: Policy) -> Iterator[str]:
    if target.by:
        yield f"target, by {target.by}{', each ' + target.each if target.each else ''}"
        for values, tiers in target.rows:
            yield f"{STEP}{', '.join(values) or 'otherwise'}: {_tiers(tiers, policy)}"
    else:
        yield f"target {_tiers(target.tiers, policy)}{' each ' + target.each if target.each else ''}"
    yield from (STEP + except_text(when) for when in target.leaves_out)
    yield from (STEP + when_text(when) for when in target.only)


def target_says(tier: Tier, target: Target, promise: Promise, policy: Policy) -> str:
    """`90% within 20 seconds each month`: one tier of a target, or its average.

    A tier that names no event is counted from the promise's own.
    """
    if tier.limit is not None and tier.limit.of == ARRIVES:
        tier = replace(tier, limit=replace(tier.limit, of=promise.limit.of))
    return f"{_tier(tier, policy)}{' each ' + target.each if target.each else ''}"


def _tiers(tiers: tuple[Tier, ...], policy: Policy) -> str:
    return ", ".join(_tier(tier, policy) for tier in tiers)


def _tier(tier: Tier, policy: Policy) -> str:
    if tier.average is not None:
        return f"average {amount_text(tier.average)}"
    return f"{tier.share}%{' ' + limit_text(tier.limit, policy) if tier.limit else ''}"


def remedy_lines(remedy: Remedy, policy: Policy) -> Iterator[str]:
    """A remedy with what stands beneath it."""
    if remedy.by:
        yield f"remedy, by {remedy.by}"
        for values, sum_ in remedy.rows:
            yield f"{STEP}{', '.join(values) or 'otherwise'}: {_sum(sum_, remedy)}"
    elif remedy.delays:
        yield "remedy, by delay"
        for delay, sum_ in remedy.delays:
            yield f"{STEP}from {amount_text(delay)}: {_sum(sum_, remedy)}"
    else:
        yield f"remedy {_sum(remedy.amount, remedy)}"
    yield from (STEP + line for line in _beneath(remedy, policy))


def _beneath(remedy: Remedy, policy: Policy) -> Iterator[str]:
    for when, sum_ in remedy.cases:
        yield f"{when_text(when)}: {_sum(sum_, remedy)}"
    if remedy.step is not None:
        each = f"for each further {_each(remedy.step)}{' or part of it' if remedy.or_part else ''}"
        if remedy.plus_by:
            yield f"plus, by {remedy.plus_by}, {each}"
            for values, sum_ in remedy.plus_rows:
                yield f"{STEP}{', '.join(values) or 'otherwise'}: {_sum(sum_, remedy)}"
        else:
            yield f"plus {_sum(remedy.plus, remedy)} {each}"
    if remedy.most is not None:
        yield f"at most {_sum(remedy.most, remedy)}"
    if remedy.most_yearly is not None:
        yield f"at most {_sum(remedy.most_yearly, remedy)} each year"
    if remedy.paid_in is not None or remedy.automatically:
        by = f" {limit_text(remedy.paid_in, policy)}" if remedy.paid_in else ""
        yield f"paid{' automatically' if remedy.automatically else ''}{by}"
    if remedy.claimed_in is not None:
        yield f"claimed {limit_text(remedy.claimed_in, policy)}"
    if remedy.paid_late:
        yield f"if paid late: {_sum(remedy.paid_late, remedy)}"
    yield from (except_text(when) for when in remedy.excuses)
    yield from (when_text(when) for when in remedy.conditions)


def _each(step: Amount) -> str:
    n, unit = step
    return unit if n == 1 else f"{n} {unit}s"


def _sum(minor: int | None, remedy: Remedy) -> str:
    """`£30`, `£2.50`, `CHF 30`; `nothing`."""
    if minor is None:
        return "nothing"
    whole, part = divmod(minor, 10**remedy.digits)
    figure = f"{whole:,}" + (f".{part:0{remedy.digits}}" if part else "")
    sign = SIGNS.get(remedy.currency)
    return f"{sign}{figure}" if sign else f"{remedy.currency} {figure}"
