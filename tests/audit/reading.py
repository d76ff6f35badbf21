"""A policy with every kind of field, and how a log of it is read in a test."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from troth.audit.ids import read_ids
from troth.audit.log_findings import log_findings
from troth.audit.mapping import LogMapping
from troth.audit.mapping_read import read_mapping
from troth.audit.read_duckdb import RELATION, DuckLog
from troth.audit.read_files import open_logs
from troth.audit.read_plain import LogRow, read_files
from troth.audit.read_relation import FLAWS
from troth.audit.survey import Survey, Surveyor, survey_log
from troth.calendars.workdays import WorkCalendar
from troth.diagnostics import Diagnostic
from troth.model.policy import Policy
from troth.project import compile_text, work_calendar

TEXT = """
policy desk "Desk"
    organisation   "A desk"
    owner          "Desk"
    approved       1 January 2026 by "Desk"
    review every   1 year
    calendar       office

calendar office
    time zone      Europe/London
    years          2025 to 2027
    holidays       none
    working days   Monday to Friday
    counting       the day of arrival is day 0

category priority: high, low
category customer type: household, business

fact major "it is a major matter"
state away "we are away"
    from leaving to returned

standard reply "Replies"
    for        email, phone, web chat about complaint, enquiry
    must acknowledge within 1 working day
    must reply, by priority
        high: within 1 working day
        otherwise: within 3 working days
    must resolve, by customer type
        business: within 20 working days
        otherwise: within 10 working days
"""


@cache
def desk() -> tuple[Policy, WorkCalendar]:
    """The policy and its calendar."""
    one = compile_text(Path("desk.policy"), "desk.policy", TEXT.encode(), None)
    assert one.policy is not None
    assert not one.has_errors, one.findings
    assert one.policy.calendar is not None
    return one.policy, work_calendar(one.policy.calendar)


def mapped(text: str) -> LogMapping:
    """The mapping that a text is."""
    mapping, found = read_mapping(text, "mapping.yml", desk()[0])
    assert mapping is not None, found
    return mapping


def found_in(text: str) -> list[tuple[str, int, int, str, str]]:
    """What is wrong with a mapping: code, line, column, message, help."""
    mapping, found = read_mapping(text, "mapping.yml", desk()[0])
    assert (mapping is None) is any(one.is_error for one in found)
    return [(one.code, one.span.start.line, one.span.start.column, one.message, one.help) for one in found]


def read(text: str, *paths: Path) -> tuple[list[LogRow], tuple[Diagnostic, ...]]:
    """The rows of a log, and what is to be said of it."""
    mapping, calendar = mapped(text), desk()[1]
    files = open_logs(paths, mapping)
    surveyor = Surveyor(tuple(str(file.path) for file in files), mapping.is_long)
    rows = list(surveyor.pass_on(read_files(files, mapping, calendar)))
    survey = surveyor.survey()
    assert survey.read == len(rows) == survey.judged + survey.rejected
    return rows, log_findings(survey, mapping, files, calendar)


def surveyed(log: DuckLog) -> Survey:
    """The survey of a log by DuckDB, its flawed rows counted as they are."""
    select = f"SELECT count(*), count(*) FILTER ({' OR '.join(FLAWS)}) FROM {RELATION}"
    ((read, flawed),) = log.asked(lambda: log.connection.execute(select).fetchall())
    return survey_log(log, read, flawed, read_ids(log))
