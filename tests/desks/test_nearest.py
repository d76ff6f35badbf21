"""The nearest setting of a product for a limit, and the arrival that shows the difference: worked out by hand."""

from datetime import date
from pathlib import Path

import pytest
from tests.deadlines.made import DAY_0, NEXT_OPEN, compiled

from troth.charter.help_desks import desks
from troth.desks.clocks import Amount, BusinessDays, Hours
from troth.desks.difference import Shown
from troth.desks.facts import Desk
from troth.desks.nearest import Nearest, Setting
from troth.project import Compiled, load_all

HOURS = "open Monday to Friday, 09:00 to 17:00"
DAY_1 = "the day of arrival is day 1"


def desk(slug: str) -> Desk:
    return next(one for one in desks() if one.slug == slug)


def nearest(one: Compiled, promise: str, slug: str, after: date = date(2026, 12, 1)) -> tuple[Setting, ...]:
    assert one.policy is not None
    found = one.policy.promise(promise)
    assert found is not None
    return Nearest(one.policy, one.calendar, after).of(found, desk(slug))


def made(
    limit: str, slug: str, *, calendar: str = "", counting: str = DAY_0, after: date = date(2026, 12, 1)
) -> Setting:
    body = f"standard email\n    for email\n    must reply {limit}\n"
    one = compiled(body, calendar=calendar, counting=counting, years=(2026, 2028), region="GB-ENG", roll=None)
    (found,) = nearest(one, "made.email.reply", slug, after)
    return found


def local(one: Shown, *, years: tuple[int, int] = (2026, 2028)) -> tuple[str, str, str]:
    """Arrival, the product's deadline and that of the promise, in local time."""
    calendar = compiled("", years=years, region="GB-ENG").calendar
    assert calendar is not None
    return (
        f"{calendar.clock.local(one.arrives):%a %d %b %H:%M}",
        f"{calendar.clock.local(one.desk):%a %d %b %H:%M}",
        f"{calendar.clock.local(one.promise):%a %d %b %H:%M}",
    )


def business(hours: float) -> Amount:
    return Amount(seconds=round(hours * 3600), hours=Hours.BUSINESS)


def shown(setting: Setting) -> list[tuple[str, str, str] | None]:
    found = setting.difference
    assert found is not None
    return [None if one is None else local(one) for one in (found.early, found.late)]


def test_three_working_days_of_polha_around_christmas(root_policies: list[Compiled]) -> None:
    """Whole days: 8 hours are left on the 23rd, 24 are in the 24th and in the 29th, and 16 in the 30th."""
    polha = next(one for one in root_policies if one.policy and one.policy.id == "polha")
    (setting,) = nearest(polha, "polha.email.reply", "zendesk", date(2026, 12, 23))
    assert setting.target == business(72)
    assert setting.spread is not None
    assert (setting.spread.least, setting.spread.usual, setting.spread.most) == (72 * 60, 72 * 60, 96 * 60)
    assert shown(setting) == [("Wed 23 Dec 16:00", "Wed 30 Dec 16:00", "Thu 31 Dec 00:00"), None]
    (in_days,) = nearest(polha, "polha.email.reply", "servicenow", date(2026, 12, 23))
    assert in_days.target == BusinessDays(n=3)
    assert shown(in_days) == [None, None]


def test_the_repairs_of_polha(root_policies: list[Compiled]) -> None:
    polha = next(one for one in root_policies if one.policy and one.policy.id == "polha")
    settings = nearest(polha, "polha.repairs.complete", "freshdesk")
    by_clock = [Amount(seconds=hours * 3600, hours=Hours.CALENDAR) for hours in (2, 24)]
    assert [one.target for one in settings] == [*by_clock, business(5 * 24), business(15 * 24)]
    assert [shown(one) for one in settings[:2]] == [[None, None], [None, None]]


