"""Bytes to text without guessing: strict UTF-8, then strict CP932, then a finding."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from catalog.findings import Finding, Location

UTF8_BOM = codecs.BOM_UTF8
UTF16_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UNASSIGNED = "\x80\uf8f0\uf8f1\uf8f2\uf8f3"
"""What CP932 reads bytes as that stand for nothing (0x80, 0xA0, 0xFD to 0xFF)."""

# Kana, kanji of the basic plane, full-width letters, in UTF-8.
_JAPANESE = re.compile(rb"\xe3[\x81-\x83][\x80-\xbf]|[\xe4-\xe9][\x80-\xbf]{2}|\xef[\xbc-\xbd][\x80-\xbf]")

# Two kana in UTF-8. Read as CP932 they are 縺ｿ縺ｻ, which nobody writes. It begins with a literal, to be found fast.
_KANA_IN_UTF8 = re.compile(rb"\xe3[\x81-\x83][\x80-\xbf]\xe3[\x81-\x83][\x80-\xbf]")

# JIS X 0208 is switched on, as mail and old mainframes write it. All of such a file is ASCII to whoever doesn't know.
_JIS_SHIFT = re.compile(rb"\x1b\$(?:[@B]|\([A-Z])")

# Two kana in EUC-JP. Read as CP932 they are half-width ones with a comma before each.
_KANA_IN_EUC = re.compile(rb"[\xa4\xa5][\xa1-\xf6][\xa4\xa5][\xa1-\xf6]")

_CHUNK_BYTES = 1 << 20
_LOOK_BACK_BYTES = 1 << 20
_OTHER = {"utf-8": "cp932", "cp932": "utf-8"}


@dataclass(frozen=True, slots=True)
class Undecodable:
    """The first byte that isn't text in the codec.

    Attributes:
        line: From 1.
        offset: Of the byte, from 0.
    """

    line: int
    offset: int


def decode_strictly(data: bytes, codec: str) -> str:
    """Return *data* as text.

    Raises:
        UnicodeError: Some byte isn't text in *codec*; in CP932 also one that stands for nothing.
    """
    text = data.decode(codec)
    if codec == "cp932" and not text.isascii():
        refuse_unassigned(text)
    return text


def refuse_unassigned(text: str) -> None:
    """Return nothing if *text*, which was read as CP932, has only characters that CP932 has.

    Raises:
        UnicodeError: It has others.
    """
    if any(char in text for char in _UNASSIGNED):  # Thirty times as fast as a regular expression.
        raise UnicodeError


def candidate_codecs(data: bytes, declared: str | None) -> Iterator[str]:
    """Yield the codecs that *data* may be written in, the likeliest first; the first that reads all of it is right.

    Only what is certain: a byte order mark, or the whole of the file being valid. Statistics misread Japanese
    (half-width katakana passes for Chinese). ``cp932``, never ``shift_jis``, which lacks ① ㈱ 髙 﨑. A file that is
    valid EUC-JP, too, has nothing but half-width katakana as CP932: that is for people to decide.

    Arguments:
        data: The file.
        declared: The codec that the descriptor names; then it is the only one. Where *data* is evidently something
            else, none is: it could often be read, as nonsense.
    """
    if _is_jis(data):
        return
    if declared is not None:
        if _is_evidently_other(data, declared):
            return
        has_bom = declared in ("utf-8", "utf-8-sig") and data.startswith(UTF8_BOM)
        yield "utf-8-sig" if has_bom else declared.removesuffix("-sig")
    elif data.startswith(UTF8_BOM):
        yield "utf-8-sig"
    elif data.startswith(UTF16_BOMS):
        yield "utf-16"
    else:
        yield "utf-8"
        # Half of a file in UTF-8 can be valid CP932, and would be read as nonsense.
        if find_undecodable(data, "euc_jp") is not None and _KANA_IN_UTF8.search(data) is None:
            yield "cp932"


def _is_jis(data: bytes) -> bool:
    """Return whether *data* is ISO-2022-JP (JIS)."""
    return b"\x1b$" in data and data.isascii() and _JIS_SHIFT.search(data) is not None


def _rare_codec(data: bytes) -> str | None:
    """Return ``ISO-2022-JP`` or ``EUC-JP`` where *data* is surely that, by the name that people know."""
    if _is_jis(data):
        return "ISO-2022-JP"
    if data.isascii() or find_undecodable(data, "euc_jp") is not None:
        return None
    is_sure = _KANA_IN_EUC.search(data) is not None or find_undecodable(data, "cp932") is not None
    return "EUC-JP" if is_sure else None


def _is_evidently_other(data: bytes, declared: str) -> bool:
    """Return whether *data* can't be meant as *declared*, though perhaps all of it is valid there.

    UTF-8 is certain where it is valid as a whole and has Japanese letters: half-width katakana of CP932 can be valid,
    too, but are no Japanese then. A table in UTF-16 has line ends and delimiters, and so NUL bytes.
    """
    if declared == "utf-16":
        return not data.startswith(UTF16_BOMS) and b"\0" not in data
    if data.startswith(UTF16_BOMS):
        return True
    if declared in ("utf-8", "utf-8-sig") or data.isascii() or find_undecodable(data, "utf-8") is not None:
        return False
    return data.startswith(UTF8_BOM) or _JAPANESE.search(data) is not None


def detect_encoding(data: bytes) -> str | None:
    """Return ``utf-8``, ``utf-8-sig``, ``utf-16`` or ``cp932``, or ``None`` where *data* is none of them."""
    return next((codec for codec in candidate_codecs(data, None) if find_undecodable(data, codec) is None), None)


def find_undecodable(data: bytes, codec: str) -> Undecodable | None:
    """Return the first byte of *data* that *codec* can't read, or ``None`` where all of it is text."""
    offset = _bad_offset(data, *_exact_codec(data, codec))
    return None if offset is None else Undecodable(data.count(b"\n", 0, offset) + 1, offset)


