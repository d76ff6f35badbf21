"""Service standards as code: one policy text, the checkers that run and the charter that is published.

>>> import troth
>>> policy = troth.load("policies/polha/polha.policy")
>>> policy.due({"channel": "email", "arrives": "2024-11-29T16:50"})["promises"][0]["says"]
'by the end of Thursday 5 December 2024'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from troth.audit.due_error import DueError
from troth.audit.read_text import LogRefused

if TYPE_CHECKING:
    from troth.audit.arrival import Arrivals
    from troth.audit.promised import Promise
    from troth.audit.whole import Audit
    from troth.calendars.workdays import WorkCalendar
    from troth.diagnostics import Diagnostic
    from troth.model.policy import Policy as PolicyModel
    from troth.project import Compiled

__version__ = "0.1.0"
__all__ = ["DueError", "LogRefused", "Policy", "PolicyError", "load"]


class PolicyError(Exception):
    """A policy that does not compile; `diagnostics` says why, each with its place and remedy."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        errors = [finding for finding in diagnostics if finding.is_error]
        super().__init__("\n".join(f"{one.span}: {one.code} {one.message}; {one.help}" for one in errors))
        self.diagnostics = diagnostics


class Policy:
    """A compiled policy that answers contacts."""

    def __init__(self, compiled: Compiled) -> None:
        from troth.wording.answer import Answers

        assert compiled.policy is not None
        self._compiled = compiled
        self.id = compiled.policy.id
        self.fingerprints = compiled.fingerprints
        self._promises: dict[str, Promise] = {}
        self._answers = None
        if compiled.calendar is not None:
            self._answers = Answers(compiled.policy, compiled.calendar, compiled.fingerprints)

    def due(
        self, contact: Mapping[str, Any], as_of: datetime | None = None, calendar: str = "announced"
    ) -> dict[str, Any]:
        """Every promise of a contact, in the form of `troth due --format json`; as of now, if no instant is given.

        `contact`: `channel`, `arrives`, and `kind`, `party`, categories, `events`, `facts`, `dates`, `missed` as far as
        known. `calendar`: "known-on-arrival" for the closed days that were known then. A contact that cannot be read
        gives `{"error": …}`. Raises ValueError for an `as_of` without a zone, for another `calendar`, or for a policy
        without a calendar, which promises no deadline.
        """
        from troth.deadlines.answer import Reading

        if self._answers is None:
            raise ValueError(f"the policy {self.id} has no calendar: it promises no deadline")
        return self._answers.to(contact, _instant(as_of), Reading(calendar))

    def __getitem__(self, promise: str) -> Promise:
        """A promise by its identity, `polha.email.reply`, or by `polha.email` where that has one promise only.

        Its `due(arrivals)` gives the deadlines of a NumPy array of arrivals. Raises KeyError; ValueError for a policy
        without a calendar.
        """
        from troth.audit.promised import Promise
        from troth.spelling import nearest

        policy = self._compiled.policy
        assert policy is not None
        found = policy.promise(promise)
        if found is None:
            meant = nearest(promise, self)
            raise KeyError(f"no promise `{promise}`: " + (f"did you mean `{meant}`?" if meant else ", ".join(self)))
        if found.id not in self._promises:
            data = {one["id"]: one for one in self._arrivals.program["promises"]}
            self._promises[found.id] = Promise(data[found.id], self._arrivals)
        return self._promises[found.id]

    def __iter__(self) -> Iterator[str]:
        """The identities of its promises, in the policy's order."""
        policy = self._compiled.policy
        return iter(() if policy is None else [promise.id for promise in policy.promises()])

    @cached_property
    def _arrivals(self) -> Arrivals:
        from troth.audit.arrival import Arrivals
        from troth.tables.program import lower

        return Arrivals(lower(*self._with_calendar()))

    def _with_calendar(self) -> tuple[PolicyModel, WorkCalendar]:
        """The policy's model and its calendar. Raises ValueError where it has none."""
        policy, calendar = self._compiled.policy, self._compiled.calendar
        if policy is None or calendar is None:
            raise ValueError(f"the policy {self.id} has no calendar: it promises no deadline")
        return policy, calendar

    def audit(
        self,
        log: Any,
        mapping: str | Path | Mapping[str, Any] = "mapping.yml",
        as_of: datetime | None = None,
        engine: str = "",
    ) -> Audit:
        """A log of contacts judged, as `troth audit` does; as of now, if no instant is given.

        `log`: a file or pattern, several of them, or a table of pyarrow, pandas, Polars or DuckDB. `mapping`: a file,
        the name of one that is ready, or what such a file says. `engine`: "duckdb" or "plain"; "": DuckDB where it is,
        but for a small log.
        Raises LogRefused where the mapping or the log is refused, OSError where a file cannot be read, and ValueError
        for another engine, and as `due` does.
        """
        from troth.audit.asked import Asked
        from troth.audit.whole import Audit

        policy, on = self._with_calendar()
        return Audit(log, mapping, Asked(policy, on, self.fingerprints, _instant(as_of), frozenset()), engine)

    def measure(
        self, contacts: Iterable[Mapping[str, Any]], as_of: datetime | None = None, calendar: str = "announced"
    ) -> dict[str, Any]:
        """How far the targets are reached by several contacts together, in the form of `troth due --contacts`.

        Each is given as to `due`, and may have an `id` of its own and a `customer`. One that cannot be read is
        `rejected`. Raises ValueError as `due` does.
        """
        from troth.deadlines.answer import Reading
        from troth.tables.measured import measure

        policy, on = self._with_calendar()
        numbered = enumerate(contacts, 1)
        return measure(policy, on, self.fingerprints, numbered, _instant(as_of), Reading(calendar))


def _instant(as_of: datetime | None) -> int:
    """The instant as of which something is asked; now, if none is given."""
    from troth.calendars.local_time import to_instant

    moment = as_of or datetime.now(UTC)
    if moment.tzinfo is None:
        raise ValueError("as_of needs a time zone")
    return to_instant(moment)


def load(path: str | Path) -> Policy:
    """Compile a policy file.

    Raises PolicyError where it has errors.
    """
    from troth.project import load as compile_file

    compiled = compile_file(Path(path))
    if compiled.has_errors or compiled.policy is None:
        raise PolicyError(compiled.findings)
    return Policy(compiled)
