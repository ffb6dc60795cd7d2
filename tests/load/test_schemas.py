"""The JSON Schemas that editors use say the same as our own checks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from catalog.check import chosen_words, dataset, dialect, field, layer, municipality, resource, schema, site, targets
from catalog.model.dataset import Publication, ServiceType
from catalog.model.site import MunicipalityKind
from catalog.standards.vocabulary import read_vocabularies

FOLDER_PATH = Path(__file__).resolve().parents[2] / "catalog" / "load" / "schemas"
KINDS = {
    "catalog": "datasets/catalog.yaml",
    "municipality": "datasets/*/municipality.yaml",
    "dataset": "datasets/*/*/datapackage.yaml",
}


class EditorLoader(yaml.SafeLoader):
    """YAML as an editor reads it: dates stay text."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_schema(kind: str) -> dict[str, Any]:
    value = json.loads((FOLDER_PATH / f"{kind}.schema.json").read_text("utf-8"))
    assert isinstance(value, dict)
    return value


def at(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value["items"] if key == "[]" else value["properties"][key]
    return value


def choices(value: dict[str, Any]) -> list[str]:
    return [item["const"] for item in value["oneOf"]] if "oneOf" in value else list(value["enum"])


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_a_schema(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(read_schema(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_every_shipped_descriptor_fits(kind: str, root_path: Path) -> None:
    validator = jsonschema.Draft202012Validator(read_schema(kind))
    paths = sorted(root_path.glob(KINDS[kind]))
    assert paths
    for path in paths:
        errors = validator.iter_errors(yaml.load(path.read_text("utf-8"), EditorLoader))
        assert [error.message for error in errors] == [], path.relative_to(root_path)


@pytest.mark.parametrize("kind", KINDS)
def test_every_shipped_descriptor_names_its_schema(kind: str, root_path: Path) -> None:
    for path in sorted(root_path.glob(KINDS[kind])):
        first = path.read_text("utf-8").splitlines()[0]
        modeline, _, uri = first.partition("$schema=")
        assert modeline == "# yaml-language-server: ", path.relative_to(root_path)
        assert (path.parent / uri).resolve() == (FOLDER_PATH / f"{kind}.schema.json").resolve()


def test_choices_are_those_of_the_vocabularies() -> None:
    found, words = read_schema("dataset"), read_vocabularies()
    layers = at(found, "resources", "[]", "layer")
    assert choices(at(found, "licenses", "[]", "name")) == list(words.licences)
    assert choices(at(found, "themes", "[]")) == list(words.themes)
    assert choices(at(found, "accrualPeriodicity")) == list(words.frequencies)
    assert choices(at(found, "publication")) == [item.value for item in Publication]
    assert choices(at(found, "resources", "[]", "encoding")) == list(resource.ENCODINGS)
    assert choices(at(found, "resources", "[]", "schema", "fields", "[]", "type")) == list(field.FIELD_TYPES)
    assert choices(at(layers, "geometry")) == list(layer.GEOMETRIES)
    assert choices(at(layers, "services", "[]", "type")) == [item.value for item in ServiceType]
    assert choices(at(read_schema("municipality"), "kind")) == [item.value for item in MunicipalityKind]
    assert choices(at(read_schema("municipality"), "targets", "[]", "measure")) == list(targets.MEASURES)
    assert choices(at(read_schema("catalog"), "key_colour")) == list(site.KEY_COLOURS)


def test_entries_are_those_that_the_checks_know() -> None:
    found = read_schema("dataset")
    resources = at(found, "resources", "[]")
    fields = at(resources, "schema", "fields", "[]")
    for value, keys in (
        (found, dataset.KEYS),
        (at(found, "publisher"), dataset.PUBLISHER_KEYS),
        (at(found, "sources", "[]"), dataset.SOURCE_KEYS),
        (at(found, "temporal"), dataset.PERIOD_KEYS),
        (at(found, "licenses", "[]"), chosen_words.LICENCE_KEYS),
        (resources, resource.KEYS),
        (at(resources, "dialect"), dialect.DIALECT_KEYS),
        (at(resources, "schema"), schema.SCHEMA_KEYS),
        (fields, field.FIELD_KEYS),
        (at(fields, "constraints"), field.CONSTRAINTS),
        (at(resources, "layer"), layer.KEYS),
        (at(resources, "layer", "services", "[]"), layer.SERVICE_KEYS),
        (read_schema("municipality"), municipality.KEYS),
        (at(read_schema("municipality"), "targets", "[]"), targets.KEYS),
        (read_schema("catalog"), site.KEYS),
        (at(read_schema("catalog"), "operator"), site.OPERATOR_KEYS),
    ):
        assert sorted(value["properties"]) == sorted(keys)


@pytest.mark.parametrize("kind", KINDS)
def test_every_entry_is_described_in_both_languages(kind: str) -> None:
    pending: list[tuple[str, Any]] = [(kind, read_schema(kind))]
    missing = []
    while pending:
        name, value = pending.pop()
        for key, item in value.get("properties", {}).items():
            japanese, _, english = item.get("description", "").partition(" / ")
            if not japanese or not english:
                missing.append(f"{name}/{key}")
            pending.append((f"{name}/{key}", item))
        if isinstance(value.get("items"), dict):
            pending.append((name, value["items"]))
    assert missing == []
