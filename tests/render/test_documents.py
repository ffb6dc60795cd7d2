"""Pages that stand alone."""

from __future__ import annotations

from catalog.model.text import Lang, LocalizedText
from catalog.render.documents import GOES_ON, NAMES_PAGES, render_chooser, render_not_found, render_redirect
from tests.render import samples
from tests.render.reading import Html

TARGETS: dict[Lang, str] = {"ja": "ja/datasets/a/b/", "en": "en/datasets/a/b/"}


def test_the_chooser_offers_both_languages_and_guesses_none() -> None:
    html = render_chooser(samples.SITE)
    page = Html(html)
    assert page.links == ["ja/", "en/"]
    assert "refresh" not in html
    assert "<script" not in html.replace(NAMES_PAGES, "").replace(GOES_ON, "")
    assert 'hreflang="x-default" href="https://catalog.example/base/"' in html
    assert "架空カタログ" in html
    assert "Fictitious Catalog" in html


def test_not_found_works_at_any_depth_in_both_languages() -> None:
    html = render_not_found(samples.SITE, "assets/x.js")
    page = Html(html)
    # The first of each language is for the script, which finds the dataset that the address was of.
    assert page.links == [f"/base/{lang}/{end}" for lang in ("ja", "en") for end in ("datasets/", "", "datasets/")]
    assert "ページが見つかりません" in html
    assert "Page not found" in html
    assert "noindex" in html
    assert [each["src"] for _, each in page.elements if "src" in each] == ["/base/assets/x.js"]


def test_a_redirect_leads_by_itself_by_link_and_by_canonical_address() -> None:
    html = render_redirect(samples.SITE, from_uri="id/a/b/", target_uris=TARGETS, title=LocalizedText("題", "Title"))
    assert '<meta http-equiv="refresh" content="0; url=../../../ja/datasets/a/b/">' in html
    assert '<link rel="canonical" href="https://catalog.example/base/ja/datasets/a/b/">' in html
    assert Html(html).links == ["../../../ja/datasets/a/b/", "../../../en/datasets/a/b/"]


def test_hostile_titles_stay_titles() -> None:
    evil = LocalizedText("</title><script>alert(1)</script>")
    html = render_redirect(samples.SITE, from_uri="id/a/b/", target_uris=TARGETS, title=evil)
    assert "<script" not in html.replace(NAMES_PAGES, "").replace(GOES_ON, "")


def test_documents_are_well_formed() -> None:
    redirect = render_redirect(samples.SITE, from_uri="id/a/b/", target_uris=TARGETS, title=LocalizedText("題"))
    for html in (render_chooser(samples.SITE), render_not_found(samples.SITE, "assets/x.js"), redirect):
        page = Html(html)
        assert page.unclosed == []
        assert [level for level, _ in page.headings].count(1) == 1
