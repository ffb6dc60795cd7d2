"""All repairs of one table."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from catalog.convert.repairs.codes import derive_code_widths, derive_lost_zeros
from catalog.convert.repairs.coordinates import derive_swapped
from catalog.convert.repairs.dates import derive_dates
from catalog.convert.repairs.edges import empty_rows, kept_width
from catalog.convert.repairs.numbers import derive_numbers
from catalog.convert.repairs.spaces import derive_cell_spaces, derive_heading_spaces
from catalog.convert.repairs.subject import Subject
from catalog.model.repair import CellEdit, RepairKind, RepairPlan

# The first that has something to say of a cell says it; most of them leave no blanks around it either.
_REPAIRS: tuple[Callable[[Subject], Iterator[CellEdit]], ...] = (
    derive_swapped,
    derive_dates,
    derive_lost_zeros,
    derive_code_widths,
    derive_numbers,
    derive_heading_spaces,
    derive_cell_spaces,
)


def derive_edits(subject: Subject) -> tuple[CellEdit, ...]:
    """Return the cells of *subject* that have exactly one right answer, in reading order."""
    edits: dict[tuple[int, int], CellEdit] = {}
    for derive in _REPAIRS:
        for edit in derive(subject):
            edits.setdefault((edit.row, edit.column), edit)
    return tuple(sorted(edits.values(), key=lambda edit: (edit.row, edit.column)))


def derive_plan(subject: Subject, above: range = range(0)) -> RepairPlan:
    """Return all that has exactly one right answer in *subject*, apart from how its file is written.

    Arguments:
        subject: The table.
        above: Empty rows above its headings that are to go.
    """
    rows = dict.fromkeys(above, RepairKind.ROW_ABOVE) | dict.fromkeys(empty_rows(subject), RepairKind.EMPTY_ROW)
    width = kept_width(subject)
    edits = derive_edits(subject)
    kept = [edit for edit in edits if edit.row not in rows and (width is None or edit.column < width)]
    return RepairPlan(tuple(kept), rows, width)
