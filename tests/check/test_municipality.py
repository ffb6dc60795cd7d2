from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from catalog.check.municipality import parse_municipality
from catalog.model.ids import municipality_check_digit
from tests.check.raw import marked

BODY = {"name": "岡山市", "name@en": "Okayama City", "kana": "おかやまし", "kind": "designated-city"}


def codes(**change: str) -> set[str]:
    return {finding.code for finding in parse_municipality(marked({**BODY, **change}), "machi")[1]}


@given(st.text("0123456789", min_size=5, max_size=5), st.text("0123456789", min_size=1, max_size=1))
def test_exactly_one_check_digit_is_right(five: str, digit: str) -> None:
    is_right = digit == municipality_check_digit(five)
    assert ("municipality-code-check-digit" in codes(code=five + digit)) != is_right


def test_codes_keep_their_leading_zero() -> None:
    body, findings = parse_municipality(marked({**BODY, "code": "032018"}), "morioka-city")
    assert body is not None and findings == ()
    assert (body.code, body.prefecture, body.id) == ("032018", "03", "morioka-city")
