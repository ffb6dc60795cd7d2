from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from catalog.model.dataset import Publication
from catalog.model.text import LocalizedText
from catalog.publish.catalog_index import render_catalog_entry, render_catalog_json
from tests.publish.factory import CITY, SITE, make_dataset, make_described, make_offices, make_resource
from tests.shapes import strict

SCHEMA = strict("catalog")


def index_of(*entries: str) -> dict[str, Any]:
    return dict(json.loads(render_catalog_json(SITE, [CITY], entries)))


def entry_of(**changes: Any) -> str:
    return render_catalog_entry(make_offices(**changes)[0], CITY, SITE)


def bare_entry() -> str:
    nothing = {"issued": None, "modified": None, "temporal": None, "frequency": None, "spatial": None}
    resource = make_resource("plan", "計画.pdf", None, file_type="pdf")
    dataset = make_dataset(resource, themes=(), keywords={}, sources=(), **nothing)
    return render_catalog_entry(make_described(dataset, {"plan": (None, b"%PDF")})[0], CITY, SITE)


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "entries",
    [
        (),
        (entry_of(),),
        (entry_of(publication=Publication.COMPILED, aliases=("offices",), conforms_to="public-facility"), bare_entry()),
        (entry_of(title=LocalizedText("訳のない題"), description=LocalizedText("訳のない説明")),),
    ],
)
def test_the_index_has_the_documented_shape(entries: tuple[str, ...]) -> None:
    errors = jsonschema.Draft202012Validator(SCHEMA).iter_errors(index_of(*entries))
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


def test_a_shape_that_is_not_documented_is_refused() -> None:
    index = index_of(entry_of())
    index["datasets"][0]["extra"] = 1
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(index)


def test_every_object_of_the_schema_is_closed() -> None:
    objects = [item for item in [SCHEMA, *_walk(SCHEMA)] if item.get("type") == "object"]
    assert len(objects) > 10
    assert all(item["additionalProperties"] is False for item in objects)


def _walk(value: Any) -> list[dict[str, Any]]:
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    found = [value] if isinstance(value, dict) else []
    return found + [item for child in children for item in _walk(child)]


def test_the_index_has_every_file_with_address_digest_and_rows() -> None:
    described, files = make_offices()
    dataset = json.loads(render_catalog_entry(described, CITY, SITE))
    listed = {item["sha256"]: item for item in dataset["resources"][0]["files"]}
    for file in described.resources[0].distributions:
        item = listed[file.sha256]
        assert (item["role"], item["bytes"], item["rows"]) == (file.role, file.size_bytes, 3)
    encodings = {item["role"]: item.get("encoding") for item in listed.values()}
    assert (encodings["csv"], encodings["cp932-csv"], encodings["original"]) == ("utf-8", "cp932", None)
    assert dataset["datapackage"]["url"] == "https://catalog.example/data/okayama-city/ward-offices/datapackage.json"
    assert dataset["zip"]["bytes"] == len(files["data/okayama-city/ward-offices/ward-offices.zip"].content)


def test_the_index_has_titles_pages_and_dates_in_both_languages() -> None:
    dataset = json.loads(entry_of())
    assert dataset["id"] == "okayama-city/ward-offices"
    assert dataset["title"] == {"ja": "区役所一覧", "en": "Ward offices"}
    assert dataset["pages"]["en"] == "https://catalog.example/en/datasets/okayama-city/ward-offices/"
    assert (dataset["issued"], dataset["modified"]) == ("2024-04-01", "2026-04-01")
    assert dataset["publisher"]["name"]["ja"] == "岡山市"
    assert len(dataset["bbox"]) == 4


def test_entries_stand_one_a_line_in_the_order_given() -> None:
    entries = [f'{{"id":"{name}"}}' for name in ("b", "a")]
    content = render_catalog_json(SITE, [CITY], iter(entries))
    assert content.decode().splitlines()[1:] == ['{"id":"b"},', '{"id":"a"}', "]}"]
    assert json.loads(content)["dataset_count"] == 2


def test_an_entry_is_one_line() -> None:
    assert "\n" not in entry_of(description=LocalizedText("一行目\n二行目"))
