"""What values mean, in counts and charts."""

from __future__ import annotations

from catalog.check.personal import is_personal
from catalog.describe.statistics import describe_statistics
from catalog.model.charts import Chart, ChartKind
from catalog.model.statistics import ColumnUse, TableStatistics, ValueCount
from catalog.model.text import LocalizedText
from catalog.publish.numbers import statistics_json
from tests.describe.drawn import charts_of, schema_of, table_of, values_of

LABELS = [{"value": 1, "label": "低", "label@en": "Low"}, {"value": 2, "label": "中"}, {"value": 3, "label": "高"}]
LEVELS = "名称,段階\n" + "".join(f"架空{number}館,{(3, 3, 3, 1, 2, 2)[number % 6]}\n" for number in range(18))


def counted(text: str, **more: object) -> TableStatistics:
    table = table_of(text)
    return describe_statistics(table, schema_of(table, more={"段階": {"categories": LABELS, **more}}), is_personal)


def bars(**more: object) -> Chart:
    (chart,) = (
        each for each in charts_of(LEVELS, more={"段階": {"categories": LABELS, **more}}) if each.kind is ChartKind.BAR
    )
    return chart


def test_every_value_that_means_something_is_counted() -> None:
    column = counted(LEVELS.replace(",2\n", ",1\n")).columns[1]
    assert column.use is ColumnUse.CATEGORY
    assert [(each.value, each.count) for each in column.labelled] == [("1", 9), ("2", 0), ("3", 9)]
    assert column.top[0] == ValueCount("1", 9, LocalizedText("低", "Low"))


def test_the_package_says_what_frequent_values_mean() -> None:
    told = statistics_json(counted(LEVELS))["fields"][1]["top"]
    assert told[0] == {"value": "3", "count": 9, "title": "高"}
    assert told[2] == {"value": "1", "count": 3, "title": "低", "title@en": "Low"}


def test_bars_are_named_and_stand_by_size_or_in_the_order_that_is_told() -> None:
    by_size, in_order = bars(), bars(categoriesOrdered=True)
    assert list(values_of(by_size)) == ["3", "2", "1"]
    assert list(values_of(in_order)) == ["1", "2", "3"]
    assert in_order.is_ordered and not by_size.is_ordered
    assert in_order.points[0].label == LocalizedText("低", "Low")


def test_a_code_that_means_a_total_is_left_out() -> None:
    labels = [*LABELS, {"value": 99, "label": "合計"}]
    text = "段階,人数\n1,5\n2,6\n3,8\n99,19\n"
    (chart,) = charts_of(text, more={"段階": {"categories": labels}})
    assert list(values_of(chart)) == ["3", "2", "1"]


def test_codes_for_men_and_women_make_a_pyramid() -> None:
    ages = [f"{first}～{first + 4}歳" for first in range(0, 85, 5)] + ["85歳以上"]
    rows = [f"{age},{sex},{100 + sex}" for age in ages for sex in (1, 2)]
    labels = [{"value": 1, "label": "男"}, {"value": 2, "label": "女"}]
    charts = charts_of("年齢階級,性別,人口\n" + "\n".join(rows) + "\n", more={"性別": {"categories": labels}})
    assert charts[0].kind is ChartKind.PYRAMID
    assert charts[0].series[0].values[0] == 101
