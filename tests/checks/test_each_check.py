"""Every check fires on a policy that is wrong in its way, where that is marked, and is silent on a sound one like it.

In `bad/CHECK.policy` a comment names the code of each finding, on the line at which it stands: `# T203`.
"""

import re
from pathlib import Path

import pytest

from troth.checks import CHECKS, Check
from troth.diagnostics import Diagnostic
from troth.project import Compiled, load

HERE = Path(__file__).parent
NAMES = {check.__module__.rpartition(".")[2]: check for check in CHECKS}


def fixture(kind: str, name: str) -> Path:
    return HERE / kind / f"{name}.policy"


def found_by(check: Check, compiled: Compiled) -> list[Diagnostic]:
    """What one check finds in a policy that resolves."""
    assert compiled.policy is not None
    return list(check(compiled.policy, compiled.calendar))


def places(found: list[Diagnostic]) -> list[tuple[int, str]]:
    return sorted((finding.span.start.line, finding.code) for finding in found)


def marked(text: str) -> list[tuple[int, str]]:
    return sorted(
        (number, code) for number, line in enumerate(text.splitlines(), 1) for code in re.findall(r"# (T\d{3})", line)
    )


def unpaired(folder: Path, names: set[str]) -> set[str]:
    """Checks that lack one of their fixtures, and fixtures of no check."""
    kinds = [{path.stem for path in (folder / kind).glob("*.policy")} for kind in ("bad", "good")]
    return set().union(*(names ^ stems for stems in kinds))


def test_every_check_has_both_fixtures(tmp_path: Path) -> None:
    assert len(NAMES) == len(CHECKS)
    assert unpaired(HERE, set(NAMES)) == set()
    for path in ("bad/one.policy", "good/one.policy", "bad/two.policy", "good/three.policy"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).touch()
    assert unpaired(tmp_path, {"one", "two", "four"}) == {"two", "three", "four"}


def test_every_module_of_the_checks_is_listed() -> None:
    folder = Path(str(__import__("troth.checks", fromlist=["__file__"]).__file__)).parent
    with_check = {path.stem for path in folder.glob("*.py") if re.search(r"^def check\(", path.read_text(), re.M)}
    assert with_check == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_it_fires_where_it_is_marked_and_nothing_else_does(name: str) -> None:
    compiled = load(fixture("bad", name))
    expected = marked(compiled.text)
    assert expected != []
    assert places(found_by(NAMES[name], compiled)) == expected
    assert places(list(compiled.findings)) == expected


@pytest.mark.parametrize("name", NAMES)
def test_it_is_silent_on_a_sound_policy(name: str) -> None:
    compiled = load(fixture("good", name))
    assert found_by(NAMES[name], compiled) == []
    assert compiled.findings == ()


@pytest.mark.parametrize("name", NAMES)
def test_the_sound_policy_is_like_the_bad_one(name: str) -> None:
    """Silence on a policy that has nothing of the kind would prove little."""
    bad, good = (set(load(fixture(kind, name)).text.splitlines()) for kind in ("bad", "good"))
    assert len(bad & good) * 2 > len(bad)
