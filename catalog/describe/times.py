"""Cells that are times: where they lie, and how exactly they say it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from catalog.describe.headings import is_fiscal_heading
from catalog.model.charts import Scale
from catalog.notation.dates import parse_date, parse_fiscal_year, parse_year, parse_year_month

_ISO_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T.*)?", re.ASCII)
_ISO_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])", re.ASCII)
_YEAR = re.compile(r"[0-9]{4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Time:
    """A time.

    Attributes:
        iso: ``2024``, ``2024-04`` or ``2024-04-01``; of a fiscal year the year in which it began.
        position: In years, so that distances are those in time.
    """

    iso: str
    position: float
    scale: Scale


def parse_time(cell: str, type_name: str, heading: str) -> Time | None:
    """Return the time that *cell* of a column of that type is, or ``None``; a heading of 年度 makes fiscal years."""
    if type_name in ("year", "integer"):
        return _year(int(cell), is_fiscal_heading(heading)) if _YEAR.fullmatch(cell) else None
    if type_name == "yearmonth":
        match = _ISO_MONTH.fullmatch(cell)
        return _month(int(match[1]), int(match[2])) if match else None
    if type_name in ("date", "datetime"):
        match = _ISO_DAY.fullmatch(cell)
        return _day(match[1]) if match else None
    return _parse_text(cell, heading)


def _parse_text(cell: str, heading: str) -> Time | None:
    """Return the time of a text as documents write them: 令和5年度, R5.4.1, 2024年4月."""
    fiscal = parse_fiscal_year(cell)
    if fiscal is not None:
        return _year(fiscal, True)
    match = _ISO_MONTH.fullmatch(cell)
    month = (int(match[1]), int(match[2])) if match else parse_year_month(cell)
    if month is not None:
        return _month(*month)
    day = parse_date(cell)
    if day is not None:
        return _day(day.isoformat())
    year = parse_year(cell)
    return _year(year, is_fiscal_heading(heading)) if year is not None and 1868 <= year <= 2200 else None


def _year(year: int, is_fiscal: bool) -> Time:
    return Time(f"{year:04d}", float(year), Scale.FISCAL_YEAR if is_fiscal else Scale.YEAR)


def _month(year: int, month: int) -> Time:
    return Time(f"{year:04d}-{month:02d}", round(year + (month - 1) / 12, 4), Scale.MONTH)


def _day(iso: str) -> Time | None:
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return None
    first = date(day.year, 1, 1)
    length = 366 if day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0) else 365
    return Time(iso, round(day.year + (day - first).days / length, 5), Scale.DAY)


def parse_times(cells: Iterable[str], type_name: str, heading: str) -> dict[str, Time] | None:
    """Return the time of each of *cells*; ``None`` where one isn't a time, or is less exact than the others."""
    found: dict[str, Time] = {}
    for cell in cells:
        time = parse_time(cell, type_name, heading)
        if time is None:
            return None
        found[cell] = time
    return found if len({time.scale for time in found.values()}) <= 1 else None
