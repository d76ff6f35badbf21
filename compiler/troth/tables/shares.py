"""Several contacts taken together: how many were in time, period by period, and what is owed in all.

Standard library only: the compiled checkers carry it. Answers are those of `troth due --format json`, with `id` and
`customer` where the contact has them. Shares and averages are compared exactly, by whole numbers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from troth.deadlines.reading import Unreadable, no_contact
from troth.tables.caps import cut_amounts

Answer = dict[str, Any]
JUDGED = ("met", "late", "overdue", "early")
"""Of these a share is taken; every other status is one of which it is not known yet, or that is excused."""
_DONE = ("met", "late")
UNIT_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "opening minute": 60, "opening hour": 3600}
_THOUSANDTH = 1000


# ---------- from contacts to answers


def read_lines(lines: Iterable[bytes]) -> Iterator[tuple[int, Any]]:
    """Contacts as JSON Lines, each with the number of its line; an empty line is none.

    In place of a contact that cannot be read comes why: Unreadable.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield number, read_line(line)
            except Unreadable as problem:
                yield number, problem


def read_line(line: bytes) -> dict[str, Any]:
    """The contact of a line of JSON.

    Raises Unreadable where it holds none.
    """
    try:
        contact = json.loads(line.decode("utf-8-sig"))
        if isinstance(contact, dict):
            return contact
    except UnicodeDecodeError:
        raise Unreadable("T701", "the line is not UTF-8 text", "write it as text in the encoding UTF-8") from None
    except RecursionError:
        raise Unreadable(
            "T701", "the line has too many brackets within each other", "write one contact a line"
        ) from None
    except ValueError:
        pass
    raise Unreadable("T701", "the line is no JSON object", "write one contact a line")


def refusal(problem: Unreadable) -> dict[str, Any]:
    """Why a contact cannot be read, as data."""
    return {"error": {"code": problem.code, "message": problem.message, "help": problem.help}}


def measure_contacts(
    contacts: Iterable[tuple[int, Any]],
    answer: Callable[[dict[str, Any]], Answer],
    promises: Sequence[str],
    watched: Collection[str],
) -> dict[str, Any]:
    """The answers to numbered contacts, those that are `rejected`, and what they say together.

    `promises`: the identities of the policy's promises, in its order; `watched`: of those whose misses set something
    off. A contact may have an `id`, which no other has, and a `customer`, whose earlier misses and sums are found among
    the contacts themselves. See `measure_answers`.
    """
    answers, rejected = _answer_all(contacts, answer, watched)
    answers = cut_amounts(answers)
    return {"contacts": answers, "rejected": rejected, **measure_answers(answers, promises)}


def _answer_all(
    contacts: Iterable[tuple[int, Any]], answer: Callable[[dict[str, Any]], Answer], watched: Collection[str]
) -> tuple[list[Answer], list[Answer]]:
    kept: list[tuple[dict[str, Any], dict[str, Any]]] = []
    rejected: list[Answer] = []
    answers: list[Answer] = []
    ids: dict[str, int] = {}
    for number, contact in contacts:
        own = _own_parts(contact)
        try:
            _check(contact, own, ids)
        except Unreadable as problem:
            rejected.append({"line": number, **own, **refusal(problem)})
            continue
        data = {name: value for name, value in contact.items() if name not in own}
        found = answer(data)
        if "error" in found:
            rejected.append({"line": number, **own, "error": found["error"]})
            continue
        if "id" in own:
            ids[own["id"]] = number
        kept.append((own, data))
        answers.append(found)
    for _ in watched:  # what one miss sets off can be missed too
        earlier = list(_earlier_misses([own for own, _ in kept], answers, watched))
        with_them = [_with_missed(data, missed) for (_, data), missed in zip(kept, earlier, strict=True)]
        again = [answer(data) if missed else old for data, missed, old in zip(with_them, earlier, answers, strict=True)]
        if again == answers:
            break
        answers = again
    return [{**own, **found} for (own, _), found in zip(kept, answers, strict=True)], rejected


