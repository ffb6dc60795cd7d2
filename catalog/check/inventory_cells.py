"""The cells of an inventory, by what they are."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from catalog.check.personal import HIDDEN, is_personal
from catalog.findings import Finding, Location, shown
from catalog.model.inventory import PlannedTime
from catalog.model.table import Table
from catalog.model.text import LocalizedText
from catalog.notation.dates import fiscal_year_period, parse_date, parse_fiscal_year, parse_year_month
from catalog.standards.inventory_words import read_inventory_words


@dataclass(frozen=True, slots=True)
class InventoryColumns:
    """A table of which it is known what each column is: ``places`` has the index of a column by its id."""

    table: Table
    path: str
    places: Mapping[str, int]

    @property
    def whole(self) -> Location:
        """The place of the whole table."""
        return Location(self.path, sheet=self.table.sheet)

    def rows(self) -> Iterator[Cells]:
        """Yield the cells of each row."""
        for index, row in enumerate(self.table.frame.iter_rows()):
            texts = {id: (row[place] or "").strip() for id, place in self.places.items()}
            yield Cells(self, index, texts)


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of the 0-based *index*-th row that somebody may ask for, by the id of their column."""

    columns: InventoryColumns
    index: int
    texts: Mapping[str, str]

    @property
    def row(self) -> int:
        """The row as Excel counts."""
        return self.columns.table.row_number(self.index)

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in the row."""
        return not any(self.texts.values())

    def text(self, id: str) -> str | None:
        """Return what stands in a cell, ``None`` for nothing."""
        return self.texts.get(id) or None

    def localized(self, id: str) -> LocalizedText | None:
        """Return the text of a cell and its translation; without Japanese, there is none."""
        japanese = self.text(id)
        return LocalizedText(japanese, self.text(f"{id}@en")) if japanese is not None else None

    def day(self, id: str, findings: list[Finding]) -> date | None:
        """Return the day in a cell.

        Codes: inventory-date.
        """
        text = self.text(id)
        day = parse_date(text) if text is not None else None
        if text is not None and day is None:
            findings.append(self._no_date(id, text))
        return day

    def planned(self, id: str, findings: list[Finding]) -> PlannedTime | None:
        """Return the day, month or fiscal year in a cell.

        Codes: inventory-date.
        """
        text = self.text(id)
        time = parse_planned(text) if text is not None else None
        if text is not None and time is None:
            findings.append(self._no_date(id, text))
        return time

    def _no_date(self, id: str, text: str) -> Finding:
        return self.finding("inventory-date", id, heading=self.heading(id), value=self.quoted(text))

    def quoted(self, text: str) -> str:
        """Return *text* for a message, hidden where it may be about a person."""
        return HIDDEN if is_personal("", text) else shown(text)

    def heading(self, id: str) -> str:
        """Return what a column is called: as in the file, or as it should be."""
        place = self.columns.places.get(id)
        label = read_inventory_words().headings.labels[id].ja
        return label if place is None else shown(self.columns.table.labels[place].strip())

    def finding(self, code: str, id: str, **params: str) -> Finding:
        """Return a finding at a cell, or at the row where the file has no such column."""
        table, place = self.columns.table, self.columns.places.get(id)
        cell = f"{table.letters(place)}{self.row}" if place is not None else None
        name = self.heading(id) if place is not None else None
        return Finding(
            code, Location(self.columns.path, sheet=table.sheet, row=self.row, field=name, cell=cell), params
        )


def parse_planned(text: str) -> PlannedTime | None:
    """Return when *text* says that something is planned: a day, a month or a fiscal year, in any usual notation."""
    day = parse_date(text)
    if day is not None:
        return PlannedTime(day.isoformat(), day, day)
    month = parse_year_month(text)
    if month is not None:
        first = date(*month, 1)
        last = first.replace(day=calendar.monthrange(*month)[1])
        return PlannedTime(first.isoformat()[:7], first, last)
    year = parse_fiscal_year(text)
    if year is None or not 1 < year < 9999:
        return None
    return PlannedTime(f"{year}年度", *fiscal_year_period(year), year)
