"""What people call the attributes of public transport feeds, which are English words with underscores."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from catalog.model.attribute import AttributeWords
from catalog.model.text import LocalizedText


@cache
def read_gtfs_attributes() -> Mapping[str, AttributeWords]:
    """Return words for each attribute, and for the layers of stops and routes, by name."""
    text = (files("catalog") / "standards" / "gtfs-attributes.yaml").read_text("utf-8")
    entries = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return {
        raw["name"]: AttributeWords(
            LocalizedText(raw["ja"], raw["en"]),
            LocalizedText(raw["description"], raw["description_en"]) if "description" in raw else None,
        )
        for raw in entries
    }
