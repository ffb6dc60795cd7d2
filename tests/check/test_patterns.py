from __future__ import annotations

import pytest

from catalog.check.patterns import is_explosive


@pytest.mark.parametrize("pattern", ["(a+)+", "(a*)*b", "([0-9]+,?)*", "((ab)+c?)+", "(?:x+){2,}", "a" * 501])
def test_a_repetition_of_repetitions_is_seen(pattern: str) -> None:
    assert is_explosive(pattern)


@pytest.mark.parametrize(
    "pattern", ["[0-9]{6}", "a+b+", "(北|南)公民館", "[0-9]{2,5}-[0-9]{1,4}-[0-9]{4}", "(ab){3}", "(a+)?"]
)
def test_ordinary_patterns_pass(pattern: str) -> None:
    assert not is_explosive(pattern)
