"""Where a layer of a GIS file lies: in the area of the body that it is from, and not mirrored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from catalog.check.coordinates.mirrored import is_mirrored
from catalog.findings import Finding, Findings, Location, shown
from catalog.standards.extents import find_extent
from catalog.standards.plane_rectangular import zone_of_crs

if TYPE_CHECKING:
    import numpy

    from catalog.model.features import ConvertedFeatures
    from catalog.model.site import Municipality

_PART = 0.9
"""Part of the shapes that have to be elsewhere: a few may be, such as offices in the capital."""


def check_layer_place(converted: ConvertedFeatures, municipality: Municipality, path: str) -> Findings:
    """Return that most of the shapes aren't where *municipality* is, and whether it is since their axes were swapped.

    Codes: layer-axes-swapped, layer-outside-body.
    """
    source = converted.source
    zone, places = zone_of_crs(source.crs), _centres(source.geometries)
    if zone is not None and is_mirrored(places[:, 0].tolist(), places[:, 1].tolist(), municipality.code, zone):
        x, y = (f"{number:.10g}" for number in places[0])
        return (Finding("layer-axes-swapped", Location(path), {"crs": source.crs, "x": x, "y": y}),)
    extent, lonlat = find_extent(municipality.code), _centres(converted.geometries)
    if extent is None or not len(lonlat):
        return ()
    box = extent.box
    inside = ((lonlat >= (box.west, box.south)) & (lonlat <= (box.east, box.north))).all(axis=1)
    count, total = int((~inside).sum()), len(lonlat)
    if count < _PART * total:
        return ()
    params = {"count": f"{count:,}", "total": f"{total:,}", "name": shown(municipality.name.ja)}
    return (Finding("layer-outside-body", Location(path), params),)


def _centres(geometries: numpy.ndarray[Any, Any]) -> numpy.ndarray[Any, Any]:
    """Return the middle of the box around each of the geometries that there are."""
    import numpy
    import shapely

    bounds = shapely.bounds(geometries)
    centres = numpy.column_stack([bounds[:, 0] + bounds[:, 2], bounds[:, 1] + bounds[:, 3]]) / 2
    return numpy.asarray(centres[numpy.isfinite(centres).all(axis=1)])
