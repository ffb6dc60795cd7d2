"""What was changed in a table on its way to the published copies, as one list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from catalog.model.conversion import Conversion, ConversionKind
from catalog.model.dataset import Schema

_ORDER = list(ConversionKind)


def describe_conversions(steps: Iterable[Iterable[Conversion]], schema: Schema) -> tuple[Conversion, ...]:
    """Return the changes of all *steps* by column, then by kind; whole rows come last.

    Changes of one kind to one column are added up, with the first example.
    """
    found: dict[tuple[str | None, ConversionKind], Conversion] = {}
    for conversion in (each for step in steps for each in step):
        key = (conversion.field, conversion.kind)
        known = found.get(key)
        found[key] = replace(known, count=known.count + conversion.count) if known else conversion
    places = {field.name: place for place, field in enumerate(schema.fields)}
    last = len(places)
    return tuple(sorted(found.values(), key=lambda each: (places.get(each.field or "", last), _ORDER.index(each.kind))))
