"""`troth verify` finds each damage of the tables in `damages`: with its code, its promise, its page and an arrival."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.charter.conftest import HERE, compile_into, publish, publish_one
from tests.charter.damages import IN_A_CHECKER, NAMES, ON_A_PAGE, Damage, charter, passage_of

from troth.charter.verify import RUNNERS, verify
from troth.diagnostics import Diagnostic

PLACES = {
    "polha": HERE.parent.parent / "policies",
    "ips": HERE.parent.parent / "policies",
    "aldermere": HERE.parent / "policies",
}
KINDS = [
    pytest.param("python"),
    pytest.param("javascript", marks=pytest.mark.node),
    pytest.param("sql", marks=pytest.mark.database),
]
ARRIVAL = re.compile(r"`: for .* arriving .*\d{4}.* the page says .+, and `checker\.\w+` ", re.DOTALL)

Build = Callable[[str], Path]


@pytest.fixture(scope="session")
def build_of(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A policy, built and published once; with `polha`, two checkers that are no part of its build."""
    made: dict[str, Path] = {}

    def build(policy: str) -> Path:
        if policy not in made:
            base = tmp_path_factory.mktemp(policy)
            if policy not in PLACES:
                made[policy] = publish_one(policy, base)
                return made[policy]
            shutil.copytree(PLACES[policy] / policy, base / "policies" / policy)
            made[policy] = publish(base / "policies", base / "build")
            if policy == "polha":
                _others_beside(base)
        return made[policy]

    return build


def _others_beside(base: Path) -> None:
    """The checkers of another policy and of an older version, in folders that no manifest names."""
    shutil.copytree(PLACES["ips"] / "ips", base / "others" / "ips")
    compile_into(base / "compiled", base / "others")
    shutil.copytree(base / "compiled" / "ips", base / "build" / "ips")
    path = base / "policies" / "polha" / "polha.policy"
    text = path.read_text(encoding="utf-8")
    older = re.sub(r"(standard email .*?must reply within) 3", r"\1 2", text, count=1, flags=re.DOTALL)
    older = re.sub(r"\nexample .*", "\n", older, count=1, flags=re.DOTALL)
    assert older != text
    (base / "older" / "polha").mkdir(parents=True)
    (base / "older" / "polha" / "polha.policy").write_text(older, encoding="utf-8")
    shutil.copy(path.with_name("calendar.lock"), base / "older" / "polha")
    compile_into(base / "build" / "old", base / "older")


