"""Excel workbooks without the names of those who made them."""

from __future__ import annotations

import io
import zipfile

from catalog.convert.scrub.zip_members import replace_members
from catalog.load.workbooks.archive import Archive
from catalog.load.workbooks.personal import PersonalPart, find_personal


def scrub_workbook(data: bytes) -> bytes | None:
    """Return the same workbook (XLSX) without what names people, or None where nothing does.

    Emptied are the creator, the last editor, the company, the manager, the authors of comments (also their names at
    the start of a comment) and of revisions, who refreshed a pivot table, who recommended opening read-only, and the
    author's own folder. Every other part stays as it is, byte by byte; nothing is compressed anew, so that the same
    workbook gives the same bytes everywhere.

    Raises:
        NotReadable, TooLarge, Encrypted: :func:`catalog.load.workbooks.read_workbook` refuses it too.
    """
    replaced = {part.name: part_without_names(part) for part in find_personal(Archive(data))}
    if not replaced:
        return None
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        places = {info.filename: info.header_offset for info in archive.infolist()}
    return replace_members(data, {places[name]: content for name, content in replaced.items()})


def part_without_names(part: PersonalPart) -> bytes:
    """Return *part* without its personal places, as UTF-8."""
    pieces, end = [], 0
    for place in sorted(part.places, key=lambda place: place.start):
        pieces.append(part.data[end : place.start])
        end = place.end
    return b"".join((*pieces, part.data[end:]))
