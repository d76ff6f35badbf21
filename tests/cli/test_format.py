"""`troth format`: what it writes, what it leaves alone, and what it says about it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.cli.conftest import Troth

from troth.cli.main import main
from troth.syntax import printer

CANONICAL = """policy harbour "Customer contact"
    organisation   "Harbour Homes"

standard email "Emails"
    for        email
    must reply within 3 working days
"""
UNTIDY = """policy harbour “Customer contact”
  organisation "Harbour Homes"
standard email "Emails"
  for email
  must reply within three business days

"""
DIFFERENCE = """--- a.policy
+++ a.policy
@@ -1,6 +1,6 @@
-policy harbour “Customer contact”
-  organisation "Harbour Homes"
+policy harbour "Customer contact"
+    organisation   "Harbour Homes"
+
 standard email "Emails"
-  for email
-  must reply within three business days
-
+    for        email
+    must reply within 3 working days
"""
BROKEN = UNTIDY.replace("within three", "witin 3")


@pytest.fixture
def here(tmp_path: Path, troth: Troth, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which commands are run."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(folder: Path, **files: str | bytes) -> dict[str, Path]:
    """Policies in a folder: their paths by name."""
    paths = {name: folder / f"{name}.policy" for name in files}
    for name, content in files.items():
        paths[name].write_bytes(content if isinstance(content, bytes) else content.encode())
    return paths


def test_files_are_written_and_counted(here: Path, troth: Troth) -> None:
    paths = put(here, a=UNTIDY, b=CANONICAL, c=UNTIDY)
    result = troth("format", ".")
    assert result.exit_code == 0
    assert result.stdout == "a.policy\nc.policy\n"
    assert result.stderr == "2 files formatted, 1 left as it was\n"
    assert [path.read_text(encoding="utf-8") for path in paths.values()] == [CANONICAL] * 3
    again = troth("format", ".")
    assert (again.exit_code, again.stdout, again.stderr) == (0, "", "0 files formatted, 3 left as they were\n")
    assert sorted(path.name for path in here.iterdir()) == ["a.policy", "b.policy", "c.policy"]


def test_a_file_that_is_laid_out_is_not_written(here: Path, troth: Troth) -> None:
    path = put(here, a=CANONICAL)["a"]
    path.chmod(0o444)
    before = path.stat()
    assert troth("format", path).exit_code == 0
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns, after.st_mode) == (before.st_ino, before.st_mtime_ns, before.st_mode)


def test_check_lists_and_writes_nothing(here: Path, troth: Troth) -> None:
    path = put(here, a=UNTIDY, b=CANONICAL)["a"]
    result = troth("format", ".", "--check")
    assert (result.exit_code, result.stdout) == (1, "a.policy\n")
    assert result.stderr == "1 file would change, 1 stays as it is\n"
    assert path.read_text(encoding="utf-8") == UNTIDY
    assert troth("format", "b.policy", "--check").exit_code == 0


def test_diff_shows_and_writes_nothing(here: Path, troth: Troth) -> None:
    path = put(here, a=UNTIDY, b=CANONICAL)["a"]
    result = troth("format", ".", "--diff")
    assert (result.exit_code, result.stdout) == (1, DIFFERENCE)
    assert path.read_text(encoding="utf-8") == UNTIDY
    clean = troth("format", "b.policy", "--diff")
    assert (clean.exit_code, clean.stdout) == (0, "")


def test_the_difference_can_be_applied(here: Path, troth: Troth) -> None:
    path = put(here, a=UNTIDY.rstrip("\n"))["a"]
    shown = troth("format", "a.policy", "--diff").stdout
    assert "\\ No newline at end of file" in shown
    subprocess.run(["git", "apply", "-p0", "-"], cwd=here, input=shown.encode(), check=True)
    assert path.read_text(encoding="utf-8") == CANONICAL


def test_a_difference_in_line_ends_alone_is_said(here: Path, troth: Troth) -> None:
    path = put(here, a=b"\xef\xbb\xbf" + CANONICAL.replace("\n", "\r\n").encode())["a"]
    result = troth("format", "a.policy", "--diff")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("a.policy: only its line ends or a byte order mark differ\n")
    assert troth("format", "a.policy").exit_code == 0
    assert path.read_bytes() == CANONICAL.encode()


def test_colours_only_on_a_terminal(here: Path) -> None:
    put(here, a=UNTIDY)
    command = [sys.executable, "-m", "troth", "format", "a.policy", "--diff"]
    environment = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR"}}
    plain = subprocess.run(command, cwd=here, env=environment, capture_output=True, text=True, check=False)
    assert (plain.returncode, plain.stdout) == (1, DIFFERENCE)
    environment |= {"FORCE_COLOR": "1", "TERM": "xterm"}
    coloured = subprocess.run(command, cwd=here, env=environment, capture_output=True, text=True, check=False)
    assert "\x1b[32m+    organisation" in coloured.stdout
    assert "\x1b[31m-  organisation" in coloured.stdout


def test_a_file_with_a_syntax_error_is_left_and_the_others_are_not(here: Path, troth: Troth) -> None:
    paths = put(here, a=BROKEN, b=UNTIDY, c=b"\xff\xfe", d="")
    result = troth("format", ".")
    assert (result.exit_code, result.stdout) == (1, "b.policy\n")
    assert "a.policy:5:14: error[T007]" in result.stderr
    assert "did you mean `within`?" in result.stderr
    assert "error[T001]" in result.stderr
    assert "error[T004]" in result.stderr
    assert result.stderr.endswith("1 file formatted, 0 left as they were, 3 not understood\n")
    assert paths["a"].read_text(encoding="utf-8") == BROKEN
    assert paths["b"].read_text(encoding="utf-8") == CANONICAL
    assert paths["c"].read_bytes() == b"\xff\xfe"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("    time zone Europe/London.", "T103"),
        ("    closed 31 April 2026", "T009"),
        ("  years 2026 to 2027\n    roll forward", "T005"),
    ],
)
def test_a_line_that_is_not_understood_is_never_rewritten(line: str, code: str, here: Path, troth: Troth) -> None:
    text = f"calendar office\n    holidays none\n{line}\n"
    path = put(here, a=text)["a"]
    result = troth("format", path)
    assert (result.exit_code, f"error[{code}]" in result.stderr) == (1, True)
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("line", ["for emial", "replaces nothing", "must reply within 3 days, day and night"])
def test_a_file_that_is_only_wrong_in_what_it_says_is_laid_out(line: str, here: Path, troth: Troth) -> None:
    path = put(here, a=f"standard email\n  {line}\n")["a"]
    assert troth("check", path).exit_code == 1
    result = troth("format", path)
    assert (result.exit_code, result.stderr) == (0, "1 file formatted, 0 left as they were\n")
    assert path.read_text(encoding="utf-8").startswith("standard email\n    ")


def test_what_cannot_be_read(here: Path, troth: Troth) -> None:
    paths = put(here, a=UNTIDY)
    (here / "link.policy").symlink_to(here / "loop.policy")
    (here / "loop.policy").symlink_to(here / "link.policy")
    assert troth("format", "nowhere").exit_code == 2
    result = troth("format", ".")
    assert result.exit_code == 2
    assert "error: link.policy cannot be read: " in result.stderr
    assert result.stderr.endswith("1 file formatted, 0 left as they were, 2 not read or written\n")
    assert paths["a"].read_text(encoding="utf-8") == CANONICAL


def test_what_cannot_be_written(here: Path, troth: Troth, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rights do not keep the tests' user from writing everywhere: the failure is played."""

    def refused(path: Path, text: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("troth.cli.format.rewrite_file", refused)
    path = put(here, a=UNTIDY)["a"]
    result = troth("format", "a.policy")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "error: a.policy cannot be written: Permission denied\n" in result.stderr
    assert path.read_text(encoding="utf-8") == UNTIDY


def test_a_link_stays_a_link_and_rights_stay(here: Path, troth: Troth) -> None:
    (here / "real").mkdir()
    path = put(here / "real", a=UNTIDY)["a"]
    path.chmod(0o640)
    (here / "b.policy").symlink_to(path)
    assert troth("format", "b.policy").exit_code == 0
    assert (here / "b.policy").is_symlink()
    assert path.read_text(encoding="utf-8") == CANONICAL
    assert path.stat().st_mode & 0o777 == 0o640


def test_an_id_and_the_default_folder(copied: Path, troth: Troth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copied.parent)
    path = copied / "polha" / "polha.policy"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace("    ", "\t"), encoding="utf-8")
    assert troth("format", "polha", "--check").stdout == "policies/polha/polha.policy\n"
    assert troth("format", "--check").exit_code == 1
    assert troth("format", "polha").exit_code == 0
    assert path.read_text(encoding="utf-8") == whole


