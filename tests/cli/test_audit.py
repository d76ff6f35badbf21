"""`troth audit` as a manager uses it; every figure below is counted on the log above it, by hand."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from troth.cli.main import main
from troth.writing import NotAtOnce

POLICY = """\
policy desk "Desk"
    organisation   "Harbour Council"
    owner          "A. Owner"
    approved       3 March 2026 by "Board"
    review every   3 years
    applies to     customers
    calendar       office

calendar office
    time zone      Europe/London
    years          2026 to 2026
    holidays       none
    working days   Monday to Friday
    counting       the day of arrival is day 0

section 1 "Emails"

standard email "Emails"
    for        email
    must reply within 3 working days
        target 75% each month

standard letter "Letters"
    for        letter
    must acknowledge within 1 working day
"""
MAPPING = """\
time zone: Europe/London
contact: id
arrives: came
channel: how
events: {replied: answered, acknowledged: noted}
"""
# Monday 1 June 2026 and the days after it. Three working days after Monday end with Thursday 4 June.
LOG = """\
id,came,how,answered,noted
a,2026-06-01 10:00,email,2026-06-04 23:59,
b,2026-06-01 10:00,email,2026-06-05 00:00,
c,2026-06-02 09:00,email,2026-06-02 09:30,
d,2026-06-03 09:00,email,,
e,2026-06-01 10:00,letter,,2026-06-02 12:00
f,2026-06-01 10:00,pigeon,,
,2026-06-01 10:00,email,,
h,yesterday,email,,
"""
AS_OF = ("--as-of", "2026-06-30")
ENGINES = [pytest.param("plain"), pytest.param("duckdb", marks=pytest.mark.database)]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a policy, a mapping and a log, which is the working directory."""
    folder = tmp_path / "desk"
    folder.mkdir()
    for name, text in (("desk.policy", POLICY), ("mapping.yml", MAPPING), ("log.csv", LOG)):
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["audit", *arguments])


def audited(engine: str, *more: str) -> Result:
    return run("desk.policy", "log.csv", "--engine", engine, *AS_OF, *more)


def test_the_summary(desk: Path, engine: str) -> None:
    """Of emails, a and c are met, b is late, d overdue: two of four are in time, and 75 % are wanted."""
    result = audited(engine, "--format", "json")
    assert result.exit_code == 1, result.output
    data = json.loads(result.stdout)
    assert (data["read"], data["judged"]) == (8, 6)
    assert sum(one["contacts"] for one in data["rejected"]) == 2
    email, letter = data["promises"]
    assert email["id"] == "desk.email.reply"
    counts = {status: n for status, n in email["statuses"].items() if n}
    assert counts == {"met": 2, "late": 1, "overdue": 1, "unknown": 1}
    assert letter["statuses"]["met"] == 1
    assert letter["statuses"]["unknown"] == 1, "the pigeon may be a letter"
    assert data["verdict"] == "missed"


def test_the_screen(desk: Path, engine: str) -> None:
    result = audited(engine)
    assert "8 contacts read = 6 judged + 2 rejected" in result.stdout
    assert "as of the end of Tuesday 30 June 2026" in result.stdout
    assert "`pigeon`" in result.stderr
    assert result.stdout.endswith("\n")


PLANNED = POLICY.replace(
    "    must reply within 3 working days\n",
    "    must reply within 3 working days\n    must call back before hearing\n",
).replace(
    'policy desk "Desk"',
    'event hearing\nstate away "we are away"\n    from leaving to returned\n\npolicy desk "Desk"',
)
WIDE_AHEAD = (
    "id,came,how,answered,seen_on,back\n"
    "a,2026-06-01 10:00,email,2026-06-30 23:59:59.999999,2027-01-01,2027-01-01\n"
    "b,2026-06-01 10:00,email,2026-07-01 00:00,,\n"
    "c,2026-06-01 10:00,email,2027-06-04,,\n"
    "d,2026-07-01,email,,,\n"
    ",2027-06-01 10:00,email,2027-06-04,,\n"
)
LONG_AHEAD = (
    "id,came,how,what,at\n"
    "d,2026-07-01,email,,\n"
    "b,2026-06-01 10:00,email,answer,2026-06-02 10:00\n"
    "b,2026-06-01 10:00,email,answer,2026-07-01\n"
    "b,2026-06-01 10:00,email,answer,2026-07-02\n"
    "c,2026-06-01 10:00,email,answer,2027-06-01\n"
    "c,2026-06-01 10:00,email,seen,2027-06-01\n"
)
HEAD_AHEAD = "time zone: Europe/London\ncontact: id\narrives: came\nchannel: how\n"
AHEAD = {
    "wide": (
        WIDE_AHEAD,
        "events: {replied: answered, appointment: seen_on, hearing: seen_on}\nstates: {away: {from: back, to: back}}\n",
        3,
        5,
    ),
    "long": (LONG_AHEAD, "event: {column: what, values: {answer: replied, seen: appointment}}\nat: at\n", 3, 2),
}
"""Of each form a log, how its events are mapped, and the lines of the first reply and the first arrival in July."""


