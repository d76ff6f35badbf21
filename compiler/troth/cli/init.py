"""`troth init`: at most eight questions, then a first policy, its site and its checks are written."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import click

from troth.calendars.lock import NAME as LOCK
from troth.calendars.lock import region_name
from troth.calendars.workdays import WorkCalendar
from troth.cli.as_of import as_of_day
from troth.cli.output import say, tell, wrong
from troth.model.calendar import Counting
from troth.project import compile_text
from troth.start import answers as read
from troth.start import places
from troth.start.answers import Answers, Refused
from troth.start.counting import YEARS_AHEAD, before_a_holiday, both_dates_said, calendar_of, on_a_closed_day
from troth.start.files import CONVERSATIONS, FIXED_PATHS, first_files, lock_of
from troth.wording.style import listed

_Value = TypeVar("_Value")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path(), metavar="[FOLDER]")
@click.option("--organisation", metavar="NAME", help="Your organisation's name.")
@click.option("--owner", metavar="NAME", help="Who answers for the policy.")
@click.option("--region", metavar="PLACE", help="Whose public holidays you keep: Scotland, GB-SCT, or none.")
@click.option("--time-zone", "zone", metavar="ZONE", help="Such as Europe/London.")
@click.option("--working-days", "weekdays", metavar="DAYS", help='Such as "Monday to Friday".')
@click.option("--channels", metavar="LIST", help='How people contact you: "email, letter, phone".')
@click.option("--reply-within", "working_days", metavar="N", help="In how many working days you reply.")
@click.option("--counting", metavar="WAY", help="Where counting starts for a closed day: `arrival` or `next-open`.")
@click.option("--id", "id_", metavar="NAME", help="The policy's short name; made from the organisation's by default.")
@click.option("--yes", is_flag=True, help="Ask nothing: take the default of what is not given.")
@click.option("--as-of", metavar="DATE", help="As of which day the calendar begins. Default: today.")
def init(folder: Path, yes: bool, as_of: str | None, **given: str | None) -> None:
    """Write a first policy into FOLDER (here by default), with its holidays, its site and its checks.

    Asks at most eight questions. Nothing that exists is written over.
    """
    _refuse_existing(folder, FIXED_PATHS)
    today = as_of_day(as_of)
    if today.year + YEARS_AHEAD > _LAST_YEAR or today.year < _FIRST_YEAR:
        wrong(f"`--as-of`: a calendar lies between {_FIRST_YEAR} and {_LAST_YEAR}", "give another day")
    try:
        found = _ask_all(_Asking(given, yes), folder, today)
        files = first_files(found, today)
    except click.Abort:
        tell("")
        wrong("the answers ended; nothing is written", "take the defaults with `--yes`, or give answers as options")
    except Refused as refused:
        wrong(refused.message, refused.help)
    _refuse_unsound(files, found.id)
    _refuse_existing(folder, files)
    try:
        _write_all(folder, files)
    except OSError as problem:
        wrong(f"{problem.filename or folder}: {problem.strerror}; nothing is written")
    _say_what_is_next(folder, files, found)


_FIRST_YEAR, _LAST_YEAR = 1971, 2099


class _Asking:
    """Answers from options, from defaults (`--yes`), or from the prompt, where a bad one is asked again."""

    def __init__(self, given: dict[str, str | None], yes: bool) -> None:
        self._given = given
        self._yes = yes
        self._number = 0
        if not yes and any(given.get(name) is None for name in _ASKED):
            tell("A few questions, then your policy is written. Press Enter to take what stands in brackets.")

    def one(
        self,
        option: str,
        question: str,
        read: Callable[[str], _Value],
        default: str | None,
        *,
        more: str = "",
        counts: bool = True,
    ) -> _Value:
        """The answer to one question.

        `option` is its option; `more` stands above the question; one that does not count has no number.
        """
        name = _OPTIONS.get(option, option)
        said, self._number = self._given[name], self._number + counts
        if said is None and self._yes:
            said = default
            if said is None:
                wrong(f"`--{option}` is needed here", more or question)
        if said is not None:
            try:
                return read(said)
            except Refused as refused:
                wrong(f"`--{option}`: {refused.message}", refused.help)
        tell("")
        if more:
            tell(more)
        number = f"{self._number}. " if counts else "   "
        while True:
            said = click.prompt(f"{number}{question}", default=default, show_default=default is not None, err=True)
            try:
                return read(str(said))
            except Refused as refused:
                tell(f"   {refused.message}")
                tell(f"   {refused.help}")

    @property
    def is_asking(self) -> bool:
        return not self._yes

    def was_given(self, option: str) -> bool:
        return self._given[_OPTIONS.get(option, option)] is not None


_OPTIONS = {"time-zone": "zone", "working-days": "weekdays", "reply-within": "working_days", "id": "id_"}
_ASKED = ("organisation", "owner", "region", "zone", "weekdays", "channels", "working_days", "counting")


def _ask_all(ask: _Asking, folder: Path, today: date) -> Answers:
    organisation = ask.one(
        "organisation", "What is your organisation called?", lambda said: read.read_text(said, "name"), _name_of(folder)
    )
    suggested = read.id_of(organisation)
    id_ = suggested
    if suggested is None or ask.was_given("id"):
        id_ = ask.one(
            "id",
            "A short name for its folder and web address, in small letters a to z?",
            read.read_id,
            read.DEFAULT_ID,
            counts=False,
        )
    owner = ask.one(
        "owner", "Who answers for the policy?", lambda said: read.read_text(said, "name"), "Head of Customer Services"
    )
    region = _ask_region(ask, today)
    zone = _ask_zone(ask, region, today)
    weekdays = ask.one(
        "working-days",
        "On which days of the week do you work?",
        read.read_weekdays,
        read.weekdays_said(places.default_weekdays(region)),
    )
    channels = ask.one(
        "channels",
        "How do people contact you?",
        read.read_channels,
        "email, letter, phone",
        more="Some of: " + ", ".join(term.name for term in read.shipped_words().channels) + ".",
    )
    assert id_ is not None
    so_far = Answers(
        id=id_,
        organisation=organisation,
        owner=owner,
        region=region,
        zone=zone,
        weekdays=weekdays,
        counting=Counting.ARRIVAL_IS_DAY_0,
        channels=channels,
        working_days=1,
    )
    calendar = calendar_of(so_far, lock_of(so_far, today), today)

    def of_some_days(said: str) -> Answers:
        answers = replace(so_far, working_days=read.read_working_days(said))
        before_a_holiday(answers, calendar, today)
        return answers

    spoken = listed([name for name in channels if name in CONVERSATIONS], "and")
    so_far = ask.one(
        "reply-within",
        "Within how many working days do you reply?",
        of_some_days,
        "3",
        more=f"By {spoken}, this is for what you cannot deal with at once." if spoken else "",
    )
    return _ask_counting(ask, so_far, calendar, today)


def _name_of(folder: Path) -> str:
    """A name for the organisation, from the folder's."""
    words = re.split(r"[\s_-]+", folder.resolve().name)
    name = " ".join(word[:1].upper() + word[1:] for word in words if word)
    return name if read.id_of(name) else "Our Organisation"


