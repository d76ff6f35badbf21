"""The holiday lock: the holidays that a calendar is compiled with, as a text beside the policy that people review.

    # holidays of GB-SCT, 2015 to 2030, from holidays 0.109
    GB-SCT 2024-12-02 Saint Andrew's Day (observed)

The library `holidays` knows the rules; the lock says what it said when it was last asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

import holidays as library
from babel import Locale
from holidays.version import __version__ as library_version

from troth.diagnostics import Diagnostic
from troth.source import line_start

NAME = "calendar.lock"
_HEAD = re.compile(r"# holidays of (.+), (\d{4}) to (\d{4}), from holidays (\S+)")
_CODE = re.compile(r"[A-Z]{2}(-[A-Z0-9]+)?")
_LIBRARY = re.compile(r"(?<=, from holidays )\S+")
_ENTRY = re.compile(r"([A-Z]{2}(?:-[A-Z0-9]+)?) (\d{4}-\d{2}-\d{2}) (\S.*)")


@dataclass(frozen=True, slots=True, order=True)
class Holiday:
    region: str
    day: date
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    regions: tuple[str, ...]
    first_year: int
    last_year: int
    library: str
    holidays: tuple[Holiday, ...]


@cache
def known_regions() -> frozenset[str]:
    """Every region that the library knows, as ISO 3166-1 or 3166-2: `GB`, `GB-SCT`."""
    countries: dict[str, list[str]] = library.list_supported_countries(include_aliases=False)
    names = (
        name for country, parts in countries.items() for name in (country, *(f"{country}-{part}" for part in parts))
    )
    return frozenset(name for name in names if _CODE.fullmatch(name))


def make_lock(regions: tuple[str, ...], first_year: int, last_year: int) -> Lock:
    """Ask the library for the public holidays of some regions, in English names where it has them.

    Raises KeyError for a region that is not in `known_regions()`.
    """
    found: list[Holiday] = []
    for region in sorted(regions):
        if region not in known_regions():
            raise KeyError(region)
        country, _, part = region.partition("-")
        kind = getattr(library, country)
        language = next((name for name in ("en_GB", "en_US") if name in kind.supported_languages), None)
        years = range(first_year, last_year + 1)
        days = library.country_holidays(country, subdiv=part or None, years=years, language=language)
        found.extend(Holiday(region, day, name) for day, name in days.items())
    return Lock(
        regions=tuple(sorted(regions)),
        first_year=first_year,
        last_year=last_year,
        library=library_version,
        holidays=tuple(sorted(found)),
    )


def write_lock(lock: Lock) -> str:
    """The text of a lock file: sorted, a holiday a line."""
    head = (
        f"# holidays of {', '.join(lock.regions)}, {lock.first_year} to {lock.last_year}, from holidays {lock.library}"
    )
    lines = [f"{entry.region} {entry.day.isoformat()} {entry.name}" for entry in sorted(lock.holidays)]
    return "\n".join([head, *lines]) + "\n"


def read_lock(path: str, text: str) -> tuple[Lock | None, list[Diagnostic]]:
    """The lock in a text, or where it is damaged: every line must be a holiday, in order, inside the years it names."""
    lines = text.splitlines()
    head = _HEAD.fullmatch(lines[0]) if lines else None
    if head is None:
        return None, [_damaged(path, 1, "does not begin with the line that says what it covers")]
    first_year, last_year = int(head[2]), int(head[3])
    regions = tuple(head[1].split(", "))
    entries: list[Holiday] = []
    for number, line in enumerate(lines[1:], 2):
        found = _ENTRY.fullmatch(line)
        try:
            entry = Holiday(found[1], date.fromisoformat(found[2]), found[3]) if found else None
        except ValueError:
            entry = None
        if entry is None:
            return None, [_damaged(path, number, f"`{line}` is no holiday")]
        if entry.region not in regions or not first_year <= entry.day.year <= last_year:
            return None, [_damaged(path, number, f"`{line}` is outside of what the lock says it covers")]
        if entries and entry <= entries[-1]:
            return None, [_damaged(path, number, f"`{line}` is not in order, or stands twice")]
        entries.append(entry)
    return (
        Lock(
            regions=regions,
            first_year=first_year,
            last_year=last_year,
            library=head[4],
            holidays=tuple(entries),
        ),
        [],
    )


def same_days(one: str, other: str) -> bool:
    """Do two lock texts hold the same days of the same regions and years, whatever version of the library gave them?"""
    return _LIBRARY.sub("", one, count=1) == _LIBRARY.sub("", other, count=1)


def _damaged(path: str, line: int, what: str) -> Diagnostic:
    return Diagnostic(
        code="T209",
        message=f"this holiday lock {what}" if line == 1 else f"in this holiday lock, {what}",
        help="write it anew with `troth calendar --update`; days of your own belong in the policy "
        '(`holidays also 19 September 2022, "State funeral"`)',
        span=line_start(path, line),
    )


@cache
def region_name(code: str) -> str:
    """`Scotland` for `GB-SCT`, where the library has a name in words; else the country's name or the code."""
    country, _, part = code.partition("-")
    kind = getattr(library, country)
    if not part:
        return _plain(str(Locale("en", "GB").territories.get(country, code)))
    aliases: dict[str, str] = getattr(kind, "subdivisions_aliases", {})
    return _plain(next((name for name, own in aliases.items() if own == part), code))


def _plain(name: str) -> str:
    """A name without brackets and commas, which would be taken for the end of it in a sentence."""
    return re.sub(r"\s*\([^)]*\)|,", "", name)
