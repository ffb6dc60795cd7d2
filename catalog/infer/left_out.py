"""Records below the headings that aren't data: empty ones, notes, headings between blocks, headings once more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars

from catalog.infer.cell_kinds import CellKind, cell_kind
from catalog.infer.grid import Grid
from catalog.infer.heading_rows import Span
from catalog.infer.notes_below import find_notes_below
from catalog.infer.row_marks import (
    is_date_of_data,
    is_footnote,
    is_note_above,
    is_office,
    is_section_mark,
    is_unit,
    total_spellings,
)
from catalog.model.layout import RowKind

MAX_SUSPECTS = 20_000
"""Nearly empty records that are looked at one by one; in a table with more of them they are the rule."""

_USUAL_SHARE = 0.3
_REQUIRED = 0.9
_ALIKE = 0.8
_HALF = 0.5
_FEW = 0.1
_LOOK_BACK = 50


@dataclass(frozen=True, slots=True)
class _Body:
    """The records below the headings.

    Attributes:
        start: Index of the first one in the grid.
        counts: Filled cells by record.
        usual: Filled cells of a usual record.
        required: Columns in which nearly all records have something.
        types: What columns hold where it isn't mere text.
        last_full: Index (in the grid) of the last record that isn't nearly empty; before *start* if there is none.
    """

    grid: Grid
    start: int
    counts: polars.Series
    usual: int
    required: tuple[int, ...]
    types: Mapping[int, CellKind]
    last_full: int


@dataclass(frozen=True, slots=True)
class _Suspect:
    """A nearly empty record.

    Attributes:
        cells: Positions and texts of its filled cells.
        is_title: It is one merged cell over most of the table.
        is_at_end: No full record comes after it.
    """

    index: int
    cells: tuple[tuple[int, str], ...]
    is_title: bool
    is_at_end: bool

    @property
    def is_alone(self) -> bool:
        """Whether only one cell is filled."""
        return len(self.cells) == 1

    @property
    def place(self) -> int:
        """Where the first filled cell is."""
        return self.cells[0][0]

    @property
    def text(self) -> str:
        """What is in the first filled cell."""
        return self.cells[0][1]

    def is_words(self) -> bool:
        """Return whether it has one cell, with words in it."""
        return self.is_alone and cell_kind(self.text) in (CellKind.TEXT, CellKind.LONG, CellKind.PERIOD)

    def is_note(self) -> bool:
        """Return whether it begins with the sign of a note."""
        return is_footnote(self.text) and (self.is_alone or len(self.text) <= 4 or self.is_at_end)

    def is_unit(self) -> bool:
        """Return whether it says nothing but a unit."""
        return self.is_alone and is_unit(self.text) and self.text[0] in "(（［[単"

    def aside(self) -> RowKind:
        """Return what words that aren't data are here."""
        return RowKind.FOOTNOTE if self.is_at_end else RowKind.SECTION


def find_left_out(
    grid: Grid,
    start: int,
    end: int,
    headings: Sequence[int],
    types: Mapping[int, CellKind],
    spans: Sequence[Span],
) -> dict[int, RowKind]:
    """Return the records from *start* up to *end* (from 0) that aren't data; empty ones at the end aren't named.

    Arguments:
        grid: The table's columns.
        start: The first record below the headings.
        end: Where the file or the next table begins to be something else.
        headings: Records that are headings, to know them when they come again.
        types: What columns hold where it isn't mere text, by position.
        spans: Merged cells.
    """
    counts = grid.row_counts[start:end]
    filled = (counts > 0).arg_true()
    if not filled.len():
        return {}
    counts = counts[: int(filled[-1]) + 1]
    left_out = dict.fromkeys((start + index for index in (counts == 0).arg_true()), RowKind.BLANK)
    notes = find_notes_below(grid, start, end, types)
    if notes is not None:
        below = range(notes, start + counts.len())
        left_out.update((index, RowKind.FOOTNOTE) for index in below if index not in left_out)
        counts = counts[: notes - start]
    left_out.update(dict.fromkeys(_repeated(grid, start, start + counts.len(), headings, types), RowKind.HEADER))
    body = _describe(grid, start, counts, types)
    _judge_suspects(body, _suspects(body, spans, left_out), left_out)
    left_out.update(_notes_of_list(body, left_out))
    return {index: left_out[index] for index in sorted(left_out)}


