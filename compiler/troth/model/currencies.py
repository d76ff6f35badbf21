"""The currencies of ISO 4217 and the places of their minor units, by the data of CLDR."""

from __future__ import annotations

from babel.numbers import get_currency_precision, list_currencies

SIGNS = {"£": "GBP", "€": "EUR", "$": "USD"}
"""Currencies that are written with a sign in place of their code."""


def currency_codes() -> frozenset[str]:
    """The codes of all currencies that there are or were."""
    return frozenset(list_currencies())


def places(currency: str) -> int:
    """How many places the minor unit of a currency has: 2 of pounds and pence, 0 of yen."""
    return get_currency_precision(currency)
