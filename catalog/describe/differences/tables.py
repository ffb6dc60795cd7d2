"""Two editions of a table: records by their key, or by all that they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from catalog.findings import shown
from catalog.model.difference import (
    MAX_EXAMPLES,
    CellChange,
    ColumnChange,
    RowExample,
    Shown,
    TableDifference,
    TypeChange,
)
from catalog.model.table import Table

IsPersonal = Callable[[str, str], bool]
"""Tells whether a value under a heading may be about a person."""

_SAME_SHARE = 0.9
"""Of its cells must be the same for a column to be the old one under another heading."""
_EXAMPLE_CELLS = 3
_INDEX, _TIMES = "#row", "#times"


def compare_tables(
    resource: str,
    before: Table,
    after: Table,
    key: Sequence[str],
    types: tuple[Mapping[str, str], Mapping[str, str]],
    is_personal: IsPersonal,
) -> TableDifference:
    """Return what differs between two editions of the table of *resource*.

    Arguments:
        resource: Its name.
        before: As it was, in canonical notation.
        after: As it is.
        key: The primary key; whole rows are compared where it doesn't tell the records of both editions apart.
        types: Field types by heading, as they were and as they are.
        is_personal: Values of which it says so are hidden.
    """
    old, new = _Side.of(before), _Side.of(after)
    common = [name for name in new.names if name in old.names]
    used_key = tuple(key) if key and set(key) <= set(common) and old.is_key(key) and new.is_key(key) else ()
    renamed = _renamed(old, new, common, used_key)
    pairs = [(name, name) for name in common] + renamed
    rows = _by_key(old, new, pairs, used_key, is_personal) if used_key else _by_row(old, new, pairs, is_personal)
    gone = [name for name in old.names if name not in {first for first, _ in pairs}]
    fresh = [name for name in new.names if name not in {second for _, second in pairs}]
    return TableDifference(
        resource=resource,
        key=tuple(shown(name) for name in used_key),
        rows_before=old.frame.height,
        rows_after=new.frame.height,
        added=rows.added,
        removed=rows.removed,
        changed=rows.changed,
        columns_added=tuple(map(shown, fresh)),
        columns_removed=tuple(map(shown, gone)),
        columns_renamed=tuple((shown(first), shown(second)) for first, second in renamed),
        types_changed=tuple(_types(pairs, *types)),
        cells=rows.cells,
        added_examples=rows.added_examples,
        removed_examples=rows.removed_examples,
        is_reordered=rows.is_reordered,
    )


@dataclass(frozen=True, slots=True)
class _Side:
    """An edition: its records without blank ones, columns by heading, and the row of each as Excel shows it."""

    frame: pl.DataFrame
    names: tuple[str, ...]

    @classmethod
    def of(cls, table: Table) -> _Side:
        names: list[str] = []
        for number, label in enumerate(table.labels, start=1):
            name = label.strip() or f"field{number}"
            names.append(name if name not in names else f"{name} ({number})")
        columns = {name: table.frame[str(index)].fill_null("") for index, name in enumerate(names)}
        numbers = pl.Series([table.row_number(index) for index in range(table.row_count)], dtype=pl.Int64)
        frame = pl.DataFrame({**columns, _INDEX: numbers})
        is_blank = pl.all_horizontal(pl.col(name) == "" for name in names) if names else pl.lit(value=False)
        return cls(frame.filter(~is_blank), tuple(names))

    def is_key(self, key: Sequence[str]) -> bool:
        """Return whether *key* tells all records apart and is never empty."""
        part = self.frame.select(key)
        has_gaps = bool(part.select(pl.any_horizontal(pl.all() == "").any()).item())
        return not has_gaps and part.n_unique() == part.height


@dataclass(frozen=True, slots=True)
class _Rows:
    added: int
    removed: int
    changed: int = 0
    cells: tuple[ColumnChange, ...] = ()
    added_examples: tuple[RowExample, ...] = ()
    removed_examples: tuple[RowExample, ...] = ()
    is_reordered: bool = False


def _types(
    pairs: Sequence[tuple[str, str]], before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[TypeChange]:
    for first, second in pairs:
        was, is_now = before.get(first), after.get(second)
        if was is not None and is_now is not None and was != is_now:
            yield TypeChange(shown(second), was, is_now)


def _renamed(old: _Side, new: _Side, common: Sequence[str], key: Sequence[str]) -> list[tuple[str, str]]:
    """Return the columns that have another heading: nearly all of their cells are the same as before."""
    gone = [name for name in old.names if name not in common]
    fresh = [name for name in new.names if name not in common]
    if not gone or not fresh or not (key or old.frame.height == new.frame.height):
        return []
    if key:
        left = old.frame.select([*key, *(pl.col(name).alias(f"old {name}") for name in gone)])
        both = left.join(new.frame.select([*key, *(pl.col(name).alias(f"new {name}") for name in fresh)]), on=list(key))
    else:
        left = old.frame.select(pl.col(name).alias(f"old {name}") for name in gone)
        both = left.hstack(new.frame.select(pl.col(name).alias(f"new {name}") for name in fresh))
    found: list[tuple[str, str]] = []
    for first in gone:
        taken = {second for _, second in found}
        match = next((name for name in fresh if name not in taken and _is_same(both, first, name)), None)
        found += [(first, match)] if match is not None else []
    return found


def _is_same(both: pl.DataFrame, first: str, second: str) -> bool:
    was, is_now = both[f"old {first}"], both[f"new {second}"]
    filled = both.filter((was != "") | (is_now != ""))
    if not filled.height:
        return False
    return int((filled[f"old {first}"] == filled[f"new {second}"]).sum()) >= _SAME_SHARE * filled.height


def _by_key(
    old: _Side, new: _Side, pairs: Sequence[tuple[str, str]], key: Sequence[str], is_personal: IsPersonal
) -> _Rows:
    names = list(key)
    added = new.frame.join(old.frame, on=names, how="anti", maintain_order="left")
    removed = old.frame.join(new.frame, on=names, how="anti", maintain_order="left")
    left = old.frame.select([*names, *(pl.col(first).alias(f"old {first}") for first, _ in pairs if first not in key)])
    both = new.frame.join(left, on=names, how="inner", maintain_order="left")
    differ = [pl.col(second) != pl.col(f"old {first}") for first, second in pairs if first not in key]
    changed = both.filter(pl.any_horizontal(differ)) if differ else both.clear()
    columns = (
        _column(changed, first, second, key, is_personal)
        for first, second in pairs
        if first not in key and changed.height
    )
    kept = old.frame.join(new.frame, on=names, how="semi", maintain_order="left")
    return _Rows(
        added.height,
        removed.height,
        changed.height,
        tuple(column for column in columns if column.count),
        _examples(added, _first_names(new.names, key), is_personal),
        _examples(removed, _first_names(old.names, key), is_personal),
        is_reordered=not kept.select(names).equals(both.select(names)),
    )


def _first_names(names: Sequence[str], key: Sequence[str]) -> list[str]:
    return [*key, *(name for name in names if name not in key)][: max(_EXAMPLE_CELLS, len(key))]


def _column(
    changed: pl.DataFrame, first: str, second: str, key: Sequence[str], is_personal: IsPersonal
) -> ColumnChange:
    rows = changed.filter(pl.col(second) != pl.col(f"old {first}"))
    examples = tuple(
        CellChange(
            row[_INDEX],
            tuple(_shown(name, row[name], is_personal) for name in key),
            *_both(_shown(first, row[f"old {first}"], is_personal), _shown(second, row[second], is_personal)),
        )
        for row in rows.head(MAX_EXAMPLES).iter_rows(named=True)
    )
    return ColumnChange(shown(second), rows.height, examples)


def _both(before: Shown, after: Shown) -> tuple[Shown, Shown]:
    """Return two values of a cell: where one may be about a person, the other may, too."""
    return (Shown(None), Shown(None)) if None in (before.text, after.text) else (before, after)


def _by_row(old: _Side, new: _Side, pairs: Sequence[tuple[str, str]], is_personal: IsPersonal) -> _Rows:
    """Compare whole rows in the columns that both have; of equal rows each counts once."""
    names = [second for _, second in pairs]
    if not names:
        return _Rows(new.frame.height, old.frame.height)
    was = old.frame.select([*(pl.col(first).alias(second) for first, second in pairs), _INDEX])
    was, is_now = _numbered(was, names), _numbered(new.frame.select([*names, _INDEX]), names)
    added = is_now.join(was, on=[*names, _TIMES], how="anti", maintain_order="left")
    removed = was.join(is_now, on=[*names, _TIMES], how="anti", maintain_order="left")
    is_same = not added.height and not removed.height
    return _Rows(
        added.height,
        removed.height,
        added_examples=_examples(added, names[:_EXAMPLE_CELLS], is_personal),
        removed_examples=_examples(removed, names[:_EXAMPLE_CELLS], is_personal),
        is_reordered=is_same and not was.select(names).equals(is_now.select(names)),
    )


def _numbered(frame: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    return frame.with_columns(pl.int_range(pl.len()).over(names).alias(_TIMES))


def _examples(frame: pl.DataFrame, names: Sequence[str], is_personal: IsPersonal) -> tuple[RowExample, ...]:
    return tuple(
        RowExample(row[_INDEX], tuple(_shown(name, row[name], is_personal) for name in names))
        for row in frame.head(MAX_EXAMPLES).iter_rows(named=True)
    )


def _shown(heading: str, value: str, is_personal: IsPersonal) -> Shown:
    return Shown(None if value and is_personal(heading, value) else shown(value))
