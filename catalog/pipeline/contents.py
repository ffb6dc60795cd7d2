"""What is wrong with what is in a file, whatever its schema says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from catalog.check.characters import check_text_format
from catalog.check.echoes import drop_echoes
from catalog.check.macros import check_macros
from catalog.check.privacy.workbooks import check_workbook_privacy
from catalog.check.readability.structure import check_described_structure, check_structure, described_layout
from catalog.check.readability.workbooks import check_sheet
from catalog.check.standards import check_standard
from catalog.check.table import check_table
from catalog.check.values import check_values
from catalog.findings import Findings
from catalog.load.columns import fit_width
from catalog.load.tables import Source
from catalog.model.dataset import Dataset, Dialect, Resource
from catalog.model.ids import Slug
from catalog.model.layout import Layout
from catalog.model.records import Records
from catalog.model.site import Municipality
from catalog.model.table import Table
from catalog.model.text import LocalizedText
from catalog.model.workbook import WorkbookFacts


def check_contents(
    source: Source, resource: Resource, dataset: Dataset, municipality: Municipality | None, path: str
) -> Findings:
    """Return what is wrong with the file of *resource* beside what its schema says.

    Arguments:
        source: What was read of it.
        resource: Says how the table lies in it, and what is known of its columns.
        dataset: Says which standard it follows.
        municipality: Whose data it is; ``None`` where its file can't be used.
        path: '/'-relative to the folder of the catalog.

    Codes: those of each check.
    """
    table, records = source.table, source.records
    layout = described_layout(records, table, resource.dialect)
    return (
        *check_text_format(records.text_format, resource, path),
        *check_described_structure(records, table, layout, resource.dialect, path),
        *check_values(table, resource, municipality, path),
        *check_standard(table, resource, dataset.conforms_to, path, is_only=len(dataset.resources) == 1),
        *check_workbook(source.read_facts(path), table.sheet, layout, path),
    )


def check_bare_contents(
    records: Records, layout: Layout, table: Table, facts: WorkbookFacts | None, path: str
) -> Findings:
    """Return what is wrong with a file that no descriptor says anything about.

    Arguments:
        records: All of the file or sheet.
        layout: Where the table seems to lie in them.
        table: The records that *layout* takes for it.
        facts: What else is in the workbook, ``None`` for other files.
        path: What findings call the file.

    Codes: those of each check.
    """
    resource = _bare_resource(records, path)
    found = (
        *check_text_format(records.text_format, resource, path),
        *check_structure(records, layout, path),
        *check_standard(table, resource, None, path),
        *check_values(table, resource, None, path, has_headings=bool(layout.header_rows)),
        *check_workbook(facts, records.sheet, layout, path),
    )
    if not layout.header_rows:
        return drop_echoes(found)
    headed = _below_headings(_as_wide_as_headings(table, records, layout.header_rows), layout.header_rows[1])
    return drop_echoes((*found, *check_table(headed, resource, path)))


def check_bare_records(records: Records, table: Table, path: str) -> Findings:
    """Return what is wrong with a file of records, such as JSON, that no descriptor says anything about.

    Arguments:
        records: All of the file, its names in row 1.
        table: The same as a table.
        path: What findings call the file.

    Codes: those of each check.
    """
    resource = _bare_resource(records, path)
    return drop_echoes(
        (
            *check_text_format(records.text_format, resource, path),
            *check_standard(table, resource, None, path),
            *check_values(table, resource, None, path),
        )
    )


def _bare_resource(records: Records, path: str) -> Resource:
    file = PurePosixPath(path)
    return Resource(
        name=Slug("file"),
        path=path,
        file_type=file.suffix.removeprefix(".").lower(),
        title=LocalizedText(file.stem),
        description=None,
        encoding=records.text_format.encoding if records.text_format is not None else None,
        dialect=Dialect(),
        schema=None,
        layer=None,
    )


def _as_wide_as_headings(table: Table, records: Records, header_rows: tuple[int, int]) -> Table:
    """Return *table* without columns for which a text file has no heading cell at all: what is in them is too much.

    Else one comma too many in a single row would make all other rows too short.
    """
    if records.text_format is None or table.columns is not None:
        return table
    first, last = header_rows
    headings = records.frame[first - 1 : last]
    width = max((place + 1 for place, column in enumerate(headings) if column.null_count() < len(column)), default=0)
    if not 0 < width < len(table.labels):
        return table
    frame, extra_cells = fit_width(table.frame, table.extra_cells, width)
    return replace(table, labels=table.labels[:width], frame=frame, extra_cells=extra_cells)


def _below_headings(table: Table, header_row: int) -> Table:
    """Return *table* with its headings in *header_row*: findings about them name the row above the first data row."""
    if table.first_data_row == header_row + 1:
        return table
    numbers = table.row_numbers or range(table.first_data_row, table.first_data_row + table.row_count)
    return replace(table, first_data_row=header_row + 1, row_numbers=numbers)


def check_workbook(facts: WorkbookFacts | None, sheet: str | None, layout: Layout, path: str) -> Findings:
    """Return what is wrong with a workbook beside the text of its cells; nothing where it is none.

    Arguments:
        facts: What it holds, ``None`` for a file that is no workbook.
        sheet: The one that holds the table.
        layout: Where the table lies there.
        path: '/'-relative to the folder of the catalog.
    """
    if facts is None:
        return ()
    sheets = [item for item in facts.sheets if item.name == sheet]
    about_sheet = [finding for item in sheets for finding in check_sheet(item, layout, path)]
    return (*check_macros(facts, path), *check_workbook_privacy(facts, path), *about_sheet)