@pytest.mark.parametrize("form", AHEAD)
def test_what_lies_after_as_of_is_said(form: str, desk: Path, engine: str) -> None:
    """By field, with how many contacts: not the last instant of June, what is planned, or a row that is rejected."""
    log, events, reply, arrival = AHEAD[form]
    for name, text in (("desk.policy", PLANNED), ("log.csv", log), ("mapping.yml", HEAD_AHEAD + events)):
        (desk / name).write_text(text, encoding="utf-8")
    data = json.loads(audited(engine, "--format", "json").stdout)
    found = {one["message"]: one["start"]["line"] for one in data["findings"] if one["code"] == "T725"}
    assert found == {
        "`replied` of 2 contacts lies after as-of, in the future": reply,
        "`arrives` of 1 contact lies after as-of, in the future": arrival,
    }
    assert "T725" in audited(engine, "--check").stderr
    assert "T725" not in run("desk.policy", "log.csv", "--engine", engine, "--check").stderr, "it depends on no day"
    assert "T725" not in run("desk.policy", "log.csv", "--engine", engine, "--as-of", "2027-06-30").stderr


def test_what_is_left_behind(desk: Path, engine: str) -> None:
    result = audited(engine, "--out", "how")
    assert result.exit_code == 1, result.output
    with (desk / "how" / "results.csv").open(encoding="utf-8", newline="") as file:
        rows = {(row["contact"], row["promise"]): row for row in csv.DictReader(file)}
    late = rows["b", "desk.email.reply"]
    assert (late["status"], late["late_by_seconds"], late["period"]) == ("late", "0", "2026-06")
    assert late["due"] == "2026-06-04T23:00:00+00:00", "the end of 4 June in London"
    assert rows["d", "desk.email.reply"]["status"] == "overdue"
    with (desk / "how" / "rejected.csv").open(encoding="utf-8", newline="") as file:
        places = [(row["file"], row["line"]) for row in csv.DictReader(file)]
    assert places == [("log.csv", "8"), ("log.csv", "9")]
    report = json.loads((desk / "how" / "internal" / "report.json").read_text(encoding="utf-8"))
    assert [month["month"] for month in report["months"]] == ["2026-06"]
    public = "".join(path.read_text(encoding="utf-8") for path in (desk / "how" / "public").iterdir())
    assert "desk.email.reply" in public
    inside = "".join(path.read_text(encoding="utf-8") for path in (desk / "how" / "internal").iterdir())
    assert "d (overdue)" in inside
    assert "d (overdue)" not in public
    assert not list(desk.glob(".how*")), "nothing is left beside it"


def test_rejected_rows_weaken_a_verdict(desk: Path, engine: str) -> None:
    """Three are in time; of two nobody knows when they came, and had they come in June, it might not be met."""
    lines = [f"{id},2026-06-0{id} 10:00,email,2026-06-0{id} 11:00," for id in (1, 2, 3)]
    sound = "\n".join([LOG.splitlines()[0], *lines, ""])
    for log, code in ((sound, 0), (sound + "4,yesterday,email,,\n5,,email,,\n", 1)):
        (desk / "log.csv").write_text(log, encoding="utf-8")
        assert audited(engine).exit_code == 0
        result = audited(engine, "--strict")
        assert result.exit_code == code
        said = " ".join(result.stdout.split())
        assert "Every target that can be judged is met" in said
        might = "; 2 rejected contacts might change that: their promises and months are not known"
        assert (might in said) is bool(code)


JULY = LOG.replace("2026-06", "2026-07")


