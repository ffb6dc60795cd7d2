"""What the columns of a table hold, counted: plain values that can be stored as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from catalog.model.text import LocalizedText


class ColumnUse(Enum):
    """What a column is for, as far as counting and drawing it go."""

    MEASURE = "measure"
    """Numbers that were counted or measured: sums or means of them say something."""
    TIME = "time"
    """Days, months, years or fiscal years."""
    CATEGORY = "category"
    """A few texts that many rows share."""
    LABEL = "label"
    """A short text that names what its row is about."""
    FLAG = "flag"
    """Yes or no."""
    CODE = "code"
    """Codes, numbers of rows, years without a heading that says so: digits that nobody measured."""
    PLACE = "place"
    """Coordinates."""
    PERSONAL = "personal"
    """Values that may be about a person; they are counted and never listed."""
    TEXT = "text"
    """Anything else."""


@dataclass(frozen=True, slots=True)
class ValueCount:
    """A value of a column.

    Attributes:
        value: As published.
        label: What the schema says that it means, or what the table says in English for it, in the column beside.
    """

    value: str
    count: int
    label: LocalizedText | None = None


@dataclass(frozen=True, slots=True)
class Histogram:
    """How values are distributed over ranges; each begins at its edge and ends before the next, the last with it.

    Attributes:
        edges: One more than ``counts``, in ascending order: plain numbers, or years and months (ISO 8601).
    """

    edges: tuple[str, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ColumnStatistics:
    """What a column holds.

    Attributes:
        name: The heading.
        filled: Rows in which it has a value.
        distinct: How many different values there are, or at least are.
        has_more: Whether there are more different values than ``distinct``; they weren't counted to the end.
        minimum: Smallest number or earliest time, as published; ``None`` where the column has no order or is personal.
        maximum: Largest number or latest time.
        mean: Of what was measured; codes, years and coordinates have none.
        top: The most frequent values of categories, the most frequent first.
        labelled: The rows of each value that the schema says the meaning of, in its order.
    """

    name: str
    use: ColumnUse
    filled: int
    distinct: int
    has_more: bool = False
    minimum: str | None = None
    maximum: str | None = None
    mean: float | None = None
    top: tuple[ValueCount, ...] = ()
    histogram: Histogram | None = None
    labelled: tuple[ValueCount, ...] = ()


@dataclass(frozen=True, slots=True)
class TableStatistics:
    """The columns of a table, those beyond a limit left out."""

    row_count: int
    columns: tuple[ColumnStatistics, ...]
