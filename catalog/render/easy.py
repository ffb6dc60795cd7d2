"""Plain Japanese (やさしい日本語) on pages: readings over kanji, and both wordings side by side, one of them shown."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup, escape

from catalog.i18n import EASY_FILES, access_texts, easy_texts, plain_texts
from catalog.model.text import EASY, Lang, LocalizedText
from catalog.notation.ruby import RubyPart, parse_ruby
from catalog.render.markdown import render_markdown

_RUBY = Markup("<ruby>{}<rp>（</rp><rt>{}</rt><rp>）</rp></ruby>")
_BOTH = Markup('<span class="mc-plainly">{}</span><span class="mc-easily" lang="{}">{}</span>')


def render_ruby(text: str) -> Markup:
    """Return *text* with its readings over what they belong to; where they can't be drawn, they stand in brackets."""
    return Markup("").join(_render_part(part) for part in parse_ruby(text))


def _render_part(part: RubyPart) -> Markup:
    return _RUBY.format(part.text, part.reading) if part.reading else escape(part.text)


def render_easy_markdown(text: str, lang: Lang) -> Markup:
    """Return Markdown *text* with its readings; it is made harmless after they are in."""
    parts = (f"{_render_part(part)}" if part.reading else part.text for part in parse_ruby(text))
    return render_markdown("".join(parts), lang)


def beside(plain: Markup | str, easy: str | None) -> Markup:
    """Return both wordings, of which the page shows one; only *plain* where there is no other."""
    return _BOTH.format(plain, EASY, render_ruby(easy)) if easy else escape(plain)


@cache
def easy_word(words: str) -> Markup:
    """Return *words* of the Japanese interface with their easy wording beside them, if they have one."""
    return _easy_words().get(words) or escape(words)


@cache
def _easy_words() -> dict[str, Markup]:
    found: dict[str, Markup] = {}
    for name in reversed(EASY_FILES):  # of one wording in two files, the first counts
        texts = plain_texts("ja", name)
        found |= {texts[key]: beside(texts[key], easy) for key, easy in easy_texts(name).items()}
    return found


def easy_context(named: LocalizedText, told: LocalizedText | None, lang: Lang) -> dict[str, object]:
    """Return what the page of a dataset or a body shows in plain Japanese: on Japanese pages, where somebody wrote it.

    Arguments:
        named: The title.
        told: The description, if there is one.
        lang: Of the page.
    """
    title, description, access = named.easy, told.easy if told else None, access_texts("ja")
    if lang != "ja" or not (title or description):
        return {"easy": None}
    return {
        "easy": {
            "lang": EASY,
            "label": render_ruby(access["easy"]),
            "read": render_ruby(access["easy_read"]),
            "title": title,
            "title_html": render_ruby(title) if title else None,
            "description": render_easy_markdown(description, lang) if description else None,
        }
    }
