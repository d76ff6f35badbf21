"""The policies of the first users, built and published: their pages and checkers promise the same."""

import shutil
from pathlib import Path

import pytest
from tests.charter.by_python import verify
from tests.charter.conftest import publish

# Of the instants at which an answer can change, one in so many is asked here; `make verify` asks all policies at all of
# them. 3 and 11 are prime to 7, so that every day of the week has its turn.
EVERY = {"best-practice": 11, "company-template": 11, "ips": 11, "ledcom": 3, "polha": 11}


@pytest.mark.parametrize("policy", EVERY)
def test_pages_and_checker_promise_the_same(policy: str, root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "policies" / policy, tmp_path / "policies" / policy)
    out = publish(tmp_path / "policies", tmp_path / "build")
    said: list[str] = []
    assert verify(out / "site", out, said.append, every=EVERY[policy]) == []
    compared = [int(one.split()[1].replace(",", "")) for one in said if one.endswith(" contacts compared")]
    if policy == "best-practice":
        assert compared == [], "it promises no deadline"
    else:
        midnights = 5844 // EVERY[policy]
        assert compared[-1] > 100 + 3 * midnights, "of sixteen years, and a microsecond either side"


def test_all_policies_are_verified(root: Path) -> None:
    assert sorted(path.name for path in (root / "policies").iterdir() if path.is_dir()) == sorted(EVERY)


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
