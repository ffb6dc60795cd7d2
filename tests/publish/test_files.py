from __future__ import annotations

import hashlib
from collections.abc import Iterator

from catalog.model.dataset import Resource
from catalog.model.points import Points
from catalog.model.table import Table
from catalog.publish.files import plan_resource_files
from catalog.publish.published_file import PublishedFile
from tests.publish.factory import (
    OFFICE_SCHEMA,
    OFFICE_TABLE,
    make_dataset,
    make_declaration,
    make_field,
    make_offices,
    make_points,
    make_resource,
    make_schema,
    make_table,
    write,
)

FOLDER = "data/okayama-city/ward-offices/"


def files_of(
    resource: Resource, table: Table | None, points: Points | None = None, original: bytes = b""
) -> list[PublishedFile]:
    planned = plan_resource_files(make_dataset(resource), resource, table, points, [original])
    return [file for each in planned.passes for file in write(each)]


def test_a_table_with_coordinates_is_offered_in_every_form() -> None:
    resource = make_resource(layer=make_declaration())
    files = files_of(resource, OFFICE_TABLE, make_points(), b"original")
    assert [(file.distribution.role, file.distribution.uri.removeprefix(FOLDER)) for file in files] == [
        ("csv", "offices.csv"),
        ("english-csv", "offices.en.csv"),
        ("xlsx", "offices.xlsx"),
        ("excel-csv", "offices.excel.csv"),
        ("cp932-csv", "offices.cp932.csv"),
        ("json", "offices.json"),
        ("ndjson", "offices.ndjson"),
        ("geojson", "offices.geojson"),
        ("parquet", "offices.parquet"),
        ("original", "original/区役所_一覧.csv"),
    ]
    assert {file.distribution.row_count for file in files} == {3}
    types = {file.distribution.role: (file.distribution.file_type, file.distribution.media_type) for file in files}
    assert [kind for kind, _ in types.values()] == [
        *("csv", "csv", "xlsx", "csv", "csv", "json", "ndjson", "geojson", "parquet", "csv")
    ]
    assert types["geojson"] == ("geojson", "application/geo+json")
    assert types["ndjson"] == ("ndjson", "application/x-ndjson")


def test_without_coordinates_there_is_no_map_and_without_english_headings_no_english_file() -> None:
    resource = make_resource(schema=make_schema(make_field("a")))
    files = files_of(resource, make_table(["a"], [("x",)]), None, b"")
    assert [file.distribution.role for file in files] == [
        *("csv", "xlsx", "excel-csv", "cp932-csv", "json", "ndjson", "parquet", "original")
    ]


def test_a_file_that_is_no_table_is_offered_as_it_is() -> None:
    resource = make_resource(path="計画.pdf", schema=None, file_type="pdf")
    (file,) = files_of(resource, None, None, b"%PDF-1.7")
    assert file.content == b"%PDF-1.7"
    assert file.distribution.role == "original"
    assert file.distribution.media_type == "application/pdf"
    assert file.distribution.row_count is None


def test_a_kind_of_file_that_nobody_knows_is_bytes() -> None:
    resource = make_resource(path="x.unknown", schema=None, file_type="unknown")
    (file,) = files_of(resource, None, None, b"")
    assert file.distribution.media_type == "application/octet-stream"


def test_the_original_is_the_same_bytes() -> None:
    original = bytes(range(256))
    resource = make_resource()
    files = files_of(resource, OFFICE_TABLE, None, original)
    assert files[-1].content == original


def test_every_file_is_described_as_it_is() -> None:
    for uri, file in make_offices()[1].items():
        assert file.distribution.uri == uri
        assert file.distribution.size_bytes == len(file.content)
        assert file.distribution.sha256 == hashlib.sha256(file.content).hexdigest()


def test_the_same_dataset_gives_the_same_bytes() -> None:
    assert make_offices() == make_offices()


def test_a_form_that_would_lose_something_is_left_out_and_the_reason_is_kept() -> None:
    resource = make_resource(schema=make_schema(make_field("名称")))
    planned = plan_resource_files(make_dataset(resource), resource, make_table(["名称"], [("波〜",)]), None, [b""])
    roles = [file.role for each in planned.passes for file in each.files]
    assert "cp932-csv" not in roles
    assert "xlsx" in roles
    (missing,) = planned.missing_forms
    assert (missing.role, missing.reason, missing.character_count) == ("cp932-csv", "characters", 1)


def test_nothing_is_made_before_it_is_asked_for() -> None:
    def never() -> Iterator[bytes]:
        raise AssertionError
        yield b""

    resource = make_resource(schema=None)
    planned = plan_resource_files(make_dataset(resource), resource, None, None, never())
    assert [file.role for each in planned.passes for file in each.files] == ["original"]


def test_the_schema_decides_and_not_the_table() -> None:
    resource = make_resource(schema=OFFICE_SCHEMA)
    (file,) = files_of(resource, None, None, b"x")
    assert file.distribution.role == "original"
