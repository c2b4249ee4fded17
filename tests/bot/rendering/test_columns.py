"""Columns on a screen are as wide as what stands in them, up to a point."""

from __future__ import annotations

from bot.rendering.columns import aligned


def test_columns_are_aligned_by_width() -> None:
    """A Chinese sign takes two places."""
    assert list(aligned([("营业", "1"), ("a", "22")], right=(1,))) == ["营业   1", "a     22"]


def test_one_wide_cell_does_not_widen_every_row() -> None:
    """A hostile table with one cell of a million signs stays as large as what it says."""
    rows = [("a" * 1_000_000, "1"), *[("b", "2")] * 1_000]
    lines = list(aligned(rows))
    assert len(lines[0]) == 1_000_003
    assert max(map(len, lines[1:])) < 300
