"""Characters that were lost or damaged on their way into the file, and how the file is written."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from catalog.check.asked_cells import like
from catalog.check.examined import Column, Examined
from catalog.findings import Finding, Findings, Location, shown
from catalog.model.dataset import Resource
from catalog.model.records import TextFormat
from catalog.notation.characters import CONTROLS

_JAPANESE = re.compile("[\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60]")
_JAPANESE_CELL = "[\u3041-\u30ff\u4e00-\u9fff]"
_LOST = "\ufffd"
_HALF_WIDTH_KANA = "[\uff66-\uff9f]"  # Letters: a half-width middle dot or comma alone is no kana to anybody.
_QUESTION_MARKS = r"^\s*[?？]{3,}\s*$"
_MOSTLY = 0.5
_READING = re.compile("カナ|ｶﾅ|フリガナ|ふりがな|よみ|読み|kana", re.IGNORECASE)

# The first bytes of kana and common kanji in UTF-8, as CP932 reads them with the byte that follows.
_UTF8_AS_CP932 = "[縺繧繝譁蜷蟶蟯螟荳莠逕髢邱驛蜿譛蛻蝨豌遉蟾]"
# First bytes of Japanese in UTF-8, followed by one that only continues a character.
_UTF8_AS_LATIN = "[ãäåæçèéï][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
# Two first bytes of kana or common kanji in CP932.
_CP932_AS_LATIN = "[\u0081-\u009fŠ‹ŒŽ‘’“”•–—˜™š›œžŸ€‚ƒ„…†‡ˆ‰].*[\u0081-\u009fŠ‹ŒŽ‘’“”•–—˜™š›œžŸ€‚ƒ„…†‡ˆ‰]"
_SUSPICIOUS = f"{_UTF8_AS_CP932}|{_UTF8_AS_LATIN}|{_CP932_AS_LATIN}"
_MAX_TRIED = 300
"""Characters of a cell that are tried: enough to be certain."""
_LOST_RUN = re.compile("[?\ufffd]*\ufffd[?\ufffd]*")
# What a program writes for a character that its encoding lacks, and what was copied out of the source of a web page.
_REFERENCE = "&(?:#[0-9]{2,7}|#[xX][0-9A-Fa-f]{2,6}|amp|nbsp|quot|lt|gt);"
_MARKUP = "<(?:/?[A-Za-z][A-Za-z0-9]*|!--)"
_IS_REFERENCE = like(_REFERENCE) & ~like(_MARKUP)


def check_characters(examined: Examined) -> Findings:
    """Return the cells and headings with characters that were lost or damaged.

    Codes: garbled-text, replacement-character, question-marks, character-reference, control-character, half-width-kana,
    more-in-column.
    """
    return tuple(finding for column in examined.columns for finding in _check(column))


def _check(column: Column) -> Iterator[Finding]:
    if _LOST in column.label:
        yield column.remark("replacement-character", value=shown(column.label.strip()))
    garbled = _garbled(column)
    yield from _told_once(column, garbled)
    lost = [text for text in column.values(like(_LOST)) if text not in garbled]
    yield from column.report({text: ("replacement-character", {"value": column.quoted(text)}) for text in lost})
    marks = column.values(like(_QUESTION_MARKS))
    if marks and column.share(_JAPANESE_CELL) >= _MOSTLY:
        yield from column.report({text: ("question-marks", {"value": column.quoted(text)}) for text in marks})
    yield from _references(column)
    yield from _first_cell(column, CONTROLS, "control-character", garbled)
    if not _READING.search(column.heading):
        yield from _first_cell(column, _HALF_WIDTH_KANA, "half-width-kana", garbled)


def _garbled(column: Column) -> dict[str, str]:
    """Return the garbled cells, each with what was meant."""
    found: dict[str, str] = {}
    for text in column.values(like(_SUSPICIOUS)):
        meant = find_garbled(text)
        if meant is not None:
            found[text] = meant
    return found


def _references(column: Column) -> Iterator[Finding]:
    """Tell once a column of characters that are written as in HTML; where there is markup, that is what it is."""
    odd = column.values(_IS_REFERENCE)
    if odd:
        hits = column.cells.is_in(odd).fill_null(False)
        params = {
            "value": column.quoted(odd[0]),
            "expected": column.quoted(html.unescape(odd[0])),
            "count": f"{int(hits.sum()):,}",
        }
        yield Finding("character-reference", column.cell(hits.arg_max() or 0), params)


def _told_once(column: Column, garbled: dict[str, str]) -> Iterator[Finding]:
    """Tell of a column's garbled texts at the first of them: what was read wrongly was all read at one time."""
    heading = find_garbled(column.label)
    if heading is None and not garbled:
        return
    hits = column.cells.is_in(list(garbled)).fill_null(False)
    count = int(hits.sum()) + (heading is not None)
    if heading is not None:
        value, expected, place = shown(column.label.strip()), shown(heading), column.place
    else:
        text = next(iter(garbled))
        value, expected, place = column.quoted(text), column.quoted(garbled[text]), column.cell(hits.arg_max() or 0)
    yield Finding("garbled-text", place, {"value": value, "expected": expected, "count": f"{count:,}"})


