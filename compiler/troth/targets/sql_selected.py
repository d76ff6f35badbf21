"""The stages of a SQL checker that a policy says: which promise is made to whom, what is owed, what counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from troth.targets.sql_logic import Wide, logic
from troth.targets.sql_owed import add_remedy, owing, remedy_promises
from troth.targets.sql_stages import watched
from troth.targets.sql_tables import PolicyTables
from troth.targets.sql_targets import add_tiers, counting, tier_promises


def add_promises(program: dict[str, Any], tables: PolicyTables) -> None:
    """The rows of every promise of a program, of its claims and payments, and of the tiers of its targets."""
    for order, promise in enumerate([*program["promises"], *remedy_promises(program)]):
        tables.add_promise(promise, order)
        if promise["remedy"]:
            add_remedy(promise, tables)
        add_tiers(promise, tables)
    for promise in tier_promises(program):
        tables.add_promise(promise, 0, shown=False)


def selected(of: str, program: dict[str, Any], wide: Wide, tables: PolicyTables, owed: str) -> str:
    """The SELECT of a stage that a policy says (`sql_stages.Stage.of`), from `{wide}`.

    `owed`: the name of the table of what is owed, to whom claims and payments belong.
    """
    promises = program["promises"]
    match of:
        case "watched":
            return _union(logic(one, wide, tables) for one in promises if one["id"] in watched(program))
        case "promises":
            return _union(logic(one, wide, tables) for one in [*promises, *tier_promises(program)])
        case "owing":
            return _union(owing(one, wide) for one in promises if one["remedy"])
        case "claims":
            own = "o.contact = g.contact AND (o.claim = g.prom OR o.payment = g.prom) AND o.minor > 0"
            selects = [logic(one, wide, tables) for one in remedy_promises(program) or promises[:1]]
            return f"SELECT g.* FROM (\n{_union(selects)}\n) g JOIN {owed} o ON {own}"
        case "counting":
            return _union(select for one in promises for select in counting(one, wide))
        case _:
            raise AssertionError(of)


def _union(selects: Iterable[str]) -> str:
    return "\nUNION ALL\n".join(selects)
