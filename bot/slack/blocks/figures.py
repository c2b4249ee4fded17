"""The table of figures that changed: was, now, by how much, for which period."""

from __future__ import annotations

from collections.abc import Sequence

from bot.languages import Words
from bot.rendering.figure_views import FigureView
from bot.slack.escaping import clip
from bot.slack.parts import Part, table

_COLUMNS = ("figure", "period", "was", "now", "change")
_NAME, _CELL = 80, 60


def figure_table(figures: Sequence[FigureView], words: Words) -> list[Part]:
    """The figures as a list of one table, or of none where there is no figure."""
    if not figures:
        return []
    head = [words.phrase(f"{column}_column") for column in _COLUMNS]
    rows = [
        [clip(figure.name, _NAME)]
        + [clip(cell, _CELL) for cell in (figure.period, figure.was, figure.now, figure.change)]
        for figure in figures
    ]
    return [table([head, *rows], right=(2, 3, 4))]
