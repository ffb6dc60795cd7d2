"""What makes a description more useful to those who look for data, beyond what has to be there."""

from __future__ import annotations

import re
import unicodedata

from catalog.check.node import Node
from catalog.findings import shown
from catalog.model.dataset import Dataset, Publication
from catalog.model.text import LocalizedText

MIN_DESCRIPTION = 20
"""Characters of a Japanese description that say more than a title."""

_JAPANESE = re.compile("[\u3041-\u30ff\u3400-\u9fff]")
_YEAR = re.compile(r"(?:(?:19|20)[0-9]{2}|(?:令和|平成|昭和)\s*(?:元|[0-9]{1,2}))\s*年度?")
_BLANKS = re.compile(r"[\s。．.、,・]+")


def recommend_more(node: Node, dataset: Dataset) -> None:
    """Report at *node*, the descriptor, what would make *dataset* easier to find and to understand.

    Codes: description-short, description-repeats-title, english-is-japanese, no-english-keywords,
    no-contact, no-period.
    """
    description = dataset.description.ja
    if _folded(description) == _folded(dataset.title.ja):
        node.report("description-repeats-title", "description")
    elif len(_folded(description)) < MIN_DESCRIPTION:
        node.report("description-short", "description", count=str(len(description.strip())), least=str(MIN_DESCRIPTION))
    for key, text in (("title", dataset.title), ("description", dataset.description)):
        if _is_untranslated(text):
            node.report("english-is-japanese", f"{key}@en", key=f"{key}@en")
    if dataset.keywords.get("ja") and not dataset.keywords.get("en") and dataset.title.is_translated:
        node.report("no-english-keywords", "keywords")
    _recommend_contact(node, dataset)
    year = _YEAR.search(unicodedata.normalize("NFKC", dataset.title.ja))
    if year is not None and dataset.temporal is None:
        node.report("no-period", "title", value=shown(year[0]))


def _folded(text: str) -> str:
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _is_untranslated(text: LocalizedText) -> bool:
    """Return whether the English text is mostly Japanese: names in Japanese may stand in it."""
    english = text.en or ""
    japanese = len(_JAPANESE.findall(english))
    return japanese > 0 and japanese * 2 > sum(character.isalpha() for character in english)


def _recommend_contact(node: Node, dataset: Dataset) -> None:
    """Report an official dataset whose department can't be asked.

    Codes: no-contact.
    """
    raw = node.value.get("publisher")
    # What is written wrongly has a finding of its own.
    has_way = isinstance(raw, dict) and (raw.get("email") or raw.get("url"))
    if dataset.publication is Publication.OFFICIAL and dataset.publisher.department is not None and not has_way:
        node.report("no-contact", "publisher")
