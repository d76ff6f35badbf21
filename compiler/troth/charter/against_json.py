"""The pages of a policy against its `policy.json`: what no checker judges, and what the data says of what they do."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from troth.calendars.lock import year_spans
from troth.charter.built import POLICY_JSON, Built
from troth.charter.loose_figures import loose_figures
from troth.charter.markup import readable
from troth.charter.published import PageProblem, PublishedPage
from troth.charter.said_beside import differing_beside
from troth.model import calendar, condition, duration, limit, measure, policy
from troth.model.calendar import Calendar, HolidayRule
from troth.model.fingerprint import as_data
from troth.model.policy import Policy
from troth.wording.style import listed


def differing(
    policy: Policy, pages: Iterable[PublishedPage], where: dict[str, str], built: Built
) -> Iterator[PageProblem]:
    """Everything in which the pages of a policy and its `policy.json` differ; `where`: promise → page."""
    pages = list(pages)
    yield from _promises(policy, pages, where, built)
    yield from _passages(pages, built)
    yield from _calendars(policy, pages, built)
    yield from _names(pages, built)
    yield from differing_beside(policy, pages, built)
    for figure, path in loose_figures(pages, built.policy):
        message = f"`{figure}` stands on the page outside of every promise"
        yield PageProblem("T806", message, path, "only a promise of the policy may say a figure")


def _promises(policy: Policy, pages: list[PublishedPage], where: dict[str, str], built: Built) -> Iterator[PageProblem]:
    for missing in sorted({*built.promises, *built.passages} - where.keys()):
        path = next((page.path for page in pages if page.passages), pages[0].path)
        yield PageProblem("T801", f"the promise `{missing}` is built and not published", path)
    passages = {id_: text for page in pages for id_, text in page.passages}
    for said in built.standing():
        promise = policy.promise(said["id"])
        if promise is None or passages[promise.id] != readable(said["passage"]):
            continue  # `_passages` says so
        by_page, as_built = _said(as_data(promise)), _said({"is": "Promise", **said})
        names = [name for name in by_page if by_page[name] != as_built.get(name, _NOTHING)]
        if names:
            message = (
                f"`{promise.id}`: by the page its {names[0].replace('_', ' ')} is {_brief(by_page[names[0]])}, "
                f"and by `{POLICY_JSON}` {_brief(as_built.get(names[0]))}"
            )
            yield PageProblem("T804", message, where[promise.id])


_NOTHING = object()


def _said(promise: dict[str, Any]) -> dict[str, Any]:
    """A promise as its sentences say it: they do not tell conditions of its standard from its own."""
    said: dict[str, Any] = _compared(promise)
    who, only = said.pop("who", None), said.pop("only", None)
    conditions = [*(who.get("conditions") or () if isinstance(who, dict) else ()), *(only or ())]
    return {**said, "conditions": sorted({json.dumps(one) for one in conditions})}


def _compared(data: Any) -> Any:
    """Data of a model without what makes no two values different, as the name of a season, and stands on no page."""
    if isinstance(data, list):
        return [_compared(one) for one in data]
    if not isinstance(data, dict):
        return data
    left_out = _not_compared().get(str(data.get("is")), frozenset()) | _SAID_BY_THE_DAYS
    kept = {name: _compared(one) for name, one in data.items() if name not in left_out}
    return None if kept == {"is": HolidayRule.__name__, "regions": []} else kept


_SAID_BY_THE_DAYS = frozenset({"closures", "dropped", "added"})
"""Which days are closed is what a page says, and not how they came to be."""


@cache
def _not_compared() -> dict[str, frozenset[str]]:
    """Class of the model → its fields that no comparison looks at."""
    kinds = [one for module in (calendar, condition, duration, limit, measure, policy) for one in vars(module).values()]
    return {
        kind.__name__: frozenset(field.name for field in dataclasses.fields(kind) if not field.compare)
        for kind in kinds
        if isinstance(kind, type) and dataclasses.is_dataclass(kind)
    }


def _brief(data: Any) -> str:
    """`{"is": "Within", "amount": …}` in a line that can be read."""
    text = json.dumps(data, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


_LONGEST = 160


def _passages(pages: Iterable[PublishedPage], built: Built) -> Iterator[PageProblem]:
    """What a page says otherwise than the policy that was built: also what no checker judges, as what we say."""
    passages = built.passages
    for page in pages:
        for id_, text in page.passages:
            if id_ not in passages:
                message = f"`{id_}`: the page says “{text}”, and the policy that was built nothing of it"
                yield PageProblem("T804", message, page.path)
            elif readable(passages[id_]) != text:
                message = f"`{id_}`: the page says “{text}”, and the policy that was built “{passages[id_]}”"
                yield PageProblem("T804", message, page.path)


def _calendars(policy: Policy, pages: Iterable[PublishedPage], built: Built) -> Iterator[PageProblem]:
    """Where the calendars of the pages are not those of the policy that was built."""
    data = built.policy["calendar"]
    path = next((page.path for page in pages if page.kind == "working-days"), next(page.path for page in pages))
    if policy.calendar is None or data is None:
        if (policy.calendar is None) != (data is None):
            who = ("the policy that was built has a calendar", "no page says which days count")
            yield PageProblem(
                "T801", f"{who[0]}, and {who[1]}" if data else "the pages say a calendar, and none is built", path
            )
        return
    theirs = {"": data, **{one.get("name"): one for one in built.policy["calendars"] if isinstance(one, dict)}}
    ours = {"": policy.calendar, **{one.name: one for one in policy.calendars}}
    for name in dict.fromkeys((*ours, *theirs)):
        named = f"calendar {name}" if name else "the calendar"
        if name not in ours or name not in theirs:
            sides = ("the policy that was built", "the pages") if name not in ours else ("the pages", "the build")
            yield PageProblem("T801", f"{named} is said by {sides[0]}, and not by {sides[1]}", path)
            continue
        for one in _differences(ours[name], theirs[name]):
            yield PageProblem("T804", f"{named}: {one}" if name else one, path)


def _differences(ours: Calendar, theirs: dict[str, Any]) -> Iterator[str]:
    as_built = _compared({"is": "Calendar", **theirs})
    for name, value in _compared(as_data(ours)).items():
        built = as_built.get(name, _NOTHING)
        if name == "name" or value == built:
            continue
        if name == "by_rule" and isinstance(built, list):
            said, known = (listed(year_spans(years), "and") or "no year" for years in (ours.by_rule, built))
            yield f"the page says that the holidays of {said} may still change, and the policy that was built {known}"
        else:
            what = name.replace("_", " ")
            yield f"the calendar's {what}: {_brief(value)} by the page, and {_brief(as_built.get(name))} as built"


def _names(pages: Iterable[PublishedPage], built: Built) -> Iterator[PageProblem]:
    organisation = readable(str(built.policy["header"].get("organisation") or ""))
    for page in pages:
        for name in sorted({name for name in page.names if name != organisation}):
            message = f"the page names the organisation “{name}”, and the policy that was built “{organisation}”"
            yield PageProblem("T804", message, page.path)
