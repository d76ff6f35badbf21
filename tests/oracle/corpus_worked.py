"""Dates and sums worked out by hand, with the working in words: restarts to misses.

The oracle answers them too, and making the corpus fails where it gives another date or another sum.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tests.oracle import clocks
from tests.oracle.corpus_cases import Theme
from tests.oracle.corpus_spec import (
    Announced,
    Breach,
    Channel,
    Closure,
    Policy,
    Promise,
    Standard,
    Variation,
    before,
    within,
)
from tests.oracle.corpus_years import ENGLAND, ENGLAND_2022, day

FORWARD = replace(ENGLAND, roll="forward")
POST = Channel(name="first class post", after=(2, "working day"))
MONDAY = "2026-06-01T10:00"
ANEW = {"restarts": ("informed",)}
INFORMED = (("informed", "inform", "information"),)
FUNERAL_DAY = {
    "title": "Scottish Information Commissioner, Her Majesty the Queen, State Funeral",
    "url": "https://www.foi.scot/her-majesty-queen",
}
CLARIFIED = {
    "title": "Information Commissioner's Office, Time limits for compliance under the Freedom of Information Act",
    "url": "https://ico.org.uk/for-organisations/foi-eir-and-access-to-information/"
    "freedom-of-information-and-environmental-information-regulations/"
    "time-limits-for-compliance-under-the-freedom-of-information-act-section-10",
}


class Worked(Theme):
    """A theme whose every case says how it was worked out."""

    def given(
        self, name: str, working: str, promises: Promise | tuple[Promise, ...], contact: Mapping[str, Any], **more: Any
    ) -> None:
        """One case: `wanted` by the end of which row's id, with fields or the last day or instant in time of it."""
        wanted: Mapping[str, Any] = more.pop("wanted")
        as_of: str = more.pop("as_of", "2026-12-31T12:00")
        covers = more.pop("covers")
        said: dict[str, Any] = {key: more.pop(key) for key in ("calendar_read", "citation") if key in more}
        if "calendar_read" in said:
            said["calendar"] = said.pop("calendar_read")
        channel = more["channels"][0].name if "channels" in more else "email"
        standard = Standard(
            name="standard", channels=(channel,), promises=promises if isinstance(promises, tuple) else (promises,)
        )
        policy = Policy(
            name="-".join("".join(one if one.isalnum() else " " for one in name.lower()).split()),
            calendars=(more.pop("calendar", FORWARD),),
            standards=(standard,),
            events=INFORMED if ANEW["restarts"] in [one.restarts for one in standard.promises] else (),
            **more,
        )
        asked = {"channel": channel, "arrives": MONDAY, **contact}
        case = self.case(name, policy, asked, as_of, covers, **{"from": "hand", "working": working}, **said)
        rows = {row["id"]: row for row in case["expected"]["promises"]}
        for ending, fields in wanted.items():
            row = rows[f"{policy.name}.standard.{ending}"]
            for key, value in fields.items():
                if key == "by":
                    zone = policy.calendar().zone
                    assert row["due"] == clocks.utc(clocks.shown(value, zone)), (case["id"], row, value)
                else:
                    assert row[key] == value, (case["id"], row, key, value)


def reply(text: str, **more: Any) -> Promise:
    return Promise(limit=within(text), **more)


def by_hand() -> Theme:
    theme = Worked(
        "by-hand-moved", "Restarts, deemed arrival, announcements, days not counted, misses, with the working."
    )
    _moved(theme)
    _days(theme)
    _set_off(theme)
    return theme


