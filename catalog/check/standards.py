"""A table against the standard dataset (自治体標準オープンデータセット) that it claims to follow, or does follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalog.check.examined import Column, is_nothing, plain
from catalog.check.words import nearest
from catalog.findings import Finding, Findings, Location, shown
from catalog.infer.headings import heading_key
from catalog.infer.standard import match_columns, match_standard
from catalog.model.dataset import Dataset, Resource
from catalog.model.ids import is_slug
from catalog.model.inspection import StandardMatch
from catalog.model.marked import MarkedYaml
from catalog.model.table import Table
from catalog.standards.standard_datasets import (
    Requirement,
    StandardColumn,
    StandardDataset,
    find_standard_dataset,
    read_standard_datasets,
)

OTHER_STANDARDS = ("gtfs", "gtfs-jp")
"""Standards that aren't tables of this kind, and may be claimed all the same."""

_FOLLOWED = 0.75
"""The likeness from which a table that claims nothing evidently follows a standard."""
_CLAIM_SHARE = 0.5
"""The share of its headings that a table has to have from the standard that it claims."""
_MAX_LISTED = 10
_MAX_VALUES = 5
_MAX_CHOICES = 20
_EDITIONS = ("new", "old")


@dataclass(frozen=True, slots=True)
class _Held:
    """A table beside the edition of a standard that it is held against.

    Attributes:
        columns: What each of the table's headings is in the standard, or ``None``.
    """

    table: Table
    resource: Resource
    path: str
    standard: StandardDataset
    columns: tuple[StandardColumn | None, ...]

    def remark(self, code: str, **params: str) -> Finding:
        place = Location(self.path, sheet=self.table.sheet)
        return Finding(code, place, {"standard": self.standard.title.ja, **params})


def check_claimed_standard(dataset: Dataset, raw: MarkedYaml) -> Findings:
    """Return a finding where ``conformsTo`` names a standard that isn't known.

    Arguments:
        dataset: What its descriptor says.
        raw: The descriptor, for the lines.

    Codes: standard-unknown.
    """
    known = {standard.id: standard.title.ja for standard in read_standard_datasets()}
    claim = dataset.conforms_to
    # What can't be a name at all has a finding of its own.
    if claim is None or not is_slug(claim) or claim in known or claim in OTHER_STANDARDS:
        return ()
    candidates = nearest(claim, known, {title: id for id, title in known.items()})
    return (
        Finding("standard-unknown", raw.location("/conformsTo"), {"value": shown(claim), "candidates": candidates}),
    )


def check_standard(
    table: Table, resource: Resource, conforms_to: str | None, path: str, *, is_only: bool = True
) -> Findings:
    """Return where *table* departs from the standard dataset that it follows.

    Arguments:
        table: As it was read.
        resource: Its schema's missing values are no values.
        conforms_to: Which standard the dataset says that it follows, or ``None``.
        path: '/'-relative to the folder of the catalog.
        is_only: Whether the dataset has no other file; one of several may be another table.

    Codes: standard-resembled, standard-not-like, standard-other, and those of :func:`_compare`.
    """
    match = match_standard(table.labels)
    place = Location(path, sheet=table.sheet)
    claim = conforms_to if find_standard_dataset(conforms_to or "", "new") is not None else None
    if claim is None:
        if match is None or conforms_to is not None:
            return ()
        standard = _edition(table.labels, match.id, match)
        remark = Finding("standard-resembled", place, {"standard": standard.title.ja, "id": standard.id})
        if match.score < _FOLLOWED:
            return (remark,)
        return (remark, *_compare(_Held(table, resource, path, standard, match_columns(table.labels, standard))))
    standard = _edition(table.labels, claim, match)
    columns = match_columns(table.labels, standard)
    if match is None or match.id != claim:
        refusal = _refuse(table.labels, columns, standard, match)
        if refusal is not None:
            return (Finding(refusal[0], place, refusal[1]),) if is_only else ()
    return tuple(_compare(_Held(table, resource, path, standard, columns)))


def _edition(labels: Sequence[str], id: str, match: StandardMatch | None) -> StandardDataset:
    """Return the edition of the standard *id* that has more of *labels* as its own headings; the new one in doubt."""
    if match is not None and match.id == id:
        found = find_standard_dataset(id, match.edition)
        if found is not None:
            return found
    keys = {heading_key(label) for label in labels}
    editions = [standard for edition in _EDITIONS if (standard := find_standard_dataset(id, edition)) is not None]
    return max(editions, key=lambda standard: sum(heading_key(column.heading) in keys for column in standard.columns))


