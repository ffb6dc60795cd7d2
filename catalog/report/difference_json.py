"""What changed in the data, for programs: the shape is on the architecture page, version 1."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from catalog.model.difference import Difference, Shown
from catalog.shapes import shape_head


def render_difference_json(difference: Difference) -> str:
    """Return *difference* as JSON; no final newline. A value that may be about a person is ``{"hidden": true}``."""
    return json.dumps({**shape_head("difference"), **difference_value(difference)}, ensure_ascii=False, indent=2)


def difference_value(difference: Difference) -> dict[str, Any]:
    """Return *difference* as the JSON object that :func:`render_difference_json` writes, without its version."""
    value: dict[str, Any] = _value(difference)
    return value


def _value(part: Any) -> Any:
    if isinstance(part, Shown):
        return {"hidden": True} if part.text is None else part.text
    if isinstance(part, Enum):
        return part.value
    if is_dataclass(part):
        return {field.name: _value(getattr(part, field.name)) for field in fields(part)}
    return [_value(item) for item in part] if isinstance(part, tuple) else part
