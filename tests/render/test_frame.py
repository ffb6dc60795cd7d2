"""What stands around a body, and that the theme asks nobody else for anything."""

from __future__ import annotations

import re
from typing import get_args

from catalog.render.assets import bundle
from catalog.render.colours import KEY_COLOURS
from catalog.render.frame import HIDDEN, palette, render_language_link, render_toc, theme_values
from catalog.render.page import Section, TocEntry
from tests.conftest import ROOT_PATH
from tests.render import samples
from tests.render.reading import Html

THEME_PATH = ROOT_PATH / "catalog" / "render" / "theme"


def test_the_language_link_leads_to_the_same_page() -> None:
    link = render_language_link("ja", "ja/datasets/a/b/", {"ja": "ja/datasets/a/b/", "en": "en/datasets/a/b/"})
    assert Html(link).elements == [
        (
            "a",
            {
                "class": "mc-language",
                "href": "../../../../en/datasets/a/b/",
                "hreflang": "en",
                "lang": "en",
                "rel": "alternate",
            },
        )
    ]
    assert Html(render_language_link("en", "en/x/", {})).links == ["../../ja/"]


def test_a_table_of_contents_is_nested_and_escaped() -> None:
    html = render_toc((TocEntry("a", "<A>", (TocEntry("b", "B"),)),))
    assert Html(html).links == ["#a", "#b"]
    assert Html(html).unclosed == []
    assert "&lt;A&gt;" in html
    assert render_toc(()) == ""


def test_every_section_says_what_it_hides() -> None:
    assert set(HIDDEN) == set(get_args(Section))


def test_the_palette_is_the_key_colour_of_the_catalog() -> None:
    assert [each["primary"] for each in palette(samples.SITE)] == ["green"]
    assert set(theme_values(samples.SITE)) == {"site", "texts", "brand", "languages", "easy", "reading"}


def test_the_theme_names_no_other_host() -> None:
    files = [path for path in THEME_PATH.rglob("*") if path.suffix in {".html", ".svg", ".css", ".js"}]
    assert len(files) > 8
    for path in files:
        text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert re.findall(r"https?://", text) == [], path.name


def test_the_bundle_is_small_named_by_content_and_asks_nobody() -> None:
    made = bundle()
    script, stylesheet = made.contents[made.script_uri], made.contents[made.stylesheet_uri]
    assert len(script) < 10_000
    assert len(stylesheet) < 50_000
    assert re.fullmatch(r"assets/catalog-[0-9a-f]{10}\.js", made.script_uri)
    assert re.fullmatch(r"assets/catalog-[0-9a-f]{10}\.css", made.stylesheet_uri)
    text = (script + stylesheet).decode()
    assert re.findall(r"url\(|@import|https?://|fetch\(|XMLHttpRequest", text) == []
    assert "MIT License" in text
    assert "デジタル庁" in text


def test_the_lock_file_names_no_registry() -> None:
    lock = (ROOT_PATH / "catalog" / "web" / "package-lock.json").read_text("utf-8")
    assert "resolved" not in lock
    assert "http" not in re.sub(r'"(url|funding)": [^\n]*', "", lock)


def test_every_key_colour_is_in_the_stylesheet() -> None:
    made = bundle()
    text = made.contents[made.stylesheet_uri].decode()
    for name, colour in KEY_COLOURS.items():
        rules = re.findall(rf"data-md-color-primary={name}\][^{{]*{{[^}}]*--mc-text-key: ?(#[0-9a-f]+)", text)
        assert [expand(value) for value in rules] == [colour.light, colour.dark], name


def expand(value: str) -> str:
    """Return a colour with six digits."""
    return value if len(value) == 7 else "#" + "".join(digit * 2 for digit in value[1:])
