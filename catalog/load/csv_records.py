"""CSV and TSV to records: strict in encoding and quoting, in pieces, each read the fast way if that is proven right."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice

import polars

from catalog.load.columns import RecordFrames, blank_frame
from catalog.load.csv_proof import read_proven
from catalog.load.decoding import UTF8_BOM, decode_strictly, refuse_unassigned

MAX_CELL_CHARS = 1_000_000
MAX_COLUMNS = 10_000
MAX_CELLS = 250_000_000
FAST_BYTES = 200_000
"""Below this the slow way is as fast."""

_PIECE_BYTES = 4_000_000
_FIRST_PIECE_BYTES = 64_000
"""Titles above the headings are here; they are read the slow way without the rest of a piece."""

_AHEAD = 2
"""Pieces that are under way while one is waited for."""

_BATCH_ROWS = 50_000
_MAX_RECORD_CHARS = 16_000_000
_TRANSPARENT_CODECS = ("utf-8", "cp932", "euc_jp")
"""Codecs in which a byte of line feed or quote is always that character, so that a file can be cut there."""


class BadRecord(Exception):
    """A record that can't be read.

    Attributes:
        code: Of the finding.
        row: Number of the record, from 1.
        line: Where it begins, from 1.
        limit: Of what it has too much of, or ``None``.
    """

    def __init__(self, code: str, row: int, line: int, limit: int | None) -> None:
        super().__init__(code)
        self.code, self.row, self.line, self.limit = code, row, line, limit


def read_csv_records(data: bytes, codec: str, delimiter: str) -> tuple[RecordFrames, LineEnds]:
    """Return every record of *data*, exactly as Python's strict ``csv.reader`` reads them, and its line ends.

    Arguments:
        data: The whole file.
        codec: ``utf-8``, ``utf-8-sig``, ``cp932`` or ``euc_jp``.
        delimiter: One character.

    Raises:
        UnicodeError: *data* isn't text in *codec*.
        BadRecord: A record can't be read. Codes: csv-quote, cell-too-large, too-many-columns.
        TooManyCells: There are more than :data:`MAX_CELLS`.
    """
    previous_limit = csv.field_size_limit(MAX_CELL_CHARS)  # The limit is the process's, not the reader's.
    try:
        return _CsvFile(data, codec.removesuffix("-sig"), delimiter).read()
    finally:
        csv.field_size_limit(previous_limit)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of the file.

    Attributes:
        start: Of its first byte in the file.
        line_ends: Those in it.
        text: ``None`` where the file can't be cut from here on.
        proven: What becomes of it the fast way; ``None`` where that isn't tried.
    """

    start: int
    line_ends: LineEnds
    text: str | bytes | None
    proven: Future[polars.DataFrame | None] | None


