"""Records: what OGC API – Records asks of them, both languages, the catalog of all."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from shapely.geometry import shape

from catalog.model.text import LANGS, Lang
from catalog.publish.metadata.ogc_record import render_ogc_record, render_records
from tests.publish.factory import SITE
from tests.publish.metadata.subjects import SUBJECTS, full, ordinary

LANGUAGE = {"type": "object", "required": ["code"], "properties": {"dir": {"enum": ["ltr", "rtl", "ttb", "btt"]}}}
LINK = {
    "type": "object",
    "required": ["href", "rel"],
    "properties": {"href": {"type": "string", "format": "uri"}, "length": {"type": "integer"}},
}
TEXT = {"type": "string", "minLength": 1}
# After recordGeoJSON.yaml and what it refers to, of the standard's part 1.
RECORD: dict[str, Any] = {
    "type": "object",
    "required": ["id", "type", "geometry", "properties", "time"],
    "properties": {
        "id": TEXT,
        "type": {"const": "Feature"},
        "conformsTo": {"type": "array", "items": TEXT},
        "time": {
            "oneOf": [
                {"type": "null"},
                {
                    "type": "object",
                    "required": ["interval"],
                    "properties": {"interval": {"type": "array", "minItems": 2, "maxItems": 2, "items": TEXT}},
                },
            ]
        },
        "geometry": {"oneOf": [{"type": "null"}, {"type": "object", "required": ["type", "coordinates"]}]},
        "properties": {
            "type": "object",
            "required": ["type", "title"],
            "properties": {
                "type": TEXT,
                "title": TEXT,
                "description": TEXT,
                "created": {"type": "string", "format": "date-time"},
                "updated": {"type": "string", "format": "date-time"},
                "keywords": {"type": "array", "items": TEXT},
                "language": LANGUAGE,
                "languages": {"type": "array", "items": LANGUAGE},
                "resourceLanguages": {"type": "array", "items": LANGUAGE},
                "externalIds": {"type": "array", "items": {"type": "object", "required": ["value"]}},
                "themes": {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "type": "object",
                        "required": ["concepts", "scheme"],
                        "properties": {
                            "concepts": {
                                "type": "array",
                                "minItems": 1,
                                "items": {"type": "object", "required": ["id"]},
                            }
                        },
                    },
                },
                "formats": {
                    "type": "array",
                    "items": {"anyOf": [{"required": ["name"]}, {"required": ["mediaType"]}]},
                },
                "contacts": {
                    "type": "array",
                    "items": {"anyOf": [{"required": ["name"]}, {"required": ["organization"]}]},
                },
                "license": TEXT,
                "rights": TEXT,
            },
        },
        "links": {"type": "array", "items": LINK},
        "linkTemplates": {"type": "array", "items": {"type": "object", "required": ["uriTemplate", "rel"]}},
    },
}


def read(name: str, lang: Lang = "ja") -> dict[str, Any]:
    value = json.loads(render_ogc_record(SUBJECTS[name](), lang))
    assert isinstance(value, dict)
    return value


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", SUBJECTS)
def test_a_record_has_the_shape_of_the_standard(name: str, lang: Lang) -> None:
    errors = jsonschema.Draft202012Validator(RECORD).iter_errors(read(name, lang))
    assert [error.message for error in errors] == []


def test_each_language_has_its_record_and_leads_to_the_other() -> None:
    japanese, english = read("ordinary"), read("ordinary", "en")
    assert japanese["properties"]["title"] == "区役所一覧"
    assert english["properties"]["title"] == "Ward offices"
    alternates = [link for link in japanese["links"] if link["rel"] == "alternate" and link.get("hreflang") == "en"]
    [own] = [link for link in english["links"] if link["rel"] == "self"]
    assert own["href"] in [link["href"] for link in alternates]
    assert japanese["id"] == english["id"]


def test_the_place_is_a_valid_shape_wherever_it_is() -> None:
    assert shape(read("full")["geometry"]).is_valid
    assert shape(read("full")["geometry"]).exterior.is_ccw
    assert read("hostile")["geometry"] == {"type": "Point", "coordinates": [-180.0, 1e-7]}
    assert read("bare")["geometry"] is None


def test_services_with_places_for_numbers_are_templates() -> None:
    record = json.loads(render_ogc_record(full(), "ja"))
    assert [each["uriTemplate"] for each in record["linkTemplates"]] == ["https://tiles.example/{z}/{x}/{y}.png"]
    services = [link["href"] for link in record["links"] if link["rel"] == "service"]
    assert services == ["https://maps.example/wms?map=a&b=c"]


def test_the_system_of_the_data_is_named_by_its_code() -> None:
    record = json.loads(render_ogc_record(ordinary(), "ja"))
    assert record["properties"]["coordinateReferenceSystem"] == "http://www.opengis.net/def/crs/EPSG/0/6673"


def test_the_catalog_leads_to_every_record_in_order() -> None:
    uris = ["data/b/c/x.record.en.json", "data/b/c/x.csv", "data/b/c/x.record.ja.json", "data/a/b/y.record.ja.json"]
    records = json.loads(render_records(SITE, uris))
    assert records["type"] == "Collection"
    assert any(each.endswith("/conf/crawlable-catalog") for each in records["conformsTo"])
    items = [(link["href"], link["hreflang"]) for link in records["links"] if link["rel"] == "item"]
    assert items == [
        ("https://catalog.example/data/a/b/y.record.ja.json", "ja"),
        ("https://catalog.example/data/b/c/x.record.en.json", "en"),
        ("https://catalog.example/data/b/c/x.record.ja.json", "ja"),
    ]
