"""Facts on many cells in few words: counts, the first ones, blocks of rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from catalog.model.workbook import CellList, ColouredCells, UnitFormat

MAX_FIRST = 20
MAX_BLOCKS = 100
MAX_LOOKS = 2_000


@dataclass(slots=True)
class Cells:
    """Counts cells and keeps the first :data:`MAX_FIRST` of them."""

    count: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, cell: str) -> None:
        """Take a cell."""
        self.count += 1
        if len(self.first) < MAX_FIRST:
            self.first.append(cell)

    def list(self) -> CellList:
        """Return what was taken."""
        return CellList(self.count, tuple(self.first))


@dataclass(slots=True)
class Blocks:
    """Numbers in rising order as the first :data:`MAX_BLOCKS` blocks of them."""

    count: int = 0
    blocks: list[list[int]] = field(default_factory=list)

    def add(self, first: int, last: int | None = None) -> None:
        """Take a number, or all from *first* to *last*."""
        last = last or first
        self.count += last - first + 1
        if self.blocks and self.blocks[-1][1] == first - 1:
            self.blocks[-1][1] = last
        elif len(self.blocks) < MAX_BLOCKS:
            self.blocks.append([first, last])

    def all(self) -> tuple[tuple[int, int], ...]:
        """Return the blocks."""
        return tuple((first, last) for first, last in self.blocks)


@dataclass(slots=True)
class Units:
    """Cells by column and by the unit that their number format shows."""

    found: dict[tuple[int, str], Blocks] = field(default_factory=dict)

    def add(self, row: int, column: int, unit: str) -> None:
        """Take a cell."""
        blocks = self.found.get((column, unit))
        if blocks is None and len(self.found) < MAX_LOOKS:
            blocks = self.found[column, unit] = Blocks()
        if blocks is not None:
            blocks.add(row)

    def all(self) -> tuple[UnitFormat, ...]:
        """Return what was taken, by column."""
        items = sorted(self.found.items())
        return tuple(UnitFormat(column, unit, blocks.count, blocks.all()) for (column, unit), blocks in items)


@dataclass(slots=True)
class Looks:
    """Cells by column and by their colours."""

    found: dict[tuple[int, str | None, str | None], Blocks] = field(default_factory=dict)

    def add(self, row: int, column: int, fill: str | None, font: str | None) -> None:
        """Take a cell."""
        blocks = self.found.get((column, fill, font))
        if blocks is None and len(self.found) < MAX_LOOKS:
            blocks = self.found[column, fill, font] = Blocks()
        if blocks is not None:
            blocks.add(row)

    def coloured(self) -> tuple[ColouredCells, ...]:
        """Return the looks of the columns that have more than one."""
        columns = [column for column, _, _ in self.found]
        several = {column for column in columns if columns.count(column) > 1}
        items = sorted(self.found.items(), key=lambda item: (item[0][0], item[1].blocks[0]))
        return tuple(
            ColouredCells(column, fill, font, blocks.count, blocks.all())
            for (column, fill, font), blocks in items
            if column in several
        )
