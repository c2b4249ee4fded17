"""`filingwatch diff`: what changed between two files, standard input or stored versions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bot.answering import CHANGED, REFUSED, SAME, Answer, RefusedError, busy
from bot.opening import STANDARD_INPUT, opened
from bot.rendering.accounting import conclusive, loud_enough
from bot.rendering.formats import rendered
from bot.rendering.looks import Look
from diffing.change import Basis, Diff


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for: two places, what they are to each other, and how to show the outcome."""

    old: str
    new: str
    basis: Basis = Basis.AUTO
    notices: tuple[str, ...] = ()
    published: tuple[date, date] | None = None
    format: str = "text"
    look: Look = field(default_factory=Look)


def diff(asked: Asked) -> Answer:
    """The diff in the format asked for; the code says whether there is a change at or above the severity asked for."""
    places = (asked.old, asked.new, *asked.notices)
    if places.count(STANDARD_INPUT) > 1:
        raise RefusedError("- may stand for one file only: standard input can be read once; name the other one")
    with busy("Comparing"):
        found = _compared(asked)
    return Answer(
        text=rendered(found, asked.format, asked.look),
        code=_code(found, asked),
        remark="" if conclusive(found) else _remark(found),
    )


def parsed_dates(texts: tuple[str, str] | None) -> tuple[date, date] | None:
    """The two dates of --published; RefusedError for one that is none."""
    if texts is None:
        return None
    try:
        old, new = map(date.fromisoformat, texts)
    except ValueError as error:
        raise RefusedError(f"--published {' '.join(texts)}: {error}; write dates as 2024-04-30") from error
    return old, new


def _code(found: Diff, asked: Asked) -> int:
    """A script that takes 0 for "nothing changed" must not get it from a file that was read in part."""
    if loud_enough(found, asked.look.at_least):
        return CHANGED
    return SAME if conclusive(found) else REFUSED


def _remark(found: Diff) -> str:
    unread = [side.name for side in (found.old, found.new) if not (side.coverage.complete and side.sentences)]
    return f"{' and '.join(unread)}: not read completely; see the warnings, or compare a version with a text layer"


def _compared(asked: Asked) -> Diff:
    import diffing

    days = asked.published or (None, None)
    sources = [opened(place) for place in (asked.old, asked.new, *asked.notices)]
    published = [*days, *(None for _ in asked.notices)]
    old, new, *notices = (
        diffing.read(source.content, name=Path(source.name).name, published=day)
        for source, day in zip(sources, published, strict=True)
    )
    return diffing.compare(old, new, basis=asked.basis, notices=notices)
