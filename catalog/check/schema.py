"""``schema``: the columns of a table, as a Frictionless Table Schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from catalog.check.field import NESTED_TYPES, parse_field
from catalog.check.json_values import derive_json
from catalog.check.node import Node
from catalog.check.package import check_schema_descriptor
from catalog.check.words import nearest
from catalog.codes import has_errors
from catalog.findings import shown
from catalog.model.dataset import Field, Schema

SCHEMA_KEYS = ("fields", "primaryKey", "foreignKeys", "missingValues", "title", "description")
SCHEMA_INSTEAD = {"fieldsMatch": "fields", "uniqueKeys": "constraints: {unique: true}"}


def parse_schema(node: Node) -> Schema | None:
    """Return the schema at *node*, or ``None`` where it has errors, which are reported on *node*.

    Codes: key-missing, unknown-key, key-not-supported, duplicate-field, unknown-field, foreign-key-count,
    missing-values-without-empty, descriptor-not-frictionless, and those of a field.
    """
    before = len(node.findings)
    node.check_keys(SCHEMA_KEYS, SCHEMA_INSTEAD)
    if not node.has("fields"):
        node.report("key-missing", key="fields")
    fields = [parse_field(raw) for raw in node.nodes("fields")]
    names = _field_names(node)
    primary_key = _names(node, "primaryKey", names)
    foreign_keys = [_parse_foreign_key(raw, names) for raw in node.nodes("foreignKeys")]
    keys = {"primaryKey": primary_key, "foreignKeys": [name for key in foreign_keys for name in _own_columns(key)]}
    _check_key_types(node, keys, [field for field in fields if field is not None])
    missing_values = _parse_missing_values(node)
    if has_errors(node.findings[before:]):
        return None
    descriptor = {**derive_json(node.value), "missingValues": list(missing_values)}
    descriptor["fields"] = [dict(field.descriptor) for field in fields if field is not None]
    if primary_key:
        descriptor["primaryKey"] = list(primary_key)
    if foreign_keys:
        descriptor["foreignKeys"] = foreign_keys
    check_schema_descriptor(descriptor, node)
    if has_errors(node.findings[before:]):
        return None
    known = tuple(field for field in fields if field is not None)
    return Schema(known, primary_key, missing_values, descriptor)


def _field_names(node: Node) -> list[str]:
    names: list[str] = []
    for raw in node.nodes_quietly("fields"):
        name = raw.value.get("name")
        if isinstance(name, str) and name.strip() in names:
            raw.report("duplicate-field", "name", name=shown(name.strip()))
        if isinstance(name, str):
            names.append(name.strip())
    return names


def _names(node: Node, key: str, known: Sequence[str]) -> tuple[str, ...]:
    """Return the columns named at *key*, a text or a list; those that the schema lacks are reported.

    Codes: unknown-field, expected-list, expected-text, repeated-item.
    """
    value = node.value.get(key)
    is_one = isinstance(value, str)
    names = (value.strip(),) if isinstance(value, str) else node.texts(key)
    for index, name in enumerate(names):
        if known and name not in known:
            pointer = node.pointer_to(key) if is_one else f"{node.pointer_to(key)}/{index}"
            node.report_at("unknown-field", pointer, name=shown(name), candidates=nearest(name, known))
    return names


def _parse_foreign_key(node: Node, names: Sequence[str]) -> dict[str, Any]:
    """Return the foreign key at *node* in the list form of the standard.

    Codes: key-missing, foreign-key-count, unknown-field.
    """
    fields = _names(node, "fields", names)
    if not fields:
        node.report("key-missing", key="fields")
    reference = node.node("reference")
    if reference is None:
        node.report("key-missing", key="reference")
        return {}
    resource = reference.text("resource") or ""
    targets = _names(reference, "fields", names if not resource else ())
    if fields and len(fields) != len(targets):
        reference.report("foreign-key-count", "fields", count=str(len(fields)), other_count=str(len(targets)))
    return {"fields": list(fields), "reference": {"resource": resource, "fields": list(targets)}}


def _own_columns(key: dict[str, Any]) -> Iterator[str]:
    """Yield the columns of this table that a foreign key holds against others."""
    yield from key.get("fields", ())
    if key and not key["reference"]["resource"]:
        yield from key["reference"]["fields"]


def _check_key_types(node: Node, keys: Mapping[str, Sequence[str]], fields: Sequence[Field]) -> None:
    """Report keys on columns whose values can't be held against each other.

    Codes: constraint-not-for-type.
    """
    nested = {field.name: field.type for field in fields if field.type in NESTED_TYPES}
    for key, names in keys.items():
        for name in names:
            if name in nested:
                params = {"constraint": key, "type": nested[name], "candidates": "required, enum"}
                node.report("constraint-not-for-type", key, **params)


def _parse_missing_values(node: Node) -> tuple[str, ...]:
    """Return the texts that stand for a missing value; an empty cell does where nothing is written.

    Codes: expected-list, expected-text, missing-values-without-empty.
    """
    if not node.has("missingValues"):
        return ("",)
    found: list[str] = []
    for index, item in enumerate(node.items("missingValues")):
        if isinstance(item, dict | list):
            node.report_at("expected-text", f"{node.pointer_to('missingValues')}/{index}", key="missingValues")
        else:
            found.append(item or "")
    if found and "" not in found:
        node.report("missing-values-without-empty", "missingValues")
    return tuple(dict.fromkeys(found))
