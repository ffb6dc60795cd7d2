"""Markdown from descriptors as HTML that can do no harm, and as plain text."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html import unescape

import nh3
from markdown import Markdown
from markupsafe import Markup, escape

from catalog.model.text import Lang
from catalog.render.scrolling import render_scrolling_tables

_TAGS = {
    *("p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "dl", "dt", "dd"),
    *("ruby", "rb", "rt", "rp", "a", "abbr", "sub", "sup", "kbd", "del", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "abbr": {"title"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}}
_HEADING_START, _HEADING_END = re.compile(r"<h[1-6]\b[^>]*>"), re.compile(r"</h[1-6]\s*>")
# A line of plain words: no character that Markdown gives a meaning to, no start like that of a list, a heading or code.
_PLAIN_LINE = re.compile(r"[^\W\d_][^*_`\[\]<>#|\\!&~^:{}\x00-\x1f\x7f]*(?<!  )")
_BETWEEN_JAPANESE = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[\u3000-\u9fff\uff00-\uffef])")
_MARKUP = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"\s+")


def render_markdown(text: str, lang: Lang | None = None) -> Markup:
    """Return *text* as HTML without images, scripts and styles; on a page in *lang*, tables are in boxes that scroll.

    A heading becomes a paragraph in bold, as only the page knows the levels of its outline; links tell targets nothing.
    """
    text = _BETWEEN_JAPANESE.sub("", text.replace("\r\n", "\n").strip())
    html = _render_plain(text) or _render_any(text)
    return Markup(render_scrolling_tables(html, lang)) if lang and "<table>" in html else html


def plain_text(text: str, limit: int = 160) -> str:
    """Return the words of Markdown *text* in one line of at most *limit* characters, cut with ``…``."""
    words = _SPACES.sub(" ", unescape(_MARKUP.sub(" ", render_markdown(text)))).strip()
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"


def _render_plain(text: str) -> Markup | None:
    """Return paragraphs of plain words, 50 times as fast as a Markdown parser; ``None`` where there is more."""
    if not text:
        return Markup("")
    paragraphs = [paragraph.split("\n") for paragraph in text.split("\n\n")]
    if not all(_PLAIN_LINE.fullmatch(line) for lines in paragraphs for line in lines):
        return None
    joined = ("\n".join(line.strip(" ") for line in lines) for lines in paragraphs)
    return Markup("\n").join(Markup("<p>{}</p>").format(escape(paragraph)) for paragraph in joined)


@lru_cache(maxsize=256)
def _render_any(text: str) -> Markup:
    """Return what the parser makes of *text*, which is kept: a description stands on several pages."""
    html = _parser().reset().convert(text)
    html = _HEADING_END.sub("</strong></p>", _HEADING_START.sub("<p><strong>", html))
    return Markup(
        nh3.clean(
            html,
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            url_schemes={"http", "https", "mailto", "tel"},
            link_rel="noopener noreferrer nofollow",
        )
    )


@cache
def _parser() -> Markdown:
    return Markdown(extensions=["tables", "def_list", "sane_lists"])
