"""A further language is a further folder: its texts are found, and what it lacks is read in the language behind it."""

from __future__ import annotations

from pathlib import Path

from catalog.i18n import available_langs, further_texts, interface_texts
from catalog.model.text import EASY, LANGS


def test_a_file_that_is_added_is_found_and_needs_no_more_than_it_has(tmp_path: Path) -> None:
    (tmp_path / "ko").mkdir()
    (tmp_path / "ko/interface.yaml").write_text("home: 홈\ndatasets: 데이터 세트\n", "utf-8")
    texts = further_texts("ko", "interface", tmp_path)
    assert (texts["home"], texts["datasets"]) == ("홈", "데이터 세트")
    assert texts.keys() == interface_texts("en").keys()
    assert texts["copy"] == interface_texts("en")["copy"]


def test_a_file_that_is_missing_is_read_in_the_language_behind(tmp_path: Path) -> None:
    assert further_texts("ko", "findings", tmp_path)["kana"]["title"] == "The reading isn't hiragana"
    assert further_texts(EASY, "access", tmp_path)["table"] == "表"


def test_every_folder_is_a_language() -> None:
    assert available_langs()[: len(LANGS)] == LANGS
    assert EASY in available_langs()
