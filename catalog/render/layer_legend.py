"""The legend of a layer in words and colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from catalog.i18n import interface_texts
from catalog.model.dataset import LayerStyle, Schema, StyleClass, StyleKind
from catalog.model.text import Lang, LocalizedText
from catalog.render.formats import format_count, format_number
from catalog.render.templates import render_localized
from catalog.render.value_labels import class_labels

# Of areas, as web/src/map/drawing.js draws them.
_SIMPLE, _CLASSES = 0.35, 0.75


@dataclass(frozen=True, slots=True)
class LegendView:
    """A legend.

    Attributes:
        lead: By what the features are told apart; ``None`` where they aren't.
        entries: Colour (``#rrggbb``) and what it stands for.
        opacity: How much of the ground the colours cover, as on the map.
    """

    lead: str | None
    entries: tuple[tuple[str, Markup], ...]
    opacity: float = 1.0


def legend_view(
    style: LayerStyle | None, schema: Schema | None, geometry_type: str | None, lang: Lang
) -> LegendView | None:
    """Return the legend of *style*, ``None`` where nobody declared one; what belongs to no class is told at the end."""
    if style is None:
        return None
    texts, is_area = interface_texts(lang), (geometry_type or "").endswith("Polygon")
    if style.kind is StyleKind.SIMPLE:
        return LegendView(None, ((style.colour, escape(texts["legend_simple"])),), _SIMPLE if is_area else 1.0)
    labels = class_labels(style, schema)
    entries = tuple((each.colour, _class_words(each, labels, lang)) for each in style.classes)
    others = () if _covers_all(style) else ((style.colour, escape(texts["legend_other"])),)
    lead = texts["legend_by"].format(field=_field_title(style.field or "", schema, lang))
    return LegendView(lead, entries + others, _CLASSES if is_area else 1.0)


def _field_title(name: str, schema: Schema | None, lang: Lang) -> str:
    fields = schema.fields if schema is not None else ()
    return next((field.title.text(lang) for field in fields if field.name == name), name)


def _class_words(each: StyleClass, labels: Mapping[str, LocalizedText], lang: Lang) -> Markup:
    title = each.title or labels.get(each.value or "")
    if title is not None:
        return render_localized(title, lang)
    if each.value is not None:
        return Markup('<span lang="ja">{}</span>').format(each.value) if lang != "ja" else escape(each.value)
    return escape(range_words(each.at_least, each.below, lang))


def range_words(at_least: float | None, below: float | None, lang: Lang) -> str:
    """Return a range in words: ``1,000以上 5,000未満``."""
    key = {(True, True): "range_between", (True, False): "range_from", (False, True): "range_below"}
    chosen = key.get((at_least is not None, below is not None), "range_all")
    lower, upper = (_number(limit) if limit is not None else "" for limit in (at_least, below))
    return interface_texts(lang)[chosen].format(lower=lower, upper=upper)


def _number(number: float) -> str:
    return format_count(int(number)) if number == int(number) else format_number(number, 6)


def _covers_all(style: LayerStyle) -> bool:
    classes = style.classes
    return style.kind is StyleKind.CHOROPLETH and classes[0].at_least is None and classes[-1].below is None
