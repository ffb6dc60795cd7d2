"""Which charts are chosen, what is in them, and what is never drawn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.describe.charts.ages import AgeGroup, parse_age, parse_age_of_sex
from catalog.describe.charts.bars import MOST_BARS
from catalog.describe.charts.lines import MOST_POINTS, gaps
from catalog.describe.charts.totals import hidden_total, is_total
from catalog.model.charts import Aggregate, ChartKind, NoteKind, Scale, View
from catalog.model.ids import Slug
from tests.describe.drawn import charts_of, values_of

AGES = ["0-4", "5-9", "10-14", "15-19", "20-24", "25-29"]
POPULATION = (
    "全国地方公共団体コード,地域コード,調査年月日,地域名,総人口,"
    + ",".join(f"{age}歳の{sex}" for age in AGES for sex in ("男性", "女性"))
    + ",30歳以上の男性,30歳以上の女性\n"
)


def area(name: str, day: str, number: int) -> str:
    """Return a row of the standard's table of population, with *number* people in each group."""
    groups = 2 * (len(AGES) + 1)
    return f"032018,{name},{day},{name},{groups * number}" + f",{number}" * groups + "\n"


def view(kind: ChartKind, x: str | None, *y: str, **more: object) -> View:
    """Return a chart that is asked for."""
    return View(Slug("asked"), None, Slug("t"), kind, x, y, **more)  # type: ignore[arg-type]


# Population pyramids


def test_the_standards_population_becomes_a_pyramid_of_the_latest_day() -> None:
    text = POPULATION + area("甲町", "2024-04-01", 3) + area("乙町", "2025-04-01", 5) + area("甲町", "2025-04-01", 4)
    chart = charts_of(text, {"調査年月日": "date"}, ["地域名", "調査年月日"])[0]
    assert chart.kind is ChartKind.PYRAMID
    assert [point.text for point in chart.points] == ["0-4", "5-9", "10-14", "15-19", "20-24", "25-29", "30+"]
    assert chart.series[0].values[0] == 9
    assert [(note.kind, note.text) for note in chart.notes] == [(NoteKind.ONLY_AT, "2025-04-01")]


def test_a_pyramid_with_a_hole_between_ages_is_not_drawn() -> None:
    text = POPULATION + area("甲町", "2025-04-01", 4) + area("乙町", "2025-04-01", 5)
    text = text.replace("30歳以上", "85歳以上")
    # From 29 to 85 there is nothing: ages don't follow on one another.
    assert all(chart.kind is not ChartKind.PYRAMID for chart in charts_of(text, {"調査年月日": "date"}))


def long_population(total: bool = False) -> str:
    """Return a table with a row for each age group."""
    groups = [f"{start}～{start + 4}歳" for start in range(0, 85, 5)] + ["85歳以上"]
    rows = [f"{group},{100 + place},{110 + place}" for place, group in enumerate(groups)]
    if total:
        rows.append("総数,1953,2133")
    return "年齢階級,男,女\n" + "\n".join(rows) + "\n"


@pytest.mark.parametrize("has_total", [False, True])
def test_a_row_for_each_age_group_becomes_a_pyramid_without_its_total(has_total: bool) -> None:
    (chart,) = charts_of(long_population(has_total))
    assert chart.kind is ChartKind.PYRAMID
    assert len(chart.points) == 18
    assert chart.points[-1].text == "85+"
    assert sum(value or 0 for value in chart.series[0].values) == sum(100 + place for place in range(18))


def test_sexes_in_rows_become_the_two_sides() -> None:
    rows = [f"{start}-{start + 4}歳,{sex},{start + 1}" for start in range(0, 50, 5) for sex in ("男", "女")]
    (chart,) = charts_of("年齢,性別,人数\n" + "\n".join(rows))
    assert chart.kind is ChartKind.PYRAMID
    assert chart.series[0].values == chart.series[1].values


