"""What the workflows say to people, from ``texts/{ja,en}.json``: ``{…}`` is where values go."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_FOLDER_PATH = Path(__file__).resolve().parent / "texts"


@cache
def read_texts(lang: str, section: str) -> Mapping[str, str]:
    """Return the texts of a *section* in *lang* by key."""
    texts: Mapping[str, Mapping[str, str]] = json.loads((_FOLDER_PATH / f"{lang}.json").read_text("utf-8"))
    return texts[section]