def _moved(theme: Worked) -> None:
    theme.given(
        "a clarified request",
        "Clarified on Wednesday 10 June, in time: that is day 0. Days 1 and 2 are 11 and 12 June, 3–7 15–19 June, 8–12 "
        "22–26 June, 13–17 29 June to 3 July, and 18–20 are 6, 7 and 8 July.",
        reply("20 working days", **ANEW),
        {"events": {"informed": "2026-06-10T10:00"}},
        wanted={"reply": {"last_day": "2026-07-08", "status": "overdue"}},
        covers=["restart"],
        citation=CLARIFIED,
    )
    theme.given(
        "clarified too late",
        "Five working days from Monday 1 June end with Monday 8 June. The information comes at the first instant of "
        "the 9th, when that deadline has passed: nothing is counted anew.",
        reply("5 working days", **ANEW),
        {"events": {"informed": "2026-06-09T00:00"}},
        wanted={"reply": {"last_day": "2026-06-08", "status": "overdue"}},
        covers=["restart"],
    )
    theme.given(
        "four hours anew",
        "From 10:00 the four hours end at 14:00. At 13:30 they begin anew, and end at 17:30. Replied at 17:30 exactly.",
        reply("4 hours", **ANEW),
        {"events": {"informed": "2026-06-01T13:30", "replied": "2026-06-01T17:30"}},
        wanted={"reply": {"by": "2026-06-01T17:30", "status": "met"}},
        covers=["restart", "hours"],
    )
    theme.given(
        "anew up to the cap",
        "Five working days from Monday 8 June end with Monday 15 June. Never later than eight working days from 1 "
        "June: 2–5 June are 1–4, 8–11 June are 5–8, so 11 June.",
        reply("5 working days", cap=within("8 working days", of=""), **ANEW),
        {"events": {"informed": "2026-06-08T10:00"}},
        wanted={"reply": {"last_day": "2026-06-11"}},
        covers=["restart", "cap"],
    )
    theme.given(
        "clarified on the Saturday on which a letter counts as arriving",
        "Posted on Thursday 4 June 2026, it counts as arriving two days later, on Saturday 6 June, which is day 0. The "
        "information comes on that Saturday too, an event of its own: by the counting of this office day 0 is the next "
        "working day, Monday 8 June. The three days are 9, 10 and 11 June, and not 8, 9 and 10.",
        reply("3 working days", **ANEW),
        {"arrives": "2026-06-04T10:00", "events": {"informed": "2026-06-06"}},
        calendar=replace(FORWARD, counting="next open"),
        channels=(Channel(name="first class post", after=(2, "day")),),
        wanted={"reply": {"last_day": "2026-06-11"}},
        covers=["restart", "deemed arrival"],
    )
    theme.given(
        "posted before a bank holiday",
        "Posted on Thursday 21 May. The first working day after is Friday 22 May; Monday 25 May is a bank holiday; the "
        "second is Tuesday 26 May, the day of arrival. Days 1–3 are 27–29 May, 4 and 5 are 1 and 2 June.",
        reply("5 working days"),
        {"arrives": "2026-05-21T18:00"},
        channels=(POST,),
        wanted={"reply": {"anchor": "2026-05-26", "last_day": "2026-06-02"}},
        covers=["deemed arrival"],
    )
    theme.given(
        "sent at half past four on a Friday",
        "Not before 16:30, so it arrives on the next working day, Monday 8 June: days 1 and 2 are 9 and 10 June.",
        reply("2 working days"),
        {"arrives": "2026-06-05T16:30"},
        channels=(Channel(name="courier", sent_before="16:30"),),
        wanted={"reply": {"anchor": "2026-06-08", "last_day": "2026-06-10"}},
        covers=["deemed arrival"],
    )
    theme.given(
        "posted, where the day of arrival is day 1",
        "Posted on Monday 1 June it arrives on Wednesday 3 June. That is day 0 all the same: 4 and 5 June are days 1 "
        "and 2, Monday 8 June is day 3.",
        reply("3 working days"),
        {},
        channels=(POST,),
        calendar=replace(FORWARD, counting="day 1"),
        wanted={"reply": {"anchor": "2026-06-03", "last_day": "2026-06-08"}},
        covers=["deemed arrival", "day 1"],
    )
    request = {"arrives": "2022-09-01T10:00"}
    requests: tuple[tuple[str, dict[str, Any], str, str], ...] = (
        ("a request before the funeral", {}, "2022-09-30",
         "2 September is day 1, 5–9 are 2–6, 12–16 are 7–11. Monday 19 September was announced on the 10th as a bank "
         "holiday; 20–23 are 12–15, and 26–30 September are 16–20."),
        ("a request before the funeral, as known on arrival", {"calendar_read": "known-on-arrival"}, "2022-09-29",
         "2 September is day 1, 5–9 are 2–6, 12–16 are 7–11, 19–23 are 12–16, and 26–29 September are 17–20."),
        ("a request before the funeral, seen before it was announced", {"as_of": "2022-09-09T23:59"}, "2022-09-29",
         "On 9 September nobody knew of the holiday: 12–16 are 7–11, 19–23 are 12–16, 26–29 September are 17–20."),
    )  # fmt: skip
    for name, more, last, working in requests:
        wanted = {"reply": {"last_day": last}}
        covers = ["announced holidays" if "calendar_read" not in more else "known-on-arrival"]
        more = {"as_of": "2022-12-31T12:00", "citation": FUNERAL_DAY} | more
        theme.given(
            name,
            working,
            reply("20 working days"),
            request,
            calendar=ENGLAND_2022,
            wanted=wanted,
            covers=covers,
            **more,
        )
    theme.given(
        "a visit before the coronation",
        "Twenty working days after Friday 14 April 2023: 17–21 April are 1–5, 24–28 April 6–10, 1 May is a holiday, "
        "2–5 May are 11–14, Monday 8 May was announced on 6 November 2022, after the arrival; 9–12 May are 15–18, and "
        "15 and 16 May are 19 and 20.",
        Promise(limit=within("20 working days", of="visit")),
        {"arrives": "2022-11-01T10:00", "events": {"visit": "2023-04-14T10:00"}},
        calendar=ENGLAND_2022,
        as_of="2023-05-17T00:00",
        wanted={"reply": {"last_day": "2023-05-16", "status": "overdue"}},
        covers=["announced holidays"],
    )
    storm = Announced(day=day("2026-06-04"), name="storm", on=day("2026-06-04"), is_closure=True)
    for text, last, why in (
        (
            "2 working days",
            "2026-06-03",
            "It ended with 3 June, before the day on which the storm was announced: it stays.",
        ),
        ("3 working days", "2026-06-05", "It was to end with Thursday 4 June, the day of the storm: so Friday 5 June."),
    ):
        name = f"a storm and {text}"
        covers = ["announced holidays"]
        wanted = {"reply": {"last_day": last}}
        theme.given(
            name, why, reply(text), {}, calendar=replace(FORWARD, announced=(storm,)), wanted=wanted, covers=covers
        )


