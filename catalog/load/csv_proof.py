"""The fast way to read CSV: Polars, on pieces of text where its answer is proven to be that of Python's strict reader.

Polars isn't a strict reader: short rows are filled up, a carriage return before a delimiter vanishes, and what quotes
inside a cell mean depends. So the structure is proven on the bytes first, and every byte is accounted for afterwards:

- The *skeleton* of a piece is what remains when everything but delimiters, quotes and line ends is deleted. Outside of
  quotes it has to be the same line over and over: then each record has as many cells as the first.
- Every carriage return comes right before a line feed.
- A quote opens a cell right after a delimiter or a line end, closes it right before one, or is doubled in between.
- The bytes of all cells are as many as the piece has besides delimiters, line ends and quotes.

A piece without the proof isn't wrong: it is read the slow way.
"""

from __future__ import annotations

import polars
from polars.exceptions import PolarsError

_QUOTE, _LINE_FEED, _RETURN = b'"', b"\n", b"\r"
_ALL_BYTES = bytes(range(256))


def read_proven(
    text: bytes, delimiter: bytes, max_cell_bytes: int, *, has_lone_returns: bool = True
) -> polars.DataFrame | None:
    """Return all records of *text* as String columns ``"0"``, ``"1"``, …, or ``None`` where that isn't proven right.

    Arguments:
        text: UTF-8; begins with a record and ends with the line feed of one.
        delimiter: One byte of ASCII.
        max_cell_bytes: A longer cell is left to the slow way, too.
        has_lone_returns: ``False`` if it is known that every carriage return in *text* is before a line feed.
    """
    skeleton = text.translate(None, _ALL_BYTES.translate(None, _QUOTE + _LINE_FEED + _RETURN + delimiter))
    return_count = skeleton.count(_RETURN)
    if return_count:
        if has_lone_returns and text.count(b"\r\n") != return_count:
            return None
        skeleton = skeleton.replace(_RETURN, b"")
    quote_count = skeleton.count(_QUOTE)
    if quote_count:
        skeleton = skeleton.replace(_QUOTE, b"")
    width = _uniform_width(skeleton, delimiter)
    byte_count = len(text) - return_count - len(skeleton)
    if width is None:
        return _read_quoted(text, delimiter, max_cell_bytes) if quote_count else None
    frame = _parse(text, width, delimiter, is_quoted=False)
    if frame is None or frame.height != skeleton.count(_LINE_FEED) or not _holds(frame, byte_count, max_cell_bytes):
        return None
    if not quote_count:
        return frame
    unquoted = _without_outer_quotes(frame, quote_count)
    return _read_quoted(text, delimiter, max_cell_bytes) if unquoted is None else unquoted


def _uniform_width(skeleton: bytes, delimiter: bytes) -> int | None:
    """Return the number of cells that each line has, if there are at least two and all lines have the same."""
    line = skeleton[: skeleton.find(_LINE_FEED) + 1]
    count = len(skeleton) // len(line) if line else 0
    is_uniform = len(line) > 1 and skeleton == line * count and line.count(delimiter) == len(line) - 1
    return len(line) if is_uniform else None


def _parse(text: bytes, width: int, delimiter: bytes, *, is_quoted: bool) -> polars.DataFrame | None:
    """Return what Polars reads, or ``None`` where it refuses: text that isn't UTF-8, too many cells, stray quotes."""
    schema = {str(index): polars.String for index in range(width)}
    quote = '"' if is_quoted else None
    try:
        frame = polars.read_csv(text, has_header=False, schema=schema, separator=delimiter.decode(), quote_char=quote)
    except PolarsError:
        return None
    return frame.fill_null("").rechunk()  # No record is short, so a null can only be an empty cell.


def _holds(frame: polars.DataFrame, byte_count: int, max_cell_bytes: int) -> bool:
    """Return whether the cells have *byte_count* bytes together, and none too many for itself."""
    lengths = polars.all().str.len_bytes().cast(polars.Int64)
    together: int = sum(frame.select(lengths.sum()).row(0))
    longest: int = max(frame.select(lengths.max()).row(0))
    return together == byte_count and longest <= max_cell_bytes


def _without_outer_quotes(frame: polars.DataFrame, quote_count: int) -> polars.DataFrame | None:
    """Return *frame* without the quotes around cells, or ``None`` where there are others.

    A cell that begins and ends with a quote has at least two. If there are twice as many quotes as such cells, no
    cell has more, and no other cell has any.
    """
    cells = polars.all().str
    is_quoted = cells.starts_with('"') & cells.ends_with('"') & (cells.len_bytes() > 1)
    if 2 * sum(frame.select(is_quoted.sum()).row(0)) != quote_count:
        return None
    return frame.select(cells.strip_chars('"'))


def _read_quoted(text: bytes, delimiter: bytes, max_cell_bytes: int) -> polars.DataFrame | None:
    """Return the records of *text* where quotes hold delimiters, line ends or doubled quotes.

    What is between two quotes is, in turn, inside and outside of a cell, if the quotes are where they belong.
    """
    pieces = text.split(_QUOTE)
    outside = pieces[0::2]
    if len(pieces) % 2 == 0 or not _quotes_are_in_place(outside, delimiter):
        return None
    around = b"".join(outside)
    return_count = around.count(_RETURN)
    if return_count != around.count(b"\r\n"):
        return None
    skeleton = around.translate(None, _ALL_BYTES.translate(None, _LINE_FEED + delimiter))
    width = _uniform_width(skeleton, delimiter)
    if width is None:
        return None
    frame = _parse(text, width, delimiter, is_quoted=True)
    doubled = outside.count(b"")  # One of each two is part of the cell.
    doubled -= not outside[0]
    byte_count = sum(map(len, pieces)) - len(skeleton) - return_count + doubled
    if frame is None or frame.height != skeleton.count(_LINE_FEED) or not _holds(frame, byte_count, max_cell_bytes):
        return None
    return frame


def _quotes_are_in_place(outside: list[bytes], delimiter: bytes) -> bool:
    """Return whether quotes open only at the beginning of a cell, and close only at its end.

    Nothing at all between two of them is a doubled quote.
    """
    between = set(outside[1:-1])
    before_opening = {piece[-1:] for piece in between} | {outside[0][-1:]}
    after_closing = {piece[:1] for piece in between} | {outside[-1][:1]}
    return before_opening <= {b"", delimiter, _LINE_FEED} and after_closing <= {b"", delimiter, _LINE_FEED, _RETURN}
