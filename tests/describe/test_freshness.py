"""Due days go by the calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.describe.freshness import DueState, days_overdue, due_state, next_due
from catalog.model.vocabulary import Frequency
from catalog.standards.vocabulary import read_vocabularies

FREQUENCIES = read_vocabularies().frequencies
PROMISED = [frequency for frequency in FREQUENCIES.values() if frequency.days is not None]


@pytest.mark.parametrize(
    ("modified", "frequency", "expected"),
    [
        ("2026-04-01", "annual", "2027-04-01"),
        ("2024-02-29", "annual", "2025-02-28"),
        ("2027-04-01", "annual", "2028-04-01"),
        ("2026-01-31", "monthly", "2026-02-28"),
        ("2026-12-15", "bimonthly", "2027-02-15"),
        ("2026-11-30", "quarterly", "2027-02-28"),
        ("2026-04-01", "triannual", "2026-08-01"),
        ("2026-04-01", "biannual", "2026-10-01"),
        ("2026-04-01", "biennial", "2028-04-01"),
        ("2026-04-01", "triennial", "2029-04-01"),
        ("2026-04-01", "quinquennial", "2031-04-01"),
        ("2026-04-01", "decennial", "2036-04-01"),
        ("2026-04-01", "weekly", "2026-04-08"),
        ("2026-04-01", "biweekly", "2026-04-15"),
        ("2026-04-01", "daily", "2026-04-02"),
    ],
)
def test_due_days(modified: str, frequency: str, expected: str) -> None:
    assert next_due(date.fromisoformat(modified), FREQUENCIES[frequency]) == date.fromisoformat(expected)


@pytest.mark.parametrize("frequency", ["irregular", "as-needed", "not-planned", "unknown"])
def test_nothing_is_due_where_nothing_is_promised(frequency: str) -> None:
    assert next_due(date(2020, 1, 1), FREQUENCIES[frequency]) is None
    assert due_state(date(2020, 1, 1), FREQUENCIES[frequency], date(2030, 1, 1)) is DueState.UNKNOWN


def test_nothing_is_due_without_a_date_or_a_frequency() -> None:
    assert next_due(None, FREQUENCIES["annual"]) is None
    assert next_due(date(2026, 1, 1), None) is None
    assert due_state(None, FREQUENCIES["annual"], date(2030, 1, 1)) is DueState.UNKNOWN


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-04-01", DueState.CURRENT),
        ("2027-03-02", DueState.CURRENT),
        ("2027-03-03", DueState.SOON),
        ("2027-04-01", DueState.SOON),
        ("2027-04-02", DueState.OVERDUE),
    ],
)
def test_states_of_an_annual_dataset(today: str, expected: DueState) -> None:
    assert due_state(date(2026, 4, 1), FREQUENCIES["annual"], date.fromisoformat(today)) is expected


def test_a_daily_dataset_is_never_announced_ahead() -> None:
    assert due_state(date(2026, 4, 1), FREQUENCIES["daily"], date(2026, 4, 2)) is DueState.CURRENT


def test_days_overdue() -> None:
    assert days_overdue(date(2026, 4, 1), date(2026, 4, 3)) == 2
    assert days_overdue(date(2026, 4, 1), date(2026, 3, 1)) == 0


@given(st.dates(), st.sampled_from(PROMISED))
def test_the_next_edition_is_due_within_the_promised_time(modified: date, frequency: Frequency) -> None:
    due = next_due(modified, frequency)
    if due is None:
        assert modified.year > 9988
    else:
        assert frequency.days is not None
        # `days` is the longest time between two editions.
        assert timedelta(days=frequency.days * 0.9) <= due - modified <= timedelta(days=frequency.days)


@given(st.dates(max_value=date(2500, 1, 1)), st.sampled_from(PROMISED), st.integers(0, 9000))
def test_states_only_go_forward(modified: date, frequency: Frequency, days: int) -> None:
    order = [DueState.CURRENT, DueState.SOON, DueState.OVERDUE]
    today = modified + timedelta(days=days)
    before, after = (due_state(modified, frequency, day) for day in (today, today + timedelta(days=1)))
    assert order.index(before) <= order.index(after)
