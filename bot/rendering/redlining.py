"""The redline of a change: its words in runs, shortened around what differs, and marked where there is no style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bot.rendering.guarding import one_line, visible
from diffing.change import Change, Quote, Run, RunKind

Redline = tuple[Run, ...]

ELLIPSIS = "…"
# Unchanged characters kept on either side of a difference: one line of Chinese; of Latin letters twice as many.
AROUND = 40
# Below this share of common words a redline reads like confetti; both sentences side by side read better.
_COMMON = 0.4
# Signs that no filing uses and no number can be read into: [-$8.4-] of word-diff reads as minus 8.4.
LEFT, ARROW, RIGHT, NOTHING = "⟦", "→", "⟧", "∅"
# What is left of each side of a difference at the least, however little room there is.
_SHORTEST = 10
_NUMBER_SIGNS = ".,，．%％"


def redline(change: Change) -> Redline:
    """The words of a change in runs: as the engine gives them, or made of its quotes."""
    runs = change.wording or _from_quotes(change.old, change.new)
    return tuple(Run(kind=run.kind, text=text) for run in runs if (text := _flowing(run.text)))


def readable(runs: Redline) -> bool:
    """Whether old and new share enough words to be read as one redlined sentence."""
    if not {RunKind.DELETE, RunKind.INSERT} <= {run.kind for run in runs}:
        return True
    common = sum(len(run.text) for run in runs if run.kind is RunKind.EQUAL)
    either = max(_length(runs, RunKind.DELETE), _length(runs, RunKind.INSERT))
    return common >= _COMMON * (common + either)


def shortened(runs: Redline, around: int = AROUND) -> Redline:
    """The redline with long unchanged stretches cut to `around` characters beside each difference."""
    if all(run.kind is RunKind.EQUAL for run in runs):
        return tuple(Run(kind=run.kind, text=_head(run.text, 3 * around)) for run in runs)
    last = len(runs) - 1
    return tuple(_kept(run, first=at == 0, last=at == last, around=around) for at, run in enumerate(runs))


def around(text: str, focus: Sequence[str], reach: int = AROUND) -> str:
    """`text` on one line, cut to `reach` characters before the first and after the last of the `focus` words."""
    line = one_line(text)
    spans = [(at, at + len(words)) for words in map(one_line, focus) if words and (at := line.find(words)) >= 0]
    if not spans:
        return _head(line, 4 * reach)
    start, end = min(spans)[0], max(end for _, end in spans)
    return _tail(line[:start], reach) + line[start:end] + _head(line[end:], reach)


def one_sided(runs: Iterable[Run]) -> bool:
    """Whether only one side says anything: what is all new or all gone needs no marks, but to be called so."""
    kinds = {run.kind for run in runs}
    return len(kinds) == 1 and RunKind.EQUAL not in kinds


def bracketed(runs: Redline) -> bool:
    """Whether `marked` is how these are shown, and puts marks: those are explained once beside it then."""
    return readable(runs) and not one_sided(runs) and any(run.kind is not RunKind.EQUAL for run in runs)


def marked(runs: Iterable[Run]) -> str:
    """The redline as plain text: ⟦old → new⟧ where the two differ, ∅ for the side that says nothing there."""
    return "".join(_plain(stretch) if alike else _difference(stretch) for alike, stretch in _stretches(runs))


def clipped(runs: Redline, length: int) -> Iterator[Run]:
    """The first `length` characters or so of a redline, and an ellipsis where more would follow.

    A difference keeps both its sides: half of one would look as if the other side said nothing.
    """
    left = length
    for alike, stretch in _stretches(runs):
        if left <= 0:
            yield Run(kind=RunKind.EQUAL, text=ELLIPSIS)
            return
        share = left if alike else max(left // len(stretch), _SHORTEST)
        for run in stretch:
            left -= len(run.text)
            yield Run(kind=run.kind, text=_cut(run.text, share))
        if alike and left < 0:
            return


def _stretches(runs: Iterable[Run]) -> Iterator[tuple[bool, list[Run]]]:
    """Runs that both sides share, and between them the runs of one difference."""
    return ((alike, list(stretch)) for alike, stretch in groupby(runs, key=lambda run: run.kind is RunKind.EQUAL))


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: _boundary(text, length, -1)].rstrip() + ELLIPSIS


def _plain(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)


def _difference(runs: Sequence[Run]) -> str:
    """One difference; the spaces around it stand outside, where they part it from the words beside it."""
    old, new = (_plain([run for run in runs if run.kind is kind]) for kind in (RunKind.DELETE, RunKind.INSERT))
    if not (old.strip() or new.strip()):
        return new or old
    lead, trail = (" " * any(side[at : at + 1 or None].isspace() for side in (old, new)) for at in (0, -1))
    return f"{lead}{LEFT}{old.strip() or NOTHING} {ARROW} {new.strip() or NOTHING}{RIGHT}{trail}"


def _from_quotes(old: Quote | None, new: Quote | None) -> Redline:
    if old and new and one_line(old.text) == one_line(new.text):
        return (Run(kind=RunKind.EQUAL, text=new.text),)
    sides = ((RunKind.DELETE, old), (RunKind.INSERT, new))
    return tuple(Run(kind=kind, text=quote.text) for kind, quote in sides if quote)


def _flowing(text: str) -> str:
    """The text of a run on one line; a space at its ends may divide two words and stays."""
    shown = visible(text)
    body = " ".join(shown.split())
    if not body:
        return " " if shown else ""
    return f"{' ' * shown[0].isspace()}{body}{' ' * shown[-1].isspace()}"


def _length(runs: Redline, kind: RunKind) -> int:
    return sum(len(run.text) for run in runs if run.kind is kind)


def _kept(run: Run, *, first: bool, last: bool, around: int) -> Run:
    if run.kind is not RunKind.EQUAL:
        return run
    if first:
        text = _tail(run.text, around)
    elif last:
        text = _head(run.text, around)
    elif len(run.text) > 3 * _reach(run.text, around):
        text = _head(run.text, around) + _tail(run.text, around).removeprefix(ELLIPSIS)
    else:
        text = run.text
    return Run(kind=run.kind, text=text)


def _head(text: str, length: int) -> str:
    length = _reach(text, length)
    if len(text) <= length + 1:
        return text
    return text[: _boundary(text, length, -1)].rstrip() + ELLIPSIS


def _tail(text: str, length: int) -> str:
    length = _reach(text, length)
    if len(text) <= length + 1:
        return text
    return ELLIPSIS + text[_boundary(text, len(text) - length, 1) :].lstrip()


def _reach(text: str, length: int) -> int:
    return 2 * length if text.isascii() else length


def _boundary(text: str, at: int, step: int) -> int:
    """The nearest place from `at` on that cuts no number and no Latin word; `at` itself when there is none near."""
    for place in range(at, at + 20 * step, step):
        if not 0 < place < len(text):
            break
        if not (_sticks(text[place - 1]) and _sticks(text[place])):
            return place
    return at


def _sticks(sign: str) -> bool:
    return sign in _NUMBER_SIGNS or (sign.isalnum() and sign.isascii())
