"""Readings over kanji (ふりがな), as texts in plain Japanese have them: 避難所《ひなんじょ》 or ｜10人《じゅうにん》.

The reading stands over the kanji before it, or over all from the bar on. The notation is that of 青空文庫: Japanese
writers know it, any keyboard types it, Markdown has no other meaning for it, and undrawn it can still be read.

Source: https://www.aozora.gr.jp/annotation/etc.html#ruby
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_KANJI = "㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff々〆〇ヶ"
_MOST = 50
"""Characters of a base, and of a reading: what is longer was left open."""
_RUBY = re.compile(rf"(?:｜([^｜《》\n]{{1,{_MOST}}})|([{_KANJI}]{{1,{_MOST}}}))《([^｜《》\n]{{1,{_MOST}}})》")
_MARK = re.compile("[｜《》]")
_KANA = re.compile("[ぁ-ゖァ-ヺー・ 　]+")
_BARE_KANJI = re.compile(f"[{_KANJI}]+")


@dataclass(frozen=True, slots=True)
class RubyPart:
    """A piece of text; with the reading that stands over it, if one does."""

    text: str
    reading: str = ""


def parse_ruby(text: str) -> Iterator[RubyPart]:
    """Yield the pieces of *text* in order; marks that belong to nothing stay in the text."""
    end = 0
    for found in _RUBY.finditer(text):
        if found.start() > end:
            yield RubyPart(text[end : found.start()])
        yield RubyPart(found[1] or found[2], found[3])
        end = found.end()
    if end < len(text):
        yield RubyPart(text[end:])


def without_ruby(text: str) -> str:
    """Return *text* without its readings."""
    return "".join(part.text for part in parse_ruby(text))


def read_aloud(text: str) -> str:
    """Return *text* with its readings in place of what they stand over."""
    return "".join(part.reading or part.text for part in parse_ruby(text))


def loose_marks(text: str) -> str:
    """Return what stands around the first mark of the notation that belongs to nothing; empty where all is well."""
    for part in parse_ruby(text):
        if not part.reading and (found := _MARK.search(part.text)):
            return part.text[max(0, found.start() - 10) : found.end() + 10]
    return ""


def odd_reading(text: str) -> str:
    """Return the first reading that isn't in kana; empty where all are."""
    return next((part.reading for part in parse_ruby(text) if part.reading and not _KANA.fullmatch(part.reading)), "")


def kanji_without_reading(text: str) -> list[str]:
    """Return the runs of kanji over which nothing stands, each once, in the order in which they come."""
    parts = (part.text for part in parse_ruby(text) if not part.reading)
    return list(dict.fromkeys(run for part in parts for run in _BARE_KANJI.findall(part)))
