"""What stands above the datasets of a body and of a theme, and what is said where there are none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from catalog.i18n import overview_texts
from catalog.model.site import Municipality
from catalog.model.text import Lang
from catalog.model.vocabulary import Theme
from catalog.render.changes import change_lines, dataset_changes
from catalog.render.contexts import Contents, DatasetEntry
from catalog.render.formats import format_count

BODY_LINES = 5
"""Changes on the page of a body."""
MOST_DEPARTMENTS = 8


def body_context(
    municipality: Municipality, entries: Sequence[DatasetEntry], contents: Contents, lang: Lang
) -> Mapping[str, object]:
    """Return what the page of a body tells of all its datasets."""
    texts, name = overview_texts(lang), municipality.name.text(lang)
    gone = tuple(each for each in contents.withdrawn if each.id.municipality == municipality.id)
    own = replace(contents, entries=tuple(entries), withdrawn=gone)
    themes = Counter(theme for entry in entries for theme in entry.theme_ids)
    departments = _departments(entries, lang)
    more = len(departments) - MOST_DEPARTMENTS
    return {
        "themes": [(theme, _count(themes[id], lang)) for id, theme in contents.themes.items() if themes[id]],
        "departments": departments[:MOST_DEPARTMENTS],
        "departments_more": texts["body_departments_more"].format(count=more) if more > 0 else None,
        "lines": change_lines(dataset_changes(own), lang, BODY_LINES),
        "empty_text": texts["body_empty"].format(name=name),
        "empty_homepage": texts["body_empty_homepage"].format(name=name),
    }


def theme_context(
    theme: Theme, entries: Sequence[DatasetEntry], contents: Contents, lang: Lang
) -> Mapping[str, object]:
    """Return what the page of a theme tells of all its datasets."""
    counts = Counter(entry.id.municipality for entry in entries)
    bodies = sorted((contents.municipalities[id] for id in counts), key=lambda each: (each.is_fictitious, each.code))
    return {
        "bodies": [(each, _count(counts[each.id], lang)) for each in bodies],
        "empty_text": overview_texts(lang)["theme_empty"].format(theme=theme.label.text(lang)),
    }


def _count(number: int, lang: Lang) -> str:
    return overview_texts(lang)["dataset_count_one" if number == 1 else "dataset_count_other"].format(
        count=format_count(number)
    )


def _departments(entries: Sequence[DatasetEntry], lang: Lang) -> list[str]:
    """Return the divisions that answer for the datasets, those with the most first."""
    found = Counter(
        entry.search.departments.get(lang) or entry.search.departments["ja"]
        for entry in entries
        if entry.search is not None and entry.search.departments
    )
    return [name for name, _ in sorted(found.items(), key=lambda item: (-item[1], item[0]))]
