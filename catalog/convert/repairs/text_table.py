"""A text file with all repairs in it: again and again, until there is nothing left to mend, and then proven."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from catalog.convert.repairs.edges import find_header_rows, rows_above
from catalog.convert.repairs.plan import derive_plan
from catalog.convert.repairs.subject import Description, cut_subject
from catalog.convert.repairs.text_file import can_be_repaired, derive_utf8, repair_text_file
from catalog.findings import Finding, Findings, Location
from catalog.load.text_records import read_text_records
from catalog.model.records import Newline, Records, TextFormat
from catalog.model.repair import CellEdit, RepairKind, RepairPlan

_MAX_ROUNDS = 8
"""A heading that is mended says what its column holds, a digit that is mended what the code is; hardly ever three."""

_FOREIGN = ("cp932", "utf-16")


# 縺ｿ縺ｻ繧: two kana, or four characters of any kind, in UTF-8. Read as CP932 it takes letters that nobody writes so.
_UTF8_IN_CP932 = re.compile(rb"(?:\xe3[\x81-\x83][\x80-\xbf]){2}|(?:[\xe3-\xe9][\x80-\xbf]{2}){4}")


class NotProven(Exception):
    """What was written anew isn't the same table with nothing but the repairs in it: a bug of ours, and no repair."""


@dataclass(frozen=True, slots=True)
class RepairedText:
    """A text file as it was and as it should be.

    Attributes:
        before: What was read.
        data: The file with all repairs.
        plan: All of them, rows and cells numbered as they are in *before*.
        header_rows: Where the headings are, if the descriptor has to say so; ``None`` where it is right.
        encoding: What the descriptor has to declare; ``None`` where it is right.
        newline: How records end in *data*.
    """

    before: Records
    data: bytes
    plan: RepairPlan
    header_rows: tuple[int, ...] | None = None
    encoding: str | None = None
    newline: Newline | None = None


def derive_text_repairs(
    data: bytes, path: str, delimiter: str, description: Description
) -> tuple[RepairedText | None, Findings]:
    """Return *data* with all repairs, or findings that say why it can't be read.

    A declared encoding in which the file really is stays. Any other file becomes UTF-8, since that is what a table is
    in of which nothing else is said (Frictionless), and the declaration follows.

    Raises:
        NotProven: Nothing is to be written.

    Codes: encoding-mixed, and those of reading a text file.
    """
    before, findings = read_text_records(data, path, encoding=description.encoding, delimiter=delimiter)
    is_declared = description.encoding is not None and before is not None and not _is_mojibake(before, data)
    if description.encoding is not None and not is_declared:
        before, _ = read_text_records(data, path, delimiter=delimiter)
    if before is None or before.text_format is None:
        return None, findings
    if _is_mojibake(before, data):
        return None, (Finding("encoding-mixed", Location(path), {"before": "cp932", "after": "utf-8"}),)
    text_format = before.text_format
    if not can_be_repaired(text_format):
        return RepairedText(before, data, RepairPlan()), ()
    encoding = None if is_declared or text_format.encoding not in _FOREIGN else text_format.encoding
    if encoding is not None:
        data, text_format = derive_utf8(data, encoding), replace(text_format, encoding="utf-8-sig")
    header_rows = find_header_rows(before, description)
    work = _Work(data, path, before, text_format)
    stated = work.mend(description, header_rows)
    plan = replace(work.plan(), encoding=encoding)
    work.prove(before, plan)
    is_told = is_declared or (description.encoding or "utf-8").removesuffix("-sig") == "utf-8"
    newline = work.records.text_format.newline if work.records.text_format is not None else None
    return RepairedText(before, work.data, plan, stated, None if is_told else "utf-8", newline), ()


def _is_mojibake(records: Records, data: bytes) -> bool:
    """Return whether what was read as CP932 has UTF-8 in it: written anew, it would be lost for good."""
    is_cp932 = records.text_format is not None and records.text_format.encoding == "cp932"
    return is_cp932 and _UTF8_IN_CP932.search(data) is not None


