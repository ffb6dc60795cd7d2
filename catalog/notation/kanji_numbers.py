"""Numbers in kanji, as statutes write dates: 平成二十三年四月一日, 二〇二三年."""

from __future__ import annotations

import re

_DIGITS = "〇一二三四五六七八九"
_BEFORE_UNIT = re.compile(f"[{_DIGITS}十]+(?=[年月日])")


def fold_kanji_numbers(text: str) -> str:
    """Return *text* with the kanji numbers before 年, 月 and 日 in digits; those above 99 only digit by digit."""
    return text if text.isascii() else _BEFORE_UNIT.sub(lambda match: _digits(match[0]), text)


def _digits(text: str) -> str:
    """Return a number by tens (二十三) or by digits (二〇二三); what is neither as it is."""
    if "十" not in text:
        return "".join(str(_DIGITS.index(digit)) for digit in text)
    tens, _, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "〇" in text or ones == "十":
        return text
    return str((_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0))
