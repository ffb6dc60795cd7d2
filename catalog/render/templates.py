"""The page templates: compiled once for each language, everything escaped, nothing undefined."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from catalog.i18n import easy_texts, interface_texts, overview_texts, plain_texts
from catalog.model.text import Lang, LocalizedText
from catalog.render.easy import beside, easy_word
from catalog.render.formats import format_count, format_counted, render_date, render_missing, render_size
from catalog.render.languages import mark_japanese

FALLBACK_ICON = "material/database-outline"
_ICON_NAME = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)+")
_LINE_START = re.compile(r"\s*\n\s*")
_WORD = re.compile(r"\{\{ t\.(\w+) \}\}")
_WHOLE_WORD = re.compile(r"(?<=>)\{\{ (t|o|w|chart_words)\.(\w+) \}\}(?=<)")
_FILES = {"t": "interface", "o": "overview", "chart_words": "charts"}
_FILES_OF_W = {
    "explorer_box.html": "explorer",
    "sql.html": "explorer",
    "chart_parts.html": "charts",
    "column_parts.html": "charts",
}
"""Which file of the locale a name in templates stands for."""


class _WordedLoader(PackageLoader):
    """Reads templates with the plain words of one language already in place, which saves a third of the rendering."""

    def __init__(self, lang: Lang) -> None:
        super().__init__("catalog.render", "templates")
        self._words = interface_texts(lang)
        self._lang = lang

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool] | None]:
        source, file_name, is_current = super().get_source(environment, template)
        if self._lang == "ja":
            names = {**_FILES, "w": _FILES_OF_W.get(template, "")}
            source = _WHOLE_WORD.sub(lambda match: _with_easy(names[match[1]], match[2]) or match[0], source)
        return _WORD.sub(lambda match: str(escape(self._words[match[1]])), source), file_name, is_current


def _with_easy(name: str, key: str) -> str | None:
    """Return a text of the Japanese interface with its easy wording beside it, ``None`` where it has none."""
    easy = easy_texts(name).get(key) if name else None
    return str(beside(plain_texts("ja", name)[key], easy)) if easy else None


@cache
def environment(lang: Lang) -> Environment:
    """Return the environment of all templates of this package in *lang*."""
    made = Environment(
        loader=_WordedLoader(lang),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(
        icon=render_icon,
        localized=render_localized,
        said=mark_japanese,
        beside=beside,
        easy_word=easy_word if lang == "ja" else escape,
        counted=format_counted,
        count=format_count,
        date=render_date,
        size=render_size,
        missing=render_missing,
    )
    return made


@cache
def template(name: str, lang: Lang) -> Template:
    """Return the template ``templates/{name}`` in *lang*."""
    return environment(lang).get_template(name)


@cache
def texts(lang: Lang) -> SimpleNamespace:
    """Return the interface's texts of *lang* by attribute, which templates read in half the time of a mapping."""
    return SimpleNamespace(**interface_texts(lang))


@cache
def overview(lang: Lang) -> SimpleNamespace:
    """Return the texts of *lang* of the home page and of what datasets have in common, by attribute."""
    return SimpleNamespace(**overview_texts(lang))


def render(name: str, lang: Lang, **context: Any) -> str:
    """Return template *name* in *lang*."""
    return template(name, lang).render(t=texts(lang), o=overview(lang), lang=lang, **context)


@cache
def render_icon(name: str) -> Markup:
    """Return an icon of those that Material ships as inline SVG, unseen by screen readers; a plain one if unknown."""
    path = files("material") / "templates" / ".icons" / f"{name}.svg"
    if _ICON_NAME.fullmatch(name) is None or not path.is_file():
        return render_icon(FALLBACK_ICON)
    svg = _LINE_START.sub("", path.read_text("utf-8")).strip()
    return Markup(svg.replace("<svg ", '<svg class="mc-icon" aria-hidden="true" focusable="false" ', 1))


def render_localized(text: LocalizedText, lang: Lang, *, mark: bool = False) -> Markup:
    """Return *text* for readers of *lang*, its language told where it is another one.

    Readers of Japanese have its plain Japanese beside it. With *mark*, a text without translation is followed by a
    visible note that there is none.
    """
    if text.lang(lang) == lang:
        return beside(text.ja, text.easy) if lang == "ja" else escape(text.text(lang))
    note = f' <span class="mc-only">{escape(texts(lang).only_japanese)}</span>' if mark else ""
    return Markup(f'<span lang="{text.lang(lang)}">{escape(text.text(lang))}</span>{note}')
