"""Dates as Japanese documents write them → days of the Gregorian calendar."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from catalog.notation.eras import (
    ERA_PATTERN,
    ERAS,
    DateFault,
    Era,
    check_day,
    check_year,
    find_era,
    parse_count,
    parse_era_year,
)
from catalog.notation.kanji_numbers import fold_kanji_numbers
from catalog.notation.widths import fold_width

_WEEKDAYS: Final = "月火水木金土日"
_WEEKDAY = rf"(?:\s*\((?P<weekday>[{_WEEKDAYS}])(?:曜日?)?\))?"
# Spreadsheets write a day as its midnight.
_MIDNIGHT = r"(?:[\sT]+0?0:00(?::00)?)?"
_MONTH_DAY = (
    r"(?:\s*年\s*(?P<month>[0-9]{1,2})\s*月\s*(?P<day>[0-9]{1,2})\s*日"
    r"|\s*(?P<mark>[./・−-])\s*(?P<month_2>[0-9]{1,2})\s*(?P=mark)\s*(?P<day_2>[0-9]{1,2}))"
)
_ERA_DATE = re.compile(rf"{ERA_PATTERN}\s*(?P<year>元|[0-9]{{1,2}}){_MONTH_DAY}{_WEEKDAY}{_MIDNIGHT}")
_PACKED_ERA_DATE = re.compile(r"(?P<era>[MTSHRmtshr])(?P<year>[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_WESTERN_DATE = re.compile(rf"(?:西暦\s*)?(?P<year>[0-9]{{4}}){_MONTH_DAY}{_WEEKDAY}{_MIDNIGHT}")
_PACKED_WESTERN_DATE = re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")

_WESTERN_YEAR = re.compile(r"(?:西暦\s*)?([0-9]{4})\s*年?")
_FISCAL_YEAR = re.compile(rf"(?:{ERA_PATTERN}\s*(?P<year>元|[0-9]{{1,2}})|(?:西暦\s*)?(?P<western>[0-9]{{4}}))\s*年度")
_ERA_MONTH = re.compile(
    rf"{ERA_PATTERN}\s*(?P<year>元|[0-9]{{1,2}})(?:\s*年\s*([0-9]{{1,2}})\s*月|\s*[./]\s*([0-9]{{1,2}}))"
)
_WESTERN_MONTH = re.compile(r"(?:西暦\s*)?([0-9]{4})(?:\s*年\s*([0-9]{1,2})\s*月|\s*[./-]\s*([0-9]{1,2}))")


def parse_date(text: str) -> date | None:
    """Return the day of a date with a Japanese era or a western year, or ``None`` where *text* is none.

    Also 20240401; never two-digit western years, months without a day, or the serial numbers of Excel.
    """
    found = _read_date(text)
    return found if isinstance(found, date) else None


def explain_date(text: str) -> DateFault | None:
    """Return why a text that is written as a date is none; ``None`` for a date, and for what isn't written as one."""
    found = _read_date(text)
    return found if isinstance(found, DateFault) else None


def parse_era_date(text: str) -> date | None:
    """Return the day of a date with a Japanese era (和暦), or ``None`` where *text* is none.

    Such as ``R5.4.1``, ``R05/04/01``, ``昭53-4-1``, ``令和元年5月1日``, ``㋿5年4月1日(土)``,
    ``平成二十三年四月一日``, in any width, with or without spaces.
    """
    found = _read_era_date(_prepared(text))
    return found if isinstance(found, date) else None


def explain_era_date(text: str) -> DateFault | None:
    """Return why a text that is written as a date with an era is none; ``None`` for a date and for all else."""
    found = _read_era_date(_prepared(text))
    return found if isinstance(found, DateFault) else None


def parse_western_date(text: str) -> date | None:
    """Return the day of a date such as ``2024/4/1``, ``2024年4月1日`` or ``20240401``, or ``None``."""
    found = _read_western_date(_prepared(text))
    return found if isinstance(found, date) else None


