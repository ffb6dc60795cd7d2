"""Dates, sizes and counts as people of each language write them, with the value for machines beside."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from markupsafe import Markup, escape

from catalog.i18n import interface_texts
from catalog.model.dataset import Period
from catalog.model.text import Lang

ERAS: tuple[tuple[date, str], ...] = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
    (date(1912, 7, 30), "大正"),
    (date(1873, 1, 1), "明治"),  # the Gregorian calendar begins; earlier dates have no era here
)
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def format_era_year(day: date) -> str | None:
    """Return the year of *day* in the Japanese calendar (和暦), such as ``令和8年``; ``None`` before 1873."""
    for first_day, name in ERAS:
        if day >= first_day:
            number = day.year - first_day.year + 1 + (5 if name == "明治" else 0)
            return f"{name}{'元' if number == 1 else number}年"
    return None


def format_date(iso: str, lang: Lang, *, era: bool = False) -> str:
    """Return an ISO 8601 date, month or year in words; what isn't one of them comes back as it is.

    With *era*, a full date in Japanese is followed by the year of the Japanese calendar.
    """
    match = _ISO_DATE.fullmatch(iso)
    if match is None or not 1 <= int(match[2] or 1) <= 12:
        return iso
    year, month, day = match.groups()
    if lang == "en":
        return " ".join(part for part in (day and str(int(day)), month and MONTHS[int(month) - 1], year) if part)
    text = f"{int(year)}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")
    return text + _era_in_brackets(iso) if era and day else text


def _era_in_brackets(iso: str) -> str:
    try:
        era_year = format_era_year(date.fromisoformat(iso))
    except ValueError:
        return ""
    return f"（{era_year}）" if era_year else ""


def render_date(iso: str, lang: Lang, *, era: bool = False) -> Markup:
    """Return a date as a ``time`` element."""
    return Markup(f'<time datetime="{escape(iso)}">{escape(format_date(iso, lang, era=era))}</time>')


def render_period(period: Period, lang: Lang) -> Markup:
    """Return a time span; an open end stays open, and one day, month or year is told once."""
    if period.start == period.end and period.start:
        return render_date(period.start, lang)
    start, end = (render_date(end, lang) if end else "" for end in (period.start, period.end))
    return Markup(f"{start} – {end}" if lang == "en" else f"{start} 〜 {end}")


def format_count(number: int) -> str:
    """Return a whole number with its digits in groups of three: ``12,345``."""
    return f"{number:,}"


def format_number(number: float, digits: int) -> str:
    """Return *number* with at most *digits* decimals and no trailing zeros: ``34.66167``, ``-146000``."""
    text = f"{number:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def format_size(size_bytes: int, lang: Lang) -> str:
    """Return a file's size: ``812バイト``, ``12.3 KB``, ``4.5 MB`` (1 KB = 1,000 bytes)."""
    if size_bytes < 1_000:
        return format_counted("bytes", size_bytes, lang)
    size = size_bytes / 1_000
    for unit in ("KB", "MB", "GB"):
        if size < 999.5 or unit == "GB":
            break
        size /= 1_000
    return f"{size:.1f} {unit}" if size < 10 else f"{size:,.0f} {unit}"


def render_size(size_bytes: int, lang: Lang) -> Markup:
    """Return a file's size as a ``data`` element that carries the bytes."""
    return Markup(f'<data value="{size_bytes}">{format_size(size_bytes, lang)}</data>')


def format_counted(key: str, number: int, lang: Lang) -> str:
    """Return *number* with what is counted, by the texts ``{key}_one`` and ``{key}_other``: ``24 datasets``."""
    return _counted_text(key, number, lang).format(count=format_count(number))


def render_counted(key: str, number: int, lang: Lang) -> Markup:
    """Return what :func:`format_counted` does with the number set off."""
    return Markup(_counted_text(key, number, lang)).format(count=Markup("<b>{}</b>").format(format_count(number)))


def _counted_text(key: str, number: int, lang: Lang) -> str:
    return interface_texts(lang)[f"{key}_one" if number == 1 else f"{key}_other"]


@cache
def render_missing(lang: Lang) -> Markup:
    """Return what a table shows for a missing value: a dash for the eye, a word for the ear."""
    word = escape(interface_texts(lang)["missing_value"])
    return Markup(f'<span aria-hidden="true">—</span><span class="mc-unseen">{word}</span>')
