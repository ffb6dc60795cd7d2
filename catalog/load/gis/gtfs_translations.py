"""Names of stops and routes in other languages: ``translations.txt`` in its form since 2019 and in the older one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from catalog.load.gis.gtfs_feed import Feed

_LANGUAGES = {"en": "en", "ja-hrkt": "ja-Hrkt"}
"""What is taken: English, and readings in kana."""

_FIELDS = {"stops": ("stop_name",), "routes": ("route_short_name", "route_long_name")}


def with_translations(frame: pl.DataFrame, feed: Feed, table: str, key: str) -> pl.DataFrame:
    """Return *frame* with a column ``stop_name_en`` (and so on) for each translation that there is.

    Arguments:
        frame: Stops, or lines with the attributes of their route.
        feed: It came from.
        table: ``stops`` or ``routes``.
        key: Name of the column that identifies a record.
    """
    translations = feed.table("translations.txt")
    if translations is None or frame.is_empty():
        return frame
    for name in _FIELDS[table]:
        for code, suffix in _LANGUAGES.items():
            label = f"{name}_{suffix}"
            words = _words(translations, table, name, code)
            if words and name in frame.columns and label not in frame.columns:
                frame = _translated(frame, key, name, label, words)
    return frame


def _words(translations: pl.DataFrame, table: str, name: str, language: str) -> dict[tuple[str, str], str]:
    """Return translations by ``("record_id", id)`` or ``("value", text)``."""
    columns = set(translations.columns)
    if {"table_name", "field_name", "language", "translation"} <= columns:
        wanted = (pl.col("table_name") == table) & (pl.col("field_name") == name)
        lang, sources = "language", {"record_id": "record_id", "value": "field_value"}
    elif {"trans_id", "lang", "translation"} <= columns:
        wanted, lang, sources = pl.lit(True), "lang", {"value": "trans_id"}
    else:
        return {}
    mine = translations.filter(wanted & (pl.col(lang).str.to_lowercase() == language))
    words: dict[tuple[str, str], str] = {}
    for kind, column in sources.items():
        if column in columns:
            for source, text in mine.select(column, "translation").drop_nulls().iter_rows():
                words.setdefault((kind, source), text)
    return words


def _translated(
    frame: pl.DataFrame, key: str, name: str, label: str, words: dict[tuple[str, str], str]
) -> pl.DataFrame:
    pairs = frame.select(key, name).iter_rows()
    texts = [words.get(("record_id", record)) or words.get(("value", text)) for record, text in pairs]
    if not any(texts):
        return frame
    series = pl.Series(label, texts, dtype=pl.String)
    return frame.insert_column(frame.get_column_index(name) + 1, series)
