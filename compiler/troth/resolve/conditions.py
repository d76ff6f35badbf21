"""Names in selectors and conditions → values of dimensions, facts and states."""

from __future__ import annotations

from collections.abc import Iterable

from troth.model.condition import ArrivedBetween, ArrivedOnClosedDay, Condition, FactIs, InSeason, StateIs, ValueIs, Who
from troth.model.words import DIMENSIONS, STAFF, STAGE
from troth.resolve.figures import figures_in
from troth.resolve.header import approximate
from troth.resolve.scope import Scope
from troth.spelling import nearest
from troth.syntax import tree as t


def resolve_who(line: t.WhoLine, scope: Scope) -> Who:
    """`for email, letter from colleagues about repair at stage 1 if unresolved`."""
    conditions: list[Condition] = []
    if line.names:
        value = find_values(line.names, scope, ("channel", "kind"))
        if value is not None:
            conditions.append(value)
    for dimension, names in (("party", line.parties), ("kind", line.kinds)):
        if names:
            value = find_values(names, scope, (dimension,))
            if value is not None:
                conditions.append(value)
    if line.stages:
        value = values_of(STAGE, line.stages, scope)
        if value is not None:
            conditions.append(value)
    conditions.extend(fact for fact in (resolve_fact(phrase, scope) for phrase in line.facts) if fact is not None)
    dimensions = [condition.dimension for condition in conditions if isinstance(condition, ValueIs)]
    if len(set(dimensions)) < len(dimensions):
        scope.error("T014", "the kind of contact is said twice in this line", line.span, "say it once")
    return Who(tuple(conditions))


def is_excepted(condition: t.Condition) -> bool:
    """Does it take contacts out (`except …`) rather than choose them?"""
    return isinstance(condition, t.ExceptClosedDays) or bool(getattr(condition, "excepted", False))


def find_values(names: tuple[t.Words, ...], scope: Scope, dimensions: tuple[str, ...]) -> ValueIs | None:
    """The one dimension to which all the names belong, with their values; None, with a finding, where there is none."""
    for dimension in dimensions:
        if all(canonical(dimension, name.text, scope) for name in names):
            return ValueIs(dimension, tuple(dict.fromkeys(canonical(dimension, n.text, scope) or "" for n in names)))
    for name in names:
        if not any(canonical(dimension, name.text, scope) for dimension in dimensions):
            category = next((one.name for one in scope.words.categories if name.text in one.values), None)
            if category is not None:
                message = f"`{name.text}` is a value of the category `{category}`, which chooses no standard"
                help_ = f"say its limit in a row: `must reply, by {category}`, or a case: `for {name.text}: within …`"
                scope.error("T101", message, name.span, help_)
                return None
            meant = nearest(name.text, [value for one in dimensions for value in _all_names(one, scope)])
            of = next((one for one in dimensions if meant in _all_names(one, scope)), dimensions[0])
            declare = f"{of} {name.text}" if of in DIMENSIONS else ""
            scope.unknown(name, of, _all_names(of, scope), declare, scope.words.values(of))
            return None
    scope.error(
        "T101",
        f"this list mixes {' and '.join(f'{d}s' for d in dimensions)}",
        names[0].span,
        "different things go in different words: `for email about repair`",
    )
    return None


def values_of(dimension: str, names: tuple[t.Words, ...], scope: Scope) -> ValueIs | None:
    """Names as values of one dimension; None, with a finding, where the dimension or a value is unknown."""
    if not scope.words.values(dimension):
        span = names[0].span
        scope.error("T101", f"there is no category `{dimension}`", span, f"declare it: `category {dimension}: 1, 2`")
        return None
    values: list[str] = []
    for name in names:
        value = canonical(dimension, name.text, scope)
        if value is None:
            scope.unknown(name, f"value of `{dimension}`", _all_names(dimension, scope))
            return None
        values.append(value)
    return ValueIs(dimension, tuple(dict.fromkeys(values)))


def canonical(dimension: str, name: str, scope: Scope) -> str | None:
    """The value that a name stands for: another name for it (`voicemail`) or the plural of a party counts too."""
    if dimension in DIMENSIONS:
        for term in scope.words.terms(dimension):
            if name in (term.name, term.plural, *term.includes):
                return term.name
        return None
    return name if name in scope.words.values(dimension) else None


def _all_names(dimension: str, scope: Scope) -> list[str]:
    if dimension not in DIMENSIONS:
        return list(scope.words.values(dimension))
    return [name for term in scope.words.terms(dimension) for name in (term.name, *term.includes)]


def resolve_audience(lines: Iterable[t.LineNode], scope: Scope) -> tuple[str, ...]:
    """Whom the `audience` lines among these name: `staff`, or parties of the policy; () where none is named."""
    found: list[str] = []
    for line in lines:
        if isinstance(line, t.AudienceLine):
            for name in line.names:
                if name.text != STAFF and canonical("party", name.text, scope) is None:
                    known = [STAFF, *(term.plural or term.name for term in scope.words.parties)]
                    scope.unknown(name, "audience", known, f"party {name.text}")
                found.append(name.text)
    return tuple(found)


def resolve_fact(phrase: t.FactPhrase, scope: Scope) -> FactIs | None:
    """A declared fact, or one in the owner's quoted words; None, with a finding, where it is not declared."""
    name = phrase.words.text
    if phrase.words.quoted:
        scope.quoted.add(name)
        for figure in figures_in(name):
            help_ = f'declare it: `fact … "…"`, with the figure in braces: `{{{figure}}}`'
            scope.error("T401", f"the fact holds a figure, `{figure}`; only a promise says one", phrase.span, help_)
    if not phrase.words.quoted and scope.words.fact(name) is None:
        known = [fact.name for fact in scope.words.facts]
        scope.unknown(phrase.words, "fact", known, f'fact {name} "…"')
        return None
    return FactIs(name, not phrase.negated)


def resolve_state(phrase: t.StatePhrase, scope: Scope) -> StateIs | InSeason | None:
    """A declared state, or a season of the calendar; None, with a finding, where it is neither."""
    name = phrase.words.text
    if name in scope.seasons and not phrase.words.quoted:
        return InSeason(*scope.seasons[name], name)
    if scope.words.state(phrase.words.text) is None:
        known = [*(state.name for state in scope.words.states), *scope.seasons]
        scope.unknown(phrase.words, "state", known, f"state {phrase.words.text}")
        return None
    return StateIs(phrase.words.text)


def resolve_condition(condition: t.Condition, scope: Scope) -> Condition | None:
    """A condition without its `except`: what must be so."""
    match condition:
        case t.IfFact(fact=fact):
            return resolve_fact(fact, scope)
        case t.WhileState(state=state):
            return resolve_state(state, scope)
        case t.ExceptClosedDays():
            return ArrivedOnClosedDay(scope.calendar)
        case t.DatesCase(first=first, last=last):
            until = None if last is None else approximate(last).last
            return ArrivedBetween(None if first is None else first.first, until)
        case t.ForValues(names=names):
            dimensions = (*DIMENSIONS, *(category.name for category in scope.words.categories))
            return find_values(names, scope, dimensions)
