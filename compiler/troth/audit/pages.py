"""The report as pages, "how we did": a first page and one a month, in Markdown that any generator takes.

They show what the report's data hold, and nothing else: what is hidden there cannot be on a page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from troth.audit.charts import Bar, bar_chart
from troth.audit.figures import minutes_text
from troth.audit.report import REPORT, REPORT_SCHEMA
from troth.audit.report_schema import report_schema
from troth.audit.verdict import Verdict
from troth.calendars.local_time import LocalTime, to_instant
from troth.resources import data_folder
from troth.wording.style import MONTHS, instant_text, listed, plural

Data = Mapping[str, Any]
_NOT_SHOWN = "not shown"
_COLUMNS = (
    *(("In time", "in_time"), ("Not in time", "not_in_time"), ("Not known", "not_known")),
    ("Not to be judged", "not_judged"),
)


def report_files(report: Data, clock: LocalTime, charter: str = "../", *, charts: bool = True) -> dict[str, str]:
    """The report's files, by their path: `index.md`, `2026-03.md`, …, `report.json` and its schema.

    `charter`: the link from the first page to the policy's own page; "" for none. Raises NoExtra where charts are
    wanted and what draws them is not there.
    """
    drawn = bar_chart if charts else None
    files = {"index.md": _markdown(_index(report, clock, charter, drawn), "how-we-did.html", report, "How we did")}
    for month in report["months"]:
        title = f"How we did in {month_text(month['month'])}"
        view = _month(report, month, clock, drawn)
        files[f"{month['month']}.md"] = _markdown(view, "how-we-did-month.html", report, title)
    files[REPORT] = _json(report)
    files[REPORT_SCHEMA] = _json(report_schema())
    return files


def _json(data: Data) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


@cache
def _templates() -> Environment:
    folder = data_folder("site") / "templates"
    loader = FileSystemLoader(folder)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _markdown(view: SimpleNamespace, template: str, report: Data, title: str) -> str:
    """Front matter and one HTML element, without empty lines, at which a generator would end it."""
    body = _templates().get_template(template).render(view=view)
    lines = [line for line in body.splitlines() if line.strip()]
    about = f"How {report['organisation']} kept its promises."
    head = {"title": f"{title} – {report['organisation']}: {report['title']}", "description": about}
    front = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in head.items()]
    return "\n".join(["---", *front, "---", "", *lines, ""])


# ---------- what pages share


def month_text(month: str) -> str:
    """`March 2026`."""
    year, number = month.split("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def _shared(report: Data, clock: LocalTime) -> dict[str, Any]:
    instant = to_instant(datetime.fromisoformat(report["as_of"]))
    return {
        "is_public": report["threshold"] is not None,
        "organisation": report["organisation"],
        "title": report["title"],
        "reading": list(_reading(report)),
        "as_of": instant_text(clock.local(instant), clock.transition(instant).name),
        "fingerprints": sorted(report["fingerprints"].items()),
    }


def _reading(report: Data) -> Iterator[str]:
    yield "A promise belongs to the month in which it was due."
    yield "Share in time: of the contacts for which it was done or overdue, those for which it was done in time."
    yield "Not to be judged: not done and not yet due, paused or waiting for something, or it did not apply after all."
    yield "Not known: what would be needed to judge is missing in our records. We count none of these as kept."
    yield "A target is met or missed only where that is so whatever the contacts were that are not known."
    yield "Times are by the clock, nights and weekends included. Shares are rounded down."
    if report["threshold"] is not None and report["threshold"] > 1:
        n = report["threshold"]
        yield f"So that no one can be recognised, a month with fewer than {4 * n} contacts has no figures here."
        yield "For the same reason small figures are ranges, and so are those from which they could be worked out."
    read, rejected = report["read"], report["rejected"]
    if rejected is None:
        yield f"We looked at {plural(read, 'contact')}; a few could not be read."
    else:
        judged = report["judged"]
        yield f"We looked at {plural(read, 'contact')}: {judged:,} could be judged, {rejected:,} could not be read."
    if rejected != 0:
        yield "To which promise and month those belong is not known: they might change whether a target is met."


def _view(row: Data, **more: Any) -> dict[str, Any]:
    """A row of a table."""
    cells = [("Contacts", f"{row['contacts'] or 0:,}")]
    cells += [(label, _count(row[key])) for label, key in _COLUMNS]
    cells.append(("Share in time", _share_text(row)))
    for label, key in (("Half took at most", "median_minutes"), ("9 in 10 took at most", "ninetieth_minutes")):
        cells.append((label, minutes_text(row[key]) or "–"))
    return {
        "cells": cells,
        "nothing": "too few contacts to show figures" if row["contacts"] is None else "",
        "verdict": "–" if row["verdict"] in (Verdict.NO_TARGET, Verdict.NOTHING) else row["verdict"],
        **more,
    }


def _count(one: Data | None) -> str:
    """`37`, `1 to 4`."""
    if one is None:
        return _NOT_SHOWN
    return f"{one['low']:,}" if one["low"] == one["high"] else f"{one['low']:,} to {one['high']:,}"


def _share_text(row: Data) -> str:
    """`97.1%`; `at least 95.3%`, where one of its counts is a range."""
    if row["in_time"] is None:
        return _NOT_SHOWN
    share = row["share"]
    if share is None:
        return "–"
    return f"{share['at_least']}%" if share["is_exact"] else f"at least {share['at_least']}%"


def _says(target: Data) -> str:
    return f"{target['says']}{_for(target)}"


def _wanted(promise: Data) -> float | None:
    """The target to draw: a share of all contacts, by the promise's own limit."""
    shares = {one["wanted"] for one in promise["targets"] if one["is_own"]}
    return float(shares.pop().removesuffix("%")) if len(shares) == 1 else None


