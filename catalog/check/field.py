"""One column of a schema."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from catalog.check.categories import check_categories, typed_categories
from catalog.check.easy_texts import check_easy_texts
from catalog.check.json_values import BOOLEANS, derive_json
from catalog.check.node import Node, parse_whole
from catalog.check.patterns import is_explosive
from catalog.codes import has_errors
from catalog.findings import shown
from catalog.model.dataset import Field
from catalog.model.text import EASY, LocalizedText
from catalog.notation.cells import READERS, read_cell

FIELD_KEYS = (
    "name",
    "title",
    "title@en",
    "title@ja-x-easy",
    "description",
    "description@en",
    "description@ja-x-easy",
    "type",
    "format",
    "notation",
    "unit",
    "unit@en",
    "constraints",
    "categories",
    "categoriesOrdered",
    "example",
    "rdfType",
    "decimalChar",
    "groupChar",
    "bareNumber",
    "trueValues",
    "falseValues",
)
FIELD_INSTEAD = {
    "missingValues": "schema: {missingValues: […]}",
    "required": "constraints: {required: true}",
    "unique": "constraints: {unique: true}",
    "floatNumber": "type: number",
    "arrayItem": "type: string",
    "itemType": "type: string",
    "delimiter": "type: string",
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
NESTED_TYPES = ("geojson", "object", "array")
"""Types whose values can't be held against each other: no keys, and never unique."""
TYPE_MEANINGS = {
    "文字": "string",
    "文字列": "string",
    "text": "string",
    "str": "string",
    "整数": "integer",
    "int": "integer",
    "数": "number",
    "数値": "number",
    "小数": "number",
    "float": "number",
    "decimal": "number",
    "はい・いいえ": "boolean",
    "真偽値": "boolean",
    "bool": "boolean",
    "日付": "date",
    "時刻": "time",
    "日時": "datetime",
    "年": "year",
    "年月": "yearmonth",
}
FORMATS: Mapping[str, tuple[str, ...]] = {
    "string": ("default", "email", "uri", "binary", "uuid"),
    "geopoint": ("default", "array", "object"),
    "geojson": ("default", "topojson"),
}
NOTATIONS = {"japanese": "japanese"}
NOTATION_MEANINGS = {
    "和暦": "japanese",
    "日本": "japanese",
    "日本語": "japanese",
    "ja": "japanese",
    "jp": "japanese",
    "japan": "japanese",
    "era": "japanese",
}
NOT_WITH_NOTATION = ("format", "groupChar", "decimalChar", "bareNumber", "trueValues", "falseValues")
"""What else says how values are written: two answers to one question."""
TIME_TYPES = ("date", "time", "datetime")
CONSTRAINTS = ("required", "unique", "minLength", "maxLength", "minimum", "maximum", "pattern", "enum")
CONSTRAINTS_INSTEAD = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}


def parse_field(node: Node) -> Field | None:
    """Return the column at *node*, or ``None`` where it has errors, which are reported on *node*.

    Codes: key-missing, unknown-key, key-not-supported, unknown-field-type, unknown-format, unknown-word,
    notation-not-for-type, notation-with-key, key-refused, only-english, expected-true-false, constraint-not-for-type,
    bad-constraint, bad-pattern, bad-example, ruby-mark, ruby-not-kana, ruby-missing, and those of
    :func:`~catalog.check.categories.check_categories` and :func:`~catalog.check.categories.typed_categories`.
    """
    before = len(node.findings)
    node.check_keys(FIELD_KEYS, FIELD_INSTEAD)
    name = node.text("name", required=True)
    field_type = node.word("type", {word: word for word in FIELD_TYPES}, "unknown-field-type", TYPE_MEANINGS)
    type_name = field_type or "string"
    field_format = _parse_format(node, type_name)
    is_japanese = _parse_notation(node, type_name)
    check_easy_texts(node)
    title = LocalizedText(node.text("title") or name or "", node.text("title@en"), node.text(f"title@{EASY}"))
    description = node.localized("description", has_easy=True)
    _check_unit(node, type_name)
    _check_flags(node, ("bareNumber", "categoriesOrdered"))
    check_categories(node, type_name)
    constraints = node.node("constraints")
    if constraints is not None:
        _check_constraints(constraints, type_name)
    if has_errors(node.findings[before:]) or name is None:
        return None
    descriptor = {**derive_json(node.value), "name": name, "type": type_name}
    if "constraints" in descriptor:
        descriptor["constraints"] = _typed_bounds(descriptor["constraints"], type_name)
    if is_japanese:
        descriptor = _read_notation(descriptor, type_name)
    descriptor = _check_values(node, descriptor)
    if has_errors(node.findings[before:]):
        return None
    return Field(name, title, description, type_name, field_format, descriptor)


