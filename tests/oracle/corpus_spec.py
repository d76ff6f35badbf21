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
class Announced:
    """A day that was announced to be closed on a local date: as a holiday, or as a closure.

    A day that the lock has already keeps its name there.
    """

    day: dt.date
    name: str
    on: dt.date
    is_closure: bool = False


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """`holidays`: days of the calendar's own, with names. `lock`: holidays by region; `regions`: those that are kept.

    `counting`: "day 0", "next open" or "day 1". `roll`: None, "forward", "back" or "falls". `hours`: "always" for open
    day and night. `month_end`: "last" or "next", for a month that has no such day. `not_counted`: days that periods
    step over. `short`: periods of up to so many days are of working days. `known_on`: it is the calendar as it was
    known on a date; None: with all that was ever announced.
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
    announced: tuple[Announced, ...] = ()
    not_counted: tuple[Closure, ...] = ()
    short: int = 0
    known_on: dt.date | None = None


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
class Tier:
    """A share in per cent that is to be in time, by a limit or by the promise's own; or an average."""

    share: str = ""
    limit: Limit | None = None
    average: Amount | None = None


@dataclass(frozen=True, kw_only=True)
class Target:
    """`tiers` for all contacts, or `rows` by a category's values (none: otherwise). `each`: "day" to "year", or "".

    Contacts of which one of `leaves_out` holds do not count, and where there are `only`, those of which each holds.
    """

    tiers: tuple[Tier, ...] = ()
    each: str = ""
    by: str = ""
    rows: tuple[tuple[tuple[str, ...], tuple[Tier, ...]], ...] = ()
    leaves_out: tuple[When, ...] = ()
    only: tuple[When, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """Money for a miss, all of it in minor units of one currency, whose minor units are `digits` decimals.

    `amount` for all, with `cases` (None: nothing); or `rows` by a category's values (none: otherwise), or by the delay.
    `plus` for each further `step`, or `plus_rows` by a category; with `or_part` begun ones too. `most` of one contact,
    `most_yearly` of a customer. `paid_in`: counted from the missed deadline, or, where it must be claimed, the claim.
    """

    amount: int | None = None
    currency: str = "GBP"
    digits: int = 2
    by: str = ""
    rows: tuple[tuple[tuple[str, ...], int | None], ...] = ()
    delays: tuple[tuple[Amount, int], ...] = ()
    cases: tuple[tuple[When, int | None], ...] = ()
    plus: int = 0
    plus_by: str = ""
    plus_rows: tuple[tuple[tuple[str, ...], int], ...] = ()
    step: Amount | None = None
    or_part: bool = False
    most: int | None = None
    most_yearly: int | None = None
    automatically: bool = False
    paid_in: Limit | None = None
    claimed_in: Limit | None = None
    paid_late: int = 0
    excuses: tuple[When, ...] = ()
    conditions: tuple[When, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Promise:
    """`by`: the category of a table. `cap` and `floor` are limits of kind "within"; with `of` "" from the promise's own
    anchor. `every`: an update each time so much has passed, until an event. `restarts`: events from which the time is
    counted anew. `basis`: as of a standard.
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
    restarts: tuple[str, ...] = ()
    basis: str = ""
    targets: tuple[Target, ...] = ()
    remedy: Remedy | None = None


@dataclass(frozen=True, kw_only=True)
class Standard:
    """`basis`: a law's citation, or "promise"; "" where nothing is said. `only`: what else a contact must be."""

    name: str
    channels: tuple[str, ...]
    promises: tuple[Promise, ...]
    calendar: str = ""
    basis: str = ""
    only: tuple[When, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Channel:
    """A channel whose contacts arrive later than they are sent.

    On the n-th day or working day (`after`) after the local date of `event`, and of what the contact has for its
    arrival where that event is not given; or when sent on a working day before a time (`sent_before`), else on the next
    working day.
    """

    name: str
    after: Amount | None = None
    event: str = "posted"
    roll: str | None = None
    sent_before: str = ""


@dataclass(frozen=True, kw_only=True)
class Variation:
    """Another limit for promises, by what follows the policy's name in their ids, of contacts of some days."""

    name: str
    first: dt.date
    last: dt.date
    limits: tuple[tuple[str, Limit], ...]


@dataclass(frozen=True, kw_only=True)
class Breach:
    """An event that so many misses of a promise set off, the first of them within `window` before the last."""

    event: str
    noun: str
    misses: int
    promise: str
    window: Amount | None = None


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
    channels: tuple[Channel, ...] = ()
    variations: tuple[Variation, ...] = ()
    breaches: tuple[Breach, ...] = ()
    basis: str = ""

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
    "compensate": "compensated",
    "claim": "claimed",
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
    "posted": "posting",
    "claimed": "claim",
    "compensated": "compensation",
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
