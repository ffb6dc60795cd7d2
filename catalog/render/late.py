"""The parts of a dataset's page that other datasets and the history have a say in.

They are left open when the page is made, and filled in when it is printed: so a dataset that changes costs no other one
its stored result, and only those pages are written anew on which something else is to be read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from catalog.i18n import explorer_texts, overview_texts
from catalog.i18n.edition_words import edition_phrases
from catalog.model.edition import Edition
from catalog.model.ids import DatasetId
from catalog.model.join import JoinColumn
from catalog.model.text import Lang
from catalog.render.changes import editions_of
from catalog.render.contexts import Contents
from catalog.render.explorer import join_uri
from catalog.render.formats import format_count, render_date
from catalog.render.links import dataset_uri, root_prefix
from catalog.render.related import Joinable, Related, derive_related
from catalog.render.templates import render
from catalog.standards.search_words import standard_titles

LATE_TOKEN = "\x01late\x01"
"""Stands in a dataset's page for the parts that are filled in when it is printed."""
_LATE_BYTES = LATE_TOKEN.encode()


@dataclass(frozen=True, slots=True)
class LateLink:
    """Another dataset; ``words`` says what the two have in common, ``sql_uri`` is where SQL joins them."""

    uri: str
    title: str
    body: str
    words: str = ""
    sql_uri: str = ""


class LateParts:
    """Fills the open parts of datasets' pages."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._entries = {entry.id: entry for entry in contents.entries}
        self._related = derive_related(contents)

    def fingerprint(self, id: DatasetId, lang: Lang) -> str:
        """Return a digest of everything that :meth:`render` tells."""
        entry, related = self._entries[id], self._related[id]
        named = [(each, self._entries[each].titles[lang]) for each in _named(related)]
        parts = (editions_of(entry, self._contents), related, named)
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]

    def render(self, id: DatasetId, lang: Lang) -> str:
        """Return what stands for :data:`LATE_TOKEN` on the page of a dataset."""
        entry, related, texts = self._entries[id], self._related[id], overview_texts(lang)
        municipality = self._contents.municipalities[id.municipality]
        return render(
            "late.html",
            lang,
            base=root_prefix(dataset_uri(id, lang)),
            municipality=municipality,
            editions=[_edition_view(each, lang) for each in editions_of(entry, self._contents)],
            same_standard=[self._link(each, lang) for each in related.same_standard],
            standard_all=_standard_words(related, lang),
            standard_uri=f"{lang}/standards/{related.standard}/",
            joinable=[self._join_link(id, each, lang) for each in related.joinable],
            sql_words=explorer_texts(lang)["sql_join"],
            similar=[self._link(each, lang) for each in related.similar],
            themes=[
                {"id": each, "words": texts["related_theme"].format(theme=self._contents.themes[each].label.text(lang))}
                for each in entry.theme_ids
            ],
            body_words=texts["related_body"].format(body=municipality.name.text(lang)),
        )

    def fill(self, body: bytes, id: DatasetId, lang: Lang) -> bytes:
        """Return a page's body, HTML in UTF-8, with its open part filled."""
        return body.replace(_LATE_BYTES, self.render(id, lang).encode(), 1) if _LATE_BYTES in body else body

    def _join_link(self, id: DatasetId, joinable: Joinable, lang: Lang) -> LateLink:
        link = self._link(joinable.id, lang, _join_words(joinable, lang))
        return replace(link, sql_uri=join_uri(lang, (id, joinable.own), (joinable.id, joinable.other)))

    def _link(self, id: DatasetId, lang: Lang, words: str = "") -> LateLink:
        body = self._contents.municipalities[id.municipality].name.text(lang)
        return LateLink(dataset_uri(id, lang), self._entries[id].titles[lang], body, words)


def _named(related: Related) -> Iterable[DatasetId]:
    return (*related.same_standard, *(each.id for each in related.joinable), *related.similar)


def _edition_view(edition: Edition, lang: Lang) -> Mapping[str, object]:
    return {"day": render_date(edition.day, lang, era=True), "phrases": edition_phrases(edition, lang)}


def _standard_words(related: Related, lang: Lang) -> str | None:
    if related.standard is None:
        return None
    japanese, english = standard_titles()[related.standard]
    count = related.standard_count
    text = overview_texts(lang)["related_standard_all_one" if count == 1 else "related_standard_all_other"]
    return text.format(standard=english or japanese if lang == "en" else japanese, count=format_count(count))


def _join_words(joinable: Joinable, lang: Lang) -> str:
    texts = overview_texts(lang)
    own, other = _heading(joinable.own, lang), _heading(joinable.other, lang)
    words = texts["related_join_same" if own == other else "related_join"].format(own=own, other=other)
    if joinable.shared is not None:
        words += texts["related_join_count"].format(count=format_count(joinable.shared))
    return words


def _heading(column: JoinColumn, lang: Lang) -> str:
    return column.title_en or column.heading if lang == "en" else column.heading
