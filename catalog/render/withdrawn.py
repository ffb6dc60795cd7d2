"""Pages of datasets whose publication has ended: what was here, since when it is gone, why, and what replaces it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from catalog.i18n import interface_texts, withdrawal_texts
from catalog.model.ids import DatasetId, Slug
from catalog.model.site import Municipality
from catalog.model.text import LANGS, Lang, LocalizedText
from catalog.model.withdrawn import WithdrawnDataset
from catalog.render.contact import render_contact
from catalog.render.contexts import Contents
from catalog.render.documents import render_redirect
from catalog.render.formats import format_date, render_date
from catalog.render.links import absolute_url, dataset_uri, identifier_uri, root_prefix
from catalog.render.markdown import plain_text, render_markdown
from catalog.render.page import RenderedPage
from catalog.render.templates import render, render_localized
from catalog.standards.vocabulary import read_vocabularies

LONG_TITLE = 80
"""Characters from which on a title is set smaller."""


@dataclass(frozen=True, slots=True)
class _Successor:
    """The dataset to use instead; without ``uri`` where it isn't published at present."""

    uri: str | None
    title: LocalizedText
    is_withdrawn: bool


def render_withdrawn_pages(contents: Contents) -> list[RenderedPage]:
    """Return the page of each withdrawn dataset in both languages.

    They stand at the addresses that the datasets had. Search engines aren't to lead people there, who look for data.
    """
    return [
        _render_page(dataset, municipality, contents, lang)
        for dataset in contents.withdrawn
        if (municipality := contents.municipalities.get(dataset.id.municipality)) is not None
        for lang in LANGS
    ]


def _render_page(dataset: WithdrawnDataset, municipality: Municipality, contents: Contents, lang: Lang) -> RenderedPage:
    uri, words = dataset_uri(dataset.id, lang), withdrawal_texts(lang)
    title, reason = dataset.title.text(lang), dataset.withdrawal.reason.text(lang)
    body = render(
        "withdrawn.html",
        lang,
        base=root_prefix(uri),
        w=words,
        dataset=dataset,
        municipality=municipality,
        **_context(dataset, municipality, contents, lang),
    )
    return RenderedPage(
        lang=lang,
        section="datasets",
        uri=uri,
        title=title,
        description=plain_text(words["description_of"].format(title=title, reason=reason)),
        body_html=body,
        alternates={other: dataset_uri(dataset.id, other) for other in LANGS},
        edit_uri=dataset.descriptor_uri,
        is_indexed=False,
    )


def _context(
    dataset: WithdrawnDataset, municipality: Municipality, contents: Contents, lang: Lang
) -> dict[str, object]:
    texts, words, site = interface_texts(lang), withdrawal_texts(lang), contents.site
    other: Lang = "en" if lang == "ja" else "ja"
    day = dataset.withdrawal.date.isoformat()
    title = dataset.title.text(lang)
    return {
        "trail": [
            (f"{lang}/datasets/", texts["datasets"]),
            (f"{lang}/municipalities/{municipality.id}/", render_localized(municipality.name, lang)),
        ],
        "other_title": dataset.title.text(other) if dataset.title.is_translated else None,
        "other_lang": other,
        "is_long": len(title) > LONG_TITLE,
        "lead": words["lead"].format(date=format_date(day, lang)),
        "since": render_date(day, lang, era=True),
        "successor": _successor(dataset.withdrawal.successor, contents, lang),
        "description": render_markdown(dataset.description.text(lang)),
        "is_untranslated_description": dataset.description.lang(lang) != lang,
        "licence": read_vocabularies().licences.get(dataset.licence_id),
        "files": [render_localized(each.title, lang) for each in dataset.withdrawal.resources if each.title],
        "contact": render_contact(dataset.publisher, dataset.publication, municipality, site, lang),
        "addresses": [
            (texts["address_identifier"], absolute_url(site, identifier_uri(dataset.id))),
            (texts["address_page"], absolute_url(site, dataset_uri(dataset.id, lang))),
            (words["catalog_json"], absolute_url(site, "catalog.json")),
        ],
    }


def _successor(successor: DatasetId | None, contents: Contents, lang: Lang) -> _Successor | None:
    if successor is None:
        return None
    uri = dataset_uri(successor, lang)
    gone = next((each for each in contents.withdrawn if each.id == successor), None)
    if gone is not None:
        return _Successor(uri, gone.title, is_withdrawn=True)
    entry = next((each for each in contents.entries if each.id == successor), None)
    if entry is None:
        return _Successor(None, LocalizedText(str(successor)), is_withdrawn=False)
    ja, en = (entry.titles[each] for each in LANGS)
    return _Successor(uri, LocalizedText(ja, en if en != ja else None), is_withdrawn=False)


def withdrawn_rows(contents: Contents, body: Slug, lang: Lang) -> list[Mapping[str, object]]:
    """Return the withdrawn datasets of a body for its page, the latest first."""
    words = withdrawal_texts(lang)
    own = sorted((each for each in contents.withdrawn if each.id.municipality == body), key=lambda each: each.id)
    return [
        {
            "uri": dataset_uri(each.id, lang),
            "title": render_localized(each.title, lang),
            "since": words["list_item"].format(date=format_date(each.withdrawal.date.isoformat(), lang)),
            "has_successor": each.withdrawal.successor is not None,
        }
        for each in sorted(own, key=lambda each: each.withdrawal.date, reverse=True)
    ]


def render_withdrawn_redirects(contents: Contents) -> dict[str, bytes]:
    """Return what stands at the identifiers of withdrawn datasets and at their former addresses."""
    return {
        f"{uri}index.html": render_redirect(
            contents.site,
            from_uri=uri,
            target_uris={lang: dataset_uri(dataset.id, lang) for lang in LANGS},
            title=dataset.title,
        ).encode()
        for dataset in contents.withdrawn
        for uri in _former_pages(dataset)
    }


def _former_pages(dataset: WithdrawnDataset) -> Iterator[str]:
    """Yield the folders of the addresses that lead to the dataset's page."""
    for name in (str(dataset.id), *dataset.aliases):
        yield f"id/{name}/"
        for lang in LANGS:
            page = f"{lang}/datasets/{name}/"
            if name != str(dataset.id):
                yield page
            # Which of the files were layers, nobody knows any more; a page too many does no harm.
            yield from (f"{page}layers/{resource.name}/" for resource in dataset.withdrawal.resources)
