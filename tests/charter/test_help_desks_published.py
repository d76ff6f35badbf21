"""`troth verify` reads what a help desk is to be set to: each damage by hand on those pages is found."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.charter.by_python import verify

from troth.charter.help_desks import desks
from troth.charter.markup import elements
from troth.charter.published import read_pages
from troth.charter.site_files import files_in
from troth.diagnostics import Diagnostic

Damage = Callable[[str, str, str], list[Diagnostic]]

BOOK = "site/demo/handbook/help-desk/"
ZENDESK, SERVICENOW = f"{BOOK}zendesk/index.html", f"{BOOK}servicenow/index.html"

# What is damaged: where, what stands there, what is put in its place, the finding and what it names.
DAMAGES = {
    "a target": (ZENDESK, "<dd>72 hours</dd>", "<dd>80 hours</dd>", "demo.email.reply"),
    "which hours count": (
        ZENDESK,
        "<dd>Business hours, by the schedule</dd>",
        "<dd>Calendar hours</dd>",
        "email.reply",
    ),
    "a metric": (ZENDESK, "First reply time. It", "Next reply time. It", "demo.email.acknowledge"),
    "days of a script": (SERVICENOW, "days are 3,", "days are 4,", "demo.email.reply"),
    "an arrival": (ZENDESK, "4pm on Wednesday 1 July 2026 is", "4pm on Thursday 2 July 2026 is", "demo.email.reply"),
    "a deadline of the promise": (
        ZENDESK,
        "by the end of Monday 6 July",
        "by the end of Tuesday 7 July",
        "demo.email.reply",
    ),
    "never later": (ZENDESK, "It is never later than the promise in 2026.", "It is always later.", "demo.email.reply"),
    "the case": (ZENDESK, "<h4>if complex</h4>", "<h4>if simple</h4>", "demo.email.reply"),
    "what it cannot say": (ZENDESK, ">rings of the phone</a>", ">rings</a>", "demo.calls.answer.aim"),
    "a gap that is gone": (ZENDESK, '<p class="small">It cannot say:</p>', "", "demo.email.reply"),
    "what a product can say": (ZENDESK, "<b>It cannot say this.</b>", "<b>It can say this.</b>", "setting of `demo`"),
    "the day it was made": (ZENDESK, 'data-as-of="2026-07-01"', 'data-as-of="2026-08-01"', "demo.email.reply"),
    "no day": (ZENDESK, 'data-as-of="2026-07-01"', 'data-as-of="soon"', "demo.email.reply"),
    "the product": (ZENDESK, 'data-product="zendesk"', 'data-product="jira"', "demo.email.reply"),
    "no product": (ZENDESK, 'data-product="zendesk"', 'data-product="abacus"', "no product that is known"),
    "the promise": (
        ZENDESK,
        'data-promise="demo.email.acknowledge" data-product',
        'data-promise="demo.calls.call-back" data-product',
        "calls",
    ),
    "a promise that is none": (
        ZENDESK,
        'data-promise="demo.email.acknowledge" data-product',
        'data-promise="demo.email.sing" data-product',
        "sing",
    ),
    "a figure beside it": (ZENDESK, "What to set for each promise,", "What to set within 2 hours,", "2 hours"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damage_is_found(name: str, damaged: Damage) -> None:
    file, old, new, names = DAMAGES[name]
    found = damaged(file, old, new)
    assert found, "nothing is found"
    assert {one.code for one in found} <= {"T804", "T806"}
    assert any(names in one.message for one in found), [one.message for one in found]
    assert {one.span.path for one in found} == {file.removeprefix("site/")}


def test_every_setting_is_read_back(built: Path) -> None:
    pages, found = read_pages(files_in(built / "site"))
    assert not found
    settings = [setting for page in pages for setting in page.settings]
    ours = (
        "email.reply",
        "email.acknowledge",
        "calls.answer.aim",
        "calls.call-back",
        "repairs.complete",
        "drop-in.see.should",
    )
    wanted = [(f"demo.{name}", desk.slug) for desk in desks() for name in ours] + [("", desk.slug) for desk in desks()]
    assert sorted((one.promise, one.product) for one in settings) == sorted(wanted)


def test_what_cannot_be_set_is_said(built: Path) -> None:
    page = elements((built / ZENDESK).read_text(encoding="utf-8"))
    rings = next(
        one for one in page.marked("help-desk") if one.attributes.get("data-promise") == "demo.calls.answer.aim"
    )
    assert "Target None comes near" in rings.text()
    assert "It cannot say: rings of the phone" in rings.text()


def test_every_statement_leads_to_its_source(built: Path) -> None:
    for desk in desks():
        page = elements((built / f"{BOOK}{desk.slug}/index.html").read_text(encoding="utf-8"))
        (all_said,) = (one for one in page.marked("help-desk") if "data-promise" not in one.attributes)
        ids = {one.attributes["id"] for one in page.all() if "id" in one.attributes}
        said = list(all_said.tagged("p"))
        assert said
        for paragraph in said:
            links = [link.attributes["href"] for link in paragraph.tagged("a")]
            assert links, paragraph.text()
            assert {link.removeprefix("#") for link in links} <= ids
        shown = {link.attributes["href"] for one in page.marked("facts") for link in one.tagged("a")}
        assert shown <= {source.address for source in desk.sources}


def test_what_is_built_together_agrees(built: Path) -> None:
    assert verify(built / "site", built, lambda _: None, every=40) == []
