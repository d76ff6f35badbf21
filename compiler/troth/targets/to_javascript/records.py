"""What lies under the names of records: of programs, contacts, limits, deadlines and rows, which are `dict[str, Any]`.

Only names that mean one thing wherever they stand. A name that is not here is of any type: right, and a bit longer.
"""

from __future__ import annotations

from troth.targets.to_javascript.shapes import BOOL, INT, NONE, STR, Type, list_of, union

_STRINGS = ("kind", "of", "event", "id", "zone", "status", "unit", "text", "act", "path", "strength", "channel")
_OPTIONAL = ("roll", "by_then", "missing", "summary", "basis", "restart", "unless", "currency")
_BOOLS = ("included", "month end", "at most", "clear", "both", "told", "once", "exact", "paused", "started", "overflow")
_INTS = ("day", "day0", "last", "instant", "less", "opens", "places", "most", "n", "table", "width", "first")
_MOMENT = Type("tuple", (INT, INT))
_ANYTHING = list_of(Type("any"))
FIELDS: dict[str, Type] = {
    **dict.fromkeys(_STRINGS, STR),
    **dict.fromkeys(_OPTIONAL, union((STR, NONE))),
    **dict.fromkeys(_BOOLS, BOOL),
    **dict.fromkeys(_INTS, INT),
    "arrives": _MOMENT,
    "years": Type("tuple", (INT, INT)),
    "transitions": list_of(_ANYTHING),
    "weekdays": list_of(INT),
    "shut": Type("dict", (STR, STR)),
    "closed": Type("dict", (STR, STR)),
    "uncounted": Type("dict", (STR, STR)),
    "announced": Type("dict", (STR, _ANYTHING)),
    "events": Type("dict", (STR, list_of(_MOMENT))),
    "dates": Type("dict", (STR, _MOMENT)),
    "missed": Type("dict", (STR, Type("any"))),
    **dict.fromkeys(("steps", "amounts", "effects", "pauses", "or", "cases", "excuses", "if", "replaced"), _ANYTHING),
    **dict.fromkeys(("targets", "tiers", "promises", "because", "moved", "only", "excludes", "hours"), _ANYTHING),
    "spans": list_of(_MOMENT),
    "days": Type("set", (INT,)),
}
"""The name of a field → its type."""
NEVER_EMPTY = ("limit", "extension", "dated", "remedy", "latest", "earliest", "rule", "claim", "paid", "further", "by")
"""Fields that are None, or something with something in it."""
