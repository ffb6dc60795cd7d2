"""Choices that are written in several ways: ``有`` and ``あり``, ``○`` and ``〇``."""

from __future__ import annotations

import re
import unicodedata

from catalog.check.examined import Column, Examined
from catalog.findings import Finding, Findings, shown

_MOST_CHOICES = 60
_FEWEST_CELLS = 5
_FEWEST_OF_GROUP = 3

_WORDS = {"あり": "有", "有り": "有", "なし": "無", "無し": "無"}


def check_categories(examined: Examined) -> Findings:
    """Return the columns in which one choice is written in several ways; only columns of few different values.

    Codes: similar-categories.
    """
    found: list[Finding] = []
    for column in examined.columns:
        if not column.is_plentiful and column.counted.height > 1:
            found += _check_column(column)
    return tuple(found)


def folded_category(text: str) -> str:
    """Return *text* without what doesn't make another choice: width, case, blanks, look-alikes, kana endings."""
    bare = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if bare in _WORDS:
        return _WORDS[bare]
    return bare.translate(_MARKS).casefold() if len(bare) == 1 else bare.translate(_LOOK_ALIKES).casefold()


# Single marks stand for yes and no; in words an "o" is a letter and a ー is a long vowel.
_MARKS = str.maketrans(dict.fromkeys("〇◯⭕◦", "○") | dict.fromkeys("✕✖☓╳", "×"))
_LOOK_ALIKES = str.maketrans({"〇": "○", "◯": "○", "ヶ": "ケ", "‐": "-", "‑": "-", "–": "-", "−": "-"})


def _check_column(column: Column) -> list[Finding]:
    counts = dict(column.counted.iter_rows())
    # Few repeats mean names or sentences, in which two spellings may be two things.
    if len(counts) > _MOST_CHOICES or sum(counts.values()) < max(_FEWEST_CELLS, 2 * len(counts)):
        return []
    groups: dict[str, list[str]] = {}
    for value in counts:
        folded = folded_category(value)
        if folded and not re.fullmatch(r"[-+]?[0-9][0-9,.]*", folded):
            groups.setdefault(folded, []).append(value)
    return [
        column.remark("similar-categories", values=_listed(column, spellings, counts))
        for spellings in groups.values()
        if len(spellings) > 1 and sum(counts[value] for value in spellings) >= _FEWEST_OF_GROUP
    ]


def _listed(column: Column, spellings: list[str], counts: dict[str, int]) -> str:
    """Return the spellings, the most frequent first, each with how often it stands; blanks at the ends made visible."""
    ordered = sorted(spellings, key=lambda value: -counts[value])
    return ", ".join(f"「{_visible_ends(column, value)}」×{counts[value]:,}" for value in ordered[:5])


def _visible_ends(column: Column, value: str) -> str:
    if column.quoted(value) != shown(value):
        return column.quoted(value)
    stripped = value.strip()
    start = value.index(stripped) if stripped else 0
    end = len(value) - start - len(stripped)
    return "␣" * start + shown(stripped) + "␣" * end
