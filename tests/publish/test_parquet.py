"""Parquet has the values with their types, whole columns at a time, and nothing is lost."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.model.dataset import Schema
from catalog.model.table import Table
from catalog.publish.tables.columns import table_columns
from catalog.publish.tables.parquet import parquet_pieces
from catalog.publish.tables.typed import column_kinds
from tests.publish.cells import CELLS
from tests.publish.factory import make_field, make_schema, make_table


def render_parquet(table: Table, schema: Schema) -> bytes:
    columns = table_columns(table, schema)
    return b"".join(parquet_pieces(columns, column_kinds(columns, schema.missing_values), schema))


def read(table: Table, schema: Schema) -> pl.DataFrame:
    return pl.read_parquet(io.BytesIO(render_parquet(table, schema)))


def column_of(kind: str, cells: list[str], **properties: Any) -> pl.Series:
    schema = make_schema(make_field("a", kind, **properties))
    return read(make_table(["a"], [(cell,) for cell in cells]), schema)["a"]


@pytest.mark.parametrize(
    ("kind", "cells", "dtype", "values"),
    [
        ("string", ["011002", ""], pl.String, ["011002", None]),
        ("integer", ["-12", "", "9223372036854775807"], pl.Int64, [-12, None, 9223372036854775807]),
        ("integer", ["9223372036854775808", "1"], pl.String, ["9223372036854775808", "1"]),
        ("integer", ["007", "1"], pl.String, ["007", "1"]),
        ("number", ["1.50", "", "-1.5E-05"], pl.Float64, [1.5, None, -1.5e-05]),
        ("number", ["34.66165570000001", "1"], pl.Float64, [34.66165570000001, 1.0]),
        ("number", ["0.12345678901234567890", ""], pl.Decimal(38, 20), [Decimal("0.12345678901234567890"), None]),
        ("number", ["12345678901234567890.5"], pl.Decimal(38, 1), [Decimal("12345678901234567890.5")]),
        ("number", ["1" * 39], pl.String, ["1" * 39]),
        ("number", ["1.2345678901234567890E5"], pl.String, ["1.2345678901234567890E5"]),
        ("boolean", ["true", "false", ""], pl.Boolean, [True, False, None]),
        ("boolean", ["true", "○"], pl.String, ["true", "○"]),
        ("date", ["2024-04-01", "1850-01-01", ""], pl.Date, [date(2024, 4, 1), date(1850, 1, 1), None]),
        ("date", ["2024-02-30"], pl.String, ["2024-02-30"]),
        ("date", ["2024年4月"], pl.String, ["2024年4月"]),
        ("datetime", ["2024-04-01T09:30:00", ""], pl.Datetime("us"), [datetime(2024, 4, 1, 9, 30), None]),
        ("datetime", ["2024-04-01T09:30:00.25"], pl.Datetime("us"), [datetime(2024, 4, 1, 9, 30, 0, 250_000)]),
        ("datetime", ["2024-04-01T09:30:00+09:00"], pl.String, ["2024-04-01T09:30:00+09:00"]),
        ("time", ["09:30:15", ""], pl.Time, [time(9, 30, 15), None]),
        ("time", ["24:00:00"], pl.String, ["24:00:00"]),
        ("year", ["2024", ""], pl.Int64, [2024, None]),
        ("yearmonth", ["2024-04"], pl.String, ["2024-04"]),
        ("any", ["1"], pl.String, ["1"]),
        ("object", ['{"a":1}'], pl.String, ['{"a":1}']),
        ("integer", ["", ""], pl.Int64, [None, None]),
    ],
)
def test_a_column_has_its_type_or_stays_text(
    kind: str, cells: list[str], dtype: pl.DataType, values: list[Any]
) -> None:
    column = column_of(kind, cells)
    assert column.dtype == dtype
    assert column.to_list() == values


def test_markers_are_missing_and_an_empty_text_is_one_where_the_schema_says_so() -> None:
    schema = make_schema(make_field("a", "integer"), make_field("b"), missing_values=("-",))
    frame = read(make_table(["a", "b"], [("-", ""), ("5", "-")]), schema)
    assert frame.rows() == [(None, ""), (5, None)]


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=5))
def test_text_comes_back_as_it_was(rows: list[list[str]]) -> None:
    schema = make_schema(make_field("a"), make_field("b"), missing_values=())
    assert [list(row) for row in read(make_table(["a", "b"], rows), schema).rows()] == rows


@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**17), max_value=10**17), min_size=1))
def test_no_number_loses_a_digit(numbers: list[Decimal]) -> None:
    cells = [f"{number:f}" for number in numbers]
    for value, cell in zip(column_of("number", cells), cells, strict=True):
        assert Decimal(repr(value) if isinstance(value, float) else str(value)) == Decimal(cell)


def test_every_column_is_described_in_the_file() -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow, a reader of Parquet, isn't installed")
    fields = (make_field("コード", en="Code", description="町のコード"), make_field("数", "integer"))
    schema = make_schema(*fields, primary_key=("コード",))
    read_schema = parquet.read_schema(io.BytesIO(render_parquet(make_table(["コード", "数"], [("01", "2")]), schema)))
    texts = {key.decode(): value.decode() for key, value in read_schema.field("コード").metadata.items()}
    assert texts == {"title": "コード", "title@en": "Code", "type": "string", "description": "町のコード"}
    assert str(read_schema.field("数").type) == "int64"
    assert json.loads(read_schema.metadata[b"tableschema"])["primaryKey"] == ["コード"]


def test_the_schema_is_in_the_metadata_of_the_file() -> None:
    schema = make_schema(make_field("a", "integer", en="A"))
    metadata = pl.read_parquet_metadata(io.BytesIO(render_parquet(make_table(["a"], [("1",)]), schema)))
    assert json.loads(metadata["tableschema"]) == schema.descriptor


def test_duckdb_reads_it(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB, a reader of Parquet, isn't installed")
    schema = make_schema(make_field("コード"), make_field("率", "number"), make_field("日", "date"))
    table = make_table(["コード", "率", "日"], [("011002", "0.12345678901234567890", "2024-04-01"), ("", "", "")])
    (tmp_path / "t.parquet").write_bytes(render_parquet(table, schema))
    rows = duckdb.connect().execute("SELECT * FROM read_parquet(?)", [str(tmp_path / "t.parquet")]).fetchall()
    assert rows == [("011002", Decimal("0.12345678901234567890"), date(2024, 4, 1)), (None, None, None)]


def test_the_same_table_gives_the_same_bytes_however_it_lies_in_memory() -> None:
    rows = [(f"{number:06d}", str(number)) for number in range(5_000)]
    schema = make_schema(make_field("a"), make_field("b", "integer"))
    table = make_table(["a", "b"], rows)
    pieces = pl.concat([table.frame.slice(start, 700) for start in range(0, 5_000, 700)], rechunk=False)
    assert pieces.n_chunks() > 1
    assert render_parquet(table, schema) == render_parquet(replace(table, frame=pieces), schema)


def test_columns_of_one_name_are_told_apart() -> None:
    frame = read(make_table(["a", "a", "a_2"], [("1", "2", "3")]), make_schema(make_field("z")))
    assert frame.columns == ["a", "a_2", "a_2_2"]


def test_a_table_without_records_has_its_types() -> None:
    frame = read(make_table(["a"], []), make_schema(make_field("a", "integer")))
    assert (frame.height, frame.schema) == (0, {"a": pl.Int64()})
