from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from frictionless import Package
from hypothesis import given
from hypothesis import strategies as st

from catalog.check import chosen_words, dataset, dialect, field, layer, resource, schema
from catalog.check.descriptor import parse_dataset, parse_municipality, parse_site
from catalog.codes import CODES, has_errors
from catalog.findings import Finding
from catalog.i18n.finding_words import resolve_message
from catalog.model.dataset import Dataset, Period, Publication
from catalog.model.ids import DatasetId, Slug
from catalog.model.text import LANGS
from catalog.standards.vocabulary import read_vocabularies
from tests.check.raw import DESCRIPTOR, marked, parsed

ID = DatasetId(Slug("machi"), Slug("facilities"))
WORDS = [
    *dataset.KEYS,
    *chosen_words.LICENCE_KEYS,
    *dataset.PERIOD_KEYS,
    *dataset.INSTEAD,
    *resource.KEYS,
    *dialect.DIALECT_KEYS,
    *schema.SCHEMA_KEYS,
    *schema.SCHEMA_INSTEAD,
    *field.FIELD_KEYS,
    *field.FIELD_TYPES,
    *field.CONSTRAINTS,
    *layer.KEYS,
    "reference",
    "resource",
    "list.csv",
    "CC-BY-4.0",
    "annual",
    "2025-04-01",
    "331007",
    "EPSG:6668",
    "true",
    "[0-9",
    "(a+)+",
    "a/b~c",
    "",
]
TEXTS = st.sampled_from(WORDS) | st.text(max_size=8)
VALUES = st.recursive(
    st.none() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=5),
    max_leaves=25,
)


def parse(text: str = DESCRIPTOR) -> tuple[Dataset | None, tuple[Finding, ...]]:
    return parse_dataset(parsed(text), ID, read_vocabularies(), ["list.csv"])


def codes(text: str) -> set[str]:
    return {finding.code for finding in parse(text)[1]}


def good() -> Dataset:
    found, findings = parse()
    assert found is not None
    assert not has_errors(findings)
    return found


def test_what_is_written_is_what_is_typed() -> None:
    found = good()
    assert (found.title.ja, found.title.en) == ("施設一覧", "Facilities")
    assert (found.issued, found.spatial, found.publication) == (date(2025, 4, 1), "032018", Publication.OFFICIAL)
    assert found.temporal == Period("2024-04", "2025-03-31")
    assert found.keywords == {"ja": ("施設",), "en": ("facility",)}
    assert found.aliases == ("machi/old-facilities",)
    assert [theme.id for theme in found.themes] == ["administration"]
    assert found.sources[0].section is not None and found.sources[0].section.ja == "3ページ"


def test_the_encoding_that_people_call_shift_jis_is_cp932() -> None:
    assert good().resources[0].encoding == "cp932"


def test_the_only_file_is_called_as_the_dataset_and_one_of_two_by_its_name() -> None:
    second = "  - {name: more, path: list.csv, schema: {fields: [{name: 番号}]}}\n"
    found, _ = parse(DESCRIPTOR + second)
    assert found is not None
    assert [item.title.ja for item in found.resources] == ["list", "more"]
    assert [(item.title.ja, item.title.en) for item in good().resources] == [("施設一覧", "Facilities")]


def test_a_column_without_a_title_is_called_by_its_heading() -> None:
    found = good().resources[0].schema
    assert found is not None
    assert (found.fields[0].title.ja, found.fields[0].title.en) == ("番号", "Number")
    assert found.fields[2].title.en is None


def test_descriptors_have_the_types_of_json() -> None:
    found = good().resources[0].schema
    assert found is not None
    number, name, area, day = (item.descriptor for item in found.fields)
    assert number["constraints"] == {"required": True, "minimum": 1, "enum": ["1", "02"]}
    assert (name["type"], name["constraints"]) == ("string", {"minLength": 1, "pattern": "[0-9]{6}"})
    assert area["constraints"] == {"maximum": 0.5}
    assert day["constraints"] == {"minimum": "2020-01-01"}
    assert found.descriptor["primaryKey"] == ["番号"]
    assert found.descriptor["foreignKeys"] == [{"fields": ["番号"], "reference": {"resource": "", "fields": ["番号"]}}]
    assert found.missing_values == ("",)


