"""When the next edition of a dataset is due, by how often it is said to be renewed (更新頻度)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import Enum

from catalog.model.vocabulary import Frequency

_DAYS_OF_A_MONTH = 365.2425 / 12
_MOST_DAYS_AHEAD = 30


class DueState(Enum):
    """How a dataset stands to the day on which its next edition is due."""

    UNKNOWN = "unknown"
    """Nothing is promised, or no date is stated."""
    CURRENT = "current"
    SOON = "soon"
    """The last sixth of the time between two editions has begun, or the last 30 days of it."""
    OVERDUE = "overdue"
    """The day has passed."""


def next_due(modified: date | None, frequency: Frequency | None) -> date | None:
    """Return the day on which the edition after that of *modified* is due; ``None`` where none is promised.

    Intervals of a month and more are counted by the calendar, since an annual table of 1 April is due on the next
    1 April also after a leap day; 31 January plus a month is the last of February.
    """
    if modified is None or frequency is None or frequency.days is None:
        return None
    if frequency.days < 28:
        return _within_calendar(modified, frequency.days)
    return _months_after(modified, round(frequency.days / _DAYS_OF_A_MONTH))


def due_state(modified: date | None, frequency: Frequency | None, today: date) -> DueState:
    """Return how a dataset of *modified* stands on the day *today*; on the due day itself it isn't late."""
    due = next_due(modified, frequency)
    if due is None or modified is None:
        return DueState.UNKNOWN
    if today > due:
        return DueState.OVERDUE
    ahead = min((due - modified).days // 6, _MOST_DAYS_AHEAD)
    return DueState.SOON if (due - today).days < ahead else DueState.CURRENT


def days_overdue(due: date, today: date) -> int:
    """Return by how many days *today* is past *due*; 0 where it isn't."""
    return max((today - due).days, 0)


def _within_calendar(day: date, days: int) -> date | None:
    return day + timedelta(days=days) if (date.max - day).days >= days else None


def _months_after(day: date, months: int) -> date | None:
    """Return the same day *months* later, or the last of that month; ``None`` after the year 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
