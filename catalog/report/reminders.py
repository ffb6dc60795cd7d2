"""Reminders for programs, for people, and for whoever puts them into an issue or a mail.

The shape, version 1 (a new version only where something is renamed, removed or changes its meaning)::

    {"$schema": "…", "version": 1, "today": "2026-04-01",
     "departments": [
       {"key": "machi/公園課", "body": {"id": "machi", "ja": "…", "en": "…"}, "department": {"ja": "公園課", "en": "…"},
        "reviewers": ["@machi/parks"],
        "overdue": [{"id": "machi/parks", "title": {"ja": "…", "en": "…"}, "modified": "2024-04-01",
                     "frequency": {"ja": "毎年", "en": "Annually"}, "due": "2025-04-01", "days": 365}],
        "soon": [],
        "links": [{"url": "https://…", "kind": "source", "dataset": "machi/parks", "title": {"ja": "…", "en": "…"}}]}]}

``department`` is ``null`` where no department is named; ``dataset`` of a link where it is the body's own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from catalog.findings import visible
from catalog.i18n import reminder_texts
from catalog.model.reminder import DepartmentReminder, DueDataset, OutwardLink
from catalog.model.text import LANGS, Lang, LocalizedText
from catalog.report.markdown import escape
from catalog.shapes import shape_head


def render_reminders_json(reminders: Sequence[DepartmentReminder], today: date) -> str:
    """Return *reminders* as the JSON that is described above; no final newline."""
    departments = [_department(reminder) for reminder in reminders]
    value = {**shape_head("reminders"), "today": today.isoformat(), "departments": departments}
    return json.dumps(value, ensure_ascii=False, indent=2)


def _department(reminder: DepartmentReminder) -> dict[str, Any]:
    return {
        "key": visible(reminder.key),
        "body": {"id": reminder.body, **_both(reminder.body_name)},
        "department": _both(reminder.department) if reminder.department is not None else None,
        "reviewers": list(reminder.reviewers),
        "overdue": [_due(dataset) for dataset in reminder.overdue],
        "soon": [_due(dataset) for dataset in reminder.soon],
        "links": [_link(link) for link in reminder.links],
    }


def _both(text: LocalizedText) -> dict[str, str]:
    return {lang: visible(text.text(lang)) for lang in LANGS}


def _due(dataset: DueDataset) -> dict[str, Any]:
    return {
        "id": str(dataset.id),
        "title": _both(dataset.title),
        "modified": dataset.modified.isoformat(),
        "frequency": _both(dataset.frequency),
        "due": dataset.due.isoformat(),
        "days": dataset.days,
    }


def _link(link: OutwardLink) -> dict[str, Any]:
    dataset = str(link.dataset) if link.dataset is not None else None
    return {"url": visible(link.url), "kind": link.kind, "dataset": dataset, "title": _both(link.title)}


def render_reminders(reminders: Sequence[DepartmentReminder], lang: Lang) -> str:
    """Return what is due, in words; no final newline."""
    return "\n".join(_lines(reminders, lang, visible, "", "  "))


def render_reminders_markdown(reminders: Sequence[DepartmentReminder], lang: Lang) -> str:
    """Return what is due, as Markdown in which nothing from the descriptions is markup; no final newline."""
    return "\n".join(_lines(reminders, lang, escape, "### ", "- "))


def _lines(
    reminders: Sequence[DepartmentReminder], lang: Lang, shown: Callable[[str], str], heading: str, item: str
) -> Iterator[str]:
    texts = reminder_texts(lang)
    due = [reminder for reminder in reminders if reminder.overdue or reminder.soon]
    if not due:
        yield texts["nothing"]
    for reminder in due:
        name = reminder.body_name.text(lang)
        department = f" {reminder.department.text(lang)}" if reminder.department is not None else ""
        yield f"{heading}{shown(name + department)}"
        for key, datasets in (("overdue", reminder.overdue), ("soon", reminder.soon)):
            yield from (f"{item}{_sentence(dataset, key, lang, shown)}" for dataset in datasets)
        if heading:
            yield ""


def _sentence(dataset: DueDataset, key: str, lang: Lang, shown: Callable[[str], str]) -> str:
    return reminder_texts(lang)[key].format(
        title=shown(dataset.title.text(lang)),
        dataset=dataset.id,
        frequency=dataset.frequency.text(lang),
        modified=dataset.modified.isoformat(),
        due=dataset.due.isoformat(),
        days=f"{dataset.days:,}",
    )
