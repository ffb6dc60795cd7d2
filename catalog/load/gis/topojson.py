"""TopoJSON → the features of GeoJSON: borders that two areas share are there once, and are put together here.

Source: The TopoJSON Format Specification 1.0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

from catalog.load.gis.facts import BrokenLayer
from catalog.load.gis.geojson import read_document
from catalog.load.gis.geojson_features import layer_of_document
from catalog.load.gis.raw_layer import RawLayer

_PART = "TopoJSON"
_MAX_POSITIONS = 5_000_000
_PROBLEMS = (KeyError, TypeError, ValueError, IndexError, AttributeError, RecursionError)
_DEPTH = {"LineString": 1, "Polygon": 2, "MultiLineString": 2, "MultiPolygon": 3}

_Line = list[Sequence[float]]


def read_topologies(data: bytes) -> tuple[Mapping[str, Mapping[str, Any]], str]:
    """Return each object of the topology in *data* as a FeatureCollection, by its name; and the codec.

    Raises:
        BrokenLayer: It is no TopoJSON, or would be far too large.
    """
    document, codec = read_document(data)
    try:
        transform = document.get("transform")
        arcs = [_unpacked(arc, transform) for arc in document["arcs"]]
        budget = _Budget(arcs, transform)
        return {str(name): _collection(value, budget) for name, value in document["objects"].items()}, codec
    except _PROBLEMS as error:
        raise BrokenLayer(_PART) from error


class _Budget:
    """The arcs, and how many positions may still be made of them: a few bytes can ask for a long arc very often."""

    def __init__(self, arcs: Sequence[_Line], transform: Any) -> None:
        self._arcs = arcs
        self._left = _MAX_POSITIONS
        self.transform = transform

    def line(self, numbers: Sequence[int]) -> _Line:
        """Return the arcs called *numbers* one after the other; ``~n`` is arc n backwards."""
        line: _Line = []
        for number in numbers:
            arc = self._arcs[number] if number >= 0 else self._arcs[~number][::-1]
            self._left -= len(arc)
            if self._left < 0:
                raise ValueError("too many positions")
            line += arc[1:] if line else arc
        return line


def _unpacked(arc: Sequence[Sequence[float]], transform: Any) -> _Line:
    """Return the positions of *arc*, which are steps from the one before where there is a *transform*."""
    if transform is None:
        return list(arc)
    columns = [accumulate([position[axis] for position in arc]) for axis in (0, 1)]
    return [_placed(position, transform) for position in zip(*columns, strict=True)]


def _placed(position: Sequence[float], transform: Any) -> Sequence[float]:
    if transform is None:
        return position
    scale, offset = transform["scale"], transform["translate"]
    return [position[0] * scale[0] + offset[0], position[1] * scale[1] + offset[1]]


def _collection(value: Mapping[str, Any], budget: _Budget) -> Mapping[str, Any]:
    members = value["geometries"] if value["type"] == "GeometryCollection" else [value]
    return {"type": "FeatureCollection", "features": [_feature(member, budget) for member in members]}


def _feature(value: Mapping[str, Any], budget: _Budget) -> Mapping[str, Any]:
    feature: dict[str, Any] = {"type": "Feature", "properties": value.get("properties")}
    if "id" in value:
        feature["id"] = value["id"]
    return feature | {"geometry": _geometry(value, budget)}


def _geometry(value: Mapping[str, Any], budget: _Budget, depth: int = 0) -> Mapping[str, Any] | None:
    kind = value.get("type")
    if kind is None or depth > len(_DEPTH):
        return None
    if kind == "GeometryCollection":
        return {"type": kind, "geometries": [_geometry(part, budget, depth + 1) for part in value["geometries"]]}
    if kind == "Point":
        return {"type": kind, "coordinates": _placed(value["coordinates"], budget.transform)}
    if kind == "MultiPoint":
        return {"type": kind, "coordinates": [_placed(each, budget.transform) for each in value["coordinates"]]}
    return {"type": kind, "coordinates": _lines(value["arcs"], _DEPTH[kind], budget)}


def _lines(arcs: Any, depth: int, budget: _Budget) -> Any:
    return budget.line(arcs) if depth == 1 else [_lines(each, depth - 1, budget) for each in arcs]


def list_topojson(data: bytes, path: str) -> list[str]:
    """Return the names of the objects.

    Raises:
        BrokenLayer: It is no TopoJSON.
    """
    return list(read_topologies(data)[0])


def read_topojson(data: bytes, path: str, name: str, encoding: str | None) -> RawLayer:
    """Return the object called *name*, one of :func:`list_topojson`; coordinates are in WGS 84 as in GeoJSON.

    Codes: too-many-cells.

    Raises:
        BrokenLayer: It is no TopoJSON.
        Refused: It has too many attributes.
    """
    topologies, codec = read_topologies(data)
    return layer_of_document(topologies[name], name, codec, path)
