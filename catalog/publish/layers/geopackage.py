"""GeoPackage: the layer in its own system, with types and an index, for GIS programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from catalog.model.text import LocalizedText
from catalog.publish.layers.content import LayerContent
from catalog.publish.layers.gdal import gdal_pieces

_NUMBER_NAME, _GEOMETRY_NAME = "fid", "geom"


def geopackage_pieces(
    content: LayerContent, name: str, title: LocalizedText, description: LocalizedText | None, changed: date | None
) -> Iterator[bytes]:
    """Yield the file; features are numbered from 1, and polygons are wound as in the source.

    Arguments:
        content: Polygons, lines and points may be mixed.
        name: Of the table, ASCII.
        title: What programs show for it.
        description: What they tell about it.
        changed: The day of the last change.
    """
    options = {"FID": _NUMBER_NAME, "GEOMETRY_NAME": _GEOMETRY_NAME, "IDENTIFIER": title.ja}
    if description is not None:
        options["DESCRIPTION"] = description.ja
    source = content.converted.source
    return gdal_pieces(
        content,
        source.geometries,
        source.crs,
        "GPKG",
        options,
        layer=name,
        changed=changed,
        taken=(_NUMBER_NAME, _GEOMETRY_NAME),
        version="1.3",  # What 1.4 adds isn't in our files, and programs of years ago don't know it.
    )
