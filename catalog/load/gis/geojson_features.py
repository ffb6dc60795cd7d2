"""The features of GeoJSON, as one object or one feature a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

import orjson

from catalog.findings import Finding, Location
from catalog.load.csv_records import MAX_CELLS
from catalog.load.decoding import candidate_codecs
from catalog.load.gis.geojson import crs_of_document, features_of, fields_of, read_document
from catalog.load.gis.raw_layer import RawLayer, Refused, shortest_number, text_frame


def list_geojson(data: bytes, path: str) -> list[str]:
    """Return the name of the one layer: that of the document, or of the file."""
    return [PurePosixPath(path).stem]


def read_geojson(data: bytes, path: str, name: str, encoding: str | None) -> RawLayer:
    """Return the layer in *data*.

    Arguments:
        data: The whole file.
        path: What findings call it.
        name: Of the layer.
        encoding: The codec that the descriptor names, or ``None``.

    Codes: encoding-not-as-declared, layer-encoding-contradicted, too-many-cells.

    Raises:
        BrokenLayer: It is no GeoJSON.
        Refused: It has too many attributes, or another encoding than the descriptor says.
    """
    document, codec = read_document(data)
    _check_declared(data, encoding, codec, path)
    return layer_of_document(document, name, codec, path)


def layer_of_document(document: Mapping[str, Any], name: str, codec: str, path: str) -> RawLayer:
    """Return the layer that *document*, parsed GeoJSON, is.

    Codes: layer-encoding-contradicted, too-many-cells.

    Raises:
        BrokenLayer: It is no GeoJSON.
        Refused: It has too many attributes.
    """
    from catalog.load.gis.geojson_geometries import build_geometries

    features = features_of(document)
    fields = fields_of(features)
    if len(fields) * len(features) > MAX_CELLS:
        raise Refused(Finding("too-many-cells", Location(path), {"limit": f"{MAX_CELLS:,}"}))
    geometries, unreadable = build_geometries([feature.get("geometry") for feature in features])
    params = {"stated": "utf-8", "found": codec}
    is_utf8 = codec in ("utf-8", "utf-8-sig")
    return RawLayer(
        name,
        tuple(label for label, _ in fields),
        tuple(type for _, type in fields),
        text_frame([_texts(features, label) for label, _ in fields]),
        geometries,
        crs_of_document(document),
        "crs" in document,
        codec,
        _ids(features),
        unreadable,
        () if is_utf8 else (Finding("layer-encoding-contradicted", Location(path), params),),
    )


def _check_declared(data: bytes, declared: str | None, codec: str, path: str) -> None:
    if declared is not None and codec not in set(candidate_codecs(data, declared)):
        params = {"declared": declared, "detected": codec}
        raise Refused(Finding("encoding-not-as-declared", Location(path), params))


def _texts(features: Sequence[Mapping[str, Any]], label: str) -> list[str | None]:
    return [
        _text(properties.get(label)) if isinstance(properties := feature.get("properties"), dict) else None
        for feature in features
    ]


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return shortest_number(value)
    return str(value) if isinstance(value, int) else orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode()


def _ids(features: Sequence[Mapping[str, Any]]) -> tuple[str, ...] | None:
    """Return the features' own identifiers where all have one and all differ."""
    ids = [_text(value) for feature in features if isinstance(value := feature.get("id"), str | int)]
    distinct = dict.fromkeys(text for text in ids if text)
    return tuple(distinct) if features and len(distinct) == len(features) else None
