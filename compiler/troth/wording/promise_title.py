"""What a promise is called where several of a standard stand side by side."""

from __future__ import annotations

from troth.model.policy import Policy, Promise, Strength


def title_of(promise: Promise, policy: Policy) -> str:
    """`Emails: reply`; of one that is not a must, `Emails: reply (aim)`."""
    standard = policy.standard(promise.standard)
    assert standard is not None, "a promise is one of a standard"
    weaker = "" if promise.strength is Strength.MUST else f" ({promise.strength})"
    return f"{standard.title or standard.name}: {promise.verb}{weaker}"
