"""The driver: finds policies, reads them and what lies beside them, and gives commands a checked policy."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from troth import __version__
from troth.calendars import lock as locks
from troth.calendars.locked import read_edited, read_lock
from troth.calendars.workdays import WorkCalendar
from troth.calendars.zone import read_zone
from troth.checks import run_checks
from troth.diagnostics import Diagnostic, in_order
from troth.model.calendar import Calendar
from troth.model.fingerprint import calendar_fingerprint, promises_fingerprint
from troth.model.policy import Policy
from troth.model.words import Words
from troth.resolve.policy import resolve, resolve_vocabulary
from troth.resources import data_folder, zone
from troth.source import whole_file
from troth.syntax import fixing
from troth.syntax.lines import decode
from troth.syntax.parser import parse
from troth.tables.program import lower
from troth.targets.answer_schema import answer_schema
from troth.targets.due_tables import with_tables
from troth.targets.javascript import javascript_checker
from troth.targets.json import POLICY_SCHEMA, json_policy
from troth.targets.python import python_checker
from troth.targets.schema import manifest_schema, policy_schema
from troth.targets.sql import left_out, sql_checker
from troth.writing import NotAtOnce, only_writer, put_in_place, put_one_by_one, write_file

CLAUSES = "clauses.csv"
SUFFIX = ".policy"
_LONGEST_NAME = 250
MANIFEST = "manifest.json"
MANIFEST_SCHEMA, ANSWER_SCHEMA = "manifest.schema.json", "answer.schema.json"
_LACKING = frozenset({"T013", "T107", "T305", "T603"})
"""Findings that something is missing: not said of a block in which a line was not understood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """One policy file: its text, its policy where it holds one, and every finding.

    `calendar` is there where the policy has one and no finding stands against it.
    """

    path: Path
    text: str
    policy: Policy | None
    calendar: WorkCalendar | None
    findings: tuple[Diagnostic, ...]
    fingerprints: dict[str, str] = field(default_factory=dict)

    @property
    def has_errors(self) -> bool:
        return any(finding.is_error for finding in self.findings)


@cache
def vocabulary() -> Words:
    """The words that ship with the language."""
    path = data_folder("grammar") / "vocabulary.policy"
    tree, found = parse(path.name, path.read_text(encoding="utf-8"))
    assert not found, found
    return resolve_vocabulary(tree)


@cache
def work_calendar(calendar: Calendar, others: Iterable[Calendar] = ()) -> WorkCalendar:
    """A calendar at work, with its zone's transitions, and the other calendars of its policy."""
    return WorkCalendar(calendar, read_zone(zone(calendar.zone), calendar.first, calendar.last), others)


class NotFound(Exception):
    """A path or policy that is not there; `args[0]` says what to do."""


def find(names: Iterable[str], default: Path = Path("policies")) -> list[Path]:
    """The policy files that these names mean: a file, a folder (with all beneath it), or the id of a policy.

    No names: the folder `policies`. Raises NotFound.
    """
    found: dict[Path, None] = {}
    for name in list(names) or [str(default)]:
        path = Path(name)
        if len(name) > _LONGEST_NAME:
            raise NotFound(f"there is no policy file, folder or id `{name[:40]}…`")
        if path.is_dir():
            inside = sorted(path.rglob(f"*{SUFFIX}"))
            if not inside:
                raise NotFound(f"no {SUFFIX} file lies in {path}")
            found.update(dict.fromkeys(inside))
        elif path.is_file():
            found[path] = None
        else:
            found[_by_id(name, default)] = None
    return list(found)


def _by_id(name: str, folder: Path) -> Path:
    if "/" not in name and not name.endswith(SUFFIX) and folder.is_dir():
        guess = folder / name / f"{name}{SUFFIX}"
        if guess.is_file():
            return guess
        for path in sorted(folder.rglob(f"*{SUFFIX}")):
            if path.stem == name:
                return path
    hint = (
        f"policies found there: {', '.join(p.stem for p in sorted(folder.rglob('*' + SUFFIX)))}"
        if folder.is_dir()
        else ""
    )
    raise NotFound(f"there is no policy file, folder or id `{name}`" + (f"; {hint}" if hint else ""))


def load(path: Path, shown: str | None = None) -> Compiled:
    """Read, parse, resolve and check one policy file.

    `shown` is its path in findings; by default the path as given.
    """
    name = shown or path.as_posix()
    try:
        data = path.read_bytes()
    except OSError as problem:
        finding = Diagnostic(
            code="T015",
            message=f"the file cannot be read: {problem.strerror}",
            span=whole_file(name),
            help="check its name and who may read it",
        )
        return Compiled(path=path, text="", policy=None, calendar=None, findings=(finding,))
    return compile_text(path, name, data, _lock_beside(path))


