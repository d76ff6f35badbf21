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
    "name", ["k[1]", "k*", "k?", "k[!a]", "a\\*b", "d[1]*/log", "channel=phone/log", "via=phone/id=7/log"]
)
@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
def test_a_file_is_the_one_of_that_name(name: str, suffix: str, tmp_path: Path) -> None:
    """Whatever DuckDB would take it for: a pattern, or columns that a folder names."""
    import pyarrow as pa

    path = tmp_path / f"{name}{suffix}"
    path.parent.mkdir(parents=True, exist_ok=True)
    # Its neighbours are what a pattern means.
    for one, id_ in ((name, "1"), ("k1", "8"), ("kx", "9"), ("a\\xb", "9")):
        match suffix:
            case ".csv":
                log(tmp_path, HEAD + id_ + ROW[1:], f"{one}.csv")
            case ".jsonl":
                log(tmp_path, JSON.replace('"1"', f'"{id_}"'), f"{one}.jsonl")
            case _:
                table(tmp_path / f"{one}.parquet", id=pa.array([id_]))
    found = both(path, tmp_path)
    assert [(row.contact, row.values["channel"]) for row in found] == [("1", "email")]


JSON = '{"id": "1", "came": "2026-01-05", "via": "email", "done": "", "big": "", "rings": 1}'


def test_a_scratch_folder_may_be_called_anything(tmp_path: Path) -> None:
    for id_, name in (("8", "out1"), ("1", "out[1]")):
        (tmp_path / name).mkdir()
        path = log(tmp_path, HEAD + id_ + ROW[1:])
        (row,) = compared([path], mapped(MAP), desk()[1], tmp_path / name)
        assert row.contact == id_


@pytest.mark.parametrize("other", [("DONE", "Via", "ID"), ("file_row_number",), ("File_Row_Number", "via_1", "VIA")])
def test_columns_that_differ_in_capitals_alone(other: Sequence[str], tmp_path: Path) -> None:
    """And one of the name that DuckDB gives to a row's number."""
    import pyarrow as pa
    import pyarrow.parquet

    came, nothing = ["2026-07-06T10:00:00Z", "2026-07-07T10:00:00Z"], pa.nulls(2, pa.string())
    given: dict[str, Any] = dict.fromkeys(other, pa.array([5, 6])) | dict.fromkeys(NAMES, nothing)
    given |= {"id": pa.array(["1", "2"]), "came": pa.array(came), "via": pa.array(["email"] * 2)}
    for number, names in enumerate([list(given), [*NAMES, *other]]):
        path = tmp_path / f"{number}.parquet"
        pyarrow.parquet.write_table(pa.table({name: given[name] for name in names} | {"done": pa.array(came)}), path)
        found = both(path, tmp_path)
        assert [(row.contact, row.row, row.values["channel"], len(row.events)) for row in found] == [
            ("1", 1, "email", 1),
            ("2", 2, "email", 1),
        ]


def columns_of_numbers() -> dict[str, tuple[Any, list[str]]]:
    """Columns of ids, and the texts that both readers take them for."""
    from datetime import time
    from decimal import Decimal

    import pyarrow as pa

    return {
        "int64": (pa.array([7, -1]), ["7", "-1"]),
        "bool": (pa.array([True, False]), ["true", "false"]),
        "date32": (pa.array([date(2026, 1, 5), None]), ["2026-01-05"]),
        "double": (pa.array([1e16, 1e-7, 1.5]), ["1e+16", "1e-07", "1.5"]),
        "float": (pa.array([16777216, 0.5, 0.1], pa.float32()), ["16777216.0", "0.5", "0.10000000149011612"]),
        "decimal128": (pa.array([Decimal("3.50"), Decimal("0")], pa.decimal128(30, 8)), ["3.50000000", "0.00000000"]),
        "decimal256": (pa.array([Decimal("3.50"), Decimal("7")], pa.decimal256(40, 2)), ["3.50", "7.00"]),
        "binary": (pa.array(["é".encode(), b"a", b"\xff"]), ["é", "a", "\ufffd"]),
        "fixed binary": (pa.array([b"ab"], pa.binary(2)), ["ab"]),
        "time": (pa.array([time(1, 2, 3, 500_000)]), ["01:02:03.500000"]),
        "list": (pa.array([[1, 2]]), ["[1, 2]"]),
        "dictionary": (pa.array(["é", "a", "é"]).dictionary_encode(), ["é", "a", "é"]),
    }


