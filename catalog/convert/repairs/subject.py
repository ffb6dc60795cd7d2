"""A table as the repairs look at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from catalog.model.dataset import Field, LayerDeclaration, Schema
from catalog.model.layer import BBox
from catalog.model.records import Records
from catalog.model.repair import CellEdit, RepairKind
from catalog.model.roles import Role
from catalog.model.table import Table

MAX_DIFFERENT = 200_000
"""Different odd cells of a column that are looked at; with more of them nothing in the column is touched."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is to be repaired, and what is known of it.

    Attributes:
        records: All of the file or sheet.
        table: Cut from *records*.
        positions: Of the table's columns in *records*, from 0.
        header_rows: Numbers of the rows of the headings, from 1.
        roles: One for each column.
        is_described: There is a descriptor; without one only what needs no knowledge of the columns is mended.
        schema, layer: Of the descriptor.
        extent: Where the body that the data is about lies; ``None`` where that isn't known.
    """

    records: Records
    table: Table
    positions: tuple[int, ...]
    header_rows: tuple[int, ...]
    roles: tuple[Role | None, ...]
    is_described: bool = False
    schema: Schema | None = None
    layer: LayerDeclaration | None = None
    extent: BBox | None = None

    @property
    def missing_values(self) -> tuple[str, ...]:
        """Cells that stand for "no value"."""
        return self.schema.missing_values if self.schema is not None else ("",)

    def field(self, index: int) -> Field | None:
        """Return what the schema says of the column at *index*."""
        label = self.table.labels[index].strip()
        fields = self.schema.fields if self.schema is not None else ()
        return next((field for field in fields if field.name == label), None)

    def cells(self, index: int) -> pl.Series:
        """Return the column at *index*, named ``value``."""
        return self.table.frame[str(index)].alias("value")

    def odd_values(self, index: int, pattern: str) -> list[str]:
        """Return the different cells like *pattern* (of Polars), without missing values."""
        cells = self.cells(index)
        is_odd = cells.str.contains(pattern).fill_null(False) & ~cells.is_in(list(self.missing_values)).fill_null(True)
        found = cells.filter(is_odd).unique(maintain_order=True)
        return found.to_list() if found.len() <= MAX_DIFFERENT else []

    def given_values(self, index: int) -> list[str]:
        """Return the different cells that hold something, without missing values."""
        return self.odd_values(index, r"\S")

    def edits(
        self, index: int, values: Sequence[str], mend: Callable[[str], tuple[str, RepairKind] | None]
    ) -> Iterator[CellEdit]:
        """Yield an edit for each cell of the column at *index* whose text is among *values* and that *mend* mends."""
        mended = {value: found for value in values if (found := mend(value)) is not None and found[0] != value}
        if not mended:
            return
        cells = self.cells(index)
        for row in cells.is_in(list(mended)).fill_null(False).arg_true():
            value = cells[row]
            yield self.edit(row, index, value, *mended[value])

    def edit(self, row: int, index: int, before: str, after: str, kind: RepairKind) -> CellEdit:
        """Return the edit of the cell in the 0-based data *row* of the column at *index*."""
        number = self.table.row_number(row)
        return CellEdit(number, self.positions[index], self.table.labels[index], before, after, kind)
