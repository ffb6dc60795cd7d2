"""Which sheet of a workbook holds the records."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from catalog.infer.cell_kinds import CellKind, cell_kind, fold
from catalog.infer.grid import measure
from catalog.infer.layout import infer_layout
from catalog.model.layout import Layout
from catalog.model.records import Records

MAX_SHEETS = 100
"""Sheets that are looked into; the rest are known by name alone."""

MAX_CHOICES = 200
"""Lists of choices side by side that a sheet may have; one with more columns holds something else."""

_NOT_RECORDS = re.compile(
    r"(?:記入|入力|作成|記載)(?:例|見本|要領|方法|上の|の手引|要項)|サンプル|見本|(?<!\w)例$|^例|sample|example"
    r"|選択肢|リスト$|^リスト|プルダウン|ドロップダウン|マスタ|コード(?:表|一覧|リスト)$|区分表|^コード$|^list|master|lookup"
    r"|説明|凡例|定義|はじめに|使い方|目次|表紙|注意|留意|解説|備考$|^注$|メタデータ|変更履歴|更新履歴|改訂履歴|readme|legend|notes?$|cover",
    re.IGNORECASE,
)
_SAMPLE_TITLE = re.compile(r"(?:記入|入力|作成|記載)(?:例|見本)|^[【(\[]?(?:例|サンプル|見本)[】)\]]?$")
_DEFINITION_HEADING = re.compile(
    r"項目名|項目番号|データ型|入力例|記入例|説明|記載方法|必須|形式|桁数|区分|物理名|論理名"
)
_ENOUGH = 0.5
"""A sheet that comes first is taken before a longer one, unless it is less than half as long."""


def choose_sheet(sheets: Sequence[tuple[str, bool, Records]]) -> int | None:
    """Return the position of the sheet that holds the records, or ``None`` where every sheet is empty.

    Arguments:
        sheets: Name, whether it is hidden, and rows of each, in the order of their tabs.

    A visible sheet comes before a hidden one, one whose name or shape doesn't say "example", "choices" or
    "explanation" before one that does, and the first before later ones unless it is much smaller.
    """
    if len(sheets) == 1:  # Whatever it looks like; large ones take time to look at.
        return 0 if measure(sheets[0][2].frame).row_counts.sum() else None
    rated = [_rate(name, is_hidden, records) for name, is_hidden, records in sheets[:MAX_SHEETS]]
    usable = [rating for rating in rated if rating.size]
    if not usable:
        return None
    best = min(rating.grade for rating in usable)
    largest = max(rating.size for rating in usable if rating.grade == best)
    return next(
        place
        for place, rating in enumerate(rated)
        if rating.grade == best and rating.size and rating.size >= _ENOUGH * largest
    )


@dataclass(frozen=True, slots=True)
class _Rating:
    """How much a sheet looks like the one with the records.

    Attributes:
        grade: The lower, the more likely: no data, hidden, an aside by name or shape.
        size: Cells of the table, headings included; 0 for an empty sheet.
    """

    grade: tuple[bool, bool, bool]
    size: int


def _rate(name: str, is_hidden: bool, records: Records) -> _Rating:
    layout = infer_layout(records)
    is_aside = is_aside_by_name(name) or _is_example(records) or _is_definition(layout) or _is_choices(records, layout)
    size = (layout.row_count + len(layout.header_rows[:1])) * len(layout.columns)
    return _Rating((not layout.row_count, is_hidden, is_aside), size)


def is_aside_by_name(name: str) -> bool:
    """Return whether the name of a sheet says that it holds an example, choices or explanations."""
    return _NOT_RECORDS.search(fold(name).replace(" ", "")) is not None


def _is_example(records: Records) -> bool:
    """Return whether one of the first rows says that all of it is an example."""
    for row in records.frame.head(3).iter_rows():
        if any(cell and len(cell) <= 40 and _SAMPLE_TITLE.search(fold(cell)) for cell in row[:50]):
            return len([cell for cell in row if cell]) == 1
    return False


def _is_definition(layout: Layout) -> bool:
    """Return whether each row of the table tells of a column of another."""
    labels = [fold(label) for label in layout.labels]
    return sum(_DEFINITION_HEADING.search(label) is not None for label in labels) >= max(2, 0.5 * len(labels))


def _is_choices(records: Records, layout: Layout) -> bool:
    """Return whether the columns are lists of words side by side, each as long as it happens to be."""
    if not 2 <= len(layout.columns) <= MAX_CHOICES or layout.first_data_row is None or layout.last_data_row is None:
        return False
    every = records.frame.columns
    names = [every[column] for column in layout.columns]
    grid = measure(records.frame.select(names)[layout.first_data_row - 1 : layout.last_data_row])
    ends = [int(filled[-1]) + 1 if (filled := column.arg_true()).len() else 0 for column in grid.filled]
    are_dense = all(end == count for end, count in zip(ends, grid.column_counts, strict=True))
    cells = (cell for row in grid.frame.head(20).iter_rows() for cell in row if cell)
    are_words = all(cell_kind(cell) in (CellKind.TEXT, CellKind.MARK) for cell in cells)
    return are_dense and are_words and min(ends) < 0.7 * max(ends)
