"""Cells and columns as Excel names them."""

from __future__ import annotations


def column_letters(position: int) -> str:
    """Return the letters of the column at 0-based *position*: 0 is ``A``, 26 is ``AA``."""
    letters = ""
    number = position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Return the name of the cell in *row* and *column*, both from 1: ``C38``."""
    return f"{column_letters(column - 1)}{row}"
