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
CONSTRUCTS: tuple[tuple[int, str, frozenset[str]], ...] = (
    (
        3,
        "the calendar: zones, years, holidays, working days, hours, counting, cut-off, roll",
        frozenset(
            {
                "Africa/Cairo",
                "America/New_York",
                "America/Santiago",
                "Asia/Kathmandu",
                "Australia/Lord_Howe",
                "DST",
                "Europe/London",
                "Pacific/Apia",
                "Pacific/Chatham",
                "a day skipped",
                "added",
                "as it falls",
                "calendar",
                "clocks",
                "closed days",
                "cut-off",
                "day 0",
                "day 1",
                "dropped",
                "four-days",
                "holiday",
                "horizon",
                "hours past midnight",
                "next open",
                "open day and night",
                "over-the-year",
                "roll",
                "roll as it falls",
                "roll back",
                "roll falls",
                "roll forward",
                "rolling back",
                "rolling forward",
                "scotland",
                "sunday-week",
                "the limit's own roll",
            }
        ),
    ),
    (4, "categories of a policy's own", frozenset({"categories", "category", "table"})),
    (5, "whom a standard is for: a stage", frozenset({"selectors"})),
    (6, "must, should, aim to, may; the customer's side", frozenset({"strengths", "the customer's side"})),
    (
        7,
        "units, and counts of rings",
        frozenset({"days", "hours", "leap day", "months", "opening hours", "rings", "weeks", "working days", "years"}),
    ),
    (8, "the same day", frozenset({"same day"})),
    (9, "the end of the next working day", frozenset({"next working day"})),
    (
        10,
        "within, two amounts, by closing time, by a time, day and night",
        frozenset(
            {
                "a time",
                "by closing time",
                "by four",
                "closing time",
                "day and night",
                "other words",
                "plain",
                "two amounts",
                "within",
            }
        ),
    ),
    (
        11,
        "other events than the arrival",
        frozenset({"an act before its anchor", "anchor", "around an event", "other anchor", "posting", "waiting"}),
    ),
    (12, "cases and tables", frozenset({"case", "cases", "condition", "table"})),
    (13, "or promise a date", frozenset({"a date promised", "promised date"})),
    (14, "dates that were told or agreed", frozenset({"a date that the contact carries", "a date told"})),
    (15, "never later, never earlier", frozenset({"cap", "floor"})),
    (16, "pauses", frozenset({"both days included", "pause", "pause, both days included", "state"})),
    (17, "extensions", frozenset({"extension"})),
    (18, "excuses", frozenset({"except on closed days", "excuse", "unless", "unless by then"})),
    (19, "from a date on, until a date", frozenset({"version", "versions"})),
    (20, "targets", frozenset({"exclusions", "several contacts", "targets"})),
    (21, "remedies", frozenset({"money", "remedy"})),
    (32, "the same time of day", frozenset({"same time of day"})),
    (33, "counted back, and not too early", frozenset({"at least after", "at most before", "counted back", "notice"})),
    (34, "updates", frozenset({"updates"})),
    (35, "the later and the earlier of two events", frozenset({"earlier of", "later of"})),
    (36, "restarts", frozenset({"restart"})),
    (37, "clear days", frozenset({"clear days"})),
    (38, "deemed arrival", frozenset({"deemed arrival"})),
    (39, "law or promise", frozenset({"law or promise"})),
    (
        40,
        "remedies by delay and category, further periods, caps, payments and claims",
        frozenset({"at most", "at most each year", "category", "claim", "delay", "further periods", "payment"}),
    ),
    (41, "tiers and averages", frozenset({"averages", "periods", "tiers"})),
    (42, "events that misses set off", frozenset({"misses", "misses in turn"})),
    (43, "variations", frozenset({"variation"})),
    (
        44,
        "several calendars, seasons, unions",
        frozenset({"counted as working days", "season", "several calendars", "union"}),
    ),
    (
        45,
        "holidays that were announced late",
        frozenset({"announced holidays", "closed days announced", "known-on-arrival"}),
    ),
    (46, "either of two acts", frozenset({"either act"})),
    (47, "wording that is not measured", frozenset({"vague wording"})),
    (
        49,
        "month ends, less a day, short periods, days not counted",
        frozenset(
            {
                "days not counted",
                "less a day",
                "month end",
                "month end the first day of the next month",
                "short periods",
                "to the end of the month",
            }
        ),
    ),
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
