"""What hangs on several contacts of one customer: misses that set something off, and the most that is owed."""

from __future__ import annotations

from typing import Any

from troth.audit.rows import LogContact
from troth.calendars.local_time import to_instant, to_utc
from troth.tables.caps import cut_amounts
from troth.tables.shares import last_instant, promise_of

_Misses = dict[tuple[str, str], list[tuple[int, int]]]


class Customers:
    """What is known of customers, pass by pass over their contacts, each with its place in the log.

    In the same way as `tables.shares.measure_contacts` has it, of which only what hangs together is kept: instants of
    misses, and the sums that are capped.
    """

    def __init__(self, program: dict[str, Any]) -> None:
        self._watched = list(dict.fromkeys(id_ for _n, id_, _within in program["words"]["misses"].values()))
        capped = [one for one in program["promises"] if one["remedy"] and one["remedy"]["most each"]]
        self._capped = frozenset(promise["id"] for promise in capped)
        self.has_caps = bool(capped)
        self.rounds = len(self._watched)
        self.misses: _Misses = {}
        self._found: _Misses = {}
        self._owed: dict[int, dict[str, Any]] = {}

    def note(self, index: int, customer: str, answer: dict[str, Any]) -> None:
        """Keep the misses of a contact that count for its customer's others."""
        for row in answer.get("promises", ()):
            promise = promise_of(row["id"], self._watched)
            if promise is not None and row["status"] in ("late", "overdue") and row.get("due"):
                self._found.setdefault((customer, promise), []).append((to_instant(last_instant(row)), index))

    def settle(self) -> _Misses:
        """Take the misses that a pass found for known."""
        self.misses = {key: sorted(found) for key, found in self._found.items()}
        self._found = {}
        return self.misses

    def with_misses(self, index: int, contact: LogContact) -> dict[str, Any]:
        """The contact with what its customer's other contacts missed before it; of two at one instant, the earlier."""
        data = dict(contact.data)
        if contact.customer is None or not self.misses:
            return data
        given = dict(data.get("missed") or {})
        for promise in self._watched:
            every = self.misses.get((contact.customer, promise), [])
            mine = [miss for miss in every if miss[1] == index]
            before = [to_utc(at).isoformat() for at, other in every if mine and (at, other) < max(mine)]
            if before:
                known = given.get(promise, [])
                given[promise] = [*(known if isinstance(known, list | tuple) else [known]), *before]
        return {**data, "missed": given} if given else data

    def note_owed(self, index: int, customer: str, answer: dict[str, Any]) -> None:
        """Keep what is owed for a contact and counts towards the most."""
        rows = [row for row in answer.get("promises", ()) if row["id"] in self._capped and "remedy" in row]
        if rows:
            claims = [f"{row['id']}.{name}" for row in rows for name in ("claim", "remedy")]
            others = [row for row in answer["promises"] if row["id"] in claims]
            kept = {"customer": customer, "contact": {"arrives": answer["contact"]["arrives"]}}
            self._owed[index] = {**kept, "promises": [_short(row) for row in (*rows, *others)]}

    def cut(self) -> None:
        """Cut all that was kept, in the order of deadlines."""
        self._owed = dict(zip(self._owed, cut_amounts([*self._owed.values()]), strict=True))

    def owed(self, index: int, answer: dict[str, Any]) -> dict[str, Any]:
        """The answer to a contact, with what it is owed after the cut; without rows of what is owed no more."""
        if index not in self._owed:
            return answer
        known = {row["id"]: row for row in self._owed[index]["promises"]}
        rows = []
        for row in answer["promises"]:
            whole = row["id"].removesuffix(".claim").removesuffix(".remedy")
            if row["id"] in known:
                rows.append(
                    {**row, **{name: known[row["id"]][name] for name in ("amount", "claimable") if name in row}}
                )
            elif whole not in known or whole == row["id"]:
                rows.append(row)
        return {**answer, "promises": rows}


def _short(row: dict[str, Any]) -> dict[str, Any]:
    """What of a row a cut asks for."""
    names = ("id", "due", "met_at_due", "amount", "claimable", "currency", "remedy")
    return {name: row[name] for name in names if name in row}
