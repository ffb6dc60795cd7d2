"""A table as the repairs look at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from catalog.infer.cut import cut_table
from catalog.infer.layout import infer_layout
from catalog.infer.roles import infer_roles
from catalog.load.described_tables import take_table
from catalog.model.dataset import Dialect, Field, LayerDeclaration, Schema
from catalog.model.layer import BBox
from catalog.model.records import Records
from catalog.model.repair import CellEdit, RepairKind
from catalog.model.roles import Role
from catalog.model.table import Table

MAX_DIFFERENT = 200_000
"""Different odd cells of a column that are looked at; with more of them nothing in the column is touched."""


@dataclass(frozen=True, slots=True)
class Description:
    """What is known of a table before it is read.

    Attributes:
        dialect: ``None`` where nobody says how the table lies, so that it has to be found.
        encoding: As declared.
        schema, layer: ``None`` where nothing is said.
        extent: Where the body that the data is about lies; ``None`` where that isn't known.
    """

    dialect: Dialect | None = None
    encoding: str | None = None
    schema: Schema | None = None
    layer: LayerDeclaration | None = None
    extent: BBox | None = None

    @property
    def names(self) -> list[str]:
        """The names that the schema has for the columns."""
        return [field.name for field in self.schema.fields] if self.schema is not None else []

    def with_header_rows(self, rows: tuple[int, ...]) -> Description:
        """Return the same of a table whose headings are in *rows*."""
        return self if self.dialect is None else replace(self, dialect=replace(self.dialect, header_rows=rows))


@dataclass(frozen=True, slots=True)
class Subject:
    """What is to be repaired, and what is known of it.

    Attributes:
        records: All of the file or sheet.
        table: Cut from *records*.
        positions: Of the table's columns in *records*, from 0.
        header_rows: Numbers of the rows of the headings, from 1.
        roles: One for each column.
    """

    records: Records
    table: Table
    positions: tuple[int, ...]
    header_rows: tuple[int, ...]
    roles: tuple[Role | None, ...]
    description: Description = field(default_factory=Description)

    @property
    def schema(self) -> Schema | None:
        """What the descriptor says of the columns."""
        return self.description.schema

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


def cut_subject(records: Records, description: Description) -> Subject | None:
    """Return the table in *records* with what *description* says of it, or ``None`` where there is none.

    Where nothing is said of how it lies, it is found as ``catalog inspect`` does.
    """
    if description.dialect is None:
        layout = infer_layout(records)
        if not layout.columns or not layout.header_rows:
            return None  # Without headings nobody knows what the columns are.
        first, last = layout.header_rows
        table = cut_table(records, layout)
        return Subject(records, table, layout.columns, tuple(range(first, last + 1)), infer_roles(table), description)
    described, _ = take_table(records, description.dialect, "", description.names)
    if described is None:
        return None
    positions = tuple(range(len(described.labels)))
    rows = description.dialect.header_rows
    return Subject(records, described, positions, rows, infer_roles(described), description)
