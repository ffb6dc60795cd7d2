"""How often a quantity lies in which range."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.describe.cells import cells_of
from catalog.describe.charts.lines import missing_note
from catalog.describe.charts.source import Source
from catalog.describe.statistics import numeric_histogram
from catalog.model.charts import Aggregate, Axis, Chart, ChartKind, ChartNote, Point, Scale, Series
from catalog.model.ids import Slug
from catalog.model.text import LocalizedText

_MOST_BINS = 10


def describe_histogram(
    source: Source,
    name: str,
    column: str,
    *,
    title: LocalizedText | None = None,
    notes: Sequence[ChartNote] = (),
    is_declared: bool = False,
) -> Chart | None:
    """Return how many rows lie in each range of the numbers in *column*, or ``None`` where there are none."""
    known = source.fields.get(column)
    cells = cells_of(source.text(column), ())
    numbers = cells.numbers()
    if numbers is None:
        return None
    is_whole = known is not None and known.type == "integer"
    histogram = numeric_histogram(cells, numbers, is_whole=is_whole, most=_MOST_BINS)
    edges = [float(edge) for edge in histogram.edges]
    return Chart(
        name=Slug(name),
        kind=ChartKind.HISTOGRAM,
        resource=source.resource.name,
        title=title,
        x=source.axis(column),
        y=Axis(None, Scale.NUMBER),
        points=tuple(
            Point(text, position=edges[place], until=edges[place + 1])
            for place, text in enumerate(histogram.edges[:-1])
        ),
        series=(Series(LocalizedText(""), tuple(float(count) for count in histogram.counts)),),
        aggregate=Aggregate.COUNT,
        notes=(*notes, *missing_note(source, [column])),
        digits=0,
        is_declared=is_declared,
    )
