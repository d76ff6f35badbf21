"""Mutants of `calendars/` and `deadlines/`, drawn by a fixed seed and put to the tests: `make mutation`.

Works on copies of the checkout, one for each core, and never on the checkout itself. Prints the share that is killed,
by module, and each survivor with its place and its change. Exits with 1 where fewer are killed than `mutation.toml`
asks for, and with 2 where the tests fail without a mutant. What became of each mutant stays in `build/mutation/`: the
session of cosmic-ray, for its own reports, and `found.json`, with the test that killed it.
"""

from __future__ import annotations

import argparse
import compileall
import contextlib
import json
import os
import py_compile
import queue
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

from tests.mutation.draw import Mutant, draw, killers_of, modules_of

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
OUT = ROOT / "build" / "mutation"
FREE = 60.0
"""Seconds of processor time for an import, and for a file before it is known what it takes."""
CONTROLS = (
    ("compiler/troth/calendars/months.py", "min(day.day, last)", "1"),
    ("compiler/troth/deadlines/walk.py", "counted += day not in still", "counted += 2"),
)
"""Changes that any test must notice: where one survives, it is not the copy that is tested."""


class Worker:
    """A copy of the checkout and the process that works in it."""

    def __init__(self, source: Path, names: Sequence[str]) -> None:
        self.place = Path(tempfile.mkdtemp(prefix="troth-mutation-"))
        for name in names:
            if (source / name).is_dir():
                shutil.copytree(source / name, self.place / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy2(source / name, self.place / name)
        # Valid by the source's content: two mutants may have the same size, in the same second.
        mode = py_compile.PycInvalidationMode.CHECKED_HASH
        compileall.compile_dir(self.place / "compiler", quiet=1, invalidation_mode=mode)
        compileall.compile_dir(self.place / "tests", quiet=1, invalidation_mode=mode)
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(self.place / "compiler"), str(self.place)])}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.mutation.worker"],
            cwd=self.place,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, order: Mapping[str, Any]) -> dict[str, Any]:
        """Give an order and wait for what became of it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the worker in {self.place} ended: {self.process.wait()}")
        found: dict[str, Any] = json.loads(answer)
        if "broken" in found:
            raise RuntimeError(f"the worker in {self.place}: {found['broken']}")
        return found

    def end(self) -> None:
        """End the process and remove the copy."""
        if self.process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self.process.stdin.close()
        self.process.wait()
        shutil.rmtree(self.place)


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, run, report; the exit code."""
    settings = tomllib.loads((HERE / "mutation.toml").read_text(encoding="utf-8"))
    parser = argparse.ArgumentParser(prog="python -m tests.mutation.mutation")
    parser.add_argument("--mutants", type=int, default=settings["mutants"])
    parser.add_argument("--seed", type=int, default=settings["seed"])
    given = parser.parse_args(arguments)
    workers = [Worker(ROOT, settings["copied"])]
    try:
        workers.append(Worker(workers[0].place, settings["copied"]))
        place = workers[0].place
        modules = modules_of(settings["modules"], place)
        sources = {path.relative_to(place).as_posix(): path.read_text(encoding="utf-8") for path in modules}
        order, fault = prepared(workers[1], sources, settings)
        if fault:
            print(fault, file=sys.stderr)
            return 2
        OUT.mkdir(parents=True, exist_ok=True)
        session = OUT / "session.sqlite"
        session.unlink(missing_ok=True)
        mutants, of = draw(place, modules, given.mutants, given.seed, session)
        print(f"{len(mutants)} mutants of {of} (seed {given.seed}) in {len(modules)} modules", flush=True)
        found = run_all(workers, mutants, order, settings)
    finally:
        for worker in workers:
            worker.end()
    record(session, mutants, found, sources)
    rows = [{"module": one.module, "line": one.line, "operator": one.operator, **found[one.job]} for one in mutants]
    (OUT / "found.json").write_text(json.dumps(rows, indent=1), encoding="utf-8")
    print(report(mutants, found, sources))
    return 0 if share(found) >= settings["least"] else 1


