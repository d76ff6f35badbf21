"""DuckDB and PostgreSQL, each with what a test of the SQL checker asks of it."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

ENGINES = ("duckdb", "postgresql")


class Engine(Protocol):
    """A database with nothing in it."""

    def run(self, text: str) -> None:
        """Run statements."""

    def load(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Put rows in a table, in the order of its columns."""

    def ask(self, select: str) -> list[dict[str, Any]]:
        """The rows of a SELECT, by the names of their columns."""


class DuckDB:
    def __init__(self, connection: Any, folder: Path) -> None:
        self._connection, self._folder = connection, folder

    def run(self, text: str) -> None:
        self._connection.execute(text)

    def load(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        if not rows:
            return
        path = self._folder / "rows.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([["\\N" if value is None else value for value in row] for row in rows])
        self._connection.execute(f"COPY {table} FROM '{path}' (HEADER false, NULLSTR '\\N')")

    def ask(self, select: str) -> list[dict[str, Any]]:
        found = self._connection.execute(select)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


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
def opened(name: str, folder: Path) -> Iterator[Engine]:
    """One of the engines, in a folder of its own."""
    if name == "duckdb":
        import duckdb

        with duckdb.connect() as connection:
            yield DuckDB(connection, folder)
        return
    import pgserver
    import psycopg

    with (
        pgserver.get_server(folder / "postgresql") as server,
        psycopg.connect(server.get_uri(), autocommit=True) as one,
    ):
        one.execute("SET jit = off; SET work_mem = '256MB'")
        yield PostgreSQL(one)
