"""Any file without what it tells of people and places, as far as that is exactly sound."""

from __future__ import annotations

import io
import zipfile

from catalog.convert.scrub.pictures import scrub_picture
from catalog.convert.scrub.zip_members import replace_members
from catalog.convert.workbook_properties import part_without_names
from catalog.load.traces.documents import PICTURE_ENDINGS, REFUSALS
from catalog.load.traces.files import (
    MAX_BYTES,
    MAX_MEMBER_BYTES,
    MAX_MEMBERS,
    MAX_UNPACKED_BYTES,
    package_kind,
    read_member,
    read_traces,
)
from catalog.load.traces.pictures import is_picture
from catalog.load.workbooks.archive import Archive
from catalog.load.workbooks.personal import personal_part
from catalog.load.zip_names import BrokenZip, is_zip, opened_zip

_SIGNATURES = ("_xmlsignatures/", "META-INF/documentsignatures.xml", "META-INF/macrosignatures.xml")


def scrub_file(data: bytes) -> bytes | None:
    """Return the same file without names of people and places of pictures, or ``None`` where it can't be, or needn't.

    Known are pictures (JPEG, PNG, WebP), documents (DOCX, PPTX, XLSX, ODT, ODP, ODS) with the pictures in them, and
    ZIPs with such files. Not written anew are PDF, XLS, DOC, PPT, TIFF, what bears a digital signature, and ZIPs in
    ZIPs. The same file gives the same bytes everywhere.
    """
    if len(data) > MAX_BYTES:
        return None
    if not is_zip(data):
        return scrub_picture(data) if is_picture(data) and read_traces(data, "") else None
    return scrub_document(data) if package_kind(data) is not None else _scrub_zip(data)


def scrub_document(data: bytes) -> bytes | None:
    """Return the document without names, or ``None`` where it names nobody, is signed, or can't be read."""
    try:
        archive = Archive(data)
        if any(name.startswith(_SIGNATURES) for name in archive.names):
            return None
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            places = {info.filename: info.header_offset for info in opened.infolist()}
        replaced = {places[name]: new for name in archive.names if (new := _scrubbed_part(archive, name)) is not None}
        return replace_members(data, replaced) if replaced else None
    except (*REFUSALS, zipfile.BadZipFile):
        return None


def _scrubbed_part(archive: Archive, name: str) -> bytes | None:
    """Return the part without names; ``None`` where it needn't be changed or can't be read."""
    try:
        if name.lower().endswith(PICTURE_ENDINGS):
            picture = archive.read(name)
            return scrub_picture(picture) if is_picture(picture) and read_traces(picture, "") else None
        part = personal_part(archive, name)
    except REFUSALS:
        return None
    return part_without_names(part) if part is not None else None


def _scrub_zip(data: bytes) -> bytes | None:
    replaced: dict[int, bytes] = {}
    left = min(MAX_UNPACKED_BYTES, max(50_000_000, 200 * len(data)))
    try:
        with opened_zip(data) as archive:
            for info in archive.infolist()[:MAX_MEMBERS]:
                content = read_member(archive, info, min(left, MAX_MEMBER_BYTES))
                if content is None:
                    continue
                left -= len(content)
                is_inner_zip = is_zip(content) and package_kind(content) is None
                new = None if is_inner_zip else scrub_file(content)
                if new is not None:
                    replaced[info.header_offset] = new
        return replace_members(data, replaced) if replaced else None
    except (*REFUSALS, BrokenZip, zipfile.BadZipFile):
        return None
