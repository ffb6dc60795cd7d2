"""What a GIS file says about itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from catalog.findings import Finding, Findings, Location

WGS84 = "EPSG:4326"

MAX_BYTES = 200_000_000
"""Of a file that has to be read as a whole: its values take ten times as much memory."""


class BrokenLayer(Exception):
    """A part of the file isn't what it should be; the argument names it."""


@dataclass(frozen=True, slots=True)
class LayerFacts:
    """A layer, without its features.

    Attributes:
        geometry_type: As in GeoJSON. ``MultiPolygon`` where polygons and multipolygons are mixed, and so on;
            ``GeometryCollection`` where points, lines and polygons are; ``None`` without any geometry.
        feature_count: ``None`` where the file doesn't tell.
        crs: ``EPSG:…``; ``None`` where the file doesn't tell, or tells it in a way that can't be read for certain.
        fields: Name and Frictionless type of each attribute.
        encoding: Python codec name of the attributes; ``None`` for formats that have only one, or without attributes.
        nowhere_count: Points at 0°, 0° or of numbers that no place has; counted in GeoJSON only.
        layer_count: Layers in the file; the facts are the first one's.
    """

    geometry_type: str | None
    feature_count: int | None
    crs: str | None
    fields: tuple[tuple[str, str], ...] = ()
    encoding: str | None = None
    layer_count: int = 1
    findings: Findings = ()
    nowhere_count: int = 0


def joined_type(types: Iterable[str]) -> str | None:
    """Return the one type that holds geometries of all *types*, or ``None`` where there are none."""
    found = set(types)
    if len(found) <= 1:
        return next(iter(found), None)
    single = {name.removeprefix("Multi") for name in found}
    return f"Multi{single.pop()}" if len(single) == 1 else "GeometryCollection"


def broken(path: str, part: str) -> LayerFacts:
    """Return the facts of a file that can't be read; *part* names what of it.

    Codes: layer-broken.
    """
    return LayerFacts(None, None, None, findings=(Finding("layer-broken", Location(path), {"part": part}),))
