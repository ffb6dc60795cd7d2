"""Cells that say that there is no value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from catalog.notation.widths import fold_width

DASH_PATTERN = r"^\s*(?:[-－―‐‑–—−ーｰ─━]{1,10}|…{1,4}|‥{1,4})\s*$"
"""A cell that is nothing but a dash, for Python and for Polars."""

_DASH = re.compile(DASH_PATTERN)
_WORD = re.compile(
    "なし|ナシ|無し?|不明|不詳|未詳|未定|未設定|未記入|未回答|該当(?:なし|無し|せず)|データ(?:なし|無し)|記載(?:なし|無し)"
    "|非公開|非公表|秘匿|欠測|欠損|対象外|n/?a|#n/a|n\\.a\\.|nan|null|none|nil|unknown"
)
# 秘匿 and 該当数字なし in statistics. Source: 統計表における機械判読可能なデータの表記方法の統一ルール, symbols in use.
_SIGN = re.compile(r"\*{1,3}|[xχ]|\.\.\.|・・・|・|/|空欄")
_ANSWERS = frozenset("○〇◯×✕✖△▲◎●レ✓✔☆★◇◆□■")


_LONGEST = 16


@lru_cache(maxsize=4096)
def is_dash(text: str) -> bool:
    """Return whether *text* is a dash, or dots, and nothing else."""
    return _DASH.match(text) is not None


@lru_cache(maxsize=4096)
def is_word(text: str) -> bool:
    """Return whether *text* says "none" or "unknown" in words."""
    return _WORD.fullmatch(fold_width(text).lower()) is not None


def is_marker(text: str) -> bool:
    """Return whether *text*, not empty, may stand for a missing value among numbers and dates; spaces do, too."""
    if len(text) > _LONGEST or text[0] in "0123456789":
        return not text.strip()
    return is_dash(text) or not text.strip() or is_word(text) or _SIGN.fullmatch(fold_width(text).lower()) is not None


def text_markers(values: Iterable[str]) -> tuple[str, ...]:
    """Return those of a text column's different *values* that can only mean that there is none: dashes.

    Where all others are answers such as ○ and ×, a dash is one of them.
    """
    dashes = [value for value in values if is_dash(value)]
    if not dashes or _are_answers(value for value in values if not is_dash(value)):
        return ()
    return tuple(sorted(dashes))


def _are_answers(values: Iterable[str]) -> bool:
    others = [value.strip() for value in values]
    return bool(others) and all(value in _ANSWERS for value in others)
