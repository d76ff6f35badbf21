"""How far a long command has come, on standard error: rate and time left; nothing where that is no terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskID, TextColumn, TimeRemainingColumn
from rich.text import Text

_TWICE_A_SECOND = 2


class _Rate(ProgressColumn):
    """`1,200,000 a second`."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:,.0f} a second", style="dim")


class _Done(ProgressColumn):
    """`3,000,000 of 10,000,000`; the first figure alone where the second is not known."""

    def render(self, task: Task) -> Text:
        of = "" if task.total is None else f" of {task.total:,.0f}"
        return Text(f"{task.completed:,.0f}{of}")


class Steps:
    """Steps that follow each other, each with a bar; what `heard` is told moves that of now."""

    def __init__(self) -> None:
        self._bar: Advance | None = None

    @contextmanager
    def step(self, what: str, total: int | None) -> Iterator[Advance]:
        """The arguments as of `Advance`."""
        with Advance(what, total) as bar:
            self._bar = bar
            try:
                yield bar
            finally:
                self._bar = None

    def heard(self, share: float) -> None:
        """This share of the step is done; from any thread."""
        if self._bar is not None:
            self._bar.share(share)


class Advance:
    """A bar while the block runs: `with Advance("contacts", 10_000_000) as bar: bar.to(65_536)`."""

    def __init__(self, what: str, total: int | None = None, console: Console | None = None) -> None:
        """`what` is counted; `total`: how many there are, None where that is not known."""
        console = console or Console(stderr=True)
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            _Done(),
            _Rate(),
            TimeRemainingColumn(),
            console=console,
            refresh_per_second=_TWICE_A_SECOND,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task: TaskID = self._progress.add_task(what, total=total)

    def __enter__(self) -> Advance:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def to(self, done: int, total: int | None = None) -> None:
        """So many are done by now, of so many where that became known."""
        self._progress.update(self._task, completed=done, total=total)

    def share(self, done: float) -> None:
        """This share is done, from 0 to 1; says nothing where it is not known of how many."""
        (task,) = self._progress.tasks
        if task.total is not None:
            self.to(round(done * task.total))

    def by(self, more: int) -> None:
        """So many more are done."""
        self._progress.advance(self._task, more)
