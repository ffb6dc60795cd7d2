from __future__ import annotations

import hashlib

from catalog.publish.files import render_resource_files
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
)

FOLDER = "data/okayama-city/ward-offices/"


def test_a_table_with_coordinates_is_offered_in_every_form() -> None:
    resource = make_resource(layer=make_declaration())
    files = render_resource_files(make_dataset(resource), resource, OFFICE_TABLE, make_points(), b"original")
    assert [(file.distribution.role, file.distribution.uri.removeprefix(FOLDER)) for file in files] == [
        ("csv", "offices.csv"),
        ("excel-csv", "offices.excel.csv"),
        ("english-csv", "offices.en.csv"),
        ("json", "offices.json"),
        ("geojson", "offices.geojson"),
        ("original", "original/区役所_一覧.csv"),
    ]
    assert {file.distribution.row_count for file in files} == {3}
    assert [file.distribution.file_type for file in files] == ["csv", "csv", "csv", "json", "geojson", "csv"]
    assert files[4].distribution.media_type == "application/geo+json"


def test_without_coordinates_there_is_no_map_and_without_english_headings_no_english_file() -> None:
    resource = make_resource(schema=make_schema(make_field("a")))
    files = render_resource_files(make_dataset(resource), resource, make_table(["a"], [("x",)]), None, b"")
    assert [file.distribution.role for file in files] == ["csv", "excel-csv", "json", "original"]


def test_a_file_that_is_no_table_is_offered_as_it_is() -> None:
    resource = make_resource(path="計画.pdf", schema=None, file_type="pdf")
    (file,) = render_resource_files(make_dataset(resource), resource, None, None, b"%PDF-1.7")
    assert file.content == b"%PDF-1.7"
    assert file.distribution.role == "original"
    assert file.distribution.media_type == "application/pdf"
    assert file.distribution.row_count is None


def test_a_kind_of_file_that_nobody_knows_is_bytes() -> None:
    resource = make_resource(path="x.unknown", schema=None, file_type="unknown")
    (file,) = render_resource_files(make_dataset(resource), resource, None, None, b"")
    assert file.distribution.media_type == "application/octet-stream"


def test_the_original_is_the_same_bytes() -> None:
    original = bytes(range(256))
    resource = make_resource()
    files = render_resource_files(make_dataset(resource), resource, OFFICE_TABLE, None, original)
    assert files[-1].content == original


def test_every_file_is_described_as_it_is() -> None:
    for uri, file in make_offices()[1].items():
        assert file.distribution.uri == uri
        assert file.distribution.size_bytes == len(file.content)
        assert file.distribution.sha256 == hashlib.sha256(file.content).hexdigest()


def test_the_same_dataset_gives_the_same_bytes() -> None:
    assert make_offices() == make_offices()


def test_the_schema_decides_and_not_the_table() -> None:
    resource = make_resource(schema=OFFICE_SCHEMA)
    (file,) = render_resource_files(make_dataset(resource), resource, None, None, b"x")
    assert file.distribution.role == "original"
