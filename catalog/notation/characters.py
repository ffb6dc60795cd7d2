"""Characters that don't survive on the way to other machines: sets and patterns, for both Python and Polars."""

from __future__ import annotations

from functools import cache

PRIVATE_USE = "[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]"
"""外字: characters that only the machine that they were made on can show."""

HALF_WIDTH_KANA = "[\uff61-\uff9f]"
"""半角カナ."""

CONTROLS = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u009f]"
"""C0 and C1 control characters but for tabs and line breaks."""

FULL_WIDTH_ASCII = "[！-～]"
"""全角英数記号."""

VARIATION_SELECTORS = "[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
"""Invisible signs that choose one form of the character before them (異体字セレクタ)."""

BEYOND_BASIC_PLANE = "[\U00010000-\U0010ffff]"
"""Characters such as 𠮷, which take two units where older programs expect one."""


@cache
def platform_dependent_characters() -> frozenset[str]:
    """Return the characters that CP932 has and JIS X 0208 lacks: ①㈱Ⅲ㎡髙﨑 (機種依存文字), 外字 left out.

    Rows 13, 89–92 and 115–119 as Microsoft filled them with the characters of NEC and IBM.
    """
    leads = (0x87, 0xED, 0xEE, 0xFA, 0xFB, 0xFC)
    found = (_decoded(bytes((lead, trail)), "cp932") for lead in leads for trail in range(0x40, 0xFD))
    return frozenset(character for character in found if character and not _is_encodable(character, "shift_jis"))


@cache
def platform_dependent_pattern() -> str:
    """Return a class of all :func:`platform_dependent_characters`."""
    return f"[{''.join(sorted(platform_dependent_characters()))}]"


def _decoded(code: bytes, encoding: str) -> str | None:
    try:
        return code.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_encodable(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
