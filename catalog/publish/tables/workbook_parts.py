"""The parts of a workbook that aren't cells: what is in it, how cells look, and where its parts are.

There are no document properties: nobody's name and no time of writing can be in them.

Source: ECMA-376 part 1 (SpreadsheetML) and part 2 (packages).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import IntEnum
from xml.sax.saxutils import escape, quoteattr

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_NOT_IN_SHEET_NAMES = re.compile(r"[\x00-\x1f\x7f\[\]:*?/\\\ud800-\udfff\ufffe\uffff]")
_SHEET_NAME_LIMIT = 31


class Style(IntEnum):
    """How a cell looks: a position in the list of formats. Numbers with one to :data:`DECIMALS` decimals follow."""

    GENERAL = 0
    TEXT = 1
    HEADING = 2
    INTEGER = 3
    DATE = 4
    DATETIME = 5
    TIME = 6


DECIMALS = 9

_TEXT_FORMAT, _INTEGER_FORMAT, _TIME_FORMAT, _OWN_FORMATS = 49, 1, 21, 164


def decimal_style(decimals: int) -> int:
    """Return the style of numbers that all have so many decimals; 0 is :attr:`Style.GENERAL`."""
    return int(Style.TIME) + decimals if 0 < decimals <= DECIMALS else int(Style.GENERAL)


def package_parts(sheet_names: Sequence[str], filters: Mapping[int, str]) -> dict[str, bytes]:
    """Return every part but the sheets, which are ``xl/worksheets/sheet1.xml`` and so on, by name in the package.

    Arguments:
        sheet_names: As Excel takes them, in order.
        filters: The range that can be filtered, such as ``$A$1:$C$9``, by the 0-based number of the sheet.
    """
    parts = {
        "[Content_Types].xml": _content_types(len(sheet_names)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(sheet_names, filters),
        "xl/_rels/workbook.xml.rels": _relations(
            [*(("worksheet", f"worksheets/sheet{n}.xml") for n in _numbers(sheet_names)), ("styles", "styles.xml")]
        ),
        "xl/styles.xml": _STYLES,
    }
    return {name: (_HEAD + text).encode() for name, text in parts.items()}


def sheet_name(title: str, others: Sequence[str] = ()) -> str:
    """Return *title* as Excel takes it for a sheet: at most 31 UTF-16 units, some characters left out, not taken."""
    name = " ".join(_NOT_IN_SHEET_NAMES.sub(" ", title).split()).strip("' ")
    while len(name.encode("utf-16-le")) > 2 * _SHEET_NAME_LIMIT:
        name = name[:-1]
    name = name.rstrip("' ")
    taken = {"", "history", *(other.casefold() for other in others)}
    return "データ" if name.casefold() in taken else name


def _content_types(sheet_count: int) -> str:
    overrides = {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles"}
    overrides |= {f"/xl/worksheets/sheet{n + 1}.xml": "worksheet" for n in range(sheet_count)}
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(
            f'<Override PartName="{name}" ContentType="{_CONTENT}.{kind}+xml"/>' for name, kind in overrides.items()
        )
        + "</Types>"
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
            for number, (kind, target) in enumerate(targets, start=1)
        )
        + "</Relationships>"
    )


def _workbook(sheet_names: Sequence[str], filters: Mapping[int, str]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(sheet_names, start=1)
    )
    names = ""
    for index, cells in filters.items():
        sheet = escape("'" + sheet_names[index].replace("'", "''") + "'")
        names += f'<definedName name="_xlnm._FilterDatabase" localSheetId="{index}" hidden="1">{sheet}!{cells}'
        names += f'</definedName><definedName name="_xlnm.Print_Titles" localSheetId="{index}">{sheet}!$1:$1'
        names += "</definedName>"  # the headings on every page that is printed
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{sheets}</sheets><definedNames>{names}</definedNames></workbook>"
    )


def _numbers(names: Sequence[str]) -> range:
    return range(1, len(names) + 1)


def _styles() -> str:
    # Text has the format "text" (@), so that a code keeps its zeros when somebody edits its cell.
    own = ["yyyy\\-mm\\-dd", "yyyy\\-mm\\-dd\\ hh:mm:ss", *("0." + "0" * n for n in range(1, DECIMALS + 1))]
    formats = [0, _TEXT_FORMAT, _TEXT_FORMAT, _INTEGER_FORMAT, _OWN_FORMATS, _OWN_FORMATS + 1, _TIME_FORMAT]
    formats += range(_OWN_FORMATS + 2, _OWN_FORMATS + 2 + DECIMALS)
    cells = "".join(
        f'<xf numFmtId="{number}" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"'
        ' applyFill="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>'
        if position == Style.HEADING
        else f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for position, number in enumerate(formats)
    )
    font = '<sz val="11"/><name val="游ゴシック"/><family val="3"/><charset val="128"/></font>'
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="{len(own)}">'
        + "".join(f'<numFmt numFmtId="{_OWN_FORMATS + n}" formatCode="{code}"/>' for n, code in enumerate(own))
        + f'</numFmts><fonts count="2"><font>{font}<font><b/>{font}</fonts>'
        '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
        '</fill><fill><patternFill patternType="solid"><fgColor rgb="FFE6E6E6"/></patternFill></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(formats)}">{cells}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


_STYLES = _styles()