def _check_unit(node: Node, field_type: str) -> None:
    """Report a unit of what is no number.

    Codes: expected-text, only-english, key-refused.
    """
    if node.localized("unit") is not None and field_type not in ("integer", "number"):
        node.report("key-refused", "unit", key="unit")


def _parse_format(node: Node, field_type: str) -> str:
    text = node.text("format")
    if text is None:
        return "default"
    known = FORMATS.get(field_type, ("default",))
    if field_type in TIME_TYPES:
        known = ("default", "any", "%Y-%m-%d", "%Y/%m/%d", "%H:%M")
        if "%" in text:
            return text
    if text not in known:
        params = {"type": field_type, "value": shown(text), "candidates": ", ".join(known)}
        node.report("unknown-format", "format", **params)
    return text


def _parse_notation(node: Node, field_type: str) -> bool:
    """Return whether values are written as Japanese documents write them.

    Codes: unknown-word, notation-not-for-type, notation-with-key.
    """
    if node.word("notation", NOTATIONS, meanings=NOTATION_MEANINGS) is None:
        return False
    if field_type not in READERS:
        node.report("notation-not-for-type", "notation", type=field_type, candidates=", ".join(READERS))
    for key in NOT_WITH_NOTATION:
        if node.has(key):
            node.report("notation-with-key", key, key=key)
    return True


def _read_notation(descriptor: dict[str, Any], field_type: str) -> dict[str, Any]:
    """Return *descriptor* with its bounds, choices and example as values are read: 令和5年4月1日 as 2023-04-01."""
    constraints = dict(descriptor.get("constraints", {}))
    for place, keys in ((constraints, ("minimum", "maximum")), (descriptor, ("example",))):
        place.update({key: _read(place[key], field_type) for key in keys if key in place})
    if "enum" in constraints:
        constraints["enum"] = [_read(value, field_type) for value in constraints["enum"]]
    if "categories" in descriptor:
        descriptor = {
            **descriptor,
            "categories": [_read_category(item, field_type) for item in descriptor["categories"]],
        }
    typed = _typed_bounds(constraints, field_type)
    return {**descriptor, "constraints": typed} if "constraints" in descriptor else descriptor


def _read_category(item: Any, field_type: str) -> Any:
    return {**item, "value": _read(item["value"], field_type)} if isinstance(item, dict) else _read(item, field_type)


def _read(value: Any, field_type: str) -> Any:
    """Return what *value* is read as; what can't be read is left to be reported."""
    return (read_cell(value, field_type) or value) if isinstance(value, str) else value


def _check_flags(node: Node, keys: tuple[str, ...]) -> None:
    for key in keys:
        text = node.text(key)
        if text is not None and text not in BOOLEANS:
            node.report("expected-true-false", key, key=key, value=shown(text))


