"""The pages for staff: all that staff do and nothing else, with the figures that customers read."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.charter.conftest import publish_one

from troth.charter.markup import Element, elements
from troth.model.policy import Duty, Policy
from troth.project import load_all
from troth.wording.duties import duty_text
from troth.wording.voice import Voice

NUMBER = re.compile(r"\d+(?:[:.,]\d+)*(?: working)? ?\w*")


def faults(policy: Policy, folder: Path) -> Iterator[str]:
    """What the pages of a policy tell the wrong people, or nobody, or with other figures; `folder` holds its pages."""
    charter = read(folder / "index.html")
    pages = sorted((folder / "handbook").rglob("index.html"))
    book = [read(path) for path in pages if not {"duties", "help-desk"} & set(path.parts)]
    sheets = [read(path) for path in sorted((folder / "sheets").rglob("index.html"))]
    table = read(folder / "handbook" / "duties" / "index.html")
    told = {text for page in book for text in texts(page)}
    for duty in policy.duties:
        yield from faults_of(duty, policy, told, texts(charter), [*book, *sheets, table])
        rows = [row.text() for row in table.tagged("tr") if row.attributes.get("id") == duty.id]
        if is_for(duty, "staff") and [row.startswith(say(duty, policy, Voice.STAFF)) for row in rows] != [True]:
            yield f"{duty.id}: not once in the table"
    promised = dict(passages([charter], "passage"))
    for promise in policy.promises():
        if (promise.actor == "we") is not (promise.id in dict(passages(book, "staff-passage"))):
            yield f"{promise.id}: ours and not told to staff, or told and not ours"
    for id_, text in passages([*book, *sheets], "staff-passage"):
        if NUMBER.findall(text) != NUMBER.findall(promised[id_]):
            yield f"{id_}: {NUMBER.findall(text)} for staff, {NUMBER.findall(promised[id_])} for customers"


def faults_of(duty: Duty, policy: Policy, told: set[str], charter: set[str], for_staff: list[Element]) -> Iterator[str]:
    if is_for(duty, "staff") and say(duty, policy, Voice.STAFF) not in told:
        yield f"{duty.id}: in no situation"
    if not is_for(duty, "staff") and any(duty.text in page.text() for page in for_staff):
        yield f"{duty.id}: for customers, and told to staff"
    if is_for_customers(duty) is not (say(duty, policy, Voice.CUSTOMER) in charter):
        yield f"{duty.id}: for customers and not in the charter, or in the charter and not for customers"


def is_for(duty: Duty, party: str) -> bool:
    """Staff do what the organisation does, unless it is told to others alone."""
    return duty.actor == "we" and (not duty.audience or party in duty.audience)


def is_for_customers(duty: Duty) -> bool:
    return not duty.audience or set(duty.audience) != {"staff"}


def say(duty: Duty, policy: Policy, voice: Voice) -> str:
    return duty_text(duty, policy.words, voice)


def read(path: Path) -> Element:
    return next(elements(path.read_text(encoding="utf-8")).tagged("main"))


def texts(page: Element) -> set[str]:
    return {element.text() for element in page.marked("text")}


def passages(pages: list[Element], mark: str) -> list[tuple[str, str]]:
    return [(one.attributes["data-promise"], one.text()) for page in pages for one in page.marked(mark)]


def policies(root: Path) -> list[Policy]:
    return [one.policy for one in load_all([str(root)]) if one.policy is not None]


def test_the_five_policies(site: Path, root: Path) -> None:
    found = policies(root / "policies")
    assert len(found) == 5
    assert [fault for policy in found for fault in faults(policy, site / policy.id)] == []


@pytest.fixture(scope="module")
def staff(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A policy with duties for staff alone, for customers alone and for both, and promises of customers."""
    return publish_one("staff", tmp_path_factory.mktemp("staff"))


def test_every_audience(staff: Path) -> None:
    (policy,) = policies(staff.parent / "policies")
    assert {duty.audience for duty in policy.duties} == {(), ("staff",), ("customers",)}
    assert "customer" in {promise.actor for promise in policy.promises()}
    assert list(faults(policy, staff / "site" / "staff")) == []


BOOK, CHARTER = "handbook/a-form-comes-in/index.html", "index.html"


@pytest.mark.parametrize(
    ("page", "old", "new", "fault"),
    [
        ("handbook/the-phone-rings/index.html", "stay calm", "stay", "staff.angry: in no situation"),
        ("handbook/duties/index.html", 'id="staff.angry"', 'id="staff.calm"', "staff.angry: not once in the table"),
        (BOOK, "<h1>", '<p data-troth="text">Do keep your papers safe.</p><h1>', "staff.privacy: for customers, and"),
        (CHARTER, "<h1>", '<p data-troth="text">We are polite.</p><h1>', ""),
        (CHARTER, "<h1>", '<p data-troth="text">We be polite.</p><h1>', "staff.courtesy: for customers and not"),
        (CHARTER, "keep your papers safe", "keep your papers", "staff.privacy: for customers and not in the charter"),
        (BOOK, 'data-promise="staff.forms.resolve"', 'data-promise="staff.forms.reply"', "staff.forms.resolve: ours"),
        (BOOK, "reply within 5 working days", "reply within 5 days", "staff.forms.reply: ['5 days"),
        ("sheets/web-form/index.html", "resolve it within 3 weeks", "resolve it within 2 weeks", "staff.forms.resolve"),
    ],
)
def test_it_goes_red(page: str, old: str, new: str, fault: str, staff: Path, tmp_path: Path) -> None:
    copy = tmp_path / "staff"
    shutil.copytree(staff / "site" / "staff", copy)
    text = (copy / page).read_text(encoding="utf-8")
    assert old in text
    (copy / page).write_text(text.replace(old, new, 1), encoding="utf-8")
    (policy,) = policies(staff.parent / "policies")
    found = list(faults(policy, copy))
    assert any(one.startswith(fault) for one in found) if fault else found == [], found
