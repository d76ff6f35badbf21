"""The canonical relation of contacts, made from rows with their fields: of a wide log, and of a long one."""

from __future__ import annotations

from collections.abc import Sequence

from troth.audit.fields import BEFORE, MISSING, NO_ROW, TWICE, TWO_VALUES, VALUE, Field, Kind, fields_of, problem
from troth.audit.fields import MOST_SHOWN as MOST
from troth.audit.identifier import identifier
from troth.audit.mapping import Always, LogMapping
from troth.audit.read_sql import event_sql
from troth.model.words import CONTACT_STARTS, DIMENSIONS
from troth.targets.sql_tables import literal

_PLAIN = (*DIMENSIONS, "customer")
PARTS = ("rejected", "unreadable", "noted")
"""The columns that hold problems."""
FLAWS = ("id_flawed", "flawed")
"""Beside these: true where a row has a problem, of its id and of anything else; it is quicker to ask than which one."""
_TYPES = {
    Kind.TEXT: "VARCHAR",
    Kind.CHOICE: "VARCHAR",
    Kind.FACT: "BOOLEAN",
    Kind.COUNT: "BIGINT",
    Kind.MOMENT: "BIGINT",
}


def relation_columns(mapping: LogMapping) -> dict[str, str]:
    """The columns of the relation and their types, in order."""
    fields = {field.name: field for field in fields_of(mapping)}
    found = {"file": "VARCHAR", "row": "BIGINT", "contact": "VARCHAR"}
    found |= dict.fromkeys(_PLAIN, "VARCHAR") | {"arrives": "BIGINT", "arrives_last": "BIGINT"}
    for name, field in fields.items():
        found.setdefault(name, _TYPES[field.kind])
        if field.kind is Kind.MOMENT and name != CONTACT_STARTS:
            found[f"{name} last"] = "BIGINT"
    for event in mapping.listed_events:
        found |= {f"events {event}": "BIGINT[]", f"events {event} last": "BIGINT[]"}
    return found | dict.fromkeys(PARTS, "VARCHAR")


def constant_columns(mapping: LogMapping) -> frozenset[str]:
    """The columns that have one value in every row of a wide log."""
    always = {field.name for field in fields_of(mapping) if isinstance(field.origin, Always)}
    return frozenset(always | (set(_PLAIN) - mapping.dimensions.keys()) - {"customer"})


def flawed_sql(rows: str) -> str:
    """A relation without the columns of `FLAWS`, with them."""
    flaw = " OR ".join(f"{name} IS NOT NULL" for name in PARTS)
    return f"SELECT *, contact IS NULL AS id_flawed, {flaw} AS flawed FROM {rows}"


def wide_sql(body: str, mapping: LogMapping) -> str:
    """The relation of a log with a row a contact."""
    numbered = [(str(place), field) for place, field in enumerate(fields_of(mapping))]
    arrives = next(suffix for suffix, field in numbered if field.name == CONTACT_STARTS)
    rejected = (
        f"CASE WHEN NOT is_row THEN {literal(problem('line', NO_ROW))} "
        f"WHEN wid IS NOT NULL THEN {literal('contact' + chr(9))} || wid "
        f"WHEN vid IS NULL THEN {literal(problem('contact', MISSING))} {_no_arrival(f'w{arrives}', f'v{arrives}')} END"
    )
    notes = _before([(field.name, f"u{suffix}") for suffix, field in numbered], f"v{arrives}")
    problems = [(field.name, f"w{suffix}") for suffix, field in numbered]
    staged = f"SELECT *, {rejected} AS rejected, NOT is_row OR vid IS NULL AS id_flawed FROM ({body})"
    return _final(staged, "vid", numbered, problems, notes, [], mapping)


