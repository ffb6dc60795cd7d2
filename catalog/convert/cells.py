"""One cell of text → the JSON literal of its value, for cells that aren't already written as JSON would write them.

The readings are those of Frictionless, which found the table valid; where a reading would have to invent something
(a day for ``2024年4月``), the text stays as it was written.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation

from catalog.model.dataset import Field

JSON_NULL = "null"

_TRUE_VALUES = ("true", "True", "TRUE", "1")
_FALSE_VALUES = ("false", "False", "FALSE", "0")

# What surrounds the number where `bareNumber` is false: "約1,234人". Source: Frictionless, NumberField.
_NOT_BARE = re.compile(r"((^[^-\d]*)|(\D*$))")

_DATE_DIRECTIVES = (frozenset("YyG"), frozenset("mbBj"), frozenset("dj"))
_TIME_DIRECTIVES = (frozenset("HI"),)
_WHOLE_DIRECTIVES: Mapping[str, frozenset[str]] = {
    "date": frozenset("cx"),
    "datetime": frozenset("c"),
    "time": frozenset("cX"),
}


def cell_literal(text: str, field: Field) -> str:
    """Return the JSON literal of the value that *text* stands for in *field*; a string where no value can be told."""
    convert = _CONVERTERS.get(field.type)
    literal = convert(text, field) if convert else None
    return string_literal(text) if literal is None else literal


def string_literal(text: str) -> str:
    """Return *text* as a JSON string, everything but quotes, backslashes and control characters unescaped."""
    return json.dumps(text, ensure_ascii=False)


def parse_number(text: str, field: Field) -> Decimal | None:
    """Return the number that *text* stands for by the field's properties (``groupChar`` …), or ``None``."""
    bare = text.strip()
    if field.descriptor.get("bareNumber") is False:
        bare = _NOT_BARE.sub("", bare)
    if field.type == "number":
        bare = bare.replace(str(field.descriptor.get("groupChar", "")), "")
        bare = bare.replace(str(field.descriptor.get("decimalChar", ".")), ".")
    try:
        return Decimal(bare) if field.type == "number" else Decimal(int(bare))
    except (InvalidOperation, ValueError):
        return None


def _number(text: str, field: Field) -> str | None:
    number = parse_number(text, field)
    if number is None:
        return None
    # JSON has no NaN and no infinity, and a reader of doubles turns anything larger into infinity: null, as in
    # JavaScript.
    return str(number) if number.is_finite() and math.isfinite(float(number)) else JSON_NULL


def _boolean(text: str, field: Field) -> str | None:
    if text in field.descriptor.get("falseValues", _FALSE_VALUES):
        return "false"
    return "true" if text in field.descriptor.get("trueValues", _TRUE_VALUES) else None


def _date(text: str, field: Field) -> str | None:
    moment = _parse_moment(text, field)
    return string_literal(moment.date().isoformat()) if moment else None


def _datetime(text: str, field: Field) -> str | None:
    moment = _parse_moment(text, field)
    return string_literal(moment.isoformat()) if moment else None


def _time(text: str, field: Field) -> str | None:
    moment = _parse_moment(text, field)
    return string_literal(moment.timetz().isoformat()) if moment else None


def _parse_moment(text: str, field: Field) -> datetime | None:
    """Return the moment in *text*, or ``None`` where its format leaves out a part that would have to be invented.

    The format ``any`` is read only where it is ISO 8601: whether 4/5/2024 is in April or in May is a guess.
    """
    try:
        if "%" in field.format:
            return datetime.strptime(text, field.format) if _is_complete(field) else None
        if field.type == "date":
            return datetime.strptime(text, "%Y-%m-%d")
        if field.type == "datetime" and ":" not in text:
            return None  # a day alone would get a midnight that nobody wrote
        return datetime.fromisoformat(f"2000-01-01T{text}" if field.type == "time" else text)
    except ValueError:
        return None


def _is_complete(field: Field) -> bool:
    used = frozenset(re.findall(r"%([A-Za-z])", field.format.replace("%%", "")))
    if used & _WHOLE_DIRECTIVES[field.type]:
        return True
    wanted = {"date": _DATE_DIRECTIVES, "time": _TIME_DIRECTIVES, "datetime": (*_DATE_DIRECTIVES, *_TIME_DIRECTIVES)}
    return all(used & choices for choices in wanted[field.type])


def _year(text: str, field: Field) -> str | None:
    try:
        return string_literal(f"{int(text):04d}")
    except ValueError:
        return None


def _yearmonth(text: str, field: Field) -> str | None:
    year, _, month = text.partition("-")
    try:
        return string_literal(f"{int(year):04d}-{int(month):02d}")
    except ValueError:
        return None


def _json_text(text: str, field: Field) -> str | None:
    try:
        json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    # A line break in JSON text can only stand between tokens; one record is one line.
    return re.sub(r"[\r\n]+", " ", text.strip())


def _refuse(constant: str) -> None:
    raise ValueError(constant)


_CONVERTERS: Mapping[str, Callable[[str, Field], str | None]] = {
    "integer": _number,
    "number": _number,
    "boolean": _boolean,
    "date": _date,
    "datetime": _datetime,
    "time": _time,
    "year": _year,
    "yearmonth": _yearmonth,
    "object": _json_text,
    "array": _json_text,
    "geojson": _json_text,
}
