"""Parquet: the table by columns with their types, for DuckDB, pandas, R and the like; every column described in it.

Codes and other text are strings. A number is a double where every one of its column can be had back from a double,
else an exact decimal, else text. Whole numbers are 64 bits wide; dates and times are dates and times, without a zone.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from catalog.model.dataset import Field, Schema
from catalog.publish.tables.arrow_schema import DescribedSchema
from catalog.publish.tables.as_published import KEY, describe_writing
from catalog.publish.tables.columns import Columns
from catalog.publish.tables.typed import SAFE_LENGTH, Kind, is_missing, survives_double, typed_values

_ROW_GROUP = 100_000
_PIECE_BYTES = 1 << 20
_DECIMAL_DIGITS = 38
_WHOLE_DIGITS = r"^-?0*([0-9]*)"
_DECIMALS = r"\.([0-9]+)$"


def parquet_pieces(columns: Columns, kinds: Sequence[Kind], schema: Schema) -> Iterator[bytes]:
    """Yield the table as Parquet: zstd, statistics, the Table Schema under ``tableschema`` in the file's metadata.

    Under ``written`` stands what values don't tell of how they were written (:mod:`.as_published`).

    Each column bears its schema's texts (``title``, ``title@en``, ``description``, ``type`` …) as metadata of the
    Arrow field. The bytes name the version of Polars that wrote them, and nothing else of the machine or the time.

    Arguments:
        columns: Canonical text.
        kinds: What the cells of each column are.
        schema: Says what is missing, and goes into the file.
    """
    typed = _typed(columns, kinds, schema.missing_values)
    types = typed.collect_schema()
    written = describe_writing(columns, kinds, types.dtypes(), schema.missing_values)
    names = types.names()
    whole = {"tableschema": _json(schema.descriptor)}
    if written:
        whole[KEY] = _json({names[position]: decimals for position, decimals in written.items()})
    described = DescribedSchema(types, whole, [_texts(field) for field in columns.fields])
    file = io.BytesIO()
    typed.sink_parquet(
        file, compression="zstd", row_group_size=_ROW_GROUP, metadata=whole, arrow_schema=described, maintain_order=True
    )
    content = file.getbuffer()
    for start in range(0, len(content), _PIECE_BYTES):
        yield bytes(content[start : start + _PIECE_BYTES])


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _typed(columns: Columns, kinds: Sequence[Kind], missing_values: Sequence[str]) -> pl.LazyFrame:
    """Return the table with typed columns, to be typed some rows at a time."""
    frame, names = columns.frame, _distinct(columns.names)
    numbers = [position for position, kind in zip(frame.columns, kinds, strict=True) if kind is Kind.NUMBER]
    # Nearly all columns have short numbers only, which needs no second look.
    lengths = frame.select(_given(pl.col(numbers), missing_values).str.len_bytes().max()).row(0) if numbers else ()
    long = {position for position, length in zip(numbers, lengths, strict=True) if (length or 0) > SAFE_LENGTH}

    def values(position: str, kind: Kind) -> pl.Expr:
        given = _given(pl.col(position), missing_values)
        if kind is Kind.NUMBER:
            return given.cast(_number_type(frame, given) if position in long else pl.Float64())
        return typed_values(given, kind)

    return frame.lazy().select(
        values(position, kind).alias(name) for position, kind, name in zip(frame.columns, kinds, names, strict=True)
    )


def _given(text: pl.Expr, missing_values: Sequence[str]) -> pl.Expr:
    return pl.when(~is_missing(text, missing_values)).then(text) if missing_values else text


def _number_type(frame: pl.DataFrame, number: pl.Expr) -> pl.DataType:
    """Return the type that holds all of a column's numbers, some of them long, without a loss."""
    long = frame.select(number.alias("long")).filter(pl.col("long").str.len_bytes() > SAFE_LENGTH)
    if long.select(survives_double(pl.col("long")).all()).item():
        return pl.Float64()
    whole, decimals, has_exponent = frame.select(
        number.str.extract(_WHOLE_DIGITS).str.len_bytes().max(),
        number.str.extract(_DECIMALS).str.len_bytes().max().fill_null(0).alias("decimals"),
        number.str.contains("[eE]").any().alias("has_exponent"),
    ).row(0)
    if has_exponent or whole + decimals > _DECIMAL_DIGITS:
        return pl.String()
    return pl.Decimal(_DECIMAL_DIGITS, decimals)


def _texts(field: Field | None) -> Mapping[str, str]:
    if field is None:
        return {}
    descriptor: Mapping[str, Any] = {"title": field.title.ja, "title@en": field.title.en, **field.descriptor}
    return {key: value for key, value in descriptor.items() if isinstance(value, str) and value and key != "name"}


def _distinct(names: Sequence[str]) -> list[str]:
    """Return *names*, those that stand there already with a number behind them: columns need names that differ."""
    distinct: list[str] = []
    for name in names:
        candidate, number = name, 1
        while candidate in distinct:
            number += 1
            candidate = f"{name}_{number}"
        distinct.append(candidate)
    return distinct
