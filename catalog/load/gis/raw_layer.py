"""A layer between its file and the model: what every reader of a format gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from catalog.findings import Finding
from catalog.model.attribute import AttributeWords

if TYPE_CHECKING:
    import numpy
    import polars

MAX_BYTES = 500_000_000
"""Of a part that is read as a whole and takes little more memory than it has bytes."""

_MAX_NUMBERS = 10


class Refused(Exception):
    """The file isn't read, for the reason in :attr:`finding`."""

    def __init__(self, finding: Finding) -> None:
        """Take the reason."""
        super().__init__(finding.code)
        self.finding = finding


@dataclass(frozen=True, slots=True, eq=False)
class RawLayer:
    """A layer as its format has it.

    Attributes:
        geometries: Array of Shapely geometries or ``None``, which may be empty or have numbers that aren't finite.
        stated_crs: ``EPSG:…``, also one that doesn't exist; ``None`` where the file doesn't tell.
        is_stated: Whether it is the file that states it; else it is the rule of its format.
        unreadable: 0-based features whose geometry isn't what the format asks for; they are ``None`` in *geometries*.
        words: What the format calls attributes, by label.
    """

    name: str
    labels: tuple[str, ...]
    types: tuple[str, ...]
    frame: polars.DataFrame
    geometries: numpy.ndarray[Any, Any]
    stated_crs: str | None
    is_stated: bool
    encoding: str | None = None
    ids: tuple[str, ...] | None = None
    unreadable: Sequence[int] = ()
    findings: tuple[Finding, ...] = ()
    words: Mapping[str, AttributeWords] = field(default_factory=dict)


def feature_params(indexes: Iterable[int]) -> dict[str, str]:
    """Return the params ``count`` and ``features`` for the features at 0-based *indexes*: their numbers from 1."""
    numbers = [int(index) + 1 for index in indexes]
    first = ", ".join(map(str, numbers[:_MAX_NUMBERS]))
    return {"count": f"{len(numbers):,}", "features": first + ("…" if len(numbers) > _MAX_NUMBERS else "")}


def text_frame(columns: Sequence[Sequence[str | None]]) -> polars.DataFrame:
    """Return *columns* as String columns named ``"0"``, ``"1"``, …."""
    import polars

    return polars.DataFrame(
        [polars.Series(str(index), column, dtype=polars.String, strict=True) for index, column in enumerate(columns)]
    )


def shortest_number(value: float) -> str:
    """Return the shortest text that reads as *value*: ``12`` for 12.0."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
