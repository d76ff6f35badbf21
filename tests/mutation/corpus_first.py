"""The conformance corpus against the reference alone, for `make mutation`: without checks, to the first difference.

`make test` does not collect it: `tests/conformance` puts the same cases to the checkers too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.conformance.running import answer_of, compiled, corpus, differences, texts

from troth import Policy, project


@pytest.fixture(autouse=True)
def _unchecked(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Checks take as long as all else in a policy of the corpus, and do not change its answers."""
    monkeypatch.setattr(project, "run_checks", lambda policy, calendar: [])
    yield
    compiled.cache_clear()


@pytest.mark.parametrize("data", corpus(), ids=lambda data: data["theme"])
def test_it_answers_as_expected(data: dict[str, Any]) -> None:
    policies: dict[str, Policy] = {}
    for case in data["cases"]:
        text, lock = texts(data, case["policy"])
        if text not in policies:
            policies[text] = Policy(compiled(text, lock))
        assert differences(case, answer_of(policies[text], case), text) == []
