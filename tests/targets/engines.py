"""DuckDB and PostgreSQL, each with what a test of the SQL checker asks of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from troth.charter.run_sql import Database, DuckDb

ENGINES = ("duckdb", "postgresql")


class PostgreSQL:
    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def run(self, text: str) -> None:
        self._connection.execute(text)

    def load(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        with self._connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def ask(self, select: str) -> list[dict[str, Any]]:
        found = self._connection.execute(select)
        names = [column.name for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@contextmanager
def opened(name: str, folder: Path) -> Iterator[Database]:
    """One of the engines, in a folder of its own."""
    if name == "duckdb":
        import duckdb

        with duckdb.connect() as connection:
            yield DuckDb(connection, folder)
        return
    import pgserver
    import psycopg

    with (
        pgserver.get_server(folder / "postgresql") as server,
        psycopg.connect(server.get_uri(), autocommit=True) as one,
    ):
        one.execute("SET jit = off; SET work_mem = '256MB'; SET default_statistics_target = 10")
        yield PostgreSQL(one)
