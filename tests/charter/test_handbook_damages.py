"""`troth verify` reads the pages for staff: each damage by hand on them is found, with its promise and its page."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.charter.by_python import verify

from troth.diagnostics import Diagnostic

BOOK = "site/staff/handbook/"
FORM = f"{BOOK}a-form-comes-in/index.html"
PHONE = f"{BOOK}the-phone-rings/index.html"
TEXT = f"{BOOK}a-text-message-arrives/index.html"
DUTIES = f"{BOOK}duties/index.html"
SHEET = "site/staff/sheets/web-form/index.html"
PHONE_SHEET = "site/staff/sheets/phone/index.html"
FACTS = "site/staff/facts/index.html"

Damage = Callable[[str, str, str], list[Diagnostic]]


def test_what_is_built_together_agrees(staff_built: Path) -> None:
    assert verify(staff_built / "site", staff_built, lambda _: None) == []


# What is damaged: where, what stands there, what is put in its place, the finding and what it names.
DAMAGES = {
    "a figure": (FORM, "reply within 5 working days", "reply within 4 working days", "T804", "staff.forms.reply"),
    "a figure on a sheet": (SHEET, "resolve it within 3 weeks", "resolve it within 4 weeks", "T804", "forms.resolve"),
    "a figure of a case": (TEXT, "is away: within 7 working", "is away: within 9 working", "T804", "lifts.follow-up"),
    "how much more is taken": (
        FORM,
        "You may take 3 working days",
        "You may take 9 working days",
        "T804",
        "forms.reply",
    ),
    "by when they are told": (
        FORM,
        "them so within 1 day.",
        "them so within 2 days.",
        "T804",
        "staff.forms.acknowledge",
    ),
    "how often it is extended": (FORM, "working day more, once.", "working day more each time.", "T804", "acknowledge"),
    "a date that is told": (FORM, "of another date by then", "of another date within 1 day", "T804", "forms.reply"),
    "you should, for a must": (FORM, "</span> resolve it", "</span> you should resolve it", "T802", "forms.resolve"),
    "a must, for you should": (PHONE, "</span> you should call", "</span> call", "T802", "staff.calls.call-back"),
    "you may, for an aim": (PHONE, "</span> aim to answer", "</span> you may answer", "T802", "staff.calls.answer"),
    "a condition gone": (TEXT, " and the lift is out of order, or stuck and noisy", "", "T804", "lifts.follow-up"),
    "a condition in other words": (TEXT, "or stuck and noisy", "or stuck", "T802", "staff.lifts.follow-up"),
    "an excuse": (TEXT, '<p class="say">This does not apply', "<p>This applies only", "T802", "staff.lifts.contact"),
    "words that nobody wrote": (FORM, "reply within 5", "reply, if you like, within 5", "T802", "staff.forms.reply"),
    "whose promise it is": (
        FORM,
        'data-promise="staff.forms.reply"',
        'data-promise="staff.forms.update"',
        "T804",
        "forms.update",
    ),
    "an example's date": (FORM, "<b>by the end of Wed", "<b>by the end of Thu", "T804", "staff.forms.acknowledge"),
    "a strip's square": (FORM, "day </span>2</span>", "day </span>3</span>", "T804", "staff.forms.acknowledge"),
    "a strip's reason": (FORM, "Works outing</span>", "Rain</span>", "T804", "staff.forms.acknowledge"),
    "to whom an example speaks": (FORM, 'data-voice="staff"', 'data-voice="customer"', "T804", "forms.acknowledge"),
    "to nobody": (SHEET, 'data-voice="staff"', 'data-voice=""', "T804", "staff.forms.acknowledge"),
    "a duty's figure": (PHONE, "again within 2 hours", "again within 4 hours", "T806", "4 hours"),
    "the figure of another duty": (PHONE, "again within 2 hours", "again within 3 hours", "T806", "3 hours"),
    "a duty's figure in the table": (DUTIES, "it within 3 hours of", "it within 2 hours of", "T806", "2 hours"),
    "a duty's figure on a sheet": (PHONE_SHEET, "again within 2 hours", "again in 5 minutes", "T806", "5 minutes"),
    "a figure in a duty without": (PHONE, "stay calm.", "stay calm for 1 hour.", "T806", "1 hour"),
    "a loose figure": (FORM, "<h1>A form comes in</h1>", "<h1>A form comes in: 2 days</h1>", "T806", "2 days"),
    "a loose figure on a sheet": (
        SHEET,
        "<h1>Web form</h1>",
        "<h1>Web form</h1><p>In 48 hours.</p>",
        "T806",
        "48 hours",
    ),
    "a figure in a record": (FORM, "in the register.", "in the register within 1 day.", "T806", "1 day"),
    "who promises": (SHEET, '"name">5 Day Cleaning', '"name">2 Day Cleaning', "T804", "2 Day Cleaning"),
    "the calendar of a sheet": (SHEET, "Monday to Friday", "Monday to Saturday", "T804", "calendar"),
    "a condition's own words": (
        FACTS,
        "<p>The condition “parts are missing” means",
        "<p>“parts” means",
        "T802",
        "parts",
    ),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_page_for_staff_changed_by_hand(name: str, staff_damaged: Damage) -> None:
    file, old, new, code, names = DAMAGES[name]
    found = staff_damaged(file, old, new)
    assert code in {finding.code for finding in found}, [finding.message for finding in found]
    assert any(finding.span.path == file.removeprefix("site/") and names in finding.message for finding in found)
    assert {finding.span.path for finding in found} == {file.removeprefix("site/")}, "one page is changed"


def changed(staff_built: Path, copy: Path, pattern: str, new: str) -> list[Diagnostic]:
    """What is found where a pattern is replaced on every page for staff."""
    shutil.copytree(staff_built, copy)
    pages = [
        *(copy / "site" / "staff" / "handbook").rglob("*.html"),
        *(copy / "site" / "staff" / "sheets").rglob("*.html"),
    ]
    done = 0
    for page in pages:
        text, times = re.subn(pattern, new, page.read_text(encoding="utf-8"), flags=re.DOTALL)
        page.write_text(text, encoding="utf-8")
        done += times
    assert done > 1
    return verify(copy / "site", copy, lambda _: None, every=30)


def test_a_promise_that_no_page_for_staff_tells(staff_built: Path, tmp_path: Path) -> None:
    block = r'<div data-troth="staff-passage" data-promise="staff\.forms\.resolve">.*?</div>'
    found = changed(staff_built, tmp_path / "build", block, "")
    assert [(one.code, one.message, one.span.path) for one in found] == [
        ("T801", "the promise `staff.forms.resolve` stands on no page for staff", "staff/handbook/index.html")
    ]


def test_the_same_figure_changed_on_every_page_for_staff(staff_built: Path, tmp_path: Path) -> None:
    found = changed(staff_built, tmp_path / "build", "resolve it within 3 weeks", "resolve it within 2 weeks")
    assert {one.code for one in found} == {"T804"}
    assert all("`staff.forms.resolve`: staff read “" in one.message for one in found)