def _refuse(
    labels: Sequence[str],
    columns: Sequence[StandardColumn | None],
    standard: StandardDataset,
    match: StandardMatch | None,
) -> tuple[str, dict[str, str]] | None:
    """Return what is to be said of a table that isn't like the *standard* that it claims, or ``None`` if it is."""
    count = sum(column is not None for column in columns)
    if match is not None:
        other = _edition(labels, match.id, match)
        if sum(column is not None for column in match_columns(labels, other)) > count:
            return "standard-other", {"standard": standard.title.ja, "other": other.title.ja, "id": other.id}
    if count >= max(2, _CLAIM_SHARE * sum(bool(label.strip()) for label in labels)):
        return None
    return "standard-not-like", {"standard": standard.title.ja, "count": str(count)}


def _compare(held: _Held) -> Iterator[Finding]:
    """Yield how the headings and chosen values differ from the standard: each kind of difference once.

    A 区分 that isn't known for certain makes no column required, nor does an order that isn't known make one wrong.

    Codes: standard-columns-missing, standard-columns-recommended, standard-columns-unknown, standard-order,
    standard-choices, standard-old-edition.
    """
    if held.standard.edition == "old" and find_standard_dataset(held.standard.id, "new") is not None:
        yield held.remark("standard-old-edition")
    missing: tuple[tuple[Requirement, str], ...] = (
        ("required", "standard-columns-missing"),
        ("recommended", "standard-columns-recommended"),
    )
    for requirement, code in missing:
        names = _missing(held, requirement)
        if names:
            yield held.remark(code, columns=_listed(names), count=str(len(names)))
    unknown = [
        label.strip()
        for label, column in zip(held.table.labels, held.columns, strict=True)
        if column is None and label.strip()
    ]
    if unknown:
        yield held.remark("standard-columns-unknown", columns=_listed(unknown), count=str(len(unknown)))
    yield from _order(held)
    yield from _choices(held)


def _missing(held: _Held, requirement: Requirement) -> list[str]:
    given = {column.heading for column in held.columns if column is not None}
    wanted = (column.heading for column in held.standard.columns if column.requirement == requirement)
    return [heading for heading in wanted if heading not in given]


def _order(held: _Held) -> Iterator[Finding]:
    """Tell of the first column that stands after one that the standard has behind it."""
    if not held.standard.is_order_known:
        return
    places = {column.heading: place for place, column in enumerate(held.standard.columns)}
    last: StandardColumn | None = None
    for column in held.columns:
        if column is None:
            continue
        if last is not None and places[column.heading] < places[last.heading]:
            yield held.remark("standard-order", column=shown(column.heading), other=shown(last.heading))
            return
        last = column


def _choices(held: _Held) -> Iterator[Finding]:
    """Tell once a list of choices of the values that aren't in it, at the first of them.

    Columns that have the same choices (災害種別_洪水, 災害種別_津波 …) are filled in the same way, right or wrong.
    """
    by_choices: dict[tuple[str, ...], list[tuple[Column, list[str]]]] = {}
    for index, standard_column in enumerate(held.columns):
        if standard_column is not None and standard_column.choices:
            column = Column(held.table, index, None, held.resource, held.path)
            odd = _odd_values(column, standard_column.choices)
            if odd:
                by_choices.setdefault(standard_column.choices, []).append((column, odd))
    for choices, found in by_choices.items():
        hits = [column.cells.is_in(odd).fill_null(False) for column, odd in found]
        values = dict.fromkeys(column.quoted(value) for column, odd in found for value in odd)
        params = {
            "columns": _listed([column.label.strip() for column, _ in found]),
            "values": _listed([*values], _MAX_VALUES),
            "choices": _listed([choice for choice in choices if choice], _MAX_CHOICES),
            "count": f"{sum(int(hit.sum()) for hit in hits):,}",
        }
        yield Finding("standard-choices", found[0][0].cell(hits[0].arg_max() or 0), params)


def _odd_values(column: Column, choices: Sequence[str]) -> list[str]:
    allowed = {plain(choice) for choice in choices}
    # Without a blank choice nobody is told how to write that nothing is known.
    return [value for value in column.values() if plain(value) not in allowed and not _is_unknown(value)]


def _is_unknown(value: str) -> bool:
    return is_nothing(value) and not plain(value).startswith(("な", "無", "×", "*", "/", "非"))


def _listed(names: Sequence[str], limit: int = _MAX_LISTED) -> str:
    return "、".join(shown(name) for name in names[:limit]) + ("…" if len(names) > limit else "")
