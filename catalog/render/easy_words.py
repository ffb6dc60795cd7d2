"""The easy words of what scripts draw, in a file of their own, which only readers who chose plain Japanese load."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache

from catalog.i18n import easy_texts, plain_texts

GLOBAL = "mcEasyWords"
"""What the file leaves in the window: a script can be loaded from a disk as well, and without a network once seen."""
_DRAWN = {
    "interface": ("search_", "map_js_", "copied", "only_japanese"),
    "overview": ("when_",),
    "explorer": ("",),
    "charts": ("tool_",),
    "access": ("offline_note", "map_on_disk"),
}
"""How the keys of the texts begin that scripts write, by file of the locale."""


def drawn_texts() -> Iterator[tuple[str, str, str]]:
    """Yield file, key and ordinary text of all that scripts say on Japanese pages."""
    for name, prefixes in _DRAWN.items():
        yield from ((name, key, text) for key, text in plain_texts("ja", name).items() if key.startswith(prefixes))


@cache
def easy_wordings() -> Mapping[str, str]:
    """Return the easy wording of each ordinary text that has one, readings in the notation of :mod:`notation.ruby`."""
    found: dict[str, str] = {}
    for name, key, text in drawn_texts():
        if (easy := easy_texts(name).get(key)) is not None:
            found.setdefault(text, easy)
    return found


def easy_words_uri() -> str:
    """Return the address of the words; its name tells the content, so that none is outdated."""
    return f"assets/easy-words-{hashlib.sha256(_script()).hexdigest()[:10]}.js"


def render_easy_words() -> Mapping[str, bytes]:
    """Return the file by its '/'-relative address."""
    return {easy_words_uri(): _script()}


@cache
def _script() -> bytes:
    words = json.dumps(easy_wordings(), ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.{GLOBAL}={words};\n".encode()
