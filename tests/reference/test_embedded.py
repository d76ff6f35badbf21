"""The examples of the language reference that Python, a web page or a database runs, with what they print."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.cli.test_audit import LOG, MAPPING, POLICY
from tests.reference.page import blocks
from tests.targets.engines import ENGINES, opened

from troth.audit.mapping_read import read_mapping
from troth.audit.notes import read_notes
from troth.cli.main import main
from troth.project import build, load
from troth.targets.sql import MARK


@pytest.fixture(scope="module")
def polha(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of its checkers."""
    out = tmp_path_factory.mktemp("built")
    build([load(root / "policies" / "polha" / "polha.policy")], out)
    return out / "polha"


def example(page: str, kind: str) -> str:
    (found,) = (block.text for block in blocks(page) if block.info[:1] == (kind,))
    return found


def test_each_has_a_test_here(page: str) -> None:
    run = ["python", "html", "sql", "mapping", "notes", "changes", "audit"]
    assert [block.info[0] for block in blocks(page) if block.info[0] in run] == run


def test_in_python(page: str, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    text = example(page, "python")
    told = re.findall(r"^# (.*)$", text, re.MULTILINE)
    assert len(told) == text.count("print(") == 3
    monkeypatch.chdir(root)
    exec(compile(text, "grammar/README.md", "exec"), {})
    assert capsys.readouterr().out.splitlines() == told


@pytest.mark.database
def test_an_audit_in_python(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = example(page, "audit")
    for name, written in (("desk.policy", POLICY), ("mapping.yml", MAPPING), ("log.csv", LOG)):
        (tmp_path / name).write_text(written, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    exec(compile(text, "grammar/README.md", "exec"), {})
    assert capsys.readouterr().out.splitlines() == re.findall(r"^# (.*)$", text, re.MULTILINE)
    assert (tmp_path / "results.parquet").stat().st_size > 0


@pytest.mark.node
def test_on_a_web_page(page: str, polha: Path) -> None:
    text = example(page, "html")
    script = re.search(r'<script type="module">\n(.*)</script>', text, re.DOTALL)
    assert script is not None
    (polha / "page.mjs").write_text(script[1], encoding="utf-8")
    found = subprocess.run(["node", "page.mjs"], cwd=polha, check=True, capture_output=True, text=True).stdout
    told = re.findall(r"// (.*)", text)
    assert len(told) == 3
    assert [" ".join(line.split()) for line in found.replace("\n ", "").replace("\n}", " }").splitlines()] == [
        told[0],
        told[1],
        told[2].replace('"', "'"),
    ]


@pytest.mark.database
@pytest.mark.parametrize("name", ENGINES)
def test_in_a_database(name: str, page: str, polha: Path, tmp_path: Path) -> None:
    checker = (polha / "checker.sql").read_text(encoding="utf-8")
    insert, _, asked = example(page, "sql").partition("-- Then run")
    with opened(name, tmp_path) as database:
        database.run(checker)
        database.run(insert)
        database.run(checker[checker.index(MARK) :])
        selects = re.findall(r"^(SELECT .*;)\n-- (.*)$", asked, re.MULTILINE)
        assert len(selects) == 2
        for select, told in selects:
            (row,) = database.ask(select)
            assert " │ ".join(map(str, row.values())) == told


def test_a_mapping_and_reasons(page: str, root: Path) -> None:
    policy = load(root / "policies" / "polha" / "polha.policy").policy
    assert policy is not None
    mapping, found = read_mapping(example(page, "mapping"), "mapping.yml", policy)
    assert (mapping is None, found) == (False, ())
    notes, wrong = read_notes(example(page, "notes"), "notes.yml", [promise.id for promise in policy.promises()])
    assert (len(notes), wrong) == (1, ())


def test_what_changes(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = {"old.policy": POLICY, "new.policy": POLICY.replace("within 3", "within 4"), "mapping.yml": MAPPING}
    for name, text in {**files, "log.csv": LOG}.items():
        Path(name).write_text(text, encoding="utf-8")
    asked = ["audit", "old.policy", "new.policy", "log.csv", "--engine", "plain", "--as-of", "2026-06-30"]
    assert example(page, "changes") in CliRunner().invoke(main, asked).stdout
