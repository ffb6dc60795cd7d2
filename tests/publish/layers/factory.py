"""Small layers, made by hand, around the origin of zone V of the plane rectangular system."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import polars as pl
import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

from catalog.convert.features import to_wgs84
from catalog.model.features import ConvertedFeatures, Features
from catalog.publish.layers.content import LayerContent, layer_content, layer_schema

Array = np.ndarray[Any, Any]

# Wound as in a Shapefile, with a hole.
LOT = shapely.Polygon(
    [(0, 0), (0, 100), (100, 100), (100, 0), (0, 0)], [[(20, 20), (40, 20), (40, 40), (20, 40), (20, 20)]]
)
FAR_LOT = shapely.Polygon([(5000, 5000), (5000, 5100), (5100, 5100), (5000, 5000)])
ROAD = shapely.LineString([(0, 0), (300, 10), (600, 0)])
STOP = shapely.Point(10, 20)

HOSTILE = ("</script><b>&amp;", "a\x00b\x01c\x1f", "=1+1", ']]> "quoted", \r\n\tline', "表" * 5000, "\ufffe\u2028é")

LABELS = ("名称", "戸数", "面積（平方メートル）", "公開", "決定日")
TYPES = ("string", "integer", "number", "boolean", "date")
ROWS: tuple[tuple[str | None, ...], ...] = (
    ("第一区", "12", "1.50", "true", "2024-04-01"),
    ("第二区", None, "1234567.25", "false", None),
    (None, "-3", None, None, "1999-12-31"),
)


def make_converted(
    geometries: Sequence[BaseGeometry | None],
    labels: Sequence[str] = LABELS,
    rows: Sequence[Sequence[str | None]] = ROWS,
    types: Sequence[str] = TYPES,
    *,
    crs: str = "EPSG:6673",
    ids: Sequence[str] | None = None,
) -> ConvertedFeatures:
    """Return a layer; rows are taken in turn."""
    array = np.full(len(geometries), None, object)
    array[:] = geometries
    chosen = [rows[index % len(rows)] for index in range(len(geometries))] if labels else []
    frame = pl.DataFrame(
        [pl.Series(str(index), [row[index] for row in chosen], dtype=pl.String) for index in range(len(labels))]
    )
    features = Features(
        "layer", tuple(labels), tuple(types), frame, array, None, crs, ids=None if ids is None else tuple(ids)
    )
    return to_wgs84(features)


def make_content(geometries: Sequence[BaseGeometry | None], *arguments: Any, **options: Any) -> LayerContent:
    """Return the content of a layer as :func:`make_converted` makes it."""
    converted = make_converted(geometries, *arguments, **options)
    return layer_content(converted, converted.source.table(), layer_schema(converted.source))


def make_texts(texts: Sequence[str]) -> LayerContent:
    """Return a layer of points with one column of text."""
    return make_content([STOP] * len(texts), ("説明",), [(text,) for text in texts], ("string",))


def joined(pieces: Iterable[bytes]) -> bytes:
    return b"".join(pieces)


def read_by_gdal(content: bytes, layer: str | None = None) -> tuple[dict[str, Any], Array, dict[str, list[Any]]]:
    """Return what GDAL says of a file, its geometries, and its columns; ``None`` for no value."""
    with warnings.catch_warnings():  # GDAL misses the ending of a file's name.
        warnings.simplefilter("ignore", RuntimeWarning)
        meta, _, wkb, columns = pyogrio.raw.read(io.BytesIO(content), layer=layer)
    values = [[None if value != value else value for value in column.tolist()] for column in columns]
    return meta, shapely.from_wkb(wkb), dict(zip(meta["fields"].tolist(), values, strict=True))


def many_lots(count: int) -> list[BaseGeometry]:
    """Return small lots side by side, some hundred a row."""
    side = 250
    return [
        shapely.box(x, y, x + 18, y + 18)
        for x, y in (((index % side) * 20.0, (index // side) * 20.0) for index in range(count))
    ]
