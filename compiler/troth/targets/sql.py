"""The SQL checker: one text for DuckDB and PostgreSQL, with tables made by the compiler and views over them.

Whole numbers only: instants are microseconds since 1970-01-01 in UTC, local days are counted from 0001-01-01 as day 1.
No function of time, zone or date of an engine has a part in it, for they differ without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from troth import __version__
from troth.tables.contact_rows import COLUMNS as INPUT
from troth.targets.sql_logic import Wide, unsupported
from troth.targets.sql_owed import owes, remedy_promises
from troth.targets.sql_selected import add_promises, selected
from troth.targets.sql_stages import RESULTS, SETUP, Stage, rounds_before, stages
from troth.targets.sql_steps import placed, step
from troth.targets.sql_tables import COLUMNS, PolicyTables, Tables, insert_rows, literal
from troth.targets.sql_targets import aims, tier_promises

TYPES = {
    **dict.fromkeys(("as_of", "arrives_first", "arrives_last", "at_first", "at_last", "n"), "BIGINT"),
    "holds": "BOOLEAN",
}
"""The types of the columns of input tables that are no text."""


OVER_SEVERAL = "what is owed to a customer at most for several contacts"
BESIDE = frozenset((OVER_SEVERAL,))
"""What is not said of a promise that is judged all the same (see `left_out`)."""
MARK = "-- From here on: run it again whenever the input tables have changed.\n"


def schema_of(policy: str) -> str:
    """The schema in which a policy's tables and views lie."""
    return policy.replace("-", "_")


def sql_checker(program: dict[str, Any], fingerprints: dict[str, str], policy: str) -> str:
    """The text of `checker.sql` for a policy's program (`tables.program.lower`).

    It makes a schema with the policy's name (`-` as `_`), the input tables (`tables.contact_rows.COLUMNS`) where there
    are none, its own tables, and from what the input tables hold then `result`, `target`, `refused`, `stray`,
    `unmeasured` and `about`. It can be run again and again; so can all that stands below the line `MARK`, which is the
    part to run where only the input has changed.
    """
    schema = schema_of(policy)
    tables = Tables()
    found = PolicyTables(program, tables, 1)
    add_promises(program, found)
    said = _said(program, fingerprints)
    chain = []
    for stage in stages(rounds_before(program), schema, "1", owes=owes(program), aims=aims(program)):
        text = _logic_of(stage, schema, program, found) if stage.of else stage.text
        chain.append(Stage(stage.name, re.sub(r"\{(outside|promises|calendar)\}", lambda word: said[word[1]], text)))
    parts = [_head(program, fingerprints, policy), f"CREATE SCHEMA IF NOT EXISTS {schema};\n"]
    for name, inputs in INPUT.items():
        typed = ", ".join(f"{column} {TYPES.get(column, 'VARCHAR')}" for column in inputs)
        parts.append(f"CREATE TABLE IF NOT EXISTS {schema}.{name} ({typed});\n")
    for name, columns in COLUMNS.items():
        parts += [f"DROP TABLE IF EXISTS {schema}.{name};\n", f"CREATE TABLE {schema}.{name} ({columns});\n"]
        parts += [*insert_rows(f"{schema}.{name}", tables.rows[name]), f"ANALYZE {schema}.{name};\n"]
    for name in SETUP:
        text = placed(step(name), {}, schema=schema, suffix="", p="1")
        parts += [f"DROP TABLE IF EXISTS {schema}.{name};\n", f"CREATE TABLE {schema}.{name} AS\n{text};\n"]
        parts.append(f"ANALYZE {schema}.{name};\n")
    parts.append(_about(program, fingerprints, policy, schema))
    parts.append(MARK)
    parts += _staged(schema, chain)
    return "".join(parts)


