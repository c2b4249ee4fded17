"""What a source publishes cannot be built wrong."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from watchers.errors import InvalidFiling
from watchers.filing import Content, Filer, Filing, Outcome, Poll, Precision, Published

NOON = datetime(2024, 4, 24, 12, tzinfo=UTC)
CHINA = timezone(timedelta(hours=8))


def filing(**fields: object) -> Filing:
    """A filing with sensible fields where a test names none."""
    given = {"source": "s", "id": "1", "filer": Filer(id="f"), "title": "t", "address": "a"} | fields
    return Filing(**given)  # type: ignore[arg-type]


def test_a_filing_is_frozen_and_named_by_keyword() -> None:
    """A filing is a value."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        filing().title = "other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        Filer("f")  # type: ignore[misc]


@pytest.mark.parametrize("field", ["source", "id", "address"])
def test_a_filing_needs_what_names_it(field: str) -> None:
    """A filing without a source, an id or an address cannot be built."""
    with pytest.raises(InvalidFiling):
        filing(**{field: " "})


def test_a_day_is_kept_as_a_day() -> None:
    """A source that names only the day has said no clock time."""
    published = Published.on(date(2024, 4, 24))
    assert (published.at, published.precision) == (datetime(2024, 4, 24, tzinfo=UTC), Precision.DAY)


@pytest.mark.parametrize("moment", [datetime(2024, 4, 24), NOON.astimezone(CHINA)])  # noqa: DTZ001 - naive on purpose
def test_times_are_aware_and_utc(moment: datetime) -> None:
    """A naive time and one of another zone are refused."""
    with pytest.raises(InvalidFiling):
        Published(at=moment, precision=Precision.SECOND)
    with pytest.raises(InvalidFiling):
        Content.of(b"x", media_type="text/plain", fetched=moment)


def test_a_content_has_the_hash_of_its_bytes() -> None:
    """A hash that is not that of the bytes is refused."""
    content = Content.of(b"x", media_type="text/plain", fetched=NOON)
    with pytest.raises(InvalidFiling):
        dataclasses.replace(content, body=b"y")


@pytest.mark.parametrize(
    "fields",
    [
        {"outcome": Outcome.BROKEN},
        {"outcome": Outcome.BROKEN, "reason": "r", "checkpoint": "c"},
        {"outcome": Outcome.BROKEN, "reason": "r", "filings": (filing(),), "seen": 1},
        {"outcome": Outcome.OK, "seen": 0},
        {"outcome": Outcome.EMPTY, "seen": 1},
        {"outcome": Outcome.OK, "seen": 1, "filings": (filing(), filing(id="2"))},
    ],
)
def test_the_three_outcomes_never_blur(fields: dict[str, object]) -> None:
    """A broken poll has a reason and nothing else; empty saw nothing; ok saw something."""
    with pytest.raises(InvalidFiling):
        Poll(**fields)  # type: ignore[arg-type]
