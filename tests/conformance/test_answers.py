"""Every case of the corpus, put to `Policy.due` and to the generated checker: each expected field is as it is said."""

from __future__ import annotations

from typing import Any

import pytest
from tests.conformance.running import answers, checker_source, corpus, differences, texts


@pytest.mark.parametrize("data", corpus(), ids=lambda data: data["theme"])
def test_it_answers_as_expected(data: dict[str, Any]) -> None:
    found = []
    for case in data["cases"]:
        text = texts(data, case["policy"])[0]
        for name, answer in answers(case, data).items():
            found += [f"{case['id']} ({name}) {difference}" for difference in differences(case, answer, text)]
    assert found == []


def test_one_engine() -> None:
    """The code of a checker is the same text for every policy: only its head and its program differ."""
    sources = [checker_source(*texts(data, next(iter(data["policies"])))) for data in corpus()[::9]]
    codes = {source.partition("from __future__")[2].partition("\nPROGRAM = ")[0] for source in sources}
    assert len(sources) > 2
    assert len(codes) == 1
