"""One cell of text → the JSON literal of its value, for cells that aren't already written as JSON would write them.

The readings are those of :mod:`catalog.convert.canonical_cells`; where there is none, the text stays as it was written.
"""

from __future__ import annotations

import json
import math
import re

from catalog.convert.canonical_cells import CANONICAL, canonical_cell, parse_number
from catalog.model.dataset import Field

JSON_NULL = "null"


def cell_literal(text: str, field: Field) -> str:
    """Return the JSON literal of the value that *text* stands for in *field*; a string where no value can be told."""
    literal = _value_literal(text, field)
    return string_literal(text) if literal is None else literal


def string_literal(text: str) -> str:
    """Return *text* as a JSON string, everything but quotes, backslashes and control characters unescaped."""
    return json.dumps(text, ensure_ascii=False)


def _value_literal(text: str, field: Field) -> str | None:
    if field.type in ("integer", "number"):
        return _number(text, field)
    if field.type in ("object", "array", "geojson"):
        return _json_text(text)
    plain = canonical_cell(text, field) if field.type in CANONICAL else None
    return plain if plain is None or field.type == "boolean" else string_literal(plain)


def _number(text: str, field: Field) -> str | None:
    number = parse_number(text, field)
    if number is None:
        return None
    # JSON has no NaN and no infinity, and a reader of doubles turns anything larger into infinity: null, as in
    # JavaScript.
    return str(number) if number.is_finite() and math.isfinite(float(number)) else JSON_NULL


def _json_text(text: str) -> str | None:
    try:
        json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    # A line break in JSON text can only stand between tokens; one record is one line.
    return re.sub(r"[\r\n]+", " ", text.strip())


def _refuse(constant: str) -> None:
    raise ValueError(constant)