@dataclass(slots=True)
class _CsvFile:
    """A file that is read piece by piece."""

    data: bytes
    codec: str
    delimiter: str
    frames: RecordFrames = field(default_factory=lambda: RecordFrames(MAX_CELLS))

    def read(self) -> tuple[RecordFrames, LineEnds]:
        line_ends = LineEnds(0, 0, 0)
        # Polars works outside of Python's lock, so that the next pieces are decoded and looked at meanwhile.
        with ThreadPoolExecutor(max_workers=_AHEAD) as worker:
            for piece in _ahead(self._pieces(worker), _AHEAD):
                if not self._take(piece):
                    self._read_rest(piece.start)
                    return self.frames, line_ends + line_end_counts(self.data, piece.start)
                line_ends += piece.line_ends
        return self.frames, line_ends

    def _pieces(self, worker: ThreadPoolExecutor) -> Iterator[_Piece]:
        start = len(UTF8_BOM) if self.codec == "utf-8" and self.data.startswith(UTF8_BOM) else 0
        may_be_fast = len(self.data) > FAST_BYTES and self.delimiter.isascii()
        size = _FIRST_PIECE_BYTES if may_be_fast else _PIECE_BYTES
        while start < len(self.data):
            end = self._cut(start, size)
            if end is None:
                yield _Piece(start, LineEnds(0, 0, 0), None, None)
                return
            raw = self.data[start:end]
            text = raw if self.codec == "utf-8" else decode_strictly(raw, self.codec)
            line_ends = line_end_counts(raw)
            is_tried = may_be_fast and line_ends.cr == line_ends.crlf
            yield _Piece(start, line_ends, text, self._begin_proof(text, worker) if is_tried else None)
            start, size = end, _PIECE_BYTES

    def _begin_proof(self, text: str | bytes, worker: ThreadPoolExecutor) -> Future[polars.DataFrame | None]:
        encoded = text.encode() if isinstance(text, str) else text
        if not encoded.endswith(b"\n"):
            encoded += b"\n"
        return worker.submit(read_proven, encoded, self.delimiter.encode(), MAX_CELL_CHARS, has_lone_returns=False)

    def _take(self, piece: _Piece) -> bool:
        """Take the records of one piece; return whether it ended with the end of a record, as far as can be seen."""
        frame = piece.proven.result() if piece.proven is not None else None
        if frame is not None and frame.width <= MAX_COLUMNS:
            self.frames.add(frame, {}, frame.height * frame.width)
            return True
        if piece.text is None:
            return False
        text = piece.text if isinstance(piece.text, str) else piece.text.decode()
        return self._take_blank(text) or self._read_strictly(text)

    def _take_blank(self, text: str) -> bool:
        """Take the records of *text* if all are blank: a spreadsheet can leave millions of them."""
        if text.strip("\r\n"):
            return False
        count = text.count("\r") + text.count("\n") - text.count("\r\n")
        self.frames.add(blank_frame(count), {}, 0)
        return True

    def _cut(self, start: int, size: int) -> int | None:
        """Return where a piece of about *size* bytes ends: after a line feed, if possible one outside of quotes."""
        data = self.data
        if self.codec not in _TRANSPARENT_CODECS:
            return None
        if start + size >= len(data):
            return len(data)
        last = data.rfind(b"\n", start, start + size) + 1
        if not last:
            return None
        end, is_inside = last, data.count(b'"', start, last) % 2 == 1
        for _ in range(100):
            if not is_inside:
                return end
            quote = data.rfind(b'"', start, end)
            line_end = data.rfind(b"\n", start, quote) + 1
            if not line_end:
                break
            is_inside = (data.count(b'"', line_end, end) % 2 == 1) is not is_inside
            end = line_end
        return last

    def _read_strictly(self, text: str) -> bool:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=self.delimiter, strict=True)
        batches = RecordFrames(MAX_CELLS)
        try:
            while rows := list(islice(reader, _BATCH_ROWS)):
                if max(map(len, rows)) > MAX_COLUMNS:
                    return False
                batches.add_rows(rows)
        except csv.Error:
            return False  # A quoted cell goes on beyond this piece, or the record is wrong.
        self.frames.extend(batches)
        return True

    def _read_rest(self, start: int) -> None:
        """Read all from *start* record by record, so that what is wrong has its place."""
        stream = io.BytesIO(self.data)
        stream.seek(start)
        lines = _Lines(io.TextIOWrapper(stream, encoding=self.codec, newline=""), self.codec)
        rows = self._rest_rows(start, lines)
        while batch := list(islice(rows, _BATCH_ROWS)):
            self.frames.add_rows(batch)

    def _rest_rows(self, start: int, lines: _Lines) -> Iterator[list[str]]:
        row = self.frames.row_count
        try:
            for cells in csv.reader(lines, delimiter=self.delimiter, strict=True):
                row += 1
                if len(cells) > MAX_COLUMNS:
                    raise self._bad_record("too-many-columns", row, start, lines)
                yield cells
                lines.begin_record()
        except _RecordTooLong as problem:
            has_many = problem.text.count(self.delimiter) > MAX_COLUMNS
            code = "too-many-columns" if has_many else "cell-too-large"
            raise self._bad_record(code, row + 1, start, lines) from None
        except csv.Error as problem:
            code = "cell-too-large" if "field larger than" in str(problem) else "csv-quote"
            raise self._bad_record(code, row + 1, start, lines) from None

    def _bad_record(self, code: str, row: int, start: int, lines: _Lines) -> BadRecord:
        limit = {"cell-too-large": MAX_CELL_CHARS, "too-many-columns": MAX_COLUMNS}.get(code)
        return BadRecord(code, row, line_end_counts(self.data, 0, start).together + lines.record_line, limit)


def _ahead(pieces: Iterator[_Piece], count: int) -> Iterator[_Piece]:
    """Yield *pieces*, each when the next *count* are already under way."""
    waiting = deque(islice(pieces, count))
    for piece in pieces:
        waiting.append(piece)
        yield waiting.popleft()
    yield from waiting


class _RecordTooLong(Exception):
    """One record has more text than any could have."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


@dataclass(slots=True)
class _Lines:
    """Lines of text that know where the record began, and that a record has to end some time.

    Attributes:
        record_line: Line of the record that is being read, from 1.
    """

    stream: io.TextIOWrapper
    codec: str
    record_line: int = 1
    _line_count: int = 0
    _record_chars: int = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.stream.readline(_MAX_RECORD_CHARS)
        if not line:
            raise StopIteration
        if self.codec == "cp932" and not line.isascii():
            refuse_unassigned(line)
        self._line_count += 1
        self._record_chars += len(line)
        if self._record_chars >= _MAX_RECORD_CHARS:
            raise _RecordTooLong(line)
        return line

    def begin_record(self) -> None:
        self.record_line = self._line_count + 1
        self._record_chars = 0


@dataclass(frozen=True, slots=True)
class LineEnds:
    """How often line ends are in a file; a pair of both is also counted as one of each."""

    crlf: int
    cr: int
    lf: int

    @property
    def together(self) -> int:
        """Number of line ends of any kind."""
        return self.cr + self.lf - self.crlf

    def __add__(self, other: LineEnds) -> LineEnds:
        return LineEnds(self.crlf + other.crlf, self.cr + other.cr, self.lf + other.lf)


def line_end_counts(data: bytes, start: int = 0, end: int | None = None) -> LineEnds:
    """Return how often line ends are in *data* from *start* to *end*, those inside quotes included."""
    return_count = data.count(b"\r", start, end)
    crlf_count = data.count(b"\r\n", start, end) if return_count else 0
    return LineEnds(crlf_count, return_count, data.count(b"\n", start, end))
