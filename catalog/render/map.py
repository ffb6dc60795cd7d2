"""The map: what the browser is told of the layers, the box that opens a map on a page, and the map of the catalog.

The browser reads ``map/{municipality}/{dataset}.json`` when it shows layers of a dataset; ``map/layers.json`` lists all
layers of the catalog, for the map of the catalog and for other programs. Both hold both languages.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from catalog.i18n import interface_texts
from catalog.model.dataset import Dataset, Field, LayerStyle, Publication, Schema, StyleClass
from catalog.model.described import DescribedDataset, DescribedResource
from catalog.model.ids import DatasetId
from catalog.model.layer import BBox, Layer
from catalog.model.site import Municipality
from catalog.model.text import LANGS, Lang, LocalizedText
from catalog.model.vocabulary import Theme
from catalog.render.contexts import Contents, DatasetEntry, LayerEntry
from catalog.render.formats import format_counted
from catalog.render.links import dataset_uri, root_prefix
from catalog.render.page import RenderedPage
from catalog.render.templates import render, render_localized
from catalog.render.value_labels import class_labels, short_labels
from catalog.shapes import shape_head

LAYERS_URI = "map/layers.json"
"""Every layer of the catalog, for programs."""

WORDS_PREFIX = "map_js_"
"""Texts whose key begins so are for the browser."""

DECIMALS = 6
"""Of the corners of a box in degrees: 0.1 m, enough to find a place on the map."""

DRAWN_ROLES = ("geojson", "pmtiles")
"""The forms of a layer that a browser can draw."""


def details_uri(dataset: DatasetId) -> str:
    """Return the address of what the browser is told of a dataset's layers."""
    return f"map/{dataset}.json"


def layer_entries(described: DescribedDataset) -> tuple[LayerEntry, ...]:
    """Return what the map of the catalog needs to know of the layers of a dataset that can be drawn."""
    return tuple(
        LayerEntry(
            id=f"{described.dataset.id}/{each.resource.name}",
            titles=_localized(described.dataset.title_of(each.resource)),
            geometry_type=layer.geometry_type,
            feature_count=layer.feature_count,
            bbox=_box(layer.bbox_wgs84),
            files=_drawn_files(each),
        )
        for each, layer in _drawn(described)
        if layer.bbox_wgs84 is not None
    )


def render_layer_details(described: DescribedDataset, municipality: Municipality | None) -> str:
    """Return what the browser is told of a dataset's layers, as JSON; empty where there are none.

    *municipality* is ``None`` for what no single body has published.
    """
    layers = [_details(described, each, layer, municipality) for each, layer in _drawn(described)]
    return _json({"layers": layers}) if layers else ""


def _drawn(described: DescribedDataset) -> Iterator[tuple[DescribedResource, Layer]]:
    for each in described.resources:
        if each.layer is not None and _drawn_files(each):
            yield each, each.layer


def _drawn_files(described: DescribedResource) -> dict[str, str]:
    """Return the address of each file that a browser can draw, by its role."""
    return {file.role: file.uri for file in described.distributions if file.role in DRAWN_ROLES}


def _details(
    described: DescribedDataset, each: DescribedResource, layer: Layer, municipality: Municipality | None
) -> dict[str, Any]:
    fields = each.resource.schema.fields if each.resource.schema else ()
    if layer.source_name is not None:
        # The last two are where a spreadsheet finds the place; GeoJSON has the place itself.
        fields = fields[:-2]
    sizes = {file.role: file.size_bytes for file in each.distributions}
    return {
        "id": f"{described.dataset.id}/{each.resource.name}",
        "title": _localized(described.dataset.title_of(each.resource)),
        "geometry": layer.geometry_type,
        "count": layer.feature_count,
        "bbox": _box(layer.bbox_wgs84),
        "data": _drawn_files(each),
        "bytes": sizes.get("geojson", 0),
        "columns": [_column(field) for field in fields],
        "style": _style(layer.declaration.style, each.resource.schema) if layer.declaration.style else None,
        "attribution": {lang: _attribution(described.dataset, municipality, lang) for lang in LANGS},
    }