@pytest.fixture
def _tables_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables inside of a checker are compared by the tests that damage one: compiling them takes the most time."""
    monkeypatch.setattr("troth.charter.checker_program.differing_promises", lambda *_: iter(()))


def found_after(damage: Damage, build_of: Build, copy: Path, kind: str = "python") -> list[Diagnostic]:
    shutil.copytree(build_of(damage.policy), copy)
    damage.change(copy, damage.policy)
    return verify(copy / "site", copy, lambda _: None, every=damage.every, only=(kind,))


def faults(damage: Damage, found: list[Diagnostic]) -> Iterator[str]:
    """What of a damage is not said."""
    meant = [one for one in found if one.code == damage.code and damage.names in one.message]
    if not meant:
        yield f"no {damage.code} names `{damage.names}`"
    if damage.arrival and not any(ARRIVAL.search(one.message) for one in meant):
        yield "no arrival shows it"
    if any(not one.span.path or not one.help or not one.is_error for one in found):
        yield "a finding has no place, no remedy, or is no error"


@pytest.mark.usefixtures("_tables_apart")
@pytest.mark.parametrize("name", ON_A_PAGE)
def test_a_damage_on_a_page(name: str, build_of: Build, tmp_path: Path) -> None:
    damage = ON_A_PAGE[name]
    found = found_after(damage, build_of, tmp_path / "build")
    assert list(faults(damage, found)) == [], [(one.code, one.span.path, one.message) for one in found]
    assert any(one.span.path.startswith(f"{damage.policy}/") for one in found), "no page is named"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_damage_in_a_checker(kind: str, name: str, build_of: Build, tmp_path: Path) -> None:
    damage = IN_A_CHECKER[kind][name]
    found = found_after(damage, build_of, tmp_path / "build", kind)
    assert list(faults(damage, found)) == [], [(one.code, one.span.path, one.message) for one in found]
    assert {one.code for one in found} == {"T803"}, "found by running it, and by nothing else"


def test_every_kind_of_checker_has_every_damage() -> None:
    assert {kind: tuple(rows) for kind, rows in IN_A_CHECKER.items()} == {runner.kind: NAMES for runner in RUNNERS}


@pytest.mark.usefixtures("_tables_apart")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("policy", ["polha", "ips", "aldermere", "lines"])
def test_what_is_not_damaged_agrees(policy: str, kind: str, build_of: Build) -> None:
    build = build_of(policy)
    said: list[str] = []
    assert verify(build / "site", build, said.append, every=400, only=(kind,)) == []
    if policy == "polha":
        assert [line for line in said if "no part of the build" in line] == [
            f"{build}/ips is no part of the build, and is left alone",
            f"{build}/old is no part of the build, and is left alone",
        ]
        assert (build / "old").is_dir(), "nothing is deleted"


FINGERPRINTED = [
    pytest.param("site/polha/index.html", "python", id="page"),
    pytest.param("polha/checker.py", "python", id="python"),
    pytest.param("polha/checker.mjs", "javascript", id="javascript", marks=pytest.mark.node),
    pytest.param("polha/checker.sql", "sql", id="sql", marks=pytest.mark.database),
    pytest.param("manifest.json", "python", id="manifest"),
    pytest.param("polha/manifest.json", "python", id="manifest of the policy"),
    pytest.param("polha/policy.json", "python", id="json"),
]


@pytest.mark.usefixtures("_tables_apart")
@pytest.mark.parametrize(("file", "kind"), FINGERPRINTED)
@pytest.mark.parametrize("is_damaged", [False, True], ids=["sound", "damaged"])
def test_a_fingerprint_changes_nothing_of_the_verdict(
    file: str, kind: str, is_damaged: bool, build_of: Build, tmp_path: Path
) -> None:
    def verdict(copy: Path, *, edit: bool) -> list[tuple[str, str]]:
        shutil.copytree(build_of("polha"), copy)
        if is_damaged:
            ON_A_PAGE["a figure"].change(copy, "polha")
        if edit:
            path = copy / file
            text = re.sub("sha256:[0-9a-f]{64}", "sha256:" + "0" * 64, path.read_text(encoding="utf-8"))
            assert text != path.read_text(encoding="utf-8")
            path.write_text(text, encoding="utf-8")
        found = verify(copy / "site", copy, lambda _: None, every=4_000, only=(kind,))
        return [(one.code, one.message) for one in found]

    sound = verdict(tmp_path / "as built", edit=False)
    assert verdict(tmp_path / "edited", edit=True) == sound
    assert bool(sound) == is_damaged


@pytest.mark.usefixtures("_tables_apart")
def test_a_promise_moved_to_another_policy(build_of: Build, tmp_path: Path) -> None:
    copy = tmp_path / "build"
    shutil.copytree(build_of("polha"), copy)
    shutil.copytree(build_of("ips") / "site" / "ips", copy / "site" / "ips")
    page, other = charter(copy, "polha"), charter(copy, "ips")
    passage = passage_of(page.read_text(encoding="utf-8"), "polha.letter.reply")
    page.write_text(page.read_text(encoding="utf-8").replace(passage, ""), encoding="utf-8")
    text = other.read_text(encoding="utf-8")
    before = passage_of(text, "ips.letter.reply")
    other.write_text(text.replace(before, before + passage), encoding="utf-8")
    found = {
        (one.code, one.message, one.span.path)
        for one in verify(copy / "site", copy, lambda _: None, every=4_000, only=("python",))
    }
    assert ("T801", "the promise `polha.letter.reply` is built and not published", "polha/index.html") in found
    assert ("T804", "`polha.letter.reply` stands on a page of the policy `ips`", "ips/index.html") in found


@pytest.mark.usefixtures("_tables_apart")
def test_a_stale_page(build_of: Build, tmp_path: Path) -> None:
    """A charter of last year, left on the server beside the pages of today; and one in the place of today's."""
    older = tmp_path / "older"
    shutil.copytree(build_of("polha").parent / "older", older / "policies")
    out = publish(older / "policies", older / "build")
    beside, instead = tmp_path / "beside", tmp_path / "instead"
    for copy in (beside, instead):
        shutil.copytree(build_of("polha"), copy)
    (beside / "site" / "2025").mkdir()
    shutil.copy(charter(out, "polha"), beside / "site" / "2025" / "charter.htm")
    shutil.copy(charter(out, "polha"), charter(instead, "polha"))
    found = verify(beside / "site", beside, lambda _: None, every=4_000, only=("python",))
    assert any(
        one.code == "T805" and "`polha.email.reply` is published twice: on 2025/charter.htm too" in one.message
        for one in found
    )
    found = verify(instead / "site", instead, lambda _: None, every=4_000, only=("python",))
    assert any(
        one.code == "T803" and "`polha.email.reply`" in one.message and ARRIVAL.search(one.message) for one in found
    )


def test_the_arrival_is_the_simplest_and_the_earliest(build_of: Build, tmp_path: Path) -> None:
    """Of an hour more in the evening, that is a microsecond before the cut-off of the first working day.

    By hand: 2 opening hours from 3:59:59.999999pm leave 59:59.999999 for the next morning, where we close at 5pm.
    """
    found = found_after(ON_A_PAGE["opening hours"], build_of, tmp_path / "build")
    (one,) = (one for one in found if one.code == "T803" and one.message.startswith("`lines.phone.call-back`: for"))
    assert one.message == (
        "`lines.phone.call-back`: for channel phone arriving at 3:59:59.999999pm on Thursday 1 January 2026 "
        "(2026-01-01T15:59:59.999999+00:00) the page says “by 5:59:59.999999pm on Thursday 1 January 2026”, and "
        "`checker.py` “by 9:59:59.999999am on Friday 2 January 2026”"
    )
