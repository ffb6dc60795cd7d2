"""A sheet of a workbook as XML: every cell with its place, its style and its type, joined column by column.

Source: ECMA-376 part 1, sections 18.3 (worksheets) and 22.9.2.19 (ST_Xstring).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from catalog.publish.tables.columns import join_lines
from catalog.publish.tables.typed import Kind, survives_double, typed_values
from catalog.publish.tables.workbook_parts import Style

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_NARROWEST, _WIDEST = 8, 60
_FIRST_DAY = date(1900, 3, 1)
"""Excel counts a 29 February 1900 that there never was: before this day its dates are others."""
_EPOCH_DAYS = 25_569
_DAY_MICROSECONDS = 86_400_000_000
_DAY_NANOSECONDS = 86_400_000_000_000
_FRACTION = r"\.[0-9]*[1-9]"

# What XML can't hold, or would change. A text that looks like such an escape is one to Excel: its first character is
# escaped, too.
_CONTROLS = [chr(code) for code in (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0xFFFE, 0xFFFF)]
_REPLACED: Mapping[str, str] = {
    **{control: f"_x{ord(control):04X}_" for control in _CONTROLS},
    "\r": "&#13;",
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
}
_ODD = "[&<>" + "".join(f"\\x{{{ord(control):x}}}" for control in (*_CONTROLS, "\r")) + "]"
_LIKE_AN_ESCAPE = r"_(x[0-9A-Fa-f]{4}_)"
_OUTER_SPACE = r"^[\t\n\r ]|[\t\n\r ]$|\n"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet.

    Attributes:
        letters: As Excel names it.
        kind: What its cells are; those that a number or date of Excel can't hold are text.
        style: Of the cells that aren't text.
        width: In characters of half width.
        all_fit: Whether every cell is what ``kind`` says, and none is text for not fitting.
    """

    letters: str
    kind: Kind
    style: int
    width: int
    all_fit: bool = True


def column_letters(index: int) -> str:
    """Return how Excel names the column at the 0-based *index*: ``A``, ``Z``, ``AA``."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def sheet_start(columns: Sequence[Column], row_count: int, *, is_first: bool) -> str:
    """Return everything before the first row: the headings stay in sight, columns are as wide as their texts."""
    widths = "".join(
        f'<col min="{index}" max="{index}" width="{max(_NARROWEST, min(_WIDEST, column.width)) + 2}" customWidth="1"/>'
        for index, column in enumerate(columns, start=1)
    )
    selected = ' tabSelected="1"' if is_first else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_MAIN}">'
        f'<dimension ref="{_range(columns, row_count)}"/><sheetViews><sheetView{selected} workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>'
        f'</sheetView></sheetViews><sheetFormatPr defaultRowHeight="18.75"/><cols>{widths}</cols><sheetData>'
    )


def sheet_end(columns: Sequence[Column], row_count: int) -> str:
    """Return everything after the last row. Excel isn't to warn of codes that they look like numbers."""
    cells = _range(columns, row_count)
    return (
        f'</sheetData><autoFilter ref="{cells}"/>'
        f'<ignoredErrors><ignoredError sqref="{cells}" numberStoredAsText="1"/></ignoredErrors></worksheet>'
    )


def text_row(number: int, columns: Sequence[Column], texts: Sequence[str], style: Style) -> str:
    """Return a row of texts, for headings and what else is short."""
    cells = "".join(
        f'<c r="{column.letters}{number}" s="{style:d}" t="inlineStr"><is><t xml:space="preserve">'
        f"{escape_text(text)}</t></is></c>"
        for column, text in zip(columns, texts, strict=True)
        if text
    )
    return f'<row r="{number}">{cells}</row>'


def render_sheet_rows(rows: pl.DataFrame, first_number: int, columns: Sequence[Column]) -> bytes:
    """Return the *rows* of a batch, the first with the number *first_number*; an empty cell is left out."""
    numbers = pl.int_range(first_number, first_number + rows.height, eager=True).cast(pl.String).alias("row")
    pairs = list(zip(rows.columns, columns, strict=True))
    facts = rows.select(_facts([name for name, column in pairs if column.kind is Kind.TEXT])).row(0, named=True)
    cells = [part for name, column in pairs for part in _cell(name, column, facts)]
    parts = [pl.lit('<row r="'), pl.col("row"), pl.lit('">'), *cells, pl.lit("</row>")]
    return join_lines(rows.with_columns(numbers), parts, "")


