"""What differs between two editions of datasets; values that may be about persons are already hidden."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

MAX_EXAMPLES = 5
"""Examples that are shown of each kind of difference in a column; all are counted."""

MAX_PLACES = 500
"""Places of a layer that are kept of each kind, to be drawn on a map; all are counted."""

LonLat = tuple[float, float]
"""Longitude and latitude in degrees, WGS 84, rounded to about a centimetre."""


class State(Enum):
    """What became of a dataset or a file."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    UNREADABLE = "unreadable"
    """One of its two editions can't be read."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as it is shown; ``text`` is ``None`` where it may be about a person, ``""`` for an empty cell."""

    text: str | None


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell with another value.

    Attributes:
        row: As Excel shows it, in the new edition.
        key: The values that the record is known by.
    """

    row: int
    key: tuple[Shown, ...]
    before: Shown
    after: Shown


@dataclass(frozen=True, slots=True)
class ColumnChange:
    """The cells of a column that have other values: all are counted, some are shown."""

    name: str
    count: int
    examples: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class RowExample:
    """A record that is new or gone: its first cells, and its row as Excel shows it in the edition that has it."""

    row: int
    cells: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class TypeChange:
    """A column with another type in the descriptor."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TableDifference:
    """Two editions of a table.

    Attributes:
        resource: Its name.
        key: The columns that records are known by; ``()`` where whole rows are compared, so that none is ``changed``.
        added, removed, changed: Counts of rows.
        columns_renamed: Old and new headings.
        is_reordered: The same records in another order.
    """

    resource: str
    key: tuple[str, ...]
    rows_before: int
    rows_after: int
    added: int
    removed: int
    changed: int
    columns_added: tuple[str, ...]
    columns_removed: tuple[str, ...]
    columns_renamed: tuple[tuple[str, str], ...]
    types_changed: tuple[TypeChange, ...]
    cells: tuple[ColumnChange, ...]
    added_examples: tuple[RowExample, ...]
    removed_examples: tuple[RowExample, ...]
    is_reordered: bool = False

    @property
    def is_any(self) -> bool:
        """Whether anything differs."""
        parts = (self.added, self.removed, self.changed, self.columns_added, self.columns_removed)
        return any((*parts, self.columns_renamed, self.types_changed, self.is_reordered))


@dataclass(frozen=True, slots=True)
class Move:
    """A feature that is elsewhere, or of another shape.

    Attributes:
        number: Of the feature in the new edition, from 1.
        key: What it is known by.
        metres: Between the centres of the two shapes.
        before, after: Longitude and latitude of the centres.
    """

    number: int
    key: tuple[Shown, ...]
    metres: float
    before: LonLat
    after: LonLat


@dataclass(frozen=True, slots=True)
class MapChanges:
    """What can be drawn of two editions of a layer: points, or centres of shapes; empty where it is about people.

    Attributes:
        moved: From where to where; the longest moves first, at most ``MAX_PLACES``.
        added, removed: Where features are new, and where they were; the first ``MAX_PLACES`` in the file's order.
    """

    moved: tuple[tuple[LonLat, LonLat], ...] = ()
    added: tuple[LonLat, ...] = ()
    removed: tuple[LonLat, ...] = ()


@dataclass(frozen=True, slots=True)
class LayerDifference:
    """Two editions of a layer.

    Attributes:
        moved: Features whose centre is more than a centimetre from where it was.
        reshaped: Features with another shape around the same centre.
        placed, unplaced: Features that have a place now and had none, and the other way round.
        median_metres, longest_metres: Of the moves; ``None`` without any.
        examples: The longest moves first.
        map: What of it can be drawn.
    """

    resource: str
    features_before: int
    features_after: int
    added: int
    removed: int
    moved: int
    reshaped: int
    placed: int
    unplaced: int
    median_metres: float | None
    longest_metres: float | None
    examples: tuple[Move, ...]
    map: MapChanges = MapChanges()

    @property
    def is_any(self) -> bool:
        """Whether anything differs."""
        return any((self.added, self.removed, self.moved, self.reshaped, self.placed, self.unplaced))


@dataclass(frozen=True, slots=True)
class ValueChange:
    """Something else that the descriptor says; ``None`` for what it doesn't say.

    Attributes:
        place: Keys joined by ``/``; items of lists by their names.
    """

    place: str
    before: Shown | None
    after: Shown | None


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file whose bytes differ; ``uri`` is '/'-relative to the folder of the catalog."""

    uri: str
    state: State


@dataclass(frozen=True, slots=True)
class DatasetDifference:
    """A dataset in two editions.

    Attributes:
        id: As it is called now, or was last.
        old_id: What it was called; ``None`` where that is the same.
        title: In Japanese.
        values: What else its descriptor says.
        tables, layers: Only those that differ.
        row_counts: Rows of each table of a dataset that is new, gone or withdrawn.
        unreadable: Resources whose table was read in one edition and can't be in the other.
    """

    id: str
    state: State
    title: str
    old_id: str | None = None
    values: tuple[ValueChange, ...] = ()
    files: tuple[FileChange, ...] = ()
    tables: tuple[TableDifference, ...] = ()
    layers: tuple[LayerDifference, ...] = ()
    row_counts: tuple[tuple[str, int], ...] = ()
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs from *revision*: datasets by id, and other files of the catalog."""

    revision: str
    datasets: tuple[DatasetDifference, ...]
    other_files: tuple[FileChange, ...] = ()
