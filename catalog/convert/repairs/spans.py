"""A text file in its records and cells as they are written, so that what isn't repaired stays byte by byte.

Bytes and not text, because CP932 has several ways to write some characters. Delimiters, quotes and line ends are never
a part of another character in the codecs of :data:`CODECS`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

CODECS = ("utf-8", "utf-8-sig", "cp932", "euc_jp")
DELIMITERS = (",", "\t", ";")


@dataclass(frozen=True, slots=True)
class Span:
    """A record.

    Attributes:
        start: Of its first byte.
        cells: All of its cells with their quotes and the delimiters between them.
        end: Its line end; empty at the end of the file.
    """

    start: int
    cells: bytes
    end: bytes


def split_records(data: bytes, delimiter: str) -> Iterator[Span]:
    """Yield the records of *data*, which strict ``csv.reader`` can read; joined they are *data* again."""
    end = 0
    for match in _record(delimiter).finditer(data):
        if match.end() == match.start():
            continue
        yield Span(match.start(), match[1], match[2])
        end = match.end()
    if end < len(data):
        raise ValueError(end)


def split_cells(cells: bytes, delimiter: str) -> list[bytes]:
    """Return the cells of a record, each with its quotes; joined by the delimiter they are *cells* again."""
    return _cell(delimiter).findall(cells) if cells else []


def join_cells(cells: Sequence[bytes], delimiter: str) -> bytes:
    """Return *cells* as a record; one empty cell alone is quoted, since without quotes it would be a blank line."""
    return b'""' if list(cells) == [b""] else delimiter.encode().join(cells)


def cell_text(cell: bytes, codec: str) -> str:
    """Return what is in *cell*."""
    text = cell.decode(codec.removesuffix("-sig"))
    return text[1:-1].replace('""', '"') if text.startswith('"') else text


def written_cell(text: str, like: bytes, codec: str, delimiter: str) -> bytes:
    """Return *text* as a cell, in quotes where the cell *like* is, or where it must be.

    Raises:
        UnicodeEncodeError: *codec* lacks a character.
    """
    must_be = any(character in text for character in (delimiter, '"', "\r", "\n"))
    if like.startswith(b'"') or must_be:
        text = '"' + text.replace('"', '""') + '"'
    return text.encode(codec.removesuffix("-sig"))


@cache
def _record(delimiter: str) -> re.Pattern[bytes]:
    d = re.escape(delimiter.encode())
    return re.compile(rb'((?:"(?:[^"]++|"")*+"|[^"%b\r\n][^%b\r\n]*+|%b)*+)(\r\n|\r|\n|\Z)' % (d, d, d))


@cache
def _cell(delimiter: str) -> re.Pattern[bytes]:
    d = re.escape(delimiter.encode())
    return re.compile(rb'(?:\A|(?<=%b))("(?:[^"]++|"")*+"|[^"%b][^%b]*+|)(?=%b|\Z)' % (d, d, d, d))
