"""Which region of holidays a word may mean that is none: by a code, a name, or nearly one of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

import holidays as library

from troth.calendars.lock import known_regions, region_name
from troth.spelling import nearest

_CODE = re.compile(r"([A-Za-z]{2})[-_ ]([A-Za-z0-9]{1,5})")
_SHORTEST_NAME = 4

_IN_ENGLISH = {
    "Andalusia": "ES-AN",
    "Azores": "PT-20",
    "Balearic Islands": "ES-IB",
    "Basque Country": "ES-PV",
    "Bavaria": "DE-BY",
    "Britain": "GB",
    "Canary Islands": "ES-CN",
    "Carinthia": "AT-2",
    "Castile and Leon": "ES-CL",
    "Castile-La Mancha": "ES-CM",
    "Catalonia": "ES-CT",
    "Geneva": "CH-GE",
    "Great Britain": "GB",
    "Grisons": "CH-GR",
    "Hesse": "DE-HE",
    "Holland": "NL",
    "Lower Austria": "AT-3",
    "Lower Saxony": "DE-NI",
    "Lucerne": "CH-LU",
    "Madeira": "PT-30",
    "Mecklenburg-Western Pomerania": "DE-MV",
    "Navarre": "ES-NC",
    "North Rhine-Westphalia": "DE-NW",
    "Rhineland-Palatinate": "DE-RP",
    "Saxony": "DE-SN",
    "Saxony-Anhalt": "DE-ST",
    "Styria": "AT-6",
    "Thuringia": "DE-TH",
    "Tyrol": "AT-7",
    "Upper Austria": "AT-4",
    "Valencia": "ES-VC",
    "Vienna": "AT-9",
}
"""Names that English has and the library has only in another language."""


def regions_meant(text: str) -> dict[str, str]:
    """Code → name of each region that `text` may mean; none rather than a guess that only looks alike."""
    codes = _by_code(text) or _by_name(text)
    if len(codes) == 1:
        return {codes[0]: region_name(codes[0])}
    countries = {code: region_name(code.split("-")[0]) for code in codes}
    return {code: countries[code] if "-" not in code else f"{region_name(code)}, {countries[code]}" for code in codes}


def _by_code(text: str) -> list[str]:
    """`gb-sct`, `GB SCT`, `UK`, `USA`; or nearly a part of a country whose own code is right."""
    known = known_regions()
    if text.upper() in known:
        return [text.upper()]
    if text.upper() in _other_codes():
        return [_other_codes()[text.upper()]]
    found = _CODE.fullmatch(text)
    if found is None:
        return []
    country, part = (one.upper() for one in found.groups())
    country = _other_codes().get(country, country)
    parts = [region for region in known if region.startswith(f"{country}-")]
    meant = nearest(f"{country}-{part}", parts)
    return [] if meant is None else [meant]


def _by_name(text: str) -> list[str]:
    """`Scotland`, `Bavaria`, `Zurich`; or nearly one of them, with the first letter right."""
    names = _names()
    said = _plain(text)
    if said in names:
        return names[said]
    if len(said) < _SHORTEST_NAME:
        return []
    meant = nearest(said, (name for name in names if name[0] == said[0]))
    return [] if meant is None else names[meant]


@cache
def _names() -> Mapping[str, list[str]]:
    found: dict[str, dict[str, None]] = {}
    for code in sorted(known_regions()):
        country, _, part = code.partition("-")
        aliases: Mapping[str, str] = getattr(getattr(library, country), "subdivisions_aliases", {})
        for name in (region_name(code), *(name for name, own in aliases.items() if part and own == part)):
            if len(name) >= _SHORTEST_NAME:
                found.setdefault(_plain(name), {})[code] = None
    for name, code in _IN_ENGLISH.items():
        found.setdefault(_plain(name), {})[code] = None
    return {name: list(codes) for name, codes in found.items()}


@cache
def _other_codes() -> Mapping[str, str]:
    """Other codes of countries that the library knows: `UK`, `USA`, `DEU`."""
    names = library.list_supported_countries(include_aliases=True)
    codes = {name: getattr(getattr(library, name, None), "country", None) for name in names}
    return {name: code for name, code in codes.items() if code in known_regions() and name != code}


def _plain(name: str) -> str:
    """A name without its accents, in small letters."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
