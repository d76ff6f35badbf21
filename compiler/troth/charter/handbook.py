"""What the pages for staff are given: duties and deadlines by situation, and a sheet for the wall for each channel.

Everything stands in the order of the policy, which is the order in which its owner means it to be needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from troth.calendars.workdays import WorkCalendar
from troth.charter.choose import worked_example
from troth.charter.sheet_size import SMALLEST, Said, points, texts_of, weeks_of
from troth.charter.views import ExampleView, example_view, scale_of
from troth.model.policy import US, Duty, Policy, Promise, Standard
from troth.model.words import STAFF
from troth.wording.duties import EVERY_CONTACT, duty_data, duty_text, heading_of, records_text, situations
from troth.wording.sentence import Clause, write
from troth.wording.voice import Voice, act_text


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """A promise (`passage`, of which `when` is the beginning that names the contact) or a duty (`text`)."""

    id: str
    title: str
    when: str = ""
    passage: tuple[Clause, ...] = ()
    scale: dict[str, Any] | None = None
    text: str = ""
    records: tuple[str, ...] = ()

    @property
    def is_promise(self) -> bool:
        return bool(self.passage)


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationView:
    slug: str
    title: str
    items: tuple[ItemView, ...]
    example: ExampleView | None = None
    example_promise: str = ""
    sheets: tuple[tuple[str, str], ...] = ()  # slug and name

    @property
    def promises(self) -> tuple[ItemView, ...]:
        return tuple(item for item in self.items if item.is_promise)

    @property
    def duties(self) -> tuple[ItemView, ...]:
        return tuple(item for item in self.items if not item.is_promise)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetView:
    """A sheet of A4: the promises of a channel, and its duties by situation."""

    slug: str
    title: str
    promises: tuple[ItemView, ...]
    groups: tuple[tuple[str, tuple[ItemView, ...]], ...]
    example: ExampleView | None
    example_promise: str

    @property
    def points(self) -> float:
        """The size of its type in points, with which it stays one sheet if it can."""
        return points(self._said) or SMALLEST

    @property
    def is_one(self) -> bool:
        """Whether it all fits on one sheet in type that can be read."""
        return points(self._said) is not None

    @property
    def columns(self) -> int:
        return self._said.columns

    @property
    def _said(self) -> Said:
        example = self.example
        return Said(
            passages=tuple(tuple(clause.text for clause in promise.passage) for promise in self.promises),
            example=f"{example.said} {example.when}" if example else "",
            weeks=weeks_of(len(example.days), example.starts_on) if example else 0,
            duties=texts_of((duty.text, duty.records) for _, duties in self.groups for duty in duties),
            headings=sum(bool(heading) for heading, _ in self.groups),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Handbook:
    situations: tuple[SituationView, ...]
    every_contact: SituationView | None
    sheets: tuple[SheetView, ...]
    duties: tuple[dict[str, Any], ...]  # as `duty_data` gives them
    promises: int

    @property
    def has_long_sheets(self) -> bool:
        return not all(sheet.is_one for sheet in self.sheets)


def handbook(policy: Policy, calendar: WorkCalendar | None, as_of: date) -> Handbook:
    """What the staff of an organisation need, with examples around the next holidays after `as_of`."""
    titles = {standard.name: standard.title for standard in policy.standards}
    examples: dict[str, ExampleView] = {}

    def item(one: Promise | Duty) -> ItemView:
        if isinstance(one, Duty):
            text = duty_text(one, policy.words, Voice.STAFF)
            return ItemView(id=one.id, title=one.title, text=text, records=records_text(one))
        if calendar is not None and one.id not in examples:
            found = worked_example(one, policy, calendar, as_of, Voice.STAFF)
            if found is not None:
                examples[one.id] = example_view(found)
        passage = write(one, policy.words, titles, Voice.STAFF)
        act = act_text(one, one.verb, policy.words, Voice.STAFF)
        return ItemView(
            id=one.id,
            title=titles[one.standard],
            when=passage[0].text[: passage[0].text.rindex(f", {act}") + 1],
            passage=passage,
            scale=scale_of(one.limit),
        )

    by_situation: dict[str, list[ItemView]] = {}
    by_channel: dict[str, dict[str, list[ItemView]]] = {}
    for holder, own in _in_order(policy):
        headings = situations(holder, policy.words)
        items = [item(one) for one in own]
        records = () if isinstance(holder, Duty) else records_text(holder)
        items += [ItemView(id=holder.id, title=holder.title, text=text) for text in records]
        for heading in headings:
            by_situation.setdefault(heading, []).extend(items)
        for channel in holder.who.values("channel"):
            heading = holder.situation or channel
            by_channel.setdefault(channel, {}).setdefault(heading, []).extend(items)
    slugs = _slugs(by_situation, taken=("index", "duties", "help-desk"))
    if not by_channel and by_situation.get(EVERY_CONTACT):
        by_channel["every contact"] = {"every contact": by_situation[EVERY_CONTACT]}
    sheet_slugs = _slugs(by_channel)
    sheets = tuple(_sheet(channel, sheet_slugs[channel], groups, examples) for channel, groups in by_channel.items())
    on_sheets: dict[str, list[tuple[str, str]]] = {}
    for (channel, groups), sheet in zip(by_channel.items(), sheets, strict=True):
        plain = heading_of("channel", channel, policy.words)
        for heading in dict.fromkeys(plain if group == channel else group for group in groups):
            on_sheets.setdefault(heading, []).append((sheet.slug, sheet.title))
    views = [
        _situation(heading, slugs[heading], items, examples, tuple(on_sheets.get(heading, ())))
        for heading, items in by_situation.items()
    ]
    return Handbook(
        situations=tuple(view for view in views if view.title != EVERY_CONTACT),
        every_contact=next((view for view in views if view.title == EVERY_CONTACT), None),
        sheets=sheets,
        duties=tuple(duty_data(duty, policy.words) for duty in policy.duties if is_for_staff(duty)),
        promises=sum(promise.actor == US for promise in policy.promises()),
    )


def _in_order(policy: Policy) -> list[tuple[Standard | Duty, list[Promise] | list[Duty]]]:
    """Standards with their promises and duties, in the order of the policy; only what staff do."""
    found: list[tuple[Standard | Duty, list[Promise] | list[Duty]]] = []
    for standard in policy.standards:
        ours = [promise for promise in standard.promises if promise.actor == US]
        if ours or standard.records:
            found.append((standard, ours))
    found += [(duty, [duty]) for duty in policy.duties if is_for_staff(duty)]
    return sorted(found, key=lambda entry: entry[0].span.start)


def is_for_staff(duty: Duty) -> bool:
    """Whether a duty stands in the handbook."""
    return duty.actor == US and (not duty.audience or STAFF in duty.audience)


def _slugs(names: Iterable[str], taken: tuple[str, ...] = ()) -> dict[str, str]:
    """A name for the address of each, made of its Latin letters and digits; numbered where two would be the same."""
    slugs: dict[str, str] = {}
    for name in names:
        plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "situation"
        slug, number = plain, 1
        while slug in taken or slug in slugs.values():
            number += 1
            slug = f"{plain}-{number}"
        slugs[name] = slug
    return slugs


def _first_strip(items: Iterable[ItemView], examples: dict[str, ExampleView]) -> tuple[ExampleView | None, str]:
    """The first example that shows days, else the first."""
    found = [(examples[item.id], item.id) for item in items if item.id in examples]
    return next((one for one in found if one[0].days), found[0] if found else (None, ""))


def _situation(
    title: str,
    slug: str,
    items: list[ItemView],
    examples: dict[str, ExampleView],
    sheets: tuple[tuple[str, str], ...],
) -> SituationView:
    example, promise = _first_strip(items, examples)
    return SituationView(
        slug=slug, title=title, items=tuple(items), example=example, example_promise=promise, sheets=sheets
    )


def _sheet(channel: str, slug: str, groups: dict[str, list[ItemView]], examples: dict[str, ExampleView]) -> SheetView:
    every = [item for items in groups.values() for item in items]
    example, promise = _first_strip(every, examples)
    duties = ((heading, tuple(one for one in items if not one.is_promise)) for heading, items in groups.items())
    return SheetView(
        slug=slug,
        title=channel[:1].upper() + channel[1:],
        promises=tuple(item for item in every if item.is_promise),
        groups=tuple(("" if heading == channel else heading, items) for heading, items in duties if items),
        example=example,
        example_promise=promise,
    )