def _days(theme: Worked) -> None:
    vacation = replace(FORWARD, not_counted=(Closure(first=(8, 1), last=(8, 31), name="court vacation"),))
    theme.given(
        "ten working days over the vacation",
        "28–31 July are days 1–4. August does not count. 1–4 September are 5–8, 7 and 8 September are 9 and 10.",
        reply("10 working days"),
        {"arrives": "2026-07-27T10:00"},
        calendar=vacation,
        wanted={"reply": {"last_day": "2026-09-08"}},
        covers=["days not counted"],
    )
    theme.given(
        "a month into the vacation",
        "One month from 20 July is 20 August, which does not count: on to the first that does, Tuesday 1 September.",
        reply("1 month"),
        {"arrives": "2026-07-20T10:00"},
        calendar=vacation,
        wanted={"reply": {"last_day": "2026-09-01"}},
        covers=["days not counted", "months"],
    )
    for text, last, why in (
        ("5 days", "2026-06-11", "Of working days only: Friday 5 June is day 1, 8–11 June are days 2–5."),
        ("6 days", "2026-06-10", "Six days are no short period: 5–10 June, of which 10 June is a Wednesday."),
    ):
        name = f"short, {text} from a Thursday"
        wanted, calendar = {"reply": {"last_day": last}}, replace(FORWARD, short=5)
        theme.given(
            name,
            why,
            reply(text),
            {"arrives": "2026-06-04T10:00"},
            calendar=calendar,
            wanted=wanted,
            covers=["short periods"],
        )
    theme.given(
        "five days before a visit on a Tuesday",
        "Counted back from Tuesday 16 June in working days: 15 June is 1, 12 June 2, 11 June 3, 10 June 4, 9 June 5.",
        Promise(limit=before("5 days", "visit"), verb="contact"),
        {"arrives": "2026-05-01T10:00", "events": {"visit": "2026-06-16T10:00", "contacted": "2026-06-09T23:59"}},
        calendar=replace(FORWARD, short=5),
        wanted={"contact": {"last_day": "2026-06-09", "status": "met"}},
        covers=["short periods", "counted back"],
    )


