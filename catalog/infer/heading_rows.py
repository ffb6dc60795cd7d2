"""Which of the first records are headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from catalog.infer.cell_kinds import CellKind, cell_kind
from catalog.infer.grid import Head, Row
from catalog.infer.row_marks import (
    has_heading_kind,
    is_counting,
    is_data_type,
    is_footnote,
    is_heading_word,
    is_identifier,
    is_note_above,
    is_unit,
)
from catalog.infer.vertical_forms import find_form

MAX_HEADING_ROWS = 5
_REQUIRED = 0.95
_NEARLY_ALL = 0.8


@dataclass(frozen=True, slots=True)
class Span:
    """A merged cell, in positions of a grid; both ends included, all from 0."""

    first_index: int
    first_position: int
    last_index: int
    last_position: int

    @property
    def is_wide(self) -> bool:
        """Whether it reaches over several columns."""
        return self.last_position > self.first_position


@dataclass(frozen=True, slots=True)
class Headings:
    """Where the headings are; indices of records from 0.

    Attributes:
        rows: One after the other; none where the table begins with its first record.
        beneath: Records right below them that say something of the columns, too: their numbers, their types.
        first_index: The first of the headings, or the first record of a table without them.
    """

    rows: tuple[int, ...]
    beneath: tuple[int, ...]
    first_index: int


def find_headings(head: Head, spans: Sequence[Span]) -> Headings | None:
    """Return where the headings are, or ``None`` where there is nothing at all.

    That a table has none has to be certain: its first record is like the others in every column whose kind of values
    is known.
    """
    if not head.rows:
        return None
    linked = _linked_data_headings(head.rows)
    if linked is not None:
        return linked
    form = find_form(head)
    if form is not None:
        return Headings((), (), form)
    chosen = _choose(head)
    first = head.rows[chosen]
    if _is_certainly_record(head, first):
        return Headings((), (), first.index)
    top, bottom = chosen, chosen
    while top and bottom - top < MAX_HEADING_ROWS - 1 and _joins_above(head, top, bottom, spans):
        top -= 1
    while bottom - top < MAX_HEADING_ROWS - 1 and _joins_below(head, bottom, spans):
        bottom += 1
    rows = tuple(row.index for row in head.rows[top : bottom + 1])
    return Headings(rows, tuple(_beneath(head, bottom)), rows[0])


def _linked_data_headings(rows: Sequence[Row]) -> Headings | None:
    """Return the row of ``#property``, which LinkData (a Japanese platform) puts after lines of metadata."""
    marked = [row for row in rows[:30] if row.cells[0].startswith("#")]
    heading = next((row for row in marked if row.cells[0].casefold() == "#property" and len(row.positions) > 1), None)
    if heading is None:
        return None
    below = [row.index for row in marked if row.index > heading.index]
    beneath = [index for count, index in enumerate(below, 1) if index == heading.index + count]
    return Headings((heading.index,), tuple(beneath), heading.index)


def _choose(head: Head) -> int:
    """Return which of the head's rows is the most like headings, or the first record where none is."""
    rows = head.rows
    if head.most == 1:
        is_title = len(rows) > 2 and rows[1].index > rows[0].index + 1 and rows[2].index == rows[1].index + 1
        return 1 if is_title else 0
    above, least = _lines_above(head), max(2, 0.4 * head.usual)
    wide = [place for place, row in enumerate(rows) if place >= above and len(row.positions) >= least]
    record = next((place for place in wide if head.is_record(rows[place])), len(rows))
    found = [place for place in wide if place < record and head.is_heading(rows[place])]
    if found:
        found = [place for place in found if not _is_title_above(rows, place)] or found
        found = [place for place in found if not _is_beside_title(head, rows[place])] or found
        return max(found, key=lambda place: (head.strangers(rows[place]), -place))
    likely = (place for place in wide if len(rows[place].positions) >= 0.5 * head.most)
    return next((place for place in likely if not _is_beside_title(head, rows[place])), wide[0] if wide else 0)


def _lines_above(head: Head) -> int:
    """Return how many of the first rows stand above the headings without being a title.

    They tell of the file, a name and a value each, where the table has more columns; or the first numbers the columns.
    """
    if len(head.rows) > 1 and _is_numbering(head.rows[0]) and head.is_heading(head.rows[1]):
        return 1
    lines = list(takewhile(lambda row: row.positions in ((0,), (0, 1)), head.rows))
    rest = [row for row in head.rows[len(lines) :] if len(row.positions) > 1]
    is_wider = len(rest) >= 2 and sum(len(row.positions) > 2 for row in rest) >= _NEARLY_ALL * len(rest)
    return len(lines) if is_wider and sum(len(row.positions) == 2 for row in lines) >= 2 else 0


