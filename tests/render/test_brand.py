"""The site's name, broken between words."""

from __future__ import annotations

import pytest

from catalog.render.brand import render_brand


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("まちのオープンデータカタログ", "まちの<wbr>オープンデータ<wbr>カタログ"),
        ("架空県オープンデータポータルサイト", "架空県<wbr>オープンデータ<wbr>ポータル<wbr>サイト"),
        ("カタログ", "カタログ"),
        ("Machi Open Data Catalog", "Machi Open Data Catalog"),
        ("<b>市の統計", "&lt;b&gt;市の<wbr>統計"),
        ("", ""),
    ],
)
def test_a_line_may_end_between_words(name: str, expected: str) -> None:
    assert str(render_brand(name)) == expected
