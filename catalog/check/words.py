"""Closest words, for "did you mean"."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Mapping

from catalog.findings import shown

MAX_LISTED = 20


def folded(text: str) -> str:
    """Return *text* without what people don't see as a difference: width, case, spaces around it."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def nearest(word: str, words: Iterable[str], meanings: Mapping[str, str] | None = None) -> str:
    """Return up to three of *words* that are closest to *word*, or all of them where none is close, as text.

    What has *word* in it, or is in it, is close, too (人口 for 人口・世帯). What is the same but for width and case
    stands alone.

    Arguments:
        word: What was written.
        words: What could have been written.
        meanings: What people may write instead, such as a Japanese label, with the word that it stands for.
    """
    known = list(dict.fromkeys(words))
    by_folded = {folded(text): meaning for text, meaning in (meanings or {}).items()}
    by_folded |= {folded(candidate): candidate for candidate in known}
    written = folded(word)[:200]
    matches = [written] if written in by_folded else difflib.get_close_matches(written, list(by_folded), 3, 0.6)
    if not matches and len(written) > 1:
        # Two letters of Latin script are in too many words.
        contained = (text for text in by_folded if len(text) > text.isascii() + 1)
        matches = [text for text in contained if written in text or text in written][:3]
    found = list(dict.fromkeys(by_folded[match] for match in matches)) or known
    return ", ".join(shown(candidate) for candidate in found[:MAX_LISTED]) + (", …" if len(found) > MAX_LISTED else "")
