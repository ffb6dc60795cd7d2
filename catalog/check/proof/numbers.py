"""Integers and numbers: which texts surely are some, and how they compare, exactly."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import polars

EXACT_DIGITS = 15
"""Decimals of so many digits are told apart by their float64."""
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_PLAIN = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?")
_PLACES = 60


@dataclass(frozen=True, slots=True)
class NumberProof:
    """What is surely a number.

    Attributes:
        accepted: Boolean; the text is one.
        allowed: Boolean; the number is within the bounds and choices.
        canonical: String; equal for equal numbers, for accepted texts.
    """

    accepted: polars.Expr
    allowed: polars.Expr
    canonical: polars.Expr


def prove_integers(column: polars.Expr, descriptor: Mapping[str, Any]) -> NumberProof:
    """Return the proof for a column of type integer: up to 18 digits, so that 64 bits hold them."""
    # With bareNumber: false Frictionless cuts off what isn't part of a number: nothing, of these.
    accepted = column.str.contains(rf"\A{_WHOLE.pattern}\z")
    value = column.cast(polars.Int64, strict=False)
    bounds = Bounds.of(descriptor.get("constraints", {}), _WHOLE)
    allowed = polars.lit(bounds.is_clear and all(map(_fits, bounds.limits.values())))
    for name, bound in bounds.limits.items():
        allowed = allowed & compare(name, value, polars.lit(int(bound) if _fits(bound) else 0, polars.Int64))
    if bounds.choices is not None:
        wholes = [int(choice) for choice in bounds.choices if _fits(choice)]
        allowed = allowed & value.is_in(wholes)
    return NumberProof(accepted, allowed, value.cast(polars.String))


def prove_numbers(column: polars.Expr, descriptor: Mapping[str, Any]) -> NumberProof:
    """Return the proof for a column of type number: plain decimals, with the separators that the descriptor names."""
    text = _without_separators(column, descriptor)
    accepted = text.str.contains(rf"\A{_PLAIN.pattern}\z")
    # A bound that is text would be read with the column's own separators.
    bounds = Bounds.of(descriptor.get("constraints", {}), _PLAIN if text is column else None)
    value = text.cast(polars.Float64, strict=False)
    # Rounding keeps the order: where the floats differ, the decimals differ the same way. Where they are equal, the
    # decimals are, if both are short.
    is_short = text.str.len_bytes() <= EXACT_DIGITS
    allowed = polars.lit(bounds.is_clear)
    for name, bound in bounds.limits.items():
        limit = polars.lit(float(bound), polars.Float64)
        is_equal = is_short & (value == limit) if _is_short(bound) and "xclusive" not in name else polars.lit(False)
        allowed = allowed & ((value > limit if "inimum" in name else value < limit) | is_equal)
    if bounds.choices is not None:
        floats = [float(choice) for choice in bounds.choices if _is_short(choice)]
        allowed = allowed & is_short & value.is_in(floats)
    return NumberProof(accepted, allowed, _canonical(text))


def express_number(value: Any) -> str | None:
    """Return the text that equal numbers share with each other and with the canonical texts, or ``None``."""
    if not isinstance(value, int | Decimal) or isinstance(value, bool):
        return None
    number = Decimal(value)
    if not number.is_finite():
        return str(number)
    sign, digits, exponent = number.as_tuple()
    text = "".join(map(str, digits)).lstrip("0")
    short = text.rstrip("0")
    if not short:
        return "0"
    places = int(exponent) + len(text) - len(short)
    return ("-" if sign else "") + _written(short, places)


def _written(digits: str, places: int) -> str:
    """Return *digits* times ten to the power of *places* in full, or with an exponent where that would be long."""
    if abs(places) > _PLACES:
        return f"{digits}e{places}"
    if places >= 0:
        return digits + "0" * places
    padded = digits.rjust(1 - places, "0")
    return f"{padded[:places]}.{padded[places:]}"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The bounds and choices of a column of numbers.

    Attributes:
        limits: By constraint.
        choices: ``None`` where any value may stand; choices that aren't plain numbers are left out.
        is_clear: Every bound is a plain number.
    """

    limits: Mapping[str, Decimal]
    choices: Sequence[Decimal] | None
    is_clear: bool

    @classmethod
    def of(cls, constraints: Mapping[str, Any], texts: re.Pattern[str] | None) -> Bounds:
        """Return the bounds among *constraints*; those that are text only as far as *texts* says what they are."""
        names = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
        raw = {name: constraints[name] for name in names if constraints.get(name) is not None}
        limits = {name: _decimal(value, texts) for name, value in raw.items()}
        choices = constraints.get("enum")
        known = [_decimal(item, texts) for item in choices or ()]
        clear = {name: limit for name, limit in limits.items() if limit is not None}
        plain = None if choices is None else [item for item in known if item is not None]
        return cls(clear, plain, len(clear) == len(limits))


def _decimal(value: Any, texts: re.Pattern[str] | None) -> Decimal | None:
    """Return a bound as Frictionless reads it: a float by its shortest text."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str) and (texts is None or not texts.fullmatch(value)):
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    try:
        return Decimal(str(value))
    except (InvalidOperation, ValueError):
        return None


def _fits(number: Decimal) -> bool:
    return abs(number) < 2**62 and number == number.to_integral_value()


def _is_short(number: Decimal) -> bool:
    return len(format(number, "f").replace("-", "").replace(".", "")) <= EXACT_DIGITS


def _without_separators(column: polars.Expr, descriptor: Mapping[str, Any]) -> polars.Expr:
    """Return the cells as Frictionless's own steps leave them: groups joined, the decimal character a dot."""
    group, decimal = descriptor.get("groupChar", ""), descriptor.get("decimalChar", ".")
    if descriptor.get("floatNumber"):
        return polars.lit(None, polars.String)
    if group == "" and decimal == ".":
        return column
    if not isinstance(group, str) or not isinstance(decimal, str) or not decimal or _is_cut(descriptor):
        return polars.lit(None, polars.String)
    text = column.str.replace_all(group, "", literal=True) if group else column
    if decimal == ".":
        return text
    with_dots = text.str.replace_all(decimal, ".", literal=True)
    return polars.when(~text.str.contains(".", literal=True)).then(with_dots)


def _is_cut(descriptor: Mapping[str, Any]) -> bool:
    """Return whether Frictionless cuts units and currency signs off the numbers of the column."""
    return descriptor.get("bareNumber", True) is not True


def compare(name: str, value: polars.Expr, bound: polars.Expr) -> polars.Expr:
    """Return whether *value* keeps the constraint *name* whose value is *bound*."""
    if name == "minimum":
        return value >= bound
    if name == "maximum":
        return value <= bound
    return value > bound if name == "exclusiveMinimum" else value < bound


def _canonical(text: polars.Expr) -> polars.Expr:
    """Return plain decimals without a plus sign and without zeros that say nothing: ``-0.50`` as ``-0.5``."""
    body = text.str.strip_chars_start("+-").str.strip_chars_start("0")
    whole = polars.when(body.str.contains(".", literal=True))
    short = whole.then(body.str.strip_chars_end("0").str.strip_chars_end(".")).otherwise(body)
    full = polars.when((short == "") | short.str.starts_with(".")).then(polars.lit("0") + short).otherwise(short)
    return polars.when(text.str.starts_with("-") & (full != "0")).then(polars.lit("-") + full).otherwise(full)
