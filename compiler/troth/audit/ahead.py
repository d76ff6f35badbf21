"""What of a log lies after the instant as of which it is judged, field by field: it counts as come, and as done.

An appointment may well lie ahead, and so may any event towards which the policy counts, or by which a state begins or
ends: see `Asked.planned`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from troth.audit.read_duckdb import RELATION, DuckLog
from troth.audit.read_plain import LogRow
from troth.audit.relation import Relation
from troth.audit.survey import Problem, Survey
from troth.model.words import CONTACT_STARTS

AHEAD = "after as-of"
"""The reason of a problem, as those of `fields` are."""
_NOTED = "noted"


@dataclass(slots=True)
class Ahead:
    """Counts the rows that are read in Python. `files`: of the log, in order."""

    files: Sequence[str]
    as_of: int
    _found: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def add(self, row: LogRow) -> None:
        """Count a row, if something of it lies ahead; one that is rejected is not judged."""
        if row.rejected is not None or row.arrives is None:
            return
        moments = [(CONTACT_STARTS, [row.arrives]), *((f"event {name}", at) for name, at in row.events.items())]
        for name, at in moments:
            if any(first > self.as_of for first, _ in at):
                self._found.setdefault(name, []).append((self.files.index(row.file), row.row))

    def problems(self) -> Iterator[Problem]:
        """What was counted."""
        for name, places in self._found.items():
            number, row = min(places)
            yield Problem(_NOTED, name, AHEAD, len(places), self.files[number], row)


def latest_sql(relation: Relation) -> str:
    """An aggregate: the last of all arrivals and events, for a look at whether anything lies ahead."""
    return f"max(greatest({', '.join(['arrives', *(sql for _, sql in _done(relation))])}))"


def problems_in(log: DuckLog, relation: Relation, survey: Survey, as_of: int) -> Iterator[Problem]:
    """The same of a log in DuckDB, by one more pass over it. `survey`: what was found in it."""
    done = [(CONTACT_STARTS, "arrives"), *_done(relation)]
    later = [f"{sql} > {as_of}" for _, sql in done]
    # Whether a row is rejected takes longer to tell than all the rest.
    judged = " AND rejected IS NULL" if survey.rejected else ""
    picked = (f"count(*) FILTER ({test}), min({log.place}) FILTER ({test})" for test in later)
    select = f"SELECT {', '.join(picked)} FROM {RELATION} WHERE ({' OR '.join(later)}){judged}"
    ((*found,),) = log.asked(lambda: log.connection.execute(select).fetchall())
    for (name, _), count, place in zip(done, found[::2], found[1::2], strict=True):
        if count:
            yield Problem(_NOTED, name, AHEAD, count, *log.stands(place))


def _done(relation: Relation) -> Iterator[tuple[str, str]]:
    """The events that happened: the name of each field, and its moment; of several the last, in order."""
    yield from ((f"event {name}", column) for name, column, _ in relation.events())
    yield from ((f"event {name}", f"{column}[-1]") for name, column, _ in relation.lists())


def with_ahead(survey: Survey, problems: Iterable[Problem], planned: Iterable[str]) -> Survey:
    """A survey that says so, but of what is planned."""
    mine = [one for one in problems if one.name.removeprefix("event ") not in planned]
    return replace(survey, problems=tuple(sorted((*survey.problems, *mine))))
