"""What a new owner answers, each answer read by the compiler itself: refused here means refused in a policy.

An answer is put into the line of a small policy where it belongs. What the compiler has to say about that line is the
refusal, and what it understood is the answer. So a question takes whatever the language takes.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from troth.diagnostics import Diagnostic
from troth.model.calendar import Counting
from troth.model.condition import ValueIs
from troth.model.duration import Duration, Unit
from troth.model.limit import Within
from troth.model.policy import Policy
from troth.model.words import Words
from troth.resolve.policy import RESERVED, resolve, resolve_vocabulary
from troth.resources import data_folder
from troth.syntax.parser import parse
from troth.wording.style import WEEKDAYS

DEFAULT_ID = "customer-contact"
_LONGEST_ID = 40
_LONGEST_TEXT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """All that is asked. `region` is None where no public holidays are kept; `weekdays`: 0 is Monday."""

    id: str
    organisation: str
    owner: str
    region: str | None
    zone: str
    weekdays: tuple[int, ...]
    counting: Counting
    channels: tuple[str, ...]
    working_days: int


class Refused(Exception):
    """An answer that cannot be taken: what is wrong with it, and what to write instead."""

    def __init__(self, message: str, help: str) -> None:
        super().__init__(message, help)
        self.message = message
        self.help = help


@cache
def shipped_words() -> Words:
    """The words that ship with the language."""
    path = data_folder("grammar") / "vocabulary.policy"
    return resolve_vocabulary(parse(path.name, path.read_text(encoding="utf-8"))[0])


_DRAFT = """policy {id} "Draft"
    organisation "{text}"
    owner "{text}"
    calendar office
calendar office
    time zone {zone}
    years 2026 to 2026
    holidays {holidays}
    working days {days}
    counting the day of arrival is day 0
standard draft "Draft"
    for {channels}
    must reply {limit}
