"""What can be done to a published page or a built checker, by hand or by mistake, and what `troth verify` says of it.

A row a damage: its name; the policy; what is done, in the words of the page or of the file; the code; the promise that
is named; and whether an arrival is named that shows it, which is so wherever a deadline differs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Change = Callable[[Path, str], None]
"""What is done to a build with its site in `site`, of a policy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    policy: str
    change: Change
    code: str
    names: str = ""
    arrival: bool = True
    every: int = 4_000


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} does not stand in {path}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def charter(build: Path, policy: str) -> Path:
    return build / "site" / policy / "index.html"


def days(build: Path, policy: str) -> Path:
    return build / "site" / policy / "working-days" / "index.html"


def facts(build: Path, policy: str) -> Path:
    return build / "site" / policy / "facts" / "index.html"


def passage_of(text: str, promise: str) -> str:
    """The element of a promise on a charter, as it stands there."""
    found = re.search(rf'<div data-troth="passage" data-promise="{re.escape(promise)}".*?</div>', text, re.DOTALL)
    assert found, promise
    return found[0]


def said(promise: str, old: str, new: str) -> Change:
    """Other words in the passage of one promise, on the charter."""

    def change(build: Path, policy: str) -> None:
        path = charter(build, policy)
        text = path.read_text(encoding="utf-8")
        passage = passage_of(text, promise)
        assert old in passage, f"{old!r} does not stand in {passage!r}"
        path.write_text(text.replace(passage, passage.replace(old, new, 1)), encoding="utf-8")

    return change


def everywhere(old: str, new: str) -> Change:
    """Other words on every page that has them, and in `policy.json`: all say the same, and only a checker does not."""

    def change(build: Path, policy: str) -> None:
        pages = [*(build / "site").rglob("*.html"), build / policy / "policy.json"]
        changed = 0
        for path in pages:
            text = path.read_text(encoding="utf-8")
            changed += old in text
            path.write_text(text.replace(old, new), encoding="utf-8")
        assert changed > 2, f"{old!r} stands on {changed} pages"

    return change


def on_days(old: str, new: str) -> Change:
    """Other words on the page of working days."""
    return lambda build, policy: rewrite(days(build, policy), old, new)


def in_file(name: str, old: str, new: str) -> Change:
    """Other text in a file of the build."""
    return lambda build, policy: rewrite(build / policy / name, old, new)


def on_facts(old: str, new: str) -> Change:
    """Other words on the page of facts."""
    return lambda build, policy: rewrite(facts(build, policy), old, new)


def without(promise: str) -> Change:
    """A promise taken from its page."""

    def change(build: Path, policy: str) -> None:
        path = charter(build, policy)
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(passage_of(text, promise), ""), encoding="utf-8")

    return change


def doubled(promise: str) -> Change:
    """A promise that stands on its page a second time."""

    def change(build: Path, policy: str) -> None:
        path = charter(build, policy)
        passage = passage_of(path.read_text(encoding="utf-8"), promise)
        rewrite(path, passage, passage * 2)

    return change


def row(iso: str, words: str) -> str:
    return f'<time datetime="{iso}">{words}</time>'


# ---------- on a page

