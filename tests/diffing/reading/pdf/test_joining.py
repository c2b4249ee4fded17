"""How two lines of a passage go together."""

from __future__ import annotations

import pytest

from diffing.reading.pdf.joining import Join, join

JOINS = [
    ("the three-", "and nine-month periods", True, Join.SPACE),
    ("cash equiva-", "lents", True, Join.HYPHEN),
    ("2016/12/2", "1", True, Join.NOTHING),
    ("2016/12/2", "1", False, Join.SPACE),
    ("2001-12", "-31", False, Join.NOTHING),
    ("2008-1", "2-31", True, Join.NOTHING),
    ("2001-12-3", "1", True, Join.NOTHING),
    ("2001-12-31", "2", True, Join.SPACE),
    ("2019-11-05", "2019-12-05", True, Join.SPACE),
    ("in 2001", "12 months", True, Join.SPACE),
    ("Balance at December 31,", "2018", True, Join.SPACE),
    ("a loss of 12,", "018", True, Join.NOTHING),
]


@pytest.mark.parametrize(("above", "below", "forced", "expected"), JOINS)
def test_two_lines(above: str, below: str, *, forced: bool, expected: Join) -> None:
    """A word, a number or a date that a line end splits is one; what stands alone stays alone."""
    assert join(above, below, forced=forced) is expected
