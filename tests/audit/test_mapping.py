# ruff: noqa: E501 (a table of slips reads best with a row a line)
"""A mapping is validated whole: every slip is a finding with its code, its line and column, and the nearest word."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.audit.reading import desk, found_in, mapped

from troth.audit.mapping import Always, Column
from troth.audit.mapping_read import read_mapping
from troth.audit.ready import ready_mappings
from troth.project import load

WHOLE = """time zone: Europe/London
contact: Ticket ID
arrives: Created
channel: {column: Via, values: {inbox: email, chat: web chat}}
kind: {always: complaint}
priority: Prio
customer type: [Type, Kind of customer]
events: {acknowledged: First response, reply: Answered, resolved: {always: no}}
facts: {major: {column: Big, values: {J: yes, N: no}}}
counts: {rings: {column: Rings, values: {"-": none}}}
states: {away: {from: Left, to: Back}}
dates: {promised: Expected by}
customer: Requester
"""


def test_a_whole_mapping() -> None:
    mapping = mapped(WHOLE)
    assert mapping.contact == Column(("Ticket ID",))
    assert isinstance(mapping.dimensions["channel"], Column)
    # What is said, the policy's own words, and the other names that it has for them.
    values = mapping.dimensions["channel"].values
    assert (values["inbox"], values["chat"], values["phone"], values["web chat"]) == (
        "email",
        "web chat",
        "phone",
        "web chat",
    )
    assert mapping.dimensions["kind"] == Always("complaint")
    assert mapping.dimensions["customer type"] == Column(
        ("Type", "Kind of customer"), {"household": "household", "business": "business"}
    )
    assert set(mapping.events) == {"acknowledged", "replied", "resolved", "leaving", "returned"}
    assert mapping.events["resolved"] == Always("")
    assert mapping.known_events == frozenset(mapping.events)
    assert not mapping.is_long


def test_a_long_mapping() -> None:
    text = (
        "contact: case\narrives: start\nchannel: via\nkind: {always: enquiry}\npriority: p\ncustomer type: t\n"
        'event: {column: activity, values: {"Send letter": replied, "Read": no, Done: resolved}}\nat: time\n'
    )
    mapping = mapped(text)
    assert mapping.is_long
    assert mapping.listed_events == ("replied", "resolved")
    assert mapping.known_events == {"replied", "resolved"}
    assert not mapping.others


SLIPS: dict[str, tuple[tuple[str, str], tuple[str, int, int, str, str]]] = {
    "key": (("arrives:", "arives:"), ("T705", 3, 1, "`arives` is not a key of a mapping", "did you mean `arrives`?")),
    "zone": (("Europe/London", "Europe/Londn"), ("T705", 1, 12, "`Europe/Londn` is not a time zone", "did you mean `Europe/London`?")),
    "event": (("acknowledged:", "acknowledge:"), ("T705", 8, 10, "`acknowledge` is not an event of the policy", "did you mean `acknowledged`?")),
    "fact": (("{major:", "{mayor:"), ("T705", 9, 9, "`mayor` is not a fact of the policy", "did you mean `major`?")),
    "channel": (("inbox: email", "inbox: emial"), ("T705", 4, 40, "`emial` is not a channel of the policy", "did you mean `email`?")),
    "count": (("{rings:", "{ring:"), ("T705", 10, 10, "`ring` is not a count", "did you mean `rings`?")),
    "state": (("{away:", "{awai:"), ("T705", 11, 10, "`awai` is not a state of the policy", "did you mean `away`?")),
    "date": (("{promised:", "{promise:"), ("T705", 12, 9, "`promise` is not a date that a contact carries", "did you mean `promised`?")),
    "truth": (("J: yes", "J: yep"), ("T705", 9, 42, "`yep` is not yes or no", "did you mean `yes`?")),
    "not a list": (("{always: complaint}", "{always: [a]}"), ("T704", 5, 16, "one value is needed here", "write `{always: value}`")),
    "half a state": ((", to: Back", ""), ("T704", 11, 16, "`away` has no `to`", "add `to:` with the column of the time")),
    "an event that always happens": (("{always: no}", "{always: yes}"), ("T704", 8, 67, "an event has a column", "write the name of a column, or `{always: no}` for what never happens")),
    "key twice": (("customer: Requester", "customer: A\ncustomer: B"), ("T709", 14, 1, "`customer` is mapped twice", "say it once; `[one column, another]` takes the one that is filled")),
    "event twice": (("acknowledged: First response, reply", "replied: First response, reply"), ("T709", 8, 35, "`replied` is mapped twice", "say it once; `[one column, another]` takes the one that is filled")),
    "value twice": (("chat: web chat", "Inbox: phone"), ("T709", 4, 47, "the value `Inbox` (capitals aside) is mapped twice", "say it once; `[one column, another]` takes the one that is filled")),
    "no arrival": (("arrives: Created\n", ""), ("T704", 1, 1, "the mapping does not say `arrives`", "add `arrives:` with the time at which each contact came")),
    "half a long log": (("customer: Requester", "at: When"), ("T704", 13, 5, "`at` is given without `event`", "give both for a log with a row an event; neither for a row a contact")),
    "encoding": (("customer: Requester", "encoding: windows-1253x"), ("T705", 13, 11, "`windows-1253x` is not an encoding", "did you mean `windows-1252`?")),
    "no year": (("customer: Requester", 'time format: "%d/%m %H:%M"'), ("T708", 13, 14, "`%d/%m %H:%M` does not say the year once", "write it as `%Y` or `%y`")),
    "two orders": (
        ("customer: Requester", 'time format: ["%d/%m/%Y", "%m/%d/%Y"]'),
        ("T708", 13, 14, "`%d/%m/%Y` and `%m/%d/%Y` read `04/03/2026` as 2026-03-04 and 2026-04-03", "name the one that the log has; where it has both, export it in one of them"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_has_its_finding(slip: str) -> None:
    (said, instead), expected = SLIPS[slip]
    assert said in WHOLE
    if slip == "no arrival":
        expected = (*expected[:4], "add `arrives:` with the column of the time at which each contact came")
    assert expected in found_in(WHOLE.replace(said, instead))


def test_every_slip_is_said_at_once() -> None:
    found = found_in(WHOLE.replace("Europe/London", "London").replace("{major:", "{mayor:").replace("arrives", "arive"))
    assert [(code, line) for code, line, *_ in found] == [("T704", 1), ("T705", 1), ("T705", 3), ("T705", 9)]


def test_what_the_policy_selects_on_is_asked_for() -> None:
    """Without a kind nothing can be judged; without a category, what does not hang on it can."""
    text = "contact: a\narrives: b\nchannel: c\n"
    assert [(code, help_) for code, _, _, _, help_ in found_in(text)] == [
        (code, f"add `{name}:` with the column that holds it, or `{name}: {{always: {value}}}` if all are alike")
        for code, name, value in (
            ("T707", "kind", "appointment"),
            ("T724", "customer type", "business"),
            ("T724", "priority", "high"),
        )
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the mapping is empty"),
        ("- a\n- b\n", "the mapping is no list of `key: value`"),
        ("a: [b\n", "it is no YAML: expected ',' or ']', but got '<stream end>'"),
        ("a: &x b\nc: *x\n", "it refers to another place of itself (`*`)"),
        ("? [a]\n: b\n", "a key of it is no plain text"),
        ("\x00", "it is no YAML: unacceptable character #x0000: special characters are not allowed"),
    ],
)
def test_what_is_no_mapping(text: str, message: str) -> None:
    assert ("T704", message) in [(code, said) for code, _, _, said, _ in found_in(text)]


def test_no_is_a_word_and_not_a_truth() -> None:
    """YAML of old reads `no` as false; a mapping has words only."""
    mapping = mapped(WHOLE.replace("{always: no}", "{always: 'no'}").replace("N: no", "no: no"))
    assert mapping.facts["major"] == Column(
        ("Big",), {"J": "yes", "j": "yes", "no": "no", "yes": "yes", "true": "yes", "false": "no"}
    )


@pytest.mark.parametrize("name", sorted(ready_mappings()))
def test_a_ready_mapping_fits_any_policy(name: str, root: Path) -> None:
    """But for what the policy selects on and the help desk cannot know."""
    text = ready_mappings()[name]
    assert "https://" in text
    for policy in (desk()[0], load(root / "tests" / "boston" / "boston.policy").policy):
        assert policy is not None
        _, found = read_mapping(text, name, policy, ready=True)
        assert {one.code for one in found} <= {"T707", "T724"}
    assert any(one.code == "T705" for one in read_mapping(text + "chanel: x\n", name, desk()[0], ready=True)[1])


@pytest.mark.parametrize(
    ("mapping", "policy"),
    [
        ("audit/boston.yml", "boston/boston.policy"),
        ("audit/receipt.yml", "boston/permits/permits.policy"),
        ("audit/incident.yml", "audit/incident.policy"),
    ],
)
def test_the_mappings_of_three_published_logs(mapping: str, policy: str, root: Path) -> None:
    one = load(root / "tests" / policy)
    assert one.policy is not None
    assert not one.has_errors
    read, found = read_mapping((root / "tests" / mapping).read_text(encoding="utf-8"), mapping, one.policy)
    assert read is not None, found
    assert found == ()
