"""What fixed values mean: every one that a standard allows has English, and readings that can be read."""

from __future__ import annotations

from catalog.notation.ruby import kanji_without_reading, loose_marks, odd_reading
from catalog.standards.standard_datasets import read_standard_datasets
from catalog.standards.standard_values import standard_value_labels

COLUMNS = [column for standard in read_standard_datasets() for column in standard.columns]


def test_every_value_that_a_standard_allows_has_english() -> None:
    for column in COLUMNS:
        labels = standard_value_labels(column)
        assert {value for value in column.choices if value} <= set(labels), column.heading
        assert all(label.en and label.en.isascii() for label in labels.values()), column.heading


def test_readings_can_be_read() -> None:
    easy = {label.easy for column in COLUMNS for label in standard_value_labels(column).values() if label.easy}
    assert len(easy) > 20
    for text in easy:
        assert loose_marks(text) == odd_reading(text) == "" and kanji_without_reading(text) == [], text


def test_a_column_without_fixed_values_has_none() -> None:
    named = next(column for column in COLUMNS if column.heading == "名称")
    assert standard_value_labels(named) == {}
