"""XLSX: the table for people, in a workbook that knows its types: a sheet of data, and one that explains the columns.

Whole numbers and numbers are numbers where Excel's doubles hold them as they are written, dates are dates from March
1900 on, booleans are booleans. Everything else is text with the format "text": codes keep their zeros also when a cell
is edited, and what looks like a formula is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from catalog.i18n import interface_texts
from catalog.model.dataset import Field
from catalog.model.described import MissingForm
from catalog.publish.tables.columns import Columns
from catalog.publish.tables.sheet_xml import (
    Column,
    column_letters,
    fits_excel,
    render_sheet_rows,
    sheet_end,
    sheet_start,
    text_row,
)
from catalog.publish.tables.typed import Kind, is_missing
from catalog.publish.tables.workbook_parts import Style, decimal_style, package_parts, sheet_name
from catalog.publish.zip_stream import LARGEST, Entry, zip_pieces

ROW_LIMIT = 1_048_576
COLUMN_LIMIT = 16_384
CELL_LIMIT = 32_767
"""What Excel can open: rows with the heading, columns, and UTF-16 units in a cell.

Source: https://support.microsoft.com/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3
"""

_CELL_OVERHEAD = 70
"""Bytes of XML around a cell, at most; ``&`` takes five instead of one."""
_LEVEL = 4
"""Of compression: three times as fast as the usual one, and larger by a tenth."""

_FIELD_HEADINGS = (
    "項目 / Field",
    "英語名 / English name",
    "値 / Type",
    "説明 / Description",
    "英語の説明 / In English",
)
_FIELD_WIDTHS = (24, 24, 20, 60, 60)
_STYLES = {Kind.INTEGER: Style.INTEGER, Kind.DATE: Style.DATE, Kind.DATETIME: Style.DATETIME, Kind.TIME: Style.TIME}
_DATE_WIDTHS = {Kind.DATE: 10, Kind.DATETIME: 19}


def find_obstacle(columns: Columns) -> MissingForm | None:
    """Return what keeps Excel from opening the table, or ``None``."""
    frame = columns.frame
    reason = None
    if not 0 < frame.width <= COLUMN_LIMIT:
        reason = "columns"
    elif frame.height + 1 > ROW_LIMIT:
        reason = "rows"
    elif _has_long_cell(columns):
        reason = "cell"
    elif _largest_size(frame) > LARGEST:
        reason = "size"
    return MissingForm("xlsx", reason) if reason else None


def xlsx_pieces(columns: Columns, kinds: Sequence[Kind], missing_values: Sequence[str], title: str) -> Iterator[bytes]:
    """Yield the workbook.

    Arguments:
        columns: Canonical text.
        kinds: What the cells of each column are.
        missing_values: Texts that stand for no value in a column that isn't text.
        title: Becomes the name of the sheet, as far as Excel takes it.
    """
    fields_name = "項目 Fields"
    names = (sheet_name(title, [fields_name]), fields_name)
    described = _described_columns(columns, kinds, missing_values)
    last = f"${described[-1].letters}${columns.frame.height + 1}"
    yield from zip_pieces(
        [
            *(Entry(name, [part]) for name, part in package_parts(names, {0: f"$A$1:{last}"}).items()),
            Entry("xl/worksheets/sheet1.xml", _data_sheet(columns, described, missing_values), _LEVEL),
            Entry("xl/worksheets/sheet2.xml", [_fields_sheet(columns)]),
        ]
    )


def _data_sheet(columns: Columns, described: Sequence[Column], missing_values: Sequence[str]) -> Iterator[bytes]:
    height = columns.frame.height
    yield sheet_start(described, height, is_first=True).encode()
    yield text_row(1, described, columns.names, Style.HEADING).encode()
    typed = [
        name
        for name, column in zip(columns.frame.columns, described, strict=True)
        if column.kind is not Kind.TEXT and set(missing_values) - {""}
    ]
    for first, rows in columns.batches():
        without_markers = (
            pl.when(is_missing(pl.col(name), missing_values)).then(pl.lit("")).otherwise(pl.col(name)).alias(name)
            for name in typed
        )
        yield render_sheet_rows(rows.with_columns(without_markers) if typed else rows, first + 2, described)
    yield sheet_end(described, height).encode()


def _described_columns(columns: Columns, kinds: Sequence[Kind], missing_values: Sequence[str]) -> list[Column]:
    pairs = list(zip(columns.frame.columns, kinds, strict=True))
    widths = columns.frame.select(_width(pl.all()).max().fill_null(0)).row(0)
    typed: dict[Kind, list[str]] = {}
    for name, kind in pairs:
        if kind is not Kind.TEXT:
            typed.setdefault(kind, []).append(name)
    fits = {}
    if typed:
        fits = columns.frame.select(
            (is_missing(pl.col(names), missing_values) | fits_excel(pl.col(names), kind)).all().name.keep()
            for kind, names in typed.items()
        ).row(0, named=True)
    styles = _styles(columns.frame, kinds, missing_values)
    return [
        Column(
            letters=column_letters(index),
            kind=kind,
            style=styles[name],
            width=max(_DATE_WIDTHS.get(kind, 0), widths[index], _heading_width(columns.names[index])),
            all_fit=fits.get(name, True),
        )
        for index, (name, kind) in enumerate(pairs)
    ]


def _styles(frame: pl.DataFrame, kinds: Sequence[Kind], missing_values: Sequence[str]) -> dict[str, int]:
    """Return the style of each column; numbers that all have two decimals keep showing two."""
    styles = {name: int(_STYLES.get(kind, Style.GENERAL)) for name, kind in zip(frame.columns, kinds, strict=True)}
    numbers = [name for name, kind in zip(frame.columns, kinds, strict=True) if kind is Kind.NUMBER]
    if numbers:
        decimals = frame.select(_decimals(pl.col(numbers), missing_values).name.keep())
        for name in numbers:
            least, most = decimals[name].min(), decimals[name].max()
            styles[name] = decimal_style(least) if isinstance(least, int) and least == most else int(Style.GENERAL)
    return styles


def _decimals(number: pl.Expr, missing_values: Sequence[str]) -> pl.Expr:
    decimals = number.str.extract(r"\.([0-9]+)$").str.len_bytes().fill_null(0)
    return pl.when(~is_missing(number, missing_values)).then(decimals)


def _width(text: pl.Expr) -> pl.Expr:
    """Return the width of a text in characters of half width: kana and kanji have three bytes and are twice as wide."""
    return (text.str.len_bytes() + text.str.len_chars()) // 2


def _heading_width(heading: str) -> int:
    return (len(heading.encode("utf-8", "replace")) + len(heading)) // 2 + 3  # and the arrow of the filter


def _has_long_cell(columns: Columns) -> bool:
    if any(len(name.encode("utf-16-le", "replace")) > 2 * CELL_LIMIT for name in columns.names):
        return True
    lengths = columns.frame.select(pl.all().str.len_bytes().max().fill_null(0)).row(0)
    return any(
        _utf16_units(columns.frame[name]) > CELL_LIMIT
        for name, length in zip(columns.frame.columns, lengths, strict=True)
        if length > CELL_LIMIT
    )


def _utf16_units(column: pl.Series) -> int:
    long = column.filter(column.str.len_bytes() > CELL_LIMIT)
    return max(len(text.encode("utf-16-le")) // 2 for text in long)


def _largest_size(frame: pl.DataFrame) -> int:
    text_bytes = sum(frame.select(pl.all().str.len_bytes().sum()).row(0))
    return int(text_bytes) + frame.width * frame.height * _CELL_OVERHEAD


def _fields_sheet(columns: Columns) -> bytes:
    described = [
        Column(column_letters(index), Kind.TEXT, Style.TEXT, width) for index, width in enumerate(_FIELD_WIDTHS)
    ]
    rows = [_field_row(name, field) for name, field in zip(columns.names, columns.fields, strict=True)]
    texts = [
        sheet_start(described, len(rows), is_first=False),
        text_row(1, described, _FIELD_HEADINGS, Style.HEADING),
        *(text_row(number, described, row, Style.TEXT) for number, row in enumerate(rows, start=2)),
        sheet_end(described, len(rows)),
    ]
    return "".join(texts).encode()


def _field_row(name: str, field: Field | None) -> tuple[str, str, str, str, str]:
    """Return what there is to say of a column, each text at most as long as a cell can be."""
    if field is None:
        return (name, "", "", "", "")
    types = dict.fromkeys(interface_texts(lang).get(f"type_{field.type}", field.type) for lang in ("ja", "en"))
    description = field.description
    texts = (
        name,
        field.title.en or "",
        " / ".join(types),
        description.ja if description else "",
        (description.en or "") if description else "",
    )
    short = [text[: CELL_LIMIT // 2] for text in texts]
    return (short[0], short[1], short[2], short[3], short[4])