@pytest.mark.parametrize("kind", ["int64", "bool", "date32", "double", "float", "decimal128", "decimal256", "binary"])
def test_ids_that_are_no_texts(kind: str, tmp_path: Path) -> None:
    ids, texts = columns_of_numbers()[kind]
    assert [row.contact for row in both(table(tmp_path / "log.parquet", id=ids), tmp_path) if row.contact] == texts


@pytest.mark.parametrize("kind", ["fixed binary", "time", "list", "dictionary"])
def test_ids_of_odd_types(kind: str, tmp_path: Path) -> None:
    ids, texts = columns_of_numbers()[kind]
    assert [row.contact for row in both(table(tmp_path / "log.parquet", id=ids), tmp_path)] == texts


def test_a_parquet_with_text_that_is_none(tmp_path: Path) -> None:
    import pyarrow as pa

    broken = pa.Array.from_buffers(pa.string(), 1, pa.array([b"\xff\xfe"], pa.binary()).buffers())
    said = refused_by_both(table(tmp_path / "log.parquet", id=broken), tmp_path, MAP)
    assert said[0].startswith("T710 the file is damaged after row 0")


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


RETURN = "\r\n"


@pytest.mark.parametrize(
    "text",
    [
        HEAD.replace("\n", RETURN) + ROW + ROW,
        HEAD + ROW.replace("\n", RETURN) * 2,
        (HEAD + ROW).replace("\n", RETURN) + ROW,
        HEAD + ROW + ROW.rstrip() + RETURN,
        HEAD + RETURN + "\n" + ROW + "\n" + ROW.replace("email", f'"e{RETURN}mail"').rstrip() + RETURN,
    ],
    ids=["header", "rows", "last of rows", "last", "in a cell"],
)
def test_line_ends_of_two_kinds(text: str, tmp_path: Path) -> None:
    found = both(log(tmp_path, text), tmp_path)
    assert [(row.row, row.contact, row.rejected) for row in found] == [(2, "1", None), (3, "1", None)]
    lines = f"{JSON}{RETURN}\n{JSON}\n[]{RETURN}{JSON}"
    assert [row.row for row in both(log(tmp_path, lines, "log.jsonl"), tmp_path)] == [1, 3, 4, 5]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *(("1e16", "10000000000000000.0"), ("1e22", "1e22"), ("0.00001", "0.00001"), ("1e-7", "1e-7"), ("1.50", "1.5")),
        *(("1e400", "1e400"), ("-0", "0"), ("-0.0", "-0.0"), ("123456789012345678901", "123456789012345678901")),
        *(
            ("NaN", "NaN"),
            ("nan", "nan"),
            ("-inf", "-inf"),
            ('"\\ud83d\\ude00"', "\U0001f600"),
            ('"a,}nan",', "a,}nan"),
        ),
        *(("7,", "7"), ('7, "id": 8', "7"), ("[1,]", "[…]"), ("{}", "{…}")),
        *(
            ('"\\ud800"', None),
            ('"a\\uDFFFb"', None),
            ('"\x01"', None),
            ("[,]", None),
            ("7,,", None),
            ("+1", None),
            ("01", None),
        ),
    ],
)
def test_values_of_json(value: str, text: str | None, tmp_path: Path) -> None:
    """Half of a character that is written as two is no text, and its line no row."""
    rest = JSON.partition(",")[2]
    line = f'{{{rest[:-1]}, "id": {value}}}'
    (_, row) = both(log(tmp_path, f"{JSON}\n{line}\n", "log.jsonl"), tmp_path)
    assert (row.contact, row.rejected) == (text, "line\tno row" if text is None else None)


def test_control_characters_between_values_of_json(tmp_path: Path) -> None:
    found = both(log(tmp_path, f"{JSON}\n{JSON}\x01\n\x02{JSON}\n", "log.jsonl"), tmp_path)
    assert [row.rejected for row in found] == [None, "line\tno row", "line\tno row"]


