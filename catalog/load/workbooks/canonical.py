"""XML as Excel, LibreOffice and most libraries write it, cut up by patterns ten times as fast as a parser does it.

The patterns account for every character between two tags that an XML parser has seen; whatever they don't account for
(comments, CDATA, other namespaces, formatted text) is :class:`NotCanonical`, and the part goes to the parser as a
whole. So both ways give the same; a test holds them to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

MAX_PIECE_BYTES = 16_000_000

TEXT: Final = r"[^<\x00-\x08\x0b-\x1f\ufffe\uffff]*"
"""Characters of a text; carriage returns are left to the parser, which changes them."""
ATTRIBUTES: Final = r'(?: [\w:.\-]+="[^"<>&\x00-\x1f]*")*'
SPACE: Final = r'(?: xml:space="preserve")?'

_ENCODING = re.compile(rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([\w\-]*)""")
_ENTITY = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));|&", re.ASCII)
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


class NotCanonical(Exception):
    """A parser must read this part."""


class Pieces:
    """The chunks of a part as a head, whole items, and a tail."""

    __slots__ = ("_buffer", "_chunks")

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._buffer = b""

    def head(self, end: re.Pattern[bytes]) -> tuple[bytes, re.Match[bytes]]:
        """Return what is before the first match of *end*, and the match.

        Raises:
            NotCanonical: There is none, or the part isn't UTF-8.
        """
        for chunk in self._chunks:
            self._buffer += chunk
            match = end.search(self._buffer)
            if match:
                head, self._buffer = self._buffer[: match.start()], self._buffer[match.end() :]
                _check_encoding(head)
                return head, match
            if len(self._buffer) > MAX_PIECE_BYTES:
                break
        raise NotCanonical

    def items(self, start: bytes, end: bytes) -> Iterator[str]:
        """Yield text made of whole items, each of which begins with *start*, up to the tag *end*.

        Raises:
            NotCanonical: An item is very long, isn't UTF-8, or *end* doesn't come.
        """
        while True:
            end_index = self._buffer.find(end)
            cut = self._buffer.rfind(start) if end_index < 0 else end_index
            if cut > 0:
                yield _decoded(self._buffer[:cut])
                self._buffer = self._buffer[cut:]
            if end_index >= 0:
                return
            chunk = next(self._chunks, None)
            if chunk is None or len(self._buffer) > MAX_PIECE_BYTES:
                raise NotCanonical
            self._buffer += chunk

    def tail(self) -> Iterator[bytes]:
        """Yield what is left."""
        yield self._buffer
        self._buffer = b""
        yield from self._chunks


def unescape(text: str) -> str:
    """Return *text* with the five entities of XML, and references to characters, as characters.

    Raises:
        NotCanonical: There is any other reference.
    """
    return _ENTITY.sub(_entity, text)


def _entity(match: re.Match[str]) -> str:
    if match[1] is not None:
        return _ENTITIES[match[1]]
    number = int(match[2]) if match[2] else int(match[3] or "0", 16)
    is_character = number in (9, 10, 13) or 0x20 <= number <= 0xD7FF or 0xE000 <= number <= 0xFFFD
    if not is_character and not 0x10000 <= number <= 0x10FFFF:
        raise NotCanonical
    return chr(number)


def _check_encoding(head: bytes) -> None:
    match = _ENCODING.match(head)
    if match and match[1].lower() != b"utf-8":
        raise NotCanonical


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise NotCanonical from error
