"""Which datasets have something to do with one another: the same standard, shared codes, the same subject.

Everything is looked up in indexes whose lists are bounded, so that a catalog of any size takes a time in proportion.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from catalog.i18n import fictitious_texts
from catalog.model.ids import DatasetId
from catalog.model.join import SKETCH_SIZE, JoinColumn
from catalog.render.contexts import Contents, DatasetEntry

SAME_STANDARD = 4
JOINABLE = 3
SIMILAR = 5
FEWEST_SHARED_CODES = 3
_RARE = 40
"""What more datasets than this share says little of any two of them."""
_PROBED = 12
"""Digests of a column by which others are looked for: as the smallest ones, those are the same in equal columns."""
_COUNTED = 24
"""Columns whose codes are counted for one column."""
_NEAR = 8
"""Neighbours that are looked at in a long list, on either side."""
_SAME_FIELD = 0.6
"""What the same theme of the same body weighs, against the logarithms of rare keywords."""


@dataclass(frozen=True, slots=True)
class Joinable:
    """A dataset that can be joined, and the columns on either side.

    Attributes:
        shared: How many codes both have; ``None`` where that was only found in a sample.
    """

    id: DatasetId
    own: JoinColumn
    other: JoinColumn
    shared: int | None


@dataclass(frozen=True, slots=True)
class Related:
    """What has to do with a dataset.

    Attributes:
        standard: Id of the standard dataset that it follows.
        standard_count: How many datasets follow it, this one included.
    """

    standard: str | None
    standard_count: int
    same_standard: tuple[DatasetId, ...]
    joinable: tuple[Joinable, ...]
    similar: tuple[DatasetId, ...]


def derive_related(contents: Contents) -> dict[DatasetId, Related]:
    """Return what has to do with each dataset of the catalog: invented data has nothing to do with real data."""
    kinds = (contents.only(fictitious=fictitious) for fictitious in (False, True))
    return {id: related for kind in kinds for id, related in _derive_related(kind).items()}


def _derive_related(contents: Contents) -> dict[DatasetId, Related]:
    entries = sorted(contents.entries, key=lambda entry: (_code(entry, contents), entry.id))
    by_standard = _index(entries, lambda entry: [entry.search.standard] if entry.search else [])
    by_word = _index(entries, _words)
    by_field = _index(entries, lambda entry: [(entry.id.municipality, theme) for theme in entry.theme_ids])
    codes = _Codes(entries)
    found = {}
    for entry in entries:
        standard = entry.search.standard if entry.search else None
        followers = by_standard[standard] if standard else _Listed()
        same = tuple(followers.near(entry.id, SAME_STANDARD)) if standard else ()
        joinable = _joinable(entry, codes, set(same))
        told = {entry.id, *same, *(each.id for each in joinable)}
        similar = _similar(entry, by_word, by_field, told, len(entries))
        found[entry.id] = Related(standard, len(followers.ids), same, joinable, similar)
    return found


def _code(entry: DatasetEntry, contents: Contents) -> str:
    body = contents.municipalities.get(entry.id.municipality)
    return body.code if body is not None else ""


def _words(entry: DatasetEntry) -> Iterable[str]:
    """Return the keywords that may be rare, for which that of everything invented doesn't count."""
    found = entry.search.keywords.items() if entry.search else ()
    return {word.casefold() for lang, words in found for word in words if word != _said_of_all(lang)}


def _said_of_all(lang: str) -> str:
    return fictitious_texts("en" if lang == "en" else "ja")["keyword"]


class _Listed:
    """Datasets in their order, and the place of each."""

    def __init__(self) -> None:
        self.ids: list[DatasetId] = []
        self._places: dict[DatasetId, int] = {}

    def add(self, id: DatasetId) -> None:
        """Add a dataset at the end, once."""
        if id not in self._places:
            self._places[id] = len(self.ids)
            self.ids.append(id)

    def near(self, own: DatasetId, count: int) -> list[DatasetId]:
        """Return *count* others around *own*; bodies that are near one another have codes that are."""
        start = max(0, min(self._places[own] - count // 2, len(self.ids) - count - 1))
        return [id for id in self.ids[start : start + count + 1] if id != own][:count]


def _index(
    entries: Sequence[DatasetEntry], keys: Callable[[DatasetEntry], Iterable[Hashable]]
) -> dict[Hashable, _Listed]:
    found: dict[Hashable, _Listed] = {}
    for entry in entries:
        for key in keys(entry):
            found.setdefault(key, _Listed()).add(entry.id)
    return found


def _similar(
    own: DatasetEntry,
    by_word: Mapping[Hashable, _Listed],
    by_field: Mapping[Hashable, _Listed],
    told: set[DatasetId],
    total: int,
) -> tuple[DatasetId, ...]:
    """Return the datasets with the rarest keywords in common, then those of the same body and theme."""
    weights: dict[DatasetId, float] = {}
    for word in sorted(_words(own)):
        sharing = by_word[word].ids
        if 1 < len(sharing) <= _RARE:
            for id in sharing:
                weights[id] = weights.get(id, 0) + math.log1p(total / len(sharing))
    for theme in own.theme_ids:
        for id in by_field[own.id.municipality, theme].near(own.id, 2 * _NEAR):
            weights[id] = weights.get(id, 0) + _SAME_FIELD
    ranked = sorted(weights.items(), key=lambda item: (-round(item[1], 6), item[0]))
    return tuple(id for id, _ in ranked if id not in told)[:SIMILAR]


class _Codes:
    """The columns of codes of a catalog, and which of them have a code."""

    def __init__(self, entries: Sequence[DatasetEntry]) -> None:
        self.columns = [(entry.id, column) for entry in entries for column in entry.joins]
        self._values = [frozenset(column.sketch) for _, column in self.columns]
        self._having: dict[str, list[int]] = {}
        for number, (_, column) in enumerate(self.columns):
            for digest in column.sketch[:_PROBED]:
                self._having.setdefault(digest, []).append(number)

    def sharing(self, column: JoinColumn) -> list[tuple[int, int]]:
        """Return numbers of columns that have codes of *column*, and how many; the most promising are counted."""
        hits: dict[int, int] = {}
        for digest in column.sketch[:_PROBED]:
            for number in self._having[digest][:_RARE]:
                hits[number] = hits.get(number, 0) + 1
        promising = sorted(hits, key=lambda number: (-hits[number], number))[:_COUNTED]
        values = set(column.sketch)
        return [(number, len(values & self._values[number])) for number in promising]


def _joinable(own: DatasetEntry, codes: _Codes, told: set[DatasetId]) -> tuple[Joinable, ...]:
    """Return the datasets with the most codes in common, each by its best column."""
    best: dict[DatasetId, tuple[float, Joinable]] = {}
    for column in own.joins:
        for number, count in codes.sharing(column):
            id, other = codes.columns[number]
            if id == own.id or id in told or count < FEWEST_SHARED_CODES:
                continue
            share = count / min(len(column.sketch), len(other.sketch))
            is_whole = max(len(column.sketch), len(other.sketch)) < SKETCH_SIZE
            if id not in best or best[id][0] < share:
                best[id] = share, Joinable(id, column, other, count if is_whole else None)
    ranked = sorted(best.values(), key=lambda item: (-item[0], item[1].id))
    return tuple(joinable for _, joinable in ranked[:JOINABLE])