def prepared(worker: Worker, sources: Mapping[str, str], settings: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """What every order has, from a run without a mutant; and what is wrong with that run, if so."""
    order: dict[str, Any] = {"memory": settings["memory"], "free": FREE, "allowed": {}}
    texts: dict[tuple[str, ...], None] = {}
    for group in settings["groups"]:
        module = next(one for one in sources if killers_of(one, settings["groups"]) == group["tests"])
        found = worker.ask({**order, "module": module, "text": None, "tests": group["tests"]})
        if found["killed"]:
            return order, f"without a mutant {found['by']} fails: mend that first"
        for file, seconds in found["spent"].items():
            most = seconds * settings["times"] + settings["seconds"]
            order["allowed"][file] = max(order["allowed"].get(file, 0.0), most)
        texts.update(dict.fromkeys(map(tuple, found["texts"])))
        listed = ", ".join(f"{Path(file).stem} {seconds:.1f}" for file, seconds in found["spent"].items())
        print(f"{sum(found['spent'].values()):.1f} s without a mutant: {listed}", flush=True)
    order["texts"] = [*map(list, texts)]
    return order, ""


def controlled(
    worker: Worker, control: tuple[str, str, str], order: Mapping[str, Any], settings: Mapping[str, Any]
) -> str:
    """What is wrong where a module as it is does not pass its tests, or where a control survives; else nothing."""
    module, old, new = control
    text = (worker.place / module).read_text(encoding="utf-8")
    if text.count(old) != 1:
        return f"`{old}` is no longer in {module}: choose another control"
    asked = {**order, "module": module, "tests": killers_of(module, settings["groups"])}
    unchanged = worker.ask({**asked, "text": text})
    if unchanged["killed"]:
        return f"{module} as it is fails {unchanged['by']}"
    if not worker.ask({**asked, "text": text.replace(old, new)})["killed"]:
        return f"`{new}` in {module} is not noticed: it is not the copy that is tested"
    return ""


def run_all(
    workers: Sequence[Worker], mutants: Sequence[Mutant], order: Mapping[str, Any], settings: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """What became of each mutant, by its job."""
    waiting: queue.SimpleQueue[Mutant] = queue.SimpleQueue()
    for mutant in sorted(mutants, key=lambda one: one.module):  # those of `deadlines/` together
        waiting.put(mutant)
    found: dict[str, dict[str, Any]] = {}

    def work(worker: Worker) -> None:
        own = dict(order)
        controls = {Path(control[0]).parent: control for control in CONTROLS}
        with contextlib.suppress(queue.Empty):
            while True:
                mutant = waiting.get_nowait()
                control = controls.pop(Path(mutant.module).parent, None)
                if control and (fault := controlled(worker, control, own, settings)):
                    raise RuntimeError(fault)
                own.pop("texts", None)
                tests = killers_of(mutant.module, settings["groups"])
                found[mutant.job] = worker.ask({**own, "module": mutant.module, "text": mutant.text, "tests": tests})
                if not found[mutant.job]["killed"]:
                    print(f"{mutant.module}:{mutant.line}: survives ({mutant.operator})", flush=True)
                if len(found) % 20 == 0:
                    print(f"{len(found)} run, {killed(found)} killed", flush=True)

    with ThreadPoolExecutor(len(workers)) as pool:
        done, _ = wait([pool.submit(work, worker) for worker in workers], return_when=FIRST_EXCEPTION)
        with contextlib.suppress(queue.Empty):  # the other has no more to do where one of them broke
            while any(one.exception() for one in done):
                waiting.get_nowait()
    for one in done:
        one.result()
    return found


def killed(found: Mapping[str, Mapping[str, Any]]) -> int:
    """How many are killed."""
    return sum(one["killed"] for one in found.values())


def share(found: Mapping[str, Mapping[str, Any]]) -> float:
    """The share that is killed; nothing is no proof."""
    return killed(found) / len(found) if found else 0.0


def report(mutants: Sequence[Mutant], found: Mapping[str, Mapping[str, Any]], sources: Mapping[str, str]) -> str:
    """The table by module, the share, and every survivor."""
    drawn = Counter(mutant.module for mutant in mutants)
    dead = Counter(mutant.module for mutant in mutants if found[mutant.job]["killed"])
    lines = ["", "| module | mutants | killed |", "|---|---:|---:|"]
    lines += [
        f"| `{Path(module).parent.name}/{Path(module).name}` | {drawn[module]} | {dead[module]} |"
        for module in sorted(drawn)
    ]
    lines += ["", f"{killed(found)} of {len(found)} mutants are killed: {share(found):.1%}", ""]
    for mutant in sorted(mutants, key=lambda one: (one.module, one.line)):
        if not found[mutant.job]["killed"]:
            lines += [
                f"{mutant.module}:{mutant.line}: survives ({mutant.operator})",
                mutant.diff(sources[mutant.module]),
            ]
    return "\n".join(lines)


def record(
    session: Path, mutants: Sequence[Mutant], found: Mapping[str, Mapping[str, Any]], sources: Mapping[str, str]
) -> None:
    """Write what became of the mutants into the session of cosmic-ray; those that were not drawn have no result."""
    from cosmic_ray.work_db import WorkDB, use_db
    from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkResult

    with use_db(str(session), WorkDB.Mode.open) as database:
        for mutant in mutants:
            one = found[mutant.job]
            database.set_result(
                mutant.job,
                WorkResult(
                    worker_outcome=WorkerOutcome.NORMAL,
                    output=one["by"],
                    test_outcome=TestOutcome.KILLED if one["killed"] else TestOutcome.SURVIVED,
                    diff=mutant.diff(sources[mutant.module]),
                ),
            )


if __name__ == "__main__":
    sys.exit(main())
