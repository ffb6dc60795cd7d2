"""What the site's printer made of its own sources, kept for the next time: an edit of a dataset changes none of it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson


@dataclass(frozen=True, slots=True)
class Prints:
    """Everything that the printer (MkDocs) printed.

    Attributes:
        shells: The texts and the slots between them of each kind of page, by the source file that stands for it.
        pages: Each hand-written page, by its '/'-relative address.
    """

    shells: Mapping[str, tuple[Sequence[str], Sequence[str]]]
    pages: Mapping[str, str]


def read_prints(file: Path, key: str) -> Prints | None:
    """Return what is kept in *file*, if it was made from what has the digest *key*; else ``None``."""
    try:
        kept: dict[str, Any] = orjson.loads(file.read_bytes())
        if kept["key"] != key:
            return None
        return Prints({src_uri: (texts, slots) for src_uri, (texts, slots) in kept["shells"].items()}, kept["pages"])
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        return None


def write_prints(file: Path, key: str, prints: Prints) -> None:
    """Keep *prints* in *file*, in place of those that are there."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    beside.write_bytes(orjson.dumps({"key": key, "shells": prints.shells, "pages": prints.pages}))
    beside.replace(file)
