"""The tiles of a layer, each a Mapbox Vector Tile with one layer.

Source: https://github.com/mapbox/vector-tile-spec, version 2.1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from catalog.publish.layers.content import LayerContent
from catalog.publish.layers.tiles.commands import Drawn, draw
from catalog.publish.layers.tiles.grid import EXTENT
from catalog.publish.layers.tiles.pieces import Pieces, cut_layer
from catalog.publish.layers.tiles.thinning import thin_out, tile_keys
from catalog.publish.layers.tiles.values import TileValues, encode_tags
from catalog.publish.layers.tiles.varints import encode_varint

_Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile: its zoom, its column from the west, its row from the north, its content."""

    zoom: int
    column: int
    row: int
    content: bytes


def make_tiles(content: LayerContent, name: str, values: TileValues) -> tuple[Iterator[Tile], int]:
    """Return the tiles that hold anything, zoom by zoom, and the highest zoom.

    Arguments:
        content: The layer.
        name: Of the layer within the tiles.
        values: The attributes.
    """
    zooms, highest = cut_layer(content.converted.geometries)
    head = _field(1, name.encode())
    tail = b"".join(_field(3, key.encode()) for key in values.names)
    end = b"\x28" + encode_varint(EXTENT) + b"\x78\x02"
    ids = _numeric_ids(content)
    frame = _Frame(head, tail, end, ids, values)
    return (tile for pieces in zooms for tile in _tiles(pieces, frame, pieces.zoom == highest)), highest


@dataclass(frozen=True, slots=True, eq=False)
class _Frame:
    """What all tiles share: the bytes before and behind the features, the ids and values of these."""

    head: bytes
    keys: bytes
    end: bytes
    ids: Sequence[int]
    values: TileValues


def _numeric_ids(content: LayerContent) -> Sequence[int]:
    """Return the ids of the features where they are numbers, else their numbers from 1: tiles know no other."""
    ids = content.ids
    return [int(each) for each in ids] if isinstance(ids[0], int) else range(1, content.count + 1)


def _tiles(pieces: Pieces, frame: _Frame, is_highest: bool) -> Iterator[Tile]:
    thinned = thin_out(pieces, is_highest=is_highest)
    drawings = [draw(thinned, dimension) for dimension in range(3)]
    owners = np.concatenate([each.pieces for each in drawings])
    sources = np.concatenate([np.full(len(each.pieces), index) for index, each in enumerate(drawings)])
    within = np.concatenate([np.arange(len(each.pieces)) for each in drawings])
    keys = tile_keys(thinned)[owners]
    order = np.lexsort((sources, thinned.features[owners], keys))
    starts = np.flatnonzero(np.concatenate([[True], np.diff(keys[order]) != 0])) if len(order) else np.zeros(0, int)
    for start, end in pairwise([*starts.tolist(), len(order)]):
        chosen = order[start:end]
        column, row = thinned.tiles[owners[chosen[0]]].tolist()
        features = thinned.features[owners[chosen]]
        drawn = _drawn_bytes(drawings, sources[chosen].tolist(), within[chosen].tolist())
        yield Tile(pieces.zoom, column, row, _tile(frame, features, drawn))


def _drawn_bytes(
    drawings: Sequence[Drawn], sources: Sequence[int], within: Sequence[int]
) -> Iterator[tuple[int, bytes]]:
    """Yield the kind and the commands of each feature of a tile."""
    for source, index in zip(sources, within, strict=True):
        drawn = drawings[source]
        yield source + 1, drawn.data[drawn.places[index] : drawn.places[index + 1]]


def _tile(frame: _Frame, features: _Array, drawn: Iterator[tuple[int, bytes]]) -> bytes:
    needed, tags, places = encode_tags(frame.values.codes[features])
    spans = pairwise(places.tolist())
    encoded = [
        _feature(frame.ids[number], tags[start:end], kind, commands)
        for number, (start, end), (kind, commands) in zip(features.tolist(), spans, drawn, strict=True)
    ]
    values = [frame.values.encoded[index] for index in needed.tolist()]
    return _field(3, b"".join([frame.head, *encoded, frame.keys, *values, frame.end]))


def _feature(number: int, tags: bytes, kind: int, commands: bytes) -> bytes:
    tagged = b"\x12" + encode_varint(len(tags)) + tags if tags else b""
    body = b"\x08%b%b\x18%c\x22%b%b" % (encode_varint(number), tagged, kind, encode_varint(len(commands)), commands)
    return b"\x12" + encode_varint(len(body)) + body


def _field(number: int, content: bytes) -> bytes:
    return encode_varint(number << 3 | 2) + encode_varint(len(content)) + content
