"""What a promise says is done: verbs that are none, what is not done, and an act that limits itself."""

from __future__ import annotations

from troth.diagnostics import Edit, Fix
from troth.model.limit import AtEvent, BeforeEvent, Limit, NextWorkingDay, SameDay, Within
from troth.resolve.scope import Scope
from troth.source import Span
from troth.spelling import nearest
from troth.syntax import tree as t


def check_anchor(limit: Limit | None, act: str, span: Span, scope: Scope) -> None:
    """`must reply within 3 working days of the reply`: done whenever it is done, and never late."""
    if not isinstance(limit, Within | NextWorkingDay | SameDay | AtEvent | BeforeEvent) or limit.event != act:
        return
    known = scope.words.event(act)
    name = f"the {known.noun}" if known and known.noun else act
    scope.error(
        "T305",
        f"this limit depends on `{name}`, which is the act that it limits",
        span,
        "count it from another event; `within 3 working days` alone is counted from the arrival",
    )


def refuse_not_done(line: t.PromiseLine, scope: Scope) -> None:
    """`must not reply`: whether that was kept could not be told of a contact, so it is a duty."""
    verb = line.verb
    put = f'"{verb.text}"'
    alone = line.limit is None and line.by is None and not line.lines
    fixes = (Fix(f"replace `{verb.text}` by `{put}`", (Edit(verb.span, put),)),) if alone else ()
    scope.error(
        "T007",
        "a promise says what is done, not what is not done",
        verb.span,
        f"say it as a duty: `{line.strength} {put}`",
        fixes,
    )


def refuse_verb(said: t.Words, scope: Scope, strength: str = "") -> None:
    """No verb; or a verb, and then what should be a limit and is not.

    `strength` is that of a line which has no limit, so that it may have been meant as a duty.
    """
    known = [verb.name for verb, _ in scope.words.verbs()]
    verb = max((name for name in known if said.text.startswith(f"{name} ")), key=len, default=None)
    if verb is None:
        duty = f'say it as a duty: `{strength} "{said.text}"`' if strength else ""
        scope.unknown(said, "verb", known, f"event …`, and beneath it `verb {said.text}", more=duty)
        return
    rest = said.text.removeprefix(f"{verb} ")
    meant = nearest(rest, _LIMITS_IN_WORDS)
    help_ = f"did you mean `{verb} {meant}`?" if meant else "say by when: `within 3 working days`"
    fixes = (Fix(f"replace `{said.text}` by `{verb} {meant}`", (Edit(said.span, f"{verb} {meant}"),)),) if meant else ()
    scope.error("T101", f"after `{verb}` comes a limit, and `{rest}` is none", said.span, help_, fixes)


_LIMITS_IN_WORDS = (
    "by the end of the next working day",
    "by the end of the following working day",
    "on the same day",
    "during the contact",
    "at once",
    "promptly",
    "as soon as possible",
    "as quickly as possible",
    "by the time agreed",
    "by the time told",
    "by the date promised",
)