def test_what_only_an_earlier_audit_left_is_gone(desk: Path, engine: str) -> None:
    """Its pages of June and its CSV; nothing of others, nor what of it others have made their own since."""
    how = desk / "how"
    audited(engine, "--out", "how")
    (how / "public" / "2026-05.md").write_text("ours", encoding="utf-8")
    (how / "public" / "index.html").write_text("made of it", encoding="utf-8")
    (how / "internal" / "2026-06.md").write_text("kept, and written on", encoding="utf-8")
    (desk / "log.csv").write_text(JULY, encoding="utf-8")
    july = ("desk.policy", "log.csv", "--engine", engine, "--as-of", "2026-07-31")
    result = run(*july, "--out", "how")
    assert result.exit_code == 0, result.output
    assert "removed that an earlier audit left and this one does not" in result.stderr
    assert not (how / "public" / "2026-06.md").exists()
    assert (how / "public" / "2026-07.md").is_file()
    assert (how / "results.csv").is_file()
    assert (how / "public" / "2026-05.md").read_text(encoding="utf-8") == "ours"
    assert (how / "public" / "index.html").is_file()
    assert (how / "internal" / "2026-06.md").read_text(encoding="utf-8") == "kept, and written on"
    run(*july, "--out", "fresh")
    theirs = {"public/2026-05.md", "public/index.html", "internal/2026-06.md"}
    assert files(how) == files(desk / "fresh") | {Path(name) for name in theirs}
    assert not list(desk.glob(".how*"))


@pytest.mark.database
def test_results_of_another_form_take_the_place_of_the_earlier_ones(desk: Path) -> None:
    audited("plain", "--out", "how")
    audited("plain", "--out", "how", "--results", "parquet")
    assert [path.name for path in (desk / "how").glob("results.*")] == ["results.parquet"]


def test_file_by_file_too_what_an_earlier_audit_left_is_gone(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def not_at_once(*_given: object, **_named: object) -> None:
        raise NotAtOnce("it is a test")

    monkeypatch.setattr("troth.cli.audit_files.put_in_place", not_at_once)
    audited("plain", "--out", "how")
    (desk / "log.csv").write_text(JULY, encoding="utf-8")
    run("desk.policy", "log.csv", "--engine", "plain", "--as-of", "2026-07-31", "--out", "how")
    assert not (desk / "how" / "public" / "2026-06.md").exists()
    assert (desk / "how" / "public" / "2026-07.md").is_file()


def test_a_list_that_somebody_else_wrote_removes_nothing(desk: Path) -> None:
    """One that leads out of the folder, by its names or by a link; and one that is no list."""
    (desk / "how").mkdir()
    (desk / "how" / "way").symlink_to(desk)
    prints = {name: hashlib.sha256((desk / "log.csv").read_bytes()).hexdigest() for name in NAMES_OF_THE_LOG}
    prints[str(desk / "log.csv")] = prints["../log.csv"]
    for text in (json.dumps({"files": prints}), "[]", "{"):
        (desk / "how" / "audit-files.json").write_text(text, encoding="utf-8")
        assert audited("plain", "--out", "how").exit_code == 1
        assert (desk / "log.csv").is_file()


NAMES_OF_THE_LOG = ("../log.csv", "way/log.csv", "public/../../log.csv")


def test_what_cannot_be_put_in_place_removes_nothing(desk: Path) -> None:
    """Where a folder stands in the way of a file, the earlier audit is whole as before."""
    audited("plain", "--out", "how")
    before = files(desk / "how")
    (desk / "log.csv").write_text(JULY, encoding="utf-8")
    (desk / "how" / "public" / "2026-07.md").mkdir()
    result = run("desk.policy", "log.csv", "--engine", "plain", "--as-of", "2026-07-31", "--out", "how")
    assert result.exit_code == 2
    assert files(desk / "how") == before


def files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


def test_an_owner_says_why(desk: Path) -> None:
    (desk / "notes.yml").write_text("2026-06:\n  desk.email.reply: Two of us were away.\n", encoding="utf-8")
    audited("plain", "--out", "how", "--notes", "notes.yml")
    pages = [(desk / "how" / folder / "2026-06.md").read_text(encoding="utf-8") for folder in ("internal", "public")]
    assert all("Two of us were away." in page for page in pages)


def test_a_note_for_what_is_no_promise(desk: Path) -> None:
    (desk / "notes.yml").write_text("2026-06:\n  desk.email.repli: Two of us were away.\n", encoding="utf-8")
    result = audited("plain", "--out", "how", "--notes", "notes.yml")
    assert result.exit_code == 1
    assert "did you mean `desk.email.reply`?" in result.stderr
    assert not (desk / "how").exists()


def test_both_engines_leave_the_same(desk: Path) -> None:
    audited("plain", "--out", "one")
    with_duckdb = audited("duckdb", "--out", "other")
    assert with_duckdb.exit_code == 1, with_duckdb.output
    names = [path.relative_to(desk / "one") for path in sorted((desk / "one").rglob("*")) if path.is_file()]
    for name in names:
        assert (desk / "one" / name).read_bytes() == (desk / "other" / name).read_bytes(), name


test_both_engines_leave_the_same = pytest.mark.database(test_both_engines_leave_the_same)


def test_the_whole_reason_for_a_contact(desk: Path, engine: str) -> None:
    result = audited(engine, "--explain", "b")
    assert result.exit_code == 0, result.output
    assert "b  (log.csv:3)" in result.stdout
    assert "Thu 4 June 2026" in result.stdout
    assert "working day 3 of 3" in result.stdout
    assert "late" in result.stdout


def test_a_contact_that_the_log_has_not(desk: Path, engine: str) -> None:
    result = audited(engine, "--explain", "nobody")
    assert result.exit_code == 2
    assert "the log has no contact `nobody`" in result.stderr


def test_one_log_under_two_policies(desk: Path, engine: str) -> None:
    """With 4 working days the email of Monday is due on Friday: b is in time, and all else due a day later."""
    (desk / "new.policy").write_text(POLICY.replace("within 3", "within 4"), encoding="utf-8")
    result = run("desk.policy", "new.policy", "log.csv", "--engine", engine, *AS_OF, "--format", "json")
    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout)
    found = {(one["before"], one["after"]): one for one in data["changes"]}
    assert {key: (one["rows"], one["deadline"]) for key, one in found.items()} == {
        ("late", "met"): (1, "due later"),
        ("met", "met"): (2, "due later"),
        ("overdue", "overdue"): (1, "due later"),
    }
    turned = found["late", "met"]
    assert turned["first"] == "b"
    assert turned["said"] == "by the end of Thursday 4 June 2026"
    assert turned["says"] == "by the end of Friday 5 June 2026"
    assert turned["why"] == "“must reply within 3 working days” is now “must reply within 4 working days”"
    assert (data["contacts"], data["changed"]) == (6, 4)


