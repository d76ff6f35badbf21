"""Every two constructs that can meet: a promise that has both, asked where each of them changes the answer."""

from __future__ import annotations

from typing import Any

from tests.oracle.corpus_around import AWAY, COMPLEX, FEE, MONDAY
from tests.oracle.corpus_cases import Theme
from tests.oracle.corpus_pairs_fixed import bounds_and_dates, calendars
from tests.oracle.corpus_pairs_moved import extensions, pauses
from tests.oracle.corpus_spec import Policy, standards

FILES = {
    "pairs-pauses": (pauses, "A pause and what else moves or ends a deadline."),
    "pairs-extensions": (extensions, "An extension, or a version, and what else moves or ends a deadline."),
    "pairs-bounds": (
        bounds_and_dates,
        "Caps, floors and promised dates, with each other and with rolls, hours, anchors.",
    ),
    "pairs-calendars": (calendars, "Cut-offs, closing times, clocks, countings, rolls, notice and versions in pairs."),
}


def pairs(name: str) -> Theme:
    """One file of pairs: a policy a pair, and the situations in which both of the two matter."""
    make, about = FILES[name]
    theme = Theme(name, about)
    for pair, calendar, promise, listed in make():
        policy = Policy(
            name="-".join("".join(one if one.isalnum() else " " for one in pair.lower()).split()),
            calendars=(calendar,),
            standards=standards(promise),
            facts=COMPLEX if "complex" in repr(promise) or "storm" in repr(promise) else (),
            states=AWAY if "away" in repr(promise) else (),
            events=FEE if "paid" in repr(promise) else (),
        )
        label = pair.partition(",")[0]
        for number, happened in enumerate(listed):
            contact: dict[str, Any] = {"channel": "email", "arrives": MONDAY}
            contact |= {key: happened[key] for key in ("arrives", "facts", "dates") if key in happened}
            events = {key: at for key, at in happened.items() if key not in ("arrives", "facts", "dates")}
            contact |= {"events": events} if events else {}
            theme.situation(f"{policy.name}, {number + 1}", policy, contact, [label])
    return theme


def _theme(name: str) -> Any:
    def make() -> Theme:
        return pairs(name)

    make.__name__ = name.replace("-", "_")
    return make


THEMES = tuple(_theme(name) for name in FILES)