def long_sql(body: str, mapping: LogMapping) -> str:
    """The relation of a log with a row an event."""
    assert mapping.event is not None
    numbered = [(str(place), field) for place, field in enumerate(fields_of(mapping))]
    marked = f"SELECT *, {event_sql(mapping.event, 'vevent')} AS e FROM ({body})"
    text = "translate(vevent, chr(9) || chr(10) || chr(13), '   ')"
    others = [f"WHEN wevent IS NOT NULL THEN {literal('event' + chr(9))} || wevent"]
    if not mapping.others:
        unknown = literal(problem("event", VALUE))
        others.append(f"WHEN vevent IS NOT NULL AND e IS NULL THEN {unknown} || left({text}, {MOST})")
    named = f"e <> '' AND e <> {literal(CONTACT_STARTS)} AND vat IS NULL"
    others.append(f"WHEN {named} THEN 'event ' || e || chr(9) || coalesce(wat, {literal(MISSING)})")
    rows = f"SELECT *, CASE {' '.join(others)} END AS other FROM ({marked})"
    if mapping.arrives is None:
        numbered.append(("start", Field(CONTACT_STARTS, Kind.MOMENT, mapping.event)))
        starts = f"e = {literal(CONTACT_STARTS)}"
        rows = (
            f"SELECT *, CASE WHEN {starts} THEN vat END AS vstart, CASE WHEN {starts} THEN uat END AS ustart, "
            f"CASE WHEN {starts} AND vat IS NULL THEN coalesce(wat, {literal(MISSING)}) END AS wstart FROM ({rows})"
        )
    grouped = [f"arg_min(file, place) AS file, min(place) % {1 << 40} AS row", "vid"]
    for suffix, field in numbered:
        grouped += _gathered(suffix, field)
    for place, event in enumerate(mapping.listed_events):
        happened = f"FILTER (e = {literal(event)} AND vat IS NOT NULL)"
        grouped.append(f"coalesce(list_sort(list({{'f': vat, 'l': uat}}) {happened}), []) AS e{place}")
    grouped.append("list(other) FILTER (other IS NOT NULL) AS others")
    contacts = f"SELECT {', '.join(grouped)} FROM ({rows}) WHERE is_row AND vid IS NOT NULL GROUP BY vid"
    arrives = next(suffix for suffix, field in numbered if field.name == CONTACT_STARTS)
    rejected = f"CASE {_no_arrival(f'w{arrives}', f'v{arrives}')} END"
    notes = _before([(field.name, f"u{suffix}") for suffix, field in numbered], f"v{arrives}")
    for place, event in enumerate(mapping.listed_events):
        name = f"event {event}"
        early = f"len(list_filter(e{place}, lambda m: m.l < v{arrives})) > 0"
        notes.append((early, problem(name, BEFORE)))
        notes.append((f"len(list_distinct(e{place})) < len(e{place})", problem(name, TWICE)))
    problems = [(field.name, f"w{suffix}") for suffix, field in numbered]
    lists = [(event, f"list_sort(list_distinct(e{place}))") for place, event in enumerate(mapping.listed_events)]
    staged = f"SELECT *, {rejected} AS rejected, false AS id_flawed FROM ({contacts})"
    whole = _final(staged, "vid", numbered, problems, notes, lists, mapping)
    without_id = (
        f"CASE WHEN NOT is_row THEN {literal(problem('line', NO_ROW))} "
        f"ELSE {literal('contact' + chr(9))} || coalesce(wid, {literal(MISSING)}) END"
    )
    lost = (
        f"SELECT file, row, {without_id} AS rejected, true AS id_flawed FROM ({body}) WHERE NOT is_row OR vid IS NULL"
    )
    return f"({whole}) UNION ALL BY NAME ({lost})"


