"""The vocabulary of the search."""

from __future__ import annotations

import re

from catalog.render.search.folding import fold
from catalog.standards.search_words import read_search_words, standard_titles

WORDS = read_search_words()


def test_readings_are_kana() -> None:
    readings = [entry.partition("|")[2] for group in WORDS.groups for entry in group if "|" in entry]
    assert len(readings) > 100
    assert [reading for reading in readings if not re.fullmatch("[ぁ-ゖー]+", reading)] == []


def test_words_of_a_group_differ() -> None:
    folded = [[fold(entry.partition("|")[0]) for entry in group] for group in WORDS.groups]
    assert [group for group in folded if len(group) != len(set(group)) or "" in group] == []


def test_a_word_is_in_one_group() -> None:
    folded = [fold(entry.partition("|")[0]) for group in WORDS.groups for entry in group]
    assert sorted({word for word in folded if folded.count(word) > 1}) == []


def test_a_word_has_another_wider_one() -> None:
    assert [wide for wide, narrower in WORDS.wider.items() if wide in narrower or not narrower] == []


def test_forms_of_kanji_are_single_characters_and_lead_to_the_end() -> None:
    assert [pair for pair in WORDS.kanji.items() if [*map(len, pair)] != [1, 1]] == []
    assert set(WORDS.kanji) & set(WORDS.kanji.values()) == set()


def test_every_standard_dataset_has_its_titles_in_both_languages() -> None:
    assert len(standard_titles()) == 19
    assert [id for id, titles in standard_titles().items() if not all(titles)] == []
