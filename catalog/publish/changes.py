"""What changed in the catalog, for programs: ``/changes.json``, and Atom feeds for each language and each body.

Source: RFC 4287 (Atom). The shape of the JSON is in ``catalog.shapes``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from catalog.i18n import fictitious_texts
from catalog.i18n.edition_words import edition_sentence
from catalog.model.edition import DatasetChange, EditionKind, ResourceChange
from catalog.model.site import Site
from catalog.model.text import LANGS, Lang
from catalog.publish.addresses import absolute_url, datapackage_uri, identifier, page_uri
from catalog.publish.json_text import compact_json, present
from catalog.shapes import shape_head

CHANGES_URI = "changes.json"
LISTED_CHANGES = 500
"""In the JSON; the newest ones."""
FEED_ENTRIES = 50


def feed_uri(lang: Lang, page: str = "changes/") -> str:
    """Return the uri of the feed of a list: the whole catalog's, or that of ``themes/…/``, ``municipalities/…/``."""
    return f"{lang}/changes.xml" if page == "changes/" else f"{lang}/{page}changes.xml"


def render_changes_json(site: Site, changes: Iterable[DatasetChange]) -> bytes:
    """Return the newest of *changes*, which are in that order, one on a line."""
    head = compact_json(
        {
            **shape_head("changes", site.site_url),
            "id": absolute_url(site.site_url, CHANGES_URI),
            "feeds": {lang: absolute_url(site.site_url, feed_uri(lang)) for lang in LANGS},
        }
    )
    lines = [compact_json(_change(change, site)) for change in islice(changes, LISTED_CHANGES)]
    body = "\n" + ",\n".join(lines) + "\n" if lines else ""
    return f'{head[:-1]},"changes":[{body}]}}\n'.encode()


def _change(change: DatasetChange, site: Site) -> dict[str, Any]:
    edition, is_gone = change.edition, change.edition.kind is EditionKind.WITHDRAWN
    return present(
        date=edition.day,
        kind=edition.kind.value,
        dataset=str(change.id),
        identifier=identifier(site, change.id),
        title=dict(change.titles),
        fictitious=change.is_fictitious or None,
        words={lang: edition_sentence(edition, lang) for lang in LANGS},
        resources=[_resource(each) for each in edition.resources],
        description=[aspect.value for aspect in edition.about],
        files=present(added=edition.files_added, removed=edition.files_removed, changed=edition.files_changed),
        datapackage=None if is_gone else absolute_url(site.site_url, datapackage_uri(change.id)),
        pages={lang: absolute_url(site.site_url, page_uri(change.id, lang)) for lang in LANGS},
    )


def _resource(change: ResourceChange) -> dict[str, Any]:
    counts = {"added": change.added, "removed": change.removed, "changed": change.changed, "moved": change.moved}
    return present(
        name=change.resource,
        unit="feature" if change.is_layer else "row",
        **{key: count or None for key, count in counts.items()},
        columns_added=change.columns_added,
        columns_removed=change.columns_removed,
        columns_renamed=[list(pair) for pair in change.renamed],
        reordered=change.is_reordered or None,
    )


def render_feed(
    site: Site, changes: Sequence[DatasetChange], lang: Lang, title: str, list_path: str = "changes/"
) -> bytes:
    """Return the newest of *changes* as an Atom feed in *lang*; *title* says what it is a feed of.

    *list_path* is the address of the list that it belongs to, behind the language.
    """
    own = absolute_url(site.site_url, feed_uri(lang, list_path))
    page = absolute_url(site.site_url, f"{lang}/{list_path}")
    newest = changes[0].edition.day if changes else "1970-01-01"
    entries = "".join(_entry(site, change, lang) for change in changes[:FEED_ENTRIES])
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{lang}">\n'
        f"<id>{escape(own)}</id>\n<title>{_text(title)}</title>\n<updated>{_moment(newest)}</updated>\n"
        f'<link rel="self" type="application/atom+xml" href={quoteattr(own)}/>\n'
        f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>\n'
        f"<author><name>{_text(site.operator.name.text(lang))}</name></author>\n{entries}</feed>\n"
    ).encode()


def _entry(site: Site, change: DatasetChange, lang: Lang) -> str:
    day, address = change.edition.day, absolute_url(site.site_url, page_uri(change.id, lang))
    return (
        f"<entry>\n<id>{escape(identifier(site, change.id))}#{day}</id>\n"
        f"<title>{_text(change.titles[lang])}</title>\n<updated>{_moment(day)}</updated>\n"
        f"<author><name>{_text(change.body[lang])}</name></author>\n"
        f'<link rel="alternate" type="text/html" href={quoteattr(address)}/>\n{_category(change, lang)}'
        f"<summary>{_text(edition_sentence(change.edition, lang, 12))}</summary>\n</entry>\n"
    )


def _category(change: DatasetChange, lang: Lang) -> str:
    """Return what says that an entry is about something that doesn't exist."""
    label = quoteattr(fictitious_texts(lang)["term"])
    return f'<category term="fictitious" label={label}/>\n' if change.is_fictitious else ""


def _moment(day: str) -> str:
    return f"{escape(day)}T00:00:00+09:00"


def _text(text: str) -> str:
    """Return *text* for XML 1.0, which has no place for control characters."""
    return escape("".join(each for each in text if each.isprintable() or each in "\t\n"))
