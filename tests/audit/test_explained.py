"""Both engines find the same contacts, and give the same reasons for them."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from tests.audit import drawn_logs as drawn
from tests.audit.reading import desk, mapped
from tests.audit.test_read_agree import ROWS

from troth.audit.asked import Asked
from troth.audit.engines import duckdb_engine, plain_engine
from troth.audit.explained import explained
from troth.calendars.local_time import SECOND

pytestmark = pytest.mark.database
AS_OF = 1_785_000_000 * SECOND


@pytest.mark.parametrize("text", [drawn.MAPPING, drawn.LONG], ids=["wide", "long"])
@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_the_same_contacts_and_reasons(form: str, text: str, tmp_path: Path) -> None:
    policy, calendar = desk()
    random = Random(form)
    rows = drawn.drawn_rows(random, ROWS, long=text is drawn.LONG)
    path = tmp_path / f"log.{form}"
    drawn.write_csv(path, rows) if form == "csv" else drawn.write_json(path, rows, random)
    mapping = mapped(drawn.ZONES["a zone"] + text)
    asked = Asked(policy, calendar, {"promises": "p", "calendar": "c"}, AS_OF, frozenset())
    plain = plain_engine([str(path)], mapping, asked)
    ids = sorted({one.id for one in plain.contacts()})
    wanted = frozenset((ids[0], ids[-1], *random.sample(ids, 20), "no such id", "o'brien"))
    found = duckdb_engine([str(path)], mapping, asked, tmp_path)
    assert found.survey == plain.survey
    told = list(explained(wanted, plain))
    assert list(explained(wanted, found)) == told
    assert {one["contact"] for one in told} == wanted & set(ids)
    with_theirs = list(plain.contacts_of(wanted))
    assert [one.id for one in found.contacts_of(wanted)] == [one.id for one in with_theirs]
    assert {one.id for one in with_theirs} > wanted & set(ids), "of some customers there is more"
