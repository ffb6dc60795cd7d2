"""Which tables say what codes mean, and of which column; in doubt of none."""

from __future__ import annotations

import pytest

from catalog.describe.drafts.code_tables import MOST_CODES, CodeTable, parse_code_table, with_labels
from catalog.model.draft import DraftField, DraftLabel
from tests.describe.drawn import table_of

ROWS = [("コード", "名称"), ("1", "小学校"), ("2", "中学校")]
KNOWN = (DraftLabel("1", "小学校"), DraftLabel("2", "中学校"))


def test_a_plain_table_of_codes_is_one() -> None:
    found = parse_code_table("学校種コード", [*ROWS, (None, None)][:3])
    assert found == CodeTable("学校種コード", "コード", KNOWN)
    english = parse_code_table(
        "学校種", [("学校種コード", "学校種名", "英語名"), ("1", "小学校", "Primary"), ("2", "中学校", "")]
    )
    assert english is not None
    assert english.labels == (DraftLabel("1", "小学校", "Primary"), DraftLabel("2", "中学校"))


@pytest.mark.parametrize(
    "rows",
    [
        [("コード", "名称")],
        [("コード", "名称"), ("1", "一つだけ")],
        [("コード", "名称"), ("1", "小学校"), ("1", "中学校")],
        [("コード", "名称"), ("1", "小学校"), ("2", "")],
        [("コード", "名称"), ("1", "小学校"), ("", "中学校")],
        [("住所", "電話"), ("1", "小学校"), ("2", "中学校")],
        [("コード", "名称", "所在地"), ("1", "小学校", "a"), ("2", "中学校", "b")],
        [("職員コード", "氏名"), ("1", "架空一郎"), ("2", "架空二郎")],
        [("コード", "名称"), *((str(number), f"町{number}") for number in range(MOST_CODES + 1))],
    ],
)
def test_what_is_anything_else_is_none(rows: list[tuple[str, ...]]) -> None:
    assert parse_code_table("学校種", rows) is None


def labelled(text: str, name: str = "学校種", heading: str = "コード", **more: str) -> tuple[DraftLabel, ...]:
    table = table_of(text)
    fields = [DraftField(label) for label in table.labels]
    codes = [CodeTable(name, heading, KNOWN), *(CodeTable(each, head, KNOWN) for each, head in more.items())]
    return with_labels(table, fields, codes)[0].labels


@pytest.mark.parametrize("column", ["学校種コード", "学校種", "学校種_コード"])
def test_codes_belong_to_the_column_that_their_table_is_called_after(column: str) -> None:
    assert labelled(f"{column}\n1\n2\n") == KNOWN


def test_codes_belong_to_the_column_of_their_heading() -> None:
    assert labelled("種別\n1\n\n2\n", "Sheet2", "種別") == KNOWN
    assert labelled("種別\n1\n2\n", "種別", "学校の種別") == ()


def test_in_doubt_nothing_is_said() -> None:
    assert labelled("種別\n1\n2\n") == ()  # of another column
    assert labelled("学校種\n1\n3\n") == ()  # a code that isn't explained
    assert labelled("学校種\n\n\n") == ()
    assert labelled("学校種\n1\n2\n", 学校種一覧="コード") == ()  # two tables that could be it


def test_names_in_the_table_itself_are_enough() -> None:
    assert labelled("学校種,学校種名\n1,小学校\n2,中学校\n1,小学校\n") == ()
    assert labelled("学校種,備考\n1,小学校\n2,小学校\n") == KNOWN
    assert labelled("学校種,備考\n1,\n2,\n") == KNOWN
