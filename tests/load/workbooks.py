"""Workbooks made by hand, so that they can be as bad as files get."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from catalog.findings import Finding
from catalog.load.workbooks import Workbook, WorkbookKind, read_workbook

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
WORKBOOK = "xl/workbook.xml"


def relations(*targets: tuple[str, str, str]) -> str:
    """Return a relationships part of (id, type, target)."""
    items = "".join(
        f'<Relationship Id="{i}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for i, kind, target in targets
    )
    return f'<Relationships xmlns="{_RELATIONS}">{items}</Relationships>'


def sheet_xml(rows: str, before: str = "", after: str = "") -> str:
    """Return a worksheet with *rows* as its data."""
    return f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def strings_xml(*texts: str) -> str:
    """Return shared strings; each text is the inside of an ``si`` element."""
    return f'<sst xmlns="{_MAIN}">' + "".join(f"<si>{text}</si>" for text in texts) + "</sst>"


def styles_xml(*codes: str) -> str:
    """Return styles, one for each number format; the first is of the number 0, for cells without a style."""
    formats = "".join(f'<numFmt numFmtId="{164 + i}" formatCode="{code}"/>' for i, code in enumerate(codes))
    cells = "".join(f'<xf numFmtId="{164 + i}"/>' for i in range(len(codes)))
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts>{formats}</numFmts>'
        f'<cellXfs><xf numFmtId="0"/>{cells}</cellXfs></styleSheet>'
    )


def parts(rows: str, more: Mapping[str, str] = {}, properties: str = "") -> dict[str, bytes]:
    """Return the parts of a workbook with one sheet, 施設; *more* replaces or adds parts, ``""`` takes one away."""
    sheet = f'<sheet name="施設" sheetId="1" r:id="rId1" xmlns:r="{_OFFICE}"/>'
    made = {
        "[Content_Types].xml": f'<Types><Override PartName="/{WORKBOOK}" ContentType="{_TYPE}"/></Types>',
        "_rels/.rels": relations(("rId1", "officeDocument", WORKBOOK)),
        WORKBOOK: f'<workbook xmlns="{_MAIN}">{properties}<sheets>{sheet}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "styles", "styles.xml"),
            ("rId3", "sharedStrings", "sharedStrings.xml"),
        ),
        SHEET: sheet_xml(rows),
    }
    return {name: text.encode() for name, text in {**made, **more}.items() if text}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of *files*."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """Return the files in a ZIP."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def xlsx(rows: str, more: Mapping[str, str] = {}, properties: str = "") -> bytes:
    """Return a workbook; see :func:`parts`."""
    return zipped(parts(rows, more, properties))


def saved(fill: Callable[[Worksheet], object]) -> bytes:
    """Return a workbook that openpyxl writes after *fill*."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "施設"
    fill(sheet)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def read(data: bytes, kind: WorkbookKind = "xlsx") -> Workbook:
    """Return the workbook in *data*, which must be readable."""
    workbook, findings = read_workbook(data, kind, "list")
    assert findings == ()
    assert workbook is not None
    return workbook


def rows_of(data: bytes, kind: WorkbookKind = "xlsx") -> list[tuple[str | None, ...]]:
    """Return the rows of the first sheet."""
    workbook = read(data, kind)
    return workbook.records(workbook.sheet_names[0]).frame.rows()


def refusal(data: bytes, kind: WorkbookKind = "xlsx") -> str:
    """Return the code of the finding that says why *data* isn't read."""
    workbook, findings = read_workbook(data, kind, "list")
    assert workbook is None
    [finding] = findings
    assert isinstance(finding, Finding)
    return finding.code


# OpenDocument

_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def ods(rows: str, styles: str = "", name: str = "施設", more: Mapping[str, bytes] = {}) -> bytes:
    """Return an OpenDocument workbook with one sheet of *rows*; its style is ``ta1``."""
    prefixes = "".join(
        f' xmlns:{prefix}="{_ODF}:{prefix}:1.0"' for prefix in ("office", "table", "text", "style", "draw")
    )
    content = (
        f'<office:document-content{prefixes} xmlns:calcext="urn:calcext">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="{name}" table:style-name="ta1">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"content.xml": content.encode(), **more})


# Old Excel


def record(kind: int, data: bytes = b"") -> bytes:
    """Return a record of BIFF."""
    return struct.pack("<HH", kind, len(data)) + data


def wide(text: str, length: str = "<H") -> bytes:
    """Return a text of BIFF8 with its length before it."""
    return struct.pack(length, len(text)) + b"\1" + text.encode("utf-16-le")


def biff(cells: Iterable[bytes], common: Iterable[bytes] = (), hidden: int = 0) -> bytes:
    """Return the stream of a workbook with one sheet, 施設."""
    begin = struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0)
    name = wide("施設", "<B")
    head = record(0x809, begin) + b"".join(common)
    position = len(head) + 4 + 6 + len(name) + 4
    sheet = record(0x809, begin) + b"".join(cells) + record(0x0A)
    return head + record(0x85, struct.pack("<IBB", position, hidden, 0) + name) + record(0x0A) + sheet


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file with *streams*, each padded so that it isn't small."""
    padded = [(name, data.ljust(4096, b"\0")) for name, data in streams.items()]
    sectors: list[bytes] = []
    table: list[int] = []

    def store(data: bytes) -> int:
        start, chunks = len(sectors), [data[i : i + 512].ljust(512, b"\0") for i in range(0, len(data), 512)]
        sectors.extend(chunks)
        table.extend([*range(start + 1, start + len(chunks)), 0xFFFFFFFE])
        return start

    entries = [_entry("Root Entry", 5, 1 if padded else 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFE, 0)]
    for index, (name, data) in enumerate(padded):
        following = index + 2 if index + 1 < len(padded) else 0xFFFFFFFF
        entries.append(_entry(name, 2, 0xFFFFFFFF, following, store(data), len(data)))
    directory = store(b"".join(entries))
    table_sectors = -(-len(table) // 127)
    start = len(sectors)
    table += [0xFFFFFFFD] * table_sectors
    packed = b"".join(struct.pack("<I", number) for number in table).ljust(table_sectors * 512, b"\xff")
    places = [*range(start, start + table_sectors), *[0xFFFFFFFF] * 109][:109]
    header = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack("<7I", table_sectors, directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE) + bytes(4)
    return header + struct.pack("<109I", *places) + b"".join(sectors) + packed


def _entry(name: str, kind: int, child: int, following: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le")
    head = encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded) + 2, kind, 1)
    return head + struct.pack("<III", 0xFFFFFFFF, following, child) + bytes(36) + struct.pack("<IIxxxx", start, size)
