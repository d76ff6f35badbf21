"""How far a query of DuckDB has come, told while it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

Heard = Callable[[float], None]
"""Told now and then which share of a step is done, from 0 to 1."""
EVERY = 0.5
"""Seconds."""


def unheard(_done: float) -> None:
    """Tell nobody."""


def followable(connection: Any) -> None:
    """Have a connection know how far its queries have come, and print nothing of it."""
    connection.execute("SET enable_progress_bar = true")
    connection.execute("SET enable_progress_bar_print = false")


@contextmanager
def followed(connection: Any, heard: Heard, every: float = EVERY) -> Iterator[None]:
    """Within it, `heard` is told how far the query of a connection has come; by a thread of its own."""
    if heard is unheard:
        yield
        return
    over = Event()

    def tell() -> None:
        while not over.wait(every):
            percent = connection.query_progress()
            if percent >= 0:  # below, where it is not known yet
                heard(min(percent / 100, 1.0))

    thread = Thread(target=tell, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
