"""What a dataset's descriptor chooses from the vocabularies: licence, themes, frequency."""

from __future__ import annotations

from collections.abc import Mapping

from catalog.check.node import Node
from catalog.check.words import nearest
from catalog.findings import shown
from catalog.model.vocabulary import Frequency, Licence, Theme, Vocabularies

LICENCE_KEYS = ("name", "path", "title")
FREQUENCY_MEANINGS = {
    "年1回": "annual",
    "年次": "annual",
    "yearly": "annual",
    "月1回": "monthly",
    "月次": "monthly",
    "週1回": "weekly",
    "週次": "weekly",
    "日次": "daily",
    "随時": "as-needed",
    "必要に応じて": "as-needed",
    "なし": "not-planned",
    "never": "not-planned",
}


def parse_licence(node: Node, vocabularies: Vocabularies) -> Licence | None:
    """Return the licence.

    Codes: key-missing, several-licences, unknown-licence.
    """
    raw = node.nodes("licenses")
    if not node.items_quietly("licenses"):
        node.report("key-missing", "licenses" if node.has("licenses") else None, key="licenses")
    if len(raw) > 1:
        node.report("several-licences", "licenses")
    if not raw:
        return None
    raw[0].check_keys(LICENCE_KEYS)
    if not raw[0].has("name"):
        raw[0].report("key-missing", key="licenses.name")
    return raw[0].word("name", vocabularies.licences, "unknown-licence", _labels(vocabularies.licences))


def parse_frequency(node: Node, vocabularies: Vocabularies) -> Frequency | None:
    """Return how often the dataset is renewed.

    Codes: unknown-frequency.
    """
    meanings = {**_labels(vocabularies.frequencies), **FREQUENCY_MEANINGS}
    return node.word("accrualPeriodicity", vocabularies.frequencies, "unknown-frequency", meanings)


def _labels(vocabulary: Mapping[str, Licence] | Mapping[str, Theme] | Mapping[str, Frequency]) -> dict[str, str]:
    return {label: word.id for word in vocabulary.values() for label in (word.label.ja, word.label.en) if label}


def parse_themes(node: Node, vocabularies: Vocabularies) -> tuple[Theme, ...]:
    """Return the themes.

    Codes: unknown-theme.
    """
    themes = []
    meanings = _labels(vocabularies.themes)
    for index, word in enumerate(node.texts("themes")):
        if word in vocabularies.themes:
            themes.append(vocabularies.themes[word])
            continue
        candidates = nearest(word, vocabularies.themes, meanings)
        node.report_at(
            "unknown-theme", f"{node.pointer_to('themes')}/{index}", value=shown(word), candidates=candidates
        )
    return tuple(themes)
