"""`read(write(m))` is m: for generated promises with every construct, and for the policies of our users."""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, note, settings
from tests.wording.drawn import cases, days, promises, withins
from tests.wording.models import TITLES, WORDS, heard, promise, said

from troth.deadlines.contact import quoted_facts
from troth.model.limit import Limit, Rings
from troth.model.policy import Case, Promise
from troth.project import load
from troth.wording.reader import NotRead, flattened, read
from troth.wording.sentence import passage
from troth.wording.voice import Voice

# The same examples in each run; `EXAMPLES=5000` draws more.
EXAMPLES = int(os.environ.get("EXAMPLES", "100"))
MANY = settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
SOME = settings(MANY, max_examples=max(EXAMPLES // 8, 1))


@MANY
@given(promises())
def test_a_promise_reads_back_as_itself(one: Promise) -> None:
    text = said(one)
    note(text)
    assert heard(text, one.id) == flattened(one)


@MANY
@given(promises())
def test_a_promise_told_to_staff_reads_back_as_itself(one: Promise) -> None:
    text = said(one, Voice.STAFF)
    note(text)
    assert heard(text, one.id, Voice.STAFF) == flattened(one)


@MANY
@given(withins() | days())
def test_a_limit_reads_back_as_itself(limit: Limit) -> None:
    one = promise("reply", limit)
    assert heard(said(one), one.id).limit == limit


@MANY
@given(cases(least=1))
def test_cases_read_back_as_themselves(tree: tuple[Case, ...]) -> None:
    one = promise("reply", None, cases=tree)
    text = said(one)
    note(text)
    assert heard(text, one.id).cases == tree


@MANY
@given(promises(), promises())
def test_two_promises_that_differ_are_said_in_two_ways(a: Promise, b: Promise) -> None:
    same_words = dataclasses.replace(b, id=a.id, standard=a.standard)
    if flattened(same_words) != flattened(a):
        assert said(same_words) != said(a)


@pytest.mark.parametrize("policy", ["company-template", "ips", "ledcom", "polha"])
def test_each_promise_of_the_policies(policy: str, root: Path) -> None:
    found = load(root / "policies" / policy / f"{policy}.policy").policy
    assert found is not None
    assert list(found.promises())
    titles = {standard.name: standard.title for standard in found.standards}
    for one in found.promises():
        text = passage(one, found.words, titles)
        assert read(text, one.id, found.words, titles, quoted_facts(found)) == flattened(one), text
        text = passage(one, found.words, titles, Voice.STAFF)
        assert read(text, one.id, found.words, titles, quoted_facts(found), Voice.STAFF) == flattened(one), text


@SOME
@given(promises())
def test_line_ends_and_spaces_of_a_page_change_nothing(one: Promise) -> None:
    text = re.sub(r"(?<!“)(?<=[a-z,]) ", "\n   ", said(one), count=3)
    if "“" not in text and "We say" not in text:
        assert heard(f"  {text}\n", one.id) == flattened(one)


# ---------- damage

UNITS = ("second", "minute", "hour", "working day", "day", "week", "month", "year", "ring")
_AMOUNT = re.compile(rf"within ([\d,]+) ({'|'.join(UNITS)})(s?)\b")
_RING = re.compile(r"before ring (\d+)")


def damaged(text: str) -> Iterator[str]:
    """The passage with one figure, unit, strength, channel or other word of its meaning changed or left out."""
    for found in _AMOUNT.finditer(text):
        start, end = found.span()
        n, unit = int(found[1].replace(",", "")), found[2]
        for other in (n + 1, n * 10, n - 1):
            if other > 0:
                yield f"{text[:start]}within {other} {unit}s{text[end:]}"
        for other_unit in UNITS:
            if other_unit != unit:
                yield f"{text[:start]}within {found[1]} {other_unit}{found[3]}{text[end:]}"
        yield f"{text[:start]}within {unit}{found[3]}{text[end:]}"
        yield f"{text[:start]}within {found[1]}{text[end:]}"
    for found in _RING.finditer(text):
        yield f"{text[: found.start()]}before ring {int(found[1]) + 1}{text[found.end() :]}"
    for old, new in (
        ("working days", "days"),
        ("the next working day", "the next day"),
        (" must ", " aim to "),
        (" must ", " should "),
        (" aim to ", " must "),
        (" aim to ", " "),
        (" should ", " may "),
        (" may ", " "),
        ("you email us", "you text us"),
        ("write to us", "fax us"),
        ("phone us", "email us"),
        (" about a complaint", ""),
        (" about a repair", " about a complaint"),
        (" at stage 1", " at stage 2"),
        (" but not if ", " and "),
        (" and it is urgent", ""),
        (" and it is urgent", " but not if it is urgent"),
        (", day and night", ""),
        (", rolling forward", ", rolling back"),
        (", rolling forward", ""),
        (", as it falls", ""),
        (", by closing time", ""),
        (" of the return", ""),
        ("Unless", "If"),
        ("during the contact", "on the same day"),
        ("no promise", "on the same day"),
        ("before the", "at the"),
        ("promptly and ", ""),
        ("pm.", "am."),
        ("date promised", "time told"),
        (" by then ", " at once "),
        (", once.", " each time."),
        (" each time.", ", once."),
    ):
        if old in text:
            yield text.replace(old, new, 1)
    sentences = re.split(r"(?<=\.) (?=[A-Z])", text)
    if "“" not in text:
        for number in range(len(sentences)):
            yield " ".join(sentences[:number] + sentences[number + 1 :])


def outcome(text: str, id: str) -> Promise | None:
    try:
        return heard(text, id)
    except NotRead:
        return None


@SOME
@given(promises())
def test_a_damaged_passage_is_another_promise_or_refused(one: Promise) -> None:
    text = said(dataclasses.replace(one, saying=()))
    meant = flattened(dataclasses.replace(one, saying=()))
    for wrong in damaged(text):
        if wrong != text:
            note(wrong)
            assert outcome(wrong, one.id) != meant


def test_rings_said_in_two_ways_are_two_sentences_and_one_limit() -> None:
    before, most = promise("answer", Rings(most=3, said_before=True)), promise("answer", Rings(most=3))
    assert (said(before), said(most)) == (
        "When you contact us, we answer before ring 4.",
        "When you contact us, we answer within 3 rings.",
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "We reply within 3 working days.",
        "When you email us, we reply within 3 working days",
        "When you email us, we reply within 3 working days. When you email us, we reply within 3 working days.",
        "Priority urgent: within 3 days.",
        "When you email us, we reply within 3 to 5 working days.",
        "When you email us, we reply within -3 working days.",
        "When you email us, we reply within 0 working days.",
        "When you email us, we reply within 2.5 working days.",
        "When you email us, we reply within 3.",
        "When you email us, we reply.",
        "When you email us, we will reply within 3 working days.",
        "When you email us, we try to reply within 3 working days.",
        "When you emial us, we reply within 3 working days.",
        "When you email us, you reply within 3 working days.",
        "When you email us, we reply within 3 working days, mostly.",
        "When you email us, we reply within 3 working days. Usually.",
        "When you email us, we reply within 3 working days. This replaces “Nothing of ours”.",
        "When you email us, we reply within 3 working days. If we cannot do that, we tell you when to expect it.",
        "When you email us, we reply within 3 working days. We do this by pigeon.",
        "When you email us, we reply within 3 hours, by closing time.",
        "When you email us, we reply within 3 working days. This is not needed if it is finished by then.",
        "When you email us, we reply within 3 days. Priority urgent: within 1 day. Priority urgent: within 2 days.",
    ],
)
def test_no_promise_of_ours(text: str) -> None:
    with pytest.raises(NotRead):
        heard(text, "made.email.reply")


@pytest.mark.parametrize(
    "id", ["made.letter.respond", "made.email.reply.aim", "made.email", "made.email.call-back", ""]
)
def test_a_passage_at_the_wrong_place(id: str) -> None:
    with pytest.raises(NotRead):
        heard("When you email us, we reply within 3 working days.", id)


def test_titles_differ() -> None:
    assert len(set(TITLES.values())) == len(TITLES)
    assert WORDS.fact("unresolved") is not None
