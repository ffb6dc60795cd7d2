"""Words and signs for yes and no."""

from __future__ import annotations

from collections.abc import Mapping

from catalog.notation.widths import fold_width

_WORDS: tuple[tuple[str, str], ...] = (
    ("有", "無"),
    ("あり", "なし"),
    ("有り", "無し"),
    ("有る", "無い"),
    ("ある", "ない"),
    ("○", "×"),
    ("〇", "✕"),
    ("◯", "☓"),
    ("可", "不可"),
    ("可能", "不可能"),
    ("はい", "いいえ"),
    ("1", "0"),
    ("true", "false"),
)
BOOLEAN_WORDS: Mapping[str, bool] = {
    word: value for pair in _WORDS for word, value in zip(pair, (True, False), strict=True)
}
"""What stands for yes or no. Not △ and the like, which are neither."""


def parse_boolean(text: str) -> bool | None:
    """Return whether *text* says yes, or ``None`` where it says neither yes nor no."""
    return BOOLEAN_WORDS.get(fold_width(text).lower())
