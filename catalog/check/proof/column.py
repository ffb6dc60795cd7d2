"""What Frictionless surely accepts in a column, as expressions on its text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars

from catalog.check.proof.numbers import compare, express_number, prove_integers, prove_numbers
from catalog.check.proof.patterns import translate_pattern
from catalog.check.proof.temporal import Shape, find_shape

DEFAULT_TRUE = ("true", "True", "TRUE", "1")
DEFAULT_FALSE = ("false", "False", "FALSE", "0")
TEXT_FORMATS = {
    "default": None,
    # Frictionless only looks whether there is a scheme.
    "uri": r"\A(?:https?|ftp|mailto|tel|geo|urn):[0-9A-Za-z./_~:%?=&#+,;@!$'()*-]+\z",
    "email": (
        r"\A[0-9A-Za-z_-]{1,20}(?:\.[0-9A-Za-z_-]{1,20}){0,2}@(?:[0-9a-z]{1,20}(?:-[0-9a-z]{1,20}){0,2}\.){1,5}[a-z]{2,6}\z"
    ),
    "uuid": r"\A[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\z",
}
_KNOWN_CONSTRAINTS = {
    "string": {"minLength", "maxLength", "pattern", "enum"},
    "any": {"enum"},
    "boolean": {"enum"},
}
_BOUNDS = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "enum"}
_COMPARED = ("integer", "number", "date", "time", "datetime", "year", "yearmonth")


@dataclass(frozen=True, slots=True)
class ColumnProof:
    """What can be said of a column's cells without Frictionless; nulls (cells that aren't there) are never proven.

    Attributes:
        index: 0-based; the name of the column in the frame.
        missing: Boolean; the cell stands for a missing value.
        proven: Boolean; Frictionless surely finds nothing wrong with the cell.
        canonical: String; for cells that are proven and not missing, equal where their values are equal. Null where
            that isn't known.
        domain: Canonical texts of two columns can be compared where they are of the same.
        express: Returns the canonical text of a value that Frictionless read, ``None`` where it has none.
    """

    index: int
    is_required: bool
    missing: polars.Expr
    proven: polars.Expr
    canonical: polars.Expr
    domain: str
    express: Callable[[Any], str | None]


@dataclass(frozen=True, slots=True)
class _Typed:
    """What is known of the type: which texts it has, which of them are allowed, and what they are equal to."""

    accepted: polars.Expr
    allowed: polars.Expr
    canonical: polars.Expr
    domain: str
    express: Callable[[Any], str | None]


def compile_column(index: int, descriptor: Mapping[str, Any], missing_values: Sequence[str]) -> ColumnProof:
    """Return the proof of the column at *index*.

    Arguments:
        index: 0-based.
        descriptor: The Frictionless field.
        missing_values: Those of the schema; the field's own come before.
    """
    column = polars.col(str(index))
    missing = _missing(column, _missing_texts(descriptor.get("missingValues"), missing_values))
    constraints = descriptor.get("constraints", {})
    is_required = bool(constraints.get("required"))
    typed = _typed(column, descriptor)
    fine = typed.accepted & typed.allowed
    return ColumnProof(
        index=index,
        is_required=is_required,
        missing=missing.fill_null(False),
        proven=(~missing & fine if is_required else missing | fine).fill_null(False),
        canonical=typed.canonical,
        domain=typed.domain,
        express=typed.express,
    )


def _missing_texts(own: Any, of_schema: Sequence[str]) -> list[str]:
    entries = of_schema if own is None else own
    return [entry["value"] if isinstance(entry, dict) else entry for entry in entries]


def _missing(column: polars.Expr, texts: Sequence[str]) -> polars.Expr:
    if not texts:
        return column.is_null() & False
    return column == texts[0] if len(texts) == 1 else column.is_in(texts)


def _typed(column: polars.Expr, descriptor: Mapping[str, Any]) -> _Typed:
    kind, form = descriptor.get("type", "string"), descriptor.get("format") or "default"
    used = {name for name, value in descriptor.get("constraints", {}).items() if value is not None}
    known = _KNOWN_CONSTRAINTS.get(kind, _BOUNDS if kind in _COMPARED else set())
    if used - known - {"required", "unique"}:
        return _unknown()
    if kind == "integer":
        proof = prove_integers(column, descriptor)
        return _Typed(proof.accepted, proof.allowed, proof.canonical, "number", express_number)
    if kind == "number":
        proof = prove_numbers(column, descriptor)
        return _Typed(proof.accepted, proof.allowed, proof.canonical, "number", express_number)
    if kind in _COMPARED:
        return _temporal(column, kind, form, descriptor.get("constraints", {}))
    if kind == "boolean":
        return _boolean(column, descriptor)
    return _text(column, form, descriptor) if kind in ("string", "any") else _unknown()


def _unknown() -> _Typed:
    no = polars.lit(False)
    return _Typed(no, no, polars.lit(None, polars.String), "", lambda value: None)


def _text(column: polars.Expr, form: str, descriptor: Mapping[str, Any]) -> _Typed:
    constraints = descriptor.get("constraints", {})
    shape = TEXT_FORMATS.get(form, "") if descriptor.get("type") != "any" else None
    accepted = column.is_not_null() if shape is None else column.str.contains(shape) if shape else polars.lit(False)
    allowed = polars.lit(True)
    lengths = column.str.len_chars()
    for name in ("minLength", "maxLength"):
        limit = constraints.get(name)
        if limit is not None:
            is_known = isinstance(limit, int) and abs(limit) < 2**31
            held = lengths >= limit if name == "minLength" else lengths <= limit
            allowed = allowed & (held if is_known else polars.lit(False))
    if constraints.get("pattern") is not None:
        allowed = allowed & _matching(column, constraints["pattern"])
    if constraints.get("enum") is not None:
        allowed = allowed & column.is_in([item for item in constraints["enum"] if isinstance(item, str)])
    return _Typed(accepted, allowed, column, "text", lambda value: value if isinstance(value, str) else None)


def _matching(column: polars.Expr, pattern: Any) -> polars.Expr:
    translated = translate_pattern(pattern) if isinstance(pattern, str) else None
    if translated is None:
        return polars.lit(False)
    try:
        polars.Series([""]).str.contains(translated)
    except polars.exceptions.ComputeError:  # Too large when compiled.
        return polars.lit(False)
    return column.str.contains(translated)


def _boolean(column: polars.Expr, descriptor: Mapping[str, Any]) -> _Typed:
    meanings = dict.fromkeys(descriptor.get("trueValues", DEFAULT_TRUE), True)
    meanings |= dict.fromkeys(descriptor.get("falseValues", DEFAULT_FALSE), False)
    choices = descriptor.get("constraints", {}).get("enum")
    if choices is not None:
        wanted = [meanings.get(item) if isinstance(item, str) else item for item in choices]
        meanings = {text: meaning for text, meaning in meanings.items() if any(meaning is item for item in wanted)}
    accepted = column.is_in([text for text in meanings if isinstance(text, str)])
    return _Typed(accepted, polars.lit(True), polars.lit(None, polars.String), "", lambda value: None)


def _temporal(column: polars.Expr, kind: str, form: str, constraints: Mapping[str, Any]) -> _Typed:
    shape = find_shape(kind, form)
    if shape is None:
        return _unknown()
    is_fixed = column.str.contains(shape.fixed)
    limits = {name: constraints[name] for name in sorted(_BOUNDS) if constraints.get(name) is not None}
    allowed = polars.lit(True)
    for name, limit in limits.items():
        allowed = allowed & _within(column, name, limit, shape)
    express = _EXPRESSED.get(f"{kind}/{form}", lambda value: None)
    if limits or shape.fixed == shape.accepted:
        return _Typed(is_fixed, allowed, column, f"{kind}/{form}", express)
    canonical = polars.when(is_fixed).then(column)
    return _Typed(column.str.contains(shape.accepted), allowed, canonical, f"{kind}/{form}", express)


def _within(column: polars.Expr, name: str, limit: Any, shape: Shape) -> polars.Expr:
    """Return whether texts of the fixed shape are within a bound or choice, which must be of that shape too."""
    if name == "enum":
        return column.is_in([item for item in limit if shape.is_fixed(item)])
    return compare(name, column, polars.lit(limit)) if shape.is_fixed(limit) else polars.lit(False)


_EXPRESSED: Mapping[str, Callable[[Any], str | None]] = {
    "date/default": lambda value: str(value.isoformat()),
    "year/default": lambda value: f"{value:04d}",
    "yearmonth/default": lambda value: f"{value.year:04d}-{value.month:02d}",
}