ON_A_PAGE: dict[str, Damage] = {
    "a figure": Damage(
        policy="polha",
        change=said("polha.email.reply", "within 3 working days", "within 4 working days"),
        code="T803",
        names="polha.email.reply",
    ),
    "a figure of a case": Damage(
        policy="polha",
        change=said("polha.repairs.complete", "urgent: within 5", "urgent: within 6"),
        code="T803",
        names="polha.repairs.complete",
    ),
    "a figure in words": Damage(
        policy="polha",
        change=said("polha.email.reply", "within 3 working days", "within three working days"),
        code="T802",
        names="polha.email.reply",
        arrival=False,
    ),
    "rings": Damage(
        policy="ips",
        change=said("ips.phone.answer", "within 5 rings", "within 6 rings"),
        code="T803",
        names="ips.phone.answer",
    ),
    "a unit": Damage(
        policy="polha",
        change=said("polha.repairs.complete", "within 2 hours", "within 2 minutes"),
        code="T803",
        names="polha.repairs.complete",
    ),
    "working dropped": Damage(
        policy="ips",
        change=said("ips.email.reply", "within 7 working days", "within 7 days"),
        code="T803",
        names="ips.email.reply",
    ),
    "as it falls dropped": Damage(
        policy="ips",
        change=said("ips.forwarded-email.acknowledge", "receipt, as it falls.", "receipt."),
        code="T804",
        names="ips.forwarded-email.acknowledge",
        arrival=False,
    ),
    "must for aim": Damage(
        policy="polha",
        change=said("polha.social-media.reply.aim", "we aim to reply", "we reply"),
        code="T802",
        names="polha.social-media.reply.aim",
        arrival=False,
    ),
    "aim for must": Damage(
        policy="polha",
        change=said("polha.email.reply", "we reply", "we aim to reply"),
        code="T802",
        names="polha.email.reply",
        arrival=False,
    ),
    "must for should": Damage(
        policy="ips",
        change=said("ips.letter-forwarding.forward.should", "we should forward", "we forward"),
        code="T802",
        names="ips.letter-forwarding.forward.should",
        arrival=False,
    ),
    "a label": Damage(
        policy="polha",
        change=lambda build, policy: rewrite(charter(build, policy), "We aim to do this", "We must do this"),
        code="T804",
        names="polha.phone.answer.aim",
        arrival=False,
    ),
    "a channel": Damage(
        policy="polha",
        change=said("polha.phone-message.reply", "When you leave us a phone message", "When you phone us"),
        code="T803",
        names="polha.phone-message.reply",
    ),
    "to whom": Damage(
        policy="polha",
        change=said("polha.colleague.reply", "When colleagues email us or ask us", "When you email us or ask us"),
        code="T802",
        names="polha.colleague.reply",
        arrival=False,
    ),
    "a condition": Damage(
        policy="polha",
        change=said("polha.visit.contact", " and we cannot deal with the enquiry at once", ""),
        code="T803",
        names="polha.visit.contact",
    ),
    "an excuse": Damage(
        policy="polha",
        change=said(
            "polha.social-media.reply.aim", "This does not apply to a contact that arrives on a closed day.", ""
        ),
        code="T803",
        names="polha.social-media.reply.aim",
    ),
    "a date that may be told": Damage(
        policy="ips",
        change=said("ips.letter.reply", "we tell you within 2 days", "we tell you within 3 days"),
        code="T803",
        names="ips.letter.reply",
    ),
    "what it replaces": Damage(
        policy="polha",
        change=said("polha.colleague.reply", "This replaces “Emails”.", ""),
        code="T803",
        names="polha.email.reply",
    ),
    "the anchor": Damage(
        policy="ips",
        change=said("ips.forwarded-email.reply", " of the group&#39;s receipt", ""),
        code="T803",
        names="ips.forwarded-email.reply",
    ),
    "a cap": Damage(
        policy="aldermere",
        change=said("aldermere.complaint-review.reply", "never later than 8 weeks", "never later than 7 weeks"),
        code="T804",
        names="aldermere.complaint-review.reply",
        arrival=False,
    ),
    "a cap of what is paid": Damage(
        policy="aldermere",
        change=said("aldermere.pressure.survey", "£250 at most each year", "£350 at most each year"),
        code="T803",
        names="aldermere.pressure.survey",
    ),
    "a remedy": Damage(
        policy="aldermere",
        change=said("aldermere.complaint.reply", "we pay you £20", "we pay you £30"),
        code="T803",
        names="aldermere.complaint.reply",
    ),
    "an effective date": Damage(
        policy="aldermere",
        change=said("aldermere.moving.bill", "From 1 April 2026", "From 1 April 2027"),
        code="T804",
        names="aldermere.moving.bill",
        arrival=False,
    ),
    "the effective date of a sum": Damage(
        policy="aldermere",
        change=said("aldermere.query.reply", "From 2 July 2025", "From 3 July 2025"),
        code="T804",
        names="aldermere.query.reply",
        arrival=False,
    ),
    "a holiday": Damage(
        policy="lines",
        change=on_days(row("2026-12-24", "Thursday 24 December 2026"), row("2026-12-23", "Wednesday 23 December 2026")),
        code="T803",
        names="lines.",
        every=3,
    ),
    "a holiday of the charter's other page": Damage(
        policy="polha",
        change=on_days(row("2026-12-25", "Friday 25 December 2026"), row("2026-12-24", "Thursday 24 December 2026")),
        code="T804",
        names="2026-12-24 (Christmas Day)",
        arrival=False,
    ),
    "a holiday left out": Damage(
        policy="lines",
        change=lambda build, policy: rewrite(
            days(build, policy),
            f'<tr><th scope="row">{row("2026-12-24", "Thursday 24 December 2026")}</th><td>Christmas Eve</td></tr>',
            "",
        ),
        code="T803",
        names="lines.",
        every=3,
    ),
    "a holiday that is no such day": Damage(
        policy="polha",
        change=on_days("Friday 25 December 2026", "Saturday 25 December 2026"),
        code="T802",
        names="Saturday 25 December 2026",
        arrival=False,
    ),
    "the name of a holiday": Damage(
        policy="lines",
        change=on_days("Christmas Eve", "Christmas"),
        code="T803",
        names="lines.",
        every=3,
    ),
    "when a holiday was announced": Damage(
        policy="lines",
        change=on_days("announced 1 April 2026", "announced 1 May 2026"),
        code="T803",
        names="lines.",
        every=3,
    ),
    "a closure that counts as work": Damage(
        policy="lines",
        change=on_days("stocktaking (counts as a working day)", "stocktaking"),
        code="T803",
        names="lines.",
        every=3,
    ),
    "opening hours": Damage(
        policy="lines", change=on_days("9am to 5pm", "9am to 6pm"), code="T803", names="lines.", every=3
    ),
    "opening hours of a further calendar": Damage(
        policy="aldermere",
        change=on_days("Saturday, 9am to 5pm", "Saturday, 9am to 6pm"),
        code="T804",
        names="calendar contact-centre",
        arrival=False,
    ),
    "the counting line": Damage(
        policy="polha",
        change=on_days("The day a contact arrives is day 0.", "The day a contact arrives is day 1."),
        code="T803",
        names="polha.email.reply",
    ),
    "the weekdays": Damage(
        policy="polha",
        change=on_days("Monday to Friday", "Monday to Saturday"),
        code="T803",
        names="polha.email.reply",
        every=97,
    ),
    "the cut-off": Damage(
        policy="lines", change=on_days("at 4pm or later", "at 3pm or later"), code="T803", names="lines.email", every=1
    ),
    "the month end": Damage(
        policy="lines",
        change=on_days("ends on the last day of the month", "ends on the first day of the next month"),
        code="T803",
        names="lines.",
        every=3,
    ),
    "the roll": Damage(
        policy="lines",
        change=on_days("moves to the next working day", "stays on that day"),
        code="T803",
        names="lines.",
        every=3,
    ),
    "days not counted": Damage(
        policy="lines",
        change=on_days("1 August to 14 August", "1 August to 17 August"),
        code="T803",
        names="lines.",
        every=3,
    ),
    "short periods": Damage(
        policy="lines",
        change=on_days("periods of up to 5 days", "periods of up to 3 days"),
        code="T803",
        names="lines.",
        every=3,
    ),
    "the region": Damage(
        policy="polha",
        change=on_days("Scotland (GB-SCT)", "England (GB-ENG)"),
        code="T804",
        names="regions",
        arrival=False,
    ),
    "the zone": Damage(
        policy="demo", change=on_days("Europe/London", "Europe/Paris"), code="T803", names="demo.", every=40
    ),
    "the years": Damage(
        policy="demo", change=on_days("from 2026 to 2026", "from 2026 to 2027"), code="T803", names="demo.", every=40
    ),
    "a day of a further calendar": Damage(
        policy="lines",
        change=on_days(row("2026-06-01", "Monday 1 June 2026"), row("2026-06-02", "Tuesday 2 June 2026")),
        code="T803",
        names="lines.",
        every=3,
    ),
    "a word": Damage(
        policy="polha",
        change=lambda build, policy: rewrite(
            facts(build, policy), "we cannot deal with the enquiry at once", "it rains"
        ),
        code="T802",
        names="polha.phone.call-back",
        arrival=False,
    ),
    "how often a promise is missed": Damage(
        policy="aldermere",
        change=on_facts("is missed twice within 28 days", "is missed once within 28 days"),
        code="T803",
        names="the words: misses of",
        arrival=False,
    ),
    "within which time it is missed": Damage(
        policy="aldermere",
        change=on_facts("is missed twice within 28 days", "is missed twice within 29 days"),
        code="T803",
        names="the words: misses of",
        arrival=False,
    ),
    "from when a state lasts": Damage(
        policy="demo",
        change=on_facts("lasts from “leaving” to", "lasts from “posted” to"),
        code="T803",
        names="the words: states of “away”",
        arrival=False,
    ),
    "a value of a category": Damage(
        policy="demo",
        change=on_facts("“high”, “low”", "“high”, “low”, “none”"),
        code="T803",
        names="the words: categories of “priority”",
        arrival=False,
    ),
    "another word for a channel": Damage(
        policy="demo",
        change=on_facts("is said as “you drop in on us”", "is said as “you drop in on us” and includes “walk-in”"),
        code="T803",
        names="the words: terms of “channel”",
        arrival=False,
    ),
    "a promise left out": Damage(
        policy="polha", change=without("polha.letter.reply"), code="T801", names="polha.letter.reply", arrival=False
    ),
    "a promise doubled": Damage(
        policy="ips", change=doubled("ips.email.reply"), code="T805", names="ips.email.reply", arrival=False
    ),
    "whose promise it is": Damage(
        policy="polha",
        change=lambda build, policy: rewrite(
            charter(build, policy), 'data-promise="polha.letter.reply" id', 'data-promise="polha.email.reply" id'
        ),
        code="T805",
        names="polha.email.reply",
        arrival=False,
    ),
    "a worked example": Damage(
        policy="polha",
        change=lambda build, policy: rewrite(charter(build, policy), "<b>by the end of ", "<b>by the end of the "),
        code="T804",
        names="polha.",
        arrival=False,
    ),
    "a figure beside": Damage(
        policy="ips",
        change=lambda build, policy: rewrite(charter(build, policy), "</h1>", "</h1><p>We answer in 2 days.</p>"),
        code="T806",
        names="2 days",
        arrival=False,
    ),
    "a figure under the page": Damage(
        policy="ips",
        change=lambda build, policy: rewrite(
            charter(build, policy), "<footer", "<p>We reply to all emails within one day.</p><footer"
        ),
        code="T806",
        names="one day",
        arrival=False,
    ),
    "a figure in place of a picture": Damage(
        policy="ips",
        change=lambda build, policy: rewrite(
            charter(build, policy), "</h1>", '</h1><img src="x.png" alt="We reply within 1 day">'
        ),
        code="T806",
        names="1 day",
        arrival=False,
    ),
    "a figure in a field": Damage(
        policy="ips",
        change=lambda build, policy: rewrite(charter(build, policy), "</h1>", '</h1><input value="Within 1 day">'),
        code="T806",
        names="1 day",
        arrival=False,
    ),
    "a sentence struck out": Damage(
        policy="polha",
        change=said("polha.email.reply", "<p", '<p style="text-decoration: line-through"'),
        code="T802",
        names="polha.email.reply",
        arrival=False,
    ),
    "a figure in what is not marked, in an element that is": Damage(
        policy="ips",
        change=lambda build, policy: rewrite(
            charter(build, policy), '<p data-troth="example-text">', '<p>Or in 2 days.</p><p data-troth="example-text">'
        ),
        code="T806",
        names="2 days",
        arrival=False,
    ),
    "the same words on every page": Damage(
        policy="polha",
        change=everywhere("reply within 3 working days", "reply within 4 working days"),
        code="T803",
        names="polha.email.reply",
    ),
    "the same calendar on every page": Damage(
        policy="ips",
        change=everywhere("Monday to Friday", "Monday to Saturday"),
        code="T803",
        names="ips.email.reply",
        every=97,
    ),
    "a figure in policy.json": Damage(
        policy="ips",
        change=in_file("policy.json", '"is": "Rings",\n            "most": 5', '"is": "Rings",\n            "most": 6'),
        code="T804",
        names="ips.phone.answer",
        arrival=False,
    ),
}


