"""The first mapping for a log: what is certain is written, and what is not is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.audit.reading import desk, found_in
from tests.audit.test_log_findings import log

from troth.audit.log_findings import log_findings
from troth.audit.mapping_read import read_mapping
from troth.audit.read_files import open_logs
from troth.audit.read_plain import read_files
from troth.audit.ready import named_mapping, ready_mappings, remedied
from troth.audit.suggest import completed, suggest
from troth.audit.survey import Surveyor
from troth.project import load

WIDE = """Ticket ID,Created,Via,Kind,Priority,Customer type,First response,Replied at,Solved,Major,Note
1,2026-01-05 10:00,Mail,complaint,high,household,2026-01-05 11:00,?,2026-01-06 10:00,yes,a
2,2026-01-05 11:00,chat,Enquiry,low,business,,2026-01-06 09:00,,no,b
3,2026-01-05 12:00,pigeon,enquiry,low,business,,,,no,c
"""


def test_a_wide_log(tmp_path: Path) -> None:
    assert suggest([log(tmp_path, WIDE)], desk()[0]) == (
        "# A first mapping of log.csv. Answer what the lines that begin with `#` ask.\n"
        'missing: ["?"]\n'
        "# Where did the clocks stand that these times were read from? If there, remove the #:\n"
        "# time zone: Europe/London\n"
        "contact: Ticket ID\n"
        "arrives: Created\n"
        "channel:\n"
        "  column: Via\n"
        "  values:\n"
        "    chat: web chat\n"
        "    # pigeon:  # 1 of the rows looked at; which channel is it?\n"
        "kind: Kind\n"
        "priority: Priority\n"
        "customer type: Customer type\n"
        "events:\n"
        "  replied: Replied at\n"
        "  resolved: Solved\n"
        "  # Is one of these the time of an event: First response?\n"
        "facts:\n"
        "  major: Major\n"
        "# Not used: Note\n"
    )


def test_a_suggestion_is_read_back(tmp_path: Path) -> None:
    """What is suggested is a mapping: where an answer is lacking, that is its one finding."""
    path = log(tmp_path, WIDE)
    text = suggest([path], desk()[0])
    assert found_in(text) == []
    answered = text.replace("# time zone", "time zone")
    mapping, _ = read_mapping(answered, "mapping.yml", desk()[0])
    assert mapping is not None
    files = open_logs([path], mapping)
    surveyor = Surveyor((str(path),), mapping.is_long)
    for row in read_files(files, mapping, desk()[1]):
        surveyor.add(row)
    assert [one.code for one in log_findings(surveyor.survey(), mapping, files, desk()[1])] == ["T718"]


def test_orders_and_channels_are_never_guessed(tmp_path: Path) -> None:
    text = "id,opened at,channel,x\n1,03/04/2026 10:00,carrier,1\n2,25/04/2026 10:00,fax,2\n"
    lines = suggest([log(tmp_path, text)], desk()[0]).splitlines()
    assert '# time format: "%d/%m/%Y %H:%M"' in lines
    assert '# time format: "%m/%d/%Y %H:%M"' not in lines
    assert "    # carrier:  # 1 of the rows looked at; which channel is it?" in lines
    assert "# kind: {always: }" in lines
    assert "# events:" in lines
    either = suggest([log(tmp_path, text.replace("25/04", "05/04"))], desk()[0])
    assert either.count("# time format:") == 2


def test_columns_of_other_names_are_found_by_their_values(tmp_path: Path) -> None:
    """And asked for: nobody but the owner knows which of two times is the arrival."""
    text = (
        "File,Came in,Went out,Closed by\nF-1,2026-01-05T10:00Z,2026-01-06T10:00Z,Ann\n"
        "F-2,2026-01-05T11:00Z,2026-01-07T10:00Z,Bob\nF-3,2026-01-05T12:00Z,,Ann\n"
    )
    lines = suggest([log(tmp_path, text)], desk()[0]).splitlines()
    at = lines.index("# Is File the id of each contact? Then remove the #:")
    assert lines[at + 1] == "# contact: File"
    at = lines.index("# Is Came in the time at which each contact came? Then remove the #:")
    assert lines[at + 1] == "# arrives: Came in"
    assert "  # Is one of these the time of an event: Came in, Went out?" in lines


def test_several_columns_may_be_the_id(tmp_path: Path) -> None:
    text = "File,Box,arrived\nF-1,B-9,2026-01-05T10:00Z\nF-2,B-8,2026-01-05T11:00Z\n"
    lines = suggest([log(tmp_path, text)], desk()[0]).splitlines()
    at = lines.index("# Is one of these the id of each contact? Then remove the #:")
    assert lines[at + 1 : at + 3] == ["# contact: File", "# contact: Box"]
    assert "arrives: arrived" in lines
    assert not any(line.startswith("  # Is one of these the time of an event") for line in lines)


def test_nothing_that_could_be_the_id(tmp_path: Path) -> None:
    text = "Who,arrived\nAnn,2026-01-05T10:00Z\nAnn,2026-01-05T11:00Z\n"
    lines = suggest([log(tmp_path, text)], desk()[0]).splitlines()
    at = lines.index("# Which column is the id of each contact?")
    assert lines[at + 1] == "# contact:"


def test_a_long_log(tmp_path: Path) -> None:
    text = "case:concept:name,concept:name,time:timestamp,received\na,Replied,2026-01-06T10:00Z,2026-01-05T10:00Z\n"
    text += "a,Read it,2026-01-06T11:00Z,2026-01-05T10:00Z\n"
    lines = suggest([log(tmp_path, text)], desk()[0]).splitlines()
    assert 'contact: "case:concept:name"' in lines
    assert "arrives: received" in lines
    start = lines.index("event:")
    assert lines[start : start + 8] == [
        "event:",
        '  column: "concept:name"',
        "  values:",
        "    # Read it:  # 1 of the rows looked at; which event is it, or `no`?",
        "    Replied: replied",
        "  # Is every other value no event of the policy? Then:",
        "  # others: no",
        'at: "time:timestamp"',
    ]


EXPORTS = {
    "zendesk": (
        "log.jsonl",
        '{"id": 35436, "created_at": "2026-07-20T22:55:29Z", "via": {"channel": "web"}, "requester_id": 20978392, '
        '"priority": "high", "metric_set": {"solved_at": "2026-07-21T10:00:00Z"}}\n'
        '{"id": 35437, "created_at": "2026-07-20T23:00:00Z", "via": {"channel": "email"}, "requester_id": 1, '
        '"priority": "low", "metric_set": {"solved_at": null}}\n',
        ("web form", "email"),
        "",
    ),
    "freshdesk": (
        "log.jsonl",
        '{"id": 1, "created_at": "2026-07-20T22:55:29Z", "source": 1, "requester_id": 7, "priority": 1, '
        '"stats": {"first_responded_at": "2026-07-21T09:00:00Z", "resolved_at": "2026-07-21T10:00:00Z", '
        '"reopened_at": null}}\n'
        '{"id": 2, "created_at": "2026-07-20T23:00:00Z", "source": 3, "requester_id": 8, "priority": 2, '
        '"stats": {"first_responded_at": null, "resolved_at": null, "reopened_at": null}}\n',
        ("email", "phone"),
        "",
    ),
    "jira": (
        "issues.csv",
        "id,instance_url,key,issue_type,reporter_id,priority_name,created_date,resolution_date\r\n"
        "10002,http://example.com,TEST-1,Service Request,7,High,2026-07-20T22:55:29Z,2026-07-21T10:00:00Z\r\n"
        "10003,http://example.com,TEST-2,Service Request,8,Low,2026-07-20T23:00:00Z,\r\n",
        ("web form", "web form"),
        "channel: {always: web form}\n",
    ),
    "servicenow": (
        "incident.csv",
        "number,opened_at,contact_type,caller_id,priority,resolved_at\n"
        "INC0000045,2026-07-20 23:55:29,phone,Ann,1,2026-07-21 11:00:00\n"
        "INC0000046,2026-07-21 00:00:00,self-service,Ben,4,\n",
        ("phone", "web form"),
        "time zone: Europe/London\n",
    ),
}
"""Small exports in the form that the help desks document: file, text, the channels, and what the mapping asks for."""


def test_an_object_is_no_value(tmp_path: Path) -> None:
    """What is looked for stands within it: of `via` the channel, of the metrics the time of the solution."""
    lines = suggest([log(tmp_path, EXPORTS["zendesk"][1], "log.jsonl")], desk()[0]).splitlines()
    start = lines.index("channel:")
    assert lines[start : start + 4] == ["channel:", "  column: via.channel", "  values:", "    web: web form"]
    assert "  resolved: metric_set.solved_at" in lines
    assert not any("{…}" in line for line in lines)
    assert not any(line.startswith("# Not used") for line in lines)


def test_a_name_within_an_object_may_be_that_of_something_else(tmp_path: Path) -> None:
    """The requester's own id and arrival are not the contact's; and of two channels nobody knows which is meant."""
    text = '{"from": {"id": 7, "created_at": "2026-07-20T22:55:29Z", "channel": "x"}, "to": {"channel": "y"}}\n'
    lines = suggest([log(tmp_path, text, "log.jsonl")], desk()[0]).splitlines()
    assert not {"contact: from.id", "arrives: from.created_at"} & set(lines)
    assert any(line.startswith("# Which column is the channel") for line in lines)


def test_the_id_is_no_category(tmp_path: Path) -> None:
    """Though all ids may be words of the policy."""
    text = "id,arrived\nlow,2026-01-05T10:00Z\nhigh,2026-01-05T10:00Z\n"
    assert "# priority: {always: }" in suggest([log(tmp_path, text)], desk()[0]).splitlines()


@pytest.mark.parametrize("name", sorted(ready_mappings()))
def test_a_ready_mapping_reads_its_export(name: str, tmp_path: Path) -> None:
    file, export, channels, answer = EXPORTS[name]
    policy, calendar = desk()
    more = "customer type: {always: household}\n" + ("" if name == "jira" else "kind: {always: enquiry}\n")
    mapping, found = read_mapping(ready_mappings()[name] + more + answer, name, policy, ready=True)
    assert mapping is not None, found
    rows = list(read_files(open_logs([log(tmp_path, export, file)], mapping), mapping, calendar))
    assert [row.rejected for row in rows] == [None, None]
    assert [row.values.get("channel") for row in rows] == list(channels)
    came, done = 1_784_588_129_000_000, 1_784_628_000_000_000  # 22:55:29 on 20 July, 10:00 on 21 July 2026, UTC
    assert rows[0].arrives == (came, came)
    assert rows[0].events["resolved"] == [(done, done)]
    assert "resolved" not in rows[1].events
    assert all(row.customer for row in rows)


@pytest.mark.parametrize("name", sorted(ready_mappings()))
def test_a_ready_mapping_is_written_out_to_be_completed(name: str, tmp_path: Path, root: Path) -> None:
    """Its own text, comments and all; then what this policy asks for, as questions. Answered, it is a mapping."""
    file, export, _, answer = EXPORTS[name]
    path = log(tmp_path, export, file)
    for policy in (desk()[0], load(root / "policies" / "ips" / "ips.policy").policy):
        assert policy is not None
        text = completed(ready_mappings()[name], [path], policy, {"acknowledged", "replied", "resolved"})
        lost = set(ready_mappings()[name].splitlines()) - set(text.splitlines())
        has_priority = any(one.name == "priority" for one in policy.words.categories)
        assert [line.partition(":")[0] for line in lost] == ([] if has_priority else ["priority"])
        assert all(f"# {line}" in text.splitlines() for line in lost)
        assert "  # replied: {always: no}" in text.splitlines()
        assert "  # resolved: {always: no}" not in text.splitlines()
        assert ("# time zone: Europe/London" in text) is (name == "servicenow")
        answered = text.replace("# customer type: {always: }", "customer type: {always: household}")
        answered = answered.replace("# kind: {always: }", "kind: {always: enquiry}").replace("# replied:", "replied:")
        mapping, found = read_mapping(answered + answer, "mapping.yml", policy)
        assert mapping is not None, found
        assert found == ()
        assert "replied" in mapping.events


def test_a_finding_about_a_ready_mapping_says_how_it_becomes_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """`servicenow` is no file that anybody could mend; a file of that name is."""
    monkeypatch.chdir(tmp_path)
    _, found = named_mapping("servicenow", desk()[0], lambda name: "")
    assert {one.code for one in found} == {"T707", "T724"}
    assert all("`--map servicenow --suggest-map > mapping.yml`" in one.help for one in remedied(found))
    (tmp_path / "servicenow").write_text("contact: id\n", encoding="utf-8")
    _, found = named_mapping("servicenow", desk()[0], lambda name: Path(name).read_text(encoding="utf-8"))
    assert remedied(found) == found != ()
