"""A published passage → the promise that it was written from."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, cast

from lark import Lark, Token, Tree, UnexpectedInput

from troth.model.condition import ArrivedBetween, ArrivedOnClosedDay, Condition, FactIs, StateIs, ValueIs, Who
from troth.model.limit import Limit, Nothing
from troth.model.policy import US, Case, DatedReply, Extension, OtherAct, Pause, Promise, Strength, promise_id
from troth.model.words import STAGE, TOLD, Words
from troth.resolve.limits import resolve_bound
from troth.resources import data_folder
from troth.syntax.phrases import NotAValue
from troth.wording.lexicon import Lexicon, content, values_in
from troth.wording.read_remedies import RemedySentences
from troth.wording.sentence_values import NotRead as NotRead
from troth.wording.sentence_values import SentenceValues as SentenceValues
from troth.wording.voice import STRENGTH_WORDS, Voice

_STRENGTHS = {words: strength for strength, words in STRENGTH_WORDS.items()}
_CANONICAL = str.maketrans({"“": '"', "”": '"', "\u00a0": " ", "’": "’"})
_SENTENCE_END = re.compile(r'(?<=\.)\s+(?=[A-Z“"])')


@cache
def sentence_grammar(strict: bool = False) -> Lark:
    """The parser of published sentences; `strict` (for the tests) refuses conflicts."""
    return Lark.open(
        str(data_folder("grammar") / "sentence.lark"),
        parser="lalr",
        start=["sentence", "calendar_sentence"],
        propagate_positions=True,
        strict=strict,
    )


@dataclass(slots=True)
class _Read:
    """What the sentences of a passage said so far."""

    who: list[Condition] = field(default_factory=list)
    only: list[Condition] = field(default_factory=list)
    lead: dict[str, Any] = field(default_factory=dict)
    rows: list[tuple[tuple[Condition, ...], Limit | None]] = field(default_factory=list)
    rest: dict[str, Any] = field(default_factory=dict)
    acts: list[OtherAct] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    excuses: list[Condition] = field(default_factory=list)
    saying: list[str] = field(default_factory=list)


def read(
    text: str,
    id: str,
    words: Words,
    titles: Mapping[str, str],
    quoted_facts: Sequence[str] = (),
    voice: Voice = Voice.CUSTOMER,
) -> Promise:
    """The promise of identity `id` that a passage says; `titles`: the policy's standards, name → title.

    Conditions that the policy put on the standard and those it put on the promise read the same: both are in `who`
    (see `flattened`). Raises NotRead where a sentence is not understood, or the passage is of another identity.
    """
    sentences = split_sentences(text)
    failures: list[str] = []
    for parties in ((), *_parties_named(sentences[0] if sentences else "", words)):
        lexicon = Lexicon(words, tuple(quoted_facts), parties, voice)
        try:
            return _read(sentences, id, lexicon, parties, titles)
        except NotRead as problem:
            failures.append(problem.args[0])
    raise NotRead(failures[-1] if failures else "there is no sentence")


def flattened(promise: Promise) -> Promise:
    """The promise as its passage says it: all conditions in one place, selectors first, in the sentence's order."""
    who = promise.who
    order = [ValueIs(name, values) for name in ("channel", "party", "kind", STAGE) if (values := who.values(name))]
    rest = [condition for condition in promise.conditions if not isinstance(condition, ValueIs)]
    return replace(promise, who=Who((*order, *dict.fromkeys(rest))), only=(), sources=(), not_promises=())


def split_sentences(text: str) -> list[str]:
    """The sentences of a passage; a full stop within quotation marks ends none."""
    collapsed = re.sub(r"\s+", " ", text).strip()
    shielded = re.sub(r"“[^”]*”", lambda found: found[0].replace(". ", ".\u0000"), collapsed)
    return [part.replace("\u0000", " ") for part in _SENTENCE_END.split(shielded) if part]


