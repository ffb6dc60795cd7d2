from __future__ import annotations

import re

import polars as pl
import pytest

from catalog.notation import characters


@pytest.mark.parametrize("character", "①㈱Ⅲ㎡髙﨑℡〝")
def test_characters_that_depend_on_the_platform(character: str) -> None:
    assert character in characters.platform_dependent_characters()


@pytest.mark.parametrize("character", "高崎≒∵〜−A１ｱ𠮷")
def test_characters_that_every_platform_has_or_none(character: str) -> None:
    assert character not in characters.platform_dependent_characters()


@pytest.mark.parametrize(
    ("pattern", "met", "not_met"),
    [
        (characters.PRIVATE_USE, "\ue000\uf8ff\U000f0000\U0010fffd", "あ\ud7ff豈"),
        (characters.HALF_WIDTH_KANA, "ｱﾝﾞ｡", "ア。Ａ"),
        (characters.CONTROLS, "\x00\x0b\x1f\x7f\x85\x9f", "\t\n\r \xa0あ"),
        (characters.FULL_WIDTH_ASCII, "Ａ１！～", "A1あ　"),
        (characters.VARIATION_SELECTORS, "\ufe0f\U000e0100", "葛"),
        (characters.BEYOND_BASIC_PLANE, "𠮷😀", "吉"),
        (characters.platform_dependent_pattern(), "①髙", "高"),
    ],
)
def test_patterns_mean_the_same_to_both_engines(pattern: str, met: str, not_met: str) -> None:
    cells = [*met, *not_met]
    expected = [True] * len(met) + [False] * len(not_met)
    assert [re.search(pattern, cell) is not None for cell in cells] == expected
    assert pl.Series(cells).str.contains(pattern).to_list() == expected
