"""`troth review`: who must review what by when; overdue fails."""

from __future__ import annotations

import click

from troth.cli.as_of import as_of_day
from troth.cli.output import FINDINGS, load_sound, say, say_json, tell
from troth.review.due import ReviewStatus, reviews
from troth.wording.style import date_text


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--as-of", metavar="DATE", help="As of which day. Default: today.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How the list is written.")
def review(paths: tuple[str, ...], as_of: str | None, form: str) -> None:
    """List which policy must be reviewed by whom and when, with what each leaves open."""
    today = as_of_day(as_of)
    found = reviews([one.policy for one in load_sound(paths) if one.policy is not None], today)
    if form == "json":
        say_json(
            {
                "as_of": today.isoformat(),
                "reviews": [
                    {
                        "policy": one.policy,
                        "title": one.title,
                        "organisation": one.organisation,
                        "owner": one.owner,
                        "due": one.due.isoformat() if one.due else None,
                        "status": str(one.status),
                        "assumed": [{"line": item.span.start.line, "text": item.text} for item in one.assumptions],
                        "unmeasured": [{"id": id_, "says": words} for id_, words in one.vague],
                    }
                    for one in found
                ],
            }
        )
    else:
        for one in found:
            when = f"by {date_text(one.due)}" if one.due else "no review date is written"
            say(f"{one.policy}: {one.status} ({when}), {one.owner or 'no owner is named'}")
            for item in one.assumptions:
                say(f"    assumed, line {item.span.start.line}: {item.text}")
            for id_, words in one.vague:
                say(f"    not measurable: {id_}, {words}")
    overdue = sum(one.status is ReviewStatus.OVERDUE for one in found)
    tell(f"{overdue} overdue as of {date_text(today)}")
    if overdue:
        raise SystemExit(FINDINGS)