"""
_FINE = {
    "id": "draft",
    "text": "Draft",
    "zone": "Europe/London",
    "holidays": "none",
    "days": "Monday to Friday",
    "channels": "email",
    "limit": "within 3 working days",
}


def _understood(slot: str, answer: str) -> tuple[Policy | None, list[Diagnostic]]:
    """The small policy with an answer in its place, and the errors in it."""
    tree, found = parse("draft", _DRAFT.format(**{**_FINE, slot: answer}))
    policy, scope = resolve(tree, shipped_words(), None)
    return policy, [finding for finding in (*found, *scope.found) if finding.is_error]


def _read(slot: str, answer: str, what: str, example: str, line: str = "") -> Policy:
    """The small policy with that answer, in the words of `line` if those are others.

    Raises Refused: with the compiler's own words where it knows what is meant.
    """
    if not answer:
        raise Refused(f"no {what} is given", f"write one such as `{example}`")
    if '"' in answer or "\n" in answer or len(answer) > _LONGEST_TEXT:
        raise Refused(f"that is no {what}", f"write one such as `{example}`")
    policy, found = _understood(slot, line or answer)
    if policy is None or found:
        first = found[0]
        is_known = first.fixes or first.code not in {"T007", "T008"}
        says = first.message if is_known else f"`{answer}` is no {what}"
        raise Refused(says, first.help if is_known and first.help else f"write one such as `{example}`")
    return policy


def read_text(answer: str, what: str) -> str:
    """A name in the owner's words, as it can stand in quotes: double quotes become single ones.

    Raises Refused for an empty or an overlong one, and where the compiler refuses it.
    """
    text = "".join(" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in answer)
    text = " ".join(text.split())
    text = _PAIR.sub("‘\\1’", text)
    text = _QUOTE.sub("’", text)
    if not any(sign.isalnum() for sign in text):
        raise Refused(f"no {what} is given", "write it as you would on a letter")
    if len(text) > _LONGEST_TEXT:
        raise Refused(f"that has {len(text)} characters", f"{_LONGEST_TEXT} at most: write it shorter")
    _, found = _understood("text", text.replace("{", "(").replace("}", ")"))
    if found:
        raise Refused(found[0].message, found[0].help)
    return text.replace("{", "(").replace("}", ")")


_PAIR = re.compile('["“”„‟«»]([^"“”„‟«»]*)["“”„‟«»]')
_QUOTE = re.compile('["“”„‟«»]')


def id_of(organisation: str) -> str | None:
    """The identity that a name suggests: `harbour-homes`; None where it has no Latin letter to begin with."""
    plain = unicodedata.normalize("NFKD", organisation.casefold().translate(_LETTERS))
    plain = re.sub(r"[’‘']", "", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    words = re.findall(r"[a-z0-9]+", plain)
    while words and not words[0][0].isalpha():
        words = [*words[1:], words[0]] if any(word[0].isalpha() for word in words) else []
    name = ""
    for word in words:
        longer = f"{name}-{word}" if name else word[:_LONGEST_ID]
        if len(longer) > _LONGEST_ID:
            break
        name = longer
    return f"{name}-policy" if name in _NOT_AN_ID else name or None


_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
_NOT_AN_ID = RESERVED | {"con", "nul", "prn", "aux"}
"""Names that the build needs, and names of devices, which Windows takes for no folder."""


def read_id(answer: str) -> str:
    """A short name, in Latin letters, for the folder and the web address.

    Raises Refused.
    """
    name = answer.strip()
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name) or len(name) > _LONGEST_ID:
        help_ = f"write one such as `{DEFAULT_ID}`: small letters a to z, digits, hyphens between words"
        raise Refused(f"`{name}` is no short name", help_)
    if name in _NOT_AN_ID:
        raise Refused(f"`{name}` is a name that the build needs", "choose another")
    _read("id", name, "short name", DEFAULT_ID)
    return name


def read_zone(answer: str) -> str:
    """An IANA zone.

    Raises Refused, with the one that may be meant.
    """
    calendar = _read("zone", " ".join(answer.split()), "time zone", "Europe/London").calendar
    assert calendar is not None
    return calendar.zone


def read_weekdays(answer: str) -> tuple[int, ...]:
    """The days of the week that are worked; 0 is Monday.

    Raises Refused.
    """
    said = " ".join(answer.split())
    line = re.sub(r"[^\W\d]+", lambda word: word[0] if word[0] == "to" else word[0].capitalize(), said.casefold())
    line = "Monday to Sunday" if line == "Every Day" else line.replace(" And ", ", ")
    calendar = _read("days", said, "list of days of the week", "Monday to Friday", line).calendar
    assert calendar is not None
    return calendar.weekdays


def weekdays_said(weekdays: tuple[int, ...]) -> str:
    """`Monday to Friday`, `Sunday to Thursday`, `Monday, Wednesday`: as a policy says it."""
    names = [WEEKDAYS[day] for day in weekdays]
    if len(weekdays) == 7:
        return f"{WEEKDAYS[0]} to {WEEKDAYS[6]}"
    for first in weekdays:
        run = [(first + step) % 7 for step in range(len(weekdays))]
        if len(run) > 2 and set(run) == set(weekdays):
            return f"{WEEKDAYS[run[0]]} to {WEEKDAYS[run[-1]]}"
    return ", ".join(names)


def read_channels(answer: str) -> tuple[str, ...]:
    """Shipped channels between commas; other names of theirs are read too.

    Raises Refused, with the one that may be meant.
    """
    said = re.sub(r"\s+(and|or|&)\s+", ", ", " ".join(answer.casefold().split()))
    known = ", ".join(term.name for term in shipped_words().channels)
    try:
        policy = _read("channels", said, "way to contact you", "email, letter")
    except Refused as refused:
        help_ = refused.help if refused.help.startswith("did you mean") else f"known: {known}"
        raise Refused(refused.message, help_) from None
    who = policy.standards[0].who
    channels = who.values("channel")
    if len(who.conditions) != 1 or not isinstance(who.conditions[0], ValueIs) or not channels:
        raise Refused("only ways to contact you can stand here", f"known: {known}")
    return tuple(term.name for term in shipped_words().channels if term.name in channels)


def read_working_days(answer: str) -> int:
    """A whole number of working days, from 1.

    Raises Refused.
    """
    said = " ".join(answer.split())
    unit = "" if re.search(r"[^\W\d].* |day", said) else " working days"
    promise = next(_read("limit", said, "number of working days", "3", f"within {said}{unit}").promises())
    match promise.limit:
        case Within(amount=Duration(n=n, unit=Unit.WORKING_DAY)) if promise.limit == Within(
            amount=Duration(n, Unit.WORKING_DAY)
        ):
            return n
        case _:
            raise Refused(f"`{said}` is no number of working days", "write one such as `3`")


def read_counting(said: str) -> Counting:
    """Which day is day 0: `1` or `arrival`, `2` or `next-open`, or as a policy says it.

    Raises Refused.
    """
    ways = {"1": Counting.ARRIVAL_IS_DAY_0, "2": Counting.WHEN_NEXT_OPEN}
    ways |= {"arrival": Counting.ARRIVAL_IS_DAY_0, "next-open": Counting.WHEN_NEXT_OPEN}
    ways |= {str(way): way for way in Counting}
    way = ways.get(" ".join(said.split()).casefold())
    if way is None:
        raise Refused(f"`{said.strip()}` is neither of the two", "write `1` (`arrival`) or `2` (`next-open`)")
    return way


def meant_by_region(answer: str) -> Refused:
    """Why a region that is not known is refused: the compiler's words, with those that may be meant."""
    try:
        _read("holidays", answer, "country or region", "GB-SCT")
    except Refused as refused:
        help_ = refused.help if "did you mean" in refused.help else _COUNTRY_FIRST
        return Refused(refused.message, help_)
    return Refused(f"`{answer}` is no country or region", _COUNTRY_FIRST)


_COUNTRY_FIRST = "write the name of a country, such as `Germany`: its parts are shown then"
