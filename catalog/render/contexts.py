"""What list pages are made from: the little that they show of each dataset, made once and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from catalog.model.edition import Edition
from catalog.model.ids import DatasetId, Slug
from catalog.model.inventory import Inventory
from catalog.model.join import JoinColumn
from catalog.model.merging import MergedTable, UnpublishedDataset
from catalog.model.site import Municipality, Site
from catalog.model.text import Lang
from catalog.model.vocabulary import Theme
from catalog.model.withdrawn import WithdrawnDataset


@dataclass(frozen=True, slots=True)
class LayerEntry:
    """A layer as the map of the catalog lists it.

    Attributes:
        id: ``municipality/dataset/resource``.
        titles: By language; English only where there is a translation.
        bbox: West, south, east and north in degrees, or ``None`` without any coordinates.
        files: '/'-relative address of each file that a browser can draw, by its role.
    """

    id: str
    titles: Mapping[str, str]
    geometry_type: str
    feature_count: int
    bbox: tuple[float, float, float, float] | None
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """What a dataset is found by. Texts by language; English only where there is a translation.

    Attributes:
        titles: Its title.
        kana: The reading of the title in kana, empty where nobody told it.
        easy: The title in plain Japanese, empty where nobody wrote it.
        columns: Headings of its tables.
        labels: The values that its columns may have, and what legends call them.
        summaries: The beginning of its description.
        standard: Id of the standard dataset that it follows, or ``None``.
        words: What its descriptions are found by, as :func:`catalog.render.search.folding.text_tokens` gives it.
    """

    titles: Mapping[str, str]
    kana: str
    keywords: Mapping[str, tuple[str, ...]]
    columns: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, tuple[str, ...]]
    departments: Mapping[str, str]
    summaries: Mapping[str, str]
    standard: str | None
    licence: str
    words: tuple[str, ...]
    easy: str = ""


@dataclass(frozen=True, slots=True)
class TableFiles:
    """The files of one table of a dataset that follows a standard, for those who gather it from many bodies.

    Attributes:
        titles: Of the table by language, empty for the only one of its dataset.
        uris: '/'-relative address by role.
    """

    titles: Mapping[str, str]
    row_count: int | None
    uris: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DatasetEntry:
    """A dataset as lists show it.

    Attributes:
        titles: The title by language, for sorting.
        rows: The row by language as HTML, with :data:`catalog.render.links.BASE_TOKEN` for the way to the site's root.
        modified: ISO date, or ``None``.
        file_count: Files that are offered.
        record_count: Records of all tables.
        layers: Those that can be drawn on a map.
        layer_details: What the browser is told of them, as JSON; empty without any.
        search: What it is found by; ``None`` only where nobody searches.
        joins: Columns of codes by which other datasets can be joined to it.
        tables: Its files, if it follows a standard.
        is_fictitious: It is of a body that is invented as an example.
        is_compiled: The catalog's operator compiled it; the body didn't publish it.
    """

    id: DatasetId
    titles: Mapping[Lang, str]
    rows: Mapping[Lang, str]
    theme_ids: tuple[str, ...]
    file_types: tuple[str, ...]
    modified: str | None
    file_count: int
    record_count: int
    layers: tuple[LayerEntry, ...] = ()
    layer_details: str = ""
    search: SearchEntry | None = None
    joins: tuple[JoinColumn, ...] = ()
    tables: tuple[TableFiles, ...] = ()
    is_fictitious: bool = False
    is_compiled: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that the pages beside the datasets' own are made from.

    Attributes:
        municipalities: In the order of their codes.
        themes: The vocabulary, in its own order.
        entries: Every published dataset, in any order.
        withdrawn: Those whose publication has ended, in any order.
        histories: What the last editions of each dataset have brought, the newest first.
        merged: The merged tables of standard datasets, by standard.
        unpublished: Datasets that claim a standard and aren't published.
        inventories: What bodies hold, by body, in the order of their ids.
    """

    site: Site
    municipalities: Mapping[Slug, Municipality]
    themes: Mapping[str, Theme]
    entries: tuple[DatasetEntry, ...]
    withdrawn: tuple[WithdrawnDataset, ...] = ()
    histories: Mapping[DatasetId, tuple[Edition, ...]] = field(default_factory=dict)
    merged: tuple[MergedTable, ...] = ()
    unpublished: tuple[UnpublishedDataset, ...] = ()
    inventories: Mapping[Slug, Inventory] = field(default_factory=dict)

    def only(self, *, fictitious: bool) -> Contents:
        """Return what is of bodies that are invented as examples, or what is of all others."""
        bodies = {id: each for id, each in self.municipalities.items() if each.is_fictitious == fictitious}
        entries = tuple(each for each in self.entries if each.is_fictitious == fictitious)
        withdrawn = tuple(each for each in self.withdrawn if each.id.municipality in bodies)
        merged = tuple(each for each in self.merged if each.is_fictitious == fictitious)
        return replace(self, municipalities=bodies, entries=entries, withdrawn=withdrawn, merged=merged)
