"""Japanese eras (元号): which years they have, and on which days they begin and end.

Source: 元号法; Unicode CLDR 48 (``japanese`` calendar), which agrees with the edicts and cabinet orders.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from catalog.notation.kanji_numbers import fold_kanji_numbers
from catalog.notation.widths import fold_width

FIRST_GREGORIAN_DAY = date(1873, 1, 1)
"""明治6年1月1日. Days before it were counted by the moon: a Gregorian day can't be told from their numbers."""


class DateFault(Enum):
    """Why something that is written as a date is none."""

    NO_SUCH_DAY = "no-such-day"
    """The calendar has no such day: 4月31日."""
    YEAR_ZERO = "year-zero"
    """Eras begin with their first year: 令和0年."""
    BEFORE_ERA = "before-era"
    """The era hadn't begun: 平成元年1月7日."""
    AFTER_ERA = "after-era"
    """The era was over: 平成31年5月1日, 平成32年."""
    LUNISOLAR = "lunisolar"
    """Before 1873 the calendar was another one: 明治5年12月2日."""
    OTHER_WEEKDAY = "other-weekday"
    """The day of the week that stands beside it is another day's."""


@dataclass(frozen=True, slots=True)
class Era:
    """An era.

    Attributes:
        letter: Its abbreviation in forms.
        last: ``None`` for the era that lasts. Where one emperor followed another within a day, the day belongs to both.
    """

    name: str
    letter: str
    first: date
    last: date | None

    def western_year(self, year: int) -> int:
        """Return the Gregorian year of the era's *year*, 1 being 元年."""
        return self.first.year + year - 1


ERAS = (
    Era("明治", "M", date(1868, 1, 25), date(1912, 7, 30)),
    Era("大正", "T", date(1912, 7, 30), date(1926, 12, 25)),
    Era("昭和", "S", date(1926, 12, 25), date(1989, 1, 7)),
    Era("平成", "H", date(1989, 1, 8), date(2019, 4, 30)),
    Era("令和", "R", date(2019, 5, 1), None),
)

ERA_PATTERN = r"(?P<era>明治|大正|昭和|平成|令和|[明大昭平令]|[MTSHRmtshr]\.?)"
"""A name, its first character (昭53.4.1), or its letter; of text whose width is folded."""

_BY_SIGN = {sign: era for era in ERAS for sign in (era.name, era.name[0], era.letter, era.letter.lower())}
_ERA_YEAR = re.compile(rf"{ERA_PATTERN}\s*(?P<year>元|[0-9]{{1,2}})\s*年?")


def find_era(sign: str) -> Era:
    """Return the era that a match of :data:`ERA_PATTERN` names."""
    return _BY_SIGN[sign.removesuffix(".")]


def check_year(era: Era, year: int) -> DateFault | None:
    """Return why no day of *era* lies in its *year*, or ``None`` where one does."""
    if year == 0:
        return DateFault.YEAR_ZERO
    if era.western_year(year) < FIRST_GREGORIAN_DAY.year:
        return DateFault.LUNISOLAR
    return DateFault.AFTER_ERA if era.last is not None and era.western_year(year) > era.last.year else None


def check_day(era: Era, year: int, day: date) -> DateFault | None:
    """Return why *day* isn't in the era's *year*, or ``None`` where it is."""
    if year == 0:
        return DateFault.YEAR_ZERO
    if day < FIRST_GREGORIAN_DAY:
        return DateFault.LUNISOLAR
    if day < era.first:
        return DateFault.BEFORE_ERA
    return DateFault.AFTER_ERA if era.last is not None and day > era.last else None


def parse_count(text: str) -> int:
    """Return the number of a year in its era: 元年 is the first."""
    return 1 if text == "元" else int(text)


def parse_era_year(text: str) -> int | None:
    """Return the Gregorian year of a year such as ``令和5年``, ``R5`` or ``昭和64年``; ``None`` where it was none.

    A fiscal year (令和5年度) is :func:`~catalog.notation.dates.parse_fiscal_year`'s.
    """
    match = _ERA_YEAR.fullmatch(fold_kanji_numbers(fold_width(text)))
    if match is None:
        return None
    era, year = find_era(match["era"]), parse_count(match["year"])
    return era.western_year(year) if check_year(era, year) is None else None