def test_single_years_of_age_are_put_into_groups_of_five() -> None:
    rows = [f"{age},{1},{2}" for age in range(100)] + ["100歳以上,3,4"]
    (chart,) = charts_of("年齢,男性,女性\n" + "\n".join(rows), {"年齢": "string"})
    assert [point.text for point in chart.points][:2] == ["0-4", "5-9"]
    assert chart.series[1].values[0] == 10
    assert chart.points[-1].text == "100+"


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("0-4歳", AgeGroup(0, 4)),
        ("０～４歳", AgeGroup(0, 4)),
        ("85歳以上", AgeGroup(85, None)),
        ("100+", AgeGroup(100, None)),
        ("12歳", AgeGroup(12, 12)),
        ("総数", None),
        ("4-0", None),
        ("2024", None),
    ],
)
def test_age_groups(text: str, group: AgeGroup | None) -> None:
    assert parse_age(text) == group


def test_headings_with_age_and_sex() -> None:
    assert parse_age_of_sex("0-4歳の男性") == (AgeGroup(0, 4), "male")
    assert parse_age_of_sex("女性_85歳以上") == (AgeGroup(85, None), "female")
    assert parse_age_of_sex("0-4歳男女") is None
    assert parse_age_of_sex("男性") is None


# Lines


def yearly(years: range | list[int], heading: str = "年度") -> str:
    return f"{heading},人口\n" + "\n".join(f"{year},{1000 + year}" for year in years) + "\n"


def test_a_quantity_by_year_becomes_a_line() -> None:
    (chart,) = charts_of(yearly(range(2010, 2020)))
    assert (chart.kind, chart.x.scale, len(chart.points)) == (ChartKind.LINE, Scale.FISCAL_YEAR, 10)
    assert charts_of(yearly(range(2010, 2020), "年"))[0].x.scale is Scale.YEAR


def test_few_times_become_bars_and_two_nothing() -> None:
    assert charts_of(yearly(range(2010, 2013)))[0].kind is ChartKind.BAR
    assert charts_of(yearly([1990, 2019])) == ()


def test_eras_are_times() -> None:
    text = "年度,件数\n" + "\n".join(f"令和{year}年度,{year * 3}" for year in range(2, 8))
    (chart,) = charts_of(text)
    assert [point.text for point in chart.points] == ["2020", "2021", "2022", "2023", "2024", "2025"]


def test_a_missing_year_is_a_gap_and_a_missing_value_too() -> None:
    chart = charts_of(yearly([2010, 2011, 2012, 2013, 2016, 2017, 2018]))[0]
    assert chart.breaks == (4,)
    assert NoteKind.GAP in {note.kind for note in chart.notes}
    text = "年,人口\n2010,5\n2011,6\n2012,\n2013,7\n2014,8\n2015,9\n2016,9\n2017,1\n"
    chart = charts_of(text, {"人口": "integer"})[0]
    assert NoteKind.MISSING in {note.kind for note in chart.notes}


def test_gaps_are_only_in_what_is_regular() -> None:
    assert gaps([2000.0, 2005.0, 2010.0, 2015.0]) == ()
    assert gaps([1990.0, 1991.0, 1999.0, 2003.0, 2019.0]) == ()
    assert gaps([1.0, 2.0, 3.0, 4.0, 7.0]) == (4,)


def test_weekends_and_holidays_are_no_gaps() -> None:
    days = ["01", "02", "03", "04", "05", "09", "10", "11", "12", "15", "16", "17", "29", "30", "31"]
    text = "日付,件数\n" + "\n".join(f"2024-01-{day},{int(day) * 7 % 11}" for day in days)
    chart = charts_of(text, {"日付": "date"})[0]
    assert [chart.points[place].text for place in chart.breaks] == ["2024-01-29"]


def test_categories_become_lines_without_the_total() -> None:
    rows = [f"{year},{name},{year * 3}" for year in range(2010, 2018) for name in ("甲", "乙", "合計")]
    (chart,) = charts_of("年,区分,人数\n" + "\n".join(rows))
    assert [series.label.ja for series in chart.series] == ["甲", "乙"]
    assert NoteKind.TOTALS in {note.kind for note in chart.notes}


def test_many_categories_are_added_up_only_if_that_says_something() -> None:
    rows = [f"{year},町{number},{number}.5" for year in range(2010, 2018) for number in range(9)]
    added = charts_of("年,地域,件数\n" + "\n".join(rows), {"件数": "number"})
    assert (added[0].aggregate, added[0].series[0].values[0]) == (Aggregate.SUM, 40.5)
    rates = charts_of("年,地域,普及率\n" + "\n".join(rows), {"普及率": "number"})
    assert [(chart.kind, chart.aggregate) for chart in rates] == [(ChartKind.BAR, None)]
    assert rates[0].notes[0].kind is NoteKind.ONLY_AT


