"""What several figures in a row are said of in turn: 营业收入49.2亿元，净利润5亿元，分别同比增长3.8%和10%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from diffing.extracting import metrics
from diffing.extracting.changing import Move
from diffing.extracting.clauses import Said
from diffing.extracting.metrics import Metric
from diffing.extracting.quantities import Quantity

_IN_TURN = re.compile("分[别別]")
_JOINED = re.compile(r"[ ]?(?:[、，]|[和及与]|以及)[ ]?")
_NAMES = re.compile(r"[、]|和|及|与|以及")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Turn:
    """The place of a figure in its row: `first` is where the row begins, `back` how many levels before it its own is.

    `named` is what it measures where the words before 分别 name as many measures as the row has figures.
    """

    first: int
    back: int
    named: Metric = metrics.NONE


def turns(said: Said, quantities: Sequence[Quantity]) -> dict[int, Turn]:
    """The turn of each figure that follows 分别 in a row of one unit, by its offset."""
    found: dict[int, Turn] = {}
    for mark in _IN_TURN.finditer(said.text) if said.language == "zh" else ():
        found |= _after(said, mark.start(), quantities)
    return found


def _after(said: Said, at: int, quantities: Sequence[Quantity]) -> dict[int, Turn]:
    row = _row([one for one in quantities if one.start > at], said.text)
    if len(row) < _FEWEST or said.clause(row[0].start) != said.clause(at):
        return {}
    named = _named(said.text[said.starts[said.clause(at)] : at], len(row))
    return {one.start: Turn(row[0].start, len(row) - place, named[place]) for place, one in enumerate(row)}


def _row(after: Sequence[Quantity], text: str) -> list[Quantity]:
    row: list[Quantity] = []
    for one in after:
        if row and (one.unit != row[0].unit or not _JOINED.fullmatch(text, row[-1].right, one.left)):
            break
        row.append(one)
    return row


def _named(head: str, wanted: int) -> list[Metric]:
    """The measures that the words before 分别 name, if they are as many as wanted and each is known."""
    found = [metrics.named(part) for part in _NAMES.split(head)]
    return found if len(found) == wanted and all(one.known for one in found) else [metrics.NONE] * wanted


@dataclass(slots=True)
class Row:
    """What was said before a row, and of its first figure, while a sentence is read."""

    levels: list[Metric]
    move: Move | None = None

    def metric(self, turn: Turn, found: Metric) -> Metric:
        """What the figure of a turn measures; `found` where neither words nor levels before the row say it."""
        if turn.named.words:
            return turn.named
        own = self.levels[-turn.back] if len(self.levels) >= turn.back else found
        distinct = len({one.words for one in self.levels[-turn.back :]}) == turn.back
        return own if distinct and own.words else found
