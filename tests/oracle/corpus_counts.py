"""How many cases of the corpus there are of each construct of the language that concerns time.

`python -m tests.oracle.corpus_counts` prints the table that the language reference holds. Nothing here is the
compiler's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "conformance"
# The constructs by their numbers in the design, with what cases say that they cover: what meets is split at its ×.
CONSTRUCTS: tuple[tuple[int, str, frozenset[str]], ...] = tuple(
    (number, name, frozenset(one.strip() for one in covers.split(",")))
    for number, name, covers in (
        (
            3,
            "the calendar: zones and their clocks, years, holidays, working days, hours, closures, counting, cut-off, roll",
            "calendar, holiday, closed days, horizon, day 0, day 1, next open, cut-off, roll, roll as it falls, roll back, "
            "roll falls, roll forward, rolling back, rolling forward, as it falls, the limit's own roll, dropped, added, "
            "scotland, four-days, over-the-year, sunday-week, open day and night, hours past midnight, DST, clocks, "
            "a day skipped, Africa/Cairo, America/New_York, America/Santiago, Asia/Kathmandu, Australia/Lord_Howe, "
            "Europe/London, Pacific/Apia, Pacific/Chatham",
        ),
        (4, "categories of a policy's own", "categories, category, table"),
        (5, "whom a standard is for: a stage", "selectors"),
        (6, "must, should, aim to, may; the customer's side", "strengths, the customer's side"),
        (
            7,
            "units, and counts of rings",
            "working days, days, weeks, months, years, leap day, hours, opening hours, rings",
        ),
        (8, "the same day", "same day"),
        (9, "the end of the next working day", "next working day"),
        (
            10,
            "within, two amounts, by closing time, by a time, day and night",
            "within, plain, two amounts, by closing time, closing time, by four, a time, day and night, other words",
        ),
        (
            11,
            "other events than the arrival",
            "anchor, other anchor, around an event, waiting, an act before its anchor, posting",
        ),
        (12, "cases and tables", "case, cases, table, condition"),
        (13, "or promise a date", "a date promised, promised date"),
        (14, "dates that were told or agreed", "a date told, a date that the contact carries"),
        (15, "never later, never earlier", "cap, floor"),
        (16, "pauses", "pause, pause, both days included, state"),
        (17, "extensions", "extension"),
        (18, "excuses", "excuse, except on closed days, unless, unless by then"),
        (19, "from a date on, until a date", "version, versions"),
        (20, "targets", "targets, several contacts, exclusions"),
        (21, "remedies", "remedy, money"),
        (32, "the same time of day", "same time of day"),
        (33, "counted back, and not too early", "counted back, notice, at least after, at most before"),
        (34, "updates", "updates"),
        (35, "the later and the earlier of two events", "later of, earlier of"),
        (36, "restarts", "restart"),
        (37, "clear days", "clear days"),
        (38, "deemed arrival", "deemed arrival"),
        (39, "law or promise", "law or promise"),
        (
            40,
            "remedies by delay and category, further periods, caps, payments and claims",
            "delay, category, further periods, at most, at most each year, payment, claim",
        ),
        (41, "tiers and averages", "tiers, averages, periods"),
        (42, "events that misses set off", "misses, misses in turn"),
        (43, "variations", "variation"),
        (44, "several calendars, seasons, unions", "several calendars, season, union, counted as working days"),
        (45, "holidays that were announced late", "announced holidays, known-on-arrival, closed days announced"),
        (46, "either of two acts", "either act"),
        (47, "wording that is not measured", "vague wording"),
        (
            49,
            "month ends, less a day, short periods, days not counted",
            "month end, month end the first day of the next month, to the end of the month, less a day, short periods, "
            "days not counted",
        ),
    )
)
# What a case may cover besides: how it was made, as of when it is asked, what else a pair has.
BESIDES = frozenset({"drawn", "at risk", "only the day is known", "what moves", "given"})
BEGINNINGS = ("extension in ", "further ", "counted back, ")


def cases() -> list[dict[str, Any]]:
    """Every case of the corpus, in the order of the files' names."""
    paths = sorted(path for path in FOLDER.glob("*.json") if path.name != "schema.json")
    return [case for path in paths for case in json.loads(path.read_text(encoding="utf-8"))["cases"]]


def parts_of(case: Mapping[str, Any]) -> set[str]:
    """What a case covers, each of what meets by itself."""
    return {part for cover in case["covers"] for part in cover.split(" × ")}


def counts(listed: Iterable[Mapping[str, Any]]) -> Iterator[tuple[int, str, int]]:
    """Number and name of each construct, with how many cases cover it."""
    covered = [parts_of(case) for case in listed]
    for number, name, own in CONSTRUCTS:
        yield number, name, sum(not own.isdisjoint(parts) for parts in covered)


def table() -> str:
    """The table of the language reference: a construct a row, then those drawn by chance, and all."""
    listed = cases()
    drawn = sum("drawn" in case["covers"] for case in listed)
    rows = [f"| {number} | {name} | {cases_:,} |" for number, name, cases_ in counts(listed)]
    rows += [f"| | drawn by chance, with most of these at once | {drawn:,} |", f"| | in all | {len(listed):,} |"]
    return "\n".join(["| | Construct | Cases |", "|---:|---|---:|", *rows])


if __name__ == "__main__":
    print(table())
