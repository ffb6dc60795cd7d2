"""Every record of a CSV or TSV file, headings, titles and blank records included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from catalog.findings import Finding, Findings, Location
from catalog.load.columns import TooManyCells
from catalog.load.csv_records import (
    MAX_CELLS,
    BadRecord,
    LineEnds,
    read_csv_records,
)
from catalog.load.decoding import candidate_codecs, encoding_finding
from catalog.model.records import Newline, Records, TextFormat

if TYPE_CHECKING:
    import polars

_BLANK = b"\xef\xbb\xbf\xff\xfe\r\n\t ,;\0"


def read_text_records(
    data: bytes, path: str, *, encoding: str | None = None, delimiter: str = ","
) -> tuple[Records | None, Findings]:
    """Return all records of *data*, exactly as Python's strict ``csv.reader`` reads them, or findings that say why not.

    Arguments:
        data: The whole file.
        path: What findings call the file.
        encoding: The codec that it has to be in. ``None`` tries UTF-8 and then CP932, each strictly and over all of
            the file.
        delimiter: One character.

    Codes: file-empty, nul-character, encoding-unknown, encoding-rare, encoding-not-as-declared, encoding-mixed,
    csv-quote, cell-too-large, too-many-columns, too-many-cells.
    """
    if not is_filled(data):
        return None, (Finding("file-empty", Location(path)),)
    for codec in candidate_codecs(data, encoding):
        try:
            return _read(data, codec, delimiter, path)
        except UnicodeError:
            continue
        except BadRecord as bad:
            limit = {} if bad.limit is None else {"limit": f"{bad.limit:,}"}
            return None, (Finding(bad.code, Location(path, line=bad.line, row=bad.row), limit),)
        except TooManyCells:
            return None, (Finding("too-many-cells", Location(path), {"limit": f"{MAX_CELLS:,}"}),)
    return None, (encoding_finding(data, encoding, path),)


def is_filled(data: bytes) -> bool:
    """Return whether there is anything in *data* besides delimiters and blanks."""
    # Most files answer in the first bytes; only then is it worth making a copy.
    return bool(data[:4096].strip(_BLANK) or data.strip(_BLANK))


def _read(data: bytes, codec: str, delimiter: str, path: str) -> tuple[Records | None, Findings]:
    text, text_codec = (data.decode(codec).encode(), "utf-8") if codec == "utf-16" else (data, codec)
    nul = text.find(b"\0")
    if nul >= 0:
        return None, (Finding("nul-character", Location(path, line=text.count(b"\n", 0, nul) + 1)),)
    frames, counts = read_csv_records(text, text_codec, delimiter)
    frame, extra_cells = frames.finish()
    inner_end_count = counts.together - frame.height + (not text.endswith((b"\n", b"\r")))
    newline = _newline(counts, _cells_with_line_ends(frame, extra_cells) if inner_end_count else ())
    return Records(frame, extra_cells, TextFormat(codec, newline, delimiter)), ()


def _newline(counts: LineEnds, cells: Iterable[str]) -> Newline | None:
    """Return how records end.

    Arguments:
        counts: Of all line ends in the file.
        cells: Those that have line ends in them, which don't count.
    """
    crlf_count, return_count, feed_count = counts.crlf, counts.cr, counts.lf
    for cell in cells:
        crlf_count -= cell.count("\r\n")
        return_count -= cell.count("\r")
        feed_count -= cell.count("\n")
    kinds: dict[Newline, int] = {"crlf": crlf_count, "cr": return_count - crlf_count, "lf": feed_count - crlf_count}
    used = [kind for kind, count in kinds.items() if count]
    return "mixed" if len(used) > 1 else next(iter(used), None)


def _cells_with_line_ends(frame: polars.DataFrame, extra_cells: Mapping[int, tuple[str, ...]]) -> Iterator[str]:
    for column in frame:
        yield from column.filter(column.str.contains("[\r\n]"))
    for cells in extra_cells.values():
        yield from cells
