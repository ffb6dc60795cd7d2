"""What has exactly one right way to be mended in a file, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from catalog.findings import Findings, Location


class RepairKind(Enum):
    """Kinds of repairs, in the order in which they are told."""

    ENCODING = "encoding"
    """CP932 or UTF-16 that nobody declared → UTF-8 with a byte order mark, which Excel opens as well."""
    ENCODING_KEY = "encoding-key"
    """``encoding`` in the descriptor → what the file is in."""
    HEADER_ROWS = "header-rows"
    """``headerRows`` in the descriptor → the row in which the headings are now."""
    NEWLINES = "newlines"
    """Line ends of several kinds → the most frequent one."""
    PROPERTY = "property"
    """What names a person in the properties of a workbook → empty."""
    ROW_ABOVE = "row-above"
    """Empty rows above headings that have to be in the first row → left out."""
    EMPTY_COLUMN = "empty-column"
    """An empty column at the right → left out."""
    EMPTY_ROW = "empty-row"
    """An empty row at the end → left out."""
    HEADING_SPACES = "heading-spaces"
    """名　　称 → 名称."""
    SPACES = "spaces"
    """Blanks around a text → nothing."""
    FULL_WIDTH = "full-width"
    """１２３ → 123, in numbers and codes."""
    THOUSANDS = "thousands"
    """1,234 → 1234."""
    NEGATIVE_SIGN = "negative-sign"
    """△5 → -5."""
    ERA_DATE = "era-date"
    """令和6年4月1日 → 2024-04-01."""
    DATE = "date"
    """2024/4/1 → 2024-04-01."""
    ZERO_LOST = "zero-lost"
    """32018 → 032018, where the check digit proves it."""
    SWAPPED = "swapped"
    """Latitude and longitude of a point, each in the other's column → exchanged."""


@dataclass(frozen=True, slots=True)
class CellEdit:
    """A cell that is to be written anew.

    Attributes:
        row: As Excel shows it, from 1.
        column: Position from 0.
        heading: Of the column, as written.
        before, after: The whole text of the cell; not fit to be shown, it may be about a person.
    """

    row: int
    column: int
    heading: str
    before: str
    after: str
    kind: RepairKind


@dataclass(frozen=True, slots=True)
class RepairPlan:
    """All that is to be done to one table in a file.

    Attributes:
        edits: At most one for each cell, in reading order.
        rows: Rows that are left out, from 1, each with why.
        width: Columns that are kept; ``None`` for all of them.
        is_newline_mixed: Line ends are to be made the same.
        encoding: The codec that the file is in, where it is to be in UTF-8; ``None`` where it stays in its own.
    """

    edits: tuple[CellEdit, ...] = ()
    rows: Mapping[int, RepairKind] = field(default_factory=dict)
    width: int | None = None
    is_newline_mixed: bool = False
    encoding: str | None = None

    def __bool__(self) -> bool:
        """Return whether there is anything to do."""
        whole = self.width is not None or self.is_newline_mixed or self.encoding is not None
        return bool(self.edits or self.rows or whole)


@dataclass(frozen=True, slots=True)
class Repair:
    """One repair, fit to be shown.

    Attributes:
        before, after: What stands there and what is to stand there, cut where it is long; ``None`` where there is
            nothing to show.
        detail: More closely what it is: the kind of a property (``creator``), how line ends become (``crlf``).
        count: Rows or columns from the location on that it is about.
        is_hidden: The texts may be about a person, so that they aren't here.
        is_by_hand: It can't be written here: somebody has to make it in Excel.
    """

    kind: RepairKind
    location: Location
    before: str | None = None
    after: str | None = None
    detail: str | None = None
    count: int = 1
    is_hidden: bool = False
    is_by_hand: bool = False


class RepairTrouble(Enum):
    """Why a file can't be looked at, or can't be written."""

    DESCRIPTOR = "descriptor"
    """The descriptor has mistakes, so that it isn't known what the file should be."""
    KIND = "kind"
    """It is no table that repairs are known for."""
    LINK = "link"
    """It is a link or a special file."""
    UNSURE = "unsure"
    """What was written anew wouldn't be the same table with nothing but the repairs in it."""
    CHANGED = "changed"
    """Somebody else has written the file meanwhile."""
    UNWRITABLE = "unwritable"
    """It can't be written."""


@dataclass(frozen=True, slots=True)
class FileRepairs:
    """What there was to repair in one file.

    Attributes:
        path: '/'-relative to the folder of the catalog, or as it was given.
        is_written: The repairs, but for those by hand, are in the file now.
        findings: Why the file can't be read.
        trouble: Why there is nothing more to say, or why nothing was written; ``None`` where all is well.
    """

    path: str
    repairs: tuple[Repair, ...] = ()
    is_written: bool = False
    findings: Findings = ()
    trouble: RepairTrouble | None = None

    @property
    def waiting(self) -> tuple[Repair, ...]:
        """The repairs that aren't in the file."""
        return tuple(repair for repair in self.repairs if repair.is_by_hand or not self.is_written)
