"""カナ and ふりがな: readings are written in kana."""

from __future__ import annotations

import re
from collections.abc import Iterator

import polars as pl

from catalog.check.asked_cells import like
from catalog.check.examined import Column, Examined, Params, is_nothing
from catalog.findings import Finding, Findings

_READING = re.compile(
    r"カナ|フリガナ|ふりがな|よみがな|読み(?:仮名|がな|方)?$|よみ(?:$|[_・(])|InKana$|(?:^|[_a-z])kana$", re.IGNORECASE
)
_KATAKANA_ASKED = re.compile("カナ|フリガナ|InKana$", re.IGNORECASE)

_KANJI = r"[\u4E00-\u9FFF\u3400-\u4DBF々]"
_HALF_WIDTH = r"[\uFF66-\uFF9D]"
_HIRAGANA = r"[\u3041-\u3096]"
_KANA = r"[\u3041-\u3096\u30A1-\u30FA\uFF66-\uFF9D]"


def check_readings(examined: Examined) -> Findings:
    """Return the cells in columns of readings that hold kanji, half-width kana, or hiragana among katakana.

    Codes: reading-with-kanji, reading-half-width, reading-in-hiragana, more-in-column.
    """
    found: list[Finding] = []
    for column in examined.columns:
        if _READING.search(column.heading) and column.share(_KANA) >= 0.5:
            found += (*column.report(_odd_readings(column)), *_half_width(column))
    return tuple(found)


def _odd_readings(column: Column) -> dict[str, tuple[str, Params]]:
    found: dict[str, tuple[str, Params]] = {}
    # Where all are in hiragana, that is how this column is written.
    if _KATAKANA_ASKED.search(column.heading) and column.share(_HIRAGANA) < 0.5:
        found |= _with_code(column, "reading-in-hiragana", like(_HIRAGANA))
    return found | _with_code(column, "reading-with-kanji", like(_KANJI))


def _half_width(column: Column) -> Iterator[Finding]:
    """Tell once a column: where one reading is in half-width kana, most are."""
    odd = column.odd_rows(like(_HALF_WIDTH))
    if odd is not None:
        first = odd.arg_max() or 0
        params = {"value": column.quoted(column.cells[first]), "count": f"{int(odd.sum()):,}"}
        yield Finding("reading-half-width", column.cell(first), params)


def _with_code(column: Column, code: str, odd: pl.Expr) -> dict[str, tuple[str, Params]]:
    return {value: (code, {"value": column.quoted(value)}) for value in column.values(odd) if not is_nothing(value)}
