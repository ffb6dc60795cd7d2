"""What is proven without Frictionless, what it is asked about, and what it refuses."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from catalog.check.proof.reading import NotWorthProving
from catalog.check.proof.table import find_doubts, look
from catalog.check.table import check_table, check_table_by_frictionless
from catalog.model.dataset import Resource
from catalog.model.table import Table
from tests.check.near_valid import FLAT, make_resource
from tests.check.test_table import PATH, make_table


def assert_same(table: Table, resource: Resource) -> None:
    expected = check_table_by_frictionless(table, resource, PATH)
    assert check_table(table, resource, PATH) == expected


PLAIN: Mapping[str, Sequence[tuple[dict[str, Any], str]]] = {
    "proven": [
        ({}, "岡山"),
        ({"constraints": {"required": True, "minLength": 2, "maxLength": 2, "enum": ["市役", "岡山"]}}, "岡山"),
        ({"constraints": {"pattern": "[0-9]{3}-[0-9]{4}"}}, "700-0001"),
        ({"constraints": {"pattern": "[ぁ-ん一-龠]+|なし"}}, "岡山市北区"),
        ({"format": "uri"}, "https://example.jp/a?b=1#c"),
        ({"format": "email"}, "kikaku@city.example.lg.jp"),
        ({"format": "uuid"}, "00000000-0000-4000-8000-000000000000"),
        ({"type": "integer", "constraints": {"minimum": 0, "maximum": 90, "enum": ["7", "90"]}}, "90"),
        ({"type": "integer", "constraints": {"exclusiveMinimum": -1, "exclusiveMaximum": 1}}, "0"),
        ({"type": "integer", "bareNumber": False}, "-12"),
        ({"type": "number", "constraints": {"minimum": 20, "maximum": 46.5}}, "46.5"),
        ({"type": "number", "groupChar": ",", "decimalChar": "."}, "1,234.5"),
        ({"type": "number", "groupChar": ".", "decimalChar": ","}, "1.234,5"),
        ({"type": "boolean"}, "TRUE"),
        ({"type": "boolean", "trueValues": ["有"], "falseValues": ["無"], "constraints": {"enum": ["有"]}}, "有"),
        ({"type": "date", "constraints": {"minimum": "2024-02-29", "maximum": "2024-02-29"}}, "2024-02-29"),
        ({"type": "date"}, "2024-1-2"),
        ({"type": "date", "format": "%Y/%m/%d"}, "2024/1/31"),
        ({"type": "date", "format": "%Y年%m月%d日"}, "2024年1月31日"),
        ({"type": "date", "format": "%Y%m%d"}, "20240131"),
        ({"type": "time"}, "09:30:00"),
        ({"type": "time", "format": "%H:%M"}, "09:30"),
        ({"type": "datetime"}, "2024-01-02T09:30:00+09:00"),
        ({"type": "datetime", "format": "%Y/%m/%d %H:%M"}, "2024/1/2 09:30"),
        ({"type": "year", "constraints": {"minimum": "1889", "enum": ["2024"]}}, "2024"),
        ({"type": "yearmonth"}, "2024-04"),
        ({"type": "any", "constraints": {"enum": ["x"]}}, "x"),
    ],
    "asked": [
        ({"constraints": {"pattern": "(?=7).*"}}, "700-0001"),
        ({"type": "integer"}, "１２"),
        ({"type": "integer"}, "12 "),
        ({"type": "integer"}, "99999999999999999999"),
        ({"type": "number"}, "NaN"),
        ({"type": "number"}, "1e3"),
        ({"type": "number", "bareNumber": False}, "12円"),
        ({"type": "number", "constraints": {"maximum": 0.3}}, "0.2999999999999999999"),
        ({"type": "date"}, "２０２４-01-02"),
        ({"type": "date", "format": "any"}, "2 Jan 2024"),
        ({"type": "time"}, "24:00:00"),
        ({"type": "geopoint"}, "133.9,34.6"),
        ({"type": "duration"}, "P1D"),
        ({"type": "object"}, "{}"),
    ],
    "refused": [
        ({"constraints": {"required": True}}, ""),
        ({"constraints": {"pattern": "a|b"}}, "xa"),
        ({"type": "integer"}, "1.0"),
        ({"type": "integer"}, "1e3"),
        ({"type": "integer"}, "0x10"),
        ({"type": "number", "constraints": {"maximum": 0.3}}, "0.30000000000000001"),
        ({"type": "number", "constraints": {"maximum": 90}}, "90.00000000000000001"),
        ({"type": "number", "constraints": {"minimum": 0}}, "NaN"),
        ({"type": "number", "constraints": {"exclusiveMinimum": 0.5}}, "0.50"),
        ({"type": "boolean"}, "tRue"),
        ({"type": "boolean", "trueValues": ["有"]}, "true"),
        ({"type": "date"}, " 2024-01-02"),
        ({"type": "date"}, "2024/01/02"),
        ({"type": "date"}, "2024-01-02T00:00:00"),
        ({"type": "date"}, "0000-01-01"),
        ({"type": "date"}, "2023-02-29"),
        ({"type": "date"}, "2024-04-30\n"),
        ({"type": "date", "format": "%Y%m%d"}, "20240230"),
        ({"type": "year"}, "+123\n"),
        ({"type": "yearmonth"}, "2024-13"),
    ],
}


@pytest.mark.parametrize(
    ("way", "field", "cell"), [(way, field, cell) for way, cases in PLAIN.items() for field, cell in cases]
)
def test_what_is_proven_what_is_asked_and_what_is_refused(way: str, field: dict[str, Any], cell: str) -> None:
    resource = make_resource([{"name": "A", **field}, {"name": "B"}])
    table = make_table(["A", "B"], [[cell, "x"]] * 3)
    assert resource.schema is not None
    [column, _], _ = look(table, resource.schema.descriptor)
    assert column.proven.all() == (way == "proven")
    assert bool(check_table(table, resource, PATH)) == (way == "refused")
    assert_same(table, resource)


DAYS = [
    f"{year:04}-{month:02}-{day:02}"
    for year in (1, 999, 1900, 2000, 2023, 2024, 9999)
    for month in range(14)
    for day in range(33)
]


@pytest.mark.parametrize("form", ["default", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日"])
def test_every_day_of_the_calendar_is_a_date_and_no_other(form: str) -> None:
    resource = make_resource([{"name": "A", "type": "date", "format": form}])
    template = "%Y-%m-%d" if form == "default" else form
    rows = [[template.replace("%Y", day[:4]).replace("%m", day[5:7]).replace("%d", day[8:])] for day in DAYS]
    assert_same(make_table(["A"], rows), resource)


def test_equal_values_are_found_however_they_are_written() -> None:
    fields = [{"name": "A", "type": "number", "constraints": {"unique": True}}]
    rows = ["1", "2", "01", "2.50", "1.0", "-0", "2.5", "0", "1e0", "x", "NaN", "NaN", "1e100", "10e99", "x"]
    table = make_table(["A"], [[cell] for cell in rows])
    others = [
        (finding.location.row, finding.params["other_row"])
        for finding in check_table(table, make_resource(fields), PATH)
        if finding.code == "repeated-value"
    ]
    assert others == [(4, "2"), (6, "4"), (8, "5"), (9, "7"), (10, "6"), (15, "14")]
    assert_same(table, make_resource(fields))


def test_row_numbers_are_those_of_the_table() -> None:
    table = make_table(["A"], [["1"], [""], [""], ["x"], ["1"]])
    numbered = Table(table.labels, table.frame, 3, row_numbers=(3, 7, 8, 9, 20))
    resource = make_resource([{"name": "A", "type": "integer", "constraints": {"unique": True}}])
    found = [(finding.code, finding.location.row, finding.params) for finding in check_table(numbered, resource, PATH)]
    assert found == [
        ("blank-row", 7, {"rows": "7–8"}),
        ("not-integer", 9, {"value": "x"}),
        ("repeated-value", 20, {"other_row": "3"}),
    ]


def test_a_blank_row_with_something_beyond_the_headings_is_not_left_out() -> None:
    resource = make_resource([{"name": "A"}])
    table = make_table(["A"], [["a"], ["", ""], ["", "x"], []])
    found = [(finding.code, finding.location.row) for finding in check_table(table, resource, PATH)]
    assert found == [("blank-row", 3), ("extra-cell", 4), ("blank-row", 5)]
    assert_same(table, resource)


@pytest.mark.parametrize("kind", sorted(FLAT))
def test_a_table_without_rows_is_fine(kind: str) -> None:
    fields = [
        {"name": "A", "type": kind, "constraints": {"unique": True}},
        {"name": "B", "type": "number", "groupChar": "3"},
    ]
    resource = make_resource(fields, primaryKey=["A", "B"])
    assert check_table(make_table(["A", "B"], []), resource, PATH) == ()


def test_an_overlong_first_row_is_not_taken_for_the_headings() -> None:
    resource = make_resource([{"name": "A", "type": "integer"}, {"name": "B"}])
    table = make_table(["A", "B"], [["x", "", "", "", "z"], ["y", ""]])
    found = [(finding.code, finding.location.row) for finding in check_table_by_frictionless(table, resource, PATH)]
    assert found == [("not-integer", 2), ("extra-cell", 2), ("not-integer", 3)]
    assert_same(table, resource)


@pytest.mark.parametrize(
    ("field", "cells"),
    [
        ({"type": "time", "constraints": {"minimum": "09:00:00"}}, ["09:30:00", "10:00:00Z", "08:00:00"]),
        ({"type": "number", "constraints": {"minimum": 1}}, ["1", "sNaN", "0"]),
        ({"type": "number", "constraints": {"unique": True}}, ["1", "sNaN", "1"]),
    ],
)
def test_a_cell_that_frictionless_stumbles_over_is_not_of_the_type(field: dict[str, Any], cells: list[str]) -> None:
    resource = make_resource([{"name": "A", **field}])
    table = make_table(["A"], [[cell] for cell in cells])
    assert [finding.location.row for finding in check_table(table, resource, PATH)] == [3, 4]
    assert_same(table, resource)


def test_of_a_table_that_is_all_wrong_frictionless_reads_every_row() -> None:
    rows = [[f"x{number}"] for number in range(1_500)]
    resource = make_resource([{"name": "A", "type": "integer"}])
    table = make_table(["A"], rows)
    assert resource.schema is not None
    with pytest.raises(NotWorthProving):
        find_doubts(table, resource.schema.descriptor)
    assert check_table(table, resource, PATH)[-1].params == {"count": "500"}


def test_few_bad_rows_are_all_that_frictionless_reads() -> None:
    fields = [{"name": "A", "type": "integer"}, {"name": "B", "constraints": {"unique": True}}, {"name": "C"}]
    keys = [{"fields": ["C"], "reference": {"resource": "", "fields": ["B"]}}]
    rows = [[str(number), f"b{number}", f"b{number // 2}"] for number in range(1_000)]
    rows[10], rows[500][0], rows[700][1], rows[900][2] = [], "x", "b3", "b9999"
    resource = make_resource(fields, foreignKeys=keys)
    assert resource.schema is not None
    doubts = find_doubts(make_table("ABC", rows), resource.schema.descriptor)
    assert (doubts.rows, doubts.support, doubts.blank) == ([3, 20, 21, 500, 700, 900], [1, 250, 350], [10])


def test_frictionless_is_not_imported_for_a_valid_table() -> None:
    program = """
import sys, polars
from catalog.check.table import check_table
from catalog.model.dataset import Dialect, Field, Resource, Schema
from catalog.model.table import Table
from catalog.model.text import LocalizedText
fields = [{"name": "A", "type": "date"}, {"name": "B", "constraints": {"unique": True}}]
typed = tuple(Field(f["name"], LocalizedText("x"), None, f.get("type", "string"), "default", f) for f in fields)
schema = Schema(typed, ("B",), ("",), {"fields": fields, "primaryKey": ["B"]})
resource = Resource("list", "x.csv", "csv", LocalizedText("x"), None, None, Dialect(), schema, None)
frame = polars.DataFrame({"0": ["2024-01-02", ""], "1": ["a", "b"]})
assert check_table(Table(("A", "B"), frame), resource, "x.csv") == ()
assert "frictionless" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True)
