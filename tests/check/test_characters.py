"""Characters that were lost or damaged, and how files are written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalog.check.characters import check_characters, check_text_format, find_garbled
from catalog.model.records import TextFormat
from tests.check.examining import PATH, found_in_column, make_examined, make_resource

TEXTS = ["岡山市役所", "トイレの一覧", "東京都千代田区霞が関１－２－３", "指定緊急避難場所（洪水）"]


@pytest.mark.parametrize("text", TEXTS)
def test_utf_8_that_was_read_as_latin_1_is_found(text: str) -> None:
    assert find_garbled(text.encode().decode("latin-1")) == text


@pytest.mark.parametrize("text", TEXTS)
def test_cp932_that_was_read_as_latin_1_is_found(text: str) -> None:
    assert find_garbled(text.encode("cp932").decode("latin-1")) == text


@pytest.mark.parametrize("text", TEXTS)
def test_utf_8_that_was_read_as_cp932_is_found_though_bytes_were_lost(text: str) -> None:
    assert find_garbled(text.encode().decode("cp932", errors="replace")) is not None


@pytest.mark.parametrize(
    "text",
    [
        *TEXTS,
        "",
        "縺れ",
        "蟯の島",
        "蜷蟶",
        "繧繝彩色",
        "豌水譁髪",
        "“Hello” and “you”",
        "it’s John’s",
        "Café São Paulo — ‘Été’",
        "Ærøskøbing",
        "ｱｲｳｴｵ",
        "ã",
        "١٢٣",
        "😀😀",
        "Привет",
        "ÀÉÎÕÜ",
    ],
)
def test_text_as_it_should_be_is_left_alone(text: str) -> None:
    assert find_garbled(text) is None


def test_garbled_cells_are_told_with_what_was_meant() -> None:
    garbled = "岡山市役所".encode().decode("latin-1")
    (finding,) = check_characters(make_examined(["名称"], [["本庁舎"], [garbled]]))
    assert (finding.code, finding.location.cell) == ("garbled-text", "A3")
    assert (finding.params["expected"], finding.params["count"]) == ("岡山市役所", "1")


def test_a_garbled_column_is_told_once() -> None:
    cells = ["本庁舎", *(text.encode().decode("latin-1") for text in TEXTS)]
    label = "施設名称".encode().decode("latin-1")
    (finding,) = check_characters(make_examined([label], [[cell] for cell in cells]))
    assert (finding.location.field is not None, finding.params["count"]) == (True, "5")


def test_a_garbled_heading_is_told() -> None:
    label = "施設名称".encode().decode("latin-1")
    assert [finding.code for finding in check_characters(make_examined([label], [["x"]]))] == ["garbled-text"]


def test_characters_that_could_not_be_read() -> None:
    assert found_in_column(check_characters, "名称", ["岡\ufffd市", "本庁舎"]) == [("replacement-character", "A2")]


def test_question_marks_among_japanese() -> None:
    assert found_in_column(check_characters, "氏名", ["山田", "????", "佐藤"]) == [("question-marks", "A3")]
    assert found_in_column(check_characters, "名称", ["本庁舎", "?", "なに???"]) == []
    assert found_in_column(check_characters, "code", ["A1", "????", "B2"]) == []


def test_control_characters_and_half_width_kana_are_told_once_a_column() -> None:
    assert found_in_column(check_characters, "名称", ["a", "b\x0bc", "d\x0be"]) == [("control-character", "A3")]
    assert found_in_column(check_characters, "名称", ["トイレ", "ﾄｲﾚ", "ﾄｲﾚ"]) == [("half-width-kana", "A3")]
    assert found_in_column(check_characters, "階", ["1･2階", "日曜､祝日｡"]) == []
    assert found_in_column(check_characters, "名称_カナ", ["ﾄｲﾚ"]) == []  # The check of readings tells it.
    assert found_in_column(check_characters, "備考", ["1行目\n2行目\t終わり"]) == []


def test_characters_as_web_pages_write_them() -> None:
    cells = ["本庁舎", "&#39641;橋記念館", "<p>A&amp;B</p>", "R&D", "Q&A;"]
    (finding,) = check_characters(make_examined(["名称"], [[cell] for cell in cells]))
    assert (finding.code, finding.location.cell) == ("character-reference", "A3")
    assert finding.params == {"value": "&#39641;橋記念館", "expected": "髙橋記念館", "count": "1"}


def test_personal_values_are_not_quoted() -> None:
    garbled = "山田花子 090-1234-5678".encode().decode("latin-1")
    (finding,) = check_characters(make_examined(["電話番号"], [[garbled]]))
    assert "090" not in str(finding.params)


def test_how_files_are_written() -> None:
    resource = make_resource()

    def codes(encoding: str, newline: str | None = "lf", declared: str | None = None) -> list[str]:
        text_format = TextFormat(encoding, newline, ",")  # type: ignore[arg-type]
        return [f.code for f in check_text_format(text_format, replace(resource, encoding=declared), PATH)]

    assert codes("utf-8") == codes("utf-8-sig") == codes("utf-8-sig", "crlf") == []
    assert codes("utf-8", "mixed") == ["newlines-mixed"]
    assert codes("utf-16") == ["encoding-unusual"]
    assert codes("cp932") == ["encoding-not-declared"]
    assert codes("cp932", declared="cp932") == []
    assert check_text_format(None, resource, PATH) == ()
