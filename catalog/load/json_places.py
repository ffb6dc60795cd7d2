"""Where the records are in a JSON object, as programs wrap them: in ``items``, in ``result.records`` and so on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

MAX_DEPTH = 8
MAX_PLACES = 10_000
"""Values of objects that are looked at."""

_LOOKED_AT = 100
_USUAL_NAMES = frozenset(
    ("data", "features", "items", "list", "records", "result", "results", "rows", "value", "values")
)


def find_property(value: object) -> str | None:
    """Return where in *value* the list of records is, ``result.records``, or ``None`` where there is none.

    Of several lists of objects it is the one that programs call so (records, items, data …), or the one with the most
    values. Lists within lists aren't looked into, and rows without names for their cells aren't taken.
    """
    found = list(islice(_lists(value, ()), MAX_PLACES))
    best = max(found, key=lambda place: (place[0][-1].casefold() in _USUAL_NAMES, _size(place[1])), default=None)
    return None if best is None else ".".join(best[0])


def _lists(value: object, names: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Sequence[object]]]:
    """Yield the lists of objects in *value*, and the names that lead to them."""
    if not isinstance(value, Mapping) or len(names) == MAX_DEPTH:
        return
    for name, inner in value.items():
        if "." in name:  # It couldn't be written with dots between names.
            continue
        if isinstance(inner, list) and inner and all(isinstance(item, dict) for item in inner):
            yield (*names, name), inner
        else:
            yield from _lists(inner, (*names, name))


def _size(items: Sequence[object]) -> float:
    first = items[:_LOOKED_AT]
    return len(items) * sum(len(item) for item in first if isinstance(item, dict)) / len(first)
