from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import frictionless
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.model.dataset import Publication
from catalog.publish.published_file import PublishedFile
from tests.publish.cells import CELLS
from tests.publish.factory import (
    OFFICE_TABLE,
    make_dataset,
    make_described,
    make_field,
    make_offices,
    make_resource,
    make_schema,
    make_table,
)

FOLDER = "data/okayama-city/ward-offices/"


def write_all(folder: Path, files: dict[str, PublishedFile]) -> Path:
    for uri, file in files.items():
        target = folder / uri
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.content)
    return folder / FOLDER / "datapackage.json"


def package_of(files: dict[str, PublishedFile]) -> dict[str, Any]:
    return dict(json.loads(files[f"{FOLDER}datapackage.json"].content))


def zip_bytes() -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("readme.txt", "x")
    return buffer.getvalue()


def test_frictionless_finds_the_published_package_valid(tmp_path: Path) -> None:
    report = frictionless.Package(str(write_all(tmp_path, make_offices()[1]))).validate()
    assert report.flatten(["type", "message"]) == []
    assert report.valid


def test_frictionless_checks_size_and_digest_of_what_was_published(tmp_path: Path) -> None:
    path = write_all(tmp_path, make_offices()[1])
    (path.parent / "offices.csv").write_bytes((path.parent / "offices.csv").read_bytes() + b"\n")
    types = {row[0] for row in frictionless.Package(str(path)).validate().flatten(["type"])}
    assert {"hash-count", "byte-count"} <= types


def test_frictionless_reads_the_records_that_were_read(tmp_path: Path) -> None:
    package = frictionless.Package(str(write_all(tmp_path, make_offices()[1])))
    rows = [row.to_dict() for row in package.get_resource("offices").read_rows()]
    assert [row["コード"] for row in rows] == OFFICE_TABLE.frame["0"].to_list()
    assert [row["名称"] for row in rows] == OFFICE_TABLE.frame["1"].to_list()


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # frictionless leaves archives open
def test_files_that_are_no_tables_are_valid_too(tmp_path: Path) -> None:
    contents = {
        "plan": ("計画 書.pdf", "pdf", b"%PDF-1.7"),
        "shape": ("shape.zip", "zip", zip_bytes()),
        "book": ("book.xlsx", "xlsx", b"PK not a workbook"),
        "dots": ("..a..b.csv", "csv", b"not\x00a table"),
        "map": ("map.geojson", "geojson", b"{}"),
    }
    resources = [make_resource(name, path, None, file_type=kind) for name, (path, kind, _) in contents.items()]
    files = make_described(make_dataset(*resources), {name: (None, item[2]) for name, item in contents.items()})[1]
    report = frictionless.Package(str(write_all(tmp_path, files))).validate()
    assert report.flatten(["name", "type", "message"]) == []


FILLED = CELLS.filter(lambda text: text.strip() != "")  # a row of white space is blank to frictionless


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.lists(st.tuples(FILLED, st.integers().map(str)), min_size=1, max_size=5))
def test_any_table_is_valid_and_read_as_it_was(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    schema = make_schema(make_field("名前"), make_field("数", "integer"))
    dataset = make_dataset(make_resource(schema=schema))
    files = make_described(dataset, {"offices": (make_table(["名前", "数"], rows), b"")})[1]
    package = frictionless.Package(str(write_all(tmp_path, files)))
    assert package.validate().flatten(["type", "note"]) == []
    read = [row.to_dict() for row in package.get_resource("offices").read_rows()]
    assert [(row["名前"], str(row["数"])) for row in read] == [(name, str(int(number))) for name, number in rows]


def test_every_file_is_listed_with_size_digest_and_rows() -> None:
    described, files = make_offices()
    (resource,) = package_of(files)["resources"]
    listed = {item["path"]: item for item in resource["distributions"]}
    assert set(listed) == {uri.removeprefix(FOLDER) for uri in files} - {"datapackage.json", "ward-offices.zip"}
    for file in described.resources[0].distributions:
        item = listed[file.uri.removeprefix(FOLDER)]
        assert item["bytes"] == file.size_bytes
        assert item["hash"] == f"sha256:{file.sha256}"
        assert item["rows"] == 3
        assert item["role"] == file.role
    assert {key: resource[key] for key in ("path", "bytes", "hash", "rows")} == {
        key: listed["offices.csv"][key] for key in ("path", "bytes", "hash", "rows")
    }


def test_the_package_says_who_what_and_under_which_licence() -> None:
    package = package_of(make_offices()[1])
    assert package["id"] == "https://catalog.example/id/okayama-city/ward-offices"
    assert package["homepage"] == "https://catalog.example/ja/datasets/okayama-city/ward-offices/"
    assert (package["title"], package["title@en"]) == ("区役所一覧", "Ward offices")
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["licenses"][0]["path"] == "https://creativecommons.org/licenses/by/4.0/"
    assert package["contributors"][0]["title"] == package["publisher"]["name"] == "岡山市"
    assert package["publication"] == "official"
    assert package["resources"][0]["schema"]["fields"][0]["title@en"] == "Code"
    assert "$schema" not in package


def test_what_the_operator_compiled_does_not_bear_the_name_of_the_body() -> None:
    package = package_of(make_offices(publication=Publication.COMPILED)[1])
    assert package["publication"] == "compiled"
    assert package["contributors"][0]["title"] == package["publisher"]["name"] == "編集チーム"
    assert package["municipality"]["name"] == "岡山市"


def test_a_layer_is_described_where_its_table_is() -> None:
    layer = package_of(make_offices()[1])["resources"][0]["layer"]
    assert (layer["crs"], layer["x"], layer["y"], layer["scale"]) == ("EPSG:6673", "Y座標", "X座標", 2500)
    assert layer["bboxWgs84"] == pytest.approx([133.9197224, 34.6550004, 133.9460274, 34.6561722], abs=1e-7)
    assert layer["operation"]["accuracyMetres"] == 1.0
    assert (layer["featureCount"], layer["missingCount"]) == (3, 1)
    assert layer["lineage@en"] == "From a map"


def test_what_is_not_known_is_left_out() -> None:
    changes = {"issued": None, "modified": None, "temporal": None, "frequency": None, "spatial": None, "sources": ()}
    package = package_of(make_offices(**changes)[1])
    assert not {"issued", "modified", "temporal", "accrualPeriodicity", "spatial", "sources"} & set(package)
