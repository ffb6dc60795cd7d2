"""Blanks that say nothing: around a text, and between letters that they only spread."""

from __future__ import annotations

import re

EDGE_CLASS = "[\\s\u200b\u2060\ufeff]"
"""Blanks of any width, invisible ones included, as a class of both Python's and Polars' patterns."""

EDGE_PATTERN = f"^{EDGE_CLASS}|{EDGE_CLASS}$"
"""A text with blanks around it."""

_EDGES = re.compile(f"\\A{EDGE_CLASS}+|{EDGE_CLASS}+\\Z")
_LETTER = "[\u3040-\u30ff\u3400-\u9fff々〆]"
_SPREAD = re.compile(f"{_LETTER}(?:[ \u3000]+{_LETTER})+")


def strip_edges(text: str) -> str:
    """Return *text* without the blanks around it."""
    return _EDGES.sub("", text)


def join_spread(text: str) -> str:
    """Return *text* without the blanks that spread the letters of a word (``名　　称``), if it is such a word."""
    return re.sub("[ \u3000]+", "", text) if _SPREAD.fullmatch(text) else text
