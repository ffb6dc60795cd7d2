"""The repairs of one file as values fit to be shown, with the bytes that are to be written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from catalog.check.personal import is_personal
from catalog.findings import Findings, Location, shown
from catalog.model.cell_names import column_letters
from catalog.model.records import Records
from catalog.model.repair import CellEdit, Repair, RepairKind, RepairPlan, RepairTrouble

if TYPE_CHECKING:
    from catalog.convert.repairs.subject import Description

_LONG = 40
_EDGE = 18


@dataclass(frozen=True, slots=True)
class Mended:
    """A file as it should be.

    Attributes:
        data: ``None`` where nothing is to be written.
        header_rows, encoding: What the descriptor has to say of the file; ``None`` where it is right.
    """

    repairs: tuple[Repair, ...] = ()
    data: bytes | None = None
    findings: Findings = ()
    trouble: RepairTrouble | None = None
    header_rows: tuple[int, ...] | None = None
    encoding: str | None = None


def mend_text(data: bytes, path: str, delimiter: str, description: Description) -> Mended:
    """Return what there is to repair in a CSV or TSV file that findings call *path*."""
    from catalog.convert.repairs.text_table import NotProven, derive_text_repairs  # Polars takes 0.1 s to import.

    try:
        repaired, findings = derive_text_repairs(data, path, delimiter, description)
    except NotProven:
        return Mended(trouble=RepairTrouble.UNSURE)
    if repaired is None:
        return Mended(findings=findings)
    repairs = (
        *_whole_file_repairs(repaired.plan, path, repaired.newline),
        *_edge_repairs(repaired.plan, path, repaired.before.frame.width),
        *(cell_repair(edit, path) for edit in repaired.plan.edits),
    )
    is_same = repaired.data == data
    return Mended(
        repairs,
        None if is_same else repaired.data,
        header_rows=repaired.header_rows,
        encoding=repaired.encoding,
    )


def mend_sheet(records: Records, path: str, description: Description) -> Mended:
    """Return what there is to mend by hand in a sheet of a workbook."""
    from catalog.convert.repairs.workbook import derive_sheet_repairs

    edits, header_rows = derive_sheet_repairs(records, description)
    repairs = tuple(cell_repair(edit, path, sheet=records.sheet, is_by_hand=True) for edit in edits)
    return Mended(repairs, header_rows=header_rows)


def mend_properties(data: bytes, path: str) -> Mended:
    """Return an XLSX workbook without the names of people in its properties."""
    from catalog.convert.repairs.workbook import derive_scrubbed

    scrubbed = derive_scrubbed(data)
    if scrubbed is None:
        return Mended()
    place = Location(path)
    repairs = tuple(Repair(RepairKind.PROPERTY, place, detail=kind.value, is_hidden=True) for kind in scrubbed.kinds)
    return Mended(repairs, scrubbed.data)


def cell_repair(edit: CellEdit, path: str, *, sheet: str | None = None, is_by_hand: bool = False) -> Repair:
    """Return the repair of a cell, its texts hidden where they may be about a person."""
    is_heading = edit.kind is RepairKind.HEADING_SPACES
    label = edit.heading.strip()
    place = Location(
        path,
        sheet=sheet,
        row=edit.row,
        field=shown(label) if label and not is_heading else None,
        cell=f"{column_letters(edit.column)}{edit.row}",
    )
    heading = "" if is_heading else edit.heading
    if _may_be_personal(heading, edit.before, edit.after):
        return Repair(edit.kind, place, is_hidden=True, is_by_hand=is_by_hand)
    return Repair(edit.kind, place, _excerpt(edit.before), _excerpt(edit.after), is_by_hand=is_by_hand)


@lru_cache(maxsize=10_000)
def _may_be_personal(heading: str, before: str, after: str) -> bool:
    return is_personal(heading, before) or is_personal(heading, after)


def _excerpt(text: str) -> str:
    """Return *text* short enough to be shown, both of its ends in it: it is there that blanks are."""
    return text if len(text) <= _LONG else f"{text[:_EDGE]}…{text[-_EDGE:]}"


def _whole_file_repairs(plan: RepairPlan, path: str, newline: str | None) -> Iterator[Repair]:
    place = Location(path)
    if plan.encoding is not None:
        yield Repair(RepairKind.ENCODING, place, plan.encoding, "utf-8")
    if plan.is_newline_mixed:
        yield Repair(RepairKind.NEWLINES, place, detail=newline)


def _edge_repairs(plan: RepairPlan, path: str, width: int) -> Iterator[Repair]:
    for kind in (RepairKind.ROW_ABOVE, RepairKind.EMPTY_ROW):
        rows = [row for row, reason in plan.rows.items() if reason is kind]
        if rows:
            yield Repair(kind, Location(path, row=rows[0]), count=len(rows))
    if plan.width is not None:
        place = Location(path, cell=f"{column_letters(plan.width)}1")
        yield Repair(RepairKind.EMPTY_COLUMN, place, count=width - plan.width)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a descriptor has to say of one of its files.

    Attributes:
        resource: Number of the resource from 0.
        place: Where it says so, or should.
        before: What it says now.
        after: The name of an encoding, or the rows of the headings.
    """

    resource: int
    place: Location
    before: str
    after: str | tuple[int, ...]


def mend_descriptor(text: str, statements: Sequence[Statement]) -> tuple[str, tuple[Repair, ...]]:
    """Return the descriptor *text*, without a byte order mark, with *statements*, and the repairs that this is."""
    from catalog.convert.repairs.descriptor import set_encoding, set_header_rows

    repairs = []
    for statement in statements:
        after = statement.after
        if isinstance(after, str):
            kind, changed = RepairKind.ENCODING_KEY, set_encoding(text, statement.resource, after)
        else:
            kind, changed = RepairKind.HEADER_ROWS, set_header_rows(text, statement.resource, after)
            after = ", ".join(map(str, after))
        text = changed if changed is not None else text
        before = shown(statement.before)
        repairs.append(Repair(kind, statement.place, before, after, is_by_hand=changed is None))
    return text, tuple(repairs)
