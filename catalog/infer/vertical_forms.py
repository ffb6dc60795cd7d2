"""Tables that stand upright: a name and its value in each record, and no headings above them."""

from __future__ import annotations

from itertools import takewhile

from catalog.infer.cell_kinds import CellKind
from catalog.infer.grid import Head
from catalog.infer.row_marks import is_heading_word, is_name_of_names

_LEAST_RECORDS = 3
_LONGEST_NAME = 20
_MOST_TITLES = 2
_OF_HEADINGS = (CellKind.PERIOD, CellKind.DATE)


def find_form(head: Head) -> int | None:
    """Return the first record of a form (施設名 | みほん公民館), or ``None`` where it is none.

    At least half of its names are what other tables have as headings, and nothing stands above the two columns that
    tells what they are (項目 | 値).
    """
    titles = len(list(takewhile(lambda row: len(row.positions) == 1, head.rows)))
    rows = head.rows[titles:]
    places = {place for row in rows for place in row.positions}
    if len(rows) < _LEAST_RECORDS or len(places) != 2 or titles > _MOST_TITLES:
        return None
    first, second = min(places), max(places)
    names, value = [row.cells[first] for row in rows], rows[0].cells[second]
    if len(set(names)) < len(names) or not all(name and len(name) <= _LONGEST_NAME for name in names):
        return None
    is_headed = is_name_of_names(names[0]) or is_heading_word(value) or rows[0].kinds[second] in _OF_HEADINGS
    are_words = all(row.kinds[first] is CellKind.TEXT for row in rows)
    are_names = 2 * sum(map(is_heading_word, names)) >= len(names)
    return rows[0].index if are_words and are_names and value and not is_headed else None
