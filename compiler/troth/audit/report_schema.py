"""The shape of `report.json`, as JSON Schema (draft 2020-12): of the public report, and of that for those within."""

from __future__ import annotations

from troth.audit.summary_data import VERDICT, or_null
from troth.model.policy import Strength
from troth.targets.schema import DRAFT, FINGERPRINTS, Schema, array_of, object_of

_TEXT: Schema = {"type": "string"}
_TRUTH: Schema = {"type": "boolean"}
_WHOLE: Schema = {"type": "integer", "minimum": 0}
_MONTH: Schema = {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$"}
_SHARE: Schema = {"type": "string", "pattern": r"^(100|\d{1,2}(\.\d+)?)$"}


def report_schema() -> Schema:
    """What `report.report_data` gives; null is what is not shown, and where there is nothing to show."""
    head = {"$schema": _TEXT, **dict.fromkeys(("policy", "title", "organisation", "as_of"), _TEXT)}
    target = object_of({"says": _TEXT, "for": or_null(_TEXT), "wanted": _TEXT, "is_own": _TRUTH})
    strength: Schema = {"enum": [str(one) for one in Strength]}
    promise = object_of({"id": _TEXT, "title": _TEXT, "strength": strength, "targets": array_of(target)})
    body = {
        "fingerprints": FINGERPRINTS,
        "threshold": or_null(_WHOLE),
        "read": _WHOLE,
        "judged": or_null(_WHOLE),
        "rejected": or_null(_WHOLE),
        "promises": array_of(promise),
        "months": array_of(object_of({"month": _MONTH, "promises": array_of(_row())})),
        "in_all": array_of(
            object_of({"id": _TEXT, "months": _WHOLE, "of_months": _WHOLE, "contacts": _WHOLE, **_cells()})
        ),
        "longer": array_of(object_of({"id": _TEXT, **_target(), "verdict": or_null(VERDICT)})),
    }
    return {"$schema": DRAFT, "title": "How we did, month by month, by troth", **object_of(head | body)}


def _cells() -> dict[str, Schema]:
    count = object_of({"low": _WHOLE, "high": _WHOLE})
    counts = dict.fromkeys(("in_time", "not_in_time", "not_known", "not_judged"), or_null(count))
    return {**counts, "share": or_null(object_of({"at_least": _SHARE, "is_exact": _TRUTH}))}


def _target() -> dict[str, Schema]:
    """`reached` is a figure with its unit: `97.1%`, `3.667 working days`."""
    texts = {"says": _TEXT, "for": or_null(_TEXT), "wanted": _TEXT, "period": or_null(_TEXT)}
    return {**texts, "verdict": VERDICT, "reached": or_null(_TEXT)}


def _row() -> Schema:
    """A promise in a month; contacts that were late are named for those within only."""
    late = array_of(object_of({"contact": _TEXT, "status": _TEXT}))
    within = {"missing": array_of(object_of({"what": _TEXT, "contacts": _WHOLE})), "late": late, "more": _WHOLE}
    return object_of(
        {
            "id": _TEXT,
            "contacts": or_null(_WHOLE),
            **_cells(),
            "median_minutes": or_null(_WHOLE),
            "ninetieth_minutes": or_null(_WHOLE),
            "targets": array_of(object_of(_target())),
            "verdict": VERDICT,
            "missed": _TRUTH,
            "reason": or_null(_TEXT),
            **within,
        },
        within,
    )