def _bar(label: str, row: Data, promise: Data) -> Bar:
    share = None if row["share"] is None else float(row["share"]["at_least"])
    return Bar(label=label, share=share, wanted=_wanted(promise), says=_share_text(row).replace("at least ", "≥ "))


def _drawn(draw: Any, id: str, title: str, bars: Sequence[Bar]) -> Markup:
    if draw is None or not bars:
        return Markup()
    about = "; ".join(f"{bar.label} {bar.says}" for bar in bars)
    target = " A red line is the target." if any(bar.wanted is not None for bar in bars) else ""
    return Markup(draw(id, title, f"{about}.{target} The table below has the same figures.", bars))


# ---------- the first page


def _index(report: Data, clock: LocalTime, charter: str, draw: Any) -> SimpleNamespace:
    months = [
        {
            "name": month_text(month["month"]),
            "link": f"{month['month']}/",
            "says": _missed_text([row for row in month["promises"] if row["missed"]]),
        }
        for month in reversed(report["months"])
    ]
    titles = {promise["id"]: promise["title"] for promise in report["promises"]}
    return SimpleNamespace(
        **_shared(report, clock),
        charter=charter,
        lead=f"How {report['organisation']} kept its promises, month by month.",
        months=months,
        longer=[_longer_text(titles[one["id"]], one) for one in report["longer"]],
        promises=[_promise(promise, report, draw) for promise in report["promises"]],
    )


def _missed_text(missed: Sequence[Data]) -> str:
    return f"{plural(len(missed), 'promise')} missed" if missed else "no promise missed"


def _promise(promise: Data, report: Data, draw: Any) -> dict[str, Any]:
    rows = [
        (month["month"], row) for month in report["months"] for row in month["promises"] if row["id"] == promise["id"]
    ]
    slug = promise["id"].replace(".", "-")
    bars = [_bar(month_text(month), row, promise) for month, row in rows]
    in_all = next(one for one in report["in_all"] if one["id"] == promise["id"])
    return {
        "slug": slug,
        "title": promise["title"],
        "wanted": "; ".join(_says(one) for one in promise["targets"]),
        "rows": [_view(row, name=month_text(month)) for month, row in rows],
        "in_all": _in_all_text(in_all),
        "chart": _drawn(draw, f"chart-{slug}", f"{promise['title']}: share in time, by month", bars),
    }


