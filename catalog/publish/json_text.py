"""JSON as we write it: UTF-8, keys in the order given, nothing that is empty."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from catalog.model.text import EASY, LANGS, Lang, LocalizedText


def compact_json(value: Any) -> str:
    """Return *value* as JSON on one line."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def readable_json(value: Any) -> bytes:
    """Return *value* as JSON for people to read as well: indented, with a final newline."""
    return (json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2) + "\n").encode()


def script_safe(json_text: str) -> str:
    """Return *json_text*, unchanged in meaning, so that nothing in it can end or open an HTML element or a comment."""
    for character in "<>&\u2028\u2029":
        json_text = json_text.replace(character, f"\\u{ord(character):04x}")
    return json_text


def present(**members: Any) -> dict[str, Any]:
    """Return the members that say something: without ``None``, empty text and empty containers; zero and false stay."""
    return {key: value for key, value in members.items() if _says_something(value)}


def with_translations(key: str, text: LocalizedText | None) -> dict[str, str]:
    """Return ``{key: Japanese, key@ja-x-easy: plain Japanese, key@en: English}`` as descriptors have it.

    Empty for no text.
    """
    if text is None:
        return {}
    texts = {key: text.ja, f"{key}@{EASY}": text.easy, f"{key}@en": text.en}
    return {name: words for name, words in texts.items() if words}


def by_language(text: LocalizedText | None) -> dict[Lang, str] | None:
    """Return ``{"ja": …, "en": …}``, without the language that has no text."""
    if text is None:
        return None
    texts: Mapping[Lang, str | None] = {"ja": text.ja, "en": text.en}
    return {lang: words for lang in LANGS if (words := texts[lang])}


def _says_something(value: Any) -> bool:
    return value is not None and value != "" and (not isinstance(value, (dict, list, tuple)) or len(value) > 0)
