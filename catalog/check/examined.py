"""A table as the checks of values look at it: each different cell once, findings at the cells where it stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from catalog.check.asked_cells import Cells, gather_cells, like
from catalog.check.personal import HIDDEN, is_personal
from catalog.findings import Finding, Findings, Location, shown
from catalog.infer.grid import used_columns
from catalog.model.dataset import Resource
from catalog.model.roles import Role
from catalog.model.site import Municipality
from catalog.model.table import Table

MAX_CELLS = 100
"""Cells that are reported of one mistake in one column; then only their number is told."""

MAX_DIFFERENT = 50_000
"""Different odd cells of a column that are looked at one by one."""

Params = Mapping[str, str]

_NOTHING = re.compile(
    r"[-‐‑‒–—―−ー・.…*＊×/／?？\s]*|なし|無し?|不明|未定|未設定|未記入|調査中|確認中|準備中|該当(?:なし|無し?)|非公[開表]|n/?a|null|none|nan|tbd",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """Return *text* with half-width letters and digits, one kind of hyphen, and no blanks around it."""
    return _HYPHENS.sub("-", unicodedata.normalize("NFKC", text)).strip()


def is_nothing(text: str) -> bool:
    """Return whether a cell says that there is no value: ``-``, ``なし``, ``不明``."""
    return _NOTHING.fullmatch(plain(text)) is not None


_HYPHENS = re.compile("[‐‑‒–—―−ー﹣－ｰ](?=[0-9(])")


class Column:
    """One column of a table.

    Attributes:
        index: Position from 0.
        label: The heading as written.
        heading: The heading in half-width letters without blanks around it.
        role: What its values identify, if that is known.
        field: What the schema says of it.
    """

    def __init__(
        self,
        table: Table,
        index: int,
        role: Role | None,
        resource: Resource,
        path: str,
        among: tuple[Cells, int] | None = None,
    ) -> None:
        self.table, self.index, self.role, self.path = table, index, role, path
        self.label = table.labels[index]
        fields = resource.schema.fields if resource.schema is not None else ()
        self.field = next((field for field in fields if field.name == self.label), None)
        self.missing = resource.schema.missing_values if resource.schema is not None else ("",)
        self.heading = unicodedata.normalize("NFKC", self.label).strip()
        self.cells = table.frame[str(index)]
        self._all, self._position = among or (Cells([self.cells], self.missing), 0)

    @cached_property
    def counted(self) -> pl.DataFrame:
        """The different cells that hold something (``value``), as written, and how often each stands (``count``)."""
        return self._all.counted(self._position)

    @cached_property
    def folded(self) -> pl.DataFrame:
        """What :attr:`counted` has, and each cell as :func:`plain` text, but for rare hyphens (``plain``)."""
        return self._all.folded(self._position)

    @cached_property
    def is_plentiful(self) -> bool:
        """Whether there are too many different values for a list of choices; seen at a few rows, which is cheap."""
        return self.cells.head(5_000).n_unique() > 60 or self.cells.n_unique() > 60

    def values(self, odd: pl.Expr | None = None) -> list[str]:
        """Return the different cells, or those with *odd* (over ``value`` and ``plain``); not all of very many."""
        hits = None if odd is None else self._all.answers(self._position, odd)
        if odd is not None and hits is None:
            return []
        values = self.counted["value"]
        return (values if hits is None else values.filter(hits)).head(MAX_DIFFERENT).to_list()

    def odd(self, odd: pl.Expr) -> pl.DataFrame:
        """Return those of :attr:`counted` with *odd* (over ``value`` and ``plain``)."""
        hits = self._all.answers(self._position, odd)
        return self.counted.clear() if hits is None else self.counted.filter(hits)

    def odd_rows(self, odd: pl.Expr, row_count: int | None = None) -> pl.Series | None:
        """Return for each cell, or the first *row_count*, whether it is *odd* (over ``value``); ``None`` if none is."""
        return self._all.answers_by_row(self._position, odd, row_count)

    def share(self, pattern: str) -> float:
        """Return which part of the cells that hold something is like *pattern* (of Polars, over :func:`plain` text)."""
        total = int(self.counted["count"].sum())
        return self.count(pattern) / total if total else 0.0

    def count(self, pattern: str) -> int:
        """Return how many cells are like *pattern* (of Polars, over plain text)."""
        hits = self._all.answers(self._position, like(pattern, "plain"))
        return 0 if hits is None else int(self.counted["count"].filter(hits).sum())

    def cell(self, row: int) -> Location:
        """Return the place of the cell in the 0-based data *row*."""
        number = self.table.row_number(row)
        return Location(
            self.path,
            sheet=self.table.sheet,
            row=number,
            field=self._label,
            cell=f"{self.table.letters(self.index)}{number}",
        )

    @property
    def place(self) -> Location:
        """The place of the whole column."""
        return Location(self.path, sheet=self.table.sheet, field=self._label)

    @property
    def is_japanese(self) -> bool:
        """Whether the schema says that the column is written in Japanese notation (``notation: japanese``)."""
        return self.field is not None and self.field.descriptor.get("notation") == "japanese"

    @property
    def _label(self) -> str | None:
        label = self.label.strip()
        return shown(label) if label else None

    def quoted(self, value: str) -> str:
        """Return *value* for a message, hidden where it may be about a person."""
        return HIDDEN if is_personal(self.label, value) else shown(value)

    def remark(self, code: str, **params: str) -> Finding:
        """Return a finding about the whole column."""
        return Finding(code, self.place, params)

    def report(self, found: Mapping[str, tuple[str, Params]]) -> Findings:
        """Return findings at the cells that hold the texts of *found*, each text with its code and params."""
        if not found:
            return ()
        hits = self.cells.alias("value").to_frame().with_row_index("row").filter(pl.col("value").is_in(list(found)))
        by_code: dict[str, list[tuple[int, str]]] = {}
        for row, value in hits.iter_rows():
            by_code.setdefault(found[value][0], []).append((row, value))
        return tuple(
            finding
            for code, places in by_code.items()
            for finding in self.report_rows(
                code, [row for row, _ in places], [found[value][1] for _, value in places[:MAX_CELLS]].__getitem__
            )
        )

    def report_rows(
        self, code: str, rows: Sequence[int], params: Params | Callable[[int], Params]
    ) -> Iterator[Finding]:
        """Yield findings at 0-based data *rows*, as many as are told of one mistake, then one with the number left out.

        Arguments:
            code: Of the mistake.
            rows: All of them.
            params: The same for all, or called with the position in *rows*.

        Codes: more-in-column.
        """
        for position, row in enumerate(rows[:MAX_CELLS]):
            yield Finding(code, self.cell(row), params(position) if callable(params) else params)
        if len(rows) > MAX_CELLS:
            yield self.remark("more-in-column", rule=code, count=f"{len(rows) - MAX_CELLS:,}")


@dataclass(frozen=True, slots=True)
class Examined:
    """A table with what is known of its columns, and whose data it is.

    Attributes:
        columns: One per label, but for those that have neither a heading nor a cell.
        municipality: ``None`` where its file can't be used.
        path: '/'-relative to the folder of the catalog.
    """

    table: Table
    resource: Resource
    columns: tuple[Column, ...]
    municipality: Municipality | None
    path: str

    def with_role(self, role: Role) -> tuple[Column, ...]:
        """Return the columns that have *role*."""
        return tuple(column for column in self.columns if column.role is role)


def examine(
    table: Table, resource: Resource, roles: Sequence[Role | None], municipality: Municipality | None, path: str
) -> Examined:
    """Return *table*, whose columns have *roles*, made ready for the checks of values."""
    used = set(used_columns(table.frame))  # A cell far to the right of a sheet makes thousands of empty columns.
    indexes = [index for index in range(len(roles)) if table.labels[index] or str(index) in used]
    missing = resource.schema.missing_values if resource.schema is not None else ("",)
    cells = gather_cells([table.frame[str(index)] for index in indexes], missing)
    columns = tuple(
        Column(table, index, roles[index], resource, path, among) for index, among in zip(indexes, cells, strict=True)
    )
    return Examined(table, resource, columns, municipality, path)


def columns_headed(columns: Iterable[Column], pattern: re.Pattern[str]) -> tuple[Column, ...]:
    """Return the columns in whose heading *pattern* is found."""
    return tuple(column for column in columns if pattern.search(column.heading))
