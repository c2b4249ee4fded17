"""Columns on a screen are as wide as what stands in them, up to a point."""

from __future__ import annotations

from bot.rendering.columns import aligned, printed, tabled
from bot.rendering.looks import Screen


def test_columns_are_aligned_by_width() -> None:
    """A Chinese sign takes two places."""
    assert list(aligned([("营业", "1"), ("a", "22")], right=(1,))) == ["营业   1", "a     22"]


def test_one_wide_cell_does_not_widen_every_row() -> None:
    """A hostile table with one cell of a million signs stays as large as what it says."""
    rows = [("a" * 1_000_000, "1"), *[("b", "2")] * 1_000]
    lines = list(aligned(rows))
    assert len(lines[0]) == 1_000_003
    assert max(map(len, lines[1:])) < 300


ROWS = [
    ("a watch", "ok", "2 listed, 0 new"),
    ("月湖", "broken", "answers with a JavaScript challenge, and rests for an hour"),
]


def shown(width: int | None) -> list[str]:
    """The rows on a screen of so many columns."""
    screen = Screen(width=width)
    return printed(tabled(ROWS, screen, {"broken": "red"}), screen).splitlines()


def test_the_last_column_is_wrapped_below_its_own_start() -> None:
    """Where there is room for it; in a pipe a row is a line."""
    assert shown(None) == [
        "a watch  ok      2 listed, 0 new",
        "月湖     broken  answers with a JavaScript challenge, and rests for an hour",
    ]
    wide = shown(60)
    assert wide[1:] == [
        "月湖     broken  answers with a JavaScript challenge, and",
        f"{' ' * 17}rests for an hour",
    ]


def test_without_room_the_words_stand_below() -> None:
    """Nothing is cut into slivers on a narrow screen."""
    assert shown(40) == [
        "a watch  ok",
        "    2 listed, 0 new",
        "月湖     broken",
        "    answers with a JavaScript challenge,",
        "    and rests for an hour",
    ]


def test_an_outcome_has_its_colour_on_a_terminal() -> None:
    """The cell itself, and not a name that holds the same letters."""
    screen = Screen(styled=True, width=80)
    text = printed(tabled([("broken pier", "broken", "why")], screen, {"broken": "red"}), screen)
    assert text == "broken pier  \x1b[31mbroken\x1b[0m  why\n"
