"""What a workbook holds beside the text of its cells: what makes it hard to read for programs, and who made it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from catalog.model.records import CellRange


@dataclass(frozen=True, slots=True, repr=False)
class PersonalText:
    """A text that may name a person: no log, message or page shows it.

    Attributes:
        text: To be compared with others, never to be shown.
    """

    text: str

    def __repr__(self) -> str:
        return "PersonalText(…)"

    def __str__(self) -> str:
        return "…"


class PropertyKind(Enum):
    """What a document property says of a person or an organization."""

    CREATOR = "creator"
    LAST_EDITOR = "last-editor"
    COMPANY = "company"
    MANAGER = "manager"
    COMMENT_AUTHOR = "comment-author"
    PERSON = "person"
    REVISION_AUTHOR = "revision-author"
    REFRESHER = "refresher"
    """Who last brought a pivot table up to date."""
    WRITER = "writer"
    """Who asked that the file be opened read-only."""
    FOLDER = "folder"
    """The folder on the author's machine; on Windows it often has the account's name."""


@dataclass(frozen=True, slots=True)
class PersonalProperty:
    """A property with a value, and the part of the archive that it stands in (``docProps/core.xml``)."""

    kind: PropertyKind
    part: str
    value: PersonalText


@dataclass(frozen=True, slots=True)
class CellList:
    """Some cells of a kind.

    Attributes:
        count: How many there are.
        first: The first few as Excel names them, in reading order.
    """

    count: int = 0
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitFormat:
    """Cells of a column whose number format shows a unit that isn't in their value.

    Attributes:
        column: From 1.
        unit: ``円``, ``人``, ``%``.
        rows: First and last rows of the first blocks of such cells.
    """

    column: int
    unit: str
    count: int
    rows: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ColouredCells:
    """Cells of a column that look alike; in its column others look different.

    Attributes:
        column: From 1.
        fill: Colour of the fill, as the workbook writes it (``FFFFFF00``, ``theme 4 0.4``); ``None`` for white or none.
        font: Colour of the letters; ``None`` for black.
        rows: First and last rows of the first blocks of such cells.
    """

    column: int
    fill: str | None
    font: str | None
    count: int
    rows: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What one worksheet holds beside text; what isn't known is ``None``.

    Attributes:
        hidden_rows, hidden_columns: First and last numbers of each block, from 1. Rows that a filter hides are among
            them; so are blocks without any content.
        outlined_rows, outlined_columns: Blocks that can be folded away.
        formulas: Cells with a formula.
        outside_formulas: Those of them that refer to another workbook.
        comments: Cells with a comment or note.
        pictures, charts, shapes: How many lie on the sheet.
        coloured: Columns whose cells don't all look alike, each look of them; cells without content don't count.
        conditional_formats: Ranges with colours that depend on values.
        autofilter: The range that is filtered.
        data_validations: Number of rules on what may be typed.
    """

    name: str
    is_hidden: bool
    merged: tuple[CellRange, ...] = ()
    hidden_rows: tuple[tuple[int, int], ...] = ()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    outlined_rows: tuple[tuple[int, int], ...] = ()
    outlined_columns: tuple[tuple[int, int], ...] = ()
    formulas: CellList = CellList()
    outside_formulas: CellList = CellList()
    comments: CellList | None = None
    pictures: int | None = None
    charts: int | None = None
    shapes: int | None = None
    units: tuple[UnitFormat, ...] = ()
    coloured: tuple[ColouredCells, ...] = ()
    conditional_formats: tuple[str, ...] = ()
    autofilter: str | None = None
    data_validations: int | None = None


@dataclass(frozen=True, slots=True)
class WorkbookFacts:
    """What a workbook holds beside the text of its cells; what isn't known is ``None``.

    Attributes:
        personal: Properties that name, or may name, a person. ``None``: this kind of file wasn't searched for them.
        title: As in the document properties.
        defined_names: Number of names for cells and ranges.
        external_links: Number of other workbooks that formulas refer to.
        custom_properties: Names of properties that somebody added.
        has_threaded_comments: There are comments with replies, which list their authors.
    """

    sheets: tuple[SheetFacts, ...]
    personal: tuple[PersonalProperty, ...] | None = None
    title: PersonalText | None = None
    defined_names: int = 0
    external_links: int = 0
    is_1904: bool = False
    has_macros: bool = False
    custom_properties: tuple[str, ...] = ()
    has_threaded_comments: bool = False

    @property
    def hidden_sheets(self) -> tuple[str, ...]:
        """Names of the sheets that are hidden."""
        return tuple(sheet.name for sheet in self.sheets if sheet.is_hidden)
