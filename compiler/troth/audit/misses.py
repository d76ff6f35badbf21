"""The contacts for which a promise was not kept in time, for the internal report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from troth.audit.result_row import ResultRow
from troth.audit.summary import NOT_IN_TIME
from troth.tables.shares import promise_of

MOST = 200
"""Contacts that are named of a promise in a month; how many more there are is said, and the results name them all."""


@dataclass(frozen=True, slots=True)
class Missed:
    """`contacts`: ids, with the status, the first of the log first; `more`: how many are not among them."""

    contacts: tuple[tuple[str, str], ...]
    more: int


class Misses:
    """Collects them row by row; in memory that grows with promises and months, not with the log."""

    def __init__(self, promises: Sequence[str]) -> None:
        """`promises`: the identities of the policy's promises."""
        self._promises = frozenset(promises)
        self._found: dict[tuple[str, str | None], list[tuple[str, str]]] = {}
        self._more: dict[tuple[str, str | None], int] = {}

    def add(self, row: ResultRow) -> None:
        """A row of the results, whatever its status."""
        promise = promise_of(row.promise, self._promises) if row.status in NOT_IN_TIME else None
        if promise is None:
            return
        key = promise, row.period
        named = self._found.setdefault(key, [])
        if len(named) < MOST:
            named.append((row.contact, str(row.status)))
        else:
            self._more[key] = self._more.get(key, 0) + 1

    def by_promise(self) -> Mapping[tuple[str, str | None], Missed]:
        """By the identity of the promise, all its updates together, and the month in which it was due."""
        return {key: Missed(tuple(named), self._more.get(key, 0)) for key, named in self._found.items()}
