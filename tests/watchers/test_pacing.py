"""Hosts have their pace and their quiet hours."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from watchers.pacing import Pace, pace_of, quiet_until


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-08-07T16:59", None),
        ("2026-08-07T17:00", "2026-08-07T22:00"),
        ("2026-08-07T21:59", "2026-08-07T22:00"),
        ("2026-08-07T22:00", None),
    ],
)
def test_the_night_in_shanghai_is_quiet(now: str, until: str | None) -> None:
    """CNINFO is left alone from one to six, on its own clock."""
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    expected = datetime.fromisoformat(until).replace(tzinfo=UTC) if until else None
    assert quiet_until("www.cninfo.com.cn", moment) == expected


def test_other_hosts_are_never_quiet() -> None:
    """EDGAR and anybody's server have no quiet hours."""
    assert quiet_until("www.sec.gov", datetime(2026, 8, 7, 19, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    ("host", "interval"), [("disc.static.szse.cn", 1.5), ("www.sec.gov", 0.5), ("notsec.gov", 1.0), ("sec.gov", 0.5)]
)
def test_the_table_knows_hosts_by_their_suffix(host: str, interval: float) -> None:
    """A host below a known one has its pace; one that only ends alike has not."""
    assert pace_of(host)[1].interval == interval


def test_a_bad_pace_cannot_be_built() -> None:
    """No place means no request, ever."""
    with pytest.raises(ValueError, match="at least 1 connection"):
        Pace(interval=1, connections=0)
