"""One typed column of a valid table → the same in canonical text, as a whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import polars as pl

from catalog.convert.canonical_cells import CANONICAL, DATE_PATTERN, TIME_PATTERN, canonical_cell
from catalog.model.dataset import Field

# Formats of whole dates and times that Polars reads exactly as Python does.
_SIMPLE_FORMAT = re.compile(r"[^%]*(?:%[YmdHMS][^%]*)+")
_ISO_FORMATS = {"date": "%Y-%m-%d", "time": "%H:%M:%S", "datetime": "%Y-%m-%dT%H:%M:%S"}
_REQUIRED_DIRECTIVES: Mapping[str, tuple[str, ...]] = {"date": ("Ymd",), "datetime": ("HMYdm", "HMSYdm")}
_SPACED_MOMENT = rf"^({DATE_PATTERN})[ t]({TIME_PATTERN})$"


def as_written_pattern(field: Field) -> str | None:
    """Return the pattern of the cells that are canonical as they stand; ``None`` where any could mean something else.

    By ``%Y-%d-%m`` 2024-05-04 is the 5th of April, and with a decimal comma 1.234 may be more than a thousand.
    """
    if field.type == "boolean":
        own_words = field.descriptor.keys() & {"trueValues", "falseValues"}
        return None if own_words else CANONICAL["boolean"]
    if field.type == "number":
        group, decimal = str(field.descriptor.get("groupChar", "")), field.descriptor.get("decimalChar", ".")
        is_safe = not re.search("[-0-9.]", group)
        return CANONICAL["number" if decimal == "." else "integer"] if is_safe or not group else None
    if field.type in _ISO_FORMATS and field.format not in ("default", "any", _ISO_FORMATS[field.type]):
        return None
    return CANONICAL[field.type]


def is_odd(text: pl.Expr, field: Field, missing_values: Sequence[str]) -> pl.Expr:
    """Return where a value isn't written canonically; a cell that is missing, empty or not there never is."""
    given = text != ""
    if "" not in missing_values and missing_values:
        given &= ~text.is_in(list(missing_values))
    pattern = as_written_pattern(field)
    return (given if pattern is None else given & ~text.str.contains(pattern)).fill_null(False)


def convert_column(
    column: pl.Series, field: Field, missing_values: Sequence[str], *, can_be_empty: bool
) -> pl.Series | None:
    """Return the text *column* in canonical text, or ``None`` where one of its values can't be told.

    Arguments:
        column: Without markers for missing values, but for those in *missing_values* where an empty cell is a value.
        field: The column's field.
        missing_values: What stands for a missing value.
        can_be_empty: Whether NaN and infinity become empty; otherwise they stay.
    """
    text = pl.col(column.name)
    places = column.to_frame().select(is_odd(text, field, missing_values)).to_series()
    cells = column.filter(places)
    quick = cells.to_frame().select(_quick(text, field)).to_series()
    left = cells.filter(quick.is_null()).unique(maintain_order=True)
    found = {cell: canonical_cell(cell, field) for cell in left}
    if None in found.values():
        return None
    known = {cell: value if value or can_be_empty else cell for cell, value in found.items()}
    slow = text.replace_strict(list(known), list(known.values()), default=None, return_dtype=pl.String)
    converted = quick.fill_null(cells.to_frame().select(slow).to_series()) if known else quick
    spread = converted.gather((places.cum_sum().cast(pl.Int64) - 1).clip(0))
    return spread.zip_with(places, column).alias(column.name)


def _quick(text: pl.Expr, field: Field) -> pl.Expr:
    """Return what Polars itself can make canonical; null for all else, which is looked at cell by cell."""
    if field.type == "number" and "groupChar" in field.descriptor and field.descriptor.get("decimalChar", ".") == ".":
        bare = text.str.replace_all(str(field.descriptor["groupChar"]), "", literal=True)
        return pl.when(bare.str.contains(CANONICAL["number"])).then(bare)
    if field.type == "datetime" and field.format == "default":
        is_spaced = text.str.contains(_SPACED_MOMENT)
        return pl.when(is_spaced).then(text.str.replace(_SPACED_MOMENT, "${1}T${2}"))
    directives = "".join(sorted(re.findall("%(.)", field.format)))
    if directives in _REQUIRED_DIRECTIVES.get(field.type, ()) and _SIMPLE_FORMAT.fullmatch(field.format):
        moment = text.str.strptime(pl.Datetime, field.format, strict=False, exact=True)
        return moment.dt.strftime(_ISO_FORMATS[field.type])
    return pl.when(False).then(text)
