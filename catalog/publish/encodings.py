"""In which encoding the text files are that we make."""

from __future__ import annotations

from collections.abc import Mapping

ENCODINGS: Mapping[str, str] = {"csv": "utf-8", "excel-csv": "utf-8", "english-csv": "utf-8", "cp932-csv": "cp932"}
"""Names of encodings by role, as Python, R and most libraries know them; JSON is never anything but UTF-8."""
