"""The mutants: every one that cosmic-ray knows of some modules, and of those that can be noticed a draw."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from tests.mutation.equivalent import is_mutant


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One change of a module: its path, the place and the whole text of the change."""

    job: str
    module: str
    line: int
    operator: str
    text: str

    def diff(self, source: str) -> str:
        """The change as a unified diff without its head."""
        lines = unified_diff(source.splitlines(), self.text.splitlines(), lineterm="", n=1)
        return "\n".join(list(lines)[2:])


def modules_of(patterns: Sequence[str], root: Path) -> list[Path]:
    """The modules that patterns mean, in order, but for empty ones."""
    return sorted({path for pattern in patterns for path in root.glob(pattern) if path.name != "__init__.py"})


def draw(root: Path, modules: Sequence[Path], number: int, seed: int, session: Path) -> tuple[list[Mutant], int]:
    """So many mutants by a seed, and of how many; the session of cosmic-ray holds them all.

    Those that no run can notice are passed over. Each module has the same sources as in the session.
    """
    from cosmic_ray.commands import init
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator
    from cosmic_ray.work_db import WorkDB, use_db

    with use_db(str(session), WorkDB.Mode.create) as database:
        init(modules, database, {})
        items = {item.job_id: item.mutations[0] for item in database.work_items}
    jobs = sorted(items, key=lambda job: (str(items[job].module_path), items[job].operator_name, items[job].occurrence))
    random.Random(seed).shuffle(jobs)
    sources = {path: path.read_text(encoding="utf-8") for path in modules}
    drawn: list[Mutant] = []
    for job in jobs:
        if len(drawn) == number:
            break
        spec = items[job]
        source = sources[spec.module_path]
        text = mutate_code(source, get_operator(spec.operator_name)(), spec.occurrence)
        if text is None or not is_mutant(source, text):
            continue
        module = spec.module_path.relative_to(root).as_posix()
        name = spec.operator_name.removeprefix("core/")
        drawn.append(Mutant(job=job, module=module, line=spec.start_pos[0], operator=name, text=text))
    return drawn, len(jobs)


def killers_of(module: str, groups: Sequence[Mapping[str, Sequence[str]]]) -> list[str]:
    """The test files that meet the mutants of a module: those of the first group that names it.

    Raises LookupError where none does.
    """
    for group in groups:
        if any(Path(module).match(pattern) for pattern in group["modules"]):
            return list(group["tests"])
    raise LookupError(f"no group of tests names {module}")
