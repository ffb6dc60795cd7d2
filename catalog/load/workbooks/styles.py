"""Styles of cells: number formats, fills and font colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from catalog.load.workbooks.archive import Archive
from catalog.load.workbooks.number_formats import BUILT_IN, NumberFormat, parse_format
from catalog.load.workbooks.refusals import NotReadable
from catalog.load.workbooks.xml_events import check_depth, local, parse_xml

MAX_STYLES = 100_000

# What a page has without anybody choosing it: black letters on white.
_PLAIN_FILLS = frozenset(("FFFFFFFF", "00FFFFFF", "theme 0", "indexed 9", "indexed 64", "indexed 65"))
_PLAIN_FONTS = frozenset(("FF000000", "00000000", "theme 1", "indexed 8", "indexed 64"))


@dataclass(frozen=True, slots=True)
class Style:
    """How cells look.

    Attributes:
        fill: Colour of a solid fill: ``FFFFFF00`` (alpha, red, green, blue), ``theme 4 0.4`` (with tint), ``indexed
            10``; ``None`` for white or none.
        font: Colour of the letters; ``None`` for black.
    """

    number_format: NumberFormat
    fill: str | None
    font: str | None


PLAIN = Style(parse_format("General"), None, None)


@dataclass(slots=True)
class _Reader:
    codes: dict[int, str] = field(default_factory=dict)
    fonts: list[str | None] = field(default_factory=list)
    fills: list[str | None] = field(default_factory=list)
    formats: list[Mapping[str, str]] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    is_solid: bool = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.path.append(local(name))
        check_depth(self.path)
        if len(self.formats) > MAX_STYLES or len(self.fonts) > MAX_STYLES or len(self.fills) > MAX_STYLES:
            raise NotReadable
        match self.path[1:]:
            case ["numFmts", "numFmt"]:
                self.codes[_number(attributes, "numFmtId")] = attributes.get("formatCode", "")
            case ["fonts", "font"]:
                self.fonts.append(None)
            case ["fonts", "font", "color"] if self.fonts:
                self.fonts[-1] = _colour(attributes, _PLAIN_FONTS)
            case ["fills", "fill"]:
                self.fills.append(None)
            case ["fills", "fill", "patternFill"]:
                self.is_solid = attributes.get("patternType") == "solid"
            case ["fills", "fill", "patternFill", "fgColor"] if self.fills and self.is_solid:
                self.fills[-1] = _colour(attributes, _PLAIN_FILLS)
            case ["cellXfs", "xf"]:
                self.formats.append(dict(attributes))

    def end(self, _: str) -> None:
        self.path.pop()

    def styles(self) -> list[Style]:
        return [
            Style(
                parse_format(self._code(_number(attributes, "numFmtId"))),
                _at(self.fills, _number(attributes, "fillId")),
                _at(self.fonts, _number(attributes, "fontId")),
            )
            for attributes in self.formats
        ]

    def _code(self, number: int) -> str:
        return self.codes.get(number) or BUILT_IN.get(number, "General")


def read_styles(archive: Archive, part: str | None) -> list[Style]:
    """Return the styles that cells refer to by their position; none if there is no such part.

    Raises:
        NotReadable, TooLarge, Encrypted: The part isn't what Excel would have written.
    """
    if part is None or part not in archive:
        return []
    reader = _Reader()
    parse_xml([archive.read(part)], reader.start, reader.end)
    return reader.styles()


def _number(attributes: Mapping[str, str], name: str) -> int:
    text = attributes.get(name, "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _colour(attributes: Mapping[str, str], plain: frozenset[str]) -> str | None:
    if "rgb" in attributes:
        colour = attributes["rgb"].upper()[:8]
    elif "theme" in attributes:
        tint = attributes.get("tint", "0")[:5]
        colour = f"theme {attributes['theme'][:3]}" + ("" if tint.strip("-0.") == "" else f" {tint}")
    elif "indexed" in attributes:
        colour = f"indexed {attributes['indexed'][:3]}"
    else:
        return None
    return None if colour in plain else colour


def _at(colours: list[str | None], index: int) -> str | None:
    return colours[index] if index < len(colours) else None
