"""Frictionless on the rows of a table, or on some of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from catalog.check.proof.reading import read_text
from catalog.model.table import Table

if TYPE_CHECKING:
    from frictionless.resources import TableResource

Result = TypeVar("Result")

HEADING_ROWS = 2
"""What Frictionless calls the first row below the headings."""

MAX_EXTRA_CELLS = 20
"""Cells beyond the last heading that are told of one row."""

Unreadable = Mapping[int, frozenset[str]]
"""By column, texts on which Frictionless doesn't come to an end."""


class UnreadableCell:
    """A cell that Frictionless takes for something of another type, whatever the column's is."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text


class Rows:
    """A table, or some of its rows, for Frictionless.

    Attributes:
        labels: Headings that Frictionless is shown.
        schema: Frictionless Table Schema.
        indexes: 0-based rows in order, ``None`` for all.
    """

    def __init__(
        self,
        table: Table,
        schema: Mapping[str, Any],
        *,
        labels: Sequence[str] | None = None,
        indexes: Sequence[int] | None = None,
    ) -> None:
        self.table, self.schema, self.indexes = table, schema, indexes
        self.labels = table.labels if labels is None else labels
        self.unreadable: Unreadable = {}

    def resource(self, name: str) -> TableResource:
        """Return a Frictionless resource on exactly the text that was read; it may be opened again and again."""
        from frictionless import Detector, Dialect, Schema
        from frictionless.resources import TableResource

        # A callable as inline data: rows are made as they are asked for. The sample is Frictionless's look ahead, which
        # nothing is detected from, because the schema is given.
        # Without a stated heading, an overlong first row would be taken for it.
        return TableResource(
            name=name,
            data=self._data,
            format="inline",
            dialect=Dialect(header_rows=[1]),
            schema=Schema.from_descriptor(dict(self.schema)),
            detector=Detector(sample_size=2),
        )

    def index(self, row_number: int) -> int:
        """Return the 0-based row of the table that is *row_number* for Frictionless."""
        index = row_number - HEADING_ROWS
        return index if self.indexes is None else self.indexes[index]

    def find_unreadable(self) -> bool:
        """Keep the texts on which Frictionless doesn't come to an end; return whether there are any."""
        from frictionless import Schema

        frame = self.table.frame if self.indexes is None else self.table.frame[list(self.indexes)]
        fields = Schema.from_descriptor(dict(self.schema)).fields
        found = {}
        for index, field in enumerate(fields[: frame.width]):
            ask = field.create_cell_reader()
            texts = frame[str(index)].drop_nulls().unique(maintain_order=True)
            found[index] = frozenset(text for text in texts if not read_text(ask, text).is_readable)
        self.unreadable = {index: texts for index, texts in found.items() if texts}
        return bool(self.unreadable)

    def _data(self) -> Iterator[list[Any]]:
        yield list(self.labels)
        yield from map(self._marked, self._rows()) if self.unreadable else self._rows()

    def _rows(self) -> Iterator[list[Any]]:
        is_whole = self.indexes is None
        frame = self.table.frame if self.indexes is None else self.table.frame[list(self.indexes)]
        indexes = range(frame.height) if is_whole else self.indexes
        for index, row in zip(indexes or (), frame.iter_rows(), strict=True):
            cells = [cell for cell in row if cell is not None]
            extra = self.table.extra_cells.get(index)
            yield [*cells, *_bounded(extra)] if extra else cells

    def _marked(self, cells: list[Any]) -> list[Any]:
        for index, texts in self.unreadable.items():
            if index < len(cells) and cells[index] in texts:
                cells[index] = UnreadableCell(cells[index])
        return cells


def _bounded(extra: Sequence[str]) -> Sequence[str]:
    """Return the cells beyond the last heading that Frictionless is shown: it makes an error, with all cells, of each.

    Where only a cell further on holds something, it stands for the last one: the row isn't blank.
    """
    shown = extra[:MAX_EXTRA_CELLS]
    if len(shown) == len(extra) or any(shown):
        return shown
    return (*shown[:-1], next((cell for cell in extra if cell), ""))


def finish(rows: Sequence[Rows], work: Callable[[], Result]) -> Result:
    """Return what *work* returns, if need be after taking out what Frictionless stumbles over.

    A time with an offset can't be held against a bound without one, nor a signalling NaN against anything; Frictionless
    then ends in an exception. Such cells are not of the type that the column wants.
    """
    with _plain_errors():
        try:
            return work()
        except Exception:
            found = [part.find_unreadable() for part in rows]  # All of them, not only up to the first.
            if not any(found):
                raise
            return work()


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Let Frictionless's errors keep their note as the message, for as long as the context is open.

    The English sentence that it writes for each error, and that nobody reads here, takes it longer than finding the
    mistake: a third of the time for a table in which all rows are wrong.
    """
    from frictionless import Error

    write_message = Error.__attrs_post_init__

    def keep_note(error: Error) -> None:
        error.message = error.note
        error.metadata_initiated = True

    setattr(Error, "__attrs_post_init__", keep_note)  # noqa: B010 (mypy knows that methods aren't assigned)
    try:
        yield
    finally:
        setattr(Error, "__attrs_post_init__", write_message)  # noqa: B010
