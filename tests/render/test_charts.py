"""Charts as SVG: the same text as is kept in ``tests/golden/charts``, well-formed, harmless, and small.

A case is a folder with ``table.csv`` and ``case.yaml`` (types, key, views); ``ja.svg`` and ``en.svg`` are drawn.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from catalog.i18n import chart_texts
from catalog.model.charts import Aggregate, Axis, Chart, ChartKind, Point, Scale, Series, View
from catalog.model.described import DescribedResource
from catalog.model.ids import Slug
from catalog.model.text import LANGS, Lang, LocalizedText
from catalog.render.charts.numbers import (
    era_year,
    format_quantity,
    format_short,
    format_tick,
    format_time,
    format_value,
)
from catalog.render.charts.render import ChartView, chart_views
from catalog.render.charts.svg import FONT_SIZE, clean, shorten, text_width
from tests.conftest import ROOT_PATH
from tests.describe.drawn import charts_of
from tests.render.samples import described, resource

GOLDEN_PATH = Path(__file__).resolve().parents[1] / "golden" / "charts"
CASES = sorted(folder.name for folder in GOLDEN_PATH.iterdir())
SVG_BYTES = 8_000
"""Compressed, of one chart."""
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "長" * 500,
    "مدينة خيالية",
    "👨‍👩‍👧‍👦🏳️‍🌈",
    "a\u202eb\u2066c",
    "\x00\x1b[31m",
    "]]><!--",
)


def case_charts(case: str) -> tuple[Chart, ...]:
    """Return the charts of a case."""
    folder = GOLDEN_PATH / case
    asked = yaml.safe_load((folder / "case.yaml").read_text("utf-8")) or {}
    views = [case_view(raw) for raw in asked["views"]] if "views" in asked else None
    text = (folder / "table.csv").read_text("utf-8")
    return charts_of(text, asked.get("types"), asked.get("key", ()), views, asked.get("more"))


def case_view(raw: dict[str, Any]) -> View:
    """Return a chart that is asked for."""
    title = LocalizedText(raw["title"], raw.get("title@en")) if "title" in raw else None
    aggregate = Aggregate(raw["aggregate"]) if "aggregate" in raw else None
    return View(
        *(Slug(raw["name"]), title, Slug("t"), ChartKind(raw["kind"]), raw.get("x"), tuple(raw.get("y", ()))),
        series=raw.get("series"),
        aggregate=aggregate,
        where={key: tuple(values) for key, values in raw.get("where", {}).items()},
    )


def views_of(charts: tuple[Chart, ...], lang: Lang) -> tuple[ChartView, ...]:
    """Return *charts* as a page has them."""
    plain = resource(has_layer=False)
    with_charts = DescribedResource(
        *(plain.resource, plain.distributions, plain.row_count, plain.encoding, plain.preview, None), charts=charts
    )
    return chart_views(described(resources=[with_charts]), lang)


def rendered(case: str, lang: Lang) -> str:
    """Return the drawings of a case, a chart a line, each with what stands beside it."""
    parts: list[str] = []
    for view in views_of(case_charts(case), lang):
        parts += [f"<!-- {view.title} -->", view.svg, *(f"<!-- {note} -->" for note in view.notes)]
    return "\n".join(parts) + "\n"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("case", CASES)
def test_charts_are_drawn_as_they_were(case: str, lang: Lang) -> None:
    assert rendered(case, lang) == (GOLDEN_PATH / case / f"{lang}.svg").read_text("utf-8")


def all_views(lang: Lang) -> Iterator[ChartView]:
    """Yield the charts of all cases."""
    for case in CASES:
        yield from views_of(case_charts(case), lang)


@pytest.mark.parametrize("lang", LANGS)
def test_charts_are_small_and_say_what_they_are(lang: Lang) -> None:
    kinds = set()
    for view in all_views(lang):
        kinds.add(view.kind)
        assert len(gzip.compress(view.svg.encode(), mtime=0)) <= SVG_BYTES
        tree = ElementTree.fromstring(view.svg)
        assert tree.get("role") == "img"
        title, words = tree.find("title"), tree.find("desc")
        assert title is not None and words is not None
        assert tree.get("aria-labelledby") == f"{title.get('id')} {words.get('id')}"
        assert title.text and words.text
    assert kinds == {kind.value for kind in ChartKind}


def test_the_numbers_stand_beside_as_a_table() -> None:
    for case in CASES:
        for chart, view in zip(case_charts(case), views_of(case_charts(case), "ja"), strict=True):
            assert view.rows.count("<tr>") == len(chart.points)
            assert view.headings.count("<th") == 1 + len(chart.series)
            assert view.rows.count("<td") == len(chart.points) * len(chart.series)


def bar_chart(labels: list[str], values: list[float | None], kind: ChartKind = ChartKind.BAR) -> Chart:
    """Return a chart with these bars."""
    return Chart(
        Slug("c"),
        kind,
        Slug("offices"),
        None,
        Axis(LocalizedText(labels[0]), Scale.CATEGORY),
        Axis(LocalizedText(labels[-1]), Scale.NUMBER, LocalizedText(labels[0])),
        tuple(Point(label, position=float(place)) for place, label in enumerate(labels)),
        (Series(LocalizedText(labels[0]), tuple(values)), Series(LocalizedText(labels[-1]), tuple(values))),
    )


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("label", HOSTILE)
def test_hostile_labels_are_harmless_and_cut(label: str, lang: Lang) -> None:
    (view,) = views_of((bar_chart([label, "乙"], [3.0, -5.0]),), lang)
    whole = view.svg + view.title + view.headings + view.rows
    assert not re.search(r"<(?:script|img)|[\x00\x1b]", view.svg)
    assert not set("\u202e\u2066") & set(whole)
    assert "<script" not in whole and "<img" not in whole
    ElementTree.fromstring(view.svg)
    shown = [text for text in re.findall(r">([^<]*)</text>", view.svg) if text]
    assert all(text_width(text) < 400 for text in shown)


@example([5e-324], ChartKind.BAR)
@example([-5e-324, 1e-323], ChartKind.BAR)
@given(st.lists(st.floats(-1e14, 1e14, allow_nan=False), min_size=1, max_size=12), st.sampled_from(ChartKind))
def test_any_numbers_are_drawn_within_the_chart(values: list[float], kind: ChartKind) -> None:
    if kind in (ChartKind.PYRAMID, ChartKind.HISTOGRAM):
        values = [abs(value) + 1 for value in values]
    if not any(values):
        values = [1.0]
    chart = bar_chart([f"名{place}" for place in range(len(values))], list(values), kind)
    points = tuple(
        Point(str(2000 + place), position=2000.0 + place, until=2001.0 + place) for place in range(len(values))
    )
    axis = Axis(LocalizedText("年"), Scale.YEAR if kind is ChartKind.LINE else Scale.CATEGORY)
    if kind is not ChartKind.BAR:
        chart = Chart(chart.name, kind, chart.resource, None, axis, chart.y, points, chart.series)
    (view,) = views_of((chart,), "ja")
    ElementTree.fromstring(view.svg)
    for name, number in re.findall(r" (x|x1|x2|width)=\"(-?[0-9.]+)%\"", view.svg):
        assert -0.1 <= float(number) <= 100.1, name


def test_lines_stop_where_there_is_nothing() -> None:
    axis = Axis(LocalizedText("年"), Scale.YEAR)
    values = (1.0, 2.0, None, 4.0, 5.0)
    points = tuple(Point(str(2000 + place), position=2000.0 + place) for place in range(5))
    series = (Series(LocalizedText("人口"), values),)
    quantity = Axis(LocalizedText("人口"), Scale.NUMBER)
    chart = Chart(Slug("c"), ChartKind.LINE, Slug("offices"), None, axis, quantity, points, series)
    (view,) = views_of((chart,), "ja")
    path = re.search(r'mc-line mc-s1" d="([^"]+)"', view.svg)
    assert path is not None and re.sub("[^ML]", "", path[1]) == "MLML"


def test_an_axis_that_does_not_begin_at_zero_is_told_of_and_bars_always_do() -> None:
    text = "年,指数\n" + "\n".join(f"{year},{100 + year % 7}" for year in range(2010, 2020))
    (view,) = views_of(charts_of(text), "ja")
    assert chart_texts("ja")["note_not_from_zero"] in view.notes
    (bars,) = views_of((bar_chart(["甲", "乙"], [1001.0, 1002.0]),), "ja")
    assert chart_texts("ja")["note_not_from_zero"] not in bars.notes
    widths = [float(width) for width in re.findall(r'mc-s1" data-i="\d" [^>]*width="([0-9.]+)%"', bars.svg)]
    assert widths[0] / widths[1] == pytest.approx(1001 / 1002, rel=0.01)


@pytest.mark.parametrize(
    ("number", "ja", "en"),
    [
        (0, "0", "0"),
        (1234, "1,234", "1,234"),
        (32_000, "3.2万", "32k"),
        (1.5e8, "1.5億", "150M"),
        (-20_000, "-2万", "-20k"),
    ],
)
def test_axes_have_short_numbers(number: float, ja: str, en: str) -> None:
    assert (format_short(number, "ja"), format_short(number, "en")) == (ja, en)


def test_values_are_written_in_full() -> None:
    assert format_value(1234.5, 1) == "1,234.5"
    assert format_value(-0.0, 0) == "0"
    people = LocalizedText("人", "people")
    assert format_quantity(1234, 0, people, "ja") == "1,234人"
    assert format_quantity(1234, 0, people, "en") == "1,234 people"
    assert format_quantity(12.5, 1, LocalizedText("%"), "en") == "12.5%"
    assert format_quantity(None, 0, None, "en") == "no value"


@pytest.mark.parametrize(
    ("iso", "scale", "ja", "en"),
    [
        ("2024", Scale.FISCAL_YEAR, "2024年度（令和6年度）", "fiscal 2024"),
        ("2019", Scale.FISCAL_YEAR, "2019年度（令和元年度）", "fiscal 2019"),
        ("1988", Scale.YEAR, "1988年（昭和63年）", "1988"),
        ("2019-04", Scale.MONTH, "2019年4月（平成31年）", "April 2019"),
        ("2019-05-01", Scale.DAY, "2019年5月1日（令和元年）", "1 May 2019"),
        ("1600", Scale.YEAR, "1600年", "1600"),
    ],
)
def test_times_have_the_year_of_the_japanese_calendar_beside(iso: str, scale: Scale, ja: str, en: str) -> None:
    assert (format_time(iso, scale, "ja"), format_time(iso, scale, "en")) == (ja, en)


def test_ticks_of_time() -> None:
    assert format_tick("2024-04", Scale.MONTH, "ja") == "2024/4"
    assert format_tick("2024-04", Scale.MONTH, "en") == "Apr 2024"
    assert era_year("2024") == "令和6"
    assert era_year("1700") is None


@given(st.text(max_size=80), st.floats(20, 400))
def test_shortened_text_fits(text: str, pixels: float) -> None:
    cleaned = clean(text)
    assert text_width(shorten(cleaned, pixels)) <= max(pixels, 2 * FONT_SIZE)
    assert "\n" not in cleaned


def test_every_word_of_charts_is_used_and_there() -> None:
    paths = [
        *(ROOT_PATH / "catalog" / "render").rglob("*.py"),
        *(ROOT_PATH / "catalog/render/templates").glob("*.html"),
    ]
    code = "\n".join(path.read_text("utf-8") for path in paths)
    known = set(chart_texts("ja"))
    used = set(re.findall(r"\b(?:says|chart_texts\(\w+\))\[\"(\w+)\"\]", code))
    own = [path.read_text("utf-8") for path in paths if path.name in ("chart_parts.html", "column_parts.html")]
    used |= set(re.findall(r"\bw\.(\w+)", "\n".join(own))) | set(re.findall(r"\bchart_words\.(\w+)", code))
    assert used - known == set()
    composed = {key for key in known if re.match(r"(?:note|title)_", key)}
    assert (
        known - used - composed - {"range_with", "range_until", "filled_none", "yes", "no", "series_yes", "series_no"}
        == set()
    )
