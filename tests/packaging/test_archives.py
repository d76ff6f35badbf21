"""Wheel and sdist hold what git holds: no file forgotten, none that lay about."""

import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

# Where the folders of the source lie in the wheel.
PLACES = {
    "compiler/troth": PurePosixPath("troth"),
    "grammar": PurePosixPath("troth/_data/grammar"),
    "site": PurePosixPath("troth/_data/site"),
}


def shipped(source_files: Iterable[PurePosixPath]) -> dict[str, str]:
    """What the wheel should hold beside its own records: name in the wheel, name in the source."""
    return {
        (place / file.relative_to(folder)).as_posix(): file.as_posix()
        for folder, place in PLACES.items()
        for file in source_files
        if file.is_relative_to(folder)
    }


def contents(wheel: Path) -> dict[str, bytes]:
    """Name and bytes of each file in a wheel, its own records (dist-info) left out."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist() if ".dist-info/" not in name}


def differences(held: Iterable[str], wanted: Iterable[str]) -> list[str]:
    held, wanted = set(held), set(wanted)
    missing = [f"missing: {name}" for name in sorted(wanted - held)]
    return missing + [f"too much: {name}" for name in sorted(held - wanted)]


def test_the_wheel_holds_what_git_holds(wheel: Path, root: Path, source_files: frozenset[PurePosixPath]) -> None:
    wanted = shipped(source_files)
    held = contents(wheel)
    assert differences(held, wanted) == []
    assert [name for name, source in wanted.items() if held[name] != (root / source).read_bytes()] == []
    for folder in PLACES:
        assert any(source.startswith(f"{folder}/") for source in wanted.values()), f"nothing in {folder}"


def test_the_sdist_holds_what_git_holds(sdist: Path, source_files: frozenset[PurePosixPath]) -> None:
    with tarfile.open(sdist) as archive:
        names = [PurePosixPath(member.name) for member in archive if member.isfile()]
    held = {PurePosixPath(*name.parts[1:]).as_posix() for name in names}
    assert differences(held - {"PKG-INFO"}, (file.as_posix() for file in source_files)) == []


def test_the_sdist_builds_the_same_wheel(wheel: Path, wheel_of_sdist: Path) -> None:
    assert wheel.name == wheel_of_sdist.name
    assert contents(wheel) == contents(wheel_of_sdist)


def test_the_comparison_goes_red(wheel: Path, source_files: frozenset[PurePosixPath]) -> None:
    forgotten, untracked = PurePosixPath("grammar/forgotten.lark"), PurePosixPath("compiler/troth/__init__.py")
    wanted = shipped({*source_files, forgotten} - {untracked})
    assert differences(contents(wheel), wanted) == [
        "missing: troth/_data/grammar/forgotten.lark",
        "too much: troth/__init__.py",
    ]