def _describe(grid: Grid, start: int, counts: polars.Series, types: Mapping[int, CellKind]) -> _Body:
    several = counts.filter(counts > 1)
    usual = int(several.quantile(0.75, "higher") or 1) if several.len() else 1
    full = counts >= max(_narrow(usual) + 1, 0.4 * usual)
    places = full.arg_true()
    required = tuple(
        position
        for position, filled in enumerate(grid.filled[start : start + counts.len()].iter_columns())
        if places.len() and int(filled.filter(full).sum()) / places.len() >= _REQUIRED
    )
    return _Body(grid, start, counts, usual, required, types, start + int(places[-1]) if places.len() else start - 1)


def _narrow(usual: int) -> int:
    """Return how many filled cells a nearly empty record has at most, where a usual one has *usual*."""
    return 2 if usual >= 5 else 1 if usual >= 2 else 0


def _repeated(
    grid: Grid, start: int, end: int, headings: Sequence[int], types: Mapping[int, CellKind]
) -> Iterator[int]:
    """Yield the records that say what one of the headings says, as where printed pages were joined.

    One or the other word may differ (児童数, 生徒数), if nothing in the record is like the columns' values.
    """
    names = grid.frame.columns  # Asking for it takes time in a wide table.
    for heading in headings:
        cells, written = grid.cells(heading), grid.frame.row(heading)
        places = [place for place, cell in enumerate(cells) if cell]
        if len(places) < 2:
            continue
        first = grid.frame.to_series(places[0])[start:end] == written[places[0]]
        indices = first.arg_true().cast(polars.Int64) + start
        if not indices.len():
            continue
        texts = {names[place]: written[place] for place in places}
        same = grid.frame[indices].select(polars.col(name) == text for name, text in texts.items()).sum_horizontal()
        yield from indices.filter(same >= _ALIKE * len(places))
        close = indices.filter((same > 1) & (same >= _HALF * len(places)) & (same < _ALIKE * len(places)))
        for index in close.head(MAX_SUSPECTS if types else 0):
            again = grid.cells(index)
            if all(cell_kind(again[place]) is not kind for place, kind in types.items()):
                yield index


def _suspects(body: _Body, spans: Sequence[Span], left_out: Mapping[int, RowKind]) -> list[_Suspect]:
    """Return the nearly empty records; none where they are the rule."""
    narrow = ((body.counts > 0) & (body.counts <= _narrow(body.usual))).arg_true()
    if narrow.len() > MAX_SUSPECTS:
        return []
    half = body.grid.frame.width / 2
    titles = {span.first_index for span in spans if span.last_position - span.first_position + 1 > half}
    found = []
    for index in (body.start + offset for offset in narrow):
        if index not in left_out:
            cells = tuple((place, cell) for place, cell in enumerate(body.grid.cells(index)) if cell)
            found.append(_Suspect(index, cells, index in titles, index > body.last_full))
    return found


def _judge_suspects(body: _Body, suspects: Sequence[_Suspect], left_out: dict[int, RowKind]) -> None:
    """Add to *left_out* the suspects that aren't data."""
    lone = [suspect for suspect in suspects if suspect.is_words() and suspect.place == 0]
    # Blocks that have headings have them from the first record on; a name without anything else is a poor record.
    has_blocks = len(lone) > 1 and lone[0].index == body.start
    are_usual = len(lone) > max(3, _USUAL_SHARE * body.counts.len())
    for suspect in suspects:
        if suspect.is_note() or (suspect.is_at_end and left_out.get(suspect.index - 1) is RowKind.FOOTNOTE):
            left_out[suspect.index] = RowKind.FOOTNOTE
        elif suspect.is_unit() or (suspect.is_words() and suspect.is_title):
            left_out[suspect.index] = suspect.aside()
        elif not suspect.is_alone:
            if _is_note_of_two_cells(body, suspect, left_out):
                left_out[suspect.index] = RowKind.FOOTNOTE
        elif suspect.is_words() and (
            _is_last_sentence(body, suspect)
            or (not are_usual and _is_aside(body, suspect, left_out, has_blocks=has_blocks))
        ):
            left_out[suspect.index] = suspect.aside()


