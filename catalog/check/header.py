"""The headings of a table against its schema."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from catalog.check.words import folded, nearest
from catalog.findings import Finding, Findings, Location, shown
from catalog.model.dataset import Resource
from catalog.model.table import Table


def check_header(table: Table, resource: Resource, errors: Sequence[Any], path: str) -> tuple[Findings, bool]:
    """Return what Frictionless's header *errors* mean, and whether cells still stand under the right headings.

    Frictionless compares headings by position, so one column too many makes all that follow wrong. What people need to
    know is which column is missing, which is too many, and whether only the order differs.

    Codes: blank-header, blank-label, duplicate-label, label-spelling, incorrect-label, missing-label, extra-label,
    columns-reordered.
    """
    if not errors:
        return (), True
    labels = [label.strip() for label in table.labels]
    names = [field.name for field in resource.schema.fields] if resource.schema is not None else labels
    place = _Headings(table, path)
    kinds = {error.type for error in errors}
    if "blank-header" in kinds or not any(labels):
        return (place.finding("blank-header", None),), False
    found = [*_blank_and_duplicate(labels, place)]
    if not kinds & {"incorrect-label", "missing-label", "extra-label"}:
        return tuple(found), True
    missing = [name for name in names if name not in labels]
    extra = [label for label in labels if label and label not in names]
    if not missing and not extra and len(labels) == len(names):
        return (*found, place.finding("columns-reordered", None, expected=_listed(names))), False
    renamed = {label: name for label, name in zip(labels, names, strict=False) if label in extra and name in missing}
    found.extend(_renamed(renamed, labels, place))
    for name in missing:
        if name not in renamed.values():
            found.append(place.finding("missing-label", None, name=shown(name)))
    for label in extra:
        if label not in renamed:
            params = {"label": shown(label), "candidates": nearest(label, names)}
            found.append(place.finding("extra-label", labels.index(label) + 1, **params))
    shifted = any(label in names and label != name for label, name in zip(labels, names, strict=False))
    return tuple(found), not shifted


def _renamed(renamed: dict[str, str], labels: Sequence[str], place: _Headings) -> Iterator[Finding]:
    for label, name in renamed.items():
        code = "label-spelling" if folded(label) == folded(name) else "incorrect-label"
        yield place.finding(code, labels.index(label) + 1, label=shown(label), expected=shown(name))


def _blank_and_duplicate(labels: Sequence[str], place: _Headings) -> Iterator[Finding]:
    for number, label in enumerate(labels, start=1):
        if not label:
            yield place.finding("blank-label", number, column=place.table.letters(number - 1))
        elif label in labels[: number - 1]:
            other = place.table.letters(labels.index(label))
            yield place.finding("duplicate-label", number, label=shown(label), other_column=other)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(shown(name) for name in names[:20]) + (", …" if len(names) > 20 else "")


class _Headings:
    """Where headings stand."""

    def __init__(self, table: Table, path: str) -> None:
        self.table, self.path = table, path

    def finding(self, code: str, number: int | None, **params: str) -> Finding:
        """Return a finding about the heading in column *number*, or about all of them."""
        row = self.table.first_data_row - 1
        if number is None:
            return Finding(code, Location(self.path, sheet=self.table.sheet, row=row), params)
        label = self.table.labels[number - 1].strip() or None
        cell = f"{self.table.letters(number - 1)}{row}"
        place = Location(self.path, sheet=self.table.sheet, row=row, field=label and shown(label), cell=cell)
        return Finding(code, place, params)