def test_another_calendar(desk: Path) -> None:
    """Wednesday 3 June is closed in the new one: what came on Monday or Tuesday, or on that day, is due a day later."""
    closed = POLICY.replace("    working days", '    closed         3 June 2026, "Fair day"\n    working days', 1)
    (desk / "new.policy").write_text(closed, encoding="utf-8")
    result = run("desk.policy", "new.policy", "log.csv", "--engine", "plain", *AS_OF)
    assert result.exit_code == 0, result.output
    assert "late → met, due later: 1 row" in result.stdout
    assert "Fair day" in result.stdout


def compared(*more: str) -> Result:
    """The desk's log under its policy and one with 4 working days."""
    Path("new.policy").write_text(POLICY.replace("within 3", "within 4"), encoding="utf-8")
    return run("desk.policy", "new.policy", "log.csv", *AS_OF, *more)


def test_what_changes_is_left_behind(desk: Path, engine: str) -> None:
    """A row for each that changes, and the summary as it is printed; the pages of an audit there stay."""
    audited(engine, "--out", "how")
    result = compared("--engine", engine, "--out", "how", "--format", "json")
    assert result.exit_code == 0, result.output
    with (desk / "how" / "changes.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["contact"], row["before"], row["after"], row["due_after"][:10]) for row in csv.DictReader(file)]
    assert rows == [
        ("a", "met", "met", "2026-06-05"),
        ("b", "late", "met", "2026-06-05"),
        ("c", "met", "met", "2026-06-08"),
        ("d", "overdue", "overdue", "2026-06-09"),
    ]
    left = (desk / "how" / "changes.json").read_text(encoding="utf-8")
    assert json.loads(left) == json.loads(result.stdout)
    assert (desk / "how" / "public" / "2026-06.md").is_file()
    assert not list(desk.glob(".how*"))


def test_a_comparison_that_cannot_be_left_changes_nothing(desk: Path) -> None:
    (desk / "how" / "changes.json").mkdir(parents=True)
    result = compared("--engine", "plain", "--out", "how")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
    assert result.stdout == ""
    assert [path.name for path in (desk / "how").iterdir()] == ["changes.json"]


def test_the_reasons_under_two_policies(desk: Path, engine: str) -> None:
    result = compared("--engine", engine, "--explain", "b")
    assert result.exit_code == 0, result.output
    _, old, new = result.stdout.split("under ")
    assert old.startswith("desk.policy\n")
    assert "working day 3 of 3" in old
    assert new.startswith("new.policy\n")
    assert "working day 4 of 4" in new
    data = json.loads(compared("--engine", engine, "--explain", "b", "--format", "json").stdout)
    says = [data[which]["contacts"][0]["answer"]["promises"][0]["status"] for which in ("old", "new")]
    assert says == ["late", "met"]


@pytest.mark.parametrize(
    ("options", "refused"),
    [
        (("--strict",), "--strict"),
        (("--notes", "notes.yml"), "--notes"),
        (("--results", "csv"), "--results"),
        (("--hide-below", "5"), "--hide-below"),
        (("--suggest-map",), "--suggest-map"),
        (("--explain", "b", "--out", "how"), "--explain"),
    ],
)
def test_what_means_nothing_for_two_policies_is_refused(desk: Path, options: tuple[str, ...], refused: str) -> None:
    result = compared(*options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"error: `{refused}`")
    assert "help: leave " in result.stderr
    assert not (desk / "how").exists()


def test_both_policies_are_held_against_the_log(desk: Path) -> None:
    """What only the new one does not know is said too, and what was said is not said again."""
    (desk / "new.policy").write_text(BY_PRIORITY.replace("high", "top"), encoding="utf-8")
    (desk / "desk.policy").write_text(BY_PRIORITY, encoding="utf-8")
    (desk / "log.csv").write_text(
        "id,came,how,answered,noted,prio\na,2026-06-01 10:00,email,,,high\nb,2026-06-01 10:00,fox,,,low\n",
        encoding="utf-8",
    )
    (desk / "mapping.yml").write_text(MAPPING + "priority: prio\n", encoding="utf-8")
    result = run("desk.policy", "new.policy", "log.csv", "--engine", "plain", "--check", *AS_OF)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.count("`fox`") == 1
    assert "`priority` has values that mean nothing to the policy: `high` (1)" in result.stderr


# ---------- nothing lost


def limited() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))


