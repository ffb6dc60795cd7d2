"""Readings over kanji: what is taken apart can be put together again, and nothing is lost on the way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.notation.ruby import (
    RubyPart,
    kanji_without_reading,
    loose_marks,
    odd_reading,
    parse_ruby,
    read_aloud,
    without_ruby,
)

TEXTS = st.text(alphabet="漢字々かなカナー10a <&《》｜\n", max_size=60)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("避難所《ひなんじょ》", [("避難所", "ひなんじょ")]),
        ("市の 建物《たてもの》です", [("市の ", ""), ("建物", "たてもの"), ("です", "")]),
        ("｜10人《じゅうにん》", [("10人", "じゅうにん")]),
        ("｜Wi-Fi《ワイファイ》の 所《ところ》", [("Wi-Fi", "ワイファイ"), ("の ", ""), ("所", "ところ")]),
        ("時々《ときどき》", [("時々", "ときどき")]),
        ("《よみ》だけ", [("《よみ》だけ", "")]),
        ("漢字《", [("漢字《", "")]),
        ("", []),
    ],
)
def test_a_reading_stands_over_the_kanji_before_it_or_all_from_the_bar(text: str, parts: list[tuple[str, str]]) -> None:
    assert [(part.text, part.reading) for part in parse_ruby(text)] == parts


@given(TEXTS)
def test_putting_the_parts_together_again_gives_the_text(text: str) -> None:
    written = "".join(f"{part.text}《{part.reading}》" if part.reading else part.text for part in parse_ruby(text))
    assert written.replace("｜", "") == text.replace("｜", "")


@given(
    st.lists(st.tuples(st.sampled_from(["漢字", "所", "々"]), st.sampled_from(["かんじ", "ところ", ""])), max_size=5)
)
def test_readings_are_taken_off_or_put_in_the_place_of_kanji(pairs: list[tuple[str, str]]) -> None:
    text = " ".join(f"{base}《{reading}》" if reading else base for base, reading in pairs)
    assert without_ruby(text) == " ".join(base for base, _ in pairs)
    assert read_aloud(text) == " ".join(reading or base for base, reading in pairs)
    assert loose_marks(text) == odd_reading(text) == ""
    assert kanji_without_reading(text) == list(dict.fromkeys(base for base, reading in pairs if not reading))


@given(TEXTS)
def test_every_mark_belongs_to_a_reading_or_is_reported(text: str) -> None:
    left = "".join(part.text for part in parse_ruby(text) if not part.reading)
    assert bool(loose_marks(text)) == any(mark in left for mark in "｜《》")


def test_a_reading_without_end_is_quick() -> None:
    text = "漢" * 20_000 + "《" + "か" * 20_000
    assert list(parse_ruby(text)) == [RubyPart(text)]


def test_a_reading_that_is_no_kana_is_named() -> None:
    assert odd_reading("市《し》の 建物《たて物》") == "たて物"
    assert odd_reading("｜AED《エーイーディー》") == ""
