"""Which standard dataset (自治体標準オープンデータセット) a table is, by its headings.

Headings that many of the standards share (名称, 緯度, 電話番号 …) say next to nothing; 口径 and 小児対応設備の有無
say nearly all. Each heading weighs as much as it is rare among the standards, and both directions count: how much of
the table the standard explains, and how much of the standard the table has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log

from catalog.infer.headings import heading_key
from catalog.model.inspection import StandardMatch
from catalog.standards.standard_datasets import StandardColumn, StandardDataset, read_standard_datasets

# Tried on published files: tables that follow a standard reach 0.75 and more with half of its optional columns gone;
# those that only are about the same things stay below 0.35.
THRESHOLD = 0.5

_UNKNOWN_WEIGHT = 1.0  # of a heading that no standard has: municipalities add columns of their own
_RENAMED_CREDIT = 0.5  # for 住所 where the new edition wants 所在地_連結表記
_DISTINCTIVE_SPREAD = 2  # a heading of no more standards than these tells them apart
_DISTINCTIVE_SHARE = 0.2  # of the distinctive weight must be there

_GENERAL = frozenset(heading_key(word) for word in ("種別", "種類", "区分", "分類"))
"""Headings of any list of anything, though few of the standards have them."""

_Key = tuple[str, str]
"""A heading's key, and the same without the class prefix of the data-model type (投票所_緯度)."""


@dataclass(frozen=True, slots=True)
class _Profile:
    """A standard, ready for comparison.

    Attributes:
        columns: By every key that a heading of it may have; the value says whether it is a renamed one.
    """

    standard: StandardDataset
    columns: Mapping[str, tuple[StandardColumn, bool]]


def match_standard(labels: Sequence[str]) -> StandardMatch | None:
    """Return the standard dataset that a table with the headings *labels* follows, or ``None``.

    The order of headings doesn't count. A table that merely shares general headings with a standard follows none.
    """
    if not any(label.strip() for label in labels):
        return None
    keys = _keys(labels)
    scored = [(_score(keys, profile), profile) for profile in _profiles()]
    best, profile = max(scored, key=lambda pair: pair[0])
    if best < THRESHOLD:
        return None
    editions = [pair for pair in scored if pair[1].standard.id == profile.standard.id]
    score, profile = max(editions, key=lambda pair: (_edition_evidence(keys, pair[1]), pair[0]))
    return StandardMatch(profile.standard.id, profile.standard.edition, round(max(score, THRESHOLD), 3))


def match_columns(labels: Sequence[str], standard: StandardDataset) -> tuple[StandardColumn | None, ...]:
    """Return for each of *labels* the column of *standard* that it is, or ``None``.

    A heading of the old edition stands for the column in its place in the new one (住所 for 所在地_連結表記), unless
    the table has that column under its own name as well. No column is given twice.
    """
    profile = next(profile for profile in _profiles() if profile.standard == standard)
    return tuple(column for column, _ in _assign(_keys(labels), profile))


def match_edition(labels: Sequence[str], id: str) -> StandardDataset:
    """Return the edition of the standard *id* that has more of *labels* as its own headings; the new one in doubt.

    Raises:
        ValueError: There is no such standard.
    """
    keys = _keys(labels)
    editions = [profile for profile in _profiles() if profile.standard.id == id]
    return max(editions, key=lambda profile: _edition_evidence(keys, profile)).standard


def _assign(keys: Sequence[_Key], profile: _Profile) -> list[tuple[StandardColumn | None, bool]]:
    found: list[tuple[StandardColumn | None, bool]] = [(None, False)] * len(keys)
    taken: set[str] = set()
    # Headings of the standard itself have the first choice, then those of the old edition.
    for renamed_ones in (False, True):
        for index, (key, short) in enumerate(keys):
            match = profile.columns.get(key) or profile.columns.get(short)
            if match and match[1] == renamed_ones and match[0].heading not in taken and found[index][0] is None:
                found[index] = match
                taken.add(match[0].heading)
    return found