def _check_constraints(node: Node, field_type: str) -> None:
    """Report what no value of the type could be held to.

    Codes: unknown-key, key-not-supported, constraint-not-for-type, expected-true-false, bad-constraint, bad-pattern,
    pattern-too-complex.
    """
    node.check_keys(CONSTRAINTS, CONSTRAINTS_INSTEAD)
    supported = _supported_constraints(field_type)
    for key in node.value:
        if key in CONSTRAINTS and key not in supported:
            params = {"constraint": key, "type": field_type, "candidates": ", ".join(supported)}
            node.report("constraint-not-for-type", key, **params)
    _check_flags(node, ("required", "unique"))
    for key in ("minLength", "maxLength"):
        text = node.text(key)
        if text is not None and (parse_whole(text) is None or text.startswith("-")):
            node.report("bad-constraint", key, constraint=key, value=shown(text), type="integer")
    pattern = node.value.get("pattern")
    if isinstance(pattern, str):
        _check_pattern(node, pattern)
    node.items("enum")


def _check_pattern(node: Node, pattern: str) -> None:
    try:
        re.compile(f"^{pattern}$")
    except (re.error, OverflowError, RecursionError):
        node.report("bad-pattern", "pattern", value=shown(pattern))
        return
    if is_explosive(pattern):
        node.report("pattern-too-complex", "pattern", value=shown(pattern))


def _supported_constraints(field_type: str) -> tuple[str, ...]:
    from frictionless import system  # Takes 0.15 s to import; what only reads datasets does without it.

    kind = system.select_field_class(field_type)
    found = (*kind.supported_constraints, *(() if field_type in NESTED_TYPES else ("unique",)))
    return tuple(name for name in CONSTRAINTS if name in found)


def _typed_bounds(constraints: Mapping[str, Any], field_type: str) -> dict[str, Any]:
    """Return *constraints* with the bounds of numbers as numbers; all else is told as text, as in the data."""
    typed = dict(constraints)
    if field_type not in ("integer", "number", "year"):
        return typed
    for key in ("minimum", "maximum"):
        if isinstance(typed.get(key), str):
            typed[key] = _number(typed[key])
    return typed


def _number(text: str) -> int | float | str:
    whole = parse_whole(text)
    if whole is not None:
        return whole
    try:
        number = float(text)
    except ValueError:
        return text
    return number if math.isfinite(number) else text


@lru_cache(maxsize=1_024)
def _reader(field: str) -> tuple[Callable[[Any], Any] | None, tuple[str, ...]]:
    """Return how Frictionless reads a cell of a *field* (JSON), or what it says against it.

    Kept, because making it takes longer than all else about a column, and many datasets have the same columns.
    """
    from frictionless import Field as FrictionlessField
    from frictionless import FrictionlessException

    try:
        return FrictionlessField.from_descriptor(json.loads(field)).create_value_reader(), ()
    except FrictionlessException as error:
        return None, tuple(shown(reason.note, 200) for reason in error.reasons or [error.error])


def _check_values(node: Node, descriptor: dict[str, Any]) -> dict[str, Any]:
    """Report bounds, choices and an example that are no values of the column's type, by Frictionless's own reading.

    (Frictionless itself would end in a TypeError on such a bound.) Returns *descriptor* with its categories typed.

    Codes: bad-constraint, bad-example, descriptor-not-frictionless, repeated-item, enum-not-in-categories.
    """
    read, objections = _reader(json.dumps({key: value for key, value in descriptor.items() if key != "example"}))
    if read is None:
        for note in objections:
            node.report("descriptor-not-frictionless", note=note)
        return descriptor
    constraints = descriptor.get("constraints", {})
    values = [(key, constraints[key]) for key in ("minimum", "maximum") if key in constraints]
    values += [("enum", value) for value in constraints.get("enum", ())]
    for key, value in values:
        if read(value) is None:
            pointer = f"{node.pointer_to('constraints')}/{key}"
            node.report_at("bad-constraint", pointer, constraint=key, value=shown(str(value)), type=descriptor["type"])
    example = descriptor.get("example")
    if isinstance(example, str) and read(example) is None:
        node.report("bad-example", "example", value=shown(example), type=descriptor["type"])
    return typed_categories(node, descriptor, read)
