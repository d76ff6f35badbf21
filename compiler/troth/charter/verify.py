"""Shows that published pages and built checkers promise the same.

The pages are read as anybody reads them: each passage, the calendar statement and the closed days are parsed back into
a policy. The checker is run as anybody runs it. Then both answer for a contact of every shape at every instant at which
an answer can change, a microsecond either side of it, and for random contacts. Whatever differs is named. Fingerprints
are reported and never trusted.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from troth.calendars.local_time import to_utc
from troth.calendars.lock import year_spans
from troth.calendars.workdays import OutsideYears, WorkCalendar
from troth.charter.loose_figures import loose_figures
from troth.charter.published import PublishedPage, read_site
from troth.charter.readback import PageProblem, disagreeing_handbook, policy_of_pages
from troth.charter.views import strength_label
from troth.deadlines.answer import answer
from troth.deadlines.contact import ContactReader
from troth.deadlines.reading import Unreadable, read_moment
from troth.diagnostics import Diagnostic
from troth.model.limit import DayEnded
from troth.model.policy import Policy
from troth.project import MANIFEST, vocabulary, work_calendar
from troth.source import whole_file
from troth.tables.contacts import around, breakpoints, random_contacts, shapes, told_by_events
from troth.tables.program import lower
from troth.targets.due_tables import with_tables
from troth.wording.answer import Answers
from troth.wording.example import write_example
from troth.wording.reader import split_sentences
from troth.wording.style import listed, plural
from troth.wording.voice import Voice

RANDOM_CONTACTS = 2_000
_SEED = 20_261_122
_CHECKER = "checker.py"

_SAID = {"T207": "that it lies outside of the calendar's years"}

Progress = Callable[[str], None]


def verify(site: Path, build: Path, progress: Progress, every: int = 1) -> list[Diagnostic]:
    """Everything in which the pages of a built site differ from the checkers of a build, or from themselves.

    Contacts are compared at `every` so many-th instant at which an answer can change; 1, all of them, is proof.
    """
    manifest_path = build / MANIFEST
    try:
        policies: dict[str, Any] = json.loads(manifest_path.read_text(encoding="utf-8"))["policies"]
        if not all(isinstance(entry, dict) for entry in policies.values()):
            raise TypeError
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        message = f"{manifest_path.as_posix()} is missing or damaged"
        return [_finding("T807", message, build.as_posix(), "build the policies again: `troth build`")]
    pages: dict[str, list[PublishedPage]] = {}
    for page in read_site(site):
        pages.setdefault(page.policy, []).append(page)
    found: list[Diagnostic] = []
    for id_ in sorted(policies):
        if id_ not in pages:
            found.append(_finding("T801", f"no page of the site publishes the policy `{id_}`", site.as_posix(), _AGAIN))
            continue
        found.extend(_verify_policy(id_, pages[id_], build / id_, policies[id_], progress, every))
    for id_ in sorted(pages.keys() - policies.keys()):
        message = f"the site publishes the policy `{id_}`, of which nothing is built"
        found.append(_finding("T807", message, pages[id_][0].path, "build it: `troth build`"))
    return found


_AGAIN = "build the checkers and the site again from the same policies"


def _finding(code: str, message: str, path: str, help_: str = _AGAIN) -> Diagnostic:
    return Diagnostic(code=code, message=message, span=whole_file(path), help=help_)


def _verify_policy(
    id_: str, pages: list[PublishedPage], folder: Path, entry: dict[str, Any], progress: Progress, every: int
) -> Iterator[Diagnostic]:
    try:
        policy, where, disagreements = policy_of_pages(id_, pages, vocabulary())
    except PageProblem as problem:
        yield _finding(problem.code, _as_published(problem, pages), problem.path)
        return
    for disagreement in disagreements:
        yield _finding(disagreement.code, disagreement.message + _who_counts(policy), disagreement.path)
    prints = [str(value) for value in entry.get("fingerprints", {}).values()]
    agree = all(value in page.fingerprints for page in pages for value in prints)
    progress(f"{id_}: the fingerprints of pages and build {'are equal' if agree else 'differ'} (not relied on)")
    for missing in sorted(set(entry.get("promises", [])) - where.keys()):
        yield _finding("T801", f"the promise `{missing}` is built and not published", pages[0].path)
    calendar = None if policy.calendar is None else work_calendar(policy.calendar, policy.calendars)
    yield from (_finding(one.code, _as_published(one, pages), one.path) for one in disagreeing_handbook(policy, pages))
    yield from _labels(policy, pages)
    yield from _examples(policy, calendar, pages)
    yield from _loose_figures(pages, folder)
    yield from _passages(pages, folder)
    yield from _years_by_rule(policy, pages, folder)
    if calendar is None:
        return
    checker = folder / _CHECKER
    if not checker.is_file():
        yield _finding("T807", f"the checker of `{id_}` is missing", checker.as_posix())
        return
    yield from _tables_differ(policy, calendar, where, checker)
    yield from _compare(policy, calendar, where, checker, progress, every)


def _tables_differ(
    policy: Policy, calendar: WorkCalendar, where: dict[str, str], checker: Path
) -> Iterator[Diagnostic]:
    """Where the compiled tables of a promise, by which `deadline` answers, are not those of what the pages say."""
    text = checker.read_text(encoding="utf-8", errors="replace")
    data = text.partition("\nPROGRAM = ")[2].partition("\nCHECKER = ")[0]
    try:
        built = ast.literal_eval(data.strip())
        found = {promise["id"]: _tables_of(promise, built["tables"]) for promise in built["promises"]}
    except (ValueError, SyntaxError, KeyError, TypeError, IndexError, RecursionError, MemoryError):
        yield _finding("T803", "the tables of the checker cannot be read", checker.as_posix())
        return
    said = with_tables(lower(policy, calendar))
    for promise in said["promises"]:
        id_ = promise["id"]
        if id_ in found and found[id_] != _tables_of(promise, said["tables"]):
            message = f"`{id_}`: the table of its deadlines in the checker is not that of what the page says"
            yield _finding("T803", message, where[id_])


def _tables_of(part: Any, tables: list[Any]) -> list[str]:
    """The tables that a promise of a program names, as text, in one order."""
    if isinstance(part, list):
        return sorted(text for one in part for text in _tables_of(one, tables))
    if not isinstance(part, dict):
        return []
    own = [json.dumps(tables[part["table"]])] if "table" in part else []
    return sorted([*own, *(text for one in part.values() for text in _tables_of(one, tables))])


_NOT_UNDERSTOOD = re.compile(r"`(?P<id>[^`]+)`: “(?P<read>.*)” is not understood from “(?P<rest>.*)” on", re.DOTALL)


def _as_published(problem: PageProblem, pages: Iterable[PublishedPage]) -> str:
    """The message of a problem, with the sentence as the page has it: the reader marks words before it parses them."""
    found = _NOT_UNDERSTOOD.fullmatch(problem.message)
    if found is None:
        return problem.message
    passages = (
        text
        for page in pages
        if page.path == problem.path
        for id_, text in (*page.passages, *page.staff_passages)
        if id_ == found["id"]
    )
    sentences = [sentence for text in passages for sentence in split_sentences(text)]
    if not sentences:
        return problem.message
    sentence = max(sentences, key=lambda one: SequenceMatcher(None, one, found["read"]).ratio())
    rest = f" from “{found['rest']}” on" if found["rest"] and found["rest"] in sentence else ""
    return f"`{found['id']}`: “{sentence}” is not understood{rest}"


def _who_counts(policy: Policy) -> str:
    """To which promises a day matters."""
    counting = [p.id for p in policy.promises() if any(isinstance(limit, DayEnded) for limit in p.every_limit())]
    if not counting:
        return ""
    others = f" and {plural(len(counting) - 1, 'other promise')}" if len(counting) > 1 else ""
    return f"; it matters to `{counting[0]}`{others}"


def _labels(policy: Policy, pages: Iterable[PublishedPage]) -> Iterator[Diagnostic]:
    for page in pages:
        for id_, label in page.strengths:
            promise = policy.promise(id_)
            if promise is None or strength_label(promise) != label:
                yield _finding("T804", f"`{id_}` is labelled “{label}”, and its passage says otherwise", page.path)


def _examples(policy: Policy, calendar: WorkCalendar | None, pages: Iterable[PublishedPage]) -> Iterator[Diagnostic]:
    for page in pages:
        for shown in page.examples:
            expected = None
            if calendar is not None and shown.contact is not None and shown.voice in list(Voice):
                try:
                    expected = write_example(shown.promise, shown.contact, policy, calendar, Voice(shown.voice))
                except (Unreadable, OutsideYears):
                    expected = None
            days = () if expected is None else tuple(_day_text(day) for day in expected.days)
            if expected is None or expected.text != shown.text or days != shown.days:
                says = "nothing" if expected is None else f"“{expected.text}”"
                yield _finding(
                    "T804",
                    f"the worked example of `{shown.promise}` says “{shown.text}”; by the page's own promise it is "
                    f"{says}",
                    page.path,
                )


def _day_text(day: Any) -> str:
    return " ".join(part for part in (day.weekday, day.date, day.number, day.why) if part)


def _passages(pages: Iterable[PublishedPage], folder: Path) -> Iterator[Diagnostic]:
    """What a page says otherwise than the policy that was built: also what no checker judges, as what we say."""
    try:
        data = json.loads((folder / "policy.json").read_text(encoding="utf-8"))
        built = {one["id"]: one["passage"] for standard in data["standards"] for one in standard["promises"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        yield _finding("T807", "`policy.json` is missing or damaged", folder.as_posix())
        return
    for page in pages:
        for id_, text in page.passages:
            if built.get(id_) != text:
                message = f"`{id_}`: the page says “{text}”, and the policy that was built “{built.get(id_)}”"
                yield _finding("T804", message, page.path)


def _years_by_rule(policy: Policy, pages: Iterable[PublishedPage], folder: Path) -> Iterator[Diagnostic]:
    """Where the pages say of other years than the policy that was built that their holidays may still change."""
    try:
        data = json.loads((folder / "policy.json").read_text(encoding="utf-8"))
        known = [data["calendar"], *data["calendars"]] if data["calendar"] else []
        built = {one["name"] if number else "": tuple(one["by_rule"]) for number, one in enumerate(known)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return  # `_passages` has said that it is missing or damaged
    said = [] if policy.calendar is None else [("", policy.calendar), *((one.name, one) for one in policy.calendars)]
    for name, calendar in said:
        if calendar.by_rule != built.get(name, ()):
            theirs, ours = (
                listed(year_spans(years), "and") or "no year" for years in (calendar.by_rule, built.get(name, ()))
            )
            message = (
                f"the page says that the holidays of {theirs} may still change, and the policy that was built {ours}"
            )
            path = next((page.path for page in pages if page.kind == "working-days"), folder.as_posix())
            yield _finding("T804", message, path)


def _loose_figures(pages: Iterable[PublishedPage], folder: Path) -> Iterator[Diagnostic]:
    """Figures that belong to no promise; the organisation's own name may hold one, and is compared instead."""
    try:
        data = json.loads((folder / "policy.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        yield _finding("T807", "`policy.json` is missing or damaged", folder.as_posix())
        return
    if not isinstance(data, dict):
        return
    header = data.get("header")
    organisation = " ".join(str(header.get("organisation") if isinstance(header, dict) else "").split())
    for page in pages:
        for name in {name for name in page.names if name != organisation}:
            message = f"the page names the organisation “{name}”, and the policy that was built “{organisation}”"
            yield _finding("T804", message, page.path)
    for figure, path in loose_figures(pages, data):
        message = f"`{figure}` stands on the page outside of every promise"
        yield _finding("T806", message, path, "only a promise of the policy may say a figure")


def _contacts(policy: Policy, calendar: WorkCalendar, every: int) -> Iterator[tuple[dict[str, Any], str]]:
    """Contacts, each with its as-of: every shape around every breakpoint, then random ones."""
    instants = sorted({instant for point in [*breakpoints(calendar)][::every] for instant in around(point)})
    starts = [to_utc(instant).isoformat() for instant in instants]
    for shape in _distinct(policy, calendar):
        for start in starts:
            yield shape.at(start), start
        for instant in instants[:: len(instants) // 50 or 1]:
            for contact in told_by_events(shape, policy, instant):
                yield contact, to_utc(instant).isoformat()
    yield from random_contacts(policy, calendar, _SEED, RANDOM_CONTACTS)


def _distinct(policy: Policy, calendar: WorkCalendar) -> list[Any]:
    """Shapes enough to meet every limit of every promise: those that show nothing new are left out."""
    reader = ContactReader(policy, calendar)
    middle = to_utc((calendar.start + calendar.end) // 2).isoformat()
    shown: set[tuple[str, Any, str]] = set()
    kept = []
    ranked = []
    for shape in shapes(policy):
        contact = reader.read(shape.at(middle))
        try:
            judged = answer(policy, contact, calendar, contact.arrives.first).judged
        except OutsideYears:  # a limit so long that it leaves the years from their middle
            kept.append(shape)
            continue
        ranked.append(
            (shape, {(one.promise.id, one.path, str(one.status)) for one in judged if one.status != "waiting"})
        )
    for shape, shows in sorted(ranked, key=lambda item: -len(item[1])):
        if not shows <= shown:
            shown |= shows
            kept.append(shape)
    return kept


def _compare(
    policy: Policy, calendar: WorkCalendar, where: dict[str, str], checker: Path, progress: Progress, every: int
) -> Iterator[Diagnostic]:
    answers = Answers(policy, calendar, {})
    page = next(iter(where.values()), checker.as_posix())
    differing: set[str] = set()
    compared, is_silent = 0, False
    with TemporaryFile("w+", encoding="utf-8") as asked, TemporaryFile("w+", encoding="utf-8") as errors:
        for contact, as_of in _contacts(policy, calendar, every):
            asked.write(json.dumps({**contact, "as_of": as_of}) + "\n")
        asked.seek(0)
        command = [sys.executable, "-I", "-S", str(checker.resolve())]
        with subprocess.Popen(
            command, stdin=asked, stdout=subprocess.PIPE, stderr=errors, text=True, encoding="utf-8"
        ) as run:
            assert run.stdout is not None
            for contact, as_of in _contacts(policy, calendar, every):
                line = run.stdout.readline()
                if not line:
                    is_silent = True
                    break
                compared += 1
                if compared % 20_000 == 0:
                    progress(f"{policy.id}: {compared:,} contacts compared")
                for id_, by_page, by_checker in _differences(contact, as_of, line, policy, calendar, answers):
                    if id_ in differing:
                        continue
                    differing.add(id_)
                    yield _finding(
                        "T803",
                        f"`{id_}`: for {_shown(contact)} the page says {by_page}, and the checker {by_checker}",
                        where.get(id_, page if id_ == policy.id else checker.as_posix()),
                    )
            run.stdout.close()
            status = run.wait()
        errors.seek(0)
        if is_silent and status == 0:
            message = f"the checker of `{policy.id}` stops answering after {compared:,} contacts"
            yield _finding("T803", message, checker.as_posix())
        if status != 0 and not differing:
            last = (errors.read().strip().splitlines() or ["it stopped early"])[-1]
            yield _finding("T803", f"the checker of `{policy.id}` does not run: {last}", checker.as_posix())
    progress(f"{policy.id}: {compared:,} contacts compared")


def _differences(
    contact: dict[str, Any], as_of: str, line: str, policy: Policy, calendar: WorkCalendar, answers: Answers
) -> Iterator[tuple[str, str, str]]:
    try:
        got = json.loads(line)
    except ValueError:
        got = None
    if not isinstance(got, dict):
        yield policy.id, "an answer", "none that can be read"
        return
    until = read_moment("as of", as_of, calendar.clock, calendar.rules.zone)[1]
    expected = answers.to(contact, until)
    if "error" in expected or "error" in got:
        codes = [(answer_.get("error") or {}).get("code", "an answer") for answer_ in (expected, got)]
        if codes[0] != codes[1]:
            answered = got if "error" in expected else expected
            names = [one.get("id") for one in answered.get("promises", ())]
            yield str(names[0] if names else policy.id), *(_SAID.get(code, code) for code in codes)
        return
    for part in ("policy", "contact"):
        if expected[part] != got.get(part):
            yield policy.id, f"{part} {expected[part]}", f"{got.get(part)}"
    mine = {one["id"]: _placeless(one) for one in (*expected["promises"], *expected["unmeasured"])}
    its = {one.get("id"): _placeless(one) for one in (*got.get("promises", ()), *got.get("unmeasured", ()))}
    for id_ in dict.fromkeys((*mine, *its)):
        if mine.get(id_) != its.get(id_):
            yield str(id_), *_said_differently(mine.get(id_), its.get(id_))


def _placeless(one: dict[str, Any]) -> dict[str, Any]:
    """An answer without the place of its rule: a page stands in no file of policies."""
    rule = one.get("rule")
    return {**one, "rule": rule.get("text")} if isinstance(rule, dict) else one


def _said_differently(mine: dict[str, Any] | None, its: dict[str, Any] | None) -> tuple[str, str]:
    if mine is None or its is None:
        return ("nothing" if mine is None else mine["says"]), ("nothing" if its is None else str(its.get("says")))
    names = [name for name in mine if mine[name] != its.get(name)] or [name for name in its if name not in mine]
    name = "says" if "says" in names else names[0]
    if name == "because":
        reasons = zip(mine[name], its.get(name, ()), strict=False)
        pair = next(((m, i) for m, i in reasons if m != i), (mine[name], its.get(name)))
        return f"because {_reason(pair[0])}", f"because {_reason(pair[1])}"
    what = "" if name == "says" else f"{name.replace('_', ' ')} "
    return f"{what}“{mine.get(name)}”", f"“{its.get(name)}”"


def _reason(reason: Any) -> str:
    return f"{reason['date']}: {reason['why']}" if isinstance(reason, dict) and "why" in reason else str(reason)


def _shown(contact: dict[str, Any]) -> str:
    said = [f"{name} {value}" for name, value in contact.items() if name not in ("arrives", "events", "facts", "dates")]
    said += [f"{name} {value}" for part in ("facts", "events") for name, value in contact.get(part, {}).items()]
    return f"{', '.join(said)} arriving {contact['arrives']}"
