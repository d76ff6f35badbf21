"""Whatever a word processor and a hurried hand do to a policy, its layout says the same, and keeps every comment."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from troth.project import compile_text
from troth.syntax import printer
from troth.syntax.canonical import same
from troth.syntax.layout import WIDTH
from troth.syntax.lines import decode
from troth.syntax.parser import parse
from troth.syntax.printer import SaysAnother, formatted, says_the_same

TOP = Path(__file__).parent.parent.parent
POLICIES = sorted((TOP / "policies").rglob("*.policy"))
OTHERS = [TOP / "grammar" / "vocabulary.policy", *sorted((TOP / "tests").rglob("*.policy"))]
QUOTES = '"“”„«»'
BLANKS = [" ", "  ", "     ", "\u00a0", "\t", "\u202f", " \u00a0 "]
NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
MONTHS = "January|February|March|April|June|July|August|September|October|November|December"
SECONDS = 10
UNITS = "working day|minute|hour|day|week|month|year|ring"


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def read(data: bytes) -> str:
    """The text of a file that has no finding about its syntax."""
    text, found = decode("x.policy", data)
    assert text is not None
    found += parse("x.policy", text)[1]
    assert [finding for finding in found if finding.code.startswith("T0")] == []
    return text


def comments_of(text: str) -> list[str]:
    """The comments of a text in order, found without the compiler: what follows a `#` outside quotes."""
    found, inside, comment = [], False, None
    for char in text.replace("\r\n", "\n"):
        if comment is not None:
            if char in "\r\n\v":
                found.append(comment)
                comment = None
            else:
                comment += char
        elif char in QUOTES:
            inside = not inside
        elif char == "#" and not inside:
            comment = char
    found += [] if comment is None else [comment]
    return [" ".join(one.split()) for one in found]


# ---------- noise


class Noise:
    """What happens to the spelling of a policy that goes through a word processor, at random."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.indent = random.choice([2, 3, 4, 8])
        self.often = random.choice([0.05, 0.3, 1.0])

    def happens(self) -> bool:
        return self.random.random() < self.often

    def some(self, pattern: str, change: Callable[[re.Match[str]], str], text: str) -> str:
        """The text with some of the matches changed."""
        return re.sub(pattern, lambda found: change(found) if self.happens() else found[0], text)

    def row(self, row: str, inside: bool) -> tuple[str, bool]:
        """A row after it, and whether a quotation is open at its end; `inside`: one was open at its beginning."""
        body = row.lstrip(" ")
        before = self.before(len(row) - len(body))
        body, remark = self.without_remark(body, inside)
        parts = body.split('"')
        made = ""
        for at, part in enumerate(parts):
            if at:
                made += self.random.choice('"”“«') if self.happens() else '"'
                inside = not inside
            made += self.quoted(part) if inside else self.plain(part, begins=not at)
        return before + made + remark, inside

    def without_remark(self, body: str, inside: bool) -> tuple[str, str]:
        """What stands before the comment of a row, and the comment, which stays as it is."""
        for at, char in enumerate(body):
            inside ^= char == '"'
            if char == "#" and not inside:
                return body[:at], body[at:]
        return body, ""

    def before(self, width: int) -> str:
        deep = width // 4 * self.indent + width % 4
        if self.indent == 4 and self.happens():
            return "\t" * (deep // 4) + "\u00a0" * (deep % 4)
        return " " * deep

    def quoted(self, text: str) -> str:
        text = self.some(" ", lambda _: self.random.choice(BLANKS), text)
        return self.some(r"(?<=\w)(?=\w)", lambda _: self.random.choice(["\u00ad", "\u200b"]), text)

    def plain(self, text: str, begins: bool) -> str:
        """What stands outside quotes; `begins` a row."""
        text = self.some(rf"(?<=\d )({UNITS})s?", self.unit, text)
        text = self.some(r"(?<=next )working(?= day)", lambda _: "business", text)
        text = self.some(r"\b\d\d:\d\d\b", lambda found: self.time(found[0]), text)
        text = self.some(rf"({WEEKDAYS})", lambda found: found[0][:3], text)
        text = self.some(rf"(?<=\d )({MONTHS})", lambda found: found[0][:3], text)
        text = self.some(rf"(\d\d?)(?= (working|business|{UNITS}))", self.number, text)
        to = self.random.choice([" - ", "–", " — "])
        text = self.some(rf"(?<=\d) to (?=\d|{WEEKDAYS[:3]})|(?<=day) to (?=[A-Z])|^ to $", lambda _: to, text)
        text = self.some(r"(?<=[a-z])-(?=[a-z])", lambda _: self.random.choice("‑‐–"), text)
        text = self.some(r", (?=[a-z])", lambda _: self.random.choice([",", " , ", ",   ", " ,"]), text)
        return self.some(r" (?!$)" if begins else " ", lambda _: self.random.choice(BLANKS), text)

    def unit(self, found: re.Match[str]) -> str:
        return found[1].replace("working", "business") + self.random.choice(["", "s"])

    def number(self, found: re.Match[str]) -> str:
        number = int(found[0])
        return NUMBERS[number - 1] if 1 <= number <= 12 else found[0]

    def time(self, text: str) -> str:
        hour, minute = int(text[:2]), text[3:]
        half = "am" if hour < 12 else "pm"
        minutes = "" if minute == "00" else self.random.choice([":", "."]) + minute
        return f"{(hour - 1) % 12 + 1}{minutes}{self.random.choice(['', ' '])}{half}"

    def save(self, text: str) -> bytes:
        """The bytes of a file with the ends of its rows as some program writes them."""
        text = text.replace("\n", self.random.choice(["\n", "\r\n", "\r"]))
        return ("\ufeff" if self.happens() else "").encode() + text.encode()


def noisy(text: str, random: Random, remarks: bool) -> bytes:
    """A policy after all that; with `remarks` also with comments and empty rows put in wherever they may stand."""
    noise = Noise(random)
    made: list[str] = []
    inside = False
    for row in text.rstrip("\n").split("\n"):
        while remarks and not inside and random.random() < 0.15:
            remark = f"# remark {len(made)}, “so” to say"
            made.append(random.choice(["", "   ", " " * random.randrange(14) + remark, remark]))
        changed, inside = noise.row(row, inside)
        if remarks and not inside and "#" not in row and random.random() < 0.15:
            changed += random.choice(["", " ", "  "]) + f'#remark {len(made)}: 3 " here'
        made.append(changed + random.choice(["", "", "  "]))
    return noise.save("\n".join(made) + random.choice(["", "\n", "\n\n"]))


def excerpt(random: Random) -> str:
    """Some blocks of one of our policies, in a row."""
    blocks = re.split(r"\n\n(?=\S)", text_of(random.choice(POLICIES)).rstrip("\n"))
    first = random.randrange(len(blocks))
    return "\n\n".join(blocks[first : first + 15]) + "\n"


MANY = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@MANY
@given(st.randoms(use_true_random=True))
def test_spelling_noise_is_undone(random: Random) -> None:
    """What only spells another way comes back to the one canonical text, whatever it was."""
    plain = formatted("x.policy", excerpt(random))
    assert formatted("x.policy", read(noisy(plain, random, remarks=False))) == plain


@MANY
@given(st.randoms(use_true_random=True))
def test_remarks_stay_and_nothing_else_is_said(random: Random) -> None:
    plain = excerpt(random)
    noise = noisy(plain, random, remarks=True)
    before = read(noise)
    after = formatted("x.policy", before)
    assert same(parse("x.policy", after)[0].blocks, parse("x.policy", plain)[0].blocks)
    assert comments_of(after) == comments_of(before)
    assert formatted("x.policy", after) == after
    check_shape(after)


def check_shape(text: str) -> None:
    """Rows, spaces and empty rows are as they should be."""
    assert text.endswith("\n")
    assert not text.startswith("\n")
    assert "\n\n\n" not in text
    assert not text.endswith("\n\n")
    for row in text.split("\n"):
        words = row.split("#")[0].rstrip()
        assert "#" in row or row == words
        assert not set(words) & set("\t\r\u00a0\u202f\u00ad\u200b“”")
        assert len(words) <= WIDTH or " " not in words.strip(), row


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_every_policy_of_ours_is_laid_out(path: Path) -> None:
    assert formatted(path.name, text_of(path)) == text_of(path), f"run `troth format {path.parent}`"


def test_every_policy_text_of_the_tests_keeps_what_it_says() -> None:
    done = 0
    for path in OTHERS:
        text, found = decode(path.name, path.read_bytes())
        if text is None or any(finding.code.startswith("T0") for finding in found + parse(path.name, text)[1]):
            continue
        after = formatted(path.name, text)
        assert same(parse(path.name, after)[0].blocks, parse(path.name, text)[0].blocks), path
        assert comments_of(after) == comments_of(text), path
        assert formatted(path.name, after) == after, path
        done += 1
    assert done > 30


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_findings_and_fingerprints_stay(path: Path) -> None:
    """The whole compiler agrees: after noise and layout the policy promises the same."""
    lock = path.with_name("calendar.lock")
    lock_text = text_of(lock) if lock.is_file() else None
    plain = compile_text(path, "x.policy", path.read_bytes(), lock_text)
    noise = noisy(text_of(path), Random(1), remarks=True)
    after = formatted("x.policy", read(noise))
    again = compile_text(path, "x.policy", after.encode(), lock_text)
    assert again.fingerprints == plain.fingerprints
    assert [(one.code, one.message) for one in again.findings] == [(one.code, one.message) for one in plain.findings]


def test_a_line_of_very_many_names_takes_no_time() -> None:
    """Each `three` is a name here, and none may become a figure."""
    text = "category a: " + ", ".join(["three"] * 2800) + "\n"
    start = time.perf_counter()
    after = formatted("x.policy", text)
    assert time.perf_counter() - start < SECONDS
    assert after.split() == text.split()
    assert max(map(len, after.split("\n"))) <= WIDTH


# ---------- the gates go red

SMALL = """policy p "P"
    organisation   "O"  # of the whole

# why
standard email
    for        email
    must reply within 3 working days
        by email, phone
"""

DIFFERENT = {
    "another figure": ("3 working", "4 working"),
    "another unit": ("3 working days", "3 days"),
    "another strength": ("must", "should"),
    "a line less": ("    for        email\n", ""),
    "a line at another depth": ("        by email, phone\n", ""),
    "another order": ("email, phone", "phone, email"),
    "other words in quotes": ('"O"', '"o"'),
    "assumed": ("3 working days", "3 working days  assumed"),
    "a comment less": ("  # of the whole", ""),
    "another comment": ("# why", "# why not"),
    "a comment twice": ("# why\n", "# why\n# why\n"),
    "a name with and without quotes": ("by email,", 'by "email",'),
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_a_real_difference_is_seen(name: str) -> None:
    old, new = DIFFERENT[name]
    assert says_the_same("x.policy", SMALL, SMALL)
    assert not says_the_same("x.policy", SMALL, SMALL.replace(old, new))


def test_comments_in_another_order_are_seen() -> None:
    other = SMALL.replace("of the whole", "X").replace("why", "of the whole").replace("X", "why")
    assert not says_the_same("x.policy", SMALL, other)


def loses_comments(item: printer._Item) -> printer._Item:
    item.written = [row for row in item.written if not row.startswith("#")]
    return item


def loses_comments_behind(item: printer._Item) -> printer._Item:
    item.written = [row.split("  #")[0] for row in item.written]
    return item


def doubles_a_line(item: printer._Item) -> printer._Item:
    item.written *= 2
    return item


def changes_a_figure(item: printer._Item) -> printer._Item:
    item.written = [row.replace("3", "4") for row in item.written]
    return item


def moves_a_line(item: printer._Item) -> printer._Item:
    item.written = [row.replace("        by", "    by") for row in item.written]
    return item


@pytest.mark.parametrize(
    "mutant", [loses_comments, loses_comments_behind, doubles_a_line, changes_a_figure, moves_a_line]
)
def test_a_printer_that_damages_a_policy_is_stopped(
    mutant: Callable[[printer._Item], printer._Item], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = printer._items
    assert formatted("x.policy", SMALL) == SMALL
    monkeypatch.setattr(printer, "_items", lambda lines, comments: map(mutant, whole(lines, comments)))
    with pytest.raises(SaysAnother):
        formatted("x.policy", SMALL)


def test_the_tests_own_eyes_see_a_lost_comment() -> None:
    assert comments_of(SMALL) == ["# of the whole", "# why"]
    assert comments_of('a "# no" # yes\r\n“# no”\n#2') == ["# yes", "#2"]
