"""GeoJSON, as one object or one feature a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from catalog.load.decoding import candidate_codecs
from catalog.load.gis.facts import WGS84, BrokenLayer, LayerFacts, joined_type
from catalog.load.gis.reference_system import crs_of_name

_MAX_FIELDS = 10_000
_FARTHEST = 1e8
"""Neither degrees nor metres are larger on this earth."""
_NOT_FINITE = re.compile(r"[\[,:\s-](?:NaN|Infinity)\b|[0-9][eE]\+?[0-9]{3}")
_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", list: "array", dict: "object"}
_GEOMETRIES = frozenset(
    ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection")
)


def read_geojson_facts(data: bytes) -> LayerFacts:
    """Return the facts of GeoJSON: by its standard always in WGS 84, unless an old ``crs`` member says otherwise.

    Raises:
        BrokenLayer: It is no JSON, or its features are none.
    """
    document, encoding = read_document(data)
    features = features_of(document)
    geometries = [geometry for feature in features if (geometry := feature.get("geometry")) is not None]
    types = {_geometry_type(geometry) for geometry in geometries}
    nowhere = sum(map(_is_nowhere, geometries))
    crs, fields = crs_of_document(document), fields_of(features)
    return LayerFacts(joined_type(types), len(features), crs, fields, encoding, nowhere_count=nowhere)


def read_document(data: bytes) -> tuple[Mapping[str, Any], str]:
    """Return the whole document, and its codec.

    Raises:
        BrokenLayer: It is no JSON.
    """
    for codec in candidate_codecs(data, None):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        return _parse(text), codec
    raise BrokenLayer("GeoJSON")


def _parse(text: str) -> Mapping[str, Any]:
    try:
        document = orjson.loads(text)
    except orjson.JSONDecodeError:
        document = _parse_loosely(text) or {"type": "FeatureCollection", "features": _lines(text)}
    if not isinstance(document, dict):
        raise BrokenLayer("GeoJSON")
    return document


def _parse_loosely(text: str) -> Any:
    """Return a document with numbers that JSON lacks (NaN, infinity), as some programs write them, or ``None``."""
    if not _NOT_FINITE.search(text):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _lines(text: str) -> list[Any]:
    """Return the features of a file that has one on each line, or one after each record separator (RFC 8142)."""
    # Not splitlines(): texts may hold U+2028 and others that Python takes for the end of a line.
    pieces = text.split("\x1e") if "\x1e" in text else text.split("\n")
    try:
        features = [orjson.loads(piece) for piece in pieces if piece.strip()]
    except orjson.JSONDecodeError as error:
        raise BrokenLayer("GeoJSON") from error
    if not features:
        raise BrokenLayer("GeoJSON")
    return features


def features_of(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the features of *document*; a geometry alone is one.

    Raises:
        BrokenLayer: Something among them is none.
    """
    match document:
        case {"type": "FeatureCollection", "features": list(features)}:
            pass
        case {"type": "Feature"}:
            features = [document]
        case {"type": str(name)} if name in _GEOMETRIES:
            features = [{"type": "Feature", "geometry": document}]
        case _:
            raise BrokenLayer("GeoJSON")
    if not all(isinstance(feature, dict) and feature.get("type") == "Feature" for feature in features):
        raise BrokenLayer("GeoJSON")
    return features


def _geometry_type(geometry: object) -> str:
    name = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(name, str) or name not in _GEOMETRIES:
        raise BrokenLayer("GeoJSON")
    return name


def _is_nowhere(geometry: Mapping[str, Any]) -> bool:
    """Return whether *geometry* is a point at 0°, 0°, or what some programs write for "no value", such as -1.8e308."""
    match geometry:
        case {"type": "Point", "coordinates": [int() | float() as x, int() | float() as y, *_]}:
            return (x == 0 and y == 0) or max(abs(x), abs(y)) > _FARTHEST
        case _:
            return False


def crs_of_document(document: Mapping[str, Any]) -> str | None:
    """Return the system, which is WGS 84 by the standard where *document* doesn't state any."""
    match document.get("crs", WGS84):
        case str(crs):
            return crs_of_name(crs)
        case {"properties": {"name": str(name)}}:
            return crs_of_name(name)
        case {"type": str(authority), "properties": {"code": int(code) | str(code)}} if authority.upper() == "EPSG":
            return crs_of_name(f"EPSG:{code}")
        case _:
            return None


def fields_of(features: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, str], ...]:
    """Return name and type of each attribute, in the order in which they first occur."""
    found: dict[str, set[str]] = {}
    for feature in features:
        properties = feature.get("properties")
        for name, value in properties.items() if isinstance(properties, dict) else ():
            if name in found or len(found) < _MAX_FIELDS:
                found.setdefault(name, set()).update([] if value is None else [_TYPES[type(value)]])
    return tuple((name, _joined(types)) for name, types in found.items())


def _joined(types: set[str]) -> str:
    if types == {"integer", "number"}:
        return "number"
    return next(iter(types)) if len(types) == 1 else "string"
