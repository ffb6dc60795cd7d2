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


def test_a_saved_table_is_the_published_one(places: str, tmp_path: Path) -> None:
    schema = make_schema(*(make_field(name, kind) for name, kind in FIELDS))
    columns = table_columns(make_table([name for name, _ in FIELDS], ROWS), schema)
    published = b"".join(first for first, *_ in csv_rounds(columns)).decode()
    file = tmp_path / "published.csv"
    file.write_text(published, "utf-8", newline="")
    answers = ask_all([{"file": places, "csvFile": str(file), "csv": {"isForExcel": each}} for each in (False, True)])
    assert answers[0]["csv"] == published
    assert answers[1]["csv"] == b"".join(excel_csv_pieces(columns)).decode()


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
        ([{"name": "人口", "any": True}], [0, 2, 3, 4]),
        ([{"name": "種別", "any": True}], [0, 1, 2, 4]),
        ([{"name": "割合", "below": "0.5"}], [1, 4]),
        ([{"name": "割合", "is": ["0.5", "100"]}], [0, 3]),
        ([{"name": "日付", "is": ["2024-04-01"]}], [0]),
        ([{"name": "日付", "below": "2024-04-01"}], [1, 4]),
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
    ascending = found(places, sort=[{"name": name, "isDescending": False}])
    descending = found(places, sort=[{"name": name, "isDescending": True}])
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
    summary = {"count": 4, "least": -1.25, "most": 100, "sum": 99.2500001, "median": 0.25000005}
    assert (numbers["numbers"], numbers["missing"]) == (summary, 1)
    assert [each["value"] for each in numbers["values"]] == ["-1.25", "1e-7", "0.5", "100"]


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
    view = {"query": "1", "filters": [{"name": "数", "from": "1"}], "sort": [{"name": "番号", "isDescending": True}]}
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
        {"sort": [{"name": "数", "isDescending": False}]},
        {"filters": [{"name": "番号", "is": ["N7"]}], "sort": [{"name": "数", "isDescending": True}], "page": 6},
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
        ("?table=a&desc=n&sort=m&desc=m&sort=", "?table=a&desc=n&sort=m"),
        ("?table=a&any.k=1&below.n=5&any.=1", "?table=a&any.k=1&below.n=5"),
        ("?table=a&row=3&row.", "?table=a&row=3"),
        ("?table=a&row.番号=07&row=3&row.枝番=", "?table=a&row.番号=07&row.枝番="),
        ("?row=0", ""),
        ("?table=a&has.a.b%26c=%3Cscript%3E", "?table=a&has.a.b%26c=%3Cscript%3E"),
    ],
)  # fmt: skip
def test_addresses(address: str, expected: str) -> None:
    again, same = ask(addresses=[address, expected])["addresses"]
    assert parse_qsl(again[1:], keep_blank_values=True) == parse_qsl(expected[1:], keep_blank_values=True)
    assert same == again


NUMBERS = [
    ("1.50", "1.5", "0.10", "12345678901234567890.10", "09:30:00", "-", "2"),
    ("-0.25", "1.50", "-0.00", "0.20", "09:30:00.50", "x", "3"),
    ("", "2", "1e5", "", "", "", ""),
    ("123456789012.00", "-1", "0.00000001", "-1.00", "", "y", "1.25"),
]


@pytest.mark.parametrize("has_csv", [True, False])
def test_zeros_that_were_published_are_saved_and_shown(tmp_path: Path, has_csv: bool) -> None:
    """Where all have as many decimals, the Parquet file says so; where they differ, the CSV is asked."""
    names = ["揃い", "不揃い", "変則", "大きな数", "時刻", "記号", "普通"]
    kinds = ["number", "number", "number", "number", "time", "string", "number"]
    schema = make_schema(*map(make_field, names, kinds), missing_values=("", "-"))
    columns = table_columns(make_table(names, NUMBERS), schema)
    file = write_parquet(tmp_path / "numbers.parquet", make_table(names, NUMBERS), schema)
    published = tmp_path / "numbers.csv"
    published.write_bytes(b"".join(first for first, *_ in csv_rounds(columns)))
    answer = ask(
        file=str(file),
        csvFile=str(published) if has_csv else None,
        csv={},
        tsv={"view": {"columns": ["揃い"]}, "headings": ["揃い"]},
    )
    if has_csv:
        assert answer["csv"].encode() == published.read_bytes()
    else:
        rows = list(csv.reader(io.StringIO(answer["csv"])))
        assert [row[0] for row in rows[1:]] == [row[0] for row in NUMBERS]
        assert [row[3] for row in rows[1:]] == [row[3] for row in NUMBERS]
    assert answer["tsv"]["text"].splitlines() == ["揃い", *(row[0] for row in NUMBERS)]
    assert [each.get("decimals") for each in answer["columns"]] == [2, None, None, 2, None, None, None]


