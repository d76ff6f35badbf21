"""Names in DuckDB's SQL, whatever stands in them."""

from __future__ import annotations


def identifier(name: str) -> str:
    """A table or column by its name."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