def test_the_whole_descriptor_is_valid_for_frictionless_and_keeps_english_and_codes() -> None:
    descriptor = good().descriptor
    assert Package.from_descriptor(json.loads(json.dumps(descriptor))).to_descriptor()["spatial"] == "032018"
    assert descriptor["title@en"] == "Facilities"
    assert descriptor["resources"][0]["schema"]["fields"][0]["title@en"] == "Number"


def test_nothing_of_a_good_resource_is_lost_for_a_bad_one() -> None:
    found, findings = parse(DESCRIPTOR + "  - {name: photos, path: photo.csv}\n")
    assert found is not None
    assert [item.name for item in found.resources] == ["list"]
    assert has_errors(findings)


def test_all_problems_are_told_at_once() -> None:
    text = (
        DESCRIPTOR.replace("CC-BY-4.0", "CC").replace("annual", "いつも").replace("path: list.csv", "path: ../list.csv")
    )
    assert {"unknown-licence", "unknown-frequency", "path-outside"} <= codes(text)


def test_one_finding_knows_its_pointer_and_its_line() -> None:
    findings = parse(DESCRIPTOR.replace("[administration]", "[administration, ict, 農業]"))[1]
    [place] = [finding.location for finding in findings if finding.code == "unknown-theme"]
    assert (place.pointer, place.line) == ("/themes/2", 8)


def test_a_japanese_label_leads_to_the_word() -> None:
    findings = parse(DESCRIPTOR.replace("annual", "毎月"))[1]
    [finding] = [finding for finding in findings if finding.code == "unknown-frequency"]
    assert finding.params["candidates"].split(", ")[0] == "monthly"


def test_only_web_addresses_reach_a_page() -> None:
    for url in ("javascript:alert(1)", "data:text/html,x", "//example.jp", "https://", "https://a b.jp", "ftp://a.jp"):
        assert "bad-url" in codes(DESCRIPTOR + f"homepage: '{url}'\n"), url
    for url in ("https://www.city.example.jp/a?b=1#c", "http://例え.jp/"):
        assert "bad-url" not in codes(DESCRIPTOR + f"homepage: '{url}'\n"), url


def test_frictionless_is_never_told_what_to_fetch() -> None:
    # The guard on the network would fail this test.
    assert "key-refused" in codes(DESCRIPTOR + "profile: https://example.jp/profile.json\n")
    assert "key-refused" in codes(DESCRIPTOR + "$schema: https://example.jp/schema.json\n")
    assert "expected-mapping" in codes(
        DESCRIPTOR.partition("    schema:")[0] + "    schema: https://example.jp/s.json\n"
    )


def check_well_formed(findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        assert set(finding.params) == set(CODES[finding.code].params)
        for lang in LANGS:
            assert resolve_message(finding, lang).replace("\u3000", "").isprintable()


@given(st.dictionaries(TEXTS, VALUES, max_size=8))
def test_no_descriptor_whatever_is_an_exception(value: Mapping[str, Any]) -> None:
    check_well_formed(parse_dataset(marked(value), ID, read_vocabularies(), ["list.csv"])[1])
    check_well_formed(parse_site(marked(value))[1])
    check_well_formed(parse_municipality(marked(value), "machi")[1])


@given(st.dictionaries(TEXTS, VALUES, max_size=5), VALUES)
def test_no_resource_whatever_is_an_exception(change: Mapping[str, Any], columns: Any) -> None:
    base = parsed(DESCRIPTOR).value
    changed = {**base["resources"][0], **change, "schema": {**base["resources"][0]["schema"], "fields": columns}}
    check_well_formed(parse_dataset(marked({**base, "resources": [changed]}), ID, read_vocabularies(), ["list.csv"])[1])


@given(st.dictionaries(TEXTS, VALUES, max_size=6))
def test_no_column_whatever_is_an_exception(column: Mapping[str, Any]) -> None:
    base = parsed(DESCRIPTOR).value
    changed = {**base["resources"][0], "schema": {"fields": [{"name": "a", **column}]}}
    found, findings = parse_dataset(marked({**base, "resources": [changed]}), ID, read_vocabularies(), ["list.csv"])
    check_well_formed(findings)
    if found is not None and not has_errors(findings):
        json.dumps(found.descriptor)
