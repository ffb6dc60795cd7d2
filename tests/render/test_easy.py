"""Plain Japanese on pages: readings as ruby, nothing that could do harm, and both wordings side by side."""

from __future__ import annotations

import hashlib
import re

import pytest

from catalog.i18n import EASY_FILES, easy_texts, plain_texts
from catalog.notation.ruby import kanji_without_reading, loose_marks, odd_reading
from catalog.render.easy import beside, easy_word, render_easy_markdown, render_ruby
from catalog.render.easy_words import drawn_texts, easy_wordings, easy_words_uri, render_easy_words
from tests.render.reading import Html
from tests.render.test_markdown import HOSTILE

GAP = re.compile(r"\{\w+\}")


def test_readings_stand_over_their_kanji_and_in_brackets_where_they_cannot() -> None:
    assert render_ruby("市《し》<b>") == "<ruby>市<rp>（</rp><rt>し</rt><rp>）</rp></ruby>&lt;b&gt;"


def test_markdown_keeps_its_meaning_around_readings() -> None:
    html = render_easy_markdown("**逃《に》げる** [場所《ばしょ》](https://a.example/)\n\n次《つぎ》", "ja")
    assert "<strong><ruby>逃<rp>（</rp><rt>に</rt><rp>）</rp></ruby>げる</strong>" in html
    assert "<a href=" in html and html.count("<p>") == 2


@pytest.mark.parametrize(
    "hostile", [*HOSTILE, "漢《<img src=x onerror=alert(1)>》", "｜<script>alert(1)</script>《あ》"]
)
def test_nothing_hostile_gets_through(hostile: str) -> None:
    for html in (render_easy_markdown(hostile, "ja"), render_easy_markdown(f"漢《{hostile[:40]}》", "ja")):
        page = Html(html)
        assert list(page.dangers()) == []
        assert page.unclosed == []


def test_one_wording_stays_alone() -> None:
    assert beside("<b>", None) == "&lt;b&gt;"
    assert 'class="mc-easily" lang="ja-x-easy"' in beside("a", "b")
    assert easy_word("そのような言葉はない") == "そのような言葉はない"


@pytest.mark.parametrize("name", EASY_FILES)
def test_the_easy_words_of_the_interface_are_of_texts_that_exist_and_can_be_read(name: str) -> None:
    assert easy_texts(name)
    for key, text in easy_texts(name).items():
        assert key in plain_texts("ja", name)
        assert loose_marks(text) == odd_reading(text) == "", text
        assert kanji_without_reading(text) == [], text


def test_all_that_scripts_say_is_there_in_plain_japanese() -> None:
    """But for what has no kanji: that is plain already."""
    missing = {f"{name}: {key}": text for name, key, text in drawn_texts() if text not in easy_wordings()}
    assert {key: text for key, text in missing.items() if kanji_without_reading(text)} == {}


def test_one_text_of_scripts_has_one_easy_wording_and_the_same_gaps() -> None:
    """The browser goes by the text, not by the key."""
    wordings = easy_wordings()
    for name, key, text in drawn_texts():
        easy = easy_texts(name).get(key, wordings.get(text))
        if easy is not None:
            assert easy == wordings[text], f"{name}: {key}"
            assert sorted(set(GAP.findall(easy))) == sorted(set(GAP.findall(text))), f"{name}: {key}"


def test_the_file_of_easy_words_is_named_by_its_content_and_every_japanese_page_knows_it() -> None:
    ((uri, content),) = render_easy_words().items()
    assert uri == f"assets/easy-words-{hashlib.sha256(content).hexdigest()[:10]}.js" == easy_words_uri()
    assert content.startswith(b"globalThis.mcEasyWords={") and len(content) < 40_000
