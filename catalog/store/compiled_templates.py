"""Templates that were compiled once: compiling takes longer than printing the pages of a day's change."""

from __future__ import annotations

from pathlib import Path

from jinja2 import FileSystemBytecodeCache


def compiled_templates(folder: Path) -> FileSystemBytecodeCache:
    """Return what keeps compiled templates in *folder*, made if it isn't there.

    Each is held to the source that it was made from. A folder serves one environment only: templates are kept by name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))
