"""A verdict is given where it is so whatever the unknown contacts were, and shown so that it cannot be misread."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.audit.drawn import AS_OF, FINGERPRINTS, draw, tallied

from troth.audit.figures import Share, average_text, decimals, minutes_text
from troth.audit.summary import exit_code, summarise
from troth.audit.tally import Outcome, Tally
from troth.audit.verdict import Goal, Verdict, judge_share, reached, together
from troth.model.policy import Policy


def by_trying(share: int, met: int, missed: int, unknown: int) -> Verdict:
    """Every way in which the unknown may turn out: in time, late, or none of the target's."""
    found = set()
    for ways in product("mlo", repeat=unknown):
        in_time, all_ = met + ways.count("m"), met + missed + ways.count("m") + ways.count("l")
        if all_:
            found.add(Fraction(in_time, all_) >= Fraction(share, 100_000))
    if found == {True}:
        return Verdict.MET
    return Verdict.MISSED if found == {False} else Verdict.NOTHING if not found else Verdict.NOT_KNOWN


@pytest.mark.parametrize("share", [1, 50_000, 66_667, 90_000, 95_000, 99_500, 100_000])
def test_a_share_is_met_or_missed_whatever_the_unknown_were(share: int) -> None:
    for met, missed, unknown in product(range(0, 22, 3), range(4), range(4)):
        assert judge_share(share, met, met + missed, unknown) is by_trying(share, met, missed, unknown), (met, missed)


def goal(share: int | None = 90_000, most: tuple[int, str, int] | None = None) -> Goal:
    return Goal(
        promise="p", number=0, says="", for_=None, each="month", share=share, most=most, is_own=share is not None
    )


def outcomes(*counts: tuple[str | None, Outcome, int]) -> dict[tuple[str, int, str | None, Outcome], int]:
    return {("p", 0, period, outcome): n for period, outcome, n in counts}


@pytest.mark.parametrize(
    ("taken", "counted", "unknown", "expected"),
    [
        (4 * 3600 * 10, 10, 0, Verdict.MET),
        (4 * 3600 * 10 + 1, 10, 0, Verdict.MISSED),
        (10, 10, 1, Verdict.NOT_KNOWN),  # one that took a month would undo it
        (4 * 3600 * 11, 10, 1, Verdict.NOT_KNOWN),
        (4 * 3600 * 11 + 1, 10, 1, Verdict.MISSED),  # even if the eleventh took no time at all
        (0, 0, 0, Verdict.NOTHING),
        (0, 0, 2, Verdict.NOT_KNOWN),
    ],
)
def test_an_average(taken: int, counted: int, unknown: int, expected: Verdict) -> None:
    tally = Tally(
        targets=outcomes(
            ("2026-03", Outcome.MET, counted), ("2026-03", Outcome.UNKNOWN, unknown), ("2026-03", Outcome.UNJUDGED, 1)
        ),
        taken={("p", 0, "2026-03"): taken},
    )
    (one,) = reached([goal(None, (4, "hour", 3600))], tally)
    assert one.verdict is expected


def test_an_unknown_contact_of_no_known_month_may_be_of_any() -> None:
    tally = Tally(
        targets=outcomes(
            ("2026-03", Outcome.MET, 90),
            ("2026-03", Outcome.MISSED, 10),
            ("2026-04", Outcome.MET, 99),
            ("2026-04", Outcome.MISSED, 1),
            (None, Outcome.UNKNOWN, 3),
        )
    )
    march, april = reached([goal()], tally)
    assert (march.verdict, march.unknown) == (Verdict.NOT_KNOWN, 3)
    assert (april.verdict, april.unknown) == (Verdict.MET, 3)
    (nowhere,) = reached([goal()], Tally(targets=outcomes((None, Outcome.UNKNOWN, 3))))
    assert (nowhere.period, nowhere.verdict) == (None, Verdict.NOT_KNOWN)


def test_together() -> None:
    met, missed, not_known, nothing = Verdict.MET, Verdict.MISSED, Verdict.NOT_KNOWN, Verdict.NOTHING
    assert together([met, missed, not_known]) is missed
    assert together([met, not_known, nothing]) is not_known
    assert together([met, nothing]) is met
    assert together([nothing]) is nothing
    assert together([]) is Verdict.NO_TARGET


def test_the_exit_code(aldermere: Policy) -> None:
    def code(*counts: tuple[str | None, Outcome, int], strict: bool = False, rejected: int = 0) -> int:
        name = next(one.id for one in aldermere.promises() if one.targets)
        targets = {(name, 0, period, outcome): n for period, outcome, n in counts}
        lost = {"T719 the arrival is missing": rejected} if rejected else {}
        summary = summarise(Tally(targets=targets, read=rejected, rejected=lost), aldermere, AS_OF, FINGERPRINTS)
        return exit_code(summary, strict=strict)

    met, missed, unknown = (("2026-03", outcome, 9) for outcome in (Outcome.MET, Outcome.MISSED, Outcome.UNKNOWN))
    assert (code(met), code(missed), code(met, unknown), code()) == (0, 1, 0, 0)
    assert (code(met, strict=True), code(met, unknown, strict=True)) == (0, 1)
    assert (code(met, rejected=1), code(met, strict=True, rejected=1)) == (0, 1)


def test_contacts_cannot_be_lost(policy: Policy) -> None:
    tally = tallied(policy, list(draw(policy, 20, seed=1)), rejected=2).tally()
    summary = summarise(tally, policy, AS_OF, FINGERPRINTS)
    assert summary.read == summary.judged + sum(summary.rejected.values()) == 22
    lost = Tally(read=23, judged=tally.judged, rejected=tally.rejected)
    with pytest.raises(ValueError, match="23 contacts were read"):
        summarise(lost, policy, AS_OF, FINGERPRINTS)


# ---------- figures


@given(st.integers(0, 10**8), st.integers(1, 10**8), st.integers(1, 100_000))
def test_a_share_never_reads_more_than_it_is(part: int, more: int, share: int) -> None:
    of = Share(min(part, more), more)
    said = Fraction(of.text(decimals(share)).removesuffix("%"))
    exact, wanted = Fraction(of.part, of.whole) * 100, Fraction(share, 1000)
    assert said <= exact
    assert (said >= wanted) == (exact >= wanted)
    assert (said == 100) == (of.part == of.whole)


@pytest.mark.parametrize(
    ("part", "whole", "places", "expected"),
    [
        (9999, 10_000, 1, "99.9%"),
        (99_999, 100_000, 1, "99.9%"),
        (2, 3, 1, "66.6%"),
        (949_999, 1_000_000, 1, "94.9%"),
        (99_996, 100_000, 3, "99.996%"),
        (7, 7, 2, "100%"),
        (0, 7, 1, "0.0%"),
        (0, 0, 1, ""),
    ],
)
def test_shares_by_hand(part: int, whole: int, places: int, expected: str) -> None:
    assert Share(part, whole).text(places) == expected


def test_averages_and_times_by_hand() -> None:
    assert average_text(11, 1, 3, "working day") == "3.667 working days"
    assert average_text(3 * 3600, 3600, 3, "hour") == "1 hour"
    assert average_text(3 * 3600 + 1, 3600, 3, "hour") == "1.001 hours"
    texts = [minutes_text(n) for n in (None, 0, 59, 60, 24 * 60, 4572)]
    assert texts == ["", "0 min", "59 min", "1 h", "1 d", "3 d 4 h 12 min"]
