"""The holiday lock: the holidays that a calendar is compiled with, as a text beside the policy that people review.

    # holidays of GB-SCT, 2015 to 2030, from holidays 0.109
    # GB-SCT: proclaimed 2015 to 2027; by rule 2028 to 2030
    # checksum 5f1d7a84db00d2fc
    GB-SCT 2024-12-02 Saint Andrew's Day (observed)

The library `holidays` knows the rules; the lock says what it said when it was last asked. Governments proclaim holidays
a year or two ahead: a year is marked as proclaimed once its owner has compared it with the official list. A lock of
the first form has neither marks (then all years are by rule) nor a checksum.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

import holidays as library
from babel import Locale
from holidays.version import __version__ as library_version

NAME = "calendar.lock"
_CODE = re.compile(r"[A-Z]{2}(-[A-Z0-9]+)?")
_OBSERVED = " (observed)"
_CHECKSUM_DIGITS = 16


@dataclass(frozen=True, slots=True, order=True)
class Holiday:
    region: str
    day: date
    name: str

    def __str__(self) -> str:
        return f"{self.region} {self.day.isoformat()} {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """The holidays of some regions and years; `proclaimed`: the years of a region that its owner has compared."""

    regions: tuple[str, ...]
    first_year: int
    last_year: int
    library: str
    holidays: tuple[Holiday, ...]
    proclaimed: frozenset[tuple[str, int]] = frozenset()

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)

    def covers(self, region: str, year: int) -> bool:
        return region in self.regions and year in self.years

    def by_rule(self, regions: Iterable[str], first_year: int, last_year: int) -> tuple[int, ...]:
        """The years, in order, that are not proclaimed for every one of some regions."""
        named = tuple(regions)
        return tuple(
            year
            for year in range(first_year, last_year + 1)
            if any((region, year) not in self.proclaimed for region in named)
        )


@cache
def known_regions() -> frozenset[str]:
    """Every region that the library knows, as ISO 3166-1 or 3166-2: `GB`, `GB-SCT`."""
    countries: dict[str, list[str]] = library.list_supported_countries(include_aliases=False)
    names = (
        name for country, parts in countries.items() for name in (country, *(f"{country}-{part}" for part in parts))
    )
    return frozenset(name for name in names if _CODE.fullmatch(name))


def make_lock(
    regions: tuple[str, ...], first_year: int, last_year: int, proclaimed: Collection[tuple[str, int]] = ()
) -> Lock:
    """Ask the library for the public holidays of some regions, in English names where it has them.

    Of the marks those are kept that fit. Raises KeyError for a region that is not in `known_regions()`.
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
        library=installed_version(),
        holidays=tuple(sorted(found)),
        proclaimed=frozenset(
            (region, year) for region, year in proclaimed if region in regions and first_year <= year <= last_year
        ),
    )


def write_lock(lock: Lock) -> str:
    """The text of a lock file: what it covers, its marks and its checksum; then, sorted, a holiday a line."""
    head = (
        f"# holidays of {', '.join(lock.regions)}, {lock.first_year} to {lock.last_year}, from holidays {lock.library}"
    )
    marks = [marks_line(region, lock) for region in lock.regions]
    lines = [str(entry) for entry in sorted(lock.holidays)]
    return "\n".join([head, *marks, f"# checksum {checksum([head, *marks, *lines])}", *lines]) + "\n"


def marks_line(region: str, lock: Lock) -> str:
    """`# GB-SCT: proclaimed 2015 to 2027; by rule 2028 to 2030`."""
    kinds: dict[str, list[int]] = {"proclaimed": [], "by rule": []}
    for year in lock.years:
        kinds["proclaimed" if (region, year) in lock.proclaimed else "by rule"].append(year)
    said = "; ".join(f"{kind} {', '.join(year_spans(years))}" for kind, years in kinds.items() if years)
    return f"# {region}: {said}"


def year_spans(years: Iterable[int]) -> list[str]:
    """Years in order, as they are said: `2015 to 2017`, `2019`."""
    spans: list[list[int]] = []
    for year in years:
        if spans and spans[-1][1] == year - 1:
            spans[-1][1] = year
        else:
            spans.append([year, year])
    return [str(first) if first == last else f"{first} to {last}" for first, last in spans]


def checksum(lines: Iterable[str]) -> str:
    """Of every line of a lock but its own: it shows that somebody changed one by hand."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:_CHECKSUM_DIGITS]


def same_days(one: Lock, other: Lock) -> bool:
    """Do two locks hold the same days of the same regions and years, whatever gave them and however they are marked?"""
    return (one.regions, one.years, one.holidays) == (other.regions, other.years, other.holidays)


def joined(old: Lock, fresh: Lock) -> Lock:
    """A lock with the days of the old one where it covers them, and else those of the fresh one, of which it has all.

    Against the fresh lock it differs only by days that changed, not by those of years or regions that are new.
    """
    kept = (one for one in old.holidays if fresh.covers(one.region, one.day.year))
    added = (one for one in fresh.holidays if not old.covers(one.region, one.day.year))
    return Lock(
        regions=fresh.regions,
        first_year=fresh.first_year,
        last_year=fresh.last_year,
        library=fresh.library,
        holidays=tuple(sorted((*kept, *added))),
        proclaimed=fresh.proclaimed,
    )


def is_newer(lock: Lock) -> bool:
    """Was a lock written with a newer version of the library than the one that is installed?"""
    return _numbers(lock.library) > _numbers(installed_version())


def installed_version() -> str:
    """The version of the library `holidays` that is installed."""
    return library_version


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text))


def is_dropped(name: str, dropped: Collection[str]) -> bool:
    """Is a holiday among those that a policy drops, by its name with or without `(observed)`?"""
    return name in dropped or name.removesuffix(_OBSERVED) in dropped


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
