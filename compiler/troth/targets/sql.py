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
from troth.targets.sql_logic import Wide, logic, unsupported
from troth.targets.sql_stages import SETUP, Stage, rounds_before, stages, watched
from troth.targets.sql_steps import blocks, placed, step
from troth.targets.sql_tables import COLUMNS, PolicyTables, Tables, insert_rows, literal

TYPES = {
    **dict.fromkeys(("as_of", "arrives_first", "arrives_last", "at_first", "at_last", "n"), "BIGINT"),
    "holds": "BOOLEAN",
}
"""The types of the columns of input tables that are no text."""


def schema_of(policy: str) -> str:
    """The schema in which a policy's tables and views lie."""
    return policy.replace("-", "_")


def sql_checker(program: dict[str, Any], fingerprints: dict[str, str], policy: str) -> str:
    """The text of `checker.sql` for a policy's program (`tables.program.lower`)."""
    schema = schema_of(policy)
    tables = Tables()
    found = PolicyTables(program, tables, 1)
    for order, promise in enumerate(program["promises"]):
        found.add_promise(promise, order)
    parts = [_head(program, fingerprints, policy), f"CREATE SCHEMA IF NOT EXISTS {schema};\n"]
    before = rounds_before(program)
    logics = {promise["id"]: promise for promise in program["promises"]}
    chain = [
        _with_logic(stage, schema, logics, watched(program), program["words"], found) if stage.is_logic else stage
        for stage in stages(before, schema, "1")
    ]
    parts += (f"DROP VIEW IF EXISTS {schema}.{name};\n" for name in ("result", "refused", "unmeasured", "judged", "about"))
    for name, columns in INPUT.items():
        typed = ", ".join(f"{column} {TYPES.get(column, 'VARCHAR')}" for column in columns)
        parts.append(f"CREATE TABLE IF NOT EXISTS {schema}.{name} ({typed});\n")
    parts += (f"DROP TABLE IF EXISTS {schema}.{name};\n" for name in (*reversed(SETUP), *COLUMNS))
    for name, columns in COLUMNS.items():
        parts.append(f"CREATE TABLE {schema}.{name} ({columns});\n")
        parts += insert_rows(f"{schema}.{name}", tables.rows[name])
    for name in SETUP:
        text = placed(step(name), {}, schema=schema, suffix="", p="1")
        parts.append(f"CREATE TABLE {schema}.{name} AS\n{text};\nANALYZE {schema}.{name};\n")
    parts += _staged(schema, chain)
    return "".join(parts)


def _with_logic(
    stage: Stage, schema: str, promises: dict[str, Any], seen: frozenset[str], words: dict[str, Any], tables: PolicyTables
) -> Stage:
    suffix = stage.text
    wide = Wide(words)
    chosen = [one for id_, one in promises.items() if stage.logic is None or id_ in seen]
    selects = [logic(one, wide, tables).replace("{wide}", "wide") for one in chosen]

    def name(table: str) -> str:
        return f"{schema}.{table[1:]}{suffix}" if table.startswith("@") else f"{schema}.{table}"

    text = f"WITH wide AS MATERIALIZED (\n{wide.source(name)}\n)\n" + "\nUNION ALL\n".join(selects)
    return Stage(stage.name, text)


def _staged(schema: str, chain: list[Stage]) -> Iterator[str]:
    """Each stage as a table, dropped once no later one reads it."""
    yield from (f"DROP TABLE IF EXISTS {schema}.{stage.name};\n" for stage in chain)
    last = {stage.name: number for number, stage in enumerate(chain)}
    for number, stage in enumerate(chain):
        for name in set(re.findall(rf"\b{schema}\.(\w+)", stage.text)) & set(last):
            last[name] = number
    for number, stage in enumerate(chain):
        yield f"CREATE TABLE {schema}.{stage.name} AS\n{stage.text};\nANALYZE {schema}.{stage.name};\n"
        over = sorted(name for name, until in last.items() if until == number and name != stage.name)
        yield from (f"DROP TABLE {schema}.{name};\n" for name in over)


def _head(program: dict[str, Any], fingerprints: dict[str, str], policy: str) -> str:
    years = program["calendar"]["years"]
    return (
        f"-- Deadlines of the policy {policy}, compiled by troth {__version__}. Do not edit: change the policy and build again.\n"
        f"--\n--     promises {fingerprints['promises']}\n--     calendar {fingerprints['calendar']}\n"
        f"--     years    {years[0]} to {years[1]}\n"
    )
