"""Shows that published pages and built checkers promise the same.

The pages are read as anybody reads them: each passage, the calendar statement and the closed days are parsed back into
a policy. Each checker is run as anybody runs it. Then all answer for a contact of every shape at every instant at which
an answer can change, a microsecond either side of it, and for random contacts. Whatever differs is named. Fingerprints
are reported and never trusted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from troth import __version__
from troth.charter.against_json import differing
from troth.charter.built import Built, NotBuilt, changed, contradictions, read_built, read_manifest, strangers
from troth.charter.checker_program import differing_code, differing_programs
from troth.charter.compared import Progress, compare
from troth.charter.help_desks import wrong_settings
from troth.charter.page_details import wrong_examples, wrong_labels
from troth.charter.published import PageProblem, PublishedPage, SiteFile, read_pages
from troth.charter.readback import Misread, disagreeing_handbook, policy_of_pages
from troth.charter.run_javascript import JavaScriptRunner
from troth.charter.run_sql import SqlRunner
from troth.charter.runners import PythonRunner, Runner
from troth.charter.site_files import files_in
from troth.charter.spelling import spellings, spelt
from troth.diagnostics import Diagnostic
from troth.model.limit import DayEnded
from troth.model.policy import Policy
from troth.project import vocabulary, work_calendar
from troth.source import whole_file
from troth.tables.program import lower
from troth.wording.reader import split_sentences
from troth.wording.style import plural

RUNNERS: tuple[Runner, ...] = (PythonRunner(), JavaScriptRunner(), SqlRunner())
"""One for each kind of checker that `troth build` makes; a checker without one is a finding, and never passed over."""
KINDS = tuple(runner.kind for runner in RUNNERS)
_AGAIN = "build the checkers and the site again from the same policies"
_BUILD = "build the policies again: `troth build`"


def verify(site: Path, build: Path, progress: Progress, every: int = 1, only: Sequence[str] = ()) -> list[Diagnostic]:
    """Everything in which the pages of a built site differ from the checkers of a build, or from themselves.

    Contacts are compared at `every` so many-th instant at which an answer can change; 1, all of them, is proof.
    `only`: the kinds of checkers that are run, by default every kind that lies in the build.
    """
    return verify_files(files_in(site), site.as_posix(), build, progress, every, only)


def verify_files(
    files: Iterable[SiteFile | PageProblem],
    site: str,
    build: Path,
    progress: Progress,
    every: int = 1,
    only: Sequence[str] = (),
) -> list[Diagnostic]:
    """The same for the files of a site, wherever they come from; `site` is where that is."""
    try:
        manifest = read_manifest(build)
    except NotBuilt as problem:
        return [_finding(PageProblem("T807", problem.message, problem.path, _BUILD))]
    for name in strangers(build, manifest, site):
        progress(f"{(build / name).as_posix()} is no part of the build, and is left alone")
    read, found = read_pages(files)
    pages: dict[str, list[PublishedPage]] = {}
    for page in read:
        pages.setdefault(page.policy, []).append(page)
    progress(f"{plural(len(read), 'page')} of {len(pages)} {'policy' if len(pages) == 1 else 'policies'} read")
    for id_ in sorted(manifest):
        if id_ not in pages:
            found.append(PageProblem("T801", f"no page of the site publishes the policy `{id_}`", site))
            continue
        try:
            built = read_built(build, id_, manifest[id_])
        except NotBuilt as problem:
            found.append(PageProblem("T807", problem.message, problem.path, _BUILD))
        else:
            for note in changed(built, manifest[id_]):
                progress(note)
            known = spellings(built.policy)
            found.extend(_of_policy(built, [spelt(page, known) for page in pages[id_]], progress, every, only))
            wrong = contradictions(built, build, manifest[id_])
            found.extend(PageProblem("T807", one.message, one.path, _BUILD) for one in wrong)
    for id_ in sorted(pages.keys() - manifest.keys()):
        message = f"the site publishes the policy `{id_}`, of which nothing is built"
        found.append(PageProblem("T807", message, pages[id_][0].path, "build it: `troth build`"))
    return list(dict.fromkeys(_finding(one) for one in found))


def _finding(one: PageProblem) -> Diagnostic:
    return Diagnostic(code=one.code, message=one.args[0], span=whole_file(one.path), help=one.help or _AGAIN)


def _of_policy(
    built: Built, pages: list[PublishedPage], progress: Progress, every: int, only: Sequence[str]
) -> Iterator[PageProblem]:
    try:
        policy, where, disagreements = policy_of_pages(built.id, pages, vocabulary())
    except Misread as misread:
        for problem in misread.problems:
            yield _as_published(problem, pages)
        return
    for problem in disagreements:
        yield PageProblem(problem.code, problem.args[0] + _who_counts(policy), problem.path)
    agree = all(value in page.fingerprints for page in pages for value in built.fingerprints)
    progress(f"{built.id}: the fingerprints of pages and build {'are equal' if agree else 'differ'} (not relied on)")
    calendar = None if policy.calendar is None else work_calendar(policy.calendar, policy.calendars)
    yield from (_as_published(one, pages) for one in disagreeing_handbook(policy, pages))
    yield from wrong_labels(policy, pages)
    yield from wrong_examples(policy, calendar, pages)
    if calendar is not None:
        yield from wrong_settings(policy, pages)
    yield from differing(policy, pages, where, built)
    checkers, problems = _checkers(built, only, progress)
    yield from problems
    if calendar is not None and not checkers and not problems and not only:
        yield PageProblem("T807", f"there is no checker of `{built.id}`", built.folder.as_posix(), _BUILD)
    if calendar is None:
        return
    said = lower(policy, calendar)
    is_of_this_version = built.policy.get("compiler") == __version__
    if not is_of_this_version:
        progress(f"{built.id}: built by another troth: what its checkers answer is compared, and not their code")
    answered: defaultdict[Path, set[str]] = defaultdict(set)
    if checkers:
        for path, id_, problem in compare(policy, calendar, where, checkers, progress, every):
            answered[path].add(id_)
            yield problem
    for runner, path in checkers:
        others = {id_: page for id_, page in where.items() if id_ not in answered[path]}
        yield from differing_programs(said, pages, others, runner, path)
        if is_of_this_version:
            yield from differing_code(said, runner, path)


def _checkers(
    built: Built, only: Sequence[str], progress: Progress
) -> tuple[list[tuple[Runner, Path]], list[PageProblem]]:
    """The checkers of a policy that are to be run, and why others that lie in its folder cannot be."""
    found: list[tuple[Runner, Path]] = []
    wrong: list[PageProblem] = []
    for name in built.checkers():
        path = built.folder / name
        runner = next((one for one in RUNNERS if one.file == name), None)
        if only and (runner is None or runner.kind not in only):
            progress(f"{built.id}: {name} is not run, as --only says")
        elif not path.is_file():
            wrong.append(
                PageProblem("T807", f"the checker `{name}` of `{built.id}` is missing", path.as_posix(), _BUILD)
            )
        elif runner is None:
            message = f"nothing here can run `{name}` of `{built.id}`"
            wrong.append(
                PageProblem(
                    "T809",
                    message,
                    path.as_posix(),
                    "take it away, or name what is to be run: `--only KINDS`",
                )
            )
        elif lacking := runner.lacks():
            message = f"`{name}` of `{built.id}` is not run: {lacking}"
            others = [kind for kind in KINDS if kind != runner.kind]
            wrong.append(
                PageProblem(
                    "T809", message, path.as_posix(), f"install it, or leave it out: `--only {','.join(others)}`"
                )
            )
        else:
            found.append((runner, path))
    return found, wrong


_NOT_UNDERSTOOD = re.compile(r"`(?P<id>[^`]+)`: “(?P<read>.*)” is not understood from “(?P<rest>.*)” on", re.DOTALL)


def _as_published(problem: PageProblem, pages: Iterable[PublishedPage]) -> PageProblem:
    """A problem with the sentence as the page has it: the reader marks words before it parses them."""
    found = _NOT_UNDERSTOOD.fullmatch(problem.args[0])
    if found is None:
        return problem
    passages = (
        text
        for page in pages
        if page.path == problem.path
        for id_, text in (*page.passages, *page.staff_passages)
        if id_ == found["id"]
    )
    sentences = [sentence for text in passages for sentence in split_sentences(text)]
    if not sentences:
        return problem
    sentence = max(sentences, key=lambda one: SequenceMatcher(None, one, found["read"]).ratio())
    rest = f" from “{found['rest']}” on" if found["rest"] and found["rest"] in sentence else ""
    return PageProblem(problem.code, f"`{found['id']}`: “{sentence}” is not understood{rest}", problem.path)


def _who_counts(policy: Policy) -> str:
    """To which promises a day matters."""
    counting = [p.id for p in policy.promises() if any(isinstance(limit, DayEnded) for limit in p.every_limit())]
    if not counting:
        return ""
    others = f" and {plural(len(counting) - 1, 'other promise')}" if len(counting) > 1 else ""
    return f"; it matters to `{counting[0]}`{others}"
