"""A summary as data, for `troth audit --format json`, and its shape as JSON Schema (draft 2020-12)."""

from __future__ import annotations

from typing import Any

from troth.audit.figures import Share, decimals
from troth.audit.summary import ORDER, Kept, Summary
from troth.audit.verdict import Reached, Verdict
from troth.calendars.local_time import to_utc
from troth.model.currencies import places
from troth.model.measure import Period
from troth.targets.schema import DRAFT, FINGERPRINTS, Schema, array_of, object_of
from troth.wording.money import decimal_text


def summary_data(summary: Summary) -> dict[str, Any]:
    """All that a summary says.

    Shares are in per cent, rounded down, beside the two whole numbers of which they are; times are whole minutes.
    """
    return {
        "policy": summary.policy,
        "title": summary.title,
        "organisation": summary.organisation,
        "as_of": to_utc(summary.as_of).isoformat(),
        "fingerprints": dict(summary.fingerprints),
        "read": summary.read,
        "judged": summary.judged,
        "rejected": [{"reason": reason, "contacts": n} for reason, n in summary.rejected.items()],
        "verdict": str(summary.verdict),
        "promises": [_kept(kept) for kept in summary.promises],
        "amounts": [
            {"currency": currency, "total": decimal_text(minor, places(currency))}
            for currency, minor in summary.amounts
        ],
    }


def _kept(kept: Kept) -> dict[str, Any]:
    return {
        "id": kept.promise,
        "contacts": kept.rows,
        "statuses": {str(status): kept.counts.get(status, 0) for status in ORDER},
        "on_time": share_data(kept.share),
        "minutes": {"timed": kept.timed, "median": kept.median, "ninetieth": kept.ninetieth},
        "missing": [{"what": what, "contacts": n} for what, n in kept.missing],
        "targets": [reached_data(one) for one in kept.reached],
        "verdict": str(kept.verdict),
    }


def share_data(share: Share, places: int = 1) -> dict[str, Any]:
    """`{"met": 97, "of": 100, "share": "97.0"}`; the share is null of nothing."""
    return {"met": share.part, "of": share.whole, "share": share.text(places).removesuffix("%") or None}


def reached_data(one: Reached) -> dict[str, Any]:
    """A target in a period; an average has an `average` in the place of a share."""
    goal = one.goal
    data: dict[str, Any] = {"says": goal.says, "for": goal.for_, "each": goal.each, "period": one.period}
    if goal.share is None:
        data |= {"contacts": one.counted, "average": one.text or None}
    else:
        data["on_time"] = share_data(Share(one.met, one.counted), decimals(goal.share))
    return {**data, "unknown": one.unknown, "unjudged": one.unjudged, "verdict": str(one.verdict)}


# ---------- its shape

_TEXT: Schema = {"type": "string"}
_WHOLE: Schema = {"type": "integer", "minimum": 0}
_PER_CENT: Schema = {"type": "string", "pattern": r"^(100|\d{1,2}(\.\d+)?)$"}
VERDICT: Schema = {"enum": [str(verdict) for verdict in Verdict]}


def or_null(schema: Schema) -> Schema:
    """That, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def summary_schema() -> Schema:
    """What `summary_data` gives."""
    head = dict.fromkeys(("policy", "title", "organisation", "as_of"), _TEXT)
    body = {
        "fingerprints": FINGERPRINTS,
        "read": _WHOLE,
        "judged": _WHOLE,
        "rejected": array_of(object_of({"reason": _TEXT, "contacts": _WHOLE})),
        "verdict": VERDICT,
        "promises": array_of(_promise_schema()),
        "amounts": array_of(object_of({"currency": _TEXT, "total": {"type": "string", "pattern": r"^\d+(\.\d+)?$"}})),
    }
    return {"$schema": DRAFT, "title": "What an audit of troth says", **object_of(head | body)}


def _promise_schema() -> Schema:
    return object_of(
        {
            "id": _TEXT,
            "contacts": _WHOLE,
            "statuses": object_of({str(status): _WHOLE for status in ORDER}),
            "on_time": share_schema(),
            "minutes": object_of({"timed": _WHOLE, "median": or_null(_WHOLE), "ninetieth": or_null(_WHOLE)}),
            "missing": array_of(object_of({"what": _TEXT, "contacts": _WHOLE})),
            "targets": array_of(reached_schema()),
            "verdict": VERDICT,
        }
    )


def share_schema() -> Schema:
    """Of `share_data`."""
    return object_of({"met": _WHOLE, "of": _WHOLE, "share": or_null(_PER_CENT)})


def reached_schema() -> Schema:
    """Of `reached_data`."""
    before = {"says": _TEXT, "for": or_null(_TEXT), "each": or_null({"enum": [str(period) for period in Period]})}
    after = {"period": or_null(_TEXT), "unknown": _WHOLE, "unjudged": _WHOLE, "verdict": VERDICT}
    kinds: tuple[Schema, ...] = ({"on_time": share_schema()}, {"contacts": _WHOLE, "average": or_null(_TEXT)})
    return {"anyOf": [object_of(before | kind | after) for kind in kinds]}
