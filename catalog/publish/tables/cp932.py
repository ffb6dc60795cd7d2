"""CSV in CP932, the Japanese encoding of Windows, for programs that know no other; only where no character is lost.

A character that comes back as another is lost like one that the encoding doesn't have: Python writes the wave dash
(U+301C) as the bytes of the full-width tilde (U+FF5E), and minus (U+2212) as those of the full-width hyphen-minus.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from catalog.model.described import LISTED_CHARACTERS, LISTED_ROWS, LostCharacter, MissingForm
from catalog.publish.tables.columns import Columns
from catalog.publish.tables.csv import heading_line, render_rows

ENCODING = "cp932"

TURNED_INTO_OTHERS = "¢£¬‖−〜"
"""What Python's codec encodes, but not so that it comes back; a test holds this to the codec."""

_TURNED = re.compile(f"[{TURNED_INTO_OTHERS}]")


def cp932_pieces(columns: Columns) -> Iterator[bytes]:
    """Yield the canonical CSV with CRLF in CP932.

    Raises:
        UnicodeEncodeError: A character would be lost (a bug upstream: :func:`find_lost_characters` was to be asked).
    """
    yield heading_line(columns.names, "\r\n").encode(ENCODING)
    for _, rows in columns.batches():
        yield render_rows(rows, newline="\r\n").decode().encode(ENCODING)


def find_lost_characters(columns: Columns) -> MissingForm | None:
    """Return what keeps a table from being offered in CP932, or ``None`` where every character comes back."""
    found: dict[str, _Places] = {}
    headings = pl.DataFrame({"text": ["".join(columns.names)]})
    _find_in(headings, 1, found)
    for first, rows in columns.batches() if columns.frame.width else ():
        _find_in(rows.select(pl.concat_str(pl.all()).alias("text")), first + 2, found)
    if not found:
        return None
    by_count = sorted(found.items(), key=lambda item: (-item[1].count, item[0]))
    lost = [
        LostCharacter(character, places.count, tuple(places.rows), places.row_count)
        for character, places in by_count[:LISTED_CHARACTERS]
    ]
    return MissingForm("cp932-csv", "characters", tuple(lost), len(found))


def is_lost(character: str) -> bool:
    """Return whether *character* can't be had back from CP932."""
    try:
        return character.encode(ENCODING).decode(ENCODING) != character
    except UnicodeEncodeError:
        return True


@dataclass(slots=True)
class _Places:
    count: int = 0
    row_count: int = 0
    rows: list[int] = field(default_factory=list)


def _find_in(rows: pl.DataFrame, first_row: int, found: dict[str, _Places]) -> None:
    """Add to *found* where the *rows*, each one text, the first with the number *first_row*, have lost characters."""
    text = rows.select(pl.col("text").str.join("")).item()
    if text.isascii() or _comes_back(text):
        return
    lost = "".join(re.escape(character) for character in sorted(set(text)) if is_lost(character))
    occurrences = (
        rows.with_row_index("row", first_row)
        .select("row", pl.col("text").str.extract_all(f"[{lost}]").alias("character"))
        .explode("character")
        .drop_nulls()
    )
    row = pl.col("row")
    for character, count, row_count, numbers in (
        occurrences.group_by("character")
        .agg(pl.len().alias("count"), row.n_unique().alias("rows"), row.unique().sort().head(LISTED_ROWS))
        .iter_rows()
    ):
        places = found.setdefault(character, _Places())
        places.count += count
        places.row_count += row_count
        places.rows += numbers[: LISTED_ROWS - len(places.rows)]


def _comes_back(text: str) -> bool:
    try:
        text.encode(ENCODING)
    except UnicodeEncodeError:
        return False
    return _TURNED.search(text) is None
