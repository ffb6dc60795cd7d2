"""Characters that a file format can't hold, as the marks that Unicode has to show them: NUL becomes ``␀``."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

_PICTURES = 0x2400
_REPLACEMENT = "\ufffd"

NUL = "\x00"
"""Ends a text in programs written in C."""
NOT_IN_XML = "".join(map(chr, (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0xFFFE, 0xFFFF)))
"""What no XML file can hold. Source: https://www.w3.org/TR/xml/#charsets"""


def mark_of(character: str) -> str:
    """Return what is shown in place of *character*."""
    code = ord(character)
    return chr(_PICTURES + code) if code < 0x20 else _REPLACEMENT


def marked_text(text: str, characters: Iterable[str]) -> str:
    """Return *text* with a mark in place of each of *characters*."""
    return text.translate({ord(character): mark_of(character) for character in characters})


def marked_cells(cells: pl.Series, characters: Iterable[str]) -> pl.Series:
    """Return *cells* with a mark in place of each of *characters*; most have none."""
    listed = list(characters)
    pattern = "[" + "".join(f"\\x{{{ord(character):x}}}" for character in listed) + "]"
    if not cells.str.contains(pattern).any():
        return cells
    return cells.str.replace_many(listed, [mark_of(character) for character in listed])


def escaped_cells(cells: pl.Series) -> pl.Series:
    """Return *cells* as text of an XML element; a carriage return stays one, which XML would make a line feed."""
    if not cells.str.contains(r"[&<>\r\x00-\x1f\x{fffe}\x{ffff}]").any():
        return cells
    return marked_cells(cells, NOT_IN_XML).str.replace_many(["&", "<", ">", "\r"], ["&amp;", "&lt;", "&gt;", "&#13;"])


def escaped_text(text: str) -> str:
    """Return *text* for an XML element or an attribute in double quotes."""
    plain = marked_text(text, NOT_IN_XML)
    for character, escape in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        plain = plain.replace(character, escape)
    return plain.replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#9;")
