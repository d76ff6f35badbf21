"""Where an organisation is: the region of its holidays, the zone of its clocks, the days that are worked there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

import holidays as library
from babel import Locale

from troth.calendars.lock import known_regions, make_lock, region_name
from troth.calendars.zone import read_zone as read_transitions
from troth.resources import zone, zone_names
from troth.start.answers import Refused, meant_by_region

NO_HOLIDAYS = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A zone of a country: its IANA name, and which part of the country it is for, if it is not the only one."""

    name: str
    part: str

    @property
    def is_main(self) -> bool:
        """Does the database call it the zone of most of the country, or of its mainland?"""
        return self.part.startswith("most of ") or self.part.endswith("(mainland)")


def read_region(answer: str) -> str | None:
    """`GB-SCT` for `GB-SCT`, `gb-sct` or `Scotland`; None for `none`: no public holidays are kept.

    Raises Refused, with what may be meant.
    """
    said = " ".join(answer.split())
    if not said:
        raise Refused("no country or region is given", "write one such as `Scotland` or `GB-SCT`")
    if said.casefold() == NO_HOLIDAYS:
        return None
    exact = _codes().get(said.casefold(), ())
    if len(exact) == 1:
        return exact[0]
    if exact:
        which = " or ".join(f"`{code}` ({region_name(code.split('-')[0])})" for code in exact)
        raise Refused(f"`{said}` is the name of {len(exact)} regions", f"write {which}")
    raise meant_by_region(said)


@cache
def _codes() -> Mapping[str, tuple[str, ...]]:
    """The regions by what may be said for them, in small letters: their codes, their names, the library's aliases."""
    found: dict[str, set[str]] = {}
    for code in known_regions():
        found.setdefault(region_name(code).casefold(), set()).add(code)
        country, _, part = code.partition("-")
        aliases: Mapping[str, str] = getattr(getattr(library, country), "subdivisions_aliases", {})
        for name in (name for name, own in aliases.items() if own == part):
            found.setdefault(name.casefold(), set()).add(code)
    for name in library.list_supported_countries(include_aliases=True):
        own = getattr(getattr(library, name, None), "country", None)
        if own in known_regions():
            found[name.casefold()] = {own}
    found.update((code.casefold(), {code}) for code in known_regions())
    return {name: tuple(sorted(codes)) for name, codes in found.items()}


def parts_with_more(region: str, years: tuple[int, int]) -> dict[str, str]:
    """The parts of a country that keep other days than the country as a whole, each with its name."""
    if "-" in region:
        return {}
    parts = sorted(code for code in known_regions() if code.startswith(f"{region}-"))
    whole = _days(region, years)
    return {code: region_name(code) for code in parts if _days(code, years) != whole}


def _days(region: str, years: tuple[int, int]) -> frozenset[date]:
    return frozenset(holiday.day for holiday in make_lock((region,), *years).holidays)


def zones_of(region: str | None, today: date) -> tuple[Zone, ...]:
    """The zones of a region's country, of which those whose clocks agree from now on are one.

    The first of several is for the greater part of the country where the database says so.
    """
    country = (region or "").partition("-")[0]
    found: dict[object, Zone] = {}
    for name, part in _table().get(country, ()):
        clocks = read_transitions(zone(name), today, date(today.year + 4, 12, 31))
        shown = tuple((one.at, one.offset) for one in clocks)
        found.setdefault(shown, Zone(name=name, part=part))
    return tuple(sorted(found.values(), key=lambda one: not one.is_main))


def default_zone(region: str | None, today: date) -> str | None:
    """The zone of the region's country, where it has one, or one that is for most of it."""
    zones = zones_of(region, today)
    return zones[0].name if len(zones) == 1 or (zones and zones[0].is_main) else None


@cache
def _table() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Zones and the parts that they are for, by country: the table `zone.tab` of the time-zone database."""
    text = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    found: dict[str, list[tuple[str, str]]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            country, _, name, *part = line.split("\t")
            if name in zone_names():
                found.setdefault(country, []).append((name, part[0] if part else ""))
    return {country: tuple(zones) for country, zones in found.items()}


def default_weekdays(region: str | None) -> tuple[int, ...]:
    """The days of the week outside of the weekend that is usual in the region's country; 0 is Monday."""
    country = (region or "").partition("-")[0] or "GB"
    usual = Locale.parse(f"und_{country}")
    first, last = usual.weekend_start, usual.weekend_end
    weekend = {(first + step) % 7 for step in range((last - first) % 7 + 1)}
    return tuple(day for day in range(7) if day not in weekend)