def _lock_beside(path: Path) -> str | Diagnostic | None:
    """The text of the holiday lock beside a policy; None where there is none, a finding where it cannot be read."""
    lock = path.with_name(locks.NAME)
    try:
        return lock.read_bytes().decode("utf-8", "surrogateescape")
    except FileNotFoundError:
        return None
    except OSError as problem:
        is_folder = isinstance(problem, IsADirectoryError)
        return Diagnostic(
            code="T015",
            message=f"the holiday lock cannot be read: {'it is a folder' if is_folder else problem.strerror}",
            span=whole_file(lock.as_posix()),
            help=("move away what has its name, and " if is_folder else "check who may read it, or move it away and ")
            + "run `troth calendar --update`",
        )


def compile_text(path: Path, shown: str, data: bytes, lock_text: str | Diagnostic | None) -> Compiled:
    """Bytes of a policy and text of its lock (or why that cannot be read) → policy and findings; reads nothing."""
    text, found = decode(shown, data)
    if text is None:
        return Compiled(path=path, text="", policy=None, calendar=None, findings=tuple(found))
    tree, syntax = parse(shown, text)
    found.extend(syntax)
    lock: locks.Lock | None = None
    if isinstance(lock_text, Diagnostic):
        found.append(lock_text)
    elif lock_text is not None:
        lock, damage = read_lock((Path(shown).parent / locks.NAME).as_posix(), lock_text)
        found.extend(damage)
    if not tree.blocks and found:
        return Compiled(path=path, text=text, policy=None, calendar=None, findings=in_order(found))
    policy, scope = resolve(tree, vocabulary(), lock)
    lock_damaged = lock_text is not None and lock is None
    found.extend(
        finding
        for finding in scope.found
        if not (lock_damaged and finding.code == "T202")
        and not (finding.code in _LACKING and finding.span in tree.broken)
    )
    calendar = None
    if policy is not None and policy.calendar is not None:
        calendar = work_calendar(policy.calendar, policy.calendars)
    if policy is not None and not any(finding.is_error for finding in found):
        found.extend(run_checks(policy, calendar))
    prints = {}
    if policy is not None:
        prints = {"promises": promises_fingerprint(policy), "calendar": calendar_fingerprint(policy)}
    return Compiled(
        path=path, text=text, policy=policy, calendar=calendar, findings=in_order(found), fingerprints=prints
    )


def load_all(names: Iterable[str]) -> list[Compiled]:
    """Every policy that these names mean, each id once.

    Raises NotFound.
    """
    compiled = [load(path) for path in find(names)]
    seen: dict[str, Compiled] = {}
    for index, one in enumerate(compiled):
        if one.policy is None or one.policy.id not in seen:
            if one.policy is not None:
                seen[one.policy.id] = one
            continue
        clash = Diagnostic(
            code="T102",
            message=f"the policy `{one.policy.id}` stands in {seen[one.policy.id].path.as_posix()} too",
            span=whole_file(one.path.as_posix()),
            help="give one of them another name",
        )
        compiled[index] = replace(one, findings=in_order((*one.findings, clash)))
    return compiled


# ---------- writing


def mend(one: Compiled) -> tuple[Diagnostic, ...]:
    """Make the corrections of a policy that need no choice, in its file; returns the findings that this ended.

    Raises OSError where the file cannot be read or written.
    """
    path, lock_text = one.path, _lock_beside(one.path)
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return ()
    mended = fixing.mend(text, lambda fresh: compile_text(path, path.as_posix(), fresh.encode(), lock_text).findings)
    if mended.findings:
        write_file(path.resolve(), mended.text)
    return mended.findings


