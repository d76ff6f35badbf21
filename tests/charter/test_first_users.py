"""The policies of the first users, built and published: their pages and checkers promise the same."""

import shutil
from pathlib import Path

import pytest
from tests.charter.conftest import publish

from troth.charter.verify import verify


@pytest.mark.parametrize("policy", ["polha", "ledcom"])
def test_pages_and_checker_promise_the_same(policy: str, root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "policies" / policy, tmp_path / "policies" / policy)
    out = publish(tmp_path / "policies", tmp_path / "build")
    said: list[str] = []
    assert verify(out / "site", out, said.append) == []
    compared = int(said[-1].split()[1].replace(",", ""))
    assert compared > 3 * 5844, "every midnight of sixteen years, and a microsecond either side"


def test_a_build_is_the_same_in_any_place_and_zone(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, zone in (("one", "Asia/Kolkata"), ("other", "America/New_York")):
        monkeypatch.setenv("TZ", zone)
        shutil.copytree(root / "policies" / "ledcom", tmp_path / name / "policies" / "ledcom")
        monkeypatch.chdir(tmp_path / name)
        publish(Path("policies").resolve(), tmp_path / name / "build")
    first, second = (
        {p.name: p.read_bytes() for p in (tmp_path / n / "build" / "ledcom").iterdir()} for n in ("one", "other")
    )
    assert first == second
    pages = [(tmp_path / n / "build" / "site" / "ledcom" / "index.html").read_bytes() for n in ("one", "other")]
    assert pages[0] == pages[1]
