"""Which lines stand where, as a policy's owner reads it, and how a line reads that begins with a known word."""

from __future__ import annotations

import re

OPENERS: dict[str, str] = {
    "in_file": "`policy`, `calendar`, `category`, `channel`, `kind`, `party`, `event`, `fact`, `state`, `section`, "
    "`standard`, `duty`, `text`, `report`, `variation` or `example`",
    "in_policy": "`organisation`, `owner`, `author`, `approved`, `review every`, `next review`, `revised`, "
    "`applies to`, `see also`, `calendar`, `basis`, `note` or `source`",
    "in_calendar": "`time zone`, `years`, `holidays`, `working days`, `open`, `closed`, `season`, `cutoff`, "
    "`counting`, `month end`, `roll`, `not counted`, `working days only, in periods up to …` or `source`",
    "in_declared": "`says`, `situation`, `includes`, `plural`, `verb`, `noun`, `from … to …`, `arrives on …`, "
    "`arrives when sent before …`, `when … misses of …` or `source`",
    "in_section": "`source`",
    "in_standard": "`for`, `must`, `should`, `aim to`, `may`, `replaces`, `calendar`, `basis`, `situation`, `record`, "
    "`audience`, `not a promise` or `source`",
    "in_duty": '`for`, `must "…"`, `should "…"`, `aim to "…"`, `may "…"`, `if …`, `while …`, '
    '`after EVENT`, `basis`, `situation`, `record "…" in "…"`, `audience` or `source`',
    "in_text": 'a paragraph in quotes, `- "…"`, `not a promise "…"`, `audience` or `source`',
    "in_report": "`source`",
    "in_promise": "a case (`if …:`, `while …:`, `VALUE:`, `from DATE:`), `if`, `while`, `except`, `unless … by then`, "
    "`or promise a date`, `extended by …`, `extended to the date told`, `paused …`, `restarted by …`, "
    "`never later than …`, `or VERB …`, `by …`, `saying`, `target …`, `remedy …`, `basis`, `not a promise` or `source`",
    "in_target": "`except if …`, `except while …`, `except on closed days`, `if …` or `while …`",
    "in_target_by": "`VALUE: 90% within …`, `otherwise: …`, `except if …`, `if …` or `while …`",
    "in_remedy": "`VALUE: £20`, `from … : £20`, `plus £10 for each further …`, `at most £100`, `paid within …`, "
    "`claimed within …`, `if paid late: £20`, `except if …`, `if …` or `source`",
    "in_further": "`VALUE: £10`, or `otherwise: £10`",
    "in_variation": "`from DATE to DATE`, `STANDARD.VERB: within …` or `source`",
    "in_example": "`CHANNEL arrives …`, `EVENT …`, `VERB due by …`, `VERB met` (or another status), `NAME is …` or "
    "`as of …`",
}
"""What may stand in each place, as its owner reads it."""

HOMES = {
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
    "in_target": "beneath a target",
    "in_target_by": "beneath a target with a table",
    "in_remedy": "beneath a remedy",
    "in_further": "beneath `plus` with a table",
    "in_variation": "beneath `variation`",
    "in_example": "beneath `example`",
}

