"""What a cell of each type looks like in the published copies."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation

from catalog.model.dataset import Field

DATE_PATTERN = r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
TIME_PATTERN = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
CANONICAL: Mapping[str, str] = {
    # Leading zeros stay: who typed a code as a number keeps at least its digits.
    "integer": r"^-?[0-9]+$",
    "number": r"^-?[0-9]+(?:\.[0-9]+)?$",
    "boolean": r"^(?:true|false)$",
    "date": rf"^{DATE_PATTERN}$",
    "datetime": rf"^{DATE_PATTERN}T{TIME_PATTERN}$",
    "time": rf"^{TIME_PATTERN}$",
    "year": r"^[0-9]{4}$",
    "yearmonth": r"^[0-9]{4}-(?:0[1-9]|1[0-2])$",
}
"""By field type; of the other types nothing is ever rewritten."""

TRUE_VALUES = ("true", "True", "TRUE", "1")
FALSE_VALUES = ("false", "False", "FALSE", "0")

MAX_PLAIN_EXPONENT = 40
"""Digits up to which 1E9 is written out; beyond them a cell of twelve characters could become a megabyte."""

# What surrounds the number where `bareNumber` is false: "約1,234人". Source: Frictionless, NumberField.
_NOT_BARE = re.compile(r"((^[^-\d]*)|(\D*$))")
_DIGITS = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?")

_DATE_DIRECTIVES = (frozenset("YyG"), frozenset("mbBj"), frozenset("dj"))
_TIME_DIRECTIVES = (frozenset("HI"),)
_WHOLE_DIRECTIVES: Mapping[str, frozenset[str]] = {
    "date": frozenset("cx"),
    "datetime": frozenset("c"),
    "time": frozenset("cX"),
}


def canonical_cell(text: str, field: Field) -> str | None:
    """Return the canonical text of the value that *text* stands for in *field*; ``None`` where it can't be told.

    The readings are those of Frictionless, which found the table valid. NaN and infinity are ``""``. Where a reading
    would have to invent something (a day for ``2024年4月``), there is none.
    """
    return _CONVERTERS[field.type](text, field)


def parse_number(text: str, field: Field) -> Decimal | None:
    """Return the number that *text* stands for by the field's properties (``groupChar`` …), or ``None``."""
    bare = bare_number(text, field)
    try:
        return Decimal(bare) if field.type == "number" else Decimal(int(bare))
    except (InvalidOperation, ValueError):
        return None


def bare_number(text: str, field: Field) -> str:
    """Return *text* without what the field's properties let stand in and around a number."""
    bare = text.strip()
    if field.descriptor.get("bareNumber") is False:
        bare = _NOT_BARE.sub("", bare)
    if field.type == "number":
        bare = bare.replace(str(field.descriptor.get("groupChar", "")), "")
        bare = bare.replace(str(field.descriptor.get("decimalChar", ".")), ".")
    return bare


def _number(text: str, field: Field) -> str | None:
    number = parse_number(text, field)
    if number is None or not number.is_finite():
        return None if number is None else ""
    # Python reads any digits of Unicode, and underscores between them.
    bare = "".join(str(unicodedata.decimal(char, char)) for char in bare_number(text, field)).replace("_", "")
    match = _DIGITS.fullmatch(bare)
    if match is not None:
        sign, whole, fraction = match[1].strip("+"), match[2] or "0", match[3]
        return f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}"
    is_short = abs(number.adjusted()) <= MAX_PLAIN_EXPONENT and len(bare) <= MAX_PLAIN_EXPONENT
    return format(number, "f") if is_short else str(number)


def _boolean(text: str, field: Field) -> str | None:
    if text in field.descriptor.get("falseValues", FALSE_VALUES):
        return "false"
    return "true" if text in field.descriptor.get("trueValues", TRUE_VALUES) else None


def _date(text: str, field: Field) -> str | None:
    moment = _parse_moment(text, field)
    return moment.date().isoformat() if moment else None


def _datetime(text: str, field: Field) -> str | None:
    moment = _parse_moment(text, field)
    return moment.isoformat() if moment else None


def _time(text: str, field: Field) -> str | None:
    moment = _parse_moment(text, field)
    return moment.timetz().isoformat() if moment else None


def _parse_moment(text: str, field: Field) -> datetime | None:
    """Return the moment in *text*, or ``None`` where its format leaves out a part that would have to be invented.

    The format ``any`` is read only where it is ISO 8601: whether 4/5/2024 is in April or in May is a guess.
    """
    try:
        if "%" in field.format:
            return datetime.strptime(text, field.format) if is_complete(field) else None
        if field.type == "date":
            return datetime.strptime(text, "%Y-%m-%d")
        if field.type == "datetime" and ":" not in text:
            return None  # a day alone would get a midnight that nobody wrote
        return datetime.fromisoformat(f"2000-01-01T{text}" if field.type == "time" else text)
    except ValueError:
        return None


def is_complete(field: Field) -> bool:
    """Return whether the field's format has every part of a date, a time, or both."""
    used = frozenset(re.findall(r"%([A-Za-z])", field.format.replace("%%", "")))
    if used & _WHOLE_DIRECTIVES[field.type]:
        return True
    wanted = {"date": _DATE_DIRECTIVES, "time": _TIME_DIRECTIVES, "datetime": (*_DATE_DIRECTIVES, *_TIME_DIRECTIVES)}
    return all(used & choices for choices in wanted[field.type])


def _year(text: str, field: Field) -> str | None:
    try:
        return f"{int(text):04d}"
    except ValueError:
        return None


def _yearmonth(text: str, field: Field) -> str | None:
    year, _, month = text.partition("-")
    try:
        return f"{int(year):04d}-{int(month):02d}"
    except ValueError:
        return None


_CONVERTERS: Mapping[str, Callable[[str, Field], str | None]] = {
    "integer": _number,
    "number": _number,
    "boolean": _boolean,
    "date": _date,
    "datetime": _datetime,
    "time": _time,
    "year": _year,
    "yearmonth": _yearmonth,
}
