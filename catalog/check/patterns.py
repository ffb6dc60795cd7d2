"""Regular expressions that could take for ever on an ordinary cell."""

from __future__ import annotations

import re
import re._parser as sre_parser  # type: ignore[import-not-found]  # The only view of a pattern's structure.
from typing import Any

MAX_PATTERN_CHARS = 500
_REPEATS = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}


def is_explosive(pattern: str) -> bool:
    """Return whether *pattern* repeats what repeats, as ``(a+)+`` does: its time can double with each letter."""
    if len(pattern) > MAX_PATTERN_CHARS:
        return True
    return _has_nested_repeat(sre_parser.parse(pattern), False)


def _has_nested_repeat(items: Any, inside: bool) -> bool:
    for operation, argument in items:
        is_repeat = str(operation) in _REPEATS and argument[1] > 1
        is_open = is_repeat and (argument[1] == re._constants.MAXREPEAT or argument[1] > 20)  # type: ignore[attr-defined]
        if is_open and inside:
            return True
        if any(_has_nested_repeat(part, inside or is_open) for part in _parts(operation, argument)):
            return True
    return False


def _parts(operation: Any, argument: Any) -> list[Any]:
    name = str(operation)
    if name in _REPEATS:
        return [argument[2]]
    if name == "SUBPATTERN":
        return [argument[-1]]
    if name == "BRANCH":
        return list(argument[1])
    if name in ("ASSERT", "ASSERT_NOT"):
        return [argument[1]]
    return [argument] if name == "ATOMIC_GROUP" else []
