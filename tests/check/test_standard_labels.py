"""The columns of a dataset that follows a standard know what their values mean, and hold no value to it."""

from __future__ import annotations

import pytest

from catalog.model.dataset import Field
from catalog.render.value_labels import has_meanings, label_texts, render_labelled, short_labels, values_view
from tests.check.test_dataset import parse

FIELDS = """\
    schema:
      fields:
        - {name: 名称, type: string}
        - {name: 車椅子使用者用トイレ有無, type: string%s}
"""


def column(claim: str = "conformsTo: public-toilet\n", more: str = "") -> Field:
    dataset, _ = parse(TEXT.format(claim=claim) + FIELDS % more)
    assert dataset is not None and dataset.resources[0].schema is not None
    return dataset.resources[0].schema.fields[1]


TEXT = """\
name: facilities
title: トイレ
description: 試験のための架空のデータです。
licenses: [{{name: CC0-1.0}}]
themes: [administration]
{claim}resources:
  - name: list
    path: list.csv
"""


def test_values_have_the_labels_of_the_standard() -> None:
    field = column()
    yes = field.label_of("有")
    assert yes is not None and (yes.ja, yes.en, yes.easy) == ("有", "Yes", "あります")
    assert "<bdi>Yes</bdi></span>" in render_labelled("有", short_labels(field)["有"], "en")
    assert render_labelled("有", short_labels(field)["有"], "ja") == "有"
    assert {"Yes", "No"} <= set(label_texts([field], "en"))


def test_they_hold_no_value_to_them() -> None:
    """Whether values are those of the standard is for the check of standards to say, not for the schema."""
    field = column()
    assert field.choices is None and field.categories == () and "categories" not in field.descriptor


def test_what_the_descriptor_says_goes_first() -> None:
    field = column(more=", categories: [{value: 有, label: あり, label@en: Available}, 無]")
    assert {value: label.en for value, label in field.labels.items()} == {"有": "Available", "無": "No"}


@pytest.mark.parametrize("claim", ["", "conformsTo: event\n", "conformsTo: no-such-standard\n"])
def test_without_the_standard_there_are_none(claim: str) -> None:
    assert column(claim).labels == {}


def test_the_list_of_values_is_for_those_who_learn_from_it() -> None:
    field = column()
    assert has_meanings(field, "en") and has_meanings(field, "ja")
    english, japanese = values_view(field, None, "en"), values_view(field, None, "ja")
    assert english is not None and not english.is_easy and len(english.values) == 2
    assert japanese is not None and japanese.is_easy