def parse_year(text: str) -> int | None:
    """Return the year of ``令和5年``, ``R5``, ``2023年`` or ``2023``, and the year in which a fiscal year began."""
    western = _WESTERN_YEAR.fullmatch(_prepared(text))
    if western is not None:
        return int(western[1])
    era_year = parse_era_year(text)
    return parse_fiscal_year(text) if era_year is None else era_year


def parse_fiscal_year(text: str) -> int | None:
    """Return the Gregorian year in which the fiscal year (年度) *text* began: 2023 for ``令和5年度``.

    令和元年度 and 平成31年度 are the same one, as documents use both; 昭和64年度 never was.
    """
    match = _FISCAL_YEAR.fullmatch(_prepared(text))
    if match is None:
        return None
    if match["western"]:
        return int(match["western"])
    era, year = find_era(match["era"]), parse_count(match["year"])
    western = era.western_year(year)
    is_over = era.last is not None and era.last < date(western, 4, 1)
    return None if check_year(era, year) is not None or is_over else western


def fiscal_year_period(year: int) -> tuple[date, date]:
    """Return the first and the last day of the fiscal year that began in *year*: 1 April to 31 March."""
    return date(year, 4, 1), date(year + 1, 3, 31)


def parse_year_month(text: str) -> tuple[int, int] | None:
    """Return year and month of ``令和5年4月``, ``R5.4`` or ``2023年4月``, or ``None``."""
    folded = _prepared(text)
    match = _ERA_MONTH.fullmatch(folded)
    if match is not None:
        era, year, month = find_era(match["era"]), parse_count(match["year"]), int(match[3] or match[4])
        return (era.western_year(year), month) if _has_month(era, year, month) else None
    match = _WESTERN_MONTH.fullmatch(folded)
    if match is None:
        return None
    month = int(match[2] or match[3])
    return (int(match[1]), month) if 1 <= month <= 12 else None


def _has_month(era: Era, year: int, month: int) -> bool:
    """Return whether a day of *era* lies in the month."""
    if check_year(era, year) is not None or not 1 <= month <= 12:
        return False
    place = (era.western_year(year), month)
    ends = era.last is not None and place > (era.last.year, era.last.month)
    return not ends and place >= (era.first.year, era.first.month)


def _prepared(text: str) -> str:
    return fold_kanji_numbers(fold_width(text))


def _read_date(text: str) -> date | DateFault | None:
    prepared = _prepared(text)
    found = _read_western_date(prepared)
    return _read_era_date(prepared) if found is None else found


def _read_era_date(text: str) -> date | DateFault | None:
    match = _ERA_DATE.fullmatch(text) or _PACKED_ERA_DATE.fullmatch(text)
    if match is None:
        return None
    era, year = find_era(match["era"]), parse_count(match["year"])
    if year == 0:
        return DateFault.YEAR_ZERO
    day = _day(era.western_year(year), match)
    if isinstance(day, DateFault):
        # Where the whole year is impossible, that is what to say.
        return check_year(era, year) or day
    return check_day(era, year, day) or day


def _read_western_date(text: str) -> date | DateFault | None:
    match = _WESTERN_DATE.fullmatch(text) or _PACKED_WESTERN_DATE.fullmatch(text)
    return None if match is None else _day(int(match["year"]), match)


def _day(year: int, match: re.Match[str]) -> date | DateFault:
    groups = match.groupdict()
    month, day = groups["month"] or groups["month_2"], groups["day"] or groups["day_2"]
    try:
        found = date(year, int(month), int(day))
    except ValueError:
        return DateFault.NO_SUCH_DAY
    weekday = groups.get("weekday")
    return DateFault.OTHER_WEEKDAY if weekday and _WEEKDAYS[found.weekday()] != weekday else found


def era_of(day: date) -> tuple[Era, int] | None:
    """Return the era of *day* and the year in it, or ``None`` before 1873; on a day of two eras the later."""
    for era in reversed(ERAS):
        year = day.year - era.first.year + 1
        if check_day(era, year, day) is None:
            return era, year
    return None