def test_the_last_of_very_many_times_are_drawn() -> None:
    days = [f"{year}-{month:02d}" for year in range(1980, 2020) for month in range(1, 13)]
    text = "年月,件数\n" + "\n".join(f"{day},{3 * number}" for number, day in enumerate(days))
    chart = charts_of(text, {"年月": "yearmonth"})[0]
    assert len(chart.points) == MOST_POINTS
    assert chart.points[-1].text == "2019-12"
    assert NoteKind.LATEST in {note.kind for note in chart.notes}


# Bars and counts


def test_a_list_is_counted_by_its_kind() -> None:
    rows = [f"{number},施設{number},{['公園', '学校', '病院'][number % 3]}" for number in range(20)]
    (chart,) = charts_of("ID,名称,種別\n" + "\n".join(rows))
    assert (chart.kind, chart.aggregate) == (ChartKind.BAR, Aggregate.COUNT)
    assert values_of(chart) == {"公園": 7.0, "学校": 7.0, "病院": 6.0}


def test_rows_with_a_name_and_a_quantity_become_bars() -> None:
    (chart,) = charts_of("設置主体,箇所数\n県,50\n市町村,74\n民間,15\n")
    assert values_of(chart) == {"市町村": 74, "県": 50, "民間": 15}


def test_totals_are_left_out_whatever_they_are_called() -> None:
    (chart,) = charts_of("地域,人口\n市計,100\n甲,60\n乙,30\n丙,10\n")
    assert list(values_of(chart)) == ["甲", "乙", "丙"]
    (chart,) = charts_of("地域,人口\n甲,60\n乙,30\n丙,10\n架空市,100\n")
    assert list(values_of(chart)) == ["甲", "乙", "丙"]
    assert chart.notes[0].kind is NoteKind.TOTALS


@pytest.mark.parametrize("text", ["合計", "総数", "小 計", "市計", "Total", "合計（人）", "全体"])
def test_names_of_totals(text: str) -> None:
    assert is_total(text)


@pytest.mark.parametrize("text", ["一般会計", "時計台", "設計課", "統計", "温度計", "都市計画課", "計画", "甲町"])
def test_names_of_other_things(text: str) -> None:
    assert not is_total(text)


@given(st.lists(st.integers(1, 10_000), min_size=3, max_size=20))
def test_a_sum_at_the_end_is_found(numbers: list[int]) -> None:
    values: list[float | None] = [*map(float, numbers), float(sum(numbers))]
    assert hidden_total(values) == len(numbers)


@given(st.lists(st.tuples(st.sampled_from("甲乙丙丁戊"), st.integers(0, 10_000)), min_size=1, max_size=60))
def test_bars_of_sums_add_up_to_the_sum_of_the_column(rows: list[tuple[str, int]]) -> None:
    text = "町,件数\n" + "\n".join(f"{name},{number}" for name, number in rows)
    asked = view(ChartKind.BAR, "町", "件数", aggregate=Aggregate.SUM)
    whole = sum(number for _, number in rows)
    charts = charts_of(text, views=[asked])
    if not whole:
        assert charts == ()
        return
    assert sum(value or 0 for value in charts[0].series[0].values) == whole


def test_of_many_categories_the_largest_are_drawn() -> None:
    text = "名称,件数\n" + "\n".join(f"名{chr(0x4E00 + number)},{number * 7 % 31}" for number in range(30))
    asked = view(ChartKind.BAR, "名称", "件数")
    (chart,) = charts_of(text, views=[asked])
    assert len(chart.points) == MOST_BARS
    assert next(note.count for note in chart.notes if note.kind is NoteKind.OTHERS) == 10


# What isn't drawn


