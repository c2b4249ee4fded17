"""When a watch is asked: its interval, and the windows in which that is another."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from bot.hours import Rhythm, WindowTable

HOUR, FIVE = timedelta(hours=1), timedelta(minutes=5)
EVENINGS = WindowTable.model_validate({"days": "mon-fri", "hours": "16:00-23:30", "every": "5m"}).window()
RHYTHM = Rhythm(every=HOUR, windows=(EVENINGS,), zone="Asia/Shanghai")


def at(written: str) -> datetime:
    """A moment of Shanghai, in UTC; the 16th of May 2024 is a Thursday."""
    return datetime.fromisoformat(f"{written}+08:00").astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2024-05-16T10:00", "2024-05-16T11:00"),
        ("2024-05-16T15:30", "2024-05-16T16:00"),  # the window opens before the hour is over
        ("2024-05-16T16:00", "2024-05-16T16:05"),
        ("2024-05-16T23:29", "2024-05-16T23:34"),
        ("2024-05-16T23:30", "2024-05-17T00:30"),
        ("2024-05-17T23:59", "2024-05-18T00:59"),
        ("2024-05-18T15:30", "2024-05-18T16:30"),  # a Saturday
    ],
)
def test_the_next_poll_is_due(now: str, due: str) -> None:
    """By the interval of that hour, or when a quicker window opens."""
    assert RHYTHM.after(at(now)) == at(due)


def test_polls_are_spread() -> None:
    """By a tenth of the interval at the most, and by no more than a minute."""
    assert RHYTHM.after(at("2024-05-16T17:00"), jitter=1) - at("2024-05-16T17:05") == timedelta(seconds=30)
    assert RHYTHM.after(at("2024-05-16T10:00"), jitter=1) - at("2024-05-16T11:00") == timedelta(minutes=1)


def test_a_night_that_loses_an_hour_stops_nothing() -> None:
    """From one poll to the next a year long in New York: always later, and never two hours apart."""
    window = WindowTable.model_validate({"hours": "02:00-03:00", "every": "10m"}).window()
    rhythm = Rhythm(every=HOUR, windows=(window,), zone="America/New_York")
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    while moment.year == 2024:
        due = rhythm.after(moment)
        assert timedelta() < due - moment <= HOUR
        moment = due


@pytest.mark.parametrize(
    ("written", "days"),
    [("mon-fri", {0, 1, 2, 3, 4}), ("sat, sun", {5, 6}), ("fri-mon", {4, 5, 6, 0}), ("wed", {2})],
)
def test_days_are_read(written: str, days: set[int]) -> None:
    """One, several, spans, and spans over the end of the week."""
    assert WindowTable.model_validate({"days": written, "every": "5m"}).days == days


@pytest.mark.parametrize(
    "fields",
    [{"days": "someday"}, {"hours": "23:00-02:00"}, {"hours": "9-17"}, {"hours": "09:00-24:01"}, {"every": "5"}],
)
def test_what_is_no_window_is_refused(fields: dict[str, Any]) -> None:
    """With words that say how it is written."""
    with pytest.raises(ValidationError, match=r"is written|ends after"):
        WindowTable.model_validate({"every": "5m", **fields})
