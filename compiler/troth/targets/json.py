"""The policy as data: everything it promises and says, for other programs."""

from __future__ import annotations

from typing import Any

from troth import __version__
from troth.model.fingerprint import as_data
from troth.model.policy import Policy
from troth.wording.duties import duty_data
from troth.wording.sentence import passage

POLICY_SCHEMA = "policy.schema.json"
"""The file beside it that says what `policy.json` holds."""


def json_policy(policy: Policy, fingerprints: dict[str, str]) -> dict[str, Any]:
    """`policy.json`: header, calendar, standards with their promises and passages, duties, reports."""
    titles = {standard.name: standard.title for standard in policy.standards}
    return {
        "$schema": POLICY_SCHEMA,
        "policy": policy.id,
        "title": policy.title,
        "compiler": __version__,
        "fingerprints": fingerprints,
        "years": None if policy.calendar is None else [policy.calendar.first_year, policy.calendar.last_year],
        "header": as_data(policy.header),
        "calendar": None if policy.calendar is None else as_data(policy.calendar),
        "calendars": [as_data(calendar) for calendar in policy.calendars],
        "standards": [
            {
                "id": standard.id,
                "title": standard.title,
                "section": standard.section,
                "replaces": list(standard.replaces),
                "sources": [[source.first, source.last] for source in standard.sources],
                "promises": [
                    {
                        **as_data(promise),
                        "assumed": promise.assumed,
                        "passage": passage(promise, policy.words, titles),
                        "sources": [[source.first, source.last] for source in promise.sources],
                    }
                    for promise in standard.promises
                ],
            }
            for standard in policy.standards
        ],
        "duties": [{**as_data(duty), **duty_data(duty, policy.words)} for duty in policy.duties],
        "texts": [as_data(prose) for prose in policy.texts],
        "reports": [as_data(report) for report in policy.reports],
    }