def _own_parts(contact: Any) -> dict[str, str]:
    """What a contact says of itself beside what its deadlines depend on."""
    names = ("id", "customer") if isinstance(contact, Mapping) else ()
    return {name: str(contact[name]) for name in names if contact.get(name) is not None}


def _check(contact: Any, own: Mapping[str, str], ids: Mapping[str, int]) -> None:
    """Raises Unreadable where something is wrong with a contact that its answer would not say."""
    if isinstance(contact, Unreadable):
        raise contact
    if not isinstance(contact, Mapping):
        raise no_contact()
    if "as_of" in contact:
        help_ = "leave it out: all are measured as of one instant"
        raise Unreadable("T701", "the contact has an `as_of` of its own", help_)
    if own.get("id") in ids:
        message = f"the id `{own['id']}` is that of line {ids[own['id']]} too"
        raise Unreadable("T701", message, "give each contact an id of its own")


def _earlier_misses(
    owns: Sequence[Mapping[str, str]], answers: Sequence[Answer], watched: Collection[str]
) -> Iterator[dict[str, list[str]]]:
    """For each contact, the deadlines of the promises it missed that its customer's other contacts missed before it.

    Of two at one instant, the first in the file is the earlier.
    """
    missed: dict[tuple[str, str], list[tuple[datetime, int]]] = {}
    for index, (own, answer) in enumerate(zip(owns, answers, strict=True)):
        for row in answer["promises"] if "customer" in own else ():
            promise = promise_of(row["id"], watched)
            if promise is not None and row["status"] in ("late", "overdue") and row.get("due"):
                missed.setdefault((own["customer"], promise), []).append((last_instant(row), index))
    for index, own in enumerate(owns):
        found: dict[str, list[str]] = {}
        for promise in watched if "customer" in own else ():
            every = missed.get((own["customer"], promise), [])
            mine = [miss for miss in every if miss[1] == index]
            before = [at.isoformat() for at, other in sorted(every) if mine and (at, other) < max(mine)]
            if before:
                found[promise] = before
        yield found


def _with_missed(data: dict[str, Any], found: Mapping[str, list[str]]) -> dict[str, Any]:
    """A contact with misses beside those that it is given with."""
    given = data.get("missed") or {}
    both = dict(given)
    for promise, before in found.items():
        known = given.get(promise, [])
        both[promise] = [*(known if isinstance(known, list | tuple) else [known]), *before]
    return {**data, "missed": both} if found else data


def last_instant(row: Mapping[str, Any]) -> datetime:
    """The last instant at which a row's deadline is kept."""
    due = datetime.fromisoformat(row["due"])
    return due if row["met_at_due"] else due - timedelta(microseconds=1)


def promise_of(id: str, promises: Collection[str]) -> str | None:
    """The promise of a row, which may be one of several updates; None where it is none of these."""
    whole = id.rpartition(".")[0] if id.rpartition(".")[2].isdecimal() else id
    return id if id in promises else whole if whole in promises else None


# ---------- from answers to shares


def measure_answers(answers: Iterable[Answer], promises: Sequence[str]) -> dict[str, Any]:
    """What all answers say together: `targets`, `uncounted` and `amounts`.

    `promises`: the identities of the policy's promises, in its order. `targets`: for each tier of a target and each
    period, `counted`, `met`, `share` (in per cent, rounded down), or `average` (rounded up), and whether it is
    `reached`; None where nothing could be counted. `uncounted`: how many contacts a target is about and does not count,
    and why.
    """
    answers = list(answers)
    tallies: dict[tuple[int, int, str], _Tally] = {}
    uncounted: dict[tuple[int, int, str], dict[str, Any]] = {}
    for answer in answers:
        for row in answer["promises"]:
            promise = promise_of(row["id"], promises)
            for number, said in enumerate(row.get("targets", ())):
                if promise is None or said["counts"] is False:
                    continue
                place = promises.index(promise)
                if said["counts"] and said["period"] is not None:
                    tally = tallies.setdefault((place, number, said["period"]), _Tally(promise, said))
                    tally.add(said)
                if why := _why_not(said):
                    nothing = {"id": promise, "says": said["says"], "for": said["for"], "why": why, "contacts": 0}
                    uncounted.setdefault((place, number, why), nothing)["contacts"] += 1
    return {
        "targets": [tallies[key].row() for key in sorted(tallies)],
        "uncounted": [uncounted[key] for key in sorted(uncounted)],
        "amounts": sum_amounts(answers),
    }


