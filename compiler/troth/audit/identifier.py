"""Names in DuckDB's SQL, whatever stands in them."""

from __future__ import annotations

from glob import escape
from pathlib import Path

from troth.targets.sql_tables import literal


def identifier(name: str) -> str:
    """A table or column by its name."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def this_file(path: Path) -> str:
    """A file to be read: it alone, and none that its name would mean as a pattern, as `k[1].csv` means `k1.csv`."""
    return literal(escape(path.as_posix()))


def is_pattern(path: Path) -> bool:
    """Does a name stay a pattern for DuckDB, whatever is done?"""
    return "\\" in path.as_posix() and escape(path.as_posix()) != path.as_posix()


def parquet_sql(path: Path) -> str:
    """A file of Parquet with the columns that it has, and `file_row_number`."""
    # A folder that is called `channel=phone` is none of its columns.
    return f"read_parquet({this_file(path)}, file_row_number = true, hive_partitioning = false)"