def _is_beside_title(head: Head, row: Row) -> bool:
    """Return whether *row* has a title with a date or a unit, or a note, or the types of columns, and nothing else."""
    cells = [row.cells[position] for position in row.positions]
    if _has_dated_line(row) or _are_types(row):
        return True
    if len(cells) > 2 or len(cells) > head.most:
        return False
    dates = (CellKind.DATE, CellKind.PERIOD) if head.most == 2 else (CellKind.DATE,)
    is_dated = len(cells) == 2 and row.kinds[row.positions[1]] in dates
    return is_dated or (head.most > 2 and (is_footnote(cells[0]) or any(is_note_above(cell) for cell in cells)))


def _has_dated_line(row: Row) -> bool:
    """Return whether a date follows right after what it is the date of: 作成日 | 2024/4/1 |  | 担当課 | 企画課."""
    return any(
        is_note_above(label) and row.kinds[place + 1] is CellKind.DATE
        for place, label in enumerate(row.cells[:-1])
        if label and row.kinds[place] is CellKind.TEXT
    )


def _is_certainly_record(head: Head, row: Row) -> bool:
    texts = [row.cells[position] for position in row.positions if row.kinds[position] is CellKind.TEXT]
    if head.is_progression(row) or head.strangers(row) or any(is_heading_word(text) for text in texts):
        return False
    matches, recurring = head.matches(row), head.recurring(row)
    if not head.types:
        is_repeated = recurring == len(row.positions) and sum(other.cells == row.cells for other in head.rows) > 1
        return recurring >= 2 and not is_repeated
    return matches >= 2 or (matches == 1 and (recurring > 0 or 2 * matches >= len(row.positions)))


def _joins_above(head: Head, top: int, bottom: int, spans: Sequence[Span]) -> bool:
    """Return whether the row above *top* is one more row of headings, and not a title."""
    upper, lower = head.rows[top - 1], head.rows[top]
    if upper.index != lower.index - 1 or (head.matches(upper) and not head.is_progression(upper)):
        return False
    if _are_types(upper) or _is_numbering(upper):
        return False
    if _is_joined(spans, upper.index, lower.index, _used_width(head, bottom)):
        return True
    cells = [upper.cells[position] for position in upper.positions]
    if len(cells) < 2 or _is_beside_title(head, upper) or not _are_headings(head, upper):
        return False
    labels = [lower.cells[position] for position in lower.positions]
    if _is_spread_title(upper, lower):
        return False
    if len(cells) >= _NEARLY_ALL * len(lower.positions):
        return True
    fills_hole = any(not lower.cells[position] and head.fill[position] for position in upper.positions)
    return fills_hole or len(set(labels)) < len(labels) or _groups(upper, lower)


def _is_title_above(rows: Sequence[Row], place: int) -> bool:
    return place + 1 < len(rows) and _is_spread_title(rows[place], rows[place + 1])


def _is_spread_title(upper: Row, lower: Row) -> bool:
    """Return whether *upper* has the words of a title, a cell each, above headings: 令和6年度 | みほん市 | 施設 | 一覧.

    Nothing is a group then, as no label is there twice, and the labels alone have words that headings have.
    """
    cells = [upper.cells[position] for position in upper.positions]
    labels = [lower.cells[position] for position in lower.positions]
    is_wider = upper.index == lower.index - 1 and set(upper.positions) <= set(lower.positions) and len(cells) > 2
    are_different = len(set(cells)) == len(cells) and len(set(labels)) == len(labels)
    return is_wider and are_different and any(map(is_heading_word, labels)) and not any(map(_is_of_heading, cells))


def _is_of_heading(cell: str) -> bool:
    is_named = is_heading_word(cell) and cell_kind(cell) is not CellKind.PERIOD
    return is_named or is_unit(cell) or is_identifier(cell)


def _are_headings(head: Head, row: Row) -> bool:
    return head.is_progression(row) or all(
        has_heading_kind(row.cells[position]) or is_unit(row.cells[position]) for position in row.positions
    )


def _groups(upper: Row, lower: Row) -> bool:
    """Return whether the cells of *upper* stand over several of *lower* each: 人口 over 男 and 女."""
    inner = [position for position in upper.positions if position]
    ends = [position + 1 for position in inner]
    return len(inner) >= 2 and all(
        end < len(lower.cells) and not upper.cells[end] and bool(lower.cells[end]) for end in ends
    )


def _is_joined(spans: Sequence[Span], upper: int, lower: int, width: int) -> bool:
    """Return whether merged cells tie the two rows together, or group columns in the upper one."""
    if any(span.first_index <= upper and lower <= span.last_index for span in spans):
        return True
    groups = [span for span in spans if span.first_index == upper == span.last_index and span.is_wide]
    return any(span.first_position > 0 and span.last_position - span.first_position < width - 1 for span in groups)


def _used_width(head: Head, bottom: int) -> int:
    return max((position + 1 for row in head.rows[bottom:] for position in row.positions[-1:]), default=1)


