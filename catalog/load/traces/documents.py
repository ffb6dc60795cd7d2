"""What office documents of today tell of those who made them: DOCX, PPTX, XLSX, and OpenDocument."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog.load.traces.pictures import is_picture, picture_traces
from catalog.load.workbooks.archive import Archive
from catalog.load.workbooks.personal import personal_part
from catalog.load.workbooks.refusals import Encrypted, NotReadable, TooLarge
from catalog.model.traces import Trace, TraceKind, TraceSource
from catalog.model.workbook import PropertyKind

DOCUMENTS = ("docx", "pptx", "odt", "odp")
WORKBOOKS = ("xlsx", "ods")
PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff")
REFUSALS = (NotReadable, TooLarge, Encrypted)

_OF_NOBODY = (PropertyKind.COMPANY,)
_CHANGED_PARTS = re.compile(
    r"(?:word/(?:document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml|ppt/comments/[^/]+\.xml|content\.xml)",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    rb"<w:(?:ins|del|moveFrom|moveTo|comment)\s|<p\d*:cm\s|<text:(?:changed-region|tracked-changes)[\s>]"
    rb"|<office:annotation[\s>]"
)


def document_traces(data: bytes, kind: str) -> Iterator[Trace]:
    """Yield what a document tells: names, tracked changes, comments, and what the pictures in it tell.

    Arguments:
        data: The whole file.
        kind: One of :data:`DOCUMENTS` or :data:`WORKBOOKS`.

    Parts that can't be read are passed over.
    """
    source = TraceSource.WORKBOOK if kind in WORKBOOKS else TraceSource.DOCUMENT
    try:
        archive = Archive(data)
    except REFUSALS:
        return
    for name in archive.names:
        try:
            yield from _part_traces(archive, name, source)
        except REFUSALS:
            continue


def _part_traces(archive: Archive, name: str, source: TraceSource) -> Iterator[Trace]:
    if name.lower().endswith(PICTURE_ENDINGS):
        picture = archive.read(name)
        if is_picture(picture):
            yield from picture_traces(picture)
        return
    if source is TraceSource.DOCUMENT and _CHANGED_PARTS.fullmatch(name) and _CHANGES.search(archive.read(name)):
        yield Trace(TraceKind.CHANGES, source)
    part = personal_part(archive, name)
    for place in part.places if part is not None else ():
        if place.kind not in _OF_NOBODY:
            kind = TraceKind.FOLDER if place.kind is PropertyKind.FOLDER else TraceKind.PERSON
            yield Trace(kind, source, place.value)