class _Tally:
    """One tier, or one average, in one period."""

    def __init__(self, promise: str, said: Mapping[str, Any]) -> None:
        self._promise, self._said = promise, said
        self._counted = self._met = self._total = 0

    def add(self, said: Mapping[str, Any]) -> None:
        """Count a contact of which the target is about, where it can be counted."""
        if _why_not(said):
            return
        self._counted += 1
        self._met += said["status"] == "met"
        if "taken" in said:
            n, unit = said["taken"]
            self._total += n * UNIT_SECONDS.get(unit, 1)

    def row(self) -> dict[str, Any]:
        said, counted = self._said, self._counted
        about = {"id": self._promise, "says": said["says"], "for": said["for"], "period": said["period"]}
        nothing = {"met": None, "share": None, "average": None, "reached": None}
        if "average" in said:
            n, unit = said["average"]
            one = UNIT_SECONDS.get(unit, 1)
            if not counted:
                return {**about, "counted": 0, **nothing}
            average = _places(-(-self._total * _THOUSANDTH // (one * counted)))
            reached = self._total <= n * one * counted
            return {**about, "counted": counted, **nothing, "average": [average, unit], "reached": reached}
        if not counted:
            return {**about, "counted": 0, **nothing, "met": 0}
        share = self._met * 100 * _THOUSANDTH // counted
        reached = self._met * 100 * _THOUSANDTH >= _thousandths(said["share"]) * counted
        more = {"met": self._met, "share": _places(share), "reached": reached}
        return {**about, "counted": counted, **nothing, **more}


def _why_not(said: Mapping[str, Any]) -> str:
    """Why a contact that a target is about is not counted; "" where it is."""
    is_average = "average" in said
    is_judged = said["status"] in (_DONE if is_average else JUDGED)
    if said.get("missing") and (said["counts"] is None or said["status"] == "unknown" or is_judged):
        return f"not known: {said['missing']} is not given"
    if not is_judged:
        return str(said["status"])
    return "no deadline" if said["period"] is None or (is_average and said["taken"] is None) else ""


def _thousandths(figure: str) -> int:
    """`99.5` → 99,500."""
    whole, _, places = figure.partition(".")
    return int(whole) * _THOUSANDTH + int(places.ljust(3, "0"))


def _places(thousandths: int) -> str:
    """99,500 → `99.5`."""
    whole, places = divmod(thousandths, _THOUSANDTH)
    return f"{whole}.{places:03}".rstrip("0").rstrip(".")


def sum_amounts(answers: Iterable[Answer]) -> list[dict[str, str]]:
    """What is owed in all, in each currency: `{"currency": "GBP", "total": "60.00"}`."""
    totals: dict[str, tuple[int, int]] = {}
    for row in (row for answer in answers for row in answer["promises"] if row.get("amount") is not None):
        whole, _, minor = row["amount"].partition(".")
        total, _ = totals.get(row["currency"], (0, 0))
        totals[row["currency"]] = total + int(whole + minor), len(minor)
    return [{"currency": name, "total": _decimal(*totals[name])} for name in sorted(totals)]


def _decimal(minor: int, places: int) -> str:
    digits = str(minor).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits
