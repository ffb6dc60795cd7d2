"""What values mean: who looks for 小学校 finds the rows with 01, and the saved table keeps the codes."""

from __future__ import annotations

import pytest

from tests.explore.asking import ask, write_parquet
from tests.publish.factory import make_field, make_schema, make_table

LABELS = {
    "種別": {"01": {"ja": "小学校", "en": "Primary school"}, "02": {"ja": "中学校", "en": "Junior high school"}},
    "段階": {"1": {"ja": "低", "en": "Low"}, "2": {"ja": "高", "en": "High"}},
}
ROWS = [("架空東", "01", "1"), ("架空西", "02", "2"), ("架空南", "01", ""), ("架空北", "constructor", "10")]


@pytest.fixture(scope="module")
def schools(tmp_path_factory: pytest.TempPathFactory) -> str:
    schema = make_schema(make_field("名称"), make_field("種別"), make_field("段階", "integer"))
    return str(
        write_parquet(
            tmp_path_factory.mktemp("labels") / "s.parquet", make_table(["名称", "種別", "段階"], ROWS), schema
        )
    )


def found(file: str, **view: object) -> list[str]:
    return [str(each) for each in ask(file=file, labels=LABELS, views=[view])["views"][0]["cells"][0]]


@pytest.mark.parametrize("query", ["小学校", "primary", "ＰＲＩＭＡＲＹ school"])
def test_a_search_finds_what_values_mean(schools: str, query: str) -> None:
    assert found(schools, query=query) == ["架空東", "架空南"]


def test_a_search_still_finds_the_values(schools: str) -> None:
    assert found(schools, query="02") == ["架空西"]
    assert found(schools, query="constructor") == ["架空北"]
    assert found(schools, query="Object") == []


def test_a_filter_finds_what_values_mean(schools: str) -> None:
    assert found(schools, filters=[{"name": "種別", "has": "中学"}]) == ["架空西"]
    assert found(schools, query="high") == ["架空西"]
    assert found(schools, query="低") == ["架空東"]


def test_values_are_chosen_by_what_they_mean(schools: str) -> None:
    facets = [{"name": "種別", "search": "小学"}, {"name": "段階"}, {"name": "段階", "search": "High"}]
    texts, numbers, high = ask(file=schools, labels=LABELS, facets=facets)["facets"]
    assert texts["values"] == [{"value": "01", "count": 2}]
    assert numbers["values"] == [{"value": each, "count": 1} for each in ("1", "2", "10")]
    assert (numbers["missing"], numbers["distinct"]) == (1, 3)
    assert high["values"] == [{"value": "2", "count": 1}]
    assert found(schools, filters=[{"name": "段階", "is": ["2", ""]}]) == ["架空西", "架空南"]


def test_a_saved_table_has_the_codes(schools: str) -> None:
    saved = ask(file=schools, labels=LABELS, csv={"isForExcel": False, "view": {"query": "小学校"}})["csv"]
    assert saved == "名称,種別,段階\n架空東,01,1\n架空南,01,\n"
