from __future__ import annotations

import pytest

from catalog.check.personal import is_personal


@pytest.mark.parametrize(
    "heading", ["氏名", "代表者名", "電話番号", "ＴＥＬ", "メールアドレス", "E-mail", "住所", "生年月日", "備考"]
)
def test_under_such_headings_nothing_is_quoted(heading: str) -> None:
    assert is_personal(heading, "x")


@pytest.mark.parametrize(
    "value", ["taro@example.jp", "086-000-0000", "（086）000-0000", "123456789018", "０８６－０００－００００"]
)
def test_such_values_are_never_quoted(value: str) -> None:
    assert is_personal("人口", value)


@pytest.mark.parametrize(
    ("heading", "value"), [("人口", "1,234人"), ("区分", "市町"), ("開設日", "令和7年4月1日"), ("X座標", "-149130.4")]
)
def test_harmless_values_are_quoted(heading: str, value: str) -> None:
    assert not is_personal(heading, value)
