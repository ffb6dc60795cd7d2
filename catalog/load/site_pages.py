"""Pages of a site that was built, as they lie on disk."""

from __future__ import annotations

from pathlib import Path

from catalog.load.files import read_bytes

MAX_BYTES = 5_000_000


def read_site_text(site_dir: Path, uri: str) -> str | None:
    """Return the text at *uri*, '/'-relative to *site_dir*, or ``None`` where there is none within bounds."""
    if {"", ".", ".."} & set(uri.split("/")):
        return None
    data, _ = read_bytes(site_dir / uri, uri, MAX_BYTES)
    return data.decode("utf-8", "replace") if data is not None else None
