"""The words that people search with: which mean the same, how they are read, forms of kanji, words to pass over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from catalog.standards.standard_datasets import read_standard_datasets


@dataclass(frozen=True, slots=True)
class SearchWords:
    """The vocabulary of the search.

    Attributes:
        groups: Words that mean the same in both languages; a reading stands behind a ``|``: ``便所|べんじょ``.
        wider: By a word, narrower ones that it stands for where nothing has them: ``施設`` for ``体育館``.
        kanji: The common form of a character by each of its other forms.
        stop_words: Words of English texts that nobody looks for.
        fillers: Japanese words that say nothing of what is looked for: ``一覧``, ``どこ``.
    """

    groups: tuple[tuple[str, ...], ...]
    wider: Mapping[str, tuple[str, ...]]
    kanji: Mapping[str, str]
    stop_words: tuple[str, ...]
    fillers: tuple[str, ...]


@cache
def read_search_words() -> SearchWords:
    """Return the vocabulary."""
    text = (files("catalog") / "standards" / "search-words.yaml").read_text("utf-8")
    book = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return SearchWords(
        groups=tuple(tuple(group) for group in book["groups"]),
        wider={word: tuple(narrower) for word, narrower in book["wider"].items()},
        kanji={other: common for common, others in book["kanji"].items() for other in others},
        stop_words=tuple(book["stop_words"]),
        fillers=tuple(book["fillers"]),
    )


def standard_titles() -> Mapping[str, tuple[str, str]]:
    """Return the title in Japanese and in English of each standard dataset by id."""
    return {each.id: (each.title.ja, each.title.en or "") for each in reversed(read_standard_datasets())}
