"""Policies with odd and legal words: what is published of them is read back without a word of complaint."""

import shutil
from pathlib import Path

import pytest
from tests.charter.by_python import verify
from tests.charter.conftest import HERE, publish

from troth.charter.published import read_pages
from troth.charter.site_files import files_in
from troth.project import load_all

ODD = sorted(path.stem for path in (HERE / "odd").glob("*.policy"))


@pytest.mark.parametrize("name", ODD)
def test_verify_is_silent(name: str, tmp_path: Path) -> None:
    (tmp_path / "policies").mkdir()
    shutil.copy(HERE / "odd" / f"{name}.policy", tmp_path / "policies")
    out = publish(tmp_path / "policies", tmp_path / "build")
    assert verify(out / "site", out, lambda _: None, every=60) == []
    (one,) = load_all([str(tmp_path / "policies")])
    assert one.policy is not None
    pages = read_pages(files_in(out / "site"))[0]
    promises = {promise.id for promise in one.policy.promises()}
    assert {id_ for page in pages for id_, _ in page.passages} == promises
    ours = {promise.id for promise in one.policy.promises() if promise.actor == "we"}
    assert {id_ for page in pages for id_, _ in page.staff_passages} == ours


def test_there_are_five_of_them() -> None:
    assert len(ODD) == 5


def test_what_only_staff_would_misread_is_refused(tmp_path: Path) -> None:
    """In `When people email us and people email us, reply …` nobody can tell the channel from the fact."""
    text = (HERE / "staff.policy").read_text(encoding="utf-8")
    odd = text.replace('"the request is complex"', '"people use our web form"').replace(
        "within 2 working days\n        extended", "within 2 working days\n        if complex\n        extended"
    )
    assert odd != text
    (tmp_path / "staff.policy").write_text(odd, encoding="utf-8")
    (one,) = load_all([str(tmp_path)])
    assert "T402" in {finding.code for finding in one.findings}
