"""Rows of text to column tables, in batches, ragged rows kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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


Tails = dict[int, tuple[str, ...]]
"""Cells beyond a frame's width, by 0-based row."""

_ROOMY_CELLS = 100_000
_ROOM_FACTOR = 4


def bounded_width(widths: Iterable[int], row_count: int, cell_count: int) -> int:
    """Return the greatest of *widths* that a frame of *row_count* rows may have without being mostly padding.

    Arguments:
        widths: Of the rows; the least of them where all are too great.
        row_count: Number of rows.
        cell_count: Number of cells that the rows have together.
    """
    room = max(_ROOMY_CELLS, _ROOM_FACTOR * cell_count)
    distinct = sorted({max(1, width) for width in widths}, reverse=True)
    return next((width for width in distinct if width * row_count <= room), distinct[-1])


def frame_of_rows(rows: Sequence[Sequence[str]]) -> tuple[polars.DataFrame, Tails]:
    """Return *rows* (one or more) as String columns ``"0"``, ``"1"``, …, and what is beyond a :func:`bounded_width`.

    A short row leaves nulls, an empty one only nulls.
    """
    widths = list(map(len, rows))
    width = bounded_width(widths, len(rows), sum(widths))
    tails: Tails = {}
    if max(widths) > width:
        tails = {index: tuple(row[width:]) for index, row in enumerate(rows) if len(row) > width}
        rows = [row[:width] for row in rows]
    columns = list(zip_longest(*rows)) or [(None,) * len(rows)]
    return polars.DataFrame([_text_column(index, column) for index, column in enumerate(columns)]), tails


def blank_frame(row_count: int) -> polars.DataFrame:
    """Return *row_count* rows without any cell."""
    return polars.DataFrame([polars.Series("0", [None], dtype=polars.String).new_from_index(0, row_count)])


def _text_column(index: int, cells: Sequence[str | None]) -> polars.Series:
    return polars.Series(str(index), cells, dtype=polars.String, strict=True)


class TooManyCells(Exception):
    """The records would take more memory than a build may use."""


@dataclass(slots=True)
class RecordFrames:
    """Collects frames of records that lie below one another.

    Attributes:
        max_cells: More, padding included, are refused.
    """

    max_cells: int
    row_count: int = 0
    cell_count: int = 0
    _parts: list[tuple[polars.DataFrame, Tails, int]] = field(default_factory=list)

    def add(self, frame: polars.DataFrame, tails: Tails, cell_count: int) -> None:
        """Take the next records.

        Arguments:
            frame: String columns ``"0"``, ``"1"``, …
            tails: Cells beyond its width.
            cell_count: Number of cells that aren't padding.

        Raises:
            TooManyCells: Together they are more than may be.
        """
        self._parts.append((frame, tails, cell_count))
        self.row_count += frame.height
        self.cell_count += max(cell_count, frame.height)
        if self.cell_count > self.max_cells:
            raise TooManyCells

    def extend(self, others: RecordFrames) -> None:
        """Take all records of *others*.

        Raises:
            TooManyCells: Together they are more than may be.
        """
        for frame, tails, cell_count in others._parts:
            self.add(frame, tails, cell_count)

    def add_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Take the next records as rows.

        Raises:
            TooManyCells: Together they are more than may be.
        """
        if rows:
            self.add(*frame_of_rows(rows), sum(map(len, rows)))

    def finish(self) -> tuple[polars.DataFrame, Mapping[int, tuple[str, ...]]]:
        """Return all records in one frame, and the cells beyond its width by row."""
        if not self._parts:
            return polars.DataFrame([_text_column(0, ())]), {}
        width = bounded_width((frame.width for frame, _, _ in self._parts), self.row_count, self.cell_count)
        frames: list[polars.DataFrame] = []
        all_tails: Tails = {}
        row = 0
        for frame, tails, _ in self._parts:
            fitted, beyond = fit_width(frame, tails, width)
            frames.append(fitted)
            all_tails |= {row + index: cells for index, cells in beyond.items()}
            row += frame.height
        return polars.concat(frames, rechunk=len(frames) > 1 and self.cell_count < _ROOMY_CELLS), all_tails


def fit_width(
    frame: polars.DataFrame, tails: Mapping[int, tuple[str, ...]], width: int
) -> tuple[polars.DataFrame, Mapping[int, tuple[str, ...]]]:
    """Return *frame* with *width* columns, and the cells that are beyond them now.

    Arguments:
        frame: String columns ``"0"``, ``"1"``, …; in no row is there a null before a cell.
        tails: Cells beyond its width, by row.
        width: As many columns as there shall be.
    """
    if frame.width > width:
        has_more = frame.get_column(str(width)).is_not_null()
        beyond = frame.select(frame.columns[width:]).filter(has_more).iter_rows()
        cut = (
            (row, tuple(cell for cell in cells if cell is not None))
            for row, cells in zip(has_more.arg_true(), beyond, strict=True)
        )
        return frame.select(frame.columns[:width]), {row: cells + tails.get(row, ()) for row, cells in cut}
    if frame.width < width:
        missing = range(width - frame.width)
        added = [_column_of_tails(frame.width + place, place, frame.height, tails) for place in missing]
        rest = {row: cells[len(missing) :] for row, cells in tails.items() if len(cells) > len(missing)}
        return frame.with_columns(added), rest
    return frame, tails


def _column_of_tails(index: int, place: int, height: int, tails: Mapping[int, tuple[str, ...]]) -> polars.Series:
    column = polars.Series(str(index), [None], dtype=polars.String).new_from_index(0, height)
    rows = [row for row, cells in tails.items() if len(cells) > place]
    if not rows:
        return column
    return column.scatter(rows, [tails[row][place] for row in rows])
