"""KML, and KMZ, which is KML in a ZIP; always in WGS 84."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

from catalog.load.decoding import candidate_codecs
from catalog.load.gis.facts import WGS84, BrokenLayer, LayerFacts, joined_type
from catalog.load.zip_names import is_zip, member_name, opened_zip

_MAX_UNPACKED_BYTES = 500_000_000
_GEOMETRIES = {
    **{"Point": "Point", "LineString": "LineString", "LinearRing": "LineString", "Polygon": "Polygon"},
    **{"Track": "LineString", "MultiTrack": "MultiLineString"},
}
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_kml_facts(data: bytes) -> LayerFacts:
    """Return the facts of KML or KMZ; each placemark is a feature.

    Raises:
        BrokenLayer: It isn't well-formed.
        BrokenZip: A KMZ can't be unpacked.
    """
    types: set[str] = set()
    fields: dict[str, None] = {}
    count = 0
    try:
        for place in _placemarks(_unpacked(data)):
            count += 1
            types.update(_types(place))
            fields.update(dict.fromkeys(_fields(place)))
    except ElementTree.ParseError as error:
        raise BrokenLayer("KML") from error
    return LayerFacts(joined_type(types), count, WGS84, tuple((name, "string") for name in fields))


def _unpacked(data: bytes) -> bytes:
    if not is_zip(data):
        return data
    with opened_zip(data) as archive:
        members = [member for member in archive.infolist() if member_name(member).lower().endswith(".kml")]
        if not members:
            raise BrokenLayer("KML")
        with archive.open(members[0]) as stream:
            unpacked = stream.read(_MAX_UNPACKED_BYTES + 1)
    if len(unpacked) > _MAX_UNPACKED_BYTES:
        raise BrokenLayer("KML")
    return unpacked


def _placemarks(data: bytes) -> list[ElementTree.Element]:
    places: list[ElementTree.Element] = []
    for _, element in ElementTree.iterparse(xml_stream(data)):
        name = local_name(element)
        if name == "Placemark":
            places.append(element)
        elif name == "coordinates":
            element.text = None  # the bulk of the file
    return places


def xml_stream(data: bytes) -> io.BytesIO:
    """Return the document in *data* in UTF-8, without what would say otherwise.

    Raises:
        BrokenLayer: It is in none of the encodings of Japan, or defines entities, which no KML needs.
    """
    # The XML parser knows no encodings of several bytes but Unicode's: the text is decoded here.
    text = next((text for codec in candidate_codecs(data, None) if (text := _decoded(data, codec)) is not None), None)
    if text is None or "<!ENTITY" in text:
        raise BrokenLayer("KML")
    return io.BytesIO(_DECLARATION.sub("", text).encode())


def _decoded(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _types(place: ElementTree.Element) -> set[str]:
    """Return the types of a placemark's geometries; those in a MultiGeometry are parts of one."""
    collections = [child for child in place if local_name(child) == "MultiGeometry"]
    if not collections:
        return {_GEOMETRIES[name] for child in place if (name := local_name(child)) in _GEOMETRIES}
    inner = {_GEOMETRIES[name] for child in collections[0] if (name := local_name(child)) in _GEOMETRIES}
    joined = joined_type(inner)
    if joined is None:
        return set()
    return {joined if joined.startswith(("Multi", "Geometry")) else f"Multi{joined}"}


def _fields(place: ElementTree.Element) -> list[str]:
    own = [name for child in place if (name := local_name(child)) in ("name", "description")]
    data = [element.get("name", "") for element in place.iter() if local_name(element) in ("Data", "SimpleData")]
    return [*own, *filter(None, data)]


def local_name(element: ElementTree.Element) -> str:
    """Return the name of *element* without its namespace."""
    return str(element.tag).rpartition("}")[2]