SHAPES: dict[str, str] = {
    "applies": "`applies to customers, colleagues`",
    "approved": '`approved 3 March 2026 by "Board"`',
    "at": "`at most £300`, or `at most £600 each year`",
    "arrives": "`arrives on second working day after posting`, or `arrives when sent before 16:30 on a working day, "
    "otherwise on the next working day`",
    "audience": "`audience staff`",
    "basis": '`basis law "Equality Act 2010, section 29"`, or `basis promise`',
    "claimed": "`claimed within 3 months`",
    "closed": '`closed 24 December 2026 to 31 December 2026, "winter closure"`, perhaps with `, counted as working '
    "days` at its end",
    "cutoff": "`cutoff 15:00`",
    "counting": "`counting the day of arrival is day 0`, or `counting a contact that arrives while closed arrives when "
    "we next open`",
    "for": "`for email, letter from colleagues about complaint`",
    "example": '`example "an email on a Friday"`',
    "extended": "`extended by 10 working days, if told`, or `extended to the date told`",
    "holidays": '`holidays GB-SCT`, `holidays none`, `holidays except "Easter Monday"` or `holidays also 29 May 2026, '
    '"Founders\' day"`',
    "includes": "`includes chat, instant message`",
    "month": "`month end the last day of the month`, or `month end the first day of the next month`",
    "next": "`next review May 2029`",
    "never": "`never later than 30 working days`, or `never earlier than 1 month after the arrival`",
    "not": '`not a promise "…"`',
    "note": '`note "Equality assessment": "Assessed in February."`',
    "open": "`open Monday to Friday, 09:00 to 12:00 and 13:00 to 17:00`, or `open day and night`",
    "or": "`or promise a date within 2 working days`, or `or call before the appointment`",
    "organisation": '`organisation "Harbour Homes", known as "HH"`',
    "owner": '`owner "Head of Customer Services"`',
    "paid": "`paid automatically within 10 working days`, or `paid within 10 working days of the claim`",
    "paused": "`paused while waiting for the customer`, or `paused from the appointment to the return`",
    "plural": "`plural contractors`",
    "plus": "`plus £30 for each further 24 hours or part of it`",
    "record": '`record "the call" in "the case system"`',
    "remedy": "`remedy £30`, `remedy, by customer type` or `remedy, by delay`",
    "replaces": "`replaces email, letter`",
    "report": '`report monthly to "managers" on phone, letter`',
    "restarted": "`restarted by the information`",
    "review": "`review every 3 years`",
    "revised": '`revised 1 May 2026, "section 2", "new repairs contract" by "Board"`',
    "roll": "`roll forward`, `roll back` or `roll as it falls`",
    "saying": '`saying "who has it"`',
    "says": '`says "you use our portal"`',
    "season": "`season peak, 1 October to 15 November each year`",
    "section": '`section 4.1 "Phone"`',
    "see": '`see also "Customer Charter"`',
    "situation": '`situation "The phone rings"`',
    "source": '`source "4.2 bullet 1"`, or `source "4.2 bullet 1" to "4.2 bullet 3"`',
    "target": "`target 95% each month`, `target 90% within 20 seconds each month` or `target average 4 working days "
    "each month`",
    "unless": "`unless resolved by then`",
    "variation": '`variation winter-backlog "Winter backlog"`',
    "verb": '`verb inspect "inspect the work"`',
    "working": "`working days Monday to Friday`",
    "years": "`years 2025 to 2028`",
}
"""The first word of a line → how such a line reads; for lines of which nothing better is known."""


_PROMISES = {word: f"`{word} reply within 3 working days`" for word in ("must", "should", "aim to", "may")}
_DUTIES = {word: f'`{word} "give the caller your name"`' for word in ("must", "should", "aim to", "may")}
_OF_AN_EXAMPLE = {
    " arrives ": "`email arrives Friday 29 November 2024 at 16:50`",
    " due ": "`reply due by the end of Thursday 5 December 2024`, or `complete due by 5 December 2024 at 16:50`",
    " is ": "`complex is yes`, `rings is 4` or `promised is 29 May 2026`",
    "as of ": "`as of Friday 5 June 2026`",
}
"""What is in a line of an example → how such a line reads."""
_OF_A_CALENDAR = {"not": '`not counted 1 July to 31 August each year, "court vacation"`'}
_BY_CONTEXT = {"in_standard": _PROMISES, "in_duty": _DUTIES, "in_calendar": _OF_A_CALENDAR}


def shape(context: str, text: str) -> str:
    """How a line reads that begins as this one does, as `…` or several; empty where that is not known."""
    if context == "in_example":
        return next((example for sign, example in _OF_AN_EXAMPLE.items() if sign in f"{text} "), "")
    for words, example in _BY_CONTEXT.get(context, {}).items():
        if text.startswith(f"{words} "):
            return example
    word = text.partition(" ")[0].rstrip(",:")
    word = "open" if word in ("opening", "hours", "opens") else word
    return SHAPES[word] if word in SHAPES and re.search(rf"`{word}\b", OPENERS[context]) else ""


def stands(context: str) -> str:
    """What may stand there."""
    if context == "in_file":
        return f"a line at the margin begins with {OPENERS[context]}"
    return f"{HOMES[context]} stand {OPENERS[context]}"
