"""Days of the week as opening hours write them."""

from __future__ import annotations

import re

from catalog.notation.widths import fold_width

WEEKDAYS = "月火水木金土日"
_EVERY_DAY = frozenset({"毎日", "全日"})
_DAY = rf"\(?([{WEEKDAYS}])(?:曜日?)?\)?"
_RANGE = re.compile(rf"{_DAY}\s*(?:[~〜－-]|から)\s*{_DAY}(?:まで)?")
_DAYS = re.compile(rf"{_DAY}")
_BETWEEN = re.compile(r"[\s・、,/]*(?:と|及び|および)?[\s・、,/]*")


def parse_weekdays(text: str) -> tuple[str, ...] | None:
    """Return the days of ``月〜金``, ``月・水・金曜日`` or ``毎日`` from Monday on; ``None`` where it is none.

    Holidays (祝) are no day of the week, and 平日 leaves them open: texts with them aren't read.
    """
    folded = fold_width(text).replace("ー", "-").replace("−", "-")
    if folded in _EVERY_DAY:
        return tuple(WEEKDAYS)
    found: set[str] = set()
    place = 0
    while place < len(folded):
        match = _RANGE.match(folded, place) or _DAYS.match(folded, place)
        if match is None:
            return None
        found.update(_days(match))
        # A separator at the end would say that something is left out.
        place = match.end()
        if place < len(folded) and (place := _BETWEEN.match(folded, place).end()) == len(folded):  # type: ignore[union-attr]
            return None
    return tuple(day for day in WEEKDAYS if day in found) or None


def render_weekdays(days: tuple[str, ...]) -> str:
    """Return *days* as standard datasets write them: ``月火水木金``."""
    return "".join(days)


def _days(match: re.Match[str]) -> str:
    first, last = WEEKDAYS.index(match[1]), WEEKDAYS.index(match[match.re.groups])
    return WEEKDAYS[first : last + 1] if first <= last else WEEKDAYS[first:] + WEEKDAYS[: last + 1]
