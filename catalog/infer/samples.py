"""The different cells of a column, all of them where the table is small."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog.infer.headings import heading_key
from catalog.model.table import Table

if TYPE_CHECKING:  # Polars takes 0.1 s to import; pages are made without it.
    import polars

WHOLE_ROWS = 2_000
"""Tables up to this length are looked at as a whole."""

_HEAD_ROWS, _SPREAD_ROWS = 400, 800
_MAX_CELL_CHARS = 200


@dataclass(frozen=True, slots=True)
class Sample:
    """A column in short.

    Attributes:
        label: The heading as written.
        key: See :func:`~catalog.infer.headings.heading_key`.
        values: Different cells that aren't empty, as written, in their order; of long tables only from the first rows
            and from rows spread evenly over the rest. Long cells are cut: they are text anyway.
    """

    label: str
    key: str
    values: tuple[str, ...]


def sample_columns(table: Table) -> tuple[Sample, ...]:
    """Return a sample of each column of *table*."""
    frame = _some_rows(table.frame)
    return tuple(
        Sample(label, heading_key(label), tuple(dict.fromkeys(_given(column))))
        for label, column in zip(table.labels, frame.iter_columns(), strict=True)
    )


def _some_rows(frame: polars.DataFrame) -> polars.DataFrame:
    if frame.height <= WHOLE_ROWS:
        return frame
    return frame.head(_HEAD_ROWS).vstack(frame.gather_every(max(1, frame.height // _SPREAD_ROWS)))


def _given(column: polars.Series) -> Iterator[str]:
    return (cell[:_MAX_CELL_CHARS] for cell in column.to_list() if cell)
