"""What GIS files say about themselves: geometry, number of features, system, attributes.

Only headers, indexes and names are looked at; nothing here opens another file than the one that it is given (and the
parts of a Shapefile beside it), or the network.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path, PurePath

from catalog.findings import Finding, Location, shown
from catalog.load.files import read_bytes
from catalog.load.gis.facts import MAX_BYTES, BrokenLayer, LayerFacts, broken
from catalog.load.zip_names import BrokenZip

__all__ = ["LAYER_TYPES", "LayerFacts", "read_layer_facts"]

_READ_AS_A_WHOLE = ("kml", "gml", "gpx", "topojson", "flatgeobuf", "packed")

LAYER_TYPES = ("geojson", "shapefile", "gpkg", "gtfs", *_READ_AS_A_WHOLE)
"""The types of files that hold layers: as ``catalog inspect`` calls them, or else their kinds."""


def read_layer_facts(file: Path | bytes, actual_type: str, path: str) -> LayerFacts:
    """Return what is known of the first layer of a file.

    Arguments:
        file: Where it is, or its content. A Shapefile that isn't in a ZIP needs the place, because it is several files.
        actual_type: One of :data:`LAYER_TYPES`.
        path: What findings call the file.

    Codes: file-missing, file-unreadable, file-too-large, layer-broken, layer-part-missing, layer-crs-missing,
    layer-points-nowhere, layer-empty, layer-format-unread, layer-index-missing.

    Raises:
        ValueError: Files of *actual_type* hold no layer.
    """
    try:
        facts = _read(file, actual_type, path)
    except BrokenLayer as error:
        return broken(path, str(error))
    except BrokenZip:
        return broken(path, "ZIP")
    except FileNotFoundError:
        return _refused(Finding("file-missing", Location(path)))
    except OSError:
        return _refused(Finding("file-unreadable", Location(path)))
    if facts.nowhere_count:
        nowhere = Finding("layer-points-nowhere", Location(path), {"count": f"{facts.nowhere_count:,}"})
        return replace(facts, findings=(*facts.findings, nowhere))
    if not facts.layer_count:
        return replace(facts, findings=(Finding("layer-empty", Location(path), {"layer": shown(PurePath(path).stem)}),))
    if facts.crs is None and not facts.findings:
        return replace(facts, findings=(Finding("layer-crs-missing", Location(path)),))
    return facts


def _read(file: Path | bytes, actual_type: str, path: str) -> LayerFacts:
    if actual_type == "shapefile":
        from catalog.load.gis.shapefile import read_shapefile_facts

        return read_shapefile_facts(file, path)
    if actual_type == "gpkg":
        from catalog.load.gis.geopackage import read_geopackage_facts

        return read_geopackage_facts(file)
    if actual_type in _READ_AS_A_WHOLE:
        from catalog.load.gis.features import read_whole_facts

        return read_whole_facts(file, actual_type, path)
    read = _readers().get(actual_type)
    if read is None:
        raise ValueError(f"no layer in {actual_type}")
    data, finding = (file, None) if isinstance(file, bytes) else read_bytes(file, path, MAX_BYTES)
    if data is not None and len(data) > MAX_BYTES:
        finding = Finding("file-too-large", Location(path), {"limit": f"{MAX_BYTES // 1_000_000:,}"})
    return _refused(finding) if data is None or finding else read(data)


def _refused(finding: Finding | None) -> LayerFacts:
    return LayerFacts(None, None, None, findings=(finding,) if finding else ())


def _readers() -> Mapping[str, Callable[[bytes], LayerFacts]]:
    """Return the readers of single files; imported when they are needed, because most files are tables."""
    from catalog.load.gis.geojson import read_geojson_facts
    from catalog.load.gis.gtfs import read_gtfs_facts

    return {
        "geojson": read_geojson_facts,
        "gtfs": read_gtfs_facts,
    }
