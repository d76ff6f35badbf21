"""`make audit-logs DATA=folder`: three published logs, which are not part of the source, audited by both engines.

The City of Boston's service requests carry the city's own verdict: of the closed cases with a target, at least 99.9 in
a hundred must be judged as the city did. Of a municipality's building permits and of a service desk's incidents nobody
knows what is right: there, both engines must leave the same files, and nothing may be lost.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from click.testing import CliRunner

from troth.cli.main import main as troth

TESTS = Path(__file__).resolve().parents[1]
AS_OF = "2026-11-22"
LEAST = 0.999
THEIRS = {"ONTIME": "met", "OVERDUE": "late"}


class KnownLog(NamedTuple):
    """A log by its file, with a policy and a mapping; `rows`: how many contacts it has."""

    file: str
    policy: str
    mapping: str
    contacts: int


LOGS = (
    KnownLog("boston311_2025_26.csv", "boston/boston.policy", "audit/boston.yml", 5_473),
    KnownLog("receipt_core.csv", "boston/permits/permits.policy", "audit/receipt.yml", 1_434),
    KnownLog("incident_event_log_core.csv.gz", "audit/incident.policy", "audit/incident.yml", 24_918),
)


def audit(log: KnownLog, folder: Path, engine: str, out: Path) -> dict[str, bytes]:
    """What `troth audit` leaves of a log, file by file."""
    given = [str(TESTS / log.policy), str(folder / log.file), "--map", str(TESTS / log.mapping)]
    more = ["--as-of", AS_OF, "--engine", engine, "--out", str(out), "--format", "json"]
    found = CliRunner().invoke(troth, ["audit", *given, *more], catch_exceptions=False)
    assert found.exit_code in (0, 1), found.output
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def wrong(log: KnownLog, plain: Mapping[str, bytes], duckdb: Mapping[str, bytes]) -> Iterable[str]:
    """What is wrong with the two audits of a log."""
    for name in plain.keys() | duckdb.keys():
        if plain.get(name) != duckdb.get(name):
            yield f"{log.file}: `{name}` differs between the engines"
    summary = json.loads(plain["summary.json"])
    rejected = sum(one["contacts"] for one in summary["rejected"])
    if not summary["read"] == log.contacts == summary["judged"] + rejected:
        yield f"{log.file}: of {log.contacts} contacts {summary['judged']} are judged and {rejected} rejected"


def as_the_city_did(cases: Iterable[Mapping[str, str]], results: Iterable[Mapping[str, str]]) -> tuple[int, int]:
    """How many closed cases with a target there are, and how many of them are judged as their `on_time` says."""
    ours = {row["contact"]: row["status"] for row in results}
    closed = [case for case in cases if case["close_date"] and case["target_close_date"]]
    return len(closed), sum(ours.get(case["case_id"]) == THEIRS.get(case["on_time"], "") for case in closed)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the logs are")
    folder = parser.parse_args().folder
    found: list[str] = []
    with TemporaryDirectory() as scratch:
        for log in LOGS:
            plain, duckdb = (audit(log, folder, name, Path(scratch, name, log.file)) for name in ("plain", "duckdb"))
            found += (differences := list(wrong(log, plain, duckdb)))
            print(f"{log.file}: {log.contacts:,} contacts, {len(plain)} files, {len(differences)} differences")
            if log is LOGS[0]:
                with (folder / log.file).open(encoding="utf-8", newline="") as file:
                    results = csv.DictReader(plain["results.csv"].decode().splitlines())
                    closed, same = as_the_city_did(csv.DictReader(file), results)
                print(f"  closed with a target: {closed:,}; judged as the city did: {same:,} ({same / closed:.3%})")
                if same < LEAST * closed:
                    found.append(f"{log.file}: fewer than {LEAST:.1%} are judged as the city did")
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
