"""dBASE tables, which hold the attributes of a Shapefile.

Source: dBASE III file structure.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalog.load.decoding import decode_strictly

_MAX_FIELDS = 2_000
_TYPES = {"D": "date", "L": "boolean", "F": "number", "O": "number", "I": "integer", "T": "datetime"}
_JAPANESE = 0x13  # language driver of the .dbf
_UTF8 = re.compile(r"utf-?8|65001", re.IGNORECASE)
_CP932 = re.compile(r"jis|932|31j|kanji", re.IGNORECASE)  # Shift_JIS, SJIS, CP932, "ANSI 932", Windows-31J …


@dataclass(frozen=True, slots=True)
class Column:
    """An attribute.

    Attributes:
        name: As bytes; ten at most.
        kind: dBASE's letter for the type: C, N, F, D, L ….
        type: Of Frictionless.
        width: In bytes.
    """

    name: bytes
    kind: str
    type: str
    width: int


@dataclass(frozen=True, slots=True)
class DbaseHead:
    """What the .dbf says of the attributes.

    Attributes:
        row_count: As the head says; rows that are marked as deleted are counted.
        encoding: Of names and cells: UTF-8 if they are that, which is no accident; else what the files state.
    """

    row_count: int
    header_bytes: int
    row_bytes: int
    columns: tuple[Column, ...]
    encoding: str

    @property
    def byte_count(self) -> int:
        """How long the file has to be."""
        return self.header_bytes + self.row_count * self.row_bytes

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """Name and type of each attribute."""
        return tuple((_decoded_name(column.name, self.encoding), column.type) for column in self.columns)


def _decoded_name(name: bytes, encoding: str) -> str:
    """Return *name* without a last character of which only a part fitted into the ten bytes that there are."""
    try:
        return name.decode(encoding)
    except UnicodeDecodeError as error:
        whole = name[: error.start] if is_cut(error, name) else name
        return whole.decode(encoding, errors="replace")


def stated_codec(cpg: bytes | None, head: bytes = b"") -> str | None:
    """Return what the .cpg names, or else the beginning of the .dbf: UTF-8 or CP932, ``None`` for anything else."""
    if cpg is not None:
        name = cpg[:100].decode("ascii", errors="replace").strip()
        if _UTF8.search(name) or _CP932.search(name):
            return "utf-8" if _UTF8.search(name) else "cp932"
    return "cp932" if head[29:30] == bytes([_JAPANESE]) else None


def read_dbase_head(head: bytes, stated: str | None) -> DbaseHead | None:
    """Return what a table says of itself, or ``None`` where it is none.

    Arguments:
        head: Its beginning, with as many rows as shall tell the encoding.
        stated: The codec to be taken where the text doesn't tell.
    """
    try:
        row_count, header_bytes, row_bytes = struct.unpack_from("<IHH", head, 4)
    except struct.error:
        return None
    columns = tuple(_columns(head[32:header_bytes]))
    if not columns or header_bytes < 33 or row_bytes < 1 + sum(column.width for column in columns):
        return None
    encoding = _encoding(head[header_bytes:], columns, row_bytes, stated)
    return DbaseHead(row_count, header_bytes, row_bytes, columns, encoding)


def _columns(descriptors: bytes) -> Iterator[Column]:
    for place in range(0, min(len(descriptors) - 31, 32 * _MAX_FIELDS), 32):
        if descriptors[place] in b"\r\0":
            return
        name, kind = descriptors[place : place + 11].split(b"\0")[0], chr(descriptors[place + 11])
        width, decimals = descriptors[place + 16], descriptors[place + 17]
        type = ("number" if decimals else "integer") if kind == "N" else _TYPES.get(kind, "string")
        yield Column(name, kind, type, width)


def _encoding(rows: bytes, columns: tuple[Column, ...], row_bytes: int, stated: str | None) -> str:
    """Return the codec of names and cells: UTF-8 if they are that, which is no accident; else what the file states."""
    names = [column.name for column in columns]
    cells = {cell for cell in (*names, *_cells(rows, columns, row_bytes)) if not cell.isascii()}
    if not cells:
        return stated or "utf-8"
    return next((codec for codec in ("utf-8", "cp932") if _reads_all(codec, cells)), stated or "cp932")


def _cells(rows: bytes, columns: tuple[Column, ...], row_bytes: int) -> set[bytes]:
    """Return the different texts in whole *rows*, without the blanks that fill them up."""
    layout = "".join(f"{column.width}{'s' if column.type == 'string' else 'x'}" for column in columns)
    rest = row_bytes - 1 - sum(column.width for column in columns)
    whole = rows[: len(rows) // row_bytes * row_bytes]
    # One byte marks a row as deleted.
    different = (set(texts) for texts in zip(*struct.iter_unpack(f"<x{layout}{rest}x", whole), strict=True))
    return {cell.rstrip(b" \0") for cells in different for cell in cells}


def _reads_all(codec: str, cells: Iterable[bytes]) -> bool:
    """Return whether all *cells* are text in *codec*, but for last characters that didn't fit into the column."""
    whole = 0
    for cell in cells:
        try:
            decode_strictly(cell, codec)
            whole += 1
        except UnicodeError as error:
            if not is_cut(error, cell):
                return False
    return whole > 0


def is_cut(error: UnicodeError, cell: bytes) -> bool:
    """Return whether only the last character of *cell* is incomplete, because it didn't fit into its column."""
    if not isinstance(error, UnicodeDecodeError):
        return False
    return error.end == len(cell) and error.reason.startswith(("unexpected end", "incomplete"))
