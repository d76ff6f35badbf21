"""Sums of money in the house style (after GOV.UK): £30, £2.50, £1,050; other currencies by their code, CHF 30.

Standard library only: compiled checkers carry it. A sum is a whole number of minor units; `places`: how many places
the minor unit has, 2 of pence.
"""

from __future__ import annotations

_SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}


def sum_text(minor: int, currency: str, places: int) -> str:
    """`£30`, `£2.50`, `CHF 1,050`."""
    whole, part = divmod(minor, 10**places)
    text = f"{whole:,}" + (f".{part:0{places}}" if part else "")
    return _SIGNS[currency] + text if currency in _SIGNS else f"{currency} {text}"


def decimal_text(minor: int, places: int) -> str:
    """`60.00`: with every place of the minor unit, and nothing else."""
    whole, part = divmod(minor, 10**places)
    return f"{whole}.{part:0{places}}" if places else str(whole)
