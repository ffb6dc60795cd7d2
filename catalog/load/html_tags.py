"""HTML cut into tags and texts in one pass: nothing is run, fetched or looked up, and nothing nests."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

MAX_TAG_CHARS = 1_000
"""Of a tag whose attributes are read with their quotes; a longer one ends at the first ``>``."""

_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
_TAG_END = re.compile(r"[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>")
_ATTRIBUTE = re.compile(r"([A-Za-z:\-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_WITHOUT_TEXT = {
    name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "title", "textarea", "select", "xml")
}


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, its name in small letters."""

    name: str
    is_end: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)


def read_tags(text: str) -> Iterator[Tag | str]:
    """Yield the tags of *text* and the texts between them, as browsers show these; in linear time.

    Comments, declarations, scripts and styles are left out, and so is all after one that doesn't end.
    """
    place = 0
    while place < len(text):
        start = text.find("<", place)
        if start < 0:
            start = len(text)
        if start > place:
            yield html.unescape(text[place:start])
        if start == len(text):
            return
        name = _NAME.match(text, start)
        if name is None:
            place = _after_other(text, start)
            if place == start + 1:
                yield "<"
            continue
        place = _tag_end(text, name.end())
        tag = Tag(name[1].lower(), text[start + 1] == "/", _attributes(text[name.end() : place]))
        hidden = _WITHOUT_TEXT.get(tag.name)
        if hidden is not None and not tag.is_end:
            end = hidden.search(text, place)
            place = end.start() if end else len(text)
            continue
        yield tag


def _after_other(text: str, start: int) -> int:
    """Return where a comment or declaration ends that begins at *start*, or the next character where it is none."""
    if text.startswith("<!--", start):
        end, length = text.find("-->", start + 4), 3
    elif text[start + 1 : start + 2] in ("!", "?", "/"):
        end, length = text.find(">", start + 1), 1
    else:
        return start + 1
    return len(text) if end < 0 else end + length


def _tag_end(text: str, place: int) -> int:
    match = _TAG_END.match(text, place, place + MAX_TAG_CHARS)
    if match is not None:
        return match.end()
    end = text.find(">", place)
    return len(text) if end < 0 else end + 1


def _attributes(text: str) -> dict[str, str]:
    if "=" not in text:
        return {}
    found = _ATTRIBUTE.finditer(text[:MAX_TAG_CHARS])
    return {match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "") for match in found}
