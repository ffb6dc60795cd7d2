"""Full-width characters and ligatures → the characters that they stand for, and nothing more.

Unicode's NFKC does the same and much besides: it would make 1 of ① and 2 of ². Here only what people type without
thinking of it as another character is folded: width, and the ligatures of eras and week days.
"""

from __future__ import annotations

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_ERAS = {"㋿": "令和", "㍻": "平成", "㍼": "昭和", "㍽": "大正", "㍾": "明治"}
_WEEKDAYS = {
    **{chr(0x322A + index): f"({day})" for index, day in enumerate("月火水木金土日")},
    **{chr(0x328A + index): day for index, day in enumerate("月火水木金土日")},
}
_HALF_WIDTH_MARKS = {"･": "・", "､": "、"}

_FOLDED: dict[int, int | str] = {
    **_FULL_WIDTH,
    0x3000: " ",
    **{ord(sign): text for sign, text in (*_ERAS.items(), *_WEEKDAYS.items(), *_HALF_WIDTH_MARKS.items())},
}

FULL_WIDTH_PATTERN = "[\u3000！-～]"
"""Characters that :func:`fold_width` makes half as wide, as a class of both Python's and Polars' patterns."""


MAX_LENGTH = 100
"""Characters of the longest cell that is looked at: what is longer is no date and no number of a document."""


def fold_width(text: str) -> str:
    """Return *text* without spaces around it, its full-width letters, digits and signs half-width, ligatures undone."""
    return text.strip() if text.isascii() else text.translate(_FOLDED).strip()
