"""Why a workbook isn't read, and how much of one is."""

from __future__ import annotations

MAX_CELLS = 16_000_000
"""Of all sheets together, counted from A1 to the last cell with content: empty cells between take memory too."""
MAX_CHARACTERS = 300_000_000
MAX_CELL_CHARACTERS = 1_000_000
MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384


class NotReadable(Exception):
    """The file is no workbook that Excel or LibreOffice would have written."""


class Encrypted(Exception):
    """The workbook has a password."""


class TooLarge(Exception):
    """The workbook would take more memory than a build may use."""
