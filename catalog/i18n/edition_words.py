"""What an edition has brought, in words: ``12 rows added``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalog.i18n import edition_texts
from catalog.model.edition import Aspect, Edition, EditionKind, ResourceChange
from catalog.model.text import Lang

_ADDED = (Aspect.ENGLISH, Aspect.EASY)
MOST_NAMES = 3
"""Columns and files that are named in a phrase."""


def edition_phrases(edition: Edition, lang: Lang) -> list[str]:
    """Return what *edition* has brought as phrases, plain text and without a full stop."""
    texts = edition_texts(lang)
    if edition.kind is not EditionKind.CHANGED:
        return [texts[edition.kind.value]]
    phrases = [phrase for change in edition.resources for phrase in _resource_phrases(change, lang)]
    for key in ("files_added", "files_removed", "files_changed"):
        phrases += _named(key, getattr(edition, key), "file_join", lang)
    return [*phrases, *_about(edition.about, lang)]


def edition_sentence(edition: Edition, lang: Lang, most: int = 4) -> str:
    """Return the first *most* phrases as one text, and how many there are beyond."""
    texts, phrases = edition_texts(lang), edition_phrases(edition, lang)
    shown = phrases[:most]
    if len(phrases) > most:
        shown.append(texts["more"].format(count=len(phrases) - most))
    return texts["join"].join(shown)


def _resource_phrases(change: ResourceChange, lang: Lang) -> Iterator[str]:
    """Yield the phrases of one resource, the first with its title."""
    texts = edition_texts(lang)
    title = change.title_en or change.title if lang == "en" else change.title
    for number, words in enumerate(_changes(change, lang)):
        yield texts["of_resource"].format(title=title, words=words) if title and number == 0 else words


def _changes(change: ResourceChange, lang: Lang) -> Iterator[str]:
    texts, prefix = edition_texts(lang), "layer_" if change.is_layer else ""
    counts = {f"{prefix}added": change.added, f"{prefix}removed": change.removed, "changed": change.changed}
    for key, count in {**counts, "moved": change.moved}.items():
        if count:
            yield texts[f"{key}_one" if count == 1 else f"{key}_other"].format(count=f"{count:,}")
    yield from _named("columns_added", change.columns_added, "name_join", lang)
    yield from _named("columns_removed", change.columns_removed, "name_join", lang)
    for before, after in change.renamed[:MOST_NAMES]:
        yield texts["renamed"].format(before=before, after=after)
    if change.is_reordered:
        yield texts["reordered"]


def _named(key: str, names: Sequence[str], join: str, lang: Lang) -> list[str]:
    if not names:
        return []
    texts = edition_texts(lang)
    listed = texts[join].join([*names[:MOST_NAMES], *(["…"] if len(names) > MOST_NAMES else [])])
    return [texts[f"{key}_one" if len(names) == 1 else f"{key}_other"].format(names=listed)]


def _about(aspects: Sequence[Aspect], lang: Lang) -> Iterator[str]:
    texts = edition_texts(lang)
    named = [texts[f"aspect_{aspect.value}"] for aspect in aspects if aspect not in _ADDED]
    if named:
        yield texts["about"].format(aspects=texts["aspect_join"].join(named))
    yield from (texts[f"about_{aspect.value}"] for aspect in _ADDED if aspect in aspects)
