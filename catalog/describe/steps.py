"""Ranges with boundaries that people would choose: 1, 2 or 5 times a power of ten."""

from __future__ import annotations

import math
from collections.abc import Sequence

_FACTORS = (1, 2, 5, 10)
_LARGEST = 1e300
"""Beyond it, steps would leave what a double can hold."""


def nice_step(span: float, most: int) -> float:
    """Return the smallest 1, 2 or 5 times a power of ten of which at most *most* cover *span*, which is above zero."""
    rough = min(span, _LARGEST) / max(1, most)
    power = math.floor(math.log10(rough)) if rough > 0 else 0
    for factor in _FACTORS:
        step = _times(factor, power)
        if step >= rough * (1 - 1e-12):
            return step
    return _times(_FACTORS[-1], power)


def _times(factor: int, power: int) -> float:
    """Return *factor* times ten to the *power*, as the double that is written so."""
    return float(f"{factor}e{power}")


def nice_edges(lowest: float, highest: float, most: int, *, whole: bool = False) -> tuple[float, ...]:
    """Return boundaries of at most *most* + 1 ranges of one width that hold everything from *lowest* to *highest*.

    Arguments:
        lowest: Finite.
        highest: Finite, not below *lowest*.
        most: Ranges that are wished for.
        whole: Whether values are whole numbers, so that no range is narrower than 1.
    """
    span = highest - lowest
    if not math.isfinite(span):
        return (lowest, highest)
    finest = 16 * math.ulp(max(abs(lowest), abs(highest)))  # below it, boundaries would be one and the same double
    step = nice_step(max(span, most * finest), most) if span > 0 else max(1.0, nice_step(finest, 1))
    if whole:
        step = max(step, 1.0)
    first = math.floor(lowest / step + 1e-9)
    first -= _multiple(first, step) > lowest
    last = max(math.ceil(highest / step - 1e-9), first + 1)
    last += _multiple(last, step) < highest
    if whole and step == 1.0:
        last = max(last, math.floor(highest) + 1)  # each whole number has a range of its own
    return tuple(_multiple(number, step) for number in range(first, last + 1))


def _multiple(number: int, step: float) -> float:
    """Return *number* steps as the double nearest to the decimal number: three times 0.1 is 0.3."""
    digits = max(0, -math.floor(math.log10(step)))
    return round(number * step, digits) if digits <= 300 else number * step


def nice_ticks(lowest: float, highest: float, most: int = 5) -> tuple[float, ...]:
    """Return the places of an axis from *lowest* to *highest* that bear a number, at most *most* + 2 of them."""
    return nice_edges(lowest, highest, most)


def count_between(edges: Sequence[float], values: Sequence[float]) -> list[int]:
    """Return how many of *values* lie in each range; the upper edge of the last belongs to it."""
    from bisect import bisect_right

    counts = [0] * (len(edges) - 1)
    for value in values:
        counts[min(max(bisect_right(edges, value) - 1, 0), len(counts) - 1)] += 1
    return counts
