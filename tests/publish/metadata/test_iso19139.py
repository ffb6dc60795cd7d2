"""ISO 19139: valid by its schema, and read by another program as it was meant."""

from __future__ import annotations

import importlib.util
import warnings
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from catalog.publish.metadata.iso19139 import decimal, render_iso19139
from tests.publish.metadata.subjects import SUBJECTS, bare, full, ordinary

GMD = "{http://www.isotc211.org/2005/gmd}"
SCHEMA_URI = "plugins/profiles/apiso/schemas/ogc/iso/19139/20060504/gmd/gmd.xsd"


@cache
def read_schema() -> etree.XMLSchema:
    """Return the schema, which pycsw carries with everything that it imports."""
    found = importlib.util.find_spec("pycsw")
    assert found is not None and found.origin is not None
    parser = etree.XMLParser(no_network=True)
    return etree.XMLSchema(etree.parse(str(Path(found.origin).parent / SCHEMA_URI), parser))


def read_by_owslib(content: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the library itself
        from owslib.iso import MD_Metadata

        return MD_Metadata(etree.fromstring(content))


@pytest.mark.parametrize("name", SUBJECTS)
def test_it_is_valid(name: str) -> None:
    schema = read_schema()
    document = etree.fromstring(render_iso19139(SUBJECTS[name]()))
    assert schema.validate(document), list(schema.error_log)


def test_a_broken_one_is_not_valid() -> None:
    document = etree.fromstring(render_iso19139(ordinary()).replace(b"gmd:abstract", b"gmd:purpose"))
    assert not read_schema().validate(document)


def test_owslib_reads_what_was_meant() -> None:
    read = read_by_owslib(render_iso19139(full()))
    assert read.identifier == "okayama-city.ward-offices.offices"
    assert read.datestamp == "2026-04-01"
    assert (read.languagecode, read.hierarchy) == ("jpn", "dataset")
    assert (read.referencesystem.code, read.referencesystem.codeSpace) == ("6673", "EPSG")
    about = read.identification[0] if isinstance(read.identification, list) else read.identification
    assert about.title == "区役所一覧"
    assert about.topiccategory == ["planningCadastre"]
    assert about.denominators == ["2500"]
    assert (about.bbox.minx, about.bbox.miny) == ("133.9197224", "34.6550004")
    assert (about.temporalextent_start, about.temporalextent_end) == ("2024-04", "2025")
    assert about.uselimitation == ["証明には使えません。"]
    assert [contact.organization for contact in about.contact] == ["岡山市情報政策課"]
    urls = [each.url for each in read.distribution.online]
    assert "https://catalog.example/data/okayama-city/ward-offices/offices.geojson" in urls
    assert "https://tiles.example/%7Bz%7D/%7Bx%7D/%7By%7D.png" in urls
    assert "https://maps.example/wms?map=a&b=c" in urls


def test_english_stands_beside_japanese() -> None:
    document = etree.fromstring(render_iso19139(ordinary()))
    assert document.find(f".//{GMD}PT_Locale").get("id") == "locale-en"
    texts = document.findall(f".//{GMD}title//{GMD}LocalisedCharacterString")
    assert [(text.get("locale"), text.text) for text in texts] == [("#locale-en", "Ward offices")]


def test_what_was_done_is_told() -> None:
    document = etree.fromstring(render_iso19139(full()))
    told = "".join(document.find(f".//{GMD}LI_Lineage").itertext())
    for words in ("地図から", "精度9 m", "補正なし。", "図形1件を、公開用のファイルで直した", "Not corrected."):
        assert words in told
    assert "".join(document.find(f".//{GMD}DQ_AbsoluteExternalPositionalAccuracy").itertext()).strip() == "2.5"


def test_what_is_not_known_is_left_out_or_said_to_be_missing() -> None:
    document = etree.fromstring(render_iso19139(bare()))
    assert document.find(f"{GMD}dateStamp").get("{http://www.isotc211.org/2005/gco}nilReason") == "missing"
    assert document.find(f".//{GMD}extent") is None


def test_the_same_layer_gives_the_same_bytes() -> None:
    assert render_iso19139(full()) == render_iso19139(full())


@pytest.mark.parametrize(("number", "text"), [(1e-7, "0.0000001"), (-0.0, "0"), (133.5, "133.5"), (1e9, "1000000000")])
def test_decimals_have_no_exponent(number: float, text: str) -> None:
    assert decimal(number) == text
