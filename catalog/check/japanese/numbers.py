"""Numbers that a computer doesn't read as numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from catalog.check.asked_cells import like
from catalog.check.examined import Column, is_nothing, plain

_PLAIN = r"^[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?$"
_IS_NOT_PLAIN = ~like(_PLAIN)
_UNITS = (
    "円|千円|百万円|億円|人|世帯|件|戸|棟|個|本|台|箇所|か所|ヶ所|カ所|ヵ所|回|枚|冊|校|名|席|床|室|歳|才|年|か月|日|時間|分|秒"
    "|%|パーセント|ポイント|mm|cm|m|km|m2|m3|km2|ha|a|g|kg|t|l|ml|kw|kwh|mm/h|メートル|キロ|平米|平方メートル|ヘクタール"
    "|リットル|トン"
)
_NUMBER = r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_WITH_UNIT = re.compile(rf"(?:約|およそ)?\s*[¥￥$]?\s*({_NUMBER})\s*(?:{_UNITS})?", re.IGNORECASE)
_TRIANGLE = re.compile(rf"[▲△▽▼]\s*{_NUMBER}")
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_NOTED = re.compile(rf"(?:{_NUMBER}\s*[*※(（].*|[*※(]\s*{_NUMBER}\)?)")


class NumericOddity(Enum):
    """Why a cell in a column of numbers isn't read as a number."""

    FULL_WIDTH = "full-width"
    GROUPED = "thousands-separator"
    UNIT = "unit"
    TRIANGLE = "triangle"
    NOTED = "note"
    SPACE = "space"
    NOTHING = "placeholder"
    TEXT = "text"


_NO_NUMBERS = frozenset({NumericOddity.NOTED, NumericOddity.NOTHING, NumericOddity.TEXT})
"""A column of which all cells are such holds references to notes (``※2``)."""


@dataclass(frozen=True, slots=True)
class NumericOddities:
    """What isn't a plain number in a column of numbers.

    Attributes:
        cells: The kind of each different odd cell, by the cell as written.
        number_count: Cells that are numbers once what is odd is taken away, plain ones included.
        cell_count: Cells that hold anything.
    """

    cells: Mapping[str, NumericOddity]
    number_count: int
    cell_count: int


def numeric_oddities(column: Column, least_share: float = 0.8) -> NumericOddities | None:
    """Return the odd cells of a column of numbers, or ``None`` where it isn't one.

    A column of numbers is one in which at least *least_share* of the cells that hold anything, placeholders such as
    ``-`` aside, are numbers once width, commas, signs and units are taken away.
    """
    odd = column.odd(_IS_NOT_PLAIN)
    total = int(column.counted["count"].sum())
    if not total or odd.height > 0.5 * column.counted.height + 2_000:
        return None
    counts = dict(odd.iter_rows())
    kinds = {value: numeric_oddity(value) for value in counts}
    texts = sum(counts[value] for value, kind in kinds.items() if kind is NumericOddity.TEXT)
    nothing = sum(counts[value] for value, kind in kinds.items() if kind is NumericOddity.NOTHING)
    given = total - nothing
    if not given or given - texts < least_share * given:
        return None
    if total == sum(counts.values()) and set(kinds.values()) <= _NO_NUMBERS:
        return None
    return NumericOddities(kinds, given - texts, total)


def numeric_oddity(value: str) -> NumericOddity:
    """Return what keeps *value*, which isn't a plain number as written, from being read as one."""
    text = plain(value)
    if is_nothing(value):
        return NumericOddity.NOTHING
    if re.fullmatch(_PLAIN, value.strip()):
        return NumericOddity.SPACE
    if re.fullmatch(_PLAIN, text):
        return NumericOddity.FULL_WIDTH
    if _GROUPED.fullmatch(text):
        return NumericOddity.GROUPED
    if _TRIANGLE.fullmatch(text):
        return NumericOddity.TRIANGLE
    if _WITH_UNIT.fullmatch(text):
        return NumericOddity.UNIT
    return NumericOddity.NOTED if _NOTED.fullmatch(text) else NumericOddity.TEXT
