"""English names for folders, from Japanese titles: by the words that the search knows in both languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from catalog.model.ids import is_slug
from catalog.standards.search_words import read_search_words

_ENGLISH = re.compile(r"[a-z][a-z -]{2,40}", re.IGNORECASE)
_ABBREVIATION = re.compile(r"(?<![A-Za-z0-9-])[A-Z]{3,10}(?![A-Za-z0-9-])")


def find_english_name(title: str) -> str | None:
    """Return the slug of the longest word in *title* that has an English one (避難所一覧 → ``evacuation-site``).

    Without one, its only abbreviation will do (ＡＥＤ一覧 → ``aed``).
    """
    title, known = unicodedata.normalize("NFKC", title), _english_words()
    found = max((word for word in known if word in title), key=len, default=None)
    abbreviations = _ABBREVIATION.findall(title)
    if found is None and len(abbreviations) == 1:
        return str(abbreviations[0]).lower()
    return known[found] if found is not None else None


@cache
def _english_words() -> Mapping[str, str]:
    words: dict[str, str] = {}
    for group in read_search_words().groups:
        plain = [word.partition("|")[0] for word in group]
        english = next((word for word in plain if _ENGLISH.fullmatch(word)), None)
        slug = re.sub("[^a-z0-9]+", "-", english.lower()).strip("-") if english is not None else ""
        if is_slug(slug):
            words |= {word: slug for word in plain if not word.isascii() and len(word) > 1 and word not in words}
    return words
