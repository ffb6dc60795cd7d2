"""Spaces that only make a text look wider, and characters that not every machine has."""

from __future__ import annotations

import re

# Circled and Roman numbers, units in one letter: names of people and places don't have them.
PLATFORM_DEPENDENT = re.compile("[①-⑳Ⅰ-Ⅻⅰ-ⅻ㈱㈲㈹㍉㌔㌢㍍㌘㌧㌃㌶㍑㍗㌍㌦㌣㌫㍊㌻㎜㎝㎞㎎㎏㏄㎡㍻㍼㍽㍾№㏍℡]")

LINE_BREAK = r"\S\s*[\r\n]\s*\S"
"""A line break within a text (for Polars); at its edges it is a space like others."""

# Three letters at least, since 林　修 is a person's name.
SPREAD = "^[\\s\u3000]*[\u3040-\u30ff\u3400-\u9fff々〆](?:[ \u3000]+[\u3040-\u30ff\u3400-\u9fff々〆]){2,}[\\s\u3000]*$"
"""A cell whose letters are spread by spaces (for Polars)."""

# Single letters of Japanese with a space between each two: 名　称, 合　　計.
_SPREAD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々〆](?:[ \u3000]+[\u3040-\u30ff\u3400-\u9fff々〆])+")


def has_layout_spaces(text: str) -> bool:
    """Return whether *text* is a word whose letters are spread by spaces."""
    return _SPREAD.fullmatch(text.strip()) is not None