IPS = {
    "ips.phone.answer": [None],  # rings
    "ips.unsure.call-back": [None],  # the time agreed
    "ips.email.acknowledge": [business(48)],
    "ips.email.reply": [business(7 * 24)],
    "ips.forwarded-email.acknowledge": [Amount(seconds=48 * 3600, hours=Hours.CALENDAR)],
    "ips.letter-forwarding.forward.should": [None],  # the same day
}


def test_ips(root_policies: list[Compiled]) -> None:
    ips = next(one for one in root_policies if one.policy and one.policy.id == "ips")
    assert {id_: [one.target for one in nearest(ips, id_, "jira")] for id_ in IPS} == IPS
    (days,) = nearest(ips, "ips.forwarded-email.acknowledge", "servicenow")
    assert days.target == BusinessDays(n=2, is_worked=False)
    assert days.anchor == "received by the group"
    assert shown(days) == [None, None]


def test_ledcom(root_policies: list[Compiled]) -> None:
    ledcom = next(one for one in root_policies if one.policy and one.policy.id == "ledcom")
    (visit,) = nearest(ledcom, "ledcom.visit.see.aim", "zendesk")
    assert (visit.target, visit.anchor) == (None, "appointment")  # its clocks start when the ticket is created
    (visit,) = nearest(ledcom, "ledcom.visit.see.aim", "jira")
    assert visit.target == Amount(seconds=300, hours=Hours.CALENDAR)
    away, plain = nearest(ledcom, "ledcom.voicemail.reply.should", "freshdesk")
    assert (away.target, plain.target) == (business(72), business(24))


def test_closing_time_of_marnock(root: Path) -> None:
    """Eight hours from Monday to Thursday, seven on Friday, when they close at a quarter to four."""
    (marnock,) = load_all([str(root / "tests" / "policies" / "marnock")])
    setting = nearest(marnock, "marnock.phone.call-back", "zendesk", date(2026, 12, 7))[-1]
    assert setting.target == business(8)
    assert shown(setting) == [
        ("Mon 07 Dec 16:00", "Tue 08 Dec 16:00", "Tue 08 Dec 16:45"),
        # three quarters of an hour on Thursday, seven hours on Friday, a quarter on Monday
        ("Thu 10 Dec 16:00", "Mon 14 Dec 09:00", "Fri 11 Dec 15:45"),
    ]
    in_days = nearest(marnock, "marnock.phone.call-back", "servicenow", date(2026, 12, 7))[-1]
    assert in_days.target == BusinessDays(n=1, by_closing=True)
    # At four on Friday they are closed: by the promise Monday is day 0, and there it is day 1.
    assert shown(in_days) == [("Fri 11 Dec 16:00", "Mon 14 Dec 16:45", "Tue 15 Dec 16:45"), None]


def test_the_saturdays_of_dyffryn(root: Path) -> None:
    """Open on Saturdays, which are no working days: what comes on New Year's Day arrives on Monday at 09:30."""
    (dyffryn,) = load_all([str(root / "tests" / "policies" / "dyffryn")])
    (setting,) = nearest(dyffryn, "dyffryn.social.respond", "jira")
    assert setting.target == business(4)
    assert shown(setting)[0] == ("Fri 01 Jan 16:00", "Sat 02 Jan 14:00", "Mon 04 Jan 13:30")


def test_hours_of_an_office() -> None:
    """An hour is left on Monday, eight are in Tuesday and in Wednesday, seven in Thursday."""
    setting = made("within 3 working days", "zendesk", calendar=HOURS, counting=NEXT_OPEN, after=date(2026, 11, 30))
    assert setting.target == business(24)
    assert setting.spread is not None
    assert (setting.spread.least, setting.spread.most) == (24 * 60, 32 * 60)
    assert shown(setting) == [("Mon 30 Nov 16:00", "Thu 03 Dec 16:00", "Fri 04 Dec 00:00"), None]


def test_a_saturday_is_due_a_day_too_early() -> None:
    """What comes on a Saturday starts on Monday there, and Monday counts; by the promise Monday is day 0."""
    setting = made("within 3 working days", "zendesk", calendar=HOURS, counting=NEXT_OPEN, after=date(2026, 12, 5))
    assert shown(setting) == [("Sat 05 Dec 16:00", "Wed 09 Dec 17:00", "Fri 11 Dec 00:00"), None]