# ---------- in a checker: the same names for every kind

PYTHON, JAVASCRIPT, SQL = "checker.py", "checker.mjs", "checker.sql"


def in_every(name: str, old: str, new: str) -> Change:
    """Wherever it stands in a file."""

    def change(build: Path, policy: str) -> None:
        path = build / policy / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} does not stand in {path}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


def swapped(other: str, name: str) -> Change:
    """The checker of another policy under this one's name."""

    def change(build: Path, policy: str) -> None:
        text = (build / other / name).read_text(encoding="utf-8")
        (build / policy / name).write_text(text, encoding="utf-8")

    return change


def cut(name: str) -> Change:
    """A file of which only the first half was written."""

    def change(build: Path, policy: str) -> None:
        path = build / policy / name
        text = path.read_text(encoding="utf-8")
        path.write_text(text[: len(text) // 2], encoding="utf-8")

    return change


NAMES = (
    "a table entry",
    "a constant",
    "an operator",
    "a holiday",
    "a swapped policy",
    "an old version",
    "a truncated file",
)
"""What is done to a checker of every kind."""

OPEN = "1798102800000000,1798131600000000"
"""From 9am to 5pm on Christmas Eve of 2026, in microseconds."""

CHANGES: dict[str, tuple[str, Change, Change, Change, Change]] = {
    "python": (
        PYTHON,
        in_file(PYTHON, "'steps': [[24, 48,", "'steps': [[24, 49,"),
        in_file(PYTHON, "[[15, 'working day']]", "[[16, 'working day']]"),
        in_file(PYTHON, "time() >= calendar.cutoff", "time() > calendar.cutoff"),
        in_file(PYTHON, "'2026-12-24'", "'2026-12-23'"),
    ),
    "javascript": (
        JAVASCRIPT,
        in_file(JAVASCRIPT, "steps:[[24,48,", "steps:[[24,49,"),
        in_file(JAVASCRIPT, '[[15,"working day"]]', '[[16,"working day"]]'),
        in_file(JAVASCRIPT, ",864e8)>=", ",864e8)>"),
        in_file(JAVASCRIPT, '"739744:230;"', '"739744:229;"'),
    ),
    "sql": (
        SQL,
        in_every(SQL, ",739975,1798156800000000,24323,25,7,", ",739975,1798156800000000,24323,25,4,"),
        in_every(SQL, "'day 0',15,'w'", "'day 0',16,'w'"),
        in_every(SQL, "q.s_tod >= q.cutoff", "q.s_tod > q.cutoff"),
        in_every(SQL, ",24323,24,4,NULL,NULL)", f",24323,24,7,{OPEN})"),
    ),
}
"""Of each kind: its file; an entry of a table, a constant, an operator and a holiday in it, changed."""


def _rows(kind: str) -> dict[str, Damage]:
    file, entry, constant, operator, holiday = CHANGES[kind]
    looks_up = kind != "sql"  # whose tables are those of days, and have no other use than to answer
    return {
        "a table entry": Damage(
            policy="ips" if looks_up else "lines",
            change=entry,
            code="T803",
            arrival=not looks_up,
            every=4_000 if looks_up else 3,
        ),
        "a constant": Damage(policy="polha", change=constant, code="T803", names="polha.repairs.complete"),
        "an operator": Damage(policy="lines", change=operator, code="T803", every=3),
        "a holiday": Damage(policy="lines", change=holiday, code="T803", every=3),
        "a swapped policy": Damage(policy="polha", change=swapped("ips", file), code="T803", arrival=looks_up),
        "an old version": Damage(
            policy="polha", change=swapped("old/polha", file), code="T803", names="polha.email.reply"
        ),
        "a truncated file": Damage(policy="lines", change=cut(file), code="T803", names="lines", arrival=False),
    }


IN_A_CHECKER = {kind: _rows(kind) for kind in CHANGES}
