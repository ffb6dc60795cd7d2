"""Rows of text to a column table, in batches, ragged rows kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, zip_longest

import polars

BATCH_ROWS = 50_000


@dataclass(slots=True)
class ColumnBuilder:
    """Collects rows into one String column per label, named by position.

    Attributes:
        width: Number of labels.
        extra_cells: Cells beyond the last label, by 0-based row.
    """

    width: int
    row_count: int = 0
    extra_cells: dict[int, tuple[str, ...]] = field(default_factory=dict)
    frames: list[polars.DataFrame] = field(default_factory=list)

    def take(self, rows: Iterable[Sequence[str]]) -> None:
        """Take all *rows*; a short row leaves nulls, an empty one only nulls."""
        waiting = iter(rows)
        while batch := list(islice(waiting, BATCH_ROWS)):
            self._take_batch(batch)

    def frame(self) -> polars.DataFrame:
        """Return all that was taken."""
        if not self.frames:
            return self._frame([() for _ in range(self.width)])
        return polars.concat(self.frames, rechunk=False)

    def _take_batch(self, batch: list[Sequence[str]]) -> None:
        for index, row in enumerate(batch, start=self.row_count):
            if len(row) > self.width:
                self.extra_cells[index] = tuple(row[self.width :])
        columns = list(islice(self._columns(batch), self.width))
        columns += [(None,) * len(batch)] * (self.width - len(columns))
        self.frames.append(self._frame(columns))
        self.row_count += len(batch)

    def _columns(self, batch: list[Sequence[str]]) -> Iterator[tuple[str | None, ...]]:
        yield from zip_longest(*batch)

    def _frame(self, columns: Sequence[Sequence[str | None]]) -> polars.DataFrame:
        series = [
            polars.Series(str(index), column, dtype=polars.String, strict=True) for index, column in enumerate(columns)
        ]
        return polars.DataFrame(series)
