"""What a page says of itself in its head."""

from __future__ import annotations

import json
from dataclasses import replace

from catalog.model.text import Lang, LocalizedText
from catalog.render.head import render_head, render_page_head
from tests.render import samples
from tests.render.reading import Html

ALTERNATES: dict[Lang, str] = {"ja": "ja/about/", "en": "en/about/"}


def links(html: str) -> dict[str, str]:
    """Return the alternate addresses by language."""
    return {each["hreflang"]: each["href"] for tag, each in Html(html).elements if tag == "link" and "hreflang" in each}


def test_addresses_are_absolute_and_name_both_languages() -> None:
    page = samples.pages()["en"]
    html = render_page_head(page, samples.SITE)
    root = "https://catalog.example/base/"
    assert links(html) == {
        "ja": root + "ja/datasets/fictitious-city/sample/",
        "en": root + "en/datasets/fictitious-city/sample/",
        "x-default": root + "ja/datasets/fictitious-city/sample/",
    }
    assert f'<link rel="canonical" href="{root}en/datasets/fictitious-city/sample/">' in html
    assert f'href="{root}data/fictitious-city/sample/datapackage.json"' in html
    assert "<title>Fictitious offices | Fictitious Catalog</title>" in html


def test_the_chooser_is_the_default_of_the_home_pages() -> None:
    alternates: dict[Lang, str] = {"ja": "ja/", "en": "en/"}
    html = render_head(
        samples.SITE, lang="ja", uri="ja/", title="x", description="y", alternates=alternates, is_home=True
    )
    assert links(html)["x-default"] == "https://catalog.example/base/"
    assert "<title>架空カタログ</title>" in html


def test_hostile_texts_stay_texts() -> None:
    evil = '"><script>alert(1)</script></title>'
    site = replace(samples.SITE, title=LocalizedText(evil, evil))
    data = json.dumps({"name": "</script><script>alert(1)</script><!--"})
    html = render_head(
        site, lang="ja", uri="ja/about/", title=evil, description=evil, alternates=ALTERNATES, structured_data=data
    )
    elements = Html(html).elements
    assert [tag for tag, _ in elements].count("script") == 1
    assert [tag for tag, _ in elements].count("title") == 1
    text = html.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert json.loads(text) == json.loads(data)


def test_every_page_has_social_metadata() -> None:
    html = render_head(
        samples.SITE, lang="en", uri="en/about/", title="About", description="What.", alternates=ALTERNATES
    )
    metadata = {each.get("property"): each["content"] for tag, each in Html(html).elements if "content" in each}
    assert metadata["og:title"] == "About"
    assert metadata["og:url"] == "https://catalog.example/base/en/about/"
    assert metadata["og:locale"] == "en_GB"
    assert metadata["og:locale:alternate"] == "ja_JP"
