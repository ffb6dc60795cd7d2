"""What values mean, as pages show it: the meaning first, the value as published beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from markupsafe import Markup, escape

from catalog.i18n import chart_texts
from catalog.model.dataset import Field, LayerStyle, Schema
from catalog.model.statistics import ColumnStatistics
from catalog.model.text import Lang, LocalizedText
from catalog.notation.ruby import without_ruby
from catalog.render.charts.svg import clean
from catalog.render.easy import render_ruby
from catalog.render.formats import format_count

LABEL_LIMIT = 100
"""Characters of a label that are shown beside a value; the list of the column has more of it."""
FULL_LABEL_LIMIT = 200
VALUES_SHOWN = 200
"""Values of a column that its list has; ``datapackage.json`` has them all."""
OPEN_LIMIT = 8
"""A list as short as this is open."""


@dataclass(frozen=True, slots=True)
class ValueView:
    """A value in the list of its column.

    Attributes:
        label: What it means; empty where it says so itself.
        easy: The same in plain Japanese, on Japanese pages.
        rows: How many rows have it; ``None`` where nobody counted.
    """

    value: str
    label: Markup
    easy: Markup | None
    rows: str | None


@dataclass(frozen=True, slots=True)
class ValuesView:
    """The values of a column with what they mean.

    Attributes:
        is_easy: Whether only those learn something from it who read plain Japanese.
    """

    summary: str
    values: tuple[ValueView, ...]
    more: str | None
    is_open: bool
    is_easy: bool = False


def short_label(label: LocalizedText, limit: int = LABEL_LIMIT) -> LocalizedText:
    """Return *label* on one line, without marks that turn the writing around, cut where it is endless."""
    return LocalizedText(_cut(label.ja, limit), _cut(label.en, limit) if label.en else None)


def short_labels(field: Field) -> dict[str, LocalizedText]:
    """Return what the values of a column are called beside them, by value."""
    return {value: short_label(label) for value, label in field.labels.items()}


def class_labels(style: LayerStyle, schema: Schema | None) -> dict[str, LocalizedText]:
    """Return what the schema says that the values mean by which the features of a layer are told apart."""
    fields = schema.fields if schema is not None else ()
    return next((short_labels(field) for field in fields if field.name == style.field), {})


def _cut(text: str, limit: int) -> str:
    plain = clean(text)
    return plain if len(plain) <= limit else f"{plain[: limit - 1]}…"


def render_labelled(value: str, label: LocalizedText, lang: Lang, around: Lang = "ja") -> Markup:
    """Return a cell with what it means: the meaning, then the value.

    Arguments:
        value: As it is shown.
        label: As :func:`short_label` returns it.
        lang: Of the page.
        around: The language of what the cell stands in.
    """
    text, language = label.text(lang), label.lang(lang)
    if text == value:
        return escape(value)
    told = Markup(' lang="{}"').format(language) if language != around else ""
    return Markup('<span{} data-label><bdi>{}</bdi></span> <span class="mc-quiet">{}</span>').format(told, text, value)


def has_meanings(field: Field, lang: Lang) -> bool:
    """Return whether readers of *lang* learn more from the labels than from the values."""
    return any(label.text(lang) != value or (lang == "ja" and label.easy) for value, label in field.labels.items())


def values_view(field: Field, statistics: ColumnStatistics | None, lang: Lang) -> ValuesView | None:
    """Return the values of a column with what they mean, or ``None`` where they say so themselves."""
    if not has_meanings(field, lang):
        return None
    says = chart_texts(lang)
    counts = {each.value: each.count for each in statistics.labelled} if statistics is not None else {}
    # A standard knows many values; of those that nobody listed, only what is there matters.
    is_listed = bool(field.categories)
    categories = [each for each in field.meanings if is_listed or counts.get(each.value, 1)]
    if not categories:
        return None
    left_out = len(categories) - VALUES_SHOWN
    return ValuesView(
        summary=says["values_summary"].format(count=format_count(len(categories))),
        values=tuple(_value_view(each.value, each.label, counts, lang) for each in categories[:VALUES_SHOWN]),
        more=says["values_more"].format(count=format_count(left_out)) if left_out > 0 else None,
        is_open=len(categories) <= OPEN_LIMIT,
        is_easy=lang == "ja" and not is_listed and all(value == each.ja for value, each in field.labels.items()),
    )


def _value_view(value: str, label: LocalizedText | None, counts: Mapping[str, int], lang: Lang) -> ValueView:
    count = counts.get(value)
    easy = label.easy if label is not None and lang == "ja" else None
    is_more = label is not None and label.text(lang) != value
    return ValueView(
        value=_cut(value, LABEL_LIMIT),
        label=_render_label(short_label(label, FULL_LABEL_LIMIT), lang) if label is not None and is_more else Markup(),
        easy=render_ruby(easy) if easy else None,
        rows=None if count is None else _rows(count, lang),
    )


def _rows(count: int, lang: Lang) -> str:
    says = chart_texts(lang)
    words = says["values_row"] if count == 1 else says["values_rows"]
    return words.format(count=format_count(count))


def _render_label(label: LocalizedText, lang: Lang) -> Markup:
    language = label.lang(lang)
    told = Markup(' lang="{}"').format(language) if language != lang else ""
    return Markup("<bdi{}>{}</bdi>").format(told, label.text(lang))


def label_texts(fields: Iterable[Field], lang: Lang) -> Iterator[str]:
    """Yield what people may look for who know what values mean: the labels, in Japanese the plain ones too.

    Columns take turns, so that one with many values doesn't keep the others out.
    """
    columns = [list(labels.values()) for field in fields if (labels := field.labels)]
    for label in (label for turn in zip_longest(*columns) for label in turn if label is not None):
        if lang == "en":
            yield label.en or ""
        else:
            yield label.ja
            yield without_ruby(label.easy) if label.easy else ""
