"""The dates of the page, worked out by hand or by NumPy's business days, and never by the compiler."""

from __future__ import annotations

import datetime as dt

from tests.oracle import busdays

# The public holidays of Scotland that lie near a date of the page, from the government's list.
CLOSED = tuple(
    dt.date(year, month, day)
    for year, month, day in (
        (2024, 12, 2),
        *((2026, *day) for day in ((4, 3), (5, 4), (5, 25), (6, 15), (8, 3), (11, 30), (12, 25), (12, 28))),
        *((2027, *day) for day in ((1, 1), (1, 4))),
    )
)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def worked(arrival: str, n: int, *more: str, next_open: bool = False) -> str:
    """By the end of the n-th working day, where further days are closed."""
    closed = (*CLOSED, *map(day, more))
    return f"end {busdays.last_day(day(arrival), n, closed, next_open=next_open)}"


def days(arrival: str, n: int, roll: str = "") -> str:
    """By the end of the n-th day, which may roll."""
    last = day(arrival) + dt.timedelta(days=n)
    return f"end {busdays.rolled(last, roll, CLOSED) if roll else last}"


EXAMPLES = {
    # On Friday it is open until 16:30: 2 hours are left, and 2 more on Monday from 9.
    ("an email on a Friday afternoon", "acknowledge"): "at 2026-11-23 11:00",
    ("an email on a Friday afternoon", "reply"): "at 2026-11-23 17:00",
    ("an email on a Friday afternoon", "resolve"): "at 2026-11-24 14:30",
    # It counts from 13:00, when it opens again: 4 hours are over as it closes.
    ("an email in the lunch break", "acknowledge"): "at 2026-11-23 17:00",
    ("an email in the lunch break", "resolve"): "at 2026-11-25 13:00",
    # It counts from Tuesday at 9: 3 hours until noon, and 1 from 13:00.
    ("an email after the cut-off", "acknowledge"): "at 2026-11-24 14:00",
    ("an email after the cut-off", "reply"): "at 2026-11-25 17:00",
    ("an email on a Saturday", "reply"): "at 2026-11-22 00:30",  # open day and night: an hour and a half later
    ("an email on a Saturday", "resolve"): "end 2026-11-24",
    ("the fee comes later", "complete"): worked("2026-06-08", 10),
    # 18 June is a Thursday; 15 June is a holiday.
    ("a visit on a Thursday", "call"): "at 2026-06-17 14:00",
    ("a visit on a Thursday", "contact"): "end 2026-06-16",
    ("a visit on a Thursday", "update"): "end 2026-06-11",  # the 12th, 16th and 17th lie between
    ("a visit on a Thursday", "cancel"): "end 2026-06-16",
    ("a visit on a Tuesday", "cancel"): "end 2026-06-12",  # two days before the 16th is a Sunday
    ("on the last day of March", "reply"): worked("2026-03-31", 10),
    ("a minute later", "reply"): worked("2026-04-01", 7),
    ("complex, and told in time", "reply"): worked("2026-06-01", 10),
    ("complex, and told too late", "reply"): worked("2026-06-01", 5),
    ("a date told by the deadline", "reply"): "end 2026-06-30",
    # Thursday and Friday stand still.
    ("two days in which we wait", "reply"): worked("2026-06-01", 5 + 2),
    ("we wait so long that the latest day binds", "reply"): worked("2026-06-01", 20),
    ("a builder on a Tuesday", "inspect"): worked("2026-06-09", 2),
    ("hours run through the weekend", "acknowledge"): "at 2026-11-29 09:30",
    # 24 elapsed hours from 12:00 GMT end at 12:00 GMT the next day, when clocks show 13:00.
    ("hours run through a change of the clocks", "acknowledge"): "at 2026-03-29 13:00",
    # There is no 31 February; its last day, the 28th, is a Saturday, and Monday is 2 March.
    ("a month from the 31st", "reply"): "end 2026-03-02",
    ("the next working day after Hogmanay", "call back"): worked("2026-12-31", 1),
    ("the next working day after Hogmanay", "reply"): worked("2026-12-31", 5),
    ("a post on a Tuesday", "reply"): "end 2026-12-01",
    ("on time, and settled while we were there", "arrive"): "at 2026-06-03 14:00",
    ("a time, and a day", "complete"): "at 2026-06-05 12:00",
    ("a time, and a day", "update"): "end 2026-06-04",
    ("on a Saturday", "acknowledge"): days("2026-06-06", 2),
    ("on a Saturday", "reply"): days("2026-06-08", 2, "forward"),  # day 0 is the Monday
    ("on a Saturday", "resolve"): days("2026-06-08", 14),
    ("on a Thursday", "acknowledge"): days("2026-06-04", 2),
    ("on a Thursday", "reply"): days("2026-06-04", 2, "forward"),
    ("on a Thursday", "update"): days("2026-06-04", 2, "back"),
    ("on a Thursday", "follow up"): "at 2026-06-06 16:00",
    ("on a Thursday", "resolve"): days("2026-06-04", 14),
    ("an appointment at ten", "see"): "at 2026-06-05 10:05",
    ("settled on a Friday", "follow up"): worked("2026-06-05", 2),
    ("a complex letter", "reply"): worked("2026-06-01", 10),
    ("a plain email to someone who is away until Wednesday", "reply"): worked("2026-06-01", 3),
    ("a plain email to someone who is away until Wednesday", "acknowledge"): worked("2026-06-03", 1),  # from the return
    ("a plain email to someone who is away until Wednesday", "call back"): worked("2026-06-01", 2),
    # Two elapsed hours from 00:30 GMT: clocks go from 01:00 GMT to 02:00 BST, so 02:30 GMT is 03:30 BST.
    ("an emergency in the night when the clocks go forward", "complete"): "at 2026-03-29 03:30",
    ("an emergency in the night when the clocks go forward", "reply"): worked("2026-03-29", 1),
    ("a routine repair over Easter", "complete"): worked("2026-04-01", 15),
    ("a routine repair over Easter", "reply"): worked("2026-04-01", 2),
    ("told in time", "reply"): "end 2026-06-19",
    ("told late", "reply"): worked("2026-06-01", 3),
    ("told by the deadline itself", "reply"): "end 2026-06-19",
    ("an email", "reply"): worked("2026-06-01", 3),
    ("an email about a complaint", "reply"): worked("2026-06-01", 20),
    # Shut from the 24th, and holidays on 25, 28 December, 1 and 4 January: 2 hours on the 23rd, 2 on 5 January from 9.
    ("an email two hours before the winter closure", "acknowledge"): "at 2027-01-05 11:00",
    ("an email two hours before the winter closure", "reply"): worked("2026-12-23", 3),  # the 24th, 29th and 30th
    ("on the last evening of the peak", "reply"): worked("2026-11-15", 10),
    ("a minute after the peak", "reply"): worked("2026-11-16", 3),
    ("on the last day of the frost", "update"): worked("2026-02-28", 2),
    # Saturday 28 November and Monday the 30th, which is no holiday there.
    ("a message on the Friday before Saint Andrew's Day", "call back"): "end 2026-11-30",
    ("a message on the Friday before Saint Andrew's Day", "reply"): worked("2026-11-27", 2),
    # Two hours until 20:00 on Saturday, and one from 8:00 on Monday.
    ("an email on a Saturday evening", "acknowledge"): "at 2026-11-30 09:00",
    ("an email on a Saturday evening", "reply"): worked("2026-11-28", 2),
    # Working day 16 is Wednesday 24 June, as the 15th is a holiday; then five days.
    ("sixteen working days and then five days", "reply"): days("2026-06-24", 5),
    ("sixteen working days and then five days", "update"): worked("2026-06-06", 16),  # from the Saturday, five days on
    ("sixteen working days and then five days", "resolve"): "end 2026-08-31",  # 1 September, less a day: a Monday
    # Before Friday 19 June: the 18th, 17th and 16th; then Sunday the 14th, and away from the hearing Friday the 12th.
    ("sixteen working days and then five days", "contact"): days("2026-06-16", -2, "back"),
    # Working day 16 is Monday 29 June; Saturday 4 July rolls to Monday the 6th.
    ("sixteen working days and five days that end on a Saturday", "reply"): days("2026-06-29", 5, "forward"),
    ("three months to a Saturday, less a day", "resolve"): "end 2026-05-01",  # Saturday 2 May, less a day
    ("three months from the 31st, less a day", "resolve"): "end 2026-06-29",  # 30 June, as there is no 31st, less a day
    # 00:30 GMT and an hour and a half: 02:00 GMT, when clocks show 03:00.
    ("an hour and a half over the change of the clocks", "acknowledge"): "at 2026-03-29 03:00",
    ("an update that is not yet sent", "update"): worked("2026-06-08", 5),  # the 15th is a holiday
    ("24 hours that end on a Saturday", "acknowledge"): "at 2026-05-30 15:00",
    ("24 hours that end on a Saturday", "reply"): "at 2026-06-01 15:00",
    ("24 hours that end on a Saturday", "resolve"): "end 2026-06-30",  # 29 June, and on to the end of it: a Tuesday
    ("a month that ends on a Sunday", "resolve"): "end 2026-06-01",  # 1 May, and Sunday 31 May, which rolls
    ("called on the day before the day before", "call"): "at 2026-06-18 14:00",
    # Eight days of July, and thirteen of September: Sunday the 13th rolls. Five days are five working days.
    ("before the court vacation", "answer"): days("2026-08-31", 21 - 8, "forward"),
    ("before the court vacation", "reply"): worked("2026-07-23", 5),
    ("before the court vacation", "resolve"): "end 2026-09-01",  # 23 August is not counted, nor is the rest of it
    ("before the court vacation", "contact"): "end 2026-07-28",  # 6 to 1 September, 31 to 28 July
    ("before the court vacation", "update"): "end 2026-09-01",  # the 4th, 3rd and 2nd lie between
    ("in the court vacation", "answer"): days("2026-08-31", 21),
    ("in the court vacation", "reply"): worked("2026-08-31", 5),
    ("in the court vacation", "resolve"): "end 2026-09-10",  # a Thursday
    ("in the court vacation", "see"): "at 2026-08-11 13:00",  # an hour until 16:00, three from 10:00
    ("in the court vacation", "contact"): "end 2026-10-05",  # 19 to 17 October, and 11 to 5 October
    ("in the court vacation", "update"): "end 2026-10-07",  # the 19th, 9th and 8th lie between
    ("an email before the storm", "reply"): worked("2026-02-10", 3),
    ("the same email, once we know that we close", "reply"): worked("2026-02-10", 3, "2026-02-12", "2026-02-13"),
    ("an email on the day on which we know it", "reply"): worked("2026-02-11", 3, "2026-02-12", "2026-02-13"),
    # In our hands on the second working day, Monday 1 June.
    ("posted on a Thursday", "reply"): worked("2026-06-01", 3),
    ("posted on a Thursday, and in our hands on the Tuesday", "reply"): worked("2026-06-01", 3),
    ("the second day is a Saturday", "reply"): worked("2026-06-08", 3),  # 6 June rolls to the 8th
    ("sent a minute before half past four", "reply"): worked("2026-06-12", 3),
    ("sent at half past four", "reply"): worked("2026-06-16", 3),  # the 15th is a holiday
    ("a fee, and an early answer", "pay"): "end 2026-09-04",  # 5 September, less a day
    ("a fee, and an early answer", "reply"): worked("2026-06-01", 20 + 10),  # ten of them stood still
    ("a fee, and an early answer", "request"): worked("2026-06-01", 60),  # later than 40 from 26 June
    ("a power cut", "update"): "at 2026-06-01 11:00",
    ("a power cut", "contact"): "end 2026-06-03",
    ("a business in the south", "complete"): worked("2026-06-01", 3),
    ("a business in the south", "acknowledge"): worked("2026-06-01", 1),
    ("on an island, where the customer type does not matter", "complete"): worked("2026-06-01", 10),
    ("what was missing comes on the third day", "reply"): worked("2026-06-04", 5),
    ("and again, by the new deadline", "reply"): worked("2026-06-11", 5),
    ("what was missing comes a day too late", "reply"): worked("2026-06-01", 5),
    ("counted anew, and never later than eight working days", "reply"): worked("2026-06-01", 8),
    ("on Saint Andrew's Day, a minute before the backlog", "reply"): worked("2026-11-30", 3),
    ("on Saint Andrew's Day, a minute before the backlog", "call back"): worked("2026-11-30", 1),
    ("a complex case on the first day of the backlog", "reply"): worked("2026-12-01", 10),
    ("on the last day of the backlog, which is a Sunday", "reply"): worked("2027-01-31", 10),
    ("a minute after the backlog", "reply"): worked("2027-02-01", 3),
    ("done a day late", "contact"): worked("2026-06-08", 1),  # the day of the miss
    ("the third time, said as an event", "inspect"): worked("2026-06-08", 5),
    ("nobody called within four hours, nor on the day", "contact"): "at 2026-03-02 14:00",
    ("nobody called within four hours, nor on the day", "compensate"): worked("2026-03-02", 10),
}

