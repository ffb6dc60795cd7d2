"""CSV: a canonical form for programs, the same with English headings, and a copy that is safe to open in Excel."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence

import polars as pl

from catalog.model.dataset import Field
from catalog.publish.tables.columns import Columns, join_lines

# A cell that a spreadsheet would run as a formula, also behind characters that it drops; full-width signs are signs to
# Excel, too. Source: OWASP, CSV Injection.
_FORMULA = r"^[\s\u3000\u200b\ufeff\x00]*[=+\-@＝＋－＠]|^[\t\r\n]"
# Dashes alone are how tables say "none"; no spreadsheet sees a formula in them.
_ONLY_DASHES = r"^[\-－]+$"
_PLAIN_NUMBER = r"^\s*[+-]?[0-9][0-9,_]*(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\s*$|^\s*[+-]?\.[0-9]+\s*$"
_NUMERIC = frozenset({"integer", "number"})

_SPECIAL = '[",\r\n]'
# Where Excel splits at semicolons or tabs, a formula could hide behind one: such cells are quoted, too.
_SPECIAL_TO_EXCEL = '[",\r\n;\t]'


def render_csv(columns: Columns) -> tuple[bytes, bytes | None]:
    """Return the canonical CSV and the same under the English headings.

    UTF-8 without BOM, LF, quotes only where needed, readable by RFC 4180. English is ``None`` unless every column has
    an English heading and all differ.
    """
    rows = _render_rows(columns.frame, _SPECIAL, "\n")
    english = english_headings(columns)
    return (
        b"".join([_heading_line(columns.names), *rows]),
        b"".join([_heading_line(english), *rows]) if english else None,
    )


def render_excel_csv(columns: Columns) -> bytes:
    """Return UTF-8 with BOM and CRLF, as Excel reads it, each cell that it would run as a formula behind an apostrophe.

    Numbers stay numbers: a negative number in a column of numbers is no formula.
    """
    headings = pl.DataFrame([pl.Series(str(index), [name]) for index, name in enumerate(columns.names)])
    lines = pl.concat([headings, columns.frame])  # a heading can be a formula, too
    return b"".join([BOM_UTF8, *_render_rows(guard_formulas(lines, columns.fields), _SPECIAL_TO_EXCEL, "\r\n")])


def english_headings(columns: Columns) -> tuple[str, ...] | None:
    """Return the English heading of every column, or ``None`` where one has none or two have the same."""
    headings = tuple(field.title.en for field in columns.fields if field and field.title.en)
    return headings if headings and len(set(headings)) == len(columns.names) else None


def guard_formulas(frame: pl.DataFrame, fields: Sequence[Field | None]) -> pl.DataFrame:
    """Return *frame* with an apostrophe before each cell that a spreadsheet could run; plain numbers are spared."""
    columns = [
        (name, field is not None and field.type in _NUMERIC) for name, field in zip(frame.columns, fields, strict=True)
    ]
    guarded = _affected(frame, [_is_dangerous(pl.col(name), numeric) for name, numeric in columns])
    return frame.with_columns(
        pl.when(_is_dangerous(pl.col(name), numeric)).then(pl.concat_str(pl.lit("'"), name)).otherwise(name).alias(name)
        for name, numeric in columns
        if name in guarded
    )


def _is_dangerous(text: pl.Expr, numeric: bool) -> pl.Expr:
    dangerous = text.str.contains(_FORMULA) & ~text.str.contains(_ONLY_DASHES)
    return dangerous & ~text.str.contains(_PLAIN_NUMBER) if numeric else dangerous


def _affected(frame: pl.DataFrame, conditions: Sequence[pl.Expr]) -> set[str]:
    """Return the names of the columns of which a cell meets its condition; most tables have none."""
    met = frame.select(condition.any() for condition in conditions)
    return {name for name in met.columns if met[name].item()}


def _heading_line(headings: Sequence[str]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\n").writerow(headings)
    return line.getvalue().encode()


def _render_rows(frame: pl.DataFrame, special: str, newline: str) -> list[bytes]:
    """Return every row with its *newline*, in pieces."""
    if frame.is_empty():
        return []
    quoted = _affected(frame, [_needs_quotes(pl.col(name), special, frame.width) for name in frame.columns])
    return [*join_lines(frame, list(_cells(frame, special, quoted)), newline), newline.encode()]


def _cells(frame: pl.DataFrame, special: str, quoted: set[str]) -> Iterator[pl.Expr]:
    for index, name in enumerate(frame.columns):
        if index:
            yield pl.lit(",")
        cell = pl.col(name)
        if name in quoted:
            in_quotes = pl.concat_str(pl.lit('"'), cell.str.replace_all('"', '""', literal=True), pl.lit('"'))
            cell = pl.when(_needs_quotes(pl.col(name), special, frame.width)).then(in_quotes).otherwise(cell)
        yield cell


def _needs_quotes(text: pl.Expr, special: str, width: int) -> pl.Expr:
    # The only cell of its row, and empty: the empty line would be read as no row at all.
    return text.str.contains(special) | (text == "") if width == 1 else text.str.contains(special)
