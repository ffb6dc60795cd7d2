"""GML: features of any schema, as 国土数値情報 and 基盤地図情報 (JPGIS) and the WFS of GIS programs write them.

Each kind of feature is a layer. Nothing that the document names is opened: neither a schema nor a link elsewhere.

Source: ISO 19136 (GML 3.2); JPGIS 2014; 国土数値情報 製品仕様書.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from catalog.findings import Finding, Location
from catalog.load.csv_records import MAX_CELLS
from catalog.load.gis.facts import BrokenLayer
from catalog.load.gis.gml_geometries import GEOMETRIES, LINK, Geometries, id_of
from catalog.load.gis.raw_layer import RawLayer, Refused, text_frame
from catalog.load.gis.reference_system import crs_of_name
from catalog.load.gis.xml_text import local_name, read_xml, walk, xml_text

if TYPE_CHECKING:
    import numpy

_PART = "GML"
_MEMBERS = frozenset(("featureMember", "featureMembers", "member"))
_NOT_ATTRIBUTES = frozenset(("boundedBy", "metaDataProperty"))
_OGC = "http://www.opengis.net/"
_SEPARATOR = "; "
_JAPANESE = re.compile(r"(?:fguuid:)?(jgd2000|jgd2011|jgd2024|td)(?:\.bl|\s*/\s*\(B,\s*L\))", re.IGNORECASE)
_JAPANESE_CODES = {"jgd2000": "EPSG:4612", "jgd2011": "EPSG:6668", "jgd2024": "EPSG:6668", "td": "EPSG:4301"}
_OLD_NAME = re.compile(r"https?://www\.opengis\.net/gml/srs/epsg\.xml#([0-9]{4,6})")
_WITH_HEIGHT = {"EPSG:6697": "EPSG:6668", "EPSG:6696": "EPSG:4612", "EPSG:4979": "EPSG:4326", "EPSG:6667": "EPSG:6668"}
_LATITUDES, _LONGITUDES = (20.0, 46.0), (120.0, 155.0)


@dataclass(slots=True)
class _Document:
    """What was found: features by the name of their kind, and the geometries that can be linked to."""

    features: dict[str, list[Element]] = field(default_factory=dict)
    known: dict[str, Element] = field(default_factory=dict)
    system: str | None = None

    def read(self, stream: io.BytesIO) -> None:
        """Take all features.

        Raises:
            BrokenLayer: It is nested too deeply.
            xml.etree.ElementTree.ParseError: It isn't well-formed.
        """
        self.features.clear()
        for element, parents in walk(stream, _PART):
            self.system = self.system or element.get("srsName")
            if len(parents) == 1:
                self._take(element)
                parents[0].remove(element)

    def _take(self, element: Element) -> None:
        if local_name(element) in _MEMBERS:
            for feature in element:
                self.features.setdefault(local_name(feature), []).append(feature)
        elif local_name(element) in GEOMETRIES:
            self.known[id_of(element) or ""] = element
        elif not _is_of_gml(element):
            self.features.setdefault(local_name(element), []).append(element)


def _is_of_gml(element: Element) -> bool:
    return str(element.tag).startswith(f"{{{_OGC}") or not len(element)


def _parsed(data: bytes) -> tuple[_Document, str, bool]:
    text, codec = xml_text(data, _PART)
    document = _Document()
    _, is_mended = read_xml(text, _PART, document.read)
    if not document.features:
        raise BrokenLayer(_PART)
    return document, codec, is_mended


def list_gml(data: bytes, path: str) -> list[str]:
    """Return the names of the kinds of features, in the order in which they first occur.

    Raises:
        BrokenLayer: It is no GML, or has no features.
    """
    return list(_parsed(data)[0].features)


def read_gml(data: bytes, path: str, name: str, encoding: str | None) -> RawLayer:
    """Return the features of the kind *name*, one of :func:`list_gml`.

    Attributes are the elements with text within a feature, by their own names; those that occur several times in one
    feature are joined.

    Codes: xml-mended, too-many-cells.

    Raises:
        BrokenLayer: It is no GML.
        Refused: It has too many attributes.
    """
    document, codec, is_mended = _parsed(data)
    features = document.features[name]
    rows = [_attributes(feature) for feature in features]
    labels = list(dict.fromkeys(label for row in rows for label in row))
    if len(labels) * len(rows) > MAX_CELLS:
        raise Refused(Finding("too-many-cells", Location(path), {"limit": f"{MAX_CELLS:,}"}))
    crs = _crs(document.system)
    geometries, unreadable = _geometries(features, document)
    if crs is not None and _is_turned(geometries, crs, document.system or ""):
        geometries = _turned(geometries)
    ids = [id_of(feature) or "" for feature in features]
    return RawLayer(
        name,
        tuple(labels),
        ("string",) * len(labels),
        text_frame([[row.get(label) for row in rows] for label in labels]),
        geometries,
        crs,
        True,
        codec,
        tuple(ids) if len(set(ids)) == len(ids) and "" not in ids else None,
        unreadable,
        (Finding("xml-mended", Location(path)),) if is_mended else (),
    )


def _attributes(feature: Element) -> Mapping[str, str]:
    found: dict[str, list[str]] = {}
    for label, text in _texts(feature, ""):
        found.setdefault(label, []).append(text)
    return {label: _SEPARATOR.join(texts) for label, texts in found.items()}


def _texts(element: Element, label: str) -> Iterator[tuple[str, str]]:
    """Yield the texts in *element*; what GML has for times and measures is called as the attribute that it is in."""
    for child in element:
        name = local_name(child)
        if name in GEOMETRIES or name in _NOT_ATTRIBUTES:
            continue
        inner = label if label and _is_ogc(child) else name
        text = (child.text or "").strip()
        if text and not len(child):
            yield inner, text
        yield from _texts(child, inner)


def _is_ogc(element: Element) -> bool:
    return str(element.tag).startswith(f"{{{_OGC}")


def _geometries(features: list[Element], document: _Document) -> tuple[numpy.ndarray[Any, Any], list[int]]:
    import numpy

    system = _crs_with_height(document.system)
    builder = Geometries(document.known, 3 if system in _WITH_HEIGHT else 2, len(features))
    geometries, unreadable = numpy.full(len(features), None, object), []
    for index, feature in enumerate(features):
        element = _geometry_of(feature, document.known)
        if element is None:
            continue
        try:
            geometries[index] = builder.build(element)
        except (ValueError, TypeError, KeyError, RecursionError):
            unreadable.append(index)
    return geometries, unreadable


def _geometry_of(feature: Element, known: Mapping[str, Element]) -> Element | None:
    """Return the first geometry of *feature*, in it or linked to from it."""
    for element in feature.iter():
        if local_name(element) in GEOMETRIES:
            return element
        linked = known.get((element.get(LINK) or "").removeprefix("#"))
        if linked is not None and local_name(element) not in _NOT_ATTRIBUTES:
            return linked
    return None


def _crs(name: str | None) -> str | None:
    crs = _crs_with_height(name)
    return None if crs is None else _WITH_HEIGHT.get(crs, crs)


def _crs_with_height(name: str | None) -> str | None:
    japanese, old = _JAPANESE.match(name or ""), _OLD_NAME.fullmatch(name or "")
    if japanese is not None:
        return _JAPANESE_CODES[japanese[1].lower()]
    return f"EPSG:{old[1]}" if old is not None else crs_of_name(name or "")


def _is_turned(geometries: numpy.ndarray[Any, Any], crs: str, name: str) -> bool:
    """Return whether the northing or latitude is written first.

    In degrees of Japan the numbers tell; else it is the rule of the standard, that URNs mean the order of the system.
    """
    import shapely

    from catalog.load.gis.settled_crs import is_geographic

    xy = shapely.get_coordinates(geometries)
    if not len(xy):
        return False
    first, second = float(xy[0, 0]), float(xy[0, 1])
    if is_geographic(crs):
        if _LATITUDES[0] <= first <= _LATITUDES[1] and _LONGITUDES[0] <= second <= _LONGITUDES[1]:
            return True
        if _LATITUDES[0] <= second <= _LATITUDES[1] and _LONGITUDES[0] <= first <= _LONGITUDES[1]:
            return False
    return name.lower().startswith(("urn:", "http://www.opengis.net/def/", "https://www.opengis.net/def/"))


def _turned(
    geometries: numpy.ndarray[Any, Any],
) -> numpy.ndarray[Any, Any]:
    import shapely

    has_height = bool(shapely.has_z(geometries).any())
    order = [1, 0, 2] if has_height else [1, 0]
    turned: numpy.ndarray[Any, Any] = shapely.transform(
        geometries, lambda positions: positions[:, order], include_z=has_height
    )
    return turned
