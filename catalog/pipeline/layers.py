"""The layers of a GIS file: read, brought to WGS 84, and named as resources of their own where there are several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from catalog.check.layer_geometries import check_layer_geometries
from catalog.check.layer_place import check_layer_place
from catalog.check.table import check_table
from catalog.check.values import check_values
from catalog.convert.features import to_wgs84
from catalog.convert.operation import find_steps
from catalog.findings import Finding, Findings, Location
from catalog.load.files import read_bytes
from catalog.load.gis.facts import MAX_BYTES
from catalog.load.gis.features import KINDS, list_layers, read_features
from catalog.load.gis.packed import layer_kind
from catalog.model.dataset import LayerDeclaration, Resource
from catalog.model.features import ConvertedFeatures
from catalog.model.ids import Slug, is_slug
from catalog.model.site import Municipality
from catalog.model.text import LocalizedText
from catalog.standards.gtfs_attributes import read_gtfs_attributes

MAX_LAYERS = 50
"""Layers of one file that become resources: more are somebody's whole project."""


@dataclass(frozen=True, slots=True)
class ReadLayer:
    """A layer that can be published.

    Attributes:
        resource: With the layer's declaration, completed by what the file says.
    """

    resource: Resource
    converted: ConvertedFeatures


def read_layers(
    file: Path, resource: Resource, municipality: Municipality | None, path: str
) -> tuple[tuple[ReadLayer, ...] | None, Findings]:
    """Return the layers in *file*, or ``None`` for a file that isn't about places, such as a ZIP of documents.

    Arguments:
        file: Where it is.
        resource: May declare the system and the name of a layer; where it doesn't, the file tells, and all are read.
        municipality: Whose data it is; ``None`` where its file can't be used.
        path: What findings call the file.

    Codes: file-missing, file-unreadable, file-too-large, crs-unknown, crs-without-way, too-many-layers,
    layer-points-nowhere, coordinates-zero, and the others of :func:`~catalog.load.gis.features.read_features`, of
    :func:`~catalog.check.layer_geometries.check_layer_geometries`,
    :func:`~catalog.check.layer_place.check_layer_place` and of the checks of tables.
    """
    data, problem = read_bytes(file, path, MAX_BYTES)
    if data is None:
        return (), (problem,) if problem else ()
    kind = layer_kind(data, path)
    if kind not in KINDS:
        return None, ()
    # The parts of a Shapefile lie beside it, unless all of them are in a ZIP.
    source = file if kind == "shapefile" and not data.startswith(b"PK") else data
    declared = resource.layer.source_layer if resource.layer is not None else None
    names, findings = ((declared,), ()) if declared is not None else list_layers(source, kind, path)
    found = list(findings)
    if len(names) > MAX_LAYERS:
        found.append(Finding("too-many-layers", Location(path), {"count": f"{len(names):,}", "limit": str(MAX_LAYERS)}))
        names = names[:MAX_LAYERS]
    layers = []
    for position, name in enumerate(names):
        converted, more = _read_layer(source, kind, path, name, resource)
        found += more
        if converted is not None:
            found += check_layer_place(converted, municipality, path) if municipality is not None else ()
            found += _without_echo(_about_attributes(converted, resource, municipality, path), more)
            named = resource if len(names) == 1 else _named(resource, name, position, kind)
            layers.append(ReadLayer(_declared(named, converted), converted))
    return tuple(layers), tuple(finding for number, finding in enumerate(found) if finding not in found[:number])


def _read_layer(
    source: Path | bytes, kind: str, path: str, name: str | None, resource: Resource
) -> tuple[ConvertedFeatures | None, Sequence[Finding]]:
    crs = resource.layer.crs if resource.layer is not None else None
    features, findings = read_features(
        source, kind, path, layer=name, encoding=resource.encoding, declared_crs=crs or None
    )
    if features is None:
        # What is wrong with the descriptor's own words is told there.
        return None, [finding for finding in findings if finding.code != "crs-unknown"]
    if find_steps(int(features.crs.rpartition(":")[2])) is None:
        without_way = Finding("crs-without-way", Location(path), {"crs": features.crs})
        return None, findings if crs else (*findings, without_way)
    converted = to_wgs84(replace(features, labels=_names(features.labels)))
    return converted, (*findings, *check_layer_geometries(converted, path))


def _about_attributes(
    converted: ConvertedFeatures, resource: Resource, municipality: Municipality | None, path: str
) -> Iterator[Finding]:
    """Yield what is wrong with the attributes, as with any table; a feature is a row, and has no cell's name."""
    table = converted.source.table()
    if not table.labels:
        return
    # In a table, what is null is a cell that isn't there; a feature without a value has an empty one.
    filled = replace(table, frame=table.frame.fill_null(""))
    about_schema = check_table(filled, resource, path) if resource.schema is not None else ()
    for finding in (*about_schema, *check_values(table, replace(resource, layer=None), municipality, path)):
        # The headings of a table are a row; those of a layer lie in no row.
        row = finding.location.row or None
        yield replace(finding, location=replace(finding.location, row=row, cell=None))


def _without_echo(about_attributes: Iterator[Finding], about_places: Sequence[Finding]) -> Iterator[Finding]:
    """Return what isn't told already: the attributes of a stop at (0, 0) say so as well."""
    is_told = any(finding.code == "layer-points-nowhere" for finding in about_places)
    return (finding for finding in about_attributes if not (is_told and finding.code == "coordinates-zero"))


def _names(labels: Sequence[str]) -> tuple[str, ...]:
    """Return a name for each attribute, none empty and no two alike, as tables and programs need them."""
    from catalog.publish.layers.content import distinct_names

    return distinct_names([label.strip() or f"field{number}" for number, label in enumerate(labels, start=1)])


def _named(resource: Resource, layer: str | None, position: int, kind: str) -> Resource:
    """Return a resource of its own for one of the layers of a file: its files need a name that never changes."""
    folded = (layer or "").lower().replace("_", "-").replace(" ", "-")
    suffix = folded if is_slug(f"{resource.name}-{folded}") else str(position + 1)
    words = read_gtfs_attributes().get(layer or "") if kind == "gtfs" else None
    called = (words.title if words is not None else None) or LocalizedText(str(layer), str(layer))
    english = f"{resource.title.en or resource.title.ja} ({called.en})"
    title = LocalizedText(f"{resource.title.ja}（{called.ja}）", english)
    aliases = tuple(alias if "." in alias else f"{alias}-{suffix}" for alias in resource.aliases)
    return replace(resource, name=Slug(f"{resource.name}-{suffix}"), title=title, aliases=aliases)


def _declared(resource: Resource, converted: ConvertedFeatures) -> Resource:
    """Return *resource* with a declaration of its layer, the file's own words where the descriptor has none."""
    stated = resource.layer or LayerDeclaration("", "", "", "", None, None, ())
    source = converted.source
    layer = replace(stated, crs=source.crs, geometry=source.geometry_type or stated.geometry, source_layer=source.name)
    return replace(resource, layer=layer)
