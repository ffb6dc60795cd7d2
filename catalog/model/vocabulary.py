"""Closed vocabularies: the words that a descriptor may choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catalog.model.text import LocalizedText


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence under which data may be used.

    Attributes:
        id: Our name, which is the SPDX identifier where there is one.
        url: The text of the licence.
        spdx: SPDX identifier, or ``None`` where SPDX has none (公共データ利用規約).
        requires_attribution: Whether the source must be named.
    """

    id: str
    label: LocalizedText
    url: str
    spdx: str | None
    requires_attribution: bool


@dataclass(frozen=True, slots=True)
class Theme:
    """One of the 17 fields of e-Stat (分野), with the EU data themes beside it.

    Attributes:
        eu: Codes of the EU's data-theme authority table, such as ``TECH``.
        icon: Name of an icon among those that Material ships, such as ``material/wifi``.
    """

    id: str
    label: LocalizedText
    eu: tuple[str, ...]
    icon: str


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often a dataset is renewed (更新頻度).

    Attributes:
        eu: Code of the EU's frequency authority table, such as ``ANNUAL``.
        days: Longest time between two editions in days, or ``None`` where none is promised.
    """

    id: str
    label: LocalizedText
    eu: str
    days: int | None


@dataclass(frozen=True, slots=True)
class FileType:
    """A kind of file.

    Attributes:
        id: Short name as people say it in lower case: ``csv``.
        extension: Ending without the dot.
        eu: Code of the EU's file-type authority table, or ``None``.
        also: Other endings of such files.
    """

    id: str
    label: LocalizedText
    extension: str
    media_type: str
    eu: str | None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """All closed vocabularies of one catalog, each by id in the order of its file."""

    licences: Mapping[str, Licence]
    themes: Mapping[str, Theme]
    frequencies: Mapping[str, Frequency]
    file_types: Mapping[str, FileType]
