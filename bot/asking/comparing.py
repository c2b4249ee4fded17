"""`/diff` wherever it is asked: what changed in a stored filing, or between two addresses or files. It writes nothing.

No alert is raised by it and nothing is marked as seen: what has been stored is shown as it was stored, and anything
else is compared now and forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.asking.choosing import Choice, chosen
from bot.asking.naming import Known, matching, suggested
from bot.asking.wording import Question
from bot.errors import BotError
from bot.inside import Original
from bot.store import filings
from bot.store.asking import diff_between, known_filers
from bot.store.restoring import restore_diff
from diffing.change import Basis, Diff, Reason

if TYPE_CHECKING:
    from bot.operating import App
    from bot.versions import Version

PAIR = 2


class UnansweredError(BotError):
    """A question that has no answer: `code` and `values` say why, `suggestions` what may have been meant."""

    def __init__(self, code: str, *, suggestions: Sequence[str] = (), values: Mapping[str, str] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.values = values or {}
        self.suggestions = tuple(suggestions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """An answer: the diff, and where both documents come from. `log` is its change log where it is a stored one."""

    diff: Diff
    log: int | None = None
    reason: Reason | None = None
    old: str = ""
    new: str = ""
    old_published: str = ""
    new_published: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A question that has been understood: what is compared, in words, and what makes the answer, slowly."""

    words: str
    answer: Callable[[], Compared]


def understood(app: App, asked: Question) -> Ready:
    """What a question means among what is stored. Raises UnansweredError where it means nothing, or several things."""
    with app.store.reading() as connection:
        known = known_filers(connection)
        filer = _one(asked, known)
        stored = [one for one in filings.read_versions(connection, filer.id) if filer.filed(one)]
        choice = chosen(asked, stored)
        if choice.new is None or choice.comparison is None:
            raise _nothing(choice, stored, filer)
        number = diff_between(connection, choice.comparison.old.id, choice.new.id)
    words = f"{choice.new.cover.title} ⟷ {choice.comparison.old.cover.title}"
    if number is not None:
        return Ready(words=words, answer=lambda: stored_log(app, number))
    return Ready(words=words, answer=lambda: _made(app, choice))


def stored_log(app: App, number: int) -> Compared:
    """A stored change log. Raises NotFoundError where there is none of that number."""
    log = app.show(number)
    return Compared(
        diff=restore_diff(log.body),
        log=number,
        reason=log.row.reason,
        old=log.old.address,
        new=log.new.address,
        old_published=log.old.published.date().isoformat() if log.old.published else "",
        new_published=log.new.published.date().isoformat() if log.new.published else "",
    )


def of_files(app: App, pair: tuple[Original, Original], addresses: tuple[str, str] = ("", "")) -> Compared:
    """Two files that were handed in, the old one first, held against each other now. Raises UnreadableDocument."""
    diff = app.pipeline.comparing.diff(pair, (), Basis.AUTO, app.pipeline.settings)
    return Compared(diff=diff, old=addresses[0], new=addresses[1])


def _one(asked: Question, known: Sequence[Known]) -> Known:
    found = matching(asked.filer, known)
    if not found:
        near = tuple(one.asked_as for one in suggested(asked.filer, known))
        raise UnansweredError(
            "asked_unknown", values={"filer": asked.filer, "count": str(len(known))}, suggestions=near
        )
    if len({one.id if not one.cover else one for one in found}) > 1:
        names = tuple(dict.fromkeys(one.asked_as for one in found))
        if len(names) > 1:
            raise UnansweredError("asked_several", values={"filer": asked.filer}, suggestions=names[:5])
    return found[0]


def _nothing(choice: Choice, stored: Sequence[Version], filer: Known) -> UnansweredError:
    """Why there is nothing to show, and what is stored of the filer instead."""
    if choice.new is None or (choice.reason and choice.reason.code == "asked_not_stored"):
        kept = sorted({(one.cover.period or "", one.cover.form or "") for one in stored}, reverse=True)
        known = tuple(f"{filer.asked_as} {form} {period}".strip() for period, form in kept if form and period)
        return UnansweredError("asked_not_stored", values={"filer": filer.name or filer.id}, suggestions=known[:5])
    code = choice.reason.code if choice.reason else "lineage_none"
    return UnansweredError(code, values=dict(choice.reason.values) if choice.reason else {})


def _made(app: App, choice: Choice) -> Compared:
    """A pair of stored versions, compared now."""
    assert choice.comparison is not None, "it was asked whether there is one"
    assert choice.new is not None, "what is compared has a new side"
    made = choice.comparison
    originals = app.pipeline.original(made.old.id), app.pipeline.original(choice.new.id)
    notices = [app.pipeline.original(notice.id) for notice in made.notices]
    diff = app.pipeline.comparing.diff(originals, notices, made.basis, app.pipeline.settings)
    with app.store.reading() as connection:
        old, new = (filings.get_original(connection, one.id) for one in (made.old, choice.new))
    days = [one.published.date().isoformat() if one.published else "" for one in (old, new)]
    return Compared(
        diff=diff, reason=made.reason, old=old.address, new=new.address, old_published=days[0], new_published=days[1]
    )
