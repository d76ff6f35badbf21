"""What lies in a build folder: what is damaged or cannot be run is a finding, what is no part of it is left alone."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.charter.by_python import leave_python_alone

from troth.charter.verify import verify
from troth.cli.main import main
from troth.diagnostics import Diagnostic

Changed = Callable[[Callable[[Path], None]], list[Diagnostic]]


@pytest.fixture
def changed(built: Path, tmp_path: Path) -> Changed:
    """Something done to a copy of the build of `demo`, and what is then found."""

    def found(change: Callable[[Path], None]) -> list[Diagnostic]:
        shutil.copytree(built, tmp_path / "build")
        leave_python_alone(tmp_path / "build")
        change(tmp_path / "build")
        return verify(tmp_path / "build" / "site", tmp_path / "build", lambda _: None, every=400)

    return found


def in_manifest(change: Callable[[dict[str, Any]], None]) -> Callable[[Path], None]:
    def edit(build: Path) -> None:
        data = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
        change(data["policies"])
        (build / "manifest.json").write_text(json.dumps(data), encoding="utf-8")

    return edit


def written(name: str, text: str) -> Callable[[Path], None]:
    def write(build: Path) -> None:
        (build / name).write_text(text, encoding="utf-8")

    return write


DAMAGES: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "no JSON": (written("manifest.json", "{"), "T807", "manifest.json is missing or damaged"),
    "a list": (written("manifest.json", "[]"), "T807", "manifest.json is missing or damaged"),
    "deep": (written("manifest.json", "[" * 100_000), "T807", "manifest.json is missing or damaged"),
    "an id that is a path": (
        in_manifest(lambda policies: policies.update({"../demo": policies.pop("demo")})),
        "T807",
        "manifest.json is missing or damaged",
    ),
    "an entry that is none": (
        in_manifest(lambda policies: policies.update(demo=3)),
        "T807",
        "what manifest.json says of `demo` is damaged",
    ),
    "promises that are none": (
        in_manifest(lambda policies: policies["demo"].update(promises=[{}])),
        "T807",
        "what manifest.json says of `demo` is damaged",
    ),
    "a promise more": (
        in_manifest(lambda policies: policies["demo"]["promises"].append("demo.email.forward")),
        "T801",
        "the promise `demo.email.forward` is built and not published",
    ),
    "a policy less": (
        in_manifest(lambda policies: policies.clear()),
        "T807",
        "the site publishes the policy `demo`, of which nothing is built",
    ),
    "no policy.json": (
        lambda build: (build / "demo/policy.json").unlink(),
        "T807",
        "`policy.json` is missing or damaged",
    ),
    "another policy.json": (
        written("demo/policy.json", '{"standards": []}'),
        "T807",
        "`policy.json` is missing or damaged",
    ),
    "no checker": (
        lambda build: (build / "demo/checker.py").unlink(),
        "T807",
        "the checker `checker.py` of `demo` is missing",
    ),
    "a checker that nothing runs": (
        written("demo/checker.rb", "puts 0"),
        "T809",
        "nothing here can run `checker.rb` of `demo`",
    ),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_build_is_a_finding(name: str, changed: Changed) -> None:
    change, code, message = DAMAGES[name]
    found = changed(change)
    assert [(one.code, message in one.message) for one in found] == [(code, True)]
    assert found[0].help


def test_the_calendar_taken_from_every_page(changed: Changed) -> None:
    """Nothing else is missing, and without it no deadline can be compared."""

    def without(build: Path) -> None:
        (build / "site/demo/working-days/index.html").unlink()
        for path in (build / "site").rglob("*.html"):
            text = re.sub(r'<div data-troth="calendar".*?</div>', "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
            path.write_text(re.sub(r"<table.*?</table>", "", text, flags=re.DOTALL), encoding="utf-8")

    messages = [one.message for one in changed(without) if one.code == "T801"]
    assert messages == ["the policy that was built has a calendar, and no page says which days count"]


def test_what_is_no_part_of_a_build_is_named_and_left_alone(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "build")
    leave_python_alone(tmp_path / "build")
    (tmp_path / "build" / "demo" / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "build" / "old").mkdir()
    result = CliRunner().invoke(
        main, ["verify", "--every", "400", str(tmp_path / "build" / "site"), str(tmp_path / "build")]
    )
    assert result.exit_code == 0, result.output
    for name in ("old", "demo/notes.txt"):
        assert f"build/{name} is no part of the build, and is left alone" in result.stderr
        assert (tmp_path / "build" / name).exists()


def test_only_some_kinds_are_run_where_that_is_said(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "build")
    (tmp_path / "build" / "demo" / "checker.rb").write_text("puts 0", encoding="utf-8")
    folders = [str(tmp_path / "build" / "site"), str(tmp_path / "build")]
    result = CliRunner().invoke(main, ["verify", "--only", "python", "--every", "400", *folders])
    assert (result.exit_code, result.stdout) == (0, "")
    assert "demo: checker.rb is not run, as --only says" in result.stderr
    result = CliRunner().invoke(main, ["verify", "--only", "ruby", *folders])
    assert result.exit_code == 2
    assert "there is no kind of checker `ruby`" in result.stderr
