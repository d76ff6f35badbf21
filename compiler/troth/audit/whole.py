"""A log judged from Python: `policy.audit(log, mapping)` and what comes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any
from weakref import finalize

import yaml

from troth.audit.asked import Asked
from troth.audit.engines import asked_of, counted, engine_named, findings_of
from troth.audit.followed import unheard
from troth.audit.mapping import LogMapping
from troth.audit.mapping_read import read_mapping
from troth.audit.read_text import LogRefused
from troth.audit.ready import named_mapping, remedied
from troth.audit.result_row import COLUMNS
from troth.audit.results_file import values, write_results
from troth.audit.summary import summarise
from troth.audit.summary_data import summary_data
from troth.diagnostics import Diagnostic
from troth.model.policy import Policy

_STREAM = "__arrow_c_stream__"
"""How tables give themselves to others: the Arrow PyCapsule interface, of pyarrow, pandas, Polars and DuckDB."""


class Audit:
    """A log that was judged. What it was read from must stay as it is while `rows` and `write` are asked."""

    def __init__(self, log: Any, mapping: str | Path | Mapping[str, Any], asked: Asked, engine: str) -> None:
        """`log`, `mapping` and `engine` as in `troth.Policy.audit`; raises what that raises."""
        means = _mapping(mapping, asked.policy)
        folder = Path(mkdtemp())
        finalize(self, rmtree, folder, ignore_errors=True)
        self._engine = engine_named(engine, _files(log, folder), means, asked, folder)
        self._asked = asked_of(asked, means)
        self.findings: tuple[Diagnostic, ...] = findings_of(self._engine, means, asked)
        if any(one.is_error for one in self.findings):
            raise LogRefused(*self.findings)

    @cached_property
    def summary(self) -> dict[str, Any]:
        """In the form of `troth audit --format json`, without the findings."""
        asked = self._asked
        tally = counted(self._engine, unheard)
        return summary_data(summarise(tally, asked.policy, asked.as_of, asked.fingerprints))

    def rows(self) -> Iterator[dict[str, Any]]:
        """Each promise of each contact, in the log's order: the columns of a file of results, by name.

        Instants are datetimes in UTC, amounts are decimals.
        """
        for _file, _row, row in self._engine.judge(unheard):
            yield dict(zip(COLUMNS, values(row, self._asked.recorded), strict=True))

    def write(self, path: str | Path) -> int:
        """Write the rows to a file of CSV, Parquet or Excel, by its suffix, whole or not at all; give back how many.

        Raises OSError; ValueError for another suffix; `results_file.NoExtra` and `TooManyRows`.
        """
        found = (row for _file, _row, row in self._engine.judge(unheard))
        return write_results(Path(path), found, self._asked.recorded)


def _mapping(given: str | Path | Mapping[str, Any], policy: Policy) -> LogMapping:
    if isinstance(given, Mapping):
        mapping, found = read_mapping(yaml.safe_dump(dict(given), allow_unicode=True), "mapping", policy)
    else:
        mapping, found = named_mapping(str(given), policy, lambda name: Path(name).read_text(encoding="utf-8-sig"))
    if mapping is None:
        raise LogRefused(*remedied(found))
    return mapping


def _files(log: Any, scratch: Path) -> list[str]:
    """The names of a log's files; a table becomes one."""
    if isinstance(log, str | Path):
        return [str(log)]
    if not hasattr(log, _STREAM):
        assert isinstance(log, Iterable), "a log is a path, several paths, or a table"
        return [str(one) for one in log]
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = scratch / "table.parquet"
    with pa.RecordBatchReader.from_stream(log) as batches, pq.ParquetWriter(path, batches.schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
    return [str(path)]
