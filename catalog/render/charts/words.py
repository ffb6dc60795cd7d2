"""What a chart says in words: its title, what its points are called, a summary for those who don't see it, remarks."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.i18n import chart_texts
from catalog.model.charts import Aggregate, Axis, Chart, ChartKind, ChartNote, NoteKind, Point, Series
from catalog.model.text import Lang, LocalizedText
from catalog.render.charts.numbers import format_quantity, format_short, format_time

_LONGEST_TITLE = 120


def chart_title(chart: Chart, lang: Lang) -> LocalizedText:
    """Return the title that the descriptor has, or one that says what is drawn."""
    if chart.title is not None:
        return chart.title
    made = {language: _composed(chart, language) for language in ("ja", lang)}
    return LocalizedText(made["ja"], made.get("en"))


def _composed(chart: Chart, lang: Lang) -> str:
    says = chart_texts(lang)
    quantity, category = _quantity(chart, lang), _lowered(_label(chart.x, lang), lang)
    if chart.kind is ChartKind.PYRAMID:
        title = says["title_pyramid"]
    elif chart.kind is ChartKind.HISTOGRAM:
        title = says["title_histogram"].format(quantity=_lowered(_label(chart.x, lang), lang))
    elif chart.kind is ChartKind.LINE:
        key = "title_time" + _made_by(chart.aggregate)
        title = says[key].format(quantity=quantity if key == "title_time" else _lowered(quantity, lang))
    else:
        key = "title_by" + _made_by(chart.aggregate)
        name = quantity if key == "title_by" else _lowered(quantity, lang)
        title = says[key].format(category=category, quantity=name)
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…"


def _made_by(aggregate: Aggregate | None) -> str:
    return f"_{aggregate.value}" if aggregate is not None else ""


def _quantity(chart: Chart, lang: Lang) -> str:
    if chart.y.label is not None:
        return chart.y.label.text(lang)
    labels = [each.label.text(lang) for each in chart.series if each.label.ja]
    is_count = chart.aggregate is Aggregate.COUNT
    return chart_texts(lang)["and"].join(labels[:3]) if labels and not is_count else chart_texts(lang)["count"]


def _label(axis: Axis, lang: Lang) -> str:
    return axis.label.text(lang) if axis.label is not None else chart_texts(lang)["count"]


def _lowered(text: str, lang: Lang) -> str:
    """Return an English heading as it stands within a sentence: abbreviations keep their capitals."""
    is_word = lang == "en" and len(text) > 1 and text[0].isascii() and text[1].islower()
    return text[0].lower() + text[1:] if is_word else text


def point_label(chart: Chart, point: Point, lang: Lang) -> LocalizedText:
    """Return what a point is called, in both languages where there are both."""
    if chart.x.scale.is_time:
        return LocalizedText(format_time(point.text, chart.x.scale, "ja"), format_time(point.text, chart.x.scale, "en"))
    if chart.kind is ChartKind.PYRAMID:
        return LocalizedText(_age(point, "ja"), _age(point, "en"))
    if chart.kind is ChartKind.HISTOGRAM:
        is_last = point is chart.points[-1]
        return LocalizedText(_range(point, "ja", is_last=is_last), _range(point, "en", is_last=is_last))
    return point.label or LocalizedText(point.text)


def _age(point: Point, lang: Lang) -> str:
    says = chart_texts(lang)
    if point.text.endswith("+"):
        return says["age_from"].format(age=point.text[:-1])
    return says["age"].format(age=point.text.replace("-", "〜" if lang == "ja" else "–"))


def _range(point: Point, lang: Lang, *, is_last: bool) -> str:
    low, high = (format_short(edge or 0.0, lang) for edge in (point.position, point.until))
    return chart_texts(lang)["range_with" if is_last else "range_until"].format(low=low, high=high)


def value_text(chart: Chart, number: float | None, lang: Lang) -> str:
    """Return a value with its unit; of counts what is counted."""
    if number is not None and chart.aggregate is Aggregate.COUNT and chart.y.unit is None:
        return chart_texts(lang)["records"].format(count=format_quantity(number, 0, None, lang))
    return format_quantity(number, chart.digits, chart.y.unit, lang)


def describe_chart(chart: Chart, lang: Lang) -> str:
    """Return what the chart shows in a sentence or two."""
    says = chart_texts(lang)
    if chart.kind is ChartKind.PYRAMID:
        return _describe_pyramid(chart, lang)
    parts = [_describe_series(chart, each, lang) for each in chart.series]
    if len(parts) == 1:
        return parts[0]
    labels = [each.label.text(lang) for each in chart.series]
    joined = (
        says["describe_series"].format(label=label[:60], text=part) for label, part in zip(labels, parts, strict=True)
    )
    return " ".join(joined)


def _describe_series(chart: Chart, series: Series, lang: Lang) -> str:
    given = [(value, point) for value, point in zip(series.values, chart.points, strict=True) if value is not None]
    if not given:
        return chart_texts(lang)["no_value"]
    most = max(given, key=lambda each: each[0])
    least = min(given, key=lambda each: each[0])

    def told(name: str, each: tuple[float, Point]) -> dict[str, str]:
        label = point_label(chart, each[1], lang).text(lang)[:60]
        return {name: label, f"{name}_value": value_text(chart, each[0], lang)}

    facts = told("most", most) | told("least", least) | told("first", given[0]) | told("last", given[-1])
    if chart.kind is ChartKind.HISTOGRAM:
        count = value_text(chart, sum(value for value, _ in given), lang)
        text = chart_texts(lang)["describe_histogram"]
        return text.format(most=facts["most"], most_value=facts["most_value"], count=count)
    if chart.kind is ChartKind.LINE:
        return chart_texts(lang)["describe_line"].format(**facts)
    wanted = {name: facts[name] for name in ("most", "most_value", "least", "least_value")}
    return chart_texts(lang)["describe_bars"].format(count=len(chart.points), **wanted)


def _describe_pyramid(chart: Chart, lang: Lang) -> str:
    men, women = chart.series
    sums = [sum(value or 0.0 for value in each.values) for each in chart.series]
    whole = [(first or 0.0) + (second or 0.0) for first, second in zip(men.values, women.values, strict=True)]
    place = whole.index(max(whole))
    return chart_texts(lang)["describe_pyramid"].format(
        men_label=men.label.text(lang),
        women_label=women.label.text(lang),
        men=value_text(chart, sums[0], lang),
        women=value_text(chart, sums[1], lang),
        most=point_label(chart, chart.points[place], lang).text(lang),
        most_value=value_text(chart, whole[place], lang),
    )


def note_texts(chart: Chart, lang: Lang, *, begins_at_zero: bool = True) -> Iterator[str]:
    """Yield what has to be said beside the chart."""
    for note in chart.notes:
        yield _note(note, lang)
    if not begins_at_zero:
        yield chart_texts(lang)["note_not_from_zero"]


def _note(note: ChartNote, lang: Lang) -> str:
    text = chart_texts(lang)[f"note_{note.kind.value.replace('-', '_')}"]
    if note.kind is NoteKind.ONLY_AT:
        return text.format(time=format_time(note.text, note.scale, lang))
    if note.kind is NoteKind.ONLY_WHERE:
        column = note.column.text(lang) if note.column is not None else ""
        value = note.said.text(lang) if note.said is not None else note.text
        return text.format(column=column, value=value[:60])
    if note.kind is NoteKind.SERIES:
        column = note.column.text(lang) if note.column is not None else ""
        return text.format(column=column, count=note.count, whole=note.text)
    return text.format(count=f"{note.count:,}")
