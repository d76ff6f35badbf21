# ruff: noqa: E501 (messages are compared whole)
"""What a log is refused for, and what is said of one that is read: code, place, message and remedy, by hand."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from tests.audit.reading import desk, read

from troth.audit.read_files import find_logs
from troth.audit.read_plain import contact_data
from troth.audit.read_text import LogRefused

MAP = """time zone: Europe/London
contact: id
arrives: came
channel: via
kind: {always: enquiry}
priority: {always: high}
customer type: {always: household}
events: {replied: done}
facts: {major: big}
counts: {rings: rings}
"""
HEAD = "id,came,via,done,big,rings\n"
ROW = "1,2026-01-05 10:00,email,2026-01-06 11:00,no,3\n"


def log(tmp_path: Path, text: str | bytes, name: str = "log.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def said(tmp_path: Path, text: str, mapping: str = MAP) -> list[tuple[str, int, str, str]]:
    _, found = read(mapping, log(tmp_path, text))
    return [(one.code, one.span.start.line, one.message, one.help) for one in found]


def test_a_sound_log(tmp_path: Path) -> None:
    rows, found = read(MAP, log(tmp_path, HEAD + ROW))
    assert found == ()
    assert (rows[0].contact, rows[0].row) == ("1", 2)
    assert contact_data(rows[0], desk()[1]) == {
        "channel": "email",
        "kind": "enquiry",
        "priority": "high",
        "customer type": "household",
        "arrives": "2026-01-05T10:00:00+00:00",
        "events": {"replied": ["2026-01-06T11:00:00+00:00"]},
        "facts": {"major": "no", "rings": "3"},
    }


def test_day_and_month_are_never_guessed(tmp_path: Path) -> None:
    either = "1,03/04/2026 10:00,email,,,\n2,05/06/2026 10:00,email,,,\n"
    assert said(tmp_path, HEAD + either) == [
        (
            "T714",
            2,
            "the day and the month of `came` cannot be told apart: `03/04/2026 10:00` in row 2 and `05/06/2026 10:00` in row 3",
            'say in the mapping which is first: `time format: "%d/%m/%Y %H:%M"` or `time format: "%m/%d/%Y %H:%M"`',
        )
    ]
    # One order fits all: it is proposed, and still not taken.
    assert said(tmp_path, HEAD + either + "3,25/06/2026 10:00,email,,,\n") == [
        (
            "T714",
            2,
            "the day and the month of `came` cannot be told apart: `03/04/2026 10:00` in row 2 and `25/06/2026 10:00` in row 4",
            'if the day is first, as `25/06/2026 10:00` in row 4 has it, say so in the mapping: `time format: "%d/%m/%Y %H:%M"`',
        )
    ]
    month = said(tmp_path, HEAD + "1,3/4/26 9:05:01 PM,email,,,\n2,3/25/26 9:05:01 PM,email,,,\n")
    assert month[0][0] == "T714"
    assert '`time format: "%m/%d/%y %I:%M:%S %p"`' in month[0][3]


@pytest.mark.parametrize(
    ("rows", "mapping", "message"),
    [
        (
            "1,25/04/2026,email,,,\n2,04/26/2026,email,,,\n",
            MAP,
            "`came` has times of two forms: `25/04/2026` in row 2, and `04/26/2026` in row 3",
        ),
        (
            "1,2026-04-25,email,,,\n2,03/04/2026,email,,,\n",
            MAP,
            "`came` has times of two forms: `2026-04-25` in row 2, and `03/04/2026` in row 3",
        ),
        (
            "1,25/04/2026,email,,,\n2,2026-04-26,email,,,\n",
            MAP + 'time format: "%d/%m/%Y"\n',
            "`came` has times of two forms: `2026-04-26` in row 3, and `25/04/2026` in row 2",
        ),
        (
            "1,25/04/2026,email,,,\n2,04/26/2026,email,,,\n",
            MAP + 'time format: "%d/%m/%Y"\n',
            "`came` has times of two forms: `04/26/2026` in row 3, and `25/04/2026` in row 2",
        ),
    ],
)
def test_two_forms_in_one_column(rows: str, mapping: str, message: str, tmp_path: Path) -> None:
    found = said(tmp_path, HEAD + rows, mapping)
    assert [(code, text) for code, _, text, _ in found] == [("T715", message)]


def test_times_without_zone(tmp_path: Path) -> None:
    mapping = MAP.replace("time zone: Europe/London\n", "")
    assert said(tmp_path, HEAD + "1,2026-01-05Z,email,,,\n" + ROW.replace("1,", "2,", 1), mapping)[1][:3] == (
        "T716",
        3,
        "`came` has times without an offset, and the mapping names no time zone: `2026-01-05 10:00` in row 3",
    )
    # A date needs no zone, nor does a time with its offset.
    assert said(tmp_path, HEAD + "1,2026-01-05,email,2026-01-06T10:00Z,,\n", mapping) == []


def test_what_is_not_known(tmp_path: Path) -> None:
    text = HEAD + (
        "1,2026-01-05 10:00,inbox,2026-03-29 01:30,perhaps,many\n"
        "2,2026-01-05 10:00,inbox,2026-02-30 10:00,no,none\n"
        "3,2026-01-05 10:00,fax machine,soon,YES,3\n"
    )
    rows, found = read(MAP, log(tmp_path, text))
    assert [(one.code, one.span.start.line, one.message) for one in found] == [
        ("T717", 2, "`replied` is not known of 1 contact: the clocks skipped it"),
        ("T718", 2, "`channel` has values that mean nothing to the policy: `inbox` (2), `fax machine` (1)"),
        ("T718", 2, "`major` has values that mean nothing to the policy: `perhaps` (1)"),
        ("T718", 2, "`rings` has values that mean nothing to the policy: `many` (1)"),
        ("T717", 3, "`replied` is not known of 1 contact: there is no such date"),
        ("T717", 4, "`replied` is not known of 1 contact: it is not a time as it is given here"),
    ]
    assert [row.values.get("channel") for row in rows] == [None] * 3
    assert [row.facts for row in rows] == [{}, {"major": False}, {"major": True}]
    assert [row.counts for row in rows] == [{}, {"rings": -1}, {"rings": 3}]
    assert (
        rows[0].unreadable
        == "channel\tvalue: inbox\ncount rings\tvalue: many\nevent replied\tgap\nfact major\tvalue: perhaps"
    )


def test_what_is_rejected_and_noted(tmp_path: Path) -> None:
    text = HEAD + (
        ROW
        + ",2026-01-05 10:00,email,,,\n"
        + "3,,email,,,\n"
        + "4,2026-10-25 01:30,email,,,\n"
        + "5,2026-01-05 10:00,email,2026-01-05 09:59,,\n"
        + "\n"
        + ROW
    )
    rows, found = read(MAP, log(tmp_path, text))
    assert [row.rejected for row in rows] == [None, "contact\tmissing", "arrives\tmissing", "arrives\tfold", None, None]
    assert [(one.code, one.span.start.line, one.message) for one in found] == [
        ("T719", 3, "1 row is rejected: the id is missing"),
        ("T719", 4, "1 row is rejected: the arrival is missing"),
        ("T719", 5, "1 row is rejected: the arrival cannot be read: the clocks showed it twice"),
        ("T721", 6, "`replied` lies before the arrival of 1 contact"),
        ("T720", 7, "1 id stands in more than one row"),
    ]


def test_an_event_at_the_arrival_is_not_before_it(tmp_path: Path) -> None:
    assert said(tmp_path, HEAD + "1,2026-01-05 10:00,email,2026-01-05 10:00,,\n") == []
    # A reply on the day of the arrival, whose time is not known.
    assert said(tmp_path, HEAD + "1,2026-01-05 10:00,email,2026-01-05,,\n") == []
    assert [code for code, *_ in said(tmp_path, HEAD + "1,2026-01-05 10:00,email,2026-01-04,,\n")] == ["T721"]


def test_a_long_log(tmp_path: Path) -> None:
    mapping = MAP.replace("events: {replied: done}\nfacts: {major: big}\ncounts: {rings: rings}\n", "") + (
        "event: {column: what, values: {sent: replied, Done: resolved, read: no}}\nat: when\n"
    )
    text = (
        "id,came,via,what,when\n"
        "1,2026-01-05 10:00,,read,2026-01-05 10:30\n"
        "1,2026-01-05 10:00,email,sent,2026-01-07 10:00\n"
        "1,,email,SENT,2026-01-06 10:00\n"
        "1,,,sent,2026-01-06 10:00\n"
        "2,2026-01-05 10:00,email,sent,2026-02-30\n"
        "2,2026-01-05 10:00,phone,done,\n"
        "3,2026-01-05 10:00,email,shelved,2026-01-06 10:00\n"
        "4,2026-01-05 10:00,email,read,2026-01-06 10:00\n"
        "4,2026-01-05 10:01,email,read,2026-01-06 10:00\n"
        ",2026-01-05 10:00,email,read,2026-01-06 10:00\n"
    )
    rows, found = read(mapping, log(tmp_path, text))
    by_id = {row.contact: row for row in rows}
    noon = 1_767_693_600_000_000  # 2026-01-06 10:00 UTC
    assert by_id["1"].events == {"replied": [(noon, noon), (noon + 86_400_000_000,) * 2]}
    assert (by_id["1"].values["channel"], by_id["1"].row) == ("email", 2)
    assert by_id["1"].noted == "event replied\ttwice"
    assert by_id["2"].unreadable == "channel\ttwo values\nevent replied\timpossible\nevent resolved\tmissing"
    assert by_id["3"].unreadable == "event\tvalue: shelved"
    assert by_id["4"].rejected == "arrives\ttwo values"
    assert by_id[None].rejected == "contact\tmissing"
    assert {one.code for one in found} == {"T717", "T718", "T719", "T720", "T722"}
    with_others = mapping.replace("read: no}}", "read: no}, others: no}")
    assert {row.contact: row.unreadable for row in read(with_others, log(tmp_path, text))[0]}["3"] is None


REFUSED: dict[str, tuple[bytes, str, int, str]] = {
    "empty": (b"", "T711", 1, "the file is empty"),
    "blank": (b"\n\n", "T711", 1, "the file has no row of column names"),
    "too few cells": ((HEAD + "1,2\n").encode(), "T710", 2, "row 2 has 2 cells, and the row of column names 6"),
    "quote not closed": ((HEAD + '1,"2026\n').encode(), "T710", 2, "row 2 cannot be read: unexpected end of data"),
    "not utf-8": (
        (HEAD + ROW + ROW).encode() + b"3,\xe9,,,,\n",
        "T712",
        4,
        "line 4 holds a byte that is no UTF-8: 0xe9",
    ),
    "utf-16": ((HEAD + ROW).encode("utf-16"), "T712", 1, "the file begins as UTF-16 does"),
    "zeros": (b"a,b\0\n", "T712", 1, "the file holds bytes that no text in UTF-8 holds"),
    "no such column": (HEAD.replace("came", "kame").encode() + ROW.encode(), "T706", 3, "has no column `came`"),
    "two of a name": (HEAD.replace("big", "came").encode() + ROW.encode(), "T723", 1, "has 2 columns called `came`"),
    "merged": (
        b"Tickets,,,,,\n" + HEAD.encode(),
        "T723",
        1,
        "names no column `id`, `came`, `via`, `done`, `big` or `rings`, and its cell 2 is empty",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read(name: str, tmp_path: Path) -> None:
    data, code, line, message = REFUSED[name]
    with pytest.raises(LogRefused) as caught:
        read(MAP, log(tmp_path, data))
    finding = caught.value.findings[0]
    assert (finding.code, finding.span.start.line) == (code, line)
    assert message in finding.message
    assert finding.help


def test_a_line_of_200_megabytes_is_refused_in_bounded_memory(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "log.csv.gz"
    with gzip.open(path, "wb", 1) as file:
        file.write(HEAD.encode() + b'1,"')
        for _ in range(200):
            file.write(b"x" * 1_000_000)
    tracemalloc.start()
    with pytest.raises(LogRefused, match="T710 line 2 has more than 2,000,000 characters"):
        read(MAP, path)
    assert tracemalloc.get_traced_memory()[1] < 30_000_000
    tracemalloc.stop()


def test_several_files(tmp_path: Path) -> None:
    first = log(tmp_path, HEAD + ROW, "a.csv")
    second = log(tmp_path, (HEAD + ROW.replace("1,", "2,", 1)).replace(",", ";"), "b.csv")
    log(tmp_path, HEAD, "c.csv")
    assert find_logs([str(tmp_path / "*.csv"), first]) == (first, second, tmp_path / "c.csv")
    rows, found = read(MAP, *find_logs([str(tmp_path / "*.csv")]))
    assert [(row.contact, Path(row.file).name) for row in rows] == [("1", "a.csv"), ("2", "b.csv")]
    assert found == ()
    with pytest.raises(LogRefused, match="T710 no file is called like"):
        find_logs([str(tmp_path / "*.tsv")])
    with pytest.raises(LogRefused, match="T710 there is no file"):
        find_logs(["nowhere.csv"])
    with pytest.raises(LogRefused, match="is of no form that is known"):
        read(MAP, log(tmp_path, "x", "log.ods"))


def test_another_encoding_is_named(tmp_path: Path) -> None:
    text = (HEAD + ROW).replace("email", "phoné").encode("cp1252")
    rows, _ = read(MAP + "encoding: windows-1252\n", log(tmp_path, text))
    assert rows[0].unreadable == "channel\tvalue: phoné"
    assert read(MAP, log(tmp_path, "\ufeff" + HEAD + ROW))[1] == ()


def test_json_lines(tmp_path: Path) -> None:
    mapping = MAP.replace("arrives: came", "arrives: times.came").replace("done", "times.done")
    text = (
        '{"id": 1, "times": {"came": "2026-01-05T10:00Z", "done": null}, "via": "email", "big": false, "rings": 3}\n'
        "\n{broken\n[1]\n"
        '{"id": "2", "times": {"came": "2026-01-05T10:00Z", "done": "2026-01-06T10:00Z"}, "via": {"a": 1}}\n'
    )
    rows, found = read(mapping, log(tmp_path, text, "log.jsonl"))
    assert [(row.row, row.contact, row.rejected) for row in rows] == [
        (1, "1", None),
        (3, None, "line\tno row"),
        (4, None, "line\tno row"),
        (5, "2", None),
    ]
    assert (rows[0].facts, rows[0].counts, rows[0].events) == ({"major": False}, {"rings": 3}, {})
    assert rows[3].unreadable == "channel\tvalue: {…}"
    assert [one.code for one in found] == ["T719", "T718"]
