"""What people call the attributes of public transport feeds, which are English words with underscores."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

import yaml

from catalog.model.attribute import AttributeWords
from catalog.model.categories import Category
from catalog.model.text import LocalizedText

_JAPANESE, _ENGLISH = re.compile(r"(\d)：([^、]+)"), re.compile(r"(\d): ([^,]+)")


@cache
def read_gtfs_attributes() -> Mapping[str, AttributeWords]:
    """Return words for each attribute, and for the layers of stops and routes, by name."""
    text = (files("catalog") / "standards" / "gtfs-attributes.yaml").read_text("utf-8")
    entries = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return {
        raw["name"]: AttributeWords(
            LocalizedText(raw["ja"], raw["en"]),
            LocalizedText(raw["description"], raw["description_en"]) if "description" in raw else None,
            tuple(_categories(raw.get("description", ""), raw.get("description_en", ""))),
        )
        for raw in entries
    }


def _categories(description: str, english: str) -> Iterator[Category]:
    """Yield what the digits mean that a description lists: ``0：路面電車、1：地下鉄``, ``0: tram, 1: underground``."""
    meanings = dict(_ENGLISH.findall(english))
    for value, meaning in _JAPANESE.findall(description):
        yield Category(value, LocalizedText(meaning, meanings[value]))
