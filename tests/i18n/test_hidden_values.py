"""A value that isn't shown since it may be about a person: the message says why it isn't there."""

from __future__ import annotations

import pytest

from catalog.findings import HIDDEN, Finding, Location
from catalog.i18n.finding_words import resolve_message
from catalog.model.text import Lang


@pytest.mark.parametrize(("lang", "words"), [("ja", "表示しない値です"), ("en", "isn't shown")])
def test_a_value_that_is_not_shown_is_said_to_be(lang: Lang, words: str) -> None:
    place = Location("datasets/machi/people/people.csv", row=2, field="年齢", cell="B2")
    assert words in resolve_message(Finding("not-number", place, {"value": HIDDEN}), lang)
    assert words not in resolve_message(Finding("not-number", place, {"value": "約30"}), lang)
