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
    derive_numbers,
    derive_code_widths,
    derive_lost_zeros,
    derive_heading_spaces,
    derive_cell_spaces,
)


def derive_plan(subject: Subject, rows_above: range = range(0)) -> RepairPlan:
    """Return all that has exactly one right answer in *subject*, apart from how its file is written.

    Arguments:
        subject: The table, whose headings may have moved.
        rows_above: Titles above them.
    """
    edits: dict[tuple[int, int], CellEdit] = {}
    for derive in _REPAIRS:
        for edit in derive(subject):
            edits.setdefault((edit.row, edit.column), edit)
    rows = dict.fromkeys(rows_above, RepairKind.ROW_ABOVE) | dict.fromkeys(empty_rows(subject), RepairKind.EMPTY_ROW)
    width = kept_width(subject)
    kept = [edit for edit in edits.values() if edit.row not in rows and (width is None or edit.column < width)]
    return RepairPlan(tuple(sorted(kept, key=lambda edit: (edit.row, edit.column))), rows, width)