def _set_off(theme: Worked) -> None:
    backlog = Variation(
        name="winter-backlog",
        first=day("2026-12-01"),
        last=day("2027-01-31"),
        limits=(("standard.reply", within("10 working days")),),
    )
    for arrives, last, why in (
        ("2026-11-30T23:59", "2026-12-03", "On the last day before the backlog: 1–3 December are days 1–3."),
        (
            "2026-12-01T00:00",
            "2026-12-15",
            "On its first day: 2–4 December are 1–3, 7–11 are 4–8, 14 and 15 are 9 and 10.",
        ),
        ("2027-02-01T00:00", "2027-02-04", "On the first day after it: 2–4 February are days 1–3."),
    ):
        name = f"a backlog, arrives {arrives[:10]}"
        wanted = {"reply": {"last_day": last}}
        theme.given(
            name, why, reply("3 working days"), {"arrives": arrives}, variations=(backlog,), as_of="2027-06-30T12:00",
            wanted=wanted, covers=["variation"],
        )  # fmt: skip
    trouble = Breach(event="trouble", noun="trouble", misses=3, promise="standard.complete", window=(90, "day"))
    both = (
        Promise(limit=within("5 working days"), verb="complete"),
        Promise(limit=within("2 working days", of="trouble"), verb="call back"),
    )
    for first, status, why in (
        ("2026-03-10", "overdue", "Ninety days from 10 March end with 8 June, the day of this miss: it is the third."),
        ("2026-03-09", "waiting", "Ninety days from 9 March end with 7 June, a day before this miss: there are two."),
    ):
        working = f"Five working days from Monday 1 June end with Monday 8 June, and it was done on the 10th. {why}"
        if status == "overdue":
            working += " It happens at the end of 8 June; 9 and 10 June are days 1 and 2."
        contact = {"events": {"completed": "2026-06-10T10:00"}, "missed": {"standard.complete": [first, "2026-05-11"]}}
        wanted = {"complete": {"status": "late"}, "call-back": {"status": status}}
        if status == "overdue":
            wanted["call-back"]["last_day"] = "2026-06-10"
        theme.given(
            f"three misses, the first on {first}",
            working,
            both,
            contact,
            breaches=(trouble,),
            wanted=wanted,
            covers=["misses"],
        )
    theme.given(
        "three misses, twelve months that end beyond the years",
        "Five working days from Thursday 1 June 2028 end with Thursday 8 June, and it was done on the 10th. Twelve "
        "months from 10 March 2028 end with 10 March 2029, after the calendar's last year; so it is the third miss, at "
        "the end of 8 June. Friday 9 and Monday 12 June are days 1 and 2.",
        both,
        {
            "arrives": "2028-06-01T10:00",
            "events": {"completed": "2028-06-10T10:00"},
            "missed": {"standard.complete": ["2028-03-10", "2028-05-11"]},
        },
        breaches=(replace(trouble, window=(12, "month")),),
        as_of="2028-12-31T12:00",
        wanted={"complete": {"status": "late"}, "call-back": {"status": "overdue", "last_day": "2028-06-12"}},
        covers=["misses"],
    )


THEMES = (by_hand,)