COMMAND = (sys.executable, "-m", "troth", "audit", "desk.policy", "log.csv", "--engine", "plain", *AS_OF)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_disk_that_is_full(engine: str, desk: Path) -> None:
    (desk / "how").mkdir()
    (desk / "how" / "results.csv").write_text("before", encoding="utf-8")
    command = [*COMMAND, "--engine", engine, "--out", "how"]
    found = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=limited)
    assert found.returncode == 2
    assert "cannot be written: File too large" in found.stderr
    assert "Traceback" not in found.stderr
    assert [path.name for path in (desk / "how").iterdir()] == ["results.csv"]
    assert (desk / "how" / "results.csv").read_text(encoding="utf-8") == "before"
    assert not list(desk.glob(".how*"))


@pytest.mark.parametrize(
    "how",
    [
        pytest.param(("--engine", "duckdb"), marks=pytest.mark.database),
        ("--engine", "plain"),
        ("--suggest-map",),
    ],
)
def test_a_packed_log_that_is_damaged(how: tuple[str, ...], desk: Path) -> None:
    """It is the log that cannot be read, and no disk that is full."""
    whole = gzip.compress(LOG.encode())
    for damaged in (LOG.encode(), whole[:30], whole[:-8] + bytes(8)):
        (desk / "log.csv.gz").write_bytes(damaged)
        result = run("desk.policy", "log.csv.gz", *how, "--out", "how", *AS_OF)
        assert result.exit_code == 1
        assert result.stderr.startswith("log.csv.gz: error[T710] the file is damaged: ")
        assert not (desk / "how").exists()


def test_an_id_that_is_half_a_character(desk: Path, engine: str) -> None:
    """Its row is rejected, and the other is judged."""
    line = {"id": "a", "came": "2026-06-01 10:00", "how": "email", "answered": "2026-06-04 23:59", "noted": ""}
    lines = [json.dumps(line), json.dumps(line | {"id": "\ud800"})]
    (desk / "log.jsonl").write_text("\n".join(lines), encoding="utf-8")
    result = run("desk.policy", "log.jsonl", "--engine", engine, "--out", "how", *AS_OF)
    assert result.exit_code == 0, result.output
    assert "2 contacts read: 1 can be judged, 1 rejected" in result.stderr
    assert "log.jsonl,2," in (desk / "how" / "rejected.csv").read_text(encoding="utf-8")