# ---------- from standard input


def piped(data: bytes, *arguments: str) -> tuple[int, bytes, str]:
    """Exit code, standard output and standard error of `troth format -`."""
    result = CliRunner().invoke(main, ["format", "-", *arguments], input=data)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout_bytes, result.stderr


def test_from_an_editor() -> None:
    assert piped(UNTIDY.encode()) == (0, CANONICAL.encode(), "")
    assert piped(CANONICAL.encode()) == (0, CANONICAL.encode(), "")
    assert piped(("\ufeff" + UNTIDY).replace("\n", "\r\n").encode()) == (0, CANONICAL.encode(), "")


def test_an_editor_gets_nothing_but_findings_for_a_broken_text() -> None:
    code, out, err = piped(BROKEN.encode())
    assert (code, out) == (1, b"")
    assert "<stdin>:5:14: error[T007]" in err


def test_check_and_diff_of_standard_input() -> None:
    assert piped(UNTIDY.encode(), "--check") == (1, b"<stdin>\n", "1 file would change, 0 stay as they are\n")
    assert piped(CANONICAL.encode(), "--check")[0] == 0
    code, out, _ = piped(UNTIDY.encode(), "--diff")
    assert (code, out) == (1, DIFFERENCE.replace("a.policy", "<stdin>").encode())


def test_standard_input_stands_alone(here: Path, troth: Troth) -> None:
    paths = put(here, a=UNTIDY)
    assert troth("format", "-", "a.policy").exit_code == 2
    assert paths["a"].read_text(encoding="utf-8") == UNTIDY


# ---------- the gate goes red


def test_a_layout_that_says_another_thing_is_never_written(
    here: Path, troth: Troth, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A printer that doubled the limit would be stopped before the file is touched."""
    whole = printer._items

    def doubled(item: printer._Item) -> printer._Item:
        item.written = [row.replace("3", "6") for row in item.written]
        return item

    monkeypatch.setattr(printer, "_items", lambda lines, comments: map(doubled, whole(lines, comments)))
    path = put(here, a=UNTIDY)["a"]
    result = troth("format", "a.policy")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "a.policy is left as it was" in result.stderr
    assert path.read_text(encoding="utf-8") == UNTIDY
