"""Spaces that only make a text look wider."""

from __future__ import annotations

import re

# Single letters of Japanese with a space between each two: 名　称, 合　　計.
_SPREAD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々〆](?:[ \u3000]+[\u3040-\u30ff\u3400-\u9fff々〆])+")


def has_layout_spaces(text: str) -> bool:
    """Return whether *text* is a word whose letters are spread by spaces."""
    return _SPREAD.fullmatch(text.strip()) is not None
