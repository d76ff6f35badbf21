"""What may be asked of an array of arrivals, and what is refused, with a remedy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import troth

FRIDAY = np.array(["2024-11-29T16:50"], dtype="datetime64[us]")
DUE = np.datetime64("2024-12-06", "us")


@pytest.fixture(scope="module")
def polha(root: Path) -> troth.Policy:
    return troth.load(root / "policies" / "polha" / "polha.policy")


def refused(promise: Any, arrivals: Any = FRIDAY, **said: Any) -> tuple[str, str, str]:
    with pytest.raises(troth.DueError) as found:
        promise.due(arrivals, **said)
    assert str(found.value) == f"{found.value.code} {found.value.message}; {found.value.help}"
    return found.value.code, found.value.message, found.value.help


# ---------- arrays


@pytest.mark.parametrize("unit", ["10m", "m", "s", "ms", "us", "ns"])
@pytest.mark.parametrize("order", ["<", ">"])
def test_every_unit_of_instants(unit: str, order: str, polha: troth.Policy) -> None:
    given = np.array(["2024-11-29T16:50", "NaT"], dtype=f"{order}M8[{unit}]")
    found = polha["polha.email.reply"].due(given)
    assert found.dtype == np.dtype("datetime64[us]")
    np.testing.assert_array_equal(found, np.array([DUE, "NaT"], dtype="datetime64[us]"))


def test_every_shape(polha: troth.Policy) -> None:
    due = polha["polha.email.reply"].due
    grid = np.repeat(FRIDAY, 12).reshape(3, 4)
    grid[1, 2] = np.datetime64("NaT")
    for given in (grid, grid[:, ::2], grid.T, grid[0, 0], grid[:0], np.asfortranarray(grid)):
        found = due(given)
        assert found.shape == given.shape
        np.testing.assert_array_equal(np.isnat(found), np.isnat(given))
        assert (np.asarray(found)[~np.isnat(given)] == DUE).all()


def test_hours(polha: troth.Policy) -> None:
    """The first instant of each: an hour's is no day of which the time is not known."""
    hours = np.array(["2024-11-29T16", "NaT"], dtype="datetime64[h]")
    np.testing.assert_array_equal(polha["polha.email.reply"].due(hours), np.array([DUE, "NaT"], dtype="datetime64[us]"))


@pytest.mark.parametrize("unit", ["us", "s", "m"])
@pytest.mark.parametrize("shape", [None, ()])
def test_one_arrival_has_one_deadline(unit: Any, shape: tuple[()] | None, polha: troth.Policy) -> None:
    """No array of no dimensions, of which there is no first."""
    given: Any = np.datetime64("2024-11-29T16:50", unit)
    found: Any = polha["polha.email.reply"].due(given if shape is None else np.asarray(given).reshape(shape))
    assert isinstance(found, np.datetime64)
    assert found == DUE


def test_nothing_is_written_into_what_is_given(polha: troth.Policy) -> None:
    given = FRIDAY.copy()
    given.flags.writeable = False
    polha["polha.email.reply"].due(given)
    np.testing.assert_array_equal(given, FRIDAY)


@pytest.mark.parametrize("threads", [None, 1, 2, 3, 7])
def test_threads_give_the_same(threads: int | None, polha: troth.Policy) -> None:
    start, end = (np.datetime64(day, "us").astype(np.int64) for day in ("2015-01-02", "2030-12-01"))
    given = np.random.default_rng(3).integers(start, end, 200_000).view("datetime64[us]")
    due = polha["polha.email.reply"].due
    parts = np.concatenate([due(part) for part in np.array_split(given, 50)])
    np.testing.assert_array_equal(due(given, threads=threads), parts)


# ---------- beyond the years


@pytest.mark.parametrize(
    ("arrival", "shown"),
    [
        ("2014-12-31T23:59:59.999999", "2014-12-31T23:59:59.999999+00:00"),
        ("2031-01-01", "2031-01-01T00:00:00+00:00"),
        ("2030-12-31", "2030-12-31T00:00:00+00:00"),  # its deadline lies beyond
        ("1583-01-01", "1583-01-01T00:00:00+00:00"),
    ],
)
def test_the_first_arrival_beyond_the_years_is_named(arrival: str, shown: str, polha: troth.Policy) -> None:
    given = np.array(["NaT", "2024-11-29", arrival, "2050-01-01"], dtype="datetime64[us]")
    code, message, remedy = refused(polha["polha.email.reply"], given)
    assert code == "T207"
    assert message == f"the arrival [2], {shown}, or its deadline lies outside of the calendar's years, 2015 to 2030"
    assert 'outside="nat"' in remedy
    found = polha["polha.email.reply"].due(given, outside="nat")
    np.testing.assert_array_equal(np.isnat(found), [True, False, True, True])


@pytest.mark.parametrize("unit", ["us", "ms", "s", "m", "h"])
@pytest.mark.parametrize("sign", [1, -1])
def test_instants_that_are_farther_than_any_year(unit: str, sign: int, polha: troth.Policy) -> None:
    """The last that a unit can say: in microseconds they would wrap around, and be some other instant."""
    far = np.array([sign * (2**63 - 1), sign * 2**62], dtype=np.int64).view(f"datetime64[{unit}]")
    assert refused(polha["polha.email.reply"], far)[0] == "T207"
    assert np.isnat(polha["polha.email.reply"].due(far, outside="nat")).all()


