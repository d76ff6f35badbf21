"""Templates and views → the pages of a site, as a mapping from path to text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from troth.charter.views import HomePage, Links, PolicyPages, home_page, policy_pages
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


def _links(policy: str, prefix: str, back: str) -> Links:
    """Links from a page: `prefix` leads to the policy's folder, `back` to the first page."""
    return Links(home=back, charter=prefix or "./", facts=f"{prefix}facts/", working_days=f"{prefix}working-days/")


def site_pages(compiled: Iterable[Compiled], as_of: date) -> list[Page]:
    """The generated pages of a site: a first page, and a charter, facts and working days for each policy."""
    policies = [one for one in compiled if one.policy is not None]
    pages: list[Page] = []
    for one in policies:
        assert one.policy is not None
        id_, organisation = one.policy.id, one.policy.header.organisation
        charter = policy_pages(one.policy, one.calendar, one.fingerprints, as_of, _links(id_, "", "../"))
        below = replace(charter, links=_links(id_, "../", "../../"))
        title = f"{organisation}: {one.policy.title}"
        for name, template, view, about in _OF_A_POLICY:
            pages.append(
                Page(
                    path=f"{id_}/{name}.md",
                    title=title if name == "index" else f"{about} – {title}",
                    short_title=organisation if name == "index" else about,
                    description=f"{about} of {organisation}.",
                    body=_render(template, view(charter if name == "index" else below)),
                )
            )
    home: HomePage = home_page(
        (one.policy, _links(one.policy.id, f"{one.policy.id}/", "./")) for one in policies if one.policy
    )
    pages.insert(0, _home(home))
    return pages


def _home(view: HomePage) -> Page:
    body = _render("home.html", view)
    return Page(path="index.md", title=view.title, short_title="Home", description=view.lead, body=body)


def _as_charter(view: PolicyPages) -> PolicyPages:
    return view


def _as_facts(view: PolicyPages) -> PolicyPages:
    """The facts page shows every duty where the charter shows those for customers."""
    return replace(view, duties=view.all_duties)


def _as_working_days(view: PolicyPages) -> PolicyPages:
    return replace(view, closed=view.all_closed)


_OF_A_POLICY = (
    ("index", "charter.html", _as_charter, "Customer charter"),
    ("facts", "facts.html", _as_facts, "Policy facts"),
    ("working-days", "working-days.html", _as_working_days, "Working days"),
)
