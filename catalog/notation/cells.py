"""A cell of a typed column as Japanese documents write it → the same as Frictionless reads it by default."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from catalog.notation.booleans import parse_boolean
from catalog.notation.dates import parse_date, parse_year, parse_year_month
from catalog.notation.degrees import parse_degrees
from catalog.notation.numbers import parse_integer, parse_number
from catalog.notation.times import parse_datetime, parse_time
from catalog.notation.widths import MAX_LENGTH


def read_cell(text: str, field_type: str) -> str | None:
    """Return the canonical text of what *text* stands for in a column of *field_type*; ``None`` where it can't be told.

    Dates and times by ISO 8601, numbers in plain digits, truth as ``true`` or ``false``.
    """
    return READERS[field_type](text) if len(text) <= MAX_LENGTH else None


def read_coordinate(text: str) -> str | None:
    """Return a number in a column of latitudes or longitudes, where 35-39-29.1 can only be degrees."""
    return (parse_number(text) or parse_degrees(text)) if len(text) <= MAX_LENGTH else None


def _date(text: str) -> str | None:
    day = parse_date(text)
    return day.isoformat() if day else None


def _datetime(text: str) -> str | None:
    moment = parse_datetime(text)
    return moment.isoformat() if moment else None


def _time(text: str) -> str | None:
    moment = parse_time(text)
    return moment.isoformat() if moment else None


def _year(text: str) -> str | None:
    year = parse_year(text)
    return None if year is None else f"{year:04d}"


def _year_month(text: str) -> str | None:
    found = parse_year_month(text)
    return None if found is None else f"{found[0]:04d}-{found[1]:02d}"


def _number(text: str) -> str | None:
    return parse_number(text) or parse_degrees(text, divided=False)


def _boolean(text: str) -> str | None:
    value = parse_boolean(text)
    return None if value is None else "true" if value else "false"


READERS: Mapping[str, Callable[[str], str | None]] = {
    "date": _date,
    "datetime": _datetime,
    "time": _time,
    "year": _year,
    "yearmonth": _year_month,
    "integer": parse_integer,
    "number": _number,
    "boolean": _boolean,
}
"""By field type; the types that may have ``notation: japanese``."""
