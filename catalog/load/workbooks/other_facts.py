"""What old Excel workbooks (XLS) and OpenDocument workbooks (ODS) hold beside text, as far as it is found cheaply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from catalog.load.workbooks.archive import Archive
from catalog.load.workbooks.compound import CompoundFile
from catalog.load.workbooks.excel_2003_xml import read_excel_2003_xml
from catalog.load.workbooks.gather import Gathered
from catalog.load.workbooks.old_excel import gather_old_excel, read_globals, read_workbook_stream
from catalog.load.workbooks.opendocument import check_encryption, gather_opendocument
from catalog.load.workbooks.sheets import Sheet
from catalog.load.workbooks.xml_events import check_depth, local, parse_xml
from catalog.model.workbook import PersonalProperty, PersonalText, PropertyKind, SheetFacts, WorkbookFacts

_META = "meta.xml"
_MACROS = "_VBA_PROJECT_CUR"
_PEOPLE = {
    "initial-creator": PropertyKind.CREATOR,
    "creator": PropertyKind.LAST_EDITOR,
    "printed-by": PropertyKind.LAST_EDITOR,
}


def read_opendocument_facts(data: bytes) -> WorkbookFacts:
    """Return what the OpenDocument workbook in *data* holds beside text; authors of comments aren't looked for.

    Raises:
        NotReadable, TooLarge, Encrypted: It can't be read.
    """
    archive = Archive(data)
    check_encryption(archive)
    meta = _Meta()
    if _META in archive:
        parse_xml([archive.read(_META)], meta.start, meta.end, meta.characters)
    return WorkbookFacts(
        sheets=_sheets(gather_opendocument(archive, lambda _: True)),
        personal=tuple(meta.people),
        title=PersonalText(meta.title) if meta.title else None,
        has_macros=any(name.startswith("Basic/") for name in archive.names),
        custom_properties=tuple(meta.names),
    )


def read_old_excel_facts(data: bytes) -> WorkbookFacts:
    """Return what the old Excel workbook in *data* holds beside text; who made it isn't looked for.

    Raises:
        NotReadable, TooLarge, Encrypted: It can't be read.
    """
    container = CompoundFile(data)
    stream = read_workbook_stream(container)
    common = read_globals(stream)
    sheets = _sheets(gather_old_excel(stream, common, lambda _: True))
    return WorkbookFacts(sheets, is_1904=common.is_1904, has_macros=_MACROS in container)


def read_excel_2003_xml_facts(data: bytes) -> WorkbookFacts:
    """Return what the XML spreadsheet of Excel 2003 in *data* holds beside text; who made it isn't looked for.

    Raises:
        NotReadable, TooLarge: It can't be read.
    """
    return WorkbookFacts(_sheets(read_excel_2003_xml(data, lambda _: True)))


def _sheets(sheets: Iterable[tuple[Sheet, Gathered | None]]) -> tuple[SheetFacts, ...]:
    return tuple(_facts(sheet, gathered) for sheet, gathered in sheets if gathered is not None)


def _facts(sheet: Sheet, gathered: Gathered) -> SheetFacts:
    return SheetFacts(
        sheet.name,
        sheet.is_hidden,
        merged=tuple(gathered.merged),
        hidden_rows=tuple(gathered.hidden_rows),
        hidden_columns=tuple(gathered.hidden_columns),
        formulas=gathered.formulas.list(),
        outside_formulas=gathered.outside_formulas.list(),
        comments=gathered.comments.list(),
    )


@dataclass(slots=True)
class _Meta:
    """Handlers for ``meta.xml``."""

    people: list[PersonalProperty] = field(default_factory=list)
    title: str = ""
    names: list[str] = field(default_factory=list)
    _path: list[str] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)

    def start(self, qualified: str, attributes: Mapping[str, str]) -> None:
        self._path.append(local(qualified))
        check_depth(self._path)
        self._text = []
        if self._path[-1] == "user-defined" and len(self.names) < 100:
            self.names.append(attributes.get("meta:name", ""))

    def characters(self, text: str) -> None:
        self._text.append(text)

    def end(self, _: str) -> None:
        name, text = self._path.pop(), "".join(self._text).strip()
        kind = _PEOPLE.get(name)
        if kind is not None and text:
            self.people.append(PersonalProperty(kind, _META, PersonalText(text)))
        elif name == "title":
            self.title = text
        self._text = []