def test_the_day_of_arrival_is_day_1() -> None:
    """Of three days two are left at the end of the first: 16 hours."""
    setting = made("within 3 working days", "jira", calendar=HOURS, counting=DAY_1, after=date(2026, 11, 30))
    assert setting.target == business(16)
    assert shown(setting) == [("Mon 30 Nov 16:00", "Wed 02 Dec 16:00", "Thu 03 Dec 00:00"), None]
    in_days = made("within 3 working days", "servicenow", calendar=HOURS, counting=DAY_1)
    assert in_days.target == BusinessDays(n=2)
    assert shown(in_days) == [None, None]


def test_a_cut_off() -> None:
    """What comes at four counts for the next day; no clock of hours knows that, and a script can.

    Just before three, 9 hours of the day and 24 of the next are left. At four it is 8, 24, and one of the day after.
    """
    setting = made("within 1 working day", "zendesk", calendar="cutoff 15:00", after=date(2026, 11, 30))
    assert setting.target == business(33)
    assert shown(setting)[0] == ("Mon 30 Nov 16:00", "Wed 02 Dec 01:00", "Thu 03 Dec 00:00")
    in_days = made("within 1 working day", "servicenow", calendar="cutoff 15:00", after=date(2026, 11, 30))
    assert in_days.target == BusinessDays(n=1, cutoff=15 * 60)
    # On Friday the next day, Saturday, is day 0 and Monday day 1; a script that adds a day of the schedule has Tuesday.
    assert shown(in_days) == [None, ("Fri 04 Dec 16:00", "Wed 09 Dec 00:00", "Tue 08 Dec 00:00")]


def test_shorter_days_make_it_late() -> None:
    """Eight hours on three days, six on two: what comes from Friday to Monday has 16 in two days, the rest fewer."""
    calendar = "open Monday to Wednesday, 09:00 to 17:00\nopen Thursday to Friday, 09:00 to 15:00"
    setting = made("within 2 working days", "zendesk", calendar=calendar, after=date(2026, 11, 30))
    assert setting.target == business(16)
    assert setting.spread is not None
    assert setting.spread.least == 12 * 60
    # From Tuesday at four: one hour is left, eight are on Wednesday and six on Thursday, and one on Friday.
    assert shown(setting)[1] == ("Tue 01 Dec 16:00", "Fri 04 Dec 10:00", "Fri 04 Dec 00:00")


def test_hours_of_a_single_saturday() -> None:
    """One hour is left on Friday and two are on Saturday; a schedule of weeks does not know the Saturday."""
    calendar = f"{HOURS}\nopen 12 December 2026, 10:00 to 12:00"
    setting = made("within 4 opening hours", "zendesk", calendar=calendar)
    assert setting.target == business(4)
    assert shown(setting) == [None, ("Fri 11 Dec 16:00", "Mon 14 Dec 12:00", "Mon 14 Dec 10:00")]
    assert shown(made("within 4 opening hours", "servicenow", calendar=calendar)) == [None, None]


def test_a_closure_that_counts() -> None:
    """29 and 30 December are days 1 and 2 though we are closed: in a schedule for days they are left in."""
    calendar = 'closed 29 December 2026 to 31 December 2026, "winter", counted as working days'
    setting = made("within 2 working days", "servicenow", calendar=calendar)
    assert setting.target == BusinessDays(n=2)
    assert shown(setting) == [None, None]


@pytest.mark.parametrize("slug", ["zendesk", "jira", "freshdesk", "servicenow"])
def test_time_by_the_clock_is_the_same_everywhere(slug: str) -> None:
    setting = made("within 2 hours, day and night", slug)
    assert setting.target == Amount(seconds=7200, hours=Hours.CALENDAR)
    assert shown(setting) == [None, None]


