"""The cells of one column: which are fine, and which are equal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import polars

from catalog.check.proof.column import ColumnProof
from catalog.check.proof.reading import Readers, Reading

Numbers = dict[object, str]
"""Values by what they are equal to, as Python has it: 1, Decimal("1.0") and True are one."""


class Cells:
    """A column of a table with what is known of it.

    Attributes:
        texts: String; null where a row is short.
        proven: Boolean; Frictionless surely finds nothing wrong with the cell.
    """

    def __init__(
        self, texts: polars.Series, proof: ColumnProof, readers: Readers, proven: polars.Series | None = None
    ) -> None:
        self.texts, self.proof, self.readers = texts, proof, readers
        self.proven = proven if proven is not None else self._look(proof.proven)

    def wrong(self) -> polars.Series | None:
        """Return, as Boolean, the cells that Frictionless has an objection to, or ``None`` where there are none.

        Raises:
            NotWorthProving: Most cells have one.
        """
        if self.proven.all():
            return None
        wrong = [text for text, reading in self.readings.items() if not reading.is_fine]
        if not wrong and not (self.proof.is_required or self.texts.has_nulls()):
            return None
        return ~self.proven & (self.texts.is_null() | self.missing | self.texts.is_in(wrong)).fill_null(True)

    @cached_property
    def missing(self) -> polars.Series:
        """Boolean; the cell stands for a missing value."""
        return self._look(self.proof.missing)

    @cached_property
    def readings(self) -> Mapping[str, Reading]:
        """What Frictionless makes of the texts that aren't proven, missing values apart."""
        if self.proven.all():
            return {}
        open_texts = self.texts.filter(~self.proven & ~self.missing).drop_nulls()
        return self._read(open_texts)

    @cached_property
    def canonical(self) -> polars.Series | None:
        """String, equal for equal values, null where Frictionless finds none; ``None`` where that can't be told."""
        expressed: dict[str, str | None] = {}
        for text, reading in self.readings.items():
            expressed[text] = None if reading.value is None else self.proof.express(reading.value)
            if reading.value is not None and expressed[text] is None:
                return None
        is_plain = self.proven & ~self.missing
        known = self._look(self.proof.canonical)
        if (is_plain & known.is_null()).any():
            return None
        if not expressed:
            return known.set(~is_plain, None) if not is_plain.all() else known
        others = self.texts.replace_strict(
            list(expressed), list(expressed.values()), default=None, return_dtype=polars.String
        )
        return known.zip_with(is_plain, others.zip_with(~self.missing, others.clear(len(others))))

    def number(self, numbers: Numbers) -> polars.Series:
        """Return, as String, the number of each cell's value in *numbers*, which grows; null for no value."""
        readings = {**self._read(self.texts.filter(~self.missing).drop_nulls())}
        found = {
            text: numbers.setdefault(reading.value, str(len(numbers)))
            for text, reading in readings.items()
            if reading.value is not None
        }
        named = self.texts.replace_strict(list(found), list(found.values()), default=None, return_dtype=polars.String)
        return named.set(self.missing, None)

    def _read(self, texts: polars.Series) -> dict[str, Reading]:
        distinct = texts.unique(maintain_order=True).to_list()
        return self.readers.read(self.proof.index, distinct, len(self.texts)) if distinct else {}

    def _look(self, expression: polars.Expr) -> polars.Series:
        # Not select: what is the same for every row would come as one.
        return self.texts.to_frame().with_columns(expression.alias("looked"))["looked"]


def comparable(columns: Sequence[Cells]) -> list[polars.Series]:
    """Return a String series for each of *columns*, equal where Frictionless finds values equal, null for no value."""
    domains = {column.proof.domain for column in columns}
    known = [column.canonical for column in columns]
    if len(domains) == 1 and domains != {""}:
        found = [series for series in known if series is not None]
        if len(found) == len(columns):
            return found
    numbers: Numbers = {}
    return [column.number(numbers) for column in columns]
