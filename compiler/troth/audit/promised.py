"""One promise of a policy, for arrays of arrivals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from troth.audit.arrival import NOT_A_TIME, Arrivals
from troth.audit.due_error import DueError
from troth.calendars.local_time import to_utc
from troth.deadlines.reading import Unreadable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from troth.audit.due_lookup import Instants, Lookup

_NEEDS_NUMPY = "deadlines of arrays need NumPy, which is not here: `pip install 'troth[audit]'`"
_TICKS = {"us": 1, "ms": 1_000, "s": 1_000_000, "m": 60_000_000, "h": 3_600_000_000}
"""The units of time that are turned into microseconds, with how many of those each is."""
_NO_TIMES = {
    unit: f"of a {name} alone the time is not known"
    for unit, name in zip("DWMY", ("day", "week", "month", "year"), strict=True)
}
"""The units that are no instants, with why."""
_SUCH = 'give an array of datetime64[us] in UTC, such as `np.array(["2026-11-27T16:50"], dtype="datetime64[us]")`'


class Promise:
    """A promise of a policy: `policy["polha.email.reply"]`."""

    def __init__(self, data: dict[str, Any], arrivals: Arrivals) -> None:
        self.id: str = data["id"]
        self._data, self._arrivals = data, arrivals
        self._lookups: dict[tuple[tuple[str, str], ...], Lookup] = {}

    def due(
        self,
        arrivals: NDArray[np.datetime64],
        *,
        outside: Literal["raise", "nat"] = "raise",
        threads: int | None = None,
        **said: object,
    ) -> NDArray[np.datetime64]:
        """When the promise is due, for an array of arrivals of any shape: datetime64[us], both in UTC; for one, one.

        As `troth due` has it for contacts of which nothing has happened yet but their arrival: pauses, tellings and
        promised dates can still move a deadline. A day that was announced as closed counts from then on. NaT for NaT,
        and where nothing is due: on that day the promise is not made, or is excused. Nanoseconds are cut off.

        `said`: what the deadline depends on beside the arrival: `priority="urgent"`, `unresolved=True`; a `_` in a name
        may stand for a space or a hyphen. What the promise is made for need not be said. `outside`: "nat" for NaT where
        the arrival or the deadline lies beyond the calendar's years. `threads`: by default one for each processor.

        Raises DueError (`code`, `message`, `help`): where the arrival alone does not decide the deadline, or what
        would have to be said is not; by the first arrival beyond the years; and for an array of something else.
        ImportError without NumPy.
        """
        try:
            import numpy as np
        except ImportError:
            raise ImportError(_NEEDS_NUMPY) from None
        from troth.audit.due_lookup import OUTSIDE

        try:
            if outside not in ("raise", "nat"):
                raise Unreadable("T701", f"`outside={outside!r}` is nothing that it may be", 'write "raise" or "nat"')
            lookup = self._lookup(said)
            instants = _instants(arrivals)
            found, is_outside = lookup.due(instants, threads)
            if is_outside:
                beyond = found == OUTSIDE
                if outside == "raise":
                    raise self._beyond(instants, tuple(int(one) for one in np.argwhere(beyond)[0]))
                found[beyond] = NOT_A_TIME
        except Unreadable as problem:
            raise DueError(problem.code, problem.message, problem.help) from None
        return found.view("datetime64[us]")[()]  # of one arrival alone, a scalar, as NumPy's own functions give

    def _beyond(self, instants: Instants, first: tuple[int, ...]) -> Unreadable:
        """The finding on an arrival; where it lies far from all years, its time is not said."""
        years = self._arrivals.calendar.years
        try:
            shown = f", {to_utc(int(instants[first])).isoformat()},"
        except OverflowError:
            shown = ""
        where = f" [{', '.join(map(str, first))}]" if first else ""
        message = f"the arrival{where}{shown} or its deadline lies outside of the calendar's years, {years}"
        return Unreadable("T207", message, f'give arrivals within {years}, or write `outside="nat"`')

    def _lookup(self, said: dict[str, object]) -> Lookup:
        from troth.audit.due_lookup import Lookup

        key = tuple(sorted((name, str(value)) for name, value in said.items()))
        if key not in self._lookups:
            self._lookups[key] = Lookup(self._arrivals.table(self._data, said))
        return self._lookups[key]


def _instants(arrivals: NDArray[np.datetime64]) -> Instants:
    """Microseconds since 1970; raises Unreadable for an array of something else than instants."""
    import numpy as np

    if isinstance(arrivals, np.ma.MaskedArray):
        raise Unreadable("T701", "the array has a mask", "fill it: `arrivals.filled(np.datetime64('NaT'))`")
    given = np.asarray(arrivals)
    if given.dtype.kind != "M":
        raise Unreadable("T701", f"the arrivals are {given.dtype}, and no instants", _SUCH)
    unit, number = np.datetime_data(given.dtype)
    if unit in ("ns", "ps", "fs", "as"):
        return given.astype("datetime64[us]").view(np.int64)
    if unit not in _TICKS:
        raise Unreadable("T701", f"the arrivals are {given.dtype}: {_NO_TIMES.get(unit, 'they have no unit')}", _SUCH)
    each = _TICKS[unit] * number
    ticks = given.astype(given.dtype.newbyteorder("="), copy=False).view(np.int64)
    if each == 1:
        return ticks
    most = np.iinfo(np.int64).max // each
    within = np.clip(ticks, -most, most) * each
    return np.where(ticks == NOT_A_TIME, NOT_A_TIME, within)