def _ask_region(ask: _Asking, today: date) -> str | None:
    """The region; a country whose parts keep more days is asked about once more, with the parts in sight."""
    years = (today.year, today.year + YEARS_AHEAD)
    met: set[str | None] = set()

    def of_a_part(said: str) -> str | None:
        region = places.read_region(said)
        parts = places.parts_with_more(region, years) if region and region not in met else {}
        if region and parts:
            met.add(region)
            name = region_name(region)
            shown = ", ".join(f"{code} {called}" if called != code else code for code, called in parts.items())
            note = f"{name} as a whole keeps other days than its parts: {shown}"
            if ask.is_asking and not ask.was_given("region"):
                raise Refused(
                    note, f"write the part where you are, or `{said}` again for the days that all of it keeps"
                )
            tell(note)
        return region

    region = ask.one(
        "region", "Whose public holidays do you keep? A country or region, or none", of_a_part, _DEFAULT_REGION
    )
    if ask.is_asking and region:
        tell(f"   The public holidays of {region_name(region)} ({region}).")
    return region


_DEFAULT_REGION = "England"


def _ask_zone(ask: _Asking, region: str | None, today: date) -> str:
    zones = places.zones_of(region, today)
    width = max((len(zone.name) for zone in zones), default=0)
    rows = [f"{number:>4}  {zone.name:<{width}}  {zone.part}".rstrip() for number, zone in enumerate(zones, 1)]
    several = ""
    if region and len(zones) > 1:
        several = "\n".join([f"Time zones of {region_name(region.partition('-')[0])}:", *rows])

    def by_number(said: str) -> str:
        number = said.strip()
        if number.isdecimal() and 1 <= int(number) <= len(zones):
            return zones[int(number) - 1].name
        return read.read_zone(said)

    question = "Which time zone are you in? Its number or its name" if several else "Which time zone are you in?"
    return ask.one("time-zone", question, by_number, places.default_zone(region, today), more=several)


