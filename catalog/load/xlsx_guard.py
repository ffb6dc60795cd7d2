"""What an XLSX file holds, found out before a reader allocates for it.

A single cell at XFD1048576 makes dense readers ask for 50 GB and ends the process; a ZIP may unpack to a thousand
times its size. Both are looked for here, in the streams themselves, with bounded memory.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import ParseError

MAX_UNPACKED_BYTES = 1_000_000_000
MAX_CELLS = 16_000_000
MAX_PART_BYTES = 5_000_000
MAX_ERROR_CELLS = 1_000

_CHUNK_BYTES = 1 << 20
_CELL = re.compile(
    rb"<(?:\w+:)?c\s(?=[^>]*[^/>]>)[^>]*?\br\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"']([^>]*)>", re.ASCII
)
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br\s*=\s*[\"']([0-9]{1,7})[\"']", re.ASCII)
_DISGUISED = re.compile(rb"<(?:\w+:)?(?:c|row)\s[^>]*&", re.ASCII)
_ERROR_TYPE = re.compile(rb"\bt\s*=\s*[\"']e[\"']")


class NotReadable(Exception):
    """The file is no workbook that Excel would have written."""


class TooLarge(Exception):
    """The workbook would take more memory than a build may use."""


@dataclass(slots=True)
class SheetContents:
    """What was seen on one sheet.

    Attributes:
        row_count: The last row with content.
        column_count: The last column with content.
        error_cells: Cells that show an error such as ``#REF!``, at most :data:`MAX_ERROR_CELLS`.
    """

    row_count: int = 0
    column_count: int = 0
    error_cells: list[str] = field(default_factory=list)


def check_archive(data: bytes) -> None:
    """Return nothing if *data* unpacks to what it claims, within bounds.

    Raises:
        NotReadable: It is no ZIP, or a part doesn't unpack.
        TooLarge: It unpacks to more than :data:`MAX_UNPACKED_BYTES`.
    """
    with _opened(data) as archive:
        parts = [part for part in archive.infolist() if part.filename.lower().endswith((".xml", ".rels"))]
        if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
            raise TooLarge
        for part in parts:  # A part that is longer than it claims fails its checksum here.
            for _ in _chunks(archive, part.filename):
                pass


def inspect_sheet(data: bytes, sheet_index: int) -> SheetContents:
    """Return what the sheet at *sheet_index* (from 0, in the workbook's order) holds.

    Raises:
        NotReadable: The parts of a workbook aren't there.
        TooLarge: Its cells would take too much memory.
    """
    with _opened(data) as archive:
        return _scan(archive, _sheet_part(archive, sheet_index))


@contextmanager
def _opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, ParseError) as error:
        raise NotReadable from error


def _chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(name) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            yield chunk


def _sheet_part(archive: zipfile.ZipFile, sheet_index: int) -> str:
    sheets = [element for element in _xml(archive, "xl/workbook.xml").iter() if _local(element.tag) == "sheet"]
    if sheet_index >= len(sheets):
        raise NotReadable
    relation_id = next((value for key, value in sheets[sheet_index].items() if _local(key) == "id"), None)
    for relation in _xml(archive, "xl/_rels/workbook.xml.rels"):
        if relation.get("Id") == relation_id:
            return posixpath.normpath(posixpath.join("xl", relation.get("Target", ""))).lstrip("/")
    raise NotReadable


def _xml(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    if archive.getinfo(name).file_size > MAX_PART_BYTES:
        raise TooLarge
    text = archive.read(name)
    if b"<!" in text.replace(b"<!--", b""):  # No document type: entities could grow without bound.
        raise NotReadable
    return ElementTree.fromstring(text)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _scan(archive: zipfile.ZipFile, part: str) -> SheetContents:
    contents = SheetContents()
    rest = b""
    for chunk in _chunks(archive, part):
        text = rest + chunk
        cut = text.rfind(b"<")
        _scan_text(text[:cut], contents)
        rest = text[cut:] if cut >= 0 else b""
        if len(rest) > _CHUNK_BYTES:
            raise NotReadable
        if contents.row_count * contents.column_count > MAX_CELLS:
            raise TooLarge
    return contents


def _scan_text(text: bytes, contents: SheetContents) -> None:
    if _DISGUISED.search(text):
        raise NotReadable
    cells = _CELL.findall(text)
    rows = {int(digits) for digits in {digits for _, digits, _ in cells} | set(_ROW.findall(text))}
    columns = {column_number(letters) for letters in {letters for letters, _, _ in cells}}
    contents.row_count = max(rows | {contents.row_count})
    contents.column_count = max(columns | {contents.column_count})
    errors = [
        (letters + digits).decode() for letters, digits, rest in cells if rest and _ERROR_TYPE.search(rest) is not None
    ]
    contents.error_cells.extend(errors[: MAX_ERROR_CELLS - len(contents.error_cells)])


def column_number(letters: bytes) -> int:
    """Return the number of a column from 1: ``A`` is 1, ``AA`` is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
