"""The shape of `policy.json` and `manifest.json`, as JSON Schema (draft 2020-12), from the classes of the model.

A new field or class of the model is in the schema as soon as it is in the data. Objects hold nothing that the schema
does not name; the classes of a union are told apart by `is`.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Collection
from datetime import date, datetime, time
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from troth.model.calendar import Calendar
from troth.model.fingerprint import NOT_DATA
from troth.model.limit import NextWorkingDay, Within
from troth.model.policy import Duty, Header, Promise, Prose, Report

DRAFT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_PLAIN: dict[Any, Schema] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    str: _TEXT,
    type(None): {"type": "null"},
    date: {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    datetime: {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}"},
    time: {"type": "string", "pattern": r"^\d{2}:\d{2}:\d{2}$"},
}
_FINGERPRINT: Schema = {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}
_DIGEST: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def object_of(properties: dict[str, Schema], optional: Collection[str] = ()) -> Schema:
    """An object with these keys and no other, all of them needed but the optional ones."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def array_of(items: Schema) -> Schema:
    """An array whose items all have one shape."""
    return {"type": "array", "items": items}


def tuple_of(*items: Schema) -> Schema:
    """An array of just these items."""
    return {"type": "array", "prefixItems": list(items), "items": False, "minItems": len(items)}


FINGERPRINTS = object_of({"promises": _FINGERPRINT, "calendar": _FINGERPRINT})
_YEARS: Schema = {"anyOf": [tuple_of({"type": "integer"}, {"type": "integer"}), {"type": "null"}]}
_SOURCES = array_of(tuple_of(_TEXT, _TEXT))
_OF_DUTIES = {
    "says": _TEXT,
    "situations": array_of(_TEXT),
    "records": array_of(object_of({"what": _TEXT, "where": _TEXT})),
    "sources": _SOURCES,
}


def policy_schema() -> Schema:
    """What `policy.json` holds (see `json.json_policy`)."""
    defs: dict[str, Schema] = {}
    promise = _class(Promise, defs, assumed={"type": "boolean"}, passage=_TEXT, sources=_SOURCES)
    duty = _class(Duty, defs, **_OF_DUTIES)
    standard = object_of(
        {
            **dict.fromkeys(("id", "title", "section"), _TEXT),
            "replaces": array_of(_TEXT),
            "sources": _SOURCES,
            "promises": array_of(promise),
        }
    )
    head = {
        "$schema": _TEXT,
        **dict.fromkeys(("policy", "title", "compiler"), _TEXT),
        "fingerprints": FINGERPRINTS,
        "years": _YEARS,
    }
    body = {
        "header": _of(Header, defs),
        "calendar": _of(Calendar | None, defs),
        "calendars": array_of(_of(Calendar, defs)),
        "standards": array_of(standard),
        "duties": array_of(duty),
        "texts": array_of(_of(Prose, defs)),
        "reports": array_of(_of(Report, defs)),
    }
    title = "A policy, compiled by troth: all that it promises and says"
    return {"$schema": DRAFT, "title": title, **object_of(head | body), "$defs": dict(sorted(defs.items()))}


def manifest_schema() -> Schema:
    """What the `manifest.json` of a build holds; that of one policy's folder is one of its `policies`."""
    entry = object_of(
        {
            **dict.fromkeys(("policy", "compiler", "title"), _TEXT),
            "fingerprints": FINGERPRINTS,
            "years": _YEARS,
            "promises": array_of(_TEXT),
            "not_in_sql": {"type": "object", "propertyNames": {"pattern": r"\."}, "additionalProperties": _TEXT},
            "files": {"type": "object", "additionalProperties": _DIGEST},
        }
    )
    policies = {"type": "object", "additionalProperties": entry}
    title = "What a build of troth holds"
    return {"$schema": DRAFT, "title": title, **object_of({"$schema": _TEXT, "compiler": _TEXT, "policies": policies})}


def _of(hint: Any, defs: dict[str, Schema]) -> Schema:
    """The schema of a type of the model, as `fingerprint.as_data` writes it; classes go into `defs`."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    if hint is NextWorkingDay:
        return _of(Within, defs)
    if get_origin(hint) in (Union, types.UnionType):
        parts = [_of(part, defs) for part in get_args(hint)]
        return {"anyOf": [part for index, part in enumerate(parts) if part not in parts[:index]]}
    if get_origin(hint) is tuple:
        items = get_args(hint)
        if items[-1] is Ellipsis:
            return array_of(_of(items[0], defs))
        return tuple_of(*(_of(item, defs) for item in items))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    assert isinstance(hint, type) and dataclasses.is_dataclass(hint), f"no data is written of {hint}"  # noqa: PT018
    if hint.__name__ not in defs:
        defs[hint.__name__] = {}  # before its fields, which may hold it again
        defs[hint.__name__] = _class(hint, defs)
    return {"$ref": f"#/$defs/{hint.__name__}"}


def _class(kind: Any, defs: dict[str, Schema], **more: Schema) -> Schema:
    """The schema of a class of the model, with what is written beside its fields, or in their place."""
    hints = get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind) if field.name not in NOT_DATA | more.keys()]
    fields = {name: _of(hints[name], defs) for name in names}
    return object_of({"is": {"const": kind.__name__}, **fields, **more})