def rewrite_file(path: Path, text: str) -> None:
    """Put another text in a file that is there, whole or not at all; a link stays a link.

    Raises OSError.
    """
    target = path.resolve()
    target.open("ab").close()  # a file that may not be written stays, even where its folder may be
    write_file(target, text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build wrote: every policy that lies in its folder, by id, with its entry in the manifest.

    `not_at_once`: why the files were put in place one by one; "" where it was done in one step.
    """

    policies: dict[str, dict[str, object]]
    not_at_once: str = ""


def build(compiled: Iterable[Compiled], out: Path) -> Built:
    """Write what is built of each policy to `out/<id>/`, and `out/manifest.json`: all of it, or nothing.

    The policies have no errors. A policy without a calendar promises no deadline, and has no checker. Raises OSError
    where it cannot be written; the old build is as it was.
    """
    every: dict[str, str] = {}
    entries: dict[str, dict[str, object]] = {}
    sources: list[Path] = []
    of_policy, of_answer = _json(policy_schema()), _json(answer_schema())
    for one in compiled:
        policy, prints = one.policy, one.fingerprints
        assert policy is not None
        files = {"policy.json": _json(json_policy(policy, prints)), POLICY_SCHEMA: of_policy}
        without: dict[str, str] = {}
        if one.calendar is not None:
            program = lower(policy, one.calendar)
            tabled = with_tables(program)
            files["checker.py"] = python_checker(tabled, prints, policy.id)
            files["checker.mjs"] = javascript_checker(tabled, prints, policy.id)
            files["checker.sql"] = sql_checker(program, prints, policy.id)
            files[ANSWER_SCHEMA] = of_answer
            without = left_out(program)
        entry: dict[str, object] = {
            "policy": policy.id,
            "compiler": __version__,
            "title": policy.title,
            "fingerprints": prints,
            "years": None if policy.calendar is None else [policy.calendar.first_year, policy.calendar.last_year],
            "promises": [promise.id for promise in policy.promises()],
            "not_in_sql": without,
            "files": {name: hashlib.sha256(text.encode()).hexdigest() for name, text in sorted(files.items())},
        }
        every |= {f"{policy.id}/{name}": text for name, text in {**files, MANIFEST: _json(entry)}.items()}
        entries[policy.id] = entry
        sources.append(one.path)
    out = out.resolve()
    with only_writer(out):
        entries = dict(sorted({**dict(_built(out)), **entries}.items()))
        every[MANIFEST_SCHEMA] = _json(manifest_schema())
        every[MANIFEST] = _json({"$schema": MANIFEST_SCHEMA, "compiler": __version__, "policies": entries})
        try:
            put_in_place(out, every, sources)
        except NotAtOnce as reason:
            put_one_by_one(out, every)
            return Built(policies=entries, not_at_once=reason.args[0])
    return Built(policies=entries)


def _built(out: Path) -> Iterator[tuple[str, dict[str, object]]]:
    """The manifest of each policy that lies in a build, by id."""
    for path in sorted(out.glob(f"*/{MANIFEST}")):
        try:
            entry = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            continue
        if isinstance(entry, dict) and entry.get("policy") == path.parent.name:
            yield path.parent.name, entry


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class LockUpdate:
    """A holiday lock beside policies, and as it would be written now.

    `text`: None where there is none. `lock`: what it says, also where it was changed by hand; None where it cannot be
    read, and then `damage` says why. `policies`: those of its folder that take holidays from it.
    """

    path: Path
    text: str | None
    lock: locks.Lock | None
    damage: tuple[Diagnostic, ...]
    fresh: locks.Lock
    policies: tuple[Compiled, ...]


def update_locks(compiled: Iterable[Compiled]) -> list[LockUpdate]:
    """The lock beside each of these policies as the library gives it now, with the marks that its years have.

    A lock serves every policy in its folder, so those that are not among these count too.
    """
    found: list[LockUpdate] = []
    known = {one.path: one for one in compiled}
    for folder in dict.fromkeys(path.parent for path in known):
        beside = [known.get(path) or load(path) for path in sorted(folder.glob(f"*{SUFFIX}")) if path.is_file()]
        served = tuple(one for one in beside if _locked_calendars(one))
        calendars = [calendar for one in served for calendar in _locked_calendars(one)]
        if not calendars:
            continue
        text, path = _lock_beside(served[0].path), folder / locks.NAME
        damage = [text] if isinstance(text, Diagnostic) else []
        lock = None
        if isinstance(text, str):
            lock, damage = read_lock(path.as_posix(), text)
            lock = read_edited(text) if damage else lock
        regions = {region for calendar in calendars if calendar.holidays for region in calendar.holidays.regions}
        first, last = min(one.first_year for one in calendars), max(one.last_year for one in calendars)
        fresh = locks.make_lock(tuple(sorted(regions)), first, last, lock.proclaimed if lock else ())
        found.append(
            LockUpdate(
                path=path,
                text=text if isinstance(text, str) else None,
                lock=lock,
                damage=tuple(damage),
                fresh=fresh,
                policies=served,
            )
        )
    return found


def _locked_calendars(one: Compiled) -> list[Calendar]:
    """The calendars of a policy that take holidays from a lock."""
    if one.policy is None or one.policy.calendar is None:
        return []
    every = (one.policy.calendar, *one.policy.calendars)
    return [calendar for calendar in every if calendar.holidays is not None and calendar.holidays.regions]


def with_lock(one: Compiled, lock: locks.Lock) -> Compiled:
    """A policy compiled with another lock than the one beside it."""
    return compile_text(one.path, one.path.as_posix(), one.text.encode(), locks.write_lock(lock))


def lock_of(one: Compiled) -> locks.Lock | None:
    """The lock with which a policy was compiled; None where there is none that can be read."""
    text = _lock_beside(one.path)
    return read_lock("", text)[0] if isinstance(text, str) else None
