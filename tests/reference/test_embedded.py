"""The examples of the language reference that Python, a web page or a database runs, with what they print."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from tests.reference.page import blocks
from tests.targets.engines import ENGINES, opened

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
    run = ["python", "html", "sql"]
    assert [block.info[0] for block in blocks(page) if block.info[0] in run] == run


def test_in_python(page: str, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    text = example(page, "python")
    told = re.findall(r"^# (.*)$", text, re.MULTILINE)
    assert len(told) == text.count("print(") == 3
    monkeypatch.chdir(root)
    exec(compile(text, "grammar/README.md", "exec"), {})
    assert capsys.readouterr().out.splitlines() == told


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
