"""Excel, damaged files and other encodings, by both readers: the same rows, or the same finding."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.audit.reading import desk, mapped, surveyed
from tests.audit.test_log_findings import HEAD, MAP, REFUSED, ROW, log
from tests.audit.test_read_agree import compared

from troth.audit.read_duckdb import make_log
from troth.audit.read_plain import LogRow, read_log
from troth.audit.read_text import LogRefused

pytestmark = pytest.mark.database
NAMES = ("id", "came", "via", "done", "big", "rings")


def workbook(path: Path, rows: Sequence[Sequence[Any]], form: str = "", sheets: Sequence[str] = ()) -> Path:
    """A workbook with these rows; `form`: the number format of its dates."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for cells in sheet.iter_rows():
        for cell in cells:
            if form and isinstance(cell.value, datetime | date):
                cell.number_format = form
    for name in sheets:
        book.create_sheet(name).append(["more"])
    book.save(path)
    return path


def both(path: Path, tmp_path: Path, text: str = MAP) -> list[LogRow]:
    return compared([path], mapped(text), desk()[1], tmp_path)


def test_a_workbook(tmp_path: Path) -> None:
    came, done = datetime(2026, 7, 6, 10, 0), datetime(2026, 7, 7, 0, 0)
    rows = [NAMES, (1, came, "email", done, True, 3), (), (2, "03/04/2026", "Email", 46_000.5, "no", None)]
    found = both(workbook(tmp_path / "log.xlsx", rows), tmp_path)
    # Half past ten in summer time; midnight with a time of day in its format is an instant.
    ten = 1_783_328_400_000_000
    assert (found[0].contact, found[0].row, found[0].arrives) == ("1", 2, (ten, ten))
    assert found[0].events == {"replied": [(ten + 14 * 3_600_000_000,) * 2]}
    assert (found[0].facts, found[0].counts) == ({"major": True}, {"rings": 3})
    assert (found[1].row, found[1].rejected) == (4, "arrives\tday or month")


def test_a_date_in_a_workbook_is_a_day(tmp_path: Path) -> None:
    rows = [NAMES, (1, datetime(2026, 7, 6), "email", None, None, None), (2, 46_000.5, "email", None, None, None)]
    found = both(workbook(tmp_path / "log.xlsx", rows, "yyyy\\-mm\\-dd"), tmp_path)
    start = 1_783_292_400_000_000
    assert found[0].arrives == (start, start + 86_400_000_000 - 1)
    assert found[1].rejected == "arrives\tnumber"


@pytest.mark.parametrize(
    ("rows", "sheets", "code", "message"),
    [
        (
            [("All tickets", None, None), NAMES],
            (),
            "T723",
            "names no column `id`, `came`, `via`, `done`, `big` or `rings`, and it has one cell",
        ),
        (
            [("Tickets", None, "of May"), NAMES],
            (),
            "T723",
            "names no column `id`, `came`, `via`, `done`, `big` or `rings`, and its cell 2 is empty",
        ),
        ([], (), "T711", "the workbook is empty"),
        ([(), NAMES], (), "T723", "the first row of the sheet `Sheet` is empty"),
        # As a workbook has it whose last two names are merged, over a column each.
        ([(*NAMES[:4], "big and rings"), (1, None, None, None, "no", 3)], (), "T723", "and its cell 6 is empty"),
        ([NAMES], ("Notes",), "T710", "several sheets: `Sheet`, `Notes`"),
    ],
)
def test_a_workbook_that_is_not_clear(
    rows: list[Any], sheets: tuple[str, ...], code: str, message: str, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "log.xlsx", rows, sheets=sheets)
    said = refused_by_both(path, tmp_path, MAP)
    assert said[0].startswith(code)
    assert message in said[0]


def test_the_sheet_that_is_named(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "log.xlsx", [NAMES, (1, "2026-01-05 10:00", "email", None, None, None)], sheets=["Notes"]
    )
    assert len(both(path, tmp_path, MAP + "sheet: Sheet\n")) == 1
    assert "has no sheet `Shet`" in refused_by_both(path, tmp_path, MAP + "sheet: Shet\n")[0]


