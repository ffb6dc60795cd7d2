"""Columns in words, bounded."""

from __future__ import annotations

from dataclasses import replace

from catalog.model.dataset import Field
from catalog.model.described import Preview
from catalog.model.text import LocalizedText
from catalog.render.columns import COLUMN_LIMIT, columns_view, table_view
from tests.render.samples import resource

FIELDS = [Field(f"c{number}", LocalizedText(f"c{number}"), None, "string", "default", {}) for number in range(2_000)]


def test_beyond_the_limit_a_sentence_says_how_many_columns_there_are() -> None:
    wide = resource(fields=FIELDS, rows=(), has_layer=False)
    view = columns_view(wide, "en")
    assert view is not None and view.more is not None
    assert len(view.columns) == COLUMN_LIMIT
    assert "1,800" in view.more
    few = columns_view(resource(fields=FIELDS[:3], rows=(), has_layer=False), "en")
    assert few is not None and few.more is None


def test_a_caption_says_that_columns_are_left_out() -> None:
    labels = tuple(field.name for field in FIELDS[:50])
    wide = replace(resource(fields=FIELDS, rows=(), has_layer=False), preview=Preview(labels, (labels,)), row_count=1)
    view = table_view(wide, "en")
    assert view is not None
    assert "first 50 of 2,000 columns" in view.caption
