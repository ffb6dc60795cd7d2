"""Spellings made alike, so that ＡＥＤ, AED and aed, トイレ, ﾄｲﾚ and といれ are one word.

``catalog/web/src/search/folding.js`` does the same in the browser; a test holds both to the same answers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from catalog.standards.search_words import read_search_words

LONGEST_WORD = 30
"""Characters of a Latin word that are kept."""
_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_VARIATIONS = dict.fromkeys([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])
"""Characters that say which drawing of the one before is meant (葛󠄀城)."""
_FINAL_LONG_VOWEL = re.compile("ー+(?![ぁ-ゖ])")
_JOINER = re.compile(r"(?<=[a-z])[-‐‑'’](?=[a-z])|(?<=[ぁ-ゖー])[・･](?=[ぁ-ゖ])")
_OTHER = re.compile(r"[\W_]+")
_RUN = re.compile(
    "([㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff々〆ぁ-ゖー]+)|([^㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff々〆ぁ-ゖー]+)"
)


def fold(text: str) -> str:
    """Return *text* in the spelling that words are compared in, words of other scripts between single spaces.

    Half and full width, upper and lower case, katakana and hiragana, old and common forms of kanji become one; a long
    vowel at the end of a word goes (サーバー, サーバ), so do hyphens in words (Wi-Fi, WiFi).
    """
    folded = unicodedata.normalize("NFKC", text).lower().translate(_spellings())
    folded = _JOINER.sub("", _FINAL_LONG_VOWEL.sub("", folded))
    return _OTHER.sub(" ", folded).strip()


def text_tokens(text: str) -> Iterator[str]:
    """Yield what a running text is found by, repeatedly: pairs of Japanese characters, and words of other scripts."""
    stop_words = _stop_words()
    for word in fold(text).split(" "):
        for japanese, other in _RUN.findall(word):
            if japanese:
                yield from (japanese[at : at + 2] for at in range(len(japanese) - 1))
            elif 1 < len(other) <= LONGEST_WORD and other not in stop_words:
                yield other


def token_shard(token: str, count: int) -> int:
    """Return the number of the file, of *count*, that knows *token*: words with the same beginning are in the same."""
    number = 0
    for character in token[:2]:
        number = (number * 31 + ord(character)) & 0xFFFFFFFF
    return number % count


@cache
def _spellings() -> Mapping[int, int | None]:
    others = {ord(other): ord(common) for other, common in read_search_words().kanji.items()}
    return {**_HIRAGANA, **_VARIATIONS, **others}


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(read_search_words().stop_words)