def refused_by_both(path: Path, tmp_path: Path, text: str) -> list[str]:
    """What both readers say of a log that they refuse."""
    import duckdb

    calendar, mapping = desk()[1], mapped(text)
    with pytest.raises(LogRefused) as plain:
        list(read_log([path], mapping, calendar))
    with pytest.raises(LogRefused) as relation:
        surveyed(make_log(duckdb.connect(), [path], mapping, calendar, tmp_path))
    assert relation.value.findings == plain.value.findings
    return [f"{one.code} {one.message}" for one in plain.value.findings]


@pytest.mark.parametrize("name", REFUSED)
def test_what_one_refuses_the_other_does(name: str, tmp_path: Path) -> None:
    data, code, _, message = REFUSED[name]
    said = refused_by_both(log(tmp_path, data), tmp_path, MAP)
    assert said[0].startswith(code)
    assert message in said[0]


def test_a_long_line_in_both(tmp_path: Path) -> None:
    path = log(tmp_path, HEAD + ROW + "2," + "x" * 3_000_000 + "\n")
    assert refused_by_both(path, tmp_path, MAP)[0] == "T710 line 3 has more than 2,000,000 characters"
    path = log(tmp_path, '{"id": "' + "x" * 3_000_000 + '"}\n', "log.jsonl")
    assert refused_by_both(path, tmp_path, MAP)[0] == "T710 line 1 has more than 2,000,000 characters"


