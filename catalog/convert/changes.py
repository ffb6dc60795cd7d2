"""What a conversion changed in a column, counted by kind."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from catalog.findings import shown
from catalog.model.conversion import Conversion, ConversionKind
from catalog.notation.degrees import DEGREE_PATTERN
from catalog.notation.widths import FULL_WIDTH_PATTERN

_ERA = r"^\s*[明大昭平令㋿㍻㍼㍽㍾MTSHRmtshrＭＴＳＨＲｍｔｓｈｒ]"
# 35-39-29, 35:39:29 or 35 39 29: no other number has a mark inside.
_DIVIDED_DEGREES = r"[0-9０-９][-:\s−－：]+[0-9０-９]"
_NEGATIVE = r"^\s*[△▲−－]"

_TEMPORAL: Mapping[str, tuple[ConversionKind, ConversionKind]] = {
    "date": (ConversionKind.ERA_DATE, ConversionKind.DATE),
    "datetime": (ConversionKind.ERA_DATE, ConversionKind.DATE),
    "yearmonth": (ConversionKind.ERA_DATE, ConversionKind.DATE),
    "year": (ConversionKind.ERA_YEAR, ConversionKind.YEAR),
    "time": (ConversionKind.TIME, ConversionKind.TIME),
}
_ORDER = list(ConversionKind)


def count_changes(name: str, field_type: str, before: pl.Series, after: pl.Series) -> tuple[Conversion, ...]:
    """Return what makes *after* differ from *before*, two columns of text, by kind with the first example of each.

    What became of it is no example where it is nothing.
    """
    frame = pl.DataFrame({"before": before, "after": after}).filter(pl.col("before").ne_missing(pl.col("after")))
    if frame.is_empty():
        return ()
    kinds = frame.group_by(_kind(pl.col("before"), field_type).alias("kind"), maintain_order=True).agg(
        pl.len().alias("count"), pl.first("before"), pl.first("after")
    )
    found = [
        Conversion(name, ConversionKind(kind), count, (shown(first), shown(result)) if result else None)
        for kind, count, first, result in kinds.iter_rows()
    ]
    return tuple(sorted(found, key=lambda conversion: _ORDER.index(conversion.kind)))


def _kind(text: pl.Expr, field_type: str) -> pl.Expr:
    """Return the kind of change that befell each *text*, as its value."""
    is_blank = (pl.col("after") == "") & text.str.contains(r"^\s*$")
    return pl.when(is_blank).then(pl.lit(ConversionKind.MISSING.value)).otherwise(_kind_of_value(text, field_type))


def _kind_of_value(text: pl.Expr, field_type: str) -> pl.Expr:
    if field_type == "boolean":
        return pl.lit(ConversionKind.BOOLEAN.value)
    if field_type in _TEMPORAL:
        with_era, without = _TEMPORAL[field_type]
        return pl.when(text.str.contains(_ERA)).then(pl.lit(with_era.value)).otherwise(pl.lit(without.value))
    # A comma that became the decimal point divided no thousands.
    has_new_point = pl.col("after").str.contains(".", literal=True) & ~text.str.contains("[.．]")
    return (
        pl.when(text.str.contains(DEGREE_PATTERN) | text.str.contains(_DIVIDED_DEGREES))
        .then(pl.lit(ConversionKind.DEGREES.value))
        .when(pl.col("after") == "")
        .then(pl.lit(ConversionKind.NOT_A_NUMBER.value))
        .when(text.str.contains(_NEGATIVE))
        .then(pl.lit(ConversionKind.NEGATIVE_SIGN.value))
        .when(text.str.contains("[,，]") & ~has_new_point)
        .then(pl.lit(ConversionKind.THOUSANDS.value))
        .when(text.str.contains(FULL_WIDTH_PATTERN))
        .then(pl.lit(ConversionKind.FULL_WIDTH.value))
        .otherwise(pl.lit(ConversionKind.NUMBER.value))
    )
