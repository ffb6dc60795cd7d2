"""The table of Lighthouse's scores."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.model.text import Lang
from tests.bench.lighthouse.scores import CATEGORIES, Scores

LIGHTHOUSE_MARKERS = ("<!-- bench-lighthouse:begin -->", "<!-- bench-lighthouse:end -->")
_HEADINGS = {
    "ja": ("ページ", "速さ", "アクセシビリティ", "望ましい作り方", "検索エンジン"),
    "en": ("Page", "Performance", "Accessibility", "Best practices", "SEO"),
}
_PAGES = {
    "ja": {
        "home": "ホーム",
        "search": "検索",
        "dataset": "データセット（日本語）",
        "dataset_en": "データセット（英語）",
        "map": "地図",
    },
    "en": {
        "home": "Home",
        "search": "Search",
        "dataset": "Dataset (Japanese)",
        "dataset_en": "Dataset (English)",
        "map": "Map",
    },
}


def render_lighthouse(scores: Sequence[Scores], lang: Lang) -> str:
    """Return the table in *lang*: a row for each page, the four scores."""
    rows = [f"| {' | '.join(_HEADINGS[lang])} |", "| --- | ---: | ---: | ---: | ---: |"]
    for each in scores:
        numbers = " | ".join(str(each.scores[category]) for category in CATEGORIES)
        rows.append(f"| {_PAGES[lang][each.page]} | {numbers} |")
    return "\n".join(rows)
