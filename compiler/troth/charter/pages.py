"""Templates and views → the pages of a site, as a mapping from path to text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from troth.charter.handbook import handbook
from troth.charter.help_desks import help_desks
from troth.charter.views import HomePage, Links, PolicyPages, home_page, policy_pages
from troth.model.policy import Policy
from troth.project import Compiled
from troth.resources import data_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page to be written: its path in the site's sources, its title, and its body as one HTML element."""

    path: str
    title: str
    short_title: str
    description: str
    body: str

    @property
    def markdown(self) -> str:
        """Markdown with front matter, which any generator takes: the body passes through as it is."""
        head = {"title": self.title, "description": self.description}
        lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in head.items()]
        return "\n".join(["---", *lines, "---", "", self.body, ""])


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(data_folder("site") / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _render(template: str, view: Any) -> str:
    return _templates().get_template(template).render(view=view).strip()


def _links(prefix: str, back: str) -> Links:
    """Links from a page: `prefix` leads to the policy's folder, `back` to the first page."""
    return Links(
        home=back,
        charter=prefix or "./",
        facts=f"{prefix}facts/",
        working_days=f"{prefix}working-days/",
        handbook=f"{prefix}handbook/",
    )


def site_pages(compiled: Iterable[Compiled], as_of: date) -> list[Page]:
    """The generated pages of a site: a first page; for each policy its charter, facts, working days and handbook."""
    home: HomePage = home_page(
        (one.policy, one.fingerprints, _links(f"{one.policy.id}/", "./")) for one in compiled if one.policy is not None
    )
    pages = [_home(home)]
    for one in compiled:
        if one.policy is not None:
            pages.extend(_policy_pages(one, one.policy, as_of))
    return pages


def _home(view: HomePage) -> Page:
    body = _render("home.html", view)
    return Page(path="index.md", title=view.title, short_title="Home", description=view.lead, body=body)


def _policy_pages(compiled: Compiled, policy: Policy, as_of: date) -> Iterator[Page]:
    """Each page of a policy; a page named `a/b.md` stands two levels below the policy's folder."""
    organisation = policy.header.organisation
    whole = f"{organisation}: {policy.title}"
    charter = policy_pages(policy, compiled.calendar, compiled.fingerprints, as_of, _links("", "../"))
    book = handbook(policy, compiled.calendar, as_of)
    settings = help_desks(policy, book, as_of)

    def page(name: str, template: str, about: str, **more: Any) -> Page:
        depth = 0 if name == "index" else name.removesuffix("/index").count("/") + 1
        links = _links("../" * depth, "../" * (depth + 1))
        view = SimpleNamespace(**{**_fields(charter), "links": links, "handbook": book, "help_desks": settings, **more})
        is_charter = name == "index"
        return Page(
            path=f"{policy.id}/{name}.md",
            title=whole if is_charter else f"{about} – {whole}",
            short_title=organisation if is_charter else about,
            description=f"{about} of {organisation}.",
            body=_render(template, view),
        )

    yield page("index", "charter.html", "Customer charter")
    yield page("facts", "facts.html", "Policy facts")
    if compiled.calendar is not None:
        yield page("working-days", "working-days.html", "Working days", closed=charter.all_closed)
    yield page("handbook/index", "handbook.html", "Staff handbook")
    yield page("handbook/duties", "duties.html", "All duties")
    for situation in book.situations:
        yield page(f"handbook/{situation.slug}", "situation.html", situation.title, situation=situation)
    if settings.desks:
        yield page("handbook/help-desk/index", "help-desks.html", "What your help desk must be set to")
    for desk in settings.desks:
        yield page(f"handbook/help-desk/{desk.slug}", "help-desk.html", f"{desk.product}: what to set", desk=desk)
    for sheet in book.sheets:
        yield page(f"sheets/{sheet.slug}", "sheet.html", f"For the wall: {sheet.title}", sheet=sheet)


def _fields(view: PolicyPages) -> dict[str, Any]:
    return {field.name: getattr(view, field.name) for field in fields(view)}
