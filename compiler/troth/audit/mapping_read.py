"""A `mapping.yml` → what the columns of a log mean, validated whole against a policy."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import replace

from troth.audit.local_instants import TWICE
from troth.audit.mapping import Column, LogMapping, Origin
from troth.audit.mapping_finding import MappingFinding, SaysNothing, must_be_known, not_readable, twice, wrong_format
from troth.audit.mapping_parts import PartReader, columns_of
from troth.audit.mapping_words import NO_WORDS, MappingWords, mapping_words
from troth.audit.time_formats import BadFormat, TimeFormat, clash, read_format
from troth.audit.yaml_places import Entries, Items, Node, NotYaml, Scalar, read_yaml
from troth.diagnostics import Diagnostic, in_order
from troth.model.policy import Policy
from troth.model.words import CONTACT_STARTS, DIMENSIONS
from troth.resources import zone_names
from troth.source import Span, whole_file

READY_CATEGORIES = ("priority", "stage")
"""What a mapping that ships may say though the policy does not know it."""
_IGNORE = "ignore"
_DELIMITERS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", ",": ",", ";": ";", "|": "|", "\t": "\t"}


def read_mapping(
    text: str, path: str, policy: Policy, *, ready: bool = False, other: Policy | None = None
) -> tuple[LogMapping | None, tuple[Diagnostic, ...]]:
    """The mapping that a text is, or None; and every finding, each at its line and column.

    `ready`: it ships with troth, for every policy, so that a category that this policy has not is passed over. `other`:
    by which the log is judged too: what only that policy knows is passed over as well. There is no mapping where there
    is an error.
    """
    words = mapping_words(policy)
    reader = _Reader(path, words, NO_WORDS if other is None else mapping_words(other), ready)
    mapping = reader.read(text)
    found = in_order(reader.found)
    return (None if any(one.is_error for one in found) else mapping), found


class _Reader:
    def __init__(self, path: str, words: MappingWords, other: MappingWords, ready: bool) -> None:
        self._path, self._words, self._other, self._ready = path, words, other, ready
        self.found: list[Diagnostic] = []

    def read(self, text: str) -> LogMapping | None:
        """The mapping as far as it can be read; what is wrong with it is in `found`."""
        try:
            node = read_yaml(text, self._path)
        except NotYaml as problem:
            self.found.append(not_readable(problem.message, problem.span))
            return None
        if not isinstance(node, Entries):
            what = "the mapping is empty" if node is None else "the mapping is no list of `key: value`"
            self.found.append(not_readable(what, whole_file(self._path)))
            return None
        given = self._entries(node)
        mapping = LogMapping(path=self._path, contact=Column((), span=node.span))
        for key, part in [*given.items()]:
            try:
                mapping = self._with(mapping, key, part)
            except SaysNothing:
                del given[key]
            except MappingFinding as problem:
                self.found.append(problem.finding)
        self._check(mapping, given, node.span)
        return mapping

    def _entries(self, node: Entries) -> dict[str, Node]:
        given: dict[str, Node] = {}
        known = (*self._words.keys, *self._other.keys, *(READY_CATEGORIES if self._ready else ()))
        for key, value in node.entries:
            try:
                must_be_known(key, known, "a key of a mapping")
                if key.text in given:
                    raise twice(f"`{key.text}`", key.span)
            except MappingFinding as problem:
                self.found.append(problem.finding)
                continue
            if key.text in self._words.keys:
                given[key.text] = value
        return given

    def _with(self, mapping: LogMapping, key: str, node: Node) -> LogMapping:
        parts = PartReader(self._words, self._other, self.found)
        match key:
            case "time zone":
                return self._zone(mapping, node)
            case "time format":
                formats = tuple(self._format(one) for one in _listed(node))
                self._no_clash(formats, node)
                return replace(mapping, formats=tuple(one.text for one in formats))
            case "encoding":
                return replace(mapping, encoding=_encoding(node))
            case "delimiter":
                return replace(mapping, delimiter=_delimiter(node))
            case "sheet":
                return replace(mapping, sheet=_text(node))
            case "missing":
                return replace(mapping, missing=tuple(_text(one) for one in _listed(node)))
            case "contact":
                return replace(mapping, contact=columns_of(node))
            case "arrives":
                return replace(mapping, arrives=columns_of(node))
            case "customer":
                return replace(mapping, customer=columns_of(node))
            case "at":
                return replace(mapping, at=columns_of(node))
            case "event":
                column, others = parts.event_column(node)
                return replace(mapping, event=column, others=others)
            case "events":
                return replace(mapping, events=_joined(mapping.events, parts.events(node), node.span))
            case "facts":
                return replace(mapping, facts=_joined(mapping.facts, parts.facts(node), node.span))
            case "counts":
                return replace(mapping, counts=parts.counts(node))
            case "dates":
                return replace(mapping, dates=parts.dates(node))
            case "states":
                events, facts = parts.states(node)
                return replace(
                    mapping,
                    events=_joined(mapping.events, events, node.span),
                    facts=_joined(mapping.facts, facts, node.span),
                )
            case _:
                origin = parts.dimension(key, node)
                return replace(mapping, dimensions={**mapping.dimensions, key: origin})

    def _zone(self, mapping: LogMapping, node: Node) -> LogMapping:
        ignores, twice = False, ""
        if isinstance(node, Entries):
            said = {key.text: value for key, value in node.entries}
            for key, _ in node.entries:
                must_be_known(key, ("zone", "offsets", "twice"), "a part of `time zone`")
            if "zone" not in said:
                raise not_readable_here("`time zone` names no zone", node.span, "write `zone:` with an IANA name")
            if "offsets" in said:
                offsets = _scalar(said["offsets"])
                must_be_known(offsets, (_IGNORE,), "what can be said of offsets")
                ignores = True
            if "twice" in said:
                meant = _scalar(said["twice"])
                must_be_known(meant, TWICE, "which of two times is meant")
                twice = meant.text
            node = said["zone"]
        name = _scalar(node)
        must_be_known(name, zone_names(), "a time zone", example="`Europe/London`")
        return replace(mapping, zone=name.text, ignores_offsets=ignores, twice=twice)

    def _format(self, node: Node) -> TimeFormat:
        scalar = _scalar(node)
        try:
            return read_format(scalar.text)
        except BadFormat as problem:
            raise wrong_format(problem.message, scalar.span, problem.help) from None

    def _no_clash(self, formats: tuple[TimeFormat, ...], node: Node) -> None:
        for number, one in enumerate(formats):
            for other in formats[number + 1 :]:
                both = clash(one, other)
                if both is not None:
                    text, first, second = both
                    raise wrong_format(
                        f"`{one.text}` and `{other.text}` read `{text}` as {first:%Y-%m-%d} and {second:%Y-%m-%d}",
                        node.span,
                        "name the one that the log has; where it has both, export it in one of them",
                    )

    def _check(self, mapping: LogMapping, given: Mapping[str, Node], span: Span) -> None:
        if "contact" not in given:
            self.found.append(missing_key("contact", "the column of each contact's id", span))
        if ("event" in given) is not ("at" in given):
            lacking, has = ("at", "event") if "event" in given else ("event", "at")
            what = f"`{has}` is given without `{lacking}`"
            help_ = "give both for a log with a row an event; neither for a row a contact"
            self.found.append(not_readable(what, given[has].span, help_))
        arrives = mapping.event is not None and CONTACT_STARTS in mapping.event.values.values()
        if "arrives" not in given and not arrives:
            self.found.append(missing_key("arrives", "the column of the time at which each contact came", span))
        elif "arrives" in given and arrives:
            self.found.append(twice(f"the event `{CONTACT_STARTS}`", given["arrives"].span).finding)
        for name in self._words.selected:
            if name not in given:
                self.found.append(_not_mapped(name, self._words, span))
        doubled = sorted(mapping.events.keys() & set(mapping.listed_events))
        for name in doubled:
            self.found.append(twice(f"the event `{name}`", span).finding)


def not_readable_here(message: str, span: Span, help: str) -> MappingFinding:
    """A part of a mapping that has not the form of one."""
    return MappingFinding(not_readable(message, span, help))


def missing_key(key: str, what: str, span: Span) -> Diagnostic:
    """A key that every mapping needs is not given."""
    return not_readable(f"the mapping does not say `{key}`", span, f"add `{key}:` with {what}")


def _not_mapped(name: str, words: MappingWords, span: Span) -> Diagnostic:
    values = sorted(set(words.values[name].values()))
    shown = values[0] if values else "…"
    message = f"the policy asks for the {name} of a contact, and the mapping does not say it"
    return Diagnostic(
        code="T707" if name in DIMENSIONS else "T724",
        message=message if name in DIMENSIONS else f"{message}: what hangs on it is unknown",
        span=span,
        help=f"add `{name}:` with the column that holds it, or `{name}: {{always: {shown}}}` if all are alike",
    )


def _joined(one: Mapping[str, Origin], other: Mapping[str, Origin], span: Span) -> dict[str, Origin]:
    both = sorted(one.keys() & other.keys())
    if both:
        raise twice(f"`{both[0]}`", span)
    return {**one, **other}


def _listed(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, Items) else (node,)


def _scalar(node: Node) -> Scalar:
    if not isinstance(node, Scalar) or not node.text:
        raise not_readable_here("a text is needed here", node.span, "write one word or name")
    return node


def _text(node: Node) -> str:
    return _scalar(node).text


def _encoding(node: Node) -> str:
    name = _scalar(node)
    try:
        found = codecs.lookup(name.text)
    except (LookupError, ValueError):
        found = None
    # `rot13`, `zip` and their like are no encodings of text, and `idna` is none of a file.
    if found is None or not found._is_text_encoding or found.name in ("idna", "punycode", "undefined"):
        known = ("utf-8", "utf-16", "windows-1252", "iso-8859-1", "iso-8859-15", "mac-roman", "cp850")
        must_be_known(name, known, "an encoding")
        return name.text
    return found.name


def _delimiter(node: Node) -> str:
    if not isinstance(node, Scalar):
        raise not_readable_here("a delimiter is one character", node.span, "write `tab`, or the character in quotes")
    must_be_known(node, tuple(_DELIMITERS), "a delimiter")
    return _DELIMITERS[node.text]
