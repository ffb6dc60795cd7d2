"""Which system a layer's coordinates are in: what is declared, else what the file says, if the numbers allow it."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import shapely

from catalog.findings import Finding, Location, shown
from catalog.load.gis.raw_layer import RawLayer

_SAMPLE = 20_000
_MARGIN_DEGREES = 2.0
# West, south, east, north of Japan with its sea.
_JAPAN = (120.0, 20.0, 155.0, 46.0)
_ALIASES = {
    "EPSG:900913": "EPSG:3857",
    "EPSG:102100": "EPSG:3857",
    "EPSG:102113": "EPSG:3857",
    "EPSG:3785": "EPSG:3857",
}
"""Numbers that were never EPSG's, or aren't any more, for the system of web maps."""

_Array = np.ndarray[Any, Any]


def settle_crs(
    layer: RawLayer, geometries: _Array, declared: str | None, path: str
) -> tuple[str | None, tuple[Finding, ...]]:
    """Return the system of *geometries*, which are clean, or ``None`` where it isn't known for certain.

    Numbers decide against every statement: degrees where the system has metres, metres where it has degrees, numbers
    far outside of the system's area, or the two axes in the other order.

    Arguments:
        layer: With what the file states.
        geometries: Without numbers that aren't finite.
        declared: What the descriptor says, or ``None``; it goes before the file.
        path: What findings call the file.

    Codes: layer-crs-missing, layer-crs-contradicted, layer-crs-overridden, layer-axes-swapped, crs-unknown.
    """
    place = Location(path)
    stated = _known(layer.stated_crs)
    crs = _known(declared) if declared else stated
    if crs is None:
        missing = Finding("layer-crs-missing", place)
        return None, (Finding("crs-unknown", place, {"crs": shown(declared)}) if declared else missing,)
    xy = _sample(geometries)
    problem = _problem(crs, xy)
    if problem is not None:
        x, y = (f"{number:.10g}" for number in xy[0])
        return None, (Finding(problem, place, {"crs": _named(layer, declared, crs), "x": x, "y": y}),)
    if declared and stated and stated != crs and (layer.is_stated or is_geographic(stated) != is_geographic(crs)):
        params = {"stated": layer.stated_crs or stated, "declared": crs}
        return crs, (Finding("layer-crs-overridden", place, params),)
    return crs, ()


def is_geographic(crs: str) -> bool:
    """Return whether *crs*, which is known, has degrees."""
    return bool(_system(crs).is_geographic)


def _named(layer: RawLayer, declared: str | None, crs: str) -> str:
    """Return the code as whoever states it wrote it."""
    return crs if declared else layer.stated_crs or crs


def _known(crs: str | None) -> str | None:
    """Return *crs* with today's number if it is a system with two axes on the ground, else ``None``."""
    if crs is None:
        return None
    crs = _ALIASES.get(crs, crs)
    system = _system(crs)
    return crs if system is not None and (system.is_geographic or system.is_projected) else None


@cache
def _system(crs: str) -> Any:
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        system = CRS.from_user_input(crs)
    except CRSError:
        return None
    return (system.sub_crs_list[0] if system.is_compound else system).to_2d()


def _sample(geometries: _Array) -> _Array:
    """Return the coordinates of some geometries in even steps, without those at (0, 0), which mean "unknown"."""
    step = max(1, len(geometries) // _SAMPLE)
    xy = shapely.get_coordinates(geometries[::step])
    xy = xy[:: max(1, len(xy) // _SAMPLE)]
    return np.asarray(xy[(xy != 0).any(axis=1)])


def _problem(crs: str, xy: _Array) -> str | None:
    """Return the code of what speaks against *crs* in most of the coordinates.

    Codes: layer-crs-contradicted, layer-axes-swapped.
    """
    if not len(xy):
        return None
    turned = xy[:, ::-1]
    if is_geographic(crs):
        if _most_within(xy, (-180, -90, 180, 90)):
            return None
        return "layer-axes-swapped" if _most_within(turned, _JAPAN) else "layer-crs-contradicted"
    if _most_within(xy, _JAPAN) or _most_within(turned, _JAPAN):
        return "layer-crs-contradicted"
    if _is_in_area(crs, xy, 0):
        return None
    if _is_in_area(crs, turned, 0):
        return "layer-axes-swapped"
    return None if _is_in_area(crs, xy, _MARGIN_DEGREES) else "layer-crs-contradicted"


def _is_in_area(crs: str, xy: _Array, margin: float) -> bool:
    """Return whether most of the coordinates lie in the area that *crs* is made for."""
    from pyproj import Transformer

    system = _system(crs)
    area = system.area_of_use
    if area is None or system.geodetic_crs is None:
        return True
    to_degrees = Transformer.from_crs(system, system.geodetic_crs, always_xy=True)
    lonlat = np.column_stack(to_degrees.transform(xy[:, 0], xy[:, 1]))
    box = (area.west - margin, area.south - margin, area.east + margin, area.north + margin)
    return _most_within(lonlat, box) or area.west > area.east


def _most_within(xy: _Array, box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = box
    x, y = xy[:, 0], xy[:, 1]
    return bool(((x >= west) & (x <= east) & (y >= south) & (y <= north)).mean() > 0.5)
