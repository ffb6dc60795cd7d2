"""Where an office document names people: properties, authors of comments and changes, the author's own folder.

Workbooks are read here, and so are texts and presentations, which are built in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from catalog.load.workbooks.archive import Archive
from catalog.load.workbooks.xml_events import XmlParser, attribute, local
from catalog.model.workbook import PersonalProperty, PersonalText, PropertyKind

_K = PropertyKind
# By the name of the root element: parts are found whatever they are called.
_ELEMENTS: Final[Mapping[str, Mapping[str, PropertyKind]]] = {
    "coreProperties": {"creator": _K.CREATOR, "lastModifiedBy": _K.LAST_EDITOR},
    "Properties": {"Company": _K.COMPANY, "Manager": _K.MANAGER},
    "comments": {"author": _K.COMMENT_AUTHOR},
    "document-meta": {"initial-creator": _K.CREATOR, "creator": _K.LAST_EDITOR, "printed-by": _K.LAST_EDITOR},
    # With their prefixes: "text:creator" is a name that the document shows.
    "document-content": {
        "dc:creator": _K.COMMENT_AUTHOR,
        "meta:creator-initials": _K.COMMENT_AUTHOR,
        "loext:sender-initials": _K.COMMENT_AUTHOR,
    },
}
_ATTRIBUTES: Final[Mapping[str, Mapping[tuple[str, str], PropertyKind]]] = {
    "personList": {("person", "displayName"): _K.PERSON, ("person", "userId"): _K.PERSON},
    "headers": {("header", "userName"): _K.REVISION_AUTHOR},
    "users": {("userInfo", "name"): _K.REVISION_AUTHOR},
    "workbook": {("fileSharing", "userName"): _K.WRITER, ("absPath", "url"): _K.FOLDER},
    "pivotCacheDefinition": {("pivotCacheDefinition", "refreshedBy"): _K.REFRESHER},
    "comments": {("comment", "author"): _K.COMMENT_AUTHOR, ("comment", "initials"): _K.COMMENT_AUTHOR},
    "cmAuthorLst": {("cmAuthor", "name"): _K.COMMENT_AUTHOR, ("cmAuthor", "initials"): _K.COMMENT_AUTHOR},
    "authorLst": {
        ("author", "name"): _K.COMMENT_AUTHOR,
        ("author", "initials"): _K.COMMENT_AUTHOR,
        ("author", "userId"): _K.COMMENT_AUTHOR,
    },
    **{
        root: {("*", "author"): _K.REVISION_AUTHOR}
        for root in ("document", "hdr", "ftr", "footnotes", "endnotes", "glossaryDocument", "numbering", "styles")
    },
}
_WHOLE: Final = {"people": "person"}
"""Elements that go as a whole, by the root: Word looks authors up in them, and two of one name would be wrong."""
_ELSEWHERE = ("xl/worksheets/", "xl/theme/", "xl/styles", "xl/sharedstrings", "xl/drawings/", "xl/charts/", "xl/media/")
_ENDINGS = (".xml", ".psmdcp")
_BULKY = ("word/", "ppt/", "content.xml", "styles.xml")
_IN_BULKY = (b"uthor", b"dc:creator", b"-initials")
"""What a part with the text of a document must contain to be looked at: parsing it takes long."""
_THREAD = "tc={"  # Excel's own "author" of comments with replies.
_MAX_AUTHOR_LENGTH = 256
_ATTRIBUTE = re.compile(rb"""\s([\w:.\-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass(frozen=True, slots=True)
class PersonalPlace:
    """A text in a part that may name a person; ``start`` and ``end`` count bytes of the part as UTF-8."""

    kind: PropertyKind
    start: int
    end: int
    value: PersonalText


@dataclass(frozen=True, slots=True)
class PersonalPart:
    """A part with such texts; ``data`` is the part as UTF-8."""

    name: str
    data: bytes
    places: tuple[PersonalPlace, ...]


def find_personal(archive: Archive) -> Iterator[PersonalPart]:
    """Yield the parts of a workbook or another document that name people.

    Raises:
        NotReadable, TooLarge, Encrypted: A part can't be read.
    """
    for name in archive.names:
        part = personal_part(archive, name)
        if part is not None:
            yield part


def personal_part(archive: Archive, name: str) -> PersonalPart | None:
    """Return the part called *name* if it names people.

    Raises:
        NotReadable, TooLarge, Encrypted: It can't be read.
    """
    lower = name.lower()
    if not lower.endswith(_ENDINGS) or lower.startswith(_ELSEWHERE):
        return None
    data = _as_utf8(archive.read(name))
    if lower.startswith(_BULKY) and not any(mark in data for mark in _IN_BULKY):
        return None
    places = _places(data)
    return PersonalPart(name, data, tuple(places)) if places else None


def personal_properties(archive: Archive) -> tuple[PersonalProperty, ...]:
    """Return what names people, each name once a part.

    Raises:
        NotReadable, TooLarge, Encrypted: A part can't be read.
    """
    found = {(place.kind, part.name, place.value) for part in find_personal(archive) for place in part.places}
    ordered = sorted(found, key=lambda item: (item[1], item[0].value, item[2].text))
    return tuple(PersonalProperty(kind, part, value) for kind, part, value in ordered)


def _as_utf8(data: bytes) -> bytes:
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data
    text = data.decode("utf-16", "replace")
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace")


def _places(data: bytes) -> list[PersonalPlace]:
    finder = _Finder(data)
    parser = XmlParser(finder.start, finder.end, finder.characters)
    finder.parser = parser
    parser.feed(data, is_last=True)
    return finder.places


@dataclass(slots=True)
class _Finder:
    """Handlers that note where in *data* the texts stand."""

    data: bytes
    places: list[PersonalPlace] = field(default_factory=list)
    parser: XmlParser | None = None
    _root: str | None = None
    _kind: PropertyKind | None = None
    _in_text: bool = False
    _tag_end: int = 0
    _text: list[str] = field(default_factory=list)
    _authors: set[str] = field(default_factory=set)
    _whole: tuple[int, str] | None = None

    def start(self, qualified: str, attributes: Mapping[str, str]) -> None:
        name = local(qualified)
        if self._root is None:
            self._root = name
        elif _WHOLE.get(self._root) == name and self._whole is None:
            self._whole = (self._index, attribute(attributes, "author") or "")
        elements = _ELEMENTS.get(self._root, {})
        self._kind = elements.get(qualified) or elements.get(name)
        self._in_text = self._root == "comments" and name == "t"
        if self._kind is not None or self._in_text:
            self._tag_end = _tag_end(self.data, self._index) + 1
        self._text = []
        known = _ATTRIBUTES.get(self._root, {})
        wanted = {key: kind for (element, key), kind in known.items() if element in (name, "*")}
        # A text has as many elements as words: only those with such an attribute are looked at more closely.
        if wanted and any(local(key) in wanted for key in attributes):
            self._take_attributes(wanted)

    def characters(self, text: str) -> None:
        if self._kind is not None or self._in_text:
            self._text.append(text)

    def end(self, qualified: str) -> None:
        if self._whole is not None and _WHOLE.get(self._root or "") == local(qualified):
            self._take_whole(*self._whole)
            self._whole = None
        text = "".join(self._text)
        if self._kind is not None:
            self._take_element(self._kind, text)
        elif self._in_text:
            self._take_signature(text)
        self._kind, self._in_text, self._text = None, False, []

    @property
    def _index(self) -> int:
        assert self.parser is not None
        return self.parser.byte_index

    def _take_whole(self, start: int, author: str) -> None:
        begin_end = _tag_end(self.data, start)
        is_empty = self.data[begin_end - 1 : begin_end] == b"/"
        end = begin_end + 1 if is_empty else _tag_end(self.data, self._index) + 1
        self.places.append(PersonalPlace(PropertyKind.PERSON, start, end, PersonalText(author)))

    def _take_element(self, kind: PropertyKind, text: str) -> None:
        if text.strip() and not (kind is PropertyKind.COMMENT_AUTHOR and text.startswith(_THREAD)):
            self.places.append(PersonalPlace(kind, self._tag_end, self._index, PersonalText(text.strip())))
            if kind is PropertyKind.COMMENT_AUTHOR:
                self._authors.add(text.strip())

    def _take_signature(self, text: str) -> None:
        """Take the author's name that Excel writes at the start of a comment: ``山田:``."""
        start = self._tag_end
        for match in re.finditer(":", text[:_MAX_AUTHOR_LENGTH]):
            author = text[: match.start()]
            raw = f"{author}:".encode()
            if author in self._authors and self.data.startswith(raw, start):
                place = PersonalPlace(PropertyKind.COMMENT_AUTHOR, start, start + len(raw), PersonalText(author))
                self.places.append(place)
                return

    def _take_attributes(self, wanted: Mapping[str, PropertyKind]) -> None:
        start = self._index
        end = _tag_end(self.data, start)
        for match in _ATTRIBUTE.finditer(self.data, start, end):
            kind = wanted.get(local(match[1].decode("ascii", "replace")))
            group = 2 if match[2] is not None else 3
            if kind is not None and match[group].strip():
                value = PersonalText(match[group].decode("utf-8", "replace"))
                self.places.append(PersonalPlace(kind, match.start(group), match.end(group), value))


def _tag_end(data: bytes, start: int) -> int:
    """Return where the tag that begins at *start* ends; ``>`` may stand in quotes."""
    match = re.compile(rb"""(?:[^"'>]|"[^"]*"|'[^']*')*""").match(data, start)
    return match.end() if match else start
