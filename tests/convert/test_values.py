from __future__ import annotations

import json
import math
from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any

import frictionless
import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from catalog.convert.values import convert_numbers, convert_to_json
from catalog.model.dataset import Field
from tests.publish.factory import make_field

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def literals(field: Field | None, cells: Sequence[str | None], missing: Sequence[str] = ("",)) -> list[str]:
    frame = pl.DataFrame({"0": cells}, schema={"0": pl.String})
    return convert_to_json(frame, [field], missing).to_series().to_list()


def one(kind: str, cell: str, **properties: Any) -> str:
    return literals(make_field("a", kind, **properties), [cell])[0]


@pytest.mark.parametrize("cell", ["0", "-5", "1.50", "0.10", "123456789012345678901234567890", "-0.0"])
def test_numbers_keep_the_digits_that_were_written(cell: str) -> None:
    assert one("number", cell) == cell


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("007", "7"), ("+5", "5"), (" 5 ", "5"), ("１２", "12"), ("1_000", "1000"), ("-0", "-0")],
)
def test_integers_that_json_would_not_accept_are_rewritten(cell: str, expected: str) -> None:
    assert one("integer", cell) == expected


@pytest.mark.parametrize(("cell", "expected"), [(".5", "0.5"), ("5.", "5"), ("1E+2", "1E+2"), ("+1.50", "1.50")])
def test_numbers_that_json_would_not_accept_are_rewritten(cell: str, expected: str) -> None:
    assert one("number", cell) == expected


def test_numbers_follow_the_properties_of_their_field() -> None:
    assert one("number", "1,234,567.80", groupChar=",") == "1234567.80"
    assert one("number", "1.234,80", groupChar=".", decimalChar=",") == "1234.80"
    assert one("number", "約1,234人", groupChar=",", bareNumber=False) == "1234"
    assert one("integer", "20%", bareNumber=False) == "20"


@pytest.mark.parametrize("cell", ["NaN", "nan", "INF", "-Infinity", "sNaN", "1e400", "9" * 400])
def test_numbers_that_json_cannot_hold_are_null(cell: str) -> None:
    assert one("number", cell) == "null"


def test_leading_zeros_of_text_live() -> None:
    assert one("string", "011002") == '"011002"'


def test_booleans_follow_their_words() -> None:
    assert literals(make_field("a", "boolean"), ["true", "0", "", "TRUE", "False"]) == [
        "true",
        "false",
        "null",
        "true",
        "false",
    ]
    assert literals(make_field("a", "boolean", trueValues=["有"], falseValues=["無"]), ["有", "無"]) == [
        "true",
        "false",
    ]


@pytest.mark.parametrize(
    ("kind", "format_", "cell", "expected"),
    [
        ("date", "default", "2024-04-01", "2024-04-01"),
        ("date", "default", "2024-4-1", "2024-04-01"),
        ("date", "%Y/%m/%d", "2024/4/1", "2024-04-01"),
        ("date", "%Y年%m月%d日", "2024年4月1日", "2024-04-01"),
        ("date", "any", "2024-04-01", "2024-04-01"),
        ("datetime", "any", "2024-04-01 09:30", "2024-04-01T09:30:00"),
        ("datetime", "default", "2024-04-01T09:30:00", "2024-04-01T09:30:00"),
        ("datetime", "default", "2024-04-01T09:30:00Z", "2024-04-01T09:30:00+00:00"),
        ("datetime", "%Y-%m-%d %H:%M", "2024-04-01 09:30", "2024-04-01T09:30:00"),
        ("time", "default", "09:30:00", "09:30:00"),
        ("time", "%H時%M分", "9時30分", "09:30:00"),
        ("year", "default", "2024", "2024"),
        ("yearmonth", "default", "2024-04", "2024-04"),
        ("yearmonth", "default", "2024-4", "2024-04"),
    ],
)
def test_dates_and_times_are_iso_8601(kind: str, format_: str, cell: str, expected: str) -> None:
    assert one(kind, cell, format=format_) == json.dumps(expected)


@pytest.mark.parametrize(
    ("kind", "format_", "cell"),
    [
        ("date", "%Y年%m月", "2024年4月"),
        ("date", "%m/%d", "4/1"),
        ("date", "any", "April 2024"),
        ("date", "any", "10:30"),
        ("date", "any", "4/5/2024"),
        ("time", "default", "24:00:00"),
        ("datetime", "any", "2024-04-01"),
        ("datetime", "%Y-%m-%d", "2024-04-01"),
    ],
)
def test_a_part_of_a_date_that_was_not_written_is_not_invented(kind: str, format_: str, cell: str) -> None:
    assert one(kind, cell, format=format_) == json.dumps(cell, ensure_ascii=False)


