"""`filingwatch diff`: what changed between two files, standard input or stored versions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Protocol

from bot.answering import CHANGED, REFUSED, SAME, Answer, RefusedError, busy
from bot.inside import Original
from bot.opening import STANDARD_INPUT, Stored, opened
from bot.rendering.accounting import conclusive, correspond, loud_enough
from bot.rendering.formats import rendered
from bot.rendering.looks import Look
from diffing.change import Basis, Diff
from diffing.settings import Settings

if TYPE_CHECKING:
    from bot.operating import App


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
    ocr: bool = False


class Comparing(Protocol):
    """What reads and compares; `bot.apart.Apart` does it in a child process."""

    def diff(
        self, pair: tuple[Original, Original], notices: tuple[Original, ...], basis: Basis, settings: Settings
    ) -> Diff:
        """What changed from the first of the pair to the second."""


def diff(asked: Asked, comparing: Comparing, stored: Stored) -> Answer:
    """The diff in the format asked for; the code says whether there is a change at or above the severity asked for."""
    if (asked.old, asked.new, *asked.notices).count(STANDARD_INPUT) > 1:
        raise RefusedError("- may stand for one file only: standard input can be read once; name the other one")
    days = asked.published or (None, None)
    pair = opened(asked.old, days[0], stored), opened(asked.new, days[1], stored)
    notices = tuple(opened(notice, stored=stored) for notice in asked.notices)
    with busy("Comparing"):
        found = comparing.diff(pair, notices, asked.basis, Settings(ocr=asked.ocr))
    return Answer(
        text=rendered(found, asked.format, asked.look),
        code=_code(found, asked),
        remark="" if conclusive(found) else _remark(found),
    )


def stored_original(app: App, number: int) -> Original | None:
    """The original of a stored version, or None when there is none of that number. Looking writes nothing."""
    from bot.store.originals import find_original

    with app.store.reading() as connection:
        kept = find_original(connection, number)
    if kept is None:
        return None
    published = kept.published.date() if kept.published else None
    body = app.archive.get(kept.sha256)
    return Original(body=body, name=kept.name, media_type=kept.media_type, published=published)


def parsed_dates(texts: tuple[str, str] | None) -> tuple[date, date] | None:
    """The two dates of --published; RefusedError for one that is none."""
    if texts is None:
        return None
    return _day(texts[0]), _day(texts[1])


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise RefusedError(f"--published {text}: is no day; write it as 2024-04-30") from error


def _code(found: Diff, asked: Asked) -> int:
    """A script that takes 0 for "nothing changed" must not get it from a file that was read in part."""
    if loud_enough(found, asked.look.at_least):
        return CHANGED
    return SAME if conclusive(found) else REFUSED


def _remark(found: Diff) -> str:
    if not correspond(found):
        return f"{found.old.name}, {found.new.name}: nothing in the one corresponds to anything in the other"
    unsure = [side for side in (found.old, found.new) if not (side.coverage.complete and side.sentences)]
    recognised = all(side.coverage.recognised_pages for side in unsure)
    how = "read by text recognition" if recognised else "not read completely"
    names = " and ".join(side.name for side in unsure)
    return f"{names}: {how}; see the warnings, or compare a version with a text layer"
