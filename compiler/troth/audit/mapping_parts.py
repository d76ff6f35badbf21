"""The parts of a mapping: a column, columns with values, a constant; and what of the policy each part is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress

from troth.audit.mapping import NONE, Always, Column, Origin
from troth.audit.mapping_finding import MappingFinding, SaysNothing, must_be_known, not_readable, twice
from troth.audit.mapping_words import MappingWords
from troth.audit.yaml_places import Entries, Items, Node, Scalar
from troth.deadlines.reading import TRUTHS
from troth.diagnostics import Diagnostic
from troth.model.words import CONTACT_STARTS
from troth.source import Span

NO = "no"
_TRUTHS = tuple(dict.fromkeys(("yes", "no", *TRUTHS)))
_COLUMN = "write the name of a column, or several as `[one, another]`"
_CONSTANT = "write `{always: value}`"
_ASCII_LOWER = {ord(upper): ord(upper) + 32 for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def folded(text: str) -> str:
    """A text with its ASCII capitals made small: what two engines do alike."""
    return text.translate(_ASCII_LOWER)


def columns_of(node: Node) -> Column:
    """The columns that a node names.

    Raises MappingFinding.
    """
    items = node.items if isinstance(node, Items) else (node,)
    named = [one for one in items if isinstance(one, Scalar) and one.text]
    if len(named) < len(items) or not named:
        raise MappingFinding(not_readable("a column is named here", node.span, _COLUMN))
    texts = tuple(one.text for one in named)
    if len(set(texts)) < len(texts):
        raise twice("a column", node.span)
    return Column(texts, span=node.span, spans=tuple(one.span for one in named))


class PartReader:
    """Reads the parts of one mapping; what is wrong with an entry is added to `found`, and the entry left out.

    `other`: the words of another policy that the log is judged by too; what only that one knows is left out as well.
    """

    def __init__(self, words: MappingWords, other: MappingWords, found: list[Diagnostic]) -> None:
        self._words, self._other, self._found = words, other, found

    def dimension(self, name: str, node: Node) -> Origin:
        """A channel, kind, party or category.

        Raises SaysNothing where it always is what only the other policy knows.
        """
        terms, theirs = self._words.values[name], self._other.values.get(name, {})

        def value(said: Scalar) -> str:
            must_be_known(said, tuple(terms), f"a {name} of the policy", other=theirs)
            return terms[said.text]

        return _origin(node, value, terms)

    def events(self, node: Node) -> dict[str, Origin]:
        """The columns of events; `{always: no}`: it never happens."""

        def origin(name: Scalar, of: Node) -> tuple[str, Origin]:
            must_be_known(name, tuple(self._words.events), "an event of the policy", other=self._other.events)
            return self._words.events[name.text], _event(of)

        return self._entries(node, origin)

    def facts(self, node: Node) -> dict[str, Origin]:
        """The columns of facts."""

        def origin(name: Scalar, of: Node) -> tuple[str, Origin]:
            known, theirs = ((*one.facts, *one.states) for one in (self._words, self._other))
            must_be_known(name, known, "a fact of the policy", other=theirs)
            return name.text, _origin(of, _truth, _truths())

        return self._entries(node, origin)

    def counts(self, node: Node) -> dict[str, Origin]:
        """The columns of counts, such as rings; a value may mean `none`."""

        def origin(name: Scalar, of: Node) -> tuple[str, Origin]:
            must_be_known(name, self._words.counts, "a count", other=self._other.counts)
            return name.text, _origin(of, _count, {NONE: NONE})

        return self._entries(node, origin)

    def dates(self, node: Node) -> dict[str, Column]:
        """The columns of dates that a contact carries."""

        def origin(name: Scalar, of: Node) -> tuple[str, Origin]:
            must_be_known(name, self._words.dates, "a date that a contact carries", other=self._other.dates)
            return name.text, columns_of(of)

        found = self._entries(node, origin)
        return {name: one for name, one in found.items() if isinstance(one, Column)}

    def states(self, node: Node) -> tuple[dict[str, Origin], dict[str, Origin]]:
        """The columns of states: their two events, and those of which it is said that they always hold, or never."""
        events: dict[str, Origin] = {}
        facts: dict[str, Origin] = {}

        def origin(name: Scalar, of: Node) -> tuple[str, Origin]:
            must_be_known(name, tuple(self._words.states), "a state of the policy", other=self._other.states)
            if not isinstance(of, Entries):
                help_ = "write `{from: column, to: column}`, or `{always: no}`"
                raise MappingFinding(not_readable(f"`{name.text}` is a state", of.span, help_))
            said = {key.text: value for key, value in of.entries}
            if "always" in said:
                constant = _origin(of, _truth, _truths())
                facts[name.text] = constant
                return name.text, constant
            for key, _ in of.entries:
                must_be_known(key, ("from", "to", "always"), "a part of a state")
            for end, event in zip(("from", "to"), self._words.states[name.text], strict=True):
                if end not in said:
                    help_ = f"add `{end}:` with the column of the time"
                    raise MappingFinding(not_readable(f"`{name.text}` has no `{end}`", of.span, help_))
                if event in events:
                    raise twice(f"the event `{event}`", said[end].span)
                events[event] = _event(said[end])
            return name.text, events[self._words.states[name.text][0]]

        self._entries(node, origin)
        return events, facts

    def event_column(self, node: Node) -> tuple[Column, bool]:
        """The column of a long log's events, and whether every value that is not named is no event."""
        said = {key.text: value for key, value in node.entries} if isinstance(node, Entries) else {}
        if not isinstance(said.get("values"), Entries):
            help_ = "write `{column: Activity, values: {First reply: replied}, others: no}`"
            message = "it is not said which values of `event` are which events"
            raise MappingFinding(not_readable(message, node.span, help_))
        others = said.get("others")
        if others is not None and (not isinstance(others, Scalar) or others.text != NO):
            help_ = "leave `others` out, or write `others: no`: every other value is no event of the policy"
            raise MappingFinding(not_readable("what `others` are is not understood", others.span, help_))
        names = {**self._words.events, CONTACT_STARTS: CONTACT_STARTS, NO: ""}

        def event(value: Scalar) -> str:
            try:
                must_be_known(value, tuple(names), "an event of the policy", other=self._other.events)
            except SaysNothing:
                return ""
            return names[value.text]

        assert isinstance(node, Entries)
        kept = tuple((key, value) for key, value in node.entries if key.text != "others")
        origin = _origin(Entries(kept, node.span), event, {})
        assert isinstance(origin, Column)
        return origin, others is not None

    def _entries(self, node: Node, read: Callable[[Scalar, Node], tuple[str, Origin]]) -> dict[str, Origin]:
        if not isinstance(node, Entries):
            help_ = "write `{name: column}`"
            raise MappingFinding(not_readable("names with columns are needed here", node.span, help_))
        found: dict[str, Origin] = {}
        for name, value in node.entries:
            try:
                key, origin = read(name, value)
                if key in found:
                    raise twice(f"`{key}`", name.span)
                found[key] = origin
            except SaysNothing:
                continue
            except MappingFinding as problem:
                self._found.append(problem.finding)
        return found