def left_out(program: dict[str, Any]) -> dict[str, str]:
    """What of a program's promises this text does not judge, or does not say of them: promise → what."""
    found = {promise["id"]: unsupported(promise) for promise in [*program["promises"], *remedy_promises(program)]}
    for promise in program["promises"]:
        alone = {**program, "promises": [promise]}
        others = map(unsupported, [*remedy_promises(alone), *tier_promises(alone)])
        most = OVER_SEVERAL if promise["remedy"] and promise["remedy"]["most each"] else ""
        found[promise["id"]] = ", ".join(filter(None, dict.fromkeys([found[promise["id"]], *others, most])))
    return {id_: what for id_, what in found.items() if what}


def _said(program: dict[str, Any], fingerprints: dict[str, str]) -> dict[str, str]:
    first, last = program["calendar"]["years"]
    outside = f"the arrival or a deadline lies outside of the calendar's years, {first} to {last}"
    return {"outside": literal(outside), **{name: literal(one) for name, one in fingerprints.items()}}


def _about(program: dict[str, Any], fingerprints: dict[str, str], policy: str, schema: str) -> str:
    first, last = program["calendar"]["years"]
    values = [policy, __version__, fingerprints["promises"], fingerprints["calendar"], first, last]
    without = "; ".join(f"{id_}: {what}" for id_, what in left_out(program).items())
    columns = (
        "policy VARCHAR, compiler VARCHAR, promises VARCHAR, calendar VARCHAR, first_year BIGINT, last_year BIGINT"
    )
    return (
        f"DROP TABLE IF EXISTS {schema}.about;\n"
        f"CREATE TABLE {schema}.about ({columns}, not_in_sql VARCHAR);\n"
        f"INSERT INTO {schema}.about VALUES ({', '.join(map(literal, [*values, without or None]))});\n"
    )


def _logic_of(stage: Stage, schema: str, program: dict[str, Any], tables: PolicyTables) -> str:
    """The text of a stage that a policy says, from its contacts with the columns that its conditions ask for."""

    def name(table: str) -> str:
        return f"{schema}.{table[1:]}{stage.text}" if table.startswith("@") else f"{schema}.{table}"

    wide = Wide(program["words"])
    select = selected(stage.of, program, wide, tables, name("owed")).replace("{wide}", "wide")
    return f"WITH wide AS MATERIALIZED (\n{wide.source(name)}\n)\n{select}"


def _staged(schema: str, chain: list[Stage]) -> Iterator[str]:
    """Each stage as a table, dropped once no later one reads it."""
    yield from (f"DROP TABLE IF EXISTS {schema}.{stage.name};\n" for stage in chain)
    last = {stage.name: number for number, stage in enumerate(chain)}
    for number, stage in enumerate(chain):
        for name in set(re.findall(rf"\b{schema}\.(\w+)", stage.text)) & set(last):
            last[name] = number
    for number, stage in enumerate(chain):
        yield f"CREATE TABLE {schema}.{stage.name} AS\n{stage.text};\nANALYZE {schema}.{stage.name};\n"
        if stage.name.startswith("moment") and "read" not in stage.name:
            yield f"CREATE INDEX {stage.name}_of ON {schema}.{stage.name} (contact, event);\n"
        over = sorted(name for name, until in last.items() if until == number and name not in RESULTS)
        yield from (f"DROP TABLE {schema}.{name};\n" for name in over)


def _head(program: dict[str, Any], fingerprints: dict[str, str], policy: str) -> str:
    years, schema = program["calendar"]["years"], schema_of(policy)
    return (
        f"-- Deadlines of the policy {policy}, compiled by troth {__version__}. Do not edit: change the policy and\n"
        f"-- build again.\n--\n"
        "-- For DuckDB and PostgreSQL (tested with 2.0 and 16). Run it once, put rows in the input tables, run it\n"
        f"-- again, and read {schema}.result, {schema}.target (what targets say of a row) and {schema}.refused.\n"
        "-- Times are microseconds since 1970-01-01 in UTC: a first and a last instant, the same where the time\n"
        "-- is known (or the last left out). In PostgreSQL, `SET jit = off` beforehand makes it faster.\n"
        f"--\n--     promises {fingerprints['promises']}\n--     calendar {fingerprints['calendar']}\n"
        f"--     years    {years[0]} to {years[1]}\n"
    )
