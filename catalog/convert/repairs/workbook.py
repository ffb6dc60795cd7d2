"""Workbooks: the names of people in their properties go; cells are for people to mend."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from catalog.convert.repairs.edges import find_header_rows
from catalog.convert.repairs.plan import derive_edits
from catalog.convert.repairs.subject import Description, cut_subject
from catalog.convert.workbook_properties import scrub_workbook
from catalog.load.workbooks.archive import Archive
from catalog.load.workbooks.personal import personal_properties
from catalog.load.workbooks.refusals import Encrypted, NotReadable, TooLarge
from catalog.model.records import Records
from catalog.model.repair import CellEdit
from catalog.model.workbook import PropertyKind

_SIGNATURES = "_xmlsignatures/"


@dataclass(frozen=True, slots=True)
class RepairedWorkbook:
    """A workbook without names of people.

    Attributes:
        kinds: What was emptied.
    """

    data: bytes
    kinds: tuple[PropertyKind, ...]


def derive_scrubbed(data: bytes) -> RepairedWorkbook | None:
    """Return the XLSX workbook without the names of those who made it, or ``None`` where it names nobody.

    Also where it bears a digital signature, which any change would break; and where it can't be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if any(name.startswith(_SIGNATURES) for name in archive.namelist()):
                return None
        scrubbed = scrub_workbook(data)
        if scrubbed is None:
            return None
        found = {entry.kind for entry in personal_properties(Archive(data))}
    except (NotReadable, TooLarge, Encrypted, zipfile.BadZipFile):
        return None
    return RepairedWorkbook(scrubbed, tuple(kind for kind in PropertyKind if kind in found))


def derive_sheet_repairs(
    records: Records, description: Description
) -> tuple[tuple[CellEdit, ...], tuple[int, ...] | None]:
    """Return the cells of a sheet to mend by hand, and the rows of the headings if the descriptor has to say others.

    Writing a cell anew would mean to write its sheet anew, with styles, formulas and shared texts: more than a cell.
    """
    header_rows = find_header_rows(records, description)
    subject = cut_subject(records, description.with_header_rows(header_rows) if header_rows else description)
    return derive_edits(subject) if subject is not None else (), header_rows
