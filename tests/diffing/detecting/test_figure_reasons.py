"""What is said of two figures when neither document names a period."""

from __future__ import annotations

from pathlib import Path

import diffing

PAIR = Path(__file__).parents[1] / "pairs" / "pledge_goes_on"


def test_a_period_that_nobody_names_is_not_called_another_period() -> None:
    """The reason says what is stated now and before, and that no period is named."""
    old, new = (diffing.read((PAIR / name).read_bytes(), name=name) for name in ("old.txt", "new.txt"))
    found = diffing.compare(old, new, basis=diffing.Basis.NEXT_PERIOD)
    assert [change.reason.code for change in found.changes] == ["figure_new_period_unstated"]
