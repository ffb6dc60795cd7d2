"""The notice at the top of the pages of invented bodies, and counts that say that what is counted is invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from catalog.i18n import fictitious_texts
from catalog.model.site import Municipality
from catalog.model.text import Lang
from catalog.render.contexts import Contents, DatasetEntry
from catalog.render.formats import format_counted


@dataclass(frozen=True, slots=True)
class FictitiousNote:
    """A notice that nothing on a page is a fact."""

    label: str
    text: str


def fictitious_note(
    municipality: Municipality, lang: Lang, about: Literal["dataset", "body"] = "dataset"
) -> FictitiousNote | None:
    """Return the notice of a page of *municipality* or of its data, ``None`` for those that exist."""
    if not municipality.is_fictitious:
        return None
    said = fictitious_texts(lang)
    return FictitiousNote(said["label"], said[f"of_{about}"].format(name=municipality.name.text(lang)))


def counted_entries(entries: Sequence[DatasetEntry]) -> tuple[Sequence[DatasetEntry], bool]:
    """Return the *entries* that count, and whether they are invented: real ones, or the others where there are none."""
    real = [entry for entry in entries if not entry.is_fictitious]
    return (real, False) if real else (entries, bool(entries))


def mark_fictitious(words: str, lang: Lang) -> str:
    """Return *words* marked as those about something that doesn't exist."""
    return fictitious_texts(lang)["name"].format(name=words)


def invented_among(entries: Sequence[DatasetEntry], lang: Lang) -> str | None:
    """Return how many of the *entries* of a list are invented, ``None`` where none or all of them are."""
    count = sum(entry.is_fictitious for entry in entries)
    if count in {0, len(entries)}:
        return None
    return fictitious_texts(lang)["among"].format(datasets=format_counted("datasets", count, lang))


def examples_apart(contents: Contents, lang: Lang) -> str | None:
    """Return how many invented bodies and datasets there are beside those that count, ``None`` without any."""
    invented = contents.only(fictitious=True)
    if not invented.municipalities or len(invented.municipalities) == len(contents.municipalities):
        return None
    return fictitious_texts(lang)["apart"].format(
        bodies=format_counted("municipalities", len(invented.municipalities), lang),
        datasets=format_counted("datasets", len(invented.entries), lang),
    )