def escape_text(text: str) -> str:
    """Return *text* as a cell's text in XML."""
    text = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
    return "".join(_REPLACED.get(character, character) for character in text)


def _range(columns: Sequence[Column], row_count: int) -> str:
    return f"A1:{columns[-1].letters}{row_count + 1}"


def fits_excel(text: pl.Expr, kind: Kind) -> pl.Expr:
    """Return where Excel has a number, a date or a time that says what a cell of *kind* says."""
    if kind in (Kind.INTEGER, Kind.NUMBER):
        return survives_double(text)
    value = typed_values(text, kind)
    if kind is Kind.DATE:
        return value >= _FIRST_DAY
    if kind is Kind.DATETIME:
        return (value >= _FIRST_DAY) & ~text.str.contains(_FRACTION)
    if kind is Kind.TIME:
        return ~text.str.contains(_FRACTION)
    return pl.lit(True)


def _facts(texts: Sequence[str]) -> Iterator[pl.Expr]:
    """Yield what is to be known of the columns, of which *texts* are text, before their cells are joined.

    Most need nothing done.
    """
    yield (pl.all() == "").any().name.suffix(" empty")
    text = pl.col(texts)
    yield (text.str.contains(_ODD) | text.str.contains(_LIKE_AN_ESCAPE)).any().name.suffix(" odd")
    yield text.str.contains(_OUTER_SPACE).any().name.suffix(" space")


def _cell(name: str, column: Column, facts: Mapping[str, bool]) -> list[pl.Expr]:
    text = pl.col(name)
    if column.kind is Kind.TEXT:
        parts = _text_cell(name, column, facts)
    elif column.all_fit:
        parts = _value_cell(column, _value(text, column.kind))
    else:
        value = pl.when((text != "") & fits_excel(text, column.kind)).then(_value(text, column.kind))
        as_text = pl.when(text != "").then(pl.concat_str(*_text_cell(name, column, facts)))
        return [pl.coalesce(pl.concat_str(*_value_cell(column, value)), as_text, pl.lit(""))]
    return [pl.when(text != "").then(pl.concat_str(*parts)).otherwise(pl.lit(""))] if facts[f"{name} empty"] else parts


def _text_cell(name: str, column: Column, facts: Mapping[str, bool]) -> list[pl.Expr]:
    text = pl.col(name)
    if facts.get(f"{name} odd"):
        # More than needed is escaped in such a text, which does no harm.
        escaped = text.str.replace_all("_x", "_x005F_x", literal=True)
        text = pl.when(text.str.contains(_LIKE_AN_ESCAPE)).then(escaped).otherwise(text)
        text = text.str.replace_many(list(_REPLACED), list(_REPLACED.values()))
    space = ' xml:space="preserve"' if facts.get(f"{name} space") else ""
    return [
        pl.lit(f'<c r="{column.letters}'),
        pl.col("row"),
        pl.lit(f'" s="{Style.TEXT:d}" t="inlineStr"><is><t{space}>'),
        text,
        pl.lit("</t></is></c>"),
    ]


def _value_cell(column: Column, value: pl.Expr) -> list[pl.Expr]:
    kind = ' t="b"' if column.kind is Kind.BOOLEAN else ""
    start, end = pl.lit(f'<c r="{column.letters}'), pl.lit("</v></c>")
    return [start, pl.col("row"), pl.lit(f'" s="{column.style}"{kind}><v>'), value, end]


def _value(text: pl.Expr, kind: Kind) -> pl.Expr:
    """Return what Excel calculates with: numbers as they are written, days since the end of 1899."""
    value = typed_values(text, kind)
    if kind is Kind.BOOLEAN:
        return pl.when(value).then(pl.lit("1")).otherwise(pl.lit("0"))
    if kind is Kind.DATE:
        return (value.cast(pl.Int32) + _EPOCH_DAYS).cast(pl.String)
    if kind is Kind.DATETIME:
        return (value.cast(pl.Int64) / _DAY_MICROSECONDS + _EPOCH_DAYS).cast(pl.String)
    if kind is Kind.TIME:
        return (value.cast(pl.Int64) / _DAY_NANOSECONDS).cast(pl.String)
    return text