def test_lines_that_end_in_a_carriage_return_alone(tmp_path: Path) -> None:
    path = log(tmp_path, f"{JSON}\r{JSON}\r", "log.jsonl")
    assert refused_by_both(path, tmp_path, MAP) == ["T710 a carriage return stands in the first line"]


def test_counts_of_json(tmp_path: Path) -> None:
    lines = [JSON.replace("1}", f"{count}}}") for count in ("-0", "3.0", "-0.0", "1e0", "2,")]
    found = both(log(tmp_path, "\n".join(lines), "log.jsonl"), tmp_path)
    assert [row.counts.get("rings") for row in found] == [0, 3, None, 1, 2]


def test_a_key_leads_into_no_list(tmp_path: Path) -> None:
    lines = [JSON.replace('"1"', value) for value in ('{"0": "7"}', '["8"]', '"9"', "null")]
    found = both(log(tmp_path, "\n".join(lines), "log.jsonl"), tmp_path, MAP.replace("contact: id", "contact: id.0"))
    assert [row.contact for row in found] == ["7", None, None, None]


def test_a_single_column_with_empty_lines(tmp_path: Path) -> None:
    text = MAP.partition("arrives")[0] + "arrives: id\nchannel: {always: email}\nkind: {always: enquiry}\n"
    path = log(tmp_path, '\nid\n\n2026-01-05\n""\n \n\n2026-01-06\n\n')
    found = both(path, tmp_path, text + "priority: {always: high}\ncustomer type: {always: household}\n")
    assert [(row.row, row.contact) for row in found] == [(2, "2026-01-05"), (3, None), (4, None), (5, "2026-01-06")]


def test_a_long_line_is_measured_in_characters(tmp_path: Path) -> None:
    snow = "\u2603"
    for count, name in ((1_200_000, "log.csv"), (1_200_000, "log.jsonl")):
        text = HEAD + ROW.replace("email", snow * count)
        if name.endswith(".jsonl"):
            text = JSON.replace("email", snow * count)
        (row,) = both(log(tmp_path, text, name), tmp_path)
        assert row.unreadable == f"channel\tvalue: {snow * 60}"
    path = log(tmp_path, HEAD + ROW.replace("email", snow * 2_000_001))
    assert refused_by_both(path, tmp_path, MAP) == ["T710 line 2 has more than 2,000,000 characters"]


def packed(rows: int) -> bytes:
    import gzip

    random = Random(1)
    lines = (f"{random.random()}-{number},2026-01-05 10:00,email,,no,3\n" for number in range(rows))
    return gzip.compress((HEAD + "".join(lines)).encode())


@pytest.mark.parametrize("rows", [1, 20_000])
@pytest.mark.parametrize("damage", ["cut short", "at the end", "none", "inside", "its sum", "its head"])
def test_a_packed_file_that_is_damaged(damage: str, rows: int, tmp_path: Path) -> None:
    """It is named; no disk is said to be full."""
    data = bytearray(packed(rows))
    match damage:
        case "cut short":
            del data[len(data) // 2 :]
        case "at the end":
            del data[-4:]
        case "none":
            data = bytearray((HEAD + ROW).encode())
        case "inside":
            data[len(data) // 3 : len(data) // 3 + 9] = b"\xaa" * 9
        case "its sum":
            data[-8] ^= 255
        case _:
            del data[5:]
    said = refused_by_both(log(tmp_path, bytes(data), "log.csv.gz"), tmp_path, MAP)
    assert said[0].startswith("T710 the file is damaged: ") or damage == "inside"
    assert said[0].startswith("T7")


def test_the_encoding_that_failed_is_no_remedy(tmp_path: Path) -> None:
    path = log(tmp_path, (HEAD + ROW).encode().replace(b"email", b"em\x81il"))
    with pytest.raises(LogRefused) as found:
        list(read_log([path], mapped(MAP + "encoding: windows-1252\n"), desk()[1]))
    (one,) = found.value.findings
    assert (one.code, one.help) == ("T712", "export it as UTF-8, and leave `encoding` out of the mapping")
    with pytest.raises(LogRefused) as found:
        list(read_log([path], mapped(MAP), desk()[1]))
    assert "such as `encoding: windows-1252`" in found.value.findings[0].help
