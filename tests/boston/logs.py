"""Two published logs, each row with the date that its owner gave it: how they are read, and which policy is theirs.

Neither is part of the source. What a log's columns are called and how its times are meant stands here, once.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.oracle.clocks import instant, shown

HERE = Path(__file__).parent


class Unfit(Exception):
    """A file that is none of these logs; `args[0]` says why."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row: what a contact of the policy is made of, the date given to it, and the owner's own verdict.

    `given`, `done`: instants; the latter None where it is not done. `again`: the arrival, if clocks showed it twice,
    at the second time. `verdict`: met or late; empty where the owner gives none.
    """

    name: str
    channel: str
    arrives: int
    again: int | None
    given: int
    done: int | None
    verdict: str


@dataclass(frozen=True, kw_only=True)
class Log:
    """How one log is read. `bar`: how many rows must agree, of how many."""

    policy: Path
    zone: str
    kind: str
    promise: str
    act: str
    columns: tuple[str, ...]
    channels: Mapping[str, str]
    read: Callable[[Log, Mapping[str, str]], Row | None]
    bar: tuple[int, int]


def boston_row(log: Log, cells: Mapping[str, str]) -> Row | None:
    """A service request of the City of Boston; None where it has no target.

    The times are labelled +00, and are what clocks in Boston showed.
    """
    if not cells["target_close_date"]:
        return None
    opened, closed = _wall(cells["open_date"]), cells["close_date"]
    first, second = (instant(_at(opened, log.zone, fold)) for fold in (0, 1))
    return Row(
        name=cells["case_id"],
        channel=log.channels[cells["report_source"]],
        arrives=first,
        again=second if second > first else None,
        given=shown(_wall(cells["target_close_date"]), log.zone),
        done=shown(_wall(closed), log.zone) if closed else None,
        verdict={"ONTIME": "met", "OVERDUE": "late"}[cells["on_time"]] if closed else "",
    )


def permit_row(log: Log, cells: Mapping[str, str]) -> Row | None:
    """A building permit of a Dutch municipality, from the first row of its case; None without a planned end."""
    if not cells["case:enddate_planned"]:
        return None
    return Row(
        name=cells["case:concept:name"],
        channel=log.channels[cells["case:channel"]],
        arrives=instant(_aware(cells["case:startdate"])),
        again=None,
        given=instant(_aware(cells["case:enddate_planned"])),
        done=None,
        verdict="",
    )


def _wall(text: str) -> str:
    if not text.endswith("+00"):
        raise ValueError(f"{text!r} is not labelled +00")
    return text.removesuffix("+00")


def _at(wall: str, zone: str, fold: int) -> dt.datetime:
    return dt.datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone), fold=fold)


def _aware(text: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} has no offset")
    return moment


LOGS = (
    Log(
        policy=HERE / "boston.policy",
        zone="America/New_York",
        kind="request for service",
        promise="boston.request.resolve",
        act="resolved",
        columns=("case_id", "open_date", "close_date", "target_close_date", "on_time", "report_source"),
        channels={"Call": "phone", "BOS311": "app"},
        read=boston_row,
        bar=(5440, 5463),
    ),
    Log(
        policy=HERE / "permits" / "permits.policy",
        zone="Europe/Amsterdam",
        kind="permit",
        promise="permits.permit.complete",
        act="completed",
        columns=("case:concept:name", "case:channel", "case:startdate", "case:enddate_planned"),
        channels={
            "Internet": "web form",
            "Desk": "visit",
            "Post": "letter",
            "e-mail": "email",
            "Intern": "internal",
        },
        read=permit_row,
        bar=(989, 1434),
    ),
)


def read_log(path: Path) -> tuple[Log, list[Row]]:
    """Which log a file is, by its columns, and its rows that have a date, the first of each name.

    Raises Unfit: also where a single row cannot be read, since nothing is left out in silence.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            head = reader.fieldnames or []
            log = next((log for log in LOGS if set(log.columns) <= set(head)), None)
            if log is None:
                wanted = "; or ".join(", ".join(log.columns) for log in LOGS)
                raise Unfit(f"{path}: no log that is known here; its columns would be {wanted}")
            rows = {row.name: row for row in reversed(list(_rows(path, log, reader)))}
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise Unfit(f"{path}: {problem}") from None
    if not rows:
        raise Unfit(f"{path}: no row has a date")
    return log, list(reversed(rows.values()))


def _rows(path: Path, log: Log, reader: csv.DictReader[str]) -> Iterator[Row]:
    for cells in reader:
        try:
            if None in cells.values():
                raise ValueError("the line is too short")
            row = log.read(log, cells)
        except (KeyError, ValueError) as problem:
            raise Unfit(f"{path}:{reader.line_num}: {type(problem).__name__}: {problem}") from None
        if row is not None:
            yield row
