"""CSV: a canonical form for programs, the same with English headings, and a copy that is safe to open in Excel."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF8
from collections.abc import Container, Iterator, Sequence

import polars as pl

from catalog.model.dataset import Field
from catalog.publish.tables.columns import Columns, join_lines, meeting

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


def csv_rounds(columns: Columns) -> Iterator[tuple[bytes, ...]]:
    """Yield, piece by piece, the canonical CSV, and beside it the same under the English headings where there are any.

    UTF-8 without BOM, LF, quotes only where needed, readable by RFC 4180.
    """
    english = english_headings(columns)
    headings = (columns.names, english) if english else (columns.names,)
    yield tuple(heading_line(each, "\n").encode() for each in headings)
    for _, rows in columns.batches():
        yield (render_rows(rows, _SPECIAL, "\n"),) * len(headings)


def excel_csv_pieces(columns: Columns) -> Iterator[bytes]:
    """Yield UTF-8 with BOM and CRLF, as Excel reads it, each cell that it would run as a formula behind an apostrophe.

    Numbers stay numbers: a negative number in a column of numbers is no formula.
    """
    yield BOM_UTF8
    # A heading can be a formula, too: they are the first of the rows.
    headings = pl.DataFrame([pl.Series(str(index), [name]) for index, name in enumerate(columns.names)])
    if not columns.frame.height and headings.width:
        yield _excel_rows(headings, columns)
    for first, rows in columns.batches():
        yield _excel_rows(rows if first else headings.vstack(rows), columns)


def english_headings(columns: Columns) -> tuple[str, ...] | None:
    """Return the English heading of every column, or ``None`` where one has none or two have the same."""
    headings = tuple(field.title.en for field in columns.fields if field and field.title.en)
    return headings if headings and len(set(headings)) == len(columns.names) else None


def heading_line(headings: Sequence[str], newline: str) -> str:
    """Return the first line of a CSV file."""
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator=newline).writerow(headings)
    return line.getvalue()


def render_rows(rows: pl.DataFrame, special: str = _SPECIAL, newline: str = "\n") -> bytes:
    """Return each of the *rows* of a batch with its *newline*, cells with *special* characters in quotes."""
    quoted = meeting(rows, [_needs_quotes(pl.all(), special, rows.width)])
    return join_lines(rows, list(_cells(rows, special, quoted)), newline) + newline.encode()


def guard_formulas(frame: pl.DataFrame, fields: Sequence[Field | None]) -> pl.DataFrame:
    """Return *frame* with an apostrophe before each cell that a spreadsheet could run; plain numbers are spared."""
    pairs = list(zip(frame.columns, fields, strict=True))
    numbers = [name for name, field in pairs if field is not None and field.type in _NUMERIC]
    texts = [name for name in frame.columns if name not in numbers]
    guarded = meeting(frame, [_is_dangerous(pl.col(texts), False), _is_dangerous(pl.col(numbers), True)])
    if not guarded:
        return frame
    return frame.with_columns(
        pl.when(_is_dangerous(pl.col(name), name in numbers))
        .then(pl.concat_str(pl.lit("'"), name))
        .otherwise(name)
        .alias(name)
        for name in frame.columns
        if name in guarded
    )


def _excel_rows(rows: pl.DataFrame, columns: Columns) -> bytes:
    return render_rows(guard_formulas(rows, columns.fields), _SPECIAL_TO_EXCEL, "\r\n")


def _is_dangerous(text: pl.Expr, numeric: bool) -> pl.Expr:
    dangerous = text.str.contains(_FORMULA) & ~text.str.contains(_ONLY_DASHES)
    return dangerous & ~text.str.contains(_PLAIN_NUMBER) if numeric else dangerous


def _cells(frame: pl.DataFrame, special: str, quoted: Container[str]) -> Iterator[pl.Expr]:
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
