"""The pairs written by hand go red where a round trip stays green: of a writer and a reader with the same fault."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Callable, Iterable
from types import CodeType, FunctionType
from typing import Any

import pytest
from tests.wording import (
    test_pairs_limits,
    test_pairs_pages,
    test_pairs_promises,
    test_pairs_remedies,
    test_pairs_targets,
)
from tests.wording.pairs import Pair, check_reading, check_writing, goes_round

import troth.resolve.limits
import troth.syntax.phrases
import troth.wording.calendar
import troth.wording.phrases
import troth.wording.read_remedies
import troth.wording.read_targets
import troth.wording.reader
import troth.wording.remedies
import troth.wording.sentence
import troth.wording.targets
import troth.wording.voice
from troth.model.limit import Roll
from troth.model.policy import Strength
from troth.syntax.measure_builder import ORDINALS
from troth.wording.calendar import read_calendar, write_calendar
from troth.wording.reader import NotRead
from troth.wording.vocabulary import read_words, write_words

Change = tuple[Callable[..., Any], dict[str, str]]
"""A function, and what in its text is replaced by what, all at once and wherever it stands."""

LIMITS, PROMISES = test_pairs_limits.PAIRS, test_pairs_promises.PAIRS
TARGETS, REMEDIES = test_pairs_targets.PAIRS, test_pairs_remedies.PAIRS

sentence, phrases, reader = troth.wording.sentence, troth.wording.phrases, troth.wording.reader._SentenceReader
built = troth.syntax.phrases.PhraseBuilder

TOGETHER: dict[str, tuple[list[Pair], tuple[Change, Change]]] = {
    "what is left out is what alone is counted": (
        TARGETS,
        (
            (
                troth.wording.targets.target_texts,
                {"leaves out contacts": "counts only contacts", "counts only contacts": "leaves out contacts"},
            ),
            (troth.wording.read_targets.TargetSentences._side, {'"leaves out" in': '"leaves out" not in'}),
        ),
    ),
    "a share ten times too large": (
        TARGETS,
        (
            (troth.wording.targets.share_text, {"1000": "100", ":03": ":02"}),
            (
                troth.wording.read_targets._share,
                {"* 1000": "* 100", "ljust(3": "ljust(2", r"\d{1,3}": r"\d{1,4}"},
            ),
        ),
    ),
    "a sum ten times too small": (
        REMEDIES,
        (
            (troth.wording.remedies.money_text, {"places(money.currency)": "places(money.currency) + 1"}),
            (troth.wording.read_remedies._money, {"places(code)": "places(code) + 1"}),
        ),
    ),
    "a period begun for one complete": (
        REMEDIES,
        (
            (troth.wording.remedies._period, {"is_started=": "is_started=not "}),
            (
                troth.wording.read_remedies.RemedySentences._take_pays_more,
                {"period=period, started=part is not None": "period=period, started=part is None"},
            ),
        ),
    ),
    "the latest for the earliest": (
        LIMITS,
        (
            (sentence._clauses, {"never later": "never earlier", "never earlier": "never later"}),
            (reader._take_bounded, {'"later" in': '"later" not in'}),
        ),
    ),
    "at most for at least": (
        LIMITS,
        (
            (phrases._notice_text, {"'most' if": "'least' if", "else 'least'": "else 'most'"}),
            (built._notice_of, {'endswith("most")': 'endswith("least")'}),
        ),
    ),
    "rolling back for rolling forward": (
        LIMITS,
        (
            (phrases._roll_text, {"{roll}": "{'back' if roll is Roll.FORWARD else 'forward'}"}),
            (
                built._ending,
                {
                    'token.lstrip(", ").removeprefix("rolling ")': '{", rolling forward": "back", ", rolling back": '
                    '"forward"}.get(str(token), token.lstrip(", "))'
                },
            ),
        ),
    ),
    "the ring before for the ring": (
        LIMITS,
        (
            (phrases.rings_text, {"limit.most + 1": "limit.most"}),
            (troth.resolve.limits.resolve_limit, {"max(ring - 1, 1)": "ring", "ring < 2": "ring < 1"}),
        ),
    ),
    "a fact that does not hold for one that does": (
        PROMISES,
        (
            (sentence._lead, {"'and' if holds else 'but not if'": "'but not if' if holds else 'and'"}),
            (
                reader._take_lead,
                {'case "if_fact"': 'case "unless_fact"', 'case "unless_fact"': 'case "if_fact"'},
            ),
        ),
    ),
    "both days included for neither": (
        PROMISES,
        (
            (sentence._pause, {"if pause.both_days": "if not pause.both_days"}),
            (reader._take_pause, {"both is not None": "both is None"}),
        ),
    ),
    "each time for once": (
        PROMISES,
        (
            (sentence._extension, {"if extension.once": "if not extension.once"}),
            (reader._extend, {'"once" in str(often)': 'often is not None and "once" not in str(often)'}),
        ),
    ),
    "unless for if": (
        PROMISES,
        (
            (phrases.condition_text, {"'if' if holds else 'unless'": "'unless' if holds else 'if'"}),
            (
                reader.take,
                {
                    'f"_take_{tree.data}"': '{"_take_excuse_if": "_take_excuse_unless", "_take_excuse_unless": '
                    '"_take_excuse_if"}.get(f"_take_{tree.data}", f"_take_{tree.data}")'
                },
            ),
        ),
    ),
    "the end of a season for its beginning": (
        PROMISES,
        (
            (troth.wording.style.season_text, {"in (first, last)": "in (last, first)"}),
            (
                troth.wording.sentence_values.PromiseValues._in_season,
                {"season.first, season.last": "season.last, season.first"},
            ),
        ),
    ),
}


EVERY = [*LIMITS, *PROMISES, *TARGETS, *REMEDIES]


def test_no_two_pairs_say_the_same() -> None:
    assert len(EVERY) >= 120
    assert len({pair.customer for pair in EVERY}) == len({pair.staff for pair in EVERY}) == len(EVERY)
    assert all(one.meant != other.meant for number, one in enumerate(EVERY) for other in EVERY[:number])


@pytest.mark.parametrize("name", TOGETHER)
def test_a_writer_and_a_reader_wrong_together(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pairs, changes = TOGETHER[name]
    for function, changed in changes:
        change(function, changed, monkeypatch)
    assert all(goes_round(pair.meant) for pair in pairs)
    assert red(check_writing, pairs)
    assert red(check_reading, pairs)


def test_strengths_that_both_sides_confuse(monkeypatch: pytest.MonkeyPatch) -> None:
    for one, other in ((Strength.SHOULD, Strength.MAY), (Strength.MAY, Strength.SHOULD)):
        monkeypatch.setitem(troth.wording.voice.STRENGTH_WORDS, one, str(other))
        monkeypatch.setitem(troth.wording.voice._TO_STAFF, one, f"you {other} ")
        monkeypatch.setitem(troth.wording.reader._STRENGTHS, str(other), one)
    assert all(goes_round(pair.meant) for pair in LIMITS)
    assert red(check_writing, LIMITS)
    assert red(check_reading, LIMITS)


# ---------- a writer alone, of words that no reader takes up

WRITER: dict[str, tuple[list[Pair], Change]] = {
    "on what a limit depends": (PROMISES, (sentence._dimension, {'else "case"': 'else "delay"'})),
    "on what a sum depends": (REMEDIES, (troth.wording.remedies._first, {"or 'case'": "or 'stage'"})),
    "who must claim": (REMEDIES, (troth.wording.remedies.remedy_texts, {"== 'you'": "!= 'you'"})),
    "whom a date is told": (PROMISES, (sentence._dated, {"{whom}": "{'you' if whom == 'them' else 'them'}"})),
}


@pytest.mark.parametrize("name", WRITER)
def test_a_writer_of_words_that_mean_nothing_to_the_reader(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pairs, (function, changed) = WRITER[name]
    change(function, changed, monkeypatch)
    assert all(goes_round(pair.meant) for pair in pairs)
    assert red(check_writing, pairs)


# ---------- one table for both directions: the calendar and the words

Table = tuple[dict[Any, Any], Any, Any]
TABLES: dict[str, Table] = {
    "where a deadline moves": (troth.wording.calendar._ROLLS, Roll.FORWARD, Roll.BACK),
    "which day is day 0": (
        troth.wording.calendar._COUNTING,
        "The day a contact arrives is day 0",
        "The day a contact arrives is day 1",
    ),
}


def test_words_that_both_sides_leave_as_they_are_told_to_customers(monkeypatch: pytest.MonkeyPatch) -> None:
    change(phrases.of_whom, {"to_them(text) if words.says_them else text": "text"}, monkeypatch)
    assert all(goes_round(pair.meant) for pair in PROMISES)
    assert red(check_writing, PROMISES)
    assert red(check_reading, PROMISES)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_the_calendar_that_both_sides_share(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    table, one, other = TABLES[name]
    first, second = table[one], table[other]
    monkeypatch.setitem(table, one, second)
    monkeypatch.setitem(table, other, first)
    pages = test_pairs_pages.CALENDARS
    assert all(read_calendar(write_calendar(page.meant), page.days) == page.meant for page in pages)
    assert red(test_pairs_pages.test_what_is_written_of_a_calendar, pages)
    assert red(test_pairs_pages.test_what_is_read_of_a_calendar, pages)


def test_a_cut_off_said_of_another_day(monkeypatch: pytest.MonkeyPatch) -> None:
    change(write_calendar, {"if opens else": "if not opens else"}, monkeypatch)
    pages = test_pairs_pages.CALENDARS
    assert all(read_calendar(write_calendar(page.meant), page.days) == page.meant for page in pages)
    assert red(test_pairs_pages.test_what_is_written_of_a_calendar, pages)


def test_ordinals_that_both_sides_confuse(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, *others = ORDINALS
    monkeypatch.setattr("troth.wording.vocabulary.ORDINALS", (second, first, *others))
    words = test_pairs_pages.WORDS
    assert all(read_words(write_words(meant)) == meant for _, meant in words)
    assert red(lambda pair: test_pairs_pages.test_what_is_written_of_a_word(*pair), words)
    assert red(lambda pair: test_pairs_pages.test_what_is_read_of_a_word(*pair), words)


# ---------- how


def change(function: Callable[..., Any], changed: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts another text in place of the function's, wherever it is known."""
    assert isinstance(function, FunctionType)
    monkeypatch.setattr(function, "__code__", _code(function, changed))


def _code(function: FunctionType, changed: dict[str, str]) -> CodeType:
    source = textwrap.dedent(inspect.getsource(function))
    for old in changed:
        assert old in source, f"`{old}` is no longer in {function.__qualname__}: choose another change"
    olds = re.compile("|".join(re.escape(old) for old in changed))
    text = olds.sub(lambda found: changed[found[0]], source)
    space: dict[str, Any] = {}
    exec(compile(f"from __future__ import annotations\n{text}", "mutant", "exec"), dict(function.__globals__), space)
    mutant = space[function.__name__]
    assert isinstance(mutant, FunctionType)
    return mutant.__code__


def red(check: Callable[[Any], None], pairs: Iterable[Any]) -> bool:
    """Whether a check fails, or the page is not understood, of one of them at least."""
    for pair in pairs:
        try:
            check(pair)
        except (AssertionError, NotRead):
            return True
    return False
