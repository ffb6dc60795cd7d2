"""What a schema says of a table whose values are canonical."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from catalog.convert.canonical_cells import canonical_cell
from catalog.model.dataset import Field, Schema

_HOW_IT_IS_WRITTEN = frozenset(
    {"format", "groupChar", "decimalChar", "bareNumber", "trueValues", "falseValues", "notation"}
)
_BOUNDS = ("minimum", "maximum")


def canonical_field(field: Field) -> Field | None:
    """Return *field* with nothing about how its values are written, its constraints and example in canonical text.

    ``None`` where one of the constraints can't be written so; the type must be one of
    :data:`~catalog.convert.canonical_cells.CANONICAL`.
    """
    descriptor: dict[str, Any] = {k: v for k, v in field.descriptor.items() if k not in _HOW_IT_IS_WRITTEN}
    constraints = _constraints(field)
    if constraints is None:
        return None
    if constraints:
        descriptor["constraints"] = constraints
    if isinstance(descriptor.get("example"), str):
        example = canonical_cell(descriptor.pop("example"), field)
        if example:
            descriptor["example"] = example
    # Categories are values of the column's type already, and a text of theirs is canonical.
    return replace(field, format="default", descriptor=descriptor)


def _constraints(field: Field) -> Mapping[str, Any] | None:
    constraints = dict(field.descriptor.get("constraints", {}))
    for key in _BOUNDS:
        if isinstance(constraints.get(key), str):
            constraints[key] = canonical_cell(constraints[key], field)
    if "enum" in constraints:
        choices = constraints["enum"]
        constraints["enum"] = [canonical_cell(each, field) if isinstance(each, str) else each for each in choices]
    values = [*(constraints[key] for key in _BOUNDS if key in constraints), *constraints.get("enum", ())]
    # An empty text is NaN or infinity, which no canonical cell can be.
    return None if any(value is None or value == "" for value in values) else constraints


def canonical_schema(schema: Schema, changed: Mapping[str, Field], *, is_empty_missing: bool) -> Schema:
    """Return *schema* with the fields of *changed* in place of those of their names.

    Arguments:
        schema: As the descriptor has it.
        changed: By name.
        is_empty_missing: Whether an empty cell is the one thing that stands for a missing value.
    """
    fields = tuple(changed.get(field.name, field) for field in schema.fields)
    missing_values = ("",) if is_empty_missing else schema.missing_values
    descriptor = {**schema.descriptor, "fields": [dict(field.descriptor) for field in fields]}
    if "missingValues" in descriptor:
        descriptor["missingValues"] = list(missing_values)
    return Schema(fields, schema.primary_key, missing_values, descriptor)
