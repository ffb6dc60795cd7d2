"""GeoJSON by RFC 7946: WGS 84, outlines counter-clockwise, seven decimals, an id for each feature.

A feature without a place has a null geometry; one that crosses the antimeridian is as the source has it.
"""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from catalog.model.layer import BBox
from catalog.publish.json_text import compact_json
from catalog.publish.layers.content import LayerContent
from catalog.publish.layers.geometry_json import DECIMALS, dump_json, geometry_objects
from catalog.publish.tables.json import json_objects


def geojson_pieces(content: LayerContent) -> Iterator[bytes]:
    """Yield a FeatureCollection with a feature a line, in order; properties keep their digits as they are written."""
    yield f'{{"type":"FeatureCollection",{_bbox_member(content.converted.bbox_wgs84)}"features":['.encode()
    between = b"\n"
    for batch in content.batches():
        yield between + b",\n".join(_lines(content, batch))
        between = b",\n"
    yield b"]}\n" if between == b"\n" else b"\n]}\n"


def rounded_box(box: BBox) -> list[float]:
    """Return west, south, east and north as they are published."""
    return [round(edge, DECIMALS) + 0.0 for edge in (box.west, box.south, box.east, box.north)]


def _bbox_member(box: BBox | None) -> str:
    return f'"bbox":{compact_json(rounded_box(box))},' if box is not None else ""


def _lines(content: LayerContent, batch: slice) -> Iterator[bytes]:
    geometries = geometry_objects(content.converted.geometries[batch])
    for number, geometry, properties in zip(content.ids[batch], geometries, _properties(content, batch), strict=True):
        yield dump_json({"type": "Feature", "id": number, "geometry": geometry, "properties": properties})


def _properties(content: LayerContent, batch: slice) -> list[orjson.Fragment]:
    if not content.columns.names:
        return [orjson.Fragment("{}")] * (batch.stop - batch.start)
    objects = json_objects(content.columns, content.rows(batch), content.schema.missing_values)
    return [orjson.Fragment(text) for text in objects.to_series()]
