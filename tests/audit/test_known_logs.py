"""The command that audits three published logs, on logs that are made here: what it must say, and that it goes red."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.audit.known_logs import LOGS, as_the_city_did, audit, wrong

CITY = """case_id,open_date,close_date,target_close_date,on_time,report_source
a,2025-08-01 06:35:06.539+00,2025-08-04 06:35:06+00,2025-08-04 06:35:06.539+00,ONTIME,Call
b,2025-08-01 06:35:06.539+00,2025-08-04 06:35:07+00,2025-08-04 06:35:06.539+00,OVERDUE,BOS311
c,2025-08-01 06:35:06.539+00,,2025-08-04 06:35:06.539+00,OVERDUE,Call
d,2025-11-02 01:29:47.931+00,2025-11-02 20:30:06+00,2025-11-05 01:29:47.931+00,ONTIME,Call
e,2025-08-01 06:35:06.539+00,2025-08-02 06:35:07+00,,,BOS311
"""


def rows(text: str) -> list[dict[str, str]]:
    head, *lines = (line.split(",") for line in text.splitlines())
    return [dict(zip(head, line, strict=True)) for line in lines]


@pytest.mark.database
def test_a_log_of_the_city(tmp_path: Path) -> None:
    """72 hours after 06:35:06.539 on Friday; case d was opened while clocks in Boston went back."""
    log = LOGS[0]._replace(contacts=5)
    (tmp_path / log.file).write_text(CITY, encoding="utf-8")
    plain, duckdb = (audit(log, tmp_path, engine, tmp_path / engine) for engine in ("plain", "duckdb"))
    assert list(wrong(log, plain, duckdb)) == []
    results = rows(plain["results.csv"].decode())
    assert [row["status"] for row in results] == ["met", "late", "overdue", "met", "met"]
    assert as_the_city_did(rows(CITY), results) == (3, 3)
    assert as_the_city_did(rows(CITY.replace("ONTIME,Call\nb", "OVERDUE,Call\nb")), results) == (3, 2)
    assert as_the_city_did(rows(CITY), results[1:]) == (3, 2)
    edited = {**duckdb, "results.csv": duckdb["results.csv"].replace(b"met", b"late")}
    assert list(wrong(log, plain, edited)) == [f"{log.file}: `results.csv` differs between the engines"]
    assert list(wrong(LOGS[0], plain, duckdb))


def test_a_contact_that_is_lost_is_said() -> None:
    log = LOGS[1]
    summary = {"read": log.contacts, "judged": log.contacts - 3, "rejected": [{"contacts": 2}]}
    files = {"summary.json": json.dumps(summary).encode()}
    assert list(wrong(log, files, files))
