"""Which character separates the cells of a text, by counting records; never by statistics on letters."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass

CANDIDATES = (",", "\t", ";", "|")
_DRAWN = "|"
"""Also draws tables in texts (Markdown), which begin and end with it; it divides only what is nothing but a table."""

_MAX_RECORDS = 1_000


@dataclass(frozen=True, slots=True)
class Split:
    """How a delimiter would divide the first records.

    Attributes:
        width: The number of cells, 2 or more, that most records have; 0 where none has.
        same_count: Records with that many.
        record_count: All records that aren't blank.
    """

    delimiter: str
    width: int
    same_count: int
    record_count: int

    @property
    def is_a_table(self) -> bool:
        """Whether there are two records or more, and hardly any that doesn't fit: prose doesn't look so."""
        return self.same_count >= 2 and self.same_count >= 0.8 * self.record_count

    @property
    def holds(self) -> bool:
        """Whether at least half of the records fit: above and below a table there may be titles and notes."""
        return 2 * self.same_count >= max(1, self.record_count)


def detect_split(text: str) -> Split:
    """Return how *text* is divided: by the delimiter that gives most records the same number of cells.

    Arguments:
        text: The beginning of a file, which ends with the end of a line.

    Of two that are as good, the one with more cells is taken, then the comma before the tab before the semicolon before
    the bar. Where none holds, the comma is: the text has a single column.
    """
    splits = [_split(text, delimiter) for delimiter in CANDIDATES if delimiter != _DRAWN or _may_divide(text)]
    splits = [split for split in splits if split.delimiter != _DRAWN or split.is_a_table]
    best = max(splits, key=lambda split: (split.holds, split.same_count, split.width))
    return best if best.holds else splits[0]


def _may_divide(text: str) -> bool:
    return _DRAWN in text and not text.lstrip().startswith(_DRAWN)


def _split(text: str, delimiter: str) -> Split:
    # Not strict: a broken quote is found later, with its place.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    widths: Counter[int] = Counter()
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                widths[len(cells)] += 1
            if widths.total() == _MAX_RECORDS:
                break
    except csv.Error:  # A cell beyond all limits.
        pass
    several = [(count, width) for width, count in widths.items() if width > 1]
    same_count, width = max(several, default=(0, 0))
    return Split(delimiter, width, same_count, widths.total())
