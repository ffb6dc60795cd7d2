"""The table as it is published: one way to write a value, and valid by the schema that goes with it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from frictionless import Schema as FrictionlessSchema
from frictionless.resources import TableResource
from hypothesis import given
from hypothesis import strategies as st

from catalog.convert.canonical import canonical_table
from catalog.model.conversion import Conversion, ConversionKind
from catalog.model.dataset import Field, Schema
from catalog.model.table import Table
from tests.publish.factory import make_field, make_schema, make_table


def canonical(field: Field, cells: Sequence[str | None], missing: tuple[str, ...] = ("",)) -> list[str | None]:
    return with_schema(field, cells, missing)[0]


def with_schema(
    field: Field, cells: Sequence[str | None], missing: tuple[str, ...] = ("",)
) -> tuple[list[str | None], Field]:
    # With a column that is always filled, so that no row is blank.
    table = make_table([field.name, "b"], [[cell, "x"] for cell in cells])
    published, schema, _ = canonical_table(table, make_schema(field, make_field("b"), missing_values=missing))
    return published.frame["0"].to_list(), schema.fields[0]


@pytest.mark.parametrize(
    ("kind", "properties", "cell", "expected"),
    [
        ("integer", {}, "+5", "5"),
        ("integer", {}, "１２", "12"),
        ("integer", {}, "1_000", "1000"),
        ("integer", {}, "007", "007"),
        ("integer", {"bareNumber": False}, "20%", "20"),
        ("number", {}, "1.50", "1.50"),
        ("number", {}, ".5", "0.5"),
        ("number", {}, "5.", "5"),
        ("number", {}, "-.50", "-0.50"),
        ("number", {}, "1.5E3", "1500"),
        ("number", {}, "1e-7", "0.0000001"),
        ("number", {}, "1e400", "1E+400"),
        ("number", {"groupChar": ","}, "1,234,567.80", "1234567.80"),
        ("number", {"groupChar": ".", "decimalChar": ","}, "1.234,80", "1234.80"),
        ("number", {"decimalChar": ","}, "1234,5", "1234.5"),
        ("number", {"groupChar": ",", "bareNumber": False}, "約1,234人", "1234"),
        ("number", {}, "NaN", ""),
        ("number", {}, "-Infinity", ""),
        ("boolean", {}, "TRUE", "true"),
        ("boolean", {}, "0", "false"),
        ("boolean", {"trueValues": ["有"], "falseValues": ["無", "true"]}, "true", "false"),
        ("boolean", {"trueValues": ["有"], "falseValues": ["無"]}, "有", "true"),
        ("date", {}, "2024-4-1", "2024-04-01"),
        ("date", {"format": "%Y/%m/%d"}, "2024/4/1", "2024-04-01"),
        ("date", {"format": "%Y-%d-%m"}, "2024-05-04", "2024-04-05"),
        ("date", {"format": "%Y年%m月%d日"}, "2024年4月1日", "2024-04-01"),
        ("date", {"format": "%y/%m/%d"}, "24/04/01", "2024-04-01"),
        ("date", {"format": "any"}, "2024-04-01", "2024-04-01"),
        ("datetime", {}, "2024-04-01 09:30:00", "2024-04-01T09:30:00"),
        ("datetime", {}, "2024-04-01T09:30:00Z", "2024-04-01T09:30:00+00:00"),
        ("datetime", {"format": "%Y/%m/%d %H:%M"}, "2024/4/1 9:30", "2024-04-01T09:30:00"),
        ("time", {"format": "%H時%M分"}, "9時30分", "09:30:00"),
        ("year", {}, "２０２４", "2024"),
        ("yearmonth", {}, "2024-4", "2024-04"),
        ("string", {}, "０１１００２", "０１１００２"),
        ("any", {}, "1,234", "1,234"),
        ("geopoint", {}, "133.9,34.6", "133.9,34.6"),
    ],
)
def test_each_value_has_one_way_to_be_written(kind: str, properties: dict[str, Any], cell: str, expected: str) -> None:
    cells, field = with_schema(make_field("a", kind, **properties), [cell, ""])
    assert cells == [expected, ""]
    assert field.descriptor == {"name": "a", "type": kind}
    assert field.format == "default"


@pytest.mark.parametrize(
    ("kind", "form", "cells"),
    [
        ("date", "any", ["2024-04-01", "April 2024"]),
        ("date", "%Y年%m月", ["2024年4月"]),
        ("date", "%m/%d", ["4/1"]),
        ("datetime", "%Y-%m-%d", ["2024-04-01"]),
    ],
)
def test_a_column_that_cannot_be_told_for_sure_stays_with_its_format(kind: str, form: str, cells: list[str]) -> None:
    found, field = with_schema(make_field("a", kind, format=form), [*cells, "-"], missing=("", "-"))
    assert found == [*cells, ""]
    assert field.descriptor["format"] == field.format == form


def test_constraints_and_example_follow() -> None:
    bounds = {"minimum": "2024/4/1", "maximum": "2025/3/31", "required": True}
    field = make_field("a", "date", format="%Y/%m/%d", constraints=bounds, example="2024/5/6", notation="japanese")
    assert with_schema(field, ["2024/4/2"])[1].descriptor == {
        "name": "a",
        "type": "date",
        "constraints": {"minimum": "2024-04-01", "maximum": "2025-03-31", "required": True},
        "example": "2024-05-06",
    }
    field = make_field("a", "number", groupChar=",", constraints={"enum": ["1,000", "2.50"], "minimum": 5})
    assert with_schema(field, [])[1].descriptor["constraints"] == {"enum": ["1000", "2.50"], "minimum": 5}
    field = make_field("a", "boolean", trueValues=["有"], falseValues=["無"], constraints={"enum": ["有"]})
    assert with_schema(field, ["有"])[1].descriptor["constraints"] == {"enum": ["true"]}


def test_a_bound_that_cannot_be_told_keeps_its_column_as_it_is() -> None:
    field = make_field("a", "date", format="any", constraints={"minimum": "April 2024"})
    assert with_schema(field, ["2024-04-01"])[1] == field


def test_markers_for_missing_values_become_empty_everywhere() -> None:
    table = make_table(["a", "b"], [["-", "…"], ["1", "x"], [None, "-"]])
    schema = make_schema(make_field("a", "integer"), make_field("b"), missing_values=("", "-", "…"))
    published, plain, conversions = canonical_table(table, schema)
    assert published.frame.rows() == [("1", "x")]
    assert plain.missing_values == ("",)
    assert plain.descriptor["missingValues"] == [""]
    assert conversions == (
        Conversion("a", ConversionKind.MISSING, 1, ("-", "")),
        Conversion("b", ConversionKind.MISSING, 2, ("…", "")),
        Conversion(None, ConversionKind.BLANK_ROW, 2),
    )


def test_where_an_empty_cell_is_a_value_the_markers_stay() -> None:
    table = make_table(["a", "b"], [["-", ""], ["１", "-"]])
    schema = make_schema(make_field("a", "integer"), make_field("b"), missing_values=("-",))
    published, plain, _ = canonical_table(table, schema)
    assert published.frame.rows() == [("-", ""), ("1", "-")]
    assert plain.missing_values == ("-",)


def test_nan_stays_where_a_value_must_be() -> None:
    field = make_field("a", "number", constraints={"required": True})
    assert canonical(field, ["NaN", "+1"]) == ["NaN", "1"]
    assert canonical(make_field("a", "number"), ["NaN", "+1"], missing=("-",)) == ["NaN", "1"]


def test_blank_rows_are_left_out_and_the_others_keep_their_numbers() -> None:
    table = replace(make_table(["a", "b"], [[None, None], ["x", ""], ["", ""], ["", "y"]]), first_data_row=3)
    published, _, conversions = canonical_table(table, make_schema(make_field("a"), make_field("b")))
    assert published.frame.rows() == [("x", ""), ("", "y")]
    assert [published.row_number(index) for index in range(2)] == [4, 6]
    assert conversions == (Conversion(None, ConversionKind.BLANK_ROW, 2),)


def test_what_is_canonical_already_is_handed_on() -> None:
    table = make_table(["a", "b", "c"], [["1", "2024-04-01", "x"], ["-2.50", "", ""]])
    schema = make_schema(make_field("a", "number"), make_field("b", "date"), make_field("c"))
    published, plain, conversions = canonical_table(table, schema)
    assert published is table or published.frame.equals(table.frame)
    assert plain == schema
    assert conversions == ()


def test_a_table_without_rows_or_columns() -> None:
    schema = make_schema(make_field("a", "number", groupChar=","))
    published, plain, _ = canonical_table(make_table(["a"], []), schema)
    assert published.row_count == 0
    assert "groupChar" not in plain.fields[0].descriptor
    assert canonical_table(make_table([], []), make_schema())[2] == ()


# Held against Frictionless: what was valid is valid, and says the same.

FIELDS = (
    make_field("a", "integer"),
    make_field("a", "integer", bareNumber=False),
    make_field("a", "number"),
    make_field("a", "number", constraints={"required": True}),
    make_field("a", "number", groupChar=","),
    make_field("a", "number", groupChar=".", decimalChar=","),
    make_field("a", "number", groupChar=",", bareNumber=False, constraints={"minimum": -5}),
    make_field("a", "number", constraints={"enum": ["1", "1.0", ".5", "+1_000", "1E+3"]}),
    make_field("a", "boolean"),
    make_field("a", "boolean", trueValues=["1", "有"], falseValues=["無", "true"]),
    make_field("a", "date"),
    make_field("a", "date", format="%Y/%m/%d", constraints={"maximum": "2024/12/31"}),
    make_field("a", "date", format="%Y%m%d"),
    make_field("a", "date", format="%Y-%d-%m"),
    make_field("a", "date", format="%Y年%m月"),
    make_field("a", "date", format="any"),
    make_field("a", "datetime"),
    make_field("a", "datetime", format="%Y/%m/%d %H:%M"),
    make_field("a", "datetime", format="any"),
    make_field("a", "time"),
    make_field("a", "time", format="%H:%M"),
    make_field("a", "year"),
    make_field("a", "yearmonth"),
    make_field("a", "string", constraints={"unique": True, "minLength": 1}),
    make_field("a", "any"),
)
POOL = (
    *("", "-", " ", "0", "1", "-1", "+1", "007", "１２", "1_000", "1,234", "1.234", "1,5", "1.50", ".5", "5.", "1e5"),
    *("1E-3", "NaN", "INF", "-inf", "約1,234人", "20%", "9" * 50, "1e999999", "true", "TRUE", "False", "有", "無"),
    *[
        "2024-04-01",
        "2024-4-1",
        "2024-05-04",
        "2024/4/1",
        "2024/12/31",
        "20240401",
        "2024113",
        "2024年4月",
        "4/1",
        "0900-1-1",
    ],
    *("2024-04-01T09:30:00", "2024-04-01 09:30:00", "2024-04-01T09:30:00Z", "2024-04-01T09:30:00.5+09:00"),
    *("2024/4/1 9:30", "09:30", "9:30", "09:30:00", "09:30:00+09:00", "２０２４", "2024", "2024-4", "2024-04"),
)
MISSING = (("",), ("", "-"), ("-",))


def read(table: Table, schema: Schema) -> Iterator[tuple[Any, bool]]:
    """Yield the value of the first cell of each row, and whether the row is valid, as Frictionless sees them."""
    data = [list(table.labels), *table.rows()]
    descriptor = dict(schema.descriptor)
    with TableResource(name="t", data=data, schema=FrictionlessSchema.from_descriptor(descriptor)) as resource:
        for row in resource.row_stream:
            yield row["a"], row.valid


@given(st.sampled_from(FIELDS), st.lists(st.sampled_from(POOL), max_size=8), st.sampled_from(MISSING))
def test_a_valid_table_stays_valid_and_says_the_same(field: Field, cells: list[str], missing: tuple[str, ...]) -> None:
    schema = make_schema(field, make_field("b"), missing_values=missing)
    candidates = make_table(["a", "b"], [[cell, "x"] for cell in cells])
    valid = [cell for cell, (_, is_valid) in zip(cells, read(candidates, schema), strict=True) if is_valid]
    table = make_table(["a", "b"], [[cell, "x"] for cell in valid])
    before = [value for value, _ in read(table, schema)]
    published, plain, conversions = canonical_table(table, schema)
    after = list(read(published, plain))
    assert all(is_valid for _, is_valid in after)
    for old, (new, _) in zip(before, after, strict=True):
        assert new == old or (not is_finite(old) and (new is None or not is_finite(new)))
    changes = sum(a != b for a, b in zip(valid, published.frame["0"].to_list(), strict=True))
    assert sum(each.count for each in conversions) == changes
    again, same, nothing = canonical_table(published, plain)
    assert again.frame.equals(published.frame) and same == plain and nothing == ()


def is_finite(value: Any) -> bool:
    return not isinstance(value, Decimal | float) or math.isfinite(value)
