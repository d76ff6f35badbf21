"""Whatever is done to a policy, it is read or refused in good time, and nothing is raised."""

import string
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from troth.project import compile_text

SOURCES = sorted((Path(__file__).parent.parent.parent / "policies").glob("*/*.policy"))
TEXTS = [path.read_text(encoding="utf-8") for path in SOURCES]
LOCKED = [path.with_name("calendar.lock") for path in SOURCES]
LOCKS = [path.read_text(encoding="utf-8") if path.exists() else None for path in LOCKED]
ODD = '"“”–\t\u00a0\u200b\u2028\r#:,.{}()0123456789£%/ ' + string.ascii_letters
SECONDS = 10


@st.composite
def mutated(draw: st.DrawFn) -> tuple[int, str]:
    """A policy after some changes to its lines and characters, with which it was."""
    which = draw(st.integers(0, len(TEXTS) - 1))
    text = TEXTS[which]
    for _ in range(draw(st.integers(1, 6))):
        parts: list[str] = text.splitlines(keepends=True) if draw(st.booleans()) else list(text)
        if len(parts) < 2:
            break
        at, other = draw(st.integers(0, len(parts) - 1)), draw(st.integers(0, len(parts) - 1))
        match draw(st.sampled_from(["delete", "double", "swap", "insert", "cut"])):
            case "delete":
                del parts[at]
            case "double":
                parts.insert(at, parts[at])
            case "swap":
                parts[at], parts[other] = parts[other], parts[at]
            case "insert":
                parts.insert(at, draw(st.text(ODD, min_size=1, max_size=4)))
            case _:
                del parts[at : at + draw(st.integers(1, 40))]
        text = "".join(parts)
    return which, text


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(mutated())
def test_a_changed_policy_never_raises(change: tuple[int, str]) -> None:
    which, text = change
    start = time.perf_counter()
    compiled = compile_text(SOURCES[which], "x.policy", text.encode(), LOCKS[which])
    assert time.perf_counter() - start < SECONDS
    for finding in compiled.findings:
        assert finding.message
        assert finding.span.start <= finding.span.end


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.binary(max_size=400) | st.text(ODD + "\n\n\n    ", max_size=400).map(str.encode))
def test_any_bytes_never_raise(data: bytes) -> None:
    compile_text(Path("x.policy"), "x.policy", data, None)


@pytest.mark.parametrize("which", range(len(TEXTS)))
def test_a_policy_cut_anywhere_never_raises(which: int) -> None:
    lines = TEXTS[which].splitlines(keepends=True)
    for stop in range(1, len(lines), 7):
        cut = "".join(lines[:stop])[:-3]
        compile_text(SOURCES[which], "x.policy", cut.encode(), LOCKS[which])
