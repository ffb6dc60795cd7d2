"""What the values mean that the standard datasets fix, from the YAML file beside this module."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from catalog.model.text import LocalizedText
from catalog.standards.standard_datasets import StandardColumn


def standard_value_labels(column: StandardColumn) -> Mapping[str, LocalizedText]:
    """Return what the values of *column* mean, by value; empty where the standard doesn't fix them."""
    values, columns = _read()
    own = {value: values[value] for value in column.choices if value in values}
    return {**own, **columns.get(column.heading, {})}


@cache
def _read() -> tuple[Mapping[str, LocalizedText], Mapping[str, Mapping[str, LocalizedText]]]:
    text = (files("catalog") / "standards" / "standard-values.yaml").read_text("utf-8")
    # BaseLoader keeps every scalar as text: the value `1` stays as it is written in a table.
    book = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    columns = {heading: _labels(entry["values"]) for entry in book["columns"] for heading in entry["headings"]}
    return _labels(book["values"]), columns


def _labels(values: Mapping[str, Mapping[str, Any]]) -> dict[str, LocalizedText]:
    return {value: LocalizedText(told.get("ja", value), told["en"], told.get("easy")) for value, told in values.items()}