@dataclass(slots=True)
class _Work:
    """A file that is being repaired."""

    data: bytes
    path: str
    records: Records
    text_format: TextFormat
    edits: dict[tuple[int, int], CellEdit] = field(default_factory=dict)
    rows: dict[int, RepairKind] = field(default_factory=dict)
    width: int | None = None
    offset: int = 0
    """Rows above that are gone."""

    def mend(self, description: Description, moved: tuple[int, ...] | None) -> tuple[int, ...] | None:
        """Put all repairs into the file; return where the descriptor has to say that the headings are."""
        above, stated, first = range(0), None, description
        if moved is not None:
            above, first = rows_above(self.records, moved, description), description.with_header_rows(moved)
            stated = None if above else moved
            description = description if above else first
        for number in range(_MAX_ROUNDS):
            plan = self._round(description if number else first, range(0) if number else above)
            if not plan:
                return stated
            self._take(plan)
        raise NotProven

    def plan(self) -> RepairPlan:
        """Return all repairs so far, in terms of the file as it was."""
        kept = sorted(self.edits.values(), key=lambda edit: (edit.row, edit.column))
        edits = tuple(edit for edit in kept if edit.before != edit.after and edit.row not in self.rows)
        is_mixed = self.text_format.newline == "mixed"
        return RepairPlan(edits, dict(sorted(self.rows.items())), self.width, is_mixed)

    def prove(self, before: Records, plan: RepairPlan) -> None:
        """Raise unless the file holds what was there *before*, and nothing else but what *plan* says."""
        extra_cells = {row - self.offset: cells for row, cells in before.extra_cells.items()}
        if not _are_same(_with_plan(before.frame, plan), self.records.frame) or extra_cells != self.records.extra_cells:
            raise NotProven

    def _round(self, description: Description, above: range) -> RepairPlan:
        subject = cut_subject(self.records, description)
        plan = derive_plan(subject, above) if subject is not None else RepairPlan()
        newline = self.records.text_format.newline if self.records.text_format is not None else None
        return replace(plan, is_newline_mixed=newline == "mixed")

    def _take(self, plan: RepairPlan) -> None:
        try:
            self.data = repair_text_file(self.data, self.text_format, plan)
        except ValueError as error:
            raise NotProven from error
        encoding, delimiter = self.text_format.encoding, self.text_format.delimiter or ","
        records, _ = read_text_records(self.data, self.path, encoding=encoding, delimiter=delimiter)
        if records is None:
            raise NotProven
        self.records = records
        for edit in plan.edits:
            self._note(replace(edit, row=edit.row + self.offset))
        self.rows |= {row + self.offset: kind for row, kind in plan.rows.items()}
        self.width = plan.width if plan.width is not None else self.width
        self.offset += sum(kind is RepairKind.ROW_ABOVE for kind in plan.rows.values())

    def _note(self, edit: CellEdit) -> None:
        earlier = self.edits.get((edit.row, edit.column))
        # The last repair of a cell is the one that says most; what stood there at first is what people see.
        self.edits[edit.row, edit.column] = replace(edit, before=earlier.before) if earlier is not None else edit


def _with_plan(frame: pl.DataFrame, plan: RepairPlan) -> pl.DataFrame:
    """Return the cells of *frame* as *plan* leaves them."""
    edits: dict[int, dict[int, CellEdit]] = {}
    for edit in plan.edits:
        edits.setdefault(edit.column, {})[edit.row - 1] = edit
    frame = frame.with_columns(_with_edits(frame[str(column)], found) for column, found in edits.items())
    if plan.width is not None:
        frame = frame.select(frame.columns[: plan.width])
    if not plan.rows:
        return frame
    numbers = pl.Series(range(1, frame.height + 1), dtype=pl.Int64)
    return frame.filter(~numbers.is_in(sorted(plan.rows)))


def _with_edits(column: pl.Series, edits: Mapping[int, CellEdit]) -> pl.Series:
    cells = column.to_list()
    for row, edit in edits.items():
        if cells[row] != edit.before:
            raise NotProven
        cells[row] = edit.after
    return pl.Series(column.name, cells, dtype=pl.String)


def _are_same(expected: pl.DataFrame, found: pl.DataFrame) -> bool:
    """Return whether the two hold the same; columns that only rows had that are gone don't count."""
    beyond = expected.columns[found.width :]
    if any(expected[name].null_count() < expected.height for name in beyond):
        return False
    return expected.select(expected.columns[: found.width]).equals(found)
