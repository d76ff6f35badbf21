"""The text of the SQL checker: files of named steps, put together into statements.

A file holds `## name` and a SELECT. `>>` begins a level above it, which reads it as `q`; `include` puts another step's
levels there; `recursion` and `finally` make it recursive (it reads itself as `me`). `@name` is a table of the schema,
`@@name` one of the round; a few words in capitals stand for expressions that are long to write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from troth.resources import package_source

FILES = (
    "tables",
    "arrival",
    "round",
    "walk",
    "judge",
    "moved",
    "rows",
    "misses",
    "owed",
    "averages",
    "targets",
    "result",
)
_DAY = 86_400_000_000
_PIVOTED = ("waits", "miss", "out", "t", "early", "opens", "day0", "last", "x0", "x1", "xd", "cal", "kind")
_RISKED = {"u": "risk_u", "total": "risk_total", "xtotal": "xtotal"}


def _utc_day(t: str) -> str:
    return f"CAST((({t}) - ((({t}) % {_DAY}) + {_DAY}) % {_DAY}) / {_DAY} AS BIGINT)"


def _seconds(t: str) -> str:
    return f"CASE WHEN ({t}) > 0 THEN CAST((({t}) - ({t}) % 1000000) / 1000000 AS BIGINT) ELSE 0 END"


def _idiv(a: str, b: str) -> str:
    """The whole quotient of two numbers that are not negative: `/` is not the same everywhere."""
    return f"CAST((({a}) - ({a}) % {b}) / {b} AS BIGINT)"


def _decimal(minor: str, unit: str, places: str) -> str:
    """A sum in minor units as text, with every place of the minor unit: `60.00`."""
    rest = f"LPAD(CAST({minor} % {unit} AS VARCHAR), CAST({places} AS INTEGER), '0')"
    whole = f"CAST({_idiv(minor, unit)} AS VARCHAR)"
    return f"{whole} || CASE WHEN {places} = 0 THEN '' ELSE '.' || {rest} END"


def _year(month: str) -> str:
    return f"CAST({_idiv(month, '12')} AS VARCHAR)"


def _two(n: str) -> str:
    return f"LPAD(CAST({n} AS VARCHAR), 2, '0')"


def _at(day: str, tod: str) -> str:
    """The first instant of a day at which clocks show a time of day or a later one."""
    shown = f"(({day}.day - 719163) * {_DAY} + ({tod}))"
    first, then = f"({shown} - {day}.off0 * 1000000)", f"({shown} - {day}.off1 * 1000000)"
    inner = (
        f"CASE WHEN {day}.trans IS NULL OR {first} < {day}.trans THEN {first} ELSE GREATEST({day}.trans, {then}) END"
    )
    return f"CASE WHEN {day}.start_at IS NOT NULL THEN LEAST({day}.end_at, GREATEST({day}.start_at, {inner})) END"


def _kept(first: str, last: str, due: str, is_in: str, early: str) -> str:
    """1 where a moment is in time for a deadline, 0 where it is not, else null."""
    least = due if early == "NUL" else f"COALESCE({early}, {due})"
    return (
        f"CASE WHEN ({last}) <= {least} - 1 + {is_in} THEN 1 WHEN ({first}) > {due} - 1 + {is_in} THEN 0 ELSE NULL END"
    )


def _pivot(role: str, prefix: str) -> str:
    names = {name: name for name in _PIVOTED} | _RISKED | {"in": "is_in"}
    return ", ".join(
        f"MAX(CASE WHEN d.role = '{role}' THEN d.{column} END) AS {prefix}_{name}" for name, column in names.items()
    )


_MACROS: dict[str, Callable[..., str]] = {
    "UDAY": _utc_day,
    "SECONDS": _seconds,
    "IDIV": _idiv,
    "DECIMAL": _decimal,
    "YEAR": _year,
    "TWO": _two,
    "AT": _at,
    "KEPT": _kept,
    "PIVOT": _pivot,
}
_CALL = re.compile(rf"\b({'|'.join(_MACROS)})\(")


@cache
def blocks() -> dict[str, str]:
    """Each step of the files, by its name."""
    found: dict[str, str] = {}
    for name in FILES:
        for part in re.split(r"^## ", package_source(f"targets/sql_text/{name}.sql"), flags=re.M)[1:]:
            title, _, text = part.partition("\n")
            lines = [line for line in text.splitlines() if not line.startswith("--")]
            found[title.strip()] = "\n".join(lines).strip()
    return found


@cache
def step(name: str) -> str:
    """The SELECT of a step, its levels put into each other; `@` names and `{p}` are still to be said."""
    return select(blocks()[name])


def select(text: str) -> str:
    """The SELECT that a block is."""
    text = expanded(_included(text))
    if "\nrecursion\n" not in text:
        return _nested(text)
    base, rest = text.split("\nrecursion\n")
    again, end = rest.split("\nfinally\n")
    return f"WITH RECURSIVE me AS (\n{_nested(base)}\nUNION ALL\n{_nested(again)}\n)\n{end}"


def _included(text: str) -> str:
    def one(found: re.Match[str]) -> str:
        body = blocks()[found[1]]
        for name, value in zip("ij", (found[2] or "").split(", "), strict=False):
            body = body.replace(f"{{{name}}}", value)
        return body

    return re.sub(r"^include (\w+)(?:\((.*)\))?$", one, text, flags=re.M)


def _nested(text: str) -> str:
    """The subquery of each level has a part that nobody uses: so PostgreSQL does not write its sums out many times."""
    levels = [level.strip() for level in re.split(r"^>>$", text, flags=re.M) if level.strip()]
    inner = levels[0]
    for level in levels[1:]:
        count = len(re.findall(r"\bFROM q\b", level))
        source = f"FROM (WITH fence AS (SELECT 1)\n{inner}\n) q"
        assert count == 1 or "UNION ALL" in level, level
        if count == 1:
            inner = re.sub(r"\bFROM q\b", lambda _, source=source: source, level)
        else:
            inner = f"WITH q AS MATERIALIZED (\n{inner}\n)\n{level}"
    return inner


def expanded(text: str) -> str:
    """The text with its words in capitals written out."""
    while found := _CALL.search(text):
        start, depth, at = found.end(), 1, found.end()
        parts: list[str] = []
        while depth:
            letter = text[at]
            depth += (letter == "(") - (letter == ")")
            if depth == 0 or (depth == 1 and letter == ","):
                parts.append(text[start:at].strip())
                start = at + 1
            at += 1
        text = text[: found.start()] + _MACROS[found[1]](*parts) + text[at:]
    text = re.sub(r"\bNUL\b", "CAST(NULL AS BIGINT)", text)
    return re.sub(r"\bNULT\b", "CAST(NULL AS VARCHAR)", text)


def placed(text: str, names: Mapping[str, str], *, schema: str, suffix: str, p: str) -> str:
    """The text with the names of its tables; `names`: those of a step that stand for another of this round."""
    text = re.sub(r"@@(\w+)", lambda found: f"{schema}.{names.get(found[1], found[1] + suffix)}", text)
    return re.sub(r"@(\w+)", lambda found: f"{schema}.{found[1]}", text).replace("{p}", p)
