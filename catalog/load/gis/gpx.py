"""GPX: points, routes and tracks, each a layer; always in WGS 84.

Source: GPX 1.1 (Topografix).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from catalog.findings import Finding, Location
from catalog.load.gis.facts import WGS84, BrokenLayer
from catalog.load.gis.raw_layer import RawLayer, text_frame
from catalog.load.gis.xml_text import local_name, read_xml, walk, xml_text

_PART = "GPX"
_LAYERS = {"wpt": "waypoints", "rte": "routes", "trk": "tracks"}
_POINTS = frozenset(("rtept", "trkpt", "trkseg", "extensions"))


@dataclass(slots=True)
class _Document:
    """The elements that are features, by the name of their layer."""

    found: dict[str, list[Element]] = field(default_factory=dict)

    def read(self, stream: io.BytesIO) -> None:
        """Take all features.

        Raises:
            BrokenLayer: It is nested too deeply.
            xml.etree.ElementTree.ParseError: It isn't well-formed.
        """
        self.found = {layer: [] for layer in _LAYERS.values()}
        for element, parents in walk(stream, _PART):
            if len(parents) == 1:
                if local_name(element) in _LAYERS:
                    self.found[_LAYERS[local_name(element)]].append(element)
                parents[0].remove(element)


def _parsed(data: bytes) -> tuple[_Document, str, bool]:
    text, codec = xml_text(data, _PART)
    document = _Document()
    _, is_mended = read_xml(text, _PART, document.read)
    if not any(document.found.values()):
        raise BrokenLayer(_PART)
    return document, codec, is_mended


def list_gpx(data: bytes, path: str) -> list[str]:
    """Return those of ``waypoints``, ``routes`` and ``tracks`` that there are.

    Raises:
        BrokenLayer: It is no GPX, or there is nothing in it.
    """
    return [layer for layer, elements in _parsed(data)[0].found.items() if elements]


def read_gpx(data: bytes, path: str, name: str, encoding: str | None) -> RawLayer:
    """Return the layer called *name*, one of :func:`list_gpx`.

    When somebody was where, as tracks note it for each point, isn't read.

    Codes: xml-mended.

    Raises:
        BrokenLayer: It is no GPX.
    """
    import numpy

    document, codec, is_mended = _parsed(data)
    elements = document.found[name]
    rows = [dict(_attributes(element)) for element in elements]
    labels = list(dict.fromkeys(label for row in rows for label in row))
    geometries, unreadable = numpy.full(len(elements), None, object), []
    for index, element in enumerate(elements):
        try:
            geometries[index] = _build(element)
        except (ValueError, TypeError):
            unreadable.append(index)
    return RawLayer(
        name,
        tuple(labels),
        ("string",) * len(labels),
        text_frame([[row.get(label) for row in rows] for label in labels]),
        geometries,
        WGS84,
        False,
        codec,
        None,
        unreadable,
        (Finding("xml-mended", Location(path)),) if is_mended else (),
    )


def _attributes(element: Element) -> Iterator[tuple[str, str]]:
    for child in element:
        label, text = local_name(child), (child.text or "").strip()
        if label in _POINTS or (label == "time" and local_name(element) != "wpt"):
            continue
        if label == "link" and child.get("href"):
            yield label, child.get("href", "")
        elif text:
            yield label, text


def _build(element: Element) -> Any:
    from shapely import LineString, MultiLineString, Point

    if local_name(element) == "wpt":
        return Point(_position(element))
    if local_name(element) == "rte":
        return LineString(_line(element, "rtept"))
    lines = [_line(segment, "trkpt") for segment in element if local_name(segment) == "trkseg"]
    lines = [line for line in lines if len(line) > 1]
    return LineString(lines[0]) if len(lines) == 1 else MultiLineString(lines)


def _line(element: Element, name: str) -> list[tuple[float, float]]:
    return [_position(point) for point in element if local_name(point) == name]


def _position(point: Element) -> tuple[float, float]:
    return float(point.get("lon", "")), float(point.get("lat", ""))