def _keys(labels: Sequence[str]) -> list[_Key]:
    keys = [heading_key(label) for label in labels]
    prefixes = Counter(key.partition("_")[0] for key in keys if "_" in key)
    own = _known_prefixes()
    # A prefix that a quarter of the table has is the class; 所在地_ and such are part of the standards' own headings.
    classes = {prefix for prefix, count in prefixes.items() if prefix not in own and count >= max(2, len(keys) / 4)}
    return [(key, key.partition("_")[2] if key.partition("_")[0] in classes else key) for key in keys]


def _score(keys: Sequence[_Key], profile: _Profile) -> float:
    """Return 0 to 1: the weight that table and standard share, against the weight of either."""
    weights = _weights()
    hit = present = distinctive = 0.0
    for (key, _), (column, is_renamed) in zip(keys, _assign(keys, profile), strict=True):
        if column is None:
            present += weights[key][0] if key in weights else _UNKNOWN_WEIGHT if key else 0.0
            continue
        weight, spread = weights[_own_key(column)]
        credit = weight * (_RENAMED_CREDIT if is_renamed else 1.0)
        hit += credit
        present += weight
        distinctive += credit if spread <= _DISTINCTIVE_SPREAD else 0.0
    wanted, wanted_distinctive = _wanted(profile.standard)
    if not hit or distinctive < _DISTINCTIVE_SHARE * wanted_distinctive:
        return 0.0
    precision, recall = hit / present, hit / wanted
    # Precision counts four times as much: a table may leave columns out, but is hardly about other things then.
    return 5 * precision * recall / (precision + 4 * recall)


def _edition_evidence(keys: Sequence[_Key], profile: _Profile) -> int:
    """Return how many of the headings are in this edition under their own name and in no other."""
    others = [p for p in _profiles() if p.standard.id == profile.standard.id and p is not profile]
    own = _own_keys(profile.standard)
    theirs = {key for other in others for key in _own_keys(other.standard)}
    return sum(key in own and key not in theirs for key, _ in keys)


@cache
def _profiles() -> tuple[_Profile, ...]:
    return tuple(_Profile(standard, _columns(standard)) for standard in read_standard_datasets())


def _columns(standard: StandardDataset) -> dict[str, tuple[StandardColumn, bool]]:
    columns: dict[str, tuple[StandardColumn, bool]] = {}
    for column in standard.columns:
        columns.setdefault(_own_key(column), (column, False))
    prefix = _class_prefix(standard)
    for column in standard.columns:
        short = _own_key(column).removeprefix(prefix)
        for key in (short, *(heading_key(variant) for variant in column.variants)):
            columns.setdefault(key, (column, False))
    for column in standard.columns:
        if column.former_heading:
            columns.setdefault(heading_key(column.former_heading), (column, True))
    return columns


def _class_prefix(standard: StandardDataset) -> str:
    """Return the prefix that all headings of a standard of the data-model type have (教育機関_), or ``""``."""
    prefixes = {_own_key(column).partition("_")[0] for column in standard.columns}
    return f"{prefixes.pop()}_" if len(prefixes) == 1 else ""


def _own_key(column: StandardColumn) -> str:
    return heading_key(column.heading)


def _own_keys(standard: StandardDataset) -> set[str]:
    return {_own_key(column) for column in standard.columns}


@cache
def _known_prefixes() -> frozenset[str]:
    keys = {key for standard in read_standard_datasets() for key in _own_keys(standard)}
    return frozenset(key.partition("_")[0] for key in keys if "_" in key)


@cache
def _weights() -> Mapping[str, tuple[float, int]]:
    """Return weight and spread (the number of standards that have it, editions counted once) of each heading."""
    standards = {(key, standard.id) for standard in read_standard_datasets() for key in _own_keys(standard)}
    spread = Counter(key for key, _ in standards)
    total = len({id for _, id in standards})
    return {key: (log((total + 1) / count), total if key in _GENERAL else count) for key, count in spread.items()}


@cache
def _wanted(standard: StandardDataset) -> tuple[float, float]:
    """Return the weight of all columns of *standard*, and of the distinctive ones."""
    weights = [_weights()[key] for key in _own_keys(standard)]
    return sum(w for w, _ in weights), sum(w for w, spread in weights if spread <= _DISTINCTIVE_SPREAD)
