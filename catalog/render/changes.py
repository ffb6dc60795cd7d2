"""What changed in the catalog of late, for people: on the home page, on a page of its own, and on bodies' pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from catalog.i18n import fictitious_texts, overview_texts
from catalog.i18n.edition_words import edition_sentence
from catalog.model.edition import DatasetChange, Edition, EditionKind
from catalog.model.ids import DatasetId
from catalog.model.text import LANGS, Lang
from catalog.model.withdrawn import WithdrawnDataset
from catalog.render.contexts import Contents, DatasetEntry
from catalog.render.formats import render_date
from catalog.render.languages import mark_japanese
from catalog.render.links import dataset_uri, root_prefix
from catalog.render.page import RenderedPage
from catalog.render.templates import render

LISTED = 100
"""Lines on the page of changes."""
LISTED_EXAMPLES = 20
"""Lines about invented examples, which stand apart."""
MANY = 3
"""So many new datasets of one body on one day are told in one line."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A line of a list of changes.

    Attributes:
        uri: Of the page that it leads to, '/'-relative to the site's root.
    """

    day: Markup
    title: Markup
    uri: str
    body: Markup
    words: str


def editions_of(entry: DatasetEntry, contents: Contents) -> tuple[Edition, ...]:
    """Return the last editions of a dataset, the newest first; what its descriptor tells where git tells nothing."""
    known = contents.histories.get(entry.id, ())
    if known or entry.modified is None:
        return known
    return (Edition(entry.modified, EditionKind.STATED),)


def dataset_changes(contents: Contents) -> list[DatasetChange]:
    """Return every change, the newest first; those of one day by dataset."""
    changes = [
        DatasetChange(entry.id, entry.titles, _body(entry.id, contents), edition, entry.is_fictitious)
        for entry in sorted(contents.entries, key=lambda entry: entry.id)
        for edition in editions_of(entry, contents)
    ]
    changes += [_end(each, contents) for each in sorted(contents.withdrawn, key=lambda each: each.id)]
    return sorted(changes, key=lambda change: change.edition.day, reverse=True)


def _end(withdrawn: WithdrawnDataset, contents: Contents) -> DatasetChange:
    titles = {lang: withdrawn.title.text(lang) for lang in LANGS}
    edition = Edition(withdrawn.withdrawal.date.isoformat(), EditionKind.WITHDRAWN)
    is_invented = contents.municipalities[withdrawn.id.municipality].is_fictitious
    return DatasetChange(withdrawn.id, titles, _body(withdrawn.id, contents), edition, is_invented)


def _body(id: DatasetId, contents: Contents) -> dict[Lang, str]:
    name = contents.municipalities[id.municipality].name
    return {lang: name.text(lang) for lang in LANGS}


def counted_changes(changes: Sequence[DatasetChange]) -> tuple[Sequence[DatasetChange], Sequence[DatasetChange]]:
    """Return the *changes* that count, and beside them those of invented examples, which count where no others are."""
    real = [change for change in changes if not change.is_fictitious]
    return (real, [change for change in changes if change.is_fictitious]) if real else (changes, ())


def change_lines(changes: Iterable[DatasetChange], lang: Lang, most: int) -> list[ChangeLine]:
    """Return the first lines of *changes*; many new datasets of one body on one day are one line."""
    lines: list[ChangeLine] = []
    for _, group in groupby(changes, key=_kin):
        together = list(group)
        if together[0].edition.kind is EditionKind.FIRST and len(together) >= MANY:
            lines.append(_line_of_many(together, lang))
        else:
            lines += [_line(change, lang) for change in together]
        if len(lines) >= most:
            break
    return lines[:most]


def _kin(change: DatasetChange) -> tuple[object, ...]:
    is_first = change.edition.kind is EditionKind.FIRST
    return (change.edition.day, is_first, change.id.municipality if is_first else change.id)


def _line(change: DatasetChange, lang: Lang) -> ChangeLine:
    return ChangeLine(
        day=render_date(change.edition.day, lang),
        title=mark_japanese(change.titles[lang], lang),
        uri=dataset_uri(change.id, lang),
        body=mark_japanese(change.body[lang], lang),
        words=edition_sentence(change.edition, lang),
    )


def _line_of_many(changes: Sequence[DatasetChange], lang: Lang) -> ChangeLine:
    body = changes[0].body[lang]
    words = overview_texts(lang)["latest_many_other"].format(count=len(changes))
    uri = f"{lang}/municipalities/{changes[0].id.municipality}/"
    return ChangeLine(render_date(changes[0].edition.day, lang), mark_japanese(body, lang), uri, Markup(""), words)


def render_changes_pages(contents: Contents) -> list[RenderedPage]:
    """Return the page of the latest changes in both languages."""
    changes = dataset_changes(contents)
    return [_render_page(changes, contents, lang) for lang in LANGS]


def _render_page(changes: Sequence[DatasetChange], contents: Contents, lang: Lang) -> RenderedPage:
    texts, uri = overview_texts(lang), f"{lang}/changes/"
    lead = texts["changes_lead"].format(site=contents.site.title.text(lang))
    counted, examples = counted_changes(changes)
    context = {
        "lines": change_lines(counted, lang, LISTED),
        "examples": change_lines(examples, lang, LISTED_EXAMPLES),
        "examples_title": fictitious_texts(lang)["changes"],
    }
    body = render("changes.html", lang, base=root_prefix(uri), lead=lead, **context)
    return RenderedPage(
        lang=lang,
        section="home",
        uri=uri,
        title=texts["changes_title"],
        description=lead,
        body_html=body,
        alternates={other: f"{other}/changes/" for other in LANGS},
        feed_uri=f"{lang}/changes.xml",
    )
