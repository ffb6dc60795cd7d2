"""CP932 holds every character or isn't written: what comes back is what was there, and what would be lost is named."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.model.described import LISTED_CHARACTERS, LISTED_ROWS
from catalog.publish.tables.columns import Columns, table_columns
from catalog.publish.tables.cp932 import TURNED_INTO_OTHERS, cp932_pieces, find_lost_characters, is_lost
from tests.publish.cells import CELLS
from tests.publish.factory import make_field, make_schema, make_table

JAPANESE = st.text(st.sampled_from("施設①㈱髙﨑ー～－―∥￢￠ｱｶﾞ、。ABC012 \n\",'\\~〜−𠮷😀é€"), max_size=6)


def columns_of(rows: list[list[str]]) -> Columns:
    fields = [make_field(f"列{index}") for index in range(len(rows[0]))]
    return table_columns(make_table([field.name for field in fields], rows), make_schema(*fields))


def test_the_characters_that_the_codec_turns_into_others_are_known() -> None:
    turned = []
    for code in (*range(0xD800), *range(0xE000, 0x110000)):
        try:
            encoded = chr(code).encode("cp932")
        except UnicodeEncodeError:
            continue
        if encoded.decode("cp932") != chr(code):
            turned.append(chr(code))
    assert "".join(turned) == TURNED_INTO_OTHERS


@given(st.lists(st.lists(st.one_of(CELLS, JAPANESE), min_size=2, max_size=2), min_size=1, max_size=6))
def test_a_file_that_is_written_comes_back_as_it_was_and_else_the_lost_are_named(rows: list[list[str]]) -> None:
    columns = columns_of(rows)
    lost = find_lost_characters(columns)
    text = "".join(cell for row in rows for cell in row)
    expected = {character for character in text if is_lost(character)}
    if lost is None:
        content = b"".join(cp932_pieces(columns)).decode("cp932")
        assert list(csv.reader(io.StringIO(content, newline=""), strict=True)) == [list(columns.names), *rows]
        assert expected == set()
    else:
        assert lost.character_count == len(expected)
        assert {each.character: each.count for each in lost.characters} == {
            character: text.count(character) for character in expected
        }


def test_lines_end_as_windows_has_them_and_cells_stay_as_they_are() -> None:
    columns = columns_of([["①㈱髙﨑", "a\nb"], ["-5", "=1+1"]])
    assert b"".join(cp932_pieces(columns)).decode("cp932") == '列0,列1\r\n①㈱髙﨑,"a\nb"\r\n-5,=1+1\r\n'


@pytest.mark.parametrize("character", [*TURNED_INTO_OTHERS, "é", "𠮷", "😀", "\ufeff", "\xa0", "¥"])
def test_look_alikes_do_not_stand_in_for_what_is_missing(character: str) -> None:
    lost = find_lost_characters(columns_of([[f"甲{character}乙"]]))
    assert lost is not None
    assert (lost.role, lost.reason) == ("cp932-csv", "characters")
    assert [(each.character, each.count, each.rows) for each in lost.characters] == [(character, 1, (2,))]


def test_rows_are_those_that_excel_shows_and_the_heading_is_one() -> None:
    fields = (make_field("名〜称"), make_field("b"))
    table = make_table(["名〜称", "b"], [("x", "y"), ("〜〜", "〜"), ("é", "z"), ("〜", "")])
    lost = find_lost_characters(table_columns(table, make_schema(*fields)))
    assert lost is not None
    assert [(each.character, each.count, each.rows, each.row_count) for each in lost.characters] == [
        ("〜", 5, (1, 3, 5), 3),
        ("é", 1, (4,), 1),
    ]


def test_rows_and_characters_that_are_listed_are_few() -> None:
    rows = [[f"{'〜' if number % 2 else 'x'}"] for number in range(25_000)]
    rows[7] = ["".join(chr(0x1F600 + number) for number in range(60))]
    lost = find_lost_characters(columns_of(rows))
    assert lost is not None
    wave = lost.characters[0]
    assert (wave.character, wave.count, wave.row_count) == ("〜", 12_499, 12_499)
    assert wave.rows == (3, 5, 7, *range(11, 11 + 2 * (LISTED_ROWS - 3), 2))
    assert len(lost.characters) == LISTED_CHARACTERS
    assert lost.character_count == 61
