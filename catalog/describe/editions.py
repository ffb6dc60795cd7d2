"""What an edition has brought, in few numbers: made of all that differs between it and the one before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import islice

from catalog.findings import shown
from catalog.model.difference import DatasetDifference, LayerDifference, State, TableDifference, ValueChange
from catalog.model.edition import Aspect, Edition, EditionKind, ResourceChange
from catalog.model.text import LocalizedText

MOST_NAMES = 20
"""Columns and files that are kept by name."""
_LONGEST_NAME = 80

_ADDED = {"en": Aspect.ENGLISH, "ja-x-easy": Aspect.EASY}
_BY_KEY = {
    "title": Aspect.TITLE,
    "description": Aspect.DESCRIPTION,
    "licenses": Aspect.LICENCE,
    "publisher": Aspect.CONTACT,
    "contributors": Aspect.CONTACT,
    "accrualPeriodicity": Aspect.FREQUENCY,
    "themes": Aspect.TOPICS,
    "keywords": Aspect.TOPICS,
}
_UNTOLD = frozenset({"modified", "issued", "temporal", "$schema", "profile", "encoding", "dialect", "path"})
"""What goes with every edition, or only tells programs how a file is read."""


def describe_edition(
    difference: DatasetDifference, day: str, titles: Mapping[str, LocalizedText], told_files: Set[str]
) -> Edition:
    """Return *difference* as what *day* has brought; silent where only the form of something changed.

    Arguments:
        difference: Of the two editions.
        day: On which the later one came.
        titles: Of the resources, by name; empty where there is only one.
        told_files: Names of the files whose tables and layers were compared, so that their bytes say nothing more.
    """
    if difference.state is State.UNREADABLE:
        return Edition(day, EditionKind.UNREAD)
    if difference.state is State.ADDED:
        return Edition(day, EditionKind.FIRST, row_count=sum(count for _, count in difference.row_counts) or None)
    tables = {table.resource for table in difference.tables}
    resources = [_table_change(table, titles) for table in difference.tables]
    resources += [_layer_change(layer, titles) for layer in difference.layers if layer.resource not in tables]
    files = {state: _file_names(difference, state, told_files) for state in State}
    return Edition(
        day,
        EditionKind.CHANGED,
        resources=tuple(change for change in resources if _says_something(change)),
        about=tuple(aspect for aspect in Aspect if aspect in set(_aspects(difference.values))),
        files_added=files[State.ADDED],
        files_removed=files[State.REMOVED],
        files_changed=files[State.CHANGED],
    )


def _table_change(table: TableDifference, titles: Mapping[str, LocalizedText]) -> ResourceChange:
    # Without a key, a row that was rewritten is one that went and one that came.
    rewritten = 0 if table.key else min(table.added, table.removed)
    title = titles.get(table.resource, LocalizedText(""))
    return ResourceChange(
        resource=table.resource,
        title=title.ja,
        title_en=title.en,
        added=table.added - rewritten,
        removed=table.removed - rewritten,
        changed=table.changed + rewritten,
        columns_added=_cut(table.columns_added),
        columns_removed=_cut(table.columns_removed),
        renamed=_renamed(table.columns_renamed),
        is_reordered=table.is_reordered,
    )


def _layer_change(layer: LayerDifference, titles: Mapping[str, LocalizedText]) -> ResourceChange:
    title = titles.get(layer.resource, LocalizedText(""))
    return ResourceChange(
        resource=layer.resource,
        title=title.ja,
        title_en=title.en,
        added=layer.added,
        removed=layer.removed,
        moved=layer.moved + layer.reshaped + layer.placed + layer.unplaced,
        is_layer=True,
    )


def _says_something(change: ResourceChange) -> bool:
    counts = (change.added, change.removed, change.changed, change.moved, change.is_reordered)
    return any((*counts, change.columns_added, change.columns_removed, change.renamed))


def _aspects(values: tuple[ValueChange, ...]) -> Iterator[Aspect]:
    for value in values:
        keys = value.place.split("/")
        plain, _, lang = keys[-1].partition("@")
        if not _UNTOLD.isdisjoint(keys):
            continue
        if lang in _ADDED and value.before is None:
            yield _ADDED[lang]
        elif "fields" in keys or "schema" in keys:
            yield Aspect.COLUMNS
        elif "layer" in keys:
            yield Aspect.LAYER
        else:
            yield _BY_KEY.get(keys[0].partition("@")[0]) or _BY_KEY.get(plain) or Aspect.DETAILS


def _file_names(difference: DatasetDifference, state: State, told_files: Set[str]) -> tuple[str, ...]:
    names = (file.uri.split("/", 3)[-1] for file in difference.files if file.state is state)
    return _cut(name for name in names if state is not State.CHANGED or name not in told_files)


def _renamed(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((shown(old, _LONGEST_NAME), shown(new, _LONGEST_NAME)) for old, new in islice(pairs, MOST_NAMES))


def _cut(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(shown(name, _LONGEST_NAME) for name in islice(names, MOST_NAMES))
