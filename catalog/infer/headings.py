"""Headings made comparable: the same heading is typed in a dozen ways."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# The long vowel mark among them: real files have 都道府県コ―ド with U+2015, and ranges written with any of these.
_DASHES = str.maketrans(dict.fromkeys("ー‐‑‒–—―−－ｰ~〜～", "-"))
_BRACKETS = str.maketrans(dict.fromkeys("()[]{}<>【】「」『』〔〕〈〉《》：:", "_"))
# Marks of obligation before or after a heading, and characters that separate nothing that matters.
_MARKS = re.compile(r"^[◎○〇●※*★☆■□▲△]+|[◎○〇●※*★☆]+$|_(?:必須|任意|推奨)$")
_SEPARATORS = re.compile(r"[\s\u200b-\u200f\ufeff、,，・･/／;；.．]+")
_UNDERSCORES = re.compile(r"_{2,}")


@lru_cache(maxsize=8192)
def heading_key(heading: str) -> str:
    """Return *heading* as it compares: equal for spellings that a reader takes for the same.

    Width (NFKC), case, white space, kinds of dashes and of brackets, ``、`` and ``・``, and marks such as ``※`` don't
    count: ``建物名等（方書）``, ``建物名等(方書)`` and ``建物名等_方書`` have one key. It is for comparing only.
    """
    text = unicodedata.normalize("NFKC", heading[:400]).casefold()
    text = _SEPARATORS.sub("", text.translate(_DASHES)).translate(_BRACKETS)
    text = _UNDERSCORES.sub("_", text).strip("_")
    return _MARKS.sub("", text).strip("_")
