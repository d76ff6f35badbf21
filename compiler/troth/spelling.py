"""Which known word a misspelt one may have been meant to be. Standard library only: compiled checkers carry it."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The one known word that `word` may have been meant to be, or None.

    Damerau–Levenshtein distance (a transposition is one step) of at most a third of the word's length, at least 1.
    """
    best: tuple[int, str] | None = None
    allowed = max(1, len(word) // 3) if len(word) > 2 else 0
    for candidate in known:
        if abs(len(candidate) - len(word)) > allowed:
            continue
        steps = _distance(word.lower(), candidate.lower())
        if steps <= allowed and (best is None or (steps, candidate) < best):
            best = (steps, candidate)
    return best[1] if best else None


def _distance(a: str, b: str) -> int:
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            steps = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                steps = min(steps, before[j - 2] + 1)
            row.append(steps)
        before, last = last, row
    return last[-1]
