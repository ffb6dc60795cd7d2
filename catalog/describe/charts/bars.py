"""A quantity by category: counts of rows, sums, means, or the value of each row."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from catalog.describe.charts.lines import combined, missing_note, series_note
from catalog.describe.charts.source import Source, plain_value
from catalog.describe.charts.totals import hidden_total, totals_among
from catalog.model.charts import Aggregate, Axis, Chart, ChartKind, ChartNote, NoteKind, Scale, Series
from catalog.model.ids import Slug
from catalog.model.text import LocalizedText

MOST_BARS = 20
"""Categories of a chart; of more the largest are drawn."""
MOST_SERIES = 4


def describe_bars(
    source: Source,
    name: str,
    category: str,
    columns: Sequence[str],
    *,
    series: str | None = None,
    aggregate: Aggregate | None = None,
    title: LocalizedText | None = None,
    notes: Sequence[ChartNote] = (),
    is_declared: bool = False,
) -> Chart | None:
    """Return the bars of *columns* by *category*, or ``None`` where there is nothing to draw.

    Arguments:
        source: With the rows that are meant.
        name: Of the chart.
        category: Heading.
        columns: Headings of numbers; none where rows are counted.
        series: Heading of a column by whose values a category has a bar each; with at most one of *columns*.
        aggregate: For several rows of one category; without it the first counts.
        title: As the descriptor has it.
        notes: Further remarks.
        is_declared: Whether the descriptor asks for it.
    """
    # Who asks for rows by name means them: a comparison with 全国 is one with a total.
    source, totals = (source, 0) if is_declared else _without_totals(source, category, columns)
    parts = _parts(source, columns, series, aggregate)
    tables = [_values(part, category, column, aggregate) for _, part, column in parts]
    texts = list(dict.fromkeys(text for table in tables for text in table))
    is_ordered = _has_own_order(source, category)
    told = _told_order(source, category)
    if told:
        texts.sort(key=lambda text: told.get(text, len(told)))
    elif not is_ordered:
        texts.sort(key=lambda text: -max((table.get(text) or 0.0 for table in tables), default=0.0))
    shown = texts[:MOST_BARS]
    digits = max((source.digits(column) for column in columns), default=0) + (aggregate is Aggregate.MEAN)
    made = tuple(
        Series(label, tuple(plain_value(table.get(text), digits) for text in shown))
        for (label, _, _), table in zip(parts, tables, strict=True)
    )
    if not any(value for each in made for value in each.values):
        return None
    remarks = [
        *notes,
        *([ChartNote(NoteKind.TOTALS, count=totals)] if totals else []),
        *([ChartNote(NoteKind.OTHERS, count=len(texts) - MOST_BARS)] if len(texts) > MOST_BARS else []),
        *_missing(source, category, columns),
        *series_note(source, series, MOST_SERIES),
    ]
    is_count = not columns or aggregate is Aggregate.COUNT
    return Chart(
        name=Slug(name),
        kind=ChartKind.BAR,
        resource=source.resource.name,
        title=title,
        x=source.axis(category, Scale.CATEGORY),
        y=Axis(None, Scale.NUMBER) if is_count or len(columns) > 1 else source.axis(columns[0]),
        points=tuple(source.point(category, text) for text in shown),
        series=made,
        aggregate=Aggregate.COUNT if is_count else aggregate,
        notes=tuple(remarks),
        is_ordered=is_ordered,
        digits=digits,
        is_declared=is_declared,
    )


def _parts(
    source: Source, columns: Sequence[str], series: str | None, aggregate: Aggregate | None
) -> list[tuple[LocalizedText, Source, str]]:
    """Return what each bar of a category is: its label, its rows, its column."""
    if series is None:
        is_count = not columns or aggregate is Aggregate.COUNT
        return [
            (source.title(column) if column and not is_count else LocalizedText(""), source, column)
            for column in (columns or ("",))[:MOST_SERIES]
        ]
    column = columns[0] if columns else ""
    texts = source.text(series).drop_nulls().unique(maintain_order=True).to_list()[:MOST_SERIES]
    return [(source.series_label(series, text), source.filtered(series, [text]), column) for text in texts]


def _values(source: Source, category: str, column: str, aggregate: Aggregate | None) -> dict[str, float | None]:
    numbers = source.numbers(column) if column else pl.Series("", [1.0] * source.height, pl.Float64)
    frame = pl.DataFrame([source.text(category).alias("category"), numbers.alias("value")]).drop_nulls("category")
    made = aggregate if column else Aggregate.COUNT
    return dict(combined(frame, ["category"], made).iter_rows())


def _without_totals(source: Source, category: str, columns: Sequence[str]) -> tuple[Source, int]:
    """Return *source* without the rows of totals, and how many those were."""
    texts = source.text(category).drop_nulls().unique(maintain_order=True).to_list() if source.height < 10_000 else []
    totals = set(totals_among(source.words(category, text) for text in texts))
    named = [text for text in texts if source.words(category, text) in totals]
    before = source.height
    source = source.without(category, named) if named else source
    if columns and source.height < 10_000 and source.text(category).n_unique() == source.height:
        place = hidden_total(source.numbers(columns[0]).to_list())
        text = source.text(category)[place] if place is not None else None
        source = source.without(category, [text]) if text is not None else source
    return source, before - source.height


def _has_own_order(source: Source, category: str) -> bool:
    """Return whether the categories stand in an order of their own: a closed list's, or one of numbers (10歳代)."""
    known = source.fields.get(category)
    if known is not None and known.choices is not None and not known.categories:
        return True
    if known is not None and known.categories:
        return known.descriptor.get("categoriesOrdered") is True
    numbers = source.text(category).unique(maintain_order=True).str.extract(r"([0-9]+)", 1).cast(pl.Int64, strict=False)
    given = numbers.drop_nulls()
    return len(given) >= max(3, 0.8 * len(numbers)) and given.is_sorted()


def _told_order(source: Source, category: str) -> dict[str, int]:
    """Return the place of each category where the schema says that their order means something."""
    known = source.fields.get(category)
    if known is None or known.descriptor.get("categoriesOrdered") is not True:
        return {}
    return {each.value: place for place, each in enumerate(known.categories)}


def _missing(source: Source, category: str, columns: Sequence[str]) -> list[ChartNote]:
    if columns:
        return missing_note(source, columns)
    count = source.text(category).null_count()
    return [ChartNote(NoteKind.MISSING, count=count)] if count else []
