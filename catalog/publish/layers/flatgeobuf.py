"""FlatGeobuf: the layer in WGS 84 for programs that take only the part that they show, over HTTP, from any server.

Why not GeoParquet: QGIS, GDAL and MapLibre open this one where it lies, by its index, without a download; the
attributes are offered as Parquet as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import polars as pl
import shapely

from catalog.model.text import LocalizedText
from catalog.publish.layers.content import LayerContent
from catalog.publish.layers.gdal import gdal_pieces


def flatgeobuf_pieces(content: LayerContent, name: str, title: LocalizedText) -> Iterator[bytes]:
    """Yield the file; its index orders the features by place, and those that have none aren't in it.

    Where points, lines and polygons are mixed, GDAL leaves heights out.
    """
    geometries = content.converted.geometries
    is_placed = ~shapely.is_missing(geometries)
    if not is_placed.all():
        frame = content.columns.frame
        frame = frame.filter(pl.Series(is_placed)) if frame.width else frame
        content = replace(content, columns=replace(content.columns, frame=frame))
    options = {"SPATIAL_INDEX": "YES", "TITLE": title.ja}
    # A day would become a moment, at midnight.
    return gdal_pieces(content, geometries[is_placed], "EPSG:4326", "FlatGeobuf", options, layer=name, has_dates=False)
