"""Slides what was taken out or put in to where a reader would cut it: at a mark, not inside a word.

    货币资金、应[-收款项、应-]付款项      货币资金、[-应收款项、-]应付款项      both lead from one text to the other

A figure is never slid over: it stays whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from diffing.change import Run, RunKind

# Marks that end a clause or a member of a list, and the space between words.
_MARKS = frozenset("、，。；：！？,.;:!?)）\n ")
# The signs of figures.
_FIXED = frozenset("0123456789%‰零〇一二三四五六七八九十百千万亿两")
_FARTHEST = 60

Cut = tuple[str, str, str]


def slid(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The runs, each lone change between two equal stretches where it is cut best; the texts they lead to stay."""
    found = list(runs)
    for at in range(1, len(found) - 1):
        around = found[at - 1], found[at], found[at + 1]
        if [run.kind is RunKind.EQUAL for run in around] == [True, False, True]:
            best = max(_cuts((around[0].text, around[1].text, around[2].text)), key=_merit)
            found[at - 1 : at + 2] = [replace(run, text=text) for run, text in zip(around, best, strict=True)]
    return tuple(run for run in found if run.text)


def _cuts(cut: Cut) -> Iterator[Cut]:
    """The cut as it is, then ever further to the left and to the right."""
    yield cut
    before, said, after = cut
    for _ in range(_FARTHEST):
        if not before or before[-1] != said[-1] or said[-1] in _FIXED:
            break
        before, said, after = before[:-1], said[-1] + said[:-1], said[-1] + after
        yield before, said, after
    before, said, after = cut
    for _ in range(_FARTHEST):
        if not after or after[0] != said[0] or said[0] in _FIXED:
            break
        before, said, after = before + said[0], said[1:] + said[0], after[1:]
        yield before, said, after


def _merit(cut: Cut) -> int:
    """How well a cut reads: best behind a mark and up to one; the first of equal ones is taken."""
    before, said, _ = cut
    return (not before or before[-1] in _MARKS) + (said[-1] in _MARKS)
