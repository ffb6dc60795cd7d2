"""Texts in plain Japanese (やさしい日本語): whether their readings can be shown, and whether every kanji has one."""

from __future__ import annotations

from catalog.check.node import Node
from catalog.findings import shown
from catalog.model.text import EASY
from catalog.notation.ruby import kanji_without_reading, loose_marks, odd_reading

KEYS = (f"title@{EASY}", f"description@{EASY}")
MOST_NAMED = 5
"""Words without a reading that are named."""


def check_easy_texts(node: Node, keys: tuple[str, ...] = KEYS) -> None:
    """Report what is wrong with the readings in the easy texts at *keys* of *node*, by default a dataset's.

    Codes: ruby-mark, ruby-not-kana, ruby-missing.
    """
    for key in keys:
        value = node.value.get(key)
        text = value.strip() if isinstance(value, str) else ""
        if loose := loose_marks(text):
            node.report("ruby-mark", key, key=key, value=shown(loose))
        elif reading := odd_reading(text):
            node.report("ruby-not-kana", key, key=key, value=shown(reading))
        elif words := kanji_without_reading(text):
            named = "、".join(map(shown, words[:MOST_NAMED]))
            node.report("ruby-missing", key, key=key, words=named, count=str(len(words)))
