"""Tables of codes beside a table that a descriptor is drafted for: other sheets of its workbook, other files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from catalog.describe.drafts.code_tables import MOST_CODES, CodeTable, parse_code_table
from catalog.load.files import read_bytes
from catalog.load.tables import Source
from catalog.load.text_records import read_text_records
from catalog.model.records import Records
from catalog.store.files import is_plain_file

_FILE_LIMIT = 256 * 1024
"""Bytes of a file that may be a table of codes."""
_MOST_FILES = 50


def read_code_sheets(source: Source) -> tuple[CodeTable, ...]:
    """Return the tables of codes among the visible sheets beside that of *source*."""
    if source.workbook is None or source.workbook_kind is None:
        return ()
    from catalog.load.workbooks import read_workbook

    own = source.table.sheet
    workbook, _ = read_workbook(source.workbook, source.workbook_kind, "", wanted=lambda name: name != own)
    if workbook is None:
        return ()
    names = [name for name in workbook.sheet_names if name != own and not workbook.is_hidden(name)]
    found = (_parse(name, workbook.records(name)) for name in names)
    return tuple(each for each in found if each is not None)


def read_code_files(files: Iterable[Path]) -> tuple[CodeTable, ...]:
    """Return the tables of codes among *files* and the small CSV files in their folders."""
    return tuple(_code_files(files))


def _code_files(files: Iterable[Path]) -> Iterator[CodeTable]:
    beside = {path for folder in {file.parent for file in files} for path in folder.glob("*.csv")}
    for path in sorted(beside)[:_MOST_FILES]:
        if not is_plain_file(path):
            continue
        data, _ = read_bytes(path, str(path), _FILE_LIMIT)
        records = read_text_records(data, str(path))[0] if data else None
        found = _parse(path.stem, records) if records is not None else None
        if found is not None:
            yield found


def _parse(name: str, records: Records) -> CodeTable | None:
    # One row more than there may be, so that a longer table is seen to be one.
    return parse_code_table(name, list(records.frame.head(MOST_CODES + 2).iter_rows()))
