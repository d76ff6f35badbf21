"""`a` replaces `b` and `b` replaces `a`: of a contact that is for both, neither promise would be left.

It is T304, as for two limits that are set for one contact: the policy must say which of the standards holds, and a
circle says of each that another does. Where no contact is for all of them nothing is lost, and T306 speaks.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from troth.calendars.workdays import WorkCalendar
from troth.checks.overlap import can_hold_together
from troth.diagnostics import Diagnostic, Label
from troth.model.policy import Policy, Standard
from troth.wording.style import listed


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T304: the shortest circle of the standards from each on, at the standard of it that stands first."""
    place = {standard.name: index for index, standard in enumerate(policy.standards)}
    replaced = {name for standard in policy.standards for name in standard.replaces}
    for standard in policy.standards:
        circle = _circle(standard, policy, place) if standard.replaces and standard.name in replaced else ()
        conditions = [condition for one in circle for condition in one.who.conditions]
        if not circle or not can_hold_together(conditions, (), policy.words):
            continue
        names = [f"`{one.name}`" for one in circle]
        said = "replace each other" if len(circle) == 2 else "replace one another in a circle"
        yield Diagnostic(
            code="T304",
            message=f"{listed(names, 'and')} {said}, so a contact that is for all of them is promised nothing",
            span=standard.span,
            help="take the name out of one of the `replaces` lines: the standard that still replaces the other is the "
            "one that holds",
            labels=tuple(Label(one.span, f"`{one.name}` stands here") for one in circle[1:]),
        )


def _circle(first: Standard, policy: Policy, place: dict[str, int]) -> tuple[Standard, ...]:
    """The shortest way from a standard, by what each replaces, back to it, over later ones; () where there is none."""
    ways: deque[tuple[Standard, ...]] = deque([(first,)])
    reached = {first.name}
    while ways:
        way = ways.popleft()
        last = way[-1]
        for name in last.replaces:
            other = policy.standards[place[name]] if name in place else None
            if other is None or not can_hold_together(last.who.conditions, other.who.conditions, policy.words):
                continue
            if other is first and len(way) > 1:
                return way
            if name not in reached and place[name] > place[first.name]:
                reached.add(name)
                ways.append((*way, other))
    return ()