def _gathered(suffix: str, field: Field) -> list[str]:
    """What all rows of a contact say of a field: its value, unless two differ, and why it has none."""
    value, why = f"v{suffix}", f"w{suffix}"
    two = f"min({value}) <> max({value})"
    parts = []
    if field.kind is Kind.MOMENT:
        two = f"({two} OR min(u{suffix}) <> max(u{suffix}))"
        parts.append(f"CASE WHEN NOT {two} AND count({why}) = 0 THEN max(u{suffix}) END AS u{suffix}")
    first = f"arg_min({why}, place) FILTER ({why} IS NOT NULL)"
    parts.append(f"CASE WHEN NOT ({two}) AND count({why}) = 0 THEN max({value}) END AS v{suffix}")
    parts.append(f"CASE WHEN {two} THEN {literal(TWO_VALUES)} ELSE {first} END AS w{suffix}")
    return parts


def _no_arrival(why: str, value: str) -> str:
    start = literal(CONTACT_STARTS + "\t")
    missing = literal(problem(CONTACT_STARTS, MISSING))
    return f"WHEN {why} IS NOT NULL THEN {start} || {why} WHEN {value} IS NULL THEN {missing}"


def _before(ends: Sequence[tuple[str, str]], arrives: str) -> list[tuple[str, str]]:
    """Of each event, whether it ended before the arrival, with what is noted then."""
    return [(f"{end} < {arrives}", problem(name, BEFORE)) for name, end in ends if name.startswith("event ")]


def _final(
    staged: str,
    contact: str,
    numbered: Sequence[tuple[str, Field]],
    problems: Sequence[tuple[str, str]],
    notes: Sequence[tuple[str, str]],
    lists: Sequence[tuple[str, str]],
    mapping: LogMapping,
) -> str:
    picked = ["file", "row", f"{contact} AS contact"]
    values = {field.name: f"v{suffix}" for suffix, field in numbered}
    picked += [f"{values.get(name, 'CAST(NULL AS VARCHAR)')} AS {name}" for name in _PLAIN]
    arrives = next(suffix for suffix, field in numbered if field.name == CONTACT_STARTS)
    picked += [f"v{arrives} AS arrives", f"u{arrives} AS arrives_last"]
    for suffix, field in numbered:
        if field.name in (*_PLAIN, CONTACT_STARTS):
            continue
        picked.append(f"v{suffix} AS {identifier(field.name)}")
        if field.kind is Kind.MOMENT:
            picked.append(f"u{suffix} AS {identifier(field.name + ' last')}")
    for event, moments in lists:
        picked.append(f"list_transform({moments}, lambda m: m.f) AS {identifier(f'events {event}')}")
        picked.append(f"list_transform({moments}, lambda m: m.l) AS {identifier(f'events {event} last')}")
    lines = [(f"{why} IS NOT NULL", f"{literal(name + chr(9))} || {why}") for name, why in problems]
    more = "others" if lists or mapping.is_long else ""
    picked += ["rejected", f"{_lines(lines, more)} AS unreadable"]
    picked.append(f"{_lines([(test, literal(line)) for test, line in notes], '')} AS noted")
    tests = [f"v{arrives} IS NULL", *(test for test, _ in (*lines, *notes)), *([f"{more} IS NOT NULL"] if more else [])]
    picked += ["id_flawed", f"{' OR '.join(tests)} AS flawed"]
    return f"SELECT {', '.join(picked)} FROM ({staged})"


def _lines(lines: Sequence[tuple[str, str]], more: str) -> str:
    """Those lines whose test holds, and those of the list `more`, sorted, as one text; NULL where there are none."""
    tests = [f"coalesce({test}, false)" for test, _ in lines] + ([f"{more} IS NOT NULL"] if more else [])
    if not tests:
        return "CAST(NULL AS VARCHAR)"
    own = ", ".join(f"CASE WHEN {test} THEN {line} END" for test, line in lines)
    every = f"list_concat([{own}], {more})" if more else f"[{own}]"
    kept = f"list_sort(list_distinct(list_filter({every}, lambda l: l IS NOT NULL)))"
    return f"CASE WHEN rejected IS NULL AND ({' OR '.join(tests)}) THEN array_to_string({kept}, chr(10)) END"