def _event(node: Node) -> Origin:
    if not isinstance(node, Entries):
        return columns_of(node)
    constant = _origin(node, lambda said: said.text, {})
    if not isinstance(constant, Always) or constant.value != NO:
        help_ = "write the name of a column, or `{always: no}` for what never happens"
        raise MappingFinding(not_readable("an event has a column", node.span, help_))
    return Always("", node.span)


def _truth(said: Scalar) -> str:
    must_be_known(said, _TRUTHS, "yes or no")
    return "yes" if TRUTHS[said.text] else NO


def _truths() -> dict[str, str]:
    return {text: "yes" if truth else NO for text, truth in TRUTHS.items()}


def _count(said: Scalar) -> str:
    if said.text != NONE and not (said.text.isascii() and said.text.isdecimal() and len(said.text) <= 9):
        help_ = f"write a whole number, or `{NONE}`"
        raise MappingFinding(not_readable(f"`{said.text}` is no count", said.span, help_))
    return said.text


def _origin(node: Node, value: Callable[[Scalar], str], usual: Mapping[str, str]) -> Origin:
    """A column, `{column, values}` or `{always}`; `usual`: what values mean of which the mapping says nothing."""
    if not isinstance(node, Entries):
        column = columns_of(node)
        return Column(column.names, _folded_values({}, usual), column.span, column.spans)
    said: dict[str, Node] = {}
    for key, part in node.entries:
        must_be_known(key, ("column", "values", "always"), "a part of a column")
        if key.text in said:
            raise twice(f"`{key.text}`", key.span)
        said[key.text] = part
    if "always" in said:
        if len(said) > 1:
            raise MappingFinding(not_readable("a constant has no column", node.span, _CONSTANT))
        constant = said["always"]
        if not isinstance(constant, Scalar) or not constant.text:
            raise MappingFinding(not_readable("one value is needed here", constant.span, _CONSTANT))
        return Always(value(constant), node.span)
    if "column" not in said:
        raise MappingFinding(not_readable("no column is named here", node.span, "add `column:`"))
    column = columns_of(said["column"])
    values = _values(said["values"], value) if "values" in said else {}
    return Column(column.names, _folded_values(values, usual), node.span, column.spans)


def _values(node: Node, value: Callable[[Scalar], str]) -> dict[str, str]:
    if not isinstance(node, Entries):
        help_ = "write `{what stands in the column: what it means}`"
        raise MappingFinding(not_readable("values with their meaning are needed here", node.span, help_))
    found: dict[str, str] = {}
    places: dict[str, Span] = {}
    for said, means in node.entries:
        if not isinstance(means, Scalar):
            raise MappingFinding(not_readable(f"`{said.text}` has one meaning", means.span, "write one word or name"))
        if said.text in places:
            raise twice(f"the value `{said.text}`", said.span)
        places[said.text] = said.span
        with suppress(SaysNothing):
            found[said.text] = value(means)
    meanings: dict[str, str] = {}
    for text, meaning in found.items():
        if meanings.setdefault(folded(text), meaning) != meaning:
            raise twice(f"the value `{text}` (capitals aside)", places[text])
    return found


def _folded_values(said: Mapping[str, str], usual: Mapping[str, str]) -> dict[str, str]:
    """Each text, as it is written and in small letters; what is said wins over what is usual."""
    found: dict[str, str] = {}
    for values in (said, usual):
        for text, meaning in values.items():
            found.setdefault(folded(text), meaning)
    return {**{text: found[folded(text)] for text in (*said, *usual)}, **found}