def _column(field: Field) -> dict[str, Any]:
    """Return what the browser is told of a column; what its values mean only where somebody said."""
    labels = {value: _localized(label) for value, label in short_labels(field).items()}
    told = {"name": field.name, "title": _localized(field.title), "type": field.type}
    return {**told, "labels": labels} if labels else told


def _style(style: LayerStyle, schema: Schema | None) -> dict[str, Any]:
    labels = class_labels(style, schema)
    return {
        "kind": style.kind.value,
        "colour": style.colour,
        "field": style.field,
        "classes": [_style_class(each, labels) for each in style.classes],
    }


def _style_class(each: StyleClass, labels: Mapping[str, LocalizedText]) -> dict[str, Any]:
    title = each.title or labels.get(each.value or "")
    limits = {"value": each.value} if each.value is not None else {"from": each.at_least, "to": each.below}
    return {"colour": each.colour, **limits, "title": _localized(title) if title else None}


def _attribution(dataset: Dataset, municipality: Municipality | None, lang: Lang) -> str:
    texts = interface_texts(lang)
    body = None if dataset.publication is Publication.COMPILED else municipality
    maker = body.name.text(lang) if body else texts["map_compiled"]
    licence = dataset.licence.spdx or dataset.licence.label.text(lang)
    return texts["map_attribution"].format(title=dataset.title.text(lang), maker=maker, licence=licence)


def _localized(text: LocalizedText) -> dict[str, str]:
    return {"ja": text.ja, "en": text.en} if text.en else {"ja": text.ja}


def _box(box: BBox | None) -> tuple[float, float, float, float] | None:
    """Return west, south, east and north as they are published."""
    if box is None:
        return None
    west, south, east, north = (round(edge, DECIMALS) + 0.0 for edge in (box.west, box.south, box.east, box.north))
    return west, south, east, north


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"


def render_map_files(contents: Contents) -> dict[str, bytes]:
    """Return the files that maps are made from by address: the list of all layers, and the details by dataset."""
    files = {LAYERS_URI: _render_index(contents).encode()}
    files |= {details_uri(each.id): each.layer_details.encode() for each in contents.entries if each.layer_details}
    return files


def _render_index(contents: Contents) -> str:
    layers = [_indexed(entry, layer, contents) for entry in _by_id(contents.entries) for layer in entry.layers]
    used = {theme for layer in layers for theme in layer["themes"]}
    themes = [{"id": each.id, "title": _localized(each.label)} for each in contents.themes.values() if each.id in used]
    return _json({**shape_head("layers", contents.site.site_url), "layers": layers, "themes": themes})


def _by_id(entries: Iterable[DatasetEntry]) -> list[DatasetEntry]:
    return sorted(entries, key=lambda entry: entry.id)


def _indexed(entry: DatasetEntry, layer: LayerEntry, contents: Contents) -> dict[str, Any]:
    municipality = contents.municipalities[entry.id.municipality]
    return {
        "id": layer.id,
        "title": dict(layer.titles),
        "municipality": {"id": municipality.id, "code": municipality.code, "name": _localized(municipality.name)},
        "themes": list(entry.theme_ids),
        "geometry": layer.geometry_type,
        "count": layer.feature_count,
        "bbox": layer.bbox,
        "modified": entry.modified,
        "data": dict(layer.files),
        "details": details_uri(entry.id),
        "pages": {lang: dataset_uri(entry.id, lang) for lang in LANGS},
    }


@dataclass(frozen=True, slots=True)
class MapBox:
    """The place on a page where a map opens.

    Attributes:
        of: What is shown: ``municipality/dataset``, or one layer of it with ``/resource`` behind.
        wider_uri: The map of the catalog with the same layers on it; empty where it doesn't have them.
        words: What the map says to people, as JSON.
    """

    of: str
    wider_uri: str
    words: str