@pytest.mark.parametrize("column", NAMES)
def test_a_parquet_damaged_in_one_column(column: str, tmp_path: Path) -> None:
    """Whatever is asked of its columns before its rows are read."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    rows = [(str(n), "2026-07-06T10:00:00Z", "email", "2026-07-07T10:00:00Z", "yes", str(n)) for n in range(5_000)]
    path = tmp_path / "log.parquet"
    table = pa.table(dict(zip(NAMES, zip(*rows, strict=True), strict=True)))
    parquet.write_table(table, path, compression="zstd", use_dictionary=["via"])
    chunk = parquet.ParquetFile(path).metadata.row_group(0).column(NAMES.index(column))
    start = chunk.dictionary_page_offset or chunk.data_page_offset
    damaged = bytearray(path.read_bytes())
    damaged[start : start + chunk.total_compressed_size] = b"\xaa" * chunk.total_compressed_size
    path.write_bytes(damaged)
    assert refused_by_both(path, tmp_path, MAP)[0].startswith("T710 the file is damaged after row 0: ")


def test_a_truncated_parquet(tmp_path: Path) -> None:
    import pyarrow
    import pyarrow.parquet

    path = tmp_path / "log.parquet"
    table = pyarrow.table({name: ["x"] * 1_000 for name in NAMES})
    pyarrow.parquet.write_table(table, path)
    path.write_bytes(path.read_bytes()[:-20])
    said = refused_by_both(path, tmp_path, MAP)
    assert said[0].startswith("T710 this is no whole Parquet file")
    pyarrow.parquet.write_table(table, path, compression="none")
    damaged = path.read_bytes()
    path.write_bytes(damaged[:40] + b"\xff" * 40 + damaged[80:])
    assert refused_by_both(path, tmp_path, MAP)[0].startswith("T710")


def test_other_encodings_and_packed_files(tmp_path: Path) -> None:
    import gzip

    text = HEAD + ROW.replace("email", "phoné")
    for encoding in ("windows-1252", "utf-16", "iso-8859-15"):
        rows = both(log(tmp_path, text.encode(encoding)), tmp_path, MAP + f"encoding: {encoding}\n")
        assert rows[0].unreadable == "channel\tvalue: phoné"
    assert both(log(tmp_path, gzip.compress(text.encode()), "log.csv.gz"), tmp_path)[0].contact == "1"
    assert both(log(tmp_path, "\ufeff" + text.replace(",", "\t"), "log.tsv"), tmp_path)[0].contact == "1"
    jsonl = '\ufeff{"id": 1, "came": "2026-01-05", "via": "email", "done": "", "big": "", "rings": 1}\n'
    assert both(log(tmp_path, jsonl, "log.jsonl"), tmp_path)[0].contact == "1"


def test_no_extension_is_downloaded(tmp_path: Path) -> None:
    import duckdb

    connection = duckdb.connect()
    make_log(connection, [log(tmp_path, HEAD + ROW)], mapped(MAP), desk()[1], tmp_path)
    for setting in ("autoinstall_known_extensions", "autoload_known_extensions"):
        assert connection.execute(f"SELECT current_setting('{setting}')").fetchone() == (False,)


@pytest.mark.parametrize(
    ("counted", "none", "seven"),
    [("rings", None, 7), ('{column: rings, values: {"7": none}}', None, -1)],
    ids=["as they are", "one of them is mapped"],
)
@pytest.mark.parametrize("kind", ["int32", "uint8", "int64"])
def test_counts_that_are_numbers(kind: str, counted: str, none: int | None, seven: int, tmp_path: Path) -> None:
    """A count is of nine figures at most, and not below 0."""
    import pyarrow as arrow
    import pyarrow.parquet

    given = {"uint8": [7, 0, 255, None]}.get(kind, [7, 0, -1, None, 999_999_999, 1_000_000_000])
    known: dict[int | None, int | None] = {7: seven, -1: none, 1_000_000_000: none}
    table = {name: arrow.array([*map(str, range(len(given)))]) for name in NAMES}
    table |= {"came": arrow.array(["2026-07-06T10:00:00Z"] * len(given)), "via": arrow.array(["email"] * len(given))}
    table |= {name: arrow.nulls(len(given), arrow.string()) for name in ("done", "big")}
    table["rings"] = arrow.array(given, getattr(arrow, kind)())
    pyarrow.parquet.write_table(arrow.table(table), tmp_path / "log.parquet")
    text = MAP.replace("rings: rings", f"rings: {counted}")
    assert text != MAP or counted == "rings"
    found = both(tmp_path / "log.parquet", tmp_path, text)
    read = [{} if known.get(n, n) is None else {"rings": known.get(n, n)} for n in given]
    assert [row.counts for row in found] == read
    unread = [f"count rings\tvalue: {n}" for n in given if n is not None and known.get(n, n) is None]
    assert [row.unreadable for row in found if row.unreadable] == unread


def test_ids_whose_rows_are_doubled_are_found_among_many(tmp_path: Path) -> None:
    """The second row of an id, of 3,000, is at line 2,002."""
    ids = [*range(2_000), 77, *range(2_000, 2_999)]
    lines = [",".join(NAMES), *(f"{one},2026-07-06T10:00:00Z,email,,," for one in ids)]
    (tmp_path / "log.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    import duckdb

    with duckdb.connect() as connection:
        found = surveyed(make_log(connection, [tmp_path / "log.csv"], mapped(MAP), desk()[1], tmp_path))
    assert found.doubled is not None
    assert (found.doubled.count, found.doubled.row) == (1, 2_002)


@pytest.mark.parametrize("ending", [",", ",,,", ',""'])
def test_empty_cells_at_the_end_of_a_row_are_none(ending: str, tmp_path: Path) -> None:
    found = both(log(tmp_path, HEAD + ROW.rstrip() + ending + "\n" + ROW.replace("1,", "2,", 1)), tmp_path)
    assert [(row.contact, row.counts, row.rejected) for row in found] == [
        ("1", {"rings": 3}, None),
        ("2", {"rings": 3}, None),
    ]


def test_a_cell_too_many_is_refused_by_both(tmp_path: Path) -> None:
    path = log(tmp_path, HEAD + ROW.rstrip() + ",x\n")
    mapping, calendar = mapped(MAP), desk()[1]
    import duckdb

    with pytest.raises(LogRefused, match="row 2 has 7 cells, and the row of column names 6") as plain:
        list(read_log([path], mapping, calendar))
    with duckdb.connect() as connection, pytest.raises(LogRefused) as relation:
        surveyed(make_log(connection, [path], mapping, calendar, tmp_path))
    assert relation.value.findings == plain.value.findings


def of_times(folder: Path, came: Sequence[str], text: str = MAP) -> list[str | int | None]:
    """What both readers make of these arrivals: an instant, or why there is none."""
    rows = "".join(f'{n},"{at}",email,,,\n' for n, at in enumerate(came))
    found = both(log(folder, HEAD + rows), folder, text)
    return [row.rejected if row.arrives is None else row.arrives[0] for row in found]


OTHER = "arrives\tother form"


@pytest.mark.parametrize(
    "blanks",
    [
        ("2026-11-05  9:30", "2026-11-2  09:00", "2026-11-05 \t9:30", "2026-11-05 09:3 "),
        ("2026-11-2 ", "2026-11-2\n", "2026-11-2\t"),
        ("2026-11-05  9:30:00", "2026-11-2  09:00:00", "2026-11-05 09:30:0 "),
        ("2026-11-05T09:30:0 ", "2026-11-05T09:30: 0", "2026-11-05T 9:30:00"),
    ],
    ids=["minutes", "days", "seconds", "with a T"],
)
def test_a_blank_is_no_figure_of_a_time(blanks: Sequence[str], tmp_path: Path) -> None:
    """`strptime` of DuckDB would skip them."""
    found = of_times(tmp_path, [*blanks, "2026-11-05 09:30"])
    assert found == [*[OTHER] * len(blanks), 1_793_871_000_000_000]


@pytest.mark.parametrize(
    ("form", "whole", "short"),
    [
        ("%d%m%y", "051126", ("51126", "05116", "0511026", "5112026")),
        ("%Y%m%d", "20261105", ("2026115", "261105", "020261105")),
        ("%Y%m%d%H%M", "202611050000", ("20261105000", "2026110500000")),
        ("%H:%M %d%m%Y", "0:00 05112026", ("0:00 5112026", "0:00 051126")),
        ("%d%b%Y", "5Nov2026", ("5Nov26",)),
    ],
)
def test_figures_side_by_side_are_all_there(form: str, whole: str, short: Sequence[str], tmp_path: Path) -> None:
    """Where nothing stands between them, only how many they are tells where a month begins."""
    found = of_times(tmp_path, [whole, *short], f'{MAP}time format: "{form}"\n')
    assert found[0] == 1_793_836_800_000_000
    assert {str(one) for one in found[1:]} <= {OTHER, "arrives\tnumber"}


def test_no_year_is_0(tmp_path: Path) -> None:
    text = f'{MAP}time format: "%d/%m/%Y"\n'
    assert of_times(tmp_path, ["01/01/0000", "29/02/0000", "01/01/0001"], text) == [
        *["arrives\timpossible"] * 2,
        "arrives\tfar",
    ]


def table(path: Path, **columns: Any) -> Path:
    """A Parquet file with all columns of the mapping, in which these are as given."""
    import pyarrow as pa
    import pyarrow.parquet

    count = len(next(iter(columns.values())))
    given = {name: pa.nulls(count, pa.string()) for name in NAMES}
    given |= {"id": pa.array(map(str, range(count))), "came": pa.array(["2026-07-06T10:00:00Z"] * count)}
    pyarrow.parquet.write_table(pa.table(given | {"via": pa.array(["email"] * count)} | columns), path)
    return path


@pytest.mark.parametrize("zone", [None, "UTC"])
def test_parts_of_a_microsecond_are_cut_off(zone: str | None, tmp_path: Path) -> None:
    import pyarrow as pa

    winter = 1_793_871_000_000_000
    given = [winter * 1_000 + 999, winter * 1_000 + 1_999, -1, -1_999]
    came = pa.array(given, pa.int64()).cast(pa.timestamp("ns", zone))
    found = both(table(tmp_path / "log.parquet", came=came), tmp_path)
    assert [row.arrives for row in found] == [(at, at) for at in (winter, winter + 1, -1, -2)]


@pytest.mark.parametrize("kind", ["timestamp", "timestamp in UTC", "date"])
def test_times_beyond_all_years_are_far(kind: str, tmp_path: Path) -> None:
    import pyarrow as pa

    most, few = (2**31 - 1, 10**8) if kind == "date" else (2**63 - 1, 9 * 10**18)
    given = pa.array([most, few, -few, 1 - most], pa.int32() if kind == "date" else pa.int64())
    zone = "UTC" if kind.endswith("UTC") else None
    came = given.cast(pa.date32() if kind == "date" else pa.timestamp("us", zone))
    found = both(table(tmp_path / "log.parquet", came=came), tmp_path)
    assert [row.rejected for row in found] == ["arrives\tfar"] * 4


@pytest.mark.parametrize(
    ("cell", "channel"),
    [
        (' "email"', "email"),
        ('"email" ', "email"),
        (' "email"  ', "email"),
        ('"em\nail" ', "em ail"),
        (' "em, ail"', "em, ail"),
        (' "em""ail" ', 'em"ail'),
        ('"em" "ail"', "em ail"),
        # Two blanks, or a tab, before a quote make it one of the text.
        ('  "email"', '"email"'),
        ('\t"email"', '"email"'),
        ('em "ail"', 'em "ail"'),
    ],
)
def test_blanks_beside_the_quotes_of_a_cell(cell: str, channel: str, tmp_path: Path) -> None:
    for delimiter in (",", ";"):
        text = (HEAD + ROW.replace("email", "EMAIL")).replace(",", delimiter).replace("EMAIL", cell)
        if delimiter == "," or ", " not in cell:
            (row,) = both(log(tmp_path, text), tmp_path)
            assert (row.values.get("channel"), row.unreadable) == (
                ("email", None) if channel == "email" else (None, f"channel\tvalue: {channel}")
            )
    (row,) = both(log(tmp_path, HEAD.replace("via", ' "via" ') + ROW), tmp_path)
    assert row.values["channel"] == "email"


@pytest.mark.parametrize("cell", ['"email"x', '"email" x', '"email"\t', ' "email', '"email" "'])
def test_what_no_quotation_is(cell: str, tmp_path: Path) -> None:
    said = refused_by_both(log(tmp_path, HEAD + ROW.replace("email", cell)), tmp_path, MAP)
    assert said[0].startswith("T710 row 2 cannot be read")


def test_cells_drawn_with_blanks_and_quotes(tmp_path: Path) -> None:
    """What both read they read alike."""
    random = Random(5)
    parts = ('"', " ", "a", ",", "\n", '""', ' "', '" ', "b")
    judged = 0
    for _ in range(60):
        cell = "".join(random.choice(parts) for _ in range(random.randrange(1, 6)))
        cell = random.choice((cell, f' "{cell}" ', f'"{cell.replace(chr(34), chr(34) * 2)}" '))
        path = log(tmp_path, HEAD + ROW + ROW.replace("email", cell))
        try:
            list(read_log([path], mapped(MAP), desk()[1]))
        except LogRefused:
            refused_by_both(path, tmp_path, MAP)
        else:
            judged += len(both(path, tmp_path)) == 2
    assert judged > 10


def test_the_encoding_that_failed_is_no_remedy(tmp_path: Path) -> None:
    path = log(tmp_path, (HEAD + ROW).encode().replace(b"email", b"em\x81il"))
    with pytest.raises(LogRefused) as found:
        list(read_log([path], mapped(MAP + "encoding: windows-1252\n"), desk()[1]))
    (one,) = found.value.findings
    assert (one.code, one.help) == ("T712", "export it as UTF-8, and leave `encoding` out of the mapping")
    with pytest.raises(LogRefused) as found:
        list(read_log([path], mapped(MAP), desk()[1]))
    assert "such as `encoding: windows-1252`" in found.value.findings[0].help
