"""`filingwatch review`: decides about the changes of a stored change log, on the record."""

from __future__ import annotations

import getpass
from collections.abc import Collection
from typing import TYPE_CHECKING

from bot.answering import Answer, RefusedError
from bot.languages import words_in
from bot.rendering.guarding import one_line

if TYPE_CHECKING:
    from bot.operating import App
    from bot.store.reviews import Decision

# What is typed for each decision.
ACTS = {"confirm": "confirmed", "dismiss": "dismissed", "escalate": "escalated", "reopen": "open"}


def review(app: App, number: str, act: str, *, names: Collection[str], note: str, language: str) -> Answer:
    """A line that says what was decided."""
    from bot.asking.reviewing import review as decide

    if not number.isdecimal():
        raise RefusedError(f"{number}: is no id of a change log; filingwatch log lists them")
    if act not in ACTS:
        raise RefusedError(f"{act}: is no decision; it is {', '.join(ACTS)}")
    decision, who = _decision(act), _who()
    decide(app, int(number), names, decision, who=who, note=note)
    when = f"{app.clock():%Y-%m-%d %H:%M} UTC"
    return Answer(text=f"{words_in(language).phrase(f'slack_{decision}', who=one_line(who), when=when)}\n")


def _decision(act: str) -> Decision:
    from bot.store.reviews import Decision

    return Decision(ACTS[act])


def _who() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"
