"""What a workbook tells beside its cells: who made it, what was noted, what was hidden."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.check.privacy.names import may_be_person
from catalog.findings import Finding, Findings, Location, shown
from catalog.model.workbook import PropertyKind, SheetFacts, WorkbookFacts

_PEOPLE = (PropertyKind.CREATOR, PropertyKind.LAST_EDITOR, PropertyKind.MANAGER, PropertyKind.WRITER)


def check_workbook_privacy(facts: WorkbookFacts, path: str) -> Findings:
    """Return what in a workbook may name people, or was not meant to be seen.

    The copies that are published have the names taken out; comments and hidden sheets are content, which only people
    can judge.

    Codes: workbook-author, workbook-folder, workbook-comments, hidden-sheet.
    """
    return tuple(_remarks(facts, path))


def _remarks(facts: WorkbookFacts, path: str) -> Iterator[Finding]:
    properties = facts.personal or ()
    if any(item.kind in _PEOPLE and may_be_person(item.value.text) for item in properties):
        yield Finding("workbook-author", Location(path))
    if any(item.kind is PropertyKind.FOLDER for item in properties):
        yield Finding("workbook-folder", Location(path))
    for sheet in facts.sheets:
        yield from _sheet_remarks(sheet, path)


def _sheet_remarks(sheet: SheetFacts, path: str) -> Iterator[Finding]:
    if sheet.is_hidden:
        yield Finding("hidden-sheet", Location(path, sheet=shown(sheet.name)))
    if sheet.comments is not None and sheet.comments.count:
        first = sheet.comments.first[0] if sheet.comments.first else None
        place = Location(path, sheet=shown(sheet.name), cell=first)
        yield Finding("workbook-comments", place, {"count": f"{sheet.comments.count:,}"})
