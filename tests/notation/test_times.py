from __future__ import annotations

from datetime import datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.notation.times import parse_datetime, parse_time


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9:00", time(9)),
        ("09:00", time(9)),
        ("９：００", time(9)),
        ("9:00:30", time(9, 0, 30)),
        ("午前9時", time(9)),
        ("午後1時30分", time(13, 30)),
        ("9時半", time(9, 30)),
        ("9時30分15秒", time(9, 30, 15)),
        ("正午", time(12)),
        ("午前0時", time(0)),
        ("午後0時15分", time(12, 15)),
        ("AM9:00", time(9)),
        ("ＰＭ１：３０", time(13, 30)),
    ],
)
def test_times(text: str, expected: time) -> None:
    assert parse_time(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "24:00",
        "25:00",
        "9:60",
        "午後12時",
        "午前12時",
        "午後13時",
        "AM12:00",
        "0900",
        "9.30",
        "9:00～17:00",
        "翌1:00",
        "",
        "9",
    ],
)
def test_what_is_no_time_of_its_day_is_refused(text: str) -> None:
    assert parse_time(text) is None


@given(st.times(), st.sampled_from(["{0.hour}:{0.minute:02}:{0.second:02}", "{0.hour}時{0.minute}分{0.second}秒"]))
def test_every_second_of_the_day_comes_back(moment: time, form: str) -> None:
    assert parse_time(form.format(moment)) == moment.replace(microsecond=0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("令和5年4月1日 9時30分", datetime(2023, 4, 1, 9, 30)),
        ("令和5年4月1日午後1時", datetime(2023, 4, 1, 13)),
        ("令和5年4月1日（土）9:00", datetime(2023, 4, 1, 9)),
        ("R5.4.1　９：００", datetime(2023, 4, 1, 9)),
        ("2024/4/1 9:00", datetime(2024, 4, 1, 9)),
        ("2024-04-01T09:00:05", datetime(2024, 4, 1, 9, 0, 5)),
    ],
)
def test_moments(text: str, expected: datetime) -> None:
    assert parse_datetime(text) == expected


@pytest.mark.parametrize(
    "text", ["2024/4/1", "9:00", "2024/4/19:00", "2024/4/1 24:00", "2024/4/31 9:00", " " * 200 + "9:00"]
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    assert parse_datetime(text) is None
