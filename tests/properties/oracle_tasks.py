"""What `make oracle` compares besides working days and opening hours: all that moves a deadline, sums and shares.

Days not counted and short periods, deemed arrival, holidays announced late, restarts, further periods, payments
and claims of remedies, targets, misses within a time; and that no sentence is of two promises.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import product

from tests.oracle.hours_drawn import COUNTINGS
from tests.properties import (
    announced_compared,
    deemed_compared,
    misses_compared,
    owed_compared,
    payments_compared,
    restarts_compared,
    sentences_compared,
    shares_compared,
    uncounted_compared,
)
from tests.properties.days_compared import Compared

DRAWN = 12
"""So many seeds of each comparison that is drawn."""
Task = partial[Compared]


def compare_uncounted(number: int) -> Compared:
    """Every second day of three years, one part of all that is compared."""
    part = list(uncounted_compared.parts())[number]
    return uncounted_compared.compare(*part, uncounted_compared.arrivals(2, number % 2))


def compare_uncounted_tables(number: int) -> Compared:
    rules = uncounted_compared.RULES[number]
    return uncounted_compared.compare_tables(rules, uncounted_compared.arrivals(1))


def compare_deemed(counting: str, cutoff: bool, start: int, step: int) -> Compared:
    return deemed_compared.compare(counting, deemed_compared.sent_on(step, start), cutoff=cutoff)


def compare_announced(number: int) -> Compared:
    """Every day of 2022 and 2023, the two days as they were announced; in both readings."""
    return announced_compared.compare(announced_compared.RULED[number], announced_compared.arrivals(), tables=True)


def compare_crowded(number: int) -> Compared:
    """Several announcements in one month, as of all that is known and as of every third day."""
    made = announced_compared.CROWDED[number]
    found = announced_compared.compare(made, announced_compared.around(), tables=True)
    as_of = announced_compared.compare_as_of(made, announced_compared.around(2), announced_compared.around(3))
    return Compared(counts={**found.counts, **as_of.counts}, differences=[*found.differences, *as_of.differences])


def compare_restarts(seed: int) -> Compared:
    return restarts_compared.compare(seed, 4)


def compare_owed(seed: int) -> Compared:
    return owed_compared.compare(seed, 4)


def compare_payments(seed: int) -> Compared:
    return payments_compared.compare(seed, 3)


def compare_shares(seed: int, counting: str) -> Compared:
    return shares_compared.compare(seed, counting, 150)


def compare_misses(seed: int) -> Compared:
    return misses_compared.compare_given(seed, 60)


def compare_customers(seed: int) -> Compared:
    return misses_compared.compare_customers(seed, 40)


def compare_sentences(seed: int) -> Compared:
    return sentences_compared.compare(seed, 300)


def tasks(seed: int) -> Iterator[Task]:
    """All of it; another seed draws others."""
    for number in range(len(list(uncounted_compared.parts()))):
        yield partial(compare_uncounted, number)
    for number in range(len(uncounted_compared.RULES)):
        yield partial(compare_uncounted_tables, number)
    for counting, cutoff, start in product(COUNTINGS, (False, True), range(4)):
        yield partial(compare_deemed, counting, cutoff, start, 4 if counting == "day 0" and not cutoff else 36)
    for number in range(len(announced_compared.RULED)):
        yield partial(compare_announced, number)
    for number in range(len(announced_compared.CROWDED)):
        yield partial(compare_crowded, number)
    for drawn in range(seed * 1_000, seed * 1_000 + DRAWN):
        yield partial(compare_restarts, drawn)
        yield partial(compare_owed, drawn)
        yield partial(compare_payments, drawn)
        yield partial(compare_misses, drawn)
        yield partial(compare_customers, drawn)
        yield partial(compare_sentences, drawn)
    for drawn, counting in product(range(seed * 1_000, seed * 1_000 + DRAWN // 2), COUNTINGS):
        yield partial(compare_shares, drawn, counting)
