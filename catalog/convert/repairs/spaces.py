"""Blanks around cells and headings, and within headings that they only spread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalog.convert.repairs.subject import Subject
from catalog.model.repair import CellEdit, RepairKind
from catalog.notation.layout_spaces import EDGE_PATTERN, join_spread, strip_edges


def derive_cell_spaces(subject: Subject) -> Iterator[CellEdit]:
    """Yield the cells with blanks around their text.

    Not those that stand for a missing value as they are, and not the first column of an outline, where a blank before
    ``男`` says that it is a part of ``総数`` above.
    """
    first = next((index for index, label in enumerate(subject.table.labels) if label.strip()), 0)
    for index in range(len(subject.table.labels)):
        values = subject.odd_values(index, EDGE_PATTERN)
        if values and not (index == first and _is_outline(subject.cells(index).to_list())):
            yield from subject.edits(index, values, lambda value: _mend(value, subject.missing_values))


def _mend(value: str, missing_values: Sequence[str]) -> tuple[str, RepairKind] | None:
    stripped = strip_edges(value)
    return (stripped, RepairKind.SPACES) if stripped or "" in missing_values else None


def _is_outline(cells: Sequence[str | None]) -> bool:
    """Return whether blanks before texts show what belongs to what: two rows or more below one that has fewer."""
    depths = [len(cell) - len(cell.lstrip(" \u3000")) for cell in cells if cell and strip_edges(cell)]
    runs = zip(depths, depths[1:], depths[2:], strict=False)
    return any(above < below and below == further for above, below, further in runs)


def derive_heading_spaces(subject: Subject) -> Iterator[CellEdit]:
    """Yield the headings with blanks around or within a word.

    Where the descriptor names columns, the file keeps the spelling that is named there.
    """
    frame = subject.records.frame
    names = _names(subject)
    if names and len(subject.header_rows) != 1:
        return
    for row in subject.header_rows:
        cells = frame.row(row - 1) if row <= frame.height else ()
        texts = [strip_edges(cell) for cell in cells if cell]
        for index, position in enumerate(subject.positions):
            before = cells[position] if position < len(cells) else None
            after = _mended_heading(before, names) if before else None
            if before and after and before != after and (after == strip_edges(before) or after not in texts):
                yield CellEdit(row, position, subject.table.labels[index], before, after, RepairKind.HEADING_SPACES)


def _names(subject: Subject) -> frozenset[str]:
    """Return the names that the descriptor has for columns."""
    names = {field.name for field in subject.schema.fields} if subject.schema is not None else set()
    layer = subject.description.layer
    if layer is not None:
        names |= {layer.easting_field, layer.northing_field}
    return frozenset(names)


def _mended_heading(before: str, names: frozenset[str]) -> str | None:
    if before in names:
        return None
    stripped = strip_edges(before)
    joined = join_spread(stripped)
    if joined != stripped and (joined in names or not names):
        return joined
    return stripped or None
