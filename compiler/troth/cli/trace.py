"""`troth trace`: the source document's clauses against the policy's."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Any

import click

from troth.cli.output import FINDINGS, load_sound, say, say_json, tell, wrong
from troth.diagnostics import Diagnostic
from troth.project import CLAUSES
from troth.report.findings import finding_data, finding_text
from troth.review.trace import Traced, read_clauses
from troth.review.trace import trace as trace_policy
from troth.wording.duties import duty_data
from troth.wording.style import plural


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--clauses", type=click.Path(path_type=Path), help="The clauses: `clauses.csv` beside each policy by default."
)
@click.option("--duties", is_flag=True, help="List the duties of the policies instead, each with what is known of it.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", help="How rows are written."
)
def trace(paths: tuple[str, ...], clauses: Path | None, duties: bool, form: str) -> None:
    """Show which clause of the source document is held by what; gaps first."""
    compiled = load_sound(paths)
    listed_duties = [
        {"policy": one.policy.id, **duty_data(duty, one.policy.words)}
        for one in compiled
        if one.policy is not None
        for duty in one.policy.duties
    ]
    if duties:
        _show_duties(listed_duties, form)
        return
    texts = {one.path.as_posix(): one.text for one in compiled}
    rows: list[tuple[str, Traced]] = []
    findings: list[Diagnostic] = []
    for one in compiled:
        assert one.policy is not None
        path = clauses or one.path.with_name(CLAUSES)
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            wrong(
                f"{path} cannot be read", "write one row a clause: `locator,kind,what`; or give another with --clauses"
            )
        listed, unreadable = read_clauses(path.as_posix(), text)
        traced, found = trace_policy(one.policy, listed, path.as_posix())
        findings.extend([*unreadable, *found])
        rows.extend((one.policy.id, row) for row in traced)
    data = [
        {
            "policy": policy,
            "locator": row.clause.locator,
            "kind": row.clause.kind,
            "what": row.clause.what,
            "held": row.is_held,
            "held_by": list(row.held_by),
        }
        for policy, row in rows
    ]
    held = sum(row.is_held for _, row in rows)
    if form == "json":
        found_data = [finding_data(finding) for finding in findings]
        counts = {"covered": held, "clauses": len(rows)}
        say_json({**counts, "rows": data, "duties": listed_duties, "findings": found_data})
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(["policy", "locator", "kind", "what", "held", "held_by"])
        for policy, row in rows:
            clause, mark = row.clause, "yes" if row.is_held else "no"
            writer.writerow([policy, clause.locator, clause.kind, clause.what, mark, " ".join(row.held_by)])
    else:
        for finding in findings:
            say(finding_text(finding, texts.get(finding.span.path, "")))
        for policy, row in rows:
            mark = "held" if row.is_held else "GAP "
            say(f"{mark}  {policy}  {row.clause.locator:<22} {row.clause.kind:<11} {', '.join(row.held_by)}")
    counted = f"; {plural(len(listed_duties), 'duty', 'duties')}" if listed_duties else ""
    tell(f"{held} of {len(rows)} clauses are held{counted}")
    if findings:
        raise SystemExit(FINDINGS)


def _show_duties(duties: list[dict[str, Any]], form: str) -> None:
    """Each duty: a JSON object, a CSV row, or lines for a person."""
    if form == "json":
        say_json(duties)
        return
    flat = [
        {
            **{name: duty[name] for name in ("policy", "id", "strength")},
            "audience": ", ".join(duty["audience"]) or "everyone",
            "situation": "; ".join(duty["situations"]),
            "record": "; ".join(f"{record['what']} in {record['where']}" for record in duty["records"]),
            "source": ", ".join(first if first == last else f"{first} to {last}" for first, last in duty["sources"]),
            "says": duty["says"],
        }
        for duty in duties
    ]
    if form == "csv" and flat:
        writer = csv.DictWriter(sys.stdout, list(flat[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(flat)
    elif form == "text":
        for row in flat:
            say(f"{row['id']}  {row['strength']}, for {row['audience']}. {row['situation']}")
            say(f"    {row['says']}")
            if row["record"]:
                say(f"    record: {row['record']}")
            say(f"    source: {row['source'] or 'none'}")
    tell(plural(len(duties), "duty", "duties"))
