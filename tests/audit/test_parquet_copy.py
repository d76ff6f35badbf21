"""Columns of text whose cells are all of one form are copied as values, and mean what each cell says for itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from tests.audit.reading import desk, mapped
from tests.audit.test_log_findings import HEAD, MAP, log
from tests.audit.test_read_agree import compared

from troth.audit.file_tables import file_table
from troth.audit.read_files import open_logs

pytestmark = pytest.mark.database
FORMS = {
    "%Y-%m-%d %H:%M:%S": "TIMESTAMP",
    "%Y-%m-%dT%H:%M:%S": "TIMESTAMP",
    "%Y-%m-%d %H:%M": "TIMESTAMP",
    "%Y-%m-%d": "DATE",
    "%Y-%m-%dT%H:%M:%SZ": "TIMESTAMP WITH TIME ZONE",
    "%Y-%m-%dT%H:%M:%S.250Z": "TIMESTAMP WITH TIME ZONE",
}
MAPS = {
    "a zone": MAP,
    "no zone": MAP.replace("time zone: Europe/London\n", ""),
    "false offsets": MAP.replace("Europe/London", "{zone: Europe/London, offsets: ignore}"),
}
# Hours in which the clocks of London change, both ends of the years that a cell can name, and one in no zone's table.
EDGES = (
    "2026-03-29 01:30:00",
    "2026-10-25 01:30:00",
    "2026-10-25 02:00:00",
    "1000-01-01 00:00:00",
    "9999-12-31 23:59:59",
)
ROWS = 1_200
"""More than are looked at for the form of a column."""


def times(form: str) -> list[str]:
    random = Random(form)
    start = datetime(2025, 12, 31, tzinfo=UTC)
    drawn = [
        start + timedelta(minutes=random.randrange(400 * 1_440), seconds=random.randrange(60)) for _ in range(ROWS)
    ]
    drawn[:: ROWS // len(EDGES)] = [datetime.fromisoformat(edge) for edge in EDGES]
    return [at.strftime(form) for at in drawn]


def written(folder: Path, came: list[str], rings: list[str]) -> Path:
    rows = (f"{n},{at},email,{at},no,{ring}\n" for n, (at, ring) in enumerate(zip(came, rings, strict=True)))
    return log(folder, HEAD + "".join(rows))


def kinds(path: Path, folder: Path, text: str) -> dict[str, str]:
    """The types of the columns of times and counts."""
    import duckdb

    mapping = mapped(text)
    (file,) = open_logs([path], mapping)
    with duckdb.connect() as connection:
        found = file_table(connection, file, mapping, {"came", "done"}, folder, 0).kinds
    return {name: found[name] for name in ("came", "done", "rings")}


@pytest.mark.parametrize("text", MAPS.values(), ids=MAPS)
@pytest.mark.parametrize("form", FORMS)
def test_a_column_of_one_form_is_copied_as_values(form: str, text: str, tmp_path: Path) -> None:
    path = written(tmp_path, times(form), [str(n % 1_000_003 * 997) for n in range(ROWS)])
    assert kinds(path, tmp_path, text) == {"came": FORMS[form], "done": FORMS[form], "rings": "INTEGER"}
    compared([path], mapped(text), desk()[1], tmp_path)


ODD_TIMES = (
    *("0999-12-31 10:00:00", "2026-01-05 24:00:00", "2026-01-05 10:00:60", "2026-02-29 10:00:00", "2026-01-05 10:00:0"),
    *(
        " 2026-01-05 10:00:00",
        "2026-01-05 10:00:00 ",
        "2026-01-5 10:00:000",
        "2026-01-05 1 :00:00",
        "2026-01-05 +1:00:00",
    ),
    *("2026-01- 5 10:00:00", "2026/01/05 10:00:00", "2026-01-05T10:00:00Z", "tomorrow", "?", "2026-01-05 10:00:00.5"),
    *("２026-01-05 10:00:00", "202６-01-05 10:00:0", "-026-01-05 10:00:00", "2026-1--05 10:00:00"),
)
ODD_COUNTS = (
    "007",
    "+7",
    "-5",
    "7.0",
    "7.5",
    "1e3",
    " 7",
    "٣",
    "1234567890",
    "99999999999",
    "-0",
    "0x7",
    "1_000",
    "?",
    "",
)


@pytest.mark.parametrize("place", [3, ROWS - 3], ids=["among the first", "far behind"])
def test_cells_of_another_form_are_read_as_their_texts(place: int, tmp_path: Path) -> None:
    """Each in a log of its own, so that its column would be copied as values but for it."""
    for number, odd in enumerate(ODD_TIMES):
        text = MAP + ('missing: ["?"]\n' if odd == "?" else "")
        came = times("%Y-%m-%d %H:%M:%S")
        came[place] = odd
        rings = [str(n) for n in range(ROWS)]
        rings[place - 1] = ODD_COUNTS[number % len(ODD_COUNTS)]
        path = written(tmp_path, came, rings)
        was = dict.fromkeys(("came", "done"), "TIMESTAMP" if odd == "?" else "VARCHAR")
        found = kinds(path, tmp_path, text)
        assert {name: found[name] for name in was} == was, odd
        compared([path], mapped(text), desk()[1], tmp_path)


@pytest.mark.parametrize("missing", ["1900-01-01 00:00:00", "99"])
def test_what_stands_for_nothing_is_no_value(missing: str, tmp_path: Path) -> None:
    text = f'{MAP}missing: ["{missing}"]\n'
    came = times("%Y-%m-%d %H:%M:%S")
    came[5] = came[-5] = missing
    path = written(tmp_path, came, ["99"] * ROWS)
    found = compared([path], mapped(text), desk()[1], tmp_path)
    assert {row.row for row in found if row.rejected} >= {7, ROWS - 3}


def test_lines_of_json_are_copied(tmp_path: Path) -> None:
    lines = [
        f'{{"id": {n}, "came": "{at}", "via": "email", "done": null, "big": "no", "rings": {n % 7}}}\n'
        for n, at in enumerate(times("%Y-%m-%dT%H:%M:%SZ"))
    ]
    path = log(tmp_path, "".join([*lines[:20], "\n", "[]\n", "{\n", *lines[20:]]), "log.jsonl")
    assert kinds(path, tmp_path, MAP)["came"] == "TIMESTAMP WITH TIME ZONE"
    found = compared([path], mapped(MAP), desk()[1], tmp_path)
    assert [row.row for row in found if row.rejected == "line\tno row"] == [22, 23]


def test_a_time_that_is_a_text_too_is_read_as_it_stands(tmp_path: Path) -> None:
    path = written(tmp_path, times("%Y-%m-%dT%H:%M:%SZ"), ["7"] * ROWS)
    text = MAP + "customer: came\n"
    found = compared([path], mapped(text), desk()[1], tmp_path)
    assert {len(row.customer or "") for row in found if row.rejected is None} == {20}