def test_a_screen_that_is_full(desk: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        found = subprocess.run(COMMAND, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert found.returncode == 2
    assert "No space left on device" in found.stderr
    assert "Traceback" not in found.stderr


@pytest.mark.database
def test_an_audit_that_is_stopped_says_so(desk: Path, tmp_path: Path) -> None:
    """By Ctrl-C, while DuckDB copies the log."""
    line = "2026-06-01 10:00,email,2026-06-02 10:00,\n" * 3_000
    with (desk / "log.csv").open("w", encoding="utf-8") as log:
        log.write(f"{LOG.splitlines()[0]}\n")
        log.writelines(f"c{n},{one}\n" for n in range(1_000) for one in line.splitlines())
    aside = tmp_path / "aside"
    aside.mkdir()
    process = subprocess.Popen(
        [*COMMAND, "--engine", "duckdb"], stderr=subprocess.PIPE, text=True, env={**os.environ, "TMPDIR": str(aside)}
    )
    until = time.monotonic() + 120
    while not list(aside.glob("*/*.parquet")) and time.monotonic() < until:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert process.returncode == 1
    assert "Aborted!" in said
    assert "Traceback" not in said
    assert not list(aside.iterdir())


def test_an_audit_that_is_killed_leaves_nothing(desk: Path) -> None:
    """Killed while it writes its rows; the next one clears what it left."""
    lines = [f"c{n},2026-06-01 10:00,email,2026-06-02 10:00," for n in range(60_000)]
    (desk / "log.csv").write_text(f"{LOG.splitlines()[0]}\n" + "\n".join(lines) + "\n", encoding="utf-8")
    process = subprocess.Popen([*COMMAND, "--out", "how"], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    until = time.monotonic() + 120
    while not [path for path in desk.glob(".how*/*") if path.stat().st_size] and time.monotonic() < until:
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert list(desk.glob(".how*")), "it was killed while it wrote"
    assert not (desk / "how").exists()
    (desk / "log.csv").write_text(LOG, encoding="utf-8")
    assert audited("plain", "--out", "how").exit_code == 1
    assert (desk / "how" / "results.csv").is_file()
    assert not list(desk.glob(".how*"))


BY_PRIORITY = POLICY.replace(
    "    must reply within 3 working days\n        target 75% each month\n",
    "    must reply, by priority\n        high: within 1 working day\n        low:  within 3 working days\n",
).replace('policy desk "Desk"', 'category priority: high, low\n\npolicy desk "Desk"')


def test_what_hangs_on_a_category_that_no_column_says_is_unknown(desk: Path, engine: str) -> None:
    """The letter is judged all the same; the five emails are not, and neither is the pigeon."""
    (desk / "desk.policy").write_text(BY_PRIORITY, encoding="utf-8")
    result = audited(engine, "--format", "json")
    data = json.loads(result.stdout)
    assert result.exit_code == 0, result.output
    assert [one["code"] for one in data["findings"]] == ["T718", "T719", "T719"]
    assert "warning[T724] the policy asks for the priority of a contact" in result.stderr
    email, letter = data["promises"]
    assert {status: n for status, n in email["statuses"].items() if n} == {"unknown": 5}
    assert [one["what"] for one in email["missing"]] == ["category priority", "channel"]
    assert letter["statuses"]["met"] == 1


def test_a_first_mapping_asks_for_what_promises_hang_on(desk: Path) -> None:
    """Of the letters, who reads the log knows nothing of their acknowledgement."""
    (desk / "log.csv").write_text(LOG.replace(",noted", ",x"), encoding="utf-8")
    result = run("desk.policy", "log.csv", "--suggest-map")
    assert result.exit_code == 0
    asked = [line for line in result.stdout.splitlines() if "always: no" in line]
    assert asked == ["  # acknowledged: {always: no}", "  # replied: {always: no}"]


BY_KIND = POLICY.replace("for        letter", "for        letter about enquiry")
WITHOUT_LETTERS = POLICY.partition('\nstandard letter "Letters"')[0]


def test_two_policies_with_different_categories(desk: Path, engine: str) -> None:
    """What only one of them knows is right, and says nothing for the other: by a low priority nothing changes."""
    (desk / "new.policy").write_text(BY_PRIORITY, encoding="utf-8")
    (desk / "mapping.yml").write_text(MAPPING + "priority: {always: low}\n", encoding="utf-8")
    for two in (("desk.policy", "new.policy"), ("new.policy", "desk.policy")):
        result = run(*two, "log.csv", "--engine", engine, *AS_OF, "--format", "json")
        assert result.exit_code == 0, result.output
        assert json.loads(result.stdout)["changed"] == 0
    assert run("desk.policy", "log.csv", *AS_OF).exit_code == 1, "with one policy it is a slip"


def test_a_value_that_only_one_of_two_policies_knows(desk: Path) -> None:
    (desk / "old.policy").write_text(BY_PRIORITY, encoding="utf-8")
    (desk / "new.policy").write_text(BY_PRIORITY.replace("high", "top"), encoding="utf-8")
    text = MAPPING + "priority: {column: how, values: {email: top, letter: low, pigeon: lou}}\n"
    (desk / "mapping.yml").write_text(text, encoding="utf-8")
    result = run("old.policy", "new.policy", "log.csv", *AS_OF)
    assert result.exit_code == 1
    assert "`lou` is not a priority of the policy" in result.stderr
    assert "`top`" not in result.stderr
    (desk / "mapping.yml").write_text(text.replace("lou", "low"), encoding="utf-8")
    result = run("old.policy", "new.policy", "log.csv", *AS_OF, "--format", "json", "--engine", "plain")
    assert result.exit_code == 0, result.output
    changed = {(one["before"], one["after"]): one["rows"] for one in json.loads(result.stdout)["changes"]}
    assert changed == {("unknown", "late"): 2, ("unknown", "met"): 1, ("unknown", "overdue"): 1}


def test_a_contact_to_which_only_one_of_two_policies_promises(desk: Path, engine: str) -> None:
    """The letter has no row under the policy without letters, and neither stands in the way of what comes after it."""
    (desk / "new.policy").write_text(WITHOUT_LETTERS, encoding="utf-8")
    for two, change in (
        (("desk.policy", "new.policy"), ("met", None)),
        (("new.policy", "desk.policy"), (None, "met")),
    ):
        result = run(*two, "log.csv", "--engine", engine, *AS_OF, "--format", "json")
        assert result.exit_code == 0, result.output
        data = json.loads(result.stdout)
        letters = [one for one in data["changes"] if one["promise"] == "letter.acknowledge"]
        assert {(one["before"], one["after"]): one["first"] for one in letters}[change] == "e"
        assert data["contacts"] == 6
        assert {one["promise"] for one in data["changes"]} == {"letter.acknowledge"}


def test_a_ready_mapping_becomes_a_file_that_can_be_completed(desk: Path) -> None:
    """What is wrong with one that ships names the command that writes it out; what that writes, completed, is read."""
    head, row = "number,opened_at,contact_type,caller_id,priority,resolved_at", "I1,2026-06-01 10:00,Letter,Ann,1,"
    (desk / "log.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    (desk / "desk.policy").write_text(BY_KIND, encoding="utf-8")
    result = run("desk.policy", "log.csv", "--map", "servicenow")
    assert result.exit_code == 1
    assert "`--map servicenow --suggest-map > mapping.yml`" in result.stderr
    written = run("desk.policy", "log.csv", "--map", "servicenow", "--suggest-map")
    assert written.exit_code == 0
    text = written.stdout.replace("# kind: {always: }", "kind: {always: enquiry}").replace("# time zone", "time zone")
    (desk / "mapping.yml").write_text(text, encoding="utf-8")
    result = run("desk.policy", "log.csv", "--check")
    assert (result.exit_code, result.stderr) == (0, "1 contact read: 1 can be judged, 0 rejected\n")


def test_the_summary_is_left_as_it_is_printed(desk: Path, engine: str) -> None:
    """With what was found in the log: a pigeon, a row without an id, and one that came no one knows when."""
    printed = audited(engine, "--format", "json", "--out", "out").stdout
    left = json.loads((desk / "out" / "summary.json").read_text(encoding="utf-8"))
    assert left == json.loads(printed)
    assert [one["code"] for one in left["findings"]] == ["T718", "T719", "T719"]
