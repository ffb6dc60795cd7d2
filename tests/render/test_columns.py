"""Columns in words, bounded."""

from __future__ import annotations

from catalog.model.dataset import Field
from catalog.model.text import LocalizedText
from catalog.render.columns import COLUMN_LIMIT, FIRST_COLUMNS, columns_view
from tests.render.samples import resource

FIELDS = [Field(f"c{number}", LocalizedText(f"c{number}"), None, "string", "default", {}) for number in range(2_000)]


def test_beyond_the_limit_a_sentence_says_how_many_columns_there_are() -> None:
    wide = resource(fields=FIELDS, rows=(), has_layer=False)
    view = columns_view(wide, "en")
    assert view is not None and view.more is not None
    assert len(view.columns) == COLUMN_LIMIT
    assert (len(view.first), len(view.first + view.others)) == (FIRST_COLUMNS, COLUMN_LIMIT)
    assert view.others_words == f"The other {COLUMN_LIMIT - FIRST_COLUMNS} columns"
    assert "1,800" in view.more
    few = columns_view(resource(fields=FIELDS[:3], rows=(), has_layer=False), "en")
    assert few is not None and few.more is None
