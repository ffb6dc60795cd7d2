"""Bytes to text without guessing: strict UTF-8, then strict CP932, then a finding."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

UTF8_BOM = codecs.BOM_UTF8
_WIDE_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Undecodable:
    """The first byte that isn't text in the codec.

    Attributes:
        line: From 1.
        offset: Of the byte, from 0.
    """

    line: int
    offset: int


def find_undecodable(data: bytes, codec: str) -> Undecodable | None:
    """Return the first byte of *data* that *codec* can't read, or ``None`` where all of it is text."""
    body = data.removeprefix(UTF8_BOM) if codec.startswith("utf-8") else data
    try:
        body.decode(codec.removesuffix("-sig"))
    except UnicodeDecodeError as error:
        offset = error.start + len(data) - len(body)
        return Undecodable(data.count(b"\n", 0, offset) + 1, offset)
    return None


def detect_encoding(data: bytes) -> str | None:
    """Return ``utf-8``, ``utf-8-sig``, ``utf-16`` or ``cp932``, or ``None`` where *data* is none of them.

    Only what is certain: a byte order mark, or the whole of the file being valid. Statistics misread Japanese
    (half-width katakana passes for Chinese). ``cp932``, never ``shift_jis``, which lacks ① ㈱ 髙 﨑.
    """
    if data.startswith(UTF8_BOM):
        return "utf-8-sig" if find_undecodable(data, "utf-8") is None else None
    if data.startswith(_WIDE_BOMS):
        return "utf-16" if find_undecodable(data, "utf-16") is None else None
    return next((codec for codec in ("utf-8", "cp932") if find_undecodable(data, codec) is None), None)
