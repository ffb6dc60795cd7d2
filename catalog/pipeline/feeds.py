"""The documents that tell programs what changed: for the whole catalog and for each body."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.i18n import overview_texts
from catalog.model.edition import DatasetChange
from catalog.model.text import LANGS
from catalog.publish.changes import CHANGES_URI, feed_uri, render_changes_json, render_feed
from catalog.render.changes import dataset_changes
from catalog.render.contexts import Contents


def change_documents(contents: Contents) -> Iterator[tuple[str, bytes]]:
    """Yield address and content of each document that tells what changed."""
    site, changes = contents.site, dataset_changes(contents)
    yield CHANGES_URI, render_changes_json(site, changes)
    by_body: dict[str, list[DatasetChange]] = {}
    for change in changes:
        by_body.setdefault(change.id.municipality, []).append(change)
    for lang in LANGS:
        texts = overview_texts(lang)
        title = texts["changes_of_site"].format(site=site.title.text(lang))
        yield feed_uri(lang), render_feed(site, changes, lang, title, None)
        for body in contents.municipalities.values():
            title = texts["changes_of"].format(name=body.name.text(lang))
            yield feed_uri(lang, body.id), render_feed(site, by_body.get(body.id, ()), lang, title, body.id)