def _is_note_of_two_cells(body: _Body, suspect: _Suspect, left_out: Mapping[int, RowKind]) -> bool:
    """Return whether a record of two cells after a gap at the end names an office or a date: 担当課 | 公園課."""
    lacks = set(body.required) - {place for place, _ in suspect.cells}
    words = (CellKind.TEXT, CellKind.LONG, CellKind.CODE, CellKind.DATE)
    are_words = all(cell_kind(text) in words for _, text in suspect.cells)
    return suspect.is_at_end and suspect.index - 1 in left_out and len(lacks) >= 2 and are_words


def _is_aside(body: _Body, suspect: _Suspect, left_out: Mapping[int, RowKind], *, has_blocks: bool) -> bool:
    """Return whether a lone text is a heading between records or a note, and not a record with a name alone."""
    lacks = len(set(body.required) - {suspect.place})
    if not lacks:  # All other columns may be empty: then only what stands apart is a note.
        gaps = [index for index, kind in left_out.items() if kind is RowKind.BLANK]
        return suspect.is_at_end and gaps == [suspect.index - 1]
    if suspect.place not in (0, min(body.required)):
        return False
    is_stranger = body.types.get(suspect.place, CellKind.TEXT) is not CellKind.TEXT
    # An office right below the records may as well be the name of the last one.
    is_sentence = cell_kind(suspect.text) is CellKind.LONG or (
        is_note_above(suspect.text) and not is_office(suspect.text)
    )
    if suspect.index - 1 in left_out or is_stranger or (suspect.is_at_end and is_sentence):
        return True
    return not suspect.is_at_end and (is_section_mark(suspect.text) or (has_blocks and lacks >= 2))


def _is_last_sentence(body: _Body, suspect: _Suspect) -> bool:
    """Return whether a sentence, or what date the data are of, stands below a column of names."""
    is_sentence = cell_kind(suspect.text) is CellKind.LONG or is_date_of_data(suspect.text)
    if not (suspect.is_at_end and is_sentence):
        return False
    above = body.grid.frame.to_series(suspect.place)[max(body.start, suspect.index - _LOOK_BACK) : suspect.index]
    return sum(cell_kind(cell) is CellKind.LONG for cell in above) <= _FEW * above.len()


def _notes_of_list(body: _Body, left_out: Mapping[int, RowKind]) -> dict[int, RowKind]:
    """Return the notes at the end of a list of one column, where every record has one cell."""
    found: dict[int, RowKind] = {}
    if body.usual > 1:
        return found
    for index in range(body.start + body.counts.len() - 1, body.start - 1, -1):
        if not is_footnote(next((cell for cell in body.grid.cells(index) if cell), "")) and index not in left_out:
            break
        found.setdefault(index, left_out.get(index, RowKind.FOOTNOTE))
    return found


def find_totals(grid: Grid, start: int, end: int, left_out: Mapping[int, RowKind]) -> tuple[int, ...]:
    """Return the records from *start* up to *end* that sum up others, by the word in one of their first cells."""
    spellings = total_spellings()
    firsts = grid.frame.columns[:3]
    if not firsts or end <= start:
        return ()
    is_total = polars.any_horizontal(polars.col(firsts).is_in(spellings).fill_null(False))
    several = grid.row_counts[start:end] > 1
    rows = (grid.frame[start:end].select(is_total).to_series() & several).arg_true()
    return tuple(start + index for index in rows if start + index not in left_out)
