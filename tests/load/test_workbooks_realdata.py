"""Workbooks as a city published them: another reader sees the same cells."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
import python_calamine as calamine

from catalog.convert.workbook_properties import scrub_workbook
from tests.load.workbooks import read

pytestmark = pytest.mark.realdata


def test_the_cells_are_those_that_another_reader_sees(realdata: Path) -> None:
    paths = sorted((realdata / "xlsx").rglob("*.xlsx"))
    assert len(paths) > 10
    for path in paths:
        data = path.read_bytes()
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for sheet in read(data).sheets:
                assert sheet.records is not None
                theirs = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
                ours = sheet.records.frame.rows()
                assert all(not any(row[len(ours[0]) :]) for row in theirs)
                for our_row, their_row in zip(ours, theirs, strict=False):
                    assert [text or "" for text in our_row] == [as_text(cell) for cell in their_row[: len(our_row)]]


def test_scrubbed_copies_have_the_same_cells(realdata: Path) -> None:
    scrubbed_count = 0
    for path in sorted((realdata / "xlsx").rglob("*.xlsx")):
        scrubbed = scrub_workbook(path.read_bytes())
        if scrubbed is not None:
            scrubbed_count += 1
            before, after = read(path.read_bytes()), read(scrubbed)
            assert all(after.records(name).frame.equals(before.records(name).frame) for name in before.sheet_names)
            assert scrub_workbook(scrubbed) is None
    assert scrubbed_count


def as_text(cell: object) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell == int(cell) else f"{cell:.15g}"
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat()
    return cell.isoformat() if isinstance(cell, dt.date | dt.time) else str(cell)
