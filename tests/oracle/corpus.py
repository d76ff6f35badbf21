"""Writes the conformance corpus, or compares it: `python -m tests.oracle.corpus [--check]`.

Nothing here is the compiler's: what is expected comes from the design of time, day by day.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.oracle import (
    corpus_again,
    corpus_announced,
    corpus_around,
    corpus_clocks,
    corpus_counted,
    corpus_draw,
    corpus_draw_late,
    corpus_events,
    corpus_forms,
    corpus_hand,
    corpus_moved,
    corpus_paid,
    corpus_pairs,
    corpus_pairs_late,
    corpus_post,
    corpus_several,
    corpus_shares,
    corpus_short,
    corpus_sides,
    corpus_varied,
    corpus_worked,
    corpus_worked_sums,
)

README = "README.md"
MARKS = "<!-- files -->\n<!-- end of files -->\n<!-- pairs -->\n<!-- end of pairs -->\n"
FOLDER = Path(__file__).resolve().parent.parent / "conformance"
MODULES = (
    corpus_counted,
    corpus_events,
    corpus_around,
    corpus_moved,
    corpus_clocks,
    corpus_pairs,
    corpus_forms,
    corpus_again,
    corpus_post,
    corpus_announced,
    corpus_short,
    corpus_varied,
    corpus_sides,
    corpus_shares,
    corpus_several,
    corpus_paid,
    corpus_pairs_late,
    corpus_draw,
    corpus_draw_late,
    corpus_hand,
    corpus_worked,
    corpus_worked_sums,
)
THEMES = tuple(theme for module in MODULES for theme in module.THEMES)


def files(readme: str) -> Iterator[tuple[str, str]]:
    """The name and the text of each file: the cases, and the README with its tables as they must be."""
    themes = [make().data() for make in THEMES]
    for data in themes:
        yield f"{data['theme']}.json", text_of(data)
    cases = [case for data in themes for case in data["cases"]]
    rows = [f"| `{data['theme']}.json` | {data['about']} | {len(data['cases'])} |" for data in themes]
    table = ["| File | About | Cases |", "|---|---|---:|", *rows, f"| | in all | {len(cases):,} |"]
    pairs = Counter(cover for case in cases for cover in case["covers"] if " × " in cover)
    listed = [f"| {pair} | {number} |" for pair, number in sorted(pairs.items())]
    readme = _between(readme, "files", "\n".join(table))
    yield README, _between(readme, "pairs", "\n".join(["| Pair | Cases |", "|---|---:|", *listed]))


def _between(text: str, name: str, table: str) -> str:
    """A text with what stands between two marks of a name replaced."""
    before, start, rest = text.partition(f"<!-- {name} -->\n")
    _, end, after = rest.partition(f"<!-- end of {name} -->")
    return f"{before}{start}\n{table}\n\n{end}{after}"


def text_of(data: dict[str, Any]) -> str:
    """A theme as JSON that can be read: a line of policy text a line, a part of a case a line."""
    head = [f"  {_flat(key)}: {_flat(data[key])}" for key in ("$schema", "theme", "about")]
    locks = ",\n".join(f"    {_flat(name)}: {_lines(lines, 4)}" for name, lines in data["locks"].items())
    policies = ",\n".join(_policy(name, policy) for name, policy in data["policies"].items())
    cases = ",\n".join(_case(case) for case in data["cases"])
    body = [*head, f'  "locks": {{\n{locks}\n  }}'] if locks else head
    body += [f'  "policies": {{\n{policies}\n  }}', f'  "cases": [\n{cases}\n  ]']
    return "{\n" + ",\n".join(body) + "\n}\n"


def _flat(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _lines(lines: list[str], margin: int) -> str:
    inner = ",\n".join(" " * (margin + 2) + _flat(line) for line in lines)
    return f"[\n{inner}\n{' ' * margin}]"


def _policy(name: str, policy: dict[str, Any]) -> str:
    lock = f'      "lock": {_flat(policy["lock"])},\n' if "lock" in policy else ""
    return f'    {_flat(name)}: {{\n{lock}      "text": {_lines(policy["text"], 6)}\n    }}'


def _case(case: dict[str, Any]) -> str:
    parts = [f"      {_flat(key)}: {_part(key, value)}" for key, value in case.items() if key != "expected"]
    expected = case["expected"]
    if "promises" in expected:
        rows = ",\n".join(f"          {_flat(row)}" for row in expected["promises"])
        inner = [f'        "promises": [\n{rows}\n        ]' if rows else '        "promises": []']
        inner += [f"        {_flat(key)}: {_flat(value)}" for key, value in expected.items() if key != "promises"]
        text = ",\n".join(inner)
        parts.append(f'      "expected": {{\n{text}\n      }}')
    elif "contacts" in case:
        inner = [f"        {_flat(key)}: {_rows(value, 8)}" for key, value in expected.items()]
        parts.append('      "expected": {\n' + ",\n".join(inner) + "\n      }")
    else:
        parts.append(f'      "expected": {_flat(expected)}')
    return "    {\n" + ",\n".join(parts) + "\n    }"


def _part(key: str, value: Any) -> str:
    return _rows(value, 6) if key == "contacts" else _flat(value)


def _rows(rows: list[Any], margin: int) -> str:
    inner = ",\n".join(" " * (margin + 2) + _flat(row) for row in rows)
    return f"[\n{inner}\n{' ' * margin}]" if rows else "[]"


def main(arguments: list[str]) -> int:
    """Write the files; with `--check`, write nothing and say which of them differ. Returns 1 where one does."""
    readme = FOLDER / README
    made = dict(files(readme.read_text(encoding="utf-8") if readme.is_file() else MARKS))
    if arguments not in ([], ["--check"]):
        print("usage: python -m tests.oracle.corpus [--check]", file=sys.stderr)
        return 2
    different = []
    for name, text in made.items():
        path = FOLDER / name
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        different.append(name)
        if not arguments:
            path.write_text(text, encoding="utf-8")
    stale = sorted(path.name for path in FOLDER.glob("*.json") if path.name not in {*made, "schema.json"})
    for name in [*different, *stale]:
        print(f"{name}: {'differs' if name in made else 'is made by no theme'}" if arguments else f"{name}: written")
    return 1 if arguments and (different or stale) else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
