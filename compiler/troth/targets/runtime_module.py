"""A compiled checker as a module of JavaScript, where nothing raises: what cannot be answered is a coded error.

The generator of JavaScript compiles this module with those of the Python checker. Nothing else uses it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from troth.deadlines.reading import Unreadable, must_know, read_moment
from troth.tables.shares import refusal
from troth.targets.runtime_asked import Checker
from troth.targets.runtime_quick import BeyondYears, Quick
from troth.targets.runtime_words import utc_text


class Asked:
    """A program, asked for whole answers and for single deadlines."""

    def __init__(self, program: dict[str, Any]) -> None:
        self.checker = Checker(program)
        self._quick = Quick(self.checker)
        self._promises = [promise["id"] for promise in program["promises"]]

    def measure(self, contacts: Any, as_of: str | None, reading: str) -> dict[str, Any]:
        """As `Checker.measure` has it, of a list."""
        if isinstance(contacts, list | tuple):
            return self.checker.measure(contacts, as_of, reading)
        return refusal(Unreadable("T701", "these are no contacts", "give a list of contacts"))

    def deadline(self, promise: str, start: Any, known: Any) -> dict[str, Any]:
        """`{"due": …}` in UTC, of a promise that is counted from `start`; else `{"error": …}`.

        As `Quick.deadline` has it: the limit alone, by the tables. `known`: categories, facts and states.
        """
        calendar = self.checker.calendar
        try:
            must_know(promise, self._promises, "a promise of this policy")
            if not isinstance(known, Mapping):
                raise Unreadable(
                    "T701", "what is known is no list of names with values", 'write `{"priority": "urgent"}`'
                )
            first, last = read_moment("start", start, calendar.clock, calendar.zone)
            if first != last:
                help_ = "say the time of day too, as in `2026-06-01T10:00`"
                raise Unreadable("T701", "`start`: only the day is given", help_)
            return {"due": utc_text(self._quick.ends(promise, first, {**known}))}
        except Unreadable as problem:
            return refusal(problem)
        except (BeyondYears, OverflowError):
            message = f"the start or the deadline lies outside of the calendar's years, {calendar.years}"
            return refusal(Unreadable("T207", message, f"give a start within {calendar.years}"))
        except ValueError as problem:
            return refusal(Unreadable("T701", str(problem.args[0]), "ask `due`, with all that is known of the contact"))
