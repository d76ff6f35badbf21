"""What owners write where the language says it in another way, or not yet: forms to look for in a line."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date

_CALENDAR = "in_calendar"

NOT_YET: tuple[tuple[str, str, str], ...] = (
    ("in_promise in_remedy in_further", r"\d ?(?:%|per ?cent) of (?!contacts)", "a share of an amount"),
    ("in_file", r"^team\b", "team"),
    ("in_file", r"^template\b", "template"),
    ("in_file", r"^use\b", "use"),
    ("in_policy", r"^adopts\b|^needs\b|^set\b|^tighten\b", "template"),
    ("in_policy", r"^status\b", "status draft"),
    ("in_policy in_standard in_duty", r"^aliases\b", "aliases"),
    (_CALENDAR, r"^a working day is called\b", "a working day is called"),
)
"""Where it would stand, its form, its name. The language is to have these forms and this version does not: that is said
by name, not left as a riddle."""

NO_END = re.compile(r"(?<!\d )\b(every (?:\w+ )?(?:(?:working|opening) )?(?:minute|hour|day|week|month|year)s?)$")
TWO_LIMITS = re.compile(
    r"\b((?:within|no later than) [\w ]+?),? (?:and|or|but|and then|or else) ((?:within|no later than) [\w ]+)"
)
TWO_WAYS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        r"^extended to the (?:date|day|time) (?:promised|agreed)\b",
        "an extension is to the date told",
        ("extended to the date told", "or promise a date"),
    ),
)
"""What can be meant in several ways: its form, what is wrong, what to write for each."""

UNITS = r"(?:(?:working|business|calendar|opening) )?(?:second|minute|hour|day|week|month|year|ring)s?"
NUMBER_WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
NUMBER = rf"(?:\d+|{'|'.join(NUMBER_WORDS[1:])})"
NO_EVENT = re.compile(rf"\bat (?:least|most) {NUMBER} (?:clear )?{UNITS}$")
MONTHS = tuple(calendar.month_name)[1:]
_MONTH = rf"(?:{'|'.join(name[:3] for name in MONTHS)})[a-z]*"
TWO_FIGURES = re.compile(rf"\b({NUMBER}) ?(?:to|or|and|-) ?({NUMBER}) ({UNITS})\b")
SLASHED = re.compile(r"(?<![\w.])(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})(?![\w.])")
YEARLESS = re.compile(rf"\b(\d{{1,2}} (?:{'|'.join(MONTHS)}))(?! \d{{4}})")
NO_UNIT = re.compile(rf"\b(within|no later than) ({NUMBER})(?= ?(?:$|,|of\b|after\b))")
PART = re.compile(rf"\b\d+[.,]\d+ ({UNITS})\b")
OWN_WORDS = re.compile(
    r"(?:organisation|owner|author|note|by|saying|says|situation|section(?: [\d.]+)?|example|(?:see also)|source|-|"
    r"(?:not a promise)|(?:holidays except)|(?:standard|duty|policy|fact|state|channel) [\w-]+|"
    r"(?:must|should|aim to|may))(?= )"
)


def named_day(day: str, month: str, year: str) -> str | None:
    """`3 March 2026`, or None where there is no such day."""
    number = int(month) if month.isdigit() else [name[:3] for name in MONTHS].index(month[:3]) + 1
    try:
        value = date(int(year) + (2000 if len(year) == 2 else 0), number, int(day))
    except ValueError:
        return None
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


_SHORT_UNITS = {"hr": "hours", "min": "minutes", "sec": "seconds", "yr": "years", "wk": "weeks", "mth": "months"}
_DEPENDS = "what an extension depends on follows `if`"
DATE_SAID = "`{}` is not how a policy writes a date"


def _money(found: re.Match[str]) -> str:
    """`£30` for `30 pounds`."""
    sign = {"p": "£", "e": "€", "d": "$"}[found[0].rpartition(" ")[2][0]]
    return f"{sign}{found[1]}"


NOT_SAID_SO: tuple[tuple[str, Callable[[re.Match[str]], str | None], str], ...] = (
    (r"(?<![\w-])(\d{4})-(\d{2})-(\d{2})(?![\w-])", lambda m: named_day(m[3], m[2], m[1]), DATE_SAID),
    (rf"\b(\d{{1,2}})(?:st|nd|rd|th)(?: of)? ({_MONTH}) (\d{{4}})", lambda m: named_day(m[1], m[2], m[3]), DATE_SAID),
    (rf"\b({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})", lambda m: named_day(m[2], m[1], m[3]), DATE_SAID),
    (rf"\b({NUMBER}) ?\((?:{NUMBER})\)", lambda m: m[1], "`{}` says one figure twice"),
    (r"\b(\d+)([a-z]{2,})", lambda m: f"{m[1]} {m[2]}", "`{}` is two words"),
    (r"\b(hr|min|sec|yr|wk|mth)s?\b", lambda m: _SHORT_UNITS[m[1]], "`{}` is written out"),
    (rf"\b({'|'.join(NUMBER_WORDS[13:])})\b", lambda m: str(NUMBER_WORDS.index(m[1])), "`{}` is written in digits"),
    (rf"\b({NUMBER}) fortnights?\b", lambda m: f"{2 * _figure(m[1])} weeks", "`{}` is said in weeks"),
    (r"\bcalendar (days?)\b", lambda m: m[1], "`{}` are just days"),
    (r"\b(?:working|business|office) (hours?|minutes?)\b", lambda m: f"opening {m[1]}", "`{}` are opening hours"),
    (r"\bwork-?(days?)\b", lambda m: f"working {m[1]}", "`{}` is two words, with `working`"),
    (r"\bworking-?(days?)\b", lambda m: f"working {m[1]}", "`{}` is two words"),
    (rf"\b(?:with )?in (?={NUMBER} {UNITS}\b)", lambda _: "within ", "a limit says `within`"),
    (r"^(?:opening hours|hours|opens)(?= [A-Z])", lambda _: "open", "the hours begin with `open`"),
    (r"^cut-off\b", lambda _: "cutoff", "`{}` is one word here"),
    (
        rf"\bwithin ({NUMBER} {UNITS} before)\b",
        lambda m: f"at least {m[1]}",
        "what is done ahead is done `at least` so long before",
    ),
    (rf"(?<=: )(?={NUMBER} {UNITS}\b)", lambda _: "within ", "a limit says `within`"),
    (r"\barrives on\b", lambda _: "arrives", "a day stands without `on`"),
    (
        r" due (?:on )?(?=(?:[A-Z]\w+day )?\d{1,2} [A-Z]\w+ \d{4}$)",
        lambda _: " due by the end of ",
        "a day on which something is due is its end",
    ),
    (r"\bby (?:the )?end of (?:the|that|this|each) day\b", lambda _: "on the same day", "`{}` is the same day"),
    (
        r"\b(?:on|by|within|in) the (?:next|following) (?:working|business) day\b",
        lambda _: "by the end of the next working day",
        "`{}` has an end",
    ),
    (r"\bas soon as possible and (?=within\b)", lambda _: "promptly and ", "with a limit it says `promptly and`"),
    (r"\bone calendar month\b", lambda _: "1 month", "`{}` is just a month"),
    (r"\b(\d+) full (working )?(days?)\b", lambda m: f"{m[1]} {m[2] or ''}{m[3]}", "`{}` are just days"),
    (r"\bat noon\b|\bby noon\b|\bnoon\b", lambda m: m[0].replace("noon", "12:00"), "a time is said in figures"),
    (r"^timezone\b", lambda _: "time zone", "`{}` is two words"),
    (r"^(?:we )?(?:shall|will|must)\b", lambda _: "must", "a promise says `must`, `should`, `aim to` or `may`"),
    (r"^(?:we aim|we try|we hope|try|hope)(?: to)?\b", lambda _: "aim to", "what is only hoped for says `aim to`"),
    (r"^(.+) ((?:must|should|aim to|may) [a-z ]+)$", lambda m: f"{m[2]} {m[1]}", "the limit comes last"),
    (
        r"^(?:can be |may be |will be |may |can )?(?:extended|extend|extension) (?:by up to|up to|by|for|of)\b",
        lambda _: "extended by",
        "an extension says `extended by`",
    ),
    (
        r"^(?:extended|extend|extension) (?:up to|to|until|till) the (?:date|day|time) (?:told|given|said|announced)\b",
        lambda _: "extended to the date told",
        "an extension is to the date told",
    ),
    (r"^(extended by .+?)(, if told[^,]*)(, once)$", lambda m: f"{m[1]}{m[3]}{m[2]}", "`once` comes before `if told`"),
    (
        r"^(extended .+?)(, if (?!told\b)[^,]+)(, if told.*)$",
        lambda m: f"{m[1]}{m[3]}{m[2]}",
        "`if told` comes before another `if`",
    ),
    (r"^(extended .+?),? unless (?=\w)", lambda m: f"{m[1]}, if not ", _DEPENDS),
    (r"^(extended .+?),? (?:where|when|in case) ", lambda m: f"{m[1]}, if ", _DEPENDS),
    (r"^(extended .+?[^,]) (?=(?:if|once)\b)", lambda m: f"{m[1]}, ", "a comma is missing"),
    (r"^(?:if )?(?:paid|payment is) late(?= ?[:£€$])", lambda _: "if paid late", "it says `if paid late:`"),
    (r"\b(?:per|every|a) (day|week|month|quarter|year)$", lambda m: f"each {m[1]}", "`{}` is said with `each`"),
    (r"^(?:compensation|refund|penalty|credit)(?= [£€$A-Z])", lambda _: "remedy", "what is paid is a `remedy`"),
    (r"\b(\d[\d,]*(?:\.\d+)?) (?:pounds?|euros?|dollars?)\b", _money, "`{}` is written with its sign"),
    (r"^(?:up to|no more than|not more than|maximum)(?= [£€$A-Z])", lambda _: "at most", "the most says `at most`"),
    (r"^when\b", lambda _: "if", "a condition says `if`, or `while`"),
    (r"^unless\b", lambda _: "except if", "an exception says `except if`, or `unless … by then`"),
    (
        r'^record ([^"]+?) in ([^"]+)$',
        lambda m: f'record "{m[1]}" in "{m[2]}"',
        "words of your own stand in quotes",
    ),
    (r'^record (\w[^"]*?)(?= in ")', lambda m: f'record "{m[1]}"', "words of your own stand in quotes"),
    (r'(?<=" in )(\w[^"]*)$', lambda m: f'"{m[1]}"', "words of your own stand in quotes"),
    (
        r'(?<=") (?:(?:on|at|into|to|under) )?(?=")',
        lambda _: " in ",
        "a record says what is kept, and `in` what",
    ),
    (r" ?(?:[;/&+|]|, ?&) ?", lambda _: ", ", "what stands in a list stands between commas"),
    (r"^[*·•] ?", lambda _: "- ", "a point of a list begins with `-`"),
    (r"^([a-z ]+):", lambda m: m[1], "no colon stands here"),
    (r":$", lambda _: "", "no colon stands here"),
    (r"\((.*)\)", lambda m: m[1], "the language has no brackets"),
)
"""What people write where the language has one way of its own to say it: the form, what is meant, what is wrong."""


def _figure(number: str) -> int:
    return NUMBER_WORDS.index(number) if number in NUMBER_WORDS else int(number)
