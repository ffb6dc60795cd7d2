"""A cell of a table as people read it in the page's language: days with eras, grouped numbers, codes in words.

Files keep what was published. ``catalog/web/src/explore/cells.js`` writes the cells of tables that were opened whole in
the same way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from markupsafe import Markup, escape

from catalog.i18n import explorer_texts
from catalog.model.dataset import Field
from catalog.model.text import Lang
from catalog.render.charts.numbers import era_year
from catalog.render.formats import format_date
from catalog.render.value_labels import render_labelled, short_label

CELL_LIMIT = 200
"""Characters of a cell that are shown; the file has them all."""
GROUPED_FROM = 5
"""A whole part of so many digits is written with separators: a year has four."""
_NUMBER = re.compile(r"(-?)(0|[1-9][0-9]{0,99})((?:\.[0-9]+)?)", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])", re.ASCII)
_MOMENT = re.compile(rf"({_DAY.pattern})T((?:[01][0-9]|2[0-3]):[0-5][0-9])(:[0-5][0-9](?:\.[0-9]{{1,6}})?)?", re.ASCII)
_YEAR = re.compile(r"[1-9][0-9]{3}", re.ASCII)


def render_cell(value: str, field: Field | None, lang: Lang) -> Markup:
    """Return a cell that isn't missing; what isn't written as its type says comes as it is."""
    label = field.label_of(value) if field is not None else None
    if label is not None:
        return render_labelled(value, short_label(label), lang)
    if field is not None:
        written = _WRITERS.get(field.type, _render_nothing)(value, lang)
        if written is not None:
            return written
    shown = escape(value if len(value) <= CELL_LIMIT else value[:CELL_LIMIT].rstrip() + "…")
    if field is not None and field.format == "uri" and value.startswith(("https://", "http://")):
        return Markup('<a href="{}" rel="noopener noreferrer nofollow">{}</a>').format(value, shown)
    return shown


def _render_nothing(value: str, lang: Lang) -> None:
    return None


def _render_number(value: str, lang: Lang) -> Markup | None:
    """Return a number with separators, its decimals as they were published."""
    match = _NUMBER.fullmatch(value)
    if match is None or len(value) > CELL_LIMIT:
        return None
    sign, whole, decimals = match.groups()
    return Markup(f"{sign}{int(whole):,}{decimals}") if len(whole) >= GROUPED_FROM else Markup(value)


def _render_day(value: str, lang: Lang) -> Markup | None:
    return _render_time(value, value, "", lang) if _is_day(value) else None


def _is_day(value: str) -> bool:
    try:
        return _DAY.fullmatch(value) is not None and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _render_moment(value: str, lang: Lang) -> Markup | None:
    match = _MOMENT.fullmatch(value)
    if match is None or not _is_day(match[1]):
        return None
    seconds = (match[3] or "")[:3]
    return _render_time(value, match[1], f" {match[2]}{'' if seconds == ':00' else seconds}", lang)


def _render_year(value: str, lang: Lang) -> Markup | None:
    return Markup(escape(value)) + _render_era(value, lang) if _YEAR.fullmatch(value) else None


def _render_time(value: str, day: str, clock: str, lang: Lang) -> Markup:
    """Return a day, and a time of it, for people; machines read *value*. The body of a table is in Japanese."""
    own = Markup(' lang="en"') if lang == "en" else Markup("")
    text = Markup("{}{}{}").format(format_date(day, lang), _render_era(day, lang), clock)
    return Markup('<time datetime="{}"{}>{}</time>').format(value, own, text)


def _render_era(iso: str, lang: Lang) -> Markup:
    """Return the year of the Japanese calendar, quietly beside the Western one; empty in English."""
    era = era_year(iso) if lang == "ja" else None
    return (
        Markup('<span class="mc-era">{}</span>').format(_say("era", lang).format(era=f"{era}年")) if era else Markup("")
    )


def _render_truth(value: str, lang: Lang) -> Markup | None:
    if value not in ("true", "false"):
        return None
    own = Markup(' lang="en"') if lang == "en" else Markup("")
    return Markup("<span{}>{}</span>").format(own, _say(f"value_{value}", lang))


def _say(key: str, lang: Lang) -> str:
    return explorer_texts(lang)[key]


_WRITERS: Mapping[str, Callable[[str, Lang], Markup | None]] = {
    "integer": _render_number,
    "number": _render_number,
    "date": _render_day,
    "datetime": _render_moment,
    "year": _render_year,
    "boolean": _render_truth,
}
