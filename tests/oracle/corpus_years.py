"""The calendars of the corpus: holidays as the governments published them, written out, so that no library is asked.

gov.uk/bank-holidays lists those of the United Kingdom; those of 2028 follow from the Banking and Financial Dealings Act
1971 and the substitute days that are usual.
"""

from __future__ import annotations

import datetime as dt

from tests.oracle.corpus_spec import Announced, Calendar

_ENGLAND = """\
2025-01-01 New Year's Day
2025-04-18 Good Friday
2025-04-21 Easter Monday
2025-05-05 May Day
2025-05-26 Spring Bank Holiday
2025-08-25 Late Summer Bank Holiday
2025-12-25 Christmas Day
2025-12-26 Boxing Day
2026-01-01 New Year's Day
2026-04-03 Good Friday
2026-04-06 Easter Monday
2026-05-04 May Day
2026-05-25 Spring Bank Holiday
2026-08-31 Late Summer Bank Holiday
2026-12-25 Christmas Day
2026-12-26 Boxing Day
2026-12-28 Boxing Day (observed)
2027-01-01 New Year's Day
2027-03-26 Good Friday
2027-03-29 Easter Monday
2027-05-03 May Day
2027-05-31 Spring Bank Holiday
2027-08-30 Late Summer Bank Holiday
2027-12-25 Christmas Day
2027-12-26 Boxing Day
2027-12-27 Christmas Day (observed)
2027-12-28 Boxing Day (observed)
2028-01-01 New Year's Day
2028-01-03 New Year's Day (observed)
2028-04-14 Good Friday
2028-04-17 Easter Monday
2028-05-01 May Day
2028-05-29 Spring Bank Holiday
2028-08-28 Late Summer Bank Holiday
2028-12-25 Christmas Day
2028-12-26 Boxing Day"""

_SCOTLAND = """\
2025-01-01 New Year's Day
2025-01-02 New Year Holiday
2025-04-18 Good Friday
2025-05-05 May Day
2025-05-26 Spring Bank Holiday
2025-08-04 Summer Bank Holiday
2025-11-30 Saint Andrew's Day
2025-12-01 Saint Andrew's Day (observed)
2025-12-25 Christmas Day
2025-12-26 Boxing Day
2026-01-01 New Year's Day
2026-01-02 New Year Holiday
2026-04-03 Good Friday
2026-05-04 May Day
2026-05-25 Spring Bank Holiday
2026-06-15 World Cup Bank Holiday
2026-08-03 Summer Bank Holiday
2026-11-30 Saint Andrew's Day
2026-12-25 Christmas Day
2026-12-26 Boxing Day
2026-12-28 Boxing Day (observed)
2027-01-01 New Year's Day
2027-01-02 New Year Holiday
2027-01-04 New Year Holiday (observed)
2027-03-26 Good Friday
2027-05-03 May Day
2027-05-31 Spring Bank Holiday
2027-08-02 Summer Bank Holiday
2027-11-30 Saint Andrew's Day
2027-12-25 Christmas Day
2027-12-26 Boxing Day
2027-12-27 Christmas Day (observed)
2027-12-28 Boxing Day (observed)
2028-01-01 New Year's Day
2028-01-02 New Year Holiday
2028-01-03 New Year's Day (observed)
2028-01-04 New Year Holiday (observed)
2028-04-14 Good Friday
2028-05-01 May Day
2028-05-29 Spring Bank Holiday
2028-08-07 Summer Bank Holiday
2028-11-30 Saint Andrew's Day
2028-12-25 Christmas Day
2028-12-26 Boxing Day"""


_ENGLAND_2022 = """\
2022-01-01 New Year's Day
2022-01-03 New Year's Day (observed)
2022-04-15 Good Friday
2022-04-18 Easter Monday
2022-05-02 May Day
2022-06-02 Spring Bank Holiday
2022-06-03 Platinum Jubilee of Elizabeth II
2022-08-29 Late Summer Bank Holiday
2022-09-19 State Funeral of Queen Elizabeth II
2022-12-25 Christmas Day
2022-12-26 Boxing Day
2022-12-27 Christmas Day (observed)
2023-01-01 New Year's Day
2023-01-02 New Year's Day (observed)
2023-04-07 Good Friday
2023-04-10 Easter Monday
2023-05-01 May Day
2023-05-08 Coronation of Charles III
2023-05-29 Spring Bank Holiday
2023-08-28 Late Summer Bank Holiday
2023-12-25 Christmas Day
2023-12-26 Boxing Day"""


def _lock(regions: dict[str, str], years: str = "2025 to 2028") -> str:
    lines = [f"{region} {line}" for region, days in sorted(regions.items()) for line in days.splitlines()]
    return "\n".join([f"# holidays of {', '.join(sorted(regions))}, {years}, from holidays 0", *lines]) + "\n"


ENGLAND_LOCK = _lock({"GB-ENG": _ENGLAND})
BRITAIN_LOCK = _lock({"GB-ENG": _ENGLAND, "GB-SCT": _SCOTLAND})
ENGLAND_2022_LOCK = _lock({"GB-ENG": _ENGLAND_2022}, "2022 to 2023")
ENGLAND = Calendar(regions=("GB-ENG",), lock=ENGLAND_LOCK)
PLAIN = Calendar()
# The two days that the United Kingdom's government added at short notice, with the days on which it said so.
FUNERAL = Announced(day=dt.date(2022, 9, 19), name="State funeral", on=dt.date(2022, 9, 10))
CORONATION = Announced(day=dt.date(2023, 5, 8), name="Coronation", on=dt.date(2022, 11, 6))
ENGLAND_2022 = Calendar(
    years=(2022, 2023), regions=("GB-ENG",), lock=ENGLAND_2022_LOCK, announced=(FUNERAL, CORONATION)
)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
