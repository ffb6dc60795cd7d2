"""What was changed in the published copies of a table, counted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class ConversionKind(Enum):
    """Ways in which a value came to be written as programs read it, in the order in which they are told."""

    ERA_DATE = "era-date"
    """和暦 → ISO 8601."""
    ERA_YEAR = "era-year"
    """令和5年, 令和5年度 → 2023."""
    DATE = "date"
    """Another way to write a day, month or moment → ISO 8601."""
    YEAR = "year"
    """2023年 → 2023."""
    TIME = "time"
    """9時30分 → 09:30:00."""
    DEGREES = "degrees"
    """Degrees, minutes, seconds → decimal degrees."""
    NEGATIVE_SIGN = "negative-sign"
    """△1,234 → -1234."""
    THOUSANDS = "thousands"
    """1,234 → 1234."""
    FULL_WIDTH = "full-width"
    """１２３ → 123."""
    NUMBER = "number"
    """Anything else about a number: +5 → 5, 1E3 → 1000."""
    NOT_A_NUMBER = "not-a-number"
    """NaN and infinity → empty."""
    BOOLEAN = "boolean-word"
    """有, ○, 1 → true."""
    MISSING = "missing-marker"
    """A text that stands for a missing value → empty."""
    BLANK_ROW = "blank-row"
    """A row without any value → left out."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """One kind of change to one column.

    Attributes:
        field: Name of the column, ``None`` where whole rows are meant.
        count: Cells, or rows.
        example: The first one before and after, fit to be shown; ``None`` where there is nothing to see.
    """

    field: str | None
    kind: ConversionKind
    count: int
    example: tuple[str, str] | None = None
