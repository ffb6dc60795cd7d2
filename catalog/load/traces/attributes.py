"""Some values of some attributes of GIS files: of those that may name who entered a feature."""

from __future__ import annotations

import re
import sqlite3
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import orjson

from catalog.load.gis.facts import BrokenLayer
from catalog.load.traces.files import read_members
from catalog.load.zip_names import is_zip

MAX_BYTES = 60_000_000
MAX_VALUES = 500
_MAX_FEATURES = 200_000
_MAX_FIELDS = 2_000
_SQLITE = b"SQLite format 3\0"
_KML_DATA = re.compile(
    rb"""<(?:\w{1,20}:)?(?:Simple)?Data\s[^>]{0,200}?name\s*=\s*["']([^"'<>]{1,100})["'][^>]{0,100}>"""
    rb"""\s{0,200}(?:<(?:\w{1,20}:)?value>)?([^<]{0,300})"""
)

Wanted = Callable[[str], bool]


@dataclass(slots=True)
class Attributes:
    """Headings of a file's layers, and values of the wanted ones.

    Attributes:
        headings: In their order.
        values: By heading, up to :data:`MAX_VALUES` different ones.
    """

    headings: dict[str, None] = field(default_factory=dict)
    values: dict[str, dict[str, None]] = field(default_factory=dict)

    def add(self, heading: str, value: object, wanted: Wanted) -> None:
        """Note one value."""
        if heading not in self.headings:
            if len(self.headings) >= _MAX_FIELDS:
                return
            self.headings[heading] = None
            if wanted(heading):
                self.values[heading] = {}
        known = self.values.get(heading)
        if known is not None and len(known) < MAX_VALUES and isinstance(value, str) and value.strip():
            known[value.strip()[:300]] = None

    def columns(self) -> Mapping[str, tuple[str, ...]]:
        """Return the values of the wanted columns."""
        return {heading: tuple(values) for heading, values in self.values.items()}


def read_attributes(data: bytes, name: str, wanted: Wanted, file: Path | None = None) -> Attributes:
    """Return the headings of a GIS file's attributes, and some values of those that are *wanted*.

    Arguments:
        data: The whole file: GeoJSON, KML, DBF, GeoPackage, or a ZIP with such files.
        name: Its ending says what it is.
        wanted: Says by its heading which attribute.
        file: Where a ``.shp`` file is, whose attributes lie beside it.

    What can't be read is passed over: other checks tell it.
    """
    found = Attributes()
    if len(data) > MAX_BYTES:
        return found
    if is_zip(data):
        for member, content in read_members(data):
            if PurePosixPath(member).suffix.lower() in _READERS:
                _add(content, member, wanted, found)
    elif file is not None and name.lower().endswith(".shp"):
        beside = next((path for path in (file.with_suffix(".dbf"), file.with_suffix(".DBF")) if path.is_file()), None)
        if beside is not None and not beside.is_symlink():
            with suppress(OSError), beside.open("rb") as stream:
                _add(stream.read(MAX_BYTES), "x.dbf", wanted, found)
    else:
        _add(data, name, wanted, found)
    return found


def _add(data: bytes, name: str, wanted: Wanted, found: Attributes) -> None:
    read = _READERS.get(PurePosixPath(name).suffix.lower())
    if read is None:
        return
    # Hostile files end here, whatever they hold.
    with suppress(BrokenLayer, sqlite3.Error, struct.error, ValueError, OverflowError, RecursionError):
        for number, (heading, value) in enumerate(read(data, wanted)):
            if number == _MAX_FEATURES * 10:
                return
            found.add(heading, value, wanted)


def _of_geojson(data: bytes, wanted: Wanted) -> Iterator[tuple[str, object]]:
    text = data.removeprefix(b"\xef\xbb\xbf")
    try:
        document: Any = orjson.loads(text)
    except orjson.JSONDecodeError:
        document = orjson.loads(text.decode("cp932"))
    features = document.get("features") if isinstance(document, dict) else None
    for feature in features[:_MAX_FEATURES] if isinstance(features, list) else ():
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if isinstance(properties, dict):
            yield from properties.items()


def _of_kml(data: bytes, wanted: Wanted) -> Iterator[tuple[str, object]]:
    for match in _KML_DATA.finditer(data):
        yield match[1].decode("utf-8", "replace"), match[2].decode("utf-8", "replace")


def _of_dbf(data: bytes, wanted: Wanted) -> Iterator[tuple[str, object]]:
    row_count, header_bytes, row_bytes = struct.unpack_from("<IHH", data, 4)
    columns, place = [], 1
    for start in range(32, min(header_bytes, len(data)) - 31, 32):
        if data[start] in b"\r\0":
            break
        columns.append((data[start : start + 11].split(b"\0")[0], place, data[start + 16]))
        place += data[start + 16]
    names = [(_decoded(name), begin, width) for name, begin, width in columns[:_MAX_FIELDS]]
    yield from ((name, None) for name, _, _ in names)
    chosen = [column for column in names if wanted(column[0])]
    if not chosen or not row_bytes:
        return
    for row in range(min(row_count, _MAX_FEATURES)):
        begin = header_bytes + row * row_bytes
        if begin + row_bytes > len(data):
            return
        for name, offset, width in chosen:
            yield name, _decoded(data[begin + offset : begin + offset + width])


def _decoded(value: bytes) -> str:
    value = value.strip(b" \0")
    for codec in ("utf-8", "cp932"):
        try:
            return value.decode(codec)
        except UnicodeDecodeError:
            continue
    return value.decode("cp932", "ignore")


def _of_geopackage(data: bytes, wanted: Wanted) -> Iterator[tuple[str, object]]:
    if not data.startswith(_SQLITE):
        return
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data[:18] + b"\1\1" + data[20:])
        left = iter(range(200))
        database.set_progress_handler(lambda: next(left, None) is None, 1_000_000)
        for pragma in ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON"):
            database.execute(f"PRAGMA {pragma}")
        layers = (
            "SELECT c.table_name FROM gpkg_contents AS c JOIN sqlite_schema AS s ON s.name = c.table_name"
            " WHERE s.type = 'table' AND upper(s.sql) LIKE 'CREATE TABLE%' ORDER BY c.table_name"
        )
        for (table,) in database.execute(layers).fetchmany(100):
            yield from _of_table(database, str(table), wanted)


def _of_table(database: sqlite3.Connection, table: str, wanted: Wanted) -> Iterator[tuple[str, object]]:
    rows = database.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchmany(_MAX_FIELDS)
    for (name,) in rows:
        yield str(name), None
        if wanted(str(name)):
            values = f"SELECT DISTINCT {_quoted(str(name))} FROM {_quoted(table)} LIMIT {MAX_VALUES}"
            yield from ((str(name), value) for (value,) in database.execute(values))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


_READERS: Mapping[str, Callable[[bytes, Wanted], Iterable[tuple[str, object]]]] = {
    ".geojson": _of_geojson,
    ".kml": _of_kml,
    ".dbf": _of_dbf,
    ".gpkg": _of_geopackage,
}
