"""The sentence that a reuser puts under a work, ready to be copied."""

from __future__ import annotations

import re

from catalog.model.dataset import Dataset, Publication
from catalog.model.site import Municipality, Site
from catalog.model.text import Lang
from catalog.model.vocabulary import Licence
from catalog.publish.addresses import identifier

# "CC BY 4.0" at the end in brackets, or "CC0 1.0" at the beginning of a licence's label.
_SHORT_NAME = re.compile(r"[（(]([A-Z]{2}[^（）()]*)[）)]\Z|\A([A-Z]{2}[A-Z0-9-]* [0-9.]+)")


def attribution(dataset: Dataset, municipality: Municipality, site: Site, lang: Lang) -> str:
    """Return one sentence of plain text that names title, maker, licence and their addresses.

    What the catalog's operator compiled is named as such, with the sources: it is no publication of the body.
    """
    title, url = dataset.title.text(lang), identifier(site, dataset.id)
    licence = f"{licence_name(dataset.licence, lang)}{_bracketed(dataset.licence.url, lang)}"
    if lang == "en":
        maker = _compiled_en(dataset, site) if _is_compiled(dataset) else f" by {municipality.name.text(lang)}"
        return f"“{title}”{maker} ({url}), used under {licence}."
    maker = _compiled_ja(dataset, site) if _is_compiled(dataset) else municipality.name.ja
    return f"「{title}」（{maker}、{url}）を{licence}のもとで利用しています。"


def licence_name(licence: Licence, lang: Lang) -> str:
    """Return the licence's name as people say it, such as ``CC BY 4.0``; the whole label where it has none."""
    label = licence.label.text(lang)
    short = _SHORT_NAME.search(label)
    return (short[1] or short[2]) if short else label


def _is_compiled(dataset: Dataset) -> bool:
    return dataset.publication is Publication.COMPILED


def _compiled_ja(dataset: Dataset, site: Site) -> str:
    sources = "".join(f"「{source.title.ja}」" for source in dataset.sources)
    return f"{site.operator.name.ja}が{sources}から作成" if sources else f"{site.operator.name.ja}が作成"


def _compiled_en(dataset: Dataset, site: Site) -> str:
    sources = " and ".join(f"“{source.title.text('en')}”" for source in dataset.sources)
    return f", compiled by {site.operator.name.text('en')}" + (f" from {sources}" if sources else "")


def _bracketed(text: str, lang: Lang) -> str:
    return f" ({text})" if lang == "en" else f"（{text}）"
