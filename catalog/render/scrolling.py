"""Tables of running text in boxes that scroll, which can be reached with a keyboard."""

from __future__ import annotations

import re
from html import unescape
from itertools import count

from markupsafe import Markup

from catalog.i18n import access_texts
from catalog.model.text import Lang

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_HEADING = re.compile(r"<h[1-6]\b[^>]*>(.*?)</h[1-6]>", re.DOTALL)
_EMPTY_HEADING = re.compile(r"<th(\s[^>]*)?>\s*</th>")
_COLUMN_HEADING = re.compile(r"<th(?=[\s>])(?![^>]*\bscope=)")
_MARKUP = re.compile(r"<[^>]*>")
_NAMED_TABLE = '<table><caption class="mc-unseen">{}</caption>'
_BOX = Markup('<div class="mc-wide" role="group" tabindex="0" aria-label="{}">{}</div>')


def render_scrolling_tables(html: str, lang: Lang) -> str:
    """Return *html*, each plain table in a box of its own that is called after the heading above it.

    Without a box, a table that is wider than a telephone would scroll where only a finger can scroll it. A heading
    without words is no heading.

    Arguments:
        html: Trusted: from Markdown that was made harmless, or is our own.
        lang: Of those who read the page.
    """
    word = access_texts(lang)["table"]
    headings = [(found.end(), unescape(_MARKUP.sub("", found[1])).strip()) for found in _HEADING.finditer(html)]
    numbers = count(1)

    def boxed(found: re.Match[str]) -> str:
        above = [title for end, title in headings if end <= found.start()][-1:]
        name = " ".join([*above, f"{word} {next(numbers)}"])
        table = _COLUMN_HEADING.sub('<th scope="col"', _EMPTY_HEADING.sub(r"<td\1></td>", found[0]))
        return _BOX.format(name, Markup(table.replace("<table>", Markup(_NAMED_TABLE).format(name), 1)))

    return _TABLE.sub(boxed, html)
