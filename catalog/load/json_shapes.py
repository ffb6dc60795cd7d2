"""Tables in JSON that isn't one object per record: names beside rows, an array per column, objects under their keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from catalog.load.json_places import MAX_DEPTH, MAX_PLACES

_KEY_HEADING = "key"
"""Heading of the column that the names of objects make, where records are objects under names."""

_NAMES = ("fields", "columns", "header", "headers", "heading", "headings", "names", "labels", "項目", "列", "見出し")
_NAME_KEYS = ("name", "id", "title", "label", "field", "key", "header")
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Shaped:
    """A table and where in the JSON it was; ``is_usual`` where the name of that place is all that a tool needs."""

    place: str
    rows: Sequence[Sequence[Any]]
    is_usual: bool = False


def find_beside_names(value: object) -> Shaped | None:
    """Return the rows of arrays that have the names of their columns in a list beside them, or ``None``."""
    found = (_beside_names(inner, names) for names, inner in _objects(value))
    return max((shaped for shaped in found if shaped is not None), key=_size, default=None)


def find_shaped(value: object) -> Shaped | None:
    """Return the largest table in *value* that isn't a list of objects, or ``None`` where there is none."""
    finders = (_arrays, _columns, _keyed)
    found = (find(inner, names) for names, inner in _objects(value) for find in finders)
    return max((shaped for shaped in found if shaped is not None), key=_size, default=None)


def _size(shaped: Shaped) -> int:
    return sum(len(row) for row in shaped.rows[:1_000]) * len(shaped.rows)


def _objects(value: object) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    """Yield the objects in *value* and the names that lead to them, *value* itself first."""
    return islice(_walk(value, ()), MAX_PLACES)


def _walk(value: object, names: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    if not isinstance(value, Mapping) or len(names) > MAX_DEPTH:
        return
    yield names, value
    for name, inner in value.items():
        yield from _walk(inner, (*names, name))


def _beside_names(value: Mapping[str, Any], names: tuple[str, ...]) -> Shaped | None:
    headings = next((found for key, item in value.items() if key.casefold() in _NAMES and (found := _texts(item))), [])
    if not headings:
        return None
    for key, item in value.items():
        if _are_rows(item) and all(len(row) == len(headings) for row in item):
            return Shaped(".".join((*names, key)), [headings, *item])
    return None


def _texts(value: object) -> list[str]:
    """Return the names in a list of texts, or of objects that have a name each; none where it isn't such a list."""
    if not isinstance(value, list) or not value:
        return []
    if all(isinstance(item, Mapping) for item in value):
        key = next((key for key in _NAME_KEYS if all(isinstance(item.get(key), str) for item in value)), None)
        return [item[key] for item in value] if key is not None else []
    return list(value) if all(isinstance(item, str) for item in value) else []


def _are_rows(value: object) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(row, list) and not any(map(_is_nested, row)) for row in value)
    )


def _is_nested(value: object) -> bool:
    return isinstance(value, list | dict)


def _arrays(value: Mapping[str, Any], names: tuple[str, ...]) -> Shaped | None:
    """Return rows whose first has the headings: ``{"data": [["番号", "名称"], [1, "中央公園"]]}``."""
    for key, item in value.items():
        if _are_rows(item) and len(item) >= _LEAST and len(item[0]) >= _LEAST:
            return Shaped(".".join((*names, key)), item, is_usual=True)
    return None


def _columns(value: Mapping[str, Any], names: tuple[str, ...]) -> Shaped | None:
    """Return the table of an object with an array per column: ``{"番号": [1, 2], "名称": ["中央公園", "東公園"]}``."""
    columns = {key: item for key, item in value.items() if isinstance(item, list) and not any(map(_is_nested, item))}
    lengths = {len(item) for item in columns.values()}
    if len(columns) < max(_LEAST, len(value) - 1) or len(lengths) != 1 or lengths.pop() < _LEAST:
        return None
    return Shaped(
        ".".join(names) or "{…}", [list(columns), *(list(row) for row in zip(*columns.values(), strict=True))]
    )


def _keyed(value: Mapping[str, Any], names: tuple[str, ...]) -> Shaped | None:
    """Return the table of objects under their keys: ``{"A01": {"名称": "中央公園"}, "A02": {"名称": "東公園"}}``."""
    items = list(value.values())
    if len(items) < _LEAST or not all(isinstance(item, Mapping) and item for item in items):
        return None
    if any(_is_nested(cell) for item in items for cell in item.values()):
        return None
    headings = list(dict.fromkeys(key for item in items for key in item))
    shared = sum(len(item) for item in items)
    if 2 * shared <= len(headings) * len(items):
        return None  # Objects that have nothing in common describe different things.
    rows = ([key, *(item.get(name) for name in headings)] for key, item in value.items())
    key = _KEY_HEADING if _KEY_HEADING not in headings else f"{_KEY_HEADING}_"
    return Shaped(".".join(names) or "{…}", [[key, *headings], *rows])
