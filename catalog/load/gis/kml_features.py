"""The features of KML and KMZ, read as the XML that it is: no address in it is followed.

Source: OGC KML 2.3; Google's extension namespace for tracks.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from catalog.findings import Finding, Location
from catalog.load.csv_records import MAX_CELLS
from catalog.load.gis.facts import WGS84, BrokenLayer
from catalog.load.gis.kml import unpack_kml
from catalog.load.gis.raw_layer import RawLayer, Refused, text_frame
from catalog.load.gis.xml_text import local_name, read_xml, walk, xml_text

if TYPE_CHECKING:
    import numpy

_GEOMETRIES = frozenset(("Point", "LineString", "LinearRing", "Polygon", "MultiGeometry", "Track", "MultiTrack"))
_SLOPPY_COMMA = re.compile(r"\s*,\s*")
_SCRIPT = re.compile(r"<\s*script|javascript:", re.IGNORECASE)


def list_kml(data: bytes, path: str) -> list[str]:
    """Return the name of the one layer: all placemarks of the document, whatever folders they are in."""
    return [PurePosixPath(path).stem]


def read_kml(data: bytes, path: str, name: str, encoding: str | None) -> RawLayer:
    """Return the placemarks in *data*; *encoding* is told by the document itself.

    Attributes are name, description and the extended data. Where the placemarks lie in several named folders, which
    is how categories are written in KML, there is an attribute ``Folder``.

    Codes: kml-network-link, kml-script, xml-mended, too-many-cells.

    Raises:
        BrokenLayer: It is no KML.
        Refused: It has too many attributes; a KMZ can't be unpacked.
    """
    text, codec = xml_text(unpack_kml(data, path), "KML")
    document, is_mended = read_xml(text, "KML", _document)
    if not document.has_kml:
        raise BrokenLayer("KML")
    labels = list(dict.fromkeys(label for attributes in document.attributes for label in attributes))
    columns: list[Sequence[str | None]] = []
    if len(set(document.folders)) > 1:
        columns.append(document.folders)
    if (len(labels) + 1) * len(document.attributes) > MAX_CELLS:
        raise Refused(Finding("too-many-cells", Location(path), {"limit": f"{MAX_CELLS:,}"}))
    columns += [[attributes.get(label) for attributes in document.attributes] for label in labels]
    all_labels = ("Folder",) * (len(columns) - len(labels)) + tuple(labels)
    findings = (*_findings(document, path), *([Finding("xml-mended", Location(path))] if is_mended else ()))
    types = ("string",) * len(columns)
    frame, geometries = text_frame(columns), document.array()
    return RawLayer(
        name, all_labels, types, frame, geometries, WGS84, False, codec, None, document.unreadable, findings
    )


def _findings(document: _Document, path: str) -> tuple[Finding, ...]:
    counts = {"kml-network-link": document.link_count, "kml-script": document.script_count}
    return tuple(Finding(code, Location(path), {"count": f"{count:,}"}) for code, count in counts.items() if count)


@dataclass(slots=True)
class _Document:
    """What was found so far; attributes, folders and geometries are one a placemark."""

    attributes: list[dict[str, str]] = field(default_factory=list)
    folders: list[str | None] = field(default_factory=list)
    geometries: list[Any] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)
    link_count: int = 0
    script_count: int = 0
    has_kml: bool = False

    def array(self) -> numpy.ndarray[Any, Any]:
        """Return the geometries."""
        import numpy

        array = numpy.full(len(self.geometries), None, object)
        for index, geometry in enumerate(self.geometries):
            array[index] = geometry
        return array

    def read(self, stream: io.BytesIO) -> None:
        """Take all placemarks of a document.

        Raises:
            BrokenLayer: It is nested too deeply.
            xml.etree.ElementTree.ParseError: It isn't well-formed.
        """
        for element, parents in walk(stream, "KML"):
            name = local_name(element)
            if name == "Placemark":
                self._take(element, _folder(parents))
            if name in ("Placemark", "Style", "StyleMap", "GroundOverlay", "Schema"):
                element.clear()  # Nothing of it is needed any more; millions of them would be.
            self.link_count += name == "NetworkLink"
            self.has_kml |= name in ("kml", "Document", "Placemark")

    def _take(self, place: ElementTree.Element, folder: str | None) -> None:
        attributes = dict(_attributes(place))
        self.script_count += any(_SCRIPT.search(text) for text in attributes.values())
        geometry = next((child for child in place if local_name(child) in _GEOMETRIES), None)
        try:
            built = None if geometry is None else _build(geometry)
        except (ValueError, TypeError):
            built = None
            self.unreadable.append(len(self.geometries))
        self.attributes.append(attributes)
        self.folders.append(folder)
        self.geometries.append(built)


def _document(stream: io.BytesIO) -> _Document:
    document = _Document()
    document.read(stream)
    return document


def _folder(open_elements: Sequence[ElementTree.Element]) -> str | None:
    """Return the name of the innermost folder that has one."""
    folders = (element for element in reversed(open_elements) if local_name(element) == "Folder")
    names = (_child_text(folder, "name") for folder in folders)
    return next((name for name in names if name), None)


def _attributes(place: ElementTree.Element) -> Iterator[tuple[str, str]]:
    for child in place:
        if local_name(child) in ("name", "description") and child.text is not None:
            yield local_name(child), child.text.strip()
    for element in place.iter():
        kind, name = local_name(element), element.get("name")
        if name and kind == "SimpleData":
            yield name, element.text or ""
        elif name and kind == "Data":
            yield name, _child_text(element, "value") or ""


def _child_text(element: ElementTree.Element, name: str) -> str | None:
    return next((child.text for child in element if local_name(child) == name), None)


def _build(element: ElementTree.Element) -> Any:
    """Return the geometry in *element*.

    Raises:
        ValueError, TypeError: It is none.
    """
    return _BUILDERS[local_name(element)](element)


def _positions(element: ElementTree.Element) -> list[list[float]]:
    text = _child_text(element, "coordinates") or ""
    rows = [[float(number) for number in word.split(",")] for word in _SLOPPY_COMMA.sub(",", text.strip()).split()]
    return _even(rows)


def _even(rows: list[list[float]]) -> list[list[float]]:
    """Return positions of two numbers or of three: heights that aren't there for all are left out."""
    width = 3 if rows and all(len(row) >= 3 for row in rows) else 2
    if any(len(row) < 2 for row in rows):
        raise ValueError("no position")
    return [row[:width] for row in rows]


