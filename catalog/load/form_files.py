"""A form as JSON, as the script of a host writes it (docs/en/developers/architecture.md, "Forms as JSON")."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import Any

from catalog.load.files import read_bytes
from catalog.model.form import Form, FormFile, FormKind

VERSION = 1
MAX_BYTES = 1_000_000
MAX_ANSWERS = 50
MAX_FILES = 50
MAX_TEXT = 20_000


def read_form(file: Path) -> Form | None:
    """Return the form in *file*, or ``None`` where it isn't one.

    Its files are named relative to the folder of *file*, which they can't leave.
    """
    data, _ = read_bytes(file, file.name, MAX_BYTES)
    try:
        value = json.loads(data) if data is not None else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or value.get("version") != VERSION:
        return None
    return _parse(value, file.parent)


def _parse(value: dict[str, Any], folder: Path) -> Form | None:
    kinds = {kind.value: kind for kind in FormKind}
    kind, reference = kinds.get(str(value.get("kind"))), value.get("reference", "")
    answers, files = value.get("answers"), value.get("files", [])
    if kind is None or not isinstance(answers, dict) or not isinstance(files, list):
        return None
    if not isinstance(reference, str) or (reference and not (reference.isascii() and reference.isdigit())):
        return None
    found = [_file(item, folder) for item in files[:MAX_FILES]]
    if len(files) > MAX_FILES or any(item is None for item in found):
        return None
    told = {
        key: text.strip()[:MAX_TEXT]
        for key, text in list(answers.items())[:MAX_ANSWERS]
        if isinstance(text, str) and text.strip()
    }
    return Form(kind, reference[:12], told, tuple(item for item in found if item is not None))


def _file(item: Any, folder: Path) -> FormFile | None:
    name, path = (item.get("name"), item.get("path")) if isinstance(item, dict) else (None, None)
    if not isinstance(name, str) or not isinstance(path, str) or not name or not path or "\0" in path:
        return None
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or "\\" in path:
        return None
    return FormFile(name[:255], folder / path)