@settings(max_examples=8)
@given(
    st.lists(
        st.tuples(*[st.from_regex(r"-?(0|[1-9][0-9]{0,9})(\.[0-9]{1,8})?", fullmatch=True) | st.just("")] * 3),
        min_size=1,
    )
)
def test_any_number_is_saved_as_it_was_published(rows: list[tuple[str, str, str]]) -> None:
    schema = make_schema(*(make_field(name, "number") for name in "abc"))
    columns = table_columns(make_table([*"abc"], rows), schema)
    with tempfile.TemporaryDirectory() as folder:
        file = str(write_parquet(Path(folder) / "any.parquet", make_table([*"abc"], rows), schema))
        published = Path(folder) / "any.csv"
        published.write_bytes(b"".join(first for first, *_ in csv_rounds(columns)))
        saved = ask(file=file, csvFile=str(published), csv={})["csv"].encode()
        assert saved == published.read_bytes()


def test_several_columns_put_rows_in_order(places: str) -> None:
    def order(*sort: tuple[str, bool]) -> list[int]:
        asked = [{"name": name, "isDescending": descending} for name, descending in sort]
        names = [row[0] for row in ROWS]
        return [names.index(name) for name in found(places, sort=asked)]

    assert order(("公開", False), ("人口", False)) == [1, 3, 0, 2, 4]
    assert order(("公開", True), ("人口", True)) == [0, 3, 1, 4, 2]


def test_a_row_is_found_by_its_number_and_its_key(places: str) -> None:
    sort = [{"name": "人口", "isDescending": False}]
    answer = ask(
        file=places,
        rows=[{"number": 2, "sort": sort}, {"number": 2, "query": "公園"}, {"number": 99}],
        find=[["名称", "さくら公園"]],
    )
    here, elsewhere, nowhere = answer["rows"]
    assert (here["at"], here["previous"], here["next"], here["count"]) == (1, 3, 0, 5)
    assert here["texts"][:3] == ["サクラ通り", "道", "30"]
    assert (elsewhere["at"], elsewhere["previous"], elsewhere["next"]) == (-1, None, None)
    assert (nowhere, answer["found"]) == (None, 1)
    assert ask(file=places, find=[["名称", "さくら公園"], ["種別", "道"]])["found"] == -1


def test_what_is_left_without_each_condition(places: str) -> None:
    filters = [{"name": "種別", "is": ["道"]}, {"name": "公開", "is": ["true"]}]
    answer = ask(file=places, without={"filters": filters, "query": "通り"})["without"]
    assert answer == [{"name": "種別", "count": 0}, {"name": "公開", "count": 1}, {"name": None, "count": 0}]


def ranges_of(tmp_path: Path, kind: str, cells: list[str]) -> list[tuple[str, str, int]]:
    schema = make_schema(make_field("列", kind))
    file = str(
        write_parquet(tmp_path / f"{len(cells)}.parquet", make_table(["列"], [(each,) for each in cells]), schema)
    )
    facet = ask(file=file, facets=[{"name": "列"}])["facets"][0]
    assert facet["values"] == []
    ranges = facet["ranges"]
    filters = [
        [{"name": "列", **{key: each[key] for key in ("from", "to", "below") if key in each}}] for each in ranges
    ]
    counts = [view["count"] for view in ask(file=file, views=[{"filters": each} for each in filters])["views"]]
    # Each range filters as many rows as it says, and together they are all that have a value.
    assert counts == [each["count"] for each in ranges]
    assert sum(counts) == sum(bool(cell) for cell in cells)
    return [(each["from"], each.get("to") or each["below"], each["count"]) for each in ranges]


def test_numbers_in_ranges(tmp_path: Path) -> None:
    even = ranges_of(tmp_path, "number", [str(number / 10) for number in range(-5, 95)] + [""])
    assert even[0] == ("-1", "0", 5)
    assert even[-1] == ("9", "10", 5)
    steep = ranges_of(tmp_path, "integer", [str(number) for number in range(100)] + ["1000000", "20000"])
    assert steep == [
        ("0", "10", 10),
        ("10", "50", 40),
        ("50", "100", 50),
        ("10000", "50000", 1),
        ("1000000", "5000000", 1),
    ]
    ranges_of(tmp_path, "number", [f"{number * 1e-7:.9f}" for number in range(40)])


def test_days_in_ranges(tmp_path: Path) -> None:
    months = ranges_of(tmp_path, "date", [f"2024-0{1 + number % 3}-{1 + number % 28:02}" for number in range(84)])
    assert months == [
        ("2024-01-01", "2024-01-31", 28),
        ("2024-02-01", "2024-02-29", 28),
        ("2024-03-01", "2024-03-31", 28),
    ]
    years = ranges_of(
        tmp_path, "datetime", [f"{1995 + number % 9}-12-31T23:59:{number % 60:02}" for number in range(90)]
    )
    assert years[0] == ("1995-01-01", "1995-12-31", 10)
    decades = ranges_of(tmp_path, "date", [f"{1869 + number}-04-01" for number in range(150)] + ["0001-01-01", ""])
    assert decades[1:3] == [("1860-01-01", "1869-12-31", 1), ("1870-01-01", "1879-12-31", 10)]
    hours = ranges_of(tmp_path, "time", [f"{number % 24:02}:{number % 60:02}:59" for number in range(120)])
    assert hours[-1] == ("23:00:00", "24:00:00", 5)


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
