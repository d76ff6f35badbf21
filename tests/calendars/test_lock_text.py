"""The text of a holiday lock, read and written: a lock made up here, its checksum worked out by `hashlib` alone."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from troth.calendars.lock import (
    Holiday,
    Lock,
    checksum,
    is_dropped,
    is_newer,
    joined,
    known_regions,
    make_lock,
    marks_line,
    region_name,
    same_days,
    write_lock,
    year_spans,
)
from troth.calendars.locked import read_edited, read_lock
from troth.source import Position

# The days of two regions, as a library would give them whose version nobody has installed.
HEAD = "# holidays of GB-NIR, GB-SCT, 2024 to 2026, from holidays 0.1"
MARKS = ["# GB-NIR: by rule 2024 to 2026", "# GB-SCT: proclaimed 2024, 2026; by rule 2025"]
DAYS = [
    "GB-NIR 2024-03-18 Saint Patrick's Day (observed)",
    "GB-NIR 2024-07-12 Battle of the Boyne",
    "GB-SCT 2024-12-02 Saint Andrew's Day (observed)",
    "GB-SCT 2026-01-02 New Year Holiday",
]
LOCK = Lock(
    regions=("GB-NIR", "GB-SCT"),
    first_year=2024,
    last_year=2026,
    library="0.1",
    holidays=(
        Holiday("GB-NIR", date(2024, 3, 18), "Saint Patrick's Day (observed)"),
        Holiday("GB-NIR", date(2024, 7, 12), "Battle of the Boyne"),
        Holiday("GB-SCT", date(2024, 12, 2), "Saint Andrew's Day (observed)"),
        Holiday("GB-SCT", date(2026, 1, 2), "New Year Holiday"),
    ),
    proclaimed=frozenset({("GB-SCT", 2024), ("GB-SCT", 2026)}),
)


def summed(lines: list[str]) -> str:
    """The line of the checksum: the first 16 digits of SHA-256 over all other lines, joined by line feeds."""
    return f"# checksum {hashlib.sha256(chr(10).join(lines).encode()).hexdigest()[:16]}"


def text_of(head: str = HEAD, marks: list[str] = MARKS, days: list[str] = DAYS) -> str:
    return "\n".join([head, *marks, summed([head, *marks, *days]), *days, ""])


TEXT = text_of()


def damage(text: str) -> tuple[int, str]:
    """The line and the words of the one finding against a lock; an update has nothing to compare it with."""
    lock, found = read_lock("calendar.lock", text)
    assert lock is None
    (finding,) = found
    assert (finding.code, finding.span.path, finding.span.start.column) == ("T209", "calendar.lock", 1)
    return finding.span.start.line, finding.message


def remedy(text: str) -> str:
    """What else is said of a lock than to write it anew."""
    (finding,) = read_lock("calendar.lock", text)[1]
    start = "write it anew with `troth calendar --update`; "
    assert finding.help.startswith(start)
    return finding.help.removeprefix(start)


# ---------- a lock that is sound


def test_a_lock_is_written_line_by_line() -> None:
    assert write_lock(LOCK) == TEXT
    assert TEXT.splitlines()[3].removeprefix("# checksum ") == checksum([HEAD, *MARKS, *DAYS])


def test_a_lock_is_read_as_it_was_written() -> None:
    assert read_lock("calendar.lock", TEXT) == (LOCK, [])
    assert read_edited(TEXT) == LOCK


@pytest.mark.parametrize("text", [f"\ufeff{TEXT}", TEXT.replace("\n", "\r\n"), TEXT.removesuffix("\n")])
def test_what_editors_do_to_the_ends_of_lines_is_no_damage(text: str) -> None:
    assert read_lock("calendar.lock", text) == (LOCK, [])


def test_a_lock_of_the_first_form_has_neither_marks_nor_checksum() -> None:
    text = "\n".join([HEAD, *DAYS, ""])
    first = Lock(regions=LOCK.regions, first_year=2024, last_year=2026, library="0.1", holidays=LOCK.holidays)
    assert read_lock("calendar.lock", text) == (first, [])
    assert read_edited(text) == first
    alone = Lock(regions=LOCK.regions, first_year=2024, last_year=2026, library="0.1", holidays=())
    assert read_lock("calendar.lock", HEAD) == (alone, [])
    assert read_lock("calendar.lock", text_of(days=[]))[0] is not None


@pytest.mark.parametrize(
    ("years", "fits"),
    [("1971 to 2099", True), ("1970 to 2026", False), ("2024 to 2100", False), ("2027 to 2026", False)],
)
def test_the_years_of_a_lock_are_those_of_a_calendar(years: str, fits: bool) -> None:
    first, _, last = years.split()
    text = f"# holidays of GB-SCT, {years}, from holidays 0.1\n"
    if fits:
        assert read_lock("calendar.lock", text)[1] == []
    else:
        said = f"this holiday lock covers {first} to {last}, and a calendar's years lie from 1971 to 2099"
        assert damage(text) == (1, said)


def test_a_lock_of_one_year() -> None:
    marks, days = ["# GB-SCT: proclaimed 2026"], [DAYS[3]]
    lock, found = read_lock("x", text_of("# holidays of GB-SCT, 2026 to 2026, from holidays 0.1", marks, days))
    assert found == []
    assert lock is not None
    assert (lock.years, lock.proclaimed) == (range(2026, 2027), frozenset({("GB-SCT", 2026)}))


# ---------- a lock that is damaged


@pytest.mark.parametrize("text", ["", "\n", "  \n\t\n"])
def test_an_empty_lock(text: str) -> None:
    assert remedy(text) == 'days of your own belong in the policy (`holidays also 19 September 2022, "State funeral"`)'
    assert damage(text) == (1, "this holiday lock is empty")
    assert read_edited(text) is None


def test_a_head_that_says_nothing() -> None:
    assert damage(TEXT.replace("holidays of", "days of")) == (
        1,
        "this holiday lock does not begin with the line that says what it covers",
    )


def test_bytes_that_are_no_text_name_their_line() -> None:
    assert damage(TEXT.replace("Boyne", "Boyn\udce9")) == (6, "this holiday lock is not in UTF-8")


@pytest.mark.parametrize(
    ("line", "new", "said"),
    [
        (5, "GB-NIR 2024-03-32 Saint Patrick's Day", "is no holiday"),
        (6, "GB-NIR 12 July 2024 Battle of the Boyne", "is no holiday"),
        (6, "", "is no holiday"),
        (6, "GB-ENG 2024-07-12 Battle of the Boyne", "is outside of what the lock says it covers"),
        (5, "GB-NIR 2023-03-18 Saint Patrick's Day", "is outside of what the lock says it covers"),
        (8, "GB-SCT 2027-01-02 New Year Holiday", "is outside of what the lock says it covers"),
        (6, DAYS[0], "is not in order, or stands twice"),
        (7, "GB-NIR 2024-07-11 Eve", "is not in order, or stands twice"),
    ],
)
def test_a_line_that_is_no_holiday_of_the_lock(line: int, new: str, said: str) -> None:
    lines = TEXT.split("\n")
    lines[line - 1] = new
    assert damage("\n".join(lines)) == (line, f"in this holiday lock, `{new}` {said}")
    assert read_edited("\n".join(lines)) is None


def test_a_damaged_line_of_the_first_form() -> None:
    assert damage("\n".join([HEAD, "GB-NIR x", ""])) == (2, "in this holiday lock, `GB-NIR x` is no holiday")
    assert damage("\n".join([HEAD, *DAYS[:2], "GB-NIR x", ""]))[0] == 4


@pytest.mark.parametrize(
    ("number", "mark"),
    [
        (0, "# GB-NIR: by rule 2024 to 2025"),
        (0, "# GB-NIR: proclaimed 2024 to 2027"),
        (0, "# GB-NIR: by rule 2024, 2025, 2026"),
        (0, "# GB-SCT: by rule 2024 to 2026"),
        (1, "# GB-SCT: proclaimed 2024; by rule 2025"),
        (1, "# GB-NIR: proclaimed 2024, 2026; by rule 2025"),
    ],
)
def test_a_mark_that_does_not_fit(number: int, mark: str) -> None:
    marks = [*MARKS]
    marks[number] = mark
    region = LOCK.regions[number]
    said = f"in this holiday lock, `{mark}` does not mark every year of {region} as proclaimed or by rule"
    assert damage(text_of(marks=marks)) == (2 + number, said)


def test_marks_without_an_end() -> None:
    said = "this holiday lock has no line `# checksum …` after the marks of its years"
    assert damage("\n".join([HEAD, *MARKS, *DAYS, ""])) == (4, said)
    assert damage("\n".join([HEAD, *MARKS, ""])) == (3, said)
    assert damage("\n".join([HEAD, MARKS[0], ""])) == (
        3,
        "in this holiday lock, `` does not mark every year of GB-SCT as proclaimed or by rule",
    )


# ---------- a lock that was changed by hand


def test_a_line_changed_by_hand_under_a_library_that_is_not_installed() -> None:
    text = TEXT.replace("Battle of the Boyne", "The Twelfth")
    said = "in this holiday lock, the checksum does not fit: another line was changed by hand"
    assert damage(text) == (4, said)
    edited = read_edited(text)
    assert edited is not None
    assert (edited.holidays[1].name, edited.proclaimed) == ("The Twelfth", frozenset())


REGIONS = ("GB-NIR", "GB-SCT")
FRESH = make_lock(REGIONS, 2024, 2026, [("GB-SCT", 2025)])
FRESH_LINES = write_lock(FRESH).split("\n")
PATRICK, BOYNE, CHRISTMAS = (
    "GB-NIR 2024-03-18 Saint Patrick's Day (observed)",
    "GB-NIR 2024-07-12 Battle of the Boyne",
    "GB-SCT 2025-12-25 Christmas Day",
)


def number_of(line: str) -> int:
    return FRESH_LINES.index(line) + 1


def replaced(old: str, *new: str) -> str:
    """The lock that the library makes, with other lines in place of one; its checksum as it was."""
    lines = [*FRESH_LINES]
    lines[number_of(old) - 1 : number_of(old)] = new
    return "\n".join(lines)


def unsummed(text: str) -> str:
    """The same in the first form: without marks and checksum."""
    head, *rest = text.split("\n")
    return "\n".join([head, *rest[3:]])


def test_a_lock_as_the_library_makes_it() -> None:
    assert read_lock("x", "\n".join(FRESH_LINES)) == (FRESH, [])
    lock, found = read_lock("x", unsummed("\n".join(FRESH_LINES)))
    assert found == []
    assert lock is not None
    assert (lock.holidays, lock.proclaimed) == (FRESH.holidays, frozenset())


@pytest.mark.parametrize("line", [PATRICK, BOYNE, CHRISTMAS])
def test_what_was_done_by_hand_and_where(line: str) -> None:
    number = number_of(line)
    words = f"{line[:18]}Feast"
    changed, gone = replaced(line, words), replaced(line)
    assert damage(changed) == (number, f"in this holiday lock, `{words}` was changed by hand")
    assert damage(gone) == (number, f"in this holiday lock, `{line}` was taken out by hand")
    assert damage(unsummed(changed)) == (number - 3, f"in this holiday lock, `{words}` was changed by hand")
    assert damage(unsummed(gone)) == (number - 3, f"in this holiday lock, `{line}` was taken out by hand")


def test_a_day_put_in_by_hand() -> None:
    eve = "GB-NIR 2024-07-11 Eleventh Night"
    text = replaced(BOYNE, eve, BOYNE)
    assert damage(text) == (number_of(BOYNE), f"in this holiday lock, `{eve}` was put in by hand")
    assert damage(unsummed(text)) == (number_of(BOYNE) - 3, f"in this holiday lock, `{eve}` was put in by hand")


def test_a_mark_changed_by_hand() -> None:
    assert FRESH_LINES[2] == "# GB-SCT: proclaimed 2025; by rule 2024, 2026"
    text = replaced(FRESH_LINES[2], "# GB-SCT: proclaimed 2024 to 2025; by rule 2026")
    said = "in this holiday lock, a mark of its years, or the checksum, was changed by hand"
    assert damage(text) == (2, said)
    assert remedy(text) == "a year is marked by `troth calendar --proclaimed YEAR`"
    edited = read_edited(text)
    assert edited is not None
    assert (edited.holidays, edited.proclaimed) == (FRESH.holidays, frozenset())


def test_marks_are_kept_where_only_days_were_changed() -> None:
    edited = read_edited(replaced(BOYNE, f"{BOYNE[:18]}The Twelfth"))
    assert edited is not None
    assert edited.proclaimed == {("GB-SCT", 2025)}
    assert [one.name for one in edited.holidays if one.day == date(2024, 7, 12)] == ["The Twelfth"]


def test_another_version_or_an_unknown_region_is_not_compared() -> None:
    older = unsummed(replaced(BOYNE)).replace(f"from holidays {FRESH.library}", "from holidays 0.1")
    assert read_lock("x", older)[1] == []
    newer = unsummed(replaced(BOYNE)).replace(f"from holidays {FRESH.library}", "from holidays 999.0")
    assert read_lock("x", newer)[1] == []
    nowhere = f"# holidays of GB-SCT, XX, 2024 to 2024, from holidays {FRESH.library}\n"
    assert read_lock("x", nowhere)[1] == []
    marked = [nowhere.strip(), "# GB-SCT: by rule 2024", "# XX: by rule 2024"]
    assert damage("\n".join([*marked, "# checksum 0"]))[0] == 4


# ---------- locks by themselves


def test_what_a_lock_covers() -> None:
    assert LOCK.years == range(2024, 2027)
    covered = [LOCK.covers(region, year) for region in ("GB-SCT", "GB-WLS") for year in (2023, 2024, 2026, 2027)]
    assert covered == [False, True, True, False, False, False, False, False]


def test_years_by_rule() -> None:
    assert LOCK.by_rule(["GB-SCT"], 2023, 2027) == (2023, 2025, 2027)
    assert LOCK.by_rule(["GB-SCT"], 2024, 2024) == ()
    assert LOCK.by_rule(["GB-SCT", "GB-NIR"], 2024, 2026) == (2024, 2025, 2026)
    assert LOCK.by_rule([], 2024, 2026) == ()


def test_marks_in_words() -> None:
    assert [marks_line(region, LOCK) for region in LOCK.regions] == MARKS
    assert year_spans([]) == []
    assert year_spans([2024]) == ["2024"]
    assert year_spans([2015, 2016, 2018, 2020, 2021, 2022]) == ["2015 to 2016", "2018", "2020 to 2022"]


def test_a_lock_that_the_library_makes() -> None:
    made = make_lock(
        ("GB-SCT", "GB-NIR"),
        2024,
        2025,
        [("GB-SCT", 2023), ("GB-SCT", 2024), ("GB-NIR", 2025), ("FR", 2024), ("GB-SCT", 2026)],
    )
    assert (made.regions, made.years) == (REGIONS, range(2024, 2026))
    assert made.proclaimed == {("GB-SCT", 2024), ("GB-NIR", 2025)}
    assert list(made.holidays) == sorted(made.holidays)
    assert {one.day.year for one in made.holidays} == {2024, 2025}
    twelfth = [one.region for one in made.holidays if one.day == date(2024, 7, 12)]
    assert twelfth == ["GB-NIR"]
    assert {one.region for one in made.holidays if one.day == date(2025, 12, 25)} == set(REGIONS)
    with pytest.raises(KeyError):
        make_lock(("GB-SCT", "XX"), 2024, 2024)


def test_names_are_english_where_the_library_has_them() -> None:
    """Germany's in American English, the United Kingdom's in British; a whole country has no part."""
    assert Holiday("DE", date(2026, 10, 3), "German Unity Day") in make_lock(("DE",), 2026, 2026).holidays
    assert Holiday("GB", date(2026, 5, 4), "May Day") in make_lock(("GB",), 2026, 2026).holidays


def test_regions_that_the_library_knows() -> None:
    assert known_regions() >= {"GB", "GB-SCT", "DE", "DE-BY", "FR", "FR-57", "US-CA"}
    assert not known_regions() & {"XX", "UK", "GB-XXX", "ECB", "TAR"}
    assert all(len(region.partition("-")[0]) == 2 for region in known_regions())


def test_locks_of_the_same_days() -> None:
    marked = make_lock(REGIONS, 2024, 2026)
    assert same_days(marked, FRESH)
    assert not same_days(make_lock(REGIONS, 2024, 2025), FRESH)
    assert not same_days(make_lock(("GB-SCT",), 2024, 2026), FRESH)
    assert not same_days(Lock(regions=REGIONS, first_year=2024, last_year=2026, library="", holidays=()), FRESH)


def test_a_lock_joined_to_a_fresh_one_differs_by_what_changed_alone() -> None:
    """Of the old one the year 2023 is no longer asked for; of 2026 and of Northern Ireland it knows nothing."""
    own = Holiday("GB-SCT", date(2024, 5, 1), "Own")
    passed = Holiday("GB-SCT", date(2023, 12, 25), "Christmas Day")
    old = Lock(regions=("GB-SCT",), first_year=2023, last_year=2025, library="0.1", holidays=(passed, own))
    both = joined(old, LOCK)
    assert (both.regions, both.years, both.library) == (LOCK.regions, LOCK.years, "0.1")
    assert both.proclaimed == LOCK.proclaimed
    assert both.holidays == (LOCK.holidays[0], LOCK.holidays[1], own, LOCK.holidays[3])


@pytest.mark.parametrize(
    ("version", "newer"), [("0.1", False), (FRESH.library, False), ("999.0", True), (f"{FRESH.library}.1", True)]
)
def test_a_newer_library(version: str, newer: bool) -> None:
    lock = Lock(regions=(), first_year=2024, last_year=2024, library=version, holidays=())
    assert is_newer(lock) is newer


def test_versions_are_compared_as_numbers() -> None:
    """0.9 is older than 0.109, although its text is not."""
    assert FRESH.library > "0.1"
    assert not is_newer(Lock(regions=(), first_year=2024, last_year=2024, library="0.9", holidays=()))


@pytest.mark.parametrize(
    ("name", "dropped"),
    [
        ("Saint Andrew's Day", True),
        ("Saint Andrew's Day (observed)", True),
        ("Boxing Day (observed)", True),
        ("Boxing Day", False),
        ("New Year Holiday", False),
    ],
)
def test_a_holiday_that_a_policy_drops(name: str, dropped: bool) -> None:
    assert is_dropped(name, {"Saint Andrew's Day", "Boxing Day (observed)"}) is dropped


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("GB", "United Kingdom"),
        ("GB-SCT", "Scotland"),
        ("GB-NIR", "Northern Ireland"),
        ("US-AK", "Alaska"),
        ("US-CA", "California"),
        ("HK", "Hong Kong SAR China"),
        ("CC", "Cocos Islands"),
    ],
)
def test_a_region_in_words(code: str, name: str) -> None:
    assert region_name(code) == name


def test_a_finding_points_at_the_first_character_of_its_line() -> None:
    _, (finding,) = read_lock("a/calendar.lock", TEXT.replace(DAYS[1], DAYS[0]))
    assert (finding.span.path, finding.span.start, finding.span.end) == (
        "a/calendar.lock",
        Position(6, 1),
        Position(6, 2),
    )
