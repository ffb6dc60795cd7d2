"""A GIS layer's metadata in words: what is known of where its features are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from catalog.i18n import interface_texts
from catalog.model.described import DescribedDataset, DescribedResource
from catalog.model.layer import BBox, Layer, ReferenceSystem
from catalog.model.site import Site
from catalog.model.text import Lang, LocalizedText
from catalog.render.formats import format_count, format_counted, format_number, render_date
from catalog.render.layer_legend import LegendView, legend_view
from catalog.render.layer_repairs import RepairsView, repairs_view
from catalog.render.layer_services import ServiceView, service_views
from catalog.render.links import layer_uri
from catalog.render.templates import render_localized
from catalog.standards.datums import datum_of_crs
from catalog.standards.plane_rectangular import prefectures_of_zone
from catalog.standards.prefectures import prefecture_of
from catalog.standards.topics import read_topics

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
ROMAN_ZONES = (*ROMAN, *("X" + number for number in ROMAN[:9]))
_TARGET = "EPSG:4326"
_ENCODINGS = {"cp932": "Shift_JIS (CP932)", "utf-8": "UTF-8", "utf-8-sig": "UTF-8", "euc_jp": "EUC-JP"}


@dataclass(frozen=True, slots=True)
class LayerView:
    """What is known about a layer.

    Attributes:
        uri: Of the layer's own page.
        facts: Label and value pairs.
        repairs: Of its shapes, ``None`` for a table.
        legend: ``None`` where no style was declared.
    """

    name: str
    title: Markup
    uri: str
    facts: tuple[tuple[str, Markup], ...]
    repairs: RepairsView | None
    legend: LegendView | None
    services: tuple[ServiceView, ...]


def layer_views(described: DescribedDataset, site: Site, lang: Lang) -> tuple[LayerView, ...]:
    """Return the layers of a dataset."""
    return tuple(layer_view(described, each, each.layer, site, lang) for each in described.resources if each.layer)


def layer_view(
    described: DescribedDataset, resource: DescribedResource, layer: Layer, site: Site, lang: Lang
) -> LayerView:
    """Return *layer*, which is what *resource* of the dataset is."""
    texts = interface_texts(lang)
    return LayerView(
        name=resource.resource.name,
        title=render_localized(resource.resource.title, lang),
        uri=layer_uri(described.dataset.id, resource.resource.name, lang),
        facts=tuple((texts[key], value) for key, value in _facts(layer, lang) if value is not None),
        repairs=repairs_view(layer, lang),
        legend=legend_view(layer.declaration.style, resource.resource.schema, layer.geometry_type, lang),
        services=service_views(resource, site, lang),
    )


def _facts(layer: Layer, lang: Lang) -> Iterator[tuple[str, Markup | None]]:
    """Yield the key of each label with its value: what it is, where it is, how good it is, where it came from."""
    texts, declaration = interface_texts(lang), layer.declaration
    system = layer.reference_system
    yield "layer_geometry", escape(texts.get(f"geometry_{layer.geometry_type}", layer.geometry_type))
    yield "layer_features", _render_feature_count(layer, lang)
    yield "layer_vertices", escape(format_counted("vertices", layer.vertex_count, lang)) if _has_shapes(layer) else None
    yield "layer_crs", _render_crs(system, lang)
    yield "layer_datum", _render_datum(system, lang)
    yield "layer_bbox", _render_bbox(layer.bbox, system.unit, lang)
    yield "layer_bbox_wgs84", _render_bbox(layer.bbox_wgs84, "degree", lang)
    is_moved = system.code != _TARGET
    yield "layer_operation", _render_operation(layer, lang) if is_moved else escape(texts["operation_none"])
    yield "layer_accuracy", _render_accuracy(declaration.accuracy_metres, lang)
    yield "layer_scale", escape(f"1:{format_count(declaration.scale)}") if declaration.scale else None
    yield "layer_surveyed", render_date(declaration.surveyed, lang, era=True) if declaration.surveyed else None
    yield "layer_lineage", _render_text(declaration.lineage, lang)
    yield "layer_legal_basis", _render_text(declaration.legal_basis, lang)
    yield "layer_restrictions", _render_text(declaration.restrictions, lang)
    yield "layer_topic", _render_topic(declaration.topic, lang)
    yield "layer_source_name", _render_source_name(layer, lang)
    yield "layer_encoding", escape(_ENCODINGS.get(layer.encoding, layer.encoding)) if layer.encoding else None


def _has_shapes(layer: Layer) -> bool:
    return layer.geometry_type != "Point" and layer.vertex_count > 0


def _render_feature_count(layer: Layer, lang: Lang) -> Markup:
    words = [format_counted("features", layer.feature_count, lang)]
    missing = layer.missing_count - layer.unreachable_count
    words += [format_counted("features_missing", missing, lang)] if missing > 0 else []
    words += [format_counted("unreachable", layer.unreachable_count, lang)] if layer.unreachable_count else []
    return escape(" · ".join(words))


def _render_crs(system: ReferenceSystem, lang: Lang) -> Markup:
    words = f'<strong>{escape(system.code)}</strong> <span lang="en">{escape(system.name)}</span>'
    if system.zone and 1 <= system.zone <= len(ROMAN_ZONES):
        words += f' <span class="mc-quiet">{escape(zone_words(system.zone, lang))}</span>'
    return Markup(words)


def zone_words(zone: int, lang: Lang) -> str:
    """Return a plane rectangular zone with its prefectures: ``平面直角座標系 第V系（兵庫県・鳥取県・岡山県）``."""
    texts = interface_texts(lang)
    names = []
    for code, is_whole in prefectures_of_zone(zone):
        prefecture = prefecture_of(code)
        assert prefecture is not None, "the zones are of the 47 prefectures"
        name = prefecture.name if lang == "ja" else prefecture.english
        names.append(name if is_whole else texts["zone_part"].format(prefecture=name))
    return texts["layer_zone"].format(roman=ROMAN_ZONES[zone - 1], prefectures=texts["zone_comma"].join(names))


def _render_datum(system: ReferenceSystem, lang: Lang) -> Markup | None:
    """Return the datum in words by the system's code; one that isn't of Japan under its own name."""
    datum = datum_of_crs(system.code)
    if datum is not None:
        return escape(interface_texts(lang)[f"datum_{datum.value}"])
    return Markup('<span lang="en">{}</span>').format(system.datum) if system.datum else None


def _render_bbox(bbox: BBox | None, unit: str, lang: Lang) -> Markup | None:
    if bbox is None:
        return None
    digits = 6 if unit == "degree" else 2
    edges = {name: format_number(getattr(bbox, name), digits) for name in ("west", "south", "east", "north")}
    key = "bbox_degrees" if unit == "degree" else "bbox_metres"
    return escape(interface_texts(lang)[key].format(**edges))


def _render_operation(layer: Layer, lang: Lang) -> Markup:
    texts = interface_texts(lang)
    accuracy = layer.operation.accuracy_metres
    stated = texts["accuracy_none"] if accuracy is None else texts["accuracy"].format(metres=format_number(accuracy, 3))
    version = escape(layer.operation.proj_version)
    name = f'<span lang="en">{escape(layer.operation.name)}</span>'
    note = layer.operation.note
    noted = Markup("<br>{}").format(render_localized(note, lang)) if note else ""
    return Markup(f'{name} <span class="mc-quiet">{escape(stated)} · PROJ {version}</span>') + noted


def _render_accuracy(metres: float | None, lang: Lang) -> Markup | None:
    if metres is None:
        return None
    return escape(interface_texts(lang)["position_accuracy"].format(metres=format_number(metres, 3)))


def _render_text(text: LocalizedText | None, lang: Lang) -> Markup | None:
    return render_localized(text, lang, mark=True) if text else None


def _render_topic(topic: str | None, lang: Lang) -> Markup | None:
    return render_localized(read_topics()[topic].label, lang) if topic else None


def _render_source_name(layer: Layer, lang: Lang) -> Markup | None:
    if layer.source_name is None:
        return None
    return Markup('<span lang="ja">{}</span>').format(layer.source_name) if lang != "ja" else escape(layer.source_name)
