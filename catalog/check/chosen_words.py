"""What a dataset's descriptor chooses from the vocabularies: licence, themes, frequency."""

from __future__ import annotations

import re
from collections.abc import Mapping

from catalog.check.node import Node
from catalog.check.words import nearest
from catalog.findings import shown
from catalog.model.vocabulary import Frequency, Licence, Theme, Vocabularies

LICENCE_KEYS = ("name", "path", "title")
LICENCE_MEANINGS = {
    "CC BY 4.0": "CC-BY-4.0",
    "CC BY": "CC-BY-4.0",
    "cc-by-40": "CC-BY-4.0",
    "cc-by-40-intl": "CC-BY-4.0",
    "cc-by4_0": "CC-BY-4.0",
    "クリエイティブ・コモンズ 表示 4.0": "CC-BY-4.0",
    "CC BY-SA 4.0": "CC-BY-SA-4.0",
    "cc-by-21-jp": "CC-BY-2.1-JP",
    "cc-by-21": "CC-BY-2.1-JP",
    "CC0": "CC0-1.0",
    "cc-zero": "CC0-1.0",
    "PDL1.0": "PDL-1.0",
    "公共データ利用規約": "PDL-1.0",
    "政府標準利用規約": "GJSTU-2.0",
    "gjstu-20": "GJSTU-2.0",
    "odc-pddl": "ODC-PDDL-1.0",
    "odc-by": "ODC-BY-1.0",
    "odc-odbl": "ODbL-1.0",
}
"""What catalogs in Japan write, and the licence that they may mean; it is suggested, never taken."""

FREQUENCY_MEANINGS = {
    "年1回": "annual",
    "年次": "annual",
    "yearly": "annual",
    "月1回": "monthly",
    "月次": "monthly",
    "週1回": "weekly",
    "年度ごと": "annual",
    "年に1回": "annual",
    "週次": "weekly",
    "日次": "daily",
    "随時": "as-needed",
    "必要に応じて": "as-needed",
    "なし": "not-planned",
    "never": "not-planned",
}
THEME_MEANINGS = {
    "防災": "safety-environment",
    "防犯": "safety-environment",
    "環境": "safety-environment",
    "ごみ": "safety-environment",
    "子育て": "welfare-health",
    "福祉": "welfare-health",
    "健康": "welfare-health",
    "医療": "welfare-health",
    "学校": "education-culture",
    "スポーツ": "education-culture",
    "交通": "transport-tourism",
    "道路": "transport-tourism",
    "産業": "commerce",
    "気象": "land-weather",
    "選挙": "administration",
    "議会": "administration",
}
_BRACKETS = re.compile(r"\s*[(（].*")


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
    # What stands in brackets leads astray: “(no rights reserved)” is like “All rights reserved”.
    labels = {_BRACKETS.sub("", label): id for label, id in _labels(vocabularies.licences).items()}
    meanings = {**labels, **LICENCE_MEANINGS}
    return raw[0].word("name", vocabularies.licences, "unknown-licence", meanings)


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
    meanings = {**_labels(vocabularies.themes), **THEME_MEANINGS}
    for index, word in enumerate(node.texts("themes")):
        if word in vocabularies.themes:
            themes.append(vocabularies.themes[word])
            continue
        candidates = nearest(word, vocabularies.themes, meanings)
        node.report_at(
            "unknown-theme", f"{node.pointer_to('themes')}/{index}", value=shown(word), candidates=candidates
        )
    return tuple(themes)
