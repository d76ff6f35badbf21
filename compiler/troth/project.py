"""The driver: finds policies, reads them and what lies beside them, and gives commands a checked policy to work with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from troth.calendars import lock as locks
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
from troth.syntax.lines import decode
from troth.syntax.parser import parse

CLAUSES = "clauses.csv"
SUFFIX = ".policy"


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

    @property
    def has_errors(self) -> bool:
        return any(finding.is_error for finding in self.findings)

    @property
    def fingerprints(self) -> dict[str, str]:
        assert self.policy is not None
        return {"promises": promises_fingerprint(self.policy), "calendar": calendar_fingerprint(self.policy)}


@cache
def vocabulary() -> Words:
    """The words that ship with the language."""
    path = data_folder("grammar") / "vocabulary.policy"
    tree, found = parse(path.name, path.read_text(encoding="utf-8"))
    assert not found, found
    return resolve_vocabulary(tree)


@cache
def work_calendar(calendar: Calendar) -> WorkCalendar:
    """A calendar at work, with its zone's transitions."""
    return WorkCalendar(calendar, read_zone(zone(calendar.zone), calendar.first, calendar.last))


class NotFound(Exception):
    """A path or policy that is not there; `args[0]` says what to do."""


def find(names: Iterable[str], default: Path = Path("policies")) -> list[Path]:
    """The policy files that these names mean: a file, a folder (with all beneath it), or the id of a policy.

    No names: the folder `policies`. Raises NotFound.
    """
    found: dict[Path, None] = {}
    for name in list(names) or [str(default)]:
        path = Path(name)
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
    hint = f"policies found there: {', '.join(p.stem for p in sorted(folder.rglob('*' + SUFFIX)))}" if folder.is_dir() else ""
    raise NotFound(f"there is no policy file, folder or id `{name}`" + (f"; {hint}" if hint else ""))


def load(path: Path, shown: str | None = None) -> Compiled:
    """Read, parse, resolve and check one policy file; `shown` is its path in findings (the path as given by default)."""
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
    lock_path = path.with_name(locks.NAME)
    lock_text = lock_path.read_text(encoding="utf-8", errors="replace") if lock_path.is_file() else None
    return compile_text(path, name, data, lock_text)


def compile_text(path: Path, shown: str, data: bytes, lock_text: str | None) -> Compiled:
    """Bytes of a policy and text of its lock → policy and findings; reads nothing."""
    text, found = decode(shown, data)
    if text is None:
        return Compiled(path=path, text="", policy=None, calendar=None, findings=tuple(found))
    tree, syntax = parse(shown, text)
    found.extend(syntax)
    lock: locks.Lock | None = None
    if lock_text is not None:
        lock, damage = locks.read_lock((Path(shown).parent / locks.NAME).as_posix(), lock_text)
        found.extend(damage)
    if not tree.blocks and found:
        return Compiled(path=path, text=text, policy=None, calendar=None, findings=in_order(found))
    policy, scope = resolve(tree, vocabulary(), lock)
    lock_damaged = lock_text is not None and lock is None
    found.extend(finding for finding in scope.found if not (lock_damaged and finding.code == "T202"))
    calendar = None
    if policy is not None and policy.calendar is not None:
        calendar = work_calendar(policy.calendar)
    if policy is not None and not any(finding.is_error for finding in found):
        found.extend(run_checks(policy, calendar))
    findings = in_order(found)
    return Compiled(path=path, text=text, policy=policy, calendar=calendar, findings=findings)


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
        compiled[index] = Compiled(
            path=one.path,
            text=one.text,
            policy=one.policy,
            calendar=one.calendar,
            findings=in_order((*one.findings, clash)),
        )
    return compiled
