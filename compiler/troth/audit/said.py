"""What is said of contacts beside their arrivals, and what it tells of a promise that is made to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from troth.deadlines.reading import TRUTHS, Unreadable, must_know
from troth.wording.style import listed

_UNSAID = {"kind": None, "party": "customer"}


def read_said(promise: dict[str, Any], words: dict[str, Any], said: Mapping[str, object]) -> dict[str, Any]:
    """The contact, without its times, of every contact of which this is said and to which the promise is made.

    `promise`, `words`: of a program (`tables.program.lower`). `said`: dimensions, categories, facts and states by name
    (`_` may stand for a space or a hyphen); a fact is True or False, or as a contact has it, yes or no. What a promise
    is made for need not be said. Unsaid, the kind is none, and the party the customer. A dimension on which the
    deadline does not depend has any of its values. Raises Unreadable.
    """
    given = _by_name(words, said)
    conditions = promise["if"]
    facts = {name: wanted for kind, name, wanted in _those(conditions, "fact", "state")}
    dimensions: dict[str, Any] = {}
    values: dict[str, str] = {}
    # The channel last: what is known of the others may leave nothing that depends on it.
    for name in sorted((*words["terms"], *words["categories"]), key=lambda name: name == "channel"):
        made_for = [one for _, dimension, some in _those(conditions, "value") if dimension == name for one in some]
        known = words["terms"].get(name) or {value: value for value in words["categories"][name]}
        if name in given:
            must_know(str(given[name]), known, f"a {name}" if name in words["terms"] else f"a value of `{name}`")
            value = known[str(given[name])]
            if made_for and value not in made_for:
                raise _not_made(promise, f"whose {name} is {value}", f"{name} {listed(made_for)}")
        elif not made_for and name in words["categories"]:
            continue
        elif not made_for and name in _UNSAID:
            value = _UNSAID[name]
        else:
            asked = [values for _, one, values in _those(_left(promise, dimensions | values), "value") if one == name]
            value = _any_of(made_for or list(dict.fromkeys(known.values())), name, promise, asked, words)
        (dimensions if name in words["terms"] else values)[name] = value
    for name in words["facts"]:
        if name not in given:
            continue
        truth = TRUTHS.get(str(given[name]).lower())
        if truth is None:
            raise Unreadable("T701", f"`{name}={given[name]}` is neither yes nor no", "say True or False")
        if facts.get(name, truth) is not truth:
            raise _not_made(promise, f"with `{name}={truth}`", f"`{name}={not truth}`")
        facts[name] = truth
    events: dict[str, Any] = {"events": {}, "dates": {}, "counts": {}}
    return {**dimensions, "values": values, "facts": facts, **events}


def branches(promise: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A promise and its cases, each of which may have a limit."""
    yield promise
    for case in promise["cases"]:
        yield from branches(case)


def conditions_of(promise: dict[str, Any]) -> Iterator[Sequence[Any]]:
    """Every condition that has a say in a promise's deadline."""
    yield from promise["if"]
    yield from promise["excuses"]
    for conditions in promise["replaced"]:
        yield from conditions
    if promise["extension"]:
        yield from promise["extension"]["if"]
    _, *cases = branches(promise)
    yield from (case["if"] for case in cases)


def _by_name(words: dict[str, Any], said: Mapping[str, object]) -> dict[str, object]:
    known = [*words["terms"], *words["categories"], *words["facts"]]
    given: dict[str, object] = {}
    for name, value in said.items():
        meant = [one for one in known if _spelt(one) == name]
        must_know(name, [*known, *(name for _ in meant)], "something that is said of a contact beside its times")
        if name not in known and len(meant) > 1:
            raise Unreadable("T701", f"`{name}` may be {listed(meant)}", "write it in full: `**{NAME: VALUE}`")
        own = name if name in known else meant[0]
        if own in given:
            raise Unreadable("T701", f"`{own}` is given twice", "give it once")
        given[own] = value
    return given


def _left(promise: dict[str, Any], decided: Mapping[str, str | None]) -> list[Sequence[Any]]:
    """The conditions that have a say, but for those of promises that by what is decided do not replace this one."""

    def fails(condition: Sequence[Any]) -> bool:
        return condition[0] == "value" and condition[1] in decided and decided[condition[1]] not in condition[2]

    replaced = [conditions for conditions in promise["replaced"] if not any(map(fails, conditions))]
    return [*conditions_of({**promise, "replaced": replaced})]


def _any_of(
    some: Sequence[str], name: str, promise: dict[str, Any], asked: Sequence[Sequence[str]], words: dict[str, Any]
) -> str:
    """One of these values, on which of them nothing depends that asks for others; raises Unreadable where it does."""
    deemed = words["deemed"] if name == "channel" else {}
    told = {(*(one in values for values in asked), repr(deemed.get(one))) for one in some}
    if len(told) > 1:
        raise depends_on(promise, name, some)
    return some[0]


def depends_on(promise: dict[str, Any], what: str, values: Sequence[object] = ()) -> Unreadable:
    """What would have to be said: `what`, which is one of these values."""
    said = "ask for one contact at a time: `policy.due(contact)`"
    if values:
        first, *others = (repr(value) for value in values)
        said = f"say {listed([f'`{_spelt(what)}={first}`', *(f'`{one}`' for one in others)])}"
    it = f"`{what}`" if values else f"the {what}"
    return Unreadable("T701", f"the deadline of `{promise['id']}` depends on {it}", said)


def _not_made(promise: dict[str, Any], to: str, made_for: str) -> Unreadable:
    return Unreadable("T701", f"`{promise['id']}` is not made to contacts {to}", f"it is made to those with {made_for}")


def _spelt(name: str) -> str:
    """A name as a keyword of Python."""
    return name.replace("-", "_").replace(" ", "_")


def _those(conditions: Sequence[Sequence[Any]], *kinds: str) -> Iterator[Sequence[Any]]:
    return (one for one in conditions if one[0] in kinds)