def _point(element: ElementTree.Element) -> Any:
    from shapely import Point

    positions = _positions(element)
    if len(positions) > 1:
        raise ValueError("several positions")
    return Point(positions[0]) if positions else Point()


def _line(element: ElementTree.Element) -> Any:
    from shapely import LineString

    return LineString(_positions(element))


def _polygon(element: ElementTree.Element) -> Any:
    from shapely import Polygon

    rings: dict[str, list[list[list[float]]]] = {"outerBoundaryIs": [], "innerBoundaryIs": []}
    for boundary in element:
        if local_name(boundary) in rings:
            found = (ring for ring in boundary if local_name(ring) == "LinearRing")
            rings[local_name(boundary)] += [_positions(ring) for ring in found]
    outer = rings["outerBoundaryIs"]
    return Polygon(outer[0], [ring for ring in rings["innerBoundaryIs"] if ring]) if outer else Polygon()


def _track(element: ElementTree.Element) -> Any:
    from shapely import LineString

    coords = (child.text or "" for child in element if local_name(child) == "coord")
    return LineString(_even([[float(number) for number in text.split()] for text in coords if text.strip()]))


def _collection(element: ElementTree.Element) -> Any:
    """Return what is in a collection: one geometry itself, geometries of one type as the Multi one."""
    from shapely import GeometryCollection, MultiLineString, MultiPoint, MultiPolygon

    parts = [_build(child) for child in element if local_name(child) in _GEOMETRIES]
    kinds = {part.geom_type for part in parts}
    multi = {"Point": MultiPoint, "LineString": MultiLineString, "Polygon": MultiPolygon}
    if len(parts) == 1:
        return parts[0]
    return multi[kinds.pop()](parts) if len(kinds) == 1 and kinds <= multi.keys() else GeometryCollection(parts)


_BUILDERS: Mapping[str, Callable[[ElementTree.Element], Any]] = {
    "Point": _point,
    "LineString": _line,
    "LinearRing": _line,
    "Polygon": _polygon,
    "MultiGeometry": _collection,
    "MultiTrack": _collection,
    "Track": _track,
}
