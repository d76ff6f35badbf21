"""The reasons that an owner gives: read whole, or each slip found at its place."""

from __future__ import annotations

import pytest

from troth.audit.notes import read_notes

PROMISES = ["harbour.email.reply", "harbour.phone.answer"]


def test_reasons_are_read() -> None:
    text = """
2026-03:
  harbour.email.reply: Two officers were away.
  harbour.phone.answer: >
    The line was cut
    for two days.
2026-04:
  harbour.email.reply: 'yes: "no"'
"""
    notes, found = read_notes(text, "notes.yml", PROMISES)
    assert found == ()
    assert {key: note.reason for key, note in notes.items()} == {
        ("2026-03", "harbour.email.reply"): "Two officers were away.",
        ("2026-03", "harbour.phone.answer"): "The line was cut for two days.",
        ("2026-04", "harbour.email.reply"): 'yes: "no"',
    }
    assert notes["2026-04", "harbour.email.reply"].span.start.line == 8


def test_no_reasons() -> None:
    assert read_notes("", "notes.yml", PROMISES) == read_notes("# none yet\n", "notes.yml", PROMISES) == ({}, ())


@pytest.mark.parametrize(
    ("text", "place", "code", "message", "help_"),
    [
        ("2026-03: [", "1:11", "T015", "the notes cannot be read", "write a month"),
        ("- a\n", "1:1", "T701", "the notes are no list of months", "write a month"),
        ("2026-3:\n  harbour.email.reply: x\n", "1:1", "T009", "`2026-3` is no month", "write it as `2026-03`"),
        ("2026-13:\n  harbour.email.reply: x\n", "1:1", "T009", "`2026-13` is no month", "write it as `2026-03`"),
        ("March 2026:\n  harbour.email.reply: x\n", "1:1", "T009", "`March 2026` is no month", "`2026-03`"),
        ("2026-03: late\n", "1:10", "T701", "2026-03 has no promises beneath it", "write a month"),
        ("2026-03:\n", "1:9", "T701", "2026-03 has no promises beneath it", "write a month"),
        (
            "2026-03:\n  harbour.emial.reply: x\n",
            "2:3",
            "T101",
            "no promise `harbour.emial.reply`",
            "did you mean `harbour.email.reply`?",
        ),
        ("2026-03:\n  fax: x\n", "2:3", "T101", "no promise `fax`", "harbour.email.reply, harbour.phone.answer"),
        (
            "2026-03:\n  harbour.email.reply:\n",
            "2:23",
            "T701",
            "harbour.email.reply has no reason",
            "why it was missed",
        ),
        ("2026-03:\n  harbour.email.reply: '  '\n", "2:24", "T701", "has no reason in 2026-03", "why it was missed"),
        ("2026-03:\n  harbour.email.reply: [a]\n", "2:24", "T701", "has no reason in 2026-03", "why it was missed"),
        (
            "2026-03:\n  harbour.email.reply: a\n  harbour.email.reply: b\n",
            "3:3",
            "T102",
            "two reasons in 2026-03",
            "as one",
        ),
        (
            "2026-03:\n  harbour.email.reply: a\n2026-03:\n  harbour.phone.answer: b\n",
            "3:1",
            "T102",
            "2026-03 stands here twice",
            "beneath one",
        ),
        (
            f"2026-03:\n  harbour.email.reply: {'a' * 1001}\n",
            "2:24",
            "T701",
            "more than 1,000 characters",
            "fewer words",
        ),
        ("2026-03: {harbour.email.reply: &a !!python/object:os.system x}\n", "", "", "", ""),
    ],
)
def test_slips(text: str, place: str, code: str, message: str, help_: str) -> None:
    notes, found = read_notes(text, "notes.yml", PROMISES)
    if not code:
        assert [note.reason for note in notes.values()] == ["x"]  # a tag runs nothing: its text is the reason
        return
    (one,) = found
    assert (str(one.span), one.code) == (f"notes.yml:{place}", code)
    assert message in one.message
    assert help_ in one.help


def test_what_is_right_beside_a_slip_is_kept() -> None:
    notes, found = read_notes("2026-03:\n  fax: x\n  harbour.email.reply: a\nMay:\n  fax: y\n", "notes.yml", PROMISES)
    assert list(notes) == [("2026-03", "harbour.email.reply")]
    assert [one.code for one in found] == ["T101", "T009"]
