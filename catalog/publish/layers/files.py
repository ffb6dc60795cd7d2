"""Every layer file that is offered of one resource.

For all layers, large or small: GeoJSON, GeoPackage, FlatGeobuf, a Shapefile in a ZIP, KML and a layer definition for
QGIS; map tiles where a map would otherwise have to load much at once. Left out is only what the programs that it is for
couldn't open; the page says so.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping

import shapely

from catalog.model.dataset import Dataset, Resource
from catalog.model.features import ConvertedFeatures
from catalog.model.site import Municipality, Site
from catalog.model.table import Table
from catalog.publish.addresses import absolute_url, file_uri, page_uri
from catalog.publish.attribution import attribution, licence_name
from catalog.publish.files import ResourceFiles
from catalog.publish.layers.content import LayerContent, layer_content
from catalog.publish.layers.flatgeobuf import flatgeobuf_pieces
from catalog.publish.layers.geojson import geojson_pieces
from catalog.publish.layers.geopackage import geopackage_pieces
from catalog.publish.layers.kml import find_kml_obstacle, kml_pieces
from catalog.publish.layers.pmtiles import needs_tiles, pmtiles_pieces
from catalog.publish.layers.qgis import LayerReference, render_layer_definition
from catalog.publish.layers.shapefile import find_shapefile_obstacle, shapefile_pieces
from catalog.publish.published_file import FilePass, PlannedFile

_ENDINGS: Mapping[str, str] = {"shapefile": "shp.zip", "flatgeobuf": "fgb"}
_TYPES: Mapping[str, str] = {"shapefile": "zip", "flatgeobuf": "fgb"}


def plan_layer_files(
    dataset: Dataset,
    resource: Resource,
    converted: ConvertedFeatures,
    attributes: Table,
    municipality: Municipality,
    site: Site,
) -> ResourceFiles:
    """Return the layer files of *resource*; its tables and the original are planned by ``plan_resource_files``.

    Arguments:
        dataset: Whose resource it is.
        resource: With the schema of *attributes*; what no descriptor describes has that of ``layer_schema``.
        converted: The layer, which must have a schema.
        attributes: ``converted.source.table()``, or the same with canonical values: a row for each feature.
        municipality: Named in the attribution.
        site: Where the files will be.

    Raises:
        ValueError: *attributes* has other rows than the layer has features, or there is no schema (bugs upstream).
    """
    if resource.schema is None:
        raise ValueError(f"{resource.name} has no schema")
    content = layer_content(converted, attributes, resource.schema)
    missing = tuple(each for each in (find_shapefile_obstacle(content), find_kml_obstacle(content)) if each)
    without = {each.role for each in missing}
    forms = _forms(content, dataset, resource, municipality, site)
    passes = tuple(
        FilePass((_planned(dataset, resource, role, content),), ((piece,) for piece in pieces))
        for role, pieces in forms
        if role not in without
    )
    return ResourceFiles(passes, missing)


def uncertain_endings(content: LayerContent) -> frozenset[str]:
    """Return the endings of those forms that not every layer has; nothing is written."""
    without = {each.role for each in (find_shapefile_obstacle(content), find_kml_obstacle(content)) if each}
    roles = {"shapefile", "kml", *(["pmtiles"] if needs_tiles(content) else [])} - without
    return frozenset(_ENDINGS.get(role, role) for role in roles)


def _forms(
    content: LayerContent, dataset: Dataset, resource: Resource, municipality: Municipality, site: Site
) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield the role of each form, and its pieces."""
    name, title, day = resource.name, resource.title, dataset.modified
    reference = _reference(dataset, resource, municipality, site)
    yield "geojson", geojson_pieces(content)
    if needs_tiles(content):
        yield "pmtiles", pmtiles_pieces(content, name, title, html.escape(reference.attribution))
    yield "gpkg", geopackage_pieces(content, name, title, resource.description, day)
    yield "shapefile", shapefile_pieces(content, name, day)
    yield "kml", kml_pieces(content, title)
    yield "flatgeobuf", flatgeobuf_pieces(content, name, title)
    yield "qlr", _definition_pieces(content, reference)


def _planned(dataset: Dataset, resource: Resource, role: str, content: LayerContent) -> PlannedFile:
    uri = file_uri(dataset.id, resource.name, _ENDINGS.get(role, role))
    return PlannedFile(role, uri, _TYPES.get(role, role), _record_count(role, content))


def _record_count(role: str, content: LayerContent) -> int | None:
    if role == "flatgeobuf":
        return int((~shapely.is_missing(content.converted.geometries)).sum())
    return None if role in {"pmtiles", "qlr"} else content.count


def _definition_pieces(content: LayerContent, reference: LayerReference) -> Iterator[bytes]:
    yield render_layer_definition(content, reference)


def _reference(dataset: Dataset, resource: Resource, municipality: Municipality, site: Site) -> LayerReference:
    # Names have no "_", so that no two layers come to the same.
    words = f"{dataset.id.municipality}_{dataset.id.name}_{resource.name}"
    return LayerReference(
        id=words,
        title=resource.title,
        description=resource.description,
        url=absolute_url(site.site_url, file_uri(dataset.id, resource.name, _ENDINGS["flatgeobuf"])),
        page_url=absolute_url(site.site_url, page_uri(dataset.id, "ja")),
        attribution=attribution(dataset, municipality, site, "ja"),
        licence=licence_name(dataset.licence, "ja"),
    )
