"""Tables of running text are in boxes that a keyboard can scroll."""

from __future__ import annotations

from catalog.render.markdown import render_markdown
from catalog.render.scrolling import render_scrolling_tables

TABLE = "<table><tr><td>1</td></tr></table>"


def test_each_table_has_a_box_called_after_the_heading_above_it() -> None:
    html = render_scrolling_tables(f'{TABLE}<h2 id="a">年齢 &amp; <em>人口</em></h2>{TABLE}<p>x</p>{TABLE}', "ja")
    names = [part.partition('"')[0] for part in html.split('aria-label="')[1:]]
    assert names == ["表 1", "年齢 &amp; 人口 表 2", "年齢 &amp; 人口 表 3"]
    assert html.count('tabindex="0"') == html.count("<table>") == 3


def test_tables_that_are_made_by_us_stay_as_they_are() -> None:
    html = '<table class="mc-table"><tr><td>1</td></tr></table>'
    assert render_scrolling_tables(html, "en") == html


def test_tables_of_descriptions_are_in_boxes_on_pages_only() -> None:
    text = "|a|b|\n|-|-|\n|1|<b onclick=x>2|"
    assert 'aria-label="Table 1"' in render_markdown(text, "en")
    assert "mc-wide" not in render_markdown(text)


def test_an_empty_corner_is_no_heading() -> None:
    html = render_scrolling_tables('<table><tr><th style="x"></th><th>a</th></tr></table>', "en")
    assert '<td style="x"></td><th scope="col">a</th>' in html