COMMANDS = {
    "harbour --channel email --arrives 2026-11-27": (worked("2026-11-27", 3),),
    # The second is counted anew from Thursday the 4th; the third is in the section on statuses.
    "harbour --channel email --arrives 2026-06-01": (worked("2026-06-04", 5), worked("2026-06-01", 3)),
    "polha --channel email --arrives 2024-11-29": (worked("2024-11-29", 3),),
    "ledcom --channel voicemail --arrives 2026-06-01": (worked("2026-06-01", 3),),
    # The second update is counted from the first, of Friday 5 June.
    "harbour --channel email --arrives 2026-06-02": (worked("2026-06-02", 5), worked("2026-06-05", 5)),
    # Before Thursday 18 June: the 17th and 16th; 48 hours; and the 17th, 16th and 12th clear, as the 15th is a holiday.
    'harbour --channel "home visit" --arrives 2026-06-01': (
        "before 2026-06-18 2pm, from 2026-06-16",
        "before 2026-06-18 2pm, from 2026-06-16 2pm",
        "before 2026-06-18 2pm, from 2026-06-11",
    ),
    # Fourteen days after 3 June; and the day after the 4th and the 5th, a Saturday, which rolls.
    "harbour --channel letter --arrives 2026-06-01": ("from 2026-06-17", "from 2026-06-08"),
    # Before the announcement and after it; the holiday is day 7.
    "harbour --channel email --arrives 2022-09-08": (worked("2022-09-08", 7), worked("2022-09-08", 7, "2022-09-19")),
    # Ten working days before Thursday the 22nd, which had passed; and before Tuesday the 27th, without the 19th.
    'harbour --channel "home visit" --arrives 2022-09-01': ("end 2022-09-08", "end 2022-09-12"),
    # Monday 8 May 2023 is a holiday from 6 November 2022 on, but not by what was known on arrival.
    "harbour --channel letter --kind complaint --arrives 2022-08-08": (
        *("end 2023-05-08", "end 2023-05-09"),
        "end 2023-05-08",
    ),
    # In our hands on Monday 1 June.
    'harbour --channel "first class post" --arrives 2026-05-28': (worked("2026-06-01", 3),),
    "harbour --channel phone --kind repair --category district=islands --arrives 2026-06-01": (
        worked("2026-06-01", 10),
    ),
    # Missed on Monday 8 June; with 10 March within 90 days three times, with 9 March only twice.
    "harbour --channel phone --kind repair --arrives 2026-06-01": (
        *(worked("2026-06-01", 5), worked("2026-06-08", 1), worked("2026-06-08", 5)),
        *(worked("2026-06-01", 5), worked("2026-06-08", 1)),
    ),
    # Four hours from 10am; ten working days from the deadline of that Monday.
    "harbour --channel phone --kind repair --arrives 2026-03-02": ("at 2026-03-02 2pm", worked("2026-03-02", 10)) * 2,
    # Good Friday is a holiday in Scotland, Easter Monday is none.
    'harbour --channel phone --kind repair --category "customer type=business" --fact storm=no --arrives 2026-03-31': (
        *(worked("2026-03-31", 3), worked("2026-03-31", 1), worked("2026-03-31", 1)),
    ),
    # Twenty working days from the appointment, in both; in the second, five from the claim of 10 March.
    "harbour --channel phone --kind appointment --arrives 2026-03-02": (
        *("at 2026-03-05 9am", worked("2026-03-05", 20)),
        *("at 2026-03-05 9am", worked("2026-03-05", 20), worked("2026-03-10", 5)),
    ),
}
"""`troth due`: policy, channel and day of arrival, as they stand in the command; what is due, in order."""
