"""The shape of an answer, as JSON Schema (draft 2020-12): of `troth due --format json`, and of every checker.

An answer to a contact, an answer to several together, or why there is none. Where a promise is counted in rings it has
no deadline, and where a target is an average it has no share: each is a shape of its own.
"""

from __future__ import annotations

from troth.deadlines.judge import Status
from troth.model.measure import Period
from troth.model.policy import Strength
from troth.targets.schema import DRAFT, FINGERPRINTS, Schema, array_of, object_of, tuple_of

_TEXT: Schema = {"type": "string"}
_WHOLE: Schema = {"type": "integer"}
_TRUTH: Schema = {"type": "boolean"}
_DAY: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_INSTANT: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{6})?\+00:00$"}
_MOMENT: Schema = {"anyOf": [_INSTANT, _DAY]}
_SUM: Schema = {"type": "string", "pattern": r"^\d+(\.\d+)?$"}
_AMOUNT = tuple_of(_WHOLE, _TEXT)
_STATUS: Schema = {"enum": [str(status) for status in Status]}
_PERIOD: Schema = {"enum": [str(period) for period in Period]}
_ERROR = object_of(dict.fromkeys(("code", "message", "help"), _TEXT))


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _named(schema: Schema) -> Schema:
    """An object of which each key is a name of the policy's."""
    return {"type": "object", "additionalProperties": schema}


def answer_schema() -> Schema:
    """What a checker answers, and `troth due --format json` with it."""
    head = {"policy": _TEXT, "as_of": _INSTANT, "fingerprints": FINGERPRINTS, "calendar": {"const": "known-on-arrival"}}
    unmeasured = object_of({"id": _TEXT, "says": _TEXT})
    body = {"contact": _contact(), "promises": array_of(_row()), "unmeasured": array_of(unmeasured)}
    own = {"id": _TEXT, "customer": _TEXT}
    measured = {
        "contacts": array_of(object_of(own | head | body, ("id", "customer", "calendar"))),
        "rejected": array_of(object_of({"line": _WHOLE, **own, "error": _ERROR}, ("id", "customer"))),
        "targets": array_of(_reached()),
        "uncounted": array_of(object_of({**_of_target(), "why": _TEXT, "contacts": _WHOLE})),
        "amounts": array_of(object_of({"currency": _TEXT, "total": _SUM})),
    }
    kinds = {
        "answer": object_of(head | body, ("calendar",)),
        "measured": object_of(head | measured, ("calendar",)),
        "refused": object_of({"error": _ERROR}),
    }
    title = "An answer of troth: to a contact, to several together, or why there is none"
    return {"$schema": DRAFT, "title": title, "anyOf": [{"$ref": f"#/$defs/{name}"} for name in kinds], "$defs": kinds}


def _contact() -> Schema:
    """A contact in the form in which one is given; a category of the policy's stands beside what every contact has."""
    moments = _named(array_of(_MOMENT))
    parts = {
        "channel": _TEXT,
        "arrives": _MOMENT,
        "events": moments,
        "facts": _named({"anyOf": [{"enum": ["yes", "no", "none"]}, _WHOLE]}),
        "dates": _named(_MOMENT),
        "missed": moments,
    }
    return {"type": "object", "properties": parts, "required": ["channel", "arrives"], "additionalProperties": _TEXT}


def _row() -> Schema:
    """A promise of a contact: with a deadline, or counted in rings."""
    before = {
        "id": _TEXT,
        "event": _TEXT,
        "strength": {"enum": [str(strength) for strength in Strength]},
        "case": _or_null(_TEXT),
        "rule": object_of({"text": _TEXT, "path": _TEXT, "line": _WHOLE}),
        "basis": _TEXT,
        "version": object_of({"from": _or_null(_DAY), "until": _or_null(_DAY)}),
    }
    deadline = {
        "anchor": _or_null(_MOMENT),
        "due": _or_null(_INSTANT),
        "met_at_due": _or_null(_TRUTH),
        "not_before": _INSTANT,
        "last_day": _DAY,
        "extended_by": _TEXT,
    }
    rings = {
        "limit": _WHOLE,
        "unit": {"const": "rings"},
        "counted": {"anyOf": [_WHOLE, {"enum": ["none", "unknown"]}]},
    }
    after = {
        "says": _TEXT,
        "status": _STATUS,
        "done": _or_null(_MOMENT),
        "late_by_seconds": _or_null(_WHOLE),
        "because": array_of(object_of({"date": _DAY, "counts": _TRUTH, "why": _TEXT})),
        "summary": _TEXT,
        "moved": array_of(_TEXT),
        "unmoved": object_of({"due": _INSTANT, "says": _TEXT}),
        "missing": _TEXT,
        "amount": _or_null(_SUM),
        "currency": _TEXT,
        "remedy": _remedy(),
        "claimable": _SUM,
        "targets": array_of(_target()),
    }
    optional = {"basis", "version", "not_before", "last_day", "extended_by", "unmoved", "missing", "targets"}
    of_sums = ("amount", "currency", "remedy")
    together = {name: [one for one in of_sums if one != name] for name in of_sums} | {"claimable": list(of_sums)}
    shapes = (object_of(before | own | after, {*optional, *of_sums, "claimable"}) for own in (deadline, rings))
    unknown = {"properties": {"status": {"const": "unknown"}}}
    return {
        "anyOf": list(shapes),
        "dependentRequired": together,
        "if": unknown,
        "then": {"required": ["missing"]},
        "else": {"properties": {"missing": False}},
    }


def _remedy() -> Schema:
    at_most = object_of({"amount": _SUM, "each": _PERIOD, "period": _TEXT})
    because = array_of(_TEXT)
    return object_of({"says": _TEXT, "because": because, "missing": _TEXT, "at_most": at_most}, ("missing", "at_most"))


def _target() -> Schema:
    """What a target says of a contact: of a share, or of an average."""
    before = {"says": _TEXT, "each": _or_null(_PERIOD), "for": _or_null(_TEXT)}
    after = {
        "due": _or_null(_INSTANT),
        "status": _STATUS,
        "counts": _or_null(_TRUTH),
        "period": _or_null(_TEXT),
        "missing": _TEXT,
    }
    kinds: tuple[Schema, ...] = ({"share": _SUM}, {"average": _AMOUNT, "taken": _or_null(_AMOUNT)})
    return {"anyOf": [object_of(before | kind | after, ("missing",)) for kind in kinds]}


def _of_target() -> Schema:
    return {"id": _TEXT, "says": _TEXT, "for": _or_null(_TEXT)}


def _reached() -> Schema:
    """How far a target is reached in a period."""
    return object_of(
        {
            **_of_target(),
            "period": _TEXT,
            "counted": _WHOLE,
            "met": _or_null(_WHOLE),
            "share": _or_null(_SUM),
            "average": _or_null(tuple_of(_SUM, _TEXT)),
            "reached": _or_null(_TRUTH),
        }
    )