def _first_cell(column: Column, pattern: str, code: str, garbled: dict[str, str]) -> Iterator[Finding]:
    """Tell once a column, at the first cell, of characters that aren't a sign of something worse."""
    odd = [text for text in column.values(like(pattern)) if text not in garbled]
    if not odd:
        return
    hits = column.cells.is_in(odd).fill_null(False)
    yield Finding(code, column.cell(hits.arg_max() or 0), {"count": f"{int(hits.sum()):,}"})


def find_garbled(text: str) -> str | None:
    """Return what *text* was before it was read in a wrong encoding (文字化け), or ``None`` where it is no such text.

    It is tried, not guessed: encoded as it was misread, it has to be Japanese in the encoding that it really had. Some
    characters may be missing where bytes were lost.
    """
    if text.isascii() or not re.search(_SUSPICIOUS, text):
        return None
    start = text[:_MAX_TRIED].strip()
    for data, codec in _bytes_again(start):
        meant = _LOST_RUN.sub(_LOST, data.decode(codec, errors="replace")).strip()
        if _is_japanese(meant):
            return meant.replace(_LOST, "?")
    return None


def _bytes_again(text: str) -> Iterator[tuple[bytes, str]]:
    """Yield the bytes that *text* may have been read from, each with the encoding that they really are in."""
    if _JAPANESE.search(text):
        # Windows puts a middle dot where a byte could not be read.
        yield text.replace(_LOST, "?").replace("・", "?").encode("cp932", errors="replace"), "utf-8"
        return
    data = _latin_bytes(text)
    if data is not None:
        yield data, "utf-8"
        yield data, "cp932"


def _latin_bytes(text: str) -> bytes | None:
    # What Windows calls Latin 1 has no signs for five bytes, which browsers and databases let through.
    found = bytearray()
    for character in text:
        if ord(character) < 0x100:
            found.append(ord(character))
            continue
        try:
            found += character.encode("cp1252")
        except UnicodeEncodeError:
            return None
    return bytes(found)


def _is_japanese(text: str) -> bool:
    japanese = len(_JAPANESE.findall(text))
    lost = text.count(_LOST)
    others = sum(not character.isascii() for character in text) - japanese - lost
    letters = sum(character.isalpha() for character in text)
    return japanese >= 2 and lost * 2 <= japanese and others * 4 <= japanese and japanese * 2 >= letters


def check_text_format(text_format: TextFormat | None, resource: Resource, path: str) -> Findings:
    """Return what is to be said of how a text file is written; a byte order mark is fine.

    Arguments:
        text_format: ``None`` for what isn't a text file.
        resource: Says whether the encoding is declared.
        path: '/'-relative to the folder of the catalog.

    Codes: newlines-mixed, encoding-unusual, encoding-not-declared.
    """
    if text_format is None:
        return ()
    place = Location(path)
    found = []
    if text_format.newline == "mixed":
        found.append(Finding("newlines-mixed", place))
    if text_format.encoding.startswith("utf-16"):
        found.append(Finding("encoding-unusual", place))
    elif text_format.encoding == "cp932" and resource.encoding is None:
        found.append(Finding("encoding-not-declared", place))
    return tuple(found)
