"""The inventory of a body (保有データの一覧): from the table that a department keeps to values, or findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from catalog.check.inventory_cells import Cells, InventoryColumns
from catalog.check.words import folded, nearest
from catalog.findings import Finding, Findings, Location, shown
from catalog.infer.headings import heading_key
from catalog.model.inventory import HeldData, HoldingStatus, InventoryWord, is_web_address
from catalog.model.records import Records
from catalog.model.table import Table
from catalog.model.text import LocalizedText
from catalog.standards.inventory_words import WordList, read_inventory_words

MAX_ITEMS = 5_000
REQUIRED = ("name", "status")
_HEADING_ROWS = 20
"""Rows at the top among which the headings are looked for: a title and notes may stand above them."""
_BETWEEN = re.compile(r"[\s、，；]+")
_BETWEEN_NAMES = re.compile(r"[,;]+")
_BETWEEN_REASONS = re.compile(r"[\n,、，;；/／]+")
_UNTRANSLATED_FROM = 1


def find_heading_row(records: Records) -> int:
    """Return the row (as Excel counts) that has the headings of an inventory; 1 where none has."""
    known = _known_headings()
    for number, row in enumerate(records.frame.head(_HEADING_ROWS).iter_rows(), start=1):
        if {known.get(heading_key(cell)) for cell in row if cell} >= set(REQUIRED):
            return number
    return 1


def parse_inventory(table: Table, path: str) -> tuple[tuple[HeldData, ...], Findings]:
    """Return the rows of an inventory, and all that is wrong with them.

    Arguments:
        table: As it was read; its headings may be written in any of the usual ways.
        path: '/'-relative to the folder of the catalog.

    Codes: inventory-too-long, inventory-heading-missing, inventory-extra-heading, inventory-cell-missing,
    inventory-cell-needed, inventory-cell-wanted, inventory-word, inventory-date, inventory-repeated,
    inventory-no-english, duplicate-label.
    """
    if table.row_count > MAX_ITEMS:
        return (), (Finding("inventory-too-long", Location(path, sheet=table.sheet), {"limit": f"{MAX_ITEMS:,}"}),)
    columns, findings = _columns(table, path)
    if columns is None:
        return (), findings
    found = _Found(list(findings))
    for cells in columns.rows():
        _take_row(cells, found)
    found.findings += _untranslated(found.items, columns)
    return tuple(found.items), tuple(found.findings)


@dataclass(slots=True)
class _Found:
    """What was found so far; ``rows`` has the row of each department and name."""

    findings: list[Finding]
    items: list[HeldData] = field(default_factory=list)
    rows: dict[tuple[str, str], int] = field(default_factory=dict)


def _known_headings() -> Mapping[str, str]:
    return {heading_key(word): id for word, id in read_inventory_words().headings.written.items()}


def _columns(table: Table, path: str) -> tuple[InventoryColumns | None, Findings]:
    """Return which column is what.

    Codes: inventory-heading-missing, inventory-extra-heading, duplicate-label.
    """
    headings, known = read_inventory_words().headings, _known_headings()
    places: dict[str, int] = {}
    findings: list[Finding] = []
    row = table.first_data_row - 1
    for index, label in enumerate(table.labels):
        id = known.get(heading_key(label))
        place = Location(
            path, sheet=table.sheet, row=row, field=shown(label) or None, cell=f"{table.letters(index)}{row}"
        )
        if id is None and label.strip():
            free = [each.ja for other, each in headings.labels.items() if other not in places]
            findings.append(
                Finding("inventory-extra-heading", place, {"heading": shown(label), "candidates": nearest(label, free)})
            )
        elif id in places:
            other = f"{table.letters(places[id])}{row}"
            findings.append(Finding("duplicate-label", place, {"label": shown(label), "other_column": other}))
        elif id is not None:
            places[id] = index
    missing = [headings.labels[id].ja for id in REQUIRED if id not in places]
    if missing:
        place = Location(path, sheet=table.sheet, row=row)
        findings += [Finding("inventory-heading-missing", place, {"heading": each}) for each in missing]
        return None, tuple(findings)
    return InventoryColumns(table, path, places), tuple(findings)


def _take_row(cells: Cells, found: _Found) -> None:
    """Add what stands in a row.

    Codes: inventory-cell-missing, inventory-word, inventory-repeated, and those of :func:`_check_needs`.
    """
    if cells.is_blank:
        return
    name, word = cells.localized("name"), cells.text("status")
    for id, text in (("name", name), ("status", word)):
        if text is None:
            found.findings.append(cells.finding("inventory-cell-missing", id, heading=cells.heading(id)))
    if name is None or word is None:
        return
    words = read_inventory_words()
    status_id = find_word(words.statuses, word)
    if status_id is None:
        found.findings.append(_unknown(cells, "status", word, words.statuses))
        return
    reasons, unknown = _reasons(cells.text("reasons"))
    found.findings += [_unknown(cells, "reasons", each, words.reasons) for each in unknown]
    item = HeldData(
        row=cells.row,
        name=name,
        status=HoldingStatus(status_id),
        department=cells.localized("department"),
        about=cells.localized("about"),
        form=_open_word(words.forms, cells.text("form")),
        frequency=_open_word(words.frequencies, cells.text("frequency")),
        places=tuple(dict.fromkeys(_places(cells.text("places") or ""))),
        planned=cells.planned("planned", found.findings),
        reasons=reasons,
        explanation=cells.localized("explanation"),
        confirmed=cells.day("confirmed", found.findings),
    )
    found.findings += _check_needs(item, cells)
    _remember(item, cells, found)


def _places(text: str) -> Iterator[str]:
    """Yield the names and addresses in a cell; an address may have commas in it."""
    for part in _BETWEEN.split(text):
        yield from filter(None, [part] if is_web_address(part) else _BETWEEN_NAMES.split(part))


def _check_needs(item: HeldData, cells: Cells) -> Iterator[Finding]:
    """Yield what the status of a row asks for and isn't there.

    Codes: inventory-cell-needed, inventory-cell-wanted.
    """
    status = read_inventory_words().statuses.labels[item.status.value].ja
    if item.status is HoldingStatus.OPEN and not item.places:
        yield _lacking(cells, "inventory-cell-needed", "places", status)
    if item.status is HoldingStatus.CLOSED and cells.text("reasons") is None:
        yield _lacking(cells, "inventory-cell-needed", "reasons", status)
    if item.status is HoldingStatus.PLANNED and cells.text("planned") is None:
        yield _lacking(cells, "inventory-cell-wanted", "planned", status)
    other = next((reason for reason in item.reasons if reason.id == "other"), None)
    if other is not None and item.explanation is None:
        yield _lacking(cells, "inventory-cell-wanted", "explanation", other.label.ja)


def _lacking(cells: Cells, code: str, id: str, word: str) -> Finding:
    return cells.finding(code, id, heading=cells.heading(id), word=word)


def _remember(item: HeldData, cells: Cells, found: _Found) -> None:
    """Add *item*, and say so where another row has the same name in the same department.

    Codes: inventory-repeated.
    """
    key = (folded(item.department.ja) if item.department else "", folded(item.name.ja))
    if key in found.rows:
        found.findings.append(cells.finding("inventory-repeated", "name", other_row=str(found.rows[key])))
    found.rows.setdefault(key, item.row)
    found.items.append(item)


def _untranslated(items: Iterable[HeldData], columns: InventoryColumns) -> Iterator[Finding]:
    """Yield how many names have no English.

    Codes: inventory-no-english.
    """
    count = sum(not item.name.is_translated for item in items)
    if count >= _UNTRANSLATED_FROM:
        yield Finding("inventory-no-english", columns.whole, {"count": f"{count:,}"})


def find_word(words: WordList, text: str) -> str | None:
    """Return the id of the word that *text* stands for, whatever its width, case and blanks."""
    return _by_key(words).get(heading_key(text))


def _by_key(words: WordList) -> Mapping[str, str]:
    return {heading_key(word): id for word, id in words.written.items()}


def _open_word(words: WordList, text: str | None) -> InventoryWord | None:
    """Return a word of a list that may be another one as well."""
    if text is None:
        return None
    id = find_word(words, text)
    return InventoryWord(id, words.labels[id] if id is not None else LocalizedText(text))


def _reasons(text: str | None) -> tuple[tuple[InventoryWord, ...], list[str]]:
    """Return the reasons in a cell, which may name several, and what is none."""
    if text is None:
        return (), []
    words = read_inventory_words().reasons
    whole = find_word(words, text)
    parts = [text] if whole is not None else [part.strip() for part in _BETWEEN_REASONS.split(text) if part.strip()]
    ids = {part: find_word(words, part) for part in parts}
    known = dict.fromkeys(id for id in ids.values() if id is not None)
    return tuple(InventoryWord(id, words.labels[id]) for id in known), [part for part, id in ids.items() if id is None]


def _unknown(cells: Cells, id: str, text: str, words: WordList) -> Finding:
    """Return the finding that a word isn't in its list.

    Codes: inventory-word.
    """
    labels = [label.ja for label in words.labels.values()]
    params = {"heading": cells.heading(id), "value": cells.quoted(text), "candidates": nearest(text, labels)}
    return cells.finding("inventory-word", id, **params)
