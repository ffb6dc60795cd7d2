from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import polars
import pytest
from frictionless import Resource as FrictionlessResource
from frictionless import Schema as FrictionlessSchema
from hypothesis import assume, given
from hypothesis import strategies as st

from catalog.check import table as check
from catalog.check.field import FIELD_TYPES, parse_field
from catalog.check.frictionless_errors import Translation
from catalog.check.node import Node
from catalog.check.schema import parse_schema
from catalog.check.table import check_table
from catalog.codes import CODES
from catalog.findings import Finding
from catalog.i18n.finding_words import resolve_message
from catalog.load.columns import ColumnBuilder
from catalog.model.dataset import Dialect, Resource, Schema
from catalog.model.ids import Slug
from catalog.model.table import Table
from catalog.model.text import LANGS, LocalizedText
from tests.check.raw import marked

PATH = "datasets/machi/facilities/list.csv"


def make_table(labels: Sequence[str], rows: Sequence[Sequence[str]], first_data_row: int = 2) -> Table:
    builder = ColumnBuilder(len(labels))
    builder.take(list(row) for row in rows)
    return Table(tuple(labels), builder.frame(), first_data_row, "utf-8", None, builder.extra_cells)


def make_resource(*fields: dict[str, Any], **properties: Any) -> Resource:
    found = [parse_field(Node(marked({}), "", raw)) for raw in fields]
    typed = tuple(item for item in found if item is not None)
    assert len(typed) == len(fields)
    descriptor = {"fields": [dict(item.descriptor) for item in typed], "missingValues": [""], **properties}
    schema = Schema(typed, tuple(properties.get("primaryKey", ())), ("",), descriptor)
    return Resource(Slug("list"), "list.csv", "csv", LocalizedText("一覧"), None, None, Dialect(), schema, None)


def places(findings: Sequence[Finding]) -> list[tuple[str, int | None, str | None]]:
    return [(finding.code, finding.location.row, finding.location.cell) for finding in findings]


INTEGER = make_resource({"name": "番号", "type": "integer"})


def test_rows_are_numbered_as_excel_shows_them() -> None:
    table = make_table(["番号"], [["1"], ["x"]], first_data_row=4)
    assert places(check_table(table, INTEGER, PATH)) == [("not-integer", 5, "A5")]


def test_other_rows_are_numbered_as_excel_shows_them_too() -> None:
    resource = make_resource({"name": "番号", "constraints": {"unique": "true"}}, primaryKey=["番号"])
    findings = check_table(make_table(["番号"], [["1"], ["2"], ["1"]], first_data_row=4), resource, PATH)
    assert [(finding.code, finding.params["other_row"]) for finding in findings] == [
        ("repeated-value", "4"),
        ("repeated-key", "4"),
    ]


def test_beyond_the_limit_only_the_number_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "MAX_FINDINGS", 3)
    findings = check_table(make_table(["番号"], [["x"]] * 10), INTEGER, PATH)
    assert [finding.code for finding in findings] == ["not-integer"] * 3 + ["more-findings"]
    assert findings[-1].params == {"count": "7"}


def test_beyond_another_limit_nothing_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "MAX_FINDINGS", 3)
    monkeypatch.setattr(check, "MAX_COUNTED", 5)
    findings = check_table(make_table(["番号"], [["x"]] * 10), INTEGER, PATH)
    assert [finding.code for finding in findings] == ["not-integer"] * 3 + ["many-more-findings"]
    assert findings[-1].params == {"count": "5"}


def test_a_long_value_is_cut() -> None:
    [finding] = check_table(make_table(["番号"], [["あ" * 500]]), INTEGER, PATH)
    assert finding.params == {"value": "あ" * 40 + "…"}


def test_an_error_that_has_no_translation_is_told_in_frictionless_s_words() -> None:
    error = SimpleNamespace(type="deviated-cell", row_number=2, note="")
    [finding] = Translation(make_table(["番号"], []), INTEGER, PATH).of_errors([error])
    assert (finding.code, finding.params, finding.location.row) == ("other-error", {"note": "deviated-cell"}, 2)


def test_rows_under_shifted_headings_are_not_checked() -> None:
    resource = make_resource({"name": "番号", "type": "integer"}, {"name": "名称"})
    findings = check_table(make_table(["名称", "番号"], [["北", "1"]] * 50), resource, PATH)
    assert [finding.code for finding in findings] == ["columns-reordered", "rows-not-checked"]


def test_rows_under_a_renamed_heading_are_checked() -> None:
    findings = check_table(make_table(["NO"], [["x"]]), INTEGER, PATH)
    assert [finding.code for finding in findings] == ["incorrect-label", "not-integer"]


def test_without_a_schema_the_shape_is_checked() -> None:
    resource = Resource(Slug("list"), "list.csv", "csv", LocalizedText("一覧"), None, None, Dialect(), None, None)
    table = make_table(["番号", "", "番号"], [["1", "2", "3"], ["1"]])
    found = [finding.code for finding in check_table(table, resource, PATH)]
    assert found == ["blank-label", "duplicate-label", "missing-cell"]


