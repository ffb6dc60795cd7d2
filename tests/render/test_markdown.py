"""Markdown from descriptors: quick where it is plain, harmless always."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.render import markdown
from catalog.render.markdown import plain_text, render_markdown
from tests.render.reading import Html

HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "![x](https://evil.example/pixel.png)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=https://a.example style='position:fixed' onclick=alert(1)>x</a>",
    "<iframe src=https://evil.example></iframe>",
    "<svg onload=alert(1)><script>x</script></svg>",
    "<style>body{display:none}</style>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content=0>",
    "<!--><img src=x onerror=alert(1)>-->",
    "</div></main><h1>x</h1>",
    "# x\n\n<h1 onclick=alert(1)>y</h1>",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "[x]: javascript:alert(1)\n\n[x]",
    "<details open ontoggle=alert(1)>",
    "\x00<scr\x00ipt>alert(1)</script>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_markdown_is_harmless(text: str) -> None:
    page = Html(render_markdown(text))
    assert list(page.dangers()) == []
    assert page.unclosed == []


@given(st.text(alphabet=st.sampled_from("<>\"'/=:# \n`*_[]()!&;ascripthrefonlk\x00あ")))
def test_any_markdown_is_harmless(text: str) -> None:
    page = Html(render_markdown(text))
    assert list(page.dangers()) == []
    assert page.unclosed == []


WORDS = st.text(alphabet="aZ09あ漢  ．。、,.()（）-+='\"@%/?;\n", max_size=40)


@given(WORDS)
def test_plain_words_are_rendered_as_a_markdown_parser_does(text: str) -> None:
    prepared = markdown._BETWEEN_JAPANESE.sub("", text.strip())
    quick = markdown._render_plain(prepared)
    if quick:
        slow = markdown._render_any(prepared)
        assert Html(quick).text.split() == Html(slow).text.split()
        assert [tag for tag, _ in Html(quick).elements] == [tag for tag, _ in Html(slow).elements]


@pytest.mark.parametrize(
    "text", ["- a\n- b", "1. a", "> a", "# a", "a\n===", "**a**", "a  \nb", "| a |\n|---|", "+ a", "a\n: b"]
)
def test_what_isnt_plain_goes_to_the_parser(text: str) -> None:
    assert markdown._render_plain(text) is None


def test_markdown_is_markdown() -> None:
    html = render_markdown("**強い** [リンク](https://a.example/)\n\n- 一\n- 二\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    assert "<strong>強い</strong>" in html
    assert 'href="https://a.example/" rel="noopener noreferrer nofollow"' in html
    assert html.count("<li>") == 2
    assert html.count("<td>") == 2


def test_a_heading_leaves_the_outline_of_the_page_alone() -> None:
    page = Html(render_markdown("# 大\n\n###### 小\n\n下線\n===="))
    assert page.headings == []
    assert page.text.split() == ["大", "小", "下線"]


def test_a_line_break_between_japanese_characters_is_no_space() -> None:
    assert render_markdown("一行目は、\n二行目。") == "<p>一行目は、二行目。</p>"
    assert render_markdown("one\ntwo") == "<p>one\ntwo</p>"


@given(st.text(), st.integers(min_value=1, max_value=200))
def test_plain_text_is_one_line_of_limited_length(text: str, limit: int) -> None:
    words = plain_text(text, limit)
    assert len(words) <= limit
    assert words == " ".join(words.split())


def test_plain_text_has_no_markup() -> None:
    assert plain_text("**A & B** <b>c</b>\n\n- [d](https://e.example/)") == "A & B c d"
    assert plain_text("あ" * 10, 5) == "ああああ…"
