"""The language of words within texts of another one, so that they are read aloud as what they are (WCAG 3.1.2)."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from catalog.model.text import Lang

_LETTER = "ぁ-ゖァ-ヺー々〆㐀-䶿一-鿿豈-﫿ｦ-ﾟ"
_WITHIN = "、。・，．（）「」『』【】〜～－：！？＆／〔〕…　0-9０-９Ａ-Ｚａ-ｚ -"
_JAPANESE = re.compile(rf"[{_LETTER}０-９Ａ-Ｚａ-ｚ（「『【〔](?:[{_LETTER}{_WITHIN}]*[{_LETTER}）」』】〕。])?")
_HAS_LETTER = re.compile(f"[{_LETTER}]")
_SPAN = Markup('<span lang="ja">{}</span>')
_PIECE = re.compile(r"<!--.*?-->|<[^>]*>|[^<]+", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b([^>]*)>")
_VOID = frozenset(("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"))
_UNSPOKEN = frozenset(("script", "style", "title", "textarea", "option", "svg"))
"""Elements in which no other element may stand, or that aren't read as text."""


def mark_japanese(text: str, lang: Lang) -> Markup:
    """Return *text*, escaped, what is Japanese in it marked as such where the readers' language is another one."""
    if lang == "ja" or not _HAS_LETTER.search(text):
        return escape(text)
    parts: list[Markup] = []
    end = 0
    for found in _JAPANESE.finditer(text):
        if _HAS_LETTER.search(found[0]):
            parts += [escape(text[end : found.start()]), _SPAN.format(found[0])]
            end = found.end()
    return Markup("").join([*parts, escape(text[end:])])


def mark_japanese_html(html: str) -> str:
    """Return *html*, a body in English, its Japanese words marked; what says its language itself stays as it is.

    Arguments:
        html: Trusted and well-formed, as Markdown gives it.
    """
    if not _HAS_LETTER.search(html):
        return html
    return "".join(_marked_pieces(html))


def _marked_pieces(html: str) -> list[str]:
    pieces: list[str] = []
    open_tags: list[tuple[str, bool]] = []  # each with whether texts in it are left alone
    for piece in _PIECE.findall(html):
        tag = _TAG.fullmatch(piece)
        if tag is None:
            is_left = piece.startswith("<") or (bool(open_tags) and open_tags[-1][1])
            pieces.append(piece if is_left else _mark_escaped(piece))
            continue
        pieces.append(piece)
        is_end, name, attributes = tag.groups()
        if is_end:
            _close(open_tags, name)
        elif name not in _VOID and not attributes.endswith("/"):
            is_left = bool(open_tags) and open_tags[-1][1]
            open_tags.append((name, is_left or name in _UNSPOKEN or " lang=" in attributes))
    return pieces


def _close(open_tags: list[tuple[str, bool]], name: str) -> None:
    """Leave the innermost element called *name*, and what was left open in it."""
    for place in range(len(open_tags) - 1, -1, -1):
        if open_tags[place][0] == name:
            del open_tags[place:]
            return


def _mark_escaped(text: str) -> str:
    """Return *text*, in which markup is escaped already, with its Japanese marked: no letter of it is ever escaped."""

    def marked(found: re.Match[str]) -> str:
        return f'<span lang="ja">{found[0]}</span>' if _HAS_LETTER.search(found[0]) else found[0]

    return _JAPANESE.sub(marked, text)
