"""What was changed in the published copies, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from markupsafe import Markup

from catalog.i18n import interface_texts
from catalog.model.conversion import Conversion, ConversionKind
from catalog.model.text import LANGS, Lang
from catalog.render.conversions import LINE_LIMIT, ConversionsView, conversion_views
from tests.render.samples import FIELDS, described, resource

NAME = FIELDS[0].name


def view_of(lang: Lang, *conversions: Conversion) -> ConversionsView:
    changed = replace(resource(), conversions=conversions)
    (view,) = conversion_views(replace(described(), resources=(changed,)), lang)
    return view


def test_a_change_names_its_column_its_count_and_an_example() -> None:
    conversion = Conversion(NAME, ConversionKind.ERA_DATE, 1_235, ("R5.4.1", "2023-04-01"))
    (japanese,) = view_of("ja", conversion).lines
    assert (
        Markup(japanese).striptags()
        == f"{FIELDS[0].title.ja}：和暦の日付1,235件を西暦にしました（例 R5.4.1 → 2023-04-01）"
    )
    (english,) = view_of("en", conversion).lines
    assert '1,235 (for example <span lang="ja">R5.4.1</span> → 2023-04-01)' in english


def test_rows_have_no_column_and_what_became_empty_no_arrow() -> None:
    lines = view_of(
        "ja",
        Conversion(NAME, ConversionKind.MISSING, 2, ("<b>", "")),
        Conversion(None, ConversionKind.BLANK_ROW, 3),
    ).lines
    assert lines[0].endswith("「値なし」の印2件を、空欄にしました（例 &lt;b&gt;）")
    assert lines[1] == "何も書かれていない行3行を除きました"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", ConversionKind)
def test_every_kind_of_change_has_its_words(kind: ConversionKind, lang: Lang) -> None:
    (line,) = view_of(lang, Conversion(None, kind, 7)).lines
    assert "7" in line


def test_beyond_the_limit_only_the_number_is_told() -> None:
    view = view_of("en", *[Conversion(NAME, ConversionKind.DATE, 1)] * (LINE_LIMIT + 3))
    assert len(view.lines) == LINE_LIMIT
    assert view.more == interface_texts("en")["changed_more"].format(count="3")


def test_an_unchanged_table_has_nothing_to_tell() -> None:
    assert conversion_views(described(), "ja") == ()
