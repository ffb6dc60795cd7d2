"""``schema``: the columns of a table, as a Frictionless Table Schema."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from catalog.check.json_values import BOOLEANS, derive_json
from catalog.check.node import Node, parse_whole
from catalog.check.words import nearest
from catalog.findings import shown
from catalog.model.dataset import Field, Schema
from catalog.model.text import LocalizedText

if TYPE_CHECKING:
    import frictionless

SCHEMA_KEYS = ("fields", "primaryKey", "foreignKeys", "missingValues", "title", "description", "$schema", "name")
SCHEMA_INSTEAD = {"fieldsMatch": "fields", "uniqueKeys": "constraints: {unique: true}"}
FIELD_KEYS = (
    "name",
    "title",
    "title@en",
    "description",
    "description@en",
    "type",
    "format",
    "constraints",
    "example",
    "rdfType",
    "decimalChar",
    "groupChar",
    "bareNumber",
    "trueValues",
    "falseValues",
)
FIELD_INSTEAD = {
    "categories": "constraints: {enum: […]}",
    "categoriesOrdered": "constraints: {enum: […]}",
    "missingValues": "schema: {missingValues: […]}",
    "required": "constraints: {required: true}",
    "unique": "constraints: {unique: true}",
    "floatNumber": "type: number",
}
FIELD_TYPES = (
    "string",
    "number",
    "integer",
    "boolean",
    "date",
    "time",
    "datetime",
    "year",
    "yearmonth",
    "duration",
    "geopoint",
    "geojson",
    "object",
    "array",
    "any",
)
STRING_FORMATS = ("default", "email", "uri", "binary", "uuid")
FORMATS: Mapping[str, tuple[str, ...]] = {
    "string": STRING_FORMATS,
    "geopoint": ("default", "array", "object"),
    "geojson": ("default", "topojson"),
}
TIME_TYPES = ("date", "time", "datetime")
CONSTRAINTS = (
    "required",
    "unique",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "pattern",
    "enum",
)
BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")


def parse_schema(node: Node) -> Schema | None:
    """Return the schema at *node*, or ``None`` where it can't be used; what is wrong is reported on *node*.

    Codes: key-missing, unknown-key, key-not-supported, duplicate-field, unknown-field-type, unknown-format,
    constraint-not-for-type, bad-constraint, bad-pattern, unknown-field, missing-values, descriptor-not-frictionless.
    """
    before = len(node.findings)
    node.check_keys(SCHEMA_KEYS, SCHEMA_INSTEAD)
    raw_fields = node.nodes("fields")
    if not raw_fields and "expected" not in "".join(finding.code for finding in node.findings[before:]):
        node.report("key-missing", key="fields")
    fields = [_parse_field(raw) for raw in raw_fields]
    names = _field_names(raw_fields)
    primary_key = _parse_names(node, "primaryKey", names)
    foreign_keys = [_parse_foreign_key(raw, names) for raw in node.nodes("foreignKeys")]
    missing_values = _parse_missing_values(node)
    usable = [field for field in fields if field is not None]
    if not fields or len(usable) < len(fields) or None in foreign_keys or primary_key is None:
        return None
    descriptor = derive_json(node.value)
    descriptor["fields"] = [dict(field.descriptor) for field in usable]
    if primary_key:
        descriptor["primaryKey"] = list(primary_key)
    if foreign_keys:
        descriptor["foreignKeys"] = foreign_keys
    descriptor["missingValues"] = list(missing_values)
    return Schema(tuple(usable), primary_key, missing_values, descriptor)


def _field_names(raw_fields: Sequence[Node]) -> list[str]:
    names: list[str] = []
    for raw in raw_fields:
        name = raw.value.get("name")
        if not isinstance(name, str):
            continue
        if name in names:
            raw.report("duplicate-field", "name", name=shown(name))
        names.append(name)
    return names