def _exact_codec(data: bytes, codec: str) -> tuple[str, int]:
    """Return the codec of what follows the byte order mark, and where that begins."""
    if codec == "utf-16":
        has_mark = data.startswith(UTF16_BOMS)
        return "utf-16-be" if data.startswith(codecs.BOM_UTF16_BE) else "utf-16-le", 2 if has_mark else 0
    if codec in ("utf-8", "utf-8-sig"):
        return "utf-8", len(UTF8_BOM) if data.startswith(UTF8_BOM) else 0
    return codec, 0


def _bad_offset(data: bytes, codec: str, start: int) -> int | None:
    """Return where reading fails, in chunks: a gigabyte of text takes no second gigabyte."""
    decoder = codecs.getincrementaldecoder(codec)()
    for place in range(start, len(data), _CHUNK_BYTES):
        chunk = data[place : place + _CHUNK_BYTES]
        held = len(decoder.getstate()[0])  # The first bytes of a character that the chunk before was cut in.
        first, broken = place - held, None
        try:
            text = decoder.decode(chunk, final=place + _CHUNK_BYTES >= len(data))
        except UnicodeDecodeError as error:
            broken = first + error.start
            text = data[first:broken].decode(codec)
        places = [text.find(char) for char in _UNASSIGNED] if codec == "cp932" and not text.isascii() else []
        if any(place >= 0 for place in places):
            return first + len(text[: min(place for place in places if place >= 0)].encode(codec))
        if broken is not None:
            return broken
    return None


def encoding_finding(data: bytes, declared: str | None, path: str) -> Finding:
    """Return what is wrong with the encoding of *data*, which no candidate could read: one finding for one cause.

    A declaration is wrong only where another encoding fits; otherwise it is the file that is damaged.

    Codes: encoding-unknown, encoding-rare, encoding-not-as-declared, encoding-mixed.
    """
    detected = detect_encoding(data)
    if declared is not None and detected is not None:
        broken = find_undecodable(data, declared)
        params = {"declared": declared, "detected": detected}
        return Finding("encoding-not-as-declared", Location(path, line=broken.line if broken else None), params)
    old = _rare_codec(data)
    if old is not None:
        return Finding("encoding-rare", Location(path), {"codec": old})
    rare = "utf-16" if data.startswith(UTF16_BOMS) else declared
    if rare is not None and rare.removesuffix("-sig") not in _OTHER:
        broken = find_undecodable(data, rare)
        return Finding("encoding-unknown", Location(path, line=broken.line if broken else None))
    found = ((find_undecodable(data, codec), codec) for codec in _OTHER)
    places = sorted(((broken.offset, broken.line, codec) for broken, codec in found if broken), reverse=True)
    for offset, _, codec in places:
        change = _change_offset(data, offset, codec)
        if change is not None:
            params = {"before": codec, "after": _OTHER[codec]}
            return Finding("encoding-mixed", Location(path, line=data.count(b"\n", 0, change) + 1), params)
    return Finding("encoding-unknown", Location(path, line=places[0][1] if places else None))


def _change_offset(data: bytes, broken: int, before: str) -> int | None:
    """Return the beginning of the line from which all is in the other codec, or ``None`` where it isn't so.

    What is UTF-8 can look like CP932 for some lines. The change is the first line of those before *broken*, without a
    gap, that have more than ASCII and are valid in the other codec.
    """
    start = data.rfind(b"\n", 0, broken) + 1
    if not start or find_undecodable(data[start:], _OTHER[before]) is not None:
        return None
    change, end = start, start
    while before == "cp932" and end > max(0, broken - _LOOK_BACK_BYTES):
        place = data.rfind(b"\n", 0, end - 1) + 1
        line = data[place:end]
        if find_undecodable(line, "utf-8") is not None:
            break
        change = change if line.isascii() else place
        end = place
    is_before = change and not data[:change].isascii() and find_undecodable(data[:change], before) is None
    return change if is_before else None
