"""Where a layer can be loaded from, and how it is added to QGIS in three steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalog.i18n import interface_texts
from catalog.model.dataset import LayerService, ServiceType
from catalog.model.described import DescribedResource
from catalog.model.site import Site
from catalog.model.text import Lang
from catalog.render.links import absolute_url

_OPENED_BY = {
    ServiceType.XYZ: "xyz",
    ServiceType.WMS: "wms",
    ServiceType.WMTS: "wms",
    ServiceType.WFS: "wfs",
    ServiceType.OGC_API: "wfs",
}


@dataclass(frozen=True, slots=True)
class ServiceView:
    """An address to load a layer from.

    Attributes:
        id: For anchors, the same for the same place in the list.
        layer: Name of the layer at the service, ``None`` where there is only one.
        steps: How to add it to QGIS.
    """

    id: str
    name: str
    url: str
    layer: str | None
    steps: tuple[str, ...]


def service_views(described: DescribedResource, site: Site, lang: Lang) -> tuple[ServiceView, ...]:
    """Return the declared services, and after them the catalog's own GeoJSON, which every layer has."""
    return tuple(_views(described, site, lang))


def _views(described: DescribedResource, site: Site, lang: Lang) -> Iterator[ServiceView]:
    texts, name = interface_texts(lang), described.resource.name
    services = described.layer.declaration.services if described.layer else ()
    for number, service in enumerate(services, 1):
        words = texts[f"service_{service.type.value}"]
        yield ServiceView(f"{name}-{number}", words, service.url, service.layer, _steps(service, lang))
    for file in described.distributions:
        if file.role == "geojson":
            steps = (texts["qgis_open_geojson"], texts["qgis_address_geojson"], texts["qgis_add_direct"])
            yield ServiceView(f"{name}-geojson", texts["service_geojson"], absolute_url(site, file.uri), None, steps)


def _steps(service: LayerService, lang: Lang) -> tuple[str, ...]:
    texts = interface_texts(lang)
    last = texts["qgis_add_layer"].format(layer=service.layer) if service.layer else texts["qgis_add"]
    if service.type is ServiceType.XYZ:
        last = texts["qgis_add_direct"]
    return texts[f"qgis_open_{_OPENED_BY[service.type]}"], texts["qgis_address"], last
