"""A quantity over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import polars as pl

from catalog.describe.charts.source import Source, plain_value
from catalog.describe.times import Time
from catalog.model.charts import Aggregate, Axis, Chart, ChartKind, ChartNote, NoteKind, Point, Scale, Series
from catalog.model.ids import Slug
from catalog.model.text import LocalizedText

MOST_POINTS = 240
"""Points of a line; of more the last are drawn: twenty years of months."""
LEAST_POINTS = 5
"""Of fewer a line would draw a course that nobody knows; they become bars."""
MOST_SERIES = 6
_REGULAR = 0.6  # of the steps are alike, so that a longer one is a gap
_LONGER = 1.6
_DAY = 1 / 365.25
_WEEKEND = 5.5

Column = tuple[LocalizedText, Mapping[str, float | None]]
"""What a series is called, and its values by time (ISO)."""


def describe_line(
    source: Source,
    name: str,
    time: str,
    columns: Sequence[str],
    *,
    series: str | None = None,
    aggregate: Aggregate | None = None,
    title: LocalizedText | None = None,
    notes: Sequence[ChartNote] = (),
    is_declared: bool = False,
    most: int = MOST_POINTS,
) -> Chart | None:
    """Return the chart of *columns* over the *time* column, or ``None`` where there is nothing to draw.

    Arguments:
        source: With the rows that are meant.
        name: Of the chart.
        time: Heading.
        columns: Headings of numbers; none where rows are counted.
        series: Heading of a column by whose values there is a line each; with at most one of *columns*.
        aggregate: For several rows of one time; without it the first counts.
        title: As the descriptor has it.
        notes: Further remarks.
        is_declared: Whether the descriptor asks for it.
        most: Times that are drawn; of more the last.
    """
    times = source.times(time)
    if not times:
        return None
    aggregate = aggregate if columns else Aggregate.COUNT
    found = _by_series(source, time, columns, series, aggregate, times) if series else None
    if found is None:
        found = [(source.title(column), _values(source, time, column, aggregate, times)) for column in columns or ("",)]
    known = sorted({each.iso: each for each in times.values()}.values(), key=lambda each: each.position)
    shown = [each for each in known if any(values.get(each.iso) is not None for _, values in found)][-most:]
    if not shown:
        return None
    digits = max((source.digits(column) for column in columns), default=0) + (aggregate is Aggregate.MEAN)
    more = len(known) - most
    breaks = gaps([each.position for each in shown], is_daily=shown[0].scale is Scale.DAY)
    remarks = [
        *notes,
        *([ChartNote(NoteKind.LATEST, count=most)] if more > 0 else []),
        *missing_note(source, columns),
        *series_note(source, series, MOST_SERIES),
        *([ChartNote(NoteKind.GAP, count=len(breaks))] if breaks else []),
    ]
    chart = Chart(
        name=Slug(name),
        kind=ChartKind.LINE,
        resource=source.resource.name,
        title=title,
        x=source.axis(time, shown[0].scale),
        y=_quantity(source, columns, aggregate),
        points=tuple(Point(each.iso, position=each.position) for each in shown),
        series=tuple(
            Series(label, tuple(plain_value(values.get(each.iso), digits) for each in shown)) for label, values in found
        ),
        aggregate=aggregate,
        notes=tuple(remarks),
        breaks=breaks,
        digits=digits,
        is_declared=is_declared,
    )
    return chart if len(shown) >= LEAST_POINTS else as_bars(chart)


def as_bars(chart: Chart) -> Chart:
    """Return *chart* with a bar for each time; between bars there is nothing that could be interrupted."""
    notes = tuple(note for note in chart.notes if note.kind is not NoteKind.GAP)
    return replace(chart, kind=ChartKind.BAR, notes=notes, breaks=())


def _quantity(source: Source, columns: Sequence[str], aggregate: Aggregate | None) -> Axis:
    """Return the second axis; several columns share one only if they have one unit."""
    if not columns or aggregate is Aggregate.COUNT:
        return Axis(None, Scale.NUMBER)
    if len(columns) == 1:
        return source.axis(columns[0])
    units = {source.unit(column) for column in columns}
    return Axis(None, Scale.NUMBER, units.pop() if len(units) == 1 else None)


def series_note(source: Source, series: str | None, most: int) -> list[ChartNote]:
    """Return a remark where the *series* column has more values than are drawn."""
    count = source.text(series).drop_nulls().n_unique() if series is not None else 0
    if series is None or count <= most:
        return []
    return [ChartNote(NoteKind.SERIES, count=most, text=f"{count:,}", column=source.title(series))]


def missing_note(source: Source, columns: Sequence[str]) -> list[ChartNote]:
    """Return a remark where rows have no value in one of *columns*."""
    counts = [source.numbers(column).null_count() for column in columns]
    return [ChartNote(NoteKind.MISSING, count=max(counts))] if any(counts) else []


def _values(
    source: Source, time: str, column: str, aggregate: Aggregate | None, times: Mapping[str, Time]
) -> dict[str, float | None]:
    """Return the values of a column by time (ISO); of counts how many rows there are."""
    # Two ways to write one time are one time: 令和元年 and 平成31年.
    isos = source.text(time).replace_strict(list(times), [each.iso for each in times.values()], default=None)
    numbers = source.numbers(column) if column else pl.Series("", [1.0] * source.height, pl.Float64)
    frame = pl.DataFrame([isos.alias("time"), numbers.alias("value")]).drop_nulls("time")
    return dict(combined(frame, ["time"], aggregate).iter_rows())


def combined(frame: pl.DataFrame, keys: Sequence[str], aggregate: Aggregate | None) -> pl.DataFrame:
    """Return one row for each of *keys* with what *aggregate* makes of the numbers in ``value``, in their order.

    Where all are missing, so is what is made of them.
    """
    value = pl.col("value")
    made = {
        None: value.first(),
        Aggregate.COUNT: pl.len().cast(pl.Float64).alias("value"),
        Aggregate.SUM: pl.when(value.count() > 0).then(value.sum()),
        Aggregate.MEAN: value.mean(),
    }
    return frame.group_by(keys, maintain_order=True).agg(made[aggregate])


def _by_series(
    source: Source,
    time: str,
    columns: Sequence[str],
    series: str | None,
    aggregate: Aggregate | None,
    times: Mapping[str, Time],
) -> list[Column] | None:
    """Return a line for each value of the *series* column, in the order of the table."""
    if series is None:
        return None
    texts = source.text(series).drop_nulls().unique(maintain_order=True).to_list()[:MOST_SERIES]
    column = columns[0] if columns else ""
    return [
        (
            source.series_label(series, text),
            _values(source.filtered(series, [text]), time, column, aggregate, times),
        )
        for text in texts
    ]


def gaps(positions: Sequence[float], *, is_daily: bool = False) -> tuple[int, ...]:
    """Return before which of the ascending *positions* a time is left out of a series that is regular otherwise.

    Of days, weekends with the holidays beside them don't count: offices are closed.
    """
    steps = [after - before for before, after in pairwise(positions)]
    if len(steps) < 3:
        return ()
    usual = median(steps)
    if sum(abs(step - usual) <= 0.35 * usual for step in steps) < _REGULAR * len(steps):
        return ()
    longest = _LONGER * usual
    if is_daily and usual < 1.5 * _DAY:
        longest = _WEEKEND * _DAY
    return tuple(place for place, step in enumerate(steps, start=1) if step > longest)
