"""Each field of the model, by which fingerprint it is covered, why, and a change of a policy in that field alone.

`PROMISES` is what binds somebody, `CALENDAR` what the lock says, `BOTH` what does both, `NEITHER` the rest. A change is
policy text in place of other text wherever text can say it; `put` changes the model.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from tests.model.made import LOCK, TEXT, Change, everywhere, put, read

from troth.calendars.lock import Holiday
from troth.model.calendar import Calendar
from troth.model.condition import ArrivedOnClosedDay, FactIs, StateIs
from troth.model.limit import DuringContact, NextWorkingDay, Notice, SameDay, Within
from troth.model.policy import Case, OtherAct, Policy, Promise, Revision
from troth.model.words import Fact

PROMISES, CALENDAR = frozenset({"promises"}), frozenset({"calendar"})
BOTH, NEITHER = PROMISES | CALENDAR, frozenset[str]()


@dataclass(frozen=True, slots=True)
class Row:
    field: str
    prints: frozenset[str]
    why: str
    change: Change

    def __str__(self) -> str:
        return self.field


def _locked(*holidays: Holiday) -> Change:
    """The policy with other holidays in its lock than on 25 December 2026."""
    kept = (one for one in LOCK.holidays if one.day != date(2026, 12, 25))
    lock = replace(LOCK, holidays=tuple(sorted((*kept, *holidays))))
    return lambda _: read(TEXT, lock)


def _ships(policy: Policy) -> Policy:
    return replace(policy, words=policy.words.joined(type(policy.words)(facts=(Fact(name="new", text="it is new"),))))


def _proclaimed(_: Policy) -> Policy:
    return read(TEXT, replace(LOCK, proclaimed=frozenset({("GB-SCT", 2026)})))


_DERIVED = "worked out from the lock, the rules and the policy's own closed days, which are covered"
_PLACE = "where a line stands in the file"
_LAYOUT: Change = ('policy whole "', '# a comment\n\n\npolicy whole "')
_SOURCE = "a source"
_TITLE = "a title"
_HEADER = "a fact about the policy, and nothing that it promises"
_PROSE = "a text cannot promise"
_EXAMPLE = "an example tests a policy, and says nothing of its own"
_SAID = "it says what is promised, to whom, by when or how"
_WORD = "a word that the policy declares, and the public reads"
_RULE = "a rule of the calendar"
_IN_ID = "it is in the identity of its promises"

CALENDARS = (
    Row("ClosedDay.day", PROMISES, "the policy's own", ("23 December 2026", "22 December 2026")),
    Row("ClosedDay.day", CALENDAR, "the lock's", _locked(Holiday("GB-SCT", date(2026, 12, 24), "Christmas Day"))),
    Row(
        "ClosedDay.day",
        CALENDAR,
        "the lock's, where the policy counts the day as worked all the same",
        _locked(Holiday("GB-SCT", date(2026, 12, 28), "Christmas Day")),
    ),
    Row("ClosedDay.name", PROMISES, "the public reads it", ('"staff day"', '"training day"')),
    Row(
        "ClosedDay.name",
        CALENDAR,
        "the lock's, by which a policy leaves one out",
        _locked(Holiday("GB-SCT", date(2026, 12, 25), "Christmas")),
    ),
    Row("ClosedDay.announced", PROMISES, "it moves deadlines", ("announced 1 June", "announced 2 June")),
    Row("YearlyDays.first", PROMISES, _RULE, ("10 August", "9 August")),
    Row("YearlyDays.last", PROMISES, _RULE, ("12 August", "13 August")),
    Row("NotCounted.days", PROMISES, _RULE, ("5 November 2026", "6 November 2026")),
    Row("NotCounted.name", PROMISES, "the public reads it", ('"fair"', '"trades fair"')),
    Row("Hours.spans", PROMISES, _RULE, ("09:00 to 17:00", "09:00 to 17:30")),
    Row("Hours.weekdays", PROMISES, _RULE, ("Monday to Friday, 09:00 to 17:00", "Monday to Thursday, 09:00 to 17:00")),
    Row("Hours.during", PROMISES, _RULE, ("1 June to 31 August", "1 June to 30 August")),
    Row("Hours.dates", PROMISES, _RULE, ("12 December 2026, 10:00", "19 December 2026, 10:00")),
    Row("Hours.span", NEITHER, _PLACE, _LAYOUT),
    Row("HolidayRule.regions", BOTH, "the rule, and with it what is locked", ("GB-SCT", "GB-ENG, GB-SCT")),
    Row(
        "HolidayRule.dropped",
        PROMISES,
        "the lock has the day all the same",
        ('    holidays except "Saint Andrew\'s Day"\n', ""),
    ),
    Row("HolidayRule.added", PROMISES, "the policy's own", ("9 June 2026", "10 June 2026")),
    Row(
        "Calendar.name",
        NEITHER,
        "nothing refers to the policy's own calendar by name",
        (("    calendar       office", "    calendar       desk"), ("calendar office", "calendar desk")),
    ),
    Row("Calendar.name", PROMISES, "standards and limits name a further one", everywhere("helpline", "hotline")),
    Row("Calendar.zone", PROMISES, _RULE, ("Europe/London", "Europe/Dublin")),
    Row("Calendar.first_year", BOTH, "no deadline lies outside, and no locked day", ("2026 to 2027", "2025 to 2027")),
    Row("Calendar.last_year", BOTH, "no deadline lies outside, and no locked day", ("2026 to 2027", "2026 to 2028")),
    Row("Calendar.weekdays", PROMISES, _RULE, ("working days   Monday to Friday", "working days   Monday to Thursday")),
    Row("Calendar.hours", PROMISES, _RULE, ("    open           12 December 2026, 10:00 to 12:00\n", "")),
    Row("Calendar.always_open", PROMISES, _RULE, ("    open day and night\n", "")),
    Row("Calendar.cutoff", PROMISES, _RULE, ("cutoff         16:00", "cutoff         15:00")),
    Row("Calendar.counting", PROMISES, _RULE, ("arrival is day 0\n    month", "arrival is day 1\n    month")),
    Row("Calendar.month_end", PROMISES, _RULE, ("the last day of the month", "the first day of the next month")),
    Row("Calendar.roll", PROMISES, _RULE, ("as it falls", "back")),
    Row("Calendar.closed", NEITHER, _DERIVED, put(Calendar, closed=())),
    Row("Calendar.shut", NEITHER, _DERIVED, put(Calendar, shut=())),
    Row("Calendar.holidays", PROMISES, "the rule, without the days", put(Calendar, holidays=None)),
    Row("Calendar.locked", CALENDAR, "what the lock says", _locked()),
    Row("Calendar.closures", PROMISES, "the policy's own", ('    closed         23 December 2026, "staff day"\n', "")),
    Row("Calendar.worked", PROMISES, "the policy's own", ("28 December 2026", "29 December 2026")),
    Row("Calendar.not_counted", PROMISES, _RULE, ("    not counted    3 November 2026 to 5 November 2026\n", "")),
    Row("Calendar.short", PROMISES, _RULE, ("up to 5 days", "up to 7 days")),
    Row("Calendar.by_rule", NEITHER, "a mark of the lock, that moves no day", _proclaimed),
    Row("Calendar.span", NEITHER, _PLACE, _LAYOUT),
)

CONDITIONS = (
    Row("FactIs.fact", PROMISES, _SAID, ("if complex: within", "if spare: within")),
    Row("FactIs.holds", PROMISES, _SAID, ("if complex: within", "if not complex: within")),
    Row("StateIs.state", PROMISES, _SAID, ("while away: within", "while busy: within")),
    Row("StateIs.holds", PROMISES, _SAID, put(StateIs, holds=False)),
    Row("ValueIs.dimension", PROMISES, _SAID, ("for visit", "for complaint")),
    Row("ValueIs.values", PROMISES, _SAID, ("for        email, letter", "for        email, fax")),
    Row("ArrivedOnClosedDay.calendar", PROMISES, _SAID, put(ArrivedOnClosedDay, calendar="")),
    Row("ArrivedBetween.first", PROMISES, _SAID, ("from 1 December", "from 2 December")),
    Row("ArrivedBetween.last", PROMISES, _SAID, ("until 1 March", "until 2 March")),
    Row("InSeason.first", PROMISES, _SAID, ("peak, 1 October", "peak, 2 October")),
    Row("InSeason.last", PROMISES, _SAID, ("15 November each", "14 November each")),
    Row("InSeason.name", NEITHER, "the season's days say it", (("peak, 1", "rush, 1"), ("while peak", "while rush"))),
    Row("Who.conditions", PROMISES, _SAID, ("for        email, letter from colleagues", "for        email, letter")),
)

LIMITS = (
    Row("Duration.n", PROMISES, _SAID, ("within 5 working days of", "within 6 working days of")),
    Row("Duration.unit", PROMISES, _SAID, ("within 5 working days of", "within 5 days of")),
    Row("Within.amount", PROMISES, _SAID, ("call within 4 days", "call within 3 days")),
    Row("Within.clear", PROMISES, "refused (T217), and covered all the same", put(Within, clear=True)),
    Row("Within.then", PROMISES, _SAID, ("3 hours and 2 minutes", "3 hours and 3 minutes")),
    Row("Within.less", PROMISES, _SAID, ("2 months less 1 day", "2 months less 2 days")),
    Row("Within.month_end", PROMISES, _SAID, (", to the end of the month", "")),
    Row("Within.event", PROMISES, _SAID, ("5 working days of the return", "5 working days of the appointment")),
    Row("Within.roll", PROMISES, _SAID, ("2 months less 1 day", "2 months less 1 day, rolling forward")),
    Row("Within.by", PROMISES, _SAID, ("the return, by 16:00", "the return, by 15:00")),
    Row("Within.by_closing", PROMISES, _SAID, ("3 days, by closing time", "3 days")),
    Row("Within.same_time", PROMISES, _SAID, ("3 days, at the same time of day", "3 days")),
    Row("Within.day_and_night", PROMISES, _SAID, ("2 minutes, day and night", "2 minutes")),
    Row("Within.promptly", PROMISES, "it is published", ("promptly and within", "within")),
    Row(
        "Within.calendar",
        PROMISES,
        _SAID,
        ("acknowledge within 2 days", "acknowledge within 2 days, on calendar helpline"),
    ),
    Row("Within.span", NEITHER, _PLACE, _LAYOUT),
    Row("Notice.amount", PROMISES, _SAID, ("at least 14 days", "at least 15 days")),
    Row("Notice.event", PROMISES, _SAID, ("days before the appointment, rolling", "days before the return, rolling")),
    Row("Notice.then", PROMISES, _SAID, ("2 weeks and 1 day", "2 weeks and 2 days")),
    Row("Notice.clear", PROMISES, _SAID, put(Notice, clear=False)),
    Row("Notice.at_most", PROMISES, _SAID, ("at most 2 weeks", "at least 2 weeks")),
    Row("Notice.after", PROMISES, _SAID, ("14 days after", "14 days before")),
    Row("Notice.roll", PROMISES, _SAID, ("appointment, rolling back", "appointment, rolling forward")),
    Row(
        "Notice.calendar",
        PROMISES,
        _SAID,
        ("14 days after the return", "14 days after the return, on calendar helpline"),
    ),
    Row("Notice.span", NEITHER, _PLACE, _LAYOUT),
    Row("Every.step", PROMISES, _SAID, ("every 5 working days", "every 6 working days")),
    Row("Every.until", PROMISES, _SAID, ("until the resolution", "until the return")),
    Row(
        "NextWorkingDay.event",
        PROMISES,
        _SAID,
        ("end of the next working day", "end of the next working day after the return"),
    ),
    Row("NextWorkingDay.by", PROMISES, _SAID, ("end of the next working day", "end of the next working day, by 16:00")),
    Row("NextWorkingDay.by_closing", PROMISES, _SAID, put(NextWorkingDay, by_closing=True)),
    Row("NextWorkingDay.same_time", PROMISES, _SAID, put(NextWorkingDay, same_time=True)),
    Row("NextWorkingDay.calendar", PROMISES, _SAID, put(NextWorkingDay, calendar="")),
    Row("SameDay.event", PROMISES, _SAID, ("on the same day", "on the day of the return")),
    Row("SameDay.by", PROMISES, _SAID, ("on the same day", "on the same day, by 16:00")),
    Row("SameDay.by_closing", PROMISES, _SAID, ("on the same day", "on the same day, by closing time")),
    Row("SameDay.same_time", PROMISES, _SAID, put(SameDay, same_time=True)),
    Row("SameDay.calendar", PROMISES, _SAID, ("on the same day", "on the same day, on calendar office")),
    Row("Rings.most", PROMISES, _SAID, ("within 5 rings", "within 6 rings")),
    Row("Rings.said_before", NEITHER, "another way to say the same", ("within 5 rings", "before ring 6")),
    Row("AtEvent.event", PROMISES, _SAID, ("at the appointment", "at the return")),
    Row("BeforeEvent.event", PROMISES, _SAID, ("contact before the appointment", "contact before the return")),
    Row("CarriedDate.name", PROMISES, _SAID, ("by the time agreed", "by the time promised")),
    Row("Vague.words", PROMISES, "it is published", ("as soon as possible", "as quickly as possible")),
)

MEASURES = (
    Row("Tier.share", PROMISES, _SAID, ("85.5%", "85.4%")),
    Row("Tier.limit", PROMISES, _SAID, ("50% within 2", "50% within 3")),
    Row("Target.tiers", PROMISES, _SAID, ("50% within 2 working days of the arrival, ", "")),
    Row("Target.average", PROMISES, _SAID, ("average 3 working", "average 2 working")),
    Row("Target.each", PROMISES, _SAID, ("each quarter", "each month")),
    Row("Target.only", PROMISES, _SAID, ("            if complex\n            except", "            except")),
    Row("Target.excludes", PROMISES, _SAID, ("except if spare", "except if complex")),
    Row("Target.span", NEITHER, _PLACE, _LAYOUT),
    Row("Money.minor", PROMISES, _SAID, ("remedy £30", "remedy £30.01")),
    Row("Money.currency", PROMISES, _SAID, (("hour: £10", "hour: €10"), ("hours: £25", "hours: €25"))),
    Row("SumCase.condition", PROMISES, _SAID, ("if complex: £40", "if spare: £40")),
    Row("SumCase.sum", PROMISES, _SAID, ("if complex: £40", "if complex: £41")),
    Row("SumCase.span", NEITHER, _PLACE, _LAYOUT),
    Row("SumFromDelay.delay", PROMISES, _SAID, ("from 4 opening hours:", "from 5 opening hours:")),
    Row("SumFromDelay.sum", PROMISES, _SAID, ("hours: £25", "hours: £26")),
    Row("SumFromDelay.span", NEITHER, _PLACE, _LAYOUT),
    Row("Sums.plain", PROMISES, _SAID, ("remedy £30", "remedy £31")),
    Row("Sums.cases", PROMISES, _SAID, ("            if complex: £40\n", "")),
    Row("Sums.by_delay", PROMISES, _SAID, ("            from 4 opening hours: £25\n", "")),
    Row("Further.sums", PROMISES, _SAID, ("plus £30", "plus £31")),
    Row("Further.period", PROMISES, _SAID, ("further 24 hours", "further 23 hours")),
    Row("Further.started", PROMISES, _SAID, (" or part of it", "")),
    Row("Remedy.sums", PROMISES, _SAID, ("remedy £30", "remedy £32")),
    Row("Remedy.further", PROMISES, _SAID, ("            plus £30 for each further 24 hours or part of it\n", "")),
    Row("Remedy.at_most", PROMISES, _SAID, ("at most £100", "at most £101")),
    Row("Remedy.at_most_each", PROMISES, _SAID, ("£300 each month", "£300 each year")),
    Row("Remedy.automatically", PROMISES, _SAID, ("paid automatically", "paid")),
    Row("Remedy.paid", PROMISES, _SAID, ("paid within 10", "paid within 11")),
    Row("Remedy.claimed", PROMISES, _SAID, ("claimed within 3", "claimed within 4")),
    Row("Remedy.if_late", PROMISES, _SAID, ("if paid late: £20", "if paid late: £21")),
    Row("Remedy.only", PROMISES, _SAID, ("            if not spare\n", "")),
    Row("Remedy.excludes", PROMISES, _SAID, ("            except if complex\n", "            except if spare\n")),
    Row("Remedy.span", NEITHER, _PLACE, _LAYOUT),
)

_STANDARD = (("standard visits", "standard calls-in"),)
_POLICY_TEXT = '    "We want the best."\n'

POLICIES = (
    Row("Source.first", NEITHER, _SOURCE, ('source "3.2"', 'source "3.3"')),
    Row("Source.last", NEITHER, _SOURCE, ('to "0.2"', 'to "0.3"')),
    Row("Source.span", NEITHER, _PLACE, _LAYOUT),
    Row("Case.condition", PROMISES, _SAID, ("if complex: within 6", "if spare: within 6")),
    Row("Case.limit", PROMISES, _SAID, ("complex: within 6", "complex: within 7")),
    Row("Case.cases", PROMISES, _SAID, put(Case, cases=(Case(condition=FactIs("spare"), limit=DuringContact()),))),
    Row("Case.variation", NEITHER, "a name; its days are the case's condition", ("december", "winter")),
    Row("Case.span", NEITHER, _PLACE, _LAYOUT),
    Row("OtherAct.verb", PROMISES, _SAID, ("or call within", "or see within")),
    Row("OtherAct.event", PROMISES, _SAID, put(OtherAct, event="inspected")),
    Row("OtherAct.limit", PROMISES, _SAID, ("or call within 4", "or call within 5")),
    Row("DatedReply.limit", PROMISES, _SAID, ("a date within 2", "a date within 3")),
    Row(
        "DatedReply.name",
        PROMISES,
        _SAID,
        ("or promise a date within 2 days", "extended to the date told, if told within 2 days"),
    ),
    Row("DatedReply.condition", PROMISES, _SAID, ("date told, if complex", "date told, if spare")),
    Row("Extension.amount", PROMISES, _SAID, ("extended by 10", "extended by 11")),
    Row("Extension.once", PROMISES, _SAID, (", once", "")),
    Row("Extension.if_told", PROMISES, _SAID, (", once, if told within 7 working days", "")),
    Row("Extension.told_by", PROMISES, _SAID, ("told within 7", "told within 6")),
    Row("Extension.condition", PROMISES, _SAID, ("7 working days, if complex", "7 working days")),
    Row("Pause.start", PROMISES, _SAID, ("paused from paused", "paused from leaving")),
    Row("Pause.end", PROMISES, _SAID, ("to resumed, both", "to the return, both")),
    Row("Pause.both_days", PROMISES, _SAID, (", both days included", "")),
    Row(
        "Pause.state",
        NEITHER,
        "its two events say the same",
        ("paused while away", "paused from leaving to the return"),
    ),
    Row("Promise.id", PROMISES, _SAID, ("should answer by", "may answer by")),
    Row("Promise.standard", PROMISES, _IN_ID, _STANDARD),
    Row("Promise.verb", PROMISES, _SAID, ("may follow up", "may forward")),
    Row("Promise.event", PROMISES, _SAID, put(Promise, event="inspected")),
    Row("Promise.actor", PROMISES, _SAID, ("customer must inspect", "must inspect")),
    Row("Promise.strength", PROMISES, _SAID, ("should update", "must update")),
    Row("Promise.who", PROMISES, _SAID, ("for        phone\n", "for        fax\n")),
    Row("Promise.limit", PROMISES, _SAID, ("inspect within 6", "inspect within 5")),
    Row("Promise.cases", PROMISES, _SAID, ("        if spare: no promise\n", "")),
    Row("Promise.only", PROMISES, _SAID, (('if "it is ours"', 'if "it is theirs"'), ('    "it is ours" is yes\n', ""))),
    Row("Promise.excuses", PROMISES, _SAID, ("        except on closed days\n", "")),
    Row("Promise.unless_by_then", PROMISES, _SAID, ("        unless resolved by then\n", "")),
    Row("Promise.dated", PROMISES, _SAID, ("        or promise a date within 2 days\n", "")),
    Row(
        "Promise.extension",
        PROMISES,
        _SAID,
        ("        extended by 10 working days, once, if told within 7 working days, if complex\n", ""),
    ),
    Row("Promise.pauses", PROMISES, _SAID, ("        paused while away\n", "")),
    Row("Promise.restart", PROMISES, _SAID, ("        restarted by reopened\n", "")),
    Row("Promise.cap", PROMISES, _SAID, ("later than 30", "later than 31")),
    Row("Promise.floor", PROMISES, _SAID, ("earlier than 1 day", "earlier than 2 days")),
    Row("Promise.or_acts", PROMISES, _SAID, ("        or call within 4 days\n", "")),
    Row("Promise.manner", PROMISES, _SAID, ("        by email\n", "        by letter\n")),
    Row("Promise.saying", PROMISES, _SAID, ('"who has it"', '"who has it now"')),
    Row("Promise.targets", PROMISES, _SAID, ("        target average 3 working days each quarter\n", "")),
    Row("Promise.remedy", PROMISES, _SAID, put(Promise, remedy=None)),
    Row("Promise.basis", PROMISES, _SAID, ('"the Act"', '"another Act"')),
    Row("Promise.replaces", PROMISES, _SAID, ("    replaces   email\n", "")),
    Row(
        "Promise.assumed",
        NEITHER,
        "what the source does not say is promised all the same",
        ("customer must inspect within 6 days", "customer must inspect within 6 days assumed"),
    ),
    Row("Promise.not_promises", NEITHER, _PROSE, ("within an hour", "in half an hour")),
    Row("Promise.sources", NEITHER, _SOURCE, ('        source "3.2"\n', "")),
    Row("Promise.span", NEITHER, _PLACE, _LAYOUT),
    Row("Record.what", PROMISES, _SAID, ('"the call" in', '"each call" in')),
    Row("Record.where", PROMISES, _SAID, ('in "the log"', 'in "the book"')),
    Row("Duty.id", PROMISES, "its identity", ("duty plain", "duty clear")),
    Row("Duty.title", NEITHER, _TITLE, ('"Plain words"', '"Clear words"')),
    Row("Duty.who", PROMISES, _SAID, ("for        phone from", "for        fax from")),
    Row("Duty.actor", PROMISES, _SAID, ('must       "listen"', 'customer must "listen"')),
    Row("Duty.strength", PROMISES, _SAID, ('must       "listen"', 'should     "listen"')),
    Row("Duty.text", PROMISES, _SAID, ('"listen"', '"listen well"')),
    Row("Duty.only", PROMISES, _SAID, ("    if complex\n    except", "    if spare\n    except")),
    Row("Duty.excuses", PROMISES, _SAID, ("    except while away\n", "")),
    Row("Duty.situation", NEITHER, _TITLE, ('"Somebody calls"', '"The phone rings"')),
    Row("Duty.records", PROMISES, _SAID, ('    record     "the call" in "the log"\n', "")),
    Row("Duty.audience", PROMISES, _SAID, ("    audience   staff\n", "")),
    Row("Duty.after", PROMISES, _SAID, ("after escalated", "after resolved")),
    Row("Duty.basis", PROMISES, _SAID, ('"the Kindness Act"', '"the Act of Kindness"')),
    Row("Duty.section", NEITHER, _TITLE, ('"What we promise"', '"Our promises"')),
    Row("Duty.sources", NEITHER, _SOURCE, ('source     "4"', 'source     "4.1"')),
    Row("Duty.span", NEITHER, _PLACE, _LAYOUT),
    Row("Variation.name", NEITHER, "nothing refers to it", ("december", "winter")),
    Row("Variation.title", NEITHER, _TITLE, ('"December"', '"Winter"')),
    Row("Variation.first", PROMISES, "in the promises' first cases", ("from 1 December", "from 3 December")),
    Row(
        "Variation.last",
        PROMISES,
        "in the promises' first cases",
        ("31 December 2026\n    email", "30 December 2026\n    email"),
    ),
    Row(
        "Variation.promises",
        PROMISES,
        "in the promises' first cases",
        ("email.acknowledge: within 20 days", "visits.inspect: within 20 days"),
    ),
    Row("Variation.sources", NEITHER, _SOURCE, ('source "6"', 'source "7"')),
    Row("Variation.span", NEITHER, _PLACE, _LAYOUT),
    Row("Standard.id", PROMISES, _IN_ID, _STANDARD),
    Row("Standard.name", PROMISES, _IN_ID, _STANDARD),
    Row("Standard.title", NEITHER, _TITLE, ('"Emails"\n    for', '"Letters"\n    for')),
    Row("Standard.who", PROMISES, "in each of its promises", ("for visit", "for fax")),
    Row("Standard.promises", PROMISES, _SAID, ("    must arrive during the contact\n", "")),
    Row("Standard.replaces", PROMISES, "in each of its promises", ("replaces   email", "replaces   visits")),
    Row("Standard.situation", NEITHER, _TITLE, ('"An email arrives"', '"We get an email"')),
    Row("Standard.records", PROMISES, "somebody must record it", ('in "the system"', 'in "the file"')),
    Row("Standard.section", NEITHER, _TITLE, ("section 3", "section 4")),
    Row("Standard.not_promises", NEITHER, _PROSE, ("reply within 2 hours", "reply within 3 hours")),
    Row("Standard.sources", NEITHER, _SOURCE, ('source     "3.1"', 'source     "3.0"')),
    Row("Standard.span", NEITHER, _PLACE, _LAYOUT),
    Row("Prose.section", NEITHER, _TITLE, ('"What we want"', '"Our wishes"')),
    Row("Prose.paragraphs", NEITHER, _PROSE, ("the best.", "the very best.")),
    Row("Prose.bullets", NEITHER, _PROSE, ('- "a bullet"', '- "another"')),
    Row("Prose.not_promises", NEITHER, _PROSE, ("3 days, as a rule", "4 days, as a rule")),
    Row("Prose.audience", NEITHER, _PROSE, ("    audience staff\n", "")),
    Row("Prose.sources", NEITHER, _SOURCE, ('source "2.1"', 'source "2.2"')),
    Row("Prose.span", NEITHER, _PLACE, _LAYOUT),
    Row("Report.frequency", PROMISES, _SAID, ("report monthly", "report yearly")),
    Row("Report.to", PROMISES, _SAID, ('report monthly to "the Board"', 'report monthly to "the Council"')),
    Row("Report.channels", PROMISES, _SAID, ("on email, letter", "on email")),
    Row("Report.sources", NEITHER, _SOURCE, ('source "5"', 'source "5.1"')),
    Row("ApproximateDate.first", NEITHER, _HEADER, ("approved       3 March", "approved       2 March")),
    Row("ApproximateDate.last", NEITHER, _HEADER, ("approved       3 March", "approved       2 March")),
    Row("ApproximateDate.is_month", NEITHER, _HEADER, ("approved       3 March", "approved       March")),
    Row("ApproximateDate.span", NEITHER, _PLACE, _LAYOUT),
    Row("Revision.when", NEITHER, _HEADER, ("4 March 2026", "5 March 2026")),
    Row("Revision.part", NEITHER, _HEADER, ('2026, "Emails"', '2026, "Letters"')),
    Row("Revision.reason", NEITHER, _HEADER, ("it was unclear", "it was long")),
    Row("Revision.by", NEITHER, _HEADER, put(Revision, by="Bea Author")),
    Row("Header.organisation", NEITHER, _HEADER, ('"Harbour Homes"', '"Harbour Houses"')),
    Row("Header.known_as", NEITHER, _HEADER, ('"the Harbour"', '"Harbour"')),
    Row("Header.owner", NEITHER, "the owner's name", ("Head of Services", "Head of Customers")),
    Row("Header.authors", NEITHER, _HEADER, ('    author         "Ann Author"\n', "")),
    Row("Header.approved", NEITHER, _HEADER, ("approved       3 March", "approved       1 March")),
    Row("Header.approved_by", NEITHER, _HEADER, ('by "The Board"', 'by "The Council"')),
    Row("Header.review_every", NEITHER, _HEADER, ("every   3 years", "every   2 years")),
    Row("Header.next_review", NEITHER, _HEADER, ("March 2029", "April 2029")),
    Row(
        "Header.revisions",
        NEITHER,
        _HEADER,
        ('    revised        4 March 2026, "Emails", "it was unclear" by "Ann Author"\n', ""),
    ),
    Row("Header.applies_to", NEITHER, _HEADER, ("customers, colleagues", "customers")),
    Row("Header.see_also", NEITHER, _HEADER, ('"Charter"', '"Customer Charter"')),
    Row("Header.notes", NEITHER, _HEADER, ('"None."', '"Some."')),
    Row("Header.sources", NEITHER, _SOURCE, ('source         "0.1"', 'source         "0.0"')),
    Row("Header.span", NEITHER, _PLACE, _LAYOUT),
    Row("Happened.event", NEITHER, _EXAMPLE, ("    replied Friday", "    returned Friday")),
    Row("Happened.at", NEITHER, _EXAMPLE, ("5 June 2026 at 10:00", "5 June 2026 at 11:00")),
    Row("Expected.verb", NEITHER, _EXAMPLE, ("    acknowledge open", "    reply open")),
    Row("Expected.event", NEITHER, _EXAMPLE, ("    acknowledge open", "    reply open")),
    Row("Expected.due_day", NEITHER, _EXAMPLE, ("end of 5 June", "end of 6 June")),
    Row("Expected.due_at", NEITHER, _EXAMPLE, ("due by the end of 5 June 2026", "due by 5 June 2026 at 10:00")),
    Row("Expected.status", NEITHER, _EXAMPLE, ("acknowledge open", "acknowledge late")),
    Row("Expected.absent", NEITHER, _EXAMPLE, ("acknowledge open", "acknowledge not promised")),
    Row("Expected.span", NEITHER, _PLACE, _LAYOUT),
    Row("Example.title", NEITHER, _EXAMPLE, ('example "an email"', 'example "one email"')),
    Row("Example.channel", NEITHER, _EXAMPLE, ("    email from", "    letter from")),
    Row("Example.kind", NEITHER, _EXAMPLE, ("colleague about noise,", "colleague,")),
    Row("Example.party", NEITHER, _EXAMPLE, ("email from colleague ", "email ")),
    Row("Example.values", NEITHER, _EXAMPLE, ("size large", "size small")),
    Row("Example.arrives", NEITHER, _EXAMPLE, ("arrives Monday 1 June", "arrives 2 June")),
    Row("Example.events", NEITHER, _EXAMPLE, ("    replied Friday 5 June 2026 at 10:00\n", "")),
    Row("Example.given", NEITHER, _EXAMPLE, ("    complex is yes\n", "")),
    Row("Example.as_of", NEITHER, _EXAMPLE, ("as of 10 June", "as of 11 June")),
    Row("Example.expected", NEITHER, _EXAMPLE, ("    acknowledge open\n", "")),
    Row("Example.span", NEITHER, _PLACE, _LAYOUT),
    Row(
        "Assumption.text",
        NEITHER,
        "what the source does not say is promised all the same",
        ("Europe/London", "Europe/London assumed"),
    ),
    Row("Assumption.span", NEITHER, _PLACE, _LAYOUT),
    Row("Written.said", NEITHER, "how a line is laid out", ("    for visit", "    for    visit")),
    Row("Written.before", NEITHER, "how a line is laid out", ("    for visit", "\n    for visit")),
    Row("Written.last", NEITHER, _PLACE, _LAYOUT),
    Row("Policy.id", PROMISES, "whose promises they are", ("policy whole", "policy other")),
    Row("Policy.title", NEITHER, _TITLE, ('"Everything there is"', '"All there is"')),
    Row("Policy.header", NEITHER, _HEADER, ("Head of Services", "Head of Everything")),
    Row("Policy.calendar", BOTH, "its rules, and the lock's days", put(Policy, calendar=None, calendars=())),
    Row("Policy.words", NEITHER, "words that ship with the language are not the policy's own", _ships),
    Row("Policy.standards", PROMISES, _SAID, put(Policy, standards=())),
    Row(
        "Policy.duties",
        PROMISES,
        "somebody must do it",
        ('duty plain "Plain words"\n    for every contact\n    aim to "speak plainly"\n', ""),
    ),
    Row("Policy.texts", NEITHER, _PROSE, (_POLICY_TEXT, "")),
    Row(
        "Policy.reports",
        PROMISES,
        "somebody is to be told",
        ('report monthly to "the Board" on email, letter\n    source "5"\n', ""),
    ),
    Row("Policy.examples", NEITHER, _EXAMPLE, put(Policy, examples=())),
    Row(
        "Policy.assumptions",
        NEITHER,
        "what the source does not say is promised all the same",
        ("GB-SCT", "GB-SCT assumed"),
    ),
    Row("Policy.sources", NEITHER, _SOURCE, ('    source "2"\n', "")),
    Row("Policy.declared", PROMISES, _WORD, ('fact spare "nobody says this"', 'fact spare "somebody says this"')),
    Row("Policy.calendars", PROMISES, _RULE, ("working days   Monday to Saturday", "working days   Monday to Sunday")),
    Row("Policy.variations", NEITHER, "they are the first cases of the promises", put(Policy, variations=())),
    Row("Policy.path", NEITHER, _PLACE, put(Policy, path="elsewhere.policy")),
    Row("Policy.layout", NEITHER, "how a line is laid out", ("    for visit", "    for    visit  # a comment")),
)

WORDS = (
    Row("DeemedAfter.n", PROMISES, _WORD, ("on second working day", "on third working day")),
    Row("DeemedAfter.working", PROMISES, _WORD, ("on second working day", "on second day")),
    Row("DeemedAfter.event", PROMISES, _WORD, ("working day after posting", "working day after leaving")),
    Row("DeemedAfter.roll", PROMISES, _WORD, ("posting, rolling forward", "posting, rolling back")),
    Row("DeemedWhenSent.before", PROMISES, _WORD, ("before 15:00", "before 15:01")),
    Row("Misses.n", PROMISES, _WORD, ("3 misses", "2 misses")),
    Row("Misses.promise", PROMISES, _WORD, ("of email.reply", "of visits.reply")),
    Row("Misses.within", PROMISES, _WORD, ("90 days", "91 days")),
    Row("Term.name", PROMISES, _WORD, ("channel counter", "channel desk")),
    Row("Term.includes", PROMISES, _WORD, ("packet", "package")),
    Row("Term.says", PROMISES, _WORD, ("send us a parcel", "give us a parcel")),
    Row("Term.plural", PROMISES, _WORD, ("council people", "council members")),
    Row("Term.situation", NEITHER, _TITLE, ('"A parcel arrives"', '"A parcel is here"')),
    Row("Term.deemed", PROMISES, _WORD, ("    arrives on second working day after posting\n", "")),
    Row(
        "Verb.name", PROMISES, _WORD, (("verb inspect ", "verb look "), ("customer must inspect", "customer must look"))
    ),
    Row("Verb.says", PROMISES, "the public reads the act in these words", ('"look at it"', '"look into it"')),
    Row("Event.name", PROMISES, _WORD, ("event inspected", "event looked")),
    Row("Event.noun", PROMISES, _WORD, ("noun inspection", "noun look")),
    Row("Event.verbs", PROMISES, _WORD, ('verb inspect "look at it"', 'verb inspect "look at it", survey')),
    Row("Event.misses", PROMISES, _WORD, ("    when 3 misses of email.reply within 90 days\n", "")),
    Row("Fact.name", PROMISES, _WORD, put(Fact, name="intricate")),
    Row("Fact.text", PROMISES, _WORD, ("the case is complex", "the case is hard")),
    Row("State.name", PROMISES, _WORD, everywhere("away", "gone")),
    Row("State.text", PROMISES, "the public reads the state in these words", ("officer is away", "officer is gone")),
    Row("State.start", PROMISES, _WORD, ("from leaving to the return", "from posting to the return")),
    Row("State.end", PROMISES, _WORD, ("from leaving to the return", "from leaving to resumed")),
    Row("Category.name", PROMISES, _WORD, ("category unused", "category spare")),
    Row("Category.values", PROMISES, _WORD, ("one, two", "one, three")),
    Row(
        "Words.channels",
        PROMISES,
        _WORD,
        ("channel second class post\n    arrives on second working day after posting\n", ""),
    ),
    Row("Words.kinds", PROMISES, _WORD, ('says       "noise"', 'says       "a noise"')),
    Row("Words.parties", PROMISES, _WORD, ("party councillor\n    plural     council people\n", "")),
    Row("Words.events", PROMISES, _WORD, everywhere("escalated", "raised")),
    Row(
        "Words.facts",
        PROMISES,
        _WORD,
        ('fact complex "the case is complex"\n', 'fact complex "the case is complex"\nfact more "there is more"\n'),
    ),
    Row("Words.states", PROMISES, _WORD, ('state busy "the officer is busy"\n    from paused to resumed\n', "")),
    Row("Words.categories", PROMISES, _WORD, ("category unused: one, two\n", "")),
    Row(
        "Words.says_them",
        NEITHER,
        "how a page speaks to its reader",
        lambda policy: replace(policy, declared=replace(policy.declared, says_them=True)),
    ),
)

ROWS = (*CALENDARS, *CONDITIONS, *LIMITS, *MEASURES, *POLICIES, *WORDS)
