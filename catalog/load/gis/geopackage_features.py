"""The features of a GeoPackage, read by SQLite alone: nothing is run that the file brings, and nothing written.

Source: OGC GeoPackage Encoding Standard 1.3, 2.1.3 (GeoPackageBinary).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from catalog.findings import Finding, Location, shown
from catalog.load.csv_records import MAX_CELLS
from catalog.load.gis.facts import BrokenLayer
from catalog.load.gis.geopackage import LAYERS, TYPES, connect, describe_layer, tame
from catalog.load.gis.raw_layer import MAX_BYTES, RawLayer, Refused, feature_params, shortest_number, text_frame

if TYPE_CHECKING:
    import numpy

_BATCH_ROWS = 10_000
_MAX_LAYERS = 1_000
_MAX_TEXT_BYTES = 100_000_000
_ENVELOPE_BYTES = (0, 32, 48, 48, 64)


def list_geopackage(file: Path | bytes, path: str) -> list[str]:
    """Return the names of the layers of features, sorted.

    Codes: layer-empty.

    Raises:
        BrokenLayer: It is no GeoPackage.
        Refused: It has no such layer.
    """
    try:
        with closing(connect(file)) as database:
            tame(database)
            names = [str(name) for (name,) in database.execute(LAYERS).fetchmany(_MAX_LAYERS)]
    except (sqlite3.Error, OverflowError, UnicodeDecodeError, ValueError) as error:
        raise BrokenLayer("GeoPackage") from error
    if not names:  # Tables of attributes or pictures are none.
        raise Refused(Finding("layer-empty", Location(path), {"layer": shown(PurePosixPath(path).stem)}))
    return names


def read_geopackage(file: Path | bytes, path: str, name: str, encoding: str | None) -> RawLayer:
    """Return the layer called *name*, one of :func:`list_geopackage`; *encoding* is always UTF-8.

    Columns of bytes (pictures) are left out.

    Codes: too-many-cells, layer-text-undecodable.

    Raises:
        BrokenLayer: It is no GeoPackage, or has no such layer.
        Refused: It has too many cells.
    """
    try:
        with closing(connect(file)) as database:
            tame(database)
            database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MAX_TEXT_BYTES)
            size_bytes = len(file) if isinstance(file, bytes) else file.stat().st_size
            return _read(database, path, name, size_bytes)
    except (sqlite3.Error, OverflowError, UnicodeDecodeError, ValueError) as error:
        raise BrokenLayer("GeoPackage") from error


@dataclass(frozen=True, slots=True)
class _Columns:
    names: list[str]
    types: list[str]
    geometry: str
    key: str | None


def _read(database: sqlite3.Connection, path: str, name: str, size_bytes: int) -> RawLayer:
    described = describe_layer(database, name)
    if described is None:
        raise BrokenLayer("GeoPackage")
    geometry_column, _, crs = described
    columns = _columns(database, name, geometry_column)
    rows, undecodable = _rows(database, name, columns, path, size_bytes)
    *texts, blobs, keys = list(zip(*rows, strict=True)) or [()] * (len(columns.names) + 2)
    geometries, unreadable = _geometries(blobs)
    params = {"encoding": "utf-8", **feature_params(undecodable)}
    return RawLayer(
        name,
        tuple(columns.names),
        tuple(columns.types),
        text_frame([_texts(cells, type) for cells, type in zip(texts, columns.types, strict=True)]),
        geometries,
        crs,
        True,
        None,
        tuple(map(str, keys)) if columns.key and len(set(keys)) == len(keys) and keys else None,
        unreadable,
        (Finding("layer-text-undecodable", Location(path), params),) if undecodable else (),
    )


def _columns(database: sqlite3.Connection, name: str, geometry: str) -> _Columns:
    found = database.execute("SELECT name, type, pk FROM pragma_table_info(?)", (name,)).fetchmany(MAX_CELLS)
    kept = [
        (str(column), TYPES.get(str(type).upper().partition("(")[0], "string"))
        for column, type, key in found
        if column != geometry and not key and str(type).upper() != "BLOB"
    ]
    keys = [str(column) for column, _, key in found if key]
    names, types = [column for column, _ in kept], [type for _, type in kept]
    return _Columns(names, types, geometry, keys[0] if len(keys) == 1 else None)


def _rows(
    database: sqlite3.Connection, name: str, columns: _Columns, path: str, size_bytes: int
) -> tuple[list[tuple[Any, ...]], list[int]]:
    """Return the rows: attributes, geometry, key; and which of them have bytes that aren't UTF-8."""
    database.text_factory = bytes
    wanted = [*columns.names, columns.geometry]
    select = ", ".join([*map(_quoted, wanted), _quoted(columns.key) if columns.key else "NULL"])
    cursor = database.execute(f"SELECT {select} FROM {_quoted(name)}")
    rows: list[tuple[Any, ...]] = []
    undecodable: list[int] = []
    byte_count = 0
    while batch := cursor.fetchmany(_BATCH_ROWS):
        byte_count += sum(len(cell) for row in batch for cell in row if isinstance(cell, bytes))
        row_count = len(rows) + len(batch)
        if row_count > size_bytes:  # A view that makes rows out of nothing.
            raise BrokenLayer("GeoPackage")
        if byte_count > MAX_BYTES or row_count * len(wanted) > MAX_CELLS:
            raise Refused(Finding("too-many-cells", Location(path), {"limit": f"{MAX_CELLS:,}"}))
        for row in batch:
            texts, is_whole = _decoded(row[:-2])
            undecodable += [] if is_whole else [len(rows)]
            rows.append((*texts, *row[-2:]))
    return rows, undecodable


def _decoded(cells: Sequence[Any]) -> tuple[list[Any], bool]:
    try:
        return [cell.decode() if isinstance(cell, bytes) else cell for cell in cells], True
    except UnicodeDecodeError:
        return [cell.decode(errors="replace") if isinstance(cell, bytes) else cell for cell in cells], False


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _texts(cells: Sequence[object], type: str) -> list[str | None]:
    words = {0: "false", 1: "true"} if type == "boolean" else {}
    return [words.get(cell) or _text(cell) if isinstance(cell, int) else _text(cell) for cell in cells]


def _text(cell: object) -> str | None:
    if isinstance(cell, float):
        return shortest_number(cell)
    return None if cell is None else str(cell)


def _geometries(blobs: Sequence[object]) -> tuple[numpy.ndarray[Any, Any], list[int]]:
    import numpy
    import shapely

    packed = numpy.full(len(blobs), None, object)
    packed[:] = list(_bodies(blobs))
    geometries = shapely.from_wkb(packed, on_invalid="ignore")
    is_lost = [blob is not None and geometry is None for blob, geometry in zip(blobs, geometries, strict=True)]
    return geometries, numpy.flatnonzero(is_lost).tolist()


def _bodies(blobs: Sequence[object]) -> Iterator[bytes | None]:
    """Yield the well-known binary in each of *blobs*, ``None`` where there is none."""
    for blob in blobs:
        if not isinstance(blob, bytes) or len(blob) < 8 or blob[:2] != b"GP":
            yield None
            continue
        envelope = blob[3] >> 1 & 0b111
        yield blob[8 + _ENVELOPE_BYTES[envelope] :] if envelope < len(_ENVELOPE_BYTES) else None
