"""Both grammars are LALR without a conflict, and no two words of theirs can be confused; a planted fault is seen."""

from pathlib import Path

import pytest
from lark import Lark
from lark.exceptions import LarkError

from troth.resources import data_folder
from troth.syntax.parser import CONTEXTS, policy_grammar
from troth.wording.reader import sentence_grammar

STARTS = {"policy.lark": list(CONTEXTS), "sentence.lark": ["sentence", "calendar_sentence"]}


def test_the_grammars_build_strictly() -> None:
    policy_grammar(True)
    sentence_grammar(True)


@pytest.mark.parametrize("name", STARTS)
@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ("planted: NUMBER | planted_too\nplanted_too: NUMBER\n", "Reduce/Reduce"),
        ('planted: planted "or" planted | NUMBER\n', "Shift/Reduce"),
        ('planted: PLANTED | STRING\nPLANTED: /"[a-z]*"/\n', "ollision"),
    ],
)
def test_a_planted_conflict_is_refused(name: str, fault: str, why: str, tmp_path: Path) -> None:
    folder = data_folder("grammar")
    for part in ("phrases.lark", name):
        (tmp_path / part).write_text((folder / part).read_text(encoding="utf-8"), encoding="utf-8")
    Lark.open(str(tmp_path / name), parser="lalr", strict=True, start=STARTS[name])
    with (tmp_path / name).open("a", encoding="utf-8") as file:
        file.write(f"\n{fault}")
    with pytest.raises(LarkError, match=why):
        Lark.open(str(tmp_path / name), parser="lalr", strict=True, start=[*STARTS[name], "planted"])
