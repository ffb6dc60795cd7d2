"""Names of cells, columns and ranges as Excel writes them."""

from __future__ import annotations

import re
from functools import lru_cache

from catalog.load.workbooks.refusals import MAX_COLUMNS, MAX_ROWS, NotReadable
from catalog.model.records import CellRange

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")


def column_name(column: int) -> str:
    """Return the letters of *column* (from 1): 27 is ``AA``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell: ``C38``."""
    return f"{column_name(column)}{row}"


@lru_cache(maxsize=MAX_COLUMNS)
def column_number(letters: str) -> int:
    """Return the number of a column from 1: ``A`` is 1, ``AA`` is 27.

    Raises:
        NotReadable: No sheet has such a column.
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    if number > MAX_COLUMNS:
        raise NotReadable
    return number


def parse_reference(text: str) -> tuple[int, int]:
    """Return row and column of a cell such as ``C38``.

    Raises:
        NotReadable: It is none.
    """
    match = _REFERENCE.fullmatch(text)
    if match is None or int(match[2]) > MAX_ROWS:
        raise NotReadable
    return int(match[2]), column_number(match[1])


def parse_range(text: str) -> CellRange:
    """Return the range written as ``A1:B2``, or as ``A1`` alone.

    Raises:
        NotReadable: It is none.
    """
    first, _, last = text.partition(":")
    (top, left), (bottom, right) = parse_reference(first), parse_reference(last or first)
    return CellRange(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
