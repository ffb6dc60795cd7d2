"""CSV: a canonical form for programs, a copy that is safe to open in Excel, and one with English headings."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from catalog.publish.tables.columns import Column, join_lines, join_rows

# A cell that a spreadsheet would run as a formula, also behind characters that it drops; full-width signs are signs to
# Excel, too. Source: OWASP, CSV Injection.
_FORMULA = r"^[\s\u3000\u200b\ufeff\x00]*[=+\-@＝＋－＠]|^[\t\r\n]"
# Dashes alone are how tables say "none"; no spreadsheet sees a formula in them.
_ONLY_DASHES = r"^[\-－]+$"
_PLAIN_NUMBER = r"^\s*[+-]?[0-9][0-9,_]*(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\s*$|^\s*[+-]?\.[0-9]+\s*$"
_NUMERIC = frozenset({"integer", "number"})


def render_csv(columns: Sequence[Column]) -> bytes:
    """Return UTF-8 without BOM, LF, quotes only where needed; readable by RFC 4180."""
    return _render([column.name for column in columns], [column.cells for column in columns], "\n").encode()


def render_english_csv(columns: Sequence[Column]) -> bytes | None:
    """Return the canonical CSV under the English headings; ``None`` unless every column has one and all differ."""
    headings = [column.field.title.en for column in columns if column.field and column.field.title.en]
    if not columns or len(set(headings)) != len(columns):
        return None
    return _render(headings, [column.cells for column in columns], "\n").encode()


def render_excel_csv(columns: Sequence[Column]) -> bytes:
    """Return UTF-8 with BOM and CRLF, as Excel reads it, each cell that it would run as a formula behind an apostrophe.

    Numbers stay numbers: a negative number in a column of numbers is no formula.
    """
    headings = guard_formulas(pl.Series([column.name for column in columns], dtype=pl.String), numeric=False).to_list()
    cells = [
        guard_formulas(column.cells, numeric=column.field is not None and column.field.type in _NUMERIC)
        for column in columns
    ]
    # Where Excel splits at semicolons or tabs, a formula could hide behind one: such cells are quoted.
    return _render(headings, cells, "\r\n", also_quoted=r";\t").encode("utf-8-sig")


def guard_formulas(cells: pl.Series, numeric: bool) -> pl.Series:
    """Return *cells* with an apostrophe before each that a spreadsheet could run; *numeric* spares plain numbers."""
    dangerous = cells.str.contains(_FORMULA) & ~cells.str.contains(_ONLY_DASHES)
    if numeric:
        dangerous &= ~cells.str.contains(_PLAIN_NUMBER)
    if not dangerous.any():
        return cells
    return pl.select(pl.when(dangerous).then("'" + cells).otherwise(cells)).to_series()


def _render(headings: Sequence[str], cells: Sequence[pl.Series], newline: str, also_quoted: str = "") -> str:
    alone = len(headings) == 1
    head = [_quote(pl.Series([heading], dtype=pl.String), also_quoted, alone).item() for heading in headings]
    parts: list[str | pl.Series] = []
    for column in cells:
        parts += [",", _quote(column, also_quoted, alone)]
    rows = join_rows(parts[1:], len(cells[0]) if cells else 0)
    lines = [",".join(head), join_lines(rows, newline)] if len(rows) else [",".join(head)]
    return newline.join(lines) + newline


def _quote(cells: pl.Series, also_quoted: str, alone: bool) -> pl.Series:
    special = cells.str.contains(f'[",\r\n{also_quoted}]')
    if alone:
        # The only cell of its row: an empty line would be read as no row at all.
        special |= cells == ""
    if not special.any():
        return cells
    quoted = '"' + cells.str.replace_all('"', '""', literal=True) + '"'
    return pl.select(pl.when(special).then(quoted).otherwise(cells)).to_series()
