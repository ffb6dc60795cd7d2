"""What office documents of the old kind (XLS, DOC, PPT) tell of those who made them.

Source: [MS-OLEPS], property sets; [MS-XLS] 2.4.349, WriteAccess.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from catalog.load.traces.exif import decoded_text
from catalog.load.workbooks.compound import CompoundFile
from catalog.load.workbooks.refusals import NotReadable
from catalog.model.traces import Trace, TraceKind, TraceSource
from catalog.model.workbook import PersonalText

_SUMMARY, _MORE = "\x05SummaryInformation", "\x05DocumentSummaryInformation"
_PEOPLE = {_SUMMARY: (4, 8), _MORE: (14,)}  # author, last author; manager
_TEXT, _WIDE_TEXT = 30, 31
_MAX_PROPERTIES = 500
_MAX_TEXT_BYTES = 1_000
_WRITE_ACCESS = 0x5C
_MAX_RECORDS = 50


def old_office_traces(data: bytes) -> Iterator[Trace]:
    """Yield the names in the properties of an old document; nothing of a broken one."""
    try:
        container = CompoundFile(data)
        texts = [*_property_texts(container), *_last_users(container)]
    except (NotReadable, struct.error, RecursionError):
        return
    for text in dict.fromkeys(texts):
        yield Trace(TraceKind.PERSON, TraceSource.DOCUMENT, PersonalText(text))


def _property_texts(container: CompoundFile) -> Iterator[str]:
    for stream, wanted in _PEOPLE.items():
        if stream in container:
            for number, text in _properties(container.read(stream)):
                if number in wanted and text:
                    yield text


def _properties(data: bytes) -> Iterator[tuple[int, str]]:
    """Yield the number and text of the first section's properties that are texts."""
    if len(data) < 48:
        return
    (section,) = struct.unpack_from("<I", data, 44)
    if section > len(data) - 8:
        return
    (count,) = struct.unpack_from("<I", data, section + 4)
    for index in range(min(count, _MAX_PROPERTIES)):
        if section + 16 + 8 * index > len(data):
            return
        number, offset = struct.unpack_from("<II", data, section + 8 + 8 * index)
        place = section + offset
        if place + 8 > len(data):
            continue
        kind, size = struct.unpack_from("<II", data, place)
        if kind == _TEXT:
            yield number, decoded_text(data[place + 8 : place + 8 + min(size, _MAX_TEXT_BYTES)].split(b"\0")[0])
        elif kind == _WIDE_TEXT:
            yield number, decoded_text(data[place + 8 : place + 8 + 2 * min(size, _MAX_TEXT_BYTES)], is_utf16=True)


def _last_users(container: CompoundFile) -> Iterator[str]:
    """Yield who saved a workbook last, which Excel notes among its first records, too."""
    name = next((name for name in ("Workbook", "Book") if name in container), None)
    stream = container.read(name) if name is not None else b""
    place = 0
    for _ in range(_MAX_RECORDS):
        if place + 4 > len(stream):
            return
        number, size = struct.unpack_from("<HH", stream, place)
        record = stream[place + 4 : place + 4 + size]
        if number == _WRITE_ACCESS and len(record) > 3:
            text = _access_text(record) if name == "Workbook" else decoded_text(record[1 : 1 + record[0]])
            if text:
                yield text
        place += 4 + size


def _access_text(record: bytes) -> str:
    length, is_wide = int.from_bytes(record[:2], "little"), record[2] & 1
    text = record[3 : 3 + length * (2 if is_wide else 1)]
    return decoded_text(text, is_utf16=bool(is_wide))
