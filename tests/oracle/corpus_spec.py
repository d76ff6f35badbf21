"""What a case of the corpus is about, in neutral values: calendars, limits, promises.

The policy's text (`corpus_text`) and the expectation both come from these, so the two cannot drift. Dates are
`datetime.date`, amounts pairs such as `(3, "working day")`, events their past forms. Nothing here is the compiler's.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

Amount = tuple[int, str]
ARRIVES = "arrives"
MONDAY_TO_FRIDAY = frozenset(range(5))


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Opening hours, as `("09:00", "17:00")`: on weekdays, perhaps in a season only, or from one date to another."""

    spans: tuple[tuple[str, str], ...]
    weekdays: frozenset[int] = frozenset()
    season: tuple[tuple[int, int], tuple[int, int]] | None = None
    dates: tuple[dt.date, dt.date] | None = None


@dataclass(frozen=True, kw_only=True)
class Closure:
    """Closed days: from one date to another, or each year from a day and month to another.

    `works`: closed for opening, and a working day all the same.
    """

    first: dt.date | tuple[int, int]
    last: dt.date | tuple[int, int]
    name: str
    works: bool = False


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """`holidays`: days of the calendar's own, with names. `lock`: holidays by region; `regions`: those that are kept.

    `counting`: "day 0", "next open" or "day 1". `roll`: None, "forward", "back" or "falls". `hours`: "always" for open
    day and night. `month_end`: "last" or "next", for a month that has no such day.
    """

    name: str = "office"
    zone: str = "Europe/London"
    years: tuple[int, int] = (2025, 2028)
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    holidays: tuple[tuple[dt.date, str], ...] = ()
    regions: tuple[str, ...] = ()
    lock: str = ""
    dropped: tuple[str, ...] = ()
    closures: tuple[Closure, ...] = ()
    hours: tuple[Hours, ...] | str = ()
    cutoff: str = ""
    counting: str = "day 0"
    roll: str | None = None
    month_end: str = "last"
    seasons: tuple[tuple[str, tuple[int, int], tuple[int, int]], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Limit:
    """By when. `kind`: "within", "next working day", "same day"; "back" and "at most back" (before an event), "after";
    "at", "before" (an event), "during"; "carried"; "before ring", "rings"; "vague"; "none".

    `amounts` are walked in their order; `less`: days taken off at the end. `of`: the event, or "later a|b",
    "earlier a|b". `ends`: "", "closing", "same time" or a time such as "16:00". `words`: of a carried date, or vague.
    `said`: the whole of it in other words that mean the same.
    """

    kind: str = "within"
    amounts: tuple[Amount, ...] = ()
    less: int = 0
    of: str = ARRIVES
    clear: bool = False
    roll: str | None = None
    ends: str = ""
    day_and_night: bool = False
    month_end: bool = False
    calendar: str = ""
    words: str = ""
    said: str = ""


@dataclass(frozen=True, kw_only=True)
class When:
    """A condition: `kind` "if", "while", "while season", "for", "value", "from", "until", "closed" or "otherwise".

    `names`: the fact, the state, the channels, or the category and its values.
    """

    kind: str
    names: tuple[str, ...] = ()
    holds: bool = True
    day: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Case:
    when: When
    limit: Limit
    cases: tuple[Case, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Extension:
    more: Amount
    once: bool = False
    told: bool = True
    told_by: Limit | None = None
    fact: str = ""


@dataclass(frozen=True, kw_only=True)
class Dated:
    """`kind`: "promised" (`or promise a date`) or "told" (`extended to the date told`)."""

    kind: str = "promised"
    limit: Limit | None = None
    fact: str = ""


@dataclass(frozen=True, kw_only=True)
class Pause:
    start: str = "paused"
    end: str = "resumed"
    both_days: bool = False
    state: str = ""


@dataclass(frozen=True, kw_only=True)
class Promise:
    """`by`: the category of a table. `cap` and `floor` are limits of kind "within"; with `of` "" from the promise's own
    anchor. `every`: an update each time so much has passed, until an event.
    """

    limit: Limit = field(default_factory=Limit)
    verb: str = "reply"
    strength: str = "must"
    party: str = ""
    by: str = ""
    cases: tuple[Case, ...] = ()
    conditions: tuple[When, ...] = ()
    excuses: tuple[When, ...] = ()
    unless: str = ""
    extension: Extension | None = None
    dated: Dated | None = None
    pauses: tuple[Pause, ...] = ()
    cap: Limit | None = None
    floor: Limit | None = None
    or_acts: tuple[tuple[str, Limit], ...] = ()
    every: Limit | None = None
    until: str = ""


@dataclass(frozen=True, kw_only=True)
class Standard:
    name: str
    channels: tuple[str, ...]
    promises: tuple[Promise, ...]
    calendar: str = ""


@dataclass(frozen=True, kw_only=True)
class Policy:
    """`facts`: name → clause. `categories`: name → values. `states`: name → clause, from event, to event."""

    name: str
    calendars: tuple[Calendar, ...]
    standards: tuple[Standard, ...]
    facts: tuple[tuple[str, str], ...] = ()
    categories: tuple[tuple[str, tuple[str, ...]], ...] = ()
    states: tuple[tuple[str, str, str, str], ...] = ()
    events: tuple[tuple[str, str, str], ...] = ()

    def calendar(self, name: str = "") -> Calendar:
        return next(one for one in self.calendars if not name or one.name == name)


# Verbs of the language that ships, with the events to which they lead, and the nouns by which events are anchors.
EVENTS = {
    "acknowledge": "acknowledged",
    "reply": "replied",
    "answer": "answered",
    "call back": "called back",
    "contact": "contacted",
    "see": "seen",
    "complete": "completed",
    "resolve": "resolved",
    "follow up": "followed up",
    "arrive": "attended",
    "cancel": "cancelled",
    "call": "called",
    "update": "updated",
}
NOUNS = {
    ARRIVES: "arrival",
    "replied": "reply",
    "resolved": "resolution",
    "completed": "completion",
    "ended": "contact",
    "appointment": "appointment",
    "visit": "visit",
    "returned": "return",
}
CHANNELS = (
    *("email", "letter", "web form", "fax", "text message", "web chat", "phone", "phone message", "social media"),
    *("visit", "home visit"),
)

_AMOUNT = re.compile(r"(\d+) (clear )?(.+?)s?")


def amounts(text: str) -> tuple[Amount, ...]:
    """`16 working days and 5 days` as amounts."""
    found = (_AMOUNT.fullmatch(part) for part in text.split(" and "))
    return tuple((int(one[1]), one[3]) for one in found if one)


def within(text: str, **more: object) -> Limit:
    """So many of a unit, as the language says it; `less 1 day` at its end is understood."""
    text, _, less = text.partition(" less ")
    return Limit(amounts=amounts(text), less=amounts(less)[0][0] if less else 0, **more)  # type: ignore[arg-type]


def before(text: str, event: str, **more: object) -> Limit:
    """At least so much before an event; `3 clear days` are understood."""
    return Limit(kind="back", amounts=amounts(text), of=event, clear="clear " in text, **more)  # type: ignore[arg-type]


def standards(*promises: Promise | tuple[Promise, ...]) -> tuple[Standard, ...]:
    """One standard a promise, each for a channel of its own."""
    listed = [one if isinstance(one, tuple) else (one,) for one in promises]
    return tuple(
        Standard(name=channel.replace(" ", "-"), channels=(channel,), promises=own)
        for channel, own in zip(CHANNELS, listed, strict=False)
    )
