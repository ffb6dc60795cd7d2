"""GML geometries → Shapely's, in the order of axes in which they are written.

Source: ISO 19136 (GML 3.2), GML 2.1.2 (``coordinates``); JPGIS 2014, which says where a border lies by links to its
curves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from catalog.load.gis.xml_text import local_name

LINK = "{http://www.w3.org/1999/xlink}href"
_MAX_LINKS = 16
_LEAST_STEPS, _STEPS_EACH = 200_000, 20
"""From part to part and along what they link to: a few lines that link to each other twenty times never end."""
_ID = ("{http://www.opengis.net/gml/3.2}id", "{http://www.opengis.net/gml}id")

_Ring = list[tuple[float, ...]]


def id_of(element: Element) -> str | None:
    """Return the ``gml:id`` of *element*."""
    return next((value for key in _ID if (value := element.get(key))), None)


class Geometries:
    """Builds geometries out of elements, and out of those that they link to within the document."""

    def __init__(self, known: Mapping[str, Element], width: int, feature_count: int) -> None:
        """Take the geometries that have an identifier, and how many numbers a position has where nothing says so."""
        self._known = known
        self._width = width
        self._left = _LEAST_STEPS + _STEPS_EACH * feature_count + _STEPS_EACH * len(known)

    def build(self, element: Element, depth: int = 0) -> Any:
        """Return the geometry that *element* is.

        Raises:
            ValueError, TypeError, KeyError: It is none, or of a kind that isn't made of straight lines.
        """
        self._step(depth)
        return _BUILDERS[local_name(element)](self, element, depth + 1)

    def _parts(self, element: Element, depth: int) -> Iterator[Element]:
        """Yield the geometries within *element*, one level of properties between, those that are linked included."""
        for child in element:
            self._step(depth)
            if local_name(child) in GEOMETRIES:
                yield child
            elif (link := child.get(LINK)) is not None:
                yield self._known[link.removeprefix("#")]
            else:
                yield from (part for part in child if local_name(part) in GEOMETRIES)

    def _step(self, depth: int) -> None:
        self._left -= 1
        if depth > _MAX_LINKS or self._left < 0:
            raise ValueError("links lead in a circle, or on and on")

    def _positions(self, element: Element, depth: int) -> _Ring:
        """Return the positions along *element*, a line of whatever kind."""
        positions = _written_positions(element, self._width)
        if local_name(element) in ("LineString", "LineStringSegment", "LinearRing", "GeodesicString") and positions:
            return positions
        for part in self._parts(element, depth):
            more = self._positions(part, depth + 1)
            positions += more[1:] if positions and more and positions[-1] == more[0] else more
        if element.get("orientation") == "-":
            positions.reverse()
        return positions

    def point(self, element: Element, depth: int) -> Any:
        """Return a point."""
        from shapely import Point

        (position,) = _written_positions(element, 0)
        return Point(position[:3])

    def line(self, element: Element, depth: int) -> Any:
        """Return a line."""
        from shapely import LineString

        return LineString(_even(self._positions(element, depth)))

    def polygon(self, element: Element, depth: int) -> Any:
        """Return a polygon with its holes."""
        from shapely import Polygon

        rings: dict[bool, list[_Ring]] = {True: [], False: []}
        for border in element:
            is_outer = local_name(border) in ("exterior", "outerBoundaryIs")
            if is_outer or local_name(border) in ("interior", "innerBoundaryIs"):
                rings[is_outer] += [self._positions(ring, depth) for ring in self._parts_of_border(border, depth)]
        (outer,) = rings[True]
        return Polygon(_even(outer), [_even(ring) for ring in rings[False] if ring])

    def _parts_of_border(self, border: Element, depth: int) -> Iterator[Element]:
        if (link := border.get(LINK)) is not None:
            yield self._known[link.removeprefix("#")]
        yield from (ring for ring in border if local_name(ring) in GEOMETRIES)

    def collection(self, element: Element, depth: int) -> Any:
        """Return several geometries as the Multi one, a single one as itself."""
        from shapely import GeometryCollection, MultiLineString, MultiPoint, MultiPolygon

        built = [self.build(part, depth) for part in self._parts(element, depth)]
        singles = [single for part in built for single in getattr(part, "geoms", (part,))]
        kinds = {single.geom_type for single in singles}
        multi = {"Point": MultiPoint, "LineString": MultiLineString, "Polygon": MultiPolygon}
        if len(singles) == 1:
            return singles[0]
        return multi[kinds.pop()](singles) if len(kinds) == 1 and kinds <= multi.keys() else GeometryCollection(singles)


def _written_positions(element: Element, width: int) -> _Ring:
    positions: _Ring = []
    for child in element:
        name, text = local_name(child), child.text or ""
        if name == "pos":
            positions.append(tuple(map(float, text.split())))
        elif name == "posList":
            numbers = list(map(float, text.split()))
            step = int(child.get("srsDimension") or element.get("srsDimension") or width)
            if step not in (2, 3) or len(numbers) % step:
                raise ValueError("no positions")
            positions += zip(*[iter(numbers)] * step, strict=True)
        elif name == "coordinates":
            positions += [tuple(map(float, word.split(","))) for word in text.replace(", ", ",").split()]
        elif name == "coord":
            positions.append(tuple(float(axis.text or "") for axis in child))
        elif name in ("pointProperty", "pointRep"):
            positions += [position for point in child for position in _written_positions(point, width)]
    return positions


def _even(positions: _Ring) -> _Ring:
    width = 3 if positions and all(len(position) >= 3 for position in positions) else 2
    if any(len(position) < 2 for position in positions):
        raise ValueError("no position")
    return [position[:width] for position in positions]


_BUILDERS: Mapping[str, Callable[[Geometries, Element, int], Any]] = {
    "Point": Geometries.point,
    **dict.fromkeys(("LineString", "Curve", "CompositeCurve", "OrientableCurve", "LinearRing"), Geometries.line),
    **dict.fromkeys(("LineStringSegment", "Ring"), Geometries.line),
    **dict.fromkeys(("Polygon", "PolygonPatch"), Geometries.polygon),
    **dict.fromkeys(("Surface", "CompositeSurface", "OrientableSurface"), Geometries.collection),
    **dict.fromkeys(("MultiPoint", "MultiCurve", "MultiLineString", "MultiSurface"), Geometries.collection),
    **dict.fromkeys(("MultiPolygon", "MultiGeometry"), Geometries.collection),
}
GEOMETRIES = frozenset(_BUILDERS)
"""Elements that are geometries, or parts of such."""
