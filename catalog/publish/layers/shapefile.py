"""Shapefile for the systems that still need it: UTF-8, a ZIP with all its parts and a table of the shortened names.

Points, lines and polygons can't share a Shapefile: where a layer has several of them, there is one for each.

Source: ESRI Shapefile Technical Description (1998).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import shapely
from pyproj import CRS

from catalog.model.described import MissingForm
from catalog.publish.layers.content import LayerContent
from catalog.publish.layers.dbase import MAX_FIELDS, MAX_TEXT_BYTES, DbaseField, dbase_fields, dbase_pieces
from catalog.publish.layers.shapes import ShapeSizes, parts_of_dimension, shape_index, shape_pieces, shape_sizes
from catalog.publish.tables.csv import heading_line
from catalog.publish.zip_stream import EARLIEST, Entry, zip_pieces

MAX_BYTES = 2**31 - 1
"""Places in the files are 32 bits wide, and counted with a sign by many programs."""
_DIMENSIONS = ("point", "line", "polygon")

_Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class _Part:
    """One Shapefile: its name without ending, its features, and their geometries of one dimension."""

    name: str
    chosen: _Array
    geometries: _Array
    sizes: ShapeSizes


def find_shapefile_obstacle(content: LayerContent) -> MissingForm | None:
    """Return why a layer isn't offered as a Shapefile, or ``None``."""
    if len(content.columns.names) > MAX_FIELDS:
        return MissingForm("shapefile", "columns")
    record = 1 + sum(field.width for field in dbase_fields(content))
    largest = max([record * content.count + 33 + 32 * MAX_FIELDS, *(part.sizes.total for part in _parts(content, ""))])
    return MissingForm("shapefile", "size") if largest > MAX_BYTES else None


def shapefile_pieces(content: LayerContent, name: str, changed: date | None) -> Iterator[bytes]:
    """Yield the archive.

    Arguments:
        content: The layer; geometries in its own system.
        name: Of the files, ASCII.
        changed: The day of the last change; without one the first that a ZIP can tell.
    """
    day = max(changed or EARLIEST, EARLIEST)
    return zip_pieces(_entries(content, name, day), day)


def _entries(content: LayerContent, name: str, day: date) -> Iterator[Entry]:
    fields = dbase_fields(content)
    # What ArcGIS reads; codes alone it doesn't.
    system = CRS.from_user_input(content.converted.source.crs).to_2d().to_wkt("WKT1_ESRI").encode()
    for part in _parts(content, name):
        yield Entry(f"{part.name}.shp", shape_pieces(part.geometries, part.sizes), size_bytes=part.sizes.total)
        yield Entry(f"{part.name}.shx", [shape_index(part.geometries, part.sizes)])
        yield Entry(f"{part.name}.dbf", dbase_pieces(content, fields, part.chosen, day), size_bytes=MAX_BYTES)
        yield Entry(f"{part.name}.prj", [system])
        yield Entry(f"{part.name}.cpg", [b"UTF-8"])
    yield Entry("fields.csv", [_render_fields(content, fields)])


def _parts(content: LayerContent, name: str) -> Iterator[_Part]:
    """Yield the Shapefiles; features without a geometry are in the first."""
    geometries = content.converted.source.geometries
    found = shapely.get_dimensions(geometries)
    is_collection = shapely.get_type_id(geometries) == shapely.GeometryType.GEOMETRYCOLLECTION
    if not is_collection.any() and len(set(found[found >= 0].tolist())) <= 1:
        yield _Part(name, np.arange(len(geometries)), geometries, shape_sizes(geometries))
        return
    is_lost = shapely.is_missing(geometries)
    for dimension, word in enumerate(_DIMENSIONS):
        shapes = parts_of_dimension(geometries, dimension)
        is_here = ~shapely.is_missing(shapes)
        if not is_here.any():
            continue
        chosen = np.flatnonzero(is_here | is_lost)
        is_lost = np.zeros(len(geometries), bool)
        yield _Part(f"{name}_{word}", chosen, shapes[chosen], shape_sizes(shapes[chosen]))


def _render_fields(content: LayerContent, fields: tuple[DbaseField, ...]) -> bytes:
    """Return what stands behind each short name, as Excel opens it."""
    head = ("short_name", "name", "title", "title_en", "type", "width", f"cells_cut_at_{MAX_TEXT_BYTES}_bytes")
    lines = [head, *(_described(content, field) for field in fields)]
    return "".join(heading_line(line, "\r\n") for line in lines).encode("utf-8-sig")


def _described(content: LayerContent, field: DbaseField) -> tuple[str, ...]:
    known = content.columns.fields[field.column] if field.column is not None else None
    name = content.columns.names[field.column] if field.column is not None else field.name
    title = known.title if known is not None else None
    texts = (title.ja, title.en or "") if title is not None else (name, "")
    return (field.name, name, *texts, _TYPES[field.kind], str(field.width), str(field.cut_cells))


_TYPES: Mapping[str, str] = {"C": "string", "N": "number", "L": "boolean", "D": "date"}
