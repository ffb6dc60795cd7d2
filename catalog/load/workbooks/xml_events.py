"""XML as events, in bounded memory: no document types, so no entities that grow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from xml.parsers import expat

from catalog.load.workbooks.refusals import NotReadable

MAX_TOKEN_BYTES = 4_000_000
MAX_DEPTH = 200

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class XmlParser:
    """Feeds handlers with the elements and texts of a part that comes in chunks."""

    __slots__ = ("_fed_bytes", "_parser")

    def __init__(self, start: Start, end: End | None = None, text: Text | None = None) -> None:
        self._fed_bytes = 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = start
        self._parser.EndElementHandler = end
        self._parser.CharacterDataHandler = text
        self._parser.StartDoctypeDeclHandler = _refuse

    def feed(self, chunk: bytes, *, is_last: bool = False) -> None:
        """Take the next *chunk*.

        Raises:
            NotReadable: It isn't well formed, has a document type, or a tag longer than :data:`MAX_TOKEN_BYTES`.
        """
        try:
            self._parser.Parse(chunk, is_last)
        except (expat.ExpatError, LookupError, ValueError) as error:  # The last two: encodings that it can't decode.
            raise NotReadable from error
        self._fed_bytes += len(chunk)
        if self._fed_bytes - self._parser.CurrentByteIndex > MAX_TOKEN_BYTES:
            raise NotReadable

    @property
    def byte_index(self) -> int:
        """Where the event that is being handled begins."""
        return self._parser.CurrentByteIndex


def parse_xml(chunks: Iterable[bytes], start: Start, end: End | None = None, text: Text | None = None) -> None:
    """Call the handlers with the qualified names, attributes and texts of a whole part.

    Raises:
        NotReadable: As for :meth:`XmlParser.feed`, or the part is cut off.
    """
    parser = XmlParser(start, end, text)
    for chunk in chunks:
        parser.feed(chunk)
    parser.feed(b"", is_last=True)


def local(name: str) -> str:
    """Return *name* without its prefix."""
    return name.rpartition(":")[2]


def attribute(attributes: Mapping[str, str], name: str) -> str | None:
    """Return the attribute of the local *name*, whatever its prefix."""
    return next((value for key, value in attributes.items() if local(key) == name), None)


def check_depth(path: list[str]) -> None:
    """Return nothing if elements aren't nested deeper than any program nests them.

    Raises:
        NotReadable: They are.
    """
    if len(path) > MAX_DEPTH:
        raise NotReadable


def is_true(value: str | None) -> bool:
    """Return whether an XML Schema boolean is true."""
    return value in ("1", "true")


def _refuse(*_: object) -> None:
    raise NotReadable
