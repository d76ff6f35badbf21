"""The MkDocs plugin: compiles policies and adds their pages to a site."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage

from troth.audit.report import REPORT
from troth.charter.findings import published_findings
from troth.charter.pages import Page, site_pages
from troth.project import NotFound, load_all

log = get_plugin_logger("troth")


_OWNERS = "owners"
"""The folder of hand-written pages for those who write policies."""
_MOST_CHARTERS = 3
_REPORT = "How we did"


class TrothConfig(Config):  # type: ignore[no-untyped-call]  # mkdocs has no types here
    """`policies`: a folder or file of policies; `as_of`: the day that examples look ahead from, today by default;

    `findings`: whether the site has a page for each finding of the compiler.
    """

    policies = config_options.Type(str, default="policies")
    as_of = config_options.Optional(config_options.Type((str, date)))
    findings = config_options.Type(bool, default=False)


class TrothPlugin(BasePlugin[TrothConfig]):  # type: ignore[no-untyped-call]  # mkdocs has no types here
    """Adds a first page and, for each policy, its charter, its facts and its working days."""

    def __init__(self) -> None:
        self._pages: list[Page] = []
        self._findings: list[Page] = []
        self._folder = Path()
        self._day = date.min

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Its presence keeps the plugin alive through the rebuilds of `mkdocs serve`."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Compile the policies; a policy with errors stops the build, each error with its place."""
        base = Path(config.config_file_path).parent if config.config_file_path else Path()
        self._folder = base / self.config.policies
        try:
            compiled = load_all([os.path.relpath(self._folder)])
        except NotFound as problem:
            raise PluginError(f"troth: {problem.args[0]}") from None
        errors = 0
        for one in compiled:
            for finding in one.findings:
                text = f"{finding.span}: {finding.code} {finding.message}; {finding.help}"
                (log.error if finding.is_error else log.debug)(text)
                errors += finding.is_error
        if errors:
            raise PluginError(f"troth: {errors} error{'' if errors == 1 else 's'} in policies; run `troth check`")
        self._day = self._as_of()
        self._pages = site_pages(compiled, self._day)
        self._findings = published_findings() if self.config.findings else []
        return config

    def _as_of(self) -> date:
        given, epoch = self.config.as_of, os.environ.get("SOURCE_DATE_EPOCH")
        if given is not None:
            try:
                return given if isinstance(given, date) else date.fromisoformat(str(given))
            except ValueError:
                raise PluginError(f"troth: `as_of: {given}` is no date; write it as 2026-11-22") from None
        now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
        return now.date()

    @event_priority(100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated pages, where no hand-written page stands in their place."""
        for page in (*self._pages, *self._findings):
            if files.get_file_from_path(page.path) is None:
                files.append(File.generated(config, page.path, content=page.markdown))
        if config.nav is None:
            config.nav = self._nav(files)
        return files

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Let a block of code be reached by the keyboard: on a narrow screen it scrolls sideways.

        The date that a site map gives for a page is that as of which the page was made, and not today's.
        """
        page.update_date = self._day.isoformat()
        return re.sub(r"<pre(?![^>]*\btabindex)", '<pre tabindex="0"', html)

    def _nav(self, files: Files) -> list[Any]:
        """The first page, a charter for each organisation, reports, pages written by hand and for owners, findings.

        Several organisations, several reports and several pages for owners are a group each. Of a report, which
        `troth audit` leaves, only the first page is there: the others are its months.
        """
        generated = {page.path for page in (*self._pages, *self._findings)}
        charters = [
            {page.short_title: page.path}
            for page in self._pages
            if page.path.count("/") == 1 and page.path.endswith("/index.md")
        ]
        written = sorted(file.src_uri for file in files.documentation_pages() if file.src_uri not in generated)
        owners: list[Any] = [path for path in written if path.startswith(f"{_OWNERS}/")]
        folders = tuple(uri.removesuffix(REPORT) for uri in files.src_uris if uri.endswith(f"/{REPORT}"))
        reports: list[Any] = [path for path in written if path in {f"{folder}index.md" for folder in folders}]
        others = [path for path in written if path not in owners and not path.startswith(folders)]
        owners += [{page.short_title: page.path} for page in self._findings[:1]]
        return [
            {"Home": "index.md"},
            *_grouped("Organisations", charters, _MOST_CHARTERS),
            *([{_REPORT: reports[0]}] if len(reports) == 1 else _grouped(_REPORT, reports, 0)),
            *others,
            *_grouped("For policy owners", owners, 1),
        ]

    def on_serve(self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        """Rebuild when a policy changes."""
        server.watch(str(self._folder))
        return server


def _grouped(title: str, pages: list[Any], most: int) -> list[Any]:
    """The pages as they are, or as one group where there are more than `most`."""
    return pages if len(pages) <= most else [{title: pages}]