def parse_sentence(text: str, start: str) -> Tree[Token]:
    """The parse tree of one marked sentence.

    Raises NotRead.
    """
    try:
        tree: Tree[Token] = sentence_grammar().parse(text.translate(_CANONICAL), start=start)
    except UnexpectedInput as problem:
        at = cast("int | None", problem.pos_in_stream) or 0
        raise NotRead(f"“{_plain(text)}” is not understood from “{_plain(text[at:])[:30]}” on") from None
    return tree


def _plain(text: str) -> str:
    return re.sub(r"⟦(?:\w+:)?([^⟧]*)⟧", r"\1", text)


def _parties_named(lead: str, words: Words) -> list[tuple[str, ...]]:
    """The combinations of parties whose plurals a lead holds, longest first."""
    present = [party.name for party in words.parties if re.search(rf"\b{re.escape(party.plural or '')}\b", lead)]
    combinations = (c for size in range(len(present), 0, -1) for c in itertools.permutations(present, size))
    return list(combinations)


def _read(
    sentences: list[str], id: str, lexicon: Lexicon, parties: tuple[str, ...], titles: Mapping[str, str]
) -> Promise:
    said = _Read()
    reader = _SentenceReader(lexicon, said, titles)
    for index, sentence in enumerate(sentences):
        is_free = sentence.startswith(("We say ", "Say ", "The law ", "This replaces "))
        marked = sentence if is_free else lexicon.mark(sentence)
        tree = parse_sentence(marked, "sentence").children[0]
        assert isinstance(tree, Tree)
        if (index == 0) != (tree.data == "lead"):
            raise NotRead(
                f"“{sentence}” stands where a passage has {'its lead' if index == 0 else 'a further sentence'}"
            )
        reader.take(tree, marked)
    lead = said.lead
    if not lead:
        raise NotRead("there is no sentence")
    reader.close()
    if parties:
        at = 1 if said.who and isinstance(said.who[0], ValueIs) and said.who[0].dimension == "channel" else 0
        said.who.insert(at, ValueIs("party", parties))
    policy, standard, *_ = [*id.split("."), "", ""]
    expected = promise_id(policy, standard, lead["verb"], lead["strength"])
    if expected != id:
        raise NotRead(f"the passage says `{expected}`, and stands at `{id}`")
    return Promise(
        id=id,
        standard=standard,
        who=Who(tuple(said.who)),
        cases=_as_tree(said.rows),
        or_acts=tuple(said.acts),
        pauses=tuple(said.pauses),
        excuses=tuple(said.excuses),
        saying=tuple(said.saying),
        targets=tuple(reader.targets),
        remedy=reader.remedy,
        **lead,
        **said.rest,
    )


def _as_tree(rows: list[tuple[tuple[Condition, ...], Limit | None]]) -> tuple[Case, ...]:
    """Items with their paths → cases within cases."""
    cases: dict[Condition, tuple[Limit | None, list[tuple[tuple[Condition, ...], Limit | None]]]] = {}
    for (first, *rest), limit in rows:
        _, inner = cases.setdefault(first, (None, []))
        if rest:
            inner.append((tuple(rest), limit))
        else:
            cases[first] = (limit, inner)
    return tuple(
        Case(condition=condition, limit=limit, cases=_as_tree(inner)) for condition, (limit, inner) in cases.items()
    )


