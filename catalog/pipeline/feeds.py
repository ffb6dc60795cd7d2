"""The documents that tell programs what changed: for the whole catalog and for each body."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from catalog.i18n import overview_texts
from catalog.model.edition import DatasetChange
from catalog.model.text import LANGS
from catalog.publish.changes import CHANGES_URI, feed_uri, render_changes_json, render_feed
from catalog.render.changes import counted_changes, dataset_changes
from catalog.render.contexts import Contents


def change_documents(contents: Contents) -> Iterator[tuple[str, bytes]]:
    """Yield address and content of each document that tells what changed."""
    site, changes = contents.site, dataset_changes(contents)
    yield CHANGES_URI, render_changes_json(site, changes)
    counted, _ = counted_changes(changes)  # invented examples have feeds of their own bodies only
    by_body = _grouped(changes, lambda change: [change.id.municipality])
    themes = {entry.id: entry.theme_ids for entry in contents.entries}
    by_theme = _grouped(counted, lambda change: themes.get(change.id, ()))
    for lang in LANGS:
        texts = overview_texts(lang)
        title = texts["changes_of_site"].format(site=site.title.text(lang))
        yield feed_uri(lang), render_feed(site, counted, lang, title)
        lists = [
            (f"municipalities/{body.id}/", body.name, by_body.get(body.id, ()))
            for body in contents.municipalities.values()
        ]
        lists += [(f"themes/{id}/", each.label, by_theme.get(id, ())) for id, each in contents.themes.items()]
        for path, name, own in lists:
            title = texts["changes_of"].format(name=name.text(lang))
            yield feed_uri(lang, path), render_feed(site, own, lang, title, path)


def _grouped(
    changes: Iterable[DatasetChange], keys: Callable[[DatasetChange], Iterable[str]]
) -> dict[str, list[DatasetChange]]:
    found: dict[str, list[DatasetChange]] = {}
    for change in changes:
        for key in keys(change):
            found.setdefault(key, []).append(change)
    return found
