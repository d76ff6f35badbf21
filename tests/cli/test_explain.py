"""`troth explain`: the page of a finding, by its code or name, for a reader, a terminal or a program."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Troth

from troth.charter.findings import finding_pages
from troth.diagnostics import CATALOGUE

WRONG = "standard email\n    for emial\n    must reply within 3 working days\n"


@pytest.mark.parametrize("said", ["T203", "t203", " T203 ", "ambiguous-count", "Ambiguous-Count", "ambiguous count"])
def test_the_page_as_it_is_written(said: str, troth: Troth, root: Path) -> None:
    result = troth("explain", said)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (root / "grammar" / "findings" / "T203.md").read_text(encoding="utf-8")


def test_every_code_and_every_name_is_known(troth: Troth) -> None:
    for code, (name, _) in CATALOGUE.items():
        by_code, by_name = troth("explain", code), troth("explain", name)
        assert by_code.exit_code == 0, code
        assert by_code.stdout == by_name.stdout
        assert by_code.stdout.startswith(f"# {code}: ")


@pytest.mark.parametrize(
    ("said", "help_"),
    [
        ("ambigous-count", "did you mean T203, `ambiguous-count`?"),
        ("T2O3", "did you mean T203, `ambiguous-count`?"),
        ("counting", "`troth explain --list` lists every finding"),
        ("", "`troth explain --list` lists every finding"),
        ("../T203", "`troth explain --list` lists every finding"),
    ],
)
def test_an_unknown_one_is_wrong_use(said: str, help_: str, troth: Troth) -> None:
    result = troth("explain", said)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"error: there is no finding `{said}`\n  help: {help_}\n"


@pytest.mark.parametrize("arguments", [(), ("T203", "--list")])
def test_one_or_all(arguments: tuple[str, ...], troth: Troth) -> None:
    result = troth("explain", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")


def test_a_code_that_has_no_page(troth: Troth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CATALOGUE, "T999", ("not-written", CATALOGUE["T203"][1]))
    result = troth("explain", "not-written")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "T999" in result.stderr
    assert "T999" not in troth("explain", "--list").stdout


def test_the_list_is_a_line_for_each(troth: Troth) -> None:
    result = troth("explain", "--list")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = [line.split(maxsplit=3) for line in result.stdout.splitlines()]
    assert [(code, name, severity) for code, severity, name, _ in lines] == [
        (code, name, str(severity)) for code, (name, severity) in sorted(CATALOGUE.items())
    ]
    said = {code: summary for code, _, _, summary in lines}
    assert said["T203"] == (
        "A promise counts days, and the calendar does not say how an arrival on a closed day is counted."
    )
    assert all(summary.endswith(".") for summary in said.values())


def test_as_json(troth: Troth) -> None:
    page = next(page for page in finding_pages() if page.code == "T306")
    listed = json.loads(troth("explain", "--list", "--format", "json").stdout)
    assert [one["code"] for one in listed] == sorted(CATALOGUE)
    (found,) = (one for one in listed if one["code"] == "T306")
    assert found == {"code": "T306", "name": "replaces-nothing", "severity": "warning", "summary": page.summary}
    one = json.loads(troth("explain", "t306", "--format", "json").stdout)
    assert one == found | {"text": page.markdown}


# ---------- on a terminal


def on_a_terminal(root: Path, folder: Path, *arguments: str) -> str:
    """Both streams of a command whose both streams are one terminal of 60 columns."""
    outer, inner = pty.openpty()
    plain = {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "FORCE_COLOR"}}
    ran = subprocess.Popen(
        [sys.executable, "-m", "troth", *arguments],
        cwd=folder,
        env=plain | {"COLUMNS": "60", "TERM": "xterm-256color", "PYTHONPATH": str(root / "compiler")},
        stdout=inner,
        stderr=inner,
    )
    os.close(inner)
    printed = b""
    while True:
        try:
            part = os.read(outer, 65536)
        except OSError:  # Linux says so where others give an empty end
            break
        if not part:
            break
        printed += part
    os.close(outer)
    ran.wait()
    return printed.decode("utf-8").replace("\r\n", "\n")


def test_it_is_laid_out_for_a_terminal(root: Path, tmp_path: Path) -> None:
    printed = on_a_terminal(root, tmp_path, "explain", "T401")
    assert "\x1b[" in printed
    assert "```" not in printed
    assert "## " not in printed
    assert "{email.reply}" in printed, "braces are no markup"


def test_a_check_with_an_error_names_the_command(root: Path, tmp_path: Path, troth: Troth) -> None:
    path = tmp_path / "one.policy"
    path.write_text(WRONG, encoding="utf-8")
    hint = "run `troth explain T013` for more"
    assert on_a_terminal(root, tmp_path, "check", "one.policy").rstrip().endswith(hint)
    assert "troth explain" not in troth("check", path).output, "only for whoever sits at a terminal"
    path.write_text('policy one "One"\n    organisation "One"\nduty a\n    must "be polite"\n', encoding="utf-8")
    warned = on_a_terminal(root, tmp_path, "check", "one.policy")
    assert "2 warnings" in warned
    assert "troth explain" not in warned
