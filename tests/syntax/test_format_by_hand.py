"""Policy text before and after `troth format`, both written by hand."""

import pytest

from troth.syntax.lines import decode
from troth.syntax.parser import parse
from troth.syntax.printer import formatted

PAIRS: dict[str, tuple[str, str]] = {
    "a header in columns": (
        """policy harbour "Customer contact"
  organisation "Harbour Homes",known as "HH"
  approved 03 Mar 2026 by "Board"
  review every three year
  next review  Jan 2029
  calendar office
""",
        """policy harbour "Customer contact"
    organisation   "Harbour Homes", known as "HH"
    approved       3 March 2026 by "Board"
    review every   3 years
    next review    January 2029
    calendar       office
""",
    ),
    "a calendar from a word processor": (
        """calendar office
\ttime zone\tEurope/London   assumed
\tyears 2025–2028
\tholidays GB‑SCT , GB‑NIR
\tholidays except “Saint Andrew's  Day”
\tworking days Mon – Thurs,Fri
\tclosed 24 Dec 2026 - 4 Jan 2027,“winter\u00a0closure”
""",
        """calendar office
    time zone      Europe/London                                    assumed
    years          2025 to 2028
    holidays       GB-SCT, GB-NIR
    holidays except "Saint Andrew's Day"
    working days   Monday to Thursday, Friday
    closed         24 December 2026 to 4 January 2027, "winter closure"
""",
    ),
    "promises read as sentences, the other lines stand in columns": (
        """standard email "Emails"
 for email,letter
 replaces  a ,b
 audience staff
 not a promise "Most are answered at once."
 must    reply within one business days ,rolling forward
   by phone,email
   while away : within three working day
   or promise a date
 customer must cancel before the appointment
 source "4.2" - "4.3"
""",
        """standard email "Emails"
    for        email, letter
    replaces   a, b
    audience   staff
    not a promise "Most are answered at once."
    must reply within 1 working day, rolling forward
        by phone, email
        while away: within 3 working days
        or promise a date
    customer must cancel before the appointment
    source     "4.2" to "4.3"
""",
    ),
    "a duty's words stand in the column": (
        """duty name
    must "give your name"
    customer must "give theirs"
""",
        """duty name
    must       "give your name"
    customer must "give theirs"
""",
    ),
    "figures and endings": (
        """standard email
    must reply by the end of the next business day
    must answer within two rings
    must resolve within 1000 days , day and night
    must contact within 10,000 hours,by 4.30 pm
    must call within 12 minutes by closing time
""",
        """standard email
    must reply by the end of the next working day
    must answer within 2 rings
    must resolve within 1,000 days, day and night
    must contact within 10,000 hours, by 16:30
    must call within 12 minutes by closing time
""",
    ),
    "a number that is a name, or stands in quotes, stays": (
        """category stage: one,two
standard complaint
    for complaint at stage two
    must reply, by stage
        one: within two days
        "three business days at 9am": within 1 hours
""",
        """category stage: one, two

standard complaint
    for        complaint at stage two
    must reply, by stage
        one: within 2 days
        "three business days at 9am": within 1 hour
""",
    ),
    "times and weekdays of an example": (
        """example "an email"
    email arrives Fri 6 Nov 2026 at 9am
    replied Sat 7 November 2026 at 12:05 am
    acknowledged Sunday 8 Nov 2026 at 12pm
    reply due by the end of Mon 9 November 2026
    rings is 6
""",
        """example "an email"
    email arrives Friday 6 November 2026 at 09:00
    replied Saturday 7 November 2026 at 00:05
    acknowledged Sunday 8 November 2026 at 12:00
    reply due by the end of Monday 9 November 2026
    rings is 6
""",
    ),
    "empty rows": (
        """

category a: b, c
category d: e
fact f "g"
state h


fact i "j"

fact k "l"
section 1 "One"
text
    "A."


    "B."
section 2 "Two"
section 2.1 "Three"


""",
        """category a: b, c
category d: e

fact f "g"

state h

fact i "j"

fact k "l"

section 1 "One"

text
    "A."

    "B."

section 2 "Two"
section 2.1 "Three"
""",
    ),
    "comments stay where they belong": (
        """# of the whole
  # of the standard
standard email   #at the margin
        # of the next line
    for email# behind

    must reply within 1 day     assumed # why
        # of the promise
# of the manner
        by phone
      # still of the standard
    # too
# of the duty
duty name # the last
    # at the end
""",
        """# of the whole
# of the standard
standard email  #at the margin
    # of the next line
    for        email  # behind

    must reply within 1 day                                         assumed  # why
        # of the promise
        # of the manner
        by phone
        # still of the standard
    # too

# of the duty
duty name  # the last
    # at the end
""",
    ),
    "comments in a line that goes on": (
        """standard email
    for email, # post too
# letters

        # and visits
      letter,visit,   fax   # all
    must reply within 2 days,
      # forward
      rolling forward
category a: b, # one
 c
""",
        """standard email
    for        email,  # post too
               # letters
               # and visits
               letter, visit, fax  # all
    must reply within 2 days,
            # forward
            rolling forward

category a: b,  # one
            c
""",
    ),
    "marks in quotes stay": (
        'policy p "P"\n  note "a ,b" :"c :d , e -f three 9am"\n',
        'policy p "P"\n    note           "a ,b": "c :d , e -f three 9am"\n',
    ),
    "a number sign in quotes is no comment": (
        'text\n   "We are # 1."# are we?\n',
        'text\n    "We are # 1."  # are we?\n',
    ),
    "text of several rows": (
        """text
    "A paragraph that somebody broke
     early, with  two  spaces."
    -“A bullet.”
    "A paragraph that is so long that it can by no means stand in one row, however wide that row may be."
    not a promise "A text that is so long that it does not end where the row ends, but in the row that comes then."
""",
        """text
    "A paragraph that somebody broke early, with two spaces."
    - "A bullet."
    "A paragraph that is so long that it can by no means stand in one row, however wide that row may
     be."
    not a promise "A text that is so long that it does not end where the row ends, but in the row
                   that comes then."
""",
    ),
    "lists of several rows": (
        """policy p "P"
    see also "The first of several documents", "The second of several documents", "The third of them"
    note "A label": "And a text that begins far out, and so goes on beneath the label rather than out there."
    author "A",
           "B"
""",
        """policy p "P"
    see also       "The first of several documents", "The second of several documents",
                   "The third of them"
    note           "A label": "And a text that begins far out, and so goes on beneath the label
                   rather than out there."
    author         "A", "B"
""",
    ),
    "a quotation that begins far out goes on near": (
        """report monthly to "managers and others" on phone
fact the lift is out of order in the north tower "the lift in the north tower of the harbour is out of order"
""",
        """report monthly to "managers and others" on phone

fact the lift is out of order in the north tower "the lift in the north tower of the harbour is out
    of order"
""",
    ),
    "what stands in braces is not divided": (
        """duty greeting
    should "record your greeting anew whenever you plan to be off work for longer than {2 working days}"
""",
        """duty greeting
    should     "record your greeting anew whenever you plan to be off work for longer than
                {2 working days}"
""",
    ),
    "assumed stands in its column, or behind a longer line": (
        """standard email
    must reply within 1 day assumed
    must acknowledge within 10 working days of the acknowledgement, as it falls assumed
    source "a place of the source with a long name", "another place of the same source", "a" assumed
""",
        """standard email
    must reply within 1 day                                         assumed
    must acknowledge within 10 working days of the acknowledgement, as it falls  assumed
    source     "a place of the source with a long name", "another place of the same source",
               "a"                                                  assumed
""",
    ),
    "a word that is longer than a row is left": (
        f'text\n  "see {"x" * 120} there"\n',
        f'text\n    "see\n     {"x" * 120}\n     there"\n',
    ),
    "everything was indented": ("  section 1 “One”\n  text\n     “A.”", 'section 1 "One"\n\ntext\n    "A."\n'),
    "a line with a value that cannot be is laid out and not respelt": (
        "calendar  c\n  years 2030  - 2024\n",
        "calendar c\n    years          2030 - 2024\n",
    ),
}


def laid_out(text: str) -> str:
    """The canonical layout of a text without syntax errors."""
    read, found = decode("x.policy", text.encode())
    assert read is not None
    found += parse("x.policy", read)[1]
    assert [finding for finding in found if finding.code.startswith("T0")] == []
    return formatted("x.policy", read)


@pytest.mark.parametrize("name", PAIRS)
def test_before_and_after(name: str) -> None:
    before, after = PAIRS[name]
    assert laid_out(before) == after
    assert laid_out(after) == after
    assert laid_out("\ufeff" + before.replace("\n", "\r\n")) == after
