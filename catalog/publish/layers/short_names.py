"""Names of columns as a Shapefile can have them: at most ten bytes, all different."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

NAME_BYTES = 10
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


def short_names(names: Sequence[str]) -> tuple[str, ...]:
    """Return a name for each of *names*: its beginning as far as it fits, with a number behind it where two are alike.

    Letters are compared without regard to case, as the programs do. Japanese letters have three bytes.
    """
    used: set[str] = set()
    short: list[str] = []
    for name in names:
        plain = _CONTROLS.sub("", unicodedata.normalize("NFKC", name)).strip() or "column"
        candidate, number = cut_text(plain, NAME_BYTES), 1
        while candidate.casefold() in used:
            number += 1
            ending = f"_{number}"
            candidate = cut_text(plain, NAME_BYTES - len(ending)) + ending
        used.add(candidate.casefold())
        short.append(candidate)
    return tuple(short)


def cut_text(text: str, size_bytes: int) -> str:
    """Return the beginning of *text* that has at most *size_bytes* in UTF-8, cut between two characters."""
    return text.encode()[:size_bytes].decode(errors="ignore").rstrip()