def _ask_counting(ask: _Asking, answers: Answers, calendar: WorkCalendar, today: date) -> Answers:
    """Which day is day 0, asked with both dates; not asked where no closed day is near on which they differ."""
    pair = on_a_closed_day(answers, calendar, today)
    if pair is None and not ask.was_given("counting"):
        return answers
    more = "" if pair is None else both_dates_said(answers, *pair)
    way = ask.one("counting", "Which of the two is yours?", read.read_counting, "1", more=more)
    return replace(answers, counting=way)


# ---------- writing


def _refuse_existing(folder: Path, paths: Iterable[str]) -> None:
    if folder.exists() and not folder.is_dir():
        wrong(f"{folder} is no folder", "name a folder, or one that is to be made")
    there = [path for path in paths if (folder / path).exists() or (folder / path).is_symlink()]
    if there:
        names = listed([(folder / path).as_posix() for path in there], "and")
        wrong(f"{names} {'exists' if len(there) == 1 else 'exist'}; nothing is written", "name another folder")


def _refuse_unsound(files: dict[str, str], id_: str) -> None:
    """No policy is written that the compiler would refuse: a name may hold what no question foresaw."""
    path = next(path for path in files if path.endswith(".policy"))
    lock = files.get(f"policies/{id_}/{LOCK}")
    compiled = compile_text(Path(path), path, files[path].encode(), lock)
    for finding in compiled.findings:
        if finding.is_error:
            line = compiled.text.splitlines()[finding.span.start.line - 1].strip()
            wrong(f"`{line}`: {finding.message}; nothing is written", finding.help)


def _write_all(folder: Path, files: dict[str, str]) -> None:
    """Write every file or none; one that has come to exist meanwhile is not written over.

    Raises OSError, with everything taken away again that was written.
    """
    made: list[Path] = []
    try:
        for path, text in files.items():
            target = folder / path
            missing = [parent for parent in (target.parent, *target.parent.parents) if not parent.exists()]
            for parent in reversed(missing):
                parent.mkdir()
                made.append(parent)
            with target.open("x", encoding="utf-8", newline="\n") as file:
                made.append(target)
                file.write(text)
    except OSError:
        for one in reversed(made):
            one.rmdir() if one.is_dir() else one.unlink()
        raise


def _say_what_is_next(folder: Path, files: dict[str, str], answers: Answers) -> None:
    tell("")
    for path in files:
        say((folder / path).as_posix())
    tell("")
    tell(f"The promises stand in policies/{answers.id}/{answers.id}.policy. Next:")
    if folder.resolve() != Path().resolve():
        tell(f"  cd {shlex.quote(folder.as_posix())}")
    tell("  troth check     says what is to be mended: so far, only that nobody has approved it")
    tell("  troth test      says whether the example comes out as it should")
    tell("  mkdocs serve    shows the page, at http://127.0.0.1:8000")