def map_box(described: DescribedDataset, lang: Lang) -> MapBox | None:
    """Return the map of a dataset's page, or ``None`` where there is nothing to draw."""
    layers = layer_entries(described)
    if not layers:
        return None
    chosen = ",".join(layer.id for layer in layers)
    return MapBox(str(described.dataset.id), f"{map_uri(lang)}#layers={chosen}", render_map_words(lang))


def map_uri(lang: Lang) -> str:
    """Return the address of the map of the catalog."""
    return f"{lang}/map/"


def render_map_words(lang: Lang) -> str:
    """Return what a map says to people, as JSON."""
    texts = interface_texts(lang)
    words = {key.removeprefix(WORDS_PREFIX): text for key, text in texts.items() if key.startswith(WORDS_PREFIX)}
    words["colon"] = texts["colon"]
    return _json(words).strip()


@dataclass(frozen=True, slots=True)
class _LayerView:
    id: str
    title: Markup
    note: str
    page_uri: str
    file_uri: str | None


@dataclass(frozen=True, slots=True)
class _MunicipalityView:
    """The layers of one body, by theme."""

    name: Markup
    count: int
    themes: tuple[tuple[Markup, tuple[_LayerView, ...]], ...]


def render_map_pages(contents: Contents) -> list[RenderedPage]:
    """Return the map of the catalog in both languages; without a script it is a list of the layers."""
    return [_render_map_page(contents, lang) for lang in LANGS]


def _render_map_page(contents: Contents, lang: Lang) -> RenderedPage:
    texts, uri = interface_texts(lang), map_uri(lang)
    lead = texts["map_lead"].format(site=contents.site.title.text(lang))
    body = render(
        "map.html",
        lang,
        base=root_prefix(uri),
        lead=lead,
        municipalities=list(_municipality_views(contents, lang)),
        words=render_map_words(lang),
    )
    alternates: Mapping[Lang, str] = {other: map_uri(other) for other in LANGS}
    return RenderedPage(lang, "map", uri, texts["map_title"], lead, body, alternates=dict(alternates))


def _municipality_views(contents: Contents, lang: Lang) -> Iterator[_MunicipalityView]:
    for municipality in sorted(contents.municipalities.values(), key=lambda each: each.code):
        entries = [each for each in contents.entries if each.id.municipality == municipality.id and each.layers]
        if entries:
            count = sum(len(each.layers) for each in entries)
            themes = tuple(_theme_groups(entries, contents.themes, lang))
            yield _MunicipalityView(render_localized(municipality.name, lang), count, themes)


def _theme_groups(
    entries: Iterable[DatasetEntry], themes: Mapping[str, Theme], lang: Lang
) -> Iterator[tuple[Markup, tuple[_LayerView, ...]]]:
    """Yield each theme with its layers; a dataset of several themes stands under its first."""
    ordered = sorted(entries, key=lambda each: (each.titles[lang], each.id))
    groups: dict[str | None, list[_LayerView]] = {theme: [] for theme in themes}
    for entry in ordered:
        first = entry.theme_ids[0] if entry.theme_ids else None
        groups.setdefault(first, []).extend(_layer_view(entry, layer, lang) for layer in entry.layers)
    for theme_id, views in groups.items():
        theme = themes.get(theme_id) if theme_id else None
        label = render_localized(theme.label, lang) if theme else Markup.escape(interface_texts(lang)["map_no_theme"])
        if views:
            yield label, tuple(views)


def _layer_view(entry: DatasetEntry, layer: LayerEntry, lang: Lang) -> _LayerView:
    texts = interface_texts(lang)
    geometry = texts.get(f"geometry_{layer.geometry_type}", layer.geometry_type)
    title = LocalizedText(layer.titles["ja"], layer.titles.get("en"))
    note = f"{geometry} · {format_counted('features', layer.feature_count, lang)}"
    return _LayerView(
        layer.id, render_localized(title, lang), note, dataset_uri(entry.id, lang), layer.files.get("geojson")
    )
