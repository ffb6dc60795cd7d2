"""Numbers and times as readers of each language write them."""

from __future__ import annotations

from datetime import date

from catalog.i18n import chart_texts
from catalog.model.charts import Scale
from catalog.model.text import Lang, LocalizedText
from catalog.render.formats import format_date, format_era_year

_LARGE = {
    "ja": ((1e12, "兆"), (1e8, "億"), (1e4, "万")),
    "en": ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")),
}
_LEAST_SHORTENED = 1e4
_HUGE = 1e15
"""From here on a number is told by its power of ten."""
_LONGEST_UNIT = 12
_CLOSE_UNITS = frozenset({"%", "％", "℃", "°C"})
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def format_value(number: float, digits: int = 0) -> str:
    """Return *number* in full with *digits* decimals, thousands set apart: ``1,234.5``."""
    if abs(number) >= _HUGE:
        return f"{number:.3g}"
    text = f"{number:,.{digits}f}"
    return text.removeprefix("-") if float(text.replace(",", "")) == 0 else text


def format_short(number: float, lang: Lang) -> str:
    """Return *number* as an axis has it: ``3.2万``, ``32k``."""
    for size, sign in _LARGE[lang]:
        if _HUGE > abs(number) >= max(size, _LEAST_SHORTENED):
            return f"{_plain(number / size)}{sign}"
    return _plain(number) if abs(number) < _HUGE else f"{number:.3g}"


def _plain(number: float) -> str:
    if number == int(number):
        return f"{int(number):,}"
    return f"{number:,.6f}".rstrip("0").rstrip(".") if abs(number) >= 1e-4 else f"{number:.3g}"


def format_quantity(number: float | None, digits: int, unit: LocalizedText | None, lang: Lang) -> str:
    """Return *number* with its unit: ``1,234人``, ``1,234 people``; words where there is none.

    A unit of many words stands beside the chart alone.
    """
    if number is None:
        return chart_texts(lang)["no_value"]
    text = format_value(number, digits)
    if unit is None:
        return text
    word = unit.text(lang)
    if len(word) > _LONGEST_UNIT:
        return text
    return f"{text}{word}" if lang == "ja" or word in _CLOSE_UNITS else f"{text} {word}"


def format_time(iso: str, scale: Scale | None, lang: Lang) -> str:
    """Return a time in words, in Japanese with the year of the Japanese calendar: ``2024年度（令和6年度）``."""
    says = chart_texts(lang)
    if scale is Scale.FISCAL_YEAR:
        text, ending = says["time_fiscal"].format(year=int(iso)), "度"
    else:
        text, ending = format_date(iso, lang), ""
    era = era_year(iso) if lang == "ja" else None
    return says["with_era"].format(time=text, era=f"{era}年{ending}") if era else text


def era_year(iso: str) -> str | None:
    """Return the year of the Japanese calendar without 年: ``令和6``, ``令和元``; ``None`` before 1873.

    A year, or fiscal year, in which one era followed another bears the name of the new one.
    """
    parts = [int(part) for part in iso.split("-")]
    try:
        day = date(*parts) if len(parts) == 3 else date(parts[0], parts[1] if len(parts) == 2 else 12, 28)
    except ValueError:
        return None
    found = format_era_year(day)
    return found.removesuffix("年") if found else None


def format_tick(iso: str, scale: Scale, lang: Lang) -> str:
    """Return a time as the axis has it: ``2024``, ``2024/4``, ``Apr 2024``."""
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 1 or scale in (Scale.YEAR, Scale.FISCAL_YEAR):
        return str(parts[0])
    if lang == "ja":
        return "/".join(map(str, parts))
    month = _MONTHS[parts[1] - 1]
    return f"{parts[2]} {month} {parts[0]}" if len(parts) == 3 else f"{month} {parts[0]}"


def format_share(count: int, whole: int, lang: Lang) -> str:
    """Return a share in percent that is 0 or 100 only where it really is."""
    if count and count * 100 < whole:
        return chart_texts(lang)["share_below_one"]
    if whole * 99 < count * 100 < whole * 100:
        return chart_texts(lang)["share_above"]
    return f"{round(100 * count / whole)}%" if whole else "0%"
