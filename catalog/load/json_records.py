"""JSON and NDJSON to records: every value as the text that was written."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from catalog.findings import Finding, Findings, Location, shown
from catalog.load.columns import RecordFrames, TooManyCells
from catalog.load.csv_records import MAX_CELLS, MAX_COLUMNS
from catalog.load.decoding import candidate_codecs, decode_strictly, encoding_finding
from catalog.load.json_places import find_property
from catalog.load.json_shapes import Shaped
from catalog.load.text_records import is_filled
from catalog.model.records import Newline, Records, TextFormat

MAX_BYTES = 200_000_000
"""Of JSON, which has to be in memory as a whole: ten times its size."""

MAX_DEPTH = 64

MAX_PROPERTY_CHARS = 200

_BATCH_ROWS = 20_000
_SURROGATE = re.compile("[\ud800-\udfff]")


class _Number(str):
    """A number's digits as they were written."""

    __slots__ = ()


class _Refused(Exception):
    """The text isn't what it has to be: the code of the finding, the line, and its params."""

    def __init__(self, code: str, line: int | None = None, **params: str) -> None:
        super().__init__(code)
        self.code, self.line, self.params = code, line, params


def read_json_records(data: bytes, path: str, *, property_name: str | None = None) -> tuple[Records | None, Findings]:
    """Return the records of a JSON file, or findings that say why not.

    An array of objects (its keys, in the order in which they appear, become the first record), or an array of arrays,
    whose first is that of the headings. Numbers are the digits as written, ``null`` and a key that isn't there are
    empty, and an object or array within a record is compact JSON.

    Arguments:
        data: The whole file.
        path: What findings call the file.
        property_name: Where the array is in an object: ``items``, or ``result.items`` further inside.

    Codes: file-empty, file-too-large, encoding-unknown, encoding-rare, encoding-mixed, json-syntax, json-duplicate-key,
    json-not-records, json-inside, too-many-columns, too-many-cells.
    """

    def rows(text: str) -> Iterator[Sequence[str]]:
        value = _parse(text)
        for name in property_name.split(".") if property_name else ():
            value = value.get(name) if isinstance(value, dict) else None
        if not isinstance(value, list):
            raise _not_a_list(value, property_name)
        return _rows(value)

    return _read(data, path, rows)


def read_shaped_json(
    data: bytes, path: str, find: Callable[[object], Shaped | None]
) -> tuple[Records | None, Shaped | None]:
    """Return the records of JSON that isn't one object per record, as *find* finds them, and where they were.

    Arguments:
        data: The whole file.
        path: What findings call the file.
        find: Of :mod:`catalog.load.json_shapes`.
    """
    found: list[Shaped] = []

    def rows(text: str) -> Iterator[Sequence[str]]:
        shaped = find(_parse(text))
        if shaped is None:
            raise _Refused("json-not-records")
        found.append(shaped)
        return ([_text(cell) for cell in row] for row in shaped.rows)

    records, _ = _read(data, path, rows)
    return records, found[0] if found else None


def _not_a_list(value: object, property_name: str | None) -> _Refused:
    place = find_property(value) if property_name is None else None
    if place is not None:
        return _Refused("json-inside", property=shown(place, MAX_PROPERTY_CHARS))
    return _Refused("json-not-records")


def read_ndjson_records(data: bytes, path: str) -> tuple[Records | None, Findings]:
    """Return the records of a file with one JSON object (or array) per line, as :func:`read_json_records` does.

    Codes: those of :func:`read_json_records`.
    """

    def rows(text: str) -> Iterator[Sequence[str]]:
        lines = enumerate(text.split("\n"), start=1)
        return _rows([_parse(line, number) for number, line in lines if line.strip()])

    return _read(data, path, rows)


def _read(data: bytes, path: str, rows_of: Callable[[str], Iterator[Sequence[str]]]) -> tuple[Records | None, Findings]:
    if not is_filled(data):
        return None, (Finding("file-empty", Location(path)),)
    if len(data) > MAX_BYTES:
        return None, (Finding("file-too-large", Location(path), {"limit": f"{MAX_BYTES // 1_000_000:,}"}),)
    for codec in candidate_codecs(data, None):
        try:
            text = decode_strictly(data, codec)
        except UnicodeError:
            continue
        try:
            frame, extra_cells = _frames(rows_of(text)).finish()
        except _Refused as refused:
            return None, (Finding(refused.code, Location(path, line=refused.line), refused.params),)
        except TooManyCells:
            return None, (Finding("too-many-cells", Location(path), {"limit": f"{MAX_CELLS:,}"}),)
        return Records(frame, extra_cells, TextFormat(codec, _newline(text), None)), ()
    return None, (encoding_finding(data, None, path),)


def _newline(text: str) -> Newline | None:
    crlf_count = text.count("\r\n")
    counts: dict[Newline, int] = {
        "crlf": crlf_count,
        "cr": text.count("\r") - crlf_count,
        "lf": text.count("\n") - crlf_count,
    }
    used = [kind for kind, count in counts.items() if count]
    return "mixed" if len(used) > 1 else next(iter(used), None)


def _frames(rows: Iterable[Sequence[str]]) -> RecordFrames:
    frames, batch = RecordFrames(MAX_CELLS), []
    for row in rows:
        if len(row) > MAX_COLUMNS:
            raise _Refused("too-many-columns", limit=f"{MAX_COLUMNS:,}")
        batch.append(row)
        if len(batch) == _BATCH_ROWS:
            frames.add_rows(batch)
            batch = []
    frames.add_rows(batch)
    return frames


def _parse(text: str, line: int = 1) -> Any:
    """Return the value of *text*, which begins at *line*, its numbers as :class:`_Number`."""
    try:
        value = json.loads(
            text,
            parse_int=_Number,
            parse_float=_Number,
            parse_constant=_refuse_constant,
            object_pairs_hook=_without_repeats,
        )
    except json.JSONDecodeError as error:
        raise _Refused("json-syntax", line + error.lineno - 1) from None
    except RecursionError:
        raise _Refused("json-syntax", line) from None
    except _Refused as refused:
        raise _Refused(refused.code, refused.line or (line if line > 1 else None), **refused.params) from None
    return value


def _refuse_constant(name: str) -> Any:
    raise _Refused("json-syntax")  # NaN and Infinity are no JSON.


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        repeated = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise _Refused("json-duplicate-key", key=shown(repeated))
    return found


def _rows(items: list[Any]) -> Iterator[Sequence[str]]:
    if items and all(isinstance(item, dict) for item in items):
        keys = list(dict.fromkeys(key for item in items for key in item))
        yield [_text(key) for key in keys]
        for item in items:
            yield [_text(item.get(key)) for key in keys]
    elif items and all(isinstance(item, list) for item in items):
        for item in items:
            yield [_text(cell) for cell in item]
    else:
        raise _Refused("json-not-records")


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = value if isinstance(value, str) else _compact(value)
    if not text.isascii() and _SURROGATE.search(text) is not None:  # Half of a character, written \ud83d.
        raise _Refused("json-syntax")
    return str(text)


def _compact(value: Any, depth: int = 0) -> str:
    """Return *value* as JSON without spaces, numbers as they were written."""
    if depth > MAX_DEPTH:
        raise _Refused("json-syntax")
    if isinstance(value, _Number):
        return str(value)
    if isinstance(value, dict):
        parts = (f"{json.dumps(key, ensure_ascii=False)}:{_compact(item, depth + 1)}" for key, item in value.items())
        return "{" + ",".join(parts) + "}"
    if isinstance(value, list):
        return "[" + ",".join(_compact(item, depth + 1) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)
