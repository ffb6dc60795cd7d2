"""Bytes to text without guessing: strict UTF-8, then strict CP932, then a finding."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

UTF8_BOM = codecs.BOM_UTF8
_WIDE_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UNASSIGNED = re.compile("[\x80\uf8f0-\uf8f3]")
"""What CP932 reads bytes as that stand for nothing (0x80, 0xA0, 0xFD to 0xFF)."""


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
    offset = _bad_offset(body, codec.removesuffix("-sig"))
    if offset is None:
        return None
    offset += len(data) - len(body)
    return Undecodable(data.count(b"\n", 0, offset) + 1, offset)


def _bad_offset(data: bytes, codec: str) -> int | None:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        return error.start
    unassigned = _UNASSIGNED.search(text) if codec == "cp932" else None
    return len(text[: unassigned.start()].encode(codec)) if unassigned is not None else None


def detect_encoding(data: bytes) -> str | None:
    """Return ``utf-8``, ``utf-8-sig``, ``utf-16`` or ``cp932``, or ``None`` where *data* is none of them.

    Only what is certain: a byte order mark, or the whole of the file being valid. Statistics misread Japanese
    (half-width katakana passes for Chinese). ``cp932``, never ``shift_jis``, which lacks ① ㈱ 髙 﨑. A file that is
    valid EUC-JP, too, has nothing but half-width katakana as CP932: that is for people to decide.
    """
    if data.startswith(UTF8_BOM):
        return "utf-8-sig" if find_undecodable(data, "utf-8") is None else None
    if data.startswith(_WIDE_BOMS):
        return "utf-16" if find_undecodable(data, "utf-16") is None else None
    if find_undecodable(data, "utf-8") is None:
        return "utf-8"
    is_certain = find_undecodable(data, "cp932") is None and find_undecodable(data, "euc_jp") is not None
    return "cp932" if is_certain else None
