"""PMTiles: all tiles in one file, of which a map fetches the parts that it needs from any server that knows ranges.

Source: https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from catalog.model.layer import BBox
from catalog.publish.json_text import compact_json
from catalog.publish.layers.tiles.tiles import Tile
from catalog.publish.layers.tiles.varints import encode_varints

_HEADER_BYTES = 127
_MAX_ROOT_BYTES = 16_384 - _HEADER_BYTES
_LEAF_ENTRIES = 4_096
_GZIP, _VECTOR = 2, 1
_PIECE_BYTES = 1 << 20
_E7 = 10_000_000


@dataclass(frozen=True, slots=True)
class _Entry:
    """Where the tiles from *tile_id* on, as many as *run_length*, lie; of a leaf directory *run_length* is 0."""

    tile_id: int
    offset: int
    length: int
    run_length: int


def archive_pieces(
    tiles: Iterable[Tile], box: BBox, zooms: tuple[int, int], metadata: Mapping[str, Any]
) -> Iterator[bytes]:
    """Yield the file; the same content is in it once.

    Arguments:
        tiles: At least one, in any order.
        box: In degrees.
        zooms: The lowest and the highest.
        metadata: As TileJSON has it.
    """
    packed = sorted((hilbert_number(tile), _packed(tile.content)) for tile in tiles)
    entries, contents = _entries(packed)
    root, leaves = _directories(entries)
    described = _packed(compact_json(metadata).encode())
    lengths = [len(root), len(described), len(leaves), sum(map(len, contents))]
    sections = _sections(lengths)
    counts = (len(packed), len(entries), len(contents))
    yield _header(sections, counts, zooms, box) + root + described + leaves
    pending: list[bytes] = []
    for content in contents:
        pending.append(content)
        if sum(map(len, pending)) > _PIECE_BYTES:
            yield b"".join(pending)
            pending = []
    yield b"".join(pending)


def hilbert_number(tile: Tile) -> int:
    """Return the place of a tile on the Hilbert curves of all zooms, one after the other."""
    x, y, number = tile.column, tile.row, 0
    side = 1 << tile.zoom
    step = side >> 1
    while step:
        rx, ry = int(x & step > 0), int(y & step > 0)
        number += step * step * ((3 * rx) ^ ry)
        if not ry:
            if rx:
                x, y = side - 1 - x, side - 1 - y
            x, y = y, x
        step >>= 1
    return ((1 << 2 * tile.zoom) - 1) // 3 + number


def _packed(content: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)  # gzip, without a time
    return packer.compress(content) + packer.flush()


def _entries(packed: Sequence[tuple[int, bytes]]) -> tuple[list[_Entry], list[bytes]]:
    """Return the directory of tiles in order, and their different contents."""
    entries: list[_Entry] = []
    contents: list[bytes] = []
    known: dict[bytes, int] = {}
    size = 0
    for number, content in packed:
        digest = hashlib.sha256(content).digest()
        if digest not in known:
            known[digest] = size
            contents.append(content)
            size += len(content)
        last = entries[-1] if entries else None
        if last and last.offset == known[digest] and last.tile_id + last.run_length == number:
            entries[-1] = _Entry(last.tile_id, last.offset, last.length, last.run_length + 1)
        else:
            entries.append(_Entry(number, known[digest], len(content), 1))
    return entries, contents


def _directories(entries: Sequence[_Entry]) -> tuple[bytes, bytes]:
    """Return the root directory, which must be short, and the leaves that it leads to."""
    root, leaves, size = _directory(entries), b"", _LEAF_ENTRIES
    while len(root) > _MAX_ROOT_BYTES:
        places: list[_Entry] = []
        parts: list[bytes] = []
        offset = 0
        for start in range(0, len(entries), size):
            parts.append(_directory(entries[start : start + size]))
            places.append(_Entry(entries[start].tile_id, offset, len(parts[-1]), 0))
            offset += len(parts[-1])
        root, leaves, size = _directory(places), b"".join(parts), size * 2
    return root, leaves


def _directory(entries: Sequence[_Entry]) -> bytes:
    ids = np.array([entry.tile_id for entry in entries], np.int64)
    offsets = np.array([entry.offset for entry in entries], np.int64)
    lengths = np.array([entry.length for entry in entries], np.int64)
    runs = np.array([entry.run_length for entry in entries], np.int64)
    follows = np.concatenate([[False], offsets[1:] == offsets[:-1] + lengths[:-1]])
    # Zero for "right behind the one before", else one more than the place.
    places = np.where(follows, 0, offsets + 1)
    numbers = np.concatenate([[len(entries)], np.diff(ids, prepend=0), runs, lengths, places])
    return _packed(encode_varints(numbers)[0])


def _sections(lengths: Sequence[int]) -> list[int]:
    """Return place and length of the sections: root directory, metadata, leaves, tiles."""
    places, place = [], _HEADER_BYTES
    for length in lengths:
        places += [place, length]
        place += length
    return places


def _header(sections: Sequence[int], counts: tuple[int, int, int], zooms: tuple[int, int], box: BBox) -> bytes:
    edges = [round(edge * _E7) for edge in (box.west, box.south, box.east, box.north)]
    centre = ((edges[0] + edges[2]) // 2, (edges[1] + edges[3]) // 2)
    start = b"PMTiles\x03" + struct.pack("<11Q", *sections, *counts)
    kinds = struct.pack("<6B", 1, _GZIP, _GZIP, _VECTOR, *zooms)
    return start + kinds + struct.pack("<4iB2i", *edges, zooms[0], *centre)
