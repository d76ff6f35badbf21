"""The holiday lock: its marks and its checksum, the first form, and what is noticed of a lock that was changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.oracle.days import public_holidays

from troth.calendars.lock import Lock, installed_version, is_newer, joined, make_lock, marks_line, same_days, write_lock
from troth.calendars.locked import read_edited, read_lock

YEARS = (2025, 2028)
SCOTLAND = make_lock(("GB-SCT",), *YEARS, proclaimed=[("GB-SCT", 2025), ("GB-SCT", 2026)])
UNION = make_lock(("GB-ENG", "GB-SCT"), *YEARS, proclaimed=[("GB-SCT", 2025), ("GB-SCT", 2027)])
HEAD = 3
"""Lines of a lock of one region before its first holiday."""


def sound(text: str) -> Lock:
    lock, damage = read_lock("calendar.lock", text)
    assert lock is not None, damage
    return lock


def damage_of(text: str) -> tuple[int, str, str]:
    """Line, message and help of the one finding of a damaged lock."""
    lock, (finding,) = read_lock("calendar.lock", text)
    assert (lock, finding.code, finding.span.path) == (None, "T209", "calendar.lock")
    return finding.span.start.line, finding.message, finding.help


def first_form(lock: Lock) -> str:
    """A lock as it was written before years were marked."""
    head, *rest = write_lock(lock).splitlines(keepends=True)
    return "".join([head, *rest[len(lock.regions) + 1 :]])


@pytest.mark.parametrize("lock", [SCOTLAND, UNION, replace(SCOTLAND, proclaimed=frozenset(), library="0.1")])
def test_what_is_written_is_read(lock: Lock) -> None:
    assert sound(write_lock(lock)) == lock


def test_the_days_are_those_of_the_library() -> None:
    assert {one.day: one.name for one in SCOTLAND.holidays} == public_holidays("GB-SCT", *YEARS)
    assert {one.region for one in UNION.holidays} == {"GB-ENG", "GB-SCT"}


def test_each_year_is_marked() -> None:
    assert marks_line("GB-SCT", SCOTLAND) == "# GB-SCT: proclaimed 2025 to 2026; by rule 2027 to 2028"
    assert marks_line("GB-SCT", UNION) == "# GB-SCT: proclaimed 2025, 2027; by rule 2026, 2028"
    assert marks_line("GB-ENG", UNION) == "# GB-ENG: by rule 2025 to 2028"
    every = make_lock(("GB-SCT",), *YEARS, proclaimed=[("GB-SCT", year) for year in range(2000, 2040)])
    assert marks_line("GB-SCT", every) == "# GB-SCT: proclaimed 2025 to 2028"


def test_a_year_of_a_union_is_by_rule_unless_every_region_has_proclaimed_it() -> None:
    assert UNION.by_rule(("GB-SCT",), 2025, 2028) == (2026, 2028)
    assert UNION.by_rule(("GB-ENG", "GB-SCT"), 2025, 2026) == (2025, 2026)
    assert UNION.by_rule((), 2025, 2028) == ()


def test_a_lock_of_the_first_form_is_read_and_all_its_years_are_by_rule() -> None:
    text = first_form(SCOTLAND)
    assert text.splitlines()[1] == "GB-SCT 2025-01-01 New Year's Day"
    assert sound(text) == replace(SCOTLAND, proclaimed=frozenset())
    assert write_lock(sound(text)).splitlines()[1] == "# GB-SCT: by rule 2025 to 2028"


@pytest.mark.parametrize("written", [write_lock(SCOTLAND), first_form(SCOTLAND)])
@pytest.mark.parametrize(
    "saved",
    [lambda text: text.replace("\n", "\r\n"), lambda text: "\ufeff" + text, lambda text: text.removesuffix("\n")],
)
def test_how_an_editor_ends_lines_is_no_change(written: str, saved: Callable[[str], str]) -> None:
    assert sound(saved(written)) == sound(written)


# ---------- changed by hand


def changes(lines: list[str]) -> dict[str, list[str]]:
    """A text of lines, once with each line missing, twice, and with each word of it changed."""
    found = {}
    for number, line in enumerate(lines):
        before, after = lines[:number], lines[number + 1 :]
        found[f"{number + 1} missing"] = [*before, *after]
        found[f"{number + 1} twice"] = [*before, line, line, *after]
        for place, word in enumerate(words := line.split(" ")):
            other = [*words[:place], _other_word(word), *words[place + 1 :]]
            found[f"{number + 1} {word}"] = [*before, " ".join(other), *after]
    return found


def _other_word(word: str) -> str:
    return f"{word[:-1]}{(int(word[-1]) + 1) % 10}" if word[-1:].isdigit() else f"{word}x"


@pytest.mark.parametrize("library", [installed_version(), "0.1", "999.0"])
def test_no_change_by_hand_goes_unnoticed(library: str) -> None:
    lines = write_lock(replace(SCOTLAND, library=library)).splitlines()
    damaged = changes(lines)
    unnoticed = [name for name, text in damaged.items() if read_lock("", "\n".join(text) + "\n")[0] is not None]
    assert len(damaged) > 5 * len(lines)
    assert unnoticed == []


def test_nor_in_the_first_form_where_the_library_is_the_same() -> None:
    """What it names is compared with the library; only the version that it names may then be another."""
    damaged = changes(first_form(SCOTLAND).splitlines())
    unnoticed = [name for name, text in damaged.items() if read_lock("", "\n".join(text) + "\n")[0] is not None]
    assert [name for name in unnoticed if not name.startswith("1 0.")] == []


CHRISTMAS = "GB-SCT 2026-12-25 Christmas Day"
NUMBER = write_lock(SCOTLAND).splitlines().index(CHRISTMAS) + 1
OTHER_LIBRARY = replace(SCOTLAND, library="0.1")


@pytest.mark.parametrize(
    ("written", "old", "new", "line", "said"),
    [
        (SCOTLAND, CHRISTMAS + "\n", "", NUMBER, f"in this holiday lock, `{CHRISTMAS}` was taken out by hand"),
        (
            SCOTLAND,
            CHRISTMAS,
            f"GB-SCT 2026-12-24 Eve\n{CHRISTMAS}",
            NUMBER,
            "`GB-SCT 2026-12-24 Eve` was put in by hand",
        ),
        (
            SCOTLAND,
            "12-25 Christmas Day\nGB-SCT 2026-12-26",
            "12-25 Xmas\nGB-SCT 2026-12-26",
            NUMBER,
            "Xmas` was changed",
        ),
        (
            SCOTLAND,
            "proclaimed 2025 to 2026; by rule 2027",
            "proclaimed 2025 to 2027; by rule 2028",
            2,
            "does not mark",
        ),
        (
            SCOTLAND,
            "proclaimed 2025 to 2026; by rule 2027 to",
            "proclaimed 2025 to 2027; by rule",
            2,
            "mark of its years",
        ),
        (SCOTLAND, "# checksum ", "# checksum 0", 2, "a mark of its years, or the checksum, was changed by hand"),
        (OTHER_LIBRARY, CHRISTMAS + "\n", "", 3, "the checksum does not fit: another line was changed by hand"),
        (SCOTLAND, "# checksum ", "# sum ", 3, "has no line `# checksum …` after the marks of its years"),
        (SCOTLAND, "GB-SCT 2026-12-25", "GB-SCT 2026-12-32", NUMBER, "`GB-SCT 2026-12-32 Christmas Day` is no holiday"),
        (SCOTLAND, CHRISTMAS, CHRISTMAS.replace("SCT", "ENG"), NUMBER, "is outside of what the lock says it covers"),
        (SCOTLAND, CHRISTMAS, f"{CHRISTMAS}\n{CHRISTMAS}", NUMBER + 1, "is not in order, or stands twice"),
        (
            SCOTLAND,
            "# holidays",
            "<<<<<<< ours\n# holidays",
            1,
            "does not begin with the line that says what it covers",
        ),
        (
            SCOTLAND,
            "2025 to 2028, from",
            "2025 to 9999, from",
            1,
            "covers 2025 to 9999, and a calendar's years lie from",
        ),
        (SCOTLAND, "2025 to 2028, from", "2028 to 2025, from", 1, "covers 2028 to 2025"),
        (SCOTLAND, CHRISTMAS, "GB-SCT 2026-12-25 Christm\udce4s", NUMBER, "this holiday lock is not in UTF-8"),
        (SCOTLAND, write_lock(SCOTLAND), "", 1, "this holiday lock is empty"),
        (SCOTLAND, write_lock(SCOTLAND), "\n\n", 1, "this holiday lock is empty"),
    ],
)
def test_where_it_was_changed_and_how(written: Lock, old: str, new: str, line: int, said: str) -> None:
    text = write_lock(written)
    assert text.count(old) == 1
    number, message, help_ = damage_of(text.replace(old, new))
    assert (number, said in message) == (line, True), (number, message)
    assert "`troth calendar --update`" in help_
    assert ("`troth calendar --proclaimed YEAR`" in help_) is ("mark of its years, or" in message)


def test_an_update_of_a_lock_changed_by_hand_keeps_the_marks_that_were_not() -> None:
    text = write_lock(SCOTLAND)
    days = read_edited(text.replace(CHRISTMAS + "\n", ""))
    marks = read_edited(text.replace("proclaimed 2025 to 2026; by rule 2027 to", "proclaimed 2025 to 2027; by rule"))
    assert days == replace(SCOTLAND, holidays=tuple(one for one in SCOTLAND.holidays if str(one) != CHRISTMAS))
    assert marks == replace(SCOTLAND, proclaimed=frozenset())
    assert read_edited(write_lock(OTHER_LIBRARY).replace(CHRISTMAS + "\n", "")) == replace(
        OTHER_LIBRARY, proclaimed=frozenset(), holidays=tuple(one for one in SCOTLAND.holidays if str(one) != CHRISTMAS)
    )
    assert read_edited("nothing of the kind") is None


# ---------- other versions, years and regions


@pytest.mark.parametrize(("library", "newer"), [("0.1", False), ("0.9.99", False), ("1.0", True), ("0.1000", True)])
def test_versions_are_compared_by_their_numbers(library: str, newer: bool) -> None:
    assert installed_version().startswith("0.")
    assert is_newer(replace(SCOTLAND, library=library)) is newer
    assert not is_newer(SCOTLAND)


def test_what_is_new_in_a_lock_is_no_change_of_its_days() -> None:
    """A lock of Scotland to 2027 that lacks a day, against one of both to 2028: only that day differs."""
    days = tuple(one for one in SCOTLAND.holidays if one.day.year < 2028 and one.day != dt.date(2026, 6, 15))
    old = replace(SCOTLAND, last_year=2027, holidays=days)
    both = joined(old, UNION)
    assert [str(one) for one in sorted({*UNION.holidays} - {*both.holidays})] == [
        "GB-SCT 2026-06-15 Scotland's participation in the FIFA World Cup final"
    ]
    assert {*both.holidays} < {*UNION.holidays}
    assert not same_days(both, UNION)
    assert same_days(joined(UNION, UNION), UNION)


def test_marks_and_versions_are_no_days() -> None:
    assert same_days(SCOTLAND, replace(SCOTLAND, library="999.0", proclaimed=frozenset()))
    assert not same_days(SCOTLAND, replace(SCOTLAND, last_year=2029))
    assert not same_days(SCOTLAND, replace(SCOTLAND, regions=("GB-SCT", "GB-ENG")))
    assert not same_days(SCOTLAND, replace(SCOTLAND, holidays=SCOTLAND.holidays[1:]))
