"""What resolving a policy needs everywhere: the words known so far, and where findings go."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from troth.diagnostics import Diagnostic, Edit, Fix, Label
from troth.model.words import Words
from troth.source import Span
from troth.spelling import nearest
from troth.syntax import tree as t


@dataclass(slots=True)
class Scope:
    policy: str
    words: Words = field(default_factory=Words)
    found: list[Diagnostic] = field(default_factory=list)
    unread: str = ""  # lines that were not understood; they may declare what is not known

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

    def unknown(self, name: t.Words, kind: str, known: Iterable[str], declare: str = "") -> None:
        """Say that a name is not known, with the nearest one that is, or all of them, or how to declare it."""
        if re.search(rf"(?<![\w-]){re.escape(name.text)}(?![\w-])", self.unread):
            return
        names = sorted(known)
        meant = nearest(name.text, names)
        article = "an" if kind[0] in "aeiou" else "a"
        if meant is not None:
            help_ = f"did you mean `{meant}`?"
        elif names:
            help_ = f"known: {', '.join(f'`{one}`' for one in names)}"
        else:
            help_ = "none is declared"
        if declare and meant is None:
            help_ += f"; declare it with `{declare}`"
        fixes = () if meant is None else (Fix(f"replace `{name.text}` by `{meant}`", (Edit(name.span, meant),)),)
        self.error("T101", f"`{name.text}` is not {article} {kind}", name.span, help_, fixes)

    def only_once(self, name: str, line: t.LineNode, seen: dict[str, Span]) -> bool:
        """False, with a finding, where a line of that name stood before."""
        if name in seen:
            self.error(
                "T014",
                f"`{name}` is said twice",
                line.span,
                "keep the one that is meant",
                labels=(Label(seen[name], "said here first"),),
            )
            return False
        seen[name] = line.span
        return True
