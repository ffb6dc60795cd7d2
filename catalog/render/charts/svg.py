"""Pieces of SVG. Places across are in percent, so that text keeps its size at any width; places down are in pixels.

What has to stretch with the width (lines, bars) lies in a nested ``svg`` of its own, or is told in percent as well.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from markupsafe import Markup, escape

from catalog.model.text import Lang, LocalizedText

NARROWEST = 312
"""Pixels across that a chart has on a phone of 360 pixels: what is laid out for these has room everywhere."""
FONT_SIZE = 13
"""Pixels; never less than 12, whatever the width."""
_WIDE = frozenset("WFA")


def text_width(text: str) -> float:
    """Return about how many pixels *text* takes at :data:`FONT_SIZE`."""
    return sum(_width(character) for character in text) * FONT_SIZE


def _width(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(character) in _WIDE else 0.58


def shorten(text: str, pixels: float) -> str:
    """Return *text*, its end left out where it takes more than *pixels*."""
    if text_width(text) <= pixels:
        return text
    room, kept = pixels - FONT_SIZE, 0
    for character in text:
        room -= _width(character) * FONT_SIZE
        if room < 0:
            break
        kept += 1
    return f"{text[:kept].rstrip()}…"


def percent(share: float) -> str:
    """Return a share of the width (1 is all of it) as SVG has it: ``12.5%``."""
    return f"{number(100 * share)}%"


def number(value: float) -> str:
    """Return *value* with at most two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@dataclass(frozen=True, slots=True)
class Label:
    """A text in the chart: what is shown of it, and whether that is another language than the page's."""

    text: LocalizedText
    lang: Lang

    def markup(self, pixels: float) -> tuple[str, Markup]:
        """Return the attributes and the content of a ``text`` element, cut to *pixels*."""
        whole = clean(self.text.text(self.lang))
        shown = shorten(whole, pixels)
        language = self.text.lang(self.lang)
        attribute = f' lang="{language}"' if language != self.lang else ""
        tip = Markup("<title>{}</title>").format(whole[:300]) if shown != whole else Markup("")
        return attribute, tip + escape(shown)


def clean(text: str) -> str:
    """Return *text* on one line, without characters that XML can't hold or that turn the writing around.

    Right-to-left text keeps its own direction; only marks that would reach beyond it are left out.
    """
    kept = (
        character
        for character in text
        if character not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff"
        and (character.isprintable() or character in " \u3000\u200d\ufe0f")
    )
    return " ".join("".join(kept).split(" ")).strip()
