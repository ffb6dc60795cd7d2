"""What type a column has, so that Frictionless accepts every cell of it.

Nothing is guessed into shape: where one cell doesn't fit, the column is text. Codes, telephone numbers and the like are
text whatever they look like, and so are Japanese notations (和暦, △1,234, 有/無), which Frictionless doesn't read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog.infer.forms import FORMS, Form
from catalog.infer.markers import DASH_PATTERN, is_marker, is_word, text_markers
from catalog.infer.roles import sample_roles
from catalog.infer.samples import WHOLE_ROWS, Sample, sample_columns
from catalog.model.inspection import InferredField
from catalog.model.roles import Role
from catalog.model.table import Table

if TYPE_CHECKING:  # Polars takes 0.1 s to import; pages are made without it.
    import polars

_MEASURES = frozenset({Role.LATITUDE, Role.LONGITUDE, Role.EASTING, Role.NORTHING})
_CODE = re.compile("コ-ド|(?:^|_|[^a-z])code$|code(?:_|$)")  # long vowel marks are dashes in a key
_NUMBER = re.compile("番号|id(?:_|$)")
_LONG_NUMBER_DIGITS = 5

_MAX_ROUNDS = 4
_MAX_OTHERS = 64
_MAX_ODD_ROWS = 100_000
_MAX_MARKERS = 20


@dataclass(frozen=True, slots=True)
class _Guess:
    """A type that suits what was seen of a column; ``form`` is ``None`` for text."""

    form: Form | None
    missing: tuple[str, ...]


def infer_fields(table: Table) -> tuple[InferredField, ...]:
    """Return type, format, missing markers and role of each column of *table*.

    Thousands separators make a column ``number``, which needs ``groupChar: ","`` beside it to be accepted: see
    :func:`has_group_separators`. A date that could be read in two ways (4/5/2024), or columns of several ways of
    writing, are ``string``.
    """
    samples = sample_columns(table)
    roles = sample_roles(samples)
    guesses = [_guess(sample, sample.values, role) for sample, role in zip(samples, roles, strict=True)]
    if table.frame.height > WHOLE_ROWS:
        guesses = _verify(table.frame, samples, roles, guesses)
    return tuple(
        InferredField(
            sample.label,
            guess.form.type if guess.form else "string",
            guess.form.format if guess.form else "default",
            guess.missing,
            role,
        )
        for sample, role, guess in zip(samples, roles, guesses, strict=True)
    )


def has_group_separators(table: Table, index: int) -> bool:
    """Return whether cells of the column at *index* divide thousands with commas, so that it needs a ``groupChar``."""
    return bool(table.frame[str(index)].str.contains(r"^\s*[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?\s*$").any())


def _guess(sample: Sample, values: Sequence[str], role: Role | None) -> _Guess:
    """Return what suits all *values* of the column."""
    if role is not None and role not in _MEASURES:
        return _Guess(None, tuple(sorted(filter(_is_visible_marker, values)))[:_MAX_MARKERS])
    markers = [value for value in values if is_marker(value)]
    rest = [value for value in values if not is_marker(value)]
    form = next((form for form in FORMS if form.suits(sample.key, rest)), None) if rest else None
    if form is None or _is_code(form, sample.key, rest) or _outnumbered(rest, markers):
        return _Guess(None, text_markers(values)[:_MAX_MARKERS])
    return _Guess(form, tuple(sorted(markers)))


def _is_visible_marker(text: str) -> bool:
    return is_marker(text) and bool(text.strip())


def _is_code(form: Form, key: str, values: Sequence[str]) -> bool:
    """Return whether numbers are names: under コード always, under 番号 and ID where they are equally long."""
    if form.type != "integer":
        return False
    if _CODE.search(key):
        return True
    lengths = {len(value.strip()) for value in values}
    return _NUMBER.search(key) is not None and len(lengths) == 1 and min(lengths) >= _LONG_NUMBER_DIGITS


def _outnumbered(rest: Sequence[str], markers: Sequence[str]) -> bool:
    """Return whether what looks like missing is rather what the column is about: なし, 不明 and one single number."""
    return len(markers) > _MAX_MARKERS or (any(map(is_word, markers)) and len(rest) < len(markers))


def _verify(
    frame: polars.DataFrame, samples: Sequence[Sample], roles: Sequence[Role | None], guesses: Sequence[_Guess]
) -> list[_Guess]:
    """Return guesses that hold for every cell of a long table: what a guess doesn't suit becomes part of the sample."""
    found = list(guesses)
    open_columns = {index: list(sample.values) for index, sample in enumerate(samples)}
    for _ in range(_MAX_ROUNDS):
        others = _others(frame, {index: found[index] for index in open_columns})
        for index in list(open_columns):
            new = [value for value in others[index] if value not in open_columns[index]]
            if not new:
                del open_columns[index]
                continue
            open_columns[index] += new
            found[index] = _guess(samples[index], open_columns[index], roles[index])
    for index in open_columns:  # ever new kinds of cells: nothing that a type could hold
        found[index] = _Guess(None, found[index].missing if found[index].form is None else ())
    return found


def _others(frame: polars.DataFrame, guesses: Mapping[int, _Guess]) -> dict[int, list[str]]:
    """Return some different cells of each column that its guess doesn't account for."""
    import polars as pl

    if not guesses:
        return {}

    def others(index: int, guess: _Guess) -> polars.Expr:
        cell = pl.col(str(index))
        unaccounted = cell.filter(_unaccounted(cell, guess)).head(_MAX_ODD_ROWS)
        return unaccounted.unique(maintain_order=True).head(_MAX_OTHERS).implode()

    found = frame.lazy().select(others(index, guess) for index, guess in guesses.items()).collect()
    return {index: sorted(found[str(index)].to_list()[0]) for index in guesses}


def _unaccounted(cell: polars.Expr, guess: _Guess) -> polars.Expr:
    import polars as pl

    known = cell.is_null() | cell.is_in(["", *guess.missing])
    if guess.form is None:
        return cell.str.contains(DASH_PATTERN) & ~known
    fits = cell.str.contains(guess.form.pattern)
    if guess.form.day_format is not None:
        day = cell if guess.form.type == "date" else cell.str.extract("^([^ T]+)", 1)
        fits &= day.str.to_date(guess.form.day_format, strict=False).is_not_null()
    return ~(fits.fill_null(pl.lit(True)) | known)