def _in_all_text(one: Data) -> str:
    if not one["months"]:
        return ""
    which = "All months" if one["months"] == one["of_months"] else f"The {plural(one['months'], 'month')} with figures"
    share = "" if one["share"] is None else f", {_share_text(one)} in time"
    return f"{which} together: {plural(one['contacts'], 'contact')}{share}."


def _longer_text(title: str, one: Data) -> str:
    period = f" in {one['period']}" if one["period"] else ""
    verdict = "not shown, as it would tell of a few contacts" if one["verdict"] is None else one["verdict"]
    return f"{title}, {one['says']}{_for(one)}{period}: {verdict}{_reached(one)}"


def _for(one: Data) -> str:
    return f", for {one['for']}" if one["for"] else ""


# ---------- a month


def _month(report: Data, month: Data, clock: LocalTime, draw: Any) -> SimpleNamespace:
    promises = {promise["id"]: promise for promise in report["promises"]}
    titles = {id: promise["title"] for id, promise in promises.items()}
    rows = month["promises"]
    name = month_text(month["month"])
    missed = [row for row in rows if row["missed"]]
    unknown = [row for row in rows if row["verdict"] == Verdict.NOT_KNOWN]
    bars = [_bar(titles[row["id"]], row, promises[row["id"]]) for row in rows]
    were = "was" if len(rows) == 1 else "were"
    return SimpleNamespace(
        **_shared(report, clock),
        month=name,
        lead=f"{_missed_text(missed).capitalize()}, of {plural(len(rows), 'promise')} that {were} due.",
        missed=[{"title": titles[row["id"]], "how": _how(row), "reason": row["reason"]} for row in missed],
        not_known=[{"title": titles[row["id"]], "how": _how(row)} for row in unknown],
        rows=[_view(row, title=titles[row["id"]], **_late(row)) for row in rows],
        targets=[_target_text(titles[row["id"]], one, month["month"]) for row in rows for one in row["targets"]],
        missing=[_missing_text(titles[row["id"]], one) for row in rows for one in row.get("missing", ())],
        chart=_drawn(draw, f"chart-{month['month']}", f"Share in time in {name}, by promise", bars),
    )


def _late(row: Data) -> dict[str, Any]:
    """The contacts, in a report for those within."""
    late = [f"{one['contact']} ({one['status']})" for one in row.get("late", ())]
    return {"late": late, "more": row.get("more", 0)}


def _missing_text(title: str, one: Data) -> str:
    return f"{title}: {one['what'] or 'what cannot be read'}, {plural(one['contacts'], 'contact')}"


def _target_text(title: str, one: Data, month: str) -> str:
    """`Emails: reply, 95% each month: missed (91.2%)`."""
    period = f" in {one['period']}" if one["period"] != month else ""
    return f"{title}, {one['says']}{_for(one)}{period}: {one['verdict']}{_reached(one)}"


def _reached(one: Data) -> str:
    return f" ({one['reached']})" if one["reached"] else ""


def _how(row: Data) -> str:
    """What is shown of how a promise was missed."""
    if row["contacts"] is None:
        return "Fewer contacts were due than we give figures of."
    if row["in_time"] is None:
        return f"Of {plural(row['contacts'], 'contact')}; how many is not shown, so that no one can be recognised."
    said = f"Not in time for {_count(row['not_in_time'])} of {plural(row['contacts'], 'contact')}"
    said += f"; {_share_text(row)} in time." if row["share"] is not None else "."
    wanted = [f"{one['says']}, {one['verdict']}{_reached(one)}" for one in row["targets"] if one["verdict"] != "met"]
    return f"{said} Target: {listed(wanted, 'and')}." if wanted else said
