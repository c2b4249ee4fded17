"""The redline of a change: its words in runs, shortened around what differs, and marked where there is no style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.rendering.guarding import one_line, visible
from diffing.change import Change, Quote, Run, RunKind

Redline = tuple[Run, ...]

ELLIPSIS = "…"
# Unchanged characters kept on either side of a difference: one line of Chinese; of Latin letters twice as many.
AROUND = 40
# Below this share of common words a redline reads like confetti; both sentences side by side read better.
_COMMON = 0.4
_MARKS = {RunKind.EQUAL: ("", ""), RunKind.DELETE: ("[-", "-]"), RunKind.INSERT: ("{+", "+}")}
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


def marked(runs: Iterable[Run]) -> str:
    """The redline as plain text: [-only old-] and {+only new+}."""
    return "".join(f"{_MARKS[run.kind][0]}{run.text}{_MARKS[run.kind][1]}" for run in runs)


def clipped(runs: Redline, length: int) -> Iterator[Run]:
    """The first `length` characters of a redline, and an ellipsis where more would follow."""
    left = length
    for run in runs:
        if len(run.text) > left:
            yield Run(kind=run.kind, text=run.text[: _boundary(run.text, left, -1)].rstrip() + ELLIPSIS)
            return
        left -= len(run.text)
        yield run


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
