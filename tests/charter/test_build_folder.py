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
from tests.charter.by_python import in_entries, leave_python_alone

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


def in_policy_json(change: Callable[[dict[str, Any]], None]) -> Callable[[Path], None]:
    """Another `policy.json`."""

    def edit(build: Path) -> None:
        path = build / "demo" / "policy.json"
        data = json.loads(path.read_text(encoding="utf-8"))
        change(data)
        path.write_text(json.dumps(data), encoding="utf-8")

    return edit


def in_both_manifests(change: Callable[[dict[str, Any]], None]) -> Callable[[Path], None]:
    return lambda build: in_entries(build, lambda _, entry: change(entry))


def other_years(build: Path) -> None:
    """In all that a build says, but for the calendar itself."""
    in_policy_json(lambda data: data.update(years=[2026, 2040]))(build)
    in_both_manifests(lambda entry: entry.update(years=[2026, 2040]))(build)


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
    "a part of policy.json that is none": (
        in_policy_json(lambda data: data.update(duties=5)),
        "T807",
        "`policy.json` is missing or damaged: its `duties` is not what stands there in a build",
    ),
    "a calendar that is none": (
        in_policy_json(lambda data: data.update(calendars=[5])),
        "T807",
        "its `calendars.0` is not what",
    ),
    "a calendar without a name": (
        in_policy_json(lambda data: data.update(calendars=[{"name": []}])),
        "T807",
        "its `calendars.0.name` is not what",
    ),
    "conditions that are none": (
        in_policy_json(lambda data: data["standards"][0]["promises"][0].update(only=5)),
        "T807",
        "its `standards.0.promises.0.only` is not what",
    ),
    "conditions of a standard that are none": (
        in_policy_json(lambda data: data["standards"][0]["promises"][0].update(who={"conditions": 5})),
        "T807",
        "its `standards.0.promises.0.who.conditions` is not what",
    ),
    "a holiday that is none": (
        in_policy_json(lambda data: data["calendar"]["holidays"].update(added=[{}])),
        "T807",
        "its `calendar.holidays.added.0.day` is not what",
    ),
    "an added holiday on another day": (
        in_policy_json(lambda data: data["calendar"]["holidays"]["added"][0].update(day="2026-12-24")),
        "T807",
        "the days of calendar office in `policy.json` are not all from one build: 2026-12-24 (Christmas)",
    ),
    "a dropped holiday that is there": (
        in_policy_json(lambda data: data["calendar"]["holidays"].update(added=[], dropped=["Christmas"])),
        "T807",
        "are not all from one build: 2026-12-25 (Christmas)",
    ),
    "a closure that is not closed": (
        in_policy_json(lambda data: data["calendar"]["closures"][0].update(day="2026-07-14")),
        "T807",
        "are not all from one build: 2026-07-14 (Works outing)",
    ),
    "years of policy.json": (other_years, "T807", "the `years` of `policy.json` are not those of its calendar"),
    "what a standard replaces": (
        in_policy_json(lambda data: data["standards"][0].update(replaces=["repairs"])),
        "T807",
        "`demo.email` replaces other standards in `policy.json` than its promises do",
    ),
    "years of the manifest": (
        in_manifest(lambda policies: policies["demo"].update(years=[2026, 2040])),
        "T807",
        "the manifest of `demo` has another `years` than `policy.json`",
    ),
    "another title in the manifest": (
        in_manifest(lambda policies: policies["demo"].update(title="Contact")),
        "T807",
        "the manifest of `demo` has another `title` than `policy.json`",
    ),
    "a promise less": (
        in_manifest(lambda policies: policies["demo"]["promises"].remove("demo.email.reply")),
        "T807",
        "the manifest of `demo` does not name the promise `demo.email.reply`",
    ),
    "no manifest of the policy": (
        written("demo/manifest.json", "x"),
        "T807",
        "the manifest of `demo` is missing or damaged",
    ),
    "a schema that is no JSON": (
        written("demo/answer.schema.json", "x"),
        "T807",
        "`answer.schema.json` of `demo` is missing, or is no JSON",
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


def test_a_standard_that_stands_twice(changed: Changed) -> None:
    found = changed(in_policy_json(lambda data: data["standards"].append(data["standards"][0])))
    assert {one.code for one in found} == {"T807"}
    assert found[0].message == "`demo.email` stands twice in `policy.json`"


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


def test_another_digest_is_said_and_is_no_finding(built: Path, tmp_path: Path) -> None:
    """What a file says is compared: whoever changes it can change its digest as well."""
    copy = tmp_path / "build"
    shutil.copytree(built, copy)
    in_manifest(lambda policies: policies["demo"]["files"].update({"checker.py": "0" * 64}))(copy)
    said: list[str] = []
    assert verify(copy / "site", copy, said.append, every=400, only=("python",)) == []
    assert any(
        line.endswith("checker.py was changed after it was built: the manifest has another SHA-256") for line in said
    )
