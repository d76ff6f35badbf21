"""The gate against skipped tests goes red, whichever way a test skips itself."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

WAYS = {
    "call": "def test_it():\n    pytest.skip('no such thing here')\n",
    "fixture": "@pytest.fixture\ndef it():\n    pytest.skip('no')\n\ndef test_it(it):\n    pass\n",
    "mark": "@pytest.mark.skip(reason='no')\ndef test_it():\n    pass\n",
    "condition": "@pytest.mark.skipif(True, reason='no')\ndef test_it():\n    pass\n",
    "import": "nothing = pytest.importorskip('no_such_module')\n\ndef test_it():\n    pass\n",
    "module": "pytest.skip('no', allow_module_level=True)\n",
    "unittest": (
        "import unittest\n\nclass TestIt(unittest.TestCase):\n"
        "    @unittest.skip('no')\n    def test_it(self):\n        pass\n"
    ),
    "never_run": "@pytest.mark.xfail(run=False)\ndef test_it():\n    pass\n",
}


def run(folder: Path, root: Path, tests: dict[str, str], *options: str) -> subprocess.CompletedProcess[str]:
    """Run pytest, with our conftest, on a file for each of the tests."""
    shutil.copy(root / "tests" / "conftest.py", folder)
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    for name, text in tests.items():
        (folder / f"test_{name}.py").write_text(f"import pytest\n\n{text}", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-ra", *options]
    wide = os.environ | {"COLUMNS": "200"}  # pytest cuts the lines that are read here to the width of the terminal
    return subprocess.run(command, cwd=folder, env=wide, check=False, capture_output=True, text=True)


@pytest.mark.parametrize("workers", ["0", "1"])
def test_a_skip_fails(workers: str, tmp_path: Path, root: Path) -> None:
    ran = run(tmp_path, root, WAYS, f"--numprocesses={workers}", "--continue-on-collection-errors")
    assert ran.returncode == 1, ran.stdout
    red = re.findall(r"^(?:FAILED|ERROR) test_(\w+)\.py.*a skipped test is a failure", ran.stdout, re.MULTILINE)
    assert sorted(red) == sorted(WAYS), ran.stdout
    assert not re.search("skipped|passed|xfailed", ran.stdout.splitlines()[-1]), ran.stdout


def test_an_expected_failure_is_no_skip(tmp_path: Path, root: Path) -> None:
    ran = run(tmp_path, root, {"it": "@pytest.mark.xfail(reason='known')\ndef test_it():\n    assert False\n"})
    assert ran.returncode == 0, ran.stdout
    assert "1 xfailed" in ran.stdout.splitlines()[-1]
