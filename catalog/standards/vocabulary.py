"""The closed vocabularies that ship with the package, from the YAML files beside this module."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Protocol, TypeVar

import yaml

from catalog.model.text import LocalizedText
from catalog.model.vocabulary import FileType, Frequency, Licence, Theme, Vocabularies


class _Entry(Protocol):
    @property
    def id(self) -> str: ...


_E = TypeVar("_E", bound=_Entry)


@cache
def read_vocabularies() -> Vocabularies:
    """Return all closed vocabularies, each in the order of its file."""
    return Vocabularies(
        licences=_read("licences", _licence),
        themes=_read("themes", _theme),
        frequencies=_read("frequencies", _frequency),
        file_types=_read("file-types", _file_type),
    )


def _read(name: str, make: Callable[[Mapping[str, Any]], _E]) -> dict[str, _E]:
    text = (files("catalog") / "standards" / f"{name}.yaml").read_text("utf-8")
    # BaseLoader keeps every scalar as text: a code such as `NO` never becomes false.
    entries = [make(raw) for raw in yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))]
    return {entry.id: entry for entry in entries}


def _label(raw: Mapping[str, Any]) -> LocalizedText:
    return LocalizedText(raw["ja"], raw["en"])


def _licence(raw: Mapping[str, Any]) -> Licence:
    return Licence(raw["id"], _label(raw), raw["url"], raw["spdx"] or None, raw["requires_attribution"] == "yes")


def _theme(raw: Mapping[str, Any]) -> Theme:
    return Theme(raw["id"], _label(raw), tuple(raw["eu"]), raw["icon"])


def _frequency(raw: Mapping[str, Any]) -> Frequency:
    return Frequency(raw["id"], _label(raw), raw["eu"], int(raw["days"]) if raw["days"] else None)


def _file_type(raw: Mapping[str, Any]) -> FileType:
    also = tuple(raw.get("also", ()))
    return FileType(raw["id"], _label(raw), raw["extension"], raw["media_type"], raw["eu"] or None, also)
