"""What resolving a policy needs everywhere: the words known so far, and where findings go."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from troth.diagnostics import Diagnostic, Edit, Fix, Label
from troth.model.words import DIMENSIONS, STAFF, Words
from troth.source import Span
from troth.spelling import nearest
from troth.syntax import tree as t


@dataclass(slots=True)
class Scope:
    policy: str
    words: Words = field(default_factory=Words)
    found: list[Diagnostic] = field(default_factory=list)
    unread: str = ""  # lines that were not understood; they may declare what is not known
    broken: frozenset[Span] = frozenset()  # lines beneath which one was not understood
    quoted: set[str] = field(default_factory=set)  # facts that are named in the owner's quoted words
    main_calendar: str = ""
    calendars: frozenset[str] | None = None  # the names of the policy's calendars; None: any will do
    seasons: dict[str, tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=dict)  # first and last day
    calendar: str = ""  # the calendar of the standard that is being resolved; "" is the policy's
    standard_calendars: dict[str, str] = field(default_factory=dict)  # the calendar of each standard, by its name
    basis: str | None = None  # the law that requires what is being resolved; None: our own promise
    texts: dict[str, list[t.OwnText]] = field(default_factory=dict)  # the owner's texts, by what they say

    def error(
        self,
        code: str,
        message: str,
        span: Span,
        help: str = "",
        fixes: tuple[Fix, ...] = (),
        labels: tuple[Label, ...] = (),
    ) -> None:
        self.found.append(Diagnostic(code=code, message=message, span=span, help=help, fixes=fixes, labels=labels))

    def unknown(
        self,
        name: t.Words,
        kind: str,
        known: Iterable[str],
        declare: str = "",
        listed: Iterable[str] = (),
        more: str = "",
    ) -> None:
        """Say that a name is not known, with the nearest one that is, or some that are, or how to declare it.

        `listed` are the ones to show where none is near; by default all that are known. `more` is another way out.
        """
        if re.search(rf"(?<![\w-]){re.escape(name.text)}(?![\w-])", self.unread):
            return
        names = sorted(known)
        meant = nearest(name.text, names)
        article = "an" if kind[0] in "aeiou" else "a"
        put = f'"{meant}"' if name.quoted else meant or ""
        within = max((one for one in names if _stands_in(one, name.text)), key=len, default=None)
        if meant is not None:
            help_ = f"did you mean `{put}`?"
        elif name.text == STAFF and kind in DIMENSIONS:
            help_ = f"who is to read it stands on a line of its own: `audience {STAFF}`"
        else:
            ways = [f"declare it with `{declare}`"] if declare else []
            ways += [more] if more else []
            if within is not None:
                help_ = f"did you mean `{within}`?" + (f" if not, {', or '.join(ways)}" if ways else "")
            else:
                shown = _known(name.text, sorted(listed) or names, kind) if names else "none is declared"
                help_ = "; ".join((shown, ", or ".join(ways))) if ways else shown
        fixes = () if meant is None else (Fix(f"replace `{name.text}` by `{meant}`", (Edit(name.span, put),)),)
        said = f'"{name.text}"' if name.quoted else name.text
        self.error("T101", f"`{said}` is not {article} {kind}", name.span, help_, fixes)

    def only_once(
        self, name: str, line: t.LineNode, seen: dict[str, Span], help: str = "keep the one that is meant"
    ) -> bool:
        """False, with a finding, where a line of that name stood before.

        Without one where this line stands beneath the first: that nothing can is said already.
        """
        if name in seen and _is_beneath(line.span, seen[name]):
            return False
        if name in seen:
            self.error(
                "T014",
                f"`{name}` is said twice",
                line.span,
                help,
                labels=(Label(seen[name], "said here first"),),
            )
            return False
        seen[name] = line.span
        return True


def _stands_in(known: str, said: str) -> bool:
    """Is it among the words that were said, as `phone` is in `phone calls`?"""
    return re.search(rf"(?<![\w-]){re.escape(known)}(?![\w-])", said) is not None


def _is_beneath(span: Span, first: Span) -> bool:
    return span.start.line > first.start.line and span.start.column > first.start.column


_MOST_LISTED = 12
_FEW = 8
_IN_THE_REFERENCE = frozenset({"channel", "kind", "party", "event", "verb"})
"""What the language's own vocabulary holds, so that its reference lists them."""


def _known(name: str, names: list[str], kind: str) -> str:
    """The known names where they are few; else those that look most like the one that is not known."""
    if len(names) <= _MOST_LISTED:
        return f"known: {', '.join(f'`{one}`' for one in names)}"
    few = sorted(difflib.get_close_matches(name, names, n=_FEW, cutoff=0.0))
    rest = (
        "the language reference lists them all" if kind in _IN_THE_REFERENCE else f"and {len(names) - len(few)} others"
    )
    return f"known are {', '.join(f'`{one}`' for one in few)}; {rest}"