def test_seconds_where_a_target_has_none() -> None:
    assert made("within 90 seconds", "zendesk").target is None
    assert made("within 90 seconds", "servicenow").target == Amount(seconds=90, hours=Hours.CALENDAR)
    assert made("within 60 seconds", "zendesk").target == Amount(seconds=60, hours=Hours.CALENDAR)


@pytest.mark.parametrize("slug", ["zendesk", "servicenow"])
def test_the_same_day_is_no_length_of_time(slug: str) -> None:
    setting = made("on the same day\n        except on closed days", slug)
    assert setting.target is None
    assert setting.spread is not None
    assert (setting.spread.least, setting.spread.most) == (0, 24 * 60)


def test_what_ends_on_a_business_day() -> None:
    assert made("within 2 working days, by 16:00", "servicenow").target == BusinessDays(n=2, at=16 * 60)
    closing = made("within 2 working days, by closing time", "servicenow", calendar=HOURS)
    assert closing.target == BusinessDays(n=2, by_closing=True)
    assert shown(closing) == [None, None]
    assert made("within 2 weeks, as it falls", "servicenow").target == BusinessDays(n=14, is_worked=False)
    assert not isinstance(made("within 2 weeks, rolling forward", "servicenow").target, BusinessDays)
    assert not isinstance(made("within 2 working days, at the same time of day", "servicenow").target, BusinessDays)


UPDATES = "standard email\n    for email\n    should update every 5 working days until the resolution\n"


@pytest.mark.parametrize(
    ("slug", "target"),
    [("zendesk", business(120)), ("jira", business(120)), ("freshdesk", None), ("servicenow", BusinessDays(n=5))],
)
def test_updates(slug: str, target: Amount | BusinessDays | None) -> None:
    one = compiled(UPDATES, years=(2026, 2028), region="GB-ENG")
    (setting,) = nearest(one, "made.email.update.should", slug)
    assert setting.target == target


def test_an_arrival_is_shown_to_the_minute() -> None:
    """What comes in the last hour of a day is late there when clocks go forward: from eleven at night on."""
    setting = made("within 2 weeks, as it falls", "jira", after=date(2026, 3, 15))
    assert setting.target == Amount(seconds=14 * 86_400, hours=Hours.CALENDAR)
    assert shown(setting)[1] == ("Sun 15 Mar 23:01", "Mon 30 Mar 00:01", "Mon 30 Mar 00:00")


def test_a_pause_goes_with_no_business_day() -> None:
    body = (
        'state away "the officer is away"\n    from leaving to the return\nstandard email\n    for email\n'
        "    must reply within 3 working days\n        paused while away\n"
    )
    one = compiled(body, years=(2026, 2028), region="GB-ENG")
    (setting,) = nearest(one, "made.email.reply", "servicenow")
    assert setting.target == business(72)


def test_each_case_is_compared_where_it_holds() -> None:
    """Two working days from 1 July 2027 on, three before: neither is shown on a day of the other."""
    body = (
        "standard email\n    for email\n    must reply within 3 working days\n"
        "        from 1 July 2027: within 2 working days\n"
    )
    one = compiled(body, years=(2026, 2028), region="GB-ENG")
    later, before = nearest(one, "made.email.reply", "zendesk", date(2027, 6, 30))
    assert (later.target, before.target) == (business(48), business(72))
    assert shown(later)[0] == ("Thu 01 Jul 16:00", "Mon 05 Jul 16:00", "Tue 06 Jul 00:00")
    assert shown(before)[0] == ("Wed 30 Jun 16:00", "Mon 05 Jul 16:00", "Tue 06 Jul 00:00")
    # After its last day the first of the years is shown; on New Year's Day itself, a Thursday, they are the same.
    (_, again) = nearest(one, "made.email.reply", "zendesk", date(2028, 1, 1))
    assert shown(again)[0] == ("Fri 02 Jan 16:00", "Wed 07 Jan 16:00", "Thu 08 Jan 00:00")


@pytest.fixture(scope="module")
def root_policies(root: Path) -> list[Compiled]:
    return load_all([str(root / "policies")])
