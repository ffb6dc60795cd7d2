"""Reading one inventory: the file as a table, what it must not tell of persons, and its rows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from catalog.check.characters import check_characters
from catalog.check.examined import examine
from catalog.check.inventory import find_heading_row, parse_inventory
from catalog.check.macros import check_macros
from catalog.check.privacy.combinations import check_combinations
from catalog.check.privacy.contacts import check_contacts
from catalog.check.privacy.editors import check_editor_columns
from catalog.check.privacy.my_numbers import check_my_numbers
from catalog.check.privacy.workbooks import check_workbook_privacy
from catalog.findings import Findings
from catalog.infer.roles import infer_roles
from catalog.load.files import read_bytes
from catalog.load.tables import Source, take_source
from catalog.model.dataset import Dialect, Resource
from catalog.model.ids import Slug
from catalog.model.inventory import HeldData
from catalog.model.site import Municipality
from catalog.model.text import LocalizedText

MAX_BYTES = 20_000_000
_CHECKS = (check_characters, check_my_numbers, check_contacts, check_combinations, check_editor_columns)


def read_inventory(file: Path, uri: str, body: Municipality | None) -> tuple[tuple[HeldData, ...], Findings]:
    """Return the rows of an inventory, and what is wrong with it as a table, as an inventory and for persons.

    Arguments:
        file: Where it is.
        uri: What findings call it.
        body: Whose it is; ``None`` where its file can't be used.

    Codes: those of reading a table, of :func:`parse_inventory` and of the checks of persons.
    """
    data, problem = read_bytes(file, uri, MAX_BYTES)
    if data is None:
        return (), (problem,) if problem else ()
    resource = _resource(uri)
    source, findings = take_source(data, resource, uri)
    if source is None:
        return (), findings
    row = find_heading_row(source.records)
    if row != 1:
        resource = replace(resource, dialect=replace(resource.dialect, header_rows=(row,), sheet=source.table.sheet))
        source, findings = take_source(data, resource, uri)
        if source is None:
            return (), findings
    items, more = parse_inventory(source.table, uri)
    return items, (*findings, *more, *_check_persons(source, resource, body, uri))


def _check_persons(source: Source, resource: Resource, body: Municipality | None, uri: str) -> Findings:
    """Return what the file says of persons, columns that aren't published included: the file itself is public."""
    table = source.table
    found = []
    if table.row_count:
        examined = examine(table, resource, infer_roles(table), body, uri)
        found += [finding for check in _CHECKS for finding in check(examined)]
    facts = source.read_facts(uri)
    if facts is not None:
        found += [*check_macros(facts, uri), *check_workbook_privacy(facts, uri)]
    return tuple(found)


def _resource(uri: str) -> Resource:
    return Resource(
        name=Slug("inventory"),
        path=uri,
        file_type=uri.rpartition(".")[2].lower(),
        title=LocalizedText("保有データの一覧"),
        description=None,
        encoding=None,
        dialect=Dialect(),
        schema=None,
        layer=None,
    )
