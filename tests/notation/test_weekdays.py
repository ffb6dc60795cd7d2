from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.notation.weekdays import WEEKDAYS, parse_weekdays, render_weekdays


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("月〜金", "月火水木金"),
        ("月～金", "月火水木金"),
        ("月曜日から金曜日まで", "月火水木金"),
        ("月-水、土", "月火水土"),
        ("月・水・金曜日", "月水金"),
        ("金曜、月曜", "月金"),
        ("土～月", "月土日"),
        ("(土)", "土"),
        ("㈪", "月"),
        ("㊊", "月"),
        ("月火水木金", "月火水木金"),
        ("土曜日及び日曜日", "土日"),
        ("毎日", WEEKDAYS),
    ],
)
def test_days_of_the_week(text: str, expected: str) -> None:
    days = parse_weekdays(text)
    assert days is not None
    assert render_weekdays(days) == expected


@pytest.mark.parametrize("text", ["", "平日", "土日祝", "第1月曜日", "月、", "日曜日以外", "月〜", "毎週月曜", "1"])
def test_what_says_more_or_less_than_days_is_refused(text: str) -> None:
    assert parse_weekdays(text) is None


@given(st.sets(st.sampled_from(WEEKDAYS), min_size=1), st.sampled_from(["", "・", "、", ",", " ", "／"]))
def test_every_set_of_days_comes_back_in_its_order(days: set[str], separator: str) -> None:
    assert parse_weekdays(separator.join(days)) == tuple(day for day in WEEKDAYS if day in days)
