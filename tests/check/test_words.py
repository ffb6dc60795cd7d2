from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from catalog.check.words import nearest

WORDS = ["title", "title@en", "themes", "keywords"]


def test_the_closest_word_comes_first() -> None:
    assert nearest("titel", WORDS) == "title, title@en"


def test_width_and_case_make_no_difference() -> None:
    assert nearest("ＴＨＥＭＥＳ", WORDS) == "themes"


def test_where_nothing_is_close_all_are_named() -> None:
    assert nearest("分野", WORDS) == "title, title@en, themes, keywords"


def test_a_meaning_leads_to_its_word() -> None:
    assert nearest("分野", WORDS, {"分野": "themes"}) == "themes"


@given(st.text())
def test_there_is_always_a_candidate(word: str) -> None:
    assert nearest(word, WORDS)
