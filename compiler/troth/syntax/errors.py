"""What to say about a line that is not understood: Lark's errors into ours.

Lark names the first word that did not fit, which is seldom the word that is wrong (`witin` reads as part of the verb, so
the error comes at the figure). So the slips that owners make are looked for first, and each correction that is proposed
has been tried: the corrected line parses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lark import Lark, UnexpectedCharacters, UnexpectedEOF, UnexpectedInput, UnexpectedToken

from troth.diagnostics import Diagnostic, Edit, Fix
from troth.spelling import nearest
from troth.syntax.lines import Line

OPENERS: dict[str, str] = {
    "in_file": "`policy`, `calendar`, `category`, `channel`, `kind`, `party`, `event`, `fact`, `state`, `section`, "
    "`standard`, `duty`, `text`, `report` or `example`",
    "in_policy": "`organisation`, `owner`, `author`, `approved`, `review every`, `next review`, `revised`, "
    "`applies to`, `see also`, `calendar`, `note` or `source`",
    "in_calendar": "`time zone`, `years`, `holidays`, `working days`, `closed`, `counting`, `roll` or `source`",
    "in_declared": "`says`, `includes`, `plural`, `verb`, `noun`, `from … to …` or `source`",
    "in_section": "`source`",
    "in_standard": "`for`, `must`, `should`, `aim to`, `may`, `replaces`, `audience`, `not a promise` or `source`",
    "in_duty": '`for`, `must "…"`, `should "…"`, `aim to "…"`, `may "…"`, `audience` or `source`',
    "in_text": 'a paragraph in quotes, `- "…"`, `not a promise "…"`, `audience` or `source`',
    "in_report": "`source`",
    "in_promise": "a case (`if …:`, `while …:`, `VALUE:`), `if`, `while`, `except`, `unless … by then`, "
    "`or promise a date`, `or VERB …`, `by …`, `saying`, `not a promise` or `source`",
    "in_example": "`CHANNEL arrives …`, `EVENT …`, `VERB due by …`, `VERB met` (or another status), `NAME is …` or "
    "`as of …`",
}
"""What may stand in each place, as its owner reads it."""

_HOMES = {
    "in_file": "at the margin",
    "in_policy": "beneath `policy`",
    "in_calendar": "beneath `calendar`",
    "in_declared": "beneath `channel`, `kind`, `party`, `event`, `fact` or `state`",
    "in_section": "beneath `section`",
    "in_standard": "beneath `standard`",
    "in_duty": "beneath `duty`",
    "in_text": "beneath `text`",
    "in_report": "beneath `report`",
    "in_promise": "beneath a promise",
    "in_example": "beneath `example`",
}

NOT_YET: tuple[tuple[str, str], ...] = (
    (r"^paused\b", "paused"),
    (r"^extended\b", "extended"),
    (r"^restarted\b", "restarted"),
    (r"^never (later|earlier)\b", "never later than"),
    (r"^target\b", "target"),
    (r"^remedy\b", "remedy"),
    (r"^(from|until) .*\d{4}:", "from DATE: another limit"),
    (r"^team\b", "team"),
    (r"^variation\b", "variation"),
    (r"^template\b|^needs\b|^adopts\b|^set\b|^tighten\b", "template"),
    (r"^use\b", "use"),
    (r"^season\b", "season"),
    (r"^open\b", "open (opening hours)"),
    (r"^cutoff\b", "cutoff"),
    (r"^not counted\b", "not counted"),
    (r"^status draft\b", "status draft"),
    (r"^basis\b", "basis"),
    (r"^aliases\b", "aliases"),
    (r"^arrives\b", "arrives (deemed arrival)"),
    (r"^counting the day of arrival is day 1\b", "the day of arrival is day 1"),
    (r"\bopening (hours?|minutes?)\b", "opening hours"),
    (r"\bclear (working )?days?\b", "clear days"),
    (r"\bat (least|most) .* (before|after)\b", "at least … before"),
    (r"\bthe (later|earlier) of\b", "the later of"),
    (r"\bevery .* until\b", "every … until"),
    (r"\bless \d+ days?\b", "less 1 day"),
    (r", ?on calendar\b", "on calendar"),
    (r"at the same time of day\b", "at the same time of day"),
    (r"to the end of the month\b", "to the end of the month"),
    (r"\bannounced\b", "announced"),
    (r"\beach year\b", "each year"),
)
"""Forms that the language is to have and this version does not: said so by name, not left as a riddle."""

_UNITS = r"(?:(?:working|business) )?(?:second|minute|hour|day|week|month|year|ring)s?"
_NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_TWO_FIGURES = re.compile(rf"\b({_NUMBER}) ?(?:to|or|and|-) ?({_NUMBER}) ({_UNITS})\b")
_SLASHED = re.compile(r"(?<![\w.])(\d{1,2})[/.-](\d{1,2})[/.-](\d{2,4})(?![\w.])")
_ISO = re.compile(r"(?<![\w-])(\d{4})-(\d{2})-(\d{2})(?![\w-])")
_YEARLESS = re.compile(
    r"\b(\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December))(?! \d{4})"
)
_NO_UNIT = re.compile(rf"\b(within|no later than) ({_NUMBER})(?= ?(?:$|,|of\b|after\b))")
_QUOTED = re.compile(r'"[^"]*"')
_WORD = re.compile(r"[A-Za-z][A-Za-z-]*")


def nothing_beneath(line: Line) -> Diagnostic:
    """A line that takes no lines beneath it has some: usually one space too many."""
    first = line.children[0]
    return Diagnostic(
        code="T008",
        message=f"nothing can stand beneath `{_short(line.text)}`",
        help="indent this line like the one above it",
        span=first.span(),
    )


def explain(line: Line, context: str, problem: UnexpectedInput, grammar: Lark, contexts: tuple[str, ...]) -> Diagnostic:
    """The one finding about a line that does not parse in its context."""
    bare = _QUOTED.sub(lambda found: '"' + " " * (len(found[0]) - 2) + '"', line.text)
    return (
        _known_slip(line, bare)
        or _repair(line, bare, context, grammar)
        or _not_yet(line, bare)
        or _belongs_elsewhere(line, context, grammar, contexts)
        or _stopped(line, context, problem)
    )


def _known_slip(line: Line, bare: str) -> Diagnostic | None:
    if found := _TWO_FIGURES.search(bare):
        return Diagnostic(
            code="T010",
            message=f"`{found[0]}` has two figures; a promise has one",
            help=f"write the one you can be held to: `{found[2]} {found[3]}`",
            span=line.span(*found.span()),
            fixes=(_replace(line, *found.span(), f"{found[2]} {found[3]}"),),
        )
    if found := _SLASHED.search(bare):
        return Diagnostic(
            code="T009",
            message=f"`{found[0]}` can be read as two different dates, and is never guessed",
            help="write the month as a word, such as `1 February 2026`",
            span=line.span(*found.span()),
        )
    if found := _ISO.search(bare):
        return Diagnostic(
            code="T009",
            message=f"`{found[0]}` is not how a policy writes a date",
            help="write the month as a word, such as `1 February 2026`",
            span=line.span(*found.span()),
        )
    if found := _NO_UNIT.search(bare):
        return Diagnostic(
            code="T011",
            message=f"`{found[0]}` has no unit",
            help=f"say of what: `{found[0]} working days`, `{found[0]} days` or `{found[0]} hours`",
            span=line.span(*found.span()),
        )
    if found := _YEARLESS.search(bare):
        return Diagnostic(
            code="T009",
            message=f"`{found[0]}` has no year",
            help=f"add it: `{found[0]} 2026`",
            span=line.span(*found.span()),
        )
    return None


def _not_yet(line: Line, bare: str) -> Diagnostic | None:
    for pattern, name in NOT_YET:
        if found := re.search(pattern, bare):
            return Diagnostic(
                code="T012",
                message=f"`{name}` is not in this version of the language yet",
                help="leave the line out for now, or say it in a `text` block marked `not a promise`",
                span=line.span(*found.span()),
            )
    return None


# ---------- corrections that were tried


def _repair(line: Line, bare: str, context: str, grammar: Lark) -> Diagnostic | None:
    for message, help_, start, end, text in _candidates(line, bare, context, grammar):
        if _parses(grammar, line.text[:start] + text + line.text[end:], context):
            return Diagnostic(
                code="T007",
                message=message,
                help=help_,
                span=line.span(start, max(end, start + 1)) if start < len(line.text) else line.span(),
                fixes=(_replace(line, start, end, text),),
            )
    return None


def _candidates(line: Line, bare: str, context: str, grammar: Lark) -> Iterator[tuple[str, str, int, int, str]]:
    """Corrections worth trying: message, help, and what to put in place of `text[start:end]`."""
    text = line.text
    if text.endswith((".", ";")):
        yield "a line does not end in a full stop", "leave it out", len(text) - 1, len(text), ""
    words = [(found.start(), found.end(), found[0]) for found in _WORD.finditer(bare)]
    if words and words[0][2][0].isupper():
        start, end, word = words[0]
        lower = word.lower()
        yield f"`{word}` begins with a capital", f"write `{lower}`", start, end, lower
    known = _keywords(grammar)
    for start, end, word in words:
        if word in known:
            continue
        meant = nearest(word, known)
        if meant is not None:
            yield (
                f"`{word}` is not a word of the language here",
                f"did you mean `{meant}`?",
                start,
                end,
                meant,
            )
    if context == "in_promise" and ":" not in bare:
        for found in re.finditer(r" (?=within\b|no later\b|by the\b|on the same\b|before\b|no promise\b)", bare):
            at = found.start()
            yield "a case needs a colon before its limit", f"write `{text[:at]}:{text[at:]}`", at, at, ":"
    if context == "in_file" and (
        found := re.match(r"(policy|standard|duty|calendar) ([\w-]+(?: [\w-]+)+)(?= \"|$)", bare)
    ):
        name = found[2].replace(" ", "-")
        yield "a name is one word", f"join its words by hyphens: `{name}`", found.start(2), found.end(2), name
    for start, _, _ in words[1:4]:
        if '"' not in text:
            yield (
                "words of your own stand in quotes",
                f'write `{text[:start]}"{text[start:]}"`',
                start,
                len(text),
                f'"{text[start:]}"',
            )


def _parses(grammar: Lark, text: str, context: str) -> bool:
    try:
        grammar.parse(text, start=context)
    except UnexpectedInput:
        return False
    return True


@cache
def _keywords(grammar: Lark) -> frozenset[str]:
    words: set[str] = set()
    for terminal in grammar.terminals:
        pattern = re.sub(r"\\.|\(\?.|\[[^\]]*\]", " ", terminal.pattern.value)
        words.update(word for word in re.findall(r"[A-Za-z]+", pattern) if len(word) > 1)
    words.update(
        unit + s for unit in ("second", "minute", "hour", "day", "week", "month", "year", "ring") for s in ("", "s")
    )
    words.update(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
    return frozenset(words)


# ---------- where nothing better is known


def _belongs_elsewhere(line: Line, context: str, grammar: Lark, contexts: tuple[str, ...]) -> Diagnostic | None:
    homes = [_HOMES[other] for other in contexts if other != context and _parses(grammar, line.text, other)]
    if not homes:
        return None
    return Diagnostic(
        code="T008",
        message=f"`{_short(line.text)}` stands in the wrong place",
        help=f"it belongs {' or '.join(homes[:3])}; here stand {OPENERS[context]}",
        span=line.span(),
    )


def _stopped(line: Line, context: str, problem: UnexpectedInput) -> Diagnostic:
    ended = isinstance(problem, UnexpectedEOF) or (
        isinstance(problem, UnexpectedToken) and problem.token.type == "$END"
    )
    here = f"{_HOMES[context]} stand {OPENERS[context]}"
    here = here.replace("at the margin stand", "a line at the margin begins with")
    if ended:
        return Diagnostic(
            code="T007",
            message=f"`{_short(line.text)}` stops too early",
            help=f"say what follows; {here}",
            span=line.span(),
        )
    assert isinstance(problem, UnexpectedToken | UnexpectedCharacters)
    at = problem.pos_in_stream or 0
    what = (re.match(r'"[^"]*"|[\w\'’-]+|.', line.text[at:]) or re.match(r"", ""))[0]  # type: ignore[index]
    message = f"this line is not understood from `{_short(what)}` on" if at else f"`{_short(what)}` begins no line here"
    return Diagnostic(code="T007", message=message, help=here, span=line.span(at, at + len(what)))


def _replace(line: Line, start: int, end: int, text: str) -> Fix:
    if end > start:
        span = line.span(start, end)
    else:
        place = line.origins[start]
        span = line.span(start, start + 1)
        span = type(span)(path=span.path, start=place, end=place)
    title = f"replace `{line.text[start:end]}` by `{text}`" if end > start else f"insert `{text}`"
    if not text:
        title = f"remove `{line.text[start:end]}`"
    return Fix(title, (Edit(span, text),))


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
