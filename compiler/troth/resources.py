"""The one place that finds troth's own data: `grammar/`, `site/`, and the time-zone database.

Installed, the data lies in `_data` beside the package; in a checkout, two folders up. Zones come from the `tzdata`
package and never from the machine, so that the same policy compiles to the same bytes everywhere.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

_PACKAGE = Path(__file__).resolve().parent


@cache
def data_folder(name: str) -> Path:
    """The folder `grammar` or `site`.

    Raises FileNotFoundError if the installation is incomplete.
    """
    for base in (_PACKAGE / "_data", _PACKAGE.parent.parent):
        if (base / name).is_dir():
            return base / name
    raise FileNotFoundError(f"troth is installed without its data folder {name!r}: install it again")


@cache
def zone_names() -> frozenset[str]:
    """Every IANA zone name that a policy may use."""
    listed = resources.files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return frozenset(name for name in listed if not name.startswith("Etc/") and name not in {"Factory", "localtime"})


@cache
def zone(name: str) -> ZoneInfo:
    """The zone of that IANA name.

    Raises KeyError for a name that is not in `zone_names()`.
    """
    if name not in zone_names():
        raise KeyError(name)
    with resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


def package_source(name: str) -> str:
    """The source of one of our own modules, by its path in the package: compiled checkers are made of some.

    Raises FileNotFoundError.
    """
    return (_PACKAGE / name).read_text(encoding="utf-8")


def finding_markdown(code: str) -> str | None:
    """The page of a finding, as Markdown, or None where that code has none."""
    path = data_folder("grammar") / "findings" / f"{code}.md"
    return path.read_text(encoding="utf-8") if path.is_file() else None
