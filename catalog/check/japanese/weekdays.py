"""利用可能曜日 and other columns of week days: ``月火水木金``."""

from __future__ import annotations

import re

from catalog.check.examined import Column, Examined, Params, is_nothing, plain
from catalog.findings import Finding, Findings, shown

_HEADING = re.compile(r"曜日$|availableDays?$|availableDate$", re.IGNORECASE)
_DAYS = "月火水木金土日"
_PLAIN = rf"^[{_DAYS}祝]{{1,8}}$"


def check_weekdays(examined: Examined) -> Findings:
    """Return cells that aren't week days in columns where nearly all are, and those that name a day twice.

    Codes: weekday-unknown, weekday-repeated, more-in-column.
    """
    found: list[Finding] = []
    for column in examined.columns:
        # A column of free words ("第1・3月曜", "平日") is none of ours.
        if _HEADING.search(column.heading) and column.share(_PLAIN) >= 0.8:
            found += column.report(_odd_days(column))
    return tuple(found)


def _odd_days(column: Column) -> dict[str, tuple[str, Params]]:
    found: dict[str, tuple[str, Params]] = {}
    for value in column.values():
        text = re.sub(r"曜日?|[\s、,・/]", "", plain(value))
        repeated = "".join(day for day in _DAYS if text.count(day) > 1)
        unknown = "".join(dict.fromkeys(character for character in text if character not in f"{_DAYS}祝"))
        if repeated and not unknown:
            found[value] = ("weekday-repeated", {"value": column.quoted(value), "day": repeated})
        elif unknown and not is_nothing(value):
            found[value] = ("weekday-unknown", {"value": column.quoted(value), "unknown": shown(unknown, 10)})
    return found
