"""What the values of a standard dataset's columns mean, for the columns of a dataset that says it follows one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from catalog.infer.headings import heading_key
from catalog.model.dataset import Field, Resource
from catalog.model.text import LocalizedText
from catalog.standards.standard_datasets import read_standard_datasets
from catalog.standards.standard_values import standard_value_labels


def with_standard_labels(resources: tuple[Resource, ...], conforms_to: str | None) -> tuple[Resource, ...]:
    """Return *resources* with the labels that the standard gives to values of their columns."""
    known = _labels_of(conforms_to) if conforms_to is not None else {}
    return tuple(_labelled(each, known) for each in resources) if known else resources


def _labelled(resource: Resource, known: Mapping[str, Mapping[str, LocalizedText]]) -> Resource:
    if resource.schema is None:
        return resource
    fields = tuple(_field(field, known.get(heading_key(field.name), {})) for field in resource.schema.fields)
    return replace(resource, schema=replace(resource.schema, fields=fields))


def _field(field: Field, labels: Mapping[str, LocalizedText]) -> Field:
    return replace(field, standard_labels=labels) if labels and field.type in ("string", "integer") else field


@cache
def _labels_of(id: str) -> Mapping[str, Mapping[str, LocalizedText]]:
    """Return labels by the key of the heading; where both editions have the column, those of the new one."""
    found: dict[str, Mapping[str, LocalizedText]] = {}
    for column in (column for each in read_standard_datasets() if each.id == id for column in each.columns):
        if labels := standard_value_labels(column):
            for heading in (column.heading, *column.variants):
                found.setdefault(heading_key(heading), labels)
    return found
