"""The headings and words of an inventory of held data, and what people write instead of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from catalog.model.text import LocalizedText
from catalog.standards.vocabulary import read_vocabularies


@dataclass(frozen=True, slots=True)
class WordList:
    """A closed list of words.

    Attributes:
        labels: By id, in the order of the list.
        written: What people write, by what it stands for: labels, ids and other words, each with its id.
    """

    labels: Mapping[str, LocalizedText]
    written: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class InventoryWords:
    """All lists of words of an inventory."""

    headings: WordList
    statuses: WordList
    forms: WordList
    reasons: WordList
    frequencies: WordList


@cache
def read_inventory_words() -> InventoryWords:
    """Return the lists of words of an inventory."""
    text = (files("catalog") / "standards" / "inventory-words.yaml").read_text("utf-8")
    raw: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    lists = {name: _word_list(raw[name]) for name in ("headings", "statuses", "forms", "reasons")}
    return InventoryWords(**lists, frequencies=_frequencies(raw["frequencies"]))


def _word_list(entries: Iterable[Mapping[str, Any]]) -> WordList:
    labels: dict[str, LocalizedText] = {}
    written: dict[str, str] = {}
    for entry in entries:
        labels[entry["id"]] = LocalizedText(entry["ja"], entry["en"])
        written |= dict.fromkeys([entry["ja"], entry["en"], entry["id"], *entry["also"]], entry["id"])
    return WordList(labels, written)


def _frequencies(also: Mapping[str, Iterable[str]]) -> WordList:
    """Return the frequencies that descriptors know as well."""
    labels = {id: each.label for id, each in read_vocabularies().frequencies.items()}
    written = {word: id for id, words in also.items() for word in words}
    for id, label in labels.items():
        written |= {label.ja: id, label.en or id: id, id: id}
    return WordList(labels, written)
