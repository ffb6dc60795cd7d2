"""Raw descriptor values as JSON values: what the standards want as numbers or truth values becomes one."""

from __future__ import annotations

from typing import Any

from catalog.check.node import parse_whole

BOOLEAN_KEYS = frozenset({"header", "required", "unique", "bareNumber", "floatNumber", "categoriesOrdered"})
WHOLE_KEYS = frozenset({"minLength", "maxLength", "headerRows", "commentRows", "sheetNumber", "bytes", "rows", "scale"})
NEVER_PASSED_ON = frozenset({"$schema", "profile"})
"""Whoever reads these would fetch what they name, Frictionless among them."""
BOOLEANS = {"true": True, "false": False}


def derive_json(value: Any, key: str = "") -> Any:
    """Return *value* with the types that Frictionless expects under *key*.

    Keys without a value, and :data:`NEVER_PASSED_ON`, are left out. All other text stays text: ``spatial: 032018``,
    ``enum: [1, 2]``, dates.
    """
    if isinstance(value, dict):
        return {name: derive_json(item, name) for name, item in value.items() if _is_told(name, item)}
    if isinstance(value, list):
        return [derive_json(item, key) for item in value if item is not None]
    if isinstance(value, str) and key in BOOLEAN_KEYS:
        return BOOLEANS.get(value, value)
    if isinstance(value, str) and key in WHOLE_KEYS:
        number = parse_whole(value)
        return value if number is None else number
    return value


def _is_told(name: str, value: Any) -> bool:
    return value is not None and name not in NEVER_PASSED_ON
