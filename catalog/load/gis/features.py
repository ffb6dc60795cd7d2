"""The features of GIS files: attributes as text, geometries, and the system that they are in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TypeAlias, TypeVar

from catalog.findings import Finding, Findings, Location, shown
from catalog.load.files import read_bytes
from catalog.load.gis.facts import MAX_BYTES, BrokenLayer, LayerFacts
from catalog.load.gis.packed import PACKED, PackedLayers, unpack_layers
from catalog.load.gis.raw_layer import RawLayer, Refused
from catalog.model.features import Features

_Source: TypeAlias = Path | bytes
_Result = TypeVar("_Result")

KINDS = {
    **{"geojson": "geojson", "geojsonl": "geojson", "shapefile": "shapefile", "gpkg": "gpkg"},
    **{"kml": "kml", "kmz": "kml", "gtfs": "gtfs"},
    **{"gml": "gml", "gpx": "gpx", "topojson": "topojson", "flatgeobuf": "flatgeobuf", PACKED: PACKED},
}
"""The kinds of files that hold layers, and the reader of each."""


def list_layers(file: Path | bytes, kind: str, path: str) -> tuple[tuple[str, ...], Findings]:
    """Return the names of the layers in *file*; the first is the one that is read where none is named.

    Arguments:
        file: Where it is, or its content. A Shapefile that isn't in a ZIP needs the place, because it is several files.
        kind: One of :data:`KINDS`.
        path: What findings call the file.

    Codes: those of :func:`read_features` that concern the file as a whole.

    Raises:
        ValueError: Files of *kind* hold no layer.
    """
    names, findings = _attempt(lambda: _names(file, kind, path), path)
    return tuple(names or ()), findings


def read_features(
    file: Path | bytes,
    kind: str,
    path: str,
    *,
    layer: str | None = None,
    encoding: str | None = None,
    declared_crs: str | None = None,
) -> tuple[Features | None, Findings]:
    """Return one layer of *file*, or findings that say why not; there may be findings either way.

    Nothing is published that isn't known for certain: without a system, or with one that the numbers contradict, there
    are no features.

    Arguments:
        file: As for :func:`list_layers`.
        kind: One of :data:`KINDS`.
        path: What findings call the file.
        layer: Its name; ``None`` reads the first.
        encoding: The codec of the attributes as the descriptor names it; ``None`` lets the file tell.
        declared_crs: ``EPSG:…`` as the descriptor says, which goes before what the file says.

    Codes: file-missing, file-unreadable, file-too-large, archive-broken, archive-encrypted, archive-too-large,
    archive-name, layer-broken, layer-missing, layer-part-missing, layer-index-missing, layer-crs-missing,
    layer-crs-contradicted,
    layer-crs-overridden, layer-axes-swapped, crs-unknown, layer-coordinates-unusable, layer-geometry-missing,
    layer-types-mixed, layer-points-nowhere, layer-empty, layer-encoding-contradicted, layer-text-cut,
    layer-text-undecodable, encoding-not-as-declared, layer-format-unread, kml-network-link, kml-script, xml-mended,
    gtfs-file-missing, gtfs-file-ignored, too-many-cells.

    Raises:
        ValueError: Files of *kind* hold no layer.
    """
    raw, findings = _attempt(lambda: _read(file, kind, path, layer, encoding), path)
    if raw is None:
        return None, findings
    features, more = _finish(raw, declared_crs, path)
    is_empty = not len(raw.geometries) and kind != "gtfs"  # Whose findings name the file that is missing.
    nothing = (Finding("layer-empty", Location(path), {"layer": shown(raw.name)}),) if is_empty else ()
    return features, (*raw.findings, *nothing, *more)


def read_whole_facts(file: Path | bytes, kind: str, path: str) -> LayerFacts:
    """Return the facts of the first layer of a file that has to be read as a whole for them.

    Arguments:
        file: As for :func:`list_layers`.
        kind: One of :data:`KINDS`.
        path: What findings call the file.

    Codes: those of :func:`read_features` that concern the file as a whole.
    """
    read, findings = _attempt(lambda: (_names(file, kind, path), _read(file, kind, path, None, None)), path)
    if read is None:
        return LayerFacts(None, None, None, findings=findings)
    from catalog.load.gis.clean_geometries import geometry_type_of

    names, raw = read
    fields = tuple(zip(raw.labels, raw.types, strict=True))
    kind_of_geometry = geometry_type_of(raw.geometries)
    count = len(raw.geometries)
    return LayerFacts(kind_of_geometry, count, raw.stated_crs, fields, raw.encoding, len(names), raw.findings)


def _attempt(read: Callable[[], _Result], path: str) -> tuple[_Result | None, Findings]:
    """Return what *read* returns, or the finding that says why it can't.

    Codes: layer-broken, file-missing, file-unreadable.
    """
    try:
        return read(), ()
    except BrokenLayer as error:
        return None, (Finding("layer-broken", Location(path), {"part": str(error)}),)
    except Refused as refused:
        return None, (refused.finding,)
    except FileNotFoundError:
        return None, (Finding("file-missing", Location(path)),)
    except OSError:
        return None, (Finding("file-unreadable", Location(path)),)


def _names(file: _Source, kind: str, path: str) -> list[str]:
    reader = _reader(kind)
    if reader == "shapefile":
        from catalog.load.gis.shapefile_features import list_shapefiles

        names = list_shapefiles(file, path)
    elif reader == "gpkg":
        from catalog.load.gis.geopackage_features import list_geopackage

        names = list_geopackage(file, path)
    elif reader == PACKED:
        names = [name for name, _, _ in _packed_layers(_content(file, path), path)]
    else:
        names = _single_names(reader, _content(file, path), path)
    if not names:
        raise BrokenLayer(".shp" if reader == "shapefile" else "GeoPackage")
    return names


def _reader(kind: str) -> str:
    if kind not in KINDS:
        raise ValueError(f"no layer in {kind}")
    return KINDS[kind]


def _packed_layers(data: bytes, path: str) -> list[tuple[str, PackedLayers, str]]:
    """Return name, file and name within it of each layer in a ZIP."""
    layers = []
    for packed in unpack_layers(data, path):
        names = _names(packed.data, packed.kind, path)
        layers += [(packed.name if len(names) == 1 else f"{packed.name}/{name}", packed, name) for name in names]
    return layers


def _single_names(reader: str, data: bytes, path: str) -> list[str]:
    list_names: Callable[[bytes, str], list[str]] = getattr(_module(reader), f"list_{reader}")
    return list_names(data, path)


def _module(reader: str) -> ModuleType:
    """Return the reader of single files, which is imported when it is needed: most files are tables."""
    name = reader if reader in ("gml", "gpx", "topojson", "flatgeobuf") else f"{reader}_features"
    return import_module(f"catalog.load.gis.{name}")


def _content(file: _Source, path: str) -> bytes:
    data, finding = (file, None) if isinstance(file, bytes) else read_bytes(file, path, MAX_BYTES)
    if data is not None and len(data) > MAX_BYTES:
        finding = Finding("file-too-large", Location(path), {"limit": f"{MAX_BYTES // 1_000_000:,}"})
    if finding is not None:
        raise Refused(finding)
    return data or b""


def _read(file: _Source, kind: str, path: str, layer: str | None, encoding: str | None) -> RawLayer:
    names = _names(file, kind, path)
    name = names[0] if layer is None else layer
    if name not in names:
        listed = ", ".join(shown(known) for known in names[:10])
        raise Refused(Finding("layer-missing", Location(path), {"name": shown(name), "layers": listed}))
    reader = _reader(kind)
    if reader == "shapefile":
        from catalog.load.gis.shapefile_features import read_shapefile

        return read_shapefile(file, path, name, encoding)
    if reader == "gpkg":
        from catalog.load.gis.geopackage_features import read_geopackage

        return read_geopackage(file, path, name, encoding)
    if reader == PACKED:
        packed, inner = next(
            (p, inner) for known, p, inner in _packed_layers(_content(file, path), path) if known == name
        )
        return replace(_read(packed.data, packed.kind, path, inner, encoding), name=name)
    return _read_single(reader, _content(file, path), path, name, encoding)


def _read_single(reader: str, data: bytes, path: str, name: str, encoding: str | None) -> RawLayer:
    read: Callable[[bytes, str, str, str | None], RawLayer] = getattr(_module(reader), f"read_{reader}")
    return read(data, path, name, encoding)


def _finish(raw: RawLayer, declared_crs: str | None, path: str) -> tuple[Features | None, Findings]:
    """Return the layer with clean geometries and a system that fits them."""
    import shapely

    from catalog.load.gis.clean_geometries import clean_geometries, geometry_type_of
    from catalog.load.gis.settled_crs import settle_crs

    geometries, findings = clean_geometries(raw, path)
    crs, more = settle_crs(raw, geometries, declared_crs, path)
    findings += more
    if crs is None:
        return None, findings
    features = Features(
        raw.name,
        raw.labels,
        raw.types,
        raw.frame,
        geometries,
        geometry_type_of(geometries),
        crs,
        raw.stated_crs,
        raw.encoding,
        int(shapely.get_num_coordinates(geometries).sum()),
        raw.ids,
        raw.words,
    )
    return features, findings
