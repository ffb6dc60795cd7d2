"""How fresh a dataset is, what was checked in it and what was mended, in words.

The page tells dates, which hold on any day. How long ago or how late that is depends on when somebody reads: the
browser puts it beside (``web/src/when.js``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from markupsafe import Markup

from catalog.describe.freshness import next_due
from catalog.i18n import overview_texts
from catalog.model.described import DescribedDataset, DescribedResource
from catalog.model.geometry_repair import RepairOutcome
from catalog.model.text import Lang
from catalog.render.formats import format_count, render_date
from catalog.render.templates import render_localized


def freshness_context(described: DescribedDataset, lang: Lang) -> dict[str, object]:
    """Return when the next edition is due, and what was checked and mended."""
    dataset, texts = described.dataset, overview_texts(lang)
    due = next_due(dataset.modified, dataset.frequency)
    due_text = None
    if due is not None:
        due_text = Markup(texts["due_by"]).format(date=render_date(due.isoformat(), lang, era=True))
    mended = [words for each in described.resources for words in _mended(each, lang)]
    return {
        "due": due_text,
        "due_day": due.isoformat() if due is not None else None,
        "modified_day": dataset.modified.isoformat() if dataset.modified else None,
        "when_words": when_words(lang),
        "checked": [_checked(each, described, lang) for each in described.resources],
        "mended": mended or [texts["mended_none"]],
    }


def when_words(lang: Lang) -> str:
    """Return the words for how long ago and how late, as JSON for the browser."""
    texts = {key.removeprefix("when_"): text for key, text in overview_texts(lang).items() if key.startswith("when_")}
    return json.dumps(texts, ensure_ascii=False, separators=(",", ":"))


def _checked(described: DescribedResource, dataset: DescribedDataset, lang: Lang) -> Markup:
    resource, texts = described.resource, overview_texts(lang)
    if described.row_count is not None and resource.schema is not None:
        columns = _counted("checked_columns", len(resource.schema.fields), lang)
        is_typed = any(
            field.type not in ("string", "any") or _limits(field.descriptor) for field in resource.schema.fields
        )
        key = "checked_rows" if is_typed else "checked_untyped"
        words = _counted(key, described.row_count, lang).replace("{columns}", columns)
    elif described.layer is not None:
        words = _counted("checked_features", described.layer.feature_count, lang)
    elif described.row_count is not None:
        words = _counted("checked_untyped", described.row_count, lang)
    else:
        words = texts["checked_as_is"]
    return _named(words, described, dataset, lang)


def _limits(descriptor: object) -> bool:
    return isinstance(descriptor, dict) and bool(descriptor.get("constraints"))


def _mended(described: DescribedResource, lang: Lang) -> Iterator[str]:
    cells = sum(each.count for each in described.conversions)
    if cells:
        yield _counted("mended", cells, lang)
    repairs = described.layer.repairs if described.layer is not None else ()
    shapes = sum(each.outcome is RepairOutcome.REPAIRED for each in repairs)
    if shapes:
        yield _counted("mended_shapes", shapes, lang)


def _named(words: str, described: DescribedResource, dataset: DescribedDataset, lang: Lang) -> Markup:
    """Return *words* with the resource's title before them where there are several."""
    if len(dataset.resources) == 1:
        return Markup("{}").format(words)
    title = render_localized(described.resource.title, lang)
    return Markup("<strong>{}</strong>{}{}").format(title, "：" if lang == "ja" else ": ", words)


def _counted(key: str, number: int, lang: Lang) -> str:
    text = overview_texts(lang)[f"{key}_one" if number == 1 else f"{key}_other"]
    return text.replace("{count}", format_count(number))