def test_json_in_a_cell_stays_json_on_one_line() -> None:
    assert one("array", "[1.50,\n 2]") == "[1.50,  2]"
    assert one("object", '{"a": "b\\nc"}') == '{"a": "b\\nc"}'
    assert one("object", '{"a": NaN}') == json.dumps('{"a": NaN}')
    assert one("geojson", "[" * 100_000) == json.dumps("[" * 100_000)


@pytest.mark.parametrize("kind", ["geopoint", "duration", "any", "list", "string"])
def test_all_other_types_are_text_as_written(kind: str) -> None:
    assert one(kind, "133.9,34.6") == '"133.9,34.6"'


def test_missing_values_are_null() -> None:
    number = make_field("a", "number")
    assert literals(number, ["-", "", None, "1"], missing=["", "-"]) == ["null", "null", "null", "1"]
    assert literals(None, ["-", None], missing=["-"]) == ["null", "null"]
    assert literals(make_field("a"), ["", "x"], missing=[]) == ['""', '"x"']


def test_a_column_without_rows_has_no_literals() -> None:
    for kind in ("string", "number", "boolean", "date"):
        assert literals(make_field("a", kind), []) == []


@given(st.lists(TEXT))
@example(["\x00\x1f\x7f\u2028", '"\\', "</script>", "😀"])
def test_text_comes_back_as_it_was(cells: list[str]) -> None:
    assert [json.loads(literal) for literal in literals(None, cells, missing=[])] == cells


FIELDS = [
    make_field("a", "integer"),
    make_field("a", "integer", bareNumber=False),
    make_field("a", "number"),
    make_field("a", "number", groupChar=","),
    make_field("a", "number", groupChar=",", bareNumber=False),
    make_field("a", "number", decimalChar=",", groupChar="."),
    make_field("a", "boolean"),
    make_field("a", "date"),
    make_field("a", "date", format="%Y/%m/%d"),
    make_field("a", "datetime"),
    make_field("a", "time"),
    make_field("a", "year"),
    make_field("a", "yearmonth"),
    make_field("a", "object"),
]
READERS = [frictionless.Field.from_descriptor(dict(field.descriptor)) for field in FIELDS]
NEARLY_VALID = st.one_of(
    st.from_regex(r"[ +\-]?[0-9１]{0,4}[.,_]?[0-9]{0,3}([eE][+-]?[0-9]{1,2})?[ %人]?", fullmatch=True),
    st.from_regex(r"[0-9]{4}[-/][0-9]{1,2}([-/][0-9]{1,2})?", fullmatch=True),
    st.from_regex(
        r"([0-9]{4}-[0-9]{2}-[0-9]{2}T)?[0-2][0-9]:[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6}|Z|[+]09:00)?", fullmatch=True
    ),
    st.sampled_from(["true", "0", "1", "FALSE", "NaN", "-inf", '{"a": 1.0}', "24:00"]),
    TEXT,
)


@settings(max_examples=60)
@given(st.lists(NEARLY_VALID, min_size=1, max_size=12))
@example(["2024", " １2", "1,234.5", "1.234,5", "約1,234人", "true"])
@example(["2024-04-01", "2024/4/1", "09:30:00", "2024-04", '{"a": 1.0}'])
def test_every_value_is_the_one_that_frictionless_reads(cells: list[str]) -> None:
    for field, reader in zip(FIELDS, READERS, strict=True):
        read = {cell: value for cell in cells for value, notes in [reader.read_cell(cell)] if not notes}
        # What isn't valid isn't published.
        ours = [json.loads(text, parse_float=Decimal, parse_int=Decimal) for text in literals(field, list(read))]
        assert ours == [as_json(field.type, value) for value in read.values()]


def as_json(kind: str, value: Any) -> Any:
    """Return what a JSON reader should see of a value that Frictionless read."""
    if value is None or (isinstance(value, Decimal) and not math.isfinite(value)):
        return None
    if kind == "year":
        return f"{value:04d}"
    if kind == "yearmonth":
        return f"{value[0]:04d}-{value[1]:02d}"
    return value.isoformat() if isinstance(value, date | time) else value


@given(st.lists(st.one_of(st.floats(allow_nan=False, allow_infinity=False).map(repr), st.integers().map(str))))
def test_numbers_are_the_floats_that_were_written(cells: list[str]) -> None:
    column = pl.Series("x", cells, dtype=pl.String)
    numbers = convert_numbers(column, make_field("x", "number"), [""]).to_list()
    assert numbers == [number if math.isfinite(number := float(cell)) else None for cell in cells]
