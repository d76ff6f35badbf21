"""The facts of each product: every construct has an answer there, and every answer a page that says it."""

import copy
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from troth.charter.help_desks import desks
from troth.desks.constructs import Construct
from troth.desks.facts import BadFacts, Can, read_desk

PRODUCTS = ("zendesk", "jira", "freshdesk", "servicenow")
OFFICIAL = {
    "zendesk": ("support.zendesk.com", "developer.zendesk.com"),
    "jira": ("support.atlassian.com", "confluence.atlassian.com"),
    "freshdesk": ("support.freshdesk.com",),
    "servicenow": ("www.servicenow.com",),
}


def data_of(slug: str, root: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((root / "site" / "help-desks" / f"{slug}.yml").read_text(encoding="utf-8"))
    return found


def test_each_product_has_its_file(root: Path) -> None:
    assert tuple(desk.slug for desk in desks()) == PRODUCTS
    assert sorted(path.stem for path in (root / "site" / "help-desks").glob("*")) == sorted(PRODUCTS)


@pytest.mark.parametrize("construct", list(Construct))
def test_each_product_answers_each_construct(construct: Construct) -> None:
    for desk in desks():
        answer = desk.answers[construct]
        assert answer.cites, f"{desk.slug}: {construct}"
        assert bool(answer.says) is (answer.can is not Can.UNSAID), f"{desk.slug}: {construct}"


def test_limits_are_said_by_the_makers_of_the_product() -> None:
    """That a product cannot say something is cited from its maker, whoever else is cited."""
    for desk in desks():
        hosts = {source.name: re.sub(r"^https://([^/]+)/.*", r"\1", source.address) for source in desk.sources}
        for construct, answer in desk.answers.items():
            cited = {hosts[name] for name in answer.cites}
            assert answer.can is not Can.NOT or cited & set(OFFICIAL[desk.slug]), f"{desk.slug}: {construct}: {cited}"


def test_each_source_says_where_and_when() -> None:
    for desk in desks():
        for source in desk.sources:
            assert re.fullmatch(r"https://[a-z.]+/\S+", source.address)
            assert source.title
            assert source.by
            assert source.day.isoformat() == "2026-11-22"


def test_no_sentence_is_too_long() -> None:
    """As on every page: 25 words at most."""
    for desk in desks():
        for says in (*(one.says for one in desk.answers.values()), *(one.says for one in desk.metrics.values())):
            assert all(len(sentence.split()) <= 25 for sentence in re.split(r"(?<=[.!?]) ", says)), says


def _without_answer(data: dict[str, Any]) -> None:
    data["answers"][0]["of"].pop()


def _twice(data: dict[str, Any]) -> None:
    data["answers"][0]["of"].append(data["answers"][1]["of"][0])


def _unknown(data: dict[str, Any]) -> None:
    data["answers"][0]["of"].append("a phase of the moon")


def _uncited(data: dict[str, Any]) -> None:
    del data["answers"][0]["cites"]


def _cites_nothing_known(data: dict[str, Any]) -> None:
    data["answers"][0]["cites"] = ["hearsay"]


def _without_words(data: dict[str, Any]) -> None:
    del data["answers"][0]["says"]


def _unsaid_with_words(data: dict[str, Any]) -> None:
    data["answers"][-1]["says"] = "It cannot."


def _without_metric(data: dict[str, Any]) -> None:
    del data["metrics"]["replied"]


def _without_term(data: dict[str, Any]) -> None:
    del data["words"]["pause"]


def _uncited_source(data: dict[str, Any]) -> None:
    data["sources"]["spare"] = {"title": "Spare", "by": "Nobody", "address": "https://example.org/"}


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (_without_answer, "no answer to ['open day and night']"),
        (_twice, "'opening hours' is no construct, or answered twice"),
        (_unknown, "'a phase of the moon' is no construct, or answered twice"),
        (_uncited, "the answer to 'time by the clock' cites nothing"),
        (_cites_nothing_known, "the answer to 'time by the clock' cites ['hearsay']"),
        (_without_words, "'time by the clock' is answered without words, or unsaid with some"),
        (_unsaid_with_words, "'seconds' is answered without words, or unsaid with some"),
        (_without_metric, "metrics are ['', 'acknowledged', 'resolved', 'updated'], and must be"),
        (
            _without_term,
            "words are ['business', 'calendar', 'contacts', 'kind', 'length', 'measure', 'schedule', 'target'], and",
        ),
        (_uncited_source, "nothing cites ['spare']"),
    ],
)
def test_it_goes_red(damage: Any, says: str, root: Path) -> None:
    data = copy.deepcopy(data_of("zendesk", root))
    damage(data)
    with pytest.raises(BadFacts, match=re.escape(says)):
        read_desk("zendesk", data)
