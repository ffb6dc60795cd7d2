"""Times of the day as Japanese documents write them, and moments: a date with a time."""

from __future__ import annotations

import re
from datetime import datetime, time

from catalog.notation.dates import parse_date
from catalog.notation.widths import MAX_LENGTH, fold_width

_CLOCK = re.compile(
    r"(?P<half>午前|午後|[AaPp]\.?[Mm]\.?)?\s*(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
)
_WORDS = re.compile(
    r"(?P<half>午前|午後)?\s*(?P<hour>[0-9]{1,2})\s*時"
    r"(?:\s*(?P<minute>半|[0-9]{1,2}\s*分)(?:\s*(?P<second>[0-9]{1,2})\s*秒)?)?"
)
# Without a space between, 2024/4/19:00 could be two moments; after 日 or a bracket there is no doubt.
MOMENT_PATTERN = r"^\s*(\S.*?[)）日]|\S.*?[0-9０-９][\sT])[\sT]*((?:午前|午後)?\s*[0-9０-９]{1,2}\s*[:：時].*)$"
"""What divides a moment into its date and its time, for both Python's and Polars' patterns."""
MOMENT_SEPARATORS = "T \u3000\t"
"""What may stand at the end of the first group."""

_MOMENT = re.compile(MOMENT_PATTERN)


def parse_time(text: str) -> time | None:
    """Return the time of ``9:00``, ``９時３０分``, ``午後1時半`` or ``正午``, or ``None`` where *text* is none.

    24:00 is no time of its day (it is the next day's 0:00), and 午後12時 is noon to some and midnight to the law: both
    are refused.
    """
    folded = fold_width(text)
    if folded == "正午":
        return time(12)
    match = _CLOCK.fullmatch(folded) or _WORDS.fullmatch(folded)
    if match is None:
        return None
    hour = _hour(int(match["hour"]), match["half"])
    minute = (match["minute"] or "0").removesuffix("分").strip()
    try:
        return None if hour is None else time(hour, 30 if minute == "半" else int(minute), int(match["second"] or 0))
    except ValueError:
        return None


def _hour(hour: int, half: str | None) -> int | None:
    """Return the hour from 0 to 23, or ``None`` where the *half* of the day doesn't go with it."""
    if half is None:
        return hour
    if hour > 11:
        return None
    return hour + 12 if half == "午後" or half[0] in "Pp" else hour


def parse_datetime(text: str) -> datetime | None:
    """Return the moment of ``令和5年4月1日 9時30分`` or ``2024/4/1 9:00``, or ``None``: a day alone is no moment."""
    match = _MOMENT.match(text) if len(text) <= MAX_LENGTH else None
    day = parse_date(match[1].rstrip(MOMENT_SEPARATORS)) if match else None
    moment = parse_time(match[2]) if match else None
    return datetime.combine(day, moment) if day is not None and moment is not None else None
