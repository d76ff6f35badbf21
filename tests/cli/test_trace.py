"""`troth trace`: the clauses of the sources against the policies; gaps, unknown locators and damaged tables fail."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from tests.cli.conftest import Troth

MEASURED = ("deadline", "limit")
# As the register of the five documents counts their clauses.
CLAUSES = {"best-practice": 10, "company-template": 29, "ips": 58, "ledcom": 12, "polha": 38}


def clauses(root: Path) -> list[tuple[str, str, str]]:
    """Policy, locator and kind of each row of the five tables."""
    found = []
    for policy in CLAUSES:
        with (root / "policies" / policy / "clauses.csv").open(encoding="utf-8", newline="") as file:
            found += [(policy, row["locator"], row["kind"]) for row in csv.DictReader(file)]
    return found


def standards(root: Path, policy: str) -> set[str]:
    """The names of a policy's standards, from its text."""
    text = (root / "policies" / policy / f"{policy}.policy").read_text(encoding="utf-8")
    return {f"{policy}.{name}" for name in re.findall(r"^standard (\S+)", text, re.MULTILINE)}


def test_every_clause_is_held_and_each_deadline_by_a_standard(root: Path, troth: Troth) -> None:
    result = troth("trace", "policies", "--format", "json")
    assert result.exit_code == 0
    data = json.loads(result.stdout)
    rows = data["rows"]
    assert result.stderr == f"147 of 147 clauses are held; {len(data['duties'])} duties\n"
    assert (data["covered"], data["clauses"], data["findings"]) == (147, 147, [])
    assert sorted((row["policy"], row["locator"], row["kind"]) for row in rows) == sorted(clauses(root))
    assert {policy: sum(row["policy"] == policy for row in rows) for policy in CLAUSES} == CLAUSES
    assert all(row["held"] and row["held_by"] for row in rows)
    measured = [row for row in rows if row["kind"] in MEASURED]
    assert len(measured) == 40
    for row in measured:
        known = standards(root, row["policy"])
        by_standard = [
            one for one in row["held_by"] if any(one == name or one.startswith(f"{name}.") for name in known)
        ]
        assert by_standard, row


def test_as_csv(root: Path, troth: Troth) -> None:
    result = troth("trace", "policies", "--format", "csv")
    assert result.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert sorted((row["policy"], row["locator"], row["kind"]) for row in rows) == sorted(clauses(root))
    assert {row["held"] for row in rows} == {"yes"}


def changed(copied: Path, old: str, new: str) -> Path:
    policy = copied / "polha" / "polha.policy"
    text = policy.read_text(encoding="utf-8")
    assert old in text
    policy.write_text(text.replace(old, new, 1), encoding="utf-8")
    return policy


@pytest.mark.parametrize(
    ("old", "new", "codes", "said"),
    [
        # A duty that loses its source leaves its clause to nobody.
        ('    source     "4.1 bullet 2"\n', "", ["T510"], "`4.1 bullet 2`"),
        # A deadline that only a text holds is not measured.
        ('    source     "4.9"\n', "", ["T510"], "`4.9`"),
        ('    source "1.1"\n', '    source "1.1", "4.9"\n', [], ""),
        ('    source "1.1"\n', '    source "1.2"\n', ["T510", "T512"], "did you mean `1.1`?"),
        ('        source "4.1 bullet 1"\n', '        source "4.1 bulet 1"\n', ["T510", "T512"], "`4.1 bullet 1`?"),
    ],
)
def test_gaps_and_unknown_locators(old: str, new: str, codes: list[str], said: str, copied: Path, troth: Troth) -> None:
    policy = changed(copied, old, new)
    result = troth("trace", policy, "--format", "json")
    assert result.exit_code == (1 if codes else 0)
    data = json.loads(result.stdout)
    assert sorted(one["code"] for one in data["findings"]) == codes
    assert said in result.stdout
    gaps = [row["held"] for row in data["rows"]]
    assert gaps == sorted(gaps)  # gaps first
    assert data["covered"] == gaps.count(True) == 38 - gaps.count(False)
    assert said in troth("trace", policy).stdout


def test_a_deadline_that_only_a_text_holds_is_a_gap(copied: Path, troth: Troth) -> None:
    policy = changed(copied, '    source     "4.9"\n', "")
    text = policy.read_text(encoding="utf-8").replace('source "1.1"\n', 'source "1.1", "4.9"\n')
    policy.write_text(text, encoding="utf-8")
    result = troth("trace", policy, "--format", "json")
    assert result.exit_code == 1
    (finding,) = json.loads(result.stdout)["findings"]
    assert (finding["code"], "`4.9`" in finding["message"]) == ("T511", True)


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        (lambda text: "", 1),
        (lambda text: text.replace("locator,kind,what", "locator;kind;what"), 1),
        (lambda text: text.replace("locator,kind,what", "where,kind,what"), 1),
        (lambda text: text + "7.1,duty\n", 40),
        (lambda text: text + "7.1,duty,a,b\n", 40),
        (lambda text: text + '7.1,duty,"never closed\n', 40),
        (lambda text: text + "1.1,duty,again\n", 40),
        (lambda text: text + f"7.1,duty,{'x' * 200_000}\n", 40),
        (lambda text: text.replace("\n", "\r", 5), 2),
    ],
    ids=["empty", "semicolons", "header", "short", "long", "quote", "twice", "huge", "returns"],
)  # fmt: skip
def test_a_damaged_table(damage: object, line: int, copied: Path, troth: Troth) -> None:
    table = copied / "polha" / "clauses.csv"
    assert callable(damage)
    table.write_text(damage(table.read_text(encoding="utf-8")), encoding="utf-8", newline="")
    result = troth("trace", copied / "polha")
    if line == 2:  # a lone carriage return ends a line as well
        assert result.exit_code == 0
        return
    assert result.exit_code == 1
    assert "clauses.csv" in result.stdout
    assert f"clauses.csv:{line}:" in result.stdout


def test_a_byte_order_mark_and_windows_line_ends_are_read(copied: Path, troth: Troth) -> None:
    table = copied / "polha" / "clauses.csv"
    table.write_bytes(b"\xef\xbb\xbf" + table.read_bytes().replace(b"\n", b"\r\n"))
    assert troth("trace", copied / "polha").exit_code == 0


@pytest.mark.parametrize("content", [None, b"locator,kind,what\n1.1,duty,caf\xe9\n"])
def test_an_unreadable_table_is_wrong_use(content: bytes | None, copied: Path, troth: Troth) -> None:
    table = copied / "polha" / "clauses.csv"
    table.unlink()
    if content is not None:
        table.write_bytes(content)
    result = troth("trace", copied / "polha")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "clauses.csv" in result.stderr


def test_another_table(copied: Path, troth: Troth, tmp_path: Path) -> None:
    table = tmp_path / "other.csv"
    table.write_text("locator,kind,what\n4.9,deadline,Same day\n", encoding="utf-8")
    result = troth("trace", copied / "polha", "--clauses", table, "--format", "json")
    data = json.loads(result.stdout)
    assert (result.exit_code, data["covered"], data["clauses"]) == (1, 1, 1)
    assert {one["code"] for one in data["findings"]} == {"T512"}  # all the other locators are not in that table
