"""Logs drawn at random, with every slip that a cell can have, and mappings under which they are read."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from random import Random

COLUMNS = (
    *("Ticket", "Opened", "Via", "About", "Prio", "Type", "First", "Again", "Solved", "Left", "Big", "Rings"),
    *("Hope", "Who", "Back"),
)
MAPPING = """
contact: Ticket
arrives: Opened
channel: {column: Via, values: {mail: email, "Web, chat": web chat}}
kind: {column: About, values: {Störung: complaint, o'brien: enquiry}}
priority: Prio
customer type: {column: Type, values: {"1": household}}
customer: Who
events: {acknowledged: Hope, replied: [Again, Solved], resolved: Back, cancelled: {always: no}}
states: {away: {from: Left, to: First}}
facts: {major: {column: Big, values: {J: yes, N: no}}}
counts: {rings: {column: Rings, values: {"-": none, three: 3}}}
dates: {promised: Hope}
missing: ["NULL", "?"]
"""
LONG = """
contact: Ticket
arrives: Opened
channel: {column: Via, values: {mail: email}}
kind: {column: About}
priority: Prio
customer type: {always: household}
customer: Who
event: {column: First, values: {Reply: replied, Done: resolved, "Up, date": updated, Note: no, back: reopened}}
at: Solved
facts: {major: {column: Big, values: {J: yes}}}
dates: {promised: Hope}
"""
LONG_BY_EVENTS = (
    LONG.replace("arrives: Opened\n", "")
    .replace("Note: no", "Note: no, Open: arrives")
    .replace("back: reopened}}", "back: reopened}, others: no}")
)
ZONES = {
    "a zone": "time zone: Europe/London",
    "no zone": "",
    "another zone": "time zone: America/New_York",
    "false offsets": "time zone: {zone: Europe/London, offsets: ignore}",
    "day first": 'time zone: Europe/London\ntime format: ["%d/%m/%Y %H:%M", "%d/%m/%Y"]',
    "in words": 'time zone: Europe/London\ntime format: ["%d %b %y %I:%M:%S.%f %p", "%B %d, %Y %H:%M%z"]',
}

_DAYS = ("2026-03-29", "2026-10-25", "2026-11-01", "2026-03-08", "2026-07-01", "2025-12-31", "1999-06-01")
_TIMES = ("00:00:00", "01:30:00", "01:30", "02:30:00", "23:59:59.999999", "10:00:00.5", "12:05:09,123456789")
_OFFSETS = ("", "", "", "Z", "+01:00", " -0330", "+05", " UTC", "z", "-04:00")
_ODD = (
    *(
        "03/04/2026 10:00",
        "25/04/2026 10:00",
        "04/25/2026",
        "3.4.26",
        "45000.5",
        "1767225600",
        "tomorrow",
        "2026-02-30",
    ),
    *("2026-02-30 10:00:00", "2026-01-05 10:00:60", "0001-01-01", "9999-12-31", "2026-01-05 24:00:00", "2026-1-5"),
    *(
        "2026-01-05T10:00:00+25:00",
        "2026-01-05 10:00:5Z",
        "20260105T100000Z",
        " 2026-01-05 ",
        "epoch",
        "31/04/2026 10:00",
    ),
    *(
        "5/1/2026 9:05",
        "05 Jan 26 9:05:01.5 PM",
        "5 jan 26 12:00:00.25 am",
        "March 3, 2026 10:00+0100",
        "June 31, 2026 10:00Z",
    ),
    *(
        "March 29, 2026 01:30 UTC",
        "29/03/2026 01:30",
        "25/10/2026 01:30",
        "1700-01-01",
        "2026-01-05T10:00",
        "2026-01-05T10:00:00",
    ),
    *(
        "2026-01-05T10:00:00Z",
        "2026-01-05T10:00:00.25Z",
        "２026-01-05 10:00:00",
        "1e300",
        "-5",
        "30/30/2026",
        "26-01-05",
    ),
)
_TEXTS = {
    "Via": (
        "mail",
        "MAIL",
        "email",
        "Phone",
        "letter",
        "fax machine",
        "Web, chat",
        "web chat",
        " x\ty ",
        "?",
        "NULL",
        "ΑΣ",
        "İ",
    ),
    "About": (
        "complaint",
        "Störung",
        "STÖRUNG",
        "störung",
        "O'Brien",
        "enquiry",
        "Enquiry",
        'a "b"',
        "line\nend",
        "new",
    ),
    "Prio": ("high", "High", "medium", "low", "1", "P1", "", "?"),
    "Type": ("household", "Household", "1", "business", "council", "\u00a0household\u00a0"),
    "Big": ("yes", "No", "J", "N", "j", "true", "maybe", "1", "", "x" * 80 + "y"),
    "Rings": ("1", "3", "none", "-", "3.0", "three", "-1", "1234567890", "٣", "", "4.5"),
    "Who": ("c1", "c2", " c3 ", "", "c,4"),
}
_EVENTS = ("Reply", "reply", "Done", "Up, date", "Note", "back", "Open", "What", "", "?")


def drawn_time(random: Random) -> str:
    """A time, as exports and people write one."""
    how = random.random()
    if how < 0.1:
        return ""
    if how < 0.25:
        return random.choice(_ODD)
    if how < 0.35:
        return random.choice(_DAYS)
    if how < 0.5:
        day, time = random.randint(1, 28), f"{random.randint(0, 23):02}:{random.randint(0, 59):02}"
        return f"{day:02}/{random.randint(1, 12):02}/2026 {time}"
    between = random.choice(" T")
    return random.choice(_DAYS) + between + random.choice(_TIMES) + random.choice(_OFFSETS)


def drawn_rows(random: Random, count: int, *, long: bool = False) -> list[dict[str, str]]:
    """Rows of cells by column; of a long log, the same ids again and again, mostly with what they had."""
    rows: list[dict[str, str]] = []
    kept: dict[str, dict[str, str]] = {}
    for number in range(count):
        row = {name: random.choice(_TEXTS[name]) if name in _TEXTS else drawn_time(random) for name in COLUMNS}
        row["Ticket"] = random.choice((f"T-{number}", f"T-{number}", f"T-{random.randrange(count)}", " "))
        if long:
            row["Ticket"] = random.choice((f"T-{random.randrange(count // 4)}", "?" if number % 50 == 0 else "T-1"))
            row["First"] = random.choice(_EVENTS)
            before = kept.setdefault(row["Ticket"], row)
            for name in COLUMNS:
                if name not in ("Ticket", "First", "Solved") and random.random() < 0.9:
                    row[name] = random.choice((before[name], before[name], ""))
        rows.append(row)
    return rows


def write_csv(path: Path, rows: Sequence[dict[str, str]], delimiter: str = ",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_json(path: Path, rows: Sequence[dict[str, str]], random: Random) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            if random.random() < 0.02:
                file.write(random.choice(("\n", "[1]\n", "{broken\n", '"text"\n', '{"Ticket": NaN}\n')))
            kept: dict[str, object] = {name: text for name, text in row.items() if text or random.random() < 0.5}
            odd = random.choice(("Via", "Rings", "Big", "Who"))
            kept[odd] = random.choice((kept.get(odd), 3, 4.5, True, None, {"a": [1]}, [1.5], 10**12))
            file.write(json.dumps(kept, ensure_ascii=random.random() < 0.5) + "\n")
    return path
