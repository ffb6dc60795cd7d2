"""Cells as people read them: nothing but what a file has, in the page's language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from catalog.model.dataset import Field
from catalog.model.text import Lang, LocalizedText
from catalog.render.cells import CELL_LIMIT, render_cell


def shown(value: str, kind: str = "string", lang: Lang = "ja", format: str = "default") -> str:
    return str(render_cell(value, Field("列", LocalizedText("列"), None, kind, format, {}), lang))


@pytest.mark.parametrize(
    ("kind", "value", "japanese", "english"),
    [
        ("integer", "12345", "12,345", "12,345"),
        ("integer", "-1234", "-1234", "-1234"),
        ("number", "1.50", "1.50", "1.50"),
        ("number", "-1234567.10", "-1,234,567.10", "-1,234,567.10"),
        ("year", "2024", '2024<span class="mc-era">（令和6年）</span>', "2024"),
        ("year", "2019", '2019<span class="mc-era">（令和元年）</span>', "2019"),
        ("boolean", "true", "<span>はい</span>", '<span lang="en">Yes</span>'),
        ("string", "12345", "12345", "12345"),
    ],
)  # fmt: skip
def test_values_by_their_types(kind: str, value: str, japanese: str, english: str) -> None:
    assert (shown(value, kind), shown(value, kind, "en")) == (japanese, english)


@pytest.mark.parametrize(
    ("value", "japanese", "english"),
    [
        ("1872-01-01", "1872年1月1日", "1 January 1872"),
        ("2019-04-30", "2019年4月30日（平成31年）", "30 April 2019"),
        ("2019-05-01T09:30:00", "2019年5月1日（令和元年） 09:30", "1 May 2019 09:30"),
        ("2019-05-01T09:30:15.5", "2019年5月1日（令和元年） 09:30:15", "1 May 2019 09:30:15"),
    ],
)
def test_days_are_for_people_and_for_programs(value: str, japanese: str, english: str) -> None:
    kind = "datetime" if "T" in value else "date"
    assert Markup(shown(value, kind)).striptags() == japanese
    assert shown(value, kind).startswith(f'<time datetime="{value}">')
    assert shown(value, kind, "en") == f'<time datetime="{value}" lang="en">{english}</time>'


@pytest.mark.parametrize("kind", ["integer", "number", "date", "datetime", "year", "boolean", "any"])
@pytest.mark.parametrize(
    "value", ["<b>", "007", "令和6年", "2024-13-01", "2024-02-31T25:00:00", "1e5", "１２３４５", "True"]
)
def test_what_is_not_written_as_its_type_says_comes_as_it_is(kind: str, value: str) -> None:
    assert shown(value, kind) == str(Markup.escape(value))


def test_long_texts_are_cut_and_addresses_are_links() -> None:
    assert len(shown("あ" * 1000)) == CELL_LIMIT + 1
    assert shown("https://city.example/?a=<b>", format="uri").startswith(
        '<a href="https://city.example/?a=&lt;b&gt;" rel='
    )
    assert shown("javascript:alert(1)", format="uri") == "javascript:alert(1)"
    assert render_cell("<", None, "en") == "&lt;"


@given(
    st.text("<>&\"'a 1-:T\n", max_size=30), st.sampled_from(["string", "number", "date", "datetime", "year", "boolean"])
)
def test_no_cell_is_markup(value: str, kind: str) -> None:
    assert Markup(shown(value, kind)).unescape() in (value, "")
