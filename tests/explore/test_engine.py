"""What the explorer answers: filters, order, pages, counts and CSV, over tables as they are published."""

from __future__ import annotations

import csv
import io
import random
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.publish.tables.columns import table_columns
from catalog.publish.tables.csv import csv_rounds, excel_csv_pieces
from catalog.standards.search_words import read_search_words
from tests.explore.asking import ask, ask_all, write_parquet
from tests.publish.cells import CELLS
from tests.publish.factory import make_field, make_schema, make_table

FIELDS = (
    ("名称", "string"),
    ("種別", "string"),
    ("人口", "integer"),
    ("割合", "number"),
    ("日付", "date"),
    ("時点", "datetime"),
    ("開始", "time"),
    ("公開", "boolean"),
    ("細かい数", "number"),
)
LONG = "0.12345678901234567890"
LARGE = "1234567890123456.75"
ROWS = [
    ("ＡＥＤ設置施設", "施設", "1200", "0.5", "2024-04-01", "2024-04-01T09:30:00", "09:30:00", "true", LONG),
    ("さくら公園", "公園", "", "-1.25", "1969-12-31", "1969-12-31T23:59:59.5", "23:59:59.000001", "false", LARGE),
    ("サクラ通り", "道", "30", "", "", "", "", "", ""),
    ("=HYPERLINK(1)", "", "-5", "100", "2025-01-31", "2025-01-31T00:00:00", "00:00:00", "true", "-7"),
    ('ア"イ,ウ\nエ', "公園", "9007199254740993", "1e-7", "2024-02-29", "", "", "", ""),
]  # fmt: skip


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A small table with every kind of column."""
    schema = make_schema(*(make_field(name, kind) for name, kind in FIELDS))
    table = make_table([name for name, _ in FIELDS], ROWS)
    return str(write_parquet(tmp_path_factory.mktemp("explore") / "places.parquet", table, schema))


def names_of(answer: dict[str, Any]) -> list[str]:
    return [str(name) for name in answer["cells"][0]]


def found(file: str, **view: Any) -> list[str]:
    """Return the first column of what a view shows."""
    return names_of(ask(file=file, views=[view])["views"][0])


def test_a_saved_table_is_the_published_one(places: str) -> None:
    schema = make_schema(*(make_field(name, kind) for name, kind in FIELDS))
    columns = table_columns(make_table([name for name, _ in FIELDS], ROWS), schema)
    published = b"".join(first for first, *_ in csv_rounds(columns)).decode()
    saved = ask(file=places, csv={"isForExcel": False})["csv"]
    # A number is the same number: decimals that say nothing are left out.
    assert saved == published.replace(LONG, LONG[:-1])
    for_excel = b"".join(excel_csv_pieces(columns)).decode()
    saved = ask(file=places, csv={"isForExcel": True})["csv"]
    assert saved == for_excel.replace(LONG, LONG[:-1])


def test_kinds_of_columns(places: str) -> None:
    kinds = [column["kind"] for column in ask(file=places)["columns"]]
    assert kinds == ["text", "text", "decimal", "number", "date", "datetime", "time", "boolean", "decimal"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ([{"name": "名称", "has": "aed"}], [0]),
        ([{"name": "名称", "has": "ｻｸﾗ"}], [1, 2]),
        ([{"name": "名称", "has": "="}], [3]),
        ([{"name": "種別", "is": ["公園"]}], [1, 4]),
        ([{"name": "種別", "is": ["公園", ""]}], [1, 3, 4]),
        ([{"name": "人口", "from": "１，０００"}], [0, 4]),
        ([{"name": "人口", "to": "30"}], [2, 3]),
        ([{"name": "人口", "is": [""]}], [1]),
        ([{"name": "割合", "from": "-2", "to": "0.5"}], [0, 1, 4]),
        ([{"name": "日付", "from": "1969-12-31", "to": "2024-03-31"}], [1, 4]),
        ([{"name": "時点", "to": "2024-04-01"}], [0, 1]),
        ([{"name": "開始", "from": "09:00", "to": "23:59"}], [0, 1]),
        ([{"name": "公開", "is": ["true"]}], [0, 3]),
        ([{"name": "人口", "from": "たくさん"}], [0, 1, 2, 3, 4]),
        ([{"name": "名称", "has": "公園"}, {"name": "種別", "is": ["道"]}], []),
    ],
)
def test_filters(places: str, filters: list[dict[str, Any]], expected: list[int]) -> None:
    assert found(places, filters=filters) == [ROWS[row][0] for row in expected]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("さくら", [1, 2]),
        ("サクラ　公園", [1]),
        ("1200", [0]),
        ("2024-04", [0]),
        ("-1.25", [1]),
        ("　", [0, 1, 2, 3, 4]),
        ("どこにもない", []),
    ],
)
def test_a_search_looks_into_every_column(places: str, query: str, expected: list[int]) -> None:
    assert found(places, query=query) == [ROWS[row][0] for row in expected]


def test_forms_of_kanji_are_one_as_in_the_search_of_datasets(tmp_path: Path) -> None:
    names = ["髙橋󠄀医院", "高橋薬局", "宮﨑", "宮崎", "斎藤", "齋藤", "渡邉", "鈴木"]
    schema = make_schema(make_field("名称", "string"))
    file = str(write_parquet(tmp_path / "names.parquet", make_table(["名称"], [(each,) for each in names]), schema))
    kanji = dict(read_search_words().kanji)
    wanted = ["髙橋医", "高橋", "宮﨑", "齋", "渡辺"]
    filters = [{"filters": [{"name": "名称", "has": each}]} for each in wanted]
    answer = ask(file=file, kanji=kanji, views=[*({"query": each} for each in wanted), *filters])["views"]
    found = [names_of(each) for each in answer]
    assert found[: len(wanted)] == found[len(wanted) :]
    assert found[: len(wanted)] == [names[:1], names[:2], names[2:4], names[4:6], names[6:7]]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("人口", [3, 2, 0, 4, 1]), ("割合", [1, 4, 0, 3, 2]), ("日付", [1, 4, 0, 3, 2]), ("開始", [3, 0, 1, 2, 4])],
)
def test_what_is_missing_comes_last_in_either_order(places: str, name: str, expected: list[int]) -> None:
    ascending = found(places, sort={"name": name, "isDescending": False})
    descending = found(places, sort={"name": name, "isDescending": True})
    missing = sum(not row[[field for field, _ in FIELDS].index(name)] for row in ROWS)
    present = expected[: len(ROWS) - missing]
    assert ascending == [ROWS[row][0] for row in expected]
    assert descending == [ROWS[row][0] for row in [*reversed(present), *expected[len(present) :]]]


def test_counts_of_values_leave_out_the_filter_of_their_own_column(places: str) -> None:
    filters = [{"name": "種別", "is": ["道"]}, {"name": "公開", "is": ["true", "false"]}]
    facet, searched, numbers = ask(
        file=places,
        facets=[
            {"name": "種別", "filters": filters},
            {"name": "名称", "search": "ｻｸﾗ"},
            {"name": "割合"},
        ],
    )["facets"]
    assert facet["values"] == [{"value": "公園", "count": 1}, {"value": "施設", "count": 1}]
    assert facet["missing"] == 1
    assert [each["value"] for each in searched["values"]] == ["さくら公園", "サクラ通り"]
    assert (numbers["least"], numbers["most"], numbers["missing"]) == (-1.25, 100, 1)


def test_pages(tmp_path: Path) -> None:
    schema = make_schema(make_field("番号", "string"))
    table = make_table(["番号"], [(f"{number:03}",) for number in range(120)])
    file = str(write_parquet(tmp_path / "many.parquet", table, schema))
    views = [{"page": 3}, {"page": 99, "size": 20}, {"page": 2, "query": "11"}]
    last, beyond, searched = ask(file=file, views=views)["views"]
    assert (last["first"], last["page"], last["pages"], names_of(last)[0], len(names_of(last))) == (
        100,
        3,
        3,
        "100",
        20,
    )
    assert (beyond["page"], names_of(beyond)[-1]) == (6, "119")
    assert (searched["count"], searched["page"]) == (11, 1)  # 011, 110 … 119


def test_a_table_without_rows_and_one_without_values(tmp_path: Path) -> None:
    schema = make_schema(make_field("番号", "string"), make_field("数", "integer"))
    empty = str(write_parquet(tmp_path / "empty.parquet", make_table(["番号", "数"], []), schema))
    blank = str(write_parquet(tmp_path / "blank.parquet", make_table(["番号", "数"], [("", "")]), schema))
    view = {"query": "1", "filters": [{"name": "数", "from": "1"}], "sort": {"name": "番号", "isDescending": True}}
    for answer in ask_all([{"file": file, "views": [{}, view], "csv": {}} for file in (empty, blank)]):
        assert answer["views"][1]["count"] == 0
        assert answer["csv"].startswith("番号,数\n")


def test_many_row_groups_are_read_where_they_are_needed(tmp_path: Path) -> None:
    schema = make_schema(make_field("番号", "string"), make_field("数", "integer"))
    count = 250_001  # three groups of rows
    table = make_table(["番号", "数"], [(f"N{number % 1000}", str(count - number)) for number in range(count)])
    file = str(write_parquet(tmp_path / "large.parquet", table, schema))
    views = [
        {"page": 5001},
        {"sort": {"name": "数", "isDescending": False}},
        {"filters": [{"name": "番号", "is": ["N7"]}], "sort": {"name": "数", "isDescending": True}, "page": 6},
    ]
    last, smallest, few = ask(file=file, views=views)["views"]
    assert last["cells"] == [["N0"], [1]]
    assert smallest["cells"][1][:3] == [1, 2, 3]
    assert (few["count"], few["page"], few["pages"], few["first"]) == (250, 5, 5, 200)
    assert few["cells"][1][-1] == count - 249_007


@pytest.mark.parametrize("is_descending", [False, True])
def test_rows_are_put_in_order_as_python_would(is_descending: bool) -> None:
    chance = random.Random(3)
    special = [0.0, -0.0, 1e300, -1e300, 1e-300, -1e-300, None, 5, 5, 5, -5]
    keys = special + [chance.choice([None, chance.uniform(-1e6, 1e6), chance.randrange(-9, 9)]) for _ in range(3000)]
    rows = [row for row in range(len(keys)) if row % 3]
    sign = -1 if is_descending else 1
    # Equal ones stay as they stood, in either order.
    expected = sorted((row for row in rows if keys[row] is not None), key=lambda row: sign * (keys[row] + 0.0))
    expected += [row for row in rows if keys[row] is None]
    assert ask(sort={"keys": keys, "rows": rows, "isDescending": is_descending})["sorted"] == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", ""),
        ("?table=a&q=x+y&sort=%E6%95%B0&page=2&rows=100", "?table=a&q=x+y&sort=数&page=2&rows=100"),
        ("?table=a&desc=n&has.n=t&from.m=1&to.m=2", "?table=a&has.n=t&from.m=1&to.m=2&desc=n"),
        ("?is.k=a&is.k=&is.k=a", "?is.k=a&is.k="),
        ("?table=a&col=b&col=c&col=b&part=3", "?table=a&col=b&col=c&part=3"),
        ("?table=a&page=0&rows=7&part=-1&has.=x&has.n=&constructor=1", "?table=a"),
        ("?table=a&has.a.b%26c=%3Cscript%3E", "?table=a&has.a.b%26c=%3Cscript%3E"),
    ],
)  # fmt: skip
def test_addresses(address: str, expected: str) -> None:
    again, same = ask(addresses=[address, expected])["addresses"]
    assert parse_qsl(again[1:], keep_blank_values=True) == parse_qsl(expected[1:], keep_blank_values=True)
    assert same == again


def test_what_is_written_can_be_read_by_a_csv_reader(places: str) -> None:
    text = ask(file=places, csv={"view": {"columns": ["名称"]}, "headings": ["名称"]})["csv"]
    assert [row[0] for row in csv.reader(io.StringIO(text))] == ["名称", *(row[0] for row in ROWS)]


@settings(max_examples=6)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=60))
def test_any_text_is_saved_as_it_was_published(rows: list[tuple[str, str]]) -> None:
    schema = make_schema(make_field("名前", "string"), make_field("備考", "string"))
    table = make_table(["名前", "備考"], rows)
    columns = table_columns(table, schema)
    with tempfile.TemporaryDirectory() as folder:
        file = str(write_parquet(Path(folder) / "any.parquet", table, schema))
        plain, for_excel = ask_all([{"file": file, "csv": {"isForExcel": each}} for each in (False, True)])
    assert plain["csv"].encode() == b"".join(first for first, *_ in csv_rounds(columns))
    assert for_excel["csv"].encode() == b"".join(excel_csv_pieces(columns))
