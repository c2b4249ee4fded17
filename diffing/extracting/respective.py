"""Which of several periods each of several figures has: 2022年、2023年分别为…和…; in 2023 and 2022, respectively."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from diffing.extracting import calendar
from diffing.extracting.clauses import Said
from diffing.extracting.periods import Dated
from diffing.extracting.quantities import Quantity

_JOINED = re.compile(
    r"[ ]?(?:、|和|及|以及|与|,|and|, and)[ ]?(?:fiscal (?:years? )?)?|[度末]?[、和及与][ ]?", re.IGNORECASE
)
_END = re.compile(r"[。；;]")


def respective(said: Said, quantities: Sequence[Quantity]) -> dict[int, Dated]:
    """The period of each quantity by its offset, where the sentence pairs as many periods with as many quantities."""
    if said.language == "zh":
        at = said.text.find("分别")
        if at < 0:
            return {}
        stop = _END.search(said.text, at)
        after = [one for one in quantities if at < one.start < (stop.start() if stop else len(said.text))]
        return _paired(_run([one for one in said.dated if one.end <= at], said.text), after)
    at = said.text.find("respectively")
    if at < 0:
        return _side_by_side(said, quantities)
    run = _run([one for one in said.dated if one.end <= at], said.text)
    between = [one for one in quantities if run and run[-1].end <= one.start < at]
    before = [one for one in quantities if run and one.start < run[0].start]
    return _paired(run, between if len(between) == len(run) else before[-len(run) :])


def _side_by_side(said: Said, quantities: Sequence[Quantity]) -> dict[int, Dated]:
    """Without the word: for the years ended 2023 and 2022 was A and B; A and B in 2023 and 2022."""
    run = _run(said.dated, said.text)
    if len(run) < _FEWEST:
        return {}
    after = _listed([one for one in quantities if one.start >= run[-1].end], said.text)
    if len(after) == len(run) and _SAYS.fullmatch(said.text, run[-1].end, after[0].left):
        return _paired(run, after)
    before = _listed([one for one in reversed(quantities) if one.end <= run[0].start], said.text)
    if len(before) == len(run) and _FOR.fullmatch(said.text, before[0].right, run[0].start):
        return _paired(run, before[::-1])
    return {}


def _listed(quantities: Sequence[Quantity], text: str) -> list[Quantity]:
    """The first quantities that stand in a row, whichever way they are counted."""
    row: list[Quantity] = []
    for one in quantities:
        if row and not _AND.fullmatch(text, min(row[-1].right, one.right), max(row[-1].left, one.left)):
            break
        row.append(one)
    return row


_AND = re.compile(r"[ ]?(?:,|and|, and)[ ]?(?:approximately )?", re.IGNORECASE)
_SAYS = re.compile(r",?[ ](?:was|were|totaled|amounted to|of)[ ](?:approximately )?", re.IGNORECASE)
_FOR = re.compile(
    r",?[ ](?:in|for|during|at|as of)[ ](?:the )?(?:fiscal )?(?:years? |quarters? )?(?:ended )?", re.IGNORECASE
)


def _run(dated: Sequence[Dated], text: str) -> list[Dated]:
    """The last periods that stand in a row, joined by 、 or and."""
    run: list[Dated] = []
    for one in reversed(dated):
        if run and not _JOINED.fullmatch(text, one.end, run[0].start):
            break
        run.insert(0, one)
    return run


def _paired(run: Sequence[Dated], quantities: Sequence[Quantity]) -> dict[int, Dated]:
    if len(run) < _FEWEST or len(run) != len(quantities):
        return {}
    return {quantity.start: _as_long(one, run[0]) for quantity, one in zip(quantities, run, strict=True)}


def _as_long(one: Dated, first: Dated) -> Dated:
    """Three months ended June 30, 2023 and 2022: the second is as long as the first, a year or more apart."""
    if first.form != "ended" or one.form != "year":
        return one
    period = calendar.years_back(first.period, first.last.year - one.last.year)
    return replace(one, first=period.first, last=period.last) if period is not None else one


_FEWEST = 2
