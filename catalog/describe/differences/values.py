"""What two editions of a descriptor say otherwise, apart from what is told of their tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from catalog.describe.differences.tables import IsPersonal
from catalog.findings import shown
from catalog.model.difference import Shown, ValueChange

_TOLD_ELSEWHERE = ("name", "type")
_LIMIT = 120


def compare_values(
    before: Mapping[str, Any], after: Mapping[str, Any], is_personal: IsPersonal
) -> tuple[ValueChange, ...]:
    """Return the values of the descriptors *before* and *after* that differ, in their order."""
    was, is_now = dict(_leaves(before, "")), dict(_leaves(after, ""))
    places = [*is_now, *(place for place in was if place not in is_now)]
    return tuple(
        ValueChange(
            shown(place, _LIMIT),
            _value(place, was.get(place), is_personal),
            _value(place, is_now.get(place), is_personal),
        )
        for place in places
        if was.get(place) != is_now.get(place)
    )


def _value(place: str, text: str | None, is_personal: IsPersonal) -> Shown | None:
    if text is None:
        return None
    return Shown(None if is_personal(place.rpartition("/")[2], text) else shown(text, _LIMIT))


def _leaves(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """Yield each text with its place; a list of texts is one text, and items with names are known by these."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            is_column = place.rpartition("/")[0].endswith("fields")
            if not (is_column and key in _TOLD_ELSEWHERE):
                yield from _leaves(item, f"{place}/{key}" if place else str(key))
    elif isinstance(value, list) and place.endswith("/categories"):
        yield from _categories(value, place)
    elif isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
        for number, item in enumerate(value, start=1):
            name = item.get("name") if isinstance(item, Mapping) else None
            yield from _leaves(item, f"{place}/{name or number}")
    elif isinstance(value, list):
        yield place, ", ".join(map(_text, value))
    else:
        yield place, _text(value)


def _categories(items: list[Any], place: str) -> Iterator[tuple[str, str]]:
    """Yield the values of a column in their order, and what each means, known by the value."""
    named = [(_text(item.get("value")) if isinstance(item, Mapping) else _text(item), item) for item in items]
    yield place, ", ".join(name for name, _ in named)
    for name, item in named:
        words = {key: text for key, text in item.items() if key != "value"} if isinstance(item, Mapping) else {}
        yield from _leaves(words, f"{place}/{name}")


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)
