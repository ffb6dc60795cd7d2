"""The pages of a change in one file: nothing in it runs, nothing is loaded, links lead to the published site."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given

from catalog.model.difference import Move, Shown
from catalog.publish.preview_page import PreviewMap, PreviewPage, render_preview, stylesheet_uris
from tests.report.hostile import HOSTILE

SITE = "https://data.example.jp/catalog/"
URI = "ja/datasets/machi/halls/"
HTML = """<!doctype html><html lang="ja"><head><title>公民館 | みほん</title>
<link rel="stylesheet" href="../../../../assets/catalog-1.css"><script>evil()</script></head><body><main>
<article class="md-content__inner md-typeset"><h1 id="top">公民館</h1><a href="#top">上へ</a>
<a href="../../../themes/ict/">分野</a><a href="https://elsewhere.example/">外</a>
<a href="../../../../data/x.csv">CSV</a><label for="q">絞り込み</label><input id="q">
<script type="application/json">{"a": 1}</script><img src="data:image/png;base64,x">
</article></main></body></html>"""
MOVE = Move(1, (Shown("みほん館"),), 12.5, (133.9, 34.6), (133.91, 34.6))


class Seen(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def values(self, name: str) -> list[str]:
        return [value for key, value in self.attributes if key == name]


def preview(html: str = HTML, moves: tuple[Move, ...] = (), *, is_cut: bool = False) -> str:
    maps = [PreviewMap("公民館", {"ja": "<svg></svg>", "en": "<svg></svg>"}, moves)] if moves else []
    pages = [PreviewPage("ja", URI, html), PreviewPage("en", URI.replace("ja/", "en/", 1), html)]
    return render_preview(pages, maps, ["a{color:red}</style><b>"], SITE, is_cut=is_cut)


def test_links_lead_to_the_published_site_and_anchors_to_their_own_page() -> None:
    seen = Seen(preview())
    assert f"{SITE}ja/themes/ict/" in seen.values("href") and f"{SITE}data/x.csv" in seen.values("href")
    assert "https://elsewhere.example/" in seen.values("href")
    assert [href for href in seen.values("href") if not href.startswith(("#", "https://"))] == []
    ids = seen.values("id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in seen.values("href") if href.startswith("#")} <= set(ids)
    assert set(seen.values("for")) <= set(ids)


def test_nothing_runs_and_nothing_is_loaded() -> None:
    text = preview()
    seen = Seen(text)
    assert not {"script", "link", "iframe", "object"} & set(seen.tags)
    assert [src for src in seen.values("src") if not src.startswith("data:")] == []
    assert "default-src 'none'" in text
    assert text.count("</style>") == 1 and "<b>" not in text.partition("</head>")[0].replace("<\\/style><b>", "")


def test_the_stylesheets_of_a_page_are_found() -> None:
    assert stylesheet_uris(PreviewPage("ja", URI, HTML)) == ("assets/catalog-1.css",)


def test_moves_are_told_in_words_in_both_languages() -> None:
    text = preview(moves=(MOVE, Move(2, (Shown(None),), 1.0, (133.9, 34.6), (133.9, 34.6))))
    assert "<td>みほん館</td><td>12.50</td><td>133.900000, 34.600000</td>" in text
    assert (
        "個人に関わることかもしれないので表示しません" in text and "not shown, since it may be about a person" in text
    )


def test_a_preview_without_pages_says_why() -> None:
    text = render_preview([], [], [], SITE, is_cut=False)
    assert "この変更で作られるページはありません" in text and "This change makes no page" in text
    assert "だけを入れました" not in text and "だけを入れました" in preview(is_cut=True)


@given(HOSTILE)
def test_texts_of_a_change_stay_text(text: str) -> None:
    seen = Seen(preview(moves=(Move(1, (Shown(text),), 1.0, (133.9, 34.6), (133.9, 34.61)),)))
    assert seen.tags == Seen(preview(moves=(MOVE,))).tags
