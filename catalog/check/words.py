"""Closest words, for "did you mean"."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable

from catalog.findings import shown


def folded(text: str) -> str:
    """Return *text* without what people don't see as a difference: width, case, separators at the ends."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def nearest(word: str, words: Iterable[str], count: int = 3) -> str:
    """Return up to *count* of *words* that are closest to *word*, best first, joined for a finding's params.

    There is always at least one, so that a message never ends in nothing.
    """
    known = list(dict.fromkeys(words))
    by_folded = {folded(candidate): candidate for candidate in known}
    matches = difflib.get_close_matches(folded(word)[:200], list(by_folded), n=count, cutoff=0.6)
    if not matches:
        matches = difflib.get_close_matches(folded(word)[:200], list(by_folded), n=1, cutoff=0.0)
    return ", ".join(shown(by_folded[match]) for match in matches)
