"""More than two hundred damaged passages, ten and more of each kind of damage: none is read as the promise it was."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.wording.models import QUOTED
from tests.wording.pairs import KNOWN, STANDARDS
from tests.wording.test_pairs_go_red import EVERY

from troth.deadlines.contact import quoted_facts
from troth.model.policy import Promise
from troth.model.words import Words
from troth.project import load
from troth.wording import reader
from troth.wording.reader import NotRead, flattened, read
from troth.wording.sentence import passage

PAIRS = "harbour"
DATA = Path(__file__).parent / "damaged.txt"
_ENTRY = re.compile(
    r"(?P<promise>\S+): (?P<fate>another|not read|written otherwise)\n {2}(?P<original>.+)\n {2}(?P<damaged>.+)\n"
)


@dataclass(frozen=True, slots=True)
class Damage:
    """A passage, what was done to it, and what must become of it.

    It reads as `another` promise; or it is refused: `not read`, or the promise that it says is `written otherwise`.
    """

    kind: str
    promise: str
    fate: str
    original: str
    damaged: str


def _damages() -> Iterator[Damage]:
    _, *parts = DATA.read_text(encoding="utf-8").split("\n== ")
    for part in parts:
        kind, _, rest = part.partition("\n")
        yield from (Damage(kind=kind, **found.groupdict()) for found in _ENTRY.finditer(rest))


DAMAGES = list(_damages())
KINDS = Counter(damage.kind for damage in DAMAGES)


@dataclass(frozen=True, slots=True)
class Known:
    """What pages are read with, and what is published of each promise."""

    words: Words
    titles: dict[str, str]
    quoted: tuple[str, ...]
    published: dict[str, list[Promise]]


@pytest.fixture(scope="module")
def known(root: Path) -> dict[str, Known]:
    """By policy: the five of our users, those in `tests/policies`, and the pairs written by hand."""
    of_pairs: dict[str, list[Promise]] = {}
    for pair in EVERY:
        of_pairs.setdefault(pair.meant.id, []).append(pair.meant)
    found = {PAIRS: Known(KNOWN, STANDARDS, tuple(QUOTED), of_pairs)}
    for path in [*(root / "policies").glob("*/*.policy"), *(root / "tests" / "policies").glob("*/*.policy")]:
        policy = load(path).policy
        assert policy is not None
        titles = {standard.name: standard.title for standard in policy.standards}
        published = {promise.id: [promise] for promise in policy.promises()}
        found[policy.id] = Known(policy.words, titles, tuple(quoted_facts(policy)), published)
    return found


def _of(damage: Damage, known: dict[str, Known]) -> Known:
    return known[damage.promise.partition(".")[0]]


def _read(text: str, damage: Damage, of: Known) -> Promise:
    return read(text, damage.promise, of.words, of.titles, of.quoted)


def check_original(damage: Damage, known: dict[str, Known]) -> None:
    """The passage is what is published of a promise, and reads as it."""
    of = _of(damage, known)
    said = {passage(one, of.words, of.titles): one for one in of.published[damage.promise]}
    assert damage.original in said
    assert _read(damage.original, damage, of) == flattened(said[damage.original])


def check_damaged(damage: Damage, known: dict[str, Known]) -> None:
    """The damaged passage reads as another promise, or is refused; which of them, the data say."""
    assert fate_of(damage, known) == damage.fate


def fate_of(damage: Damage, known: dict[str, Known]) -> str:
    """What becomes of a damaged passage on a page."""
    of = _of(damage, known)
    try:
        found = _read(damage.damaged, damage, of)
    except NotRead:
        return "not read"
    if passage(found, of.words, of.titles) != damage.damaged:
        return "written otherwise"
    return "original" if found == _read(damage.original, damage, of) else "another"


def test_there_are_ten_of_each_of_twenty_kinds() -> None:
    assert len(KINDS) >= 20
    assert min(KINDS.values()) >= 10
    assert len({(one.original, one.damaged) for one in DAMAGES}) == len(DAMAGES) >= 200
    assert all(one.original != one.damaged for one in DAMAGES)
    assert DATA.read_text(encoding="utf-8").count("\n  ") == 2 * len(DAMAGES), (
        "an entry is not of the form of the others"
    )


def test_they_are_of_every_policy(known: dict[str, Known]) -> None:
    promising = {name for name, one in known.items() if one.published}
    assert {damage.promise.partition(".")[0] for damage in DAMAGES} == promising


@pytest.mark.parametrize("kind", KINDS)
def test_the_originals_read_as_their_promises(kind: str, known: dict[str, Known]) -> None:
    for damage in DAMAGES:
        if damage.kind == kind:
            check_original(damage, known)


@pytest.mark.parametrize("damage", DAMAGES, ids=[f"{one.kind}-{number}" for number, one in enumerate(DAMAGES)])
def test_no_damaged_passage_is_read_as_the_original(damage: Damage, known: dict[str, Known]) -> None:
    check_damaged(damage, known)


# ---------- readers that pass over what is damaged

DEAF: dict[str, tuple[str, str, str]] = {
    # To what a reader is deaf: the kind of damage, and what it takes for what.
    "any figure": ("a figure changed", r"\b\d+\b(?! rings?\b)", "7"),
    "“working” and “opening”": ("“working” or “opening” dropped", r"(?<=\d )(working|opening) ", ""),
    "another channel": ("a channel swapped", r"(phone|text|email|visit) us", "write to us"),
    "“not”": ("a condition denied", r" but not if ", " and "),
    "“unless”": ("a condition denied", r"\b([Uu])nless\b", "if"),
    "the cap": ("the cap or the floor dropped", r" ?The deadline is never \w+ than [^.]*\.", ""),
    "which bound": ("latest for earliest, most for least", r"never (later|earlier)", "never later"),
    "from what it counts": ("the event from which it counts swapped", r" of the [a-z' ]+(?=[.,])", ""),
    "the time of day": ("the time of day changed", r", (by|at) (closing time|the same time of day|[\d:]+[ap]m)", ""),
    "the roll": ("where it rolls dropped or changed", r", (as it falls|rolling (back|forward))", ""),
    "the sum": ("the sum of a remedy changed", r"£[\d.,]*\d", "£1"),
    "dates": ("a date or a season changed", r"\d+ (?=(January|February|March|April|May|June|July|December) )", "1 "),
    "both days": ("“both days included”, “clear”, “promptly” or “less a day” dropped", ", both days included", ""),
    "excuses": ("an excuse dropped or put in its place", r" ?This does not apply [^.]*\.", ""),
    "words said twice": ("a word doubled or misspelt", r"\b(\w+) \1\b", r"\1"),
    "the law": ("the law dropped or changed", r" ?The law [^“]*“[^”]*”\.", ""),
    "shares": ("a target changed", r"\d+% of contacts", "9% of contacts"),
    "once": ("how it is told and extended", r"(, once| each time)\.", ", once."),
    "a calendar": ("the calendar dropped or changed", r", on calendar [\w-]+", ""),
    "pauses": ("a pause or a restart changed", r" ?The time stands still [^.]*\.", ""),
}


@pytest.mark.parametrize("name", DEAF)
def test_a_reader_that_is_deaf_to_something_is_found_out(
    name: str, known: dict[str, Known], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It reads a damaged passage as it reads the whole one, so that their fates differ from those in the data."""
    kind, deaf_to, takes_it_for = DEAF[name]
    split = reader.split_sentences
    monkeypatch.setattr(reader, "split_sentences", lambda text: split(re.sub(deaf_to, takes_it_for, text)))
    damages = [one for one in DAMAGES if one.kind == kind]
    assert damages
    assert any(_is_red(one, known) for one in damages)


def _is_red(damage: Damage, known: dict[str, Known]) -> bool:
    try:
        check_damaged(damage, known)
    except (AssertionError, NotRead):
        return True
    return False
