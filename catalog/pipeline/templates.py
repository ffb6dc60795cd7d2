"""Our own templates, kept compiled beside the theme's."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from catalog.model.text import LANGS
from catalog.render.templates import environment
from catalog.store.compiled_templates import compiled_templates


@cache
def keep_templates(store_folder: Path) -> None:
    """Keep what this process compiles in *store_folder*, and take from there what is compiled already."""
    for lang in LANGS:
        environment(lang).bytecode_cache = compiled_templates(store_folder / "templates" / lang)
