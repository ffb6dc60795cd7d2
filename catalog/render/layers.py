"""A GIS layer's metadata in words."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup, escape

from catalog.i18n import interface_texts
from catalog.model.dataset import LayerService
from catalog.model.described import DescribedDataset, DescribedResource
from catalog.model.layer import BBox, Layer, ReferenceSystem
from catalog.model.text import Lang
from catalog.render.formats import format_count, format_counted, format_number
from catalog.render.templates import render_localized

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
ROMAN_ZONES = (*ROMAN, *("X" + number for number in ROMAN[:9]))


@dataclass(frozen=True, slots=True)
class LayerView:
    """What is known about a layer: label and value pairs."""

    name: str
    title: Markup
    facts: tuple[tuple[str, Markup], ...]


def layer_views(described: DescribedDataset, lang: Lang) -> tuple[LayerView, ...]:
    """Return the layers of a dataset."""
    return tuple(_layer_view(each, each.layer, lang) for each in described.resources if each.layer)


def _layer_view(described: DescribedResource, layer: Layer, lang: Lang) -> LayerView:
    texts = interface_texts(lang)
    facts = {
        "layer_geometry": escape(texts.get(f"geometry_{layer.geometry_type}", layer.geometry_type)),
        "layer_features": _render_feature_count(layer, lang),
        "layer_crs": _render_crs(layer.reference_system, lang),
        "layer_bbox": _render_bbox(layer.bbox, layer.reference_system.unit, lang),
        "layer_bbox_wgs84": _render_bbox(layer.bbox_wgs84, "degree", lang),
        "layer_operation": _render_operation(layer, lang),
        "layer_lineage": _render_lineage(layer, lang),
        "layer_scale": escape(f"1:{format_count(layer.declaration.scale)}") if layer.declaration.scale else None,
        "layer_services": _render_services(layer.declaration.services),
    }
    shown = tuple((texts[key], value) for key, value in facts.items() if value is not None)
    return LayerView(described.resource.name, render_localized(described.resource.title, lang), shown)


def _render_feature_count(layer: Layer, lang: Lang) -> Markup:
    words = format_counted("features", layer.feature_count, lang)
    if layer.missing_count:
        words += " · " + format_counted("features_missing", layer.missing_count, lang)
    return escape(words)


def _render_crs(system: ReferenceSystem, lang: Lang) -> Markup:
    words = f'<strong>{escape(system.code)}</strong> <span lang="en">{escape(system.name)}</span>'
    if system.zone and 1 <= system.zone <= len(ROMAN_ZONES):
        zone = interface_texts(lang)["layer_zone"].format(number=system.zone, roman=ROMAN_ZONES[system.zone - 1])
        words += f' <span class="mc-quiet">{escape(zone)}</span>'
    return Markup(words)


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


def _render_lineage(layer: Layer, lang: Lang) -> Markup | None:
    lineage = layer.declaration.lineage
    return render_localized(lineage, lang, mark=True) if lineage else None


def _render_services(services: tuple[LayerService, ...]) -> Markup | None:
    if not services:
        return None
    items = (_render_service(service) for service in services)
    return Markup('<ul class="mc-plain">{}</ul>').format(Markup("").join(items))


def _render_service(service: LayerService) -> Markup:
    layer = Markup(' <span class="mc-quiet">{}</span>').format(service.layer) if service.layer else Markup("")
    address = escape(service.url)
    if service.url.startswith(("https://", "http://")):
        address = Markup('<a href="{}" rel="noopener nofollow">{}</a>').format(service.url, service.url)
    return Markup("<li><strong>{}</strong> {}{}</li>").format(service.type.value.upper(), address, layer)