class _SentenceReader(RemedySentences):
    """Takes the parse trees of sentences into what the passage said."""

    def __init__(self, lexicon: Lexicon, said: _Read, titles: Mapping[str, str]) -> None:
        super().__init__(lexicon.words)
        self._said = said
        self._told_so = False
        self._standards = {title: name for name, title in titles.items()}

    def take(self, tree: Tree[Token], text: str) -> None:
        SentenceValues.__init__(self, text)
        try:
            getattr(self, f"_take_{tree.data}")(tree)
        except NotAValue as problem:
            raise NotRead(problem.args[0].message) from None

    def close(self) -> None:
        """What must not be missing at the end.

        Raises NotRead.
        """
        extension = self._said.rest.get("extension")
        if extension is not None and extension.if_told is not self._told_so:
            raise NotRead("it does not say by when we tell of an extension")
        self.check_remedy()

    # ---------- the lead

    def _take_lead(self, tree: Tree[Token]) -> None:
        if self._said.lead:
            raise NotRead("there are two leads")
        for part in tree.children:
            if not isinstance(part, Tree):
                continue
            match str(part.data):
                case "contact":
                    self._select("channel", part)
                case "kinds":
                    self._select("kind", part)
                case "stages":
                    self._said.who.append(values_in(part.children[0]))
                case "if_fact":
                    self._said.who.append(FactIs(content(part.children[0])))
                case "unless_fact":
                    self._said.who.append(FactIs(content(part.children[0]), False))
                case "while_state":
                    self._said.who.append(StateIs(content(part.children[0])))
                case "in_season":
                    self._said.who.append(self._in_season(part))
                case "act":
                    self._act(part)
                case _:
                    pass

    def _select(self, dimension: str, part: Tree[Token]) -> None:
        if part.children:
            self._said.who.append(ValueIs(dimension, tuple(content(token) for token in part.children)))

    def _act(self, part: Tree[Token]) -> None:
        parts: list[Any] = list(part.children)  # None where a part that may be missing is missing
        actor, strength, verb, *limit = parts
        if strength is None and content(actor) != US:
            raise NotRead("who acts has no strength: must, should, aim to or may")
        name = content(verb)
        known = self._known.verb(name)
        assert known is not None
        self._said.lead = {
            "actor": content(actor),
            "strength": _STRENGTHS[str(strength)] if strength else Strength.MUST,
            "verb": name,
            "event": known[1].name,
            "limit": self._limit_of(limit[0]) if limit else None,
        }

    # ---------- further sentences

    def _take_item(self, tree: Tree[Token]) -> None:
        *conditions, last = tree.children
        limit = Nothing() if isinstance(last, Token) else self._limit_of(last)
        if isinstance(conditions[0], Token):
            self._otherwise(limit)
            return
        path = tuple(self._when_case(part) for part in conditions)
        if any(path == known for known, _ in self._said.rows):
            raise NotRead("a case is said twice")
        self._said.rows.append((path, limit))

    def _otherwise(self, limit: Limit) -> None:
        """What holds where no case does; a limit would stand in the lead."""
        if self._said.lead["limit"] is not None or not isinstance(limit, Nothing):
            raise NotRead("what holds otherwise is said twice")
        self._said.lead["limit"] = limit

    def _when_case(self, part: Any) -> Condition:
        match str(part.data):
            case "case_if":
                return FactIs(content(part.children[0]))
            case "case_if_not":
                return FactIs(content(part.children[0]), False)
            case "case_while":
                return StateIs(content(part.children[0]))
            case "case_from":
                first, last = (None if one is None else self.visit(one).first for one in part.children)
                return ArrivedBetween(first, last)
            case "case_season":
                return self._in_season(part)
            case "case_until":
                return ArrivedBetween(None, self.visit(part.children[0]).first)
            case _:
                return values_in(part.children[0])

    def _take_excuse_if(self, tree: Tree[Token]) -> None:
        self._said.excuses.append(FactIs(content(tree.children[0])))

    def _take_excuse_unless(self, tree: Tree[Token]) -> None:
        self._said.excuses.append(FactIs(content(tree.children[0]), False))

    def _take_excuse_while(self, tree: Tree[Token]) -> None:
        self._said.excuses.append(StateIs(content(tree.children[0])))

    def _take_excuse_closed(self, tree: Tree[Token]) -> None:
        names: list[Any] = list(tree.children)
        self._said.excuses.append(ArrivedOnClosedDay(*(str(name) for name in names if name is not None)))

    def _take_excuse_season(self, tree: Tree[Token]) -> None:
        self._said.excuses.append(self._in_season(tree))

    def _take_pause(self, tree: Tree[Token]) -> None:
        *parts, both = tree.children
        both_days = both is not None
        if len(parts) == 1:
            state = self._known.state(content(parts[0]))
            assert state is not None
            pause = Pause(start=state.start, end=state.end, both_days=both_days, state=state.name)
        else:
            start, end = (self._event(part) for part in parts)
            pause = Pause(start=start, end=end, both_days=both_days)
        self._said.pauses.append(pause)

    def _take_restart(self, tree: Tree[Token]) -> None:
        self._once("restart", self._event(tree.children[0]))

    def _take_basis(self, tree: Tree[Token]) -> None:
        self._once("basis", str(tree.children[0])[1:-1])

    def _take_bounded(self, tree: Tree[Token]) -> None:
        never, bound = tree.children
        self._once("cap" if "later" in str(never) else "floor", self._limit_of(bound, resolve_bound))

    def _take_by_then(self, tree: Tree[Token]) -> None:
        self._once("unless_by_then", content(tree.children[0]))

    def _take_dated(self, tree: Tree[Token]) -> None:
        limit = self._limit_of(tree.children[0]) if tree.children else None
        self._once("dated", DatedReply(limit=limit))

    def _take_told_date(self, tree: Tree[Token]) -> None:
        condition, limit = self._told(tree)
        self._once("dated", DatedReply(limit=limit, name=TOLD, condition=condition))

    def _take_extension(self, tree: Tree[Token]) -> None:
        amount, often = tree.children
        self._extend(amount, often, None)

    def _take_extension_if(self, tree: Tree[Token]) -> None:
        condition, amount, often = tree.children
        self._extend(amount, often, _told_if(condition))

    def _extend(self, amount: Any, often: Any, condition: FactIs | None) -> None:
        is_once = "once" in str(often)
        extension = Extension(
            amount=self._amount_of(amount), once=is_once, if_told=often is not None, condition=condition
        )
        if condition is None and not extension.if_told:
            raise NotRead("nothing says when it is extended")
        self._once("extension", extension)

    def _take_told_so(self, tree: Tree[Token]) -> None:
        extension = self._said.rest.get("extension")
        if extension is None or not extension.if_told or self._told_so:
            raise NotRead("it does not say of what we tell")
        self._told_so = True
        limit = self._limit_of(tree.children[0]) if tree.children else None
        self._said.rest["extension"] = replace(extension, told_by=limit)

    def _told(self, tree: Tree[Any]) -> tuple[FactIs | None, Limit | None]:
        """The condition and the limit of a telling, each of which may be missing."""
        parts = {str(part.data): part for part in tree.children if isinstance(part, Tree)}
        limit = next((part for name, part in parts.items() if name.endswith("limit")), None)
        condition = next((part for name, part in parts.items() if name.startswith("told_if")), None)
        return (
            None if condition is None else _told_if(condition),
            None if limit is None else self._limit_of(limit),
        )

    def _take_or_act(self, tree: Tree[Token]) -> None:
        parts: list[Any] = list(tree.children)
        actor, strength, verb, limit = parts
        known = self._known.verb(content(verb))
        assert known is not None
        lead = self._said.lead
        said = Strength.MUST if strength is None else _STRENGTHS[str(strength)]
        if content(actor) != lead["actor"] or (strength is None) != (lead["actor"] == US):
            raise NotRead("the other act is of someone else")
        if strength is not None and said is not lead["strength"]:
            raise NotRead("the other act is promised more or less strongly")
        self._said.acts.append(OtherAct(verb=known[0].name, event=known[1].name, limit=self._limit_of(limit)))

    def _take_manner(self, tree: Tree[Token]) -> None:
        names = self.visit(tree.children[0])
        channels = [self._known.term("channel", name.text) for name in names]
        if None in channels:
            raise NotRead("a channel is not known")
        self._once("manner", tuple(channel.name for channel in channels if channel))

    def _take_saying(self, tree: Tree[Token]) -> None:
        self._said.saying.append(str(tree.children[0]).strip().strip('"'))

    def _take_replaces(self, tree: Tree[Token]) -> None:
        titles = [str(token)[1:-1] for token in tree.children]
        names = self._standards
        if any(title not in names for title in titles):
            raise NotRead("it replaces a standard that is not published")
        self._once("replaces", tuple(names[title] for title in titles))

    def _once(self, name: str, value: Any) -> None:
        if name in self._said.rest:
            raise NotRead("one thing is said twice")
        self._said.rest[name] = value


def _told_if(tree: Any) -> FactIs:
    return FactIs(content(tree.children[0]), str(tree.data) == "told_if")