def _joins_below(head: Head, bottom: int, spans: Sequence[Span]) -> bool:
    """Return whether the row below *bottom* is one more row of headings, and not the first record."""
    if bottom + 1 >= len(head.rows):
        return False
    upper, lower = head.rows[bottom], head.rows[bottom + 1]
    if (
        lower.index != upper.index + 1
        or _is_apart(head, lower)
        or (head.matches(lower) and not head.is_progression(lower))
    ):
        return False
    if _is_joined(spans, upper.index, lower.index, _used_width(head, bottom)):
        return True
    if _are_units(head, lower) or _are_english(head, upper, bottom + 1):
        return True
    strangers = head.strangers(lower)
    typed = sum(bool(lower.cells[position]) for position in head.types)
    if strangers >= max(2, 0.7 * typed):
        return True
    return _completes(head, bottom) or _divides(head, upper, lower)


def _is_apart(head: Head, row: Row) -> bool:
    """Return whether *row* numbers the columns or states their types; numbers where numbers belong are a record."""
    cells = [row.cells[position] for position in row.positions]
    if not cells:
        return False
    is_plain = cells[0].isascii() and cells[0].isdigit()
    could_be_record = is_plain and (row.positions[0] > 0 or head.types.get(0) is CellKind.NUMBER)
    return (is_counting(cells) and not could_be_record) or _are_types(row)


def _is_numbering(row: Row) -> bool:
    """Return whether *row* numbers the columns from the first one on."""
    return row.positions[:1] == (0,) and is_counting([row.cells[position] for position in row.positions])


def _are_types(row: Row) -> bool:
    cells = [row.cells[position] for position in row.positions]
    return len(cells) >= 2 and all(is_data_type(cell) for cell in cells)


def _are_units(head: Head, row: Row) -> bool:
    cells = [row.cells[position] for position in row.positions]
    are_marked = all(cell[0] in "(（［[単" for cell in cells)
    return all(is_unit(cell) for cell in cells) and (are_marked or (len(cells) > 1 and head.strangers(row) > 0))


def _are_english(head: Head, upper: Row, place: int) -> bool:
    """Return whether the row at *place* has the headings of *upper* once more in English, or as names for programs."""
    row = head.rows[place]
    cells = [row.cells[position] for position in row.positions]
    japanese = sum(not upper.cells[position].isascii() for position in upper.positions)
    if len(cells) < max(2, _NEARLY_ALL * len(upper.positions)) or 2 * japanese < len(upper.positions):
        return False
    if len(set(cells)) < len(cells) or not all(is_identifier(cell) for cell in cells):
        return False
    below = [other.cells[position] for other in head.rows[place + 1 :] for position in other.positions]
    return head.strangers(row) > 0 or 2 * sum(is_identifier(cell) for cell in below) < len(below)


def _completes(head: Head, bottom: int) -> bool:
    """Return whether the row below has what headings lack, and lacks what every record has.

    So does 丁番地 · 第何週 · 曜日 below 区 · 町 · 番地 · 燃えるごみ.
    """
    upper, lower, records = head.rows[bottom], head.rows[bottom + 1], head.rows[bottom + 2 :]
    full = [row for row in records if len(row.positions) >= 0.4 * head.usual]
    if not full or not all(has_heading_kind(lower.cells[position]) for position in lower.positions):
        return False
    adds = [position for position in lower.positions if not upper.cells[position]]
    lacks = [position for position in upper.positions if not lower.cells[position]]
    required = [
        position for position in lacks if sum(bool(row.cells[position]) for row in full) >= _REQUIRED * len(full)
    ]
    return bool(adds) and len(lower.positions) >= 2 and bool(required)


def _divides(head: Head, upper: Row, lower: Row) -> bool:
    """Return whether *lower* has the headings of which *upper* names groups, in a table of nothing but words.

    So do 名称 · 住所 · 種別 · 運営者 below 施設 · (blank) · 運営 · (blank), or below 施設 · 施設 · 運営 · 運営.
    """
    names = [lower.cells[position] for position in lower.positions]
    is_named = len(set(names)) == len(names) and 2 * sum(map(is_heading_word, names)) >= len(names)
    if not is_named or not all(map(has_heading_kind, names)) or head.recurring(lower):
        return False
    holes = [position for position in lower.positions if not upper.cells[position]]
    repeats = sum(before == after != "" for before, after in pairwise(upper.cells))
    are_filled = all(head.fill[position] >= _NEARLY_ALL for position in holes)
    return (len(holes) >= 2 and are_filled) or repeats >= 2


def _beneath(head: Head, bottom: int) -> Iterator[int]:
    last = head.rows[bottom].index
    for row in head.rows[bottom + 1 : bottom + 4]:
        if row.index != last + 1 or not _is_apart(head, row):
            return
        last = row.index
        yield row.index