@pytest.mark.parametrize(
    "text",
    [
        "番号,名称\n" + "\n".join(f"{number},名{number}" for number in range(40)),
        "緯度,経度\n35.1,139.1\n35.2,139.2\n35.3,139.3\n",
        "指標,値,単位\n世帯数,15,世帯\n普及率,80,%\n契約数,265,件\n",
        "年,開業年\n2001,1990\n2002,1991\n2003,1993\n2004,1999\n2005,1999\n",
        "郵便番号,団体コード\n0200001,032018\n0200002,032018\n",
        "氏名,点数\n架空 一郎,3\n架空 二郎,5\n架空 三郎,9\n",
        "pid,名称\n" + "\n".join(f"{number * 7 % 40},名{number}" for number in range(40)),
        "#property,名称\n" + "\n".join(f"{number + number // 9},名{number}" for number in range(40)),
        "ID,名称,面積\n" + "\n".join(f"{number},名{number},{number + 90_000 * (number == 7)}" for number in range(50)),
        "値\n",
        "名称,件数\n甲,\n乙,\n丙,\n",
        "名称,件数\n甲,0\n乙,0\n丙,0\n",
    ],
)
def test_nothing_is_drawn_where_it_would_mislead(text: str) -> None:
    types = {"件数": "integer", "緯度": "number", "経度": "number", "郵便番号": "string", "団体コード": "string"}
    assert charts_of(text, {name: kind for name, kind in types.items() if name in text.splitlines()[0]}) == ()


def test_a_quantity_of_things_with_a_day_of_their_own_is_no_time_series() -> None:
    rows = [f"F{number:02},施設{number},20{number:02}-04-01,{number * 13 % 90}" for number in range(1, 25)]
    text = "ID,名称,開設日,定員\n" + "\n".join(rows)
    assert all(chart.kind is not ChartKind.LINE for chart in charts_of(text, {"開設日": "date"}))


# What is asked for


def test_an_empty_list_asks_for_none() -> None:
    assert charts_of(yearly(range(2010, 2020)), views=[]) == ()


def test_rows_are_chosen_by_where() -> None:
    text = "年度,施設,人数\n2022,甲,5\n2023,甲,6\n2022,乙,7\n2023,乙,8\n"
    asked = view(ChartKind.BAR, "年度", "人数", where={"施設": ("乙",)})
    (chart,) = charts_of(text, views=[asked])
    assert values_of(chart) == {"2022": 7, "2023": 8}
    assert chart.is_declared and chart.notes[0].kind is NoteKind.ONLY_WHERE


def test_several_rows_of_a_point_are_not_drawn_without_saying_how() -> None:
    text = "年度,施設,人数\n2022,甲,5\n2022,乙,7\n2023,乙,8\n"
    assert charts_of(text, views=[view(ChartKind.BAR, "年度", "人数")]) == ()
    (chart,) = charts_of(text, views=[view(ChartKind.BAR, "年度", "人数", aggregate=Aggregate.MEAN)])
    assert values_of(chart) == {"2022": 6, "2023": 8}


def test_of_too_many_series_the_first_are_drawn_and_that_is_told() -> None:
    rows = [f"{year},施設{number},{number * 7 + year}" for year in range(2010, 2018) for number in range(9)]
    asked = view(ChartKind.LINE, "年度", "人数", series="施設")
    (chart,) = charts_of("年度,施設,人数\n" + "\n".join(rows), {"人数": "integer"}, views=[asked])
    assert len(chart.series) == 6
    assert [(note.count, note.text) for note in chart.notes if note.kind is NoteKind.SERIES] == [(6, "9")]


def test_what_is_not_there_is_not_drawn() -> None:
    text = yearly(range(2010, 2020))
    assert charts_of(text, views=[view(ChartKind.BAR, "町", "人口")]) == ()
    assert charts_of(text, views=[view(ChartKind.BAR, "年度", "人口", where={"年度": ("1900",)})]) == ()


def test_a_histogram_counts_every_value() -> None:
    text = "面積\n" + "\n".join(f"{number * number}" for number in range(40))
    (chart,) = charts_of(text, views=[view(ChartKind.HISTOGRAM, "面積")])
    assert sum(value or 0 for value in chart.series[0].values) == 40


def test_the_unit_is_the_schemas_the_headings_or_that_of_a_column() -> None:
    table = "設置主体,面積(ha)\n県,5\n市,7\n"
    unit = charts_of(table)[0].y.unit
    assert unit is not None and unit.ja == "ha"
    stated = charts_of("設置主体,面積\n県,5\n市,7\n", more={"面積": {"unit": "㎡", "unit@en": "m²"}})[0].y.unit
    assert stated is not None and (stated.ja, stated.en) == ("㎡", "m²")
    beside = charts_of("設置主体,面積,単位\n県,5,ha\n市,7,ha\n")[0].y.unit
    assert beside is not None and beside.ja == "ha"
