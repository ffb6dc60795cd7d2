"""Map tiles of layers that are too large to be loaded whole, so that a map of them opens at once."""

from __future__ import annotations

from collections.abc import Iterator

import shapely

from catalog.model.text import LocalizedText
from catalog.publish.layers.content import LayerContent
from catalog.publish.layers.tiles.archive import archive_pieces
from catalog.publish.layers.tiles.grid import MIN_ZOOM
from catalog.publish.layers.tiles.tiles import make_tiles
from catalog.publish.layers.tiles.values import tile_values

MANY_FEATURES = 2_000
MANY_BYTES = 1_000_000
_POSITION_BYTES = 25
"""Of a position in GeoJSON."""


def needs_tiles(content: LayerContent) -> bool:
    """Return whether a map had better show tiles than load the whole GeoJSON."""
    if shapely.is_missing(content.converted.geometries).all() or content.converted.bbox_wgs84 is None:
        return False
    return content.count > MANY_FEATURES or int(content.vertex_ends[-1]) * _POSITION_BYTES > MANY_BYTES


def pmtiles_pieces(content: LayerContent, name: str, title: LocalizedText, attribution: str) -> Iterator[bytes]:
    """Yield the tiles in one file.

    Arguments:
        content: With at least one geometry.
        name: Of the layer within the tiles, ASCII.
        title: For people.
        attribution: HTML that maps show.
    """
    box = content.converted.bbox_wgs84
    assert box is not None, "needs_tiles was to be asked"
    values = tile_values(content)
    tiles, highest = make_tiles(content, name, values)
    fields = dict(zip(values.names, values.types, strict=True))
    layer = {"id": name, "fields": fields, "minzoom": MIN_ZOOM, "maxzoom": highest}
    metadata = {
        "name": title.ja,
        "type": "overlay",
        "attribution": attribution,
        "vector_layers": [layer],
    }
    yield from archive_pieces(tiles, box, (MIN_ZOOM, highest), metadata)
