"""What any file tells of people and places beside its content."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from catalog.load.traces.documents import DOCUMENTS, WORKBOOKS, document_traces
from catalog.load.traces.layers import DESCRIPTION_ENDINGS, description_traces, geopackage_traces
from catalog.load.traces.old_office import old_office_traces
from catalog.load.traces.pdf import pdf_traces
from catalog.load.traces.pictures import is_picture, picture_traces
from catalog.load.workbooks.compound import SIGNATURE
from catalog.load.zip_names import BrokenZip, is_zip, member_name, opened_zip
from catalog.model.traces import Trace, Traces

MAX_BYTES = 300_000_000
"""A longer file isn't looked at: it takes as much memory."""

MAX_MEMBERS = 5_000
MAX_UNPACKED_BYTES = 500_000_000
MAX_MEMBER_BYTES = 100_000_000
_MAX_TRACES = 2_000
_OFFICE_PARTS = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx", "ppt/presentation.xml": "pptx"}
_ODF = {"spreadsheet": "ods", "text": "odt", "presentation": "odp"}
_ODF_HEAD = b"mimetypeapplication/vnd.oasis.opendocument."
_UNREADABLE = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError),
    *(OSError, EOFError, ValueError, RuntimeError, NotImplementedError),
)
_SQLITE = b"SQLite format 3\0"


def read_traces(data: bytes, name: str) -> Traces:
    """Return what *data* tells of people and places, each thing once; a file that can't be read tells nothing.

    Arguments:
        data: The whole file.
        name: Only its ending counts, for descriptions of GIS files; all other kinds are known by their content.
    """
    found: dict[Trace, None] = {}
    if len(data) <= MAX_BYTES:
        for trace in _traces(data, name):
            found[trace] = None
            if len(found) == _MAX_TRACES:
                break
    return tuple(found)


def _traces(data: bytes, name: str) -> Iterator[Trace]:
    if is_zip(data) and not name.lower().endswith(".qgz") and package_kind(data) is None:
        for member, content in read_members(data):
            for trace in _file_traces(content, member):
                yield replace(trace, member=member)
    else:
        yield from _file_traces(data, name)


def _file_traces(data: bytes, name: str) -> Iterator[Trace]:
    ending = PurePosixPath(name.lower()).suffix
    if is_picture(data):
        yield from picture_traces(data)
    elif b"%PDF-" in data[:1024]:
        yield from pdf_traces(data)
    elif data.startswith(SIGNATURE):
        yield from old_office_traces(data)
    elif data.startswith(_SQLITE):
        yield from geopackage_traces(data)
    elif is_zip(data) and (kind := package_kind(data)) is not None:
        yield from document_traces(data, kind)
    elif ending in DESCRIPTION_ENDINGS and (not is_zip(data) or ending == ".qgz"):
        yield from description_traces(data)


def package_kind(data: bytes) -> str | None:
    """Return which kind of document the ZIP in *data* is: ``docx``, ``pptx``, ``xlsx``, ``odt``, ``odp``, ``ods``."""
    if data[30 : 30 + len(_ODF_HEAD)] == _ODF_HEAD:
        rest = data[30 + len(_ODF_HEAD) : 100]
        return next((kind for word, kind in _ODF.items() if rest.startswith(word.encode())), None)
    try:
        with opened_zip(data) as archive:
            names = set(archive.namelist())
    except BrokenZip:
        return None
    kind = next((kind for part, kind in _OFFICE_PARTS.items() if part in names), None)
    return kind if kind in (*DOCUMENTS, *WORKBOOKS) else None


def read_members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of the files in a ZIP that can be unpacked, within bounds."""
    left = min(MAX_UNPACKED_BYTES, max(50_000_000, 200 * len(data)))
    try:
        with opened_zip(data) as archive:
            for member in archive.infolist()[:MAX_MEMBERS]:
                content = read_member(archive, member, min(left, MAX_MEMBER_BYTES))
                if content is not None:
                    left -= len(content)
                    yield member_name(member), content
    except BrokenZip:
        return


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit_bytes: int) -> bytes | None:
    """Return the content of *member*, ``None`` for a folder, and for what is longer, encrypted or broken."""
    if member.is_dir() or member.flag_bits & 1 or member.file_size > limit_bytes:
        return None
    try:
        with archive.open(member) as stream:
            content = stream.read(limit_bytes + 1)
    except _UNREADABLE:
        return None
    return content if len(content) <= limit_bytes else None
