"""The published schemas as tests use them: what they don't describe is refused."""

from __future__ import annotations

from typing import Any

import jsonschema

from catalog.shapes import read_shape


def strict(name: str) -> dict[str, Any]:
    """Return the schema of *name*, closed: every member that is written has to be described."""
    closed: dict[str, Any] = _closed(read_shape(name))
    return closed


def hold(name: str, value: Any) -> None:
    """Hold *value* to the shape of *name*."""
    jsonschema.Draft202012Validator(strict(name)).validate(value)


def _closed(part: Any) -> Any:
    if isinstance(part, list):
        return [_closed(item) for item in part]
    if not isinstance(part, dict):
        return part
    made = {key: _closed(value) for key, value in part.items()}
    is_object = isinstance(made.get("properties"), dict) and "additionalProperties" not in made
    return {**made, "additionalProperties": False} if is_object and "type" in made else made
