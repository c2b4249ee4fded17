"""Which of several periods each of several figures has: 2022年、2023年分别为…和…; in 2023 and 2022, respectively."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
        return {}
    run = _run([one for one in said.dated if one.end <= at], said.text)
    before = [one for one in quantities if run and one.start < run[0].start]
    return _paired(run, before[-len(run) :])


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
    return {quantity.start: one for quantity, one in zip(quantities, run, strict=True)}


_FEWEST = 2
