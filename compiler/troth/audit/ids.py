"""The ids of a wide log: has every row one, and do they all differ? Most exports are in their order, which says it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from troth.audit.read_duckdb import DuckLog

if TYPE_CHECKING:
    import pyarrow as pa

_MOST_HASHES, _AT_ONCE = 100_000_000, 1_000_000
"""So many are held in memory at once, and so many come at a time; 8 bytes each."""


@dataclass(frozen=True, slots=True)
class Ids:
    """`named`: every row has an id, and nothing is to be cut off it. `differ`: they are all different; both are sure,
    or False.
    """

    named: bool
    differ: bool


def read_ids(log: DuckLog) -> Ids:
    """One pass over the ids of a log, and one more where they are in no order.

    Raises LogRefused where a file cannot be read to its end.
    """
    if not log.ids:
        return Ids(named=False, differ=False)
    # A cursor of its own can be left before all is read.
    with closing(log.connection.cursor()) as cursor:
        found: Ids = log.asked(lambda: _ids(log, cursor))
    return found


def _ids(log: DuckLog, cursor: Any) -> Ids:
    import pyarrow as pa
    import pyarrow.compute as pc

    missing = pa.array(log.mapping.missing, pa.string())
    before: pa.Array | None = None
    rises = falls = True
    rows = 0
    for ids in _columns(cursor, f"SELECT contact FROM ({log.ids})"):
        if not len(ids):
            continue
        if ids.null_count or not _is_bare(ids) or (len(missing) and pc.any(pc.is_in(ids, value_set=missing)).as_py()):
            return Ids(named=False, differ=False)
        rows += len(ids)
        if rises or falls:
            several = ids if before is None else pa.concat_arrays([before, ids])
            rises, falls = rises and _is_less(several[:-1], several[1:]), falls and _is_less(several[1:], several[:-1])
            before = ids[-1:]
    return Ids(named=True, differ=rises or falls or hashes_differ(cursor, f"({log.ids})", rows))


def _is_bare(ids: pa.Array) -> bool:
    """Is nothing of these empty, nor to be cut off? It is tried only where a text has a character that could be."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pc.min(pc.binary_length(ids)).as_py():
        return False
    whole = pa.concat_arrays([ids]) if ids.offset else ids
    text = np.frombuffer(whole.buffers()[2], np.uint8)
    if ord(" ") < text.min() and text.max() <= ord("~"):
        return True
    return bool(pc.all(pc.equal(pc.utf8_trim_whitespace(ids), ids)).as_py())


def _columns(connection: Any, select: str) -> Iterator[Any]:
    """The first column of a SELECT, some rows at a time."""
    for batch in connection.sql(select).to_arrow_reader(_AT_ONCE):
        yield batch.columns[0]


def _is_less(these: pa.Array, those: pa.Array) -> bool:
    """Is each of these shorter than the one beside it, or as long and before it?"""
    import pyarrow.compute as pc

    length, other = pc.binary_length(these), pc.binary_length(those)
    less = pc.or_(pc.less(length, other), pc.and_(pc.equal(length, other), pc.less(these, those)))
    return bool(pc.all(less).as_py())


def hashes_differ(connection: Any, relation: str, rows: int) -> bool:
    """Is it sure that the ids of so many rows all differ? They do where their hashes do, which are quicker to compare.

    `relation`: what has them as `contact`.
    """
    import numpy as np

    if rows > _MOST_HASHES:
        return False
    hashes = np.empty(rows, np.uint64)
    at = 0
    for column in _columns(connection, f"SELECT hash(contact) FROM {relation}"):
        hashes[at : (at := at + len(column))] = column.to_numpy()
    assert at == rows, "as many as were counted"
    if rows:
        hashes.partition(rows // 2)  # each half can be sorted by itself
    halves = np.array_split(hashes, [rows // 2])
    with ThreadPoolExecutor(len(halves)) as pool:
        for _ in pool.map(np.ndarray.sort, halves):
            pass
    return not bool((hashes[1:] == hashes[:-1]).any())
