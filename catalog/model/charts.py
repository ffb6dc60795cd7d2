"""Charts: what a descriptor asks for, and what is drawn. Plain values that can be stored as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from catalog.model.ids import Slug
from catalog.model.text import LocalizedText


class ChartKind(Enum):
    """Kinds of charts."""

    LINE = "line"
    """A quantity over time."""
    BAR = "bar"
    """A quantity by category."""
    PYRAMID = "pyramid"
    """Population by age, men and women on two sides (人口ピラミッド)."""
    HISTOGRAM = "histogram"
    """How often a quantity lies in which range."""


class Aggregate(Enum):
    """What is drawn where several rows belong to one point."""

    COUNT = "count"
    SUM = "sum"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class View:
    """A chart that the descriptor asks for (``views``).

    Attributes:
        resource: Name of the table.
        x: Column of the time, the category or the age; of a histogram, the one that is counted.
        y: Columns of the quantity; none for counts, for histograms and for pyramids of the standard's columns.
        series: Column by whose values lines or sides are told apart.
        aggregate: ``None`` where each point is one row.
        where: Only rows that have one of these texts in these columns.
        pointer: JSON Pointer of the view in the descriptor.
    """

    name: Slug
    title: LocalizedText | None
    resource: Slug
    kind: ChartKind
    x: str | None = None
    y: tuple[str, ...] = ()
    series: str | None = None
    aggregate: Aggregate | None = None
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pointer: str = ""


class Scale(Enum):
    """What the values along an axis are."""

    CATEGORY = "category"
    NUMBER = "number"
    YEAR = "year"
    FISCAL_YEAR = "fiscal-year"
    """年度: April to March."""
    MONTH = "month"
    DAY = "day"

    @property
    def is_time(self) -> bool:
        """Whether it is a scale of time."""
        return self not in (Scale.CATEGORY, Scale.NUMBER)


@dataclass(frozen=True, slots=True)
class Axis:
    """One of the two directions of a chart.

    Attributes:
        label: Heading of the column; ``None`` for counts of rows.
    """

    label: LocalizedText | None
    scale: Scale
    unit: LocalizedText | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A place along the first axis.

    Attributes:
        text: As published; times in ISO 8601, ranges as their lower edge.
        label: What the schema says that it means, or what the table itself says in English for it.
        position: On a scale of time, in years; of a range its lower edge.
        until: Upper edge of a range.
    """

    text: str
    label: LocalizedText | None = None
    position: float | None = None
    until: float | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """A value for each point, ``None`` where there is none."""

    label: LocalizedText
    values: tuple[float | None, ...]


class NoteKind(Enum):
    """What has to be said beside a chart."""

    MISSING = "missing"
    """Rows without a value are left out."""
    TOTALS = "totals"
    """Rows that sum up others are left out."""
    ONLY_AT = "only-at"
    """All is of one time, or only the latest is drawn."""
    ONLY_WHERE = "only-where"
    """Only rows with a certain value are drawn."""
    LATEST = "latest"
    """Only the last points of many are drawn."""
    OTHERS = "others"
    """Categories beyond the largest are left out."""
    SERIES = "series"
    """Only the first of many lines, or bars of a category, are drawn."""
    GAP = "gap"
    """A line ends where a time is missing and goes on after it."""


@dataclass(frozen=True, slots=True)
class ChartNote:
    """A remark.

    Attributes:
        count: Of rows, points or categories.
        text: A time in ISO 8601, or a value.
        scale: Of a time in ``text``.
        column: What the remark is about.
        said: What ``text`` means.
    """

    kind: NoteKind
    count: int = 0
    text: str = ""
    scale: Scale | None = None
    column: LocalizedText | None = None
    said: LocalizedText | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its numbers.

    Attributes:
        name: Unlike that of the resource's other charts.
        title: As the descriptor has it; ``None`` where it is to be put into words.
        x: The times, categories, ages or ranges.
        y: The quantity.
        breaks: Before which points a line is interrupted.
        is_ordered: Whether the order of the points is their own, so that they aren't sorted by size.
        digits: Decimals of the values.
    """

    name: Slug
    kind: ChartKind
    resource: Slug
    title: LocalizedText | None
    x: Axis
    y: Axis
    points: tuple[Point, ...]
    series: tuple[Series, ...]
    aggregate: Aggregate | None = None
    notes: tuple[ChartNote, ...] = ()
    breaks: tuple[int, ...] = ()
    is_ordered: bool = True
    digits: int = 0
    is_declared: bool = False
