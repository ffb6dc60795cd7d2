"""Japanese words in English texts are marked as Japanese, and nothing else changes."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from catalog.render.languages import mark_japanese, mark_japanese_html


def test_japanese_words_are_marked_for_readers_of_english_only() -> None:
    text = "Column “種別” of <b>施設 一覧</b>"
    assert mark_japanese(text, "ja") == escape(text)
    expected = 'Column “<span lang="ja">種別</span>” of &lt;b&gt;<span lang="ja">施設 一覧</span>&lt;/b&gt;'
    assert mark_japanese(text, "en") == expected
    assert mark_japanese("plain & simple", "en") == "plain &amp; simple"


@given(st.text(alphabet="aあ漢ア（）<>&\"' 0９。", max_size=40))
def test_nothing_but_marks_is_added(text: str) -> None:
    marked = str(mark_japanese(text, "en"))
    assert re.sub(r'<span lang="ja">|</span>', "", marked) == str(escape(text))


def test_what_says_its_language_itself_stays() -> None:
    html = '<p title="日本">a 日本語 <b lang="ja">日本</b><br><em>都道府県</em></p><script>"日本"</script>'
    marked = mark_japanese_html(html)
    assert marked == (
        '<p title="日本">a <span lang="ja">日本語</span> <b lang="ja">日本</b><br>'
        '<em><span lang="ja">都道府県</span></em></p><script>"日本"</script>'
    )