def test_a_million_cells_are_held_in_columns() -> None:
    table = make_table(["番号"], [["1"]] * 120_000)
    assert table.frame.schema == {"0": polars.String}
    assert check_table(make_table(["番号"], [["1"]] * 3), INTEGER, PATH) == ()
    assert table.row_count == 120_000


FIELDS = (
    {"name": "番号", "type": "integer", "constraints": {"required": "true", "minimum": "0"}},
    {"name": "区分", "constraints": {"enum": ["市", "町"]}},
    {"name": "日", "type": "date"},
)
CELLS = st.sampled_from(["", "1", "2", "-1", "x", "市", "町", "村", "2025-04-01", "4/1", " 1 ", "１"])
ROWS = st.lists(st.lists(CELLS, max_size=5), max_size=6)
HEADINGS = st.permutations(["番号", "区分", "日"]) | st.lists(
    st.sampled_from(["番号", "区分", "日", "", " 日 ", "所在地"]), min_size=1, max_size=4
)


@given(HEADINGS, ROWS, st.booleans())
def test_frictionless_decides_what_is_wrong(labels: list[str], rows: list[list[str]], keyed: bool) -> None:
    resource = make_resource(*FIELDS, **({"primaryKey": ["番号"]} if keyed else {}))
    assert resource.schema is not None
    table = make_table(labels, rows)
    data = [labels, *table.rows()]
    schema = FrictionlessSchema.from_descriptor(dict(resource.schema.descriptor))
    report = FrictionlessResource(data=data, schema=schema).validate()
    assert (check_table(table, resource, PATH) == ()) == report.valid


BOUNDS = st.sampled_from(["0", "1.5", "-3", "2025-04-01", "09:30:00", "2025-04", "2025", "NaN", "x", "1e400", ""])
ANY_FIELDS = st.fixed_dictionaries(
    {"name": st.just("列"), "type": st.sampled_from(FIELD_TYPES)},
    optional={
        "format": st.sampled_from(
            ["default", "any", "email", "uri", "uuid", "binary", "array", "object", "%Y", "%Q%", "%"]
        ),
        "constraints": st.fixed_dictionaries(
            {},
            optional={
                "required": st.sampled_from(["true", "false"]),
                "unique": st.sampled_from(["true", "false"]),
                "minimum": BOUNDS,
                "maximum": BOUNDS,
                "minLength": st.sampled_from(["0", "3"]),
                "pattern": st.sampled_from(["[0-9]+", "(?=", "a|b", "\\d{2}", "(?P<x>a)"]),
                "enum": st.lists(BOUNDS, max_size=3),
            },
        ),
        "trueValues": st.lists(st.sampled_from(["有", ""]), max_size=2),
        "groupChar": st.sampled_from([",", ""]),
        "decimalChar": st.sampled_from([".", ","]),
        "bareNumber": st.sampled_from(["true", "false"]),
    },
)
NUMBERS = ["", "1", "1,234", "-1.5", "NaN", "Infinity", "１", "1_000", "[1", "null"]
TIMES = ["2025-04-01", "09:30:00", "2025-04-01T09:30:00Z", "2025-04", "2025", "P1D", "有", "a@b.jp"]
SHAPES = ["133.9,34.6", "[133.9, 34.6]", '{"lon": 1, "lat": 2}', '{"type": "Point"}']
ANY_CELLS = st.sampled_from(NUMBERS + TIMES + SHAPES) | st.text(st.characters(exclude_categories=["Cs"]), max_size=6)


@given(ANY_FIELDS, st.lists(st.lists(ANY_CELLS, max_size=2), max_size=5), st.booleans())
def test_no_schema_that_passes_and_no_cell_is_an_exception(
    raw: dict[str, Any], rows: list[list[str]], keyed: bool
) -> None:
    node = Node(marked({}), "", {"fields": [raw], **({"primaryKey": "列"} if keyed else {})})
    schema = parse_schema(node)
    assume(schema is not None)
    resource = Resource(Slug("list"), "list.csv", "csv", LocalizedText("一覧"), None, None, Dialect(), schema, None)
    for finding in check_table(make_table(["列"], rows), resource, PATH):
        assert set(finding.params) == set(CODES[finding.code].params)
        assert all(resolve_message(finding, lang).isprintable() for lang in LANGS)


def test_frictionless_writes_its_messages_again_after_a_check() -> None:
    schema = FrictionlessSchema.from_descriptor({"fields": [{"name": "数", "type": "integer"}]})
    [finding] = check_table(make_table(["数"], [["約3"]]), make_resource({"name": "数", "type": "integer"}), PATH)
    assert finding.code == "not-integer"
    report = FrictionlessResource(data=[["数"], ["約3"]], schema=schema).validate()
    assert "Type error in the cell" in report.tasks[0].errors[0].message
