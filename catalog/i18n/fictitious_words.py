"""What says that a body and its data are invented as an example, wherever people or programs meet them."""

from __future__ import annotations

from dataclasses import replace

from catalog.i18n import fictitious_texts
from catalog.model.dataset import Dataset
from catalog.model.site import Municipality
from catalog.model.text import LANGS, LocalizedText


def tell_body(body: Municipality) -> Municipality:
    """Return *body* under a name that says so if it is fictitious; others as they are.

    The name is what every list, page, file and sentence of attribution has, so none of them can forget to say it.
    Checks compare texts with the name as it is written, and aren't to be given this one.
    """
    return replace(body, name=_said("name", body.name)) if body.is_fictitious else body


def tell_people(dataset: Dataset, body: Municipality) -> Dataset:
    """Return a dataset of *body* with a keyword that says so, for pages, which have a notice at their top as well."""
    if not body.is_fictitious:
        return dataset
    words: dict[str, tuple[str, ...]] = {
        lang: (*dataset.keywords.get(lang, ()), fictitious_texts(lang)["keyword"]) for lang in LANGS
    }
    return replace(dataset, keywords=words)


def tell_programs(dataset: Dataset, body: Municipality) -> Dataset:
    """Return a dataset of *body* that says so in its keywords and at the beginning of its description.

    Portals that take data over know no better place: neither DCAT nor CKAN nor ISO 19115 has a field for it.
    """
    if not body.is_fictitious:
        return dataset
    note, description = _said("note", body.name), dataset.description
    english = f"{note.en}\n\n{description.en}" if description.en else None
    told = LocalizedText(f"{note.ja}\n\n{description.ja}", english, description.easy)
    return replace(tell_people(dataset, body), description=told)


def _said(key: str, name: LocalizedText) -> LocalizedText:
    japanese, english = (fictitious_texts(lang)[key] for lang in LANGS)
    return LocalizedText(japanese.format(name=name.ja), english.format(name=name.text("en")))