def test_the_place_in_a_grid(polha: troth.Policy) -> None:
    grid = np.repeat(FRIDAY, 6).reshape(2, 3)
    grid[1, 2] = np.datetime64("2040-01-01")
    assert refused(polha["polha.email.reply"], grid)[1].startswith("the arrival [1, 2], 2040-01-01T00:00:00+00:00, or")
    assert refused(polha["polha.email.reply"], grid[1, 2])[1].startswith("the arrival, 2040-01-01T00:00:00+00:00, or")


# ---------- what is refused


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (np.array([1.5]), "the arrivals are float64, and no instants"),
        (np.array([1732899000]), "the arrivals are int64, and no instants"),
        (["2024-11-29T16:50"], "the arrivals are <U16, and no instants"),
        (np.array(["2024-11-29"], dtype="datetime64[D]"), "of a day alone the time is not known"),
        (np.array(["2024-11"], dtype="datetime64[M]"), "of a month alone the time is not known"),
        (np.array(["NaT"], dtype="datetime64"), "they have no unit"),
        (np.ma.masked_array(FRIDAY, [True]), "the array has a mask"),
    ],
)
def test_an_array_of_something_else(given: Any, says: str, polha: troth.Policy) -> None:
    code, message, remedy = refused(polha["polha.email.reply"], given)
    assert code == "T701"
    assert says in message
    assert "datetime64" in remedy


@pytest.mark.parametrize(
    ("promise", "said", "finding"),
    [
        (
            "repairs.complete",
            {},
            (
                "T701",
                "the deadline of `polha.repairs.complete` depends on `priority`",
                "say `priority='emergency'`, `'immediate'`, `'urgent'` or `'routine'`",
            ),
        ),
        (
            "repairs.complete",
            {"priority": "urgnt"},
            ("T101", "`urgnt` is not a value of `priority`", "did you mean `urgent`?"),
        ),
        (
            "repairs.complete",
            {"prority": "urgent"},
            (
                "T101",
                "`prority` is not something that is said of a contact beside its times",
                "did you mean `priority`?",
            ),
        ),
        (
            "email.reply",
            {"channel": "letter"},
            (
                "T701",
                "`polha.email.reply` is not made to contacts whose channel is letter",
                "it is made to those with channel email",
            ),
        ),
        (
            "phone.call-back",
            {"unresolved": False},
            (
                "T701",
                "`polha.phone.call-back` is not made to contacts with `unresolved=False`",
                "it is made to those with `unresolved=True`",
            ),
        ),
        (
            "phone.call-back",
            {"unresolved": "perhaps"},
            ("T701", "`unresolved=perhaps` is neither yes nor no", "say True or False"),
        ),
        (
            "home-visit.arrive",
            {},
            (
                "T701",
                "`polha.home-visit.arrive` is due at an event (`appointment`): "
                "an arrival alone does not decide when it is due",
                "ask for one contact at a time: `policy.due(contact)`",
            ),
        ),
        (
            "phone.answer.aim",
            {},
            (
                "T701",
                "`polha.phone.answer.aim` has no deadline: an arrival alone does not decide when it is due",
                "ask for one contact at a time: `policy.due(contact)`",
            ),
        ),
        (
            "email.reply",
            {"outside": "ignore"},
            ("T701", "`outside='ignore'` is nothing that it may be", 'write "raise" or "nat"'),
        ),
    ],
)
def test_what_is_not_decided_says_what_is_missing(
    promise: str, said: dict[str, Any], finding: tuple[str, str, str], polha: troth.Policy
) -> None:
    assert refused(polha[f"polha.{promise}"], **said) == finding


def test_what_a_promise_is_made_for_need_not_be_said(polha: troth.Policy) -> None:
    due = polha["polha.phone.call-back"].due
    np.testing.assert_array_equal(due(FRIDAY), due(FRIDAY, channel="phone", unresolved=True))
    np.testing.assert_array_equal(due(FRIDAY), due(FRIDAY, unresolved="yes", party="customer"))
    np.testing.assert_array_equal(
        polha["polha.phone-message.reply"].due(FRIDAY),
        polha["polha.phone-message.reply"].due(FRIDAY, channel="voicemail"),
    )


def test_a_name_in_pythons_spelling(root: Path) -> None:
    promise = troth.load(root / "tests" / "policies" / "larkfield" / "larkfield.policy")[
        "larkfield.lost-device.replace"
    ]
    given, in_full = np.array(["2027-02-05T16:50"], dtype="datetime64[us]"), {"customer type": "college"}
    as_it_is: Any = promise.due
    spelt = promise.due(given, customer_type="college")
    np.testing.assert_array_equal(spelt, as_it_is(given, **in_full))
    code, message, _ = refused(promise, **{"customer_type": "college", "customer type": "college"})
    assert (code, message) == ("T701", "`customer type` is given twice")


def test_without_a_calendar(tmp_path: Path) -> None:
    path = tmp_path / "harbour.policy"
    standard = '\nstandard email "Emails"\n    for            email\n    must reply promptly\n'
    path.write_text('policy harbour "Contact"\n    organisation   "Harbour Homes"\n' + standard, encoding="utf-8")
    with pytest.raises(ValueError, match="the policy harbour has no calendar: it promises no deadline"):
        troth.load(path)["harbour.email.reply"]


# ---------- NumPy is an extra


def test_without_numpy(monkeypatch: pytest.MonkeyPatch, polha: troth.Policy) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(ImportError, match=r"pip install 'troth\[audit\]'"):
        polha["polha.email.reply"].due(FRIDAY)


def test_numpy_is_imported_only_where_it_is_used(root: Path) -> None:
    code = (
        "import sys, troth; policy = troth.load('policies/polha/polha.policy');"
        "policy.due({'channel': 'email', 'arrives': '2024-11-29T16:50'}); policy['polha.email.reply'];"
        "sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
